//! Tables of fixed columns.

use catalogue::layout::{pad, pad_left, wrap};

/// Columns of a page when nothing else is said.
pub(crate) const WIDTH: usize = 80;

/// One row: cells with their widths; a negative width stands to the right.
pub(crate) fn row(cells: &[(&str, isize)]) -> String {
    let cells: Vec<String> = cells
        .iter()
        .map(|(text, width)| {
            let fill = if *width < 0 { pad_left } else { pad };
            fill(text, width.unsigned_abs())
        })
        .collect();
    cells.join(" ").trim_end().to_string()
}

/// A paragraph with every line indented.
pub(crate) fn paragraph(out: &mut String, indent: usize, text: &str) {
    for line in wrap(text, WIDTH - indent) {
        out.push_str(&" ".repeat(indent));
        out.push_str(&line);
        out.push('\n');
    }
}
