//! `/deadlines`: the days after which a way out is lost, all other deadlines, and what waiting costs.

use axum::Router;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use catalogue::{citations, day, sentence, word};
use law::message;
use law::trace::{Cx, NoTrace};
use law::words::Word;
use ledger::deadlines::{Certainty, Deadline, Whose};
use ledger::waiting::waiting;
use maud::{Markup, html};
use report::deadlines::{MONTHS, closing, title};

use crate::opened::Opened;
use crate::parts::waiting as picture;
use crate::visit::Visit;
use crate::worked::Worked;
use crate::{App, page};

pub(super) fn routes() -> Router<App> {
    Router::new().route("/deadlines", get(deadlines)).route("/deadlines.ics", get(calendar))
}

async fn deadlines(visit: Visit, opened: Opened) -> Response {
    let house = match opened.house() {
        Ok(house) => house,
        Err(elsewhere) => return elsewhere,
    };
    let t = |key| visit.t(key);
    let found = ledger::deadlines::of(house);
    let months = waiting(&mut Cx::new(&mut NoTrace), house, MONTHS);
    let (passed, ahead): (Vec<&Deadline>, Vec<&Deadline>) =
        found.iter().partition(|deadline| deadline.rolled < house.as_of);
    let (closing, others): (Vec<&Deadline>, Vec<&Deadline>) =
        ahead.iter().partition(|deadline| !deadline.closes.is_empty());
    let worked = Worked::out(house);
    let body = html! {
        h1 { (t("deadlines.page.title")) }
        p.as-of { (sentence(&message!("web.result.as-of", day = house.as_of), visit.lang)) }
        (lead(&visit, &ahead))
        @for (key, what, list) in [
            ("deadlines.page.closing", "deadlines.page.closing-what", &closing),
            ("deadlines.page.others", "deadlines.page.others-what", &others),
            ("deadlines.screen.passed", "deadlines.page.passed-what", &passed),
        ] {
            @if !list.is_empty() {
                section {
                    h2 { (t(key)) " " span.count { (list.len()) } }
                    p.quiet { (t(what)) }
                    ol.days { @for deadline in list { (entry(&visit, deadline)) } }
                }
            }
        }
        @if !ahead.is_empty() {
            p.on-screen { a href="/deadlines.ics" download { (t("deadlines.page.ics")) } }
            p.quiet.on-screen { (t("deadlines.page.ics-what")) }
        }
        section {
            h2 { (t("deadlines.screen.waiting")) }
            (picture::waiting(&visit, &worked.report(), &months))
        }
        p.ways.on-screen { a href="/result" { (t("web.route.back")) } a href="/urgent" { (t("web.nav.urgent")) } }
    };
    page::show(&visit, t("deadlines.page.title"), body)
}

/// The next day on which the household loses something, or that there is none.
fn lead(visit: &Visit, ahead: &[&Deadline]) -> Markup {
    let lang = visit.lang;
    let theirs = ahead.iter().filter(|deadline| !deadline.closes.is_empty() || deadline.whose == Whose::Debtor);
    html! {
        @match theirs.min_by_key(|deadline| deadline.last_safe) {
            Some(next) => p.deadline {
                strong { (visit.t("deadlines.page.next")) } " "
                time datetime=(next.last_safe) { (day(next.last_safe, lang)) } " " (title(next, lang))
            },
            None => p.lead { (visit.t("deadlines.page.none")) },
        }
    }
}

fn entry(visit: &Visit, deadline: &Deadline) -> Markup {
    let lang = visit.lang;
    let whose = word(&format!("whose.{}", deadline.whose.word()), lang);
    let certainty = word(&format!("certainty.{}", deadline.certainty.word()), lang);
    html! {
        li {
            p.what {
                time datetime=(deadline.on) { (day(deadline.on, lang)) } " "
                strong { (title(deadline, lang)) } " "
                span.mark { (whose) } " " span.mark { (certainty) }
            }
            @if deadline.last_safe != deadline.on {
                p { (sentence(&message!("timeline.last-safe", day = deadline.last_safe), lang)) }
            }
            @if deadline.rolled != deadline.on {
                p.quiet {
                    @if deadline.certainty == Certainty::Unsettled {
                        (sentence(&message!("deadlines.screen.unsettled", rolled = deadline.rolled), lang))
                    } @else {
                        @let rule = word(&format!("holidays.{}", deadline.holidays.word()), lang);
                        (sentence(&message!("deadlines.screen.rolled", rolled = deadline.rolled, rule = rule), lang))
                    }
                }
            }
            @if deadline.computed_ahead { p.quiet { (visit.t("deadlines.screen.ahead-holidays")) } }
            p { (sentence(&deadline.lost_after, lang)) }
            @if !deadline.closes.is_empty() { (lost(visit, deadline)) }
            @if !deadline.basis.is_empty() { p.article { (citations(deadline.basis, lang)) } }
        }
    }
}

/// The ways that close: by law for certain, by habit or estimate perhaps.
fn lost(visit: &Visit, deadline: &Deadline) -> Markup {
    let routes = closing(deadline, visit.lang);
    html! {
        @match deadline.certainty {
            Certainty::Law | Certainty::Unsettled => {
                p.lost { (sentence(&message!("deadlines.screen.closes", routes = routes), visit.lang)) }
            }
            Certainty::Practice | Certainty::Estimate => {
                p { strong { (sentence(&message!("deadlines.page.may-close", routes = routes), visit.lang)) } }
            }
        }
    }
}

/// The same as a file for a calendar.
async fn calendar(visit: Visit, opened: Opened) -> Response {
    let house = match opened.house() {
        Ok(house) => house,
        Err(elsewhere) => return elsewhere,
    };
    let file = report::calendar::ics(house, &ledger::deadlines::of(house), visit.lang);
    let headers =
        [(CONTENT_TYPE, "text/calendar; charset=utf-8"), (CONTENT_DISPOSITION, "attachment; filename=\"saiken.ics\"")];
    (headers, file).into_response()
}
