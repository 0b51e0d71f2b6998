//! The form of a page, for staff: the one that visitors fill in, and how the
//! request came.

use desk::inbox::{Blank, Error as Refusal};
use desk::request::Channel;
use maud::{Markup, html};
use schema::draw;
use schema::tree::Node;

use super::words::{Words, heading, refused_heading};
use super::{CHANNEL, SEAL};
use crate::bureau::{Bureau, layout};
use crate::inbox::Error;
use crate::inbox::counter::CHANNELS;

/// What staff typed, and what they are told of it.
#[derive(Debug, Default)]
pub(super) struct Typed {
    pub(super) body: Option<Node>,
    pub(super) channel: Option<Channel>,
    pub(super) told: Option<Told>,
}

/// Why nothing was recorded.
#[derive(Debug)]
pub(super) enum Told {
    /// It is not said how the request came.
    NoChannel,
    Failed(Error),
}

pub(super) fn view(bureau: &Bureau, blank: &Blank, typed: &Typed) -> Markup {
    let words = Words::of(bureau.language);
    let form = draw::Form {
        fields: &blank.fields,
        sent: &blank.sent,
        faults: &blank.faults,
        language: bureau.language,
        action: "",
        submit: "",
        page: Some(&blank.listed.page),
        base: blank.base.as_ref(),
        key: None,
        code: blank.code.as_deref(),
        drawn_at: None,
    };
    html! {
        p { a href="/saisir" { (words.other) } }
        h1 { (heading(&blank.listed.title, bureau.language)) }
        @if let Some(told) = &typed.told { (why(bureau, blank, told)) }
        p.hint { (words.only_changes) }
        form.form method="post" action={ "/saisir/" (blank.listed.page) } accept-charset="utf-8" novalidate {
            input type="hidden" name=(SEAL) value=(bureau.door.form_value);
            (channel(bureau, typed))
            (draw::controls(&form))
            button.button.main { (words.record) }
        }
    }
}

/// What the tab says.
pub(super) fn title(bureau: &Bureau, blank: &Blank, typed: &Typed) -> String {
    let title = &blank.listed.title;
    if typed.told.is_some() { refused_heading(title, bureau.language) } else { heading(title, bureau.language) }
}

/// The faults of the fields are told by the form itself.
pub(super) fn why(bureau: &Bureau, blank: &Blank, told: &Told) -> Markup {
    let words = Words::of(bureau.language);
    html! {
        @match told {
            Told::NoChannel => p.fault role="alert" { a href={ "#" (CHANNEL) } { (words.no_channel) } },
            Told::Failed(Error::Desk(Refusal::Refused { .. })) if !blank.faults.is_empty() => {},
            Told::Failed(error) => p.fault role="alert" { (layout::sentence(&error.told(bureau.language).message)) },
        }
    }
}

pub(super) fn channel(bureau: &Bureau, typed: &Typed) -> Markup {
    let words = Words::of(bureau.language);
    let is_missing = matches!(typed.told, Some(Told::NoChannel));
    html! {
        fieldset.group.has-error[is_missing] aria-describedby=[is_missing.then_some("canal-error")] {
            legend { (words.channel) }
            @if is_missing { p.error id="canal-error" { (words.no_channel) } }
            @for (index, channel) in CHANNELS.into_iter().enumerate() {
                @let id = if index == 0 { CHANNEL.to_owned() } else { format!("{CHANNEL}-{}", channel.code()) };
                div.option {
                    input type="radio" id=(id) name=(CHANNEL) value=(channel.code()) checked[typed.channel == Some(channel)];
                    label for=(id) { (channel.words(bureau.language)) }
                }
            }
        }
    }
}
