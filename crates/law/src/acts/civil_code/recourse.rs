//! 求償権: what a person who guaranteed a debt and paid it may claim back, and the interest on it (459条1項, 442条2項).

use crate::loan::{DayCount, Delay, late_charge};
use crate::params::{Mark, civil_code as figures};
use crate::provision::{CIVIL_CODE, OBLIGATIONS_REFORM, Provision};
use crate::trace::{Cx, Rule, Show, Shown, Trace};
use crate::{Date, NotInForce, Rate, Yen};

/// What a guarantor paid, and until when it bears interest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recourse {
    /// What was paid.
    pub paid: Yen,
    /// When: the first day that bears interest.
    pub paid_on: Date,
    /// The rate that guarantor and debtor agreed.
    pub agreed_rate: Option<Rate>,
    /// The last day that bears interest.
    pub to: Date,
}

/// The interest on what was paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecourseInterest {
    /// Per year.
    pub rate: Rate,
    /// Days, the first and the last counted.
    pub days: u32,
    /// The fraction of a yen cut off.
    pub interest: Yen,
}

impl Show for RecourseInterest {
    fn show(&self) -> Shown {
        self.interest.show()
    }
}

/// The rule of [`recourse`].
pub static RECOURSE: Rule = Rule {
    id: "civil-code.recourse",
    ja: "保証人の求償権の利息",
    en: "interest on what a guarantor paid",
    provisions: &[
        Provision::new(CIVIL_CODE, "459/1"),
        Provision::new(CIVIL_CODE, "442/2"),
        Provision::new(CIVIL_CODE, "404/1"),
        Provision::new(OBLIGATIONS_REFORM, "15/1"),
    ],
    mark: Mark::Law,
    parameters: &[&figures::LEGAL_RATE],
};

/// The interest on what a guarantor paid, to a day; `None` where it has more digits than money has.
///
/// 求償権の法定利息。民法459条1項・442条2項: legal interest "of the day of payment and after", so that day counts (no 140条). The
/// rate is that of the first day (404条1項) and stays; interest that first arose before 1 April 2020 keeps the old five percent
/// (平成29年法律44号附則15条1項). An agreement goes before it (404条1項 「別段の意思表示」). `on` is the day whose rate holds, the day
/// of payment unless somebody asks for another. The fraction of a yen is cut off at the end, as with late charges.
///
/// ```
/// use law::acts::civil_code::recourse::{Recourse, recourse};
/// use law::{Yen, calendar::date, trace::{Cx, NoTrace}};
/// let paid_on = date(2026, 5, 22);
/// let facts = Recourse { paid: Yen(10_000_000), paid_on, agreed_rate: None, to: date(2027, 5, 21) };
/// let interest = recourse(&mut Cx::new(&mut NoTrace), paid_on, &facts)?.expect("some yen");
/// assert_eq!((interest.days, interest.interest), (365, Yen(300_000)));
/// # Ok::<(), law::NotInForce>(())
/// ```
#[doc(alias = "求償権")]
pub fn recourse<T: Trace>(
    cx: &mut Cx<'_, T>,
    on: Date,
    facts: &Recourse,
) -> Result<Option<RecourseInterest>, NotInForce> {
    cx.rule(&RECOURSE, |cx| {
        cx.given("paid", &facts.paid);
        cx.given("paid_on", &facts.paid_on);
        let rate = match facts.agreed_rate {
            Some(agreed) => {
                cx.given("agreed_rate", &agreed);
                agreed
            }
            None => cx.param(&figures::LEGAL_RATE, on)?,
        };
        let Ok(after) = facts.paid_on.yesterday() else { return Ok(None) };
        let delay = Delay { principal: facts.paid, rate, after, to: facts.to, day_count: DayCount::Fixed365 };
        Ok(late_charge(cx, delay).map(|charge| RecourseInterest { rate, days: charge.days, interest: charge.amount }))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::date;
    use crate::trace::NoTrace;

    fn of(paid_on: Date, to: Date, agreed_rate: Option<Rate>) -> Result<Option<RecourseInterest>, NotInForce> {
        let facts = Recourse { paid: Yen(3_650_000), paid_on, agreed_rate, to };
        recourse(&mut Cx::new(&mut NoTrace), paid_on, &facts)
    }

    /// 3,650,000 yen bear 100 a day for each percent.
    fn check(paid_on: Date, percent: &str, per_day: u64) {
        let found = of(paid_on, paid_on, None).unwrap().unwrap();
        // The day of payment counts: one day.
        assert_eq!((found.rate, found.days, found.interest), (percent.parse().unwrap(), 1, Yen(per_day)), "{paid_on}");
    }

    #[test]
    fn the_rate_is_that_of_the_day_of_payment_on_both_sides_of_each_period() {
        check(date(2020, 3, 31), "5", 500);
        check(date(2020, 4, 1), "3", 300);
        check(date(2023, 3, 31), "3", 300);
        check(date(2023, 4, 1), "3", 300);
        check(date(2026, 3, 31), "3", 300);
        check(date(2026, 4, 1), "3", 300);
        check(date(2029, 3, 31), "3", 300);
        let unknown = of(date(2029, 4, 1), date(2029, 4, 1), None).unwrap_err();
        assert_eq!(unknown.known_until, Some(date(2029, 3, 31)));
    }

    #[test]
    fn the_rate_stays_for_a_claim_across_a_change() {
        // Paid on 31 March 2020 at 5 %: 500 a day for 31 March to 9 April, ten days, though the rate fell on 1 April.
        let old = of(date(2020, 3, 31), date(2020, 4, 9), None).unwrap().unwrap();
        assert_eq!((old.days, old.interest), (10, Yen(5_000)));
        // And beyond what is known: the claim has its rate already.
        assert!(of(date(2029, 3, 31), date(2030, 1, 1), None).is_ok());
    }

    #[test]
    fn an_agreement_goes_before_the_law() {
        let agreed = of(date(2026, 5, 22), date(2026, 5, 22), Some("14.6".parse().unwrap())).unwrap().unwrap();
        assert_eq!(agreed.interest, Yen(1_460));
        // Even where the legal rate is not known.
        assert!(of(date(2030, 1, 1), date(2030, 1, 1), Some(Rate::ZERO)).is_ok());
    }

    #[test]
    fn nothing_before_the_day_of_payment() {
        assert_eq!(of(date(2026, 5, 22), date(2026, 5, 21), None).unwrap().unwrap().interest, Yen::ZERO);
    }
}
