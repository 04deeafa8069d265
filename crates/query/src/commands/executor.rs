//! `saiken-query executor`: works for a scheduler.

use std::io::Write as _;
use std::net::IpAddr;
use std::path::PathBuf;

use batch::Failure;
use catalogue::{Lang, sentence};
use clap::Args;
use law::message;

#[derive(Debug, Args)]
pub(crate) struct Executor {
    #[arg(value_name = "URL")]
    scheduler: String,
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    host: IpAddr,
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    cores: usize,
    #[arg(long, value_name = "FOLDER")]
    folder: Option<PathBuf>,
}

impl Executor {
    pub(crate) fn run(self, lang: Lang) -> Result<(), Failure> {
        let Some(scheduler) = query::scheduler_address(&self.scheduler) else {
            return Err(Failure::of(message!("cluster.wrong-url", url = self.scheduler)));
        };
        // What passes between stages is of no use afterwards.
        let folder = match &self.folder {
            Some(folder) => tempfile::tempdir_in(folder).map_err(|error| Failure::writing(folder, &error))?,
            None => tempfile::tempdir().map_err(|error| Failure::writing(&std::env::temp_dir(), &error))?,
        };
        if !self.host.is_loopback() {
            commandline::say(&sentence(&message!("cluster.not-loopback"), lang), lang);
        }
        let executor = query::Executor {
            scheduler,
            host: self.host,
            cores: self.cores,
            folder: folder.path().to_path_buf(),
            work: Some(batch::job::pieces::work),
            lang,
        };
        let ready = || {
            let ready = message!("cluster.executor-ready", url = self.scheduler.clone());
            let mut out = std::io::stdout();
            let _ = writeln!(out, "{}", sentence(&ready, lang)).and_then(|()| out.flush());
        };
        // It listens for Ctrl-C itself, to hand its work back first.
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
        let served = runtime.map_err(Into::into).and_then(|runtime| runtime.block_on(executor.serve(ready)));
        served.map_err(|error| {
            let url = self.scheduler.clone();
            Failure::of(message!("cluster.executor-failed", url = url, detail = error.to_string()))
        })
    }
}
