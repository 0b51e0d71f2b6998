//! The text of a page: Markdown to HTML, with its links left open.
//!
//! Where a link leads depends on other pages, so its address stays a hole in the
//! HTML that `relations` fills. What is kept here depends on this text alone.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd, html};
use schema::types::identifier::slug;
use serde::{Deserialize, Serialize};

use crate::diagnostic::Place;
use crate::fingerprint::Fingerprint;

/// The text of a page, rendered but for the addresses of its links.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Body {
    /// HTML and holes, in order.
    pub pieces: Vec<Piece>,
    /// The links and images, in the order of the text.
    pub links: Vec<Link>,
    /// The headings, for a table of contents and for anchors.
    pub headings: Vec<Heading>,
    /// The text's fingerprint.
    pub fingerprint: Fingerprint,
}

/// A piece of a rendered text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Piece {
    /// HTML as it stands.
    Html(String),
    /// The address of the link of this rank.
    Address(usize),
}

/// A link or an image of the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Link {
    /// Where it leads, as written.
    pub destination: String,
    /// Where it is written.
    pub place: Place,
    /// Whether it shows an image.
    pub image: bool,
}

/// A heading of the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Heading {
    /// The anchor.
    pub id: String,
    /// What is read.
    pub title: String,
    /// From 2, the page's title being 1, to 6.
    pub level: u8,
    /// Where it is written.
    pub place: Place,
}

/// Renders the Markdown that stands in these bytes of a file.
#[must_use]
pub(crate) fn parse(text: &str, range: Range<usize>) -> Body {
    let markdown = &text[range.clone()];
    let events: Vec<(Event<'_>, Range<usize>)> = Parser::new_ext(markdown, options()).into_offset_iter().collect();
    let place = |span: &Range<usize>| Place::of(text, &(range.start + span.start..range.start + span.end));
    let headings = headings(&events, place);
    let fingerprint = Fingerprint::of(&[markdown.as_bytes()]);
    let mut opened = Opened {
        text,
        markdown,
        start: range.start,
        mark: fingerprint.short(),
        links: Vec::new(),
        headings: &headings,
        heading: 0,
    };
    let mut rendered = String::with_capacity(markdown.len() * 3 / 2);
    html::push_html(&mut rendered, events.into_iter().map(|(event, span)| opened.event(event, &span)));
    let pieces = cut(&rendered, &opened.mark);
    Body { pieces, links: opened.links, headings, fingerprint }
}

fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
}

/// The headings of the text, the highest one brought to level 2.
fn headings(events: &[(Event<'_>, Range<usize>)], place: impl Fn(&Range<usize>) -> Place) -> Vec<Heading> {
    let mut headings: Vec<Heading> = Vec::new();
    let mut open = false;
    for (event, span) in events {
        match event {
            Event::Start(Tag::Heading { level, id, .. }) => {
                open = true;
                let id = id.as_ref().map_or_else(String::new, ToString::to_string);
                headings.push(Heading { id, title: String::new(), level: *level as u8, place: place(span) });
            }
            Event::End(TagEnd::Heading(_)) => open = false,
            Event::Text(text) | Event::Code(text) if open => {
                if let Some(heading) = headings.last_mut() {
                    heading.title.push_str(text);
                }
            }
            _ => {}
        }
    }
    let highest = headings.iter().map(|heading| heading.level).min().unwrap_or(2);
    for index in 0..headings.len() {
        headings[index].level = (headings[index].level - highest + 2).min(6);
        headings[index].id = anchor(&headings[index], &headings[..index]);
    }
    headings
}

/// The anchor of every page's main part, for those who skip its menu.
const MAIN: &str = "contenu";

/// The anchor of a heading: its own, or its words; numbered when it is taken.
fn anchor(heading: &Heading, before: &[Heading]) -> String {
    let own = if heading.id.is_empty() { slug(&heading.title) } else { heading.id.clone() };
    let base = if own.is_empty() { "partie".to_owned() } else { own };
    let taken = |id: &str| id == MAIN || before.iter().any(|heading| heading.id == id);
    if !taken(&base) {
        return base;
    }
    (2..=before.len() + 2).map(|number| format!("{base}-{number}")).find(|id| !taken(id)).unwrap_or(base)
}

/// The events of a text on their way to HTML.
struct Opened<'a> {
    text: &'a str,
    markdown: &'a str,
    start: usize,
    /// Stands for an address in the HTML; made from the text, so that no text holds it by chance.
    mark: String,
    links: Vec<Link>,
    headings: &'a [Heading],
    heading: usize,
}

impl<'a> Opened<'a> {
    fn event(&mut self, event: Event<'a>, span: &Range<usize>) -> Event<'a> {
        match event {
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                let dest_url = self.open(link_type, &dest_url, span, false);
                Event::Start(Tag::Link { link_type, dest_url, title, id })
            }
            Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
                let dest_url = self.open(link_type, &dest_url, span, true);
                Event::Start(Tag::Image { link_type, dest_url, title, id })
            }
            Event::Start(Tag::Heading { classes, attrs, .. }) => {
                let heading = &self.headings[self.heading];
                let id = Some(CowStr::from(heading.id.clone()));
                Event::Start(Tag::Heading { level: level(heading.level), id, classes, attrs })
            }
            Event::End(TagEnd::Heading(_)) => {
                let ended = level(self.headings[self.heading].level);
                self.heading += 1;
                Event::End(TagEnd::Heading(ended))
            }
            Event::FootnoteReference(name) => Event::FootnoteReference(note(&name)),
            Event::Start(Tag::FootnoteDefinition(name)) => Event::Start(Tag::FootnoteDefinition(note(&name))),
            other => other,
        }
    }

    fn open(&mut self, kind: LinkType, destination: &str, span: &Range<usize>, image: bool) -> CowStr<'a> {
        let destination =
            if kind == LinkType::Email { format!("mailto:{destination}") } else { destination.to_owned() };
        let written = self.markdown[span.clone()].rfind(destination.as_str());
        let start = self.start + span.start + written.unwrap_or(0);
        let end = if written.is_some() { start + destination.len() } else { self.start + span.end };
        self.links.push(Link { destination, place: Place::of(self.text, &(start..end)), image });
        CowStr::from(format!("{}-{}-", self.mark, self.links.len() - 1))
    }
}

/// The anchor of a note: `_` stands in no anchor of a heading, so that a note 1
/// and a part called « Note 1 » stay apart.
fn note<'a>(name: &str) -> CowStr<'a> {
    CowStr::from(format!("note_{name}"))
}

fn level(level: u8) -> HeadingLevel {
    HeadingLevel::try_from(usize::from(level)).unwrap_or(HeadingLevel::H6)
}

/// Cuts the HTML at the marks that stand for addresses.
fn cut(rendered: &str, mark: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = rendered;
    while let Some(at) = rest.find(mark) {
        let after = &rest[at + mark.len()..];
        let number = after.strip_prefix('-').and_then(|after| after.split_once('-'));
        let Some((rank, after)) = number.and_then(|(number, after)| Some((number.parse().ok()?, after))) else { break };
        // An e-mail's address gets its scheme from the renderer.
        let before = rest[..at].strip_suffix("mailto:").unwrap_or(&rest[..at]);
        pieces.push(Piece::Html(before.to_owned()));
        pieces.push(Piece::Address(rank));
        rest = after;
    }
    pieces.push(Piece::Html(rest.to_owned()));
    pieces
}

impl Body {
    /// The HTML, with these addresses in its holes.
    #[must_use]
    pub(crate) fn html(&self, addresses: &[String]) -> String {
        let mut html = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Html(text) => html.push_str(text),
                Piece::Address(rank) => html.push_str(&escaped(addresses.get(*rank).map_or("", String::as_str))),
            }
        }
        html
    }

    /// Whether the page says nothing beyond its fields.
    #[must_use]
    pub(crate) fn is_empty(&self) -> bool {
        self.pieces.iter().all(|piece| matches!(piece, Piece::Html(text) if text.trim().is_empty()))
    }
}

fn escaped(address: &str) -> String {
    address.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::{Body, parse};

    fn body(markdown: &str) -> Body {
        parse(markdown, 0..markdown.len())
    }

    #[test]
    fn a_links_address_is_a_hole() {
        let body = body("Voir [le fournil](../le-fournil.md) et <a@b.fr>.");
        let html = body.html(&["/commerces/le-fournil/".to_owned(), "mailto:a@b.fr".to_owned()]);
        assert_eq!(
            html,
            "<p>Voir <a href=\"/commerces/le-fournil/\">le fournil</a> et <a href=\"mailto:a@b.fr\">a@b.fr</a>.</p>\n"
        );
    }

    #[test]
    fn headings_start_at_two_and_their_anchors_differ() {
        let body = body("# Accès\n\n## En métro\n\n# Accès\n");
        let seen: Vec<_> = body.headings.iter().map(|heading| (heading.id.as_str(), heading.level)).collect();
        assert_eq!(seen, [("acces", 2), ("en-metro", 3), ("acces-2", 2)]);
        assert!(body.html(&[]).contains("<h3 id=\"en-metro\">En métro</h3>"));
    }

    #[test]
    fn anchors_stay_apart_from_those_of_the_page_and_of_notes() {
        let body = body("## Contenu\n\n## Note 1\n\nPain[^1].\n\n[^1]: Complet.\n");
        let ids: Vec<_> = body.headings.iter().map(|heading| heading.id.as_str()).collect();
        assert_eq!(ids, ["contenu-2", "note-1"]);
        let html = body.html(&[]);
        assert!(html.contains("href=\"#note_1\"") && html.contains("id=\"note_1\""), "{html}");
        assert_eq!((body.headings[1].place.line, body.headings[1].place.column), (3, 1));
    }

    #[test]
    fn a_link_knows_its_place() {
        let body = body("\n\nIci [x](/nulle-part/).");
        assert_eq!((body.links[0].place.line, body.links[0].place.column, body.links[0].place.width), (3, 9, 12));
    }
}
