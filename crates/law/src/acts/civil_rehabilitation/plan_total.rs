//! What a plan must pay in all: the largest of its floors (民事再生法231条2項, 174条2項4号, 241条2項).

use super::small_scale::{Band, ClaimTotals, MINIMUM_REPAYMENT, MinimumRepayment, minimum_repayment};
use crate::params::Mark;
use crate::provision::{CIVIL_REHABILITATION, Provision};
use crate::trace::{Cx, Rule, Show, Shown, Trace};
use crate::{Date, NotInForce, Yen};

crate::word_list! {
    /// Which floor decides what a plan must pay.
    pub enum Floor {
        /// 最低弁済額 (231条2項3号・4号).
        MinimumRepayment = "minimum-repayment",
        /// 清算価値 (174条2項4号, 241条2項2号).
        LiquidationValue = "liquidation-value",
        /// Twice the disposable income (241条2項7号).
        DisposableIncome = "disposable-income",
        /// All claims: nobody is paid more than is owed.
        AllClaims = "all-claims",
    }
}

/// The floors below a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Floors {
    /// N and K of 231条2項.
    pub totals: ClaimTotals,
    /// What a bankruptcy would bring.
    pub liquidation_value: Yen,
    /// Two years of disposable income, in rehabilitation for salaried workers only.
    pub two_year_disposable: Option<Yen>,
}

impl Floors {
    /// What a plan must pay whose minimum repayment is known: [`required_total`] without its derivation.
    pub fn required(&self, minimum: MinimumRepayment) -> RequiredTotal {
        let (Some(least), Some(band)) = (minimum.minimum, minimum.band) else {
            return RequiredTotal { required: None, band: None };
        };
        let largest = self.largest(least);
        // Of equal floors the first is named.
        let floor = if largest > self.totals.standard_claims || band == Band::All {
            Floor::AllClaims
        } else if largest == least {
            Floor::MinimumRepayment
        } else if largest == self.liquidation_value {
            Floor::LiquidationValue
        } else {
            Floor::DisposableIncome
        };
        RequiredTotal { required: Some((self.total(least), floor)), band: Some(band) }
    }

    /// The total alone, from the minimum repayment; in the band of all claims that is all of them.
    #[inline]
    pub fn total(&self, least: Yen) -> Yen {
        self.largest(least).min(self.totals.standard_claims)
    }

    #[inline]
    fn largest(&self, least: Yen) -> Yen {
        least.max(self.liquidation_value).max(self.two_year_disposable.unwrap_or_default())
    }
}

/// What a plan must pay, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RequiredTotal {
    /// The total and the floor that sets it; `None` when no plan can be confirmed.
    pub required: Option<(Yen, Floor)>,
    /// The band of the minimum repayment, likewise.
    pub band: Option<Band>,
}

impl Show for RequiredTotal {
    fn show(&self) -> Shown {
        self.required.map(|(total, _)| total).show()
    }
}

/// The rule of [`required_total`].
pub static REQUIRED_TOTAL: Rule = Rule {
    id: "civil-rehabilitation.required-total",
    ja: "計画弁済総額の下限",
    en: "least total of a plan",
    provisions: &[
        Provision::new(CIVIL_REHABILITATION, "231/1"),
        Provision::new(CIVIL_REHABILITATION, "231/2"),
        Provision::new(CIVIL_REHABILITATION, "174/2/4"),
        Provision::new(CIVIL_REHABILITATION, "241/2/2"),
        Provision::new(CIVIL_REHABILITATION, "241/2/7"),
    ],
    mark: Mark::Law,
    parameters: MINIMUM_REPAYMENT.parameters,
};

/// Least total of a plan: the largest of its floors, never more than all claims.
///
/// 計画弁済総額の下限。民事再生法231条1項・2項, 174条2項4号, 241条2項2号・7号. `on` is the day of the petition. The first
/// floor in the order of [`Floor`] is named when two are equal. That a plan need not pay more than the claims follows
/// from what a plan is: it changes claims, it does not add to them.
///
/// ```
/// use law::acts::civil_rehabilitation::{plan_total::{Floor, Floors, required_total}, small_scale::ClaimTotals};
/// use law::{Yen, calendar::date, trace::{Cx, NoTrace}};
/// let floors = Floors {
///     totals: ClaimTotals { tier_total: Yen(5_000_000), standard_claims: Yen(5_000_000) },
///     liquidation_value: Yen(10_000_000),
///     two_year_disposable: None,
/// };
/// let answer = required_total(&mut Cx::new(&mut NoTrace), date(2026, 11, 22), &floors)?;
/// assert_eq!(answer.required, Some((Yen(5_000_000), Floor::AllClaims)));
/// # Ok::<(), law::NotInForce>(())
/// ```
#[doc(alias = "計画弁済総額")]
#[doc(alias = "清算価値保障原則")]
pub fn required_total<T: Trace>(cx: &mut Cx<'_, T>, on: Date, floors: &Floors) -> Result<RequiredTotal, NotInForce> {
    cx.rule(&REQUIRED_TOTAL, |cx| {
        let answer = floors.required(minimum_repayment(cx, on, floors.totals)?);
        if let Some((_, floor)) = answer.required {
            cx.given("standard_claims", &floors.totals.standard_claims);
            cx.given("liquidation_value", &floors.liquidation_value);
            cx.given("two_year_disposable", &floors.two_year_disposable);
            cx.given("binding", &floor);
        }
        Ok(answer)
    })
}

#[cfg(test)]
mod tests {
    use super::super::liquidation::{Estate, HomeValue, Readings, liquidation_value};
    use super::*;
    use crate::calendar::date;
    use crate::terms::Court;
    use crate::trace::NoTrace;
    use proptest::prelude::*;

    fn required(claims: u64, liquidation_value: u64, two_year_disposable: Option<u64>) -> Option<(u64, Floor)> {
        let floors = Floors {
            totals: ClaimTotals { tier_total: Yen(claims), standard_claims: Yen(claims) },
            liquidation_value: Yen(liquidation_value),
            two_year_disposable: two_year_disposable.map(Yen),
        };
        let answer = required_total(&mut Cx::new(&mut NoTrace), date(2026, 11, 22), &floors).unwrap();
        answer.required.map(|(total, floor)| (total.0, floor))
    }

    #[test]
    fn the_largest_floor_decides() {
        assert_eq!(required(6_000_000, 0, None), Some((1_200_000, Floor::MinimumRepayment)));
        assert_eq!(required(6_000_000, 3_500_000, None), Some((3_500_000, Floor::LiquidationValue)));
        assert_eq!(required(6_000_000, 3_500_000, Some(3_500_001)), Some((3_500_001, Floor::DisposableIncome)));
        assert_eq!(required(50_000_001, 0, None), None);
    }

    #[test]
    fn on_a_tie_the_first_floor_is_named() {
        assert_eq!(required(5_000_000, 1_000_000, Some(1_000_000)), Some((1_000_000, Floor::MinimumRepayment)));
        assert_eq!(required(5_000_000, 1_000_001, Some(1_000_001)), Some((1_000_001, Floor::LiquidationValue)));
        // Equal to all claims is not cut.
        assert_eq!(required(5_000_000, 5_000_000, None), Some((5_000_000, Floor::LiquidationValue)));
        assert_eq!(required(1_000_000, 0, None), Some((1_000_000, Floor::MinimumRepayment)));
    }

    /// A home of 50,000,000 yen with 40,000,000 owed and other debts of 5,000,000: the liquidation value is 10,000,000,
    /// but nobody is paid more than is owed.
    #[test]
    fn a_plan_never_pays_more_than_all_claims() {
        assert_eq!(required(5_000_000, 10_000_000, None), Some((5_000_000, Floor::AllClaims)));
        assert_eq!(required(5_000_000, 0, Some(5_000_001)), Some((5_000_000, Floor::AllClaims)));
    }

    /// Popular error: 「100万円以下は全額」. All of it below 1,000,000 yen only; at the border the floor is the reason.
    #[test]
    fn all_claims_only_below_the_floor() {
        assert_eq!(required(999_999, 0, None), Some((999_999, Floor::AllClaims)));
        assert_eq!(required(0, 0, None), Some((0, Floor::AllClaims)));
    }

    /// Popular error: 「500万円以下100万、1500万円以下300万、5000万円以下10%」 drops the band of one fifth, the ceiling of
    /// 3,000,000 and the rule below 1,000,000; and 「3,000万円以上は1/10」 takes in 30,000,000 itself.
    #[test]
    fn the_bands_of_the_statute_not_of_the_pages() {
        assert_eq!(required(10_000_000, 0, None), Some((2_000_000, Floor::MinimumRepayment)));
        assert_eq!(required(20_000_000, 0, None), Some((3_000_000, Floor::MinimumRepayment)));
        assert_eq!(required(500_000, 0, None), Some((500_000, Floor::AllClaims)));
        assert_eq!(required(30_000_000, 0, None), Some((3_000_000, Floor::MinimumRepayment)));
        assert_eq!(required(30_000_010, 0, None), Some((3_000_001, Floor::MinimumRepayment)));
    }

    /// 231条2項3号・4号 as comparisons without any division: the least whole P with 10P ≥ N above 30,000,000, else
    /// P ≥ K below 1,000,000, else 5P ≥ K and P ≥ 1,000,000, or P ≥ 3,000,000 where a fifth of K exceeds it.
    fn enough(paid: u64, n: u64, k: u64, liquidation_value: u64, disposable: u64) -> bool {
        if paid >= k {
            return true;
        }
        let tier = if n > 30_000_000 {
            10 * paid >= n
        } else if k < 1_000_000 {
            paid >= k
        } else if k > 15_000_000 {
            paid >= 3_000_000
        } else {
            5 * paid >= k && paid >= 1_000_000
        };
        tier && paid >= liquidation_value && paid >= disposable
    }

    /// What must be paid beside a mortgage; what the home does not cover of it stands among the claims.
    fn beside_a_mortgage(claims: u64, value: u64, mortgage: u64) -> Option<u64> {
        let homes = [HomeValue { value: Yen(value), secured: Yen(mortgage) }];
        let estate = Estate { assets: &[], homes: &homes, preferences: Yen(0), readings: Readings::OF_THE_COURT };
        let on = date(2026, 11, 22);
        let found = liquidation_value(&mut Cx::new(&mut NoTrace), on, Court::Tokyo, &estate).unwrap();
        required(claims + mortgage.saturating_sub(value), found.total.0, None).map(|(total, _)| total)
    }

    /// 174条2項4号: a plan gives what a bankruptcy would, and a larger mortgage leaves less of the home to it. A home of
    /// 30,000,000 beside claims of 12,000,000: 20,000,000 owed on it leave 10,000,000, 25,000,000 leave 5,000,000; from
    /// 27,600,000 on a fifth of 12,000,000 decides; of 31,000,000 the home does not cover 1,000,000, a fifth of 13,000,000.
    #[test]
    fn a_larger_mortgage_lowers_what_must_be_paid_until_the_home_is_used_up() {
        let totals = [20_000_000, 25_000_000, 27_600_000, 30_000_000, 31_000_000]
            .map(|mortgage| beside_a_mortgage(12_000_000, 30_000_000, mortgage).unwrap());
        assert_eq!(totals, [10_000_000, 5_000_000, 2_400_000, 2_400_000, 2_600_000]);
    }

    /// A sum of debts, often at a border of 231条2項.
    fn debts() -> impl Strategy<Value = u64> {
        let borders = [0, 1_000_000, 5_000_000, 15_000_000, 30_000_000, 50_000_000];
        let near = (prop::sample::select(borders.to_vec()), 0u64..5).prop_map(|(at, off)| (at + off).saturating_sub(2));
        prop_oneof![near, 0u64..60_000_000]
    }

    proptest! {
        /// A larger debt never lowers what must be paid, except where the act says so, at two places. 231条2項2号: above
        /// 50,000,000 no plan is confirmed, so nothing is asked of one. 174条2項4号: the next test.
        ///
        /// Below 1,000,000, where all is paid, and at each border of the bands there is no exception.
        #[test]
        fn a_larger_debt_never_lowers_what_must_be_paid(
            n in debts(), added in prop_oneof![0u64..4, 0u64..30_000_000], shortfall in debts(), more_shortfall in debts(),
            liquidation_value in debts(), disposable in prop::option::of(debts()),
        ) {
            let of = |n: u64, k: u64| {
                let totals = ClaimTotals { tier_total: Yen(n), standard_claims: Yen(k) };
                let floors = Floors {
                    totals, liquidation_value: Yen(liquidation_value), two_year_disposable: disposable.map(Yen),
                };
                let on = date(2026, 11, 22);
                let minimum = minimum_repayment(&mut Cx::new(&mut NoTrace), on, totals).unwrap().minimum;
                let total = required_total(&mut Cx::new(&mut NoTrace), on, &floors).unwrap().required;
                (minimum, total.map(|(total, _)| total))
            };
            let smaller = of(n, n + shortfall);
            let larger = of(n + added, n + shortfall + added + more_shortfall);
            if n + added > 50_000_000 {
                prop_assert_eq!(larger, (None, None));
            } else {
                prop_assert!(smaller.0.is_some() && smaller.0 <= larger.0, "minimum {:?} {:?}", smaller, larger);
                prop_assert!(smaller.1.is_some() && smaller.1 <= larger.1, "total {:?} {:?}", smaller, larger);
            }
        }

        /// The other exception: as long as the home covers it, a larger mortgage never raises what must be paid; from then on
        /// it never lowers it.
        #[test]
        fn only_a_mortgage_that_the_home_covers_lowers_what_must_be_paid(
            claims in 0u64..=20_000_000, value in 0u64..60_000_000, one in 0u64..60_000_000, other in 0u64..60_000_000,
            beyond in 0u64..15_000_000, further in 0u64..15_000_000,
        ) {
            let total = |mortgage: u64| beside_a_mortgage(claims, value, mortgage).unwrap();
            let (small, large) = (one.min(other).min(value), one.max(other).min(value));
            prop_assert!(total(small) >= total(large));
            prop_assert!(total(value + beyond) <= total(value + beyond + further));
        }

        #[test]
        fn the_answer_is_the_least_total_that_the_act_lets_pass(
            n in 0u64..=50_000_000, shortfall in 0u64..30_000_000, value in 0u64..8_000_000, disposable in 0u64..8_000_000,
        ) {
            let k = n + shortfall;
            let floors = Floors {
                totals: ClaimTotals { tier_total: Yen(n), standard_claims: Yen(k) },
                liquidation_value: Yen(value),
                two_year_disposable: Some(Yen(disposable)),
            };
            let answer = required_total(&mut Cx::new(&mut NoTrace), date(2026, 11, 22), &floors).unwrap();
            let total = answer.required.unwrap().0.0;
            prop_assert!(enough(total, n, k, value, disposable));
            prop_assert!(total == 0 || !enough(total - 1, n, k, value, disposable));
        }
    }
}
