//! One request: what it asks, beside what its page says, and what can be done.

use std::collections::BTreeMap;

use desk::ToldField;
use desk::code::Proof;
use desk::doubt::Doubt;
use desk::inbox::Shown;
use desk::verified::Verified;
use desk::workflow::update::{Decision, Update, Verdict};
use desk::workflow::{Deed, Matter, State};
use maud::{Markup, html};

use super::words::{Words, reasons};
use super::{Bureau, first, layout, order, register};
use crate::inbox::standing::{Standing, Stood};
use crate::inbox::{Beside, Error, Published};
use crate::words::moment;

/// What was just done, as the address says it after a form was sent.
#[derive(Clone, Debug)]
pub(super) enum Done {
    Accepted,
    Refused,
    Undone { kept: Vec<String> },
    Reopened,
    Released,
    Already,
    Taken,
    GivenUp,
    Rated,
}

impl Done {
    pub(super) fn read(parameters: &BTreeMap<String, Vec<String>>) -> Option<Self> {
        match first(parameters, "fait")? {
            "accepter" => Some(Self::Accepted),
            "refuser" => Some(Self::Refused),
            "annuler" => Some(Self::Undone { kept: parameters.get("garde").cloned().unwrap_or_default() }),
            "rouvrir" => Some(Self::Reopened),
            "place" => Some(Self::Taken),
            "renoncer" => Some(Self::GivenUp),
            "tarif" => Some(Self::Rated),
            "lever" => Some(Self::Released),
            "deja" => Some(Self::Already),
            _ => None,
        }
    }

    /// An address can be typed, kept and sent on: what it says was done is told
    /// only while that is the last thing that happened.
    fn agrees(&self, shown: &Shown) -> bool {
        let last = shown.history.last().map(|event| &event.deed);
        match self {
            Self::Accepted => matches!(last, Some(Deed::Accepted)),
            Self::Refused => matches!(last, Some(Deed::Refused { .. })),
            Self::Undone { .. } => matches!(last, Some(Deed::Undone)),
            Self::Reopened => matches!(last, Some(Deed::Reopened)),
            Self::Already => shown.update().is_none_or(|update| !is_open(update)),
            Self::Taken => matches!(last, Some(Deed::Taken)),
            Self::GivenUp => matches!(last, Some(Deed::Cancelled)),
            Self::Rated => matches!(last, Some(Deed::Rated { .. })),
            Self::Released => matches!(last, Some(Deed::Released { .. })),
        }
    }
}

pub(super) fn view(bureau: &Bureau, beside: &Beside, done: Option<&Done>, error: Option<&Error>) -> Markup {
    let words = bureau.words();
    let shown = &beside.shown;
    html! {
        @if let Some(error) = error { (fault(bureau, error)) }
        @if let Some(done) = done.filter(|done| done.agrees(shown)) { (told(words, beside, done)) }
        h1 { (shown.summary.subject) }
        (facts(bureau, beside))
        @if let Some(doubt) = shown.summary.doubt { (doubted(bureau, beside, doubt)) }
        @match &shown.matter {
            Matter::Update(update) => (asked_of_page(bureau, beside, update)),
            Matter::Register(register) => (register::request::view(bureau, beside, register, error)),
            Matter::Order(order) => (order::view(bureau, beside, order)),
        }
        (history(bureau, beside))
    }
}

fn is_open(update: &Update) -> bool {
    update.decision == Decision::Open && update.pending.is_none()
}

/// What is asked of a page, and what can be done.
fn asked_of_page(bureau: &Bureau, beside: &Beside, update: &Update) -> Markup {
    let words = bureau.words();
    let shown = &beside.shown;
    html! {
        @if is_open(update) {
            @if shown.summary.proof != Some(Proof::Code) { (call_back(bureau, beside)) }
            @if let Err(cause) = &beside.now { p.fault role="alert" { (layout::sentence(cause)) } }
            form method="post" action={ "/demandes/" (shown.summary.reference) "/accepter" } {
                (hidden(bureau))
                h2 { (words.changes) }
                @for field in &shown.fields { (asked(words, field, stood(beside, &field.key), Mode::Choose)) }
                @if beside.now.is_ok() {
                    @if shown.summary.proof != Some(Proof::Code) { (verification(bureau)) }
                    p.hint { (words.accept_hint) }
                    button.button.main { (words.accept) }
                }
            }
            (refusal(bureau, beside))
        } @else {
            h2 { (words.changes) }
            @for field in &shown.fields { (asked(words, field, stood(beside, &field.key), Mode::Read)) }
            @if !matches!(update.decision, Decision::Cancelled | Decision::Open) { (undo(bureau, beside)) }
        }
    }
}

/// What set the request apart, and the button that puts it back among the others.
fn doubted(bureau: &Bureau, beside: &Beside, doubt: Doubt) -> Markup {
    let words = bureau.words();
    html! {
        form.advice method="post" action={ "/demandes/" (beside.shown.summary.reference) "/lever" } {
            (hidden(bureau))
            p { strong { (words.to_check) } " " (layout::sentence(doubt.words(bureau.language))) }
            p { (words.doubt_hint) }
            button.button { (words.release) }
        }
    }
}

fn stood<'a>(beside: &'a Beside, key: &str) -> Option<&'a Stood> {
    beside.now.as_ref().ok()?.1.iter().find(|stood| stood.key == key)
}

/// The value that only our own forms hold.
pub(super) fn hidden(bureau: &Bureau) -> Markup {
    html! { input type="hidden" name="sceau" value=(bureau.door.form_value); }
}

fn fault(bureau: &Bureau, error: &Error) -> Markup {
    let told = error.told(bureau.language);
    html! {
        div.fault role="alert" {
            p { strong { (bureau.words().error) } }
            p { (layout::sentence(&told.message)) }
            @if let (Some(hint), false) = (&told.hint, matches!(error, Error::Moved { .. } | Error::NotTaken { .. })) { p { (layout::sentence(hint)) } }
        }
    }
}

fn told(words: &Words, beside: &Beside, done: &Done) -> Markup {
    let update = beside.shown.update();
    let made = update.and_then(|update| update.made.as_ref()).map(|made| made.file.as_str());
    let file = made.or_else(|| beside.now.as_ref().ok().map(|(file, _)| file.as_str())).unwrap_or_default();
    let label =
        |key: &String| beside.shown.fields.iter().find(|field| field.key == *key).map(|field| field.label.clone());
    let is_partial = beside.shown.summary.state == State::PartlyAccepted;
    html! {
        div.done role="status" {
            @match done {
                Done::Accepted => p { @if is_partial { (words.partly) } @else { (words.accepted) } " " code { (file) } },
                Done::Refused => p { (words.refused) },
                Done::Undone { kept } => {
                    p { (words.undone) " " code { (file) } }
                    @if !kept.is_empty() { p { (words.undone_kept) " " (kept.iter().filter_map(label).collect::<Vec<_>>().join(", ")) } }
                },
                Done::Reopened => p { (words.reopened) },
                Done::Taken => p { (words.taken) },
                Done::GivenUp => p { (words.given_up) },
                Done::Rated => p { (words.rated) },
                Done::Released => p { (words.released) },
                Done::Already => p { (words.already_done) },
            }
        }
    }
}

fn facts(bureau: &Bureau, beside: &Beside) -> Markup {
    let (words, language, summary) = (bureau.words(), bureau.language, &beside.shown.summary);
    html! {
        dl.facts {
            div { dt { (words.reference) } dd.mono { (summary.reference) } }
            div { dt { (words.state) } dd { span.state.(summary.state.code()) { (summary.state.words(language)) } } }
            div { dt { (words.received) } dd { (moment(summary.received_at, language)) ", " (summary.channel.words(language)) } }
            @if let Some(proof) = summary.proof { div { dt { (words.proof) } dd { (proof.words(language)) } } }
            @if let Some(verified) = beside.shown.verified {
                div { dt { (words.verification) } dd { (verified.words(language)) } }
            }
            div { dt { (words.page) } dd { a href={ (bureau.site) (beside.shown.url()) } { (words.see_page) } } }
            @if let Ok((file, _)) = &beside.now { div { dt { (words.file) } dd { code { (file) } } } }
        }
    }
}

/// Whom to call before accepting: the page's numbers, never the request's.
fn call_back(bureau: &Bureau, beside: &Beside) -> Markup {
    let words = bureau.words();
    html! {
        div.advice {
            p { (words.call_back) }
            @for Published { label, phone } in &beside.phones {
                p.call { (words.published_phone) " – " (label) " " a href=(phone.tel_uri()) { (phone.words(bureau.language)) } }
            }
            @if beside.phones.is_empty() && beside.now.is_ok() { p { (words.no_phone) } }
        }
    }
}

fn verification(bureau: &Bureau) -> Markup {
    let words = bureau.words();
    html! {
        fieldset.verification {
            legend { (words.verified_how) }
            @for verified in Verified::ALL {
                div.option {
                    input type="radio" id={ "verification-" (verified.code()) } name="verification" value=(verified.code());
                    label for={ "verification-" (verified.code()) } { (verified.words(bureau.language)) }
                }
            }
            div.option {
                input type="radio" id="verification-" name="verification" value="" checked;
                label for="verification-" { (words.not_noted) }
            }
        }
    }
}

/// Whether fields can be chosen, or only read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Choose,
    Read,
}

fn asked(words: &Words, field: &ToldField, stood: Option<&Stood>, mode: Mode) -> Markup {
    let standing = stood.map(|stood| stood.standing).filter(|_| mode == Mode::Choose);
    let id = format!("champ-{}", field.key);
    html! {
        section.field.moved[standing == Some(Standing::Moved)] aria-labelledby={ (id) "-titre" } {
            h3 id={ (id) "-titre" } {
                (field.label)
                @match field.verdict {
                    Some(Verdict::Kept) => { " " span.verdict { (words.kept) } },
                    Some(Verdict::NotKept) => { " " span.verdict { (words.not_kept) } },
                    None => {},
                }
            }
            @if !field.said.is_empty() { ul.said { @for said in &field.said { li { (said) } } } }
            @match standing {
                Some(Standing::Moved) => p.advice { (words.moved) },
                Some(Standing::Already) => p.hint { (words.already) },
                Some(Standing::Unreadable) => p.advice { (words.unreadable) },
                Some(Standing::Free) | None => {},
            }
            dl.sides {
                (side(words, words.before, &field.before))
                @if let Some(stood) = stood.filter(|_| standing == Some(Standing::Moved)) { (side(words, words.now, &stood.now)) }
                (side(words, words.asked, &field.after))
            }
            @if let Some(stood) = stood.filter(|_| matches!(standing, Some(Standing::Free | Standing::Already | Standing::Moved))) {
                div.option {
                    input type="checkbox" id=(id) name="champ" value=(field.key) checked[stood.standing != Standing::Moved];
                    label for=(id) { (words.take) " " (field.label) }
                    input type="hidden" name={ "vu." (field.key) } value=(stood.now_json());
                }
            }
        }
    }
}

fn side(words: &Words, label: &str, lines: &[String]) -> Markup {
    html! {
        div {
            dt { (label) }
            @if lines.is_empty() { dd.none { (words.nothing) } }
            @for line in lines { dd { (line) } }
        }
    }
}

pub(super) fn refusal(bureau: &Bureau, beside: &Beside) -> Markup {
    let words = bureau.words();
    html! {
        form.refusal method="post" action={ "/demandes/" (beside.shown.summary.reference) "/refuser" } {
            (hidden(bureau))
            h2 { (words.refuse) }
            p.hint #motif-aide { (words.reason_hint) }
            fieldset aria-describedby="motif-aide" {
                legend { (words.reason) }
                @for (number, reason) in reasons(&beside.shown.matter, bureau.language).iter().enumerate() {
                    div.option {
                        input type="radio" id={ "motif-" (number) } name="motif" value=(number);
                        label for={ "motif-" (number) } { (reason) }
                    }
                }
            }
            label for="precision" { (words.more) }
            textarea #precision name="precision" rows="3" maxlength="1000" {}
            button.button { (words.refuse_button) }
        }
    }
}

/// What the sender reads: the standard reason in their language, what staff add.
pub(super) fn reason(parameters: &BTreeMap<String, Vec<String>>, shown: &Shown) -> String {
    let standard = first(parameters, "motif")
        .and_then(|number| number.parse::<usize>().ok())
        .and_then(|number| reasons(&shown.matter, shown.language).get(number).copied());
    let more = first(parameters, "precision").unwrap_or_default().trim();
    let more: String = more.chars().take(1_000).collect();
    [standard.unwrap_or_default(), &more].iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(" ")
}

fn undo(bureau: &Bureau, beside: &Beside) -> Markup {
    let words = bureau.words();
    html! {
        form method="post" action={ "/demandes/" (beside.shown.summary.reference) "/annuler" } {
            (hidden(bureau))
            p.hint { (words.undo_hint) }
            button.button { (words.undo) }
        }
    }
}

fn history(bureau: &Bureau, beside: &Beside) -> Markup {
    html! {
        section.history {
            h2 { (bureau.words().history) }
            ol {
                @for event in &beside.shown.history {
                    li {
                        time datetime=(event.at) { (moment(event.at, bureau.language)) }
                        " – " (event.deed.words(bureau.language)) ", " (event.by.words(bureau.language))
                    }
                }
            }
        }
    }
}
