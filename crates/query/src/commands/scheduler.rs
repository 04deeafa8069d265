//! `saiken-query scheduler`: hands the work of a cluster out to its executors.

use std::io::Write as _;
use std::net::SocketAddr;

use batch::Failure;
use catalogue::{Lang, sentence};
use clap::Args;
use law::message;

#[derive(Debug, Args)]
pub(crate) struct Scheduler {
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:50050")]
    addr: SocketAddr,
}

impl Scheduler {
    pub(crate) fn run(self, lang: Lang) -> Result<(), Failure> {
        super::wait(async {
            let cannot_listen = |detail: String| {
                Failure::of(message!("cluster.cannot-listen", address = self.addr.to_string(), detail = detail))
            };
            let scheduler = query::Scheduler::bind(self.addr, Some(batch::job::pieces::work), lang)
                .await
                .map_err(|error| cannot_listen(error.to_string()))?;
            let address = scheduler.address();
            if !address.ip().is_loopback() {
                commandline::say(&sentence(&message!("cluster.not-loopback"), lang), lang);
            }
            let ready = message!("cluster.scheduler-ready", url = format!("df://{address}"));
            let mut out = std::io::stdout();
            let _ = writeln!(out, "{}", sentence(&ready, lang)).and_then(|()| out.flush());
            scheduler.serve().await.map_err(|error| cannot_listen(error.to_string()))
        })
    }
}
