//! 民法, Civil Code.

pub mod appropriation;
pub mod period;
pub mod prescription;
pub mod recourse;
