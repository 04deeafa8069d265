//! Compiles `parameters/restricted_occupations.toml` into a constant list.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

const FIELDS: [&str; 7] = ["id", "ja", "en", "effect", "citation", "citation_en", "checked"];

pub(crate) fn compile(parameters: &Path) {
    let text = fs::read_to_string(parameters.join("restricted_occupations.toml")).expect("the list is readable");
    let table = DeTable::parse(&text).expect("the list is TOML").into_inner();
    let Some(DeValue::Array(rows)) = table.get("occupation").map(Spanned::get_ref) else {
        panic!("restricted_occupations.toml has no [[occupation]]");
    };
    let mut out = String::from("static OCCUPATIONS: &[Occupation] = &[\n");
    for row in rows {
        let line = text[..row.span().start].matches('\n').count() + 1;
        let DeValue::Table(row) = row.get_ref() else { panic!("restricted_occupations.toml:{line}: not a table") };
        let [id, ja, en, effect, citation, citation_en, checked] =
            FIELDS.map(|field| match row.get(field).map(Spanned::get_ref) {
                Some(DeValue::String(text)) => text.to_string(),
                _ => panic!("restricted_occupations.toml:{line}: `{field}` is missing or no text"),
            });
        let effect = match effect.as_str() {
            "restricted" => "Restricted",
            "mandate-ends" => "MandateEnds",
            "free" => "Free",
            other => panic!("restricted_occupations.toml:{line}: unknown effect `{other}`"),
        };
        let checked = match checked.as_str() {
            "verified" => "Verified",
            "secondary" => "Secondary",
            "memory" => "Memory",
            other => panic!("restricted_occupations.toml:{line}: unknown mark `{other}`"),
        };
        writeln!(
            out,
            "    Occupation {{ id: {id:?}, ja: {ja:?}, en: {en:?}, effect: Effect::{effect}, citation: {citation:?}, citation_en: {citation_en:?}, checked: Checked::{checked} }},"
        )
        .unwrap();
    }
    out.push_str("];\n");
    fs::write(Path::new(&env::var("OUT_DIR").unwrap()).join("occupations.rs"), out).unwrap();
}
