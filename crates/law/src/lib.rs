//! The law as code: every rule a pure function beside its citation, every figure dated and sourced.
//!
//! No clock, file, network, environment or binary float. See `docs/architecture.md`.

pub mod acts;
pub mod calendar;
pub mod home;
pub mod loan;
pub mod message;
pub mod money;
pub mod params;
pub mod practice;
pub mod provision;
pub mod rate;
pub mod share;
pub mod terms;
pub mod trace;
pub mod verdict;
pub mod words;

pub use calendar::Date;
pub use money::{Balance, Yen};
pub use params::NotInForce;
pub use provision::Provision;
pub use rate::Rate;
pub use share::Share;
pub use trace::{Cx, Trace};
