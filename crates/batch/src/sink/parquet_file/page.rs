//! A column as one page, from what is already known of it.
//!
//! The library's writer takes a column value by value, looks each word up in a dictionary of its own and counts levels one
//! by one. Here the words have their places, an amount has its eight bytes, and which cells are filled is a bit each: all
//! of it goes into the page as it stands. What comes out is plain Parquet of the first version, which every reader knows.

use arrow_array::cast::AsArray;
use arrow_array::types::UInt8Type;
use arrow_array::{Array, ArrayRef, DictionaryArray, Int64Array};
use arrow_buffer::{NullBuffer, NullBufferBuilder};
use arrow_schema::{DataType, Field};
use bytes::Bytes;
use parquet::basic::{Compression, Encoding, PageType};
use parquet::column::page::{CompressedPage, Page, PageWriter as _};
use parquet::column::writer::ColumnCloseResult;
use parquet::errors::ParquetError;
use parquet::file::metadata::{ColumnChunkMetaData, PageEncodingStats};
use parquet::file::statistics::{Statistics, ValueStatistics};
use parquet::file::writer::{SerializedPageWriter, TrackedWrite};
use parquet::schema::types::ColumnDescPtr;

/// A column of a row group: its pages, and what the footer says of them.
pub struct Chunk {
    pub(super) pages: Bytes,
    pub(super) close: ColumnCloseResult,
}

/// Is a column of this kind written here? Few words, lists of a fixed length of them that are there in every row, amounts.
pub(super) fn takes(field: &Field) -> bool {
    let words = |found: &DataType| matches!(found, DataType::Dictionary(key, words) if **key == DataType::UInt8 && **words == DataType::Utf8);
    match field.data_type() {
        DataType::FixedSizeList(item, _) => !field.is_nullable() && item.is_nullable() && words(item.data_type()),
        found => field.is_nullable() && (words(found) || *found == DataType::Int64),
    }
}

/// Memory that one column after the other is written in: it is as large as a row group's largest page, and asking for it anew
/// would cost more than filling it.
#[derive(Default)]
pub(super) struct Memory {
    data: Vec<u8>,
    codes: Vec<u8>,
    snappy: Snappy,
}

struct Snappy {
    encoder: snap::raw::Encoder,
    compressed: Vec<u8>,
}

impl Default for Snappy {
    fn default() -> Snappy {
        Snappy { encoder: snap::raw::Encoder::new(), compressed: Vec::new() }
    }
}

impl Snappy {
    fn compress(&mut self, page: &[u8]) -> Result<Bytes, ParquetError> {
        let most = snap::raw::max_compress_len(page.len());
        if self.compressed.len() < most {
            self.compressed.resize(most, 0);
        }
        let length = self.encoder.compress(page, &mut self.compressed)?;
        Ok(Bytes::copy_from_slice(&self.compressed[..length]))
    }
}

/// Writes a column of such a kind, which has rows, from its parts.
pub(super) fn chunk(place: &ColumnDescPtr, parts: &[&ArrayRef], memory: &mut Memory) -> Result<Chunk, ParquetError> {
    let rows = parts.iter().map(Array::len).sum();
    let Memory { data, codes, snappy } = memory;
    data.clear();
    if *parts[0].data_type() == DataType::Int64 {
        let parts: Vec<&Int64Array> = parts.iter().map(|part| part.as_primitive()).collect();
        levels(data, |data| filled(data, nulls_of(&parts).as_ref(), rows));
        let statistics = Some(amounts(data, &parts));
        return Column { place, rows, values: rows, dictionary: None, data, statistics }.close(snappy);
    }
    let width = parts[0].as_fixed_size_list_opt().map(|list| list.value_length().unsigned_abs() as usize);
    if let Some(width) = width {
        levels(data, |data| repeated(data, rows, width));
    }
    let words_of =
        |part: &&'_ ArrayRef| part.as_fixed_size_list_opt().map_or((*part).clone(), |list| list.values().clone());
    let words: Vec<ArrayRef> = parts.iter().map(words_of).collect();
    let words: Vec<&DictionaryArray<UInt8Type>> = words.iter().map(AsArray::as_dictionary).collect();
    let (values, nulls) = (rows * width.unwrap_or(1), nulls_of(&words));
    levels(data, |data| match width {
        None => filled(data, nulls.as_ref(), values),
        Some(_) => filled_in_lists(data, nulls.as_ref(), values),
    });
    let dictionary = Some(self::words(data, codes, &words));
    Column { place, rows, values, dictionary, data, statistics: None }.close(snappy)
}

/// Which cells of all parts are empty, if any is.
fn nulls_of<A: Array>(parts: &[&A]) -> Option<NullBuffer> {
    if parts.iter().all(|part| part.null_count() == 0) {
        return None;
    }
    let mut nulls = NullBufferBuilder::new(parts.iter().map(Array::len).sum());
    for part in parts {
        match part.nulls() {
            None => nulls.append_n_non_nulls(part.len()),
            Some(some) => nulls.append_buffer(some),
        }
    }
    nulls.finish()
}

/// What is there of the cells of a part.
fn there<'p, V>(cells: &'p [V], nulls: Option<&'p NullBuffer>) -> impl Iterator<Item = &'p [V]> {
    let all = nulls.is_none().then_some(cells);
    all.into_iter().chain(nulls.into_iter().flat_map(NullBuffer::valid_slices).map(|(from, to)| &cells[from..to]))
}

/// Levels stand behind their length.
fn levels(data: &mut Vec<u8>, write: impl FnOnce(&mut Vec<u8>)) {
    let start = data.len();
    data.extend([0; 4]);
    write(data);
    let length = (data.len() - start - 4) as u32;
    data[start..start + 4].copy_from_slice(&length.to_le_bytes());
}

/// The head of a run: a whole number in groups of seven bits, the least first.
fn head(data: &mut Vec<u8>, mut number: usize) {
    while number > 0x7F {
        data.push(number as u8 | 0x80);
        number >>= 7;
    }
    data.push(number as u8);
}

/// One level, so many times.
fn same(data: &mut Vec<u8>, level: u8, count: usize) {
    head(data, count << 1);
    data.push(level);
}

/// Begins numbers that each have as many bits, eight numbers to a group.
fn packed(data: &mut Vec<u8>, count: usize) {
    head(data, count.div_ceil(8) << 1 | 1);
}

/// Which cells are filled: level 1.
fn filled(data: &mut Vec<u8>, nulls: Option<&NullBuffer>, count: usize) {
    match nulls {
        None => same(data, 1, count),
        Some(nulls) => {
            packed(data, count);
            data.extend(eights(nulls));
        }
    }
}

/// The bits of a mask, eight to a byte.
fn eights(nulls: &NullBuffer) -> Vec<u8> {
    let chunks = nulls.inner().bit_chunks();
    let mut bytes: Vec<u8> = chunks.iter_padded().flat_map(u64::to_le_bytes).collect();
    bytes.truncate(nulls.len().div_ceil(8));
    bytes
}

/// Which entries of lists are filled: level 2, else 1, as lists are there in every row.
fn filled_in_lists(data: &mut Vec<u8>, nulls: Option<&NullBuffer>, count: usize) {
    match nulls {
        None => same(data, 2, count),
        Some(nulls) => {
            packed(data, count);
            // Eight bits become eight numbers of two: each bit, moved to twice its place, added to a one.
            data.extend(eights(nulls).into_iter().flat_map(|byte| {
                let mut bits = u16::from(byte);
                bits = (bits | bits << 4) & 0x0F0F;
                bits = (bits | bits << 2) & 0x3333;
                bits = (bits | bits << 1) & 0x5555;
                (bits + 0x5555).to_le_bytes()
            }));
        }
    }
}

/// Where lists of one length begin: level 0 at the first entry of each, 1 at the others.
fn repeated(data: &mut Vec<u8>, rows: usize, width: usize) {
    let count = rows * width;
    packed(data, count);
    let mut bits = vec![0xFF; count.div_ceil(8)];
    (0..count).step_by(width).for_each(|first| bits[first / 8] &= !(1 << (first % 8)));
    data.append(&mut bits);
}

/// The amounts that are there, and the least and the greatest.
fn amounts(data: &mut Vec<u8>, parts: &[&Int64Array]) -> Statistics {
    let (mut least, mut most) = (i64::MAX, i64::MIN);
    for amounts in parts.iter().flat_map(|part| there(part.values(), part.nulls())) {
        data.reserve(size_of_val(amounts));
        for amount in amounts {
            least = least.min(*amount);
            most = most.max(*amount);
            data.extend(amount.to_le_bytes());
        }
    }
    let nulls = parts.iter().map(|part| part.null_count() as u64).sum();
    // Without any amount no bound was met.
    let bound = |amount| (least <= most).then_some(amount);
    ValueStatistics::new(bound(least), bound(most), None, Some(nulls), false)
        .with_backwards_compatible_min_max(true)
        .into()
}

/// Words of a dictionary page, and how many they are.
struct Dictionary {
    page: Vec<u8>,
    words: u32,
}

/// The places of the words that are there, among the words that occur, in the order of their letters: so the page does not
/// tell in which order, or in how many parts, the column was put together.
fn words(data: &mut Vec<u8>, codes: &mut Vec<u8>, parts: &[&DictionaryArray<UInt8Type>]) -> Dictionary {
    codes.clear();
    let mut ends = Vec::with_capacity(parts.len());
    let mut list: Vec<&str> = Vec::new();
    for part in parts {
        let start = codes.len();
        there(part.keys().values(), part.nulls()).for_each(|some| codes.extend_from_slice(some));
        let mut occurs = [false; 256];
        codes[start..].iter().for_each(|code| occurs[usize::from(*code)] = true);
        let all = part.values().as_string::<i32>();
        list.extend((0..all.len()).filter(|code| occurs[*code]).map(|code| all.value(code)));
        ends.push(codes.len());
    }
    list.sort_unstable();
    list.dedup();
    let mut start = 0;
    for (part, end) in parts.iter().zip(ends) {
        let mut places = [0; 256];
        for (place, word) in places.iter_mut().zip(part.values().as_string::<i32>()) {
            *place = list.partition_point(|other| Some(*other) < word) as u8;
        }
        codes[start..end].iter_mut().for_each(|code| *code = places[usize::from(*code)]);
        start = end;
    }
    pack(data, codes, list.len());
    let mut page = Vec::new();
    for word in &list {
        page.extend((word.len() as u32).to_le_bytes());
        page.extend_from_slice(word.as_bytes());
    }
    Dictionary { page, words: list.len() as u32 }
}

/// Writes numbers below `most` in as many bits as that needs.
fn pack(data: &mut Vec<u8>, codes: &mut Vec<u8>, most: usize) {
    let width = most.saturating_sub(1).checked_ilog2().map_or(1, |bits| bits as u8 + 1);
    data.push(width);
    packed(data, codes.len());
    // The last group is filled up with what nobody reads.
    codes.resize(codes.len().next_multiple_of(8), 0);
    for eight in codes.as_chunks::<8>().0 {
        let add = |bits, (at, code): (u8, &u8)| bits | u64::from(*code) << (at * width);
        let bits: u64 = (0..).zip(eight).fold(0, add);
        data.extend_from_slice(&bits.to_le_bytes()[..usize::from(width)]);
    }
}

/// More bytes than the heads of two pages have.
const HEADS: usize = 128;

/// What is known of a column before it is written.
struct Column<'c> {
    place: &'c ColumnDescPtr,
    rows: usize,
    values: usize,
    dictionary: Option<Dictionary>,
    data: &'c [u8],
    statistics: Option<Statistics>,
}

impl Column<'_> {
    /// Compresses the pages, and says in the footer's words what they are.
    fn close(self, snappy: &mut Snappy) -> Result<Chunk, ParquetError> {
        let encoding = if self.dictionary.is_some() { Encoding::RLE_DICTIONARY } else { Encoding::PLAIN };
        let buf = snappy.compress(self.data)?;
        let dictionary =
            self.dictionary.as_ref().map(|words| Ok::<_, ParquetError>((snappy.compress(&words.page)?, words)));
        let dictionary = dictionary.transpose()?;
        // Pages as long as they are, and their heads.
        let length = buf.len() + dictionary.as_ref().map_or(0, |(buf, _)| buf.len()) + HEADS;
        let mut sink = TrackedWrite::new(Vec::with_capacity(length));
        let mut writer = SerializedPageWriter::new(&mut sink);
        let mut size = 0;
        let mut encodings = vec![Encoding::RLE, encoding];
        let mut kinds = Vec::new();
        let mut of_dictionary = None;
        if let Some((buf, Dictionary { page, words })) = dictionary {
            let uncompressed = page.len();
            let page = Page::DictionaryPage { buf, num_values: *words, encoding: Encoding::PLAIN, is_sorted: false };
            let spec = writer.write_page(CompressedPage::new(page, uncompressed))?;
            size += spec.uncompressed_size;
            of_dictionary = Some(spec.offset.cast_signed());
            encodings.push(Encoding::PLAIN);
            kinds.push(PageEncodingStats { page_type: PageType::DICTIONARY_PAGE, encoding: Encoding::PLAIN, count: 1 });
        }
        let page = Page::DataPage {
            buf,
            num_values: self.values as u32,
            encoding,
            def_level_encoding: Encoding::RLE,
            rep_level_encoding: Encoding::RLE,
            statistics: None,
        };
        let spec = writer.write_page(CompressedPage::new(page, self.data.len()))?;
        size += spec.uncompressed_size;
        kinds.push(PageEncodingStats { page_type: PageType::DATA_PAGE, encoding, count: 1 });
        let pages = sink.into_inner()?;
        let mut metadata = ColumnChunkMetaData::builder(self.place.clone())
            .set_compression(Compression::SNAPPY)
            .set_encodings(encodings)
            .set_page_encoding_stats(kinds)
            .set_total_compressed_size(pages.len().cast_signed() as i64)
            .set_total_uncompressed_size(size.cast_signed() as i64)
            .set_num_values(self.values.cast_signed() as i64)
            .set_dictionary_page_offset(of_dictionary)
            .set_data_page_offset(spec.offset.cast_signed());
        if let Some(statistics) = self.statistics {
            metadata = metadata.set_statistics(statistics);
        }
        let close = ColumnCloseResult {
            bytes_written: pages.len() as u64,
            rows_written: self.rows as u64,
            metadata: metadata.build()?,
            bloom_filter: None,
            column_index: None,
            offset_index: None,
        };
        Ok(Chunk { pages: pages.into(), close })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use arrow_array::{FixedSizeListArray, RecordBatch, StringArray, UInt8Array};
    use arrow_cast::cast;
    use arrow_schema::Schema;
    use arrow_select::concat::concat_batches;
    use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
    use tempfile::TempDir;

    use super::*;
    use crate::sink;

    /// A column of `list`, where row by row the n-th word stands, or none.
    fn column_of(list: &[&str], places: impl Iterator<Item = Option<u8>>) -> ArrayRef {
        let keys: UInt8Array = places.collect();
        Arc::new(DictionaryArray::new(keys, Arc::new(StringArray::from(list.to_vec()))))
    }

    fn batch_of(columns: Vec<(&str, ArrayRef)>) -> RecordBatch {
        let field = |name: &str, found: &DataType| {
            let field = Field::new(name, found.clone(), !matches!(found, DataType::FixedSizeList(..)));
            assert!(takes(&field));
            field
        };
        let fields: Vec<Field> = columns.iter().map(|(name, column)| field(name, column.data_type())).collect();
        RecordBatch::try_new(Arc::new(Schema::new(fields)), columns.into_iter().map(|(_, column)| column).collect())
            .unwrap()
    }

    /// The bytes of a file of these row groups, and what the library reads from it.
    fn written(groups: &[RecordBatch]) -> (Vec<u8>, RecordBatch) {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("answers.parquet");
        let (mut sink, encoder) = sink::open(&path, groups[0].schema_ref(), false).unwrap();
        for (number, group) in groups.iter().enumerate() {
            // In three parts, of which one may be empty.
            let (one, two) = (group.num_rows() / 3, group.num_rows() / 2);
            let parts = [(0, one), (one, two), (two, group.num_rows())];
            let parts = parts.map(|(from, to)| group.slice(from, to - from));
            sink.append(encoder.encode(number, &parts).unwrap()).unwrap();
        }
        sink.finish().unwrap().publish().unwrap();
        let bytes = std::fs::read(path).unwrap();
        let reader = ParquetRecordBatchReaderBuilder::try_new(Bytes::from(bytes.clone())).unwrap().build().unwrap();
        let batches: Vec<RecordBatch> = reader.map(Result::unwrap).collect();
        (bytes, concat_batches(batches[0].schema_ref(), &batches).unwrap())
    }

    /// The column with its words instead of their places.
    fn plain(column: &ArrayRef) -> ArrayRef {
        match column.data_type() {
            DataType::FixedSizeList(item, width) => {
                let item = Field::new(item.name(), DataType::Utf8, true);
                cast(column, &DataType::FixedSizeList(Arc::new(item), *width)).unwrap()
            }
            DataType::Dictionary(..) => cast(column, &DataType::Utf8).unwrap(),
            _ => column.clone(),
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        let names: Vec<String> = (0..255).map(|number| format!("word {}", number * 7 % 255)).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        for rows in [1, 7, 8, 9, 64, 65, 1_000] {
            for words in [1, 2, 3, 4, 5, 16, 17, 255] {
                for gap in [1, 2, 9, usize::MAX] {
                    // Every so many cells are empty: all of them, or none.
                    let word = |at: usize| (at % gap != gap - 1).then_some((at * at % words) as u8);
                    let yen = |at: usize| word(at).map(|_| (at.cast_signed() as i64 - 40) << 33);
                    let list = |width: u8| -> ArrayRef {
                        let entries = column_of(&names[..words], (0..rows * usize::from(width)).map(word));
                        let item = Arc::new(Field::new("item", entries.data_type().clone(), true));
                        Arc::new(FixedSizeListArray::new(item, i32::from(width), entries, None))
                    };
                    let columns = vec![
                        ("words", column_of(&names[..words], (0..rows).map(word))),
                        ("yen", Arc::new((0..rows).map(yen).collect::<Int64Array>()) as ArrayRef),
                        ("lists", list(24)),
                        ("narrow", list(5)),
                    ];
                    let batch = batch_of(columns);
                    let (_, read) = written(&[batch.clone(), batch.slice(rows / 3, rows - rows / 3)]);
                    let expected =
                        concat_batches(batch.schema_ref(), &[batch.clone(), batch.slice(rows / 3, rows - rows / 3)]);
                    for (column, expected) in read.columns().iter().zip(expected.unwrap().columns()) {
                        assert_eq!(&plain(column), &plain(expected), "{rows} rows, {words} words, a gap of {gap}");
                    }
                }
            }
        }
    }

    #[test]
    fn the_order_of_a_dictionary_is_not_told() {
        let one = column_of(&["open", "closed"], [Some(0), None, Some(1), Some(0)].into_iter());
        let other = column_of(&["never", "closed", "open", "closed"], [Some(2), None, Some(3), Some(2)].into_iter());
        let (one, other) = (written(&[batch_of(vec![("a", one)])]), written(&[batch_of(vec![("a", other)])]));
        assert_eq!(one.0, other.0);
    }

    #[test]
    fn the_least_and_the_greatest_amount_stand_in_the_footer() {
        let amounts: ArrayRef = Arc::new(Int64Array::from(vec![None, Some(-3), Some(1_000_000), None, Some(7)]));
        let (bytes, _) = written(&[batch_of(vec![("yen", amounts)])]);
        let file = ParquetRecordBatchReaderBuilder::try_new(Bytes::from(bytes)).unwrap();
        let found = file.metadata().row_group(0).column(0).statistics().unwrap().clone();
        assert_eq!(found, Statistics::int64(Some(-3), Some(1_000_000), None, Some(2), false));
    }
}
