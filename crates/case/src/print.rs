//! A file as text again: what is printed reads back as the same file.

use std::fmt::Write as _;

use read::{Problem, Wire};
use serde_json::{Map, Value as Json};

use crate::file::File;
use crate::{Format, parse, read_file, text};

impl File {
    /// Reads a file without asking whether it makes sense as a whole: [`read()`](crate::read) does.
    pub fn parse(bytes: &[u8], format: Format) -> Result<File, Vec<Problem>> {
        let text = text::decode(bytes).map_err(|problem| vec![problem])?;
        let root = parse(text, format)?;
        match read_file(&root) {
            (Some(file), problems) if problems.is_empty() => Ok(file),
            (_, problems) => Err(problems),
        }
    }

    /// The file as text; what is unknown is left out.
    ///
    /// ```
    /// use case::{Format, file::File};
    /// let file = File::parse(b"{\"as_of\": \"R8.11.22\", \"asset\": []}", Format::Json).unwrap();
    /// assert_eq!(file.print(Format::Toml), "as_of = \"2026-11-22\"\nasset = []\n");
    /// ```
    pub fn print(&self, format: Format) -> String {
        value(&known(self.write()), format)
    }
}

/// The structure of a file as text.
pub(crate) fn value(file: &Json, format: Format) -> String {
    match format {
        Format::Json => format!("{file:#}\n"),
        Format::Toml => toml(file),
    }
}

/// The value without its unknown fields.
pub(crate) fn known(value: Json) -> Json {
    match value {
        Json::Object(entries) => {
            entries.into_iter().filter(|(_, value)| !value.is_null()).map(|(key, value)| (key, known(value))).collect()
        }
        Json::Array(items) => items.into_iter().map(known).collect(),
        value => value,
    }
}

/// Plain fields first, then tables: what stands behind a heading belongs to it.
fn toml(file: &Json) -> String {
    let none = Map::new();
    let entries = file.as_object().unwrap_or(&none);
    let mut out = String::new();
    for (key, value) in entries.iter().filter(|(_, value)| !is_headed(value)) {
        line(&mut out, key, value);
    }
    for (key, value) in entries.iter().filter(|(_, value)| is_headed(value)) {
        if let Json::Array(items) = value {
            for item in items {
                let _ = write!(out, "\n[[{key}]]\n");
                table(&mut out, item);
            }
        } else {
            let _ = write!(out, "\n[{key}]\n");
            table(&mut out, value);
        }
    }
    out
}

/// Does it stand under a heading of its own?
fn is_headed(value: &Json) -> bool {
    value.is_object() || value.as_array().and_then(|items| items.first()).is_some_and(Json::is_object)
}

fn table(out: &mut String, value: &Json) {
    for (key, value) in value.as_object().into_iter().flatten() {
        line(out, key, value);
    }
}

fn line(out: &mut String, key: &str, value: &Json) {
    let _ = write!(out, "{key} = ");
    match value {
        Json::Array(items) if is_headed(value) => {
            out.push_str("[\n");
            for item in items {
                out.push_str("  ");
                inline(out, item);
                out.push_str(",\n");
            }
            out.push(']');
        }
        _ => inline(out, value),
    }
    out.push('\n');
}

fn inline(out: &mut String, value: &Json) {
    match value {
        Json::Object(entries) => {
            out.push_str("{ ");
            for (place, (key, value)) in entries.iter().enumerate() {
                let _ = write!(out, "{}{key} = ", if place == 0 { "" } else { ", " });
                inline(out, value);
            }
            out.push_str(" }");
        }
        Json::Array(items) => {
            out.push('[');
            for (place, item) in items.iter().enumerate() {
                out.push_str(if place == 0 { "" } else { ", " });
                inline(out, item);
            }
            out.push(']');
        }
        // TOML knows the escapes of JSON, and wants one more character escaped.
        Json::String(text) => out.push_str(&Json::from(text.as_str()).to_string().replace('\u{7f}', "\\u007f")),
        value => {
            let _ = write!(out, "{value}");
        }
    }
}
