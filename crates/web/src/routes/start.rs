//! `/`: what this is, what it is not, and the ways in.

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use catalogue::sentence;
use law::message;
use maud::html;

use super::cases::opens;
use super::first::{Answers, form};
use crate::parts::clock;
use crate::visit::Visit;
use crate::{App, page};

/// Cases that can be gone on with from here; the others stand on a page of their own.
const RESUMED: usize = 3;

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

async fn start(State(app): State<App>, visit: Visit) -> Response {
    let t = |key| visit.t(key);
    let cases = match app.store.cases().await {
        Ok(cases) => cases,
        Err(failure) => return page::failed(&visit, &failure),
    };
    let body = html! {
        h1 { (t("web.start.title")) }
        p.lead { (t("web.start.lead")) }
        aside.urgent aria-labelledby="urgent" {
            h2 id="urgent" { (t("web.start.urgent")) }
            p { (t("web.start.urgent-what")) }
            p { a.strong href="/urgent" { (t("web.start.urgent-go")) } }
        }
        @if !cases.is_empty() {
            section.card {
                h2 { (t("web.start.resume")) }
                ul.cases {
                    @for case in cases.iter().take(RESUMED) {
                        li { div.case {
                            div {
                                strong { (case.name) }
                                span.form { (sentence(&message!("web.cases.changed", at = clock::moment(case.changed_at, visit.lang)), visit.lang)) }
                            }
                            (opens(&visit, case))
                        } }
                    }
                }
                p { a href="/cases" { (t("web.cases.title")) } }
            }
        }
        section.card {
            h2 { (t("web.first.title")) }
            p { (t("web.first.lead")) }
            (form(&visit, &Answers::default(), &[]))
            p.quiet { (t("web.first.saved")) }
        }
        section {
            h2 { (t("web.start.all")) }
            p { (t("web.start.all-what")) }
            form method="post" action="/cases/new" { button.quiet type="submit" { (t("web.start.questions")) } }
            p.ways {
                a href="/import" { (t("web.start.import")) }
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
