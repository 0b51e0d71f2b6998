//! The desk: what people send, kept and answered.
