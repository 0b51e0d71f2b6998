//! A round of the post over SMTP: one line to the server, opened when the first
//! mail wants it, used for all of a tick.
//!
//! Architecture invariant: every header is made by `lettre`'s types or from signs
//! that can't end a line; a line in clear leaves this machine for nowhere.

use std::io;
use std::time::{Duration, UNIX_EPOCH};

use lettre::address::Envelope;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message};
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::{Address, transport::smtp::Error};
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::{Delivered, Mail, Office, Password, Why};
use crate::settings::{Mail as Settings, Security};

/// How long a server may take to let the desk in, or for one mail.
const PATIENCE: Duration = Duration::from_secs(30);

/// A round: whoever is not reached is not asked again in it.
pub(crate) struct Round<'a> {
    settings: &'a Settings,
    password: Option<&'a Password>,
    line: Option<AsyncSmtpConnection>,
    is_down: bool,
}

impl<'a> Round<'a> {
    /// Begins a round, unless this process lacks the password that the server wants.
    pub(crate) fn begin(office: &'a Office, settings: &'a Settings) -> Option<Self> {
        let password = office.password.as_ref();
        let can_enter = settings.user.is_none() || password.is_some();
        can_enter.then_some(Self { settings, password, line: None, is_down: false })
    }

    /// Hands a mail to the server.
    pub(crate) async fn deliver(&mut self, mail: &Mail<'_>) -> Delivered {
        if self.is_down {
            return Delivered::Later(Why::Unreachable);
        }
        let Some(message) = self.message(mail) else { return Delivered::Never(Why::Address) };
        let Some(mut line) = self.line().await else {
            self.is_down = true;
            return Delivered::Later(Why::Unreachable);
        };
        match timeout(PATIENCE, line.send(message.envelope(), &message.formatted())).await {
            Ok(Ok(_accepted)) => {
                self.line = Some(line);
                Delivered::Accepted
            }
            // The line is closed by then; the next mail opens another.
            Ok(Err(error)) => refused(&error),
            Err(_silent) => Delivered::Later(Why::Broken),
        }
    }

    /// Ends the round.
    pub(crate) async fn end(self) {
        if let Some(mut line) = self.line {
            let _answer = timeout(Duration::from_secs(1), line.quit()).await;
        }
    }

    /// The line of the last mail, or a new one.
    async fn line(&mut self) -> Option<AsyncSmtpConnection> {
        if let Some(line) = self.line.take() {
            return Some(line);
        }
        match timeout(PATIENCE, open(self.settings, self.password)).await {
            Ok(Ok(line)) => Some(line),
            Ok(Err(error)) => {
                tracing::error!(code = error.code(), error = %error, "the mail server does not let the desk in");
                None
            }
            Err(_silent) => {
                tracing::error!("the mail server is silent");
                None
            }
        }
    }

    /// The mail as it travels; none when an address is not one.
    fn message(&self, mail: &Mail<'_>) -> Option<Message> {
        let from: Address = self.settings.from.parse().ok()?;
        let to: Address = mail.to.parse().ok()?;
        let envelope = Envelope::new(Some(from.clone()), vec![to.clone()]).ok()?;
        let mut message = Message::builder()
            .from(Mailbox::new(self.settings.name.as_deref().map(one_line), from))
            .to(Mailbox::new(None, to))
            .subject(one_line(mail.subject))
            .date(UNIX_EPOCH + Duration::from_secs(mail.at.as_second().try_into().ok()?))
            .message_id(Some(message_id(mail)))
            .raw_header(HeaderValue::new(HeaderName::new_from_ascii_str("Auto-Submitted"), "auto-generated".to_owned()))
            .envelope(envelope)
            .header(ContentType::TEXT_PLAIN);
        if let Some(address) = &self.settings.reply_to {
            message = message.reply_to(Mailbox::new(None, address.parse().ok()?));
        }
        message.body(mail.text.to_owned()).ok()
    }
}

async fn open(settings: &Settings, password: Option<&Password>) -> Result<AsyncSmtpConnection, Closed> {
    let tls = || TlsParameters::new(settings.host.clone());
    let (name, server) = (ClientId::default(), (settings.host.as_str(), settings.port));
    let mut line = match settings.security {
        Security::Tls => AsyncSmtpConnection::connect_tokio1(server, None, &name, Some(tls()?), None).await?,
        Security::StartTls | Security::None => {
            let stream = TcpStream::connect(server).await?;
            // A mail and the dot that ends it are two writes, of which the second
            // would wait for the answer to the first: 40 ms a mail.
            stream.set_nodelay(true)?;
            AsyncSmtpConnection::connect_with_transport(Box::new(stream), &name).await?
        }
    };
    if settings.security == Security::StartTls {
        line.starttls(tls()?, &name).await?;
    }
    if let (Some(user), Some(Password(password))) = (&settings.user, password) {
        let credentials = Credentials::new(user.clone(), password.clone());
        line.auth(&[Mechanism::Plain, Mechanism::Login], &credentials).await?;
    }
    Ok(line)
}

/// Why the server does not let the desk in.
#[derive(Debug, thiserror::Error)]
enum Closed {
    #[error("the server can't be reached")]
    Unreached(#[from] io::Error),
    #[error("the server says no")]
    Refused(#[from] Error),
}

impl Closed {
    /// What may be told: the code of an answer, or nothing where there was none.
    fn code(&self) -> Option<u16> {
        match self {
            Self::Unreached(_) => None,
            Self::Refused(error) => error.status().map(u16::from),
        }
    }
}

fn refused(error: &Error) -> Delivered {
    if error.is_permanent() {
        Delivered::Never(Why::Refused)
    } else if error.is_client() {
        // The server can't take such an address: `SMTPUTF8` is wanted.
        Delivered::Never(Why::Address)
    } else if error.is_transient() {
        Delivered::Later(Why::NotNow)
    } else {
        Delivered::Later(Why::Broken)
    }
}

/// The same at each try, and nobody else's.
fn message_id(mail: &Mail<'_>) -> String {
    let plain = |text: &str| -> String {
        text.chars().filter(|sign| sign.is_ascii_alphanumeric() || matches!(sign, '-' | '.')).collect()
    };
    format!("<{}@{}>", plain(mail.id), plain(mail.host))
}

/// A text as it may stand in a header: no sign of it ends a line.
fn one_line(text: &str) -> String {
    text.chars().map(|sign| if sign.is_control() { ' ' } else { sign }).collect()
}

#[cfg(test)]
mod tests;
