//! The rules of the contract: wire types around the functions of the law.

pub(crate) mod appropriation;
pub(crate) mod attorney;
pub(crate) mod bankruptcy;
pub(crate) mod claims;
pub(crate) mod clause_schedule;
pub(crate) mod costs;
pub(crate) mod credit_record;
pub(crate) mod disposable_income;
pub(crate) mod execution;
pub(crate) mod home_loan;
pub(crate) mod interest;
pub(crate) mod liquidation;
pub(crate) mod loan;
pub(crate) mod period;
pub(crate) mod plan;
pub(crate) mod plan_total;
pub(crate) mod prescription;
pub(crate) mod recourse;
pub(crate) mod relief;
pub(crate) mod sale;
pub(crate) mod small_scale;
pub(crate) mod vote;
pub(crate) mod yearly_income;
