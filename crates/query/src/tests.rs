//! Queries from end to end, in this process.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use batch::synth::Synth;
use batch::tables::ParquetBook;
use calc::{Entry, REGISTRY};
use catalogue::Lang;
use datafusion::arrow::array::{Array, ArrayRef, AsArray, Int64Array, RecordBatch};
use datafusion::arrow::compute::{cast, concat_batches};
use datafusion::arrow::datatypes::DataType;
use datafusion::error::Result;
use portfolio::output::Answers as _;
use serde_json::Value as Json;

use crate::answers::Answers;
use crate::shape::{Field, Shape, fields};
use crate::{Format, Session, name, reason, signature, write};

async fn run(session: &Session, sql: &str) -> Result<RecordBatch> {
    let frame = session.query(sql).await?;
    let schema = frame.schema().inner().clone();
    Ok(concat_batches(&schema, &frame.collect().await?)?)
}

async fn one(sql: &str) -> Result<ArrayRef> {
    Ok(run(&Session::embedded(2, Lang::En), sql).await?.column(0).clone())
}

/// A query's answer as lines of JSON, or why there is none.
async fn json(sql: &str) -> String {
    let session = Session::embedded(2, Lang::En);
    let mut out = Vec::new();
    let written = match session.query(sql).await {
        Ok(frame) => write(frame, Format::Json, &mut out, Lang::En).await,
        Err(error) => Err(error),
    };
    match written {
        Ok(_) => String::from_utf8(out).unwrap(),
        Err(error) => reason(&error),
    }
}

async fn check(sql: &str, expect: &str) {
    assert_eq!(json(sql).await.trim_end(), expect, "{sql}");
}

async fn refused(sql: &str, words: &[&str]) {
    let text = json(sql).await;
    for word in words {
        assert!(text.contains(word), "{sql}\n{text}\nlacks: {word}");
    }
}

/// A value as SQL writes it.
fn literal(shape: &Shape, value: &Json) -> String {
    match (shape, value) {
        (_, Json::Null) => "NULL".to_string(),
        (Shape::Whole | Shape::Flag, _) => value.to_string(),
        (Shape::Date, _) => format!("DATE '{}'", value.as_str().unwrap()),
        // A bare decimal is read exactly.
        (Shape::Rate, _) => value.as_str().unwrap().to_string(),
        (Shape::Text, _) => format!("'{}'", value.as_str().unwrap().replace('\'', "''")),
        (Shape::List(inner), _) => {
            let items: Vec<String> = value.as_array().unwrap().iter().map(|item| literal(inner, item)).collect();
            format!("make_array({})", items.join(", "))
        }
        (Shape::Table(fields), _) => structure(fields, value),
    }
}

/// A struct in which every field stands, so that those of a list have one type; the order is not the schema's.
fn structure(fields: &[Field], value: &Json) -> String {
    let mut text = String::from("named_struct(");
    for (place, field) in fields.iter().rev().enumerate() {
        let comma = if place == 0 { "" } else { ", " };
        write!(text, "{comma}'{}', {}", field.name, literal(&field.shape, &value[&field.name])).unwrap();
    }
    text + ")"
}

fn samples(entry: &Entry) -> Vec<Json> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../calc/tests/samples");
    let text = fs::read_to_string(folder.join(format!("{}.json", entry.rule().id))).unwrap();
    let samples: Vec<Json> = serde_json::from_str(&text).unwrap();
    samples.into_iter().map(|mut sample| sample["input"].take()).collect()
}

/// Every worked input of every rule: one argument after the other and as a struct, the answer is that of `calc`.
#[tokio::test(flavor = "multi_thread")]
async fn sql_answers_as_calc_does() {
    let session = Session::embedded(2, Lang::En);
    let mut asked = 0;
    for entry in REGISTRY {
        let input = fields(&entry.input_schema());
        let answer = Shape::Table(fields(&entry.answer_schema()));
        let name = name(entry);
        for sample in samples(entry) {
            let text = sample.to_string();
            let found = entry.run(&read::parse_json(&text).unwrap());
            let positional: Vec<String> =
                input.iter().map(|field| literal(&field.shape, &sample[&field.name])).collect();
            let calls = [
                format!("{name}({})", positional.join(", ")),
                format!("try_{name}({})", structure(&input, &sample)),
                format!("why_not_{name}({})", structure(&input, &sample)),
            ];
            let sql = format!("SELECT {}, {}, {}", calls[0], calls[1], calls[2]);
            match found {
                Ok(found) => {
                    let mut expect = Answers::new(&answer, 1);
                    expect.push(&found).unwrap();
                    let expect = expect.finish().unwrap();
                    let row = run(&session, &sql).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
                    assert_eq!(row.column(0), &expect, "{sql}");
                    assert_eq!(row.column(1), &expect, "{sql}");
                    assert!(row.column(2).is_null(0), "{sql}");
                }
                Err(refusal) => {
                    let error = run(&session, &sql).await.expect_err(&sql);
                    assert!(reason(&error).contains(&refusal.field), "{sql}: {error}");
                    let row = run(&session, &format!("SELECT {}, {}", calls[1], calls[2])).await.unwrap();
                    assert!(row.column(0).is_null(0), "{sql}");
                    assert!(row.column(1).as_string::<i32>().value(0).starts_with(&format!("{}: ", refusal.field)));
                }
            }
            asked += 1;
        }
    }
    assert!(asked > REGISTRY.len(), "{asked} samples");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_shape_of_an_answer() {
    check(
        "SELECT civil_rehabilitation_minimum_repayment(10000000, 35000000) AS a",
        r#"{"a":{"confirmable":true,"minimum":3000000,"band":"three-million"}}"#,
    )
    .await;
    check(
        "SELECT civil_rehabilitation_minimum_repayment(standard_claims => 6000000, tier_total => 6000000)['minimum'] AS m",
        r#"{"m":1200000}"#,
    )
    .await;
    check(
        "SELECT home_loan_reschedule_limit('2051-03-31', DATE '1981-05-04', 'birthday') AS l",
        r#"{"l":{"latest_last_due_on":"2051-05-04"}}"#,
    )
    .await;
    let caps = one("SELECT interest_restriction_caps(1000000, 'loan', true, true)").await.unwrap();
    let late = caps.as_struct().column_by_name("late").unwrap();
    assert_eq!(late.data_type(), &DataType::Decimal128(13, 10));
    check("SELECT interest_restriction_caps(1000000, 'loan', true, true)['interest'] > 9 AS more", r#"{"more":true}"#)
        .await;
}

/// Many rows at once, in columns of other widths than the rule's own.
#[tokio::test(flavor = "multi_thread")]
async fn columns_of_every_width() {
    let batch = run(
        &Session::embedded(2, Lang::En),
        "SELECT CAST(value AS INT) AS claims, civil_rehabilitation_minimum_repayment(CAST(value AS INT), \
         CAST(value AS DECIMAL(20, 2)))['minimum'] AS minimum, \
         loan_late_charge(value, arrow_cast('14', 'Dictionary(Int32, Utf8)'), '2025-01-01', \
         arrow_cast(DATE '2026-01-01', 'Date64'), '365')['amount'] AS charge \
         FROM generate_series(1000000, 20000000, 1000) ORDER BY value",
    )
    .await
    .unwrap();
    assert_eq!(batch.num_rows(), 19_001);
    let column = |place: usize| batch.column(place).as_any().downcast_ref::<Int64Array>().unwrap().clone();
    let claims = batch.column(0).as_primitive::<datafusion::arrow::datatypes::Int32Type>();
    let (minimum, charge) = (column(1), column(2));
    for row in 0..batch.num_rows() {
        let owed = i64::from(claims.value(row));
        // 231条2項4号 by hand.
        let least = match owed {
            ..=5_000_000 => 1_000_000,
            5_000_001..=15_000_000 => (owed + 4) / 5,
            _ => 3_000_000,
        };
        assert_eq!(minimum.value(row), least, "{owed}");
        assert_eq!(charge.value(row), owed * 14 / 100, "{owed}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_known_has_no_answer_and_what_is_optional_is_left_out() {
    check("SELECT civil_rehabilitation_minimum_repayment(NULL, 1) AS a", r#"{"a":null}"#).await;
    check("SELECT civil_execution_attachable(CAST(NULL AS STRUCT<net BIGINT, period VARCHAR, support_claim BOOLEAN>)) AS a", r#"{"a":null}"#).await;
    check("SELECT civil_rehabilitation_required_total(6000000, 6000000, 0, NULL)['required'] AS r", r#"{"r":1200000}"#)
        .await;
    check("SELECT civil_rehabilitation_claims_cap(make_array())['total'] AS t", r#"{"t":0}"#).await;
    // Inside a list nothing may be missing: one claim without an amount makes the sum wrong.
    refused(
        "SELECT civil_rehabilitation_claims_cap(make_array(named_struct('amount', CAST(NULL AS BIGINT), 'kind', 'other')))",
        &["claims[0].amount"],
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bad_value_names_function_argument_and_remedy() {
    refused(
        "SELECT civil_rehabilitation_minimum_repayment(6000000, 5)",
        &[
            "civil_rehabilitation_minimum_repayment",
            "standard_claims",
            "6000000",
            "try_civil_rehabilitation_minimum_repayment",
        ],
    )
    .await;
    refused("SELECT loan_level_payment(1000000, 'x', 10)", &["loan_level_payment", "rate: "]).await;
    refused("SELECT civil_execution_attachable(1.5, 'month', false)", &["net: ", "1.5"]).await;
    refused("SELECT civil_execution_attachable(-1, 'month', false)", &["net: ", "-1"]).await;
    refused("SELECT civil_execution_attachable(440000, 'months', false)", &["period: ", "months", "half-month"]).await;
    check("SELECT try_civil_execution_attachable(-1, 'month', false) AS a", r#"{"a":null}"#).await;
    check("SELECT why_not_civil_execution_attachable(1, 'month', false) AS a", r#"{"a":null}"#).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_type_is_refused_before_any_row_is_read() {
    refused(
        "SELECT loan_level_payment(CAST(1000000 AS DOUBLE), 1.475, 10)",
        &["principal", "DOUBLE", "CAST(principal AS BIGINT)"],
    )
    .await;
    refused(
        "SELECT loan_level_payment(1000000, CAST(1.475 AS DOUBLE), 10)",
        &["rate", "CAST(rate AS DECIMAL(13, 10))"],
    )
    .await;
    refused("SELECT loan_level_payment(1000000)", &["rate", "loan_level_payment(principal BIGINT, rate DECIMAL"]).await;
    refused("SELECT home_position(1, 2, NULL, 4)", &["home_position(value BIGINT, secured BIGINT, [law_on DATE])"])
        .await;
    refused("SELECT home_position(named_struct('value', 1, 'secure', 2))", &["secure", "secured"]).await;
    refused("SELECT home_position(vale => 1, secured => 2)", &["vale", "value"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_queries_are_run() {
    refused("COPY (SELECT 1) TO '/nowhere/x.parquet'", &["--out"]).await;
    refused("SELECT 1; SELECT 2", &["Only the last"]).await;
    refused("CREATE VIEW v AS SELECT 1", &["must be a query"]).await;
    refused("  ", &["no SQL statement"]).await;
    refused("SELEC 1", &["SELEC"]).await;
    refused("SELECT * FROM nowhere", &["nowhere"]).await;
    check("CREATE VIEW v AS SELECT 7 AS n; SELECT n FROM v", r#"{"n":7}"#).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn files_have_names_and_every_format_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let csv = folder.path().join("loans.csv");
    fs::write(&csv, "id,owed,rate,due\na,30000000,1.475,2026-11-22\nb,20000000,0.5,2026-12-22\n").unwrap();
    let session = Session::embedded(1, Lang::En);
    session.register("loans", &csv).await.unwrap();
    let sql = "SELECT id, loan_level_payment(owed, rate, 360)['payment'] AS payment, due FROM loans ORDER BY id";
    let text = async |sql: &str, format| {
        let mut out = Vec::new();
        let written = match session.query(sql).await {
            Ok(frame) => write(frame, format, &mut out, Lang::En).await,
            Err(error) => Err(error),
        };
        written.map(|rows| (rows, out)).map_err(|error| reason(&error))
    };
    let (rows, out) = text(sql, Format::Csv).await.unwrap();
    assert_eq!(
        (rows, String::from_utf8(out).unwrap().as_str()),
        (2, "id,payment,due\na,103176,2026-11-22\nb,59837,2026-12-22\n")
    );
    let (_, table) = text(sql, Format::Table).await.unwrap();
    assert!(String::from_utf8(table).unwrap().contains("| a  | 103176  | 2026-11-22 |"));
    let (_, empty) = text("SELECT id FROM loans WHERE owed = 0", Format::Csv).await.unwrap();
    assert_eq!(empty, b"id\n");
    let refused = text("SELECT home_position(owed, 1) AS p FROM loans", Format::Csv).await.unwrap_err();
    assert!(refused.contains("p['field']"), "{refused}");

    let (_, parquet) = text(sql, Format::Parquet).await.unwrap();
    let file = folder.path().join("payments.parquet");
    fs::write(&file, parquet).unwrap();
    session.register("payments", &file).await.unwrap();
    let sum = run(&session, "SELECT sum(payment) AS s FROM payments").await.unwrap();
    assert_eq!(sum.column(0).as_any().downcast_ref::<Int64Array>().unwrap().value(0), 163_013);
    let by_path = run(&session, &format!("SELECT * FROM '{}'", file.display())).await.unwrap();
    assert_eq!(by_path.num_rows(), 2);

    for (path, word) in [("none.parquet", "none.parquet"), ("loans.xlsx", "loans.xlsx")] {
        let error = session.register("t", &folder.path().join(path)).await.unwrap_err();
        assert!(reason(&error).contains(word), "{error}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_scheduler_that_is_not_there_is_said_at_once() {
    // Taken and given back: nobody listens there.
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    for (url, word) in
        [(format!("df://{free}"), "saiken-query scheduler"), ("http://x".to_string(), "df://127.0.0.1:50050")]
    {
        let error = Session::cluster(&url, Lang::En).await.err().expect("nobody is there");
        assert!(reason(&error).contains(word), "{error}");
    }
}

/// What the planner says to each household of a book, and one that cannot be read.
#[tokio::test(flavor = "multi_thread")]
async fn a_book_is_a_table_of_routes() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("book.parquet");
    let synth = Synth { rows: 30, seed: 3, as_of: law::calendar::date(2026, 11, 22) };
    let mut households: Vec<_> = (0..30).map(|row| synth.household(row)).collect();
    households[4].as_of = None;
    let mut book = ParquetBook::open(&file, "synthetic").unwrap();
    book.write(&households).unwrap();
    book.publish().unwrap();
    let session = Session::embedded(1, Lang::En);
    session.register("book", &file).await.unwrap();

    let read = run(&session, "SELECT * FROM book").await.unwrap();
    let (table, _) = portfolio::load(&read).unwrap();
    let mut rows = portfolio::row::Rows::new(&table);
    let (mut long, mut wide) = (portfolio::Long::with_capacity(30), portfolio::Wide::with_capacity(30));
    for row in 0..30 {
        let Some(house) = rows.household(row, &mut Vec::new()) else { continue };
        let id = table.id.get(row).unwrap();
        let engine = portfolio::Engine::new(plan::Practice::default(), portfolio::By::Recovery);
        let outcomes = engine.outcomes(&house);
        long.push(id, &outcomes);
        wide.push(id, &outcomes.into());
    }
    for (function, expect) in [("saiken_plan", long.finish()), ("saiken_outcomes", wide.finish())] {
        for book in ["book", file.to_str().unwrap()] {
            let sql = format!("SELECT * FROM {function}('{book}', 'recovery') WHERE problem IS NULL");
            let found = run(&session, &sql).await.unwrap();
            assert_eq!(found.num_rows(), expect.num_rows(), "{sql}");
            for (place, column) in expect.columns().iter().enumerate() {
                let column = cast(column, found.column(place).data_type()).unwrap();
                assert_eq!(found.column(place), &column, "{sql}: {}", expect.schema().field(place).name());
            }
        }
        let sql = format!("SELECT id, problem FROM {function}('book') WHERE problem IS NOT NULL");
        let problems = run(&session, &sql).await.unwrap();
        assert_eq!(problems.num_rows(), 1);
        assert_eq!(Some(problems.column(0).as_string::<i32>().value(0)), households[4].id.as_deref());
        assert!(problems.column(1).as_string::<i32>().value(0).starts_with("as_of: "));
    }
    let refused = async |sql: &str, word: &str| {
        let error = run(&session, sql).await.expect_err(sql);
        assert!(reason(&error).contains(word), "{sql}: {error}");
    };
    refused("SELECT * FROM saiken_plan('nowhere.parquet')", "nowhere.parquet").await;
    refused("SELECT * FROM saiken_plan('book', 'luck')", "keep-home").await;
    refused("SELECT * FROM saiken_plan(1)", "saiken_plan('book.parquet')").await;
    refused("CREATE VIEW v AS SELECT 1 AS id, 2 AS home_valu; SELECT * FROM saiken_plan('v')", "home_value").await;
}

/// The list in the documents is the registry's.
#[test]
fn the_documents_list_every_function() {
    let page = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/sql.md");
    let page = fs::read_to_string(page).unwrap();
    for entry in REGISTRY {
        let line = signature(entry);
        assert!(page.lines().any(|found| found == line), "docs/sql.md lacks the line: {line}");
    }
}
