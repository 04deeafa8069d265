//! `saiken man`: the manual page of the whole, or of one command.

use catalogue::{Lang, sentence};
use clap::Args;
use law::message;

use crate::cli;
use crate::failure::Failure;

#[derive(Debug, Args)]
pub(crate) struct Man {
    command: Option<String>,
}

impl Man {
    pub(crate) fn run(self, lang: Lang) -> Result<(), Failure> {
        let mut whole = cli::command(lang, None);
        whole.build();
        let page = match self.command {
            None => whole,
            Some(name) => whole.find_subcommand(&name).cloned().ok_or_else(|| {
                Failure::Input(vec![sentence(&message!("usage.unknown-command", command = name), lang)])
            })?,
        };
        clap_mangen::Man::new(page).render(&mut std::io::stdout().lock())?;
        Ok(())
    }
}
