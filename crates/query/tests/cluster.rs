//! A cluster of real processes on the loopback: a scheduler and two executors, of which one is killed.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use batch::synth::Synth;
use batch::tables::ParquetBook;
use law::calendar::date;
use portfolio::table::Household;

/// How long anything here may take: executors work at a low priority, and a busy machine leaves them little.
const PATIENCE: Duration = Duration::from_mins(15);

/// Households of the book: enough pieces that both executors have some, and none has many.
const ROWS: u64 = 6_000;

/// A process that ends with the test, whatever happens.
struct Process(Child);

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_saiken-query"));
    command.env("SAIKEN_LANG", "en");
    command
}

/// Starts a process of the cluster; answers it with its first line, which says that it is ready.
fn start(arguments: &[&str]) -> (Process, String) {
    let mut child = program().args(arguments).stdout(Stdio::piped()).spawn().expect("the program starts");
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let process = Process(child);
    assert!(!line.is_empty(), "{arguments:?} ended before it was ready");
    (process, line)
}

fn run(arguments: &[&str]) -> Output {
    program().args(arguments).output().expect("the program starts")
}

fn succeed(arguments: &[&str]) {
    let output = run(arguments);
    assert!(output.status.success(), "{arguments:?}\n{}", String::from_utf8_lossy(&output.stderr));
}

/// A synthetic book with an id that stands twice and a household without its day.
fn book(path: &Path, rows: u64) {
    let synth = Synth { rows, seed: 7, as_of: date(2026, 11, 22) };
    let mut households: Vec<Household> = (0..rows).map(|row| synth.household(row)).collect();
    let again = households[3].id.clone();
    households[7].id = again;
    households[5].as_of = None;
    let mut book = ParquetBook::open(path, "synthetic").unwrap();
    book.write(&households).unwrap();
    book.publish().unwrap();
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// Files under a folder, however deep.
fn files(folder: &Path) -> usize {
    let Ok(entries) = fs::read_dir(folder) else { return 0 };
    let count = |path: PathBuf| if path.is_dir() { files(&path) } else { 1 };
    entries.flatten().map(|entry| count(entry.path())).sum()
}

/// The same bytes as in one process, although an executor is killed with work done and work in hand. And SQL on the
/// same cluster.
#[test]
fn a_killed_executor_changes_no_byte() {
    let folder = tempfile::tempdir().unwrap();
    let place = |name: &str| folder.path().join(name);
    let book = place("book.parquet");
    self::book(&book, ROWS);
    let alone = place("alone.parquet");
    succeed(&["run", text(&book), "--out", text(&alone), "--quiet"]);

    let (_scheduler, line) = start(&["scheduler", "--addr", "127.0.0.1:0"]);
    let url = line.split_whitespace().find(|word| word.starts_with("df://")).expect("the address").to_string();
    let executor = |name: &str| {
        let work = place(name);
        fs::create_dir(&work).unwrap();
        let (process, _) = start(&["executor", &url, "--cores", "1", "--folder", text(&work)]);
        (process, work)
    };
    let (first, first_folder) = executor("first");
    let (_second, _) = executor("second");

    let together = place("together.parquet");
    let mut command = program();
    command.args(["run", text(&book), "--out", text(&together), "--quiet", "--cluster", &url]).stderr(Stdio::piped());
    let mut running = Process(command.spawn().unwrap());
    // The first executor has finished some piece; the job has not.
    let began = Instant::now();
    while files(&first_folder) == 0 {
        assert!(began.elapsed() < PATIENCE, "the first executor never got work");
        assert!(running.0.try_wait().unwrap().is_none(), "the run ended before the executor could be killed");
        std::thread::sleep(Duration::from_millis(20));
    }
    drop(first);
    assert!(running.0.try_wait().unwrap().is_none(), "the run ended before the executor was killed");
    let status = loop {
        if let Some(status) = running.0.try_wait().unwrap() {
            break status;
        }
        assert!(began.elapsed() < PATIENCE, "the run does not end");
        std::thread::sleep(Duration::from_millis(100));
    };
    assert!(status.success(), "{}", std::io::read_to_string(running.0.stderr.take().unwrap()).unwrap());
    assert!(fs::read(&alone).unwrap() == fs::read(&together).unwrap(), "the answers differ");
    let errors = |path: &Path| fs::read(format!("{}.errors.csv", path.display())).unwrap();
    assert!(errors(&alone) == errors(&together), "the mistakes differ");
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().flatten().map(|entry| entry.file_name()).collect();
    assert!(left.iter().all(|name| !name.to_string_lossy().starts_with('.')), "{left:?}");

    // SQL on what is left of the cluster, with a rule and with the plan.
    let small = place("small.parquet");
    self::book(&small, 300);
    let table = format!("small={}", small.display());
    for sql in [
        "SELECT count(*) AS n, sum(civil_execution_attachable(net_monthly, 'month', false)['attachable']) AS a \
         FROM small WHERE net_monthly IS NOT NULL",
        "SELECT route, count(*) AS n, sum(total) AS t FROM saiken_plan('small') GROUP BY route ORDER BY route",
    ] {
        let answer = |more: &[&str]| {
            let output = run(&[&["sql", sql, "--table", &table, "--format", "csv"], more].concat());
            assert!(output.status.success(), "{sql}\n{}", String::from_utf8_lossy(&output.stderr));
            String::from_utf8(output.stdout).unwrap()
        };
        let embedded = answer(&[]);
        assert!(embedded.lines().count() > 1, "{embedded}");
        assert_eq!(embedded, answer(&["--cluster", &url]));
    }
}

/// Nobody listens: said at once, and nothing is left behind.
#[test]
fn without_a_scheduler_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let book = folder.path().join("book.parquet");
    self::book(&book, 10);
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let out = folder.path().join("out.parquet");
    let output = run(&["run", text(&book), "--out", text(&out), "--quiet", "--cluster", &format!("df://{free}")]);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("saiken-query scheduler"), "{said}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}
