//! The rules of the contract: wire types around the functions of the law.

pub(crate) mod attorney;
pub(crate) mod bankruptcy;
pub(crate) mod costs;
pub(crate) mod credit_record;
pub(crate) mod execution;
pub(crate) mod interest;
pub(crate) mod sale;
pub(crate) mod small_scale;
