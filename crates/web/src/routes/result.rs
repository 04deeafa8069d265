//! `/result`: where the household stands, every route side by side, what is missing.

use axum::Router;
use axum::response::Response;
use axum::routing::get;
use catalogue::{day, sentence, text};
use law::message;
use law::trace::{Show, Shown};
use law::verdict::{Outcome, Verdict};
use law::words::Word;
use law::{Balance, Date};
use maud::{Markup, html};
use plan::{Liable, Route, Variant};
use report::{Report, names};

use crate::opened::Opened;
use crate::parts::values;
use crate::visit::Visit;
use crate::worked::Worked;
use crate::{App, page};

/// Missing facts that are shown at once; the rest open on demand.
const FIRST_MISSING: usize = 8;

/// The figures of the table, in their order.
const COLUMNS: [&str; 5] = ["monthly", "left_over", "total", "months", "debt_left"];

pub(super) fn routes() -> Router<App> {
    Router::new().route("/result", get(result))
}

async fn result(visit: Visit, opened: Opened) -> Response {
    let house = match opened.house() {
        Ok(house) => house,
        Err(elsewhere) => return elsewhere,
    };
    let worked = Worked::out(house);
    let report = worked.report();
    let body = html! {
        (summary(&visit, &report))
        (notes(&visit, &report))
        (open(&visit, &report, Outcome::Open))
        (open(&visit, &report, Outcome::Unknown))
        (closed(&visit, &report))
        (missing(&visit, &report))
        (position(&visit, &report))
        (legend(&visit))
        (actions(&visit))
    };
    page::show(&visit, visit.t("web.result.title"), body)
}

/// The routes with this outcome.
fn with<'r>(report: &Report<'r>, outcome: Outcome) -> Vec<&'r Route> {
    report.plan.routes.iter().filter(|route| route.shown().outcome == outcome).collect()
}

/// One sentence, three figures, and the next deadline.
fn summary(visit: &Visit, report: &Report<'_>) -> Markup {
    let count = |outcome| with(report, outcome).len();
    let kept = with(report, Outcome::Open).iter().filter(|route| route.shown().home_kept).count();
    let said = match (count(Outcome::Open), kept) {
        (0, _) => message!("web.result.none-open", unknown = count(Outcome::Unknown)),
        (open, 0) => message!("web.result.open-none-kept", open = open),
        (open, kept) => message!("web.result.open", open = open, kept = kept),
    };
    let home =
        report.plan.positions.as_ref().map(|[_, (_, likely), _]| {
            (Balance::from(likely.equity) + Balance(-i128::from(likely.shortfall.0))).show()
        });
    let figures = [
        ("web.result.home", values::known("", &home.map_err(Clone::clone), visit.lang)),
        ("web.result.capacity", values::known("", &report.plan.capacity, visit.lang)),
        ("web.result.owed", values::known("", &report.plan.owed, visit.lang)),
    ];
    html! {
        h1 { (visit.t("web.result.title")) }
        p.as-of { (sentence(&message!("web.result.as-of", day = report.house.as_of), visit.lang)) }
        p.lead { (sentence(&said, visit.lang)) }
        dl.figures { @for (key, value) in figures { div { dt { (visit.t(key)) } dd { (value) } } } }
        @if let Some((key, on)) = next_deadline(report) {
            p.deadline {
                strong { (visit.t("web.deadline")) } " "
                time datetime=(on) { (day(on, visit.lang)) } " " (text(&format!("deadline.{key}"), visit.lang))
            }
        }
    }
}

/// The first day, among routes that are not closed, by which something must be done.
fn next_deadline(report: &Report<'_>) -> Option<(&'static str, Date)> {
    let variants = report.plan.routes.iter().map(Route::shown).filter(|variant| variant.outcome != Outcome::Closed);
    let days = variants.flat_map(|variant| &variant.deadlines).filter(|(_, on)| *on >= report.house.as_of);
    days.min_by_key(|(_, on)| *on).copied()
}

fn notes(visit: &Visit, report: &Report<'_>) -> Markup {
    html! {
        @if !report.plan.notes.is_empty() {
            section.note {
                h2 { (visit.t("screen.first")) }
                ul { @for note in &report.plan.notes { li { (sentence(note, visit.lang)) } } }
            }
        }
    }
}

/// Routes side by side: a table, which a narrow screen shows as cards.
fn open(visit: &Visit, report: &Report<'_>, outcome: Outcome) -> Markup {
    let routes = with(report, outcome);
    let (title, none) = match outcome {
        Outcome::Open => ("screen.open", "screen.none-open"),
        _ => ("screen.undecided", "screen.none-undecided"),
    };
    html! {
        section {
            h2 { (visit.t(title)) " " span.count { (routes.len()) } }
            @if routes.is_empty() {
                p { (visit.t(none)) }
            } @else {
                div.scroll tabindex="0" role="region" aria-label=(visit.t(title)) {
                    table.routes role="table" {
                        thead role="rowgroup" { tr role="row" {
                            th scope="col" role="columnheader" { (visit.t("web.result.way")) }
                            th scope="col" role="columnheader" { (visit.t("screen.home")) }
                            @for name in COLUMNS { th.number scope="col" role="columnheader" { (text(&format!("short.{name}"), visit.lang)) } }
                            th scope="col" role="columnheader" { (visit.t("screen.liable")) }
                            th scope="col" role="columnheader" { (visit.t("screen.depends")) }
                        } }
                        tbody role="rowgroup" { @for route in &routes { (row(visit, report, route)) } }
                    }
                }
            }
        }
    }
}

/// A route in the table. On a narrow screen each cell shows the name of its column.
fn row(visit: &Visit, report: &Report<'_>, route: &Route) -> Markup {
    let lang = visit.lang;
    let variant = route.shown();
    let id = route.variant_id(variant);
    let form = names::variant(variant, lang);
    let figures = variant.figures.list();
    html! {
        tr role="row" {
            th scope="row" role="rowheader" {
                a href={ "/routes/" (route.id()) } { (names::route(route, lang)) }
                @if !form.is_empty() { span.form { (form) } }
                @if let Some((_, on)) = variant.deadlines.iter().find(|(_, on)| *on >= report.house.as_of) {
                    span.form.due { (visit.t("web.deadline")) " " time datetime=(on) { (day(*on, lang)) } }
                }
            }
            td role="cell" data-name=(visit.t("screen.home")) {
                span class=(if variant.home_kept { "kept" } else { "given-up" }) {
                    (visit.t(if variant.home_kept { "screen.kept" } else { "screen.left" }))
                }
            }
            @for name in COLUMNS {
                @let value = figures.iter().find(|(found, _)| *found == name).map(|(_, value)| value);
                td.number role="cell" data-name=(text(&format!("short.{name}"), lang)) {
                    @match value {
                        Some(Ok(value)) => span { (values::figure(name, value, lang)) (values::marks(report.standing(&id, name), lang)) },
                        _ => (values::unknown(lang)),
                    }
                }
            }
            td role="cell" data-name=(visit.t("screen.liable")) { (liable(visit, &variant.liable)) }
            td role="cell" data-name=(visit.t("screen.depends")) { (depends(visit, variant)) }
        }
    }
}

fn liable(visit: &Visit, liable: &Liable) -> &'static str {
    let key = match liable {
        Liable::Nobody => "short.nobody",
        Liable::NotCalled => "short.not-called",
        Liable::CalledOn(_) => "short.called-on",
        Liable::Unknown(_) => "screen.unknown",
    };
    text(key, visit.lang)
}

fn depends(visit: &Visit, variant: &Variant) -> String {
    if variant.depends_on.is_empty() {
        return "–".to_string();
    }
    let names =
        variant.depends_on.iter().map(|whose| text(&format!("whose.{}.short", whose.word()), visit.lang).to_string());
    names.collect::<Vec<_>>().join(visit.t("web.and"))
}

/// A closed route, and what would open it.
type Way<'r> = (&'r Route, Option<String>);

/// Closed routes by what closes them, with what would open each.
fn closed(visit: &Visit, report: &Report<'_>) -> Markup {
    let lang = visit.lang;
    let routes = with(report, Outcome::Closed);
    let mut groups: Vec<(String, Vec<Way<'_>>)> = Vec::new();
    for route in &routes {
        let requirements = &route.shown().requirements;
        let Some(failing) = requirements.iter().find(|found| found.verdict == Verdict::NotMet) else { continue };
        // A budget falls short by another amount in each route: the group says it once, each route its own amount.
        let reason = match failing.id {
            "budget" => visit.t("screen.budget-short").to_string(),
            _ => sentence(&failing.reason, lang),
        };
        let opens = failing.opened_by.as_ref().map(|message| sentence(message, lang));
        match groups.iter_mut().find(|(known, _)| *known == reason) {
            Some((_, list)) => list.push((route, opens)),
            None => groups.push((reason, vec![(route, opens)])),
        }
    }
    html! {
        section {
            h2 { (visit.t("web.result.closed")) " " span.count { (routes.len()) } }
            p.quiet { (visit.t("web.result.closed-what")) }
            @for (reason, list) in &groups {
                div.closed {
                    h3 { (reason) }
                    @let same = list.iter().all(|(_, opens)| *opens == list[0].1);
                    ul {
                        @for (route, opens) in list {
                            li {
                                a href={ "/routes/" (route.id()) } { (names::route(route, lang)) }
                                @if let (false, Some(opens)) = (same, opens) { p.opens { (opens) } }
                            }
                        }
                    }
                    @if let (true, Some(opens)) = (same, &list[0].1) { p.opens { (opens) } }
                }
            }
        }
    }
}

fn missing(visit: &Visit, report: &Report<'_>) -> Markup {
    let list = &report.plan.missing;
    let items = |part: &[plan::Missing]| {
        html! {
            ul.missing {
                @for missing in part {
                    @let counts = if missing.decides > 0 {
                        message!("screen.decides", routes = missing.decides)
                    } else {
                        message!("screen.refines", routes = missing.refines)
                    };
                    li {
                        (names::fact(missing.fact, report.house, visit.lang))
                        span.quiet { (sentence(&counts, visit.lang)) " " code { (missing.fact) } }
                    }
                }
            }
        }
    };
    html! {
        @if !list.is_empty() {
            section {
                h2 { (visit.t("screen.missing")) " " span.count { (list.len()) } }
                p.quiet { (visit.t("web.result.missing-what")) }
                p { a.button.quiet href="/next" { (visit.t("ask.next")) } }
                (items(&list[..list.len().min(FIRST_MISSING)]))
                @if list.len() > FIRST_MISSING {
                    details {
                        summary { (sentence(&message!("web.result.more", count = list.len() - FIRST_MISSING), visit.lang)) }
                        (items(&list[FIRST_MISSING..]))
                    }
                }
            }
        }
    }
}

/// The home at its low, likely and high value, and the household's month.
fn position(visit: &Visit, report: &Report<'_>) -> Markup {
    let lang = visit.lang;
    let plan = report.plan;
    html! {
        section {
            h2 { (visit.t("screen.situation")) }
            @if let Ok(positions) = &plan.positions {
                div.scroll tabindex="0" role="region" aria-label=(visit.t("screen.situation")) {
                    table {
                        caption.hidden { (visit.t("screen.home-value")) }
                        thead { tr {
                            th scope="col" { (visit.t("screen.home-value")) }
                            th.number scope="col" { (visit.t("screen.value")) }
                            th.number scope="col" { (visit.t("screen.secured")) }
                            th.number scope="col" { (visit.t("screen.difference")) }
                        } }
                        tbody {
                            @for (key, (value, position)) in ["screen.low", "screen.likely", "screen.high"].into_iter().zip(positions) {
                                @let difference = Balance::from(position.equity) + Balance(-i128::from(position.shortfall.0));
                                tr {
                                    th scope="row" { (visit.t(key)) }
                                    td.number { (values::figure("", &value.show(), lang)) }
                                    td.number { (values::known("", &plan.secured, lang)) }
                                    td.number { (values::figure("", &Shown::Balance(difference), lang)) }
                                }
                            }
                        }
                    }
                }
            }
            dl.list {
                @for (name, value) in [
                    ("figure.income", values::known("", &plan.income, lang)),
                    ("figure.living", values::known("", &plan.living, lang)),
                    ("figure.capacity", values::known("", &plan.capacity, lang)),
                    ("figure.overdue", values::known("", &plan.overdue, lang)),
                    ("figure.owed", values::known("", &plan.owed, lang)),
                ] { div { dt { (text(name, lang)) } dd { (value) } } }
            }
        }
    }
}

/// What the marks beside figures mean.
pub(super) fn legend(visit: &Visit) -> Markup {
    html! {
        section.legend {
            h2 { (visit.t("web.marks.title")) }
            p { (visit.t("web.marks.law")) }
            dl {
                @for (mark, meaning) in [
                    ("web.mark.practice", "web.marks.practice"),
                    ("web.mark.estimate", "web.marks.estimate"),
                    ("web.mark.memory", "web.marks.memory"),
                ] { div { dt { span.mark { (visit.t(mark)) } } dd { (visit.t(meaning)) } } }
            }
        }
    }
}

fn actions(visit: &Visit) -> Markup {
    html! {
        section.actions {
            h2 { (visit.t("web.result.actions")) }
            ul {
                li { a href="/case" { (visit.t("web.result.export")) } }
                li { a href="/check" { (visit.t("ask.check")) } }
                li { a href="/interview" { (visit.t("web.result.replace")) } }
                li { a href="/delete" { (visit.t("web.delete.button")) } }
            }
            p.quiet { (visit.t("web.result.print")) }
        }
    }
}
