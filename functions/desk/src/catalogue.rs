//! What an order form offers now: the catalogue that the bundle holds, typed.
//!
//! Architecture invariant: read once an edition; every price that is charged comes
//! from here.

use std::sync::{Arc, PoisonError};

use schema::form::Form;
use schema::form::Workflow;
use schema::form::order::Order;
use schema::form::order::catalogue::{Catalogue, Source};
use schema::kind::Kind;
use schema::read::{self, Origin};
use schema::value::Group;
use serde::Deserialize;

use crate::bundle::{Edition, Error, Sheet};

#[derive(Deserialize)]
struct Sheets {
    merchants: Vec<Sheet>,
    points: Vec<Sheet>,
}

impl Edition {
    /// The catalogue of an order form; an empty one when the bundle has none.
    pub(crate) fn catalogue(&self, form: &Form, settings: &Order) -> Result<Arc<Catalogue>, Error> {
        let mut catalogues = self.catalogues.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(catalogue) = catalogues.get(&form.name) {
            return Ok(Arc::clone(catalogue));
        }
        let catalogue = Arc::new(self.read_catalogue(form, settings)?.unwrap_or_default());
        catalogues.insert(form.name.clone(), Arc::clone(&catalogue));
        Ok(catalogue)
    }

    /// The phone of a merchant's page, as it is dialled.
    pub(crate) fn phone_of(&self, form: &str, merchant: &str) -> Option<String> {
        let form = self.declared_form(form).ok()??;
        let Workflow::Order(settings) = &form.workflow else { return None };
        let catalogue = self.catalogue(&form, settings).ok()?;
        let merchant = catalogue.merchants.iter().find(|known| known.key == merchant)?;
        merchant.phone.as_ref().map(|phone| phone.as_str().to_owned())
    }

    fn read_catalogue(&self, form: &Form, settings: &Order) -> Result<Option<Catalogue>, Error> {
        let Some(sheets) = self.part::<Sheets>(&format!("catalogue/{}", form.name))? else { return Ok(None) };
        let Some(merchant) = self.kind(&settings.merchants.kind)? else { return Ok(None) };
        let Some(point) = self.kind(&settings.points.kind)? else { return Ok(None) };
        let (merchants, points) = (typed(&sheets.merchants, &merchant), typed(&sheets.points, &point));
        Ok(Some(Catalogue::of(
            settings,
            &merchant.fields,
            merchants.iter().map(|(sheet, fields)| source(sheet, fields)),
            points.iter().map(|(sheet, fields)| source(sheet, fields)),
        )))
    }

    /// Every order form, with its settings and what it offers.
    pub(crate) fn shops(&self) -> Result<Vec<Shop>, Error> {
        let mut shops = Vec::new();
        for form in self.declared_forms()? {
            let Workflow::Order(settings) = &form.workflow else { continue };
            let catalogue = self.catalogue(&form, settings)?;
            shops.push(Shop { settings: settings.clone(), form, catalogue });
        }
        Ok(shops)
    }
}

/// An order form, with what it offers.
#[derive(Clone, Debug)]
pub(crate) struct Shop {
    pub(crate) form: Arc<Form>,
    pub(crate) settings: Order,
    pub(crate) catalogue: Arc<Catalogue>,
}

fn typed<'s>(sheets: &'s [Sheet], kind: &Kind) -> Vec<(&'s Sheet, Group)> {
    let values = |sheet: &Sheet| read::group(&kind.fields, &sheet.published(), Origin::Form, |_| false).0;
    sheets.iter().map(|sheet| (sheet, values(sheet))).collect()
}

fn source<'s>(sheet: &'s Sheet, fields: &'s Group) -> Source<'s> {
    Source { page: &sheet.page, title: &sheet.title, url: &sheet.url, fields }
}
