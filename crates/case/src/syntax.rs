//! What the parsers of TOML and JSON find, in words for people: full-width signs, commas in numbers, missing quotation
//! marks, a file that ends in the middle.

use std::ops::Range;

use law::message;
use law::message::Message;
use law::trace::Shown;
use read::Problem;

/// The problems of a text that is no TOML, explained; the first of each line, since the rest follows from it.
pub(crate) fn explain(text: &str, mut problems: Vec<Problem>) -> Vec<Problem> {
    problems.sort_by_key(|problem| problem.span.start);
    let mut explained: Vec<Problem> = Vec::new();
    let mut last_line = None;
    for problem in problems {
        let line = line_at(text, problem.span.start);
        if last_line.replace(line.clone()) != Some(line.clone()) {
            explained.push(explain_one(text, line, problem));
        }
    }
    explained
}

/// The problem of a text that is no JSON, explained.
pub(crate) fn explain_json(text: &str, problem: Problem) -> Problem {
    if problem.code != "syntax" {
        return problem;
    }
    let detail = detail(&problem);
    let Problem { span, path, .. } = problem;
    let new = |span, message| Problem::new("syntax", path.clone(), span, message);
    if detail.starts_with("EOF") {
        return new(span, message!("case.syntax-ends")).hint(message!("case.hint.syntax-ends"));
    }
    let line = line_at(text, span.start);
    if let Some((place, wide, narrow)) = wide_sign(&text[line.clone()]) {
        return wide_problem(line.start + place, (wide, narrow), new);
    }
    if detail.starts_with("trailing comma") {
        return new(span, message!("case.syntax-last-comma")).hint(message!("case.hint.syntax-last-comma"));
    }
    new(span, message!("case.syntax")).hint(message!("case.hint.syntax-json"))
}

/// What the parser says, in its own words.
fn detail(problem: &Problem) -> String {
    match problem.message.values.first() {
        Some((_, Shown::Text(detail))) => detail.clone(),
        _ => String::new(),
    }
}

/// A full-width sign where a plain one is meant.
fn wide_problem(at: usize, (wide, narrow): (char, char), new: impl Fn(Range<usize>, Message) -> Problem) -> Problem {
    let message = message!("case.syntax-wide", found = wide.to_string());
    let hint = message!("case.hint.syntax-wide", narrow = narrow.to_string());
    new(at..at + wide.len_utf8(), message).hint(hint)
}

fn explain_one(text: &str, line: Range<usize>, problem: Problem) -> Problem {
    let detail = detail(&problem);
    let Problem { span, path, .. } = problem;
    let found = text.get(span.clone()).unwrap_or_default();
    let new = |code, span: Range<usize>, message| Problem::new(code, path.clone(), span, message);
    if detail.starts_with("duplicate key") {
        return new("repeated-key", span, message!("error.repeated-key")).hint(message!("case.hint.syntax-repeated"));
    }
    if let Some((place, wide, narrow)) = wide_sign(&text[line.clone()]) {
        return wide_problem(line.start + place, (wide, narrow), |span, message| new("syntax", span, message));
    }
    if detail.starts_with("invalid date") && looks_like_a_day(found) {
        let message = message!("error.date", found = found.to_string());
        return new("bad-date", span, message).hint(message!("hint.date"));
    }
    let value = text[line.clone()].split_once('=').map_or("", |(_, value)| value.trim());
    let (message, hint) = if let Some(expected) = unclosed(&detail) {
        (message!("case.syntax-unclosed"), message!("case.hint.syntax-unclosed", expected = expected.to_string()))
    } else if looks_like_a_day(value) {
        (message!("case.syntax-date"), message!("case.hint.syntax-date"))
    } else if has_commas(value) {
        (message!("case.syntax-comma"), message!("case.hint.syntax-comma"))
    } else if value.starts_with(|c: char| c.is_ascii_digit()) {
        (message!("case.syntax-unit"), message!("case.hint.syntax-unit"))
    } else if detail.starts_with("string values must be quoted") && !value.is_empty() {
        (message!("case.syntax-quote"), message!("case.hint.syntax-quote"))
    } else {
        (message!("case.syntax"), message!("case.hint.syntax"))
    };
    new("syntax", span, message).hint(hint)
}

fn line_at(text: &str, at: usize) -> Range<usize> {
    let at = at.min(text.len());
    let start = text.as_bytes()[..at].iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1);
    let end = text.as_bytes()[at..].iter().position(|byte| *byte == b'\n').map_or(text.len(), |length| at + length);
    start..end
}

/// The first full-width sign outside quotation marks and comments, with the one that is meant.
fn wide_sign(line: &str) -> Option<(usize, char, char)> {
    let mut open: Option<char> = None;
    for (place, c) in line.char_indices() {
        if let Some(quote) = open {
            open = (c != quote).then_some(quote);
            continue;
        }
        let narrow = match c {
            '"' | '\'' => {
                open = Some(c);
                continue;
            }
            '#' => return None,
            '“' | '”' | '„' | '«' | '»' => '"',
            '‘' | '’' => '\'',
            '\u{3000}' => ' ',
            '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0)?,
            _ => continue,
        };
        return Some((place, c, narrow));
    }
    None
}

/// The sign that the parser waited for.
fn unclosed(detail: &str) -> Option<&str> {
    (detail.starts_with("unclosed") || detail.starts_with("invalid basic string, expected `\"`"))
        .then(|| detail.split('`').nth(1))
        .flatten()
}

/// Groups of digits with a comma between them, outside lists and tables.
fn has_commas(value: &str) -> bool {
    value.starts_with(|c: char| c.is_ascii_digit())
        && value
            .as_bytes()
            .windows(3)
            .any(|three| three[0].is_ascii_digit() && three[1] == b',' && three[2].is_ascii_digit())
}

/// Was this meant as a day?
fn looks_like_a_day(text: &str) -> bool {
    let in_era = ["令和", "平成", "昭和", "大正", "明治"].iter().any(|era| text.starts_with(era));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let mut parts = text.split(['-', '/', '.', '年', '月']);
    let year = parts.next().is_some_and(|year| year.len() == 4 && digits(year));
    in_era || (year && parts.next().is_some_and(digits))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &[&str]) {
        let problems = explain(text, read::parse_toml(text).unwrap_err());
        assert_eq!(problems.iter().map(|problem| problem.message.key).collect::<Vec<_>>(), expect, "{text}");
    }

    #[test]
    fn slips_of_writing_are_named() {
        check("a ＝ 1", &["case.syntax-wide"]);
        check("a = “x”", &["case.syntax-wide"]);
        check("a = '＝' # ＝\n　b = 1", &["case.syntax-wide"]);
        check("a = 東京都", &["case.syntax-quote"]);
        check("a = 1,200,000", &["case.syntax-comma"]);
        check("a = 120万円", &["case.syntax-unit"]);
        check("a = 1.475%", &["case.syntax-unit"]);
        check("a = 2026-02-30", &["error.date"]);
        check("a = 2026/11/22", &["case.syntax-date"]);
        check("a = 昭和56年5月4日", &["case.syntax-date"]);
        check("a = \"x", &["case.syntax-unclosed"]);
        check("a = [1, 2", &["case.syntax-unclosed"]);
        check("a = 1\na = 2", &["error.repeated-key"]);
        check("a", &["case.syntax"]);
        check("a = ", &["case.syntax"]);
    }

    #[test]
    fn slips_in_json_are_named() {
        for (text, key) in [
            (r#"{"a": [[["#, "case.syntax-ends"),
            (r#"{"a": "x"#, "case.syntax-ends"),
            ("", "case.syntax-ends"),
            (r#"{"a": 1,}"#, "case.syntax-last-comma"),
            (r#"{"a"： 1}"#, "case.syntax-wide"),
            (r#"{"a" 1}"#, "case.syntax"),
            (r#"{"a": 1 "b": 2}"#, "case.syntax"),
        ] {
            let problem = explain_json(text, read::parse_json(text).unwrap_err());
            assert!(problem.hint.is_some(), "{text}");
            assert_eq!(problem.message.key, key, "{text}");
        }
        // What is no slip of writing stays what it is.
        let text = "[".repeat(200) + &"]".repeat(200);
        assert_eq!(explain_json(&text, read::parse_json(&text).unwrap_err()).code, "too-deep");
    }

    #[test]
    fn one_line_has_one_problem_and_lines_stand_in_order() {
        check("a: 1\nb = 1,000", &["case.syntax", "case.syntax-comma"]);
    }
}
