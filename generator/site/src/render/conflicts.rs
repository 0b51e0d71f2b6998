//! Two outputs can't be one file: an old address that a page has now, a page in
//! the place of a list, a form in the place of a page.

use std::collections::BTreeSet;

use super::addresses::address_of;
use super::plan::{Output, Sources, Subject};
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::forms::Declared;
use crate::problem::Problem;
use crate::relations::Page;

/// Tells the outputs that take each other's place. They come in the order of
/// their paths.
pub(super) fn refuse(from: Sources<'_>, outputs: &[Output], faults: &mut Vec<Diagnostic>) {
    for pair in outputs.windows(2).filter(|pair| pair[0].path == pair[1].path) {
        let url = address_of(&pair[0].path);
        if let Some(file) = pair.iter().find_map(|output| output.subject.copied()) {
            let problem = Problem::SameAddress { url: url.clone(), other: url };
            faults.push(Diagnostic::at(file, None, Place::START, Severity::Error, problem));
            continue;
        }
        let mut owners: Vec<_> = pair.iter().filter_map(|output| owner(from, &output.subject)).collect();
        owners.sort_by_key(Owner::rank);
        match owners[..] {
            // Two pages were told where they were given their addresses.
            [] | [Owner::Page(_), Owner::Page(_)] => {}
            [Owner::Form(form), ..] => faults.push(form.fault(Problem::FormAddress(url))),
            [Owner::Alias(page), ..] => faults.push(same_address(page, "aliases", url, owners.get(1))),
            [Owner::Page(page), ..] => faults.push(same_address(page, "slug", url, owners.get(1))),
        }
    }
    refuse_file_as_folder(outputs, faults);
}

fn same_address(page: &Page, key: &str, url: String, other: Option<&Owner<'_>>) -> Diagnostic {
    let other = other.map_or_else(|| url.clone(), |other| other.file().to_owned());
    let problem = Problem::SameAddress { url, other };
    Diagnostic::at(&page.document.file, None, page.document.place(key), Severity::Error, problem)
}

/// A file without extension can't stand where a page has its folder.
fn refuse_file_as_folder(outputs: &[Output], faults: &mut Vec<Diagnostic>) {
    let paths: BTreeSet<&str> = outputs.iter().map(|output| output.path.as_str()).collect();
    for output in outputs {
        let Some(file) = output.subject.copied() else { continue };
        let folder = format!("{}/", output.path);
        let Some(inside) = paths.range(folder.as_str()..).next().filter(|path| path.starts_with(&folder)) else {
            continue;
        };
        let problem = Problem::SameAddress { url: address_of(&output.path), other: address_of(inside) };
        faults.push(Diagnostic::at(file, None, Place::START, Severity::Error, problem));
    }
}

/// Who gives an output its address.
enum Owner<'a> {
    Alias(&'a Page),
    Page(&'a Page),
    Form(&'a Declared),
}

impl Owner<'_> {
    /// Who gives way comes first: an old address, then a page, whose address is
    /// easily changed. A form that nobody else gives way to is told itself.
    const fn rank(&self) -> u8 {
        match self {
            Self::Alias(_) => 0,
            Self::Page(_) => 1,
            Self::Form(_) => 2,
        }
    }

    fn file(&self) -> &str {
        match self {
            Self::Alias(page) | Self::Page(page) => &page.document.file,
            Self::Form(form) => &form.file,
        }
    }
}

fn owner<'a>(from: Sources<'a>, subject: &'a Subject) -> Option<Owner<'a>> {
    match subject {
        Subject::Alias(id) => Some(Owner::Alias(&from.town.pages[*id])),
        Subject::Page(id) | Subject::Section(id, _) => Some(Owner::Page(&from.town.pages[*id])),
        Subject::RegisterForm(id, rank) => {
            from.town.pages[*id].offers.get(*rank).map(|offer| Owner::Form(&offer.declared))
        }
        Subject::OrderForm(declared) => Some(Owner::Form(declared)),
        _ => None,
    }
}
