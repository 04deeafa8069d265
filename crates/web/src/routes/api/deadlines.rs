//! `POST /api/v1/deadlines`: a case file as JSON, the days that must not be missed and what waiting costs.

use axum::Router;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::post;
use case::Format;
use law::Cx;
use law::trace::NoTrace;
use ledger::{deadlines, waiting};

use crate::visit::Visit;
use crate::{App, problem};

pub(super) fn routes() -> Router<App> {
    Router::new().route("/api/v1/deadlines", post(answer))
}

async fn answer(visit: Visit, headers: HeaderMap, bytes: Result<Bytes, BytesRejection>) -> Result<Response, Response> {
    let lang = visit.lang;
    let bytes = super::body(&headers, bytes, lang)?;
    let house = case::read(&bytes, Format::Json).map_err(|problems| problem::of_case(&problems, lang))?;
    let mut silent = NoTrace;
    let mut cx = Cx::new(&mut silent);
    let found = deadlines::deadlines(&mut cx, &house);
    let months = waiting::waiting(&mut cx, &house, report::deadlines::MONTHS);
    Ok(super::answer(report::deadlines::json(&house, &found, &months, lang).to_string()))
}
