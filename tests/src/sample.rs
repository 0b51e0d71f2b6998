//! Sendings by number: a form, and a maker of what is filled in, no two alike,
//! so that a thousand of them can be told from each other afterwards.

use serde_json::Value as Json;

use crate::http::Request;
use crate::town::Town;

/// A form and its sendings, by number.
#[derive(Clone, Copy, Debug)]
pub struct Sample {
    /// The name of the form.
    pub form: &'static str,
    /// What the sending with this number fills in.
    pub controls: fn(u64) -> Vec<(&'static str, String)>,
    /// The texts by which its record is known to be whole and this one's.
    pub told: fn(u64) -> Vec<String>,
}

/// A merchant's update: one number in two fields, which must come back together.
pub const UPDATE: Sample = Sample {
    form: "mise-a-jour-commerce",
    controls: |number| {
        vec![
            ("_page", "commerces/le-fournil".to_owned()),
            ("fermetures.0.motif", format!("Travaux n° {number}")),
            ("produits.0.nom", format!("Miche n° {number}")),
        ]
    },
    told: |number| vec![format!("Travaux n° {number})"), format!("Miche n° {number},")],
};

impl Sample {
    /// The sending with this number, ready for a server: `http://127.0.0.1:34567`.
    /// Sent again it is the same, by its key.
    #[must_use]
    pub fn request(&self, site: &str, number: u64) -> Request {
        let request = Request::new("POST", &format!("{site}/formulaires/{}", self.form)).without("connection").json();
        request.header("idempotency-key", &format!("{}-{number}", self.form)).form((self.controls)(number))
    }

    /// Whether what a tracking page tells programs is this sending, whole.
    #[must_use]
    pub fn is_told_by(&self, number: u64, told: &Json) -> bool {
        let told = told.to_string();
        (self.told)(number).iter().all(|text| told.contains(text.as_str()))
    }
}

impl Town {
    /// A village whose desk takes in any number of sendings from one network.
    #[must_use]
    pub fn busy_village() -> Self {
        let town = Self::village();
        let settings = town.read("parvis.yaml");
        town.write("parvis.yaml", format!("{settings}limits: {{ submissions: 1000000 }}\n"));
        let _stats = town.build();
        town
    }
}
