//! `GET /case`: the case file as it was handed over. `GET /template`: a commented one to start from.

use axum::Router;
use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use case::Format;

use crate::App;
use crate::parts::clock;
use crate::visit::Visit;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/case", get(export)).route("/template", get(template))
}

async fn export(State(app): State<App>, visit: Visit) -> Response {
    let Some(case) = visit.case.as_ref().and_then(|id| app.cases.find(id)) else {
        return Redirect::to("/import").into_response();
    };
    download(case.format, case.bytes.clone())
}

async fn template(visit: Visit) -> Response {
    download(Format::Toml, case::template(visit.lang, clock::today()).into_bytes())
}

fn download(format: Format, bytes: Vec<u8>) -> Response {
    let (kind, disposition) = match format {
        Format::Toml => ("application/toml; charset=utf-8", "attachment; filename=\"case.toml\""),
        Format::Json => ("application/json", "attachment; filename=\"case.json\""),
    };
    ([(CONTENT_TYPE, kind), (CONTENT_DISPOSITION, disposition)], bytes).into_response()
}
