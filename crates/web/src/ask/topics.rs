//! What belongs together, how far it is, and what is asked next.

use case::{Draft, Household, Mark, Reading};
use law::trace::{Cx, NoTrace};
use plan::{Missing, Practice};
use serde_json::Value as Json;

use super::words;

/// Questions that belong together.
#[derive(Debug)]
pub(crate) struct Topic {
    /// Its name in addresses and in the catalogue.
    pub(crate) id: &'static str,
    /// Fields outside lists.
    pub(crate) fields: &'static [&'static str],
    /// Lists.
    pub(crate) lists: &'static [&'static str],
}

/// Every topic, in the order in which they are shown.
pub(crate) const TOPICS: &[Topic] = &[
    Topic { id: "people", fields: &["lives_in"], lists: &["person"] },
    Topic { id: "home", fields: &[], lists: &["home"] },
    Topic { id: "debts", fields: &[], lists: &["claim"] },
    Topic { id: "income", fields: &[], lists: &["income"] },
    Topic { id: "budget", fields: &[], lists: &["expense"] },
    Topic { id: "property", fields: &[], lists: &["asset"] },
    Topic {
        id: "wishes",
        fields: &["wishes.keep_home", "wishes.rent_if_moved", "wishes.lump_sum_available", "wishes.horizon_months"],
        lists: &[],
    },
    Topic {
        id: "court",
        fields: &[
            "auction.applied_on",
            "auction.commenced_on",
            "auction.bids_open_on",
            "disaster",
            "petition_on",
            "court",
            "as_of",
        ],
        lists: &["transfer", "decision"],
    },
];

/// How far a topic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Progress {
    /// Nothing was said yet.
    Untouched,
    /// Something was said; what is missing shows once the engine can begin.
    NotYetCounted,
    /// So many questions are open.
    Begun(usize),
    /// Everything was asked, and so much is not known: papers are needed.
    CannotFinish(usize),
    /// The engine misses nothing here.
    Done,
}

/// A question that the engine still has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Question {
    /// The fact in the draft.
    pub(crate) path: String,
    /// How many routes it decides.
    pub(crate) decides: u32,
    /// In how many more it settles figures.
    pub(crate) refines: u32,
}

/// What the engine still misses, that which decides most first; without a household what keeps it from being one.
pub(crate) fn questions(draft: &Draft, reading: &Reading) -> Vec<Question> {
    let Some(house) = &reading.household else {
        // A debtor without a day of birth: the reader of the file says so of the whole entry.
        let field = |path: &str| match draft.get(path) {
            Some(Json::Object(person)) if !person.contains_key("born") => format!("{path}.born"),
            _ => path.to_string(),
        };
        let mut paths: Vec<String> = reading.problems.iter().map(|problem| field(&problem.path)).collect();
        if draft.get("person").is_none() {
            paths.insert(0, "person".to_string());
        }
        paths.dedup();
        return paths.into_iter().map(|path| Question { path, decides: 0, refines: 0 }).collect();
    };
    let question = |missing: Missing| Question {
        path: reading.path_of(missing.fact),
        decides: missing.decides,
        refines: missing.refines,
    };
    missing(house).into_iter().map(question).collect()
}

fn missing(house: &Household) -> Vec<Missing> {
    plan::evaluate(&mut Cx::new(&mut NoTrace), house, &Practice::default(), 0).missing
}

/// The question to ask next: what was put off comes last, what is not known is not asked again.
pub(crate) fn next<'q>(draft: &Draft, questions: &'q [Question]) -> Option<&'q Question> {
    let with = |mark| questions.iter().find(move |question| draft.mark_of(&question.path) == mark);
    with(None).or_else(|| with(Some(Mark::Later)))
}

impl Topic {
    /// The topic of this name.
    pub(crate) fn named(id: &str) -> Option<&'static Topic> {
        TOPICS.iter().find(|topic| topic.id == id)
    }

    /// The topic to which a path belongs.
    pub(crate) fn of(path: &str) -> Option<&'static Topic> {
        TOPICS.iter().find(|topic| topic.has(path))
    }

    fn has(&self, path: &str) -> bool {
        let under = |field: &str| {
            path.strip_prefix(field).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
                || field.strip_prefix(path).is_some_and(|rest| rest.starts_with('.'))
        };
        self.fields.iter().chain(self.lists).any(|field| under(field))
    }

    /// How far it is.
    pub(crate) fn progress(&self, draft: &Draft, reading: &Reading, questions: &[Question]) -> Progress {
        let here = |path: &str| self.has(path);
        let asked = |mark| move |question: &&Question| draft.mark_of(&question.path) == Some(mark);
        let mine: Vec<&Question> = questions.iter().filter(|question| here(&question.path)).collect();
        let unknown = mine.iter().filter(|question| asked(Mark::Unknown)(question)).count();
        let doubts = reading.problems.iter().filter(|problem| here(&problem.path));
        let doubts = doubts.filter(|problem| !mine.iter().any(|question| question.path == problem.path)).count();
        let open = mine.len() - unknown + doubts;
        match (self.is_started(draft), open, unknown) {
            (false, ..) => Progress::Untouched,
            (true, 0, _) if reading.household.is_none() => Progress::NotYetCounted,
            (true, 0, 0) => Progress::Done,
            (true, 0, unknown) => Progress::CannotFinish(unknown),
            (true, open, _) => Progress::Begun(open),
        }
    }

    /// Was anything said here? The day of the picture and the first person are there from the start.
    fn is_started(&self, draft: &Draft) -> bool {
        let said = |path: &str| match (path, draft.get(path)) {
            ("as_of", _) | (_, None) => false,
            ("person", Some(Json::Array(people))) => {
                people.len() > 1 || people.iter().any(|person| person.as_object().is_some_and(|all| all.len() > 2))
            }
            _ => true,
        };
        self.fields.iter().chain(self.lists).any(|path| said(path)) || draft.marks().any(|(path, _)| self.has(path))
    }
}

/// A group of fields: its name in the catalogue, the fields.
type Group = (&'static str, &'static [&'static str]);

/// Groups of the fields of an entry, in the order in which they are asked; what is in none stands behind them.
pub(crate) const GROUPS: &[(&str, &[Group])] = &[
    (
        "person",
        &[
            ("who", &["id", "role", "born", "supported"]),
            ("work", &["occupation", "income_regular", "small_fluctuation"]),
            ("before", &["past", "refusal_grounds"]),
        ],
    ),
    (
        "home",
        &[
            (
                "what",
                &[
                    "value",
                    "kind",
                    "main_residence",
                    "own_use_floor_share",
                    "tax_value",
                    "acquisition_cost",
                    "acquired_on",
                    "management_fee_arrears",
                ],
            ),
            ("register", &["owners", "encumbrances"]),
        ],
    ),
    (
        "claim",
        &[
            ("what", &["id", "kind", "debtor", "creditor"]),
            ("now", &["principal", "monthly_payment", "bonus_payment", "rate", "late_rate", "last_due_on"]),
            ("arrears", &["unpaid", "events"]),
            (
                "contract",
                &[
                    "contracted_on",
                    "purpose",
                    "guarantors",
                    "statutory_due_on",
                    "malicious",
                    "bodily_harm",
                    "left_off_list",
                ],
            ),
        ],
    ),
];

/// Fields that only some kinds of an entry have: the field, the kinds.
const ONLY_FOR: &[(&str, &[&str])] = &[
    ("claim.purpose", &["home-loan", "home-improvement-loan", "home-costs-loan"]),
    ("claim.instalments", &["home-loan", "home-improvement-loan", "home-costs-loan"]),
    ("claim.mandate_contracted_on", &["home-loan", "home-improvement-loan", "home-costs-loan", "guarantee"]),
    ("claim.bonus_payment", &["home-loan", "home-improvement-loan", "home-costs-loan", "car-loan"]),
    ("claim.statutory_due_on", &["tax", "social-insurance"]),
    ("claim.malicious", &["tort"]),
    ("claim.bodily_harm", &["tort"]),
    ("home.management_fee_arrears", &["condominium"]),
    ("asset.first_registered", &["car"]),
    ("asset.service_since", &["retirement-allowance"]),
    ("claim.events.to", &["assignment"]),
    ("claim.events.whole", &["subrogation"]),
    ("claim.events.until", &["agreement-to-talk"]),
    ("claim.events.component", &["waiver", "payment"]),
    ("claim.events.designated", &["payment"]),
    ("claim.events.terms", &["settlement"]),
    ("claim.events.appropriation", &["settlement"]),
];

/// Is a field asked of this entry? One that says something is always shown.
pub(crate) fn is_asked(draft: &Draft, entry: &str, key: &str) -> bool {
    let field = words::key(&format!("{entry}.{key}"));
    let Some((_, kinds)) = ONLY_FOR.iter().find(|(name, _)| field.strip_prefix("ask.") == Some(*name)) else {
        return true;
    };
    let kind = draft.get(&format!("{entry}.kind")).and_then(Json::as_str);
    draft.get(&format!("{entry}.{key}")).is_some() || kind.is_some_and(|kind| kinds.contains(&kind))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::ask::kind;

    #[test]
    fn every_field_belongs_to_one_topic_and_every_group_names_fields() {
        for field in kind::fields("") {
            let topics = TOPICS.iter().filter(|topic| topic.has(field.key)).count();
            assert_eq!(topics, 1, "{}", field.key);
        }
        for path in TOPICS.iter().flat_map(|topic| topic.fields.iter().chain(topic.lists)) {
            assert!(kind::at(path).is_some(), "{path}");
        }
        for (list, groups) in GROUPS {
            let known: Vec<&str> = kind::fields(&format!("{list}[0]")).iter().map(|field| field.key).collect();
            let named: Vec<&str> = groups.iter().flat_map(|(_, fields)| fields.iter().copied()).collect();
            assert!(named.iter().all(|name| known.contains(name)), "{list}: {named:?}");
        }
        for (field, _) in ONLY_FOR {
            let path = field.replacen('.', "[0].", field.matches('.').count());
            assert!(kind::at(&path).is_some(), "{field}");
        }
    }

    fn draft() -> Draft {
        let mut draft = Draft::starting(law::calendar::date(2026, 11, 22));
        draft.add("person", json!({ "id": "a", "role": "debtor" })).unwrap();
        draft
    }

    fn check(draft: &Draft, topic: &str, expect: Progress) {
        let reading = draft.read();
        let questions = questions(draft, &reading);
        assert_eq!(Topic::named(topic).unwrap().progress(draft, &reading, &questions), expect, "{topic}");
    }

    #[test]
    fn a_topic_is_not_started_in_progress_waiting_for_papers_or_done() {
        let mut draft = draft();
        for topic in TOPICS {
            check(&draft, topic.id, Progress::Untouched);
        }
        draft.set("person[0].born", json!("1981-05-04")).unwrap();
        check(&draft, "property", Progress::Untouched);
        draft.mark("asset", Mark::Unknown);
        check(&draft, "property", Progress::CannotFinish(1));
        draft.mark("asset", Mark::Later);
        check(&draft, "property", Progress::Begun(1));
        draft.set("asset", json!([])).unwrap();
        check(&draft, "property", Progress::Done);
        // Without its owner it does not count: the list is open again, and so is the owner.
        draft.add("asset", json!({ "kind": "cash" })).unwrap();
        check(&draft, "property", Progress::Begun(2));
    }

    #[test]
    fn the_next_question_decides_most_and_what_is_put_off_comes_last() {
        let mut draft = draft();
        let reading = draft.read();
        assert_eq!(next(&draft, &questions(&draft, &reading)).unwrap().path, "person[0].born");
        draft.set("person[0].born", json!("1981-05-04")).unwrap();
        let all = questions(&draft, &draft.read());
        assert!(all.windows(2).all(|pair| pair[0].decides >= pair[1].decides) && all[0].decides > 0);
        let first = all[0].path.clone();
        assert_eq!(next(&draft, &all).unwrap().path, first);
        draft.mark(&first, Mark::Unknown);
        let second = next(&draft, &all).unwrap().path.clone();
        assert_ne!(second, first);
        for question in &all[1..] {
            draft.mark(&question.path, Mark::Later);
        }
        assert_eq!(next(&draft, &all).unwrap().path, second);
        for question in &all {
            draft.mark(&question.path, Mark::Unknown);
        }
        assert_eq!(next(&draft, &all), None);
    }
}
