//! Answers of a rule as columns.

use datafusion::arrow::array::{
    ArrayRef, BooleanBuilder, Date32Builder, Decimal128Builder, Int64Builder, ListArray, NullBufferBuilder,
    StringBuilder, StructArray,
};
use datafusion::arrow::buffer::OffsetBuffer;
use datafusion::arrow::compute::kernels::cast_utils::{Parser, parse_decimal};
use datafusion::arrow::datatypes::{DataType, Date32Type, Decimal128Type, Field as Column};
use datafusion::error::{DataFusionError, Result};
use serde_json::Value as Json;
use std::sync::Arc;

use crate::shape::{Field, RATE, Shape, columns};

/// A column that grows by answers.
pub(crate) enum Answers {
    Wholes(Int64Builder),
    Flags(BooleanBuilder),
    Texts(StringBuilder),
    Dates(Date32Builder),
    Rates(Decimal128Builder),
    Lists { lengths: Vec<usize>, nulls: NullBufferBuilder, entries: Box<Answers>, entry: Shape },
    Tables { nulls: NullBufferBuilder, fields: Vec<Field>, inner: Vec<Answers> },
}

impl Answers {
    /// An empty column.
    pub(crate) fn new(shape: &Shape, rows: usize) -> Answers {
        match shape {
            Shape::Whole => Answers::Wholes(Int64Builder::with_capacity(rows)),
            Shape::Flag => Answers::Flags(BooleanBuilder::with_capacity(rows)),
            Shape::Text => Answers::Texts(StringBuilder::with_capacity(rows, rows * 16)),
            Shape::Date => Answers::Dates(Date32Builder::with_capacity(rows)),
            Shape::Rate => Answers::Rates(Decimal128Builder::with_capacity(rows)),
            Shape::List(inner) => Answers::Lists {
                lengths: Vec::with_capacity(rows),
                nulls: NullBufferBuilder::new(rows),
                entries: Box::new(Answers::new(inner, rows)),
                entry: inner.as_ref().clone(),
            },
            Shape::Table(fields) => Answers::Tables {
                nulls: NullBufferBuilder::new(rows),
                inner: fields.iter().map(|field| Answers::new(&field.shape, rows)).collect(),
                fields: fields.clone(),
            },
        }
    }

    /// Adds an answer. It has the shape that the rule's schema promises; only a number may be too large for SQL.
    pub(crate) fn push(&mut self, answer: &Json) -> Result<()> {
        match (self, answer) {
            (column, Json::Null) => column.push_null(),
            (Answers::Wholes(column), _) => match answer.as_i64() {
                Some(number) => column.append_value(number),
                None => return Err(DataFusionError::Execution(format!("{answer} > {}", i64::MAX))),
            },
            (Answers::Flags(column), _) => column.append_option(answer.as_bool()),
            (Answers::Texts(column), _) => column.append_option(answer.as_str()),
            (Answers::Dates(column), _) => column.append_option(answer.as_str().and_then(Date32Type::parse)),
            (Answers::Rates(column), _) => {
                let rate = answer.as_str().unwrap_or_default();
                column.append_value(parse_decimal::<Decimal128Type>(rate, RATE.0, RATE.1)?);
            }
            (Answers::Lists { lengths, nulls, entries, .. }, _) => {
                let items = answer.as_array().map(Vec::as_slice).unwrap_or_default();
                items.iter().try_for_each(|item| entries.push(item))?;
                lengths.push(items.len());
                nulls.append_non_null();
            }
            (Answers::Tables { nulls, fields, inner }, _) => {
                for (field, column) in fields.iter().zip(inner) {
                    column.push(&answer[&field.name])?;
                }
                nulls.append_non_null();
            }
        }
        Ok(())
    }

    /// Adds the absence of an answer.
    pub(crate) fn push_null(&mut self) {
        match self {
            Answers::Wholes(column) => column.append_null(),
            Answers::Flags(column) => column.append_null(),
            Answers::Texts(column) => column.append_null(),
            Answers::Dates(column) => column.append_null(),
            Answers::Rates(column) => column.append_null(),
            Answers::Lists { lengths, nulls, .. } => {
                lengths.push(0);
                nulls.append_null();
            }
            Answers::Tables { nulls, inner, .. } => {
                inner.iter_mut().for_each(Answers::push_null);
                nulls.append_null();
            }
        }
    }

    /// The column.
    pub(crate) fn finish(self) -> Result<ArrayRef> {
        Ok(match self {
            Answers::Wholes(mut column) => Arc::new(column.finish()),
            Answers::Flags(mut column) => Arc::new(column.finish()),
            Answers::Texts(mut column) => Arc::new(column.finish()),
            Answers::Dates(mut column) => Arc::new(column.finish()),
            Answers::Rates(mut column) => Arc::new(column.finish().with_precision_and_scale(RATE.0, RATE.1)?),
            Answers::Lists { lengths, mut nulls, entries, entry } => {
                let column = Arc::new(Column::new_list_field(entry.arrow(), true));
                let offsets = OffsetBuffer::from_lengths(lengths);
                Arc::new(ListArray::try_new(column, offsets, entries.finish()?, nulls.finish())?)
            }
            Answers::Tables { mut nulls, fields, inner } => {
                let arrays = inner.into_iter().map(Answers::finish).collect::<Result<Vec<_>>>()?;
                Arc::new(StructArray::try_new(columns(&fields), arrays, nulls.finish())?)
            }
        })
    }
}

/// The type of a column of answers.
pub(crate) fn answer_type(fields: &[Field]) -> DataType {
    DataType::Struct(columns(fields))
}
