//! The same answers whatever the threads, the format or the trace.

use std::fs;
use std::num::NonZeroUsize;

use batch::job;
use batch::synth::Synth;
use catalogue::Lang;
use law::calendar::date;
use law::trace::{Cx, Derivation};
use law::verdict::{Outcome, Verdict};
use plan::Practice;
use portfolio::row::Rows;
use portfolio::{By, Engine, table};

use crate::{Folder, how_many, rows};

#[test]
fn the_same_book_gives_the_same_bytes_however_it_is_read() {
    let folder = Folder::new();
    let mut book = rows(how_many(1_100));
    for row in &mut book {
        // A table cannot say of one household that its list is unknown: no line is an empty list.
        row.assets.get_or_insert_default();
    }
    folder.write(&book);
    let mut answers = Vec::new();
    for (input, threads) in [("book.parquet", 1), ("book.parquet", 3), ("tables", 1), ("tables", 3)] {
        let threads = NonZeroUsize::new(threads).unwrap();
        let totals = job::run(&job::Job { threads, ..folder.job(input) }).unwrap();
        assert_eq!((totals.rows, totals.failed), (how_many(1_100), 0), "{}", folder.text("errors.csv"));
        answers.push(fs::read(folder.path("out.parquet")).unwrap());
    }
    assert!(answers.windows(2).all(|pair| pair[0] == pair[1]));
    assert_eq!(folder.unfinished(), Vec::<String>::new());
}

/// A book that is cut into pieces, worked out elsewhere and put together again is the book of one run.
#[test]
fn pieces_give_the_same_bytes() {
    let folder = Folder::new();
    folder.write(&rows(how_many(1_100)));
    let job = folder.job("book.parquet");
    let whole = job::run(&job).unwrap();
    let before = fs::read(folder.path("out.parquet")).unwrap();
    let mut pieces = Vec::new();
    let divided = job::pieces::divide(&job, |piece| {
        pieces.push(piece.to_vec());
        Ok(())
    });
    let divided = divided.unwrap();
    assert!(pieces.len() > 1);
    let settings = divided.settings(By::KeepHome, &[]);
    let mut gathered = divided.gather().unwrap();
    for piece in &pieces {
        gathered.take(&job::pieces::work(&settings, piece).unwrap()).unwrap();
    }
    assert_eq!(gathered.publish().unwrap(), whole);
    assert_eq!(fs::read(folder.path("out.parquet")).unwrap(), before);
}

/// What a single case shows with every figure explained is what the book says of the same household.
/// `SAIKEN_ROWS=100000 cargo test --release -p batch --test books traced` asks it of as many.
#[test]
fn a_traced_single_run_equals_the_book() {
    let engine = Engine::new(Practice::default(), By::Recovery);
    let book = Synth { rows: how_many(100), seed: 11, as_of: date(2026, 11, 22) };
    for first in (0..book.rows).step_by(1_000) {
        let plain: Vec<_> = (first..(first + 1_000).min(book.rows)).map(|row| book.household(row)).collect();
        let (loaded, problems) = portfolio::load(&table::batch(&plain)).unwrap();
        assert_eq!(problems, []);
        let mut reader = Rows::new(&loaded);
        for row in 0..plain.len() {
            let mut problems = Vec::new();
            let household = reader.household(row, &mut problems);
            let household = household.unwrap_or_else(|| panic!("row {row}: {problems:?}"));
            let mut derivation = Derivation::default();
            let practice = Practice::default();
            let traced = plan::evaluate(&mut Cx::new(&mut derivation), &household, &practice, 0);
            let outcomes = engine.outcomes(&household);
            let at = first + row as u64;
            assert_eq!(outcomes.owed, traced.owed.ok(), "row {at}");
            assert_eq!(outcomes.position, traced.positions.ok().map(|three| three[1].1), "row {at}");
            for (ours, route) in outcomes.routes.iter().zip(&traced.routes) {
                let shown = route.shown();
                let figures = &shown.figures;
                let single = (shown.outcome, shown.name, shown.home_kept, shown.depends_on.clone());
                let single_figures =
                    (figures.monthly.clone().ok(), figures.left_over.clone().ok(), figures.total.clone().ok());
                let single_more =
                    (figures.months.clone().ok(), figures.debt_left.clone().ok(), figures.cash_now.clone().ok());
                let id = route.id();
                assert_eq!((ours.outcome, ours.variant, ours.home_kept, ours.depends_on.clone()), single, "{at} {id}");
                assert_eq!((ours.monthly, ours.left_over, ours.total), single_figures, "row {at} {id}");
                assert_eq!((ours.months, ours.debt_left, ours.cash_now), single_more, "row {at} {id}");
                let decides = |verdict: &Verdict| match shown.outcome {
                    Outcome::Closed => *verdict == Verdict::NotMet,
                    Outcome::Unknown => matches!(verdict, Verdict::Unknown(_)),
                    Outcome::Open => matches!(verdict, Verdict::LeftTo(_)),
                };
                let reason = shown.requirements.iter().find(|one| decides(&one.verdict)).map_or("", |one| one.id);
                assert_eq!(ours.reason, reason, "row {at} {id}");
            }
        }
    }
}

/// One row a household and route says the same as one row a household.
#[test]
fn the_long_form_has_every_route_of_every_household() {
    let folder = Folder::new();
    folder.write(&rows(20));
    let out = Some(folder.path("long.csv"));
    job::run(&job::Job { long: true, out, ..folder.job("book.parquet") }).unwrap();
    job::run(&job::Job { out: Some(folder.path("wide.csv")), ..folder.job("book.parquet") }).unwrap();
    let (long, wide) = (folder.text("long.csv"), folder.text("wide.csv"));
    let long: Vec<Vec<&str>> = long.lines().skip(1).map(|line| line.split(',').collect()).collect();
    assert_eq!(long.len(), 20 * portfolio::engine::ROUTES);
    let header: Vec<&str> = wide.lines().next().unwrap().split(',').collect();
    let place = |name: &str| header.iter().position(|column| *column == name).unwrap();
    for (household, line) in wide.lines().skip(1).enumerate() {
        let cells: Vec<&str> = line.split(',').collect();
        let own = &long[household * portfolio::engine::ROUTES..][..portfolio::engine::ROUTES];
        let verdicts: Vec<&str> = own.iter().map(|route| route[3]).collect();
        assert_eq!(cells[place("verdicts")], verdicts.join(" "));
        let best: Vec<&str> = own.iter().filter(|route| route[7] == "true").map(|route| route[1]).collect();
        assert_eq!(cells[place("best")], best.join(""));
    }
}

/// The report is one file that loads nothing, says that the book is synthetic, and counts every household.
#[test]
fn a_report_is_one_page_that_is_the_same_on_any_number_of_threads() {
    let folder = Folder::new();
    folder.write(&rows(60));
    let mut pages = Vec::new();
    for (threads, lang) in [(1, Lang::Ja), (3, Lang::Ja), (2, Lang::En)] {
        let report = Some(folder.path("report.html"));
        let threads = NonZeroUsize::new(threads).unwrap();
        job::run(&job::Job { report, threads, lang, ..folder.job("book.parquet") }).unwrap();
        pages.push(folder.text("report.html"));
    }
    assert_eq!(pages[0], pages[1]);
    for part in ["<svg", "架空", "60世帯"] {
        assert!(pages[0].contains(part), "{part}");
    }
    assert!(pages[2].contains("synthetic") && pages[2].contains("60 households"));
    for page in pages {
        assert!(!page.contains("<script") && !page.contains("src=") && !page.contains("href="), "a page that loads");
    }
}

/// A holder who discounts counts a payment of today in full and no payment more: less on every way that is paid over months, in
/// the answers as in the report, which says at which rate.
#[test]
fn a_holder_may_discount_what_is_paid_later() {
    let mut practice = Practice::default();
    practice.assume("holder-discount", "3.5").unwrap();
    let (nominal, discounting) = (Engine::new(Practice::default(), By::KeepHome), Engine::new(practice, By::KeepHome));
    let (loaded, _) = portfolio::load(&table::batch(&rows(60))).unwrap();
    let mut reader = Rows::new(&loaded);
    let mut later = 0;
    for row in 0..60 {
        let house = reader.household(row, &mut Vec::new()).unwrap();
        let both = nominal.outcomes(&house).routes.into_iter().zip(discounting.outcomes(&house).routes);
        for (whole, worth) in both {
            assert_eq!((whole.outcome, whole.total, whole.monthly), (worth.outcome, worth.total, worth.monthly));
            assert!(worth.recovery <= whole.recovery, "row {row}: {whole:?} {worth:?}");
            later += usize::from(worth.recovery < whole.recovery);
        }
    }
    assert!(later > 300, "{later}");

    let folder = Folder::new();
    folder.write(&rows(60));
    let report = Some(folder.path("report.html"));
    job::run(&job::Job { report, engine: discounting, ..folder.job("book.parquet") }).unwrap();
    assert_eq!(folder.text("report.html").matches("Discounted at 3.5 % a year").count(), 2);
}
