//! `saiken serve`: runs the pages, a program of its own, so that this one stays small and quick to build.

use std::env::consts::EXE_SUFFIX;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;

use catalogue::{Lang, sentence};
use clap::Args;
use law::message;
use law::words::Word;

use crate::failure::Failure;

#[derive(Debug, Args)]
pub(crate) struct Serve {
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<OsString>,
}

impl Serve {
    pub(crate) fn run(self, lang: Lang) -> Result<(), Failure> {
        let Some(program) = find() else {
            return Err(Failure::Input(vec![sentence(&message!("serve.not-installed"), lang)]));
        };
        // `--lang` before `serve` is ours to read; the program learns of it by the variable.
        let status = Command::new(&program).args(self.arguments).env("SAIKEN_LANG", lang.word()).status();
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
}

/// `saiken-serve` beside this program, else on the PATH.
fn find() -> Option<PathBuf> {
    let name = format!("saiken-serve{EXE_SUFFIX}");
    let beside = std::env::current_exe().ok().and_then(|own| Some(own.parent()?.to_path_buf()));
    let path = std::env::var_os("PATH").unwrap_or_default();
    beside.into_iter().chain(std::env::split_paths(&path)).map(|folder| folder.join(&name)).find(|file| file.is_file())
}
