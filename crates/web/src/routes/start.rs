//! `/`: what this is, what it is not, and the ways in.

use axum::Router;
use axum::response::Response;
use axum::routing::get;
use maud::html;

use super::first::{Answers, form};
use crate::visit::Visit;
use crate::{App, page};

/// Papers that help, each with where it comes from.
const PAPERS: [&str; 6] = [
    "web.papers.schedule",
    "web.papers.demands",
    "web.papers.valuation",
    "web.papers.register",
    "web.papers.income",
    "web.papers.others",
];

pub(super) fn routes() -> Router<App> {
    Router::new().route("/", get(start))
}

async fn start(visit: Visit) -> Response {
    let t = |key| visit.t(key);
    let body = html! {
        h1 { (t("web.start.title")) }
        p.lead { (t("web.start.lead")) }
        aside.urgent aria-labelledby="urgent" {
            h2 id="urgent" { (t("web.start.urgent")) }
            p { (t("web.start.urgent-what")) }
            p { a.strong href="/urgent" { (t("web.start.urgent-go")) } }
        }
        section.card {
            h2 { (t("web.first.title")) }
            p { (t("web.first.lead")) }
            (form(&visit, &Answers::default(), &[]))
        }
        section {
            h2 { (t("web.start.all")) }
            p { (t("web.start.all-what")) }
            p.ways {
                a.button.quiet href="/import" { (t("web.start.import")) }
                a href="/template" { (t("web.start.template")) }
            }
        }
        div.pair {
            section {
                h2 { (t("web.start.is")) }
                ul { @for key in ["web.start.is-1", "web.start.is-2", "web.start.is-3"] { li { (t(key)) } } }
            }
            section {
                h2 { (t("web.start.is-not")) }
                ul { @for key in ["web.start.is-not-1", "web.start.is-not-2", "web.start.is-not-3"] { li { (t(key)) } } }
            }
        }
        section {
            h2 { (t("web.start.papers")) }
            p { (t("web.start.papers-what")) }
            ul.papers { @for key in PAPERS { li { (t(key)) } } }
        }
        section {
            h2 { (t("web.start.data")) }
            p { (t("web.start.data-what")) }
        }
    };
    page::show(&visit, t("web.start.short"), body)
}
