//! Cases: listed, made, opened, named, changed, deleted.

use case::Draft;
use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;

use crate::history::{self, What};
use crate::{Failure, Id, Store, now};

/// Characters of a name that are kept.
pub const MOST_NAME: usize = 80;

/// A case as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its name for programs.
    pub id: Id,
    /// Its name for people.
    pub name: String,
    /// When it was made, in seconds since 1970.
    pub made_at: i64,
    /// When it was last changed.
    pub changed_at: i64,
}

/// A case.
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    /// What a list shows of it.
    pub listed: Listed,
    /// Its facts and marks.
    pub draft: Draft,
    /// Is there a change that can be taken back?
    pub undoable: bool,
}

/// What became of a change.
#[derive(Clone, Debug, PartialEq)]
pub struct Saved<R> {
    /// What the closure answered.
    pub answer: R,
    /// Was anything different afterwards?
    pub changed: bool,
    /// The case as it is now.
    pub draft: Draft,
    /// When it was last changed.
    pub changed_at: i64,
}

impl Store {
    /// Every case, the one changed last first.
    pub async fn cases(&self) -> Result<Vec<Listed>, Failure> {
        let rows = sqlx::query(
            "select id, name, made_at, changed_at from case_file order by changed_at desc, made_at desc, rowid desc",
        )
        .fetch_all(&self.pool)
        .await?;
        rows.iter().map(listed).collect()
    }

    /// Makes a case.
    pub async fn create(&self, name: &str, draft: &Draft) -> Result<Id, Failure> {
        let (id, at) = (Id::new()?, now());
        let mut writing = self.writing().await?;
        insert(&mut writing, &Listed { id: id.clone(), name: kept(name), made_at: at, changed_at: at }, draft).await?;
        writing.commit().await?;
        Ok(id)
    }

    /// The case of this name.
    pub async fn case(&self, id: &Id) -> Result<Option<Case>, Failure> {
        let row = sqlx::query(
            "select id, name, made_at, changed_at, document,
                    exists (select 1 from change where case_id = $1 and state = 'done') as undoable
             from case_file where id = $1",
        )
        .bind(id.as_str())
        .fetch_optional(&self.pool)
        .await?;
        row.map(|row| Ok(Case { listed: listed(&row)?, draft: document(&row)?, undoable: row.try_get("undoable")? }))
            .transpose()
    }

    /// Gives a case another name for people; a blank one changes nothing.
    pub async fn rename(&self, id: &Id, name: &str) -> Result<(), Failure> {
        let name = kept(name);
        if name.is_empty() {
            return Ok(());
        }
        let done = sqlx::query("update case_file set name = $2 where id = $1")
            .bind(id.as_str())
            .bind(name)
            .execute(&self.pool)
            .await?;
        if done.rows_affected() == 0 { Err(Failure::NoCase) } else { Ok(()) }
    }

    /// Makes a case that says the same, without its history; scenarios come along.
    pub async fn duplicate(&self, id: &Id, name: &str) -> Result<Id, Failure> {
        let case = self.case(id).await?.ok_or(Failure::NoCase)?;
        let (copy, at) = (Id::new()?, now());
        let mut writing = self.writing().await?;
        let listed = Listed { id: copy.clone(), name: kept(name), made_at: at, changed_at: at };
        insert(&mut writing, &listed, &case.draft).await?;
        sqlx::query(
            "insert into scenario (case_id, name, changed_at, overrides)
             select $2, name, changed_at, overrides from scenario where case_id = $1",
        )
        .bind(id.as_str())
        .bind(copy.as_str())
        .execute(&mut *writing)
        .await?;
        writing.commit().await?;
        Ok(copy)
    }

    /// Deletes a case with its history and scenarios.
    pub async fn delete(&self, id: &Id) -> Result<(), Failure> {
        sqlx::query("delete from case_file where id = $1").bind(id.as_str()).execute(&self.pool).await?;
        self.wipe().await
    }

    /// Changes a case. The closure sees it as it is now, whoever else changes it; when this returns it is on the disk.
    /// What the closure leaves as it was is no change and makes no history.
    pub async fn change<R>(
        &self,
        id: &Id,
        what: What,
        make: impl FnOnce(&mut Draft) -> R + Send,
    ) -> Result<Saved<R>, Failure> {
        let mut writing = self.writing().await?;
        let row = sqlx::query("select changed_at, document from case_file where id = $1")
            .bind(id.as_str())
            .fetch_optional(&mut *writing)
            .await?
            .ok_or(Failure::NoCase)?;
        let before = document(&row)?;
        let mut draft = before.clone();
        let answer = make(&mut draft);
        let edits = before.edits_to(&draft);
        if edits.is_empty() {
            return Ok(Saved { answer, changed: false, draft, changed_at: row.try_get("changed_at")? });
        }
        let at = now();
        history::append(&mut writing, id, at, what, &edits).await?;
        update(&mut writing, id, at, &draft).await?;
        writing.commit().await?;
        Ok(Saved { answer, changed: true, draft, changed_at: at })
    }
}

/// The name without what a list cannot show.
fn kept(name: &str) -> String {
    name.chars().filter(|c| !c.is_control()).take(MOST_NAME).collect::<String>().trim().to_string()
}

pub(crate) fn listed(row: &SqliteRow) -> Result<Listed, Failure> {
    Ok(Listed {
        id: Id::read(row.try_get("id")?).ok_or(Failure::Damaged)?,
        name: row.try_get("name")?,
        made_at: row.try_get("made_at")?,
        changed_at: row.try_get("changed_at")?,
    })
}

pub(crate) fn document(row: &SqliteRow) -> Result<Draft, Failure> {
    let json = serde_json::from_str(row.try_get("document")?).map_err(|_| Failure::Damaged)?;
    Draft::from_json(json).ok_or(Failure::Damaged)
}

pub(crate) async fn insert(
    writing: &mut sqlx::SqliteConnection,
    listed: &Listed,
    draft: &Draft,
) -> Result<(), Failure> {
    sqlx::query("insert into case_file (id, name, made_at, changed_at, document) values ($1, $2, $3, $4, $5)")
        .bind(listed.id.as_str())
        .bind(&listed.name)
        .bind(listed.made_at)
        .bind(listed.changed_at)
        .bind(draft.to_json().to_string())
        .execute(writing)
        .await?;
    Ok(())
}

pub(crate) async fn update(
    writing: &mut sqlx::SqliteConnection,
    id: &Id,
    at: i64,
    draft: &Draft,
) -> Result<(), Failure> {
    sqlx::query("update case_file set changed_at = $2, document = $3 where id = $1")
        .bind(id.as_str())
        .bind(at)
        .bind(draft.to_json().to_string())
        .execute(writing)
        .await?;
    Ok(())
}
