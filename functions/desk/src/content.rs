//! The content of a sending, as bytes that are equal when the content is.
//!
//! Architecture invariant: the order of the controls, the way they were encoded,
//! the sender's key and the signs that a doubt is judged by don't count;
//! everything else does.

use schema::tree::{Content, Node};

use crate::doubt;

/// The bytes that stand for what was sent.
pub(crate) fn canonical(body: &Node) -> Vec<u8> {
    let mut bytes = Vec::new();
    write(body, &mut bytes);
    bytes
}

fn write(node: &Node, bytes: &mut Vec<u8>) {
    match &node.content {
        Content::Empty => text("", bytes),
        Content::Text(written) => text(written, bytes),
        Content::List(items) => {
            open(b'[', items.len(), bytes);
            for item in items {
                write(item, bytes);
            }
        }
        Content::Map(entries) => {
            let counts = |key: &str| key != "_key" && !doubt::CONTROLS.contains(&key);
            let mut entries: Vec<_> = entries.iter().filter(|entry| counts(&entry.key)).collect();
            entries.sort_by(|a, b| a.key.cmp(&b.key));
            open(b'{', entries.len(), bytes);
            for entry in entries {
                text(&entry.key, bytes);
                write(&entry.value, bytes);
            }
        }
    }
}

fn text(written: &str, bytes: &mut Vec<u8>) {
    open(b'"', written.len(), bytes);
    bytes.extend_from_slice(written.as_bytes());
}

fn open(sign: u8, length: usize, bytes: &mut Vec<u8>) {
    bytes.push(sign);
    bytes.extend_from_slice(&(length as u64).to_le_bytes());
}
