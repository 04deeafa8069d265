//! `POST /api/v1/calc/{rule}`: one rule of law alone.

use axum::Router;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Path, RawQuery};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use axum::routing::post;
use calc::Refusal;
use law::message;

use crate::visit::Visit;
use crate::{App, problem};

/// The longest input, as for the command line.
const LONGEST_INPUT: usize = 1 << 20;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/api/v1/calc/{rule}", post(calc))
}

async fn calc(
    visit: Visit,
    Path(rule): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    bytes: Result<Bytes, BytesRejection>,
) -> Result<Response, Response> {
    let lang = visit.lang;
    let entry = calc::find(&rule).ok_or_else(|| problem::plain(StatusCode::NOT_FOUND, "web.problem.no-rule", lang))?;
    let asked = query.as_deref().unwrap_or_default().split('&').find_map(|pair| match pair.split_once('=') {
        None => (pair == "why").then_some(""),
        Some((name, value)) => (name == "why").then_some(value),
    });
    if !matches!(asked, None | Some("" | "true")) {
        return Err(problem::plain(StatusCode::BAD_REQUEST, "web.problem.why", lang));
    }
    let bytes = super::body(&headers, bytes, lang)?;
    if bytes.len() > LONGEST_INPUT {
        return Err(problem::plain(StatusCode::PAYLOAD_TOO_LARGE, "web.problem.too-large", lang));
    }
    let refused = |refusal: Refusal| problem::of_rule(&refusal, lang);
    let text = std::str::from_utf8(&bytes)
        .map_err(|error| refused(Refusal::new("", message!("error.utf8", at = error.valid_up_to() + 1))))?;
    let input = read::parse_json(text).map_err(|problem| refused(problem.into()))?;
    let json = if asked.is_some() {
        let (mut answer, derivation) = entry.why(&input).map_err(refused)?;
        let own = derivation.roots.iter().copied().find(|root| derivation.steps[*root].rule.id == rule);
        let step = own.or_else(|| derivation.roots.last().copied());
        answer["why"] = step.map_or(serde_json::Value::Null, |step| explain::json(&derivation, step));
        answer
    } else {
        entry.run(&input).map_err(refused)?
    };
    Ok(super::answer(json.to_string()))
}
