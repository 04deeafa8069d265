//! `saiken-query run`, as `saiken batch … --cluster URL` calls it: a whole book on the executors of a scheduler.

use std::path::Path;

use batch::job::pieces::{self, divide};
use batch::job::{self, Job, Totals};
use batch::{Failure, Run};
use catalogue::Lang;
use datafusion::error::DataFusionError;
use law::message;
use query::{Pieces, Session};

/// Runs a book.
pub(crate) fn run(run: Run, lang: Lang) -> Result<(), Failure> {
    let words = run.clone();
    match words.cluster() {
        Some(url) => run.run(lang, |job| super::wait(distribute(&words, url, job, lang))),
        None => run.run(lang, job::run),
    }
}

/// Why pieces did not all come back, or not all go into the files.
enum Broken {
    Cluster(DataFusionError),
    Output(Failure),
}

impl From<DataFusionError> for Broken {
    fn from(error: DataFusionError) -> Broken {
        Broken::Cluster(error)
    }
}

async fn distribute(words: &Run, url: &str, job: &Job, lang: Lang) -> Result<Totals, Failure> {
    // Before anything is written: is there a scheduler?
    let session = Session::workers(url, pieces::work, lang).await.map_err(|error| failed(&error))?;
    // Executors must see the pieces: a place that the user chose, not one of this machine's own.
    let place = job.out.as_deref().or(job.errors.as_deref()).and_then(Path::parent);
    let place = place.filter(|place| !place.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut pieces = Pieces::within(place).map_err(|error| Failure::writing(place, &error))?;
    let divided = divide(job, |piece| pieces.add(piece).map_err(|error| failed(&error)))?;
    let settings = divided.settings(words.by(), words.assumptions());
    let mut gathered = divided.gather()?;
    match session.work(&pieces, &settings, |piece| gathered.take(piece).map_err(Broken::Output)).await {
        Ok(()) => gathered.publish(),
        Err(Broken::Output(failure)) => Err(failure),
        Err(Broken::Cluster(error)) => Err(failed(&error)),
    }
}

fn failed(error: &DataFusionError) -> Failure {
    Failure::of(message!("cluster.failed", detail = query::reason(error)))
}
