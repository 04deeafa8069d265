//! What is said of a panic: its place only, and nothing where somebody waits for it.

use std::cell::Cell;
use std::io::Write as _;

thread_local! {
    static QUIET: Cell<bool> = const { Cell::new(false) };
}

/// A panic's own words could hold a fact of a household: from now on only its place is written.
pub fn tell_places_only() {
    std::panic::set_hook(Box::new(|panic| {
        if QUIET.get() {
            return;
        }
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        let _ = writeln!(std::io::stderr(), "panic: {place}");
    }));
}

/// Runs what may panic because of a file, and is caught: the mistake is told in words.
pub(crate) fn quietly<V>(work: impl FnOnce() -> V) -> V {
    QUIET.set(true);
    let value = work();
    QUIET.set(false);
    value
}
