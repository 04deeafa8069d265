//! `/import`: a case file, uploaded or pasted; every mistake in it at once.

use axum::Router;
use axum::extract::multipart::{Multipart, MultipartRejection};
use axum::extract::{DefaultBodyLimit, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use case::{Draft, Format, render_problem, text_of};
use catalogue::sentence;
use law::message;
use maud::html;
use read::Problem;
use serde_json::Value as Json;
use store::{Archive, What};

use super::first::created;
use crate::opened::Opened;
use crate::visit::Visit;
use crate::{App, page};

/// What `/export` gives must come in again: thousands of cases with their history. A single case has its own limit.
const LARGEST_ARCHIVE: usize = 64 * 1024 * 1024;

/// A longer text is not written back into the page.
const MOST_TO_CORRECT: usize = 256 * 1024;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/import", get(ask).post(import).layer(DefaultBodyLimit::max(LARGEST_ARCHIVE)))
}

async fn ask(visit: Visit) -> Response {
    show(&visit, None)
}

/// A file as a form brings it.
struct Sent {
    name: String,
    bytes: Vec<u8>,
    /// Take it although not everything fits together yet.
    anyway: bool,
    /// Into the open case, and not a new one.
    replace: bool,
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
    if sent.bytes.trim_ascii_start().starts_with(b"{")
        && let Ok(json) = serde_json::from_slice(&sent.bytes)
        && Archive::is_one(&json)
    {
        return all_of_them(&app, &visit, &json).await;
    }
    if sent.bytes.len() > case::MAX_BYTES {
        return page::refusal(&visit, StatusCode::PAYLOAD_TOO_LARGE, "web.problem.too-large");
    }
    let draft = match Draft::parse(&sent.bytes, format) {
        Ok(draft) if sent.anyway => draft,
        Ok(draft) => match case::read(&sent.bytes, format) {
            Ok(_) => draft,
            Err(problems) => return show(&visit, Some((&sent, &problems, true))),
        },
        Err(_) => {
            let problems = case::read(&sent.bytes, format).err().unwrap_or_default();
            return show(&visit, Some((&sent, &problems, false)));
        }
    };
    let on = if sent.anyway { "/check" } else { "/result" };
    if sent.replace
        && let Ok(opened) = Opened::of(&app, &visit).await
    {
        return match app.store.change(opened.id(), What::Import, |before| *before = draft).await {
            Ok(_) => Redirect::to(on).into_response(),
            Err(failure) => page::failed(&visit, &failure),
        };
    }
    created(&app, &visit, &draft, on).await
}

/// Everything that another folder held, put beside what is here.
async fn all_of_them(app: &App, visit: &Visit, json: &Json) -> Response {
    let Ok(archive) = Archive::read(json) else {
        return page::refusal(visit, StatusCode::UNPROCESSABLE_ENTITY, "web.import.not-an-archive");
    };
    match app.store.import_all(&archive).await {
        Ok(_) => Redirect::to("/cases").into_response(),
        Err(failure) => page::failed(visit, &failure),
    }
}

/// The uploaded file, else the pasted text.
async fn sent(visit: &Visit, mut form: Multipart) -> Result<Sent, StatusCode> {
    let mut sent = Sent { name: String::new(), bytes: Vec::new(), anyway: false, replace: false };
    while let Some(field) = form.next_field().await.map_err(|error| error.status())? {
        let of = field.name().unwrap_or_default().to_string();
        let name = field.file_name().unwrap_or_default().to_string();
        let bytes = field.bytes().await.map_err(|error| error.status())?;
        match of.as_str() {
            "file" | "text" if !bytes.is_empty() && (of == "file" || sent.bytes.is_empty()) => {
                sent.name = if of == "file" { name } else { String::new() };
                sent.bytes = bytes.to_vec();
            }
            "anyway" => sent.anyway = true,
            "into" => sent.replace = bytes == "open",
            _ => {}
        }
    }
    if sent.name.is_empty() {
        sent.name = visit.t("web.import.pasted").to_string();
    }
    Ok(sent)
}

/// The form; with a file that cannot be taken as it is, its mistakes, and whether they can wait.
fn show(visit: &Visit, wrong: Option<(&Sent, &[Problem], bool)>) -> Response {
    let t = |key| visit.t(key);
    let problems = wrong.map_or(&[][..], |(_, problems, _)| problems);
    let text = wrong.map(|(sent, ..)| text_of(&sent.bytes)).unwrap_or_default();
    let name = wrong.map_or("", |(sent, ..)| sent.name.as_str());
    let can_wait = wrong.is_some_and(|(.., can_wait)| can_wait);
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
            @if visit.case.is_some() {
                fieldset.field {
                    legend { (t("web.import.into")) }
                    div.options {
                        @let replaces = wrong.is_some_and(|(sent, ..)| sent.replace);
                        label.option { input type="radio" name="into" value="new" checked[!replaces]; span { (t("web.import.into-new")) } }
                        label.option { input type="radio" name="into" value="open" checked[replaces]; span { (t("web.import.into-open")) } }
                    }
                }
            }
            div.ways {
                button type="submit" { (t("web.import.button")) }
                @if can_wait { button.quiet type="submit" name="anyway" value="1" { (t("web.import.anyway")) } }
            }
            @if can_wait { p.quiet { (t("web.import.anyway-what")) } }
        }
        p { a href="/template" { (t("web.start.template")) } }
        p.quiet { (t("web.import.kept")) }
    };
    match problems.len() {
        0 => page::show(visit, t("web.import.title"), body),
        count => page::with_errors(visit, t("web.import.title"), count, body),
    }
}
