//! The style sheet, the icon and the scripts, compiled in.

use axum::Router;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use axum::routing::get;

use crate::App;

const STYLE: &str = include_str!("../assets/style.css");
const INTERVIEW: &str = include_str!("../assets/interview.css");
const WHATIF: &str = include_str!("../assets/whatif.js");
const ECHO: &str = include_str!("../assets/echo.js");
const TRY: &str = include_str!("../assets/try.js");
const ICON: &str = include_str!("../assets/icon.svg");

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/assets/style.css", get(|| async { css(STYLE) }))
        .route("/assets/interview.css", get(|| async { css(INTERVIEW) }))
        .route("/assets/icon.svg", get(icon))
        .route("/assets/whatif.js", get(async || script(WHATIF)))
        .route("/assets/echo.js", get(async || script(ECHO)))
        .route("/assets/try.js", get(async || script(TRY)))
}

fn css(sheet: &'static str) -> impl IntoResponse {
    ([(CONTENT_TYPE, "text/css; charset=utf-8")], sheet)
}

async fn icon() -> impl IntoResponse {
    ([(CONTENT_TYPE, "image/svg+xml")], ICON)
}

fn script(text: &'static str) -> impl IntoResponse {
    ([(CONTENT_TYPE, "text/javascript; charset=utf-8")], text)
}
