//! What does not exist, and what exists but is asked in another way.

use axum::http::StatusCode;
use axum::response::Response;

use crate::visit::Visit;
use crate::{page, problem};

pub(super) async fn page(visit: Visit) -> Response {
    refuse(&visit, StatusCode::NOT_FOUND, "web.problem.not-found")
}

pub(super) async fn wrong_method(visit: Visit) -> Response {
    refuse(&visit, StatusCode::METHOD_NOT_ALLOWED, "web.problem.method")
}

fn refuse(visit: &Visit, status: StatusCode, key: &'static str) -> Response {
    if visit.path.starts_with("/api/") {
        problem::plain(status, key, visit.lang)
    } else {
        page::refusal(visit, status, key)
    }
}
