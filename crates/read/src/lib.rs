//! From text to types: parsed, not validated. Every mistake is reported with its place, all in one pass.
//!
//! [`parse_json`] and [`parse_toml`] make a [`Node`] tree in which every value knows where it stands and numbers keep
//! their source text; [`Reader`] turns nodes into types and collects every [`Problem`]. Types say how they are read
//! and printed ([`Wire`]); [`record!`]
//! declares a table with its fields, defaults and refusals, and its JSON Schema.

mod json;
mod moment;
mod node;
mod reader;
mod toml;
mod values;

pub use self::toml::parse_toml;
pub use json::parse_json;
pub use moment::{Moment, WrongMoment};
pub use node::{Node, Value};
pub use reader::{Problem, Reader, Wire, nearest, read_all};
pub use values::{Choice, Whole, or_null, read_date, read_moment, read_rate};

#[doc(hidden)]
pub use law;
#[doc(hidden)]
pub use serde_json;
