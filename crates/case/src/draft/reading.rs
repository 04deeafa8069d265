//! The household that a draft already describes, and what had to be set aside for it.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use law::verdict::FactName;
use read::Problem;
use serde_json::Value as Json;

use super::{Draft, Segment, join, segments};
use crate::household::Household;
use crate::{Format, read_with_problems, schema};

/// Each round sets something aside; a file of more layers of mistakes is not worked out.
const MOST_ROUNDS: usize = 200;

static SCHEMA: LazyLock<Json> = LazyLock::new(schema);

/// What a draft says.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The household without what does not fit yet; `None` while even the debtor is not known.
    pub household: Option<Household>,
    /// What does not fit yet, at its place in the draft, and why. What stands there is no part of the household.
    pub problems: Vec<Problem>,
    /// Entries of lists that were set aside, by list.
    gone: BTreeMap<String, Vec<usize>>,
}

impl Reading {
    /// The path in the draft of a fact that the engine names.
    pub fn path_of(&self, fact: FactName) -> String {
        self.original(&fact.to_string())
    }

    /// A path of the household's file as the path in the draft: entries that were set aside count there.
    fn original(&self, path: &str) -> String {
        let Some(mut way) = segments(path) else { return path.to_string() };
        if let [Segment::Key(list), Segment::Index(index), ..] = &mut way[..] {
            for gone in self.gone.get(list).into_iter().flatten() {
                if *gone <= *index {
                    *index += 1;
                }
            }
        }
        join(&way)
    }
}

impl Draft {
    /// The household as far as it is known. What cannot be read or contradicts the rest is set aside, each with its
    /// reason: a field becomes unknown, an entry of a list is left out as long as what it needs is missing.
    ///
    /// ```
    /// use case::{Draft, Format};
    /// let file = b"as_of = 2026-11-22\n[[person]]\nid = 'a'\nborn = 1981-05-04\nrole = 'debtor'\n\
    ///     [[claim]]\nid = 'card'\ndebtor = 'a'\n[[claim]]\nid = 'loan'\nkind = 'home-loan'\ndebtor = 'a'\n";
    /// let reading = Draft::parse(file, Format::Toml).unwrap().read();
    /// assert_eq!(reading.household.unwrap().claims.unwrap().len(), 1);
    /// assert_eq!(reading.problems[0].path, "claim[0].kind");
    /// ```
    pub fn read(&self) -> Reading {
        let mut reading = Reading { household: None, problems: Vec::new(), gone: BTreeMap::new() };
        let mut facts = self.facts.clone();
        for _ in 0..MOST_ROUNDS {
            let (household, found) = match read_with_problems(facts.to_string().as_bytes(), Format::Json) {
                Ok(read) => read,
                Err(found) => (None, found),
            };
            if found.is_empty() {
                reading.household = household;
                return reading;
            }
            let mut targets: Vec<Vec<Segment>> = Vec::new();
            for mut problem in found {
                let target = to_set_aside(&facts, &problem.path);
                problem.path = reading.original(&problem.path);
                if !reading.problems.iter().any(|known| (&known.path, known.code) == (&problem.path, problem.code)) {
                    reading.problems.push(problem);
                }
                targets.extend(target.filter(|target| !targets.contains(target)));
            }
            if targets.is_empty() {
                return reading;
            }
            reading.set_aside(&mut facts, targets);
        }
        reading
    }
}

impl Reading {
    /// Takes things out, those at the end of a list first.
    fn set_aside(&mut self, facts: &mut Json, mut targets: Vec<Vec<Segment>>) {
        let place = |target: &[Segment]| match target {
            [Segment::Key(_), Segment::Index(index)] => (1, *index),
            _ => (0, 0),
        };
        targets.sort_by_key(|target| std::cmp::Reverse(place(target)));
        // Fields first, while every entry is where its path says.
        targets.sort_by_key(|target| place(target).0);
        for target in targets {
            let Some((last, way)) = target.split_last() else { continue };
            let Some(table) = way.iter().try_fold(&mut *facts, |at, segment| segment.of_mut(at)) else { continue };
            match (table, last) {
                (Json::Object(entries), Segment::Key(key)) => {
                    entries.shift_remove(key);
                }
                (Json::Array(entries), Segment::Index(index)) => {
                    entries.remove(*index);
                    let list = join(way);
                    let original = self.original(&join(&target));
                    if let Some([_, Segment::Index(original)]) = segments(&original).as_deref() {
                        let gone = self.gone.entry(list.clone()).or_default();
                        gone.push(*original);
                        gone.sort_unstable();
                    }
                    // A list of which nothing is left is unknown: an empty one would say that there is none.
                    if entries.is_empty()
                        && let Some(all) = facts.as_object_mut()
                    {
                        all.shift_remove(&list);
                    }
                }
                _ => {}
            }
        }
    }
}

/// The smallest thing around a mistake that can be left out: a field that may be missing, else the entry of its list.
fn to_set_aside(facts: &Json, path: &str) -> Option<Vec<Segment>> {
    let mut way = segments(path)?;
    while !way.is_empty() && way.iter().try_fold(facts, |at, segment| segment.of(at)).is_none() {
        // What is missing cannot be taken out: what lacks it is.
        way.pop();
    }
    while let Some(last) = way.last() {
        let is_root = way.len() == 1 && matches!(last, Segment::Key(key) if key == "as_of" || key == "person");
        if is_root {
            return None;
        }
        match last {
            Segment::Key(key) if !is_needed(&way[..way.len() - 1], key) => return Some(way),
            Segment::Index(_) if way.len() == 2 => {
                let entry = way.iter().try_fold(facts, |at, segment| segment.of(at))?;
                let is_debtor = entry.get("role").is_some_and(|role| role == "debtor");
                return (!is_debtor).then_some(way);
            }
            // Of a list inside an entry nothing is left out in silence: the whole list becomes unknown.
            _ => {
                way.pop();
            }
        }
    }
    None
}

/// Must a table have this field?
fn is_needed(table: &[Segment], key: &str) -> bool {
    let mut at = &*SCHEMA;
    for segment in table {
        let inner = match segment {
            Segment::Key(key) => form_with(at, "properties").and_then(|form| form["properties"].get(key)),
            Segment::Index(_) => form_with(at, "items").map(|form| &form["items"]),
        };
        let Some(inner) = inner else { return false };
        at = inner;
    }
    let required = form_with(at, "required").and_then(|form| form["required"].as_array());
    required.is_some_and(|required| required.iter().any(|name| name == key))
}

/// The schema itself, or the one of its forms, that has this keyword.
fn form_with<'s>(schema: &'s Json, keyword: &str) -> Option<&'s Json> {
    let forms = schema.get("anyOf").and_then(Json::as_array).into_iter().flatten();
    std::iter::once(schema).chain(forms).find(|form| form.get(keyword).is_some())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const DEBTOR: &str = "{\"id\":\"a\",\"born\":\"1981-05-04\",\"role\":\"debtor\"}";

    fn draft(rest: Json) -> Draft {
        let mut facts = json!({ "as_of": "2026-11-22", "person": [serde_json::from_str::<Json>(DEBTOR).unwrap()] });
        for (key, value) in rest.as_object().unwrap() {
            facts[key] = value.clone();
        }
        Draft::from_json(json!({ "facts": facts })).unwrap()
    }

    fn check(rest: Json, expect: &[(&str, &str)]) -> Reading {
        let reading = draft(rest).read();
        let found: Vec<(&str, &str)> = reading.problems.iter().map(|p| (p.path.as_str(), p.code)).collect();
        assert_eq!(found, expect);
        reading
    }

    #[test]
    fn an_entry_without_what_it_needs_waits_and_the_others_count() {
        let claims = json!([
            { "id": "one", "debtor": "a" },
            { "id": "two", "debtor": "a", "kind": "card", "rate": "15" },
            { "id": "three", "kind": "card" },
            { "id": "four", "debtor": "a", "kind": "tax" },
        ]);
        let reading =
            check(json!({ "claim": claims }), &[("claim[0].kind", "missing"), ("claim[2].debtor", "missing")]);
        let claims = reading.household.clone().unwrap().claims.unwrap();
        assert_eq!(claims.iter().map(|claim| claim.id.as_str()).collect::<Vec<_>>(), ["two", "four"]);
        assert_eq!(reading.path_of(FactName::at("claim", 0, "principal")), "claim[1].principal");
        assert_eq!(reading.path_of(FactName::at("claim", 1, "principal")), "claim[3].principal");
        assert_eq!(reading.path_of(FactName::of("", "asset")), "asset");
    }

    #[test]
    fn a_list_of_which_nothing_is_left_is_unknown_and_not_empty() {
        let reading = check(
            json!({ "claim": [{ "id": "one" }] }),
            &[("claim[0].debtor", "missing"), ("claim[0].kind", "missing")],
        );
        assert_eq!(reading.household.unwrap().claims, None);
    }

    #[test]
    fn a_contradiction_makes_its_field_unknown_and_stays_written() {
        let income = json!([{ "person": "a", "kind": "salary", "gross_monthly": 200_000, "net_monthly": 300_000 }]);
        let draft = draft(json!({ "income": income }));
        let reading = draft.read();
        assert_eq!(reading.problems[0].code, "net-above-gross");
        assert_eq!(reading.household.unwrap().incomes.unwrap().len(), 1);
        assert_eq!(draft.get("income[0].net_monthly"), Some(&json!(300_000)));
    }

    #[test]
    fn an_incomplete_list_inside_an_entry_becomes_unknown_as_a_whole() {
        let unpaid = json!([{ "due": "2026-09-27", "principal": 80_000, "interest": 1 }, { "due": "2026-10-27" }]);
        let claim = json!([{ "id": "one", "debtor": "a", "kind": "home-loan", "unpaid": unpaid }]);
        let reading = draft(json!({ "claim": claim })).read();
        assert_eq!(reading.problems[0].path, "claim[0].unpaid[1].interest");
        assert_eq!(reading.household.unwrap().claims.unwrap()[0].unpaid, None);
    }

    #[test]
    fn a_reference_to_an_entry_that_waits_waits_too() {
        let reading = draft(json!({
            "claim": [{ "id": "loan", "debtor": "a" }],
            "home": [{ "encumbrances": [{ "rank": 1, "kind": "mortgage", "claim": "loan" }] }],
        }))
        .read();
        assert!(reading.household.unwrap().homes.unwrap()[0].encumbrances.is_none_or_like(1));
    }

    /// How the household keeps burdens is not the matter here: one without its claim is known, or the list is not.
    trait NoneOrLike {
        fn is_none_or_like(&self, count: usize) -> bool;
    }

    impl<V> NoneOrLike for Option<Vec<V>> {
        fn is_none_or_like(&self, count: usize) -> bool {
            self.as_ref().is_none_or(|list| list.len() == count)
        }
    }

    #[test]
    fn without_a_debtor_there_is_no_household_and_never_a_crash() {
        for facts in [
            json!({ "as_of": "2026-11-22" }),
            json!({}),
            json!({ "as_of": 5, "person": 7, "claim": { "x": [] }, "wishes": [] }),
            json!({ "as_of": "2026-11-22", "person": [{ "id": "a", "role": "debtor" }] }),
            json!({ "as_of": "2026-11-22", "person": [] }),
        ] {
            let reading = Draft::from_json(json!({ "facts": facts })).unwrap().read();
            assert!(reading.household.is_none() && !reading.problems.is_empty(), "{facts}");
        }
    }
}
