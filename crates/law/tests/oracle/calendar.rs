//! 民法140条–143条 step by step, the calendar of leap years and nothing else.

use law::Date;
use law::acts::civil_code::period::{self, Unit};
use law::calendar::date;

use crate::{on_every_input, silently};

fn is_leap(year: i16) -> bool {
    (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
}

fn days_of_month(year: i16, month: i8) -> i8 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The next day.
pub(crate) fn next(day: Date) -> Date {
    match (day.year(), day.month(), day.day()) {
        (year, 12, 31) => date(year + 1, 1, 1),
        (year, month, day) if day == days_of_month(year, month) => date(year, month + 1, 1),
        (year, month, day) => date(year, month, day + 1),
    }
}

/// The day before.
pub(crate) fn day_before(day: Date) -> Date {
    match (day.year(), day.month(), day.day()) {
        (year, 1, 1) => date(year - 1, 12, 31),
        (year, month, 1) => date(year, month - 1, days_of_month(year, month - 1)),
        (year, month, day) => date(year, month, day - 1),
    }
}

/// The same day of the month some years later; 28 February where that year has no 29th.
pub(crate) fn years_later(day: Date, years: i16) -> Date {
    let year = day.year() + years;
    date(year, day.month(), day.day().min(days_of_month(year, day.month())))
}

/// The last day of a period of months: 143条2項.
pub(crate) fn months_end(from: Date, months: u32, count_first_day: bool) -> Date {
    let start = if count_first_day { from } else { next(from) };
    let (mut year, mut month) = (start.year(), start.month());
    for _ in 0..months {
        (year, month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
    }
    match days_of_month(year, month) {
        last if last < start.day() => date(year, month, last),
        _ => day_before(date(year, month, start.day())),
    }
}

/// Does a day lie within so many years from another? That one does not count (140条), and the years go by the calendar
/// (143条2項): a day is outside once the day on which counting began has come again.
pub(crate) fn is_within(day: Date, from: Date, years: i16) -> bool {
    let first = next(from);
    (day.year() - years, day.month(), day.day()) < (first.year(), first.month(), first.day())
}

/// The last day that lies within so many years from another.
pub(crate) fn last_within(from: Date, years: i16) -> Date {
    let mut last = date(from.year() + years, from.month(), 1);
    while is_within(next(last), from, years) {
        last = next(last);
    }
    last
}

/// The number of days of each kind of year after `after`, up to `to`: of 365 and of 366 days.
pub(crate) fn days_by_year(after: Date, to: Date) -> (u64, u64) {
    let (mut common, mut leap, mut day) = (0, 0, after);
    while day < to {
        day = next(day);
        *(if is_leap(day.year()) { &mut leap } else { &mut common }) += 1;
    }
    (common, leap)
}

#[test]
fn period_of_days_weeks_months_and_years() {
    on_every_input("civil-code.period", |draw| {
        let from = draw.day(1990, 45);
        let (unit, count_first_day) = (draw.word::<Unit>(), draw.flag());
        let count = 1 + draw.mostly_below(25, 150) as u32;
        let slow = match unit {
            Unit::Day | Unit::Week => {
                let days = if unit == Unit::Week { count * 7 } else { count };
                (u32::from(count_first_day)..days).fold(from, |day, _| next(day))
            }
            Unit::Month => months_end(from, count, count_first_day),
            Unit::Year => months_end(from, count * 12, count_first_day),
        };
        let fast = silently!(period::last_day, from, count, unit, count_first_day);
        assert_eq!(fast, Some(slow), "{count} {unit:?} from {from}, first day {count_first_day}");
    });
}
