//! The rules of the contract: wire types around the functions of the law.

pub(crate) mod appropriation;
pub(crate) mod home_loan;
pub(crate) mod loan;
pub(crate) mod period;
pub(crate) mod prescription;
pub(crate) mod small_scale;
