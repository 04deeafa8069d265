//! Days and months as people write them: ISO, western years with 年月日, and the Japanese eras.
//!
//! Era years exist only here, in reading: inside the engine every day is a civil date.

use std::fmt;
use std::str::FromStr;

use law::Date;
use law::calendar::date;

/// A day, or a month whose day is not known (its first day stands for it).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// A day.
    Day(Date),
    /// A month.
    Month(Date),
}

/// Why a text is no day and no month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WrongMoment {
    /// No form that is known, or a day that does not exist.
    NotADate,
    /// A day before 1873, when the months were lunar.
    OldCalendar,
    /// A day outside its era; how the day may have been meant.
    WrongEra {
        /// The same day in the era that had begun.
        right: String,
    },
}

/// An era with its first day; it ends on the day before the next one begins.
struct Era {
    name: &'static str,
    letter: char,
    first: Date,
}

/// Newest first. Days of change count to the new era.
const ERAS: [Era; 5] = [
    Era { name: "令和", letter: 'R', first: date(2019, 5, 1) },
    Era { name: "平成", letter: 'H', first: date(1989, 1, 8) },
    Era { name: "昭和", letter: 'S', first: date(1926, 12, 25) },
    Era { name: "大正", letter: 'T', first: date(1912, 7, 30) },
    Era { name: "明治", letter: 'M', first: date(1868, 1, 25) },
];

/// The first day of the solar calendar in Japan, 明治6年1月1日 (明治5年太政官布告337号).
const SOLAR_FROM: Date = date(1873, 1, 1);

impl Moment {
    /// The day that the engine works with: the day itself, or the last one of the month.
    pub fn last_day(self) -> Date {
        match self {
            Moment::Day(day) => day,
            Moment::Month(first) => first.last_of_month(),
        }
    }

    /// The earliest day that it may be.
    pub fn first_day(self) -> Date {
        match self {
            Moment::Day(day) | Moment::Month(day) => day,
        }
    }

    /// The same with the year of the Japanese era that had begun.
    ///
    /// ```
    /// let moment: read::Moment = "2019-05".parse().unwrap();
    /// assert_eq!(moment.japanese(), "令和元年5月");
    /// ```
    pub fn japanese(self) -> String {
        in_era(self)
    }

    /// A day of the form `2026-11-22` and no other.
    pub fn iso_day(text: &str) -> Option<Date> {
        match iso(text)? {
            Moment::Day(day) => Some(day),
            Moment::Month(_) => None,
        }
    }
}

impl fmt::Display for Moment {
    /// ISO: `2026-11-22` or `2026-11`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Moment::Day(day) => day.fmt(f),
            Moment::Month(first) => write!(f, "{:04}-{:02}", first.year(), first.month()),
        }
    }
}

impl FromStr for Moment {
    type Err = WrongMoment;

    /// Reads `2026-11-22`, `2026-11`, `2026年11月22日`, `令和8年11月22日`, `令和8年11月`, `R8.11.22`, `平成元年2月1日`;
    /// full-width digits too.
    ///
    /// ```
    /// use read::Moment;
    /// assert_eq!("R5.4.1".parse::<Moment>().unwrap().to_string(), "2023-04-01");
    /// assert_eq!("令和８年８月".parse::<Moment>().unwrap().to_string(), "2026-08");
    /// assert!("平成31年5月1日".parse::<Moment>().is_err());
    /// ```
    fn from_str(text: &str) -> Result<Moment, WrongMoment> {
        let text: String = text.chars().filter(|c| !c.is_whitespace()).map(narrow).collect();
        if let Some(moment) = iso(&text) {
            return Ok(moment);
        }
        let era = ERAS.iter().find_map(|era| {
            let rest = text.strip_prefix(era.name).or_else(|| {
                let rest = text.strip_prefix([era.letter, era.letter.to_ascii_lowercase()])?;
                rest.starts_with(|c: char| c.is_ascii_digit() || c == '元').then_some(rest)
            })?;
            Some((era, rest))
        });
        let Some((era, rest)) = era else {
            let (year, month, day) = parts(&text, false).ok_or(WrongMoment::NotADate)?;
            return moment(i16::try_from(year).map_err(|_| WrongMoment::NotADate)?, month, day);
        };
        let (year, month, day) = parts(rest, true).ok_or(WrongMoment::NotADate)?;
        let year = i16::try_from(year).ok().filter(|year| (1..=99).contains(year)).ok_or(WrongMoment::NotADate)?;
        era.check(moment(year + era.first.year() - 1, month, day)?)
    }
}

impl Era {
    fn check(&self, moment: Moment) -> Result<Moment, WrongMoment> {
        let next = ERAS.iter().rev().find(|era| era.first > self.first).map(|era| era.first);
        if moment.last_day() < SOLAR_FROM {
            return Err(WrongMoment::OldCalendar);
        }
        // A month of change belongs to both eras.
        if moment.last_day() >= self.first && next.is_none_or(|next| moment.first_day() < next) {
            return Ok(moment);
        }
        Err(WrongMoment::WrongEra { right: in_era(moment) })
    }
}

/// `2026-11-22` or `2026-11`, every part with its zeros.
fn iso(text: &str) -> Option<Moment> {
    let parts: Vec<&str> = text.split('-').collect();
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    if !text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') || !matches!(lengths[..], [4, 2] | [4, 2, 2]) {
        return None;
    }
    let day = parts.get(2).map(|day| day.parse()).transpose().ok()?;
    moment(parts[0].parse().ok()?, parts[1].parse().ok()?, day).ok()
}

fn moment(year: i16, month: i8, day: Option<i8>) -> Result<Moment, WrongMoment> {
    let first = Date::new(year, month, day.unwrap_or(1)).ok().filter(|day| day.year() >= 1);
    let first = first.ok_or(WrongMoment::NotADate)?;
    Ok(if day.is_some() { Moment::Day(first) } else { Moment::Month(first) })
}

/// Year, month and perhaps day from `5年4月1日`, `元年5月`, and in an era also `5.4.1`, `5/4/1`, `5-4-1`.
fn parts(text: &str, in_era: bool) -> Option<(u16, i8, Option<i8>)> {
    let (year, rest, separator) = match text.split_once('年') {
        Some((year, rest)) => (year, rest, None),
        None if in_era => {
            let separator = text.chars().find(|c| ['.', '/', '-'].contains(c))?;
            let (year, rest) = text.split_once(separator)?;
            (year, rest, Some(separator))
        }
        None => return None,
    };
    let year = if in_era && year == "元" { 1 } else { number(year)? };
    let (month, day) = if let Some(separator) = separator {
        rest.split_once(separator).unwrap_or((rest, ""))
    } else {
        let (month, day) = rest.split_once('月')?;
        (month, if day.is_empty() { "" } else { day.strip_suffix('日')? })
    };
    let day = if day.is_empty() { None } else { Some(number(day)?.try_into().ok()?) };
    Some((year, number(month)?.try_into().ok()?, day))
}

/// Up to four digits.
fn number(text: &str) -> Option<u16> {
    if text.is_empty() || text.len() > 4 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    text.parse().ok()
}

/// A full-width digit, letter or sign as its narrow twin.
fn narrow(c: char) -> char {
    match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

/// The moment in the era that had begun.
fn in_era(moment: Moment) -> String {
    let day = moment.first_day();
    let Some(era) = ERAS.iter().find(|era| era.first <= day) else { return moment.to_string() };
    let year = match day.year() - era.first.year() + 1 {
        1 => "元".to_string(),
        year => year.to_string(),
    };
    match moment {
        Moment::Day(_) => format!("{}{year}年{}月{}日", era.name, day.month(), day.day()),
        Moment::Month(_) => format!("{}{year}年{}月", era.name, day.month()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &str) {
        let found = match text.parse::<Moment>() {
            Ok(moment) => moment.to_string(),
            Err(WrongMoment::WrongEra { right }) => right,
            Err(WrongMoment::NotADate) => "no date".to_string(),
            Err(WrongMoment::OldCalendar) => "old calendar".to_string(),
        };
        assert_eq!(found, expect, "{text}");
    }

    #[test]
    fn eras_begin_and_end_on_their_days() {
        for (text, expect) in [
            ("令和元年5月1日", "2019-05-01"),
            ("令和元年4月30日", "平成31年4月30日"),
            ("平成31年4月30日", "2019-04-30"),
            ("平成31年5月1日", "令和元年5月1日"),
            ("平成元年1月8日", "1989-01-08"),
            ("平成元年1月7日", "昭和64年1月7日"),
            ("昭和64年1月7日", "1989-01-07"),
            ("昭和64年1月8日", "平成元年1月8日"),
            ("昭和元年12月25日", "1926-12-25"),
            ("昭和元年12月24日", "大正15年12月24日"),
            ("大正15年12月25日", "昭和元年12月25日"),
            ("大正元年7月30日", "1912-07-30"),
            ("大正元年7月29日", "明治45年7月29日"),
            ("明治6年1月1日", "1873-01-01"),
            ("明治5年12月2日", "old calendar"),
            ("昭和100年1月1日", "no date"),
            ("平成38年11月22日", "令和8年11月22日"),
        ] {
            check(text, expect);
        }
    }

    #[test]
    fn a_month_of_change_belongs_to_both_eras() {
        check("平成31年4月", "2019-04");
        check("令和元年5月", "2019-05");
        check("平成31年5月", "令和元年5月");
        check("昭和64年1月", "1989-01");
        check("平成元年1月", "1989-01");
    }

    #[test]
    fn many_forms_are_read_and_nonsense_is_not() {
        for text in ["R5.4.1", "r5/4/1", "R5-4-1", "R05.04.01", "令和５年４月１日", "令和 5年 4月 1日", "2023年4月1日"]
        {
            check(text, "2023-04-01");
        }
        check("2026-08", "2026-08");
        check("2026年8月", "2026-08");
        check("S56.5.4", "1981-05-04");
        for text in [
            "",
            "令和",
            "R5",
            "令和5年",
            "令和5年4月31日",
            "令和5年13月1日",
            "2026-1-1",
            "2026",
            "Q5.4.1",
            "令和0年4月1日",
            "2026-02-30",
            "R5.4.1.2",
            "元年4月1日",
            "99999年1月1日",
            "2026/11/22",
        ] {
            check(text, "no date");
        }
    }
}
