//! `/check`: every answer of the open case, each with a link to change it, and what does not fit yet.

use axum::Router;
use axum::response::Response;
use axum::routing::get;
use case::Mark;
use catalogue::{sentence, text};
use law::message;
use law::words::Word;
use maud::{Markup, html};
use serde_json::Value as Json;

use super::ask::saved;
use super::next::page_of;
use crate::ask::kind::{self, Kind};
use crate::ask::topics::{self, TOPICS, Topic};
use crate::ask::{answer, words};
use crate::opened::Opened;
use crate::visit::Visit;
use crate::{App, page};

/// Entries of a list that are written out.
const MOST_SHOWN: usize = 300;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/check", get(check))
}

async fn check(visit: Visit, opened: Opened) -> Response {
    let t = |key| visit.t(key);
    let questions = topics::questions(&opened.draft, &opened.reading);
    let open = questions.iter().filter(|question| opened.draft.mark_of(&question.path) != Some(Mark::Unknown)).count();
    let body = html! {
        p.back { a href="/interview" { (t("ask.back-to-list")) } }
        h1 { (t("ask.check")) }
        p.as-of { (opened.listed.name) }
        (doubts(&visit, &opened))
        p.lead { (sentence(&message!("ask.check-lead", count = open), visit.lang)) }
        p.ways {
            @if opened.reading.household.is_some() { a.button href="/result" { (t("ask.result")) } }
            @if open > 0 { a href="/next" { (t("ask.next")) } }
        }
        @for topic in TOPICS { (of_topic(&visit, &opened, topic)) }
        (saved(&visit, &opened, "/check"))
    };
    page::show(&visit, t("ask.check"), body)
}

/// What was written and cannot be counted yet, each with its reason.
fn doubts(visit: &Visit, opened: &Opened) -> Markup {
    let problems = &opened.reading.problems;
    html! {
        @if !problems.is_empty() {
            section.note {
                h2 { (visit.t("ask.doubts")) " " span.count { (problems.len()) } }
                p { (visit.t("ask.doubts-what")) }
                ul {
                    @for problem in problems {
                        li {
                            a href=(page_of(&problem.path)) { (words::path(&problem.path, opened.draft.facts(), visit.lang)) }
                            ": "
                            @if problem.code == "missing" { (visit.t("ask.needed")) } @else { (answer::said(problem, visit.lang)) }
                        }
                    }
                }
            }
        }
    }
}

fn of_topic(visit: &Visit, opened: &Opened, topic: &Topic) -> Markup {
    html! {
        section.answers {
            h2 {
                (text(&format!("ask.topic.{}", topic.id), visit.lang)) " "
                a.change href={ "/interview/" (topic.id) } { (visit.t("ask.change")) span.hidden { " " (text(&format!("ask.topic.{}", topic.id), visit.lang)) } }
            }
            @if !topic.fields.is_empty() {
                dl { @for path in topic.fields { (row(visit, opened, path)) } }
            }
            @for list in topic.lists { (of_list(visit, opened, list)) }
        }
    }
}

fn of_list(visit: &Visit, opened: &Opened, list: &str) -> Markup {
    let entries = opened.draft.get(list).and_then(Json::as_array).filter(|entries| !entries.is_empty());
    let Some(entries) = entries else {
        return html! { dl { (row(visit, opened, list)) } };
    };
    html! {
        @for place in 0..entries.len().min(MOST_SHOWN) {
            @let path = format!("{list}[{place}]");
            h3 { (words::entry(&path, opened.draft.facts(), visit.lang)) }
            dl {
                @for field in kind::fields(&path) {
                    @let inner = format!("{path}.{}", field.key);
                    @if field.kind == Kind::Table {
                        @for deeper in kind::fields(&inner) { (row(visit, opened, &format!("{inner}.{}", deeper.key))) }
                    } @else {
                        (row(visit, opened, &inner))
                    }
                }
            }
        }
        @if entries.len() > MOST_SHOWN {
            p { (sentence(&message!("web.result.more", count = entries.len() - MOST_SHOWN), visit.lang)) }
        }
    }
}

/// One answer; a question inside an entry that nobody answered is left out.
fn row(visit: &Visit, opened: &Opened, path: &str) -> Markup {
    let lang = visit.lang;
    let label = words::label(path, lang);
    let said = match (opened.draft.get(path), opened.draft.mark_of(path)) {
        (Some(fact), _) => words::value(path, fact, lang),
        (None, Some(mark)) => text(&format!("ask.mark.{}", mark.word()), lang).to_string(),
        (None, None) if path.contains('[') => return html! {},
        (None, None) => visit.t("ask.blank").to_string(),
    };
    let doubtful = opened.reading.problems.iter().any(|problem| problem.path == path);
    html! {
        div class=[doubtful.then_some("doubtful")] {
            dt { (label) }
            dd { (said) }
            dd.change { a href=(page_of(path)) { (visit.t("ask.change")) span.hidden { " " (label) } } }
        }
    }
}
