//! A problem as people read it: where it is, the line itself with a mark, what is wrong, what to do.

use std::fmt::Write as _;
use std::ops::Range;

use catalogue::{Lang, sentence, text as words};
use read::Problem;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Columns of a line that are shown; longer ones are cut around the mark.
const MAX_COLUMNS: usize = 100;
/// Columns of the line that stay in front of the mark when a line is cut.
const COLUMNS_BEFORE: usize = 40;
/// Bytes on each side of the mark that are looked at.
const MAX_EXCERPT: usize = 1_000;
/// Characters of a sentence; a value quoted in it may be as long as the file.
const MAX_SENTENCE: usize = 400;

/// Prints a problem: code, file, line and column; the line with a mark under the place; what is wrong; what to do.
///
/// `text` is the file's text as [`text_of`](crate::text_of) gives it. Columns count characters, the mark counts
/// terminal cells: 漢字 take two.
///
/// ```
/// use case::{Format, read, render_problem, text_of};
/// let bytes = b"as_of = 2026-11-22\ncuort = 'tokyo'\n";
/// let problems = read(bytes, Format::Toml).unwrap_err();
/// let unknown = problems.iter().find(|problem| problem.code == "unknown-key").unwrap();
/// let text = render_problem("case.toml", &text_of(bytes), unknown, catalogue::Lang::En);
/// assert!(text.starts_with("error[unknown-key] case.toml:2:1\n"), "{text}");
/// ```
pub fn render_problem(file_name: &str, text: &str, problem: &Problem, lang: Lang) -> String {
    render(words("case.error", lang), file_name, text, problem, lang)
}

/// The same for what is no mistake, and worth a second look.
pub fn render_caution(file_name: &str, text: &str, caution: &Problem, lang: Lang) -> String {
    render(words("case.caution", lang), file_name, text, caution, lang)
}

fn render(heading: &str, file_name: &str, text: &str, problem: &Problem, lang: Lang) -> String {
    let span = within(text, &problem.span);
    let start = text[..span.start].rfind('\n').map_or(0, |newline| newline + 1);
    let line = text[start..].split('\n').next().unwrap_or_default().trim_end_matches('\r');
    let number = text[..start].matches('\n').count() + 1;
    let column = text[start..span.start].chars().count() + 1;

    let mut out = format!("{heading}[{}] {}:{number}:{column}\n", problem.code, printable(file_name));
    let whole_file = problem.path.is_empty() && problem.span == (0..0);
    if !whole_file {
        let (shown, mark) = excerpt(line, &(span.start - start..span.end - start));
        let gutter = " ".repeat(number.to_string().len());
        let _ = write!(out, " {gutter} |\n {number} | {shown}\n {gutter} | {mark}\n");
    }
    let _ = writeln!(out, "  {}", short(&sentence(&problem.message, lang)));
    if let Some(hint) = &problem.hint {
        let _ = writeln!(out, "  → {}", short(&sentence(hint, lang)));
    }
    out
}

/// The span, brought inside the text and onto character boundaries.
fn within(text: &str, span: &Range<usize>) -> Range<usize> {
    let start = text.floor_char_boundary(span.start.min(text.len()));
    let end = text.ceil_char_boundary(span.end.clamp(start, text.len()));
    start..end
}

/// The line, cut around the place if it is long, and the mark under the place.
fn excerpt(line: &str, place: &Range<usize>) -> (String, String) {
    let (start, end) = (place.start.min(line.len()), place.end.min(line.len()));
    let (before, marked, after) = (&line[..start], &line[start..end.max(start)], &line[end.max(start)..]);
    // A line may be as long as the file; what lies far from the mark is not even looked at.
    let cut = before.len() > MAX_EXCERPT;
    let before = printable(&before[before.ceil_char_boundary(before.len().saturating_sub(MAX_EXCERPT))..]);
    let near = |text: &str| printable(&text[..text.floor_char_boundary(MAX_EXCERPT)]);
    let (marked, after) = (near(marked), near(after));
    let long = before.width() + marked.width() + after.width() > MAX_COLUMNS;
    let (mut shown, room) = if cut || (long && before.width() > COLUMNS_BEFORE) {
        let kept: String = tail(&before, COLUMNS_BEFORE);
        (format!("…{kept}"), MAX_COLUMNS)
    } else {
        (before, MAX_COLUMNS)
    };
    let indent = shown.width();
    let kept = head(&marked, room - indent);
    let mark = "^".repeat(kept.width().max(1));
    shown.push_str(&kept);
    if kept.len() < marked.len() {
        shown.push('…');
    } else {
        let rest = head(&after, room.saturating_sub(shown.width()));
        shown.push_str(&rest);
        if rest.len() < after.len() {
            shown.push('…');
        }
    }
    (shown.trim_end().to_string(), format!("{}{mark}", " ".repeat(indent)))
}

/// The text with tabs as spaces and without characters that would move the cursor or the eye.
fn printable(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\t' => out.push_str("    "),
            // Direction marks can make a line look like another.
            '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => out.push('\u{fffd}'),
            _ if c.is_control() => out.push('\u{fffd}'),
            _ => out.push(c),
        }
    }
    out
}

/// The first characters that fit into so many columns.
fn head(text: &str, columns: usize) -> String {
    let mut used = 0;
    text.chars()
        .take_while(|c| {
            used += c.width().unwrap_or(0);
            used <= columns
        })
        .collect()
}

/// The last characters that fit into so many columns.
fn tail(text: &str, columns: usize) -> String {
    let mut used = 0;
    let kept: Vec<char> = text
        .chars()
        .rev()
        .take_while(|c| {
            used += c.width().unwrap_or(0);
            used <= columns
        })
        .collect();
    kept.into_iter().rev().collect()
}

fn short(sentence: &str) -> String {
    let sentence = printable(sentence);
    if sentence.chars().count() <= MAX_SENTENCE {
        return sentence;
    }
    let half = MAX_SENTENCE / 2;
    let start: String = sentence.chars().take(half).collect();
    let end: String = sentence.chars().rev().take(half).collect::<Vec<_>>().into_iter().rev().collect();
    format!("{start} … {end}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use law::message;

    fn check(text: &str, span: Range<usize>, expect: &str) {
        let problem = Problem::new("missing", String::new(), span, message!("error.repeated-key"));
        let found = render_problem("f", text, &problem, Lang::En);
        assert_eq!(found, format!("error[missing] {expect}  This key stands twice.\n"));
    }

    #[test]
    fn the_mark_counts_cells_and_the_column_characters() {
        check("a = 1\nb = \"東京\" x\n", 19..20, "f:2:10\n   |\n 2 | b = \"東京\" x\n   |            ^\n");
        check("東京", 3..6, "f:1:2\n   |\n 1 | 東京\n   |   ^^\n");
    }

    #[test]
    fn places_beyond_the_text_or_inside_a_character_do_no_harm() {
        check("東", 1..2, "f:1:1\n   |\n 1 | 東\n   | ^^\n");
        check("a", 9..99, "f:1:2\n   |\n 1 | a\n   |  ^\n");
        check("a = [\n1\n]\r\n", 4..9, "f:1:5\n   |\n 1 | a = [\n   |     ^\n");
        check("", 0..0, "f:1:1\n");
        check("PK", 0..0, "f:1:1\n");
        check("\tb\u{1b}[31m", 1..2, "f:1:2\n   |\n 1 |     b\u{fffd}[31m\n   |     ^\n");
    }

    #[test]
    fn long_lines_are_cut_around_the_mark() {
        let line = format!("{}X{}", "あ".repeat(200), "い".repeat(200));
        let (shown, mark) = excerpt(&line, &(600..601));
        assert_eq!(shown, format!("…{}X{}…", "あ".repeat(20), "い".repeat(29)));
        assert_eq!(mark, format!("{}^", " ".repeat(41)));
        let (shown, mark) = excerpt(&"x".repeat(500), &(0..500));
        assert_eq!((shown.chars().count(), mark.len()), (101, 100));
    }
}
