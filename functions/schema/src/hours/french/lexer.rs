//! A text of hours as tokens, each with its place in the bytes.
//!
//! Accents, capitals, typographic dashes and no-break spaces are levelled here,
//! and only here. Times are read whole (`8h30`, `8 h 30`, `08:30`), so that what
//! follows never joins digits again.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::super::rule::DAY;
use super::vocabulary::{Meaning, meaning};

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub kind: Kind,
    pub range: Range<usize>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A word that hours have.
    Word(Meaning),
    /// Any other word, levelled.
    Stranger(String),
    /// A whole number and how many digits it was written with.
    Number(u16, usize),
    /// `1er`, `2e`.
    Ordinal(i8),
    /// Minutes after midnight, 1440 at most.
    Time(u16),
    /// Written as a time, but no clock shows it.
    NoSuchTime,
    /// `24h/24`.
    AllDay,
    /// `7j/7`.
    EveryDay,
    /// `24/7`.
    Always,
    /// `6j/7`, which does not say which six.
    SomeDays,
    Comma,
    Strong,
    Dash,
    Slash,
    Colon,
    Plus,
    /// A character that hours never have.
    Strange,
}

/// A levelled character and the bytes it was read from.
#[derive(Clone, Copy)]
struct Letter {
    bare: char,
    start: usize,
    end: usize,
}

pub(super) fn tokens(text: &str) -> Vec<Token> {
    let letters = levelled(text);
    let mut scanner = Scanner { letters: &letters, at: 0, tokens: Vec::new() };
    while scanner.at < letters.len() {
        scanner.next();
    }
    scanner.tokens
}

fn levelled(text: &str) -> Vec<Letter> {
    let mut letters: Vec<Letter> = Vec::with_capacity(text.len());
    for (start, written) in text.char_indices() {
        let end = start + written.len_utf8();
        if is_combining_mark(written)
            && let Some(last) = letters.last_mut()
        {
            last.end = end;
            continue;
        }
        let bare = std::iter::once(written).nfd().next().unwrap_or(written);
        let lower = bare.to_lowercase().next().unwrap_or(bare);
        let letter = match lower {
            '\n' | '\r' => '\n',
            '‐'..='―' | '−' | '›' | '→' | '⇒' | '~' | '>' => '-',
            '’' | '‘' | 'ʼ' | '`' | '´' => '\'',
            '；' => ';',
            '：' => ':',
            '\u{200b}' | '\u{feff}' | '\u{ad}' => continue,
            space if space.is_whitespace() => ' ',
            other => other,
        };
        letters.push(Letter { bare: letter, start, end });
    }
    letters
}

struct Scanner<'a> {
    letters: &'a [Letter],
    at: usize,
    tokens: Vec<Token>,
}

impl Scanner<'_> {
    fn next(&mut self) {
        let letter = self.letters[self.at].bare;
        match letter {
            ' ' | '\'' | '(' | ')' | '[' | ']' | '«' | '»' | '"' | '“' | '”' | '*' | '•' => {
                self.at += 1;
            }
            '0'..='9' => self.digits(),
            ',' => self.push(Kind::Comma, self.at + 1),
            ';' | '\n' | '|' | '·' => self.push(Kind::Strong, self.at + 1),
            // `->` and `--` are one dash.
            '-' => self.push(Kind::Dash, self.run(self.at, |letter| letter == '-')),
            '/' => self.push(Kind::Slash, self.at + 1),
            ':' => self.push(Kind::Colon, self.at + 1),
            '&' | '+' => self.push(Kind::Plus, self.at + 1),
            '.' => self.dot(),
            letter if letter.is_alphabetic() => self.word(),
            _ => self.push(Kind::Strange, self.at + 1),
        }
    }

    fn push(&mut self, kind: Kind, end: usize) {
        let range = self.letters[self.at].start..self.letters[end - 1].end;
        self.tokens.push(Token { kind, range });
        self.at = end;
    }

    /// A stop ends a sentence, unless it ends an abbreviation (`lun.`).
    fn dot(&mut self) {
        let after_word = self.at > 0 && self.letters[self.at - 1].bare.is_alphabetic();
        let word_length = self.letters[..self.at].iter().rev().take_while(|letter| letter.bare.is_alphabetic()).count();
        let abbreviates =
            matches!(self.tokens.last(), Some(Token { kind: Kind::Word(Meaning::Day(_) | Meaning::Month(_)), .. }))
                && word_length <= 5;
        if (after_word && abbreviates) || self.skip_spaces(self.at + 1) >= self.letters.len() {
            self.at += 1;
        } else {
            self.push(Kind::Strong, self.at + 1);
        }
    }

    fn word(&mut self) {
        let end = self.run(self.at, char::is_alphabetic);
        let word: String = self.letters[self.at..end].iter().map(|letter| letter.bare).collect();
        let kind = meaning(&word).map_or(Kind::Stranger(word), Kind::Word);
        self.push(kind, end);
    }

    fn digits(&mut self) {
        let end = self.run(self.at, |letter| letter.is_ascii_digit());
        let length = end - self.at;
        let value = self.number(self.at, end).filter(|_| length <= 4);
        let Some(value) = value else {
            return self.push(Kind::Strange, end);
        };
        if length <= 2 {
            if let Some((kind, end)) = self.idiom(value, end) {
                return self.push(kind, end);
            }
            if let Some((minutes, end)) = self.time(value, end) {
                let kind = minutes.map_or(Kind::NoSuchTime, Kind::Time);
                return self.push(kind, end);
            }
        }
        self.push(Kind::Number(value, length), end);
    }

    /// `24h/24`, `7j/7`, `24/7`, `1er`: numbers that are read with what follows.
    fn idiom(&self, value: u16, end: usize) -> Option<(Kind, usize)> {
        let follows = |patterns: &[&str]| patterns.iter().find_map(|pattern| self.matches(end, pattern));
        let idiom = match value {
            24 => follows(&["h / 24 h", "h / 24", "h sur 24", "heures sur 24", "heures / 24", "/ 24", "sur 24"])
                .map(|end| (Kind::AllDay, end))
                .or_else(|| follows(&["h / 7 j", "h / 7", "/ 7 j", "/ 7"]).map(|end| (Kind::Always, end))),
            7 => follows(&["jours sur 7", "jours / 7", "j sur 7", "j / 7 j", "j / 7", "j 7", "sur 7", "/ 7"])
                .map(|end| (Kind::EveryDay, end)),
            1..=6 => follows(&["jours sur 7", "jours / 7", "j sur 7", "j / 7"]).map(|end| (Kind::SomeDays, end)),
            _ => None,
        };
        idiom.or_else(|| {
            let ending_end = self.run(end, char::is_alphabetic);
            let ending: String = self.letters[end..ending_end].iter().map(|letter| letter.bare).collect();
            let is_ordinal = matches!(&*ending, "er" | "ers" | "ere" | "e" | "eme" | "emes" | "nd" | "nde");
            (is_ordinal && value <= 31).then(|| (Kind::Ordinal(i8::try_from(value).unwrap_or(0)), ending_end))
        })
    }

    /// Where a pattern ends that starts at `at`, its spaces standing for any
    /// spaces; nothing if it is not there, or runs on into a longer word.
    fn matches(&self, at: usize, pattern: &str) -> Option<usize> {
        let mut at = self.skip_spaces(at);
        for wanted in pattern.chars() {
            if wanted == ' ' {
                at = self.skip_spaces(at);
                continue;
            }
            (self.letter(at)? == wanted).then_some(())?;
            at += 1;
        }
        let runs_on = self.letter(at).is_some_and(char::is_alphanumeric);
        (!runs_on).then_some(at)
    }

    /// A time that starts with an hour ending at `end`: its minutes after
    /// midnight, none if no clock shows it, and where it ends.
    fn time(&self, hour: u16, end: usize) -> Option<(Option<u16>, usize)> {
        match self.letter(end) {
            Some(':' | '.') => {
                let minutes_end = self.run(end + 1, |letter| letter.is_ascii_digit());
                let is_date = self.letter(minutes_end) == Some('.')
                    && self.letter(minutes_end + 1).is_some_and(|letter| letter.is_ascii_digit());
                if minutes_end != end + 3 || is_date {
                    return None;
                }
                let minutes = self.number(end + 1, minutes_end)?;
                let end = self.matches(minutes_end, "h").unwrap_or(minutes_end);
                Some((clock(hour, minutes), end))
            }
            _ => self.time_with_h(hour, end),
        }
    }

    fn time_with_h(&self, hour: u16, end: usize) -> Option<(Option<u16>, usize)> {
        let word = self.skip_spaces(end);
        let word_end = self.run(word, char::is_alphabetic);
        let unit: String = self.letters[word..word_end].iter().map(|letter| letter.bare).collect();
        if !matches!(&*unit, "h" | "heure" | "heures" | "hrs" | "hr") {
            return None;
        }
        let minutes_at = self.skip_spaces(word_end);
        let minutes_end = self.run(minutes_at, |letter| letter.is_ascii_digit());
        let is_minutes = minutes_end == minutes_at + 2 && !self.is_another_number(minutes_at, minutes_end, word_end);
        if !is_minutes {
            let glued = minutes_at == word_end && minutes_end > minutes_at;
            return Some(if glued { (None, minutes_end) } else { (clock(hour, 0), word_end) });
        }
        let minutes = self.number(minutes_at, minutes_end)?;
        let end = ["min", "mn", "m"].iter().find_map(|unit| self.matches(minutes_end, unit)).unwrap_or(minutes_end);
        Some((clock(hour, minutes), end))
    }

    /// Whether two digits after `9h` start something else: another time, a date.
    fn is_another_number(&self, start: usize, end: usize, after_h: usize) -> bool {
        let next = self.skip_spaces(end);
        let next_end = self.run(next, char::is_alphabetic);
        let word: String = self.letters[next..next_end].iter().map(|letter| letter.bare).collect();
        let is_apart = start > after_h;
        matches!(&*word, "h" | "heures" | "er") && next == end
            || is_apart && matches!(meaning(&word), Some(Meaning::Month(_)))
            || is_apart && matches!(&*word, "h" | "heures")
            || is_apart && matches!(self.letter(end), Some(':' | '/' | '.'))
    }

    fn letter(&self, at: usize) -> Option<char> {
        self.letters.get(at).map(|letter| letter.bare)
    }

    fn run(&self, from: usize, belongs: impl Fn(char) -> bool) -> usize {
        let length =
            self.letters[from.min(self.letters.len())..].iter().take_while(|letter| belongs(letter.bare)).count();
        from + length
    }

    fn skip_spaces(&self, from: usize) -> usize {
        self.run(from, |letter| letter == ' ')
    }

    fn number(&self, start: usize, end: usize) -> Option<u16> {
        self.letters[start..end]
            .iter()
            .map(|letter| letter.bare.to_digit(10).and_then(|digit| u16::try_from(digit).ok()))
            .try_fold(0u16, |value, digit| value.checked_mul(10)?.checked_add(digit?))
    }
}

fn clock(hour: u16, minutes: u16) -> Option<u16> {
    let time = hour * 60 + minutes;
    (minutes < 60 && time <= DAY).then_some(time)
}
