//! One file a command.

mod batch;
pub(crate) mod calc;
mod case_file;
mod check;
mod completions;
mod deadlines;
mod delegate;
mod init;
mod ledger;
mod man;
mod plan;
mod schema;
mod serve;
mod table;

use catalogue::Lang;
use clap::Subcommand;

use crate::failure::Failure;

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Plan(plan::Plan),
    Ledger(ledger::Ledger),
    Deadlines(deadlines::Deadlines),
    Check(check::Check),
    Init(init::Init),
    Schema(schema::Schema),
    Serve(serve::Serve),
    Batch(batch::Batch),
    Synth(batch::Batch),
    Sql(batch::Batch),
    Calc(calc::Calc),
    Completions(completions::Completions),
    Man(man::Man),
}

impl Command {
    pub(crate) fn run(self, lang: Lang) -> Result<(), Failure> {
        match self {
            Command::Plan(plan) => plan.run(lang),
            Command::Ledger(ledger) => ledger.run(lang),
            Command::Deadlines(deadlines) => deadlines.run(lang),
            Command::Check(check) => check.run(lang),
            Command::Init(init) => init.run(lang),
            Command::Schema(schema) => schema.run(),
            Command::Serve(serve) => serve.run(lang),
            Command::Batch(batch) => batch.run("run", lang),
            Command::Synth(synth) => synth.run("synth", lang),
            Command::Sql(sql) => sql.sql(lang),
            Command::Calc(calc) => calc.run(lang),
            Command::Completions(completions) => completions.run(lang),
            Command::Man(man) => man.run(lang),
        }
    }
}
