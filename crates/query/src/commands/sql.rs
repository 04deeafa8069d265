//! `saiken-query sql`, as `saiken sql` calls it: questions to books in SQL.

use std::io::{self, BufWriter, Write as _};
use std::path::{Path, PathBuf};

use batch::Failure;
use batch::atomic::Draft;
use calc::REGISTRY;
use catalogue::Lang;
use clap::Args;
use clap::builder::PossibleValuesParser;
use datafusion::error::DataFusionError;
use law::message;
use law::words::Word as _;
use query::{Format, Session};

#[derive(Debug, Args)]
pub(crate) struct Sql {
    #[arg(value_name = "SQL", required_unless_present_any = ["file", "functions"], conflicts_with = "file")]
    sql: Option<String>,
    #[arg(long, value_name = "FILE")]
    file: Option<PathBuf>,
    #[arg(long, value_name = "NAME=PATH")]
    table: Vec<String>,
    #[arg(long, value_name = "FORMAT")]
    #[arg(value_parser = PossibleValuesParser::new(Format::ALL.iter().map(|format| format.word())))]
    format: Option<String>,
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    threads: usize,
    #[arg(long, value_name = "URL")]
    cluster: Option<String>,
    #[arg(long, exclusive = true)]
    functions: bool,
}

impl Sql {
    pub(crate) fn run(self, lang: Lang) -> Result<(), Failure> {
        if self.functions {
            let mut out = io::stdout().lock();
            for entry in REGISTRY {
                // A reader who hangs up early has what it wanted.
                if writeln!(out, "{}", query::signature(entry)).is_err() {
                    break;
                }
            }
            return Ok(());
        }
        let sql = match (&self.sql, &self.file) {
            (Some(sql), _) => sql.clone(),
            (None, Some(file)) => std::fs::read_to_string(file).map_err(|error| Failure::reading(file, &error))?,
            (None, None) => String::new(),
        };
        let format = self.format()?;
        super::wait(self.answer(&sql, format, lang))
    }

    /// What was asked for, else by the ending of the file, else a table.
    fn format(&self) -> Result<Format, Failure> {
        let ending = self.out.as_deref().and_then(Path::extension).and_then(|ending| ending.to_str());
        let asked = self.format.as_deref().and_then(Format::from_word);
        match (asked.or_else(|| ending.and_then(Format::from_word)).unwrap_or(Format::Table), &self.out) {
            (Format::Parquet, None) => Err(Failure::of(message!("sql.parquet-needs-out"))),
            (format, _) => Ok(format),
        }
    }

    async fn answer(&self, sql: &str, format: Format, lang: Lang) -> Result<(), Failure> {
        let session = match &self.cluster {
            Some(url) => Session::cluster(url, lang).await.map_err(|error| failed(&error))?,
            None => Session::embedded(self.threads, lang),
        };
        for table in &self.table {
            let Some((name, path)) = table.split_once('=').filter(|(name, path)| !name.is_empty() && !path.is_empty())
            else {
                return Err(Failure::of(message!("sql.wrong-table", found = table.clone())));
            };
            session.register(name, Path::new(path)).await.map_err(|error| failed(&error))?;
        }
        let answer = session.query(sql).await.map_err(|error| failed(&error))?;
        match &self.out {
            Some(path) => {
                let mut draft = Draft::new(path)?;
                query::write(answer, format, &mut draft, lang).await.map_err(|error| match io_error(&error) {
                    Some(error) => Failure::writing(path, error),
                    None => failed(&error),
                })?;
                draft.publish()
            }
            None => match query::write(answer, format, BufWriter::new(io::stdout()), lang).await {
                Err(error) if io_error(&error).is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe) => Ok(()),
                Err(error) => Err(failed(&error)),
                Ok(_) => Ok(()),
            },
        }
    }
}

/// Why a query failed.
fn failed(error: &DataFusionError) -> Failure {
    Failure::of(message!("sql.failed", detail = query::reason(error)))
}

/// The error of the operating system inside, if there is one.
fn io_error<'e>(error: &'e (dyn std::error::Error + 'static)) -> Option<&'e io::Error> {
    std::iter::successors(Some(error), |error| error.source()).find_map(|error| error.downcast_ref())
}
