//! One piece, worked out: the answers, and what is wrong with its rows.

use std::panic::{AssertUnwindSafe, catch_unwind};

use arrow_array::RecordBatch;
use case::Household;
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

/// Households that are asked about at once: enough that the code of each step is fetched for many of them, few enough that
/// what is known of them stays near the processor.
const TOGETHER: usize = 16;

impl How<'_> {
    pub(super) fn of(job: &Job, stride: u64) -> How<'_> {
        How {
            engine: &job.engine,
            answers: job.out.is_some(),
            report: job.report.is_some().then_some(stride),
            lang: job.lang,
        }
    }

    /// How many households are asked about at once. What a report counts is counted once: one by one.
    const fn together(&self) -> usize {
        if self.report.is_some() { 1 } else { TOGETHER }
    }

    /// Asks about households, of which these are the ids and the rows in the book.
    fn ask<A: Answers>(&self, houses: &[Household], of: &[(&str, u64)], summary: &mut Summary) -> Vec<A::Answer> {
        let Some(stride) = self.report else { return A::ask(self.engine, houses) };
        // A report counts every figure of every route.
        let counted = houses.iter().zip(of).map(|(house, (id, row))| {
            let outcomes = self.engine.outcomes(house);
            summary.synthetic |= id.starts_with(synth::MARK);
            summary.count(&outcomes);
            if row.is_multiple_of(stride) {
                summary.scenarios.count(self.engine, house, &outcomes);
            }
            outcomes.into()
        });
        counted.collect()
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

    fn panicked(row: usize, lang: Lang) -> Told {
        Told {
            row,
            column: String::new(),
            code: "panicked".to_string(),
            problem: text("batch.row-panicked", lang).to_string(),
            what_to_do: text("batch.hint.row-panicked", lang).to_string(),
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
    let mut places = Vec::with_capacity(how.together());
    let mut houses = Vec::with_capacity(how.together());
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
        match household {
            Some(household) if told.len() == before => {
                places.push(row);
                houses.push(household);
            }
            _ => failed += 1,
        }
        if houses.len() < how.together() && row + 1 < rows {
            continue;
        }
        if let Some(answers) = &mut answers {
            let of = |row: &usize| (table.id.get(*row).unwrap_or_default(), first_row + *row as u64);
            let of: Vec<(&str, u64)> = places.iter().map(of).collect();
            let ask = |houses: &[Household]| how.ask::<A>(houses, &of, &mut summary);
            safely(&houses, ask, |place, answer| {
                if let Some(answer) = answer {
                    answers.push(of[place].0, answer);
                } else {
                    failed += 1;
                    told.push(Told::panicked(places[place], how.lang));
                }
            });
        }
        places.clear();
        houses.drain(..).for_each(|household| reader.take_back(household));
    }
    // Where a mistake of ours was met was told after the rows that waited with it.
    told.sort_by_key(|told| told.row);
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

/// Looks at what is answered for each, by its place; at nothing where a mistake of ours was met: one household must not take the
/// others with it.
fn safely<H, V>(houses: &[H], mut ask: impl FnMut(&[H]) -> Vec<V>, mut look: impl FnMut(usize, Option<&V>)) {
    let mut asked = |houses: &[H]| catch_unwind(AssertUnwindSafe(|| ask(houses)));
    if let Ok(answers) = asked(houses) {
        answers.iter().enumerate().for_each(|(place, answer)| look(place, Some(answer)));
        return;
    }
    for (place, house) in houses.iter().enumerate() {
        let alone = asked(std::slice::from_ref(house));
        look(place, alone.as_ref().ok().and_then(|answers| answers.first()));
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistake_of_ours_in_one_household_costs_no_other_its_answer() {
        let twice = |houses: &[u32]| {
            houses.iter().map(|house| if *house == 3 { panic!("a mistake of ours") } else { house * 2 }).collect()
        };
        let twice = |houses: &[u32]| {
            let mut answers = Vec::new();
            crate::quiet::quietly(|| safely(houses, twice, |_, answer| answers.push(answer.copied())));
            answers
        };
        assert_eq!(twice(&[1, 2, 3, 4]), [Some(2), Some(4), None, Some(8)]);
        assert_eq!(twice(&[3, 3]), [None, None]);
        assert_eq!(twice(&[3]), [None]);
        assert_eq!(twice(&[5]), [Some(10)]);
        assert_eq!(twice(&[]), []);
    }
}
