//! Days as people write them: Western or of a Japanese era.

use catalogue::{Lang, sentence};
use law::Date;
use read::{Node, Reader, Value, read_date};

/// Reads a day; or says what is wrong with it and what to do.
pub(crate) fn read(text: &str, lang: Lang) -> Result<Date, String> {
    let mut reader = Reader::new(false);
    let node = Node { span: 0..text.len(), value: Value::Text(text.trim().into()) };
    read_date(&mut reader, &node).ok_or_else(|| {
        let problems = reader.problems.iter();
        let said = problems.flat_map(|problem| [Some(&problem.message), problem.hint.as_ref()]).flatten();
        said.map(|message| sentence(message, lang)).collect::<Vec<_>>().join(" ")
    })
}
