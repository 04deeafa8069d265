//! docs/casefile.md names every field and every word that the reader knows, and its example reads.

use case::{Format, read};
use serde_json::Value as Json;

const PAGE: &str = include_str!("../../../docs/casefile.md");

#[test]
fn every_field_and_every_word_is_documented() {
    fn look(schema: &Json, missing: &mut Vec<String>) {
        match schema {
            Json::Object(entries) => {
                let named = entries.get("properties").and_then(Json::as_object).into_iter().flatten();
                let words = entries.get("enum").and_then(Json::as_array).into_iter().flatten().filter_map(Json::as_str);
                missing.extend(
                    named
                        .map(|(name, _)| name.as_str())
                        .chain(words)
                        .filter(|name| !PAGE.contains(&format!("`{name}`")) && !PAGE.contains(&format!("{name} *")))
                        .map(str::to_string),
                );
                entries.values().for_each(|inner| look(inner, missing));
            }
            Json::Array(items) => items.iter().for_each(|inner| look(inner, missing)),
            _ => {}
        }
    }
    let mut missing = Vec::new();
    look(&case::schema(), &mut missing);
    missing
        .retain(|name| !["low", "likely", "high"].contains(&name.as_str()) || !PAGE.contains("{ low = …, likely = …"));
    assert_eq!(missing, Vec::<String>::new());
}

#[test]
fn the_example_reads() {
    let example = PAGE.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let household = read(example.as_bytes(), Format::Toml);
    assert!(household.is_ok(), "{household:?}");
}
