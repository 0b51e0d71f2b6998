//! The table: what was measured, the floor beside it, what it had to reach.

use std::fmt;
use std::time::Duration;

/// Rows, in the order they were measured.
#[derive(Debug, Default)]
pub(crate) struct Table {
    rows: Vec<Row>,
}

#[derive(Debug)]
struct Row {
    what: String,
    floor: String,
    measured: String,
    reach: String,
    is_reached: Option<Reached>,
}

/// Whether a figure is as good as it has to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reached {
    Yes,
    No,
}

impl From<bool> for Reached {
    fn from(is_so: bool) -> Self {
        if is_so { Self::Yes } else { Self::No }
    }
}

impl Table {
    /// A figure with what it has to reach.
    pub(crate) fn judged(&mut self, what: &str, floor: &str, measured: &str, reach: &str, reached: impl Into<Reached>) {
        self.add(what, floor, measured, reach, Some(reached.into()));
    }

    /// A figure to look at.
    pub(crate) fn noted(&mut self, what: &str, measured: &str) {
        self.add(what, "–", measured, "–", None);
    }

    fn add(&mut self, what: &str, floor: &str, measured: &str, reach: &str, is_reached: Option<Reached>) {
        let [what, floor, measured, reach] = [what, floor, measured, reach].map(str::to_owned);
        println!("{what}: {measured} (floor: {floor}, reach: {reach})");
        self.rows.push(Row { what, floor, measured, reach, is_reached });
    }
}

impl fmt::Display for Table {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "\n| what | floor | measured | reach | |\n|---|---|---|---|---|")?;
        for Row { what, floor, measured, reach, is_reached } in &self.rows {
            let word = match is_reached {
                Some(Reached::Yes) => "reached",
                Some(Reached::No) => "**missed**",
                None => "",
            };
            writeln!(formatter, "| {what} | {floor} | {measured} | {reach} | {word} |")?;
        }
        Ok(())
    }
}

/// The middle of several.
pub(crate) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    values[values.len() / 2]
}

/// The part of sorted durations below which this share of them is: 0.5, 0.99.
pub(crate) fn quantile(sorted: &[Duration], share: f64) -> Duration {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "a place in a list"
    )]
    let place = (sorted.len() as f64 * share) as usize;
    sorted[place.min(sorted.len() - 1)]
}

/// Several figures in one cell: `5432 (5211–5600)`.
pub(crate) fn spread(values: &[f64], digits: usize) -> String {
    let least = values.iter().copied().fold(f64::INFINITY, f64::min);
    let most = values.iter().copied().fold(0.0, f64::max);
    format!("{:.digits$} ({least:.digits$}–{most:.digits$})", median(values.to_vec()))
}

pub(crate) fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
