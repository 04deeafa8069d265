//! One file a command.

mod executor;
mod run;
mod scheduler;
mod sql;

use std::time::Duration;

use batch::{Failure, Run, interrupt};
use catalogue::Lang;
use clap::Subcommand;
use law::message;

/// Between two looks for Ctrl-C.
const GLANCE: Duration = Duration::from_millis(100);

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Sql(sql::Sql),
    Run(Run),
    Scheduler(scheduler::Scheduler),
    Executor(executor::Executor),
}

impl Command {
    pub(crate) fn run(self, lang: Lang) -> Result<(), Failure> {
        match self {
            Command::Sql(sql) => sql.run(lang),
            Command::Run(run) => run::run(run, lang),
            Command::Scheduler(scheduler) => scheduler.run(lang),
            Command::Executor(executor) => executor.run(lang),
        }
    }
}

/// Waits for what the engine does, or for Ctrl-C.
fn wait<V>(work: impl Future<Output = Result<V, Failure>>) -> Result<V, Failure> {
    interrupt::listen();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.map_err(|error| Failure::of(message!("sql.failed", detail = error.to_string())))?;
    runtime.block_on(async {
        tokio::select! {
            done = work => done,
            stopped = interrupted() => Err(stopped),
        }
    })
}

async fn interrupted() -> Failure {
    loop {
        if let Err(stopped) = interrupt::check() {
            return stopped;
        }
        tokio::time::sleep(GLANCE).await;
    }
}
