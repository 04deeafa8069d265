//! The commented case file that `saiken init` writes.

use catalogue::Lang;
use law::Date;
use law::calendar::month_offset;

/// A commented case file to start from, with sample values around the day `as_of`. It reads without a mistake.
///
/// ```
/// let text = case::template(catalogue::Lang::Ja, law::calendar::date(2026, 11, 22));
/// assert!(case::read(text.as_bytes(), case::Format::Toml).is_ok());
/// ```
pub fn template(lang: Lang, as_of: Date) -> String {
    let text = match lang {
        Lang::Ja | Lang::Easy => include_str!("template/ja.toml"),
        Lang::En => include_str!("template/en.toml"),
    };
    let mut out = text.to_string();
    for (place, day) in days(as_of) {
        out = out.replace(place, &day.to_string());
    }
    out.replace("@car_month@", &format!("{:04}-06", years_from(as_of, -9, 6, 1).year()))
}

/// The sample days, by the places in the text.
fn days(as_of: Date) -> [(&'static str, Date); 14] {
    let last_tax = if as_of.month() > 5 { 0 } else { -1 };
    [
        ("@as_of@", as_of),
        ("@petition_on@", months_from(as_of, 1, 15)),
        ("@born_debtor@", years_from(as_of, -45, 5, 4)),
        ("@born_spouse@", years_from(as_of, -43, 11, 20)),
        ("@born_child@", years_from(as_of, -11, 2, 8)),
        ("@contracted_on@", years_from(as_of, -5, 4, 1)),
        ("@last_due_on@", years_from(as_of, 25, 3, 27)),
        ("@due_1@", months_from(as_of, -3, 27)),
        ("@due_2@", months_from(as_of, -2, 27)),
        ("@due_3@", months_from(as_of, -1, 27)),
        ("@demand_on@", months_from(as_of, -1, 10)),
        ("@value_on@", months_from(as_of, -1, 15)),
        ("@tax_due_on@", years_from(as_of, last_tax, 5, 31)),
        ("@bids_open_on@", months_from(as_of, 6, 14)),
    ]
}

/// A day some months away; at the ends of the calendar the day itself.
fn months_from(day: Date, months: i32, day_of_month: i8) -> Date {
    let years = months.div_euclid(12);
    let start = years_from(day, i16::try_from(years).unwrap_or(0), day.month(), 1);
    month_offset(start, months.rem_euclid(12).unsigned_abs(), day_of_month).unwrap_or(day)
}

/// A day of a year some years away; at the ends of the calendar the day itself.
fn years_from(day: Date, years: i16, month: i8, day_of_month: i8) -> Date {
    Date::new(day.year().saturating_add(years), month, day_of_month).unwrap_or(day)
}
