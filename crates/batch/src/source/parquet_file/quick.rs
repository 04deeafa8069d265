//! A book as most programs write it, read the short way.
//!
//! The library's reader works the levels of every column in a list out anew, although neighbours in a list all have the same
//! ones, and cell by cell. Here a list's first column says where its rows and entries end, and the others follow. Pages are
//! the library's to find, check and decompress. Whatever is unusual – types, encodings, lists of another shape, a file that
//! contradicts itself – is an error here and left to the library, which goes on from the row where this ended.

mod leaf;
mod numbers;
mod values;

use std::fs::File;
use std::sync::Arc;

use arrow_array::{ArrayRef, ListArray, RecordBatch, StructArray};
use arrow_buffer::{BooleanBufferBuilder, NullBuffer, OffsetBuffer};
use arrow_schema::{DataType, FieldRef, Fields, SchemaRef};
use arrow_select::concat::concat_batches;
use parquet::basic::Repetition;
use parquet::errors::ParquetError;
use parquet::file::metadata::ParquetMetaData;
use parquet::schema::types::{SchemaDescriptor, Type};

use leaf::Leaf;

/// What is not read here.
fn unusual() -> ParquetError {
    ParquetError::General("its pages are not what its footer says".to_string())
}

/// See the module.
pub(super) struct Quick {
    file: Arc<File>,
    metadata: Arc<ParquetMetaData>,
    schema: SchemaRef,
    columns: Vec<Column>,
    /// The row group that is read next, and what is left of the one before it.
    group: usize,
    left: usize,
}

enum Column {
    Cells(Box<Leaf>),
    Lists(Lists),
}

/// A column of lists.
struct Lists {
    item: FieldRef,
    levels: Levels,
    content: Content,
}

/// What levels mean for a list.
struct Levels {
    /// The level of definition of a list that is there, where lists may lack.
    known: Option<u8>,
    /// That of its entries, and of those of the list around it.
    entries: u8,
    around: u8,
    /// The level of repetition of its entries.
    depth: u8,
}

/// What stands in an entry. The first column of a list leads the others; so do those of lists inside.
enum Content {
    Cells(Box<Leaf>),
    Records { fields: Fields, known: Option<u8>, columns: Vec<Column> },
}

impl Quick {
    /// Columns of a file by the schema in which they are wanted; `None` where one is unusual.
    pub(super) fn new(file: File, metadata: &Arc<ParquetMetaData>, schema: SchemaRef) -> Option<Quick> {
        let file_schema = metadata.file_metadata().schema_descr();
        let columns = columns_of(file_schema, schema.fields(), &Place::root(file_schema.root_schema()))?;
        let (file, metadata) = (Arc::new(file), Arc::clone(metadata));
        Some(Quick { file, metadata, schema, columns, group: 0, left: 0 })
    }

    /// The next rows, at most so many: fewer only at the end.
    pub(super) fn next(&mut self, count: usize) -> Result<Option<RecordBatch>, ParquetError> {
        let mut parts = Vec::new();
        let mut lacking = count;
        while lacking > 0 && (self.left > 0 || self.begin_group()?) {
            let some = lacking.min(self.left);
            let columns = self.columns.iter_mut().map(|column| column.read(some)).collect::<Result<_, _>>()?;
            parts.push(RecordBatch::try_new(Arc::clone(&self.schema), columns)?);
            self.left -= some;
            lacking -= some;
            if self.left == 0 {
                self.columns.iter_mut().try_for_each(|column| column.each(&mut Leaf::end))?;
            }
        }
        Ok(match parts.len() {
            0 => None,
            1 => parts.pop(),
            _ => Some(concat_batches(&self.schema, &parts)?),
        })
    }

    /// Goes to the next row group that has rows.
    fn begin_group(&mut self) -> Result<bool, ParquetError> {
        while self.left == 0 {
            let Quick { file, metadata, columns, .. } = self;
            if self.group == metadata.num_row_groups() {
                return Ok(false);
            }
            let group = metadata.row_group(self.group);
            self.left = usize::try_from(group.num_rows()).map_err(|_| unusual())?;
            self.group += 1;
            columns.iter_mut().try_for_each(|column| column.each(&mut |leaf| leaf.begin(file, group)))?;
        }
        Ok(true)
    }
}

/// Where something stands in the schema of a file.
struct Place<'s> {
    at: &'s Type,
    path: Vec<&'s str>,
    /// Its levels of definition and of repetition.
    level: u8,
    depth: u8,
    /// The level of definition of the entries of the list around it.
    around: u8,
}

impl<'s> Place<'s> {
    fn root(schema: &'s Type) -> Place<'s> {
        Place { at: schema, path: Vec::new(), level: 0, depth: 0, around: 0 }
    }

    /// A part of it.
    fn part(&self, at: &'s Type) -> Option<Place<'s>> {
        let level = match at.get_basic_info().repetition() {
            Repetition::REQUIRED => self.level,
            Repetition::OPTIONAL => self.level + 1,
            Repetition::REPEATED => return None,
        };
        let path = self.path.iter().copied().chain([at.name()]).collect();
        Some(Place { at, path, level, depth: self.depth, around: self.around })
    }

    fn named(&self, name: &str) -> Option<Place<'s>> {
        self.part(self.at.get_fields().iter().find(|part| part.name() == name)?)
    }

    /// The entries of a list in three levels, as the format has them.
    fn item(&self) -> Option<Place<'s>> {
        let [repeated] = self.at.get_fields() else { return None };
        let is_repeated = repeated.get_basic_info().repetition() == Repetition::REPEATED && repeated.is_group();
        // By these names old writers mean that the repeated group itself is the entry.
        let is_entry = repeated.name() == "array" || repeated.name().ends_with("_tuple");
        let ([item], true, false) = (repeated.get_fields(), is_repeated, is_entry) else { return None };
        let path = self.path.iter().copied().chain([repeated.name()]).collect();
        let level = self.level + 1;
        Place { at: repeated, path, level, depth: self.depth + 1, around: level }.part(item)
    }

    /// The level at which it is there, where it may lack.
    fn known(&self) -> Option<u8> {
        (self.at.get_basic_info().repetition() == Repetition::OPTIONAL).then_some(self.level)
    }
}

fn columns_of(schema: &SchemaDescriptor, fields: &Fields, place: &Place<'_>) -> Option<Vec<Column>> {
    let column = |field: &FieldRef| column_of(schema, field.data_type(), &place.named(field.name())?);
    fields.iter().map(column).collect()
}

fn column_of(schema: &SchemaDescriptor, data_type: &DataType, place: &Place<'_>) -> Option<Column> {
    let DataType::List(item) = data_type else { return Some(Column::Cells(leaf_of(schema, data_type, place)?)) };
    if place.at.is_primitive() {
        return None;
    }
    let inside = place.item()?;
    let mut content = match item.data_type() {
        DataType::Struct(fields) => {
            let columns = columns_of(schema, fields, &inside)?;
            Content::Records { fields: fields.clone(), known: inside.known(), columns }
        }
        single => Content::Cells(leaf_of(schema, single, &inside)?),
    };
    content.leader()?.lead();
    let levels = Levels { known: place.known(), entries: inside.around, around: place.around, depth: inside.depth };
    Some(Column::Lists(Lists { item: Arc::clone(item), levels, content }))
}

fn leaf_of(schema: &SchemaDescriptor, data_type: &DataType, place: &Place<'_>) -> Option<Box<Leaf>> {
    let is_here = |path: &[String]| path.iter().map(String::as_str).eq(place.path.iter().copied());
    let at = schema.columns().iter().position(|column| is_here(column.path().parts()))?;
    Leaf::new(at, &schema.column(at), data_type)
}

impl Content {
    /// The column that says where rows and entries end.
    fn leader(&mut self) -> Option<&mut Leaf> {
        match self {
            Content::Cells(leaf) => Some(leaf.as_mut()),
            Content::Records { columns, .. } => columns.iter_mut().find_map(|column| match column {
                Column::Cells(leaf) => Some(leaf.as_mut()),
                Column::Lists(_) => None,
            }),
        }
    }
}

impl Column {
    /// Does something with each column of the file.
    fn each(&mut self, work: &mut dyn FnMut(&mut Leaf) -> Result<(), ParquetError>) -> Result<(), ParquetError> {
        match self {
            Column::Cells(leaf) | Column::Lists(Lists { content: Content::Cells(leaf), .. }) => work(leaf),
            Column::Lists(Lists { content: Content::Records { columns, .. }, .. }) => {
                columns.iter_mut().try_for_each(|column| column.each(work))
            }
        }
    }

    /// The next rows.
    fn read(&mut self, rows: usize) -> Result<ArrayRef, ParquetError> {
        match self {
            Column::Cells(leaf) => {
                leaf.read_levels(rows)?;
                leaf.array(0)
            }
            Column::Lists(lists) => lists.read(rows),
        }
    }
}

impl Lists {
    /// The lists of the next rows.
    fn read(&mut self, rows: usize) -> Result<ArrayRef, ParquetError> {
        let leader = self.content.leader().ok_or_else(unusual)?;
        leader.read_rows(rows)?;
        let (repeated, defined) = leader.levels();
        let levels = defined.len();
        let (offsets, nulls) = self.levels.lists(repeated, defined);
        let entries = offsets.last().copied().unwrap_or(0).cast_unsigned() as usize;
        let values = self.content.read(rows, levels, self.levels.entries, entries)?;
        Ok(Arc::new(ListArray::try_new(Arc::clone(&self.item), OffsetBuffer::new(offsets.into()), values, nulls)?))
    }
}

impl Levels {
    /// Where each list begins and the last one ends, and which lists are there, where not all of them are.
    fn lists(&self, repeated: &[u8], defined: &[u8]) -> (Vec<i32>, Option<NullBuffer>) {
        let mut offsets = Vec::with_capacity(defined.len() + 1);
        let mut there = BooleanBufferBuilder::new(defined.len());
        let mut entries = 0;
        for (repetition, definition) in repeated.iter().zip(defined) {
            if *repetition < self.depth && *definition >= self.around {
                offsets.push(entries);
                there.append(self.known.is_none_or(|known| *definition >= known));
            }
            entries += i32::from(*definition >= self.entries);
        }
        offsets.push(entries);
        (offsets, Some(NullBuffer::new(there.finish())).filter(|there| there.null_count() > 0))
    }
}

impl Content {
    /// The entries of the lists of some rows, once their leader was read: it had so many levels.
    fn read(&mut self, rows: usize, levels: usize, level: u8, entries: usize) -> Result<ArrayRef, ParquetError> {
        match self {
            Content::Cells(leaf) => leaf.array(level),
            Content::Records { fields, known, columns } => {
                let read = |column: &mut Column| match column {
                    Column::Cells(leaf) => {
                        leaf.follow(levels)?;
                        leaf.array(level)
                    }
                    Column::Lists(lists) => lists.read(rows),
                };
                let parts = columns.iter_mut().map(read).collect::<Result<_, _>>()?;
                let fields = fields.clone();
                let nulls = known.and_then(|known| self.leader()?.records(known));
                Ok(Arc::new(StructArray::try_new_with_length(fields, parts, nulls, entries)?))
            }
        }
    }
}

#[cfg(test)]
mod tests;
