//! How mail leaves: `mail` in `parvis.yaml`. The password stands elsewhere, for
//! this file is copied about.

use schema::declaration::span_of;
use schema::fault;
use schema::types::email::Email;
use serde::{Deserialize, Serialize};
use serde_saphyr::Spanned;

use super::FILE;
use crate::diagnostic::Diagnostic;
use crate::problem::Problem;

/// How mail leaves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Mail {
    /// The address it is sent from.
    pub from: String,
    /// The name beside that address: the site's, where no other is written.
    pub name: String,
    /// The address that answers go to.
    pub reply_to: Option<String>,
    /// The server that takes it.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the line to it is kept private.
    pub security: Security,
    /// Who it is sent as, for a server that asks for a password.
    pub user: Option<String>,
}

/// How the line to a mail server is kept private.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Security {
    /// It is made private before anything is said.
    #[default]
    StartTls,
    /// It is private from its first byte.
    Tls,
    /// It is in clear, to this machine.
    None,
}

impl Security {
    const fn port(self) -> u16 {
        match self {
            Self::StartTls => 587,
            Self::Tls => 465,
            Self::None => 25,
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Declared {
    from: Spanned<String>,
    name: Option<String>,
    reply_to: Option<Spanned<String>>,
    host: Spanned<String>,
    port: Option<u16>,
    #[serde(default)]
    security: Security,
    user: Option<String>,
}

impl Declared {
    /// What is declared, or every fault of it.
    pub(super) fn check(&self, title: &str, text: &str) -> Result<Mail, Vec<Diagnostic>> {
        let addresses = std::iter::once(&self.from).chain(&self.reply_to);
        let faulty = addresses.filter_map(|address| {
            let problem = Email::parse(&address.value).err()?;
            Some(Diagnostic::error(FILE, text, &span_of(address), Problem::Field(fault::Problem::Email(problem))))
        });
        let in_clear = (self.security == Security::None && !is_here(&self.host.value)).then(|| {
            Diagnostic::error(FILE, text, &span_of(&self.host), Problem::MailInClear(self.host.value.clone()))
        });
        let faults: Vec<Diagnostic> = faulty.chain(in_clear).collect();
        if !faults.is_empty() {
            return Err(faults);
        }
        Ok(Mail {
            from: self.from.value.clone(),
            name: self.name.clone().unwrap_or_else(|| title.to_owned()),
            reply_to: self.reply_to.as_ref().map(|address| address.value.clone()),
            host: self.host.value.clone(),
            port: self.port.unwrap_or(self.security.port()),
            security: self.security,
            user: self.user.clone(),
        })
    }
}

/// Whether a server is on this very machine: nothing said to it can be overheard.
fn is_here(host: &str) -> bool {
    matches!(host, "localhost" | "127.0.0.1" | "::1")
}

#[cfg(test)]
mod tests {
    use super::Security;
    use crate::diagnostic::Diagnostic;
    use crate::settings::{Settings, parse};

    fn read(mail: &str) -> Result<Settings, Vec<Diagnostic>> {
        parse(&format!("title: Ville\nbase_url: https://ville.fr/\ntheme: t\nmail:\n{mail}"))
    }

    #[test]
    fn what_is_left_out_is_the_usual() {
        let mail = read("  from: guichet@ville.fr\n  host: smtp.ville.fr\n").unwrap().mail.unwrap();
        assert_eq!((mail.name.as_str(), mail.port, mail.security), ("Ville", 587, Security::StartTls));
    }

    #[test]
    fn every_fault_is_told_at_its_place() {
        let faults =
            read("  from: guichet\n  reply_to: a@b@c.fr\n  host: smtp.ville.fr\n  security: none\n").unwrap_err();
        let told: Vec<_> = faults.iter().map(|fault| (fault.place.line, fault.code())).collect();
        assert_eq!(told, [(5, "email-no-at"), (6, "email-several-ats"), (7, "mail-in-clear")]);
    }

    #[test]
    fn a_password_is_no_setting() {
        let faults = read("  from: a@b.fr\n  host: localhost\n  password: secret\n").unwrap_err();
        assert_eq!(faults[0].code(), "declaration-unknown-key");
    }
}
