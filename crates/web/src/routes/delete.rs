//! `POST /delete`: everything that the server holds of this browser is gone.

use axum::Router;
use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use maud::html;

use crate::App;
use crate::page;
use crate::store::Id;
use crate::visit::Visit;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/delete", get(ask).post(delete))
}

async fn ask(visit: Visit) -> Response {
    let body = html! {
        h1 { (visit.t("web.delete.title")) }
        p { (visit.t("web.delete.what")) }
        @if visit.case.is_some() {
            p { a href="/case" { (visit.t("web.delete.export-first")) } }
        }
        form method="post" action="/delete" {
            button.danger type="submit" { (visit.t("web.delete.button")) }
        }
    };
    page::show(&visit, visit.t("web.delete.title"), body)
}

async fn delete(State(app): State<App>, mut visit: Visit) -> Response {
    if let Some(id) = visit.case.take() {
        app.cases.forget(&id);
    }
    let body = html! {
        h1 { (visit.t("web.deleted.title")) }
        p role="status" { (visit.t("web.deleted.what")) }
        p { a href="/" { (visit.t("web.to-start")) } }
    };
    ([(SET_COOKIE, Id::no_cookie())], page::show(&visit, visit.t("web.deleted.title"), body)).into_response()
}
