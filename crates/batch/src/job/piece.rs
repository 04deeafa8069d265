//! One piece, worked out: the answers, and what is wrong with its rows.

use std::panic::{AssertUnwindSafe, catch_unwind};

use arrow_array::RecordBatch;
use catalogue::{Lang, sentence, text};
use law::message;
use portfolio::output::Answers;
use portfolio::row::{Memory, Rows};
use portfolio::slips::Slips;
use portfolio::{Engine, Households, Problem};
use serde::{Deserialize, Serialize};

use super::Job;
use super::gather::Part;
use super::output::Done;
use crate::keys::Repeated;
use crate::report::Summary;
use crate::{Failure, interrupt, sink, synth};

/// Households between two looks for Ctrl-C.
const PAUSE: usize = 256;

/// How rows are worked out.
pub(super) struct How<'e> {
    pub(super) engine: &'e Engine,
    /// Are answers wanted, or only what is wrong with the rows?
    pub(super) answers: bool,
    /// Where a report is wanted: every so many rows are looked at in other circumstances too.
    pub(super) report: Option<u64>,
    pub(super) lang: Lang,
}

impl How<'_> {
    pub(super) fn of(job: &Job, stride: u64) -> How<'_> {
        How {
            engine: &job.engine,
            answers: job.out.is_some(),
            report: job.report.is_some().then_some(stride),
            lang: job.lang,
        }
    }
}

/// What is wrong with a row, as the errors file tells it.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(super) struct Told {
    pub(super) row: usize,
    column: String,
    code: String,
    problem: String,
    what_to_do: String,
}

impl Told {
    pub(super) fn of(problem: &Problem, lang: Lang) -> Told {
        Told {
            row: problem.row,
            column: problem.column.clone(),
            code: problem.code.to_string(),
            problem: sentence(&problem.message, lang),
            what_to_do: problem.hint.as_ref().map(|hint| sentence(hint, lang)).unwrap_or_default(),
        }
    }
}

/// Works rows out, of which the first is the book's `first_row` and `unread` were not even read.
pub(super) fn worked_out<A: Answers>(
    how: &How<'_>,
    repeated: &Repeated,
    first_row: u64,
    batch: &RecordBatch,
    unread: Vec<Told>,
    memory: &mut Memory,
) -> Result<Part, Failure> {
    let rows = batch.num_rows();
    let (table, found) =
        portfolio::load(batch).map_err(|misfit| Failure::Input(<[_; 2]>::from(misfit.messages()).into()))?;
    let mut problems = unread;
    problems.extend(found.iter().map(|problem| Told::of(problem, how.lang)));
    problems.extend((0..rows).filter_map(|row| {
        let first = repeated.first_of(first_row + row as u64)?;
        let id = table.id.get(row).unwrap_or_default().to_string();
        let message = message!("error.repeated-id", id = id, first = first + 1);
        let hint = Some(message!("batch.hint.repeated-id"));
        let problem = Problem { row, column: "id".to_string(), code: "repeated-id", message, hint };
        Some(Told::of(&problem, how.lang))
    }));
    problems.sort_by_key(|problem| problem.row);
    let mut left = problems.into_iter().peekable();
    let mut told: Vec<Told> = Vec::new();
    let mut contradictions: Vec<Problem> = Vec::new();
    let mut reader = Rows::with(&table, std::mem::take(memory));
    let mut answers = how.answers.then(|| A::with_capacity(rows));
    let mut failed = 0;
    let mut summary = Summary::default();
    for row in 0..rows {
        if row.is_multiple_of(PAUSE) {
            interrupt::check()?;
        }
        let before = told.len();
        while let Some(problem) = left.next_if(|problem| problem.row == row) {
            told.push(problem);
        }
        let household = reader.household(row, &mut contradictions);
        told.extend(contradictions.drain(..).map(|problem| Told::of(&problem, how.lang)));
        let Some(household) = household.filter(|_| told.len() == before) else {
            failed += 1;
            continue;
        };
        let Some(answers) = &mut answers else { continue };
        let id = table.id.get(row).unwrap_or_default();
        let answer = || {
            let Some(stride) = how.report else { return A::ask(how.engine, &household) };
            // A report counts every figure of every route.
            let outcomes = how.engine.outcomes(&household);
            summary.synthetic |= id.starts_with(synth::MARK);
            summary.count(&outcomes);
            if (first_row + row as u64).is_multiple_of(stride) {
                summary.scenarios.count(how.engine, &household, &outcomes);
            }
            outcomes.into()
        };
        // A mistake of ours in one household must not take the others with it.
        let answer = catch_unwind(AssertUnwindSafe(answer));
        reader.take_back(household);
        if let Ok(answer) = answer {
            answers.push(id, &answer);
            continue;
        }
        failed += 1;
        told.push(Told {
            row,
            column: String::new(),
            code: "panicked".to_string(),
            problem: text("batch.row-panicked", how.lang).to_string(),
            what_to_do: text("batch.hint.row-panicked", how.lang).to_string(),
        });
    }
    *memory = reader.into_memory();
    let done = Done {
        rows: rows as u64,
        failed,
        problems: told.len() as u64,
        errors: errors(&table, first_row, &told),
        slips: Slips::of(&table, rows),
        summary,
        encoded: None,
    };
    Ok(Part { answers: answers.map(|mut answers| answers.finish()), done })
}

/// The lines of the errors file.
fn errors(table: &Households, first_row: u64, problems: &[Told]) -> Vec<u8> {
    let lines: Vec<[String; 6]> = problems
        .iter()
        .map(|problem| {
            [
                (first_row + problem.row as u64 + 1).to_string(),
                table.id.get(problem.row).unwrap_or_default().to_string(),
                problem.column.clone(),
                problem.code.clone(),
                problem.problem.clone(),
                problem.what_to_do.clone(),
            ]
        })
        .collect();
    sink::csv_rows(&lines)
}
