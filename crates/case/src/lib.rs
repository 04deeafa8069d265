//! The facts of a household: parsed from a case file into types in which contradictions cannot be built.
//!
//! Missing means unknown, never zero and never "no": an `Option` that is `None`. A list that is absent is unknown; an
//! empty one says that there is none.
//!
//! [`read()`] goes from bytes to a [`Household`]: `text` finds out whether the bytes are text at all, [`mod@file`]
//! declares what may stand in it, `check` resolves references and looks for contradictions. Every mistake is reported
//! in one pass.

pub mod bounds;
mod caution;
mod check;
mod draft;
pub mod file;
pub mod household;
mod print;
mod render;
mod schema;
mod syntax;
mod template;
mod text;

pub use caution::cautions;
pub use check::NotAPlace;
pub use draft::{Draft, Edit, Mark, NoPlace, REFERENCES, Reading, Segment, join, segments};
pub use household::*;
pub use render::{render_caution, render_problem};
pub use schema::schema;
pub use template::template;
pub use text::{Format, MAX_BYTES, text_of};

use std::ops::Range;

use law::message;
use law::message::Message;
use read::{Node, Problem, Reader, Wire};

/// So many problems are reported; nobody reads more at once.
const MAX_PROBLEMS: usize = 100;

/// Every code that a problem of a case file may have; each has a folder under `examples/errors/`.
pub const CODES: [&str; 46] = [
    "above-whole",
    "after-as-of",
    "amount-as-text",
    "amount-order",
    "bad-date",
    "bad-era",
    "bad-id",
    "bad-place",
    "bad-rate",
    "bad-share",
    "binary",
    "date-order",
    "deducted-above-gross",
    "empty-file",
    "fee-stated-twice",
    "implausible-amount",
    "implausible-rate",
    "implausible-year",
    "missing",
    "negative-amount",
    "net-above-gross",
    "no-debtor",
    "not-for-kind",
    "not-utf8",
    "other-encoding",
    "out-of-range",
    "owes-twice",
    "payment-above-claim",
    "petition-far",
    "repeated-event",
    "repeated-id",
    "repeated-key",
    "repeated-owner",
    "repeated-row",
    "shares-sum",
    "syntax",
    "too-deep",
    "too-large",
    "too-many",
    "too-many-years",
    "two-debtors",
    "two-main-residences",
    "unknown-key",
    "unknown-reference",
    "unknown-word",
    "wrong-kind",
];

/// Reads a case file: the household, or everything that is wrong, in the order of the text.
///
/// The places of the problems are bytes of [`text_of`] the same bytes.
///
/// ```
/// let file = b"as_of = 2026-11-22\n[[person]]\nid = 'taro'\nborn = 1981-05-04\nrole = 'debtor'\n";
/// let household = case::read(file, case::Format::Toml).unwrap();
/// assert_eq!(household.people[0].id, "taro");
/// ```
pub fn read(bytes: &[u8], format: Format) -> Result<Household, Vec<Problem>> {
    match read_with_problems(bytes, format)? {
        (Some(household), problems) if problems.is_empty() => Ok(household),
        (_, problems) => Err(problems),
    }
}

/// The same for an account: mistakes in the events of claims do not keep the rest from being read.
///
/// Events that could not be read at all are named by [`Claim::unreadable_events`]; the problems say what is wrong.
///
/// ```
/// let file = b"as_of = 2026-11-22\n[[person]]\nid = 'taro'\nborn = 1981-05-04\nrole = 'debtor'\n\
///     [[claim]]\nid = 'loan'\nkind = 'home-loan'\ndebtor = 'taro'\n\
///     events = [ { on = '2026-02-30', kind = 'payment', amount = 50_000 } ]\n";
/// let (household, problems) = case::read_history(file, case::Format::Toml).unwrap();
/// assert_eq!((household.claims().next().unwrap().1.unreadable_events.as_slice(), problems.len()), ([0].as_slice(), 1));
/// ```
pub fn read_history(bytes: &[u8], format: Format) -> Result<(Household, Vec<Problem>), Vec<Problem>> {
    let (household, problems) = match read_with_problems(bytes, format) {
        Err(found) => read_without_bad_days(bytes, format, found)?,
        Ok(read) => read,
    };
    let in_an_event = |problem: &Problem| problem.path.starts_with("claim[") && problem.path.contains(".events[");
    match household {
        Some(household) if problems.iter().all(in_an_event) => Ok((household, problems)),
        _ => Err(problems),
    }
}

/// Where a path such as `claim[0].events[2]` stands in the text: the nearest thing that is there.
pub fn place_of(bytes: &[u8], format: Format, path: &str) -> Range<usize> {
    let span_in = |text: &str| parse(text, format).map(|root| root.nearest(path).span.clone());
    let text = text_of(bytes);
    match span_in(&text) {
        Ok(span) => span,
        Err(problems) => span_in(&without_days(&text, &problems)).unwrap_or(0..0),
    }
}

/// TOML refuses a file for a day that does not exist. With marks in place of such days the rest can be read; what was
/// found wrong with them stays.
fn read_without_bad_days(
    bytes: &[u8],
    format: Format,
    found: Vec<Problem>,
) -> Result<(Option<Household>, Vec<Problem>), Vec<Problem>> {
    if found.iter().any(|problem| problem.code != "bad-date") {
        return Err(found);
    }
    let patched = without_days(&text_of(bytes), &found);
    let Ok((household, mut problems)) = read_with_problems(patched.as_bytes(), format) else { return Err(found) };
    for problem in &mut problems {
        if let Some(first) = found.iter().find(|first| first.span == problem.span) {
            (problem.message, problem.hint) = (first.message.clone(), first.hint.clone());
        }
    }
    Ok((household, problems))
}

/// The text with a quoted mark of the same length in place of each bad day, so that every place stays.
fn without_days(text: &str, problems: &[Problem]) -> String {
    let mut patched = text.to_string();
    for span in problems.iter().filter(|problem| problem.code == "bad-date").map(|problem| problem.span.clone()) {
        let fits = span.len() > 2 && text.get(span.clone()).is_some_and(str::is_ascii);
        if fits {
            let mark = format!("\"{}\"", "?".repeat(span.len() - 2));
            patched.replace_range(span, &mark);
        }
    }
    patched
}

fn read_with_problems(bytes: &[u8], format: Format) -> Result<(Option<Household>, Vec<Problem>), Vec<Problem>> {
    let text = text::decode(bytes).map_err(|problem| vec![problem])?;
    let root = parse(text, format)?;
    let (file, mut problems) = read_file(&root);
    let household = file.and_then(|file| {
        let (household, contradictions) = check::household(&file, &root);
        problems.extend(contradictions);
        household
    });
    problems.sort_by(|a, b| (a.span.start, &a.path, a.code).cmp(&(b.span.start, &b.path, b.code)));
    problems.dedup();
    problems.truncate(MAX_PROBLEMS);
    Ok((household, problems.into_iter().map(with_hint).collect()))
}

fn parse(text: &str, format: Format) -> Result<Node<'_>, Vec<Problem>> {
    match format {
        Format::Toml => read::parse_toml(text).map_err(|problems| syntax::explain(text, problems)),
        Format::Json => read::parse_json(text).map_err(|problem| vec![syntax::explain_json(text, problem)]),
    }
}

/// The file as written. With problems the answer is what could be read of it.
fn read_file(root: &Node<'_>) -> (Option<file::File>, Vec<Problem>) {
    let mut reader = Reader::new(false);
    let file = file::File::read(&mut reader, root);
    (file, reader.problems)
}

/// What to do about a problem that every text may have, said for a case file.
fn with_hint(problem: Problem) -> Problem {
    if problem.hint.is_some() {
        return problem;
    }
    let field = problem.path.rsplit('.').next().unwrap_or_default();
    let hint: Message = match (problem.code, field) {
        ("missing", "as_of") => message!("case.hint.missing-as-of"),
        ("missing", "id") => message!("case.hint.missing-id"),
        ("missing", "role") => message!("case.hint.missing-role"),
        ("missing", "debtor") => message!("case.hint.missing-claim-debtor"),
        ("missing", field) => message!("case.hint.missing", field = field.to_string()),
        ("repeated-id", _) => message!("case.hint.repeated-id"),
        ("bad-id", _) => message!("case.hint.bad-id"),
        _ => return problem,
    };
    problem.hint(hint)
}
