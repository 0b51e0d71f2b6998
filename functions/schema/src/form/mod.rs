//! A form that the town declares: its fields, its words, and the workflow that
//! what is sent goes through, with the settings of that workflow.
//!
//! A new form is one YAML file. Settings name fields, of the form or of the pages
//! it is about, by their keys; what they mean is read here, for the static page
//! and for the desk alike.
//!
//! Architecture invariant: no workflow is run here; a form only says what may be
//! asked, of what, and at which price.

pub mod offer;
pub mod order;
pub mod rate;
pub mod register;

use serde::Deserialize;
use serde_saphyr::Spanned;

use crate::declaration::{self, Fault, Phrase, Problem, span_of};
use crate::field::{self, Declared, Fields, Type, known_field};
use crate::kind::Kind;
use order::Order;
use register::Register;

/// A form, as `content/_forms/<form>.yaml` declares it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// The form's own name: `/formulaires/{name}`.
    pub name: String,
    /// What people call it.
    pub title: Phrase,
    /// What is said above its fields.
    pub intro: Option<Phrase>,
    /// What its button says.
    pub button: Phrase,
    /// Where it stands.
    pub place: Place,
    /// What becomes of what is sent.
    pub workflow: Workflow,
    /// What it asks.
    pub fields: Fields,
}

/// Where a form stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// Beside each page of this kind that has something to offer.
    About(String),
    /// At an address of its own, without slashes around it: `conciergerie/commander`.
    Address(String),
}

/// What becomes of what is sent, and with which settings: a closed set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Workflow {
    /// Places in a session, and a waiting list.
    Register(Register),
    /// A basket over several merchants, taken at a pick-up point.
    Order(Order),
}

/// How a person is reached: the fields of the form that say it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// Their name.
    pub name: String,
    /// Their phone.
    pub phone: Option<String>,
    /// Their e-mail address, for those who have one.
    pub email: Option<String>,
    /// Their postal address.
    pub address: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DeclaredForm {
    name: Spanned<String>,
    title: Phrase,
    intro: Option<Phrase>,
    button: Phrase,
    about: Option<String>,
    address: Option<Spanned<String>>,
    workflow: Spanned<DeclaredWorkflow>,
    #[serde(default)]
    fields: Declared,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DeclaredWorkflow {
    register: Option<Register>,
    order: Option<Order>,
}

impl Form {
    /// Reads the declaration of a form.
    ///
    /// # Errors
    ///
    /// Every fault that the declaration has against itself; a fault of grammar
    /// comes alone.
    pub fn parse(text: &str) -> Result<Self, Vec<Fault>> {
        Self::settle(declaration::read(text).map_err(|fault| vec![fault])?)
    }

    /// The form that [`declaration::to_json`] wrote.
    ///
    /// # Errors
    ///
    /// Every fault of the declaration, without its place.
    pub fn from_json(json: &str) -> Result<Self, Vec<Fault>> {
        Self::settle(declaration::from_json(json).map_err(|fault| vec![fault])?)
    }

    fn settle(declared: DeclaredForm) -> Result<Self, Vec<Fault>> {
        let mut faults = Vec::new();
        check_name(&declared.name, &mut faults);
        let fields = field::settle(declared.fields, &mut faults);
        let span = span_of(&declared.workflow);
        let workflow = workflow(declared.workflow, &mut faults);
        let place = place(&declared.name, declared.about, declared.address, &mut faults);
        if let Some(problem) =
            workflow.as_ref().zip(place.as_ref()).and_then(|(workflow, place)| misplaced(workflow, place))
        {
            faults.push(Fault { span: span_of(&declared.name), problem });
        }
        if let Some(workflow) = &workflow {
            let problems = workflow.problems(&fields);
            faults.extend(problems.into_iter().map(|problem| Fault { span: span.clone(), problem }));
        }
        match (workflow, place) {
            (Some(workflow), Some(place)) if faults.is_empty() => Ok(Self {
                name: declared.name.value,
                title: declared.title,
                intro: declared.intro,
                button: declared.button,
                place,
                workflow,
                fields,
            }),
            _ => Err(faults),
        }
    }

    /// What the settings say of kinds that those kinds do not have.
    ///
    /// `kind` finds a kind by its name; one that there is none of is told by the caller.
    pub fn problems<'k>(&self, kind: impl Fn(&str) -> Option<&'k Kind>) -> Vec<Problem> {
        match (&self.workflow, &self.place) {
            (Workflow::Register(register), Place::About(about)) => {
                kind(about).map_or_else(Vec::new, |kind| register.problems_with(&kind.fields))
            }
            (Workflow::Register(_), Place::Address(_)) => Vec::new(),
            (Workflow::Order(order), _) => {
                let merchants = kind(&order.merchants.kind).map(|kind| order.problems_with_merchants(&kind.fields));
                let points = kind(&order.points.kind).map(|kind| order.problems_with_points(&kind.fields));
                merchants.into_iter().chain(points).flatten().collect()
            }
        }
    }

    /// The kinds of pages that the form draws on.
    pub fn kinds(&self) -> impl Iterator<Item = &str> {
        let about = match &self.place {
            Place::About(kind) => Some(kind.as_str()),
            Place::Address(_) => None,
        };
        let drawn = match &self.workflow {
            Workflow::Register(_) => [None, None],
            Workflow::Order(order) => [Some(order.merchants.kind.as_str()), Some(order.points.kind.as_str())],
        };
        about.into_iter().chain(drawn.into_iter().flatten())
    }

    /// Whether it is about pages of this kind.
    #[must_use]
    pub fn is_about(&self, kind: &str) -> bool {
        matches!(&self.place, Place::About(about) if about == kind)
    }

    /// How the sender is reached.
    #[must_use]
    pub const fn contact(&self) -> &Contact {
        match &self.workflow {
            Workflow::Register(register) => &register.contact,
            Workflow::Order(order) => &order.contact,
        }
    }
}

fn check_name(name: &Spanned<String>, faults: &mut Vec<Fault>) {
    // The forms that correct a page are called so: none may take their names.
    if !field::is_name(&name.value) || name.value.starts_with("mise-a-jour-") {
        faults.push(Fault { span: span_of(name), problem: Problem::NotAName(name.value.clone()) });
    }
}

fn workflow(declared: Spanned<DeclaredWorkflow>, faults: &mut Vec<Fault>) -> Option<Workflow> {
    let span = span_of(&declared);
    let DeclaredWorkflow { register, order } = declared.value;
    let mut declared = register.map(Workflow::Register).into_iter().chain(order.map(Workflow::Order));
    let first = declared.next();
    if first.is_none() || declared.next().is_some() {
        faults.push(Fault { span, problem: Problem::NotOneWorkflow });
        return None;
    }
    first
}

fn place(
    name: &Spanned<String>,
    about: Option<String>,
    address: Option<Spanned<String>>,
    faults: &mut Vec<Fault>,
) -> Option<Place> {
    match (about, address) {
        (Some(kind), None) => Some(Place::About(kind)),
        (None, Some(address)) => {
            let path = address.value.trim_matches('/');
            if path.split('/').all(field::is_name) {
                return Some(Place::Address(path.to_owned()));
            }
            faults.push(Fault { span: span_of(&address), problem: Problem::NotAName(address.value.clone()) });
            None
        }
        _ => {
            faults.push(Fault { span: span_of(name), problem: Problem::NotOnePlace });
            None
        }
    }
}

/// Sessions are those of a page; a basket is filled at an address.
const fn misplaced(workflow: &Workflow, place: &Place) -> Option<Problem> {
    match (workflow, place) {
        (Workflow::Register(_), Place::About(_)) | (Workflow::Order(_), Place::Address(_)) => None,
        (Workflow::Register(_), Place::Address(_)) => Some(Problem::RegisterWithoutPages),
        (Workflow::Order(_), Place::About(_)) => Some(Problem::OrderWithoutAddress),
    }
}

impl Workflow {
    fn problems(&self, fields: &Fields) -> Vec<Problem> {
        match self {
            Self::Register(register) => register.problems(fields),
            Self::Order(order) => order.problems(fields),
        }
    }
}

impl Contact {
    pub(crate) fn problems(&self, fields: &Fields) -> Vec<Problem> {
        let mut named = Named::among(fields);
        named.any(&self.name);
        named.maybe(self.phone.as_ref(), "phone: {}", |kind| matches!(kind, Type::Phone));
        named.maybe(self.email.as_ref(), "email: {}", |kind| matches!(kind, Type::Email));
        named.maybe(self.address.as_ref(), "address: {}", |kind| matches!(kind, Type::Address(_)));
        named.problems
    }
}

/// Fields that settings name, looked up among those that are declared.
pub(crate) struct Named<'a> {
    fields: &'a Fields,
    pub(crate) problems: Vec<Problem>,
}

impl<'a> Named<'a> {
    pub(crate) const fn among(fields: &'a Fields) -> Self {
        Self { fields, problems: Vec::new() }
    }

    pub(crate) fn any(&mut self, name: &str) {
        self.field(name, "", |_| true);
    }

    pub(crate) fn maybe(&mut self, name: Option<&String>, wanted: &'static str, fits: impl Fn(&Type) -> bool) {
        if let Some(name) = name {
            self.field(name, wanted, fits);
        }
    }

    pub(crate) fn field(&mut self, name: &str, wanted: &'static str, fits: impl Fn(&Type) -> bool) -> Option<&'a Type> {
        match self.fields.get(name) {
            Some(field) if fits(&field.kind) => return Some(&field.kind),
            Some(_) => self.problems.push(Problem::WrongType { name: name.to_owned(), wanted }),
            None => {
                let keys: Vec<String> = self.fields.keys().map(str::to_owned).collect();
                let mut faults = Vec::new();
                known_field(name, &keys, &(0..0), &mut faults);
                self.problems.extend(faults.into_iter().map(|fault| fault.problem));
            }
        }
        None
    }

    /// The fields of the groups of a list.
    pub(crate) fn list(&mut self, name: &str) -> Option<&'a Fields> {
        match self.field(name, "list: { of: {…} }", |kind| matches!(kind, Type::List { .. }))? {
            Type::List { of, .. } => Some(of),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests;
