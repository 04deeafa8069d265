//! What was done to a case, with undo and redo. Nothing that was done is forgotten, also what was taken back.

use case::{Draft, Edit};
use law::words::Word;
use serde_json::Value as Json;
use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;

use crate::cases::{document, update};
use crate::{Failure, Id, Store, now};

law::word_list! {
    /// What was done.
    pub enum What {
        /// A question was answered.
        Answer = "answer",
        /// An entry was added to a list.
        Add = "add",
        /// An entry was copied.
        Copy = "copy",
        /// An entry was removed.
        Remove = "remove",
        /// A case file was read in.
        Import = "import",
        /// A scenario was taken over.
        Scenario = "scenario",
    }
}

law::word_list! {
    /// How a change stands.
    pub enum State {
        /// It holds.
        Done = "done",
        /// It was taken back and may be made again.
        Undone = "undone",
        /// It was taken back, and then something else was done.
        Dropped = "dropped",
    }
}

/// A change of a case.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Its number in the case, from 1.
    pub number: i64,
    /// When, in seconds since 1970.
    pub at: i64,
    /// What was done.
    pub what: What,
    /// How it stands.
    pub state: State,
    /// What was different afterwards.
    pub edits: Vec<Edit>,
}

impl Store {
    /// What was done to a case, the last first; at most `most`.
    pub async fn history(&self, id: &Id, most: u32) -> Result<Vec<Change>, Failure> {
        let rows = sqlx::query(
            "select number, at, what, state, edits from change where case_id = $1 order by number desc limit $2",
        )
        .bind(id.as_str())
        .bind(i64::from(most))
        .fetch_all(&self.pool)
        .await?;
        rows.iter().map(change).collect()
    }

    /// Takes the last change back that still holds; `None` when there is none.
    pub async fn undo(&self, id: &Id) -> Result<Option<Change>, Failure> {
        let last = "select number, at, what, state, edits from change
                    where case_id = $1 and state = 'done' order by number desc limit 1";
        self.turn(id, last, State::Undone, Draft::undo).await
    }

    /// Makes the change again that was taken back last; `None` when there is none.
    pub async fn redo(&self, id: &Id) -> Result<Option<Change>, Failure> {
        let first = "select number, at, what, state, edits from change
                     where case_id = $1 and state = 'undone' order by number limit 1";
        self.turn(id, first, State::Done, Draft::redo).await
    }

    async fn turn(
        &self,
        id: &Id,
        which: &'static str,
        to: State,
        how: impl FnOnce(&mut Draft, &[Edit]) + Send,
    ) -> Result<Option<Change>, Failure> {
        let mut writing = self.writing().await?;
        let Some(row) = sqlx::query(which).bind(id.as_str()).fetch_optional(&mut *writing).await? else {
            return Ok(None);
        };
        let mut change = change(&row)?;
        let row = sqlx::query("select document from case_file where id = $1")
            .bind(id.as_str())
            .fetch_one(&mut *writing)
            .await?;
        let mut draft = document(&row)?;
        how(&mut draft, &change.edits);
        change.state = to;
        sqlx::query("update change set state = $3 where case_id = $1 and number = $2")
            .bind(id.as_str())
            .bind(change.number)
            .bind(to.word())
            .execute(&mut *writing)
            .await?;
        update(&mut writing, id, now(), &draft).await?;
        writing.commit().await?;
        Ok(Some(change))
    }
}

pub(crate) fn change(row: &SqliteRow) -> Result<Change, Failure> {
    let edits: Json = serde_json::from_str(row.try_get("edits")?).map_err(|_| Failure::Damaged)?;
    let edits: Option<Vec<Edit>> = edits.as_array().ok_or(Failure::Damaged)?.iter().map(Edit::from_json).collect();
    Ok(Change {
        number: row.try_get("number")?,
        at: row.try_get("at")?,
        what: What::from_word(row.try_get("what")?).ok_or(Failure::Damaged)?,
        state: State::from_word(row.try_get("state")?).ok_or(Failure::Damaged)?,
        edits: edits.ok_or(Failure::Damaged)?,
    })
}

/// Writes a change behind the others. What was taken back before it cannot be made again.
pub(crate) async fn append(
    writing: &mut sqlx::SqliteConnection,
    id: &Id,
    at: i64,
    what: What,
    edits: &[Edit],
) -> Result<(), Failure> {
    sqlx::query("update change set state = 'dropped' where case_id = $1 and state = 'undone'")
        .bind(id.as_str())
        .execute(&mut *writing)
        .await?;
    let edits: Json = edits.iter().map(Edit::to_json).collect();
    sqlx::query(
        "insert into change (case_id, number, at, what, state, edits)
         select $1, coalesce(max(number), 0) + 1, $2, $3, 'done', $4 from change where case_id = $1",
    )
    .bind(id.as_str())
    .bind(at)
    .bind(what.word())
    .bind(edits.to_string())
    .execute(writing)
    .await?;
    Ok(())
}
