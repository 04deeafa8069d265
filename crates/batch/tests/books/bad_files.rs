//! Files that are no book.

use std::fs;
use std::fs::OpenOptions;
use std::io::Write as _;

use batch::job::{self, Job};

use crate::{Folder, rows, said};

/// A folder with a book whose table of households is changed as text.
fn changed(change: impl Fn(String) -> String) -> Folder {
    changed_table("households.csv", change)
}

fn changed_table(table: &str, change: impl Fn(String) -> String) -> Folder {
    let folder = Folder::new();
    folder.write(&rows(30));
    let path = folder.path("tables").join(table);
    let text = change(fs::read_to_string(&path).unwrap());
    fs::write(path, text).unwrap();
    folder
}

#[test]
fn every_mistake_of_the_columns_is_told_at_once() {
    let folder =
        changed(|text| text.replacen("debtor_born", "debtor_bron", 1).replacen("home_value,", "hoem_value,", 1));
    let said = folder.refused("tables");
    for part in
        ["\"debtor_bron\" is not known", "Did you mean \"debtor_born\"", "\"hoem_value\"", "\"debtor_born\" is missing"]
    {
        assert!(said.contains(part), "{part}: {said}");
    }
}

#[test]
fn a_column_of_ones_own_is_skipped() {
    let folder = changed(|text| text.replacen("occupation", "x_branch", 1));
    job::run(&folder.job("tables")).unwrap();
}

#[test]
fn a_column_of_the_wrong_type_is_named_with_both_types() {
    use std::sync::Arc;

    use arrow_array::{BooleanArray, RecordBatch};
    use arrow_schema::{DataType, Field, Schema};
    use parquet::arrow::ArrowWriter;

    let folder = Folder::new();
    let batch = portfolio::table::batch(&rows(3));
    let (place, _) = batch.schema().column_with_name("home_value").unwrap();
    let mut fields: Vec<Field> = batch.schema().fields().iter().map(|field| field.as_ref().clone()).collect();
    fields[place] = Field::new("home_value", DataType::Boolean, true);
    let mut columns = batch.columns().to_vec();
    columns[place] = Arc::new(BooleanArray::from(vec![true, false, true]));
    let batch = RecordBatch::try_new(Arc::new(Schema::new(fields)), columns).unwrap();
    let file = fs::File::create(folder.path("book.parquet")).unwrap();
    let mut writer = ArrowWriter::try_new(file, batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
    let said = folder.refused("book.parquet");
    assert!(said.contains("\"home_value\" has the type Boolean; it needs whole yen"), "{said}");
}

#[test]
fn a_file_that_ends_in_the_middle_is_refused() {
    let folder = Folder::new();
    folder.write(&rows(200));
    let path = folder.path("book.parquet");
    let whole = fs::read(&path).unwrap();
    for part in [whole.len() / 2, whole.len() - 1, 7, 4] {
        fs::write(&path, &whole[..part]).unwrap();
        let said = folder.refused("book.parquet");
        assert!(said.contains("cannot be read as Parquet") && said.contains("cut off"), "{part}: {said}");
    }
}

/// The footer is whole and promises pages that are not what they were.
#[test]
fn a_file_that_was_damaged_inside_is_refused() {
    let folder = Folder::new();
    folder.write(&rows(200));
    let path = folder.path("book.parquet");
    let whole = fs::read(&path).unwrap();
    let mut refused = 0;
    for part in 0..24 {
        let mut bytes = whole.clone();
        let start = bytes.len() * part / 40;
        bytes[start..start + 200].fill(0xa5);
        fs::write(&path, bytes).unwrap();
        match job::run(&Job { out: None, ..folder.job("book.parquet") }) {
            Err(failure) => {
                let said = said(&failure);
                assert!(said.contains("book.parquet"), "{part}: {said}");
                refused += 1;
            }
            // A changed figure is still a figure: nobody can tell. But no row may vanish.
            Ok(totals) => assert_eq!(totals.rows, 200, "{part}"),
        }
        assert_eq!(folder.unfinished(), Vec::<String>::new());
    }
    assert!(refused > 10, "{refused}");
}

#[test]
fn an_empty_file_and_one_that_is_not_there_are_named() {
    let folder = Folder::new();
    fs::write(folder.path("book.parquet"), "").unwrap();
    assert!(folder.refused("book.parquet").contains("book.parquet is empty"));
    assert!(folder.refused("other.parquet").contains("There is no file"));
    fs::write(folder.path("book.csv"), "").unwrap();
    assert!(folder.refused("book.csv").contains("is empty"));
}

/// A table with its header and no row is a book of nobody: an answer without rows.
#[test]
fn a_book_without_rows_has_an_answer_without_rows() {
    let folder = Folder::new();
    folder.write(&[]);
    for input in ["book.parquet", "tables"] {
        let totals = job::run(&folder.job(input)).unwrap();
        assert_eq!(totals.rows, 0);
        assert!(folder.has("out.parquet"));
    }
}

#[test]
fn claims_in_another_order_or_of_nobody_are_refused_before_the_run() {
    let reversed = |text: String| {
        let (header, rest) = text.split_once('\n').unwrap();
        let lines: Vec<&str> = rest.lines().rev().collect();
        format!("{header}\n{}\n", lines.join("\n"))
    };
    let said = changed_table("claims.csv", reversed).refused("tables");
    assert!(said.contains("does not follow the order of the households"), "{said}");
    let stranger = |text: String| text.replace("SYNTH-000000030,", "SYNTH-999999999,");
    let said = changed_table("claims.csv", stranger).refused("tables");
    assert!(said.contains("SYNTH-999999999"), "{said}");
    let keyless = |text: String| text.replacen("household,", "house,", 1);
    assert!(changed_table("claims.csv", keyless).refused("tables").contains("no column \"household\""));
}

#[test]
fn a_column_in_another_unit_is_told_and_can_be_insisted_on() {
    let folder = Folder::new();
    let mut book = rows(40);
    for row in &mut book {
        row.home_value = row.home_value.map(|value| law::Yen(value.0 / 10_000));
        row.home_value_low = None;
        row.home_value_high = None;
        for claim in row.claims.iter_mut().flatten() {
            claim.rate = claim.rate.and_then(|rate| rate.scaled(1, 100));
        }
    }
    folder.write(&book);
    let said = folder.refused("book.parquet");
    assert!(said.contains("\"home_value\" is too small in 40 of 40 cells: it seems to be in 10,000 yen"), "{said}");
    assert!(said.contains("\"claims.rate\"") && said.contains("6.00, not 0.06"), "{said}");
    let job = Job { units_as_written: true, ..folder.job("book.parquet") };
    // Each row is implausible on its own all the same.
    assert_eq!(job::run(&job).unwrap().failed, 40);
}

#[test]
fn a_line_that_is_no_text_is_a_mistake_of_its_row() {
    let folder = Folder::new();
    folder.write(&rows(5));
    let mut table = OpenOptions::new().append(true).open(folder.path("tables/households.csv")).unwrap();
    // 東京 in Shift_JIS, and a line that ends in the middle.
    table.write_all(b"S-1,2026-11-22,tokyo,\x93\x8c\x8b\x9e,\nS-2,2026-11").unwrap();
    let totals = job::run(&folder.job("tables")).unwrap();
    assert_eq!((totals.rows, totals.failed), (7, 2));
    let errors = folder.text("errors.csv");
    assert!(errors.contains("6,S-1,households,wrong-field-count") && errors.contains("7,S-2,households"), "{errors}");
}

/// What a run reads it never writes over, and no file of it stands in the place of another.
#[test]
fn a_file_is_never_written_over_another_of_the_same_run() {
    let folder = Folder::new();
    folder.write(&rows(2));
    let refused = |job: Job| said(&job::run(&job).expect_err("one file for two things"));
    let job = || folder.job("book.parquet");
    let book = folder.path("book.parquet");
    let before = fs::read(&book).unwrap();
    for wrong in [
        Job { out: Some(book.clone()), ..job() },
        Job { errors: Some(folder.path("tables/../book.parquet")), ..job() },
        Job { report: Some(book.clone()), ..job() },
        Job { errors: job().out, ..job() },
        Job { report: job().errors, ..job() },
        Job { errors: Some(folder.path("tables/claims.csv")), ..folder.job("tables") },
    ] {
        assert!(refused(wrong).contains("are the same file"));
    }
    assert_eq!(fs::read(&book).unwrap(), before);
    assert!(refused(Job { out: Some(folder.path("tables")), ..job() }).contains("is a folder"));
    assert!(refused(Job { out: Some(folder.path("nowhere/out.csv")), ..job() }).contains("no folder"));
    assert!(!folder.has("out.parquet") && !folder.has("errors.csv"));
}

/// Two rows of a table in Shift_JIS: 東京都 is no UTF-8 in either, and that is told once.
#[test]
fn a_table_in_another_encoding_is_told_once() {
    let folder = changed(|text| text);
    let path = folder.path("tables/households.csv");
    let text = fs::read_to_string(&path).unwrap();
    let header = text.lines().next().unwrap();
    let place = header.split(',').position(|column| column == "lives_in").unwrap();
    let mut bytes = format!("{header}\n").into_bytes();
    for line in text.lines().skip(1) {
        let mut cells: Vec<Vec<u8>> = line.split(',').map(|cell| cell.as_bytes().to_vec()).collect();
        cells[place] = b"\x93\x8c\x8b\x9e\x93\x73".to_vec();
        bytes.extend(cells.join(&b","[..]));
        bytes.push(b'\n');
    }
    fs::write(&path, bytes).unwrap();
    let said = folder.refused("tables");
    assert!(said.contains("is not UTF-8") && said.contains("CSV UTF-8"), "{said}");
}
