//! `/next`: one question, the one that decides most of what is still open.

use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use case::Mark;
use catalogue::sentence;
use law::message;
use maud::html;
use store::What;

use super::ask::{address, list, saved};
use crate::ask::field::{Asked, id};
use crate::ask::kind::{self, Kind};
use crate::ask::topics::{self, Question, Topic};
use crate::ask::{answer, words};
use crate::opened::Opened;
use crate::parts::errors;
use crate::parts::form::{Pairs, Sent};
use crate::visit::Visit;
use crate::{App, page};

pub(super) fn routes() -> Router<App> {
    Router::new().route("/next", get(ask).post(answered))
}

async fn ask(visit: Visit, opened: Opened) -> Response {
    let questions = topics::questions(&opened.draft, &opened.reading);
    match topics::next(&opened.draft, &questions) {
        Some(question) => show(&visit, &opened, question, questions.len(), None, &[]),
        None => Redirect::to("/check").into_response(),
    }
}

/// The page that asks a question by itself: its field, or its list. What stands deeper is asked where it belongs.
fn show(
    visit: &Visit,
    opened: &Opened,
    question: &Question,
    open: usize,
    sent: Option<&Pairs>,
    wrong: &[(String, String)],
) -> Response {
    let lang = visit.lang;
    let path = question.path.as_str();
    let Some(field) = kind::at(path) else { return Redirect::to("/interview").into_response() };
    if path == "expense" {
        return Redirect::to("/interview/budget").into_response();
    }
    let title = words::path(path, opened.draft.facts(), lang);
    let page_title = [visit.t("ask.next-title"), &title].join(visit.t("ask.in"));
    let counts = match (question.decides, question.refines) {
        (0, 0) => message!("ask.first-of-all"),
        (0, refines) => message!("ask.refines", routes = refines),
        (decides, _) => message!("ask.decides", routes = decides),
    };
    let asked = Asked { visit, draft: &opened.draft, reading: &opened.reading, sent, wrong };
    let body = html! {
        p.back { a href="/interview" { (visit.t("ask.back-to-list")) } }
        (errors::summary(visit, &asked.mistakes()))
        h1 { (title) }
        p.counts {
            (sentence(&counts, lang))
            @if opened.reading.household.is_some() { " " span.quiet { (sentence(&message!("ask.left", count = open), lang)) } }
        }
        @if field.kind == Kind::List {
            (list(visit, opened, path, "/next"))
            form method="post" action="/next" {
                input type="hidden" name="path" value=(path);
                button.quiet type="submit" name="later" value="1" { (visit.t("ask.mark.later")) }
            }
        } @else {
            form.asking method="post" action="/next" {
                input type="hidden" name="path" value=(path);
                (asked.field(path))
                div.ways {
                    button type="submit" { (visit.t("ask.save-and-next")) }
                    @if !field.needed { button.quiet type="submit" name="later" value="1" { (visit.t("ask.mark.later")) } }
                }
            }
            @if let Some((entry, _)) = path.rsplit_once('.').filter(|(entry, _)| entry.ends_with(']')) {
                p { a href={ "/ask/" (address(entry)) } {
                    (sentence(&message!("ask.all-of", entry = words::entry(entry, opened.draft.facts(), lang)), lang))
                } }
            }
        }
        (saved(visit, opened, "/next"))
    };
    match wrong.len() {
        0 => page::show(visit, &page_title, body),
        count => page::with_errors(visit, &page_title, count, body),
    }
}

async fn answered(State(app): State<App>, visit: Visit, opened: Opened, sent: Sent) -> Response {
    let pairs = match Pairs::of(&visit, sent) {
        Ok(pairs) => pairs,
        Err(response) => return response,
    };
    // Only what can be asked: a field of a topic.
    let path = pairs.first("path").unwrap_or_default().to_string();
    if kind::at(&path).is_none() || Topic::of(&path).is_none() {
        return Redirect::to("/next").into_response();
    }
    let lang = visit.lang;
    let later = pairs.first("later").is_some();
    let done = app
        .store
        .change(opened.id(), What::Answer, |draft| {
            if later {
                draft.mark(&path, Mark::Later);
                return Ok(());
            }
            let before = draft.clone();
            let wrong = answer::write(draft, std::slice::from_ref(&path), &pairs, lang);
            // A question that was left blank is asked again, and says so.
            if wrong.is_empty()
                && *draft == before
                && draft.get(&path).is_none()
                && draft.mark_of(&path) != Some(Mark::Unknown)
            {
                let empty = message!("ask.wrong.empty", field = words::label(&path, lang).to_string());
                return Err(vec![(path.clone(), sentence(&empty, lang))]);
            }
            if wrong.is_empty() { Ok(()) } else { Err(wrong) }
        })
        .await;
    match done {
        Ok(done) => match done.answer {
            Ok(()) => Redirect::to("/next").into_response(),
            Err(wrong) => match Opened::of(&app, &visit).await {
                Ok(opened) => {
                    let questions = topics::questions(&opened.draft, &opened.reading);
                    let question = questions.iter().find(|question| question.path == path).cloned();
                    let question = question.unwrap_or(Question { path: path.clone(), decides: 0, refines: 0 });
                    show(&visit, &opened, &question, questions.len(), Some(&pairs), &wrong)
                }
                Err(elsewhere) => elsewhere,
            },
        },
        Err(failure) => page::failed(&visit, &failure),
    }
}

/// The address of the page on which a fact can be changed.
pub(super) fn page_of(path: &str) -> String {
    let entry = path.rfind(']').map(|end| &path[..=end]);
    match (entry, Topic::of(path)) {
        (Some(entry), _) if entry.starts_with("expense[") => "/interview/budget".to_string(),
        (Some(entry), _) => {
            let anchor = if path.len() > entry.len() { format!("#{}", id(path)) } else { String::new() };
            format!("/ask/{}{anchor}", address(entry))
        }
        (None, Some(topic)) => format!("/interview/{}#{}", topic.id, id(path)),
        (None, None) => "/interview".to_string(),
    }
}
