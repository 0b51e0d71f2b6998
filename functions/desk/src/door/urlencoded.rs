//! `application/x-www-form-urlencoded`, strictly: text that is not UTF-8 is not
//! read as if it were.
//!
//! Architecture invariant: nothing is decoded twice, nothing is replaced.

/// The names and texts, in order; `None` when one of them is not UTF-8.
pub(super) fn pairs(text: &[u8]) -> Option<Vec<(String, String)>> {
    let pieces = text.split(|&byte| byte == b'&').filter(|piece| !piece.is_empty());
    pieces.map(pair).collect()
}

/// How many pairs there are, before any is read.
pub(super) fn count(text: &[u8]) -> usize {
    text.split(|&byte| byte == b'&').filter(|piece| !piece.is_empty()).count()
}

fn pair(piece: &[u8]) -> Option<(String, String)> {
    let equals = piece.iter().position(|&byte| byte == b'=');
    let (name, value) = equals.map_or((piece, &[][..]), |at| (&piece[..at], &piece[at + 1..]));
    Some((decoded(name)?, decoded(value)?))
}

fn decoded(bytes: &[u8]) -> Option<String> {
    let mut plain = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        match (byte, after) {
            (b'+', _) => plain.push(b' '),
            (b'%', [high, low, ..]) if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
                plain.push(digit(*high) << 4 | digit(*low));
                rest = &after[2..];
            }
            (byte, _) => plain.push(byte),
        }
    }
    String::from_utf8(plain).ok()
}

const fn digit(byte: u8) -> u8 {
    match byte {
        b'0'..=b'9' => byte - b'0',
        b'a'..=b'f' => byte - b'a' + 10,
        _ => byte - b'A' + 10,
    }
}
