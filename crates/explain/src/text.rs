//! The tree of a derivation as text for a terminal.

use catalogue::Lang;
use catalogue::layout::{columns, wrap};
use law::trace::Derivation;

use crate::tree::{Branch, tree};

/// A line is never broken narrower than this, however deep it stands.
const NARROWEST: usize = 24;

/// The tree behind a step, in lines of at most `width` columns where the depth leaves room.
///
/// A step that is used again is told once; later lines name it. Parameters come with the day from which they hold,
/// their source, who sets them and how far they were compared.
pub fn text(derivation: &Derivation, step: usize, lang: Lang, width: usize) -> String {
    let mut out = String::new();
    print(&tree(derivation, &derivation.standings(), step, lang), "", "", width, &mut out);
    out
}

/// A branch with those below it. `first` stands before its first line, `rest` before all that follow.
fn print(branch: &Branch, first: &str, rest: &str, width: usize, out: &mut String) {
    let width_left = width.saturating_sub(columns(rest)).max(NARROWEST);
    // Lines that continue an entry stand a little deeper than the entries below it.
    for (place, line) in wrap(&branch.text, width_left - 2).iter().enumerate() {
        let before = if place == 0 { first.to_string() } else { format!("{rest}  ") };
        out.push_str(&before);
        out.push_str(line);
        out.push('\n');
    }
    for (place, inner) in branch.below.iter().enumerate() {
        let last = place + 1 == branch.below.len();
        let first = format!("{rest}{}", if last { "└─ " } else { "├─ " });
        let rest = format!("{rest}{}", if last { "   " } else { "│  " });
        print(inner, &first, &rest, width, out);
    }
}
