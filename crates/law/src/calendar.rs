//! Civil dates, and nothing of the law: periods and holidays of the Civil Code stand in
//! [`acts::civil_code::period`](crate::acts::civil_code::period);
//! ages are counted where a rule asks for them.

pub use jiff::civil::{Date, Weekday, date};

/// First and last day that any surface reads or answers.
pub const FIRST_DAY: Date = date(1, 1, 1);
/// See [`FIRST_DAY`].
pub const LAST_DAY: Date = date(9999, 12, 31);

/// The day with this month offset and day of month; `None` when the month has no such day or the year leaves 1–9999.
///
/// ```
/// use law::calendar::{date, month_offset};
/// assert_eq!(month_offset(date(2026, 11, 22), 3, 22), Some(date(2027, 2, 22)));
/// assert_eq!(month_offset(date(2026, 11, 30), 3, 30), None);
/// ```
pub fn month_offset(from: Date, months: u32, day: i8) -> Option<Date> {
    let month = i64::from(from.year()) * 12 + i64::from(from.month()) - 1 + i64::from(months);
    let year = i16::try_from(month.div_euclid(12)).ok().filter(|year| (1..=9999).contains(year))?;
    Date::new(year, i8::try_from(month.rem_euclid(12) + 1).ok()?, day).ok()
}

/// The last day of the month that lies `months` after the month of `from`; `None` beyond the year 9999.
pub fn month_end(from: Date, months: u32) -> Option<Date> {
    month_offset(from, months, 1).map(Date::last_of_month)
}

/// Days from `from` (not counted) to `to` (counted); zero when `to` is not later.
pub fn days_between(from: Date, to: Date) -> u32 {
    const A_DAY: i64 = 24 * 60 * 60;
    u32::try_from(from.duration_until(to).as_secs() / A_DAY).unwrap_or(0)
}

/// `days` days later; `None` beyond the year 9999.
pub fn days_later(from: Date, days: u32) -> Option<Date> {
    from.checked_add(jiff::Span::new().try_days(i64::from(days)).ok()?).ok()
}

/// The first day of the years that lie before a day, that day not counted; `None` before the year 1.
///
/// Counted back by the calendar from the day before it.
///
/// ```
/// use law::calendar::{date, years_before};
/// assert_eq!(years_before(date(2026, 11, 22), 2), Some(date(2024, 11, 22)));
/// // From 28 February 2026 back to 28 February 2024, which is not counted again.
/// assert_eq!(years_before(date(2026, 3, 1), 2), Some(date(2024, 2, 29)));
/// ```
pub fn years_before(day: Date, years: u32) -> Option<Date> {
    let last = day.yesterday().ok()?;
    let back = jiff::Span::new().try_years(i64::from(years)).ok()?;
    last.checked_sub(back).ok().filter(|same| *same >= FIRST_DAY)?.tomorrow().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn days_are_counted_one_by_one(start in 0i64..3_600_000, length in -800i64..800) {
            let from = FIRST_DAY.checked_add(jiff::Span::new().days(start)).unwrap();
            let to = from.checked_add(jiff::Span::new().days(length)).unwrap_or(FIRST_DAY);
            let (mut day, mut count) = (from, 0);
            while day < to {
                (day, count) = (day.tomorrow().unwrap(), count + 1);
            }
            prop_assert_eq!(days_between(from, to), count);
        }
    }
}
