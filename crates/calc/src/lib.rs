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
    Entry::of::<rules::sale::HomePosition>(),
    Entry::of::<rules::claims::ClaimsCap>(),
    Entry::of::<rules::small_scale::MinimumRepayment>(),
    Entry::of::<rules::liquidation::LiquidationValue>(),
    Entry::of::<rules::plan_total::RequiredTotal>(),
    Entry::of::<rules::disposable_income::DisposableIncome>(),
    Entry::of::<rules::vote::Vote>(),
    Entry::of::<rules::plan::PlanPeriod>(),
    Entry::of::<rules::plan::Instalments>(),
    Entry::of::<rules::loan::LevelPayment>(),
    Entry::of::<rules::loan::LateCharge>(),
    Entry::of::<rules::home_loan::RescheduleLimit>(),
    Entry::of::<rules::home_loan::UnwindingDeadline>(),
    Entry::of::<rules::home_loan::ClauseConditions>(),
    Entry::of::<rules::execution::Attachable>(),
    Entry::of::<rules::bankruptcy::BankruptcyProcedure>(),
    Entry::of::<rules::sale::BrokerageCap>(),
    Entry::of::<rules::sale::SaleDistribution>(),
    Entry::of::<rules::interest::InterestCaps>(),
    Entry::of::<rules::period::Period>(),
    Entry::of::<rules::prescription::Prescription>(),
    Entry::of::<rules::appropriation::Appropriation>(),
    Entry::of::<rules::attorney::MayNegotiate>(),
    // Beyond the table of the contract: what the routes need.
    Entry::of::<rules::execution::TaxWageAttachment>(),
    Entry::of::<rules::execution::TaxRetirementAttachment>(),
    Entry::of::<rules::execution::ReceivedPay>(),
    Entry::of::<rules::yearly_income::YearlyIncome>(),
    Entry::of::<rules::clause_schedule::ClauseSchedule>(),
    Entry::of::<rules::relief::HardshipDischarge>(),
    Entry::of::<rules::relief::SevenYearBar>(),
    Entry::of::<rules::plan::PlanExtension>(),
    Entry::of::<rules::bankruptcy::Survives>(),
    Entry::of::<rules::bankruptcy::RestrictedOccupation>(),
    Entry::of::<rules::bankruptcy::ExemptCash>(),
    Entry::of::<rules::costs::PetitionCosts>(),
    Entry::of::<rules::costs::SupportEligibility>(),
    Entry::of::<rules::costs::SupportAdvance>(),
    Entry::of::<rules::costs::ConciliationFee>(),
    Entry::of::<rules::credit_record::ClearDate>(),
    Entry::of::<rules::recourse::Recourse>(),
    Entry::of::<rules::sale::CapitalGainsTax>(),
];

/// The entry with this name.
pub fn find(name: &str) -> Option<&'static Entry> {
    REGISTRY.iter().find(|entry| entry.rule().id == name)
}
