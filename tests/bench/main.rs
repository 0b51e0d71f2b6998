//! What the desk achieves, beside floors that are measured in the same run on the
//! same disk.
//!
//! ```text
//! cargo bench --package parvis-tests --bench desk                    everything
//! cargo bench --package parvis-tests --bench desk -- throughput      one figure
//! cargo bench --package parvis-tests --bench desk -- --runs 7
//! ```
//!
//! Run by `cargo test` it plays every game once, small, and judges nothing but that
//! it can be played.

#![expect(clippy::unwrap_used, reason = "a measurement may stop at the first surprise")]
#![expect(clippy::print_stdout, reason = "a table is what this prints")]

mod disk;
mod floor;
mod latency;
mod load;
mod memory;
mod refusals;
mod table;
mod throughput;

use std::num::NonZeroUsize;

use table::Table;

/// How much is played.
#[derive(Clone, Copy, Debug)]
struct Scale {
    /// How often each figure is taken; the middle one counts.
    runs: NonZeroUsize,
    /// Divides the number of sendings.
    divided_by: u64,
}

impl Scale {
    const FULL: Self = Self { runs: NonZeroUsize::new(5).unwrap(), divided_by: 1 };
    const SMALL: Self = Self { runs: NonZeroUsize::MIN, divided_by: 100 };

    /// So many sendings, or fewer.
    const fn of(self, sendings: u64) -> u64 {
        sendings / self.divided_by
    }
}

type Figure = (&'static str, fn(Scale, &mut Table));

const FIGURES: [Figure; 4] = [
    ("throughput", throughput::measure),
    ("latency", latency::measure),
    ("refusals", refusals::measure),
    ("memory", memory::measure),
];

fn main() {
    let mut scale = Scale::SMALL;
    let mut named = Vec::new();
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            // Cargo says so itself.
            "--bench" => scale = Scale::FULL,
            "--runs" => {
                let runs = arguments.next().and_then(|text| text.parse().ok());
                scale.runs = runs.expect("--runs takes a number");
            }
            name if FIGURES.iter().any(|(figure, _)| *figure == name) => named.push(argument),
            other => panic!("`{other}` is no figure: throughput, latency, refusals, memory"),
        }
    }
    let mut table = Table::default();
    for (name, measure) in FIGURES {
        if named.is_empty() || named.iter().any(|other| other == name) {
            measure(scale, &mut table);
        }
    }
    println!("{table}");
}
