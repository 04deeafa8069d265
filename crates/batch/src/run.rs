//! The words of `run`, as `saiken batch` calls it: every route for a whole book. Whoever has them brings what runs a job.

use std::io::{IsTerminal as _, Write as _};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use catalogue::{Lang, sentence};
use clap::Args;
use law::message;
use law::words::Word as _;
use portfolio::{By, Engine};

use crate::job::{Job, Totals};
use crate::source::Book;
use crate::{Failure, template};

/// What is run, and how.
#[derive(Clone, Debug, Args)]
pub struct Run {
    #[arg(required_unless_present = "template")]
    input: Option<PathBuf>,
    #[arg(long, value_name = "FILE", required_unless_present_any = ["template", "dry_run"])]
    out: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    claims: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    assets: Option<PathBuf>,
    #[arg(long)]
    long: bool,
    #[arg(long, value_name = "CRITERION", default_value = "keep-home", hide_default_value = true)]
    #[arg(value_parser = clap::builder::PossibleValuesParser::new(By::ALL.iter().map(|by| by.word())))]
    by: String,
    #[arg(long, value_name = "NAME=VALUE")]
    assume: Vec<String>,
    #[arg(long, value_name = "FILE")]
    errors: Option<PathBuf>,
    #[arg(long, conflicts_with_all = ["out", "report"])]
    dry_run: bool,
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    #[arg(long)]
    units_as_written: bool,
    #[arg(long, value_name = "N")]
    threads: Option<NonZeroUsize>,
    #[arg(long, value_name = "FOLDER", exclusive = true)]
    template: Option<PathBuf>,
    #[arg(long, value_name = "URL")]
    cluster: Option<String>,
    #[arg(long)]
    quiet: bool,
}

impl Run {
    /// The scheduler on whose cluster it runs, `df://host:port`.
    pub fn cluster(&self) -> Option<&str> {
        self.cluster.as_deref()
    }

    /// What makes a route the best one.
    pub fn by(&self) -> By {
        By::from_word(&self.by).unwrap_or(By::KeepHome)
    }

    /// The user's own habits of practice.
    pub fn assumptions(&self) -> &[String] {
        &self.assume
    }

    /// Runs it, and tells how it went.
    pub fn run(self, lang: Lang, work: impl FnOnce(&Job) -> Result<Totals, Failure>) -> Result<(), Failure> {
        if let Some(folder) = &self.template {
            return template::write(folder);
        }
        let Some(input) = self.input.clone() else { return Ok(()) };
        let job = Job {
            book: Book::at(&input, self.claims.clone(), self.assets.clone())?,
            errors: Some(self.errors_path(&input)),
            report: self.report.clone(),
            long: self.long,
            engine: Engine::new(commandline::practice(&self.assume).map_err(Failure::Input)?, self.by()),
            threads: self.threads.unwrap_or_else(all_threads),
            units_as_written: self.units_as_written,
            progress: !self.quiet && std::io::stderr().is_terminal(),
            lang,
            out: self.out.clone(),
        };
        let totals = work(&job)?;
        let errors = job.errors.as_deref().unwrap_or(Path::new("")).display().to_string();
        let mut lines = vec![match job.out {
            Some(out) => {
                let answered = totals.rows - totals.failed;
                message!("batch.done", rows = totals.rows, answered = answered, out = out.display().to_string())
            }
            None => message!("batch.looked-at", rows = totals.rows),
        }];
        if totals.failed > 0 {
            lines.push(message!(
                "batch.with-mistakes",
                failed = totals.failed,
                problems = totals.problems,
                errors = errors
            ));
        }
        if !self.quiet {
            let mut out = std::io::stdout().lock();
            for line in lines {
                // A reader who hangs up early has what it wanted.
                let _ = writeln!(out, "{}", sentence(&line, lang));
            }
        }
        Ok(())
    }

    /// Beside the answers, else beside the input.
    fn errors_path(&self, input: &Path) -> PathBuf {
        self.errors.clone().unwrap_or_else(|| {
            // A folder's name may end with a slash.
            let mut name = self.out.as_deref().unwrap_or(input).components().as_path().as_os_str().to_os_string();
            name.push(".errors.csv");
            PathBuf::from(name)
        })
    }
}

fn all_threads() -> NonZeroUsize {
    std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN)
}
