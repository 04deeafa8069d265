//! The one place that looks at a clock: today in Japan.

use std::time::{SystemTime, UNIX_EPOCH};

use law::Date;
use law::calendar::{date, days_later};

/// Today in Japan.
pub(crate) fn today() -> Date {
    const JAPAN_AHEAD_OF_UTC: u64 = 9 * 60 * 60;
    const SECONDS_OF_A_DAY: u64 = 24 * 60 * 60;
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let days = (seconds + JAPAN_AHEAD_OF_UTC) / SECONDS_OF_A_DAY;
    days_later(date(1970, 1, 1), u32::try_from(days).unwrap_or(0)).unwrap_or(date(1970, 1, 1))
}
