//! What changed between two states of a draft, small enough to be kept for each change, and to be taken back.

use std::collections::BTreeSet;

use law::words::Word;
use serde_json::{Map, Value as Json, json};

use super::{Draft, Mark, Segment, segments};

/// A change of one place: its fact, its mark, or both. `None` is none.
#[derive(Clone, Debug, PartialEq)]
pub struct Edit {
    /// The place, `claim[0].rate`.
    pub path: String,
    /// The fact before and after.
    pub fact: [Option<Json>; 2],
    /// The mark before and after.
    pub mark: [Option<Mark>; 2],
}

impl Edit {
    /// As [`Edit::from_json`] reads it.
    pub fn to_json(&self) -> Json {
        let mut entries = Map::new();
        entries.insert("path".to_string(), self.path.as_str().into());
        for (name, fact) in ["before", "after"].into_iter().zip(&self.fact) {
            if let Some(fact) = fact {
                entries.insert(name.to_string(), fact.clone());
            }
        }
        if self.mark[0] != self.mark[1] {
            let words = self.mark.map(|mark| mark.map(Word::word));
            entries.insert("mark".to_string(), json!(words));
        }
        Json::Object(entries)
    }

    /// The edit that [`Edit::to_json`] wrote.
    pub fn from_json(json: &Json) -> Option<Edit> {
        let mark = |place: usize| match json.get("mark").and_then(|marks| marks.get(place)) {
            None | Some(Json::Null) => Some(None),
            Some(word) => Mark::from_word(word.as_str()?).map(Some),
        };
        Some(Edit {
            path: json.get("path")?.as_str()?.to_string(),
            fact: [json.get("before").cloned(), json.get("after").cloned()],
            mark: [mark(0)?, mark(1)?],
        })
    }
}

impl Draft {
    /// What must be changed to come from this draft to another.
    pub fn edits_to(&self, other: &Draft) -> Vec<Edit> {
        let mut edits = Vec::new();
        compare(String::new(), Some(&self.facts), Some(&other.facts), &mut edits);
        let marked: BTreeSet<&String> = self.marks.keys().chain(other.marks.keys()).collect();
        for path in marked {
            let mark = [self.mark_of(path), other.mark_of(path)];
            if mark[0] == mark[1] {
                continue;
            }
            match edits.iter_mut().find(|edit| edit.path == *path) {
                Some(edit) => edit.mark = mark,
                None => edits.push(Edit { path: path.clone(), fact: [None, None], mark }),
            }
        }
        edits
    }

    /// Makes changes again that were taken back.
    pub fn redo(&mut self, edits: &[Edit]) {
        edits.iter().for_each(|edit| self.put(edit, 1));
    }

    /// Takes changes back.
    pub fn undo(&mut self, edits: &[Edit]) {
        edits.iter().rev().for_each(|edit| self.put(edit, 0));
    }

    fn put(&mut self, edit: &Edit, side: usize) {
        if edit.fact[0] != edit.fact[1] {
            match &edit.fact[side] {
                Some(fact) if edit.path.is_empty() => self.facts = fact.clone(),
                Some(fact) => {
                    let way = segments(&edit.path).unwrap_or_default();
                    let place = way.iter().try_fold(&mut self.facts, |at, segment| segment.made_in(at));
                    if let Some(place) = place {
                        *place = fact.clone();
                    }
                }
                None => self.take_out(&edit.path),
            }
        }
        if edit.mark[0] != edit.mark[1] {
            match edit.mark[side] {
                Some(mark) => self.marks.insert(edit.path.clone(), mark),
                None => self.marks.remove(&edit.path),
            };
        }
    }

    /// Takes a field out and touches no mark: marks have edits of their own.
    fn take_out(&mut self, path: &str) {
        let Some(mut way) = segments(path) else { return };
        let Some(Segment::Key(key)) = way.pop() else { return };
        let table = way.iter().try_fold(&mut self.facts, |at, segment| segment.of_mut(at));
        if let Some(entries) = table.and_then(Json::as_object_mut) {
            entries.shift_remove(&key);
        }
    }
}

fn compare(path: String, before: Option<&Json>, after: Option<&Json>, edits: &mut Vec<Edit>) {
    match (before, after) {
        (Some(Json::Object(before)), Some(Json::Object(after))) => {
            let new = after.keys().filter(|key| !before.contains_key(*key));
            for key in before.keys().chain(new) {
                let inner = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                compare(inner, before.get(key), after.get(key), edits);
            }
        }
        (Some(Json::Array(before)), Some(Json::Array(after))) if before.len() == after.len() => {
            for (place, (before, after)) in before.iter().zip(after).enumerate() {
                compare(format!("{path}[{place}]"), Some(before), Some(after), edits);
            }
        }
        (before, after) if before == after => {}
        (before, after) => {
            edits.push(Edit { path, fact: [before.cloned(), after.cloned()], mark: [None, None] });
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_edit_says_what_changed_and_no_more() {
        let mut before = Draft::starting(law::calendar::date(2026, 11, 22));
        before.add("claim", json!({ "id": "a", "rate": "1.5" })).unwrap();
        let mut after = before.clone();
        after.set("claim[0].rate", json!("1.475")).unwrap();
        after.mark("lives_in", Mark::Unknown);
        let edits = before.edits_to(&after);
        assert_eq!(edits.len(), 2);
        assert_eq!(edits[0].fact, [Some(json!("1.5")), Some(json!("1.475"))]);
        assert_eq!((edits[1].path.as_str(), edits[1].mark), ("lives_in", [None, Some(Mark::Unknown)]));
        assert!(before.edits_to(&before).is_empty());
    }

    /// One of the ways to change a draft.
    #[derive(Clone, Debug)]
    enum Step {
        Set(usize, u32),
        Mark(usize),
        Later(usize),
        Add,
        Copy(usize),
        Remove(usize),
        Rename(usize, u8),
    }

    const PATHS: [&str; 6] =
        ["lives_in", "wishes.rent_if_moved", "claim[0].rate", "claim[1].creditor.kind", "claim[2].unpaid", "asset"];

    fn step() -> impl Strategy<Value = Step> {
        prop_oneof![
            (0..6_usize, any::<u32>()).prop_map(|(path, value)| Step::Set(path, value)),
            (0..6_usize).prop_map(Step::Mark),
            (0..6_usize).prop_map(Step::Later),
            Just(Step::Add),
            (0..4_usize).prop_map(Step::Copy),
            (0..4_usize).prop_map(Step::Remove),
            (0..4_usize, any::<u8>()).prop_map(|(place, id)| Step::Rename(place, id)),
        ]
    }

    fn take(draft: &mut Draft, step: &Step) {
        // A step may have no place: then nothing happens, which is a change to nothing.
        let _ = match step {
            Step::Set(path, value) => draft.set(PATHS[*path], json!(value)).is_ok(),
            Step::Mark(path) => {
                draft.mark(PATHS[*path], Mark::Unknown);
                true
            }
            Step::Later(path) => {
                draft.mark(PATHS[*path], Mark::Later);
                true
            }
            Step::Add => draft.add("claim", json!({ "id": draft.free_id("claim", "a"), "debtor": "a" })).is_ok(),
            Step::Copy(place) => draft.copy("claim", *place).is_ok(),
            Step::Remove(place) => draft.remove("claim", *place).is_some(),
            Step::Rename(place, id) => {
                let path = format!("claim[{place}]");
                draft.get(&path).is_some() && draft.rename("claim", *place, &id.to_string()).is_ok()
            }
        };
    }

    proptest! {
        /// Whatever was done, its edits lead there and back, also when they were written down in between.
        #[test]
        fn every_change_can_be_taken_back_and_made_again(steps in prop::collection::vec(step(), 1..12)) {
            let start = Draft::starting(law::calendar::date(2026, 11, 22));
            let mut states = vec![start];
            for step in &steps {
                let mut next = states[states.len() - 1].clone();
                take(&mut next, step);
                states.push(next);
            }
            for pair in states.windows(2) {
                let edits: Vec<Edit> = pair[0].edits_to(&pair[1]);
                let edits: Vec<Edit> = edits.iter().map(|edit| Edit::from_json(&edit.to_json()).unwrap()).collect();
                let mut there = pair[0].clone();
                there.redo(&edits);
                prop_assert_eq!(&there, &pair[1]);
                there.undo(&edits);
                prop_assert_eq!(&there, &pair[0]);
            }
        }
    }
}
