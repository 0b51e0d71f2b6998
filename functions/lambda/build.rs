//! Tells the linker of a plain build to keep one of functions that are the same,
//! byte for byte: many generic ones are. A linker that is brought along for another
//! machine (`cargo lambda build --arm64`) is left to its own.

#![expect(clippy::disallowed_methods, reason = "what Cargo tells a build script is in its environment")]

use std::env::var;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let (host, target) = (var("HOST").unwrap_or_default(), var("TARGET").unwrap_or_default());
    // The target whose linker, LLD, comes with the compiler.
    if host == target && target == "x86_64-unknown-linux-gnu" {
        println!("cargo:rustc-link-arg-bins=-Wl,--icf=all");
    }
}
