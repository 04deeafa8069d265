//! The style sheet and the icon, compiled in.

use axum::Router;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use axum::routing::get;

use crate::App;

const STYLE: &str = include_str!("../assets/style.css");
const INTERVIEW: &str = include_str!("../assets/interview.css");
const ICON: &str = include_str!("../assets/icon.svg");

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/assets/style.css", get(|| async { css(STYLE) }))
        .route("/assets/interview.css", get(|| async { css(INTERVIEW) }))
        .route("/assets/icon.svg", get(icon))
}

fn css(sheet: &'static str) -> impl IntoResponse {
    ([(CONTENT_TYPE, "text/css; charset=utf-8")], sheet)
}

async fn icon() -> impl IntoResponse {
    ([(CONTENT_TYPE, "image/svg+xml")], ICON)
}
