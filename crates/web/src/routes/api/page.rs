//! `GET /api`: the API as a page – every operation with its description, a body to try it with, and its answer.

use axum::Router;
use axum::response::Response;
use axum::routing::get;
use maud::{Markup, html};
use serde_json::{Map, Value as Json, json};

use super::openapi;
use crate::visit::Visit;
use crate::{App, page};

pub(super) fn routes() -> Router<App> {
    Router::new().route("/api", get(show))
}

async fn show(visit: Visit) -> Response {
    let t = |key| visit.t(key);
    let document = openapi::document();
    let paths = document["paths"].as_object().into_iter().flatten();
    let operations = paths.flat_map(|(path, item)| {
        item.as_object()
            .into_iter()
            .flatten()
            .map(move |(method, operation)| (path.as_str(), method.as_str(), operation))
    });
    let body = html! {
        h1 { (t("api.title")) }
        p.lead { (t("api.lead")) }
        p { a href="/api/v1/openapi.json" { (t("api.openapi")) } }
        @for (place, (path, method, operation)) in operations.enumerate() {
            (one(&visit, place, path, method, operation))
        }
        script src="/assets/try.js" defer {}
    };
    page::show(&visit, t("api.title"), body)
}

/// An operation: closed until somebody looks.
fn one(visit: &Visit, place: usize, path: &str, method: &str, operation: &Json) -> Markup {
    let t = |key| visit.t(key);
    let id = format!("operation-{place}");
    let parameters = operation["parameters"].as_array().map(Vec::as_slice).unwrap_or_default();
    let takes_body = operation["requestBody"].is_object();
    let example = if takes_body { example(operation) } else { String::new() };
    html! {
        details.operation {
            summary { code { (method.to_uppercase()) " " (path) } " " span.quiet { (operation["summary"].as_str().unwrap_or_default()) } }
            form data-method=(method.to_uppercase()) data-path=(path) {
                @for parameter in parameters {
                    @let name = parameter["name"].as_str().unwrap_or_default();
                    div.field {
                        label for={ (id) "-" (name) } { code { "?" (name) "=" } }
                        p.help { (parameter["description"].as_str().unwrap_or_default()) }
                        select id={ (id) "-" (name) } name=(name) {
                            @if parameter["schema"]["default"].is_null() { option value="" { (t("api.left-out")) } }
                            @for value in parameter["schema"]["enum"].as_array().into_iter().flatten().filter_map(Json::as_str).filter(|value| !value.is_empty()) {
                                option value=(value) selected[parameter["schema"]["default"] == value] { (value) }
                            }
                        }
                    }
                }
                @if takes_body {
                    div.field {
                        label for={ (id) "-body" } { (t("api.body")) }
                        textarea id={ (id) "-body" } name="body" rows="8" spellcheck="false" autocomplete="off" { (example) }
                    }
                }
                p.ways {
                    button type="button" hidden { (t("api.send")) }
                }
                p.quiet { (t("api.by-hand")) }
                pre.shown tabindex="0" { (by_hand(path, &example)) }
                output hidden aria-live="polite" data-unreachable=(t("whatif.offline")) {}
            }
        }
    }
}

/// A body to begin with: the smallest that the schema allows, or the smallest case.
fn example(operation: &Json) -> String {
    let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
    let smallest_case = || {
        json!({
            "as_of": "2026-11-22",
            "person": [{ "id": "taro", "role": "debtor", "born": "1981-05-04" }],
            "home": [{ "id": "home", "value": 21_000_000, "encumbrances": [{ "rank": 1, "kind": "mortgage", "claim": "loan" }] }],
            "claim": [{ "id": "loan", "kind": "home-loan", "debtor": "taro", "principal": 24_500_000 }],
        })
    };
    let body = if schema["$ref"].is_string() { smallest_case() } else { smallest(schema) };
    format!("{body:#}")
}

/// The smallest value of a schema: what is needed and nothing else, in plausible figures.
fn smallest(schema: &Json) -> Json {
    const PLAUSIBLE: i64 = 3_000_000;
    if let Some(list) = schema["examples"].as_array().or(schema["enum"].as_array()) {
        return list.first().cloned().unwrap_or_default();
    }
    if let Some(list) = schema["anyOf"].as_array() {
        return list.first().map(smallest).unwrap_or_default();
    }
    let kind = schema["type"].as_str().or(schema["type"][0].as_str()).unwrap_or_default();
    match kind {
        "object" => {
            let needed = schema["required"].as_array().into_iter().flatten().filter_map(Json::as_str);
            let value = |name: &str| match (name, smallest(&schema["properties"][name])) {
                (name, Json::String(_)) if name.ends_with("born") => "1981-05-04".into(),
                (_, value) => value,
            };
            needed.map(|name| (name.to_string(), value(name))).collect::<Map<_, _>>().into()
        }
        "array" => json!([smallest(&schema["items"])]),
        "integer" => {
            let (least, most) =
                (schema["minimum"].as_i64().unwrap_or(0), schema["maximum"].as_i64().unwrap_or(i64::MAX));
            // Small ranges are counts and months; a year is among them.
            (if most < PLAUSIBLE { 12 } else { PLAUSIBLE }).clamp(least, most).into()
        }
        "boolean" => false.into(),
        _ if schema["format"] == "date" => "2026-11-22".into(),
        _ if schema["pattern"].as_str().is_some_and(|pattern| pattern.contains('%')) => "1/2".into(),
        _ if schema["pattern"].is_string() => "3.0".into(),
        _ => "東京都".into(),
    }
}

/// The same from a terminal.
fn by_hand(path: &str, example: &str) -> String {
    let address = format!("http://127.0.0.1:8765{path}");
    if example.is_empty() {
        return format!("curl -s {address}");
    }
    let compact: Json = serde_json::from_str(example).unwrap_or_default();
    format!("curl -s -H 'Content-Type: application/json' \\\n  --data '{compact}' \\\n  {address}")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the page offers to send is answered, but for the few rules whose fields hang together more closely.
    #[test]
    fn examples_are_good_input() {
        let document = openapi::document();
        let mut refused = Vec::new();
        for entry in calc::REGISTRY {
            let id = entry.rule().id;
            let text = example(&document["paths"][format!("/api/v1/calc/{id}")]["post"]);
            let node = read::parse_json(&text).unwrap_or_else(|problem| panic!("{id}: {problem:?}"));
            refused.extend(entry.run(&node).is_err().then_some(id));
        }
        assert!(refused.len() <= 4, "{refused:?}");
        let plan = example(&document["paths"]["/api/v1/plan"]["post"]);
        assert!(case::read(plan.as_bytes(), case::Format::Json).is_ok());
    }
}
