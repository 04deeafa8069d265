//! One module an act, one function a rule.

pub mod civil_code;
pub mod civil_rehabilitation;
pub mod national_holidays;
