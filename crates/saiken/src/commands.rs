//! One file a command.

pub(crate) mod calc;
mod completions;
mod man;

use catalogue::Lang;
use clap::Subcommand;

use crate::failure::Failure;

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Calc(calc::Calc),
    Completions(completions::Completions),
    Man(man::Man),
}

impl Command {
    pub(crate) fn run(self, lang: Lang) -> Result<(), Failure> {
        match self {
            Command::Calc(calc) => calc.run(lang),
            Command::Completions(completions) => completions.run(lang),
            Command::Man(man) => man.run(lang),
        }
    }
}
