//! One file a command.

mod elsewhere;
mod synth;

use batch::{Failure, Run, job};
use catalogue::Lang;
use clap::Subcommand;

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Run(Run),
    Synth(synth::SynthBook),
    Sql(elsewhere::Elsewhere),
    Scheduler(elsewhere::Elsewhere),
    Executor(elsewhere::Elsewhere),
}

impl Command {
    pub(crate) fn run(self, lang: Lang) -> Result<(), Failure> {
        match self {
            Command::Run(run) if run.cluster().is_some() => elsewhere::run(lang),
            Command::Run(run) => run.run(lang, job::run),
            Command::Synth(synth) => synth.run(lang),
            Command::Sql(_) | Command::Scheduler(_) | Command::Executor(_) => elsewhere::run(lang),
        }
    }
}
