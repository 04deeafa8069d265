//! The interview: questions derived from the case file's schema and from what the engine still misses.
//!
//! Nothing here repeats the fields of a case: [`kind`] tells from the schema how a field is asked, [`words`] finds its
//! words in the catalogue under its path, [`topics`] only says which belong together.

pub(crate) mod answer;
pub(crate) mod field;
pub(crate) mod kind;
pub(crate) mod topics;
pub(crate) mod words;
