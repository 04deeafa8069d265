//! The one place that looks at a clock: today in Japan, and when something was saved.

use std::time::{SystemTime, UNIX_EPOCH};

use catalogue::{Lang, day};
use law::Date;
use law::calendar::{date, days_later};

const JAPAN_AHEAD_OF_UTC: i64 = 9 * 60 * 60;
const SECONDS_OF_A_DAY: i64 = 24 * 60 * 60;

/// Today in Japan.
pub(crate) fn today() -> Date {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    day_of(i64::try_from(seconds).unwrap_or(0))
}

/// A moment, in seconds since 1970, as day and time in Japan.
pub(crate) fn moment(seconds: i64, lang: Lang) -> String {
    let of_day = (seconds + JAPAN_AHEAD_OF_UTC).rem_euclid(SECONDS_OF_A_DAY);
    format!("{} {:02}:{:02}", day(day_of(seconds), lang), of_day / 3600, of_day / 60 % 60)
}

fn day_of(seconds: i64) -> Date {
    let days = (seconds + JAPAN_AHEAD_OF_UTC).div_euclid(SECONDS_OF_A_DAY);
    days_later(date(1970, 1, 1), u32::try_from(days).unwrap_or(0)).unwrap_or(date(1970, 1, 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_told_as_clocks_in_japan_show_it() {
        assert_eq!(moment(0, Lang::En), format!("{} 09:00", day(date(1970, 1, 1), Lang::En)));
        assert_eq!(moment(15 * 3600 + 59, Lang::En), format!("{} 00:00", day(date(1970, 1, 2), Lang::En)));
    }
}
