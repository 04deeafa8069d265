//! Keep or sell: what each way comes to over the same months, side by side.

use catalogue::{Lang, sentence, text};
use law::verdict::Outcome;
use plan::{Horizon, Route};

use crate::page::{Align, Page, Style, Table};
use crate::{Report, names};

/// The table of keeping against leaving as text: routes that are not closed, the home kept first.
pub fn compare(report: &Report<'_>, style: Style) -> String {
    let mut page = Page::new(style);
    let lang = style.lang;
    let months = report.house.wishes.horizon_months;
    page.heading(&sentence(&law::message!("screen.keep-or-sell", months = months), lang));
    let routes = |kept: bool| {
        report
            .plan
            .routes
            .iter()
            .filter(move |route| route.shown().home_kept == kept && route.shown().outcome != Outcome::Closed)
            .filter_map(|route| Some((route, route.shown().horizon?)))
            .collect::<Vec<_>>()
    };
    for (key, kept) in [("screen.if-kept", true), ("screen.if-left", false)] {
        page.line(text(key, lang));
        let list = routes(kept);
        if list.is_empty() {
            page.paragraph(2, "", text("screen.none-to-compare", lang));
        } else {
            page.table(&table(&list, lang));
        }
        page.blank();
    }
    page.paragraph(2, "", text("screen.compare-legend", lang));
    page.finish()
}

fn table(routes: &[(&Route, Horizon)], lang: Lang) -> Table {
    let heading = |key: &str, align| (text(key, lang).to_string(), align);
    let mut table = Table::new(&[
        heading("screen.route", Align::Left),
        heading("short.housing", Align::Right),
        heading("short.debts", Align::Right),
        heading("short.fees", Align::Right),
        heading("short.left_at_end", Align::Right),
        heading("short.fails_in", Align::Left),
    ]);
    for (route, sums) in routes {
        let fails = sums.fails_in.map_or_else(|| "-".to_string(), |day| format!("{}-{:02}", day.year(), day.month()));
        table.row(vec![
            names::short(route, lang),
            sums.housing.to_string(),
            sums.debts.to_string(),
            sums.fees.to_string(),
            sums.left.to_string(),
            fails,
        ]);
    }
    table
}
