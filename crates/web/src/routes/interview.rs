//! `/interview`: what there is to say, as a list of topics with their states. `/interview/{topic}`: one of them.

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use case::Mark;
use catalogue::{sentence, text};
use law::message;
use maud::{Markup, html};
use serde_json::{Value as Json, json};
use store::What;

use super::ask::{list, saved};
use crate::ask::answer;
use crate::ask::field::{self, Asked};
use crate::ask::topics::{self, Progress, TOPICS, Topic};
use crate::ask::words;
use crate::opened::Opened;
use crate::parts::form::{Pairs, Sent};
use crate::parts::money::{self, Unit};
use crate::parts::{echo, errors};
use crate::visit::Visit;
use crate::{App, page};

/// The household budget is asked as a sheet: a box for each of its rows.
const SHEET: &str = "expense";

pub(super) fn routes() -> Router<App> {
    Router::new().route("/interview", get(all)).route("/interview/{topic}", get(shown).post(answered))
}

async fn all(visit: Visit, opened: Opened) -> Response {
    let t = |key| visit.t(key);
    let questions = topics::questions(&opened.draft, &opened.reading);
    let open = questions.iter().filter(|question| opened.draft.mark_of(&question.path) != Some(Mark::Unknown)).count();
    let body = html! {
        h1 { (t("ask.title")) }
        p.as-of { (opened.listed.name) }
        @if open == 0 {
            p.lead { (t("ask.nothing-open")) }
            p.ways { a.button href="/check" { (t("ask.check")) } a href="/result" { (t("ask.result")) } }
        } @else {
            @let left = if opened.reading.household.is_some() { message!("ask.open", count = open) } else { message!("ask.open-first", count = open) };
            p.lead { (sentence(&left, visit.lang)) }
            p.ways {
                a.button href="/next" { (t("ask.next")) }
                @if opened.reading.household.is_some() { a href="/result" { (t("ask.result-so-far")) } }
            }
        }
        p.quiet { (t("ask.any-order")) }
        ol.topics {
            @for topic in TOPICS {
                @let progress = topic.progress(&opened.draft, &opened.reading, &questions);
                li {
                    div {
                        a href={ "/interview/" (topic.id) } aria-describedby={ "state-" (topic.id) } { (title(&visit, topic)) }
                        span.form { (text(&format!("ask.topic.{}.what", topic.id), visit.lang)) }
                    }
                    (state(&visit, topic, progress))
                }
            }
        }
        section.actions {
            h2 { (t("ask.case")) }
            ul {
                li { a href="/check" { (t("ask.check")) } }
                li { a href="/history" { (t("web.history.title")) } }
                li { a href="/case" { (t("web.result.export")) } " · " a href="/case/json" { "JSON" } }
                li { a href="/import" { (t("web.start.import")) } }
                li { a href="/cases" { (t("web.cases.title")) } }
            }
        }
        (saved(&visit, &opened, "/interview"))
    };
    page::show(&visit, t("ask.title"), body)
}

fn title(visit: &Visit, topic: &Topic) -> &'static str {
    text(TITLES.iter().find(|(id, _)| *id == topic.id).map_or("", |(_, key)| key), visit.lang)
}

/// The title of each topic.
const TITLES: [(&str, &str); 8] = [
    ("people", "ask.topic.people"),
    ("home", "ask.topic.home"),
    ("debts", "ask.topic.debts"),
    ("income", "ask.topic.income"),
    ("budget", "ask.topic.budget"),
    ("property", "ask.topic.property"),
    ("wishes", "ask.topic.wishes"),
    ("court", "ask.topic.court"),
];

fn state(visit: &Visit, topic: &Topic, progress: Progress) -> Markup {
    let class = match progress {
        Progress::Untouched => "not-started",
        Progress::NotYetCounted | Progress::Begun(_) => "in-progress",
        Progress::CannotFinish(_) => "cannot-finish",
        Progress::Done => "done",
    };
    let said = match progress {
        Progress::Untouched => message!("ask.state.not-started"),
        Progress::NotYetCounted => message!("ask.state.begun"),
        Progress::Begun(count) => message!("ask.state.in-progress", count = count),
        Progress::CannotFinish(count) => message!("ask.state.cannot-finish", count = count),
        Progress::Done => message!("ask.state.done"),
    };
    html! { span.progress.(class) id={ "state-" (topic.id) } { (sentence(&said, visit.lang)) } }
}

async fn shown(visit: Visit, opened: Opened, Path(topic): Path<String>) -> Response {
    match Topic::named(&topic) {
        Some(topic) => show(&visit, &opened, topic, None, &[]),
        None => page::refusal(&visit, StatusCode::NOT_FOUND, "web.problem.not-found"),
    }
}

/// Saves what a topic asks outside its lists, and the sheet of the budget.
async fn answered(
    State(app): State<App>,
    visit: Visit,
    opened: Opened,
    Path(topic): Path<String>,
    sent: Sent,
) -> Response {
    let Some(topic) = Topic::named(&topic) else {
        return page::refusal(&visit, StatusCode::NOT_FOUND, "web.problem.not-found");
    };
    let pairs = match Pairs::of(&visit, sent) {
        Ok(pairs) => pairs,
        Err(response) => return response,
    };
    let paths: Vec<String> = topic.fields.iter().map(ToString::to_string).collect();
    let lang = visit.lang;
    let done = app
        .store
        .change(opened.id(), What::Answer, |draft| {
            let mut wrong = answer::write(draft, &paths, &pairs, lang);
            if topic.lists.contains(&SHEET) {
                wrong.extend(sheet_answered(draft, &pairs, &visit));
            }
            wrong
        })
        .await;
    match done {
        Ok(done) if done.answer.is_empty() => Redirect::to("/interview").into_response(),
        Ok(done) => match Opened::of(&app, &visit).await {
            Ok(opened) => show(&visit, &opened, topic, Some(&pairs), &done.answer),
            Err(elsewhere) => elsewhere,
        },
        Err(failure) => page::failed(&visit, &failure),
    }
}

fn show(visit: &Visit, opened: &Opened, topic: &Topic, sent: Option<&Pairs>, wrong: &[(String, String)]) -> Response {
    let t = |key| visit.t(key);
    let asked = Asked { visit, draft: &opened.draft, reading: &opened.reading, sent, wrong };
    let here = format!("/interview/{}", topic.id);
    let has_sheet = topic.lists.contains(&SHEET);
    let body = html! {
        p.back { a href="/interview" { (t("ask.back-to-list")) } }
        (errors::summary(visit, &asked.mistakes()))
        h1 { (title(visit, topic)) }
        p.lead { (text(&format!("ask.topic.{}.what", topic.id), visit.lang)) }
        @if !wrong.is_empty() { p.quiet role="status" { (t("ask.others-saved")) } }
        @for name in topic.lists.iter().filter(|name| **name != SHEET) { (list(visit, opened, name, &here)) }
        @if !topic.fields.is_empty() || has_sheet {
            form.asking method="post" action=(here) {
                @if has_sheet { (sheet(visit, &asked)) }
                @for field in topic.fields { (asked.field(field)) }
                button type="submit" { (t("ask.save")) }
            }
        } @else {
            p.ways { a.button.quiet href="/interview" { (t("ask.on")) } }
        }
        (saved(visit, opened, &here))
    };
    match wrong.len() {
        0 => page::show(visit, title(visit, topic), body),
        count => page::with_errors(visit, title(visit, topic), count, body),
    }
}

/// The rows of the household budget with the places of their entries.
fn rows(draft: &case::Draft) -> Vec<(&'static str, Option<usize>)> {
    let Some(crate::ask::kind::Kind::Choice(of)) = crate::ask::kind::at("expense[0].kind").map(|field| field.kind)
    else {
        return Vec::new();
    };
    let entries = draft.get(SHEET).and_then(Json::as_array).map_or(&[][..], Vec::as_slice);
    let place = |word: &str| entries.iter().position(|entry| entry["kind"] == word);
    crate::ask::kind::words(of).map(|word| (word, place(word))).collect()
}

/// A box for each row of the budget.
fn sheet(visit: &Visit, asked: &Asked<'_>) -> Markup {
    let lang = visit.lang;
    html! {
        p.help { (text("ask.expense.help", lang)) }
        div.sheet {
            @for (word, place) in rows(asked.draft) {
                @let name = format!("expense={word}");
                @let id = field::id(&name);
                @let stored = place.and_then(|place| asked.draft.get(&format!("expense[{place}].monthly")));
                @let wrong = asked.wrong.iter().find(|(of, _)| *of == name).map(|(_, wrong)| wrong);
                @let sent = asked.sent.and_then(|sent| sent.first(&name)).filter(|_| wrong.is_some());
                div.field {
                    label for=(id) { (words::choice("expense[0].kind", word, lang)) }
                    @if let Some(wrong) = wrong { p.wrong id={ (id) "-wrong" } { (wrong) } }
                    input id=(id) name=(name) type="text" inputmode="decimal" autocomplete="off" maxlength="40"
                        value=(sent.map_or_else(|| answer::in_box("expense[0].monthly", crate::ask::kind::Kind::Amount, stored, lang), str::to_string))
                        aria-describedby=[wrong.map(|_| format!("{id}-wrong"))] aria-invalid=[wrong.map(|_| "true")];
                    (echo::beside(&id, Unit::Yen, field::yen_of(stored), lang))
                }
            }
        }
        div.ticks {
            label.tick {
                input type="checkbox" name="expense~rough" value="1" checked[is_rough(asked.draft)];
                span { (text("ask.rough", lang)) }
            }
            label.tick {
                input type="checkbox" name="expense~unknown" value="1" checked[asked.draft.mark_of(SHEET) == Some(Mark::Unknown)];
                span { (text("ask.mark.unknown", lang)) }
            }
        }
    }
}

/// Was the budget said roughly?
fn is_rough(draft: &case::Draft) -> bool {
    let entries = draft.get(SHEET).and_then(Json::as_array).into_iter().flatten();
    entries.into_iter().any(|entry| entry["monthly"].is_object())
}

/// Writes the rows that say something; a blank one changes nothing.
fn sheet_answered(draft: &mut case::Draft, sent: &Pairs, visit: &Visit) -> Vec<(String, String)> {
    let lang = visit.lang;
    let rough = sent.first("expense~rough").is_some();
    let mut wrong = Vec::new();
    let mut said = false;
    for (word, place) in rows(draft) {
        let name = format!("expense={word}");
        let written = sent.first(&name).unwrap_or_default().trim();
        if written.is_empty() {
            continue;
        }
        said = true;
        match money::read(written, Unit::Yen) {
            Err(slip) => {
                let row = words::choice("expense[0].kind", word, lang);
                wrong.push((name, money::slipped(&row, slip, lang)));
            }
            Ok(yen) => {
                let amount = if rough { json!({ "likely": yen.0 }) } else { yen.0.into() };
                let _ = match place {
                    Some(place) => draft.set(&format!("expense[{place}].monthly"), amount),
                    None => draft.add(SHEET, json!({ "kind": word, "monthly": amount })).map(drop),
                };
            }
        }
    }
    if !said && sent.first("expense~unknown").is_some() && draft.get(SHEET).is_none() {
        draft.mark(SHEET, Mark::Unknown);
    }
    wrong
}
