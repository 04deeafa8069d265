//! What waiting costs: what each month adds, as bars, with a table that says the same.

use catalogue::{day, sentence, shown, word};
use law::Yen;
use law::message;
use law::trace::Shown;
use law::words::Word;
use ledger::waiting::Month;
use maud::{Markup, html};
use report::Report;
use report::deadlines::name_of;

use crate::parts::flow;
use crate::visit::Visit;

const WIDTH: u64 = 400;
const LEFT: u64 = 52;
const HEIGHT: u64 = 130;
const TOP: u64 = 18;

/// Months after which the sum is told.
const TOLD: [usize; 3] = [1, 6, 12];

/// What waiting adds, month by month; nothing where nothing is added.
pub(crate) fn waiting(visit: &Visit, report: &Report<'_>, months: &[Month]) -> Markup {
    let lang = visit.lang;
    let sums = sums(months);
    if sums.last().is_none_or(|sum| sum.is_zero()) {
        return html! { p { (visit.t("waiting.nothing")) } };
    }
    let yen = |amount: Yen| shown(&Shown::Yen(amount), lang);
    html! {
        p { (visit.t("waiting.lead")) }
        dl.figures {
            @for (count, sum) in TOLD.iter().filter_map(|count| Some((count, sums.get(count - 1)?))) {
                div {
                    dt { (sentence(&message!("waiting.after", months = *count), lang)) }
                    dd { "＋" (yen(*sum)) }
                }
            }
        }
        (chart(visit, &sums))
        @for (claim, on) in months.iter().flat_map(|month| &month.assumed_due) {
            p.quiet { (sentence(&message!("deadlines.screen.assumed-due", on = *on, claim = name_of(report.house, *claim).to_string()), lang)) }
        }
        details.table {
            summary { (visit.t("web.as-table")) }
            (table(visit, months, &sums))
        }
    }
}

/// What is added up to the end of each month.
fn sums(months: &[Month]) -> Vec<Yen> {
    months
        .iter()
        .scan(Yen::ZERO, |sum, month| {
            *sum += month.late_charges;
            *sum += month.interest;
            Some(*sum)
        })
        .collect()
}

fn chart(visit: &Visit, sums: &[Yen]) -> Markup {
    let count = u64::try_from(sums.len()).unwrap_or(1).max(1);
    let most = sums.iter().map(|sum| sum.0).max().unwrap_or(1).max(1);
    let wide = (WIDTH - LEFT) / count;
    let tall = |sum: Yen| u64::try_from(u128::from(sum.0) * u128::from(HEIGHT) / u128::from(most)).unwrap_or(HEIGHT);
    let base = TOP + HEIGHT;
    html! {
        figure.chart {
            svg viewBox={ "0 0 " (WIDTH) " " (base + 24) } role="img" aria-labelledby="waiting-title waiting-what" {
                title id="waiting-title" { (visit.t("waiting.chart")) }
                desc id="waiting-what" { (visit.t("waiting.chart-what")) }
                @for value in [most / 2, most] {
                    @let y = base - tall(Yen(value));
                    line.grid x1=(LEFT) x2=(WIDTH) y1=(y) y2=(y) {}
                    text.tick x=(LEFT - 5) y=(y + 4) text-anchor="end" { (flow::short(i128::from(value), visit.lang)) }
                }
                line.axis x1=(LEFT) x2=(WIDTH) y1=(base) y2=(base) {}
                text.tick x=(LEFT - 5) y=(base + 4) text-anchor="end" { "0" }
                @for (place, sum) in (0..).zip(sums) {
                    @let x = LEFT + place * wide;
                    rect.off x=(x + 3) y=(base - tall(*sum)) width=(wide - 6) height=(tall(*sum)) {}
                    text.tick x=(x + wide / 2) y=(base + 17) text-anchor="middle" { (place + 1) }
                }
            }
            figcaption { (visit.t("waiting.caption")) }
        }
    }
}

fn table(visit: &Visit, months: &[Month], sums: &[Yen]) -> Markup {
    let lang = visit.lang;
    let has_stage = months.iter().any(|month| month.stage.is_some());
    html! {
        div.scroll tabindex="0" role="region" aria-label=(visit.t("waiting.chart")) {
            table {
                caption { (visit.t("web.flow.unit")) }
                thead { tr {
                    th scope="col" { (visit.t("waiting.to")) }
                    th.number scope="col" { (visit.t("deadlines.screen.added")) }
                    th.number scope="col" { (visit.t("waiting.interest")) }
                    th.number scope="col" { (visit.t("waiting.sum")) }
                    th.number scope="col" { (visit.t("deadlines.screen.owed")) }
                    @if has_stage { th scope="col" { (visit.t("deadlines.screen.stage")) } }
                } }
                tbody {
                    @for (month, sum) in months.iter().zip(sums) {
                        tr {
                            th scope="row" { (day(month.to, lang)) }
                            td.number { (month.late_charges) }
                            td.number { (month.interest) }
                            td.number { (sum) }
                            td.number { (month.owed) }
                            @if has_stage {
                                td { @match month.stage { Some(stage) => (word(&format!("stage.{}", stage.word()), lang)), None => "–" } }
                            }
                        }
                    }
                }
            }
        }
    }
}
