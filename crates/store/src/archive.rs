//! Everything as one JSON text, to take along and to read in again.

use std::fmt::Write as _;

use case::{Draft, Edit};
use law::words::Word as _;
use serde_json::{Value as Json, json};

use crate::cases::insert;
use crate::{Change, Failure, Id, Listed, Scenario, State, Store, What};

/// What an archive says it is.
const KIND: &str = "saiken-archive";
const VERSION: u64 = 1;

/// Every case with its history and scenarios.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Archive {
    cases: Vec<Kept>,
}

#[derive(Clone, Debug, PartialEq)]
struct Kept {
    name: String,
    made_at: i64,
    changed_at: i64,
    draft: Draft,
    history: Vec<Change>,
    scenarios: Vec<Scenario>,
}

/// A text that is no archive of this program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAnArchive;

impl Archive {
    /// How many cases it holds.
    pub fn len(&self) -> usize {
        self.cases.len()
    }

    /// Does it hold none?
    pub fn is_empty(&self) -> bool {
        self.cases.is_empty()
    }

    /// As [`Archive::read`] reads it.
    pub fn to_json(&self) -> Json {
        let cases: Json = self.cases.iter().map(Kept::to_json).collect();
        json!({ "kind": KIND, "version": VERSION, "cases": cases })
    }

    /// Is this text meant to be an archive? A case file is not.
    pub fn is_one(json: &Json) -> bool {
        json.get("kind").is_some_and(|kind| kind == KIND)
    }

    /// Reads an archive; one of a newer version is refused.
    pub fn read(json: &Json) -> Result<Archive, NotAnArchive> {
        if !Archive::is_one(json) || json.get("version").and_then(Json::as_u64) != Some(VERSION) {
            return Err(NotAnArchive);
        }
        let cases = json.get("cases").and_then(Json::as_array).ok_or(NotAnArchive)?;
        let cases: Option<Vec<Kept>> = cases.iter().map(Kept::of_json).collect();
        Ok(Archive { cases: cases.ok_or(NotAnArchive)? })
    }
}

impl Kept {
    fn to_json(&self) -> Json {
        let history: Json = self
            .history
            .iter()
            .map(|change| {
                let edits: Json = change.edits.iter().map(Edit::to_json).collect();
                json!({
                    "number": change.number, "at": change.at,
                    "what": change.what.word(), "state": change.state.word(), "edits": edits,
                })
            })
            .collect();
        let scenarios: Json = self
            .scenarios
            .iter()
            .map(|kept| json!({ "name": kept.name, "changed_at": kept.changed_at, "overrides": kept.overrides }))
            .collect();
        json!({
            "name": self.name, "made_at": self.made_at, "changed_at": self.changed_at,
            "case": self.draft.to_json(), "history": history, "scenarios": scenarios,
        })
    }

    fn of_json(json: &Json) -> Option<Kept> {
        let text = |json: &Json, name: &str| Some(json.get(name)?.as_str()?.to_string());
        let list = |name: &str| json.get(name)?.as_array();
        let history = list("history")?
            .iter()
            .map(|change| {
                Some(Change {
                    number: change.get("number")?.as_i64()?,
                    at: change.get("at")?.as_i64()?,
                    what: What::from_word(change.get("what")?.as_str()?)?,
                    state: State::from_word(change.get("state")?.as_str()?)?,
                    edits: change.get("edits")?.as_array()?.iter().map(Edit::from_json).collect::<Option<_>>()?,
                })
            })
            .collect::<Option<_>>()?;
        let scenarios = list("scenarios")?
            .iter()
            .map(|kept| {
                Some(Scenario {
                    name: text(kept, "name")?,
                    changed_at: kept.get("changed_at")?.as_i64()?,
                    overrides: kept.get("overrides")?.clone(),
                })
            })
            .collect::<Option<_>>()?;
        Some(Kept {
            name: text(json, "name")?,
            made_at: json.get("made_at")?.as_i64()?,
            changed_at: json.get("changed_at")?.as_i64()?,
            draft: Draft::from_json(json.get("case")?.clone())?,
            history,
            scenarios,
        })
    }
}

impl Store {
    /// Everything that the store holds.
    pub async fn export_all(&self) -> Result<Archive, Failure> {
        let mut cases = Vec::new();
        for listed in self.cases().await? {
            cases.extend(self.kept(&listed.id).await?);
        }
        Ok(Archive { cases })
    }

    /// The same as its text, a line a case: a thousand of them as a tree would fill the memory of a small machine.
    pub async fn export_text(&self) -> Result<String, Failure> {
        let mut text = format!("{{\"kind\":\"{KIND}\",\"version\":{VERSION},\"cases\":[");
        let mut behind = "\n";
        for listed in self.cases().await? {
            if let Some(kept) = self.kept(&listed.id).await? {
                let _ = write!(text, "{behind}{}", kept.to_json());
                behind = ",\n";
            }
        }
        text.push_str("\n]}\n");
        Ok(text)
    }

    /// A case with everything that belongs to it, unless somebody has just deleted it.
    async fn kept(&self, id: &Id) -> Result<Option<Kept>, Failure> {
        let Some(case) = self.case(id).await? else { return Ok(None) };
        let mut history = self.history(id, u32::MAX).await?;
        history.reverse();
        let scenarios = self.scenarios(id).await?;
        let Listed { name, made_at, changed_at, .. } = case.listed;
        Ok(Some(Kept { name, made_at, changed_at, draft: case.draft, history, scenarios }))
    }

    /// Puts an archive beside what is there: all of it or, after a failure, nothing. Cases get new ids.
    pub async fn import_all(&self, archive: &Archive) -> Result<Vec<Id>, Failure> {
        let mut writing = self.writing().await?;
        let mut ids = Vec::new();
        // The last first: among those of one second the list shows the newest at the top.
        for kept in archive.cases.iter().rev() {
            let id = Id::new()?;
            let Kept { name, made_at, changed_at, .. } = kept;
            let listed = Listed { id: id.clone(), name: name.clone(), made_at: *made_at, changed_at: *changed_at };
            insert(&mut writing, &listed, &kept.draft).await?;
            for change in &kept.history {
                let edits: Json = change.edits.iter().map(Edit::to_json).collect();
                sqlx::query(
                    "insert into change (case_id, number, at, what, state, edits) values ($1, $2, $3, $4, $5, $6)",
                )
                .bind(id.as_str())
                .bind(change.number)
                .bind(change.at)
                .bind(change.what.word())
                .bind(change.state.word())
                .bind(edits.to_string())
                .execute(&mut *writing)
                .await?;
            }
            for kept in &kept.scenarios {
                sqlx::query("insert into scenario (case_id, name, changed_at, overrides) values ($1, $2, $3, $4)")
                    .bind(id.as_str())
                    .bind(&kept.name)
                    .bind(kept.changed_at)
                    .bind(kept.overrides.to_string())
                    .execute(&mut *writing)
                    .await?;
            }
            ids.push(id);
        }
        writing.commit().await?;
        ids.reverse();
        Ok(ids)
    }
}
