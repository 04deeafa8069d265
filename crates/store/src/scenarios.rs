//! Scenarios: named overrides of a case, for "what if".

use serde_json::Value as Json;
use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;

use crate::{Failure, Id, MOST_NAME, Store, now};

/// A named override of a case.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    /// Its name, unique in the case.
    pub name: String,
    /// When it was last saved, in seconds since 1970.
    pub changed_at: i64,
    /// What is different in it, in the words of whoever saved it.
    pub overrides: Json,
}

impl Store {
    /// The scenarios of a case, by name.
    pub async fn scenarios(&self, id: &Id) -> Result<Vec<Scenario>, Failure> {
        let rows = sqlx::query("select name, changed_at, overrides from scenario where case_id = $1 order by name")
            .bind(id.as_str())
            .fetch_all(&self.pool)
            .await?;
        rows.iter().map(scenario).collect()
    }

    /// Saves a scenario in the place of the one of the same name.
    pub async fn save_scenario(&self, id: &Id, name: &str, overrides: &Json) -> Result<(), Failure> {
        let name: String = name.chars().filter(|c| !c.is_control()).take(MOST_NAME).collect();
        let mut writing = self.writing().await?;
        let known = sqlx::query("select 1 from case_file where id = $1")
            .bind(id.as_str())
            .fetch_optional(&mut *writing)
            .await?;
        if known.is_none() {
            return Err(Failure::NoCase);
        }
        sqlx::query(
            "insert into scenario (case_id, name, changed_at, overrides) values ($1, $2, $3, $4)
             on conflict (case_id, name) do update set changed_at = excluded.changed_at, overrides = excluded.overrides",
        )
        .bind(id.as_str())
        .bind(name.trim())
        .bind(now())
        .bind(overrides.to_string())
        .execute(&mut *writing)
        .await?;
        writing.commit().await?;
        Ok(())
    }

    /// Deletes a scenario.
    pub async fn delete_scenario(&self, id: &Id, name: &str) -> Result<(), Failure> {
        sqlx::query("delete from scenario where case_id = $1 and name = $2")
            .bind(id.as_str())
            .bind(name)
            .execute(&self.pool)
            .await?;
        Ok(())
    }
}

pub(crate) fn scenario(row: &SqliteRow) -> Result<Scenario, Failure> {
    Ok(Scenario {
        name: row.try_get("name")?,
        changed_at: row.try_get("changed_at")?,
        overrides: serde_json::from_str(row.try_get("overrides")?).map_err(|_| Failure::Damaged)?,
    })
}
