//! 信用情報: when the credit agencies forget.

use crate::acts::civil_code::period::{Unit, last_day};
use crate::params::{Mark, credit_record as figures};
use crate::trace::{Cx, Rule, Show, Shown, Trace};
use crate::{Date, NotInForce};

/// What the agencies count from; a day that is not known or has not happened is left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RecordedDays {
    /// The contract ended: the debt was paid, released or discharged.
    pub contract_ended_on: Option<Date>,
    /// Bankruptcy or rehabilitation was opened.
    pub opened_on: Option<Date>,
}

/// The last days of the entries; `None` where there is none, or beyond the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClearDates {
    /// Of the contract, at every agency.
    pub contract: Option<Date>,
    /// Of the gazette entry, at the banks' agency alone.
    pub gazette: Option<Date>,
}

impl ClearDates {
    /// The later of the two.
    pub fn last(self) -> Option<Date> {
        self.contract.max(self.gazette)
    }
}

impl Show for ClearDates {
    fn show(&self) -> Shown {
        self.last().show()
    }
}

/// The rule of [`clear_dates`].
pub static CLEAR_DATE: Rule = Rule {
    id: "credit-record.clear-date",
    ja: "信用情報の登録期間",
    en: "end of a credit record",
    provisions: &[],
    mark: Mark::Practice,
    parameters: &[&figures::CONTRACT_YEARS, &figures::GAZETTE_YEARS],
};

/// Until which days the credit agencies keep what happened.
///
/// 信用情報の登録期間。KSC, JICC and CIC keep a contract for up to five years after its end, not after the default: a long
/// repayment of the rest prolongs the record. KSC also keeps the gazette's notice of an opening. `on` is the day whose
/// practice decides.
///
/// ```
/// use law::practice::credit_record::{RecordedDays, clear_dates};
/// use law::{calendar::date, trace::{Cx, NoTrace}};
/// let days = RecordedDays { contract_ended_on: Some(date(2027, 6, 30)), opened_on: Some(date(2027, 1, 15)) };
/// let clear = clear_dates(&mut Cx::new(&mut NoTrace), date(2026, 11, 22), days)?;
/// assert_eq!((clear.contract, clear.gazette), (Some(date(2032, 6, 30)), Some(date(2034, 1, 15))));
/// # Ok::<(), law::NotInForce>(())
/// ```
#[doc(alias = "信用情報")]
pub fn clear_dates<T: Trace>(cx: &mut Cx<'_, T>, on: Date, days: RecordedDays) -> Result<ClearDates, NotInForce> {
    cx.rule(&CLEAR_DATE, |cx| {
        cx.given("contract_ended_on", &days.contract_ended_on);
        cx.given("opened_on", &days.opened_on);
        let contract_years = cx.param(&figures::CONTRACT_YEARS, on)?;
        let gazette_years = cx.param(&figures::GAZETTE_YEARS, on)?;
        let mut after = |from: Option<Date>, years: u32| last_day(cx, from?, years, Unit::Year, false);
        Ok(ClearDates {
            contract: after(days.contract_ended_on, contract_years),
            gazette: after(days.opened_on, gazette_years),
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::date;
    use crate::trace::NoTrace;

    fn check(ended: Option<Date>, opened: Option<Date>, last: Option<Date>) {
        let days = RecordedDays { contract_ended_on: ended, opened_on: opened };
        let found = clear_dates(&mut Cx::new(&mut NoTrace), date(2026, 11, 22), days).unwrap();
        assert_eq!(found.last(), last, "{days:?}");
    }

    #[test]
    fn five_years_for_the_contract_and_seven_for_the_gazette() {
        check(Some(date(2026, 11, 22)), None, Some(date(2031, 11, 22)));
        check(None, Some(date(2026, 11, 22)), Some(date(2033, 11, 22)));
        // A contract that ends more than two years after the opening is the later one.
        check(Some(date(2028, 11, 22)), Some(date(2026, 11, 22)), Some(date(2033, 11, 22)));
        check(Some(date(2028, 11, 23)), Some(date(2026, 11, 22)), Some(date(2033, 11, 23)));
        check(None, None, None);
    }
}
