//! The facts of a household: parsed from a case file into types in which contradictions cannot be built.
//!
//! Missing means unknown, never zero and never "no": an `Option` that is `None`. A list that is absent is unknown; an
//! empty one says that there is none.
//!
//! [`read()`] goes from bytes to a [`Household`]: [`text`] finds out whether the bytes are text at all, [`file`]
//! declares what may stand in it, `check` resolves references and looks for contradictions. Every mistake is reported
//! in one pass.

mod check;
pub mod file;
pub mod household;
mod text;

pub use household::*;
pub use text::{Format, MAX_BYTES, text_of};

use read::{Node, Problem, Reader, Wire};

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
    let text = text::decode(bytes).map_err(|problem| vec![problem])?;
    let root = parse(text, format)?;
    let (file, mut problems) = read_file(&root);
    let household = file.and_then(|file| {
        let (household, contradictions) = check::household(&file, &root);
        problems.extend(contradictions);
        household
    });
    match household {
        Some(household) if problems.is_empty() => Ok(household),
        _ => {
            problems.sort_by(|a, b| (a.span.start, &a.path, a.code).cmp(&(b.span.start, &b.path, b.code)));
            Err(problems)
        }
    }
}

fn parse(text: &str, format: Format) -> Result<Node<'_>, Vec<Problem>> {
    match format {
        Format::Toml => read::parse_toml(text),
        Format::Json => read::parse_json(text).map_err(|problem| vec![problem]),
    }
}

/// The file as written. With problems the answer is what could be read of it.
fn read_file(root: &Node<'_>) -> (Option<file::File>, Vec<Problem>) {
    let mut reader = Reader::new(false);
    let file = file::File::read(&mut reader, root);
    (file, reader.problems)
}
