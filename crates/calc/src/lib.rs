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
    Entry::of::<rules::small_scale::MinimumRepayment>(),
    Entry::of::<rules::loan::LevelPayment>(),
    Entry::of::<rules::loan::LateCharge>(),
    Entry::of::<rules::home_loan::RescheduleLimit>(),
    Entry::of::<rules::home_loan::UnwindingDeadline>(),
    Entry::of::<rules::home_loan::ClauseConditions>(),
    Entry::of::<rules::period::Period>(),
    Entry::of::<rules::prescription::Prescription>(),
    Entry::of::<rules::appropriation::Appropriation>(),
];

/// The entry with this name.
pub fn find(name: &str) -> Option<&'static Entry> {
    REGISTRY.iter().find(|entry| entry.rule().id == name)
}
