//! A page of text: width, emphasis, and the small building blocks of the screens.

use catalogue::Lang;
use catalogue::layout::{columns, pad, pad_left, wrap};

/// How a page is laid out.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// The language.
    pub lang: Lang,
    /// Columns.
    pub width: usize,
    /// May ANSI colours be used?
    pub colour: bool,
}

/// An emphasis that a terminal may show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Emphasis {
    Heading,
    Good,
    Open,
    Bad,
    Quiet,
}

impl Emphasis {
    const fn code(self) -> &'static str {
        match self {
            Emphasis::Heading => "1",
            Emphasis::Good => "32",
            Emphasis::Open => "33",
            Emphasis::Bad => "31",
            Emphasis::Quiet => "2",
        }
    }
}

/// A page that grows line by line.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) style: Style,
    out: String,
}

impl Page {
    pub(crate) fn new(style: Style) -> Page {
        Page { style: Style { width: style.width.clamp(40, 200), ..style }, out: String::new() }
    }

    pub(crate) fn finish(self) -> String {
        self.out
    }

    /// The text with emphasis, where colours are allowed.
    pub(crate) fn paint(&self, emphasis: Emphasis, text: &str) -> String {
        if self.style.colour { format!("\u{1b}[{}m{text}\u{1b}[0m", emphasis.code()) } else { text.to_string() }
    }

    pub(crate) fn blank(&mut self) {
        self.out.push('\n');
    }

    /// A line as it is.
    pub(crate) fn line(&mut self, text: &str) {
        self.out.push_str(text.trim_end());
        self.out.push('\n');
    }

    /// A heading with a rule under it.
    pub(crate) fn heading(&mut self, text: &str) {
        if !self.out.is_empty() {
            self.blank();
        }
        let painted = self.paint(Emphasis::Heading, text);
        self.line(&painted);
        let rule = self.paint(Emphasis::Quiet, &"-".repeat(self.style.width.min(columns(text).max(20))));
        self.line(&rule);
    }

    /// A paragraph: the first line after `mark`, the others indented below it.
    pub(crate) fn paragraph(&mut self, indent: usize, mark: &str, text: &str) {
        let hang = indent + columns(mark);
        let lines = wrap(text, self.style.width.saturating_sub(hang).max(20));
        for (place, line) in lines.iter().enumerate() {
            let before = if place == 0 { format!("{}{mark}", " ".repeat(indent)) } else { " ".repeat(hang) };
            self.line(&format!("{before}{line}"));
        }
    }

    /// A name with its value in a column of its own.
    pub(crate) fn entry(&mut self, indent: usize, name: &str, name_width: usize, value: &str) {
        let before = format!("{}{}  ", " ".repeat(indent), pad(name, name_width));
        if columns(&before) + columns(value) <= self.style.width {
            self.line(&format!("{before}{value}"));
        } else {
            self.line(&format!("{}{name}", " ".repeat(indent)));
            self.paragraph(indent + 4, "", value);
        }
    }
}

impl Page {
    /// A table, indented; one that is wider than the screen in parts, each with the first column.
    pub(crate) fn table(&mut self, table: &Table) {
        for (place, part) in table.parts(self.style.width.saturating_sub(2)).into_iter().enumerate() {
            if place > 0 {
                self.blank();
            }
            for line in part {
                self.line(&format!("  {line}"));
            }
        }
    }
}

/// Where a cell stands in its column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Align {
    Left,
    Right,
}

/// Between two columns.
const GAP: usize = 2;

/// A table whose columns are as wide as their widest cell.
pub(crate) struct Table {
    aligns: Vec<Align>,
    rows: Vec<Vec<String>>,
}

impl Table {
    pub(crate) fn new(columns: &[(String, Align)]) -> Table {
        Table {
            aligns: columns.iter().map(|(_, align)| *align).collect(),
            rows: vec![columns.iter().map(|(heading, _)| heading.clone()).collect()],
        }
    }

    pub(crate) fn row(&mut self, cells: Vec<String>) {
        debug_assert_eq!(cells.len(), self.aligns.len());
        self.rows.push(cells);
    }

    fn widths(&self) -> Vec<usize> {
        (0..self.aligns.len())
            .map(|place| self.rows.iter().map(|row| columns(&row[place])).max().unwrap_or(0))
            .collect()
    }

    /// Does it stand within so many columns of the screen?
    pub(crate) fn fits(&self, width: usize) -> bool {
        self.widths().iter().map(|column| column + GAP).sum::<usize>() <= width + GAP
    }

    /// The lines in parts of at most `width` columns of the screen: as many columns of the table as fit, the first one in
    /// each part.
    pub(crate) fn parts(&self, width: usize) -> Vec<Vec<String>> {
        let widths = self.widths();
        let mut parts: Vec<Vec<usize>> = vec![vec![0]];
        let mut used = widths[0];
        for (place, column) in widths.iter().enumerate().skip(1) {
            let part = parts.last().expect("there is always one");
            if used + GAP + column > width && part.len() > 1 {
                parts.push(vec![0]);
                used = widths[0];
            }
            used += GAP + column;
            parts.last_mut().expect("there is always one").push(place);
        }
        parts.iter().map(|chosen| self.lines_of(chosen)).collect()
    }

    fn lines_of(&self, chosen: &[usize]) -> Vec<String> {
        let widths = self.widths();
        let cell = |row: &[String], place: usize| match self.aligns[place] {
            Align::Left => pad(&row[place], widths[place]),
            Align::Right => pad_left(&row[place], widths[place]),
        };
        let line =
            |row: &Vec<String>| chosen.iter().map(|place| cell(row, *place)).collect::<Vec<_>>().join(&" ".repeat(GAP));
        self.rows.iter().map(line).collect()
    }
}
