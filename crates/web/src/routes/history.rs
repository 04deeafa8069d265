//! `/history`: what was done to the open case; undo and redo.

use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use case::Edit;
use catalogue::{sentence, text};
use law::message;
use law::words::Word;
use maud::{Markup, html};
use store::{Change, State as Stands};

use super::ask::back;
use crate::ask::words;
use crate::opened::Opened;
use crate::parts::clock;
use crate::parts::form::{Pairs, Sent};
use crate::visit::Visit;
use crate::{App, page};

/// Changes that are shown.
const SHOWN: u32 = 200;

/// Places of one change that are shown.
const PLACES: usize = 12;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/history", get(list)).route("/undo", post(undo)).route("/redo", post(redo))
}

async fn list(State(app): State<App>, visit: Visit, opened: Opened) -> Response {
    let changes = match app.store.history(opened.id(), SHOWN).await {
        Ok(changes) => changes,
        Err(failure) => return page::failed(&visit, &failure),
    };
    let t = |key| visit.t(key);
    let stands = |state| changes.iter().any(|change| change.state == state);
    let body = html! {
        p.back { a href="/interview" { (t("web.history.back")) } }
        h1 { (t("web.history.title")) }
        p.lead { (t("web.history.lead")) }
        div.ways {
            form method="post" action="/undo" {
                input type="hidden" name="back" value="/history";
                button.quiet type="submit" disabled[!stands(Stands::Done)] { (t("web.history.undo")) }
            }
            form method="post" action="/redo" {
                input type="hidden" name="back" value="/history";
                button.quiet type="submit" disabled[!stands(Stands::Undone)] { (t("web.history.redo")) }
            }
        }
        @if changes.is_empty() {
            p { (t("web.history.none")) }
        } @else {
            ol.history reversed start=(changes.len()) { @for change in &changes { (row(&visit, &opened, change)) } }
        }
    };
    page::show(&visit, t("web.history.title"), body)
}

fn row(visit: &Visit, opened: &Opened, change: &Change) -> Markup {
    let class = (change.state != Stands::Done).then_some("undone");
    html! {
        li class=[class] value=(change.number) {
            p.what {
                (text(&format!("web.history.what.{}", change.what.word()), visit.lang)) " "
                span.quiet { (clock::moment(change.at, visit.lang)) }
                @if change.state != Stands::Done { " " span.state { (visit.t("web.history.undone")) } }
            }
            ul {
                @for edit in change.edits.iter().take(PLACES) { li { (place(visit, opened, edit)) } }
                @if change.edits.len() > PLACES {
                    li { (sentence(&message!("web.result.more", count = change.edits.len() - PLACES), visit.lang)) }
                }
            }
        }
    }
}

/// What was different at a place.
fn place(visit: &Visit, opened: &Opened, edit: &Edit) -> Markup {
    let lang = visit.lang;
    let shown = |side: usize| match (&edit.fact[side], edit.mark[side]) {
        (Some(fact), _) => words::value(&edit.path, fact, lang),
        (None, Some(mark)) => text(&format!("ask.mark.{}", mark.word()), lang).to_string(),
        (None, None) => text("ask.blank", lang).to_string(),
    };
    html! { (words::path(&edit.path, opened.draft.facts(), lang)) ": " s { (shown(0)) } " → " (shown(1)) }
}

async fn undo(State(app): State<App>, visit: Visit, opened: Opened, sent: Sent) -> Response {
    then(&visit, app.store.undo(opened.id()).await, sent)
}

async fn redo(State(app): State<App>, visit: Visit, opened: Opened, sent: Sent) -> Response {
    then(&visit, app.store.redo(opened.id()).await, sent)
}

/// Back to where the reader was. The list of changes says what was taken back.
fn then(visit: &Visit, done: Result<Option<Change>, store::Failure>, sent: Sent) -> Response {
    match (done, Pairs::of(visit, sent)) {
        (Ok(_), Ok(pairs)) => Redirect::to(&back(&pairs)).into_response(),
        (Ok(_), Err(response)) => response,
        (Err(failure), _) => page::failed(visit, &failure),
    }
}
