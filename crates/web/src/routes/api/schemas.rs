//! `GET /api/v1/schemas/case`, `/plan`, `/deadlines`: what goes in and what comes out.

use std::sync::LazyLock;

use axum::Router;
use axum::response::Response;
use axum::routing::get;

use crate::App;

static CASE: LazyLock<String> = LazyLock::new(|| case::schema().to_string());
static DEADLINES: LazyLock<String> = LazyLock::new(|| report::deadlines::schema().to_string());
static PLAN: LazyLock<String> = LazyLock::new(|| report::schema().to_string());

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/api/v1/schemas/case", get(of_case))
        .route("/api/v1/schemas/plan", get(of_plan))
        .route("/api/v1/schemas/deadlines", get(of_deadlines))
}

async fn of_case() -> Response {
    super::answer(CASE.clone())
}

async fn of_plan() -> Response {
    super::answer(PLAN.clone())
}

async fn of_deadlines() -> Response {
    super::answer(DEADLINES.clone())
}
