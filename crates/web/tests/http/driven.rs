//! The API asked by its own description: every operation with bodies made from its schema, good and damaged.
//!
//! Each answer must be one that the document names, in the shape that it gives. What violates the schema must be
//! refused; nothing may be our fault.

use std::collections::BTreeMap;

use axum::http::{Method, StatusCode};
use serde_json::{Map, Value as Json, json};

use super::Browser;

/// Bodies made for an operation: whole ones and damaged ones of each. The plan takes longer than a rule.
const WHOLE: u64 = 6;
const DAMAGED_RULE: u64 = 12;
const DAMAGED_CASE: u64 = 8;

/// Numbers that look random and are the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % most.max(1)
    }

    fn one_of<'v, V>(&mut self, list: &'v [V]) -> &'v V {
        &list[self.below(list.len())]
    }
}

/// What a reference names.
fn named<'s>(document: &'s Json, schema: &'s Json) -> &'s Json {
    match schema["$ref"].as_str() {
        Some(reference) => named(document, document.pointer(reference.trim_start_matches('#')).expect("a target")),
        None => schema,
    }
}

/// A value that a schema allows. With less room fewer optional fields are there.
fn made(document: &Json, schema: &Json, dice: &mut Dice, depth: usize) -> Json {
    let schema = named(document, schema);
    if let Some(list) = schema["enum"].as_array() {
        return dice.one_of(list).clone();
    }
    if let Some(only) = schema.get("const") {
        return only.clone();
    }
    for either in ["anyOf", "oneOf"] {
        if let Some(list) = schema[either].as_array() {
            return made(document, dice.one_of(list), dice, depth);
        }
    }
    if let Some(examples) = schema["examples"].as_array()
        && dice.below(2) == 0
    {
        return dice.one_of(examples).clone();
    }
    let kind = match &schema["type"] {
        Json::String(kind) => kind.as_str(),
        Json::Array(kinds) => dice.one_of(kinds).as_str().unwrap(),
        _ => "object",
    };
    match kind {
        "object" => {
            let needed: Vec<&str> =
                schema["required"].as_array().into_iter().flatten().filter_map(Json::as_str).collect();
            let fields = schema["properties"].as_object().into_iter().flatten();
            let chosen =
                fields.filter(|(name, _)| needed.contains(&name.as_str()) || (depth < 6 && dice_says(dice, depth)));
            let chosen: Vec<(String, Json)> = chosen.map(|(name, inner)| (name.clone(), inner.clone())).collect();
            chosen
                .iter()
                .map(|(name, inner)| (name.clone(), made(document, inner, dice, depth + 1)))
                .collect::<Map<_, _>>()
                .into()
        }
        "array" => {
            let most = if depth < 4 { 3 } else { 1 };
            let count = dice.below(most + 1);
            (0..count).map(|_| made(document, &schema["items"], dice, depth + 1)).collect()
        }
        "integer" | "number" => {
            let least = schema["minimum"].as_i64().unwrap_or(0);
            let below = schema["exclusiveMaximum"].as_i64().map(|end| end - 1);
            let most = schema["maximum"].as_i64().or(below).unwrap_or(60_000_000).max(least);
            let usual = [0, 1, 12, 36, 100_000, 6_000_000, 35_000_000, least, most];
            (*dice.one_of(&usual)).clamp(least, most).into()
        }
        "boolean" => (dice.below(2) == 0).into(),
        "null" => Json::Null,
        _ => match (schema["format"].as_str(), schema["pattern"].as_str()) {
            (Some("date"), _) => (*dice.one_of(&["2026-11-22", "2020-02-29", "2010-04-01", "1981-05-04"])).into(),
            (_, Some(pattern)) if pattern.contains('%') => (*dice.one_of(&["1/2", "85%", "1"])).into(),
            (_, Some(pattern)) if pattern.contains('.') => (*dice.one_of(&["1.475", "14", "15.0"])).into(),
            (_, Some(_)) => "2026-10".into(),
            _ => (*dice.one_of(&["a", "太郎", "home-loan", "東京都八王子市"])).into(),
        },
    }
}

/// Is an optional field there? The deeper, the rarer.
fn dice_says(dice: &mut Dice, depth: usize) -> bool {
    dice.below(3 + depth) < 2
}

/// Every place in a value.
fn places(value: &Json, here: &str, found: &mut Vec<String>) {
    found.push(here.to_string());
    match value {
        Json::Object(fields) => {
            for (name, inner) in fields {
                places(inner, &format!("{here}/{}", name.replace('~', "~0").replace('/', "~1")), found);
            }
        }
        Json::Array(items) => {
            for (place, inner) in items.iter().enumerate() {
                places(inner, &format!("{here}/{place}"), found);
            }
        }
        _ => {}
    }
}

/// The value with one thing wrong in it.
fn damaged(value: &Json, dice: &mut Dice) -> Json {
    let mut value = value.clone();
    let mut all = Vec::new();
    places(&value, "", &mut all);
    let at = dice.one_of(&all).clone();
    let odd = [
        Json::Null,
        json!(-1),
        json!(0.5),
        json!(1e300),
        json!(u64::MAX),
        json!(""),
        json!("\u{0}\u{202e}<script>"),
        json!("x".repeat(5_000)),
        json!([]),
        json!([[[[]]]]),
        json!({}),
        json!({ "no_such_field": 1 }),
        json!(true),
        json!("2026-02-30"),
        json!("9999999999999999999999"),
    ];
    let target = value.pointer_mut(&at).expect("a place of it");
    match (dice.below(4), target) {
        (0, Json::Object(fields)) if !fields.is_empty() => {
            let name = dice.one_of(&fields.keys().cloned().collect::<Vec<_>>()).clone();
            fields.remove(&name);
        }
        (1, Json::Object(fields)) => {
            fields.insert("surprise".to_string(), dice.one_of(&odd).clone());
        }
        (_, target) => *target = dice.one_of(&odd).clone(),
    }
    value
}

#[tokio::test]
async fn every_operation_answers_made_and_damaged_bodies_as_the_document_says() {
    let mut browser = Browser::new().await;
    let document = browser.get("/api/v1/openapi.json").await.json();
    let mut seen = [0_usize; 2];
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let method: Method = method.to_uppercase().parse().unwrap();
            let mut known: BTreeMap<StatusCode, (&str, jsonschema::Validator)> = BTreeMap::new();
            let described = |status: StatusCode| {
                let content = operation["responses"][status.as_str()]["content"].as_object();
                let (kind, content) = content.and_then(|kinds| kinds.iter().next()).unwrap_or_else(|| {
                    panic!("{path}: {status} is not in the document");
                });
                (kind.as_str(), super::openapi::resolved(&document, &content["schema"]))
            };
            let request = &operation["requestBody"]["content"]["application/json"]["schema"];
            let mut bodies: Vec<(Vec<u8>, Option<bool>)> = Vec::new();
            if request.is_null() {
                bodies.push((Vec::new(), None));
            } else {
                let allowed = super::openapi::resolved(&document, request);
                let is_case = request["$ref"].is_string();
                let mut dice = Dice(path.len() as u64);
                for _ in 0..WHOLE {
                    let whole = made(&document, request, &mut dice, 0);
                    let wrong = allowed.iter_errors(&whole).next().map(|error| error.to_string());
                    assert!(wrong.is_none(), "{path}: the made body fits its schema: {wrong:?}\n{whole}");
                    bodies.push((whole.to_string().into_bytes(), Some(true)));
                    for _ in 0..if is_case { DAMAGED_CASE } else { DAMAGED_RULE } {
                        let damaged = damaged(&whole, &mut dice);
                        bodies.push((damaged.to_string().into_bytes(), Some(allowed.is_valid(&damaged))));
                    }
                    let mut cut = whole.to_string().into_bytes();
                    cut.truncate(dice.below(cut.len()));
                    bodies.push((cut, Some(false)));
                }
            }
            for (body, fits) in bodies {
                let told = String::from_utf8_lossy(&body).chars().take(600).collect::<String>();
                let answer = browser.send(method.clone(), path, &[("content-type", "application/json")], body).await;
                let (kind, shape) = known.entry(answer.status).or_insert_with(|| described(answer.status));
                assert!(answer.header("content-type").starts_with(*kind), "{path}: {}\n{told}", answer.status);
                let wrong = shape.iter_errors(&answer.json()).next().map(|error| error.to_string());
                assert!(wrong.is_none(), "{path}: {} {wrong:?}\n{told}\n{}", answer.status, answer.text);
                let refused = answer.status.is_client_error();
                assert!(refused || answer.status == StatusCode::OK, "{path}: {}\n{told}", answer.status);
                assert!(refused || fits != Some(false), "{path}: taken although the schema forbids it\n{told}");
                seen[usize::from(refused)] += 1;
            }
        }
    }
    // Both kinds are there in numbers, so that neither side of the test is empty.
    assert!(seen[0] > 100 && seen[1] > 1_000, "{seen:?}");
}

/// Parameters of a query: what the document allows is answered, what it does not is refused or ignored, never our fault.
#[tokio::test]
async fn every_parameter_is_answered_as_the_document_says() {
    let mut browser = Browser::new().await;
    let document = browser.get("/api/v1/openapi.json").await.json();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            for parameter in operation["parameters"].as_array().into_iter().flatten() {
                let name = parameter["name"].as_str().unwrap();
                let allowed = parameter["schema"]["enum"].as_array().unwrap().iter().filter_map(Json::as_str);
                for value in allowed.chain(["%00", "none%27", "x", "&&&=", "%F0%9F%8F%A0"]) {
                    let method: Method = method.to_uppercase().parse().unwrap();
                    let headers = [("content-type", "application/json")];
                    let answer =
                        browser.send(method, &format!("{path}?{name}={value}"), &headers, b"{}".to_vec()).await;
                    let status = answer.status.as_str();
                    assert!(operation["responses"][status].is_object(), "{path}?{name}={value}: {status}");
                }
            }
        }
    }
}
