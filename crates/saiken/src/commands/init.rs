//! `saiken init`: a commented case file to start from.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use catalogue::{Lang, sentence};
use clap::Args;
use law::calendar::{date, days_later};
use law::{Date, message};

use crate::failure::Failure;

#[derive(Debug, Args)]
pub(crate) struct Init {
    #[arg(default_value = "case.toml")]
    file: PathBuf,
    #[arg(long)]
    as_of: Option<String>,
}

impl Init {
    pub(crate) fn run(self, lang: Lang) -> Result<(), Failure> {
        let as_of = match &self.as_of {
            None => today(),
            Some(text) => text
                .parse()
                .map_err(|_| Failure::Input(vec![sentence(&message!("error.date", found = text.clone()), lang)]))?,
        };
        let text = case::template(lang, as_of);
        if self.file.as_os_str() == "-" {
            io::stdout().lock().write_all(text.as_bytes())?;
            return Ok(());
        }
        let name = self.file.display().to_string();
        // An existing file may hold a family's facts: it is never written over.
        let mut file = OpenOptions::new().write(true).create_new(true).open(&self.file).map_err(|error| {
            let message = match error.kind() {
                io::ErrorKind::AlreadyExists => message!("file.exists", file = name.clone()),
                _ => message!("file.unwritable", file = name.clone(), detail = error.to_string()),
            };
            Failure::Input(vec![sentence(&message, lang)])
        })?;
        file.write_all(text.as_bytes())?;
        writeln!(anstream::stdout(), "{}", sentence(&message!("file.written", file = name), lang))?;
        Ok(())
    }
}

/// Today in Japan.
fn today() -> Date {
    const JAPAN_AHEAD_OF_UTC: u64 = 9 * 60 * 60;
    const SECONDS_OF_A_DAY: u64 = 24 * 60 * 60;
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let days = (seconds + JAPAN_AHEAD_OF_UTC) / SECONDS_OF_A_DAY;
    days_later(date(1970, 1, 1), u32::try_from(days).unwrap_or(0)).unwrap_or(date(1970, 1, 1))
}
