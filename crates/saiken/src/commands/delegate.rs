//! Commands that are programs of their own.

use std::ffi::OsString;

use catalogue::{Lang, sentence};
use commandline::program;
use law::message::Message;

use crate::failure::Failure;

/// Runs a program found beside this one or on the PATH; `missing` says what to do when there is none.
pub(super) fn run(
    name: &str,
    arguments: impl IntoIterator<Item = OsString>,
    missing: &Message,
    lang: Lang,
) -> Result<(), Failure> {
    match program::run(name, arguments, missing, lang) {
        Ok(0) => Ok(()),
        Ok(code) => Err(Failure::Said(code)),
        Err(message) => Err(Failure::Input(vec![sentence(&message, lang)])),
    }
}
