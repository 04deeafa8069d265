//! One column of a row group: its pages, level by level and value by value.

use std::fs::File;
use std::sync::Arc;

use arrow_array::ArrayRef;
use arrow_buffer::NullBuffer;
use arrow_schema::DataType;
use bytes::Bytes;
use parquet::basic::Encoding;
use parquet::column::page::{Page, PageReader};
use parquet::errors::ParquetError;
use parquet::file::metadata::RowGroupMetaData;
use parquet::file::serialized_reader::SerializedPageReader;
use parquet::schema::types::ColumnDescriptor;

use super::numbers::Numbers;
use super::unusual;
use super::values::{Gaps, Values, count, mask, values};

/// See the module.
pub(super) struct Leaf {
    place: usize,
    /// The level of definition of a cell that is filled.
    filled: u8,
    /// The highest level of repetition.
    repeats: u8,
    /// Do others follow where its rows end? Then its levels of repetition are read.
    leads: bool,
    pages: Option<Box<dyn PageReader>>,
    page: Opened,
    values: Box<dyn Values>,
    /// The levels of what was read last: of repetition where it leads, and of definition.
    repeated: Vec<u8>,
    defined: Vec<u8>,
}

/// Levels of a page that leads: they are kept whole, and a damaged head may promise any number.
const MOST: usize = 1 << 24;

/// What is left of a page.
#[derive(Default)]
struct Opened {
    left: usize,
    /// The levels of repetition of the whole page.
    repeated: Vec<u8>,
    defined: Numbers,
    stored: Stored,
}

/// How the values of a page stand there.
enum Stored {
    /// One after the other, the next one from this place.
    Plain(Bytes, usize),
    /// As numbers.
    Numbers(Numbers),
}

impl Default for Stored {
    fn default() -> Stored {
        Stored::Plain(Bytes::new(), 0)
    }
}

impl Leaf {
    /// A column of the file, to be read as an array of this type; `None` where it is left to the library.
    pub(super) fn new(place: usize, column: &ColumnDescriptor, data_type: &DataType) -> Option<Box<Leaf>> {
        Some(Box::new(Leaf {
            place,
            filled: u8::try_from(column.max_def_level()).ok()?,
            repeats: u8::try_from(column.max_rep_level()).ok()?,
            leads: false,
            pages: None,
            page: Opened::default(),
            values: values(data_type, column.physical_type())?,
            repeated: Vec::new(),
            defined: Vec::new(),
        }))
    }

    /// Others will follow where its rows end.
    pub(super) fn lead(&mut self) {
        self.leads = true;
    }

    /// Goes to the beginning of a row group.
    pub(super) fn begin(&mut self, file: &Arc<File>, group: &RowGroupMetaData) -> Result<(), ParquetError> {
        let rows = usize::try_from(group.num_rows()).map_err(|_| unusual())?;
        let pages = SerializedPageReader::new(Arc::clone(file), group.column(self.place), rows, None)?;
        self.pages = Some(Box::new(pages));
        self.page.left = 0;
        self.values.forget_dictionary();
        Ok(())
    }

    /// Ends a row group, of which nothing may be left.
    pub(super) fn end(&mut self) -> Result<(), ParquetError> {
        if self.has_more()? { Err(unusual()) } else { Ok(()) }
    }

    /// Is anything left of the row group?
    fn has_more(&mut self) -> Result<bool, ParquetError> {
        while self.page.left == 0 {
            let Some(pages) = &mut self.pages else { return Ok(false) };
            match pages.get_next_page()? {
                Some(page) => self.open(page)?,
                None => self.pages = None,
            }
        }
        Ok(true)
    }

    fn open(&mut self, page: Page) -> Result<(), ParquetError> {
        let (count, encoding, bytes, repeated, defined) = match page {
            Page::DictionaryPage {
                buf, num_values, encoding: Encoding::PLAIN | Encoding::PLAIN_DICTIONARY, ..
            } => {
                return self.values.set_dictionary(&buf, num_values as usize);
            }
            Page::DataPage { buf, num_values, encoding, def_level_encoding, rep_level_encoding, .. } => {
                let mut bytes = buf;
                let repeated = levels(&mut bytes, self.repeats, rep_level_encoding)?;
                let defined = levels(&mut bytes, self.filled, def_level_encoding)?;
                (num_values, encoding, bytes, repeated, defined)
            }
            Page::DataPageV2 { buf, num_values, encoding, def_levels_byte_len, rep_levels_byte_len, .. } => {
                let mut bytes = buf;
                let repeated = first(&mut bytes, rep_levels_byte_len as usize)?;
                let defined = first(&mut bytes, def_levels_byte_len as usize)?;
                (num_values, encoding, bytes, repeated, defined)
            }
            Page::DictionaryPage { .. } => return Err(unusual()),
        };
        let count = count as usize;
        if self.leads && count > MOST {
            return Err(unusual());
        }
        let width = |most: u8| (u8::BITS - most.leading_zeros()) as usize;
        self.page.repeated.clear();
        if self.leads {
            Numbers::new(repeated, width(self.repeats))?.read(count, &mut self.page.repeated)?;
        }
        self.page.defined = Numbers::new(defined, width(self.filled))?;
        self.page.stored = self.stored(encoding, bytes)?;
        self.page.left = count;
        Ok(())
    }

    fn stored(&self, encoding: Encoding, mut bytes: Bytes) -> Result<Stored, ParquetError> {
        Ok(match encoding {
            Encoding::PLAIN => Stored::Plain(bytes, 0),
            Encoding::RLE if self.values.are_flags() => {
                let length = length(&mut bytes)?;
                Stored::Numbers(Numbers::new(first(&mut bytes, length)?, 1)?)
            }
            // Where a page has no value it need not say how many bits a place has.
            Encoding::RLE_DICTIONARY | Encoding::PLAIN_DICTIONARY if !self.values.are_flags() => {
                let width = first(&mut bytes, 1).map_or(0, |width| usize::from(width[0]));
                Stored::Numbers(Numbers::new(bytes, width)?)
            }
            _ => return Err(unusual()),
        })
    }

    /// Reads so many rows, whatever stands in their lists; what was read before is forgotten. A row ends where the next one
    /// begins, or with the row group.
    pub(super) fn read_rows(&mut self, count: usize) -> Result<(), ParquetError> {
        debug_assert!(self.leads);
        self.clear();
        let mut begun = 0;
        while self.has_more()? {
            let ahead = self.page.repeated.len() - self.page.left;
            let end = end_of_rows(&self.page.repeated[ahead..], count, &mut begun);
            self.repeated.extend_from_slice(&self.page.repeated[ahead..ahead + end]);
            self.take(end)?;
            if self.page.left > 0 {
                break;
            }
        }
        let begins_with_a_row = self.repeated.first().is_none_or(|level| *level == 0);
        if begun == count && begins_with_a_row { Ok(()) } else { Err(unusual()) }
    }

    /// Reads so many levels as the column has that leads it.
    pub(super) fn follow(&mut self, count: usize) -> Result<(), ParquetError> {
        if self.leads { Ok(()) } else { self.read_levels(count) }
    }

    /// Reads so many levels; what was read before is forgotten.
    pub(super) fn read_levels(&mut self, count: usize) -> Result<(), ParquetError> {
        debug_assert!(!self.leads);
        self.clear();
        while self.defined.len() < count {
            if !self.has_more()? {
                return Err(unusual());
            }
            self.take(self.page.left.min(count - self.defined.len()))?;
        }
        Ok(())
    }

    fn clear(&mut self) {
        self.repeated.clear();
        self.defined.clear();
        self.values.clear();
    }

    /// The next levels of the page, and the values that they tell of.
    fn take(&mut self, levels: usize) -> Result<(), ParquetError> {
        let before = self.defined.len();
        self.page.defined.read(levels, &mut self.defined)?;
        let filled = count(&self.defined[before..], self.filled);
        self.page.left -= levels;
        match &mut self.page.stored {
            Stored::Plain(bytes, place) => self.values.read_plain(bytes, place, filled),
            Stored::Numbers(numbers) => self.values.read_numbers(numbers, filled),
        }
    }

    /// The levels of repetition and of definition of what was read.
    pub(super) fn levels(&self) -> (&[u8], &[u8]) {
        (&self.repeated, &self.defined)
    }

    /// What was read as an array: of cells, or of those in entries of lists, whose level of definition is given.
    pub(super) fn array(&mut self, entries: u8) -> Result<ArrayRef, ParquetError> {
        if entries > 0 {
            self.drop_levels_below(entries);
        }
        self.values.array(&Gaps::of(&self.defined, self.filled))
    }

    /// Where a list is empty or not there, a level says so, and no entry.
    fn drop_levels_below(&mut self, entries: u8) {
        if self.defined.iter().copied().fold(u8::MAX, u8::min) >= entries {
            return;
        }
        let mut kept = 0;
        for at in 0..self.defined.len() {
            let level = self.defined[at];
            self.defined[kept] = level;
            kept += usize::from(level >= entries);
        }
        self.defined.truncate(kept);
    }

    /// Which entries are there, as records, where not all of them are: once they were made an array.
    pub(super) fn records(&self, level: u8) -> Option<NullBuffer> {
        mask(&self.defined, |found| found >= level)
    }
}

/// How many of the levels belong to the next `count` rows, of which so many have begun.
fn end_of_rows(levels: &[u8], count: usize, begun: &mut usize) -> usize {
    for (at, level) in levels.iter().enumerate() {
        if *level == 0 {
            if *begun == count {
                return at;
            }
            *begun += 1;
        }
    }
    levels.len()
}

/// Takes levels that stand behind their length.
fn levels(bytes: &mut Bytes, most: u8, encoding: Encoding) -> Result<Bytes, ParquetError> {
    if most == 0 {
        return Ok(Bytes::new());
    }
    if encoding != Encoding::RLE {
        return Err(unusual());
    }
    let length = length(bytes)?;
    first(bytes, length)
}

/// Takes a length.
fn length(bytes: &mut Bytes) -> Result<usize, ParquetError> {
    let length = first(bytes, 4)?;
    Ok(length.first_chunk().map_or(0, |four| u32::from_le_bytes(*four)) as usize)
}

/// Takes the first bytes.
fn first(bytes: &mut Bytes, count: usize) -> Result<Bytes, ParquetError> {
    if count > bytes.len() { Err(unusual()) } else { Ok(bytes.split_to(count)) }
}
