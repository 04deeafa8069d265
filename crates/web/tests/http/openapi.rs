//! The description of the API: sound in itself, and true.

use std::collections::BTreeSet;

use axum::http::{Method, StatusCode};
use serde_json::Value as Json;

use super::{Browser, as_json, example, root};

async fn document() -> Json {
    Browser::new().await.get("/api/v1/openapi.json").await.json()
}

/// Every operation: method, path, description.
fn operations(document: &Json) -> Vec<(Method, String, &Json)> {
    let paths = document["paths"].as_object().unwrap().iter();
    paths
        .flat_map(|(path, item)| {
            item.as_object().unwrap().iter().map(move |(method, operation)| (method, path, operation))
        })
        .map(|(method, path, operation)| (method.to_uppercase().parse().unwrap(), path.clone(), operation))
        .collect()
}

fn schemas<'j>(json: &'j Json, found: &mut Vec<&'j Json>) {
    match json {
        Json::Object(entries) => {
            found.extend(entries.get("schema"));
            entries.values().for_each(|value| schemas(value, found));
        }
        Json::Array(items) => items.iter().for_each(|item| schemas(item, found)),
        _ => {}
    }
}

/// A schema with the document around it, so that its references find their targets.
pub(super) fn resolved(document: &Json, schema: &Json) -> jsonschema::Validator {
    let mut schema = schema.clone();
    schema["components"] = document["components"].clone();
    jsonschema::validator_for(&schema).expect("a schema whose references are found")
}

#[tokio::test]
async fn the_document_is_openapi_3_1_and_its_schemas_are_schemas() {
    let document = document().await;
    assert_eq!(document["openapi"], "3.1.0");
    assert!(document["info"]["title"].is_string() && document["info"]["version"].is_string());
    let mut ids = BTreeSet::new();
    for (method, path, operation) in operations(&document) {
        assert!(path.starts_with("/api/v1/") && [Method::GET, Method::POST].contains(&method), "{method} {path}");
        assert!(ids.insert(operation["operationId"].as_str().unwrap().to_string()), "{path}: the id stands twice");
        assert!(!operation["summary"].as_str().unwrap().is_empty());
        for parameter in operation["parameters"].as_array().into_iter().flatten() {
            assert!(parameter["name"].is_string() && parameter["in"] == "query" && parameter["schema"].is_object());
        }
        let responses = operation["responses"].as_object().unwrap();
        assert!(responses.contains_key("200"));
        for (status, response) in responses {
            assert!(status.parse::<u16>().is_ok_and(|status| StatusCode::from_u16(status).is_ok()), "{path}: {status}");
            assert!(response["description"].is_string());
        }
    }
    let mut found = Vec::new();
    schemas(&document, &mut found);
    found.extend(document["components"]["schemas"].as_object().unwrap().values());
    assert!(found.len() > 2 * calc::REGISTRY.len());
    for schema in found {
        resolved(&document, schema);
    }
}

/// A good input for every operation that takes one.
fn input(path: &str) -> Vec<u8> {
    if ["/api/v1/plan", "/api/v1/deadlines"].contains(&path) {
        return as_json(&example("yamada")).into_bytes();
    }
    let Some(rule) = path.strip_prefix("/api/v1/calc/") else { return Vec::new() };
    let samples = std::fs::read_to_string(root().join(format!("crates/calc/tests/samples/{rule}.json"))).unwrap();
    let samples: Vec<Json> = serde_json::from_str(&samples).unwrap();
    samples.iter().find(|sample| sample.get("answer").is_some()).unwrap_or(&samples[0])["input"]
        .to_string()
        .into_bytes()
}

#[tokio::test]
async fn every_path_answers_as_it_is_described_to_good_and_to_bad_input() {
    let document = document().await;
    let mut browser = Browser::new().await;
    let headers = [("content-type", "application/json")];
    for (method, path, operation) in operations(&document) {
        let schema = |status: StatusCode, kind: &str| {
            let schema = &operation["responses"][status.as_str()]["content"][kind]["schema"];
            assert!(schema.is_object(), "{path}: {status} as {kind} is not described");
            resolved(&document, schema)
        };
        let answer = browser.send(method.clone(), &path, &headers, input(&path)).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text);
        let json = answer.json();
        let described = schema(StatusCode::OK, "application/json");
        let wrong: Vec<String> = described.iter_errors(&json).map(|error| error.to_string()).take(3).collect();
        assert!(wrong.is_empty(), "{path}: {wrong:?}");
        if method == Method::POST {
            for bad in ["", "[]", "{\"x\":", "{\"no_such_field\": 1}"] {
                let answer = browser.send(method.clone(), &path, &headers, bad.as_bytes().to_vec()).await;
                assert!(answer.status.is_client_error(), "{path} {bad}: {}", answer.status);
                assert!(schema(answer.status, "application/problem+json").is_valid(&answer.json()), "{path} {bad}");
            }
        }
    }
}

/// What is served under `/api/` and answers is described.
#[tokio::test]
async fn every_rule_is_described() {
    let document = document().await;
    for entry in calc::REGISTRY {
        assert!(document["paths"][format!("/api/v1/calc/{}", entry.rule().id)].is_object(), "{}", entry.rule().id);
    }
}
