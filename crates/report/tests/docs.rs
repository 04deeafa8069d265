//! docs/answer.md names every key and every word of the answer.

use serde_json::Value as Json;

const PAGE: &str = include_str!("../../../docs/answer.md");

#[test]
fn every_key_and_every_word_is_documented() {
    fn look(schema: &Json, missing: &mut Vec<String>) {
        match schema {
            Json::Object(entries) => {
                let named = entries.get("properties").and_then(Json::as_object).into_iter().flatten();
                let words = entries.get("enum").and_then(Json::as_array).into_iter().flatten().filter_map(Json::as_str);
                let names = named.map(|(name, _)| name.as_str()).chain(words);
                missing.extend(names.filter(|name| !PAGE.contains(&format!("`{name}`"))).map(str::to_string));
                entries.values().for_each(|inner| look(inner, missing));
            }
            Json::Array(items) => items.iter().for_each(|inner| look(inner, missing)),
            _ => {}
        }
    }
    let mut missing = Vec::new();
    look(&report::schema(), &mut missing);
    assert_eq!(missing, Vec::<String>::new());
}
