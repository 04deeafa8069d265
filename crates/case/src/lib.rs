//! The facts of a household: parsed from a case file into types in which contradictions cannot be built.
//!
//! Missing means unknown, never zero and never "no": an `Option` that is `None`. A list that is absent is unknown; an
//! empty one says that there is none.

pub mod household;

pub use household::*;
