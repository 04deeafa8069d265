//! The HTTP API under `/api/v1`: JSON in, JSON out, errors as problem documents.

mod calc;
mod deadlines;
mod openapi;
mod page;
mod plan;
mod rules;
mod schemas;

use axum::Router;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use catalogue::Lang;

use crate::{App, problem};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .merge(plan::routes())
        .merge(deadlines::routes())
        .merge(calc::routes())
        .merge(rules::routes())
        .merge(schemas::routes())
        .merge(openapi::routes())
        .merge(page::routes())
}

/// An answer of JSON.
fn answer(json: impl IntoResponse) -> Response {
    let mut response = json.into_response();
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}

/// The body, if it came whole and says that it is JSON (or says nothing).
fn body(headers: &HeaderMap, body: Result<Bytes, BytesRejection>, lang: Lang) -> Result<Bytes, Response> {
    let kind = headers.get(CONTENT_TYPE).map(|kind| kind.to_str().unwrap_or_default());
    let essence = kind.map(|kind| kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase());
    if essence.is_some_and(|essence| essence != "application/json") {
        return Err(problem::plain(StatusCode::UNSUPPORTED_MEDIA_TYPE, "web.problem.media-type", lang));
    }
    body.map_err(|rejection| match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => problem::plain(StatusCode::PAYLOAD_TOO_LARGE, "web.problem.too-large", lang),
        _ => problem::plain(StatusCode::BAD_REQUEST, "web.problem.body", lang),
    })
}
