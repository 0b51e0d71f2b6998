//! As much of a browser as a form needs: its tags, and what it would send.
//!
//! It reads only what the form's own drawing writes: attributes in double
//! quotes, no comments, no scripts.

/// An opening tag and the text that follows it.
#[derive(Debug)]
pub(crate) struct Tag {
    pub(crate) name: String,
    attributes: String,
    text: String,
}

impl Tag {
    /// The value of an attribute; empty for one that stands alone.
    pub(crate) fn attribute(&self, name: &str) -> Option<String> {
        let quoted = format!(" {name}=\"");
        if let Some(start) = self.attributes.find(&quoted).map(|at| at + quoted.len()) {
            return self.attributes[start..].split('"').next().map(plain);
        }
        let alone = self.attributes.split(' ').any(|word| word == name);
        alone.then(String::new)
    }
}

/// The opening tags, in order.
pub(crate) fn tags(html: &str) -> Vec<Tag> {
    let pieces = html.split('<').skip(1).filter(|piece| !piece.starts_with('/'));
    pieces
        .map(|piece| {
            let (tag, text) = piece.split_once('>').expect("a tag that ends");
            let name = tag.split(' ').next().unwrap_or_default().to_owned();
            Tag { attributes: tag[name.len()..].to_owned(), name, text: text.to_owned() }
        })
        .collect()
}

/// The names and values that a browser would send, in order.
pub(crate) fn successful_controls(html: &str) -> Vec<(String, String)> {
    let mut sent = Vec::new();
    let mut select = String::new();
    for tag in tags(html) {
        let name = tag.attribute("name").unwrap_or_default();
        let value = tag.attribute("value").unwrap_or_default();
        match tag.name.as_str() {
            "input" => {
                let is_box = matches!(tag.attribute("type").as_deref(), Some("radio" | "checkbox"));
                if !is_box || tag.attribute("checked").is_some() {
                    sent.push((name, value));
                }
            }
            "textarea" => {
                let text = tag.text.strip_prefix('\n').unwrap_or(&tag.text);
                sent.push((name, plain(text).replace('\n', "\r\n")));
            }
            "select" => select = name,
            "option" if tag.attribute("selected").is_some() => sent.push((select.clone(), value)),
            _ => {}
        }
    }
    sent
}

fn plain(text: &str) -> String {
    text.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

/// A text as HTML writes it.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
