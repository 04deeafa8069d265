//! `/echo`: what an amount comes to, in words, while it is typed. Nothing is kept, and no address shows it.

use axum::Router;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use law::words::Word;

use crate::App;
use crate::page;
use crate::parts::echo;
use crate::parts::form::{Pairs, Sent};
use crate::parts::money::{self, Unit};
use crate::visit::Visit;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/echo", post(said))
}

/// Silence for what is no amount yet: what is wrong is said when it is saved.
async fn said(visit: Visit, sent: Sent) -> Response {
    let pairs = match Pairs::of(&visit, sent) {
        Ok(pairs) => pairs,
        Err(response) => return response,
    };
    let Some(usual) = pairs.first("unit").and_then(Unit::from_word) else {
        return page::refusal(&visit, StatusCode::BAD_REQUEST, "web.problem.body");
    };
    let amount = money::read(pairs.first("amount").unwrap_or_default(), usual);
    amount.map_or_else(|_| String::new(), |yen| echo::said(yen, visit.lang)).into_response()
}
