//! `/cases`: the cases of this machine: find, open, name, copy, delete one.

use axum::Router;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use catalogue::sentence;
use law::message;
use maud::{Markup, html};
use store::{Failure, Id, Listed};

use crate::parts::clock;
use crate::parts::form::{Pairs, Sent};
use crate::visit::Visit;
use crate::{App, page};

/// Cases on a page.
const ON_A_PAGE: usize = 50;

/// Fewer than these need no search.
const SEARCHED_FROM: usize = 10;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/cases", get(list).post(search))
        .route("/cases/open", post(open))
        .route("/cases/rename", post(rename))
        .route("/cases/copy", post(copy))
        .route("/cases/delete", post(delete))
}

async fn list(State(app): State<App>, visit: Visit, RawQuery(query): RawQuery) -> Response {
    let asked = query.as_deref().unwrap_or_default().split('&').find_map(|pair| pair.strip_prefix("page="));
    show(&app, &visit, asked.and_then(|number| number.parse().ok()).unwrap_or(1), "").await
}

/// Cases whose names hold what was written. A name may tell of people: it travels in the body, not in the address.
async fn search(State(app): State<App>, visit: Visit, sent: Sent) -> Response {
    match Pairs::of(&visit, sent) {
        Ok(pairs) => show(&app, &visit, 1, pairs.first("find").unwrap_or_default().trim()).await,
        Err(response) => response,
    }
}

async fn show(app: &App, visit: &Visit, number: usize, wanted: &str) -> Response {
    let all = match app.store.cases().await {
        Ok(cases) => cases,
        Err(failure) => return page::failed(visit, &failure),
    };
    let t = |key| visit.t(key);
    let folded = wanted.to_lowercase();
    let found: Vec<&Listed> = all.iter().filter(|case| case.name.to_lowercase().contains(&folded)).collect();
    let pages = found.len().div_ceil(ON_A_PAGE).max(1);
    let number = number.clamp(1, pages);
    let shown = found.chunks(ON_A_PAGE).nth(number - 1).unwrap_or_default();
    let body = html! {
        h1 { (t("web.cases.title")) @if !all.is_empty() { " " span.count { (all.len()) } } }
        p.lead { (t("web.cases.lead")) }
        @if all.len() >= SEARCHED_FROM {
            form.inline method="post" action="/cases" role="search" {
                label for="find" { (t("web.cases.find")) }
                input id="find" name="find" type="text" maxlength="80" value=(wanted) autocomplete="off";
                button.small type="submit" { (t("web.cases.find-button")) }
                @if !wanted.is_empty() { a href="/cases" { (t("web.cases.find-all")) } }
            }
        }
        @if !wanted.is_empty() {
            p role="status" { (sentence(&message!("web.cases.found", count = found.len()), visit.lang)) }
        }
        @if all.is_empty() {
            p { (t("web.cases.none")) }
        } @else {
            ul.cases { @for case in shown { li { (row(visit, case)) } } }
        }
        @if !wanted.is_empty() && found.len() > ON_A_PAGE {
            p { (sentence(&message!("web.cases.narrow", count = ON_A_PAGE), visit.lang)) }
        } @else if pages > 1 {
            nav.pages aria-label=(t("web.cases.pages")) {
                @for page in 1..=pages {
                    a href={ "/cases?page=" (page) } aria-current=[(page == number).then_some("page")]
                        aria-label=(sentence(&message!("web.cases.page", number = page), visit.lang)) { (page) }
                }
            }
        }
        p.ways {
            a.button.quiet href="/first" { (t("web.cases.new")) }
            a href="/import" { (t("web.start.import")) }
        }
        section.actions {
            h2 { (t("web.cases.all")) }
            ul {
                li { a href="/export" { (t("web.export.all")) } }
                li { a href="/delete" { (t("web.delete.button")) } }
            }
        }
    };
    page::show(visit, t("web.cases.title"), body)
}

fn row(visit: &Visit, case: &Listed) -> Markup {
    let t = |key| visit.t(key);
    let is_open = visit.case.as_ref() == Some(&case.id);
    let id = case.id.as_str();
    html! {
        div.case {
            div {
                strong { (case.name) }
                @if is_open { " " span.outcome.open { (t("web.cases.is-open")) } }
                span.form { (changed(visit, case)) }
            }
            (opens(visit, case))
        }
        details {
            summary { (t("web.cases.more")) span.hidden { " " (case.name) } }
            form.inline method="post" action="/cases/rename" {
                input type="hidden" name="id" value=(id);
                label for={ "name-" (id) } { (t("web.cases.name")) }
                input id={ "name-" (id) } name="name" type="text" maxlength="80" value=(case.name) autocomplete="off";
                button.small type="submit" { (t("web.cases.rename")) }
            }
            div.ways {
                form method="post" action="/cases/copy" {
                    input type="hidden" name="id" value=(id);
                    button.small type="submit" { (t("web.cases.copy")) }
                }
                form method="post" action="/cases/delete" {
                    input type="hidden" name="id" value=(id);
                    button.small.danger type="submit" { (t("web.cases.delete")) }
                }
            }
        }
    }
}

/// When a case was changed last.
fn changed(visit: &Visit, case: &Listed) -> String {
    sentence(&message!("web.cases.changed", at = clock::moment(case.changed_at, visit.lang)), visit.lang)
}

/// The button that opens a case.
pub(super) fn opens(visit: &Visit, case: &Listed) -> Markup {
    html! {
        form method="post" action="/cases/open" {
            input type="hidden" name="id" value=(case.id);
            button.small type="submit" { (visit.t("web.cases.open")) span.hidden { " " (case.name) } }
        }
    }
}

/// The case that a form names, if it is still there.
async fn named(app: &App, visit: &Visit, sent: Sent) -> Result<(Listed, Pairs), Response> {
    let pairs = Pairs::of(visit, sent)?;
    let found = match pairs.first("id").and_then(Id::read) {
        Some(id) => app.store.case(&id).await.map_err(|failure| page::failed(visit, &failure))?,
        None => None,
    };
    match found {
        Some(case) => Ok((case.listed, pairs)),
        None => Err(page::refusal(visit, StatusCode::NOT_FOUND, "web.problem.no-case")),
    }
}

/// Where a reader goes after a change of the list; or why it was none.
fn then(visit: &Visit, done: Result<(), Failure>) -> Response {
    match done {
        Ok(()) => Redirect::to("/cases").into_response(),
        Err(failure) => page::failed(visit, &failure),
    }
}

async fn open(State(app): State<App>, visit: Visit, sent: Sent) -> Response {
    match named(&app, &visit, sent).await {
        Ok((case, _)) => (Visit::opens(&case.id), Redirect::to("/interview")).into_response(),
        Err(response) => response,
    }
}

async fn rename(State(app): State<App>, visit: Visit, sent: Sent) -> Response {
    match named(&app, &visit, sent).await {
        Ok((case, pairs)) => then(&visit, app.store.rename(&case.id, pairs.first("name").unwrap_or_default()).await),
        Err(response) => response,
    }
}

async fn copy(State(app): State<App>, visit: Visit, sent: Sent) -> Response {
    match named(&app, &visit, sent).await {
        Ok((case, _)) => {
            let name = sentence(&message!("web.cases.copy-of", name = case.name.clone()), visit.lang);
            then(&visit, app.store.duplicate(&case.id, &name).await.map(drop))
        }
        Err(response) => response,
    }
}

/// Asks once more; deletes when the reader is sure.
async fn delete(State(app): State<App>, visit: Visit, sent: Sent) -> Response {
    let (case, pairs) = match named(&app, &visit, sent).await {
        Ok(found) => found,
        Err(response) => return response,
    };
    if pairs.first("sure").is_none() {
        let title = sentence(&message!("web.cases.delete-title", name = case.name.clone()), visit.lang);
        let body = html! {
            h1 { (title) }
            p { (visit.t("web.cases.delete-what")) }
            form method="post" action="/cases/delete" {
                input type="hidden" name="id" value=(case.id);
                button.danger type="submit" name="sure" value="yes" { (visit.t("web.cases.delete")) }
            }
            p { a href="/cases" { (visit.t("web.cases.keep")) } }
        };
        return page::show(&visit, visit.t("web.cases.delete"), body);
    }
    let response = then(&visit, app.store.delete(&case.id).await);
    if visit.case.as_ref() == Some(&case.id) { (Visit::closes(), response).into_response() } else { response }
}
