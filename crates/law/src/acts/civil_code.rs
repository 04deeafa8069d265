//! 民法, Civil Code.

pub mod period;
