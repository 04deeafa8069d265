//! How a field is asked, told from the schema of the case file.

use std::sync::LazyLock;

use case::{REFERENCES, Segment, segments};
use serde_json::Value as Json;

static SCHEMA: LazyLock<Json> = LazyLock::new(case::schema);

/// How a field is asked.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Kind {
    /// A free text.
    Text,
    /// The name of an entry of this list.
    Name,
    /// One entry of a list, by its name.
    Refers(&'static str),
    /// Several entries of a list, by their names.
    RefersToSome(&'static str),
    /// Yes or no.
    Flag,
    /// One word of a list.
    Choice(&'static [Json]),
    /// Some words of a list, or none.
    Choices(&'static [Json]),
    /// An amount that may be rough.
    Amount,
    /// An amount to the yen.
    Yen,
    /// Percent per year.
    Rate,
    /// A part of a whole.
    Share,
    /// A day.
    Day,
    /// A past day, or its month.
    Past,
    /// A whole number.
    Whole,
    /// A list of tables.
    List,
    /// A table.
    Table,
}

/// A field of a table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Field {
    /// Its name in the file.
    pub(crate) key: &'static str,
    /// How it is asked.
    pub(crate) kind: Kind,
    /// Does its table wait until it is answered?
    pub(crate) needed: bool,
}

/// How the field at a path is asked; `None` when there is none.
pub(crate) fn at(path: &str) -> Option<Field> {
    let way = segments(path)?;
    let (Segment::Key(key), way) = way.split_last()? else {
        // An entry of a list is a table.
        let list = path.rsplit_once('[')?.0;
        let of = at(list)?;
        return (of.kind == Kind::List).then_some(Field { kind: Kind::Table, needed: false, ..of });
    };
    let table = way.iter().try_fold(&*SCHEMA, |at, segment| inside(at, segment))?;
    field_of(table, key)
}

/// The fields of the table at a path, in the order of the file.
pub(crate) fn fields(path: &str) -> Vec<Field> {
    let Some(way) = segments(path) else { return Vec::new() };
    let Some(table) = way.iter().try_fold(&*SCHEMA, |at, segment| inside(at, segment)) else { return Vec::new() };
    let table = form_with(table, "properties").and_then(|form| form["properties"].as_object().map(|all| (form, all)));
    let Some((form, all)) = table else { return Vec::new() };
    all.keys().filter_map(|key| field_of(form, key)).collect()
}

fn field_of(table: &'static Json, key: &str) -> Option<Field> {
    let form = form_with(table, "properties")?;
    let (key, schema) = form["properties"].as_object()?.get_key_value(key)?;
    let needed = form["required"].as_array().is_some_and(|names| names.iter().any(|name| name == key));
    Some(Field { key, kind: kind(schema, key), needed })
}

/// The schema of what a step leads to.
fn inside(schema: &'static Json, segment: &Segment) -> Option<&'static Json> {
    match segment {
        Segment::Key(key) => form_with(schema, "properties")?["properties"].get(key),
        Segment::Index(_) => form_with(schema, "items").map(|form| &form["items"]),
    }
}

/// The schema itself, or the one of its forms, that has this keyword.
fn form_with(schema: &'static Json, keyword: &str) -> Option<&'static Json> {
    let forms = schema.get("anyOf").and_then(Json::as_array).into_iter().flatten();
    std::iter::once(schema).chain(forms).find(|form| form.get(keyword).is_some())
}

fn kind(schema: &'static Json, key: &str) -> Kind {
    let is = |name: &str| match &schema["type"] {
        Json::String(found) => found == name,
        Json::Array(found) => found.iter().any(|found| found == name),
        _ => false,
    };
    let refers = REFERENCES.iter().find(|(field, _)| *field == key).map(|(_, list)| *list);
    if let Some(forms) = schema.get("anyOf").and_then(Json::as_array) {
        return if forms.iter().any(|form| form.get("properties").is_some()) { Kind::Amount } else { Kind::Rate };
    }
    if let Some(words) = schema.get("enum").and_then(Json::as_array) {
        return Kind::Choice(words);
    }
    if let Some(items) = schema.get("items") {
        return match (items.get("enum").and_then(Json::as_array), refers) {
            (Some(words), _) => Kind::Choices(words),
            // A list of tables may have the name of a reference: `person`.
            (None, Some(list)) if items.get("properties").is_none() => Kind::RefersToSome(list),
            (None, _) => Kind::List,
        };
    }
    if is("object") {
        return Kind::Table;
    }
    if is("boolean") {
        return Kind::Flag;
    }
    if is("integer") {
        let most = schema["maximum"].as_u64().unwrap_or_default();
        return if most >= law::money::MAX_YEN.0 { Kind::Yen } else { Kind::Whole };
    }
    match (schema.get("examples").and_then(Json::as_array), refers) {
        (Some(examples), _) if examples.iter().any(|example| example == "2026-08") => Kind::Past,
        (Some(_), _) => Kind::Day,
        _ if schema.get("pattern").is_some() => Kind::Share,
        _ if key == "id" => Kind::Name,
        (None, Some(list)) => Kind::Refers(list),
        (None, None) => Kind::Text,
    }
}

/// The words of a choice; the schema's null is no word.
pub(crate) fn words(of: &'static [Json]) -> impl Iterator<Item = &'static str> {
    of.iter().filter_map(Json::as_str)
}

/// Every field of every table, by the path of its words: indices are zero.
#[cfg(test)]
pub(crate) fn every_field() -> Vec<(String, Field)> {
    fn walk(table: &str, found: &mut Vec<(String, Field)>) {
        for field in fields(table) {
            let path = if table.is_empty() { field.key.to_string() } else { format!("{table}.{}", field.key) };
            found.push((path.clone(), field));
            match field.kind {
                Kind::List => walk(&format!("{path}[0]"), found),
                Kind::Table => walk(&path, found),
                _ => {}
            }
        }
    }
    let mut found = Vec::new();
    walk("", &mut found);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(path: &str, expect: Kind) {
        assert_eq!(at(path).map(|field| field.kind), Some(expect), "{path}");
    }

    #[test]
    fn the_schema_tells_how_a_field_is_asked() {
        check("as_of", Kind::Day);
        check("person[0].born", Kind::Past);
        check("person[0].id", Kind::Name);
        check("person[1].past", Kind::List);
        check("person[1]", Kind::Table);
        check("income[0].person", Kind::Refers("person"));
        check("claim[0].joint_debtors", Kind::RefersToSome("person"));
        check("claim[0].guarantors[0].person", Kind::Refers("person"));
        check("home[0].encumbrances[2].claim", Kind::Refers("claim"));
        check("home[0].value", Kind::Amount);
        check("home[0].own_use_floor_share", Kind::Share);
        check("home[0].main_residence", Kind::Flag);
        check("claim[0].rate", Kind::Rate);
        check("claim[0].creditor", Kind::Table);
        check("claim[0].creditor.name", Kind::Text);
        check("wishes.horizon_months", Kind::Whole);
        assert!(matches!(at("claim[0].kind").unwrap().kind, Kind::Choice(words) if words.len() > 10));
        assert!(matches!(at("person[0].refusal_grounds").unwrap().kind, Kind::Choices(_)));
        assert!(at("claim[0].kind").unwrap().needed && !at("claim[0].rate").unwrap().needed);
        for nothing in ["", "nothing", "claim[0].nothing", "as_of.x", "claim.rate", "claim[0]rate"] {
            assert!(at(nothing).is_none(), "{nothing}");
        }
        assert!(every_field().len() > 100);
    }
}
