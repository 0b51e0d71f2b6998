//! The command `parvis`.

fn main() {}
