//! 期間: 民法138条–143条.

use law::acts::civil_code::period::{self as law_of, Unit};
use law::acts::national_holidays::{UnknownYear, known_years};
use law::message::Message;
use law::trace::Rule;
use law::{Cx, Date, Trace, message};
use read::{Choice, Whole, record};

use crate::{Callable, Refusal};

/// `civil-code.period`.
pub(crate) struct Period;

record! {
    /// A period.
    pub struct Span {
        /// The day of the event from which it runs.
        from: Date;
        /// How many units.
        count: Whole<1, { u32::MAX }>;
        /// The unit.
        unit: Choice<Unit>;
        /// Is the first day counted (140条)?
        count_first_day: bool;
        /// Does a last day that is a day off roll to the next that is none (142条)?
        roll: bool;
        /// The law in force on this day.
        law_on: Option<Date>;
    }
}

record! {
    /// Its end.
    pub struct End {
        /// The last day.
        last_day: Date;
    }
}

impl Callable for Period {
    type Input = Span;
    type Answer = End;
    const RULE: &'static Rule = &law_of::PERIOD;

    fn law_on(input: &Span) -> Option<Date> {
        input.law_on
    }

    fn call<T: Trace>(cx: &mut Cx<'_, T>, input: &Span, _on: Date) -> Result<End, Refusal> {
        let last_day = law_of::last_day(cx, input.from, input.count.0, input.unit.0, input.count_first_day)
            .ok_or_else(|| Refusal::new("count", message!("error.beyond-calendar")))?;
        let last_day = if input.roll {
            law_of::roll(cx, last_day).map_err(|error| Refusal::new("roll", holidays_unknown(error)))?
        } else {
            last_day
        };
        Ok(End { last_day })
    }
}

/// The sentence for a year whose holidays are not known.
pub(crate) fn holidays_unknown(error: UnknownYear) -> Message {
    let known = known_years();
    let year = |year: i16| u32::from(year.unsigned_abs());
    message!("error.holidays-unknown", year = year(error.year), from = year(*known.start()), until = year(*known.end()))
}

#[cfg(test)]
mod tests {
    use crate::entry::tests::check;

    fn check_period(from: &str, count: u64, unit: &str, count_first_day: bool, roll: bool, expect: &str) {
        let input = format!(
            r#"{{"from": "{from}", "count": {count}, "unit": "{unit}", "count_first_day": {count_first_day}, "roll": {roll}}}"#
        );
        let expect = match expect {
            "count" | "roll" => format!(r#"{{"error": "{expect}"}}"#),
            day => format!(r#"{{"last_day": "{day}"}}"#),
        };
        check("civil-code.period", &input, &expect);
    }

    #[test]
    fn with_and_without_rolling() {
        // The periods that the contract works out.
        check_period("2026-02-28", 6, "month", false, false, "2026-08-31");
        check_period("2026-06-30", 6, "month", false, false, "2026-12-31");
        // A Sunday, and a holiday after it.
        check_period("2026-05-22", 6, "month", false, true, "2026-11-24");
        // 31 December stands still until 3 January; the 4th is a Monday.
        check_period("2026-06-30", 6, "month", false, true, "2027-01-04");
        check_period("2026-11-24", 1, "day", false, true, "2026-11-25");
        check_period("2026-11-24", 1, "day", true, true, "2026-11-24");
        check_period("2026-11-22", 2, "week", false, false, "2026-12-06");
    }

    #[test]
    fn beyond_the_calendar_and_beyond_the_known_holidays() {
        check_period("2026-11-22", 0, "day", false, false, "count");
        check_period("2026-11-22", 7_973, "year", false, false, "9999-11-22");
        check_period("2026-11-22", 7_974, "year", false, false, "count");
        check_period("2026-11-22", 4_294_967_295, "year", false, false, "count");
        check_period("2026-11-22", 4_294_967_296, "day", false, false, "count");
        check_period("2090-11-22", 10, "year", false, true, "roll");
        check_period("1990-12-28", 1, "day", false, true, "1991-01-04");
    }
}
