//! The portfolio: households as columns, and what every route comes to for each of them.
//!
//! [`table`] declares the columns and reads a batch of rows; [`row`] makes one household of a row; [`engine`] asks the
//! planner; [`output`] makes columns of the answers. No file, no thread, no clock: programs bring those.

pub mod bits;
pub mod cells;
pub mod engine;
pub mod kernels;
pub mod output;
pub mod problem;
pub mod row;
pub mod slips;
pub mod table;

pub use engine::{Brief, By, Engine, Outcomes};
pub use output::{Long, Wide};
pub use problem::{Misfit, Problem};
pub use table::{Households, check_schema, load};
