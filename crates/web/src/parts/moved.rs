//! Every route beside what it is without a change: what opens and closes, and by how much figures move.

use catalogue::{sentence, text};
use law::Yen;
use law::message;
use law::trace::Shown;
use law::verdict::{Outcome, Verdict};
use maud::{Markup, html};
use plan::{Known, Plan, Route, Variant};
use report::names;

use crate::parts::values;
use crate::visit::Visit;

/// The figures of the table, in their order.
const COLUMNS: [&str; 5] = ["monthly", "left_over", "total", "months", "debt_left"];

/// How many routes are open, and how many of them keep the home: before and after.
pub(crate) fn sum(visit: &Visit, before: &Plan, after: &Plan) -> Markup {
    let open = |plan: &Plan, kept: bool| {
        let shown = plan.routes.iter().map(Route::shown);
        shown.filter(|variant| variant.outcome == Outcome::Open && (variant.home_kept || !kept)).count()
    };
    html! {
        @for (key, kept) in [("whatif.sum.open", false), ("whatif.sum.kept", true)] {
            @let (from, to) = (open(before, kept), open(after, kept));
            span.count-of {
                (visit.t(key)) " " strong { (from) }
                @if from != to {
                    " → " strong { (to) } " "
                    span.mark { (visit.t(if to > from { "whatif.more" } else { "whatif.fewer" })) }
                }
            }
            " "
        }
    }
}

/// Every route: a table, which a narrow screen shows as cards.
pub(crate) fn table(visit: &Visit, before: &Plan, after: &Plan) -> Markup {
    let lang = visit.lang;
    let moved = before.routes.iter().zip(&after.routes).filter(|(before, after)| differs(before, after)).count();
    html! {
        p.quiet { @if moved == 0 { (visit.t("whatif.nothing-moves")) } @else { (sentence(&message!("whatif.moves", count = moved), lang)) } }
        div.scroll tabindex="0" role="region" aria-label=(visit.t("whatif.table")) {
            table.routes.moving role="table" {
                thead role="rowgroup" { tr role="row" {
                    th scope="col" role="columnheader" { (visit.t("web.result.way")) }
                    th scope="col" role="columnheader" { (visit.t("whatif.outcome")) }
                    @for name in COLUMNS { th.number scope="col" role="columnheader" { (text(&format!("short.{name}"), lang)) } }
                } }
                tbody role="rowgroup" {
                    @for (before, after) in before.routes.iter().zip(&after.routes) { (row(visit, before, after)) }
                }
            }
        }
    }
}

/// Does anything that the table shows differ?
fn differs(before: &Route, after: &Route) -> bool {
    let (old, new) = (before.shown(), after.shown());
    old.outcome != new.outcome
        || old.name != new.name
        || COLUMNS.iter().any(|name| figure(old, name) != figure(new, name))
}

fn figure(variant: &Variant, name: &str) -> Option<Known<Shown>> {
    variant.figures.list().into_iter().find(|(found, _)| *found == name).map(|(_, value)| value)
}

fn row(visit: &Visit, before: &Route, after: &Route) -> Markup {
    let lang = visit.lang;
    let (old, new) = (before.shown(), after.shown());
    let failing = new.requirements.iter().find(|requirement| requirement.verdict == Verdict::NotMet);
    let outcome = |variant: &Variant| text(&format!("outcome.{}.short", variant.outcome.word()), lang).to_string();
    html! {
        tr role="row" class={ (new.outcome.word()) @if differs(before, after) { " moved" } } {
            th scope="row" role="rowheader" {
                a href={ "/routes/" (after.id()) } { (names::short(after, lang)) }
                @if let Some(failing) = failing { span.form { (text(&format!("requirement.{}", failing.id), lang)) "：" (visit.t("web.route.not-met")) } }
            }
            td role="cell" data-name=(visit.t("whatif.outcome")) {
                span class={ "outcome " (new.outcome.word()) } { (outcome(new)) }
                @if old.outcome != new.outcome {
                    span.form.was { (sentence(&message!("whatif.was", before = outcome(old)), lang)) }
                }
            }
            @for name in COLUMNS {
                @let (was, is) = (figure(old, name), figure(new, name));
                td.number role="cell" data-name=(text(&format!("short.{name}"), lang)) {
                    span {
                        @match &is {
                            Some(Ok(value)) => (values::of_variant(new, name, value, lang)),
                            _ => (values::unknown(lang)),
                        }
                        @if was != is { (difference(visit, name, was.as_ref(), is.as_ref())) }
                    }
                }
            }
        }
    }
}

/// By how much a figure moved, with its sign; or that it was not known before.
fn difference(visit: &Visit, name: &str, was: Option<&Known<Shown>>, is: Option<&Known<Shown>>) -> Markup {
    let number = |value: Option<&Known<Shown>>| match value {
        Some(Ok(Shown::Yen(yen))) => Some(i128::from(yen.0)),
        Some(Ok(Shown::Balance(balance))) => Some(balance.0),
        Some(Ok(Shown::Count(count))) => Some(i128::from(*count)),
        _ => None,
    };
    let (Some(from), Some(to)) = (number(was), number(is)) else {
        let was_known = was.is_some_and(Result::is_ok);
        return html! { @if !was_known { span.form.was { (visit.t("whatif.was-unknown")) } } };
    };
    let size = (to - from).unsigned_abs();
    let size = u64::try_from(size).unwrap_or(u64::MAX);
    let shown = if name == "months" { Shown::Count(size) } else { Shown::Yen(Yen(size)) };
    let sign = if to > from { "＋" } else { "−" };
    html! { span.form.by { (sign) (values::figure(name, &shown, visit.lang)) } }
}
