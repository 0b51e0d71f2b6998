//! A tab: what a person does in it, what they see.
//!
//! Clicks and letters go through the browser's own input, so that what is
//! hidden, covered or disabled can't be used. Looking goes through the debugger,
//! which works with scripts off too.

use serde_json::{Value as Json, json};

use super::Browser;
use crate::wait::until;

/// Whether pages may run scripts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scripts {
    /// As most people have it.
    On,
    /// As an old phone, a careful company or a lost connection has it.
    Off,
}

/// A tab of a browser.
#[derive(Debug)]
pub struct Tab<'a> {
    browser: &'a Browser,
    session: String,
}

impl<'a> Tab<'a> {
    pub(super) fn open(browser: &'a Browser, scripts: Scripts) -> Self {
        let ask = |method: &str, parameters: &Json| browser.ask(None, method, parameters).expect("a tab opens");
        let opened = ask("Target.createTarget", &json!({ "url": "about:blank", "newWindow": true }));
        let attached = ask("Target.attachToTarget", &json!({ "targetId": opened["targetId"], "flatten": true }));
        let session = attached["sessionId"].as_str().expect("a tab has a session").to_owned();
        let tab = Self { browser, session };
        // Every tab is as if it were looked at: a hidden page listens to nothing.
        tab.ask("Emulation.setFocusEmulationEnabled", &json!({ "enabled": true }));
        tab.ask("Emulation.setScriptExecutionDisabled", &json!({ "value": scripts == Scripts::Off }));
        tab
    }

    fn try_ask(&self, method: &str, parameters: &Json) -> Result<Json, String> {
        self.browser.ask(Some(&self.session), method, parameters)
    }

    fn ask(&self, method: &str, parameters: &Json) -> Json {
        self.try_ask(method, parameters).unwrap_or_else(|error| panic!("{error}"))
    }

    /// What an expression is worth in the page; nothing while pages change.
    ///
    /// # Panics
    ///
    /// When the expression throws.
    #[must_use]
    pub fn try_look(&self, expression: &str) -> Option<Json> {
        let parameters = json!({ "expression": expression, "returnByValue": true, "awaitPromise": true });
        let mut answer = self.try_ask("Runtime.evaluate", &parameters).ok()?;
        assert!(answer["exceptionDetails"].is_null(), "{expression}: {}", answer["exceptionDetails"]);
        Some(answer["result"]["value"].take())
    }

    /// What an expression is worth in the page.
    #[must_use]
    pub fn look(&self, expression: &str) -> Json {
        until("the page to be there", || self.try_look(expression))
    }

    /// What an expression says in the page.
    ///
    /// # Panics
    ///
    /// When it is no text.
    #[must_use]
    pub fn look_text(&self, expression: &str) -> String {
        let value = self.look(expression);
        value.as_str().unwrap_or_else(|| panic!("{expression} is {value}")).to_owned()
    }

    /// Waits until an expression is true in the page.
    pub fn wait(&self, what: &str, expression: &str) {
        until(&format!("{what} in {}", self.address()), || {
            self.try_look(expression).filter(|value| *value == Json::Bool(true))
        });
    }

    /// Waits until the page says this.
    pub fn wait_for_text(&self, text: &str) {
        let found = || self.try_look(SEEN).and_then(|seen| plain(seen.as_str()?).contains(text).then_some(()));
        until(&format!("« {text} » on {}", self.address()), found);
    }

    /// Goes to an address, as if it were typed.
    ///
    /// # Panics
    ///
    /// When nothing answers there.
    pub fn go(&self, address: &str) {
        let answer = self.ask("Page.navigate", &json!({ "url": address }));
        assert!(answer["errorText"].is_null(), "{address}: {}", answer["errorText"]);
        self.arrive();
    }

    fn arrive(&self) {
        self.wait("a whole page", "document.readyState === 'complete'");
    }

    /// Where the tab is.
    #[must_use]
    pub fn address(&self) -> String {
        self.look_text("location.href")
    }

    /// What a reader sees, every space a plain one.
    #[must_use]
    pub fn text(&self) -> String {
        plain(&self.look_text(SEEN))
    }

    /// What a reader sees of the first element that a selector finds.
    #[must_use]
    pub fn text_of(&self, selector: &str) -> String {
        plain(&self.look_text(&format!("({}).innerText", found(selector))))
    }

    /// Whether a selector finds something.
    #[must_use]
    pub fn has(&self, selector: &str) -> bool {
        self.look(&format!("({}) !== null", found(selector))) == Json::Bool(true)
    }

    /// What a control holds.
    #[must_use]
    pub fn value(&self, selector: &str) -> String {
        self.look_text(&format!("({}).value", found(selector)))
    }

    /// Clicks on what a selector finds.
    pub fn click(&self, selector: &str) {
        self.click_on(&found(selector));
    }

    /// Clicks on what a selector finds, and waits for the page that comes.
    pub fn follow(&self, selector: &str) {
        self.leaving(|| self.click(selector));
    }

    /// Clicks on the link, or the button, with these words, and waits for the page that comes.
    pub fn follow_words(&self, words: &str) {
        let all = "[...document.querySelectorAll('a, button')]";
        let plain = r"element.innerText.replace(/\s/g, ' ').trim()";
        self.leaving(|| self.click_on(&format!("{all}.find(element => {plain} === {})", json!(words))));
    }

    fn leaving(&self, act: impl FnOnce()) {
        let _marked = self.look("document.parvisWasHere = true");
        act();
        self.wait("the next page", "document.parvisWasHere === undefined && document.readyState === 'complete'");
    }

    /// Clicks where the element is drawn, after scrolling to it.
    fn click_on(&self, element: &str) {
        let point = self.look(&format!(
            "(element => {{
                if (!element) return 'missing';
                element.scrollIntoView({{ block: 'center', behavior: 'instant' }});
                const box = element.getClientRects()[0];
                if (!box) return 'not drawn';
                const point = {{ x: box.x + box.width / 2, y: box.y + box.height / 2 }};
                const top = document.elementFromPoint(point.x, point.y);
                return element.contains(top) || top?.contains(element) ? point : 'covered by ' + top?.outerHTML.slice(0, 200);
            }})({element})"
        ));
        assert!(point.is_object(), "{element} is {point} on {}", self.address());
        for (kind, buttons) in [("mouseMoved", 0), ("mousePressed", 1), ("mouseReleased", 0)] {
            let event = json!({ "type": kind, "x": point["x"], "y": point["y"], "button": "left", "buttons": buttons, "clickCount": 1 });
            self.ask("Input.dispatchMouseEvent", &event);
        }
    }

    /// Types over whatever a control holds.
    pub fn fill(&self, selector: &str, text: &str) {
        self.click(selector);
        let _selected = self.look(&format!("({}).select()", found(selector)));
        if text.is_empty() {
            self.press("Delete", 46);
        } else {
            self.ask("Input.insertText", &json!({ "text": text }));
        }
    }

    /// Presses a key, by its name and its number.
    pub fn press(&self, key: &str, code: u32) {
        // Two keys are letters as well: what they do, they do as those.
        let text = match key {
            "Enter" => "\r",
            " " => " ",
            _ => "",
        };
        for kind in [if text.is_empty() { "rawKeyDown" } else { "keyDown" }, "keyUp"] {
            let event = json!({ "type": kind, "key": key, "code": key, "text": text, "windowsVirtualKeyCode": code });
            self.ask("Input.dispatchKeyEvent", &event);
        }
    }

    /// Goes on with the tabulator until the focus is on what a selector finds.
    ///
    /// # Panics
    ///
    /// When it never gets there.
    pub fn tab_to(&self, selector: &str) {
        let arrived = format!("document.activeElement.matches({})", json!(selector));
        for _ in 0..200 {
            self.press("Tab", 9);
            if self.look(&arrived) == Json::Bool(true) {
                return;
            }
        }
        panic!("the keyboard does not reach {selector} on {}", self.address());
    }

    /// Types into the control that has the focus, over whatever it holds.
    pub fn type_text(&self, text: &str) {
        let _selected = self.look("document.activeElement.select()");
        self.ask("Input.insertText", &json!({ "text": text }));
    }

    /// Presses Enter, and waits for the page that comes.
    pub fn enter(&self) {
        self.leaving(|| self.press("Enter", 13));
    }

    /// The addresses of the frames inside the page, as they were let in: a page
    /// that may not be framed is another address.
    #[must_use]
    pub fn frames(&self) -> Vec<String> {
        let tree = self.ask("Page.getFrameTree", &json!({}));
        let children = tree["frameTree"]["childFrames"].as_array().cloned().unwrap_or_default();
        children.iter().map(|child| child["frame"]["url"].as_str().unwrap_or_default().to_owned()).collect()
    }

    /// The controls that a browser would send with a form, in order.
    ///
    /// # Panics
    ///
    /// When the form holds a file.
    #[must_use]
    pub fn controls(&self, form: &str) -> Vec<(String, String)> {
        let pairs = self.look(&format!("[...new FormData({})]", found(form)));
        serde_json::from_value(pairs).expect("names and texts")
    }
}

/// What a reader sees of the whole page.
const SEEN: &str = "document.body ? document.body.innerText : ''";

fn found(selector: &str) -> String {
    format!("document.querySelector({})", json!(selector))
}

/// A text whose spaces are all plain ones: French puts others before its stops.
fn plain(text: &str) -> String {
    text.replace(['\u{a0}', '\u{202f}'], " ")
}
