//! 国民の祝日に関する法律: national holidays, and the days on which courts and banks stand still.
//!
//! The days themselves stand in `parameters/national_holidays.toml`. The answer is known for the years that the file
//! names ([`known_years`]); a day outside them is an error, never a guess. Years whose equinoxes the gazette has not
//! announced yet are computed ahead ([`is_computed_ahead`]), and so is any holiday that an act may still move.

use std::fmt;
use std::ops::RangeInclusive;

use crate::Date;
use crate::calendar::{Weekday, date};

/// A national holiday: 国民の祝日, or a day that an act of its own makes one.
#[derive(Debug)]
pub struct Holiday {
    /// The identifier, `marine-day`.
    pub id: &'static str,
    /// The Japanese name.
    pub ja: &'static str,
    /// The English name of the Cabinet Office.
    pub en: &'static str,
    values: &'static [Dated<Falls>],
}

/// A value with the days for which it holds.
#[derive(Debug)]
struct Dated<V: 'static> {
    from: Date,
    until: Option<Date>,
    value: V,
}

/// On which day of the year a holiday falls.
#[derive(Debug)]
enum Falls {
    Day { month: i8, day: i8 },
    Monday { month: i8, nth: i8 },
    At(Equinox),
}

#[derive(Debug, PartialEq, Eq)]
enum Equinox {
    Vernal,
    Autumnal,
}

/// The day of an equinox: `base + drift × (year − 1980)` in millionths of a day, less the leap days since 1980.
#[derive(Debug)]
struct Formula {
    equinox: Equinox,
    month: i8,
    from: i16,
    until: i16,
    base: i64,
    drift: i64,
}

/// What follows a holiday that falls on a Sunday.
#[derive(Debug)]
enum Substitute {
    NextDay,
    NextFreeDay,
}

/// The day between two holidays: may it be a Sunday?
#[derive(Debug)]
struct Between {
    sundays: bool,
}

include!(concat!(env!("OUT_DIR"), "/national_holidays.rs"));

/// Why a day is a holiday.
#[derive(Clone, Copy, Debug)]
pub enum Reason {
    /// 国民の祝日 (2条).
    National(&'static Holiday),
    /// 振替休日 (3条2項).
    Substitute,
    /// The day between two holidays, 国民の休日 (3条3項).
    Between,
}

/// The year lies outside those for which the holidays are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownYear {
    /// The year.
    pub year: i16,
}

impl fmt::Display for UnknownYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let known = known_years();
        write!(f, "holidays of {} are not known, only those of {} to {}", self.year, known.start(), known.end())
    }
}

impl std::error::Error for UnknownYear {}

/// The years for which the holidays are known.
pub fn known_years() -> RangeInclusive<i16> {
    KNOWN_FROM..=KNOWN_UNTIL
}

/// Was the year not announced in the gazette yet when the list was last compared? Its equinoxes follow from the formula,
/// the rest from the law as it stands.
pub fn is_computed_ahead(year: i16) -> bool {
    year > PUBLISHED_UNTIL
}

/// Is the day a holiday, and why?
///
/// 休日。国民の祝日に関する法律2条 (the days), 3条2項 (a holiday on a Sunday is made good), 3条3項 (a day between two
/// holidays).
///
/// ```
/// use law::acts::national_holidays::{Reason, holiday};
/// use law::calendar::date;
/// assert!(matches!(holiday(date(2026, 9, 21))?, Some(Reason::National(day)) if day.ja == "敬老の日"));
/// assert!(matches!(holiday(date(2026, 9, 22))?, Some(Reason::Between)));
/// assert!(matches!(holiday(date(2026, 5, 6))?, Some(Reason::Substitute)));
/// assert!(holiday(date(2026, 5, 7))?.is_none());
/// # Ok::<(), law::acts::national_holidays::UnknownYear>(())
/// ```
#[doc(alias = "国民の祝日")]
#[doc(alias = "振替休日")]
pub fn holiday(day: Date) -> Result<Option<Reason>, UnknownYear> {
    if !known_years().contains(&day.year()) {
        return Err(UnknownYear { year: day.year() });
    }
    Ok(if let Some(holiday) = national(day) {
        Some(Reason::National(holiday))
    } else if is_substitute(day) {
        Some(Reason::Substitute)
    } else if is_between(day) {
        Some(Reason::Between)
    } else {
        None
    })
}

/// Is the day a Saturday, a Sunday, a holiday, or one of 29 December to 3 January?
///
/// 休日（民法142条）。The turn of the year as in 裁判所の休日に関する法律1条1項3号 and 民事訴訟法95条3項.
///
/// ```
/// use law::acts::national_holidays::is_day_off;
/// use law::calendar::date;
/// assert!(is_day_off(date(2026, 12, 29))?);
/// assert!(!is_day_off(date(2026, 12, 28))?);
/// # Ok::<(), law::acts::national_holidays::UnknownYear>(())
/// ```
#[doc(alias = "休日")]
pub fn is_day_off(day: Date) -> Result<bool, UnknownYear> {
    is_free(day, TURN_OF_YEAR)
}

/// Is the day a Saturday, a Sunday, a holiday, or one of 31 December to 3 January?
///
/// 銀行の休日（銀行法15条1項・銀行法施行令5条1項）。
///
/// ```
/// use law::acts::national_holidays::is_bank_holiday;
/// use law::calendar::date;
/// assert!(is_bank_holiday(date(2026, 12, 31))?);
/// assert!(!is_bank_holiday(date(2026, 12, 30))?);
/// # Ok::<(), law::acts::national_holidays::UnknownYear>(())
/// ```
#[doc(alias = "銀行の休日")]
pub fn is_bank_holiday(day: Date) -> Result<bool, UnknownYear> {
    is_free(day, TURN_OF_YEAR_OF_BANKS)
}

fn is_free(day: Date, (from, to): ((i8, i8), (i8, i8))) -> Result<bool, UnknownYear> {
    let holiday = holiday(day)?;
    let turn_of_year = (day.month(), day.day()) >= from || (day.month(), day.day()) <= to;
    Ok(holiday.is_some() || turn_of_year || matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday))
}

/// The day itself, or the next one that is no day off.
///
/// ```
/// use law::acts::national_holidays::working_day_from;
/// use law::calendar::date;
/// // A Sunday, then Labor Thanksgiving Day.
/// assert_eq!(working_day_from(date(2026, 11, 22))?, date(2026, 11, 24));
/// # Ok::<(), law::acts::national_holidays::UnknownYear>(())
/// ```
pub fn working_day_from(day: Date) -> Result<Date, UnknownYear> {
    let mut day = day;
    while is_day_off(day)? {
        // The last known year ends long before the calendar does.
        day = day.tomorrow().map_err(|_| UnknownYear { year: day.year() })?;
    }
    Ok(day)
}

fn national(day: Date) -> Option<&'static Holiday> {
    HOLIDAYS.iter().find(|holiday| in_force(holiday.values, day).is_some_and(|falls| falls.is_on(day)))
}

impl Falls {
    fn is_on(&self, on: Date) -> bool {
        match *self {
            Falls::Day { month, day } => (on.month(), on.day()) == (month, day),
            Falls::Monday { month, nth } => {
                on.month() == month && on.weekday() == Weekday::Monday && (on.day() - 1) / 7 + 1 == nth
            }
            Falls::At(ref equinox) => equinox_day(equinox, on.year()) == Some((on.month(), on.day())),
        }
    }
}

fn equinox_day(equinox: &Equinox, year: i16) -> Option<(i8, i8)> {
    let formula = EQUINOXES
        .iter()
        .find(|formula| formula.equinox == *equinox && (formula.from..=formula.until).contains(&year))?;
    let years = i64::from(year) - 1980;
    let day = (formula.base + formula.drift * years).div_euclid(1_000_000) - years.div_euclid(4);
    Some((formula.month, i8::try_from(day).ok()?))
}

/// 3条2項. Until 2006 the day after; since then the nearest day after that is no national holiday itself.
fn is_substitute(day: Date) -> bool {
    let mut before = day.yesterday().ok();
    match in_force(SUBSTITUTES, day) {
        None => false,
        Some(Substitute::NextDay) => {
            before.is_some_and(|before| before.weekday() == Weekday::Sunday && national(before).is_some())
        }
        Some(Substitute::NextFreeDay) => {
            while let Some(holiday) = before.filter(|day| national(*day).is_some()) {
                if holiday.weekday() == Weekday::Sunday {
                    return true;
                }
                before = holiday.yesterday().ok();
            }
            false
        }
    }
}

/// 3条3項.
fn is_between(day: Date) -> bool {
    let Some(rule) = in_force(BETWEEN, day) else { return false };
    let is_national = |day: Result<Date, _>| day.is_ok_and(|day: Date| national(day).is_some());
    (rule.sundays || day.weekday() != Weekday::Sunday) && is_national(day.yesterday()) && is_national(day.tomorrow())
}

fn in_force<V>(values: &'static [Dated<V>], day: Date) -> Option<&'static V> {
    let found = values.iter().rev().find(|dated| dated.from <= day)?;
    found.until.is_none_or(|until| day <= until).then_some(&found.value)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Holidays by year as two public calendars give them; see the head of the file.
    const LIST: &str = include_str!("../../tests/data/holidays-jp.txt");

    #[test]
    fn every_day_of_the_known_years_agrees_with_an_independent_list() {
        let mut listed: Vec<Date> = LIST
            .lines()
            .filter(|line| !line.starts_with('#') && !line.is_empty())
            .flat_map(|line| {
                let (year, days) = line.split_once(": ").unwrap();
                let year: i16 = year.parse().unwrap();
                days.split(' ').map(move |day| {
                    let (month, day) = day.split_once('-').unwrap();
                    date(year, month.parse().unwrap(), day.parse().unwrap())
                })
            })
            .collect();
        listed.sort();
        assert_eq!((listed[0], listed.len() > 1_000), (date(1949, 1, 1), true));
        let mut day = date(1949, 1, 1);
        let mut found = Vec::new();
        while day <= date(2099, 12, 31) {
            if holiday(day).unwrap().is_some() {
                found.push(day);
            }
            day = day.tomorrow().unwrap();
        }
        assert_eq!(found, listed);
    }

    fn check(day: Date, expect: &str) {
        let found = match holiday(day).unwrap() {
            Some(Reason::National(holiday)) => holiday.ja,
            Some(Reason::Substitute) => "振替休日",
            Some(Reason::Between) => "国民の休日",
            None => "",
        };
        assert_eq!(found, expect, "{day}");
    }

    /// Both sides of every change of the act, from its text and the calendars of those years.
    #[test]
    fn names_before_and_after_each_change() {
        check(date(1988, 4, 29), "天皇誕生日");
        check(date(1989, 4, 29), "みどりの日");
        check(date(2006, 4, 29), "みどりの日");
        check(date(2007, 4, 29), "昭和の日");
        // 4 May: nothing in 1985, a day between from 1988 (a Sunday in 1986, a substitute in 1987), a holiday from 2007.
        check(date(1985, 5, 4), "");
        check(date(1986, 5, 4), "");
        check(date(1987, 5, 4), "振替休日");
        check(date(1988, 5, 4), "国民の休日");
        check(date(2006, 5, 4), "国民の休日");
        check(date(2007, 5, 4), "みどりの日");
        // 3 May 2009 was a Sunday: the substitute passes over 4 and 5 May.
        check(date(2009, 5, 6), "振替休日");
        check(date(1973, 2, 12), "");
        check(date(1973, 4, 30), "振替休日");
        check(date(1999, 1, 15), "成人の日");
        check(date(2000, 1, 15), "");
        check(date(2000, 1, 10), "成人の日");
        check(date(2019, 10, 14), "体育の日");
        check(date(2020, 10, 12), "");
        check(date(2020, 7, 24), "スポーツの日");
        check(date(2021, 7, 23), "スポーツの日");
        check(date(2022, 10, 10), "スポーツの日");
        check(date(2021, 8, 9), "振替休日");
        check(date(2015, 8, 11), "");
        check(date(2016, 8, 11), "山の日");
        check(date(2018, 12, 24), "振替休日");
        check(date(2019, 2, 23), "");
        check(date(2019, 12, 23), "");
        check(date(2020, 2, 24), "振替休日");
        for (day, name) in [
            (date(1990, 11, 12), "即位礼正殿の儀"),
            (date(1993, 6, 9), "皇太子徳仁親王の結婚の儀"),
            (date(2019, 4, 30), "国民の休日"),
            (date(2019, 5, 1), "天皇の即位の日"),
            (date(2019, 5, 2), "国民の休日"),
            (date(2019, 10, 22), "即位礼正殿の儀"),
        ] {
            check(day, name);
        }
        // The calendar of 2027 as the gazette announced it on 2 February 2026.
        check(date(2027, 3, 21), "春分の日");
        check(date(2027, 3, 22), "振替休日");
        check(date(2027, 9, 23), "秋分の日");
    }

    #[test]
    fn the_turn_of_the_year_and_weekends() {
        assert_eq!(working_day_from(date(2026, 12, 29)), Ok(date(2027, 1, 4)));
        assert_eq!(working_day_from(date(2026, 12, 28)), Ok(date(2026, 12, 28)));
        // 4 January 2025 was a Saturday.
        assert_eq!(working_day_from(date(2024, 12, 28)), Ok(date(2025, 1, 6)));
        assert_eq!(working_day_from(date(2026, 5, 2)), Ok(date(2026, 5, 7)));
    }

    #[test]
    fn banks_work_until_30_december() {
        // 28 to 30 December 2026 are Monday to Wednesday; 4 January 2027 is a Monday.
        let free = |year, month, day| is_bank_holiday(date(year, month, day)).unwrap();
        assert!(!free(2026, 12, 29) && !free(2026, 12, 30) && free(2026, 12, 31));
        assert!(free(2027, 1, 1) && free(2027, 1, 2) && free(2027, 1, 3) && !free(2027, 1, 4));
        assert!(free(2026, 11, 22) && free(2026, 11, 23) && !free(2026, 11, 24));
    }

    #[test]
    fn years_that_are_not_known_are_refused() {
        let known = known_years();
        assert_eq!(holiday(date(known.start() - 1, 12, 31)).unwrap_err().year, 1948);
        assert!(holiday(date(*known.start(), 1, 1)).is_ok() && holiday(date(*known.end(), 12, 31)).is_ok());
        // 31 December is a day off; the next day is not known.
        assert_eq!(working_day_from(date(*known.end(), 12, 31)), Err(UnknownYear { year: 2100 }));
        assert!(is_computed_ahead(2028) && !is_computed_ahead(2027));
    }

    #[test]
    fn names_are_whole() {
        assert!(
            HOLIDAYS.iter().all(|holiday| !holiday.id.is_empty() && !holiday.ja.is_empty() && !holiday.en.is_empty())
        );
    }
}
