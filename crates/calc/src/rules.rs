//! The rules of the contract: wire types around the functions of the law.

pub(crate) mod small_scale;
