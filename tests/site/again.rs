//! The second build: it costs what changed, and equals a build from nothing.

use town::{Library, Town};

#[test]
fn a_second_build_writes_nothing() {
    let town = Town::village();
    let mut library = Library::open(&town);
    let first = library.build();
    assert_eq!(first.diagnostics, []);
    let second = library.build();
    assert_eq!((second.stats.parsed, second.stats.rendered, second.stats.written), (0, 0, 0));
}
