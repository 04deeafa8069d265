//! Every rule that reckons, a second time: slowly, in exact whole numbers and fractions, straight from the text of the
//! law, on 100,000 random inputs each, and never a difference.
//!
//! The figures stand here as the articles write them, not as the parameter files do, so a slip there shows as well.
//! The living cost has its own such test in `living_costs.rs`, beside the tables that it needs.

mod calendar;
mod civil_code;
mod clause;
mod days_off;
mod draw;
mod home_loan;
mod interest;
mod prescription;
mod property;
mod rehabilitation;
mod relief;
mod salaried;

use draw::Draw;
use law::Date;
use law::calendar::date;

/// How many inputs each rule is put to.
const INPUTS: u64 = 100_000;

/// The day whose law the figures in these files are.
const TODAY: Date = date(2026, 11, 22);

/// Runs a check on every input, each drawn from its own seed.
fn on_every_input(rule: &str, check: impl Fn(&mut Draw)) {
    for number in 0..INPUTS {
        check(&mut Draw::new(rule, number));
    }
}

/// Calls a rule to which nobody listens.
macro_rules! silently {
    ($function:path, $($argument:expr),+ $(,)?) => {
        $function(&mut law::Cx::new(&mut law::trace::NoTrace), $($argument),+)
    };
}
use silently;
