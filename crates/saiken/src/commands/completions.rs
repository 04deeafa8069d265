//! `saiken completions`: what a shell needs to complete our words.

use std::io::Write as _;

use catalogue::Lang;
use clap::Args;
use clap_complete::Shell;

use crate::cli;
use crate::failure::Failure;

#[derive(Debug, Args)]
pub(crate) struct Completions {
    shell: Shell,
}

impl Completions {
    pub(crate) fn run(self, lang: Lang) -> Result<(), Failure> {
        // Into memory first: the generator would panic when the reader hangs up.
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut cli::command(lang, None), "saiken", &mut script);
        std::io::stdout().lock().write_all(&script)?;
        Ok(())
    }
}
