//! 民法142条 with 民事訴訟法95条3項, by the list of holidays that the cabinet office publishes, written out day by day.

use law::Date;
use law::acts::civil_code::period::roll;
use law::calendar::date;

use crate::calendar::next;
use crate::{on_every_input, silently};

/// The years of the list.
pub(crate) const LISTED: std::ops::RangeInclusive<i16> = 2019..=2030;

/// 国民の祝日・休日 as 内閣府 lists them (syukujitsu.csv, up to 2027), with the days of 祝日法3条2項・3項: substitute days and days
/// between; 2019's days of the accession (平成30年法律99号), and those that moved for the Olympic games (平成27年法律33号, 2020 and 2021).
/// From 2028 on by the act, with the equinoxes as 国立天文台 foresees them.
const HOLIDAYS: [(i16, &str); 12] = [
    (2019, "1/1 1/14 2/11 3/21 4/29 4/30 5/1 5/2 5/3 5/4 5/5 5/6 7/15 8/11 8/12 9/16 9/23 10/14 10/22 11/3 11/4 11/23"),
    (2020, "1/1 1/13 2/11 2/23 2/24 3/20 4/29 5/3 5/4 5/5 5/6 7/23 7/24 8/10 9/21 9/22 11/3 11/23"),
    (2021, "1/1 1/11 2/11 2/23 3/20 4/29 5/3 5/4 5/5 7/22 7/23 8/8 8/9 9/20 9/23 11/3 11/23"),
    (2022, "1/1 1/10 2/11 2/23 3/21 4/29 5/3 5/4 5/5 7/18 8/11 9/19 9/23 10/10 11/3 11/23"),
    (2023, "1/1 1/2 1/9 2/11 2/23 3/21 4/29 5/3 5/4 5/5 7/17 8/11 9/18 9/23 10/9 11/3 11/23"),
    (2024, "1/1 1/8 2/11 2/12 2/23 3/20 4/29 5/3 5/4 5/5 5/6 7/15 8/11 8/12 9/16 9/22 9/23 10/14 11/3 11/4 11/23"),
    (2025, "1/1 1/13 2/11 2/23 2/24 3/20 4/29 5/3 5/4 5/5 5/6 7/21 8/11 9/15 9/23 10/13 11/3 11/23 11/24"),
    (2026, "1/1 1/12 2/11 2/23 3/20 4/29 5/3 5/4 5/5 5/6 7/20 8/11 9/21 9/22 9/23 10/12 11/3 11/23"),
    (2027, "1/1 1/11 2/11 2/23 3/21 3/22 4/29 5/3 5/4 5/5 7/19 8/11 9/20 9/23 10/11 11/3 11/23"),
    (2028, "1/1 1/10 2/11 2/23 3/20 4/29 5/3 5/4 5/5 7/17 8/11 9/18 9/22 10/9 11/3 11/23"),
    (2029, "1/1 1/8 2/11 2/12 2/23 3/20 4/29 4/30 5/3 5/4 5/5 7/16 8/11 9/17 9/23 9/24 10/8 11/3 11/23"),
    (2030, "1/1 1/14 2/11 2/23 3/20 4/29 5/3 5/4 5/5 5/6 7/15 8/11 8/12 9/16 9/23 10/14 11/3 11/4 11/23"),
];

/// 1 January 2019 was a Tuesday.
fn weekday(day: Date) -> usize {
    let mut weekday = 2;
    let mut first = date(2019, 1, 1);
    while first.year() < day.year() {
        weekday += if days_of(first.year()) == 366 { 2 } else { 1 };
        first = date(first.year() + 1, 1, 1);
    }
    while first != day {
        weekday += 1;
        first = next(first);
    }
    weekday % 7
}

fn days_of(year: i16) -> u32 {
    if year % 4 == 0 { 366 } else { 365 }
}

/// A Sunday, a Saturday, a holiday, 2 or 3 January, 29 to 31 December. The days after 2030 that a year's end reaches are no
/// holidays but by this.
fn is_day_off(day: Date) -> bool {
    let name = format!("{}/{}", day.month(), day.day());
    let holidays = HOLIDAYS.iter().find(|(year, _)| *year == day.year()).map_or("1/1", |(_, days)| days);
    [0, 6].contains(&weekday(day))
        || holidays.split(' ').any(|holiday| holiday == name)
        || ["1/2", "1/3", "12/29", "12/30", "12/31"].contains(&name.as_str())
}

pub(crate) fn rolled(day: Date) -> Date {
    if is_day_off(day) { rolled(next(day)) } else { day }
}

#[test]
fn the_day_that_is_none_off() {
    on_every_input("civil-code.roll", |draw| {
        let day = draw.day(2019, 12);
        assert_eq!(silently!(roll, day), Ok(rolled(day)), "{day}");
    });
}

/// Every day of the twelve years, not only those that are drawn.
#[test]
fn every_day_of_the_list() {
    let mut day = date(2019, 1, 1);
    while LISTED.contains(&day.year()) {
        assert_eq!(silently!(roll, day), Ok(rolled(day)), "{day}");
        day = next(day);
    }
}
