//! `GET /api/v1/openapi.json`: the API described, put together from the schemas that the engine publishes.

use std::sync::LazyLock;

use axum::Router;
use axum::response::Response;
use axum::routing::get;
use calc::REGISTRY;
use law::words::Word;
use serde_json::{Map, Value as Json, json};

use super::plan::Detail;
use crate::{App, problem};

static DOCUMENT: LazyLock<String> = LazyLock::new(|| document().to_string());

pub(super) fn routes() -> Router<App> {
    Router::new().route("/api/v1/openapi.json", get(openapi))
}

async fn openapi() -> Response {
    super::answer(DOCUMENT.clone())
}

pub(super) fn document() -> Json {
    let details: Vec<&str> = Detail::ALL.iter().map(|detail| detail.word()).collect();
    let lang = json!({
        "name": "lang", "in": "query", "required": false,
        "schema": { "enum": ["ja", "en", "easy"], "default": "ja" }, "description": "language of the sentences; easy: plain Japanese",
    });
    let detail = json!({
        "name": "detail", "in": "query", "required": false,
        "schema": { "enum": details, "default": "none" },
        "description": "none: verdicts and figures; words: every form with requirements and sentences; cash-flow: month \
                        by month too; marks: words, and who stands behind each figure; full: all of it",
    });
    let why = json!({
        "name": "why", "in": "query", "required": false, "allowEmptyValue": true,
        "schema": { "enum": ["", "true"] }, "description": "adds the derivation as `why`",
    });
    let mut paths = Map::new();
    let mut add = |path: String, method: &str, operation: Json| {
        paths.insert(path, json!({ method: operation }));
    };
    add(
        "/api/v1/plan".into(),
        "post",
        json!({
            "operationId": "plan",
            "summary": "Every lawful way out for a household",
            "parameters": [lang, detail],
            "requestBody": body(json!({ "$ref": "#/components/schemas/Case" })),
            "responses": responses(
                json!({ "anyOf": [{ "$ref": "#/components/schemas/Outcomes" }, { "$ref": "#/components/schemas/Plan" }] }),
                true,
            ),
        }),
    );
    add(
        "/api/v1/deadlines".into(),
        "post",
        json!({
            "operationId": "deadlines",
            "summary": "The days that must not be missed, and what waiting costs",
            "parameters": [lang],
            "requestBody": body(json!({ "$ref": "#/components/schemas/Case" })),
            "responses": responses(json!({ "$ref": "#/components/schemas/Deadlines" }), true),
        }),
    );
    for entry in REGISTRY {
        let rule = entry.rule();
        add(
            format!("/api/v1/calc/{}", rule.id),
            "post",
            json!({
                "operationId": rule.id,
                "summary": format!("{} ({})", rule.en, rule.ja),
                "parameters": [lang, why],
                "requestBody": body(entry.input_schema()),
                "responses": responses(entry.explained_schema(), true),
            }),
        );
    }
    for (path, id, summary) in [
        ("/api/v1/rules", "rules", "The rules of law that can be asked alone"),
        ("/api/v1/schemas/case", "caseSchema", "JSON Schema of a case file"),
        ("/api/v1/schemas/plan", "planSchema", "JSON Schema of a plan"),
        ("/api/v1/schemas/deadlines", "deadlinesSchema", "JSON Schema of deadlines"),
        ("/api/v1/openapi.json", "openapi", "This document"),
    ] {
        add(
            path.into(),
            "get",
            json!({
                "operationId": id,
                "summary": summary,
                "responses": responses(json!({ "type": "object" }), false),
            }),
        );
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "saiken",
            "version": env!("CARGO_PKG_VERSION"),
            "summary": "Every lawful way out for a household in Japan that cannot pay its home loan",
            "description": "Runs on one machine and asks no other. No legal advice.",
            "license": { "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" },
        },
        "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
        "servers": [{ "url": "/" }],
        "paths": paths,
        "components": { "schemas": {
            "Case": case::schema(), "Plan": report::schema(), "Outcomes": report::outcomes::schema(), "Deadlines": report::deadlines::schema(),
            "Problem": problem::schema(),
        } },
    })
}

fn body(schema: Json) -> Json {
    json!({ "required": true, "content": { "application/json": { "schema": schema } } })
}

fn responses(schema: Json, takes_input: bool) -> Json {
    let problem = |description: &str| {
        json!({
            "description": description,
            "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } },
        })
    };
    let mut responses = json!({
        "200": { "description": "the answer", "content": { "application/json": { "schema": schema } } },
        "421": problem("the Host is none of this machine"),
    });
    if takes_input {
        responses["400"] = problem("a parameter or the body cannot be read");
        responses["403"] = problem("the request comes from a page of another site");
        responses["413"] = problem("the body is too large");
        responses["415"] = problem("the body is no application/json");
        responses["422"] = problem("the input is wrong: every field is named");
    }
    responses
}
