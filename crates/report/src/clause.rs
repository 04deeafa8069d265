//! The payments under the home loan clause as a table: the two buckets of 民事再生法199条1項, or the longer term.

use catalogue::{Lang, sentence, text};
use law::Yen;
use law::calendar::month_offset;
use law::message;
use plan::{ClauseTable, Variant};
use serde_json::{Value as Json, json};

use crate::Report;
use crate::page::{Align, Page, Table};

/// The columns behind the month, by their keys of the catalogue.
pub const COLUMNS: [&str; 7] = [
    "screen.regular-principal",
    "screen.regular-interest",
    "screen.arrears-principal",
    "screen.arrears-interest",
    "screen.accrued",
    "screen.clause-payment",
    "screen.balance",
];

/// A month of it: its number from 1, and the amounts in the order of [`COLUMNS`].
pub type Row = (u32, [Yen; COLUMNS.len()]);

/// Every month.
pub fn rows(table: &ClauseTable) -> impl Iterator<Item = Row> + '_ {
    table.schedule.months.iter().map(|month| {
        let (regular, arrears) = (month.regular, month.arrears);
        let amounts = [
            regular.principal,
            regular.interest,
            arrears.principal,
            arrears.interest,
            month.accrued,
            month.payment(),
            month.balance,
        ];
        (month.month, amounts)
    })
}

/// The month of a number, `2027-06`.
pub fn month(table: &ClauseTable, number: u32) -> String {
    let day = month_offset(table.from, number - 1, 1);
    day.map_or_else(String::new, |day| format!("{:04}-{:02}", day.year(), day.month()))
}

/// The tables of a variant: every month of the plan, then one month a year; the JSON has all of them.
pub(crate) fn tables(page: &mut Page, report: &Report<'_>, variant: &Variant) {
    let lang = page.style.lang;
    for table in &variant.clause {
        let claim = report.house.claims.as_ref().map_or("", |claims| claims[table.claim.0].id.as_str()).to_string();
        page.heading(&sentence(&message!("screen.clause-schedule", claim = claim), lang));
        page.table(&text_table(table, lang));
        let total = message!("screen.clause-sum", total = table.schedule.total());
        page.paragraph(2, "", &sentence(&total, lang));
        page.paragraph(2, "", text("screen.clause-rows", lang));
    }
}

fn text_table(table: &ClauseTable, lang: Lang) -> Table {
    // A loan without arrears needs no columns for them.
    let some = |place: &usize| rows(table).any(|(_, amounts)| !amounts[*place].is_zero());
    let chosen: Vec<usize> = (0..COLUMNS.len()).filter(some).collect();
    let mut headings = vec![(text("screen.month", lang).to_string(), Align::Left)];
    headings.extend(chosen.iter().map(|place| (text(COLUMNS[*place], lang).to_string(), Align::Right)));
    let mut lines = Table::new(&headings);
    let last = table.schedule.months.len() as u32;
    for (number, amounts) in rows(table) {
        if number <= table.plan_months || number % 12 == 0 || number == last {
            let amounts = chosen.iter().map(|place| amounts[*place].to_string());
            lines.row(std::iter::once(month(table, number)).chain(amounts).collect());
        }
    }
    lines
}

/// The same as JSON, every month.
pub(crate) fn json(report: &Report<'_>, variant: &Variant) -> Json {
    let entry = |table: &ClauseTable, (number, amounts): Row| {
        let [regular, regular_interest, arrears, arrears_interest, accrued, payment, balance] =
            amounts.map(|amount| amount.0);
        json!({
            "month": month(table, number),
            "regular_principal": regular, "regular_interest": regular_interest,
            "arrears_principal": arrears, "arrears_interest": arrears_interest,
            "accrued": accrued, "payment": payment, "balance": balance,
        })
    };
    let loan = |table: &ClauseTable| {
        json!({
            "claim": report.house.claims.as_ref().map(|claims| claims[table.claim.0].id.clone()),
            "plan_months": table.plan_months,
            "months": rows(table).map(|row| entry(table, row)).collect::<Vec<_>>(),
        })
    };
    variant.clause.iter().map(loan).collect()
}
