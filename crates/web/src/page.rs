//! The frame of every page.

use std::io::Write as _;

use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use catalogue::{Lang, sentence, text};
use law::message;
use law::words::Word;
use maud::{DOCTYPE, Markup, html};
use store::Failure;

use crate::ruby;
use crate::visit::Visit;

/// A page.
pub(crate) fn show(visit: &Visit, title: &str, body: Markup) -> Response {
    part(visit, frame(visit, title, &body))
}

/// A piece of a page, or a whole one, with readings above its words where they are wanted.
pub(crate) fn part(visit: &Visit, markup: Markup) -> Response {
    let text = markup.into_string();
    Html(if visit.furigana { ruby::annotated(&text) } else { text }).into_response()
}

/// A page with mistakes of the reader's input: the title says how many.
pub(crate) fn with_errors(visit: &Visit, title: &str, errors: usize, body: Markup) -> Response {
    let title = sentence(&message!("web.error-title", count = errors, title = title.to_string()), visit.lang);
    (StatusCode::UNPROCESSABLE_ENTITY, show(visit, &title, body)).into_response()
}

/// A page that says why there is none.
pub(crate) fn refusal(visit: &Visit, status: StatusCode, key: &'static str) -> Response {
    let body = html! {
        h1 { (visit.t("web.problem.title")) }
        p { (visit.t(key)) }
        p { a href="/" { (visit.t("web.to-start")) } }
    };
    (status, show(visit, visit.t("web.problem.title"), body)).into_response()
}

/// The store could not do what was asked: nothing was saved. What the machine said goes to whoever started the server.
pub(crate) fn failed(visit: &Visit, failure: &Failure) -> Response {
    let _ = writeln!(std::io::stderr(), "{}: {failure}", visit.t("web.problem.store"));
    refusal(visit, StatusCode::SERVICE_UNAVAILABLE, "web.problem.not-saved")
}

/// The last resort after a mistake of ours, in both languages: the reader's is not known here.
pub(crate) fn broken() -> Response {
    let words = [Lang::Ja, Lang::En].map(|lang| text("web.problem.broken", lang));
    let mut response = (StatusCode::INTERNAL_SERVER_ERROR, words.join("\n")).into_response();
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    response
}

fn frame(visit: &Visit, title: &str, body: &Markup) -> Markup {
    let links = [("/", "web.nav.start"), ("/urgent", "web.nav.urgent"), ("/cases", "web.nav.cases")];
    let of_case = [
        ("/interview", "web.nav.interview"),
        ("/check", "web.nav.check"),
        ("/result", "web.nav.result"),
        ("/deadlines", "deadlines.screen.title"),
        ("/whatif", "whatif.nav"),
    ];
    let of_case = of_case.into_iter().filter(|_| visit.case.is_some());
    html! {
        (DOCTYPE)
        html lang=(Visit::html_lang(visit.lang)) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="robots" content="noindex";
                title { (title) " – saiken" }
                link rel="icon" href="/assets/icon.svg" type="image/svg+xml";
                link rel="stylesheet" href="/assets/style.css";
                link rel="stylesheet" href="/assets/interview.css";
                script src="/assets/echo.js" defer {}
            }
            body {
                a.skip href="#main" { (visit.t("web.skip")) }
                header {
                    div.bar {
                        a.brand href="/" { "saiken" span { (visit.t("web.brand")) } }
                        a.exit href="/leave" rel="noreferrer noopener" { (visit.t("web.exit")) }
                    }
                    nav aria-label=(visit.t("web.nav")) {
                        @for (href, key) in links.into_iter().chain(of_case) {
                            @let here = visit.path == href;
                            a href=(href) aria-current=[here.then_some("page")] { (visit.t(key)) }
                        }
                    }
                    (voices(visit))
                }
                main id="main" tabindex="-1" { (body) }
                footer {
                    p { (visit.t("screen.disclaimer")) }
                    p { (visit.t("web.hotline")) }
                    p.on-screen { (visit.t("web.local")) }
                    p.on-screen { a href="/api" { (visit.t("api.link")) } }
                }
            }
        }
    }
}

/// How the page speaks: plain or usual Japanese, English, readings above the words.
fn voices(visit: &Visit) -> Markup {
    let others = [Lang::Ja, Lang::Easy, Lang::En].into_iter().filter(|lang| *lang != visit.lang);
    html! {
        nav.voices aria-label=(visit.t("web.voices")) {
            @for other in others {
                @let lang = Visit::html_lang(other);
                a href={ (visit.path) "?lang=" (other.word()) } lang=(lang) hreflang=(lang) { (text("web.language", other)) }
            }
            @if visit.lang != Lang::En {
                @let (wanted, key) = if visit.furigana { ("off", "web.furigana.off") } else { ("on", "web.furigana.on") };
                a href={ (visit.path) "?furigana=" (wanted) } { (visit.t(key)) }
            }
        }
    }
}
