//! `/delete`: everything that the store holds is gone, from the disk too.

use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use catalogue::sentence;
use law::message;
use maud::html;

use crate::visit::Visit;
use crate::{App, page};

/// Cases that are named before they are deleted.
const NAMED: usize = 20;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/delete", get(ask).post(delete))
}

async fn ask(State(app): State<App>, visit: Visit) -> Response {
    let cases = match app.store.cases().await {
        Ok(cases) => cases,
        Err(failure) => return page::failed(&visit, &failure),
    };
    let folder = app.store.folder().display().to_string();
    let body = html! {
        h1 { (visit.t("web.delete.title")) }
        p { (sentence(&message!("web.delete.count", count = cases.len()), visit.lang)) }
        @if !cases.is_empty() {
            ul {
                @for case in cases.iter().take(NAMED) { li { (case.name) } }
                @if cases.len() > NAMED { li { (sentence(&message!("web.delete.more", count = cases.len() - NAMED), visit.lang)) } }
            }
        }
        p { (visit.t("web.delete.what")) }
        p.quiet { (sentence(&message!("web.delete.folder", folder = folder), visit.lang)) }
        p { a href="/export" { (visit.t("web.delete.export-first")) } }
        form method="post" action="/delete" {
            button.danger type="submit" { (visit.t("web.delete.button")) }
        }
    };
    page::show(&visit, visit.t("web.delete.title"), body)
}

async fn delete(State(app): State<App>, mut visit: Visit) -> Response {
    if let Err(failure) = app.store.delete_all().await {
        return page::failed(&visit, &failure);
    }
    visit.case = None;
    let body = html! {
        h1 { (visit.t("web.deleted.title")) }
        p role="status" { (visit.t("web.deleted.what")) }
        p { a href="/" { (visit.t("web.to-start")) } }
    };
    (Visit::closes(), page::show(&visit, visit.t("web.deleted.title"), body)).into_response()
}
