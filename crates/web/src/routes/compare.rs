//! `/compare`: keep the home or leave it, the same months side by side.

use axum::Router;
use axum::response::Response;
use axum::routing::get;
use catalogue::{sentence, shown, text};
use law::message;
use law::trace::Shown;
use law::verdict::Outcome;
use law::{Balance, Yen};
use maud::{Markup, html};
use plan::{Horizon, Route};
use report::{Report, names};

use crate::opened::Opened;
use crate::parts::{flow, money};
use crate::visit::Visit;
use crate::worked::Worked;
use crate::{App, page};

/// The picture, in units of its own.
const WIDTH: u64 = 400;
const ROW: u64 = 44;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/compare", get(compare))
}

/// A route that is not closed, with what it comes to.
type Line<'r> = (&'r Route, Horizon);

async fn compare(visit: Visit, opened: Opened) -> Response {
    let house = match opened.house() {
        Ok(house) => house,
        Err(elsewhere) => return elsewhere,
    };
    let worked = Worked::out(house);
    let report = worked.report();
    let title = sentence(&message!("screen.keep-or-sell", months = house.wishes.horizon_months), visit.lang);
    let body = html! {
        p.back { a href="/result" { (visit.t("web.route.back")) } }
        h1 { (title) }
        p.as-of { (sentence(&message!("web.result.as-of", day = house.as_of), visit.lang)) }
        p { (visit.t("compare.lead")) }
        div.chart.hidden aria-hidden="true" { svg { (flow::hatch()) } }
        @for (key, kept) in [("screen.if-kept", true), ("screen.if-left", false)] {
            @let lines = lines(&report, kept);
            section {
                h2 { (visit.t(key)) " " span.count { (lines.len()) } }
                @if lines.is_empty() {
                    p { (visit.t("screen.none-to-compare")) }
                } @else {
                    (chart(&visit, key, &lines, most(&report)))
                    (table(&visit, visit.t(key), &lines))
                }
            }
        }
        p.quiet { (visit.t("compare.legend")) }
        p.back { a href="/result" { (visit.t("web.route.back")) } }
    };
    page::show(&visit, &title, body)
}

fn lines<'r>(report: &Report<'r>, kept: bool) -> Vec<Line<'r>> {
    let routes = report.plan.routes.iter().map(|route| (route, route.shown()));
    let of_kind = routes.filter(|(_, variant)| variant.home_kept == kept && variant.outcome != Outcome::Closed);
    of_kind.filter_map(|(route, variant)| Some((route, variant.horizon?))).collect()
}

fn sum(horizon: &Horizon) -> Yen {
    [horizon.housing, horizon.debts, horizon.fees].into_iter().sum()
}

/// The longest bar of both pictures: they share one scale.
fn most(report: &Report<'_>) -> u64 {
    let all = [true, false].into_iter().flat_map(|kept| lines(report, kept));
    all.map(|(_, horizon)| sum(&horizon).0).max().unwrap_or(1).max(1)
}

/// Where a bar's part begins, how long it is, and its class.
type Part = (u64, u64, &'static str);

fn chart(visit: &Visit, key: &str, lines: &[Line<'_>], most: u64) -> Markup {
    let lang = visit.lang;
    let across = |amount: Yen| u64::try_from(u128::from(amount.0) * u128::from(WIDTH) / u128::from(most)).unwrap_or(0);
    let parts = |horizon: &Horizon| -> [Part; 3] {
        let (housing, debts, fees) = (across(horizon.housing), across(horizon.debts), across(horizon.fees));
        [(0, housing, "price"), (housing, debts, "debts"), (housing + debts, fees, "short")]
    };
    let legend = 26;
    let height = legend + ROW * u64::try_from(lines.len()).unwrap_or(0);
    let id = key.rsplit('.').next().unwrap_or_default();
    html! {
        figure.chart {
            svg viewBox={ "0 0 " (WIDTH) " " (height) } role="img" aria-labelledby={ (id) "-title " (id) "-what" } {
                title id={ (id) "-title" } { (visit.t(key)) }
                desc id={ (id) "-what" } { (visit.t("compare.chart-what")) }
                @for (place, (class, name)) in (0u64..).zip([("price", "short.housing"), ("debts", "short.debts"), ("short", "short.fees")]) {
                    rect class=(class) x=(place * 110 + 1) y="2" width="14" height="12" {}
                    text.tick x=(place * 110 + 20) y="12" { (text(name, lang)) }
                }
                @for (place, (route, horizon)) in (0u64..).zip(lines) {
                    @let top = legend + place * ROW;
                    text.label x="0" y=(top + 12) { (names::short(route, lang)) }
                    text.amount x=(WIDTH) y=(top + 12) text-anchor="end" { (money::in_man(sum(horizon), lang)) }
                    rect.ground x="0" y=(top + 18) width=(WIDTH) height="14" {}
                    @for (x, width, class) in parts(horizon) {
                        @if width > 0 { rect class=(class) x=(x) y=(top + 18) width=(width) height="14" {} }
                    }
                }
            }
        }
    }
}

fn table(visit: &Visit, name: &str, lines: &[Line<'_>]) -> Markup {
    let lang = visit.lang;
    let yen = |amount: Yen| shown(&Shown::Yen(amount), lang);
    let balance = |amount: Balance| shown(&Shown::Balance(amount), lang);
    let column = |key: &str| text(&format!("short.{key}"), lang).to_string();
    html! {
        div.scroll tabindex="0" role="region" aria-label=(name) {
            table.routes role="table" {
                thead role="rowgroup" { tr role="row" {
                    th scope="col" role="columnheader" { (visit.t("web.result.way")) }
                    @for key in ["housing", "debts", "fees", "left_at_end"] { th.number scope="col" role="columnheader" { (column(key)) } }
                    th scope="col" role="columnheader" { (column("fails_in")) }
                } }
                tbody role="rowgroup" {
                    @for (route, horizon) in lines {
                        @let outcome = route.shown().outcome;
                        tr role="row" {
                            th scope="row" role="rowheader" {
                                a href={ "/routes/" (route.id()) "#cash-flow" } { (names::route(route, lang)) }
                                @if outcome == Outcome::Unknown { span.form { (text(&format!("outcome.{}", outcome.word()), lang)) } }
                            }
                            td.number role="cell" data-name=(column("housing")) { span { (yen(horizon.housing)) } }
                            td.number role="cell" data-name=(column("debts")) { span { (yen(horizon.debts)) } }
                            td.number role="cell" data-name=(column("fees")) { span { (yen(horizon.fees)) } }
                            td.number role="cell" data-name=(column("left_at_end")) { span { (balance(horizon.left)) } }
                            td role="cell" data-name=(column("fails_in")) {
                                @match horizon.fails_in {
                                    Some(month) => span.due { (flow::month(month, lang)) },
                                    None => span { (visit.t("compare.lasts")) },
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
