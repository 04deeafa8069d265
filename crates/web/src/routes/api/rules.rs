//! `GET /api/v1/rules`: the rules that can be asked, with their citations.

use axum::Router;
use axum::response::Response;
use axum::routing::get;
use calc::REGISTRY;
use law::words::Word;
use serde_json::{Value as Json, json};

use crate::App;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/api/v1/rules", get(rules))
}

async fn rules() -> Response {
    let rules: Vec<Json> = REGISTRY
        .iter()
        .map(|entry| {
            let rule = entry.rule();
            json!({
                "id": rule.id,
                "name": { "ja": rule.ja, "en": rule.en },
                "provisions": rule.provisions.iter().map(|provision| json!({
                    "id": provision.id(), "ja": provision.to_string(), "en": provision.en(),
                })).collect::<Vec<_>>(),
                "mark": rule.mark.word(),
                "href": format!("/api/v1/calc/{}", rule.id),
            })
        })
        .collect();
    super::answer(json!({ "rules": rules }).to_string())
}
