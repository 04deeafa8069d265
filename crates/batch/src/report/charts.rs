//! Bars as SVG: text is real text, colours are told apart by pattern of words too.

use maud::{Markup, html};

/// Colours that readers who see few colours tell apart (Okabe and Ito).
pub(super) const COLOURS: [&str; 3] = ["#0072b2", "#e69f00", "#999999"];

/// Width of the labels, of the bars, and the height of a row.
const LABEL: u64 = 330;
const BAR: u64 = 420;
const ROW: u64 = 22;
/// Room to the right of the bars.
const AFTER: u64 = 150;

/// One bar: its label, its parts, and what stands behind it.
pub(super) struct Bar {
    pub(super) label: String,
    pub(super) parts: Vec<u128>,
    pub(super) text: String,
}

/// Bars below each other. `whole` is what a full bar stands for; without it the longest one is full.
pub(super) fn bars(title: &str, bars: &[Bar], whole: Option<u128>) -> Markup {
    let longest = bars.iter().map(|bar| bar.parts.iter().sum::<u128>()).max().unwrap_or(0);
    let whole = whole.unwrap_or(longest).max(1);
    let (width, height) = (LABEL + BAR + AFTER, bars.len() as u64 * ROW);
    html! {
        svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label=(title) viewBox=(format!("0 0 {width} {height}")) {
            title { (title) }
            @for (place, bar) in bars.iter().enumerate() {
                @let top = place as u64 * ROW;
                text x=(LABEL - 8) y=(top + 16) text-anchor="end" { (bar.label) }
                @for (x, length, colour) in pieces(&bar.parts, whole) {
                    rect x=(LABEL + x) y=(top + 3) width=(length) height=(ROW - 6) fill=(colour) {}
                }
                @let end = pieces(&bar.parts, whole).last().map_or(0, |(x, length, _)| x + length);
                text x=(LABEL + end + 6) y=(top + 16) { (bar.text) }
            }
        }
    }
}

/// Place, length and colour of each part of a bar.
fn pieces(parts: &[u128], whole: u128) -> Vec<(u64, u64, &'static str)> {
    let mut before = 0;
    let mut pieces = Vec::new();
    for (place, part) in parts.iter().enumerate() {
        let at = |sum: u128| (sum.min(whole) * u128::from(BAR) / whole) as u64;
        let (from, to) = (at(before), at(before + part));
        if to > from {
            pieces.push((from, to - from, COLOURS[place % COLOURS.len()]));
        }
        before += part;
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_of_a_bar_lie_side_by_side() {
        assert_eq!(pieces(&[1, 2, 1], 4), [(0, 105, COLOURS[0]), (105, 210, COLOURS[1]), (315, 105, COLOURS[2])]);
        assert_eq!(pieces(&[0, 8], 4), [(0, 420, COLOURS[1])]);
    }
}
