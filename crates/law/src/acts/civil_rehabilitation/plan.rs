//! The terms of a plan: until when, how much at a time, how much longer (民事再生法229条, 234条).

use std::num::NonZeroU32;

use smallvec::SmallVec;

use crate::acts::civil_code::period::{Unit, last_day};
use crate::calendar::{month_end, month_offset};
use crate::money::apportion;
use crate::params::{Mark, civil_rehabilitation as figures};
use crate::provision::{CIVIL_REHABILITATION, Provision};
use crate::trace::{Cx, Rule, Show, Shown, Trace};
use crate::{Date, NotInForce, Yen};

/// The days among which the last due date of a plan must lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlanPeriod {
    /// First such day.
    pub last_due_from: Date,
    /// Last such day.
    pub last_due_to: Date,
}

impl Show for PlanPeriod {
    fn show(&self) -> Shown {
        self.last_due_to.show()
    }
}

/// The rule of [`plan_period`].
pub static PLAN_PERIOD: Rule = Rule {
    id: "civil-rehabilitation.plan-period",
    ja: "再生計画の弁済期間",
    en: "term of a plan",
    provisions: &[Provision::new(CIVIL_REHABILITATION, "229/2/2")],
    mark: Mark::Law,
    parameters: &[&figures::PLAN_YEARS, &figures::PLAN_YEARS_AT_MOST],
};

/// The days among which the last due date must lie; `None` beyond the year 9999.
///
/// 最終の弁済期。民事再生法229条2項2号: a day of the month in which the day three years after the confirmation became
/// final lies; with special circumstances a later day, within five years of the confirmation's finality. `on` is the
/// day that decides the law.
///
/// The five years are a period of the Civil Code (140条, 143条): the day of finality is not counted, so that finality on
/// 28 February reaches to 29 February of a leap year.
///
/// ```
/// use law::acts::civil_rehabilitation::plan::plan_period;
/// use law::{calendar::date, trace::{Cx, NoTrace}};
/// let on = date(2026, 11, 22);
/// let period = plan_period(&mut Cx::new(&mut NoTrace), on, date(2027, 1, 20), false)?.unwrap();
/// assert_eq!((period.last_due_from, period.last_due_to), (date(2030, 1, 1), date(2030, 1, 31)));
/// # Ok::<(), law::NotInForce>(())
/// ```
#[doc(alias = "最終の弁済期")]
#[doc(alias = "一般弁済期間")]
pub fn plan_period<T: Trace>(
    cx: &mut Cx<'_, T>,
    on: Date,
    confirmation_final_on: Date,
    special_circumstances: bool,
) -> Result<Option<PlanPeriod>, NotInForce> {
    cx.rule(&PLAN_PERIOD, |cx| {
        cx.given("confirmation_final_on", &confirmation_final_on);
        let months = 12 * cx.param(&figures::PLAN_YEARS, on)?;
        cx.exception("special_circumstances", Provision::new(CIVIL_REHABILITATION, "229/2/2"), special_circumstances);
        let (from, to) = if special_circumstances {
            let years = cx.param(&figures::PLAN_YEARS_AT_MOST, on)?;
            (
                month_offset(confirmation_final_on, months + 1, 1),
                last_day(cx, confirmation_final_on, years, Unit::Year, false),
            )
        } else {
            (month_offset(confirmation_final_on, months, 1), month_end(confirmation_final_on, months))
        };
        Ok(from.zip(to).map(|(last_due_from, last_due_to)| PlanPeriod { last_due_from, last_due_to }))
    })
}

crate::word_list! {
    /// Which instalment takes what is left of the division.
    pub enum Adjust {
        /// The first.
        First = "first",
        /// The last.
        Last = "last",
    }
}

/// What one creditor is paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Instalment {
    /// Each instalment but one.
    pub regular: Yen,
    /// The first or the last one.
    pub adjusted: Yen,
    /// All of them together.
    pub sum: Yen,
}

/// What each creditor is paid, in the order of the claims.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule(pub SmallVec<[Instalment; 8]>);

impl Schedule {
    /// What all creditors are paid on the regular dates, and on the adjusted one.
    pub fn per_date(&self) -> (Yen, Yen) {
        (self.0.iter().map(|row| row.regular).sum(), self.0.iter().map(|row| row.adjusted).sum())
    }
}

impl Show for Schedule {
    fn show(&self) -> Shown {
        self.per_date().0.show()
    }
}

/// The rule of [`instalments`].
pub static INSTALMENTS: Rule = Rule {
    id: "civil-rehabilitation.instalments",
    ja: "再生計画による弁済の分割",
    en: "instalments of a plan",
    provisions: &[Provision::new(CIVIL_REHABILITATION, "229/1"), Provision::new(CIVIL_REHABILITATION, "229/2/1")],
    mark: Mark::Practice,
    parameters: &[],
};

/// Shares out a plan's total among the claims and divides each share into equal instalments.
///
/// 分割弁済。民事再生法229条1項 (equal treatment) and 2項1号 (instalments). Whole yen by the largest remainder; the regular
/// instalment is rounded down, and the first or last one takes the rest. Neither rounding is in the act: both are how
/// plans are written. The total must not be more than all claims.
///
/// ```
/// use std::num::NonZeroU32;
/// use law::acts::civil_rehabilitation::plan::{Adjust, instalments};
/// use law::{Yen, trace::{Cx, NoTrace}};
/// let months = NonZeroU32::new(36).unwrap();
/// let plan = instalments(&mut Cx::new(&mut NoTrace), &[Yen(5_000_000)], Yen(1_000_000), months, Adjust::Last);
/// assert_eq!((plan.0[0].regular, plan.0[0].adjusted), (Yen(27_777), Yen(27_805)));
/// ```
#[doc(alias = "分割弁済")]
pub fn instalments<T: Trace>(
    cx: &mut Cx<'_, T>,
    claims: &[Yen],
    total: Yen,
    count: NonZeroU32,
    adjust: Adjust,
) -> Schedule {
    debug_assert!(total <= claims.iter().sum(), "a plan pays no more than is owed");
    cx.rule(&INSTALMENTS, |cx| {
        cx.given("total", &total);
        cx.given("count", &count.get());
        cx.given("adjust", &adjust);
        let rest = u64::from(count.get()) - 1;
        let shares = apportion(total, claims);
        let rows = shares.iter().map(|sum| {
            let regular = Yen(sum.0 / u64::from(count.get()));
            Instalment { regular, adjusted: sum.excess_over(regular.times(rest)), sum: *sum }
        });
        Schedule(rows.collect())
    })
}

/// What all creditors together are paid of a plan's total on a usual date, and on the last one: that of [`instalments`] which
/// adjust the last one, where nobody asks for rows or a derivation.
///
/// ```
/// use std::num::NonZeroU32;
/// use law::{Yen, acts::civil_rehabilitation::plan::paid_per_date};
/// let months = NonZeroU32::new(36).unwrap();
/// assert_eq!(paid_per_date(&[Yen(5_000_000)], Yen(1_000_000), months), (Yen(27_777), Yen(27_805)));
/// ```
pub fn paid_per_date(claims: &[Yen], total: Yen, count: NonZeroU32) -> (Yen, Yen) {
    let count = u64::from(count.get());
    let whole: Yen = claims.iter().sum();
    if whole.is_zero() {
        return (Yen::ZERO, Yen::ZERO);
    }
    let mut regular = Yen::ZERO;
    // Would one yen more make the instalment of any of them larger?
    let mut yen_matters = false;
    for claim in claims {
        let share = claim.part_floor(total.0.into(), whole.0.into()).0;
        regular += Yen(share / count);
        yen_matters |= share % count == count - 1;
    }
    if yen_matters {
        // Only then is it to be known who gets the yen that are left over.
        regular = apportion(total, claims).iter().map(|share| Yen(share.0 / count)).sum();
    }
    (regular, total.excess_over(regular.times(count - 1)))
}

/// How far a plan may be extended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extension {
    /// Are the grounds there?
    pub possible: bool,
    /// The latest new last due date.
    pub latest_last_due_on: Date,
}

impl Show for Extension {
    fn show(&self) -> Shown {
        self.latest_last_due_on.show()
    }
}

/// Why a debtor asks for more time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExtensionGrounds {
    /// An unavoidable reason (やむを得ない事由).
    pub unavoidable: bool,
    /// Carrying out the plan became very hard (著しく困難).
    pub very_hard: bool,
}

/// The rule of [`plan_extension`].
pub static PLAN_EXTENSION: Rule = Rule {
    id: "civil-rehabilitation.plan-extension",
    ja: "再生計画の変更（期限の延長）",
    en: "extension of a plan",
    provisions: &[Provision::new(CIVIL_REHABILITATION, "234/1"), Provision::new(CIVIL_REHABILITATION, "234/2")],
    mark: Mark::Law,
    parameters: &[&figures::EXTENSION_YEARS],
};

/// May the last due date of a plan be put off, and until when; `None` beyond the year 9999.
///
/// 再生計画の変更。民事再生法234条1項: an unavoidable reason makes the plan very hard to carry out; at most two years after
/// the plan's last due date. Time only, never the amount; the change is voted on and confirmed like a plan (2項).
///
/// ```
/// use law::acts::civil_rehabilitation::plan::{ExtensionGrounds, plan_extension};
/// use law::{calendar::date, trace::{Cx, NoTrace}};
/// let grounds = ExtensionGrounds { unavoidable: true, very_hard: true };
/// let answer = plan_extension(&mut Cx::new(&mut NoTrace), date(2028, 4, 1), date(2030, 1, 31), grounds)?.unwrap();
/// assert_eq!((answer.possible, answer.latest_last_due_on), (true, date(2032, 1, 31)));
/// # Ok::<(), law::NotInForce>(())
/// ```
#[doc(alias = "再生計画の変更")]
pub fn plan_extension<T: Trace>(
    cx: &mut Cx<'_, T>,
    on: Date,
    last_due_on: Date,
    grounds: ExtensionGrounds,
) -> Result<Option<Extension>, NotInForce> {
    cx.rule(&PLAN_EXTENSION, |cx| {
        cx.given("last_due_on", &last_due_on);
        cx.given("unavoidable", &grounds.unavoidable);
        cx.given("very_hard", &grounds.very_hard);
        let years = cx.param(&figures::EXTENSION_YEARS, on)?;
        let latest = last_day(cx, last_due_on, years, Unit::Year, false);
        Ok(latest.map(|latest_last_due_on| Extension {
            possible: grounds.unavoidable && grounds.very_hard,
            latest_last_due_on,
        }))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::date;
    use crate::trace::NoTrace;
    use proptest::prelude::*;

    const ON: Date = date(2026, 11, 22);

    fn check_period(final_on: Date, special: bool, expect: Option<(Date, Date)>) {
        let period = plan_period(&mut Cx::new(&mut NoTrace), ON, final_on, special).unwrap();
        assert_eq!(period.map(|period| (period.last_due_from, period.last_due_to)), expect, "{final_on} {special}");
    }

    /// Popular error: 「返済は3年以内」. The last due date lies in the month of the third anniversary: not before it, and
    /// after it only with special circumstances.
    #[test]
    fn the_last_due_date_lies_in_the_month_of_the_third_anniversary() {
        check_period(date(2027, 1, 20), false, Some((date(2030, 1, 1), date(2030, 1, 31))));
        check_period(date(2028, 2, 29), false, Some((date(2031, 2, 1), date(2031, 2, 28))));
        check_period(date(2026, 12, 31), false, Some((date(2029, 12, 1), date(2029, 12, 31))));
    }

    #[test]
    fn special_circumstances_reach_from_the_next_month_through_five_years() {
        check_period(date(2027, 1, 20), true, Some((date(2030, 2, 1), date(2032, 1, 20))));
        check_period(date(2026, 12, 31), true, Some((date(2030, 1, 1), date(2031, 12, 31))));
        check_period(date(2028, 2, 29), true, Some((date(2031, 3, 1), date(2033, 2, 28))));
        // Counting starts on 1 March 2027; the period ends with February 2032 (143条).
        check_period(date(2027, 2, 28), true, Some((date(2030, 3, 1), date(2032, 2, 29))));
        check_period(date(2027, 2, 27), true, Some((date(2030, 3, 1), date(2032, 2, 27))));
    }

    #[test]
    fn no_plan_reaches_beyond_the_calendar_or_before_the_act() {
        check_period(date(9996, 12, 31), false, Some((date(9999, 12, 1), date(9999, 12, 31))));
        check_period(date(9996, 12, 31), true, None);
        check_period(date(9997, 1, 1), false, None);
        let early = date(2001, 3, 31);
        assert!(plan_period(&mut Cx::new(&mut NoTrace), early, early, false).is_err());
    }

    fn rows(claims: &[u64], total: u64, count: u32, adjust: Adjust) -> Vec<(u64, u64)> {
        let claims: Vec<Yen> = claims.iter().copied().map(Yen).collect();
        let count = NonZeroU32::new(count).unwrap();
        let schedule = instalments(&mut Cx::new(&mut NoTrace), &claims, Yen(total), count, adjust);
        schedule.0.iter().map(|row| (row.regular.0, row.adjusted.0)).collect()
    }

    /// 1,200,000 / 36 = 33,333.3; 1,000,000 = 36 × 27,777 + 28; 3,500,000 / 36 = 97,222.2 and / 60 = 58,333.3.
    #[test]
    fn the_regular_instalment_is_rounded_down_and_one_takes_the_rest() {
        assert_eq!(rows(&[6_000_000], 1_200_000, 36, Adjust::Last), [(33_333, 33_345)]);
        assert_eq!(rows(&[5_000_000], 1_000_000, 36, Adjust::First), [(27_777, 27_805)]);
        assert_eq!(rows(&[6_000_000], 3_500_000, 36, Adjust::Last), [(97_222, 97_230)]);
        assert_eq!(rows(&[6_000_000], 3_500_000, 60, Adjust::Last), [(58_333, 58_353)]);
        assert_eq!(rows(&[100], 100, 1, Adjust::First), [(100, 100)]);
        assert_eq!(rows(&[100, 0], 36, 60, Adjust::Last), [(0, 36), (0, 0)]);
        assert_eq!(rows(&[0, 0], 0, 36, Adjust::Last), [(0, 0), (0, 0)]);
    }

    /// Shares that were fixed beforehand (586,420 · 308,642 · 104,939 of claims in the same proportion) divide as the
    /// courts' table "rounded down, the first takes the rest" does: 16,305 then 16,289; 8,587 then 8,573; 2,949 then 2,914.
    #[test]
    fn the_table_that_rounds_down_and_adjusts_the_first() {
        let shares = [586_420, 308_642, 104_939];
        let expect = [(16_289, 16_305), (8_573, 8_587), (2_914, 2_949)];
        assert_eq!(rows(&shares, shares.iter().sum(), 36, Adjust::First), expect);
    }

    #[test]
    fn an_extension_is_two_years_and_needs_both_grounds() {
        let extend = |last: Date, unavoidable: bool, very_hard: bool| {
            let grounds = ExtensionGrounds { unavoidable, very_hard };
            plan_extension(&mut Cx::new(&mut NoTrace), ON, last, grounds).unwrap()
        };
        let latest_last_due_on = date(2032, 1, 31);
        for (unavoidable, very_hard) in [(true, true), (true, false), (false, true), (false, false)] {
            let expect = Extension { possible: unavoidable && very_hard, latest_last_due_on };
            assert_eq!(extend(date(2030, 1, 31), unavoidable, very_hard), Some(expect));
        }
        assert_eq!(extend(date(2028, 2, 29), true, true).unwrap().latest_last_due_on, date(2030, 2, 28));
        // Counting starts on 1 March 2030; the period ends with February 2032.
        assert_eq!(extend(date(2030, 2, 28), true, true).unwrap().latest_last_due_on, date(2032, 2, 29));
        assert_eq!(extend(date(9998, 1, 1), true, true), None);
    }

    proptest! {
        #[test]
        fn what_is_paid_on_a_date_is_the_sum_of_its_rows(
            claims in prop::collection::vec(0u64..10_000_000, 0..8), percent in 0u64..=100, count in 1u32..=60,
        ) {
            let claims: Vec<Yen> = claims.into_iter().map(Yen).collect();
            let total = claims.iter().sum::<Yen>().part_floor(percent.into(), 100);
            let count = NonZeroU32::new(count).unwrap();
            let rows = instalments(&mut Cx::new(&mut NoTrace), &claims, total, count, Adjust::Last);
            prop_assert_eq!(paid_per_date(&claims, total, count), rows.per_date());
        }

        /// Paid date by date in a plain loop: nothing is created or lost, equal claims differ by a yen at most, and
        /// nobody is paid more than is owed.
        #[test]
        fn paying_every_date_clears_every_share(
            claims in prop::collection::vec(0u64..100_000_000, 1..8), percent in 0u64..=100, count in 1u32..=60,
        ) {
            let whole: u64 = claims.iter().sum();
            let total = whole * percent / 100;
            let rows = rows(&claims, total, count, Adjust::Last);
            let mut paid = vec![0u64; claims.len()];
            for date in 1..=count {
                for (paid, (regular, adjusted)) in paid.iter_mut().zip(&rows) {
                    *paid += if date == count { *adjusted } else { *regular };
                }
            }
            prop_assert_eq!(paid.iter().sum::<u64>(), total);
            for (paid, claim) in paid.iter().zip(&claims) {
                prop_assert!(paid <= claim);
                prop_assert!((u128::from(*paid) * u128::from(whole)).abs_diff(u128::from(total) * u128::from(*claim)) < u128::from(whole.max(1)));
            }
        }
    }
}
