//! What a page offers to those who register: sessions, ages, prices; and the
//! form that stands beside it.

use maud::Markup;
use schema::draw;
use schema::form::order::Order;
use schema::form::order::catalogue::{Catalogue, Source};
use schema::form::register::Session;
use schema::form::{Form, Workflow};
use schema::tree::Node;
use schema::types::date_time;
use schema::types::identifier::slug;
use tera::Value;

use super::object::{object, optional};
use super::views::Views;
use crate::content::collect::Sort;
use crate::forms::Offer;
use crate::relations::order::sort;
use crate::relations::{Page, Town};

/// What a page offers, form by form.
#[must_use]
pub(crate) fn of_page(views: &Views<'_>, page: &Page) -> Vec<Value> {
    page.offers.iter().map(|offer| of_form(views, page, offer)).collect()
}

/// What a page offers through one form.
#[must_use]
pub(crate) fn of_form(views: &Views<'_>, page: &Page, offer: &Offer) -> Value {
    let language = views.language();
    let form = &offer.declared.form;
    let fields = &page.document.fields;
    let register = offer.register();
    let rate = register.and_then(|register| register.rate.as_ref());
    let keys = register.into_iter().map(|register| &register.sessions.list);
    let keys = keys.chain(rate.map(|rate| &rate.grid)).chain(rate.and_then(|rate| rate.outside.as_ref()));
    let keys = keys.chain(rate.and_then(|rate| rate.discount.as_ref()));
    let ages = register.and_then(|register| register.ages_words(fields, language));
    let discount = rate.and_then(|rate| rate.discount_words(fields, &form.fields, language));
    object([
        ("name", Value::from(form.name.clone())),
        ("title", Value::from(form.title.in_language(language))),
        ("intro", optional(form.intro.as_ref().map(|intro| intro.in_language(language)))),
        ("url", optional(offer.url(page).map(|url| views.address(&url)))),
        ("choice", optional(register.map(|register| register.choice.clone()))),
        ("places_url", Value::from(places_url(views, page))),
        ("label", optional(register.and_then(|register| label(views, page, &register.sessions.list)))),
        ("sessions", Value::from(offer.sessions.iter().map(|one| session(views, one)).collect::<Vec<_>>())),
        ("ages", optional(ages)),
        ("prices", Value::from(prices(views, page, offer))),
        ("discount", optional(discount)),
        ("keys", Value::from(keys.map(|key| Value::from(key.clone())).collect::<Vec<_>>())),
    ])
}

/// What a form to order by says around its basket.
#[must_use]
pub(crate) fn of_order(views: &Views<'_>, form: &Form) -> Value {
    let language = views.language();
    let Workflow::Order(order) = &form.workflow else { return Value::none() };
    object([
        ("name", Value::from(form.name.clone())),
        ("intro", optional(form.intro.as_ref().map(|intro| intro.in_language(language)))),
        ("payment", Value::from(order.payment.in_language(language))),
        ("fee", optional(order.fee.map(|fee| fee.words(language)))),
        ("merchants", views.summaries(&merchants(views.town, order))),
        ("points", views.summaries(&points(views.town, order))),
    ])
}

/// The form to order by, for the slots that are to come on this day. Which of them
/// can still be had at the moment it is sent, the desk judges.
#[must_use]
pub(crate) fn basket(views: &Views<'_>, form: &Form) -> Option<Markup> {
    let Workflow::Order(order) = &form.workflow else { return None };
    let language = views.language();
    let catalogue = catalogue(views, order)?;
    let today = views.moment().today.at(0, 0, 0, 0);
    let morning = date_time::zone().to_timestamp(today).ok()?;
    Some(draw::basket::form(&draw::basket::Basket {
        order,
        fields: &form.fields,
        slots: &catalogue.slots(order, morning),
        catalogue: &catalogue,
        held: &Node::default(),
        faults: &[],
        language,
        action: &views.address(&format!("/formulaires/{}", form.name)),
        key: None,
        drawn_at: None,
    }))
}

fn catalogue(views: &Views<'_>, order: &Order) -> Option<Catalogue> {
    let kind = views.kinds.named(&order.merchants.kind)?;
    let pages = |ids: Vec<usize>| {
        ids.into_iter().map(|id| {
            let page = &views.town.pages[id];
            (page, views.address(&page.url))
        })
    };
    let merchants: Vec<_> = pages(merchants(views.town, order)).collect();
    let points: Vec<_> = pages(points(views.town, order)).collect();
    Some(Catalogue::of(order, &kind.fields, merchants.iter().map(source), points.iter().map(source)))
}

fn source<'a>((page, url): &'a (&Page, String)) -> Source<'a> {
    Source { page: &page.path, title: &page.document.owned.title, url, fields: &page.document.fields }
}

/// The merchants that take orders by a form, in the order of their titles.
#[must_use]
pub(crate) fn merchants(town: &Town, order: &Order) -> Vec<usize> {
    let mut merchants = of_kind(town, &order.merchants.kind);
    merchants.retain(|&id| town.pages[id].document.fields.is_yes(&order.merchants.open));
    merchants
}

/// The places where what is ordered is handed over, in the order of their titles.
#[must_use]
pub(crate) fn points(town: &Town, order: &Order) -> Vec<usize> {
    of_kind(town, &order.points.kind)
}

fn of_kind(town: &Town, kind: &str) -> Vec<usize> {
    let mut pages: Vec<usize> = (0..town.pages.len()).filter(|&id| town.pages[id].document.kind == kind).collect();
    sort(town, &mut pages, &Sort::by_title());
    pages
}

fn session(views: &Views<'_>, session: &Session) -> Value {
    let language = views.language();
    object([
        ("id", Value::from(session.id.clone())),
        ("text", Value::from(session.words(language))),
        ("starts", Value::from(session.start.rfc3339())),
        ("places", Value::from(session.places_words(language))),
        ("cancelled", Value::from(session.is_cancelled)),
    ])
}

/// The price grid, then the price for those who live elsewhere.
fn prices(views: &Views<'_>, page: &Page, offer: &Offer) -> Vec<Value> {
    let Some(rate) = offer.register().and_then(|register| register.rate.as_ref()) else { return Vec::new() };
    let language = views.language();
    let fields = &page.document.fields;
    let lines = rate.lines(fields, language);
    let outside = rate.outside.as_ref().filter(|_| !lines.is_empty());
    let outside = outside.and_then(|key| Some((label(views, page, key)?, fields.money(key)?)));
    let line = |(words, price): (String, schema::types::money::Money)| {
        object([("text", Value::from(words)), ("price", Value::from(price.words(language)))])
    };
    lines.into_iter().chain(outside).map(line).collect()
}

fn label(views: &Views<'_>, page: &Page, key: &str) -> Option<String> {
    let field = page.kind.as_ref()?.fields.get(key)?;
    Some(field.label.in_language(views.language()).to_owned())
}

/// Where the desk says how many places are left: the page is known by its own name.
fn places_url(views: &Views<'_>, page: &Page) -> String {
    let name = page.url.trim_matches('/').rsplit('/').next().unwrap_or_default();
    views.address(&format!("/places/{}", slug(name)))
}

/// The form, for the sessions that are open.
#[must_use]
pub(crate) fn form(views: &Views<'_>, page: &Page, offer: &Offer) -> Option<Markup> {
    let language = views.language();
    let form = &offer.declared.form;
    let fields = offer.register()?.fields(&form.fields, &offer.open(), language);
    Some(draw::form(&draw::Form {
        fields: &fields,
        sent: &Node::default(),
        faults: &[],
        language,
        action: &views.address(&format!("/formulaires/{}", form.name)),
        submit: form.button.in_language(language),
        page: Some(&page.path),
        base: None,
        key: None,
        code: None,
        drawn_at: None,
    }))
}
