//! The post: mail, handed to the server that the settings name.
//!
//! Architecture invariant: a mail is plain text to one person. What it says, whom
//! it goes to and the password of the server never enter a log or an error: a
//! failure is told by its class alone.

#[cfg(not(feature = "smtp"))]
mod absent;
#[cfg(feature = "smtp")]
mod smtp;

use std::fmt;

use jiff::Timestamp;

#[cfg(not(feature = "smtp"))]
pub(crate) use absent::Round;
#[cfg(feature = "smtp")]
pub(crate) use smtp::Round;

/// The password of the mail server. It is shown to nobody but the server.
#[derive(Clone)]
pub struct Password(
    #[cfg_attr(not(feature = "smtp"), expect(dead_code, reason = "it is handed to a server by the feature"))] String,
);

impl Password {
    /// The password that this text is.
    #[must_use]
    pub const fn new(text: String) -> Self {
        Self(text)
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Password(…)")
    }
}

/// What a process delivers mail with.
#[derive(Clone, Debug)]
pub(crate) struct Office {
    #[cfg_attr(not(feature = "smtp"), expect(dead_code, reason = "it is handed to a server by the feature"))]
    password: Option<Password>,
}

impl Office {
    pub(crate) const fn new(password: Option<Password>) -> Self {
        Self { password }
    }
}

/// One mail.
#[derive(Debug)]
#[cfg_attr(not(feature = "smtp"), expect(dead_code, reason = "it is read by the feature"))]
pub(crate) struct Mail<'a> {
    /// The name of what is told, the same at each try: who receives it twice can
    /// know it again.
    pub(crate) id: &'a str,
    /// The host that names are unique on.
    pub(crate) host: &'a str,
    pub(crate) to: &'a str,
    pub(crate) subject: &'a str,
    pub(crate) text: &'a str,
    pub(crate) at: Timestamp,
}

/// What became of a mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(not(feature = "smtp"), expect(dead_code, reason = "only the feature delivers"))]
pub(crate) enum Delivered {
    /// The server answers for it.
    Accepted,
    /// It may go out later.
    Later(Why),
    /// It never will.
    Never(Why),
}

/// The class of a failure: all that is told of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(not(feature = "smtp"), expect(dead_code, reason = "only the feature fails"))]
pub(crate) enum Why {
    /// The server can't be reached, or does not let this desk in.
    Unreachable,
    /// The line broke or was silent.
    Broken,
    /// The server says: not now.
    NotNow,
    /// The server says: not ever.
    Refused,
    /// What stands as an address is none.
    Address,
}

impl Why {
    /// The name it has in a log.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Unreachable => "unreachable",
            Self::Broken => "broken",
            Self::NotNow => "not-now",
            Self::Refused => "refused",
            Self::Address => "address",
        }
    }
}
