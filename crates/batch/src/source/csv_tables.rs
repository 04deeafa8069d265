//! Three CSV tables: households, and their claims and assets with the household's id in the column `household`.
//!
//! The tables of claims and assets follow the order of the households, so that they are joined while they are read, with
//! no more than a few rows in memory. A book in another order is told before anything is worked out.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow_array::builder::StringBuilder;
use arrow_array::{ArrayRef, ListArray, RecordBatch, StringArray, StructArray};
use arrow_buffer::OffsetBuffer;
use arrow_schema::{DataType, Field, Fields, Schema, SchemaRef};
use csv::{ByteRecord, Reader, ReaderBuilder};
use law::message;
use portfolio::Problem;

use super::{Ids, PIECE, Piece, Source, check};
use crate::Failure;

/// Ids that are read together.
const IDS: usize = 16_384;

/// The column that joins.
const KEY: &str = "household";

/// Where the tables are. A table that is not there leaves its list unknown in every row.
#[derive(Clone, Debug)]
pub struct CsvPaths {
    /// One row a household.
    pub households: PathBuf,
    /// One row a claim.
    pub claims: Option<PathBuf>,
    /// One row an asset.
    pub assets: Option<PathBuf>,
}

/// A table with its header.
struct Table {
    path: PathBuf,
    reader: Reader<File>,
    header: Vec<String>,
    bytes: u64,
}

impl Table {
    fn open(path: &Path) -> Result<Table, Failure> {
        let file = File::open(path).map_err(|error| Failure::reading(path, &error))?;
        let bytes = file.metadata().map_err(|error| Failure::reading(path, &error))?.len();
        if bytes == 0 {
            return Err(Failure::of(message!("batch.empty-file", path = path.display().to_string())));
        }
        let mut reader = ReaderBuilder::new().flexible(true).buffer_capacity(1 << 18).from_reader(file);
        let header = reader.byte_headers().map_err(|error| unreadable(path, &error))?;
        let header = header.iter().enumerate().map(|(place, name)| {
            let name = String::from_utf8_lossy(name);
            // Some programs begin a file with the mark of its byte order.
            let name = if place == 0 { name.trim_start_matches('\u{feff}') } else { &name };
            name.trim().to_string()
        });
        let header = header.collect();
        Ok(Table { path: path.to_path_buf(), reader, header, bytes })
    }

    fn read(&mut self, record: &mut ByteRecord) -> Result<bool, Failure> {
        self.reader.read_byte_record(record).map_err(|error| unreadable(&self.path, &error))
    }

    fn fields(&self) -> Fields {
        self.header.iter().map(|name| Field::new(name, DataType::Utf8, true)).collect()
    }

    fn place_of(&self, name: &str) -> Result<usize, Failure> {
        self.header.iter().position(|column| column == name).ok_or_else(|| {
            let table = self.path.display().to_string();
            let message = message!("batch.missing-key", column = name.to_string(), path = table);
            Failure::with_hint(message, message!("batch.hint.missing-column"))
        })
    }
}

fn unreadable(path: &Path, error: &csv::Error) -> Failure {
    if let csv::ErrorKind::Io(error) = error.kind() {
        return Failure::reading(path, error);
    }
    Failure::of(message!("batch.cannot-read", path = path.display().to_string(), detail = error.to_string()))
}

/// Columns of text that grow line by line.
struct Texts {
    columns: Vec<StringBuilder>,
    rows: usize,
}

impl Texts {
    fn new(columns: usize) -> Texts {
        Texts { columns: (0..columns).map(|_| StringBuilder::new()).collect(), rows: 0 }
    }

    /// Adds a line; an empty field is left out. What is wrong with the line as such is told.
    fn push(&mut self, record: &ByteRecord) -> Option<Fault> {
        let mut fault = (record.len() != self.columns.len())
            .then_some(Fault::Fields { found: record.len(), expected: self.columns.len() });
        for (place, column) in self.columns.iter_mut().enumerate() {
            match record.get(place).map(str::from_utf8) {
                Some(Ok(text)) if !text.is_empty() => column.append_value(text),
                Some(Err(_)) => {
                    fault.get_or_insert(Fault::Text);
                    column.append_null();
                }
                _ => column.append_null(),
            }
        }
        self.rows += 1;
        fault
    }

    fn finish(&mut self) -> (Vec<ArrayRef>, usize) {
        let rows = std::mem::take(&mut self.rows);
        (self.columns.iter_mut().map(|column| Arc::new(column.finish()) as ArrayRef).collect(), rows)
    }
}

/// What is wrong with a line.
enum Fault {
    Fields { found: usize, expected: usize },
    Text,
}

impl Fault {
    fn problem(self, row: usize, table: &str) -> Problem {
        let (code, message, hint) = match self {
            Fault::Fields { found, expected } => (
                "wrong-field-count",
                message!("batch.wrong-field-count", found = found, expected = expected),
                message!("batch.hint.wrong-field-count"),
            ),
            Fault::Text => ("not-utf8", message!("batch.not-utf8"), message!("batch.hint.not-utf8")),
        };
        Problem { row, column: table.to_string(), code, message, hint: Some(hint) }
    }
}

/// A table of claims or assets, read beside the households.
struct Children {
    name: &'static str,
    table: Table,
    key: usize,
    /// The line that was read and belongs to a later household.
    next: Option<ByteRecord>,
}

impl Children {
    fn open(name: &'static str, path: &Path) -> Result<Children, Failure> {
        let table = Table::open(path)?;
        let key = table.place_of(KEY)?;
        let mut children = Children { name, table, key, next: None };
        children.advance(ByteRecord::new())?;
        Ok(children)
    }

    fn advance(&mut self, mut record: ByteRecord) -> Result<(), Failure> {
        self.next = if self.table.read(&mut record)? { Some(record) } else { None };
        Ok(())
    }

    /// Adds the lines of a household.
    fn take(
        &mut self,
        id: &[u8],
        row: usize,
        texts: &mut Texts,
        problems: &mut Vec<Problem>,
    ) -> Result<usize, Failure> {
        let mut count = 0;
        while let Some(record) = self.next.take_if(|record| record.get(self.key) == Some(id)) {
            problems.extend(texts.push(&record).map(|fault| fault.problem(row, self.name)));
            count += 1;
            self.advance(record)?;
        }
        Ok(count)
    }

    /// The fields of a line without the key.
    fn fields(&self) -> Fields {
        let fields = self.table.fields();
        fields.iter().enumerate().filter(|(place, _)| *place != self.key).map(|(_, field)| field.clone()).collect()
    }

    fn left_over(&self) -> Option<Failure> {
        let record = self.next.as_ref()?;
        let id = String::from_utf8_lossy(record.get(self.key).unwrap_or_default()).into_owned();
        let line = record.position().map_or(0, csv::Position::line);
        let table = self.table.path.display().to_string();
        let message = message!("batch.wrong-order", path = table, line = line, id = id);
        Some(Failure::with_hint(message, message!("batch.hint.wrong-order")))
    }
}

/// See the module.
pub struct CsvTables {
    households: Table,
    key: usize,
    children: Vec<Children>,
    schema: SchemaRef,
    line: ByteRecord,
    ended: bool,
}

impl CsvTables {
    /// Opens the tables, checks their columns and that they are in one order.
    pub fn open(paths: &CsvPaths) -> Result<CsvTables, Failure> {
        let mut tables = CsvTables::begin(paths)?;
        check(&tables.schema)?;
        tables.check_order()?;
        CsvTables::begin(paths)
    }

    fn begin(paths: &CsvPaths) -> Result<CsvTables, Failure> {
        let households = Table::open(&paths.households)?;
        let key = households.place_of("id")?;
        let mut children = Vec::new();
        for (name, path) in [("claims", &paths.claims), ("assets", &paths.assets)] {
            if let Some(path) = path {
                children.push(Children::open(name, path)?);
            }
        }
        let mut fields: Vec<Field> = households.fields().iter().map(|field| field.as_ref().clone()).collect();
        for children in &children {
            let item = Field::new("item", DataType::Struct(children.fields()), true);
            fields.push(Field::new(children.name, DataType::List(Arc::new(item)), true));
        }
        let schema = Arc::new(Schema::new(fields));
        Ok(CsvTables { households, key, children, schema, line: ByteRecord::new(), ended: false })
    }

    /// Reads all keys: every line of the children must find its household. A table that was saved in another encoding
    /// altogether is told once and not line by line.
    fn check_order(&mut self) -> Result<(), Failure> {
        let mut household = ByteRecord::new();
        let (mut foreign, mut understood) = (0_u64, 0_u64);
        while self.households.read(&mut household)? {
            crate::interrupt::check()?;
            match str::from_utf8(household.as_slice()) {
                Err(_) => foreign += 1,
                Ok(text) => understood += u64::from(!text.is_ascii()),
            }
            let id = household.get(self.key).unwrap_or_default();
            for children in &mut self.children {
                while let Some(record) = children.next.take_if(|record| record.get(children.key) == Some(id)) {
                    children.advance(record)?;
                }
            }
        }
        if foreign > understood {
            let message = message!("batch.not-utf8-table", path = self.households.path.display().to_string());
            return Err(Failure::with_hint(message, message!("batch.hint.not-utf8")));
        }
        self.children.iter().find_map(Children::left_over).map_or(Ok(()), Err)
    }
}

impl Source for CsvTables {
    fn next(&mut self) -> Result<Option<Piece>, Failure> {
        if self.ended {
            return Ok(None);
        }
        let mut problems = Vec::new();
        let mut own = Texts::new(self.households.header.len());
        let mut inner: Vec<(Texts, Vec<usize>)> =
            self.children.iter().map(|children| (Texts::new(children.table.header.len()), Vec::new())).collect();
        while own.rows < PIECE {
            if !self.households.read(&mut self.line)? {
                self.ended = true;
                break;
            }
            let row = own.rows;
            problems.extend(own.push(&self.line).map(|fault| fault.problem(row, "households")));
            let id = self.line.get(self.key).unwrap_or_default();
            for (children, (texts, lengths)) in self.children.iter_mut().zip(&mut inner) {
                lengths.push(children.take(id, row, texts, &mut problems)?);
            }
        }
        if own.rows == 0 {
            return Ok(None);
        }
        let (mut columns, _) = own.finish();
        for (children, (mut texts, lengths)) in self.children.iter().zip(inner) {
            let (mut fields, rows) = texts.finish();
            fields.remove(children.key);
            let names = children.fields();
            let values = StructArray::try_new_with_length(names.clone(), fields, None, rows)
                .expect("columns of one length, as they were read");
            let item = Arc::new(Field::new("item", DataType::Struct(names), true));
            let offsets = OffsetBuffer::from_lengths(lengths);
            columns.push(Arc::new(ListArray::new(item, offsets, Arc::new(values), None)));
        }
        let rows =
            RecordBatch::try_new(self.schema.clone(), columns).expect("columns of one length, as they were read");
        Ok(Some(Piece { rows, problems }))
    }

    fn rows(&self) -> Option<u64> {
        None
    }

    fn thousandths(&self) -> u64 {
        let read = self.households.reader.position().byte();
        (read.saturating_mul(1_000) / self.households.bytes.max(1)).min(1_000)
    }
}

/// The ids alone.
pub(super) fn ids(path: &Path) -> Result<Ids, Failure> {
    let mut table = Table::open(path)?;
    let key = table.place_of("id")?;
    Ok(Box::new(std::iter::from_fn(move || {
        let mut texts = Texts::new(1);
        let mut record = ByteRecord::new();
        while texts.rows < IDS {
            match table.read(&mut record) {
                Ok(true) => {
                    let mut own = ByteRecord::new();
                    own.push_field(record.get(key).unwrap_or_default());
                    texts.push(&own);
                }
                Ok(false) => break,
                Err(failure) => return Some(Err(failure)),
            }
        }
        if texts.rows == 0 {
            return None;
        }
        Some(Ok(StringArray::from(texts.columns[0].finish())))
    })))
}
