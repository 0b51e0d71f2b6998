//! What a piece of YAML opens and does not close: a rough reading, line by line,
//! for texts that the parser refused.

/// What is still open at the end of a text.
#[derive(Debug, Default)]
pub(super) struct Opened {
    /// The place of the quote that is not closed.
    pub(super) quote: Option<usize>,
    /// The places of the brackets and braces that are not closed, outermost first.
    pub(super) brackets: Vec<usize>,
}

/// Reads a text from its start.
pub(super) fn opened(text: &str) -> Opened {
    let mut opened = Opened::default();
    // Quotes and brackets only open something where a value may start.
    let mut may_start = true;
    let mut rest = text.char_indices().peekable();
    while let Some((at, sign)) = rest.next() {
        let before_space = rest.peek().is_none_or(|(_, next)| next.is_whitespace());
        match sign {
            '"' | '\'' if may_start => {
                let Some(end) = closing(&text[at + 1..], sign) else {
                    opened.quote = Some(at);
                    return opened;
                };
                while rest.next_if(|(next, _)| *next <= at + 1 + end).is_some() {}
                may_start = false;
            }
            '[' | '{' if may_start => opened.brackets.push(at),
            ']' | '}' if !opened.brackets.is_empty() => {
                opened.brackets.pop();
                may_start = false;
            }
            '#' if text[..at].is_empty() || text[..at].ends_with(char::is_whitespace) => {
                while rest.next_if(|(_, next)| *next != '\n').is_some() {}
            }
            '\n' => may_start = true,
            ':' if before_space => may_start = true,
            '-' if before_space && may_start => {}
            ',' => may_start = !opened.brackets.is_empty(),
            sign if sign.is_whitespace() => {}
            _ => may_start = false,
        }
    }
    opened
}

/// The place of the quote that closes a text, after the one that opened it.
fn closing(text: &str, quote: char) -> Option<usize> {
    let mut signs = text.char_indices().peekable();
    while let Some((at, sign)) = signs.next() {
        match sign {
            '\\' if quote == '"' => {
                signs.next();
            }
            '\'' if quote == '\'' && signs.next_if(|(_, next)| *next == '\'').is_some() => {}
            sign if sign == quote => return Some(at),
            _ => {}
        }
    }
    None
}
