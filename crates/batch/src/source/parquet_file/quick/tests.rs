//! What is read the short way is what the library reads.

use std::fs::File;
use std::path::{Path, PathBuf};

use arrow_array::cast::AsArray as _;
use arrow_array::{Array as _, RecordBatch, RecordBatchReader as _};
use arrow_schema::{DataType, Field, Schema};
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, Encoding};
use parquet::errors::ParquetError;
use parquet::file::properties::{WriterProperties, WriterPropertiesBuilder, WriterVersion};
use portfolio::table::{self, Dependant, Household};
use tempfile::TempDir;

use super::*;
use crate::source::Source as _;
use crate::source::parquet_file::{ParquetFile, builder, library};
use crate::synth::Synth;

/// A book in which lists are there, empty and not there, at every place.
fn book(rows: u64) -> Vec<Household> {
    let synth = Synth { rows, seed: 7, as_of: law::calendar::date(2026, 4, 1) };
    let mut book: Vec<Household> = (0..rows).map(|row| synth.household(row)).collect();
    for (row, house) in book.iter_mut().enumerate() {
        for (place, claim) in house.claims.iter_mut().flatten().enumerate() {
            claim.principal = claim.principal.filter(|_| (row + place) % 5 > 0);
            claim.joint_debtor = [None, Some(false), Some(true)][(row + place) % 3];
            match (row * 7 + place) % 11 {
                0..3 => claim.unpaid = None,
                3 => claim.unpaid = Some(Vec::new()),
                _ => (),
            }
        }
        match row % 13 {
            0 => house.claims = None,
            1 | 2 => house.claims = Some(Vec::new()),
            _ => (),
        }
        match row % 17 {
            0 => house.assets = None,
            1 => house.dependants_born = Some(vec![Dependant { born: None }; row % 4]),
            2 => house.dependants_born = None,
            _ => (),
        }
    }
    book
}

fn properties() -> WriterPropertiesBuilder {
    WriterProperties::builder().set_compression(Compression::SNAPPY)
}

/// A file of batches.
fn written(folder: &TempDir, properties: WriterPropertiesBuilder, batch: &RecordBatch) -> PathBuf {
    let path = folder.path().join("book.parquet");
    let mut writer =
        ArrowWriter::try_new(File::create(&path).unwrap(), batch.schema(), Some(properties.build())).unwrap();
    // In parts: pages end where a part ends too.
    for start in (0..batch.num_rows()).step_by(97) {
        writer.write(&batch.slice(start, (batch.num_rows() - start).min(97))).unwrap();
    }
    writer.close().unwrap();
    path
}

/// Everything that a file has, so many rows at a time.
fn read_by_library(path: &Path, rows: usize) -> Vec<RecordBatch> {
    let builder = builder(path).unwrap().with_batch_size(rows);
    builder.build().unwrap().map(Result::unwrap).collect()
}

fn read_quickly(path: &Path, rows: usize) -> Result<Vec<RecordBatch>, ParquetError> {
    let builder = builder(path).unwrap();
    let metadata = Arc::clone(builder.metadata());
    let schema = builder.build().unwrap().schema();
    let mut quick = Quick::new(File::open(path).unwrap(), &metadata, schema).ok_or_else(unusual)?;
    let mut batches = Vec::new();
    while let Some(batch) = quick.next(rows)? {
        batches.push(batch);
    }
    Ok(batches)
}

/// Both read the same, whatever is read at a time.
fn check(path: &Path) {
    for rows in [1, 64, 100, 1_000, 5_000] {
        let (found, expected) = (read_quickly(path, rows).unwrap(), read_by_library(path, rows));
        assert_eq!(found.len(), expected.len());
        for (found, expected) in found.iter().zip(&expected) {
            assert_eq!(found.schema(), expected.schema());
            for (at, field) in found.schema().fields().iter().enumerate() {
                assert_eq!(found.column(at), expected.column(at), "{} of {rows}", field.name());
            }
        }
    }
}

#[test]
fn what_is_read_is_what_the_library_reads() {
    let batch = table::batch(&book(1_500));
    let small = || properties().set_data_page_row_count_limit(40).set_write_batch_size(16);
    let second = || properties().set_writer_version(WriterVersion::PARQUET_2_0).set_encoding(Encoding::PLAIN);
    for properties in [
        properties(),
        properties().set_compression(Compression::UNCOMPRESSED),
        properties().set_max_row_group_row_count(Some(700)),
        small(),
        small().set_dictionary_enabled(false),
        // A dictionary that is given up somewhere in the middle.
        properties().set_dictionary_page_size_limit(40).set_write_batch_size(64),
        small().set_max_row_group_row_count(Some(333)),
        second(),
        second().set_data_page_row_count_limit(40).set_write_batch_size(16).set_max_row_group_row_count(Some(333)),
    ] {
        let folder = TempDir::new().unwrap();
        check(&written(&folder, properties, &batch));
    }
    let folder = TempDir::new().unwrap();
    check(&written(&folder, properties(), &batch.slice(0, 0)));
}

/// Where nothing may lack there are fewer levels; and a list may have values instead of records.
#[test]
fn other_shapes_of_lists_are_read_too() {
    let column = |item: Field, batch: &RecordBatch, name: &str, nullable: bool| {
        let list = batch.column_by_name(name).unwrap();
        let field = Field::new(name, DataType::List(Arc::new(item)), nullable);
        let list = arrow_cast::cast(list, field.data_type()).unwrap();
        RecordBatch::try_new(Arc::new(Schema::new(vec![field])), vec![list]).unwrap()
    };
    let full: Vec<Household> = book(500).into_iter().filter(|house| house.assets.is_some()).collect();
    let batch = table::batch(&full);
    let DataType::List(item) = batch.column_by_name("assets").unwrap().data_type().clone() else { unreachable!() };
    let DataType::Struct(fields) = item.data_type() else { unreachable!() };
    let needed: Fields =
        fields.iter().map(|field| field.as_ref().clone().with_nullable(field.name() != "kind")).collect();
    let assets = Field::new("element", DataType::Struct(needed), false);
    let folder = TempDir::new().unwrap();
    check(&written(&folder, properties().set_data_page_row_count_limit(40), &column(assets, &batch, "assets", false)));

    let born = batch.column_by_name("dependants_born").unwrap().as_list::<i32>();
    let days = born.values().as_struct().column(0);
    let item = Arc::new(Field::new("item", DataType::Date32, true));
    let days = ListArray::new(Arc::clone(&item), born.offsets().clone(), Arc::clone(days), born.nulls().cloned());
    let field = Field::new("dependants_born", DataType::List(item), true);
    let days = RecordBatch::try_new(Arc::new(Schema::new(vec![field])), vec![Arc::new(days)]).unwrap();
    let folder = TempDir::new().unwrap();
    check(&written(&folder, properties(), &days));
}

/// Encodings that are not read here, from the beginning or from somewhere in the middle: the library goes on.
#[test]
fn what_is_unusual_is_left_to_the_library_at_its_row() {
    let batch = table::batch(&book(5_000));
    let second = || properties().set_writer_version(WriterVersion::PARQUET_2_0);
    let some = second().set_max_row_group_row_count(Some(3_000)).set_dictionary_page_size_limit(2_000);
    for properties in [second().set_dictionary_enabled(false), some.set_write_batch_size(512)] {
        let folder = TempDir::new().unwrap();
        let path = written(&folder, properties, &batch);
        assert!(read_quickly(&path, 1_024).is_err());
        let mut file = ParquetFile::open(&path).unwrap();
        for expected in library(&path, builder(&path).unwrap(), 0).unwrap() {
            assert_eq!(file.next().unwrap().unwrap().rows, expected.unwrap());
        }
        assert!(file.next().unwrap().is_none());
    }
}
