//! A merchant's update, sent without a browser.

use serde_json::Value as Json;

use crate::http::{Answer, Request};
use crate::server::Server;

/// A request as its sender knows it.
#[derive(Clone, Debug)]
pub struct Sent {
    /// `MK-7Q4F-93TX`.
    pub reference: String,
    /// Where it is followed: `/suivi/MK-7Q4F-93TX?cle=…`.
    pub tracking: String,
}

impl Server {
    /// An update of a page's sheet, ready to be sent: only these controls.
    #[must_use]
    pub fn update(&self, page: &str, controls: &[(&str, &str)]) -> Request {
        let all = [("_page", page)].into_iter().chain(controls.iter().copied());
        self.request("POST", "/formulaires/mise-a-jour-commerce").json().form(all)
    }

    /// Sends an update, which must be recorded.
    #[must_use]
    pub fn send_update(&self, page: &str, controls: &[(&str, &str)]) -> Sent {
        Sent::of(&self.update(page, controls).send().expect(201))
    }

    /// The state of a request, as its tracking page tells programs.
    ///
    /// # Panics
    ///
    /// When the page tells none.
    #[must_use]
    pub fn state(&self, sent: &Sent) -> String {
        let answer = self.request("GET", &sent.tracking).json().send().expect(200).object();
        text(&answer, "state")
    }
}

impl Sent {
    /// What the answer to a sending says.
    ///
    /// # Panics
    ///
    /// When it says no reference.
    #[must_use]
    pub fn of(answer: &Answer) -> Self {
        let object = answer.object();
        let tracking = text(&object, "tracking_url");
        // The address may be the public one; here the same path is asked of this machine.
        let at = tracking.find("/suivi/").expect("a tracking address");
        Self { reference: text(&object, "reference"), tracking: tracking[at..].to_owned() }
    }
}

fn text(object: &Json, key: &str) -> String {
    object[key].as_str().unwrap_or_else(|| panic!("`{key}` is no text in {object}")).to_owned()
}
