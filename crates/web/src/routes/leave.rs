//! `/leave`: the quick exit. The browser forgets which case was open and goes to a page that anybody might read; the
//! way back shows no case.

use axum::Router;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;

use crate::App;
use crate::visit::Visit;

/// A page that anybody might have open.
const ELSEWHERE: &str = "https://www.jma.go.jp/bosai/forecast/";

pub(super) fn routes() -> Router<App> {
    Router::new().route("/leave", get(leave))
}

async fn leave() -> Response {
    (Visit::closes(), Redirect::to(ELSEWHERE)).into_response()
}
