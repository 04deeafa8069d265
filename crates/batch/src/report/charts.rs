//! Bars as SVG: text is real text, and the parts of a bar differ in brightness as well as in colour.

use maud::{Markup, html};

/// Dark, middle and light, so that readers who see few colours, and printers without any, tell them apart.
pub(super) const COLOURS: [&str; 3] = ["#175a63", "#dba53a", "#d5d1c8"];

/// Width of the labels, of the bars, and the height of a row.
const LABEL: u64 = 330;
const BAR: u64 = 440;
const ROW: u64 = 24;
/// Room to the right of the bars, and above them for the marks of the scale.
const AFTER: u64 = 150;
const ABOVE: u64 = 20;

/// One bar: its label, its parts, and what stands behind it.
pub(super) struct Bar {
    pub(super) label: String,
    pub(super) parts: Vec<u128>,
    pub(super) text: String,
}

/// What a full bar stands for.
pub(super) enum Scale {
    /// The longest of the bars.
    Longest,
    /// This is 100 %: marks are drawn, and past it where a bar is longer.
    Whole(u128),
}

/// Bars below each other.
pub(super) fn bars(title: &str, bars: &[Bar], scale: &Scale) -> Markup {
    let longest = bars.iter().map(|bar| bar.parts.iter().sum::<u128>()).max().unwrap_or(0);
    let (full, marks) = match scale {
        Scale::Longest => (longest.max(1), Vec::new()),
        Scale::Whole(whole) => (longest.max(*whole).max(1), marks(*whole, longest)),
    };
    let above = if marks.is_empty() { 0 } else { ABOVE };
    let (width, height) = (LABEL + BAR + AFTER, above + bars.len() as u64 * ROW);
    html! {
        svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label=(title) viewBox=(format!("0 0 {width} {height}")) {
            title { (title) }
            @for (at, per_cent) in &marks {
                @let x = LABEL + place(*at, full);
                line x1=(x) y1=(above) x2=(x) y2=(height) stroke="#d9d4ca" {}
                text x=(x) y=(above - 6) text-anchor="middle" fill="#545f65" font-size="11" { (per_cent) " %" }
            }
            @for (row, bar) in bars.iter().enumerate() {
                @let top = above + row as u64 * ROW;
                text x=(LABEL - 10) y=(top + 17) text-anchor="end" { (bar.label) }
                @for (x, length, colour) in pieces(&bar.parts, full) {
                    rect x=(LABEL + x) y=(top + 4) width=(length) height=(ROW - 8) fill=(colour) {}
                }
                @let end = pieces(&bar.parts, full).last().map_or(0, |(x, length, _)| x + length);
                text x=(LABEL + end + 8) y=(top + 17) class="n" { (bar.text) }
            }
        }
    }
}

/// Where on a bar an amount lies.
fn place(amount: u128, full: u128) -> u64 {
    (amount.min(full) * u128::from(BAR) / full) as u64
}

/// Every quarter of the whole, or every whole where bars are several wholes long.
fn marks(whole: u128, longest: u128) -> Vec<(u128, u128)> {
    let step = if longest > whole * 2 { 100 } else { 25 };
    let last = (longest.max(whole) * 100).checked_div(whole).unwrap_or(100) / step;
    (0..=last).map(|mark| (whole * mark * step / 100, mark * step)).collect()
}

/// Place, length and colour of each part of a bar.
fn pieces(parts: &[u128], full: u128) -> Vec<(u64, u64, &'static str)> {
    let mut before = 0;
    let mut pieces = Vec::new();
    for (number, part) in parts.iter().enumerate() {
        let (from, to) = (place(before, full), place(before + part, full));
        if to > from {
            pieces.push((from, to - from, COLOURS[number % COLOURS.len()]));
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
        assert_eq!(pieces(&[1, 2, 1], 4), [(0, 110, COLOURS[0]), (110, 220, COLOURS[1]), (330, 110, COLOURS[2])]);
        assert_eq!(pieces(&[0, 8], 4), [(0, 440, COLOURS[1])]);
    }

    #[test]
    fn marks_go_as_far_as_the_bars() {
        assert_eq!(marks(200, 150), [(0, 0), (50, 25), (100, 50), (150, 75), (200, 100)]);
        assert_eq!(marks(1_000, 1_300).last(), Some(&(1_250, 125)));
        assert_eq!(marks(10, 25), [(0, 0), (10, 100), (20, 200)]);
        assert_eq!(marks(0, 0), [(0, 0), (0, 25), (0, 50), (0, 75), (0, 100)]);
    }
}
