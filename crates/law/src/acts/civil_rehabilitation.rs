//! 民事再生法, Civil Rehabilitation Act: rehabilitation of individuals (chapter 13).

pub mod claims;
pub mod clause_schedule;
pub mod disposable_income;
pub mod hardship;
pub mod home_loan;
pub mod liquidation;
pub mod living_costs;
pub mod municipality;
pub mod plan;
pub mod plan_total;
pub mod salaried;
pub mod small_scale;
pub mod vote;
pub mod yearly_income;
