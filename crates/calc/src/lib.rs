//! Every rule alone, behind one door: a registry of names, schemas and functions for the command line, the web, SQL
//! and the tests.
//!
//! A rule's wire types stand in `rules/<act>.rs`; the law itself stands in the `law` crate. To add one: implement
//! [`Callable`] there and add a line to [`REGISTRY`].

mod entry;
mod rules;

pub use entry::{Callable, Entry, Refusal};

/// Every rule, in the order of the contract.
pub static REGISTRY: &[Entry] = &[
    Entry::of::<rules::claims::ClaimsCap>(),
    Entry::of::<rules::small_scale::MinimumRepayment>(),
    Entry::of::<rules::liquidation::LiquidationValue>(),
    Entry::of::<rules::plan_total::RequiredTotal>(),
    Entry::of::<rules::disposable_income::DisposableIncome>(),
    Entry::of::<rules::vote::Vote>(),
    Entry::of::<rules::plan::PlanPeriod>(),
    Entry::of::<rules::plan::Instalments>(),
    Entry::of::<rules::relief::HardshipDischarge>(),
    Entry::of::<rules::relief::SevenYearBar>(),
    Entry::of::<rules::plan::PlanExtension>(),
];

/// The entry with this name.
pub fn find(name: &str) -> Option<&'static Entry> {
    REGISTRY.iter().find(|entry| entry.rule().id == name)
}
