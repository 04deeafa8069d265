//! `/result`: where the household stands, every route side by side, what is missing.

use axum::Router;
use axum::response::Response;
use axum::routing::get;
use case::Reading;
use catalogue::{day, sentence, text};
use law::message;
use law::trace::{Show, Shown};
use law::verdict::{Outcome, Verdict};
use law::words::Word;
use law::{Balance, Date};
use maud::{Markup, html};
use plan::{Goal, Liable, Route, Survivors, Variant, survivors};
use report::{Report, names};

use super::next::page_of;
use crate::opened::Opened;
use crate::parts::{flow, values, why};
use crate::visit::Visit;
use crate::worked::Worked;
use crate::{App, page};

/// Missing facts that are shown at once; the rest open on demand.
const FIRST_MISSING: usize = 8;

/// Routes that are named as nearest to a goal; of more only the number.
const MOST_NEAREST: usize = 8;

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
    let sorted = survivors(report.plan);
    let body = html! {
        (summary(&visit, &report))
        (notes(&visit, &report))
        (choice(&visit, &report, &sorted))
        (open(&visit, &report, Outcome::Open, Some(&sorted)))
        (open(&visit, &report, Outcome::Unknown, None))
        (closed(&visit, &report))
        (missing(&visit, &report, &opened.reading))
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
        ("web.result.home", values::known("", &home.map_err(Clone::clone), visit.lang), None),
        ("web.result.capacity", values::known("", &report.plan.capacity, visit.lang), report.find("capacity")),
        ("web.result.owed", values::known("", &report.plan.owed, visit.lang), report.find("owed")),
    ];
    html! {
        h1 { (visit.t("web.result.title")) }
        p.as-of { (sentence(&message!("web.result.as-of", day = report.house.as_of), visit.lang)) }
        p.lead { (sentence(&said, visit.lang)) }
        dl.figures {
            @for (key, value, step) in figures {
                div {
                    dt { (visit.t(key)) }
                    dd { (value) }
                    @match step {
                        Some(step) => dd.because { (why::why(visit, report, step, visit.t(key))) },
                        None => dd.because { a href="#position" { (visit.t("web.why")) } },
                    }
                }
            }
        }
        @if let Some((what, on)) = next_deadline(visit, report) {
            p.deadline {
                strong { (visit.t("web.deadline")) } " "
                time datetime=(on) { (day(on, visit.lang)) } " " (what) " "
                a.on-screen href="/deadlines" { (visit.t("web.result.deadlines")) }
            }
        }
    }
}

/// The first day by which something must be done: of a route that is not closed, or after which a way out is lost.
fn next_deadline(visit: &Visit, report: &Report<'_>) -> Option<(String, Date)> {
    let variants = report.plan.routes.iter().map(Route::shown).filter(|variant| variant.outcome != Outcome::Closed);
    let of_routes = variants
        .flat_map(|variant| &variant.deadlines)
        .map(|(key, on)| (text(&format!("deadline.{key}"), visit.lang).to_string(), *on));
    let of_claims = ledger::deadlines::of(report.house);
    let losing = of_claims.iter().filter(|deadline| !deadline.closes.is_empty());
    let losing = losing.map(|deadline| (report::deadlines::title(deadline, visit.lang), deadline.last_safe));
    of_routes.chain(losing).filter(|(_, on)| *on >= report.house.as_of).min_by_key(|(_, on)| *on)
}

/// For each thing that a household may look for, the open routes that come nearest to it.
fn choice(visit: &Visit, report: &Report<'_>, sorted: &Survivors) -> Markup {
    html! {
        @if sorted.best.len() > 1 {
            section.choice {
                h2 { (visit.t("choice.title")) }
                p.quiet { (visit.t("choice.lead")) }
                dl {
                    @for (goal, places) in &sorted.nearest {
                        @let best: Vec<&Route> =
                            places.iter().filter(|place| sorted.best.contains(place)).map(|place| &report.plan.routes[*place]).collect();
                        div {
                            dt { (text(&format!("goal.{}", goal.word()), visit.lang)) }
                            dd {
                                @if best.len() > MOST_NEAREST {
                                    (sentence(&message!("choice.of", count = best.len()), visit.lang))
                                } @else {
                                    ul { @for route in best { li {
                                        a href={ "/routes/" (route.id()) } { (names::short(route, visit.lang)) }
                                        @if let Some(value) = reached(*goal, route, visit) { " " span.quiet { (value) } }
                                    } } }
                                }
                            }
                        }
                    }
                }
            }
        }
        p.ways.on-screen {
            a href="/compare" { (visit.t("compare.link")) }
            a href="/limits" { (visit.t("limits.link")) }
            a href="/readings" { (visit.t("readings.link")) }
        }
    }
}

/// How far a route is from a goal, where that is an amount or a time; and what it still leaves owed.
fn reached(goal: Goal, route: &Route, visit: &Visit) -> Option<String> {
    let name = match goal {
        Goal::Monthly => "monthly",
        Goal::Total => "total",
        Goal::Months => "months",
        Goal::DebtLeft => "debt_left",
        Goal::CashNow => "cash_now",
        _ => return None,
    };
    let variant = route.shown();
    let figures = variant.figures.list();
    let (_, value) = figures.into_iter().find(|(found, _)| *found == name)?;
    let value = values::of_variant(variant, name, &value.ok()?, visit.lang);
    Some(match &variant.figures.debt_left {
        Ok(left) if !left.is_zero() && goal != Goal::DebtLeft => {
            sentence(&message!("choice.leaves", value = value, left = *left), visit.lang)
        }
        _ => value,
    })
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

/// Routes side by side: a table, which a narrow screen shows as cards. Those that another one makes needless stand
/// behind a button.
fn open(visit: &Visit, report: &Report<'_>, outcome: Outcome, sorted: Option<&Survivors>) -> Markup {
    let routes = with(report, outcome);
    let (title, none) = match outcome {
        Outcome::Open => ("screen.open", "screen.none-open"),
        _ => ("screen.undecided", "screen.none-undecided"),
    };
    let better = |route: &Route| {
        let (_, winner) = sorted?.beaten.iter().find(|(loser, _)| report.plan.routes[*loser].id() == route.id())?;
        Some(&report.plan.routes[*winner])
    };
    let (beaten, best): (Vec<&Route>, Vec<&Route>) = routes.iter().partition(|route| better(route).is_some());
    html! {
        section {
            h2 { (visit.t(title)) " " span.count { (routes.len()) } }
            @if routes.is_empty() {
                p { (visit.t(none)) }
            } @else {
                (table(visit, report, visit.t(title), &best, &better))
                @if routes.iter().any(|route| route.shown().lives_on_savings()) {
                    p.quiet { (visit.t("screen.with-savings")) }
                }
            }
            @if !beaten.is_empty() {
                details.beaten {
                    summary { (visit.t("choice.beaten")) " " span.count { (beaten.len()) } }
                    p.quiet { (visit.t("choice.beaten-what")) }
                    (table(visit, report, visit.t("choice.beaten"), &beaten, &better))
                }
            }
        }
    }
}

fn table<'r>(
    visit: &Visit,
    report: &Report<'_>,
    name: &str,
    routes: &[&Route],
    better: &dyn Fn(&Route) -> Option<&'r Route>,
) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label=(name) {
            table.routes role="table" {
                thead role="rowgroup" { tr role="row" {
                    th scope="col" role="columnheader" { (visit.t("web.result.way")) }
                    th scope="col" role="columnheader" { (visit.t("screen.home")) }
                    @for name in COLUMNS { th.number scope="col" role="columnheader" { (text(&format!("short.{name}"), visit.lang)) } }
                    th scope="col" role="columnheader" { (visit.t("screen.liable")) }
                    th scope="col" role="columnheader" { (visit.t("screen.depends")) }
                } }
                tbody role="rowgroup" { @for route in routes { (row(visit, report, route, better(route))) } }
            }
        }
    }
}

/// A route in the table. On a narrow screen each cell shows the name of its column.
fn row(visit: &Visit, report: &Report<'_>, route: &Route, better: Option<&Route>) -> Markup {
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
                @if let Some(month) = variant.horizon.and_then(|horizon| horizon.fails_in) {
                    span.form.due { (sentence(&message!("choice.fails", month = flow::month(month, lang)), lang)) }
                }
                @if let Some(better) = better {
                    span.form { (visit.t("choice.better")) a href={ "/routes/" (better.id()) } { (names::short(better, lang)) } }
                }
            }
            td role="cell" data-name=(visit.t("screen.home")) {
                span class=(if variant.home_kept { "kept" } else { "given-up" }) {
                    (visit.t(names::of_home(route, ["screen.kept", "screen.left", "screen.gone"])))
                }
            }
            @for name in COLUMNS {
                @let value = figures.iter().find(|(found, _)| *found == name).map(|(_, value)| value);
                td.number role="cell" data-name=(text(&format!("short.{name}"), lang)) {
                    @match value {
                        Some(Ok(value)) => span {
                            a.figure href={ "/routes/" (route.id()) "#why-" (name) } { (values::of_variant(variant, name, value, lang)) }
                            (values::marks(report.standing(&id, name), lang))
                        },
                        _ => (values::unknown(lang)),
                    }
                }
            }
            td role="cell" data-name=(visit.t("screen.liable")) { span { (liable(visit, &variant.liable)) } }
            td role="cell" data-name=(visit.t("screen.depends")) { span { (depends(visit, variant)) } }
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
        // A budget falls short by another amount in each route: the group says it and what helps once, each its amount.
        let reason = match failing.id {
            "budget" => visit.t("screen.budget-short").to_string(),
            _ => sentence(&failing.reason, lang),
        };
        let opens = failing.opened_by.as_ref().map(|message| {
            let short = message.values.iter().find(|(name, _)| failing.id == "budget" && *name == "short");
            match short {
                Some((_, short)) => sentence(&message!("web.result.budget-short", short = short.clone()), lang),
                None => sentence(message, lang),
            }
        });
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
                    @if *reason == visit.t("screen.budget-short") { p { (visit.t("web.result.budget-opens")) } }
                    @let same = list.iter().all(|(_, opens)| *opens == list[0].1);
                    ul {
                        @for (route, opens) in list {
                            li {
                                a href={ "/routes/" (route.id()) } { (names::short(route, lang)) }
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

fn missing(visit: &Visit, report: &Report<'_>, reading: &Reading) -> Markup {
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
                        a href=(page_of(&reading.path_of(missing.fact))) { (names::fact(missing.fact, report.house, visit.lang)) }
                        span.quiet { (sentence(&counts, visit.lang)) }
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
        section id="position" {
            h2 { (visit.t("screen.situation")) }
            @if let Ok(positions) = &plan.positions {
                div.scroll tabindex="0" role="region" aria-label=(visit.t("screen.situation")) {
                    table.stack role="table" {
                        caption.hidden { (visit.t("screen.home-value")) }
                        thead role="rowgroup" { tr role="row" {
                            th scope="col" role="columnheader" { (visit.t("screen.home-value")) }
                            th.number scope="col" role="columnheader" { (visit.t("screen.value")) }
                            th.number scope="col" role="columnheader" { (visit.t("screen.secured")) }
                            th.number scope="col" role="columnheader" { (visit.t("screen.difference")) }
                        } }
                        tbody role="rowgroup" {
                            @for (key, (value, position)) in ["screen.low", "screen.likely", "screen.high"].into_iter().zip(positions) {
                                @let difference = Balance::from(position.equity) + Balance(-i128::from(position.shortfall.0));
                                tr role="row" {
                                    th scope="row" role="rowheader" { (visit.t(key)) }
                                    td.number role="cell" data-name=(visit.t("screen.value")) { span { (values::figure("", &value.show(), lang)) } }
                                    td.number role="cell" data-name=(visit.t("screen.secured")) { span { (values::known("", &plan.secured, lang)) } }
                                    td.number role="cell" data-name=(visit.t("screen.difference")) { span { (values::figure("", &Shown::Balance(difference), lang)) } }
                                }
                            }
                        }
                    }
                }
            }
            dl.explained {
                @for (name, value) in [
                    ("income", values::known("", &plan.income, lang)),
                    ("living", values::known("", &plan.living, lang)),
                    ("capacity", values::known("", &plan.capacity, lang)),
                    ("overdue", values::known("", &plan.overdue, lang)),
                    ("secured", values::known("", &plan.secured, lang)),
                    ("owed", values::known("", &plan.owed, lang)),
                ] {
                    @let key = format!("figure.{name}");
                    @let label = text(&key, lang);
                    div {
                        dt { (label) }
                        dd.value { (value) }
                        @if let Some(step) = report.find(name) { dd { (why::why(visit, report, step, label)) } }
                    }
                }
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

#[cfg(test)]
mod tests {
    use catalogue::{Lang, lookup};

    use super::*;

    #[test]
    fn every_goal_has_its_words() {
        for goal in Goal::ALL {
            for lang in Lang::ALL {
                assert!(lookup(&format!("goal.{}", goal.word()), *lang).is_some(), "{}", goal.word());
            }
        }
    }
}
