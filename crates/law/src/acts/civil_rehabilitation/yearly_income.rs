//! 給与所得者等再生: the income of a year that the plan is measured by (民事再生法241条2項7号イ–ハ).

use num_integer::Integer;

use crate::calendar::{days_between, years_before};
use crate::money::narrow;
use crate::params::{Mark, civil_rehabilitation as figures};
use crate::provision::{CIVIL_CODE, CIVIL_REHABILITATION, Provision};
use crate::trace::{Cx, Rule, Show, Shown, Trace};
use crate::{Date, NotInForce, Share, Yen};

crate::word_list! {
    /// What happened to the income.
    pub enum IncomeEvent {
        /// 再就職その他: another job, or anything else that changed the income of a year.
        Changed = "income-changed",
        /// The debtor came to have a salary or the like, with small swings.
        BecameSalaried = "became-salaried",
    }
}

crate::word_list! {
    /// Which item of 7号 gives the income.
    pub enum IncomeItem {
        /// イ: from the change, brought to a year.
        SinceChange = "since-change",
        /// ロ: from the beginning of the salary, brought to a year.
        SinceSalary = "since-salary",
        /// ハ: half of two years.
        TwoYears = "two-years",
    }
}

/// An event with what was earned since.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IncomeSince {
    /// What happened.
    pub event: IncomeEvent,
    /// The first day of the new income.
    pub on: Date,
    /// The last day that the amounts cover.
    pub to: Date,
    /// Gross since.
    pub gross: Yen,
    /// Income tax, resident tax and social insurance on it.
    pub deducted: Yen,
    /// Gross of a year before; decides whether the change is large enough.
    pub yearly_before: Yen,
}

/// What the calculation looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IncomeFacts {
    /// Gross of the two years before the plan is submitted.
    pub gross_two_years: Yen,
    /// What is deducted from it.
    pub deducted_two_years: Yen,
    /// What happened meanwhile.
    pub since: Option<IncomeSince>,
}

/// The income of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct YearlyIncome {
    /// By which item.
    pub item: IncomeItem,
    /// Gross.
    pub gross: PerYear,
    /// Less taxes and social insurance.
    pub net: PerYear,
}

impl Show for YearlyIncome {
    fn show(&self) -> Shown {
        self.net.rounded_up().show()
    }
}

/// An amount of a year with its fraction of a yen: half of two years, or some days brought to a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PerYear {
    total: u128,
    parts: u128,
}

impl PerYear {
    /// None.
    pub const NONE: PerYear = PerYear::whole(Yen::ZERO);

    /// Whole yen a year.
    pub const fn whole(yearly: Yen) -> PerYear {
        PerYear { total: yearly.0 as u128, parts: 1 }
    }

    /// What a time brought, brought to a year.
    const fn of(amount: Yen, year: u128, time: u128) -> PerYear {
        PerYear { total: amount.0 as u128 * year, parts: time }
    }

    /// Both together.
    #[must_use]
    pub fn plus(self, other: PerYear) -> PerYear {
        let parts = self.parts.lcm(&other.parts);
        let total = self.total * (parts / self.parts) + other.total * (parts / other.parts);
        PerYear { total, parts }
    }

    /// In a year, the fraction cut off: so it compares with whole amounts as it is.
    pub fn rounded_down(self) -> Yen {
        narrow(self.total / self.parts)
    }

    /// In a year, a started yen counted as a whole one.
    pub fn rounded_up(self) -> Yen {
        self.of_years(1)
    }

    /// In so many years, a started yen counted as a whole one: less would not be as much.
    pub fn of_years(self, years: u32) -> Yen {
        narrow((self.total * u128::from(years)).div_ceil(self.parts))
    }
}

/// The rule of [`yearly_income`].
pub static YEARLY_INCOME: Rule = Rule {
    id: "civil-rehabilitation.yearly-income",
    ja: "可処分所得の基礎となる年収",
    en: "income of a year for the test of disposable income",
    provisions: &[
        Provision::new(CIVIL_REHABILITATION, "241/2/7"),
        Provision::new(CIVIL_CODE, "140"),
        Provision::new(CIVIL_CODE, "143"),
    ],
    mark: Mark::Law,
    parameters: &[&figures::INCOME_YEARS, &figures::INCOME_CHANGE_SHARE],
};

/// The income of a year by which a plan for salaried workers is measured.
///
/// 民事再生法241条2項7号。イ: if within the two years before the plan is submitted another job or the like changed the
/// income of a year by a fifth or more, what was earned since, brought to a year. ロ: else, if the debtor came to have a
/// salary in that time, likewise (「イに掲げる区分に該当する場合を除く」: a salary that begins with such a change falls under イ). ハ: else half of the two years. Taxes and social insurance on the same income come off.
/// The two years are counted back from the day of the plan as periods are counted forward (民法140条, 143条, by analogy): that
/// day does not count. Brought to a year by days, the first and the last counted: the act does not say how. No fraction is rounded before the
/// plan's two years of it.
///
/// ```
/// use law::acts::civil_rehabilitation::yearly_income::{IncomeEvent, IncomeFacts, IncomeItem, IncomeSince, yearly_income};
/// use law::{Yen, calendar::date, trace::{Cx, NoTrace}};
/// let since = IncomeSince {
///     event: IncomeEvent::Changed,
///     on: date(2026, 1, 1),
///     to: date(2026, 12, 31),
///     gross: Yen(4_000_000),
///     deducted: Yen(800_000),
///     yearly_before: Yen(5_000_000),
/// };
/// let facts =
///     IncomeFacts { gross_two_years: Yen(9_000_000), deducted_two_years: Yen(2_000_000), since: Some(since) };
/// let day = date(2027, 2, 1);
/// let answer = yearly_income(&mut Cx::new(&mut NoTrace), day, day, &facts)?;
/// assert_eq!((answer.item, answer.net.rounded_up()), (IncomeItem::SinceChange, Yen(3_200_000)));
/// # Ok::<(), law::NotInForce>(())
/// ```
#[doc(alias = "可処分所得の基礎となる年収")]
pub fn yearly_income<T: Trace>(
    cx: &mut Cx<'_, T>,
    on: Date,
    submitted_on: Date,
    facts: &IncomeFacts,
) -> Result<YearlyIncome, NotInForce> {
    cx.rule(&YEARLY_INCOME, |cx| {
        cx.given("plan_submitted_on", &submitted_on);
        cx.given("gross_two_years", &facts.gross_two_years);
        cx.given("deducted_two_years", &facts.deducted_two_years);
        let years = cx.param(&figures::INCOME_YEARS, on)?;
        let share = cx.param(&figures::INCOME_CHANGE_SHARE, on)?;
        if let Some(since) = facts.since {
            cx.given("income_event", &since.event);
            cx.given("income_event_on", &since.on);
            cx.given("gross_since", &since.gross);
            cx.given("deducted_since", &since.deducted);
            // 「途中で」: after an event on the first of their days, all of the two years lie after it.
            let first = years_before(submitted_on, years);
            let inside = since.on <= submitted_on && first.is_none_or(|first| first < since.on);
            let days = u128::from(days_between(since.on, since.to)) + 1;
            let item = match since.event {
                // ロ leaves out what falls under イ: whatever changed the income of a year by a fifth, a first salary too.
                _ if swings(&since, days, share) => Some(IncomeItem::SinceChange),
                IncomeEvent::Changed => None,
                IncomeEvent::BecameSalaried => Some(IncomeItem::SinceSalary),
            };
            if let Some(item) = item.filter(|_| inside) {
                return Ok(of(item, (since.gross, since.deducted), (DAYS_OF_A_YEAR, days)));
            }
        }
        Ok(of(IncomeItem::TwoYears, (facts.gross_two_years, facts.deducted_two_years), (1, u128::from(years))))
    })
}

/// What was earned in a time, brought to a year.
fn of(item: IncomeItem, (gross, deducted): (Yen, Yen), (year, time): (u128, u128)) -> YearlyIncome {
    let a_year = |amount| PerYear::of(amount, year, time);
    YearlyIncome { item, gross: a_year(gross), net: a_year(gross.excess_over(deducted)) }
}

/// A year, where an amount of some days is brought to one.
const DAYS_OF_A_YEAR: u128 = 365;

/// 五分の一以上の変動: did the income of a year change by the share or more? Compared without rounding; what is as before has
/// not changed, nothing after nothing neither.
fn swings(since: &IncomeSince, days: u128, share: Share) -> bool {
    let (numerator, denominator) = share.parts();
    let now = u128::from(since.gross.0) * DAYS_OF_A_YEAR;
    let before = u128::from(since.yearly_before.0) * days;
    let change = now.abs_diff(before);
    change > 0 && change * u128::from(denominator) >= before * u128::from(numerator)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::date;
    use crate::trace::NoTrace;
    use IncomeItem::{SinceChange, SinceSalary, TwoYears};

    fn check(submitted_on: Date, since: Option<IncomeSince>, expect: (IncomeItem, u64, u64)) {
        let facts = IncomeFacts { gross_two_years: Yen(9_000_001), deducted_two_years: Yen(2_000_000), since };
        let mut silent = NoTrace;
        let found = yearly_income(&mut Cx::new(&mut silent), submitted_on, submitted_on, &facts).unwrap();
        assert_eq!((found.item, found.gross.rounded_down().0, found.net.rounded_up().0), expect, "{since:?}");
    }

    /// 365 days from 1 July 2025.
    fn since(event: IncomeEvent, gross: u64) -> IncomeSince {
        IncomeSince {
            event,
            on: date(2025, 7, 1),
            to: date(2026, 6, 30),
            gross: Yen(gross),
            deducted: Yen(700_000),
            yearly_before: Yen(5_000_000),
        }
    }

    const SUBMITTED: Date = date(2026, 12, 1);

    #[test]
    fn half_of_two_years_when_nothing_happened() {
        // 4,500,000.5 without its half, and 3,500,000.5 rounded up.
        check(SUBMITTED, None, (TwoYears, 4_500_000, 3_500_001));
    }

    #[test]
    fn a_change_of_a_fifth_or_more_counts_from_the_change() {
        // A fifth of 5,000,000 is 1,000,000: down to 4,000,000 or up to 6,000,000 it is reached.
        check(SUBMITTED, Some(since(IncomeEvent::Changed, 4_000_000)), (SinceChange, 4_000_000, 3_300_000));
        check(SUBMITTED, Some(since(IncomeEvent::Changed, 4_000_001)), (TwoYears, 4_500_000, 3_500_001));
        check(SUBMITTED, Some(since(IncomeEvent::Changed, 5_999_999)), (TwoYears, 4_500_000, 3_500_001));
        check(SUBMITTED, Some(since(IncomeEvent::Changed, 6_000_000)), (SinceChange, 6_000_000, 5_300_000));
        // 73 days, a fifth of a year: 800,000 × 5 = 4,000,000; (800,000 − 700,000) × 5.
        let short = IncomeSince { to: date(2025, 9, 11), ..since(IncomeEvent::Changed, 800_000) };
        check(SUBMITTED, Some(short), (SinceChange, 4_000_000, 500_000));
    }

    #[test]
    fn who_became_salaried_counts_from_then_without_a_threshold() {
        check(SUBMITTED, Some(since(IncomeEvent::BecameSalaried, 5_000_000)), (SinceSalary, 5_000_000, 4_300_000));
    }

    /// ロ「イに掲げる区分に該当する場合を除く」: on either side of a fifth of 5,000,000 the amount is reckoned alike, and named by
    /// the item that governs.
    #[test]
    fn a_salary_that_begins_with_a_change_of_a_fifth_falls_under_the_first_item() {
        for (gross, item) in
            [(4_000_000, SinceChange), (4_000_001, SinceSalary), (5_999_999, SinceSalary), (6_000_000, SinceChange)]
        {
            check(SUBMITTED, Some(since(IncomeEvent::BecameSalaried, gross)), (item, gross, gross - 700_000));
        }
    }

    #[test]
    fn the_event_lies_within_the_two_years_before_the_plan() {
        let event = Some(since(IncomeEvent::BecameSalaried, 5_000_000));
        check(date(2027, 6, 30), event, (SinceSalary, 5_000_000, 4_300_000));
        check(date(2027, 7, 1), event, (TwoYears, 4_500_000, 3_500_001));
        check(date(2025, 7, 1), event, (SinceSalary, 5_000_000, 4_300_000));
        check(date(2025, 6, 30), event, (TwoYears, 4_500_000, 3_500_001));
    }
    /// Counted back from 28 February 2026 counting begins on the 27th, and the two years on 28 February 2024: an event on the
    /// 29th lies in their course. Back from 1 March 2026 counting begins on 28 February, and they begin on 29 February 2024.
    /// Back from 29 February 2024 they begin on 1 March 2022, and back from 1 March 2024 too: 2022 has no 29 February.
    #[test]
    fn the_two_years_are_counted_back_from_the_plan() {
        let event = |on| Some(IncomeSince { on, to: on, ..since(IncomeEvent::BecameSalaried, 1_000_000) });
        // One day's 1,000,000 and 300,000, times 365.
        let (inside, outside) = ((SinceChange, 365_000_000, 109_500_000), (TwoYears, 4_500_000, 3_500_001));
        check(date(2026, 2, 28), event(date(2024, 2, 29)), inside);
        check(date(2026, 2, 28), event(date(2024, 2, 28)), outside);
        check(date(2026, 3, 1), event(date(2024, 3, 1)), inside);
        check(date(2026, 3, 1), event(date(2024, 2, 29)), outside);
        for submitted_on in [date(2024, 2, 29), date(2024, 3, 1)] {
            check(submitted_on, event(date(2022, 3, 2)), inside);
            check(submitted_on, event(date(2022, 3, 1)), outside);
        }
    }

    /// Two years are 7,000,001 and not twice 3,500,001. With 2,000,000 in 184 days, less 450,000, half a year's more:
    /// 1,550,000 × 365 / 184 = 3,074,728.26 a year, 6,149,456.52 in two; both together 13,149,457.52.
    #[test]
    fn a_fraction_is_rounded_once_and_at_the_end() {
        let facts = IncomeFacts { gross_two_years: Yen(9_000_001), deducted_two_years: Yen(2_000_000), since: None };
        let net = |facts| yearly_income(&mut Cx::new(&mut NoTrace), SUBMITTED, SUBMITTED, facts).unwrap().net;
        let two = net(&facts);
        assert_eq!((two.rounded_up(), two.of_years(2)), (Yen(3_500_001), Yen(7_000_001)));
        let since = IncomeSince {
            on: date(2026, 5, 23),
            to: date(2026, 11, 22),
            deducted: Yen(450_000),
            ..since(IncomeEvent::BecameSalaried, 2_000_000)
        };
        let salary = net(&IncomeFacts { since: Some(since), ..facts });
        assert_eq!((salary.rounded_up(), salary.of_years(2)), (Yen(3_074_729), Yen(6_149_457)));
        assert_eq!(two.plus(salary).of_years(2), Yen(13_149_458));
        assert_eq!(PerYear::NONE.plus(salary), salary);
    }

    #[test]
    fn nothing_after_nothing_has_not_changed() {
        let never = IncomeSince { deducted: Yen(0), yearly_before: Yen(0), ..since(IncomeEvent::Changed, 0) };
        check(SUBMITTED, Some(never), (TwoYears, 4_500_000, 3_500_001));
        check(SUBMITTED, Some(IncomeSince { gross: Yen(1), ..never }), (SinceChange, 1, 1));
    }
}
