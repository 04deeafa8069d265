//! Books of households: files in, every route for each household, files out.
//!
//! [`source`] reads rows, [`job`] hands them to threads, [`sink`] writes the answers in the order of the rows. The same
//! input gives the same bytes on any number of threads.

pub mod atomic;
pub mod failure;
pub mod interrupt;
pub mod job;
pub mod keys;
mod paths;
pub mod quiet;
pub mod report;
pub mod run;
pub mod sink;
pub mod source;
pub mod synth;
pub mod tables;
pub mod template;

pub use failure::Failure;
pub use run::Run;
