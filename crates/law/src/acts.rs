//! One module an act, one function a rule.

pub mod attorney;
pub mod bankruptcy;
pub mod brokerage;
pub mod civil_code;
pub mod civil_execution;
pub mod civil_rehabilitation;
pub mod court_costs;
pub mod interest_restriction;
pub mod legal_support;
pub mod national_holidays;
pub mod national_tax_collection;
pub mod special_taxation;
