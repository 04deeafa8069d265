//! One file a command.

mod run;
mod synth;

use batch::Failure;
use catalogue::Lang;
use clap::Subcommand;

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Run(run::Run),
    Synth(synth::SynthBook),
}

impl Command {
    pub(crate) fn run(self, lang: Lang) -> Result<(), Failure> {
        match self {
            Command::Run(run) => run.run(lang),
            Command::Synth(synth) => synth.run(lang),
        }
    }
}
