//! `/scenarios`: saved changes of a case, up to three of them side by side with the case itself.

use axum::Router;
use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use case::Household;
use catalogue::{sentence, text};
use law::message;
use law::verdict::Outcome;
use law::words::Word;
use maud::{Markup, html};
use plan::{Plan, Route};
use report::names;
use store::{Id, Scenario};

use crate::opened::Opened;
use crate::parts::form::Sent;
use crate::parts::values;
use crate::visit::Visit;
use crate::whatif::{Changes, Knob};
use crate::{App, page};

/// The field that names a scenario.
pub(super) const NAME: &str = "scenario";

/// So many stand side by side.
const MOST: usize = 3;

/// The figures under each route.
const FIGURES: [&str; 2] = ["monthly", "left_over"];

pub(super) fn routes() -> Router<App> {
    Router::new().route("/scenarios", get(all).post(chosen)).route("/scenarios/delete", post(delete))
}

/// Saves changes under a name, of which one is made when none was given, and shows them beside the others.
pub(super) async fn save(app: &App, visit: &Visit, id: &Id, pairs: &[(String, String)], changes: &Changes) -> Response {
    let known = match app.store.scenarios(id).await {
        Ok(known) => known,
        Err(failure) => return page::failed(visit, &failure),
    };
    let written = pairs.iter().find(|(name, _)| name == NAME).map_or("", |(_, text)| text.trim());
    let free = || {
        let named = |number: usize| sentence(&message!("scenario.numbered", number = number), visit.lang);
        (1..=known.len() + 1)
            .map(named)
            .find(|name| known.iter().all(|scenario| scenario.name != *name))
            .unwrap_or_default()
    };
    let name = if written.is_empty() { free() } else { written.to_string() };
    match app.store.save_scenario(id, &name, &changes.to_json()).await {
        Ok(()) => Redirect::to("/scenarios").into_response(),
        Err(failure) => page::failed(visit, &failure),
    }
}

async fn all(State(app): State<App>, visit: Visit, opened: Opened) -> Response {
    show(&app, &visit, &opened, &[]).await
}

async fn chosen(State(app): State<App>, visit: Visit, opened: Opened, sent: Sent) -> Response {
    let Ok(Form(pairs)) = sent else { return page::refusal(&visit, StatusCode::BAD_REQUEST, "web.problem.body") };
    let names: Vec<String> = pairs.into_iter().filter(|(name, _)| name == NAME).map(|(_, value)| value).collect();
    show(&app, &visit, &opened, &names).await
}

async fn delete(State(app): State<App>, visit: Visit, opened: Opened, sent: Sent) -> Response {
    let Ok(Form(pairs)) = sent else { return page::refusal(&visit, StatusCode::BAD_REQUEST, "web.problem.body") };
    for (_, name) in pairs.iter().filter(|(field, _)| field == NAME) {
        if let Err(failure) = app.store.delete_scenario(opened.id(), name).await {
            return page::failed(&visit, &failure);
        }
    }
    Redirect::to("/scenarios").into_response()
}

/// A scenario worked out.
struct Column<'s> {
    scenario: &'s Scenario,
    changes: Changes,
    plan: Plan,
}

async fn show(app: &App, visit: &Visit, opened: &Opened, wanted: &[String]) -> Response {
    let house = match opened.house() {
        Ok(house) => house,
        Err(elsewhere) => return elsewhere,
    };
    let saved = match app.store.scenarios(opened.id()).await {
        Ok(saved) => saved,
        Err(failure) => return page::failed(visit, &failure),
    };
    let t = |key| visit.t(key);
    let is_wanted = |scenario: &&Scenario| wanted.is_empty() || wanted.contains(&scenario.name);
    let columns: Vec<Column<'_>> = saved
        .iter()
        .filter(is_wanted)
        .take(MOST)
        .map(|scenario| {
            let changes = Changes::from_json(&scenario.overrides, house);
            let plan = changes.plan(house);
            Column { scenario, changes, plan }
        })
        .collect();
    let base = Changes::default().plan(house);
    let body = html! {
        h1 { (t("scenario.title")) }
        p.lead { (t("scenario.lead")) }
        @if columns.is_empty() {
            p { (t("scenario.none")) }
        } @else {
            (table(visit, house, &base, &columns))
        }
        @if saved.len() > MOST { (choice(visit, &saved, &columns)) }
        p.ways { a.button.quiet href="/whatif" { (t("scenario.another")) } a href="/result" { (t("web.nav.result")) } }
    };
    page::show(visit, t("scenario.title"), body)
}

fn table(visit: &Visit, house: &Household, base: &Plan, columns: &[Column<'_>]) -> Markup {
    let lang = visit.lang;
    let knobs = Knob::ALL.iter().filter(|knob| columns.iter().any(|column| column.changes.of(**knob).is_some()));
    html! {
        div.scroll tabindex="0" role="region" aria-label=(visit.t("scenario.title")) {
            table.scenarios {
                thead { tr {
                    td {}
                    th scope="col" { (visit.t("scenario.stored")) }
                    @for column in columns { th scope="col" { (column.scenario.name) (delete_button(visit, column.scenario)) } }
                } }
                tbody {
                    @for knob in knobs {
                        tr {
                            th scope="row" { (knob.name(lang)) }
                            td { @match knob.base(house, base) { Some(value) => (knob.written(value, lang)), None => (values::unknown(lang)) } }
                            @for column in columns {
                                td { @match column.changes.of(*knob) { Some(value) => strong { (knob.written(value, lang)) }, None => "–" } }
                            }
                        }
                    }
                    tr {
                        th scope="row" { (visit.t("whatif.sum.open")) }
                        td { (open(base)) }
                        @for column in columns { td { @if open(&column.plan) == open(base) { (open(base)) } @else { strong { (open(&column.plan)) } } } }
                    }
                    @for (place, route) in base.routes.iter().enumerate() {
                        tr {
                            th scope="row" { a href={ "/routes/" (route.id()) } { (names::short(route, lang)) } }
                            td { (cell(visit, route, None)) }
                            @for column in columns { td { (cell(visit, &column.plan.routes[place], Some(route))) } }
                        }
                    }
                }
            }
        }
        p.quiet { (visit.t("whatif.estimates")) }
    }
}

fn open(plan: &Plan) -> usize {
    plan.routes.iter().filter(|route| route.shown().outcome == Outcome::Open).count()
}

/// A route in a scenario: its verdict and two figures; what is the same as stored stays quiet.
fn cell(visit: &Visit, route: &Route, stored: Option<&Route>) -> Markup {
    let lang = visit.lang;
    let variant = route.shown();
    let figure = |route: &Route, name: &str| {
        route.shown().figures.list().into_iter().find(|(found, _)| *found == name).and_then(|(_, value)| value.ok())
    };
    let outcome = text(&format!("outcome.{}.short", variant.outcome.word()), lang).to_string();
    let moved = stored.is_some_and(|stored| stored.shown().outcome != variant.outcome);
    html! {
        span class={ "outcome " (variant.outcome.word()) } { (outcome) }
        @if moved { " " span.mark { (visit.t("scenario.differs")) } }
        @for name in FIGURES {
            @let value = figure(route, name);
            @let differs = stored.is_some_and(|stored| figure(stored, name) != value);
            span.form {
                (text(&format!("short.{name}"), lang)) " "
                @match &value {
                    Some(value) if differs => strong { (values::figure(name, value, lang)) },
                    Some(value) => (values::figure(name, value, lang)),
                    None => (values::unknown(lang)),
                }
            }
        }
    }
}

fn delete_button(visit: &Visit, scenario: &Scenario) -> Markup {
    html! {
        form method="post" action="/scenarios/delete" {
            input type="hidden" name=(NAME) value=(scenario.name);
            button.small type="submit" { (visit.t("scenario.delete")) span.hidden { " " (scenario.name) } }
        }
    }
}

/// Which of many are shown.
fn choice(visit: &Visit, saved: &[Scenario], columns: &[Column<'_>]) -> Markup {
    html! {
        section {
            h2 { (visit.t("scenario.choose")) }
            form method="post" action="/scenarios" {
                @for (place, scenario) in saved.iter().enumerate() {
                    @let id = format!("choice-{place}");
                    @let shown = columns.iter().any(|column| column.scenario.name == scenario.name);
                    p {
                        input id=(id) type="checkbox" name=(NAME) value=(scenario.name) checked[shown];
                        " " label.inline for=(id) { (scenario.name) }
                    }
                }
                button type="submit" { (visit.t("scenario.show")) }
            }
        }
    }
}
