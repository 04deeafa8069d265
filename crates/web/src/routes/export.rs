//! `/case`: the open case as a case file. `/export`: everything that the store holds. `/template`: a commented file.

use axum::Router;
use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use case::Format;

use crate::opened::Opened;
use crate::parts::clock;
use crate::visit::Visit;
use crate::{App, page};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/case", get(|opened: Opened| async move { of_case(&opened, Format::Toml) }))
        .route("/case/json", get(|opened: Opened| async move { of_case(&opened, Format::Json) }))
        .route("/export", get(all))
        .route("/template", get(template))
}

fn of_case(opened: &Opened, format: Format) -> Response {
    download(format, "case", opened.draft.print(format))
}

async fn all(State(app): State<App>, visit: Visit) -> Response {
    match app.store.export_text().await {
        Ok(text) => download(Format::Json, &format!("saiken-{}", clock::today()), text),
        Err(failure) => page::failed(&visit, &failure),
    }
}

async fn template(visit: Visit) -> Response {
    download(Format::Toml, "case", case::template(visit.lang, clock::today()))
}

fn download(format: Format, name: &str, text: String) -> Response {
    let (kind, ending) = match format {
        Format::Toml => ("application/toml; charset=utf-8", "toml"),
        Format::Json => ("application/json", "json"),
    };
    let disposition = format!("attachment; filename=\"{name}.{ending}\"");
    ([(CONTENT_TYPE, kind.to_string()), (CONTENT_DISPOSITION, disposition)], text).into_response()
}
