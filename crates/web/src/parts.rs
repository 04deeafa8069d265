//! Pieces that several pages show.

pub(crate) mod clause;
pub(crate) mod clock;
pub(crate) mod day;
pub(crate) mod echo;
pub(crate) mod errors;
pub(crate) mod flow;
pub(crate) mod form;
pub(crate) mod money;
pub(crate) mod moved;
pub(crate) mod steps;
pub(crate) mod timeline;
pub(crate) mod values;
pub(crate) mod waiting;
pub(crate) mod waterfall;
pub(crate) mod why;
