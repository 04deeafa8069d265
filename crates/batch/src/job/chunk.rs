//! One chunk, worked out: the answers, and what is wrong with its rows.

use std::panic::{AssertUnwindSafe, catch_unwind};

use arrow_array::RecordBatch;
use catalogue::sentence;
use law::message;
use portfolio::output::Answers;
use portfolio::row::Rows;
use portfolio::slips::Slips;
use portfolio::{Households, Problem};

use super::Job;
use super::output::Done;
use crate::keys::Repeated;
use crate::source::Chunk;
use crate::{Failure, interrupt, sink};

/// Households between two looks for Ctrl-C.
const PAUSE: usize = 256;

pub(super) fn worked_out<A: Answers>(
    job: &Job,
    repeated: &Repeated,
    first_row: u64,
    chunk: Chunk,
) -> Result<(Option<RecordBatch>, Done), Failure> {
    let rows = chunk.rows.num_rows();
    let (table, found) =
        portfolio::load(&chunk.rows).map_err(|misfit| Failure::Input(<[_; 2]>::from(misfit.messages()).into()))?;
    let mut problems = chunk.problems;
    problems.extend(found);
    problems.extend((0..rows).filter_map(|row| {
        let first = repeated.first_of(first_row + row as u64)?;
        let id = table.id.get(row).unwrap_or_default().to_string();
        let message = message!("error.repeated-id", id = id, first = first + 1);
        let hint = Some(message!("batch.hint.repeated-id"));
        Some(Problem { row, column: "id".to_string(), code: "repeated-id", message, hint })
    }));
    problems.sort_by_key(|problem| problem.row);
    let mut left = problems.into_iter().peekable();
    let mut told: Vec<Problem> = Vec::new();
    let mut reader = Rows::new(&table);
    let mut answers = job.out.is_some().then(|| A::with_capacity(rows));
    let mut failed = 0;
    for row in 0..rows {
        if row.is_multiple_of(PAUSE) {
            interrupt::check()?;
        }
        let before = told.len();
        while let Some(problem) = left.next_if(|problem| problem.row == row) {
            told.push(problem);
        }
        let cells_fit = told.len() == before;
        let household = reader.household(row, &mut told);
        let Some(household) = household.filter(|_| cells_fit && told.len() == before) else {
            failed += 1;
            continue;
        };
        let Some(answers) = &mut answers else { continue };
        let id = table.id.get(row).unwrap_or_default();
        // A mistake of ours in one household must not take the others with it.
        if let Ok(outcomes) = catch_unwind(AssertUnwindSafe(|| job.engine.outcomes(&household))) {
            answers.push(id, &outcomes);
            continue;
        }
        failed += 1;
        told.push(Problem {
            row,
            column: String::new(),
            code: "panicked",
            message: message!("batch.row-panicked"),
            hint: Some(message!("batch.hint.row-panicked")),
        });
    }
    let done = Done {
        rows: rows as u64,
        failed,
        problems: told.len() as u64,
        errors: errors(job, &table, first_row, &told),
        slips: Slips::of(&table, rows),
        encoded: None,
    };
    Ok((answers.map(|mut answers| answers.finish()), done))
}

/// The lines of the errors file.
fn errors(job: &Job, table: &Households, first_row: u64, problems: &[Problem]) -> Vec<u8> {
    let lines: Vec<[String; 6]> = problems
        .iter()
        .map(|problem| {
            [
                (first_row + problem.row as u64 + 1).to_string(),
                table.id.get(problem.row).unwrap_or_default().to_string(),
                problem.column.clone(),
                problem.code.to_string(),
                sentence(&problem.message, job.lang),
                problem.hint.as_ref().map(|hint| sentence(hint, job.lang)).unwrap_or_default(),
            ]
        })
        .collect();
    sink::csv_rows(&lines)
}
