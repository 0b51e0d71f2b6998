//! The product as its users meet it: what the tests share.
