//! 期間: how periods are counted (民法138条–143条).

use crate::acts::national_holidays::{UnknownYear, is_computed_ahead, working_day_from};
use crate::calendar::{Date, days_later, month_offset};
use crate::params::Mark;
use crate::provision::{CIVIL_CODE, HOLIDAYS, Provision};
use crate::trace::{Cx, Rule, Trace};

crate::word_list! {
    /// The unit of a period.
    pub enum Unit {
        /// Days.
        Day = "day",
        /// Weeks.
        Week = "week",
        /// Months by the calendar.
        Month = "month",
        /// Years by the calendar.
        Year = "year",
    }
}

/// The rule of [`last_day`].
pub static PERIOD: Rule = Rule {
    id: "civil-code.period",
    ja: "期間の計算",
    en: "calculation of periods",
    provisions: &[
        Provision::new(CIVIL_CODE, "140"),
        Provision::new(CIVIL_CODE, "141"),
        Provision::new(CIVIL_CODE, "143"),
    ],
    mark: Mark::Law,
    parameters: &[],
};

/// Last day of a period of `count` units that begins with `from`; `None` beyond the year 9999.
///
/// 期間の満了。民法140条 (the first day is not counted), 141条 (the period ends with the end of its last day),
/// 143条 (by the calendar; the day before the corresponding day, or the last day of the month when there is none).
///
/// ```
/// use law::acts::civil_code::period::{Unit, last_day};
/// use law::{calendar::date, trace::{Cx, NoTrace}};
/// let mut silent = NoTrace;
/// let mut cx = Cx::new(&mut silent);
/// assert_eq!(last_day(&mut cx, date(2026, 2, 28), 6, Unit::Month, false), Some(date(2026, 8, 31)));
/// assert_eq!(last_day(&mut cx, date(2026, 6, 30), 6, Unit::Month, false), Some(date(2026, 12, 31)));
/// ```
#[doc(alias = "期間")]
pub fn last_day<T: Trace>(
    cx: &mut Cx<'_, T>,
    from: Date,
    count: u32,
    unit: Unit,
    count_first_day: bool,
) -> Option<Date> {
    cx.rule(&PERIOD, |cx| {
        cx.given("from", &from);
        cx.given("count", &count);
        cx.given("unit", &unit);
        cx.exception("count_first_day", Provision::new(CIVIL_CODE, "140"), count_first_day);
        let start = if count_first_day { from } else { days_later(from, 1)? };
        let months = match unit {
            Unit::Day => return days_later(start, count.checked_sub(1)?),
            Unit::Week => return days_later(start, count.checked_mul(7)?.checked_sub(1)?),
            Unit::Month => count,
            Unit::Year => count.checked_mul(12)?,
        };
        match month_offset(start, months, start.day()) {
            Some(corresponding) => corresponding.yesterday().ok(),
            None => crate::calendar::month_end(start, months),
        }
    })
}

/// The rule of [`roll`].
pub static ROLL: Rule = Rule {
    id: "civil-code.roll",
    ja: "期間の末日が休日に当たる場合",
    en: "a last day that is a day off",
    provisions: &[Provision::new(CIVIL_CODE, "142"), Provision::new(HOLIDAYS, "2"), Provision::new(HOLIDAYS, "3")],
    mark: Mark::Law,
    parameters: &[],
};

/// The day itself, or the next one that is no day off.
///
/// 期間の末日が休日に当たる場合。民法142条: where it is the custom not to deal on that day; whether it is, the caller knows.
/// Years whose holidays are not announced yet are marked in the derivation.
///
/// ```
/// use law::acts::civil_code::period::roll;
/// use law::{calendar::date, trace::{Cx, NoTrace}};
/// // A Sunday, then Labor Thanksgiving Day.
/// assert_eq!(roll(&mut Cx::new(&mut NoTrace), date(2026, 11, 22))?, date(2026, 11, 24));
/// # Ok::<(), law::acts::national_holidays::UnknownYear>(())
/// ```
#[doc(alias = "期間の末日")]
pub fn roll<T: Trace>(cx: &mut Cx<'_, T>, day: Date) -> Result<Date, UnknownYear> {
    cx.rule(&ROLL, |cx| {
        cx.given("last_day", &day);
        let rolled = working_day_from(day)?;
        cx.exception("day_off", Provision::new(CIVIL_CODE, "142"), rolled != day);
        if is_computed_ahead(rolled.year()) {
            cx.given("holidays_computed_ahead", &true);
        }
        Ok(rolled)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::date;
    use crate::trace::NoTrace;

    fn check(from: Date, count: u32, unit: Unit, count_first_day: bool, expect: Date) {
        assert_eq!(last_day(&mut Cx::new(&mut NoTrace), from, count, unit, count_first_day), Some(expect));
    }

    #[test]
    fn the_corresponding_day_or_the_end_of_the_month() {
        check(date(2026, 5, 22), 6, Unit::Month, false, date(2026, 11, 22));
        // Counting starts on 31 August; February has no 31st.
        check(date(2026, 8, 30), 6, Unit::Month, false, date(2027, 2, 28));
        // Counting starts on the 1st: the period ends with a month.
        check(date(2026, 2, 28), 6, Unit::Month, false, date(2026, 8, 31));
        check(date(2026, 1, 1), 1, Unit::Month, true, date(2026, 1, 31));
        check(date(2024, 2, 28), 1, Unit::Year, false, date(2025, 2, 28));
        check(date(2026, 11, 22), 1, Unit::Week, false, date(2026, 11, 29));
        check(date(2026, 11, 22), 14, Unit::Day, false, date(2026, 12, 6));
        check(date(2026, 11, 22), 14, Unit::Day, true, date(2026, 12, 5));
    }

    #[test]
    fn a_period_beyond_the_calendar_has_no_last_day() {
        assert_eq!(last_day(&mut Cx::new(&mut NoTrace), date(9999, 12, 1), 1, Unit::Month, false), None);
    }
}
