//! `/urgent`: when an auction has begun or a guarantee company has paid, the deadline comes first. Its day can be kept in
//! a case, so that every way is shown beside it.

use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use case::Draft;
use catalogue::{day, sentence};
use explain::Branch;
use law::{Date, message};
use maud::{Markup, html};
use serde_json::{Value as Json, json};
use store::What;

use super::first::{created, smallest};
use crate::opened::Opened;
use crate::parts::form::{Pairs, Sent};
use crate::parts::{self, clock, why};
use crate::visit::Visit;
use crate::{App, page};

const RULE: &str = "home-loan.unwinding-deadline";
const FIELD: &str = "guarantee_performed_on";

pub(super) fn routes() -> Router<App> {
    Router::new().route("/urgent", get(ask).post(answer)).route("/urgent/keep", post(keep))
}

async fn ask(visit: Visit) -> Response {
    show(&visit, "", None)
}

async fn answer(visit: Visit, sent: Sent) -> Response {
    let pairs = match Pairs::of(&visit, sent) {
        Ok(pairs) => pairs,
        Err(response) => return response,
    };
    let text = pairs.first(FIELD).unwrap_or_default().trim();
    show(&visit, text, Some(deadline(&visit, text)))
}

/// Keeps the day in the open case and goes on to all the ways; or in a new one, and to what it needs for them.
async fn keep(State(app): State<App>, visit: Visit, sent: Sent) -> Response {
    let pairs = match Pairs::of(&visit, sent) {
        Ok(pairs) => pairs,
        Err(response) => return response,
    };
    let text = pairs.first(FIELD).unwrap_or_default().trim();
    let paid_on = match deadline(&visit, text) {
        Ok(deadline) => deadline.paid_on,
        Err(wrong) => return show(&visit, text, Some(Err(wrong))),
    };
    let Ok(opened) = Opened::of(&app, &visit).await else {
        let mut draft = smallest(&visit, None, None);
        note(&mut draft, &visit, paid_on);
        return created(&app, &visit, &draft, "/next").await;
    };
    match app.store.change(opened.id(), What::Answer, |draft| note(draft, &visit, paid_on)).await {
        Ok(_) => Redirect::to("/result").into_response(),
        Err(failure) => page::failed(&visit, &failure),
    }
}

/// Writes the payment into the events of the first home loan; the picture is not older than it.
fn note(draft: &mut Draft, visit: &Visit, paid_on: Date) {
    let of = |draft: &Draft, list: &str, kind: &str| {
        draft.get(list).and_then(Json::as_array)?.iter().position(|entry| entry["kind"] == kind)
    };
    let people = draft.get("person").and_then(Json::as_array).into_iter().flatten();
    let debtor = people.into_iter().find(|person| person["role"] == "debtor").map(|person| person["id"].clone());
    let claim = of(draft, "claim", "home-loan").or_else(|| {
        let name = draft.free_id("claim", visit.t("web.first.loan"));
        draft.add("claim", json!({ "id": name, "kind": "home-loan", "debtor": debtor? })).ok()
    });
    let Some(claim) = claim else { return };
    let events = format!("claim[{claim}].events");
    let day = Json::from(paid_on.to_string());
    let _ = match of(draft, &events, "subrogation") {
        Some(known) => draft.set(&format!("{events}[{known}].on"), day),
        None => draft.add(&events, json!({ "on": day, "kind": "subrogation", "whole": true })).map(drop),
    };
    let is_older = draft.get("as_of").and_then(Json::as_str).is_some_and(|as_of| *as_of < *paid_on.to_string());
    if is_older {
        let _ = draft.set("as_of", clock::today().to_string().into());
    }
}

/// The last day to file, and where it comes from.
struct Deadline {
    paid_on: Date,
    file_by: Date,
    branch: Option<Branch>,
}

/// Asks the rule of law; or says what is wrong with the day.
fn deadline(visit: &Visit, text: &str) -> Result<Deadline, String> {
    let paid_on = parts::day::read(text, visit.lang)?;
    if paid_on > clock::today() {
        return Err(visit.t("web.urgent.future").to_string());
    }
    let input = json!({ FIELD: paid_on.to_string() }).to_string();
    let input = read::parse_json(&input).map_err(|problem| sentence(&problem.message, visit.lang))?;
    let rule = calc::find(RULE).ok_or_else(|| visit.t("web.problem.no-rule").to_string())?;
    let (answer, derivation) = rule.why(&input).map_err(|refusal| {
        let hint = refusal.hint.map(|hint| sentence(&hint, visit.lang)).unwrap_or_default();
        format!("{} {hint}", sentence(&refusal.message, visit.lang))
    })?;
    let file_by = answer["file_by"].as_str().and_then(|text| text.parse().ok());
    let file_by = file_by.ok_or_else(|| visit.t("web.problem.no-rule").to_string())?;
    let step = derivation.roots.iter().copied().find(|root| derivation.steps[*root].rule.id == RULE);
    let branch = step.map(|step| explain::tree(&derivation, &derivation.standings(), step, visit.lang));
    Ok(Deadline { paid_on, file_by, branch })
}

fn show(visit: &Visit, text: &str, found: Option<Result<Deadline, String>>) -> Response {
    let t = |key| visit.t(key);
    let wrong = match &found {
        Some(Err(wrong)) => Some(wrong.as_str()),
        _ => None,
    };
    let body = html! {
        @if let Some(wrong) = wrong {
            div.errors role="alert" aria-labelledby="errors" {
                h2 id="errors" { (t("web.errors")) }
                ul { li { a href="#day" { (wrong) } } }
            }
        }
        h1 { (t("web.urgent.title")) }
        p.lead { (t("web.urgent.lead")) }
        p.strong { (t("web.hotline")) }
        section {
            h2 { (t("web.urgent.paid")) }
            p { (t("web.urgent.paid-what")) }
            @if let Some(Ok(deadline)) = &found { (answered(visit, deadline)) }
            form method="post" action="/urgent" {
                div.field {
                    label for="day" { (t("web.urgent.day")) }
                    p.help id="day-help" { (t("web.urgent.day-help")) }
                    @if let Some(wrong) = wrong { p.wrong id="day-wrong" { (wrong) } }
                    input id="day" name=(FIELD) type="text" autocomplete="off" maxlength="40" value=(text)
                        aria-describedby={ "day-help" @if wrong.is_some() { " day-wrong" } }
                        aria-invalid=[wrong.map(|_| "true")];
                }
                button type="submit" { (t("web.urgent.button")) }
            }
        }
        section {
            h2 { (t("web.urgent.auction")) }
            p { (t("web.urgent.auction-what")) }
            ol {
                @for key in ["web.urgent.auction-1", "web.urgent.auction-2", "web.urgent.auction-3", "web.urgent.auction-4"] {
                    li { (t(key)) }
                }
            }
        }
        section {
            h2 { (t("web.urgent.not-now")) }
            ul { @for key in ["web.urgent.not-1", "web.urgent.not-2", "web.urgent.not-3"] { li { (t(key)) } } }
        }
        section.card {
            p { (t("web.urgent.then")) }
            @if visit.case.is_some() {
                p { a.button href="/interview/court" { (t("web.urgent.dates")) } }
            } @else {
                form method="post" action="/cases/new" { button type="submit" { (t("web.start.questions")) } }
            }
        }
    };
    match wrong {
        Some(_) => page::with_errors(visit, t("web.urgent.title"), 1, body),
        None => page::show(visit, t("web.urgent.title"), body),
    }
}

fn answered(visit: &Visit, deadline: &Deadline) -> Markup {
    let today = clock::today();
    let day = day(deadline.file_by, visit.lang);
    let message = if deadline.file_by < today {
        message!("web.urgent.passed", day = day)
    } else {
        message!("web.urgent.until", day = day, left = law::calendar::days_between(today, deadline.file_by))
    };
    html! {
        div.answer role="status" {
            p.big { (sentence(&message, visit.lang)) }
            @if let Some(branch) = &deadline.branch { (why::tree(visit, branch, visit.t("web.urgent.deadline"))) }
            form method="post" action="/urgent/keep" {
                input type="hidden" name=(FIELD) value=(deadline.paid_on);
                button type="submit" { (visit.t("web.urgent.keep")) }
                p.quiet { (visit.t(if visit.case.is_some() { "web.urgent.keep-open" } else { "web.urgent.keep-new" })) }
            }
        }
    }
}
