//! Commands that are programs of their own, so that the one that calls them stays small and quick to build.

use std::env::consts::EXE_SUFFIX;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;

use catalogue::Lang;
use law::message;
use law::message::Message;
use law::words::Word;

/// Runs a program found beside this one or on the PATH; `missing` says what to do when there is none. Answers its exit
/// code: by then it has said what there was to say.
pub fn run(
    name: &str,
    arguments: impl IntoIterator<Item = OsString>,
    missing: &Message,
    lang: Lang,
) -> Result<u8, Message> {
    let Some(program) = find(name) else { return Err(missing.clone()) };
    // `--lang` before the command is the caller's to read; the program learns of it by the variable.
    let status = Command::new(&program).args(arguments).env("SAIKEN_LANG", lang.word()).status();
    let status = status.map_err(|error| {
        message!("serve.not-started", program = program.display().to_string(), detail = error.to_string())
    })?;
    // Without a code it was ended by Ctrl+C: that is how some are meant to end.
    Ok(status.code().map_or(0, |code| u8::try_from(code).unwrap_or(1)))
}

/// The program beside this one, else on the PATH.
fn find(name: &str) -> Option<PathBuf> {
    let name = format!("{name}{EXE_SUFFIX}");
    let beside = std::env::current_exe().ok().and_then(|own| Some(own.parent()?.to_path_buf()));
    let path = std::env::var_os("PATH").unwrap_or_default();
    beside.into_iter().chain(std::env::split_paths(&path)).map(|folder| folder.join(&name)).find(|file| file.is_file())
}
