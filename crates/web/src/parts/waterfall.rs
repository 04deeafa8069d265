//! Where the sale price goes: a waterfall as SVG, with a table that says the same.

use catalogue::text;
use law::Yen;
use law::trace::{Origin, Shown};
use maud::{Markup, html};
use report::{Report, names};

use crate::parts::money;
use crate::visit::Visit;

const WIDTH: u64 = 400;
const ROW: usize = 44;

/// One step of the price on its way.
struct Step {
    name: String,
    amount: Yen,
    /// What is left before it.
    from: Yen,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Price,
    Off,
    Left,
}

/// The waterfall of a variant that sells the home; nothing for one that does not, or whose price is unknown.
pub(crate) fn waterfall(visit: &Visit, report: &Report<'_>, variant_id: &str) -> Option<Markup> {
    let steps = steps(visit, report, variant_id)?;
    let price = steps.first()?.amount;
    if price.is_zero() {
        return None;
    }
    let lang = visit.lang;
    let amount = |step: &Step| {
        let sign = if step.kind == Kind::Off { "−" } else { "" };
        format!("{sign}{}", money::in_man(step.amount, lang))
    };
    let across =
        |amount: Yen| u64::try_from(u128::from(amount.0) * u128::from(WIDTH) / u128::from(price.0)).unwrap_or(WIDTH);
    let height = steps.len() * ROW;
    Some(html! {
        section {
            h2 { (visit.t("web.waterfall.title")) }
            figure.chart {
                svg viewBox={ "0 0 " (WIDTH) " " (height) } role="img" aria-labelledby="waterfall-title" {
                    title id="waterfall-title" { (visit.t("web.waterfall.chart")) }
                    @for (place, step) in steps.iter().enumerate() {
                        @let top = place * ROW;
                        @let width = across(step.amount).max(u64::from(!step.amount.is_zero()));
                        @let left = across(step.from).saturating_sub(if step.kind == Kind::Off { across(step.amount) } else { across(step.from) });
                        text.label x="0" y=(top + 15) { (step.name) }
                        text.amount x=(WIDTH) y=(top + 15) text-anchor="end" { (amount(step)) }
                        rect.ground x="0" y=(top + 22) width=(WIDTH) height="14" {}
                        rect class=(match step.kind { Kind::Price => "price", Kind::Off => "off", Kind::Left => "left" })
                            x=(left) y=(top + 22) width=(width) height="14" {}
                    }
                }
            }
            details.table {
                summary { (visit.t("web.as-table")) }
                div.scroll tabindex="0" role="region" aria-label=(visit.t("web.waterfall.title")) {
                    table {
                        caption.hidden { (visit.t("web.waterfall.title")) }
                        thead { tr { th scope="col" { (visit.t("web.waterfall.what")) } th.number scope="col" { (visit.t("web.waterfall.amount")) } } }
                        tbody {
                            @for step in &steps {
                                tr {
                                    th scope="row" { (step.name) }
                                    td.number { @if step.kind == Kind::Off { "−" } (catalogue::shown(&Shown::Yen(step.amount), lang)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    })
}

/// The price, everything that comes off it, what is left for the owner.
fn steps(visit: &Visit, report: &Report<'_>, variant_id: &str) -> Option<Vec<Step>> {
    let lang = visit.lang;
    let step = |name: &str| Some(&report.derivation.steps[names::step_of(report.derivation, variant_id, name)?]);
    let amount = |name: &str| match step(name)?.value {
        Shown::Yen(amount) => Some(amount),
        _ => None,
    };
    let price = amount("sale_price")?;
    let mut steps =
        vec![Step { name: text("figure.sale_price", lang).to_string(), amount: price, from: price, kind: Kind::Price }];
    let mut left = price;
    let mut off = |name: String, amount: Yen| {
        if !amount.is_zero() {
            steps.push(Step { name, amount, from: left, kind: Kind::Off });
            left = left.excess_over(amount);
        }
    };
    // The rule notes each deduction under the name of what it is for.
    let mut listed = Yen::ZERO;
    let deducted = amount("deducted")?;
    for line in step("deducted")?.lines.iter().filter(|line| matches!(line.origin, Origin::Given)) {
        if let Shown::Yen(amount) = line.value {
            listed += amount;
            off(text(&format!("label.{}", line.name), lang).to_string(), amount);
        }
    }
    off(visit.t("web.waterfall.other").to_string(), deducted.excess_over(listed));
    off(text("figure.to_creditors", lang).to_string(), amount("to_creditors")?);
    let name = text("figure.to_owner", lang).to_string();
    steps.push(Step { name, amount: amount("to_owner")?, from: left, kind: Kind::Left });
    Some(steps)
}
