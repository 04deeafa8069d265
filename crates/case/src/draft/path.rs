//! Paths of facts: `claim[0].unpaid[1].due`.

use std::fmt::Write as _;

use serde_json::{Map, Value as Json};

/// Nothing in a case file lies deeper.
const DEEPEST: usize = 12;

/// A step of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Segment {
    /// Into a table.
    Key(String),
    /// Into a list.
    Index(usize),
}

impl Segment {
    pub(super) fn of<'f>(&self, at: &'f Json) -> Option<&'f Json> {
        match self {
            Segment::Key(key) => at.as_object()?.get(key),
            Segment::Index(index) => at.as_array()?.get(*index),
        }
    }

    pub(super) fn of_mut<'f>(&self, at: &'f mut Json) -> Option<&'f mut Json> {
        match self {
            Segment::Key(key) => at.as_object_mut()?.get_mut(key),
            Segment::Index(index) => at.as_array_mut()?.get_mut(*index),
        }
    }

    /// The same place, made if it is not there.
    pub(super) fn made_in<'f>(&self, at: &'f mut Json) -> Option<&'f mut Json> {
        match self {
            Segment::Key(key) => {
                if at.is_null() {
                    *at = Json::Object(Map::new());
                }
                Some(at.as_object_mut()?.entry(key.as_str()).or_insert(Json::Null))
            }
            Segment::Index(index) => {
                let entries = at.as_array_mut()?;
                if *index == entries.len() {
                    entries.push(Json::Null);
                }
                entries.get_mut(*index)
            }
        }
    }
}

/// The steps of a path; `None` when it is none.
///
/// ```
/// use case::{Segment, segments};
/// assert_eq!(segments("claim[2].rate").unwrap()[1], Segment::Index(2));
/// assert_eq!(segments("claim[x]"), None);
/// ```
pub fn segments(path: &str) -> Option<Vec<Segment>> {
    if path.is_empty() {
        return Some(Vec::new());
    }
    let mut way = Vec::new();
    for part in path.split('.') {
        let (key, indices) = part.split_at(part.find('[').unwrap_or(part.len()));
        let is_key = !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
        if !is_key {
            return None;
        }
        way.push(Segment::Key(key.to_string()));
        for index in indices.split('[').skip(1) {
            let digits = index.strip_suffix(']').filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
            way.push(Segment::Index(digits.parse().ok()?));
        }
    }
    (way.len() <= DEEPEST).then_some(way)
}

/// The path of some steps.
pub fn join(way: &[Segment]) -> String {
    let mut path = String::new();
    for segment in way {
        let _ = match segment {
            Segment::Key(key) if path.is_empty() => write!(path, "{key}"),
            Segment::Key(key) => write!(path, ".{key}"),
            Segment::Index(index) => write!(path, "[{index}]"),
        };
    }
    path
}

/// The path after an entry of a list has gone; `None` if it lay in that entry.
pub(super) fn without_entry(path: &str, list: &str, gone: usize) -> Option<String> {
    let kept = || Some(path.to_string());
    let Some(rest) = path.strip_prefix(list).and_then(|rest| rest.strip_prefix('[')) else { return kept() };
    let Some((index, rest)) = rest.split_once(']') else { return kept() };
    match index.parse::<usize>() {
        Ok(index) if index == gone => None,
        Ok(index) if index > gone => Some(format!("{list}[{}]{rest}", index - 1)),
        _ => kept(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_read_and_written() {
        for path in ["", "as_of", "claim[0]", "claim[0].unpaid[12].due", "wishes.rent_if_moved"] {
            assert_eq!(join(&segments(path).unwrap()), path);
        }
        for path in [".", "a.", "[0]", "a[", "a[]", "a[-1]", "a[1]b", "A", "a b", "a[99999999999999999999]"] {
            assert_eq!(segments(path), None, "{path}");
        }
        assert_eq!(segments(&["a"; 13].join(".")), None);
    }
}
