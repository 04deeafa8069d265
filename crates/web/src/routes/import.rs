//! `/import`: a case file, uploaded or pasted; every mistake in it at once.

use axum::Router;
use axum::extract::State;
use axum::extract::multipart::{Multipart, MultipartRejection};
use axum::http::StatusCode;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use case::{Format, render_problem, text_of};
use catalogue::sentence;
use law::message;
use maud::html;
use read::Problem;

use crate::store::Case;
use crate::visit::Visit;
use crate::{App, page};

/// A longer text is not written back into the page.
const MOST_TO_CORRECT: usize = 256 * 1024;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/import", get(ask).post(import))
}

async fn ask(visit: Visit) -> Response {
    show(&visit, None)
}

/// A file as a form brings it.
struct Sent {
    name: String,
    bytes: Vec<u8>,
}

async fn import(State(app): State<App>, visit: Visit, form: Result<Multipart, MultipartRejection>) -> Response {
    let sent = match form {
        Ok(form) => sent(&visit, form).await,
        Err(_) => Err(StatusCode::BAD_REQUEST),
    };
    let sent = match sent {
        Ok(sent) => sent,
        Err(StatusCode::PAYLOAD_TOO_LARGE) => {
            return page::refusal(&visit, StatusCode::PAYLOAD_TOO_LARGE, "web.problem.too-large");
        }
        Err(status) => return page::refusal(&visit, status, "web.problem.body"),
    };
    let format = Format::guess(&sent.name, &sent.bytes);
    match case::read(&sent.bytes, format) {
        Err(problems) => show(&visit, Some((&sent, &problems))),
        Ok(house) => match app.cases.keep(Case { bytes: sent.bytes, format, house }, visit.case.as_ref()) {
            Some(id) => ([(SET_COOKIE, id.cookie())], Redirect::to("/result")).into_response(),
            None => page::refusal(&visit, StatusCode::SERVICE_UNAVAILABLE, "web.problem.not-kept"),
        },
    }
}

/// The uploaded file, else the pasted text.
async fn sent(visit: &Visit, mut form: Multipart) -> Result<Sent, StatusCode> {
    let mut sent = Sent { name: String::new(), bytes: Vec::new() };
    while let Some(field) = form.next_field().await.map_err(|error| error.status())? {
        let is_file = field.name() == Some("file");
        let name = if is_file { field.file_name().unwrap_or_default().to_string() } else { String::new() };
        if !is_file && field.name() != Some("text") {
            continue;
        }
        let bytes = field.bytes().await.map_err(|error| error.status())?;
        if !bytes.is_empty() && (is_file || sent.bytes.is_empty()) {
            sent = Sent { name, bytes: bytes.to_vec() };
        }
    }
    if sent.name.is_empty() {
        sent.name = visit.t("web.import.pasted").to_string();
    }
    Ok(sent)
}

fn show(visit: &Visit, wrong: Option<(&Sent, &[Problem])>) -> Response {
    let t = |key| visit.t(key);
    let problems = wrong.map_or(&[][..], |(_, problems)| problems);
    let text = wrong.map(|(sent, _)| text_of(&sent.bytes)).unwrap_or_default();
    let name = wrong.map_or("", |(sent, _)| sent.name.as_str());
    let to_correct = if text.len() <= MOST_TO_CORRECT && !text.contains('\0') { &*text } else { "" };
    let body = html! {
        @if !problems.is_empty() {
            div.errors role="alert" aria-labelledby="errors" {
                h2 id="errors" { (sentence(&message!("web.import.wrong", count = problems.len()), visit.lang)) }
                ul {
                    @for (place, problem) in (1..).zip(problems) {
                        li { a href={ "#problem-" (place) } { (sentence(&problem.message, visit.lang)) } }
                    }
                }
            }
        }
        h1 { (t("web.import.title")) }
        p.lead { (t("web.import.lead")) }
        @if !problems.is_empty() {
            section {
                h2 { (t("web.import.places")) }
                @for (place, problem) in (1..).zip(problems) {
                    pre.problem id={ "problem-" (place) } tabindex="0" { (render_problem(name, &text, problem, visit.lang)) }
                }
            }
        }
        form method="post" action="/import" enctype="multipart/form-data" {
            div.field {
                label for="file" { (t("web.import.file")) }
                p.help id="file-help" { (t("web.import.file-help")) }
                input id="file" name="file" type="file" accept=".toml,.json,application/json" aria-describedby="file-help";
            }
            div.field {
                label for="text" { (t("web.import.text")) }
                p.help id="text-help" { (t("web.import.text-help")) }
                textarea id="text" name="text" rows="10" spellcheck="false" autocomplete="off"
                    aria-describedby="text-help" aria-invalid=[(!problems.is_empty()).then_some("true")] {
                    // A browser takes a first line end away.
                    "\n" (to_correct)
                }
            }
            button type="submit" { (t("web.import.button")) }
        }
        p { a href="/template" { (t("web.start.template")) } }
        p.quiet { (t("web.import.memory")) }
    };
    match problems.len() {
        0 => page::show(visit, t("web.import.title"), body),
        count => page::with_errors(visit, t("web.import.title"), count, body),
    }
}
