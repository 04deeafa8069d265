//! SQL over portfolios: every rule of the registry as a function of the query engine, in this process or on a cluster.
//!
//! [`Session`] runs queries, [`write`] writes their answers, [`Scheduler`] and [`Executor`] are the two kinds of
//! processes of a cluster. Nothing here knows a rule: names, arguments, types and answers come from the registry
//! ([`calc::REGISTRY`]) and its schemas.

mod answers;
mod books;
mod cluster;
mod function;
mod output;
mod rows;
mod session;
mod shape;
mod work;

pub use cluster::{Executor, Scheduler};
pub use datafusion;
use function::rule_functions;
pub use function::{name, signature};
pub use output::{Format, write};
pub use session::{Session, scheduler_address};
pub use work::{Pieces, Work};

use catalogue::Lang;
use datafusion::error::DataFusionError;
use datafusion::logical_expr::ScalarUDF;

/// Every function, for a client, a scheduler or an executor: they know each other's functions by their names only.
fn functions(lang: Lang, work: Option<Work>) -> Vec<ScalarUDF> {
    let mut functions = rule_functions(lang);
    functions.extend(books::household_functions(lang));
    functions.extend(work.map(work::work_function));
    functions
}

/// What a query's failure says to the user: the engine's own wording where it is the engine that refuses.
pub fn reason(error: &DataFusionError) -> String {
    match error.find_root() {
        DataFusionError::Plan(text) | DataFusionError::Execution(text) => {
            text.split(DataFusionError::BACK_TRACE_SEP).next().unwrap_or_default().to_string()
        }
        other => other.strip_backtrace(),
    }
}

#[cfg(test)]
mod tests;
