//! The shape of inputs and answers, read from the rules' JSON Schemas: which SQL types fit, and what is answered.

use std::fmt;
use std::sync::LazyLock;

use datafusion::arrow::datatypes::{DataType, Field as Column, Fields};
use law::Rate;
use read::{Wire, nearest};
use serde_json::Value as Json;

/// Digits of a rate in all, and after the point: what the wire takes.
pub(crate) const RATE: (u8, i8) = (13, 10);

/// The pattern by which a schema tells a rate from other text.
static RATE_PATTERN: LazyLock<Json> = LazyLock::new(|| Rate::schema()["pattern"].take());

/// The shape of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Yen, counts.
    Whole,
    /// True or false.
    Flag,
    /// Words of a list, ids, shares, names.
    Text,
    /// A day.
    Date,
    /// Percent per year.
    Rate,
    /// Entries of one shape.
    List(Box<Shape>),
    /// Named fields, in the order of the schema.
    Table(Vec<Field>),
}

/// A field of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) required: bool,
    pub(crate) shape: Shape,
}

/// A type that does not fit: where, what was found, what is wanted, and what to write instead, if that can be said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Misfit {
    /// The type is another.
    Type { at: String, found: String, wanted: String, remedy: Option<String> },
    /// A struct has a field that nobody asked for.
    Unknown { at: String, nearest: Option<String>, known: String },
    /// A struct lacks a field.
    Missing { at: String },
}

impl Shape {
    /// The shape that a schema describes. The schemas are our own, so one that it cannot describe is a mistake of ours.
    pub(crate) fn of(schema: &Json) -> Shape {
        let is = |kind: &str| match &schema["type"] {
            Json::Array(kinds) => kinds.iter().any(|found| found == kind),
            found => found == kind,
        };
        if is("integer") {
            Shape::Whole
        } else if is("boolean") {
            Shape::Flag
        } else if is("array") {
            Shape::List(Box::new(Shape::of(&schema["items"])))
        } else if is("object") {
            Shape::Table(fields(schema))
        } else if is("string") && schema["format"] == "date" {
            Shape::Date
        } else if is("string") && schema["pattern"] == *RATE_PATTERN {
            Shape::Rate
        } else if is("string") || schema["enum"].is_array() {
            Shape::Text
        } else {
            panic!("a rule's schema has a form that SQL does not know: {schema}")
        }
    }

    /// The type of an answer.
    pub(crate) fn arrow(&self) -> DataType {
        match self {
            Shape::Whole => DataType::Int64,
            Shape::Flag => DataType::Boolean,
            Shape::Text => DataType::Utf8,
            Shape::Date => DataType::Date32,
            Shape::Rate => DataType::Decimal128(RATE.0, RATE.1),
            Shape::List(inner) => DataType::new_list(inner.arrow(), true),
            Shape::Table(fields) => DataType::Struct(columns(fields)),
        }
    }

    /// Can a value of the SQL type be read as this? Widths and encodings do not matter, binary floats never fit.
    pub(crate) fn takes(&self, found: &DataType, at: &str) -> Result<(), Misfit> {
        use DataType as T;
        let wrong = |remedy: Option<String>| {
            Err(Misfit::Type { at: at.to_string(), found: sql_name(found), wanted: self.to_string(), remedy })
        };
        let cast = |to: &str| wrong(Some(format!("CAST({} AS {to})", name_at(at))));
        match (self, found) {
            (_, T::Dictionary(_, values)) => self.takes(values, at),
            (Shape::Whole | Shape::Rate, found) if found.is_integer() || is_decimal(found) => Ok(()),
            (_, T::Null)
            | (Shape::Flag, T::Boolean)
            | (Shape::Text | Shape::Date | Shape::Rate, T::Utf8 | T::LargeUtf8 | T::Utf8View)
            | (Shape::Date, T::Date32 | T::Date64) => Ok(()),
            (Shape::List(inner), T::List(entry) | T::LargeList(entry) | T::FixedSizeList(entry, _)) => {
                inner.takes(entry.data_type(), &format!("{at}[]"))
            }
            (Shape::Table(fields), T::Struct(columns)) => table_takes(fields, columns, at),
            (Shape::Whole, _) if found.is_floating() || is_text(found) => cast("BIGINT"),
            (Shape::Rate, _) if found.is_floating() => cast(&format!("DECIMAL({}, {})", RATE.0, RATE.1)),
            (Shape::Date, T::Timestamp(..)) => cast("DATE"),
            (Shape::Flag, found) if found.is_integer() => wrong(Some(format!("{} <> 0", name_at(at)))),
            _ => wrong(None),
        }
    }
}

/// The fields of an object's schema.
pub(crate) fn fields(schema: &Json) -> Vec<Field> {
    let required = schema["required"].as_array().map(Vec::as_slice).unwrap_or_default();
    let properties = schema["properties"].as_object().expect("the schema of an object lists its properties");
    properties
        .iter()
        .map(|(name, schema)| Field {
            name: name.clone(),
            required: required.iter().any(|required| required == name),
            shape: Shape::of(schema),
        })
        .collect()
}

/// The columns of an answer's struct. Every one may be null, as an answer that is refused is.
pub(crate) fn columns(fields: &[Field]) -> Fields {
    fields.iter().map(|field| Column::new(&field.name, field.shape.arrow(), true)).collect()
}

/// Do the columns of a struct fit a table's fields, whatever their order?
pub(crate) fn table_takes(fields: &[Field], columns: &Fields, at: &str) -> Result<(), Misfit> {
    let inside = |name: &str| if at.is_empty() { name.to_string() } else { format!("{at}.{name}") };
    for column in columns {
        let Some(field) = fields.iter().find(|field| field.name == *column.name()) else {
            let known: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
            let nearest = nearest(column.name(), &known).map(str::to_string);
            return Err(Misfit::Unknown { at: inside(column.name()), nearest, known: known.join(", ") });
        };
        field.shape.takes(column.data_type(), &inside(&field.name))?;
    }
    let missing = |field: &&Field| field.required && columns.find(&field.name).is_none();
    match fields.iter().find(missing) {
        Some(field) => Err(Misfit::Missing { at: inside(&field.name) }),
        None => Ok(()),
    }
}

fn is_decimal(found: &DataType) -> bool {
    matches!(
        found,
        DataType::Decimal32(..) | DataType::Decimal64(..) | DataType::Decimal128(..) | DataType::Decimal256(..)
    )
}

fn is_text(found: &DataType) -> bool {
    matches!(found, DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View)
}

/// What to cast: a field inside a list has no name in SQL.
fn name_at(at: &str) -> &str {
    if at.contains("[]") { "…" } else { at }
}

/// A type as SQL writes it.
fn sql_name(found: &DataType) -> String {
    match found {
        DataType::Boolean => "BOOLEAN".to_string(),
        DataType::Int32 | DataType::UInt32 => "INTEGER".to_string(),
        DataType::Int64 | DataType::UInt64 => "BIGINT".to_string(),
        DataType::Float32 => "REAL".to_string(),
        DataType::Float64 => "DOUBLE".to_string(),
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => "VARCHAR".to_string(),
        DataType::Date32 | DataType::Date64 => "DATE".to_string(),
        DataType::Timestamp(..) => "TIMESTAMP".to_string(),
        DataType::List(entry) | DataType::LargeList(entry) | DataType::FixedSizeList(entry, _) => {
            format!("ARRAY<{}>", sql_name(entry.data_type()))
        }
        DataType::Struct(columns) => {
            let columns: Vec<String> =
                columns.iter().map(|column| format!("{} {}", column.name(), sql_name(column.data_type()))).collect();
            format!("STRUCT<{}>", columns.join(", "))
        }
        other => other.to_string(),
    }
}

/// The shape as SQL writes the type of its answer.
impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Shape::Whole => f.write_str("BIGINT"),
            Shape::Flag => f.write_str("BOOLEAN"),
            Shape::Text => f.write_str("VARCHAR"),
            Shape::Date => f.write_str("DATE"),
            Shape::Rate => write!(f, "DECIMAL({}, {})", RATE.0, RATE.1),
            Shape::List(inner) => write!(f, "ARRAY<{inner}>"),
            Shape::Table(fields) => {
                f.write_str("STRUCT<")?;
                for (place, field) in fields.iter().enumerate() {
                    write!(f, "{}{} {}", if place == 0 { "" } else { ", " }, field.name, field.shape)?;
                }
                f.write_str(">")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_a_shape() {
        for entry in calc::REGISTRY {
            let input = fields(&entry.input_schema());
            assert_eq!(input.last().unwrap().name, "law_on", "{}", entry.rule().id);
            assert!(!fields(&entry.answer_schema()).is_empty());
        }
        let caps = calc::find("interest-restriction.caps").unwrap();
        let [interest, late] = &fields(&caps.answer_schema())[..] else { panic!("two caps") };
        assert_eq!((&interest.shape, &late.shape), (&Shape::Rate, &Shape::Rate));
    }

    #[test]
    fn binary_floats_and_text_for_yen_are_refused_with_what_to_write() {
        let remedy = |shape: Shape, found| match shape.takes(&found, "rate") {
            Err(Misfit::Type { remedy, .. }) => remedy.unwrap(),
            other => panic!("{other:?}"),
        };
        assert_eq!(remedy(Shape::Rate, DataType::Float64), "CAST(rate AS DECIMAL(13, 10))");
        assert_eq!(remedy(Shape::Whole, DataType::Float32), "CAST(rate AS BIGINT)");
        assert_eq!(remedy(Shape::Whole, DataType::Utf8View), "CAST(rate AS BIGINT)");
        assert_eq!(remedy(Shape::Flag, DataType::Int64), "rate <> 0");
        assert!(Shape::Rate.takes(&DataType::Decimal128(38, 4), "rate").is_ok());
    }

    #[test]
    fn a_struct_is_looked_at_by_names() {
        let cap = calc::find("civil-rehabilitation.claims-cap").unwrap();
        let input = fields(&cap.input_schema());
        let claims = |columns: Vec<Column>| {
            let list = DataType::new_list(DataType::Struct(columns.into()), true);
            table_takes(&input, &vec![Column::new("claims", list, true)].into(), "")
        };
        let kind = Column::new("kind", DataType::Utf8, true);
        let amount = Column::new("amount", DataType::Int32, true);
        assert_eq!(claims(vec![kind.clone(), amount.clone()]), Ok(()));
        assert_eq!(claims(vec![amount.clone()]), Err(Misfit::Missing { at: "claims[].kind".into() }));
        let Err(Misfit::Unknown { at, nearest, .. }) = claims(vec![kind, amount.with_name("amont")]) else {
            panic!("a slip must be found")
        };
        assert_eq!((at.as_str(), nearest.as_deref()), ("claims[].amont", Some("amount")));
    }
}
