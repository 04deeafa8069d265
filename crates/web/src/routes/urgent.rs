//! `/urgent`: when an auction has begun or a guarantee company has paid, the deadline comes first.

use axum::Router;
use axum::extract::Form;
use axum::extract::rejection::FormRejection;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use catalogue::{day, sentence};
use explain::Branch;
use law::{Date, message};
use maud::{Markup, html};
use serde_json::json;

use crate::parts::{self, clock, why};
use crate::visit::Visit;
use crate::{App, page};

const RULE: &str = "home-loan.unwinding-deadline";
const FIELD: &str = "guarantee_performed_on";

pub(super) fn routes() -> Router<App> {
    Router::new().route("/urgent", get(ask).post(answer))
}

async fn ask(visit: Visit) -> Response {
    show(&visit, "", None)
}

async fn answer(visit: Visit, sent: Result<Form<Vec<(String, String)>>, FormRejection>) -> Response {
    let Ok(Form(pairs)) = sent else { return page::refusal(&visit, StatusCode::BAD_REQUEST, "web.problem.body") };
    let text = pairs.into_iter().find_map(|(name, text)| (name == FIELD).then_some(text)).unwrap_or_default();
    let found = deadline(&visit, text.trim());
    show(&visit, &text, Some(found))
}

/// The last day to file, and where it comes from.
struct Deadline {
    file_by: Date,
    branch: Option<Branch>,
}

/// Asks the rule of law; or says what is wrong with the day.
fn deadline(visit: &Visit, text: &str) -> Result<Deadline, String> {
    let paid_on = parts::day::read(text, visit.lang)?;
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
    Ok(Deadline { file_by, branch })
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
        p { (t("web.urgent.then")) " " a href="/interview/court" { (t("ask.topic.court")) } }
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
        }
    }
}
