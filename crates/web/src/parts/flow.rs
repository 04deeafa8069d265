//! The month-by-month cash flow: bars and a line as SVG, with a table that says the same.

use catalogue::{Lang, text};
use law::{Balance, Date, Yen};
use maud::{Markup, html};
use plan::{Item, Month};
use report::{Report, alike, names};

use crate::visit::Visit;

/// The picture, in units of its own: wide enough for labels that a phone still shows legibly.
const WIDTH: i128 = 400;
const LEFT: i128 = 46;
const PANEL: i128 = 96;
const GAP: i128 = 30;
const TOP: i128 = 22;
const MAN: i128 = 10_000;

/// The chart and the table of a cash flow.
pub(crate) fn flow(visit: &Visit, report: &Report<'_>, months: &[Month]) -> Markup {
    if months.is_empty() {
        return html! { p { (visit.t("screen.no-cash-flow")) } };
    }
    html! {
        (chart(visit, months))
        details.table {
            summary { (visit.t("web.as-table")) }
            (table(visit, report, months))
        }
    }
}

/// Where amounts stand between the top and the bottom of a panel.
struct Scale {
    low: i128,
    high: i128,
    top: i128,
}

impl Scale {
    /// A scale on which all these and zero have room.
    fn over(values: impl Iterator<Item = i128>, top: i128) -> Scale {
        let (low, high) = values.fold((0, 0), |(low, high), value| (value.min(low), value.max(high)));
        let high = if low == high { high + 1 } else { high };
        Scale { low, high, top }
    }

    fn y(&self, value: i128) -> i128 {
        self.top + PANEL - (value - self.low) * PANEL / (self.high - self.low)
    }

    /// Lines to read values by: zero and the ends.
    fn lines(&self) -> Vec<i128> {
        let mut lines = vec![0];
        // An end that stands on zero's own label would only blur it.
        lines.extend([self.low, self.high].into_iter().filter(|end| (self.y(*end) - self.y(0)).abs() >= 14));
        lines
    }
}

fn chart(visit: &Visit, months: &[Month]) -> Markup {
    let lang = visit.lang;
    let count = i128::try_from(months.len()).unwrap_or(1);
    // In tenths: many months share few units.
    let x = |month: usize| 10 * LEFT + i128::try_from(month).unwrap_or(0) * 10 * (WIDTH - LEFT) / count;
    let bars = Scale::over(months.iter().map(|month| month.left.0), TOP);
    let line = Scale::over(months.iter().map(|month| month.running.0), TOP + PANEL + GAP + TOP);
    let height = line.top + PANEL + 22;
    let points: Vec<String> = months
        .iter()
        .enumerate()
        .map(|(place, month)| format!("{},{}", tenths(x(place)), line.y(month.running.0)))
        .collect();
    let years: Vec<(usize, i16)> = months
        .iter()
        .enumerate()
        .filter(|(_, month)| month.first_day.month() == 1)
        .map(|(place, month)| (place, month.first_day.year()))
        .collect();
    let every = years.len().div_ceil(6).max(1);
    html! {
        figure.chart {
            svg viewBox={ "0 0 " (WIDTH) " " (height) } role="img" aria-labelledby="flow-title flow-what" {
                title id="flow-title" { (visit.t("web.flow.title")) }
                desc id="flow-what" { (visit.t("web.flow.what")) }
                (hatch())
                text.label x="0" y="12" { (visit.t("web.flow.left")) }
                (grid(&bars, lang))
                @for (place, month) in months.iter().enumerate() {
                    @let (y, zero) = (bars.y(month.left.0), bars.y(0));
                    @let wide = x(place + 1) - x(place);
                    @let gap = if wide > 40 { 10 } else { 0 };
                    rect class=(if month.left.is_short() { "short" } else { "over" })
                        x=(tenths(x(place))) y=(y.min(zero)) width=(tenths(wide - gap)) height=((y - zero).abs()) {}
                }
                text.label x="0" y=(line.top - 10) { (visit.t("web.flow.running")) }
                (grid(&line, lang))
                polyline.running points=(points.join(" ")) {}
                @for (place, year) in years.iter().step_by(every) {
                    text.tick x=(tenths(x(*place))) y=(height - 6) text-anchor="middle" { (year) }
                }
            }
            figcaption { (visit.t("web.flow.caption")) }
        }
    }
}

/// The hatching that the style sheet fills `short` with; once a page.
pub(crate) fn hatch() -> Markup {
    html! {
        defs {
            pattern id="hatch" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)" {
                rect.short-ground width="4" height="4" {}
                rect.short-line width="2" height="4" {}
            }
        }
    }
}

fn grid(scale: &Scale, lang: Lang) -> Markup {
    html! {
        @for value in scale.lines() {
            @let y = scale.y(value);
            line class=(if value == 0 { "axis" } else { "grid" }) x1=(LEFT) x2=(WIDTH) y1=(y) y2=(y) {}
            text.tick x=(LEFT - 4) y=(y + 4) text-anchor="end" { (short(value, lang)) }
        }
    }
}

fn tenths(value: i128) -> String {
    format!("{}.{}", value / 10, value % 10)
}

/// An amount for an axis, in 万 or thousands.
pub(crate) fn short(value: i128, lang: Lang) -> String {
    let sign = if value < 0 { "−" } else { "" };
    let size = value.unsigned_abs();
    let whole = |unit: u128| Yen(u64::try_from((size + unit / 2) / unit).unwrap_or(u64::MAX)).to_string();
    match lang {
        _ if value == 0 => "0".to_string(),
        Lang::Ja | Lang::Easy if size >= MAN.unsigned_abs() => format!("{sign}{}万", whole(10_000)),
        Lang::Ja | Lang::Easy => format!("{sign}{}", whole(1)),
        Lang::En => format!("{sign}{}k", whole(1_000)),
    }
}

fn table(visit: &Visit, report: &Report<'_>, months: &[Month]) -> Markup {
    let lang = visit.lang;
    let mut items: Vec<Item> = Vec::new();
    for (item, _) in months.iter().flat_map(|month| month.paid.iter().chain(&month.received)) {
        if !items.contains(item) {
            items.push(*item);
        }
    }
    let received = |item: &Item| months.iter().any(|month| month.received.iter().any(|(found, _)| found == item));
    let of = |month: &Month, item: &Item| -> Yen {
        let all = month.paid.iter().chain(&month.received);
        all.filter(|(found, _)| found == item).map(|(_, amount)| *amount).sum()
    };
    html! {
        div.scroll tabindex="0" role="region" aria-label=(visit.t("web.flow.title")) {
            table {
                caption { (visit.t("web.flow.unit")) }
                thead { tr {
                    th scope="col" { (text("screen.month", lang)) }
                    th.number scope="col" { (text("short.income", lang)) }
                    th.number scope="col" { (text("short.living", lang)) }
                    @for item in &items {
                        th.number scope="col" { (if received(item) { "+ " } else { "− " }) (names::item(*item, report.house, lang)) }
                    }
                    th.number scope="col" { (text("screen.left-of-month", lang)) }
                    th.number scope="col" { (text("screen.running", lang)) }
                } }
                tbody {
                    @for (from, to) in alike(months) {
                        @let (first, last) = (&months[from], &months[to]);
                        tr class=[first.left.is_short().then_some("short")] {
                            th scope="row" { (span(first, last, lang)) }
                            td.number { (first.income) }
                            td.number { (first.living) }
                            @for item in &items {
                                @let amount = of(first, item);
                                td.number { @if amount.is_zero() { "–" } @else { (amount) } }
                            }
                            td.number { (balance(first.left, visit)) }
                            td.number { (balance(last.running, visit)) }
                        }
                    }
                }
            }
        }
    }
}

/// A difference; a shortfall says so in words too.
fn balance(amount: Balance, visit: &Visit) -> Markup {
    html! { (amount) @if amount.is_short() { " " span.shortfall { (visit.t("web.flow.short")) } } }
}

fn span(first: &Month, last: &Month, lang: Lang) -> String {
    let of = |of: &Month| month(of.first_day, lang);
    if first.first_day == last.first_day { of(first) } else { format!("{} – {}", of(first), of(last)) }
}

/// A month as it is read.
pub(crate) fn month(day: Date, lang: Lang) -> String {
    match lang {
        Lang::Ja | Lang::Easy => format!("{}年{}月", day.year(), day.month()),
        Lang::En => format!("{}-{:02}", day.year(), day.month()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn axes_are_labelled_in_the_readers_units() {
        assert_eq!(short(-159_000, Lang::Ja), "−16万");
        assert_eq!(short(17_145_000, Lang::Ja), "1,715万");
        assert_eq!(short(9_000, Lang::Ja), "9,000");
        assert_eq!(short(17_145_000, Lang::En), "17,145k");
    }

    #[test]
    fn a_scale_has_room_for_zero_and_both_ends() {
        let scale = Scale::over([5, -5].into_iter(), 0);
        assert_eq!((scale.y(5), scale.y(0), scale.y(-5)), (0, PANEL / 2, PANEL));
        let flat = Scale::over([0, 0].into_iter(), 0);
        assert_eq!(flat.y(0), PANEL);
    }
}
