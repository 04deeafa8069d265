//! Errors of the API: RFC 9457 problem documents with the fields that are wrong.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use calc::Refusal;
use catalogue::{Lang, sentence, text};
use read::Problem;
use serde_json::{Value as Json, json};

/// A problem without fields; the key names the sentence.
pub(crate) fn plain(status: StatusCode, key: &str, lang: Lang) -> Response {
    with_errors(status, text(key, lang), Vec::new())
}

/// Every mistake of a case.
pub(crate) fn of_case(problems: &[Problem], lang: Lang) -> Response {
    let is_too_large = problems.iter().any(|problem| problem.code == "too-large");
    let status = if is_too_large { StatusCode::PAYLOAD_TOO_LARGE } else { StatusCode::UNPROCESSABLE_ENTITY };
    let errors = problems
        .iter()
        .map(|problem| {
            json!({
                "field": problem.path,
                "code": problem.code,
                "detail": sentence(&problem.message, lang),
                "hint": problem.hint.as_ref().map(|hint| sentence(hint, lang)),
            })
        })
        .collect();
    with_errors(status, text("web.problem.input", lang), errors)
}

/// The first field that a rule refuses.
pub(crate) fn of_rule(refusal: &Refusal, lang: Lang) -> Response {
    let error = json!({
        "field": refusal.field,
        "detail": sentence(&refusal.message, lang),
        "hint": refusal.hint.as_ref().map(|hint| sentence(hint, lang)),
    });
    with_errors(StatusCode::UNPROCESSABLE_ENTITY, text("web.problem.input", lang), vec![error])
}

fn with_errors(status: StatusCode, detail: &str, errors: Vec<Json>) -> Response {
    let mut problem = json!({
        "type": "about:blank",
        "title": status.canonical_reason(),
        "status": status.as_u16(),
        "detail": detail,
    });
    if !errors.is_empty() {
        problem["errors"] = errors.into();
    }
    let mut response = (status, problem.to_string()).into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    response
}

/// The JSON Schema of a problem document.
pub(crate) fn schema() -> Json {
    let text = json!({ "type": "string" });
    json!({
        "type": "object",
        "required": ["type", "title", "status", "detail"],
        "properties": {
            "type": text, "title": text, "status": { "type": "integer" }, "detail": text,
            "errors": { "type": "array", "items": {
                "type": "object",
                "required": ["field", "detail"],
                "properties": {
                    "field": { "type": "string", "description": "path of the field, claim[0].rate; empty for the whole text" },
                    "code": { "type": "string", "description": "kind of the mistake, as saiken check names it" },
                    "detail": text,
                    "hint": { "type": ["string", "null"] },
                },
            } },
        },
    })
}
