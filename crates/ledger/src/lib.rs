//! A claim's life: its books from dated events, its prescription, the household's deadlines.
//!
//! A claim is its contract and its dated events. Balances for any day are a pure function of them: each question
//! replays the events from scratch, so a correction or a payment entered late leaves no trace of the earlier answer.
//! See `docs/ledger.md`.

mod account;
mod contract;
pub mod deadlines;
mod grounds;
mod machine;
pub mod orders;
pub mod prescription;
mod replay;
pub mod statement;
pub mod waiting;

pub use account::{Account, Balances, Book, Booking, Contradiction, Entry, Line, Overdue, Rates, Side};
pub use contract::Reading;
pub use replay::{ACCOUNT, account, replay, replay_as};
