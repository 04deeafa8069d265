//! A case that is still being written: facts may be missing, may contradict each other, may be put off.
//!
//! A draft is the case file's own structure as a JSON tree, with marks beside it for questions that were answered
//! without a fact: 「わからない」, 「あとで」. What is known only roughly needs no mark: an amount says `{ likely }`, a past
//! day its month. [`Draft::read`] makes the household that the engine sees; what does not fit yet is set aside and
//! named, and nothing that was written is lost.

mod edit;
mod path;
mod reading;

use std::collections::BTreeMap;

use law::Date;
use read::{Problem, Wire};
use serde_json::{Map, Value as Json, json};

pub use edit::Edit;
pub use path::{Segment, join, segments};
pub use reading::Reading;

use crate::{Format, parse, print, read_file, text};

law::word_list! {
    /// How a question was answered without a fact.
    pub enum Mark {
        /// It is not known.
        Unknown = "unknown",
        /// It is to be asked again.
        Later = "later",
    }
}

/// Fields that name an entry of a list by its id: the field, the list.
pub const REFERENCES: [(&str, &str); 6] = [
    ("person", "person"),
    ("owner", "person"),
    ("debtor", "person"),
    ("joint_debtors", "person"),
    ("claim", "claim"),
    ("title_retained_by", "claim"),
];

/// There is nothing at this path, and nothing can be put there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoPlace;

/// A case that is still being written.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    facts: Json,
    marks: BTreeMap<String, Mark>,
}

impl Draft {
    /// A case of which nothing is known but the day of the picture.
    pub fn starting(as_of: Date) -> Draft {
        Draft { facts: json!({ "as_of": as_of.to_string() }), marks: BTreeMap::new() }
    }

    /// Reads a case file that may be incomplete or contradict itself; a value that cannot be read at all is refused.
    ///
    /// ```
    /// use case::{Draft, Format};
    /// assert!(Draft::parse(b"as_of = 2026-11-22\n[[claim]]\nid = 'card'\n", Format::Toml).is_ok());
    /// assert!(Draft::parse(b"as_of = 2026-11-22\ncuort = 'tokyo'\n", Format::Toml).is_err());
    /// ```
    pub fn parse(bytes: &[u8], format: Format) -> Result<Draft, Vec<Problem>> {
        let text = text::decode(bytes).map_err(|problem| vec![problem])?;
        let root = parse(text, format)?;
        match read_file(&root) {
            (Some(file), problems) if problems.iter().all(|problem| problem.code == "missing") => {
                Ok(Draft { facts: print::known(file.write()), marks: BTreeMap::new() })
            }
            (_, problems) => Err(problems),
        }
    }

    /// The draft as [`Draft::to_json`] wrote it.
    pub fn from_json(json: Json) -> Option<Draft> {
        let Json::Object(mut parts) = json else { return None };
        let facts = parts.remove("facts").filter(Json::is_object)?;
        let marks = match parts.remove("marks") {
            None => BTreeMap::new(),
            Some(Json::Object(marks)) => marks
                .into_iter()
                .map(|(path, mark)| Some((path, law::words::Word::from_word(mark.as_str()?)?)))
                .collect::<Option<_>>()?,
            Some(_) => return None,
        };
        Some(Draft { facts, marks })
    }

    /// Everything in it: facts and marks.
    pub fn to_json(&self) -> Json {
        let marks: Map<String, Json> =
            self.marks.iter().map(|(path, mark)| (path.clone(), law::words::Word::word(*mark).into())).collect();
        json!({ "facts": self.facts, "marks": marks })
    }

    /// The case file; marks have no place in it.
    pub fn print(&self, format: Format) -> String {
        // In the order of the file's own fields, whatever was written first; as it stands where it cannot be read.
        match Draft::parse(self.facts.to_string().as_bytes(), Format::Json) {
            Ok(ordered) => print::value(&ordered.facts, format),
            Err(_) => print::value(&self.facts, format),
        }
    }

    /// All facts, in the structure of the case file.
    pub fn facts(&self) -> &Json {
        &self.facts
    }

    /// The fact at a path such as `claim[0].rate`; all of them at the empty path.
    pub fn get(&self, path: &str) -> Option<&Json> {
        segments(path)?.iter().try_fold(&self.facts, |at, segment| segment.of(at))
    }

    /// Writes a fact; tables on the way are made, a list grows by an entry right behind its last. Its mark is gone.
    pub fn set(&mut self, path: &str, value: Json) -> Result<(), NoPlace> {
        let way = segments(path).filter(|way| !way.is_empty()).ok_or(NoPlace)?;
        let mut at = &mut self.facts;
        for segment in &way {
            at = segment.made_in(at).ok_or(NoPlace)?;
        }
        *at = value;
        self.unmark(path);
        Ok(())
    }

    /// Takes a fact out; what was there is the answer.
    pub fn unset(&mut self, path: &str) -> Option<Json> {
        let mut way = segments(path)?;
        let last = way.pop()?;
        let table = way.iter().try_fold(&mut self.facts, |at, segment| segment.of_mut(at))?;
        match (table, last) {
            (Json::Object(entries), Segment::Key(key)) => entries.shift_remove(&key),
            (Json::Array(_), Segment::Index(index)) => self.remove(&join(&way), index),
            _ => None,
        }
    }

    /// The mark of a question.
    pub fn mark_of(&self, path: &str) -> Option<Mark> {
        self.marks.get(path).copied()
    }

    /// Every mark, by path.
    pub fn marks(&self) -> impl Iterator<Item = (&str, Mark)> {
        self.marks.iter().map(|(path, mark)| (path.as_str(), *mark))
    }

    /// Marks a question. 「わからない」 takes the fact out that was there; 「あとで」 leaves it.
    pub fn mark(&mut self, path: &str, mark: Mark) {
        if mark == Mark::Unknown {
            self.unset(path);
        }
        self.marks.insert(path.to_string(), mark);
    }

    /// Takes a mark off.
    pub fn unmark(&mut self, path: &str) {
        self.marks.remove(path);
    }

    /// Adds an entry to a list, which is made if there is none; its place is the answer.
    pub fn add(&mut self, list: &str, entry: Json) -> Result<usize, NoPlace> {
        let place = match self.get(list) {
            None => 0,
            Some(Json::Array(entries)) => entries.len(),
            Some(_) => return Err(NoPlace),
        };
        if place == 0 {
            self.set(list, json!([]))?;
        }
        self.unmark(list);
        self.set(&format!("{list}[{place}]"), entry)?;
        Ok(place)
    }

    /// Copies an entry behind the last of its list, under an id of its own.
    pub fn copy(&mut self, list: &str, index: usize) -> Result<usize, NoPlace> {
        let mut entry = self.get(&format!("{list}[{index}]")).cloned().ok_or(NoPlace)?;
        if let Some(id) = entry.get("id").and_then(Json::as_str) {
            entry["id"] = self.free_id(list, id).into();
        }
        self.add(list, entry)
    }

    /// An id that nobody in a list has yet: the one wished for, or that with a number.
    pub fn free_id(&self, list: &str, wished: &str) -> String {
        let taken = |id: &str| {
            let entries = self.get(list).and_then(Json::as_array).into_iter().flatten();
            entries.into_iter().any(|entry| entry.get("id").and_then(Json::as_str) == Some(id))
        };
        if !taken(wished) {
            return wished.to_string();
        }
        let stem = wished.trim_end_matches(|c: char| c.is_ascii_digit());
        let stem = if stem.is_empty() { wished } else { stem };
        (2..=u32::MAX).map(|number| format!("{stem}{number}")).find(|id| !taken(id)).unwrap_or_default()
    }

    /// Removes an entry; marks of those behind it move up with them.
    pub fn remove(&mut self, list: &str, index: usize) -> Option<Json> {
        let way = segments(list)?;
        let entries = way.iter().try_fold(&mut self.facts, |at, segment| segment.of_mut(at))?.as_array_mut()?;
        if index >= entries.len() {
            return None;
        }
        let removed = entries.remove(index);
        self.marks = std::mem::take(&mut self.marks)
            .into_iter()
            .filter_map(|(path, mark)| Some((path::without_entry(&path, list, index)?, mark)))
            .collect();
        Some(removed)
    }

    /// Gives an entry of a list another id, also where others name it.
    pub fn rename(&mut self, list: &str, index: usize, id: &str) -> Result<(), NoPlace> {
        let path = format!("{list}[{index}].id");
        let before = self.get(&path).and_then(Json::as_str).map(str::to_string);
        self.set(&path, id.into())?;
        if let Some(before) = before.filter(|before| before != id) {
            refer(&mut self.facts, list, &before, id);
        }
        Ok(())
    }

    /// What is wrong with the value at a path by itself, not with how it fits others.
    pub fn mistakes_at(&self, path: &str) -> Vec<Problem> {
        let text = self.facts.to_string();
        let Ok(root) = parse(&text, Format::Json) else { return Vec::new() };
        let inside = |problem: &Problem| {
            problem.code != "missing"
                && problem.path.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        };
        read_file(&root).1.into_iter().filter(inside).map(crate::with_hint).collect()
    }
}

/// Puts a new id wherever a field names the old one.
fn refer(facts: &mut Json, list: &str, before: &str, id: &str) {
    match facts {
        Json::Object(entries) => {
            for (key, value) in entries {
                let names = REFERENCES.iter().any(|(field, of)| field == key && *of == list);
                match value {
                    Json::String(text) if names && text == before => *text = id.to_string(),
                    Json::Array(items) if names => {
                        for item in items.iter_mut().filter(|item| item.as_str() == Some(before)) {
                            *item = id.into();
                        }
                        refer(value, list, before, id);
                    }
                    value => refer(value, list, before, id),
                }
            }
        }
        Json::Array(items) => items.iter_mut().for_each(|item| refer(item, list, before, id)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft() -> Draft {
        Draft::starting(law::calendar::date(2026, 11, 22))
    }

    #[test]
    fn facts_are_written_and_taken_out_where_their_path_says() {
        let mut draft = draft();
        draft.set("wishes.rent_if_moved", json!(85_000)).unwrap();
        assert_eq!(draft.add("claim", json!({ "id": "card" })), Ok(0));
        draft.set("claim[0].creditor.kind", json!("bank")).unwrap();
        assert_eq!(draft.get("claim[0].creditor"), Some(&json!({ "kind": "bank" })));
        assert_eq!(draft.set("claim[5].rate", json!("1")), Err(NoPlace), "no entry so far behind the last");
        assert_eq!(draft.set("claim.rate", json!("1")), Err(NoPlace), "a list has no fields");
        assert_eq!(draft.set("", json!({})), Err(NoPlace));
        assert_eq!(draft.unset("claim[0].creditor.kind"), Some(json!("bank")));
        assert_eq!(draft.unset("claim[0].nothing"), None);
        assert_eq!(Draft::from_json(draft.to_json()), Some(draft));
    }

    #[test]
    fn not_knowing_takes_the_fact_out_and_a_fact_the_mark() {
        let mut draft = draft();
        draft.set("lives_in", json!("東京都")).unwrap();
        draft.mark("lives_in", Mark::Later);
        assert!(draft.get("lives_in").is_some());
        draft.mark("lives_in", Mark::Unknown);
        assert_eq!((draft.get("lives_in"), draft.mark_of("lives_in")), (None, Some(Mark::Unknown)));
        draft.set("lives_in", json!("大阪府")).unwrap();
        assert_eq!(draft.mark_of("lives_in"), None);
    }

    #[test]
    fn marks_move_with_their_entries_and_go_with_them() {
        let mut draft = draft();
        for id in ["a", "b", "c"] {
            draft.add("claim", json!({ "id": id })).unwrap();
        }
        draft.mark("claim[1].rate", Mark::Unknown);
        draft.mark("claim[2].unpaid[0].due", Mark::Later);
        draft.mark("home[1].value", Mark::Unknown);
        assert_eq!(draft.remove("claim", 1), Some(json!({ "id": "b" })));
        assert_eq!(
            draft.marks().map(|(path, _)| path).collect::<Vec<_>>(),
            ["claim[1].unpaid[0].due", "home[1].value"]
        );
        assert_eq!(draft.remove("claim", 7), None);
    }

    #[test]
    fn a_copy_has_an_id_of_its_own_and_a_new_name_is_known_everywhere() {
        let mut draft = draft();
        draft.add("claim", json!({ "id": "カード1", "debtor": "taro", "joint_debtors": ["hanako", "taro"] })).unwrap();
        assert_eq!(draft.copy("claim", 0), Ok(1));
        assert_eq!(draft.get("claim[1].id"), Some(&json!("カード2")));
        draft.add("person", json!({ "id": "taro" })).unwrap();
        draft.add("home", json!({ "owners": [{ "person": "taro" }], "id": "taro" })).unwrap();
        draft.rename("person", 0, "太郎").unwrap();
        assert_eq!(draft.get("claim[0].debtor"), Some(&json!("太郎")));
        assert_eq!(draft.get("claim[1].joint_debtors"), Some(&json!(["hanako", "太郎"])));
        assert_eq!(draft.get("home[0].owners[0].person"), Some(&json!("太郎")));
        assert_eq!(draft.get("home[0].id"), Some(&json!("taro")), "not a reference to a person");
    }

    #[test]
    fn a_value_is_wrong_by_itself_or_not() {
        let mut draft = draft();
        draft.add("claim", json!({ "id": "a", "contracted_on": "2026-02-30", "rate": "1.5" })).unwrap();
        assert_eq!(draft.mistakes_at("claim[0].contracted_on")[0].code, "bad-date");
        assert!(draft.mistakes_at("claim[0].rate").is_empty());
        assert!(draft.mistakes_at("claim[0].kind").is_empty(), "missing is no mistake of a value");
    }
}
