//! Commands that are programs of their own, so that this one stays small and quick to build.

use std::env::consts::EXE_SUFFIX;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;

use catalogue::{Lang, sentence};
use law::message;
use law::message::Message;
use law::words::Word;

use crate::failure::Failure;

/// Runs a program found beside this one or on the PATH; `missing` says what to do when there is none.
pub(super) fn run(
    name: &str,
    arguments: impl IntoIterator<Item = OsString>,
    missing: &Message,
    lang: Lang,
) -> Result<(), Failure> {
    let Some(program) = find(name) else {
        return Err(Failure::Input(vec![sentence(missing, lang)]));
    };
    // `--lang` before the command is ours to read; the program learns of it by the variable.
    let status = Command::new(&program).args(arguments).env("SAIKEN_LANG", lang.word()).status();
    let status = status.map_err(|error| {
        let program = program.display().to_string();
        let message = message!("serve.not-started", program = program, detail = error.to_string());
        Failure::Input(vec![sentence(&message, lang)])
    })?;
    match status.code() {
        // Ended by Ctrl+C: that is how it is meant to end.
        Some(0) | None => Ok(()),
        Some(code) => Err(Failure::Said(u8::try_from(code).unwrap_or(1))),
    }
}

/// The program beside this one, else on the PATH.
fn find(name: &str) -> Option<PathBuf> {
    let name = format!("{name}{EXE_SUFFIX}");
    let beside = std::env::current_exe().ok().and_then(|own| Some(own.parent()?.to_path_buf()));
    let path = std::env::var_os("PATH").unwrap_or_default();
    beside.into_iter().chain(std::env::split_paths(&path)).map(|folder| folder.join(&name)).find(|file| file.is_file())
}
