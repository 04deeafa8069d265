//! `saiken check`: every mistake of a case file in one pass.

use std::io::Write;
use std::path::PathBuf;

use catalogue::{Lang, sentence};
use clap::Args;
use law::message;

use crate::commands::case_file;
use crate::failure::Failure;

#[derive(Debug, Args)]
pub(crate) struct Check {
    file: PathBuf,
}

impl Check {
    pub(crate) fn run(self, lang: Lang) -> Result<(), Failure> {
        case_file::cautions(&self.file, lang)?
            .iter()
            .try_for_each(|caution| writeln!(anstream::stdout(), "{caution}"))?;
        let message = message!("case.clean", file = self.file.display().to_string());
        writeln!(anstream::stdout(), "{}", sentence(&message, lang))?;
        Ok(())
    }
}
