//! The settings of the workflow `register`: sessions with places, ages, prices.
//!
//! A session stands in the front matter of a page; the form names the keys. What
//! a page offers at a moment is a function of the page and the moment.

use indexmap::IndexMap;
use jiff::Timestamp;
use jiff::civil;
use rust_decimal::prelude::ToPrimitive as _;
use serde::Deserialize;

use super::rate::Rate;
use super::{Contact, Named};
use crate::declaration::{Phrase, Problem};
use crate::fault::{Fault, Path};
use crate::field::{Field, Fields, Type};
use crate::structure;
use crate::types::date_time::DateTime;
use crate::types::text::TextOptions;
use crate::value::{Group, Value};
use crate::words::Language;

/// The settings of a form that people register by.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Register {
    /// Where sessions are, on the page.
    pub sessions: Sessions,
    /// The key of the control that names the session.
    pub choice: String,
    /// For how many hours a freed place is kept for whom it is offered to.
    pub offer_hours: u32,
    /// The ages that a page takes.
    pub ages: Option<Ages>,
    /// What a place costs.
    pub rate: Option<Rate>,
    /// The fields that say who takes the place: what both households of a child
    /// write alike. Without them a place has one household.
    #[serde(default)]
    pub person: Vec<String>,
    /// The fields that who leads a session needs on the list, besides the person
    /// and how the sender is reached: a number for emergencies, who may fetch a child.
    #[serde(default)]
    pub leader: Vec<String>,
    /// How the sender is reached.
    pub contact: Contact,
}

/// The keys of the sessions of a page.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sessions {
    /// The list.
    pub list: String,
    /// What a session is known by.
    pub id: String,
    /// What people call it.
    pub label: Option<String>,
    /// When it begins.
    pub start: String,
    /// How many places it has.
    pub capacity: String,
    /// How many may wait.
    pub waiting: Option<String>,
    /// Whether it is cancelled.
    pub cancelled: Option<String>,
}

/// The ages that a page takes, in whole years on the day of the session.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ages {
    /// The field of the form with the date of birth.
    pub birth: String,
    /// The key of the page with the least age.
    pub from: Option<String>,
    /// The key of the page with the highest age.
    pub to: Option<String>,
}

/// One session of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// What it is known by.
    pub id: String,
    /// What people call it.
    pub label: Option<String>,
    /// When it begins.
    pub start: DateTime,
    /// How many places it has.
    pub capacity: u32,
    /// How many may wait.
    pub waiting: u32,
    /// Whether it is cancelled.
    pub is_cancelled: bool,
}

impl Session {
    /// Whether people can register for it at this moment.
    #[must_use]
    pub fn is_open(&self, at: Timestamp) -> bool {
        !self.is_cancelled && self.start.timestamp() > at
    }

    /// Its name and its moment, as people read them.
    #[must_use]
    pub fn words(&self, language: Language) -> String {
        let moment = self.start.words(language);
        self.label.as_ref().map_or_else(|| moment.clone(), |label| format!("{label}, {moment}"))
    }
}

impl Register {
    /// What the settings say of the form's own fields that they are not.
    pub(super) fn problems(&self, fields: &Fields) -> Vec<Problem> {
        let mut named = Named::among(fields);
        if let Some(ages) = &self.ages {
            named.field(&ages.birth, "date: {}", |kind| matches!(kind, Type::Date));
        }
        for key in self.person.iter().chain(&self.leader) {
            named.any(key);
        }
        let mut problems = named.problems;
        let own = [self.choice.as_str(), OTHER_HOUSEHOLD].into_iter().filter(|key| fields.get(key).is_some());
        problems.extend(own.map(|key| Problem::ReservedKey(key.to_owned())));
        problems.extend(self.contact.problems(fields));
        problems.extend(self.rate.iter().flat_map(|rate| rate.problems(fields)));
        problems
    }

    /// What the settings say of the fields of the pages that they are not.
    pub(super) fn problems_with(&self, page: &Fields) -> Vec<Problem> {
        let mut named = Named::among(page);
        let is_number = |kind: &Type| matches!(kind, Type::Number(_));
        if let Some(ages) = &self.ages {
            named.maybe(ages.from.as_ref(), "number: {}", is_number);
            named.maybe(ages.to.as_ref(), "number: {}", is_number);
        }
        let of = named.list(&self.sessions.list);
        let mut problems = named.problems;
        if let Some(of) = of {
            let mut named = Named::among(of);
            named.field(&self.sessions.id, "identifier: {}", |kind| matches!(kind, Type::Identifier { .. }));
            named.field(&self.sessions.start, "date_time: {}", |kind| matches!(kind, Type::DateTime));
            named.field(&self.sessions.capacity, "number: {}", is_number);
            named.maybe(self.sessions.label.as_ref(), "text: {}", |kind| matches!(kind, Type::Text(_)));
            named.maybe(self.sessions.waiting.as_ref(), "number: {}", is_number);
            named.maybe(self.sessions.cancelled.as_ref(), "yes_no: {}", |kind| matches!(kind, Type::YesNo));
            problems.extend(named.problems);
        }
        problems.extend(self.rate.iter().flat_map(|rate| rate.problems_with(page)));
        problems
    }

    /// The sessions of a page, in the order of their moments. One without a
    /// moment or an identity can't be registered for.
    #[must_use]
    pub fn sessions(&self, page: &Group) -> Vec<Session> {
        let Some(Value::List(groups)) = page.get(&self.sessions.list) else { return Vec::new() };
        let mut sessions: Vec<Session> = groups.iter().filter_map(|group| self.session(group)).collect();
        sessions.sort_by_key(|session| session.start);
        sessions
    }

    fn session(&self, group: &Group) -> Option<Session> {
        let keys = &self.sessions;
        let Some(Value::DateTime(start)) = group.get(&keys.start) else { return None };
        let count = |key: &String| group.number(key).and_then(|number| number.to_u32()).unwrap_or(0);
        Some(Session {
            id: group.text(&keys.id)?,
            label: keys.label.as_ref().and_then(|key| group.text(key)),
            start: *start,
            capacity: count(&keys.capacity),
            waiting: keys.waiting.as_ref().map_or(0, count),
            is_cancelled: keys.cancelled.as_ref().is_some_and(|key| group.is_yes(key)),
        })
    }

    /// The fields of the form for a page: which of these sessions, then its own.
    #[must_use]
    pub fn fields(&self, own: &Fields, sessions: &[Session], language: Language) -> Fields {
        let options: IndexMap<String, Phrase> =
            sessions.iter().map(|session| (session.id.clone(), Phrase::French(session.words(language)))).collect();
        let choice = Field {
            key: self.choice.clone(),
            label: Phrase::Both { fr: "Séance".to_owned(), en: "Session".to_owned() },
            hint: None,
            required: true,
            when: None,
            kind: Type::Choice(options),
        };
        let fields = own.after(choice);
        if self.person.is_empty() { fields } else { fields.before(other_household()) }
    }

    /// What keeps a person of this date of birth from this session of a page.
    #[must_use]
    pub fn age_fault(&self, page: &Group, answers: &Group, session: &Session) -> Option<Fault> {
        let ages = self.ages.as_ref()?;
        let Some(Value::Date(birth)) = answers.get(&ages.birth) else { return None };
        let age = age_on(birth.civil(), session.start.date());
        let bound = |key: &Option<String>| page.number(key.as_ref()?)?.to_i32();
        let problem = match (bound(&ages.from), bound(&ages.to)) {
            (Some(from), _) if age < from => structure::Problem::TooYoung { from },
            (_, Some(to)) if age > to => structure::Problem::TooOld { to },
            _ => return None,
        };
        Some(Fault { path: Path::root().join(&ages.birth), span: 0..0, problem: problem.into() })
    }
}

/// The control for the code of the other household.
pub const OTHER_HOUSEHOLD: &str = "autre_foyer";

fn other_household() -> Field {
    let both = |fr: &str, en: &str| Phrase::Both { fr: fr.to_owned(), en: en.to_owned() };
    Field {
        key: OTHER_HOUSEHOLD.to_owned(),
        label: both("Code de l’autre foyer", "Code of the other household"),
        hint: Some(both(
            "Seulement si l’autre foyer de l’enfant l’a déjà inscrit\u{a0}: le code est sur sa page de suivi. Il n’y aura qu’une place, et chacun ne voit que ce qu’il a écrit.",
            "Only if the other household of the child has registered already: the code is on its tracking page. There will be one place, and each sees only what it wrote.",
        )),
        required: false,
        when: None,
        kind: Type::Text(TextOptions { max_length: 40 }),
    }
}

/// Whole years on a day; who was born on 29 February is a year older on 1 March
/// of a common year, as the law counts (an age is reached on the anniversary,
/// which does not exist the day before).
fn age_on(birth: civil::Date, day: civil::Date) -> i32 {
    let had_birthday = (day.month(), day.day()) >= (birth.month(), birth.day());
    i32::from(day.year()) - i32::from(birth.year()) - i32::from(!had_birthday)
}
