//! 清算価値: what a bankruptcy would bring the creditors, as the courts work it out.

use smallvec::SmallVec;

use crate::params::{Mark, bankruptcy, civil_execution, court_practice};
use crate::provision::{BANKRUPTCY, CIVIL_EXECUTION, CIVIL_EXECUTION_ORDER, CIVIL_REHABILITATION, Provision};
use crate::terms::{AssetKind, Court};
use crate::trace::{Cx, Rule, Show, Shown, Trace};
use crate::{Date, NotInForce, Share, Yen};

/// One thing that the debtor owns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asset {
    /// What it is.
    pub kind: AssetKind,
    /// What it is worth; a retirement allowance as it would be paid today, in full.
    pub value: Yen,
}

/// A home and what is owed under its mortgages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HomeValue {
    /// What it would fetch.
    pub value: Yen,
    /// What its mortgages secure.
    pub secured: Yen,
}

/// Everything that goes into the liquidation value.
#[derive(Clone, Copy, Debug)]
pub struct Estate<'a> {
    /// Assets other than homes; free cash is used up in this order.
    pub assets: &'a [Asset],
    /// Homes, each with its mortgages.
    pub homes: &'a [HomeValue],
    /// What a trustee could get back from preferred creditors.
    pub preferences: Yen,
    /// Where somebody knows better than the court's habits.
    pub readings: Readings,
}

crate::word_list! {
    /// How ordinary deposits (普通預金) count.
    pub enum Deposits {
        /// As the court is known to do.
        ByCourt = "by-court",
        /// Together with cash: the free amount comes off both.
        LikeCash = "like-cash",
        /// In full.
        InFull = "in-full",
    }
}

crate::word_list! {
    /// Where a class of property counts only above the limit.
    pub enum ClassLimit {
        /// In Tokyo, where the habit is known.
        TokyoOnly = "tokyo-only",
        /// At every court.
        Everywhere = "everywhere",
        /// Nowhere.
        Nowhere = "nowhere",
    }
}

/// Readings that replace the court's habits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Readings {
    /// The part of a retirement allowance that counts (one quarter when retirement is near).
    pub retirement_share: Option<Share>,
    /// Ordinary deposits.
    pub deposits: Deposits,
    /// The limit of the classes.
    pub class_limit: ClassLimit,
}

impl Readings {
    /// Each court's own habits.
    pub const OF_THE_COURT: Readings =
        Readings { retirement_share: None, deposits: Deposits::ByCourt, class_limit: ClassLimit::TokyoOnly };

    const fn counts_by_class(self, court: Court) -> bool {
        match self.class_limit {
            ClassLimit::TokyoOnly => matches!(court, Court::Tokyo),
            ClassLimit::Everywhere => true,
            ClassLimit::Nowhere => false,
        }
    }
}

impl Default for Readings {
    fn default() -> Readings {
        Readings::OF_THE_COURT
    }
}

/// The liquidation value, item by item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Liquidation {
    /// All of it.
    pub total: Yen,
    /// What each asset counts, in their order.
    pub assets: SmallVec<[Yen; 8]>,
    /// What each home counts, in their order.
    pub homes: SmallVec<[Yen; 2]>,
}

impl Show for Liquidation {
    fn show(&self) -> Shown {
        self.total.show()
    }
}

/// The rule of [`liquidation_value`].
pub static LIQUIDATION_VALUE: Rule = Rule {
    id: "civil-rehabilitation.liquidation-value",
    ja: "清算価値",
    en: "liquidation value",
    provisions: &[
        Provision::new(CIVIL_REHABILITATION, "174/2/4"),
        Provision::new(CIVIL_REHABILITATION, "236"),
        Provision::new(CIVIL_REHABILITATION, "241/2/2"),
        Provision::new(BANKRUPTCY, "34/3/1"),
        Provision::new(CIVIL_EXECUTION_ORDER, "1"),
        Provision::new(CIVIL_EXECUTION, "152/2"),
    ],
    mark: Mark::Practice,
    parameters: &[
        &civil_execution::EXEMPT_CASH,
        &bankruptcy::EXEMPT_CASH_FACTOR,
        &court_practice::RETIREMENT_SHARE,
        &court_practice::TOKYO_CLASS_LIMIT,
    ],
};

/// What one court does with one kind of property.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Treatment {
    /// Only what exceeds the cash that is free (99万円).
    BeyondFreeCash,
    /// All of it, or nothing: by the sum of its class.
    ByClass(Class),
    /// All of it.
    Full,
    /// None of it.
    Nothing,
}

/// A class of property that counts in full above the limit, else not at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    Deposits,
    Insurance,
    Securities,
    Car,
    OverpaidInterest,
    Retirement,
}

/// The names of the classes in a derivation, in the order of [`Class`].
const CLASS_NAMES: [&str; 6] = [
    "class-deposits",
    "class-insurance",
    "class-securities",
    "class-car",
    "class-overpaid-interest",
    "class-retirement",
];

const fn treatment(court: Court, readings: Readings, kind: AssetKind) -> Treatment {
    match (court, kind, readings.deposits) {
        (_, AssetKind::HouseholdGoods, _) | (Court::Tokyo, AssetKind::DepositWithLandlord, _) => Treatment::Nothing,
        (_, AssetKind::Deposit, Deposits::InFull) => Treatment::Full,
        (_, AssetKind::Cash, _)
        | (_, AssetKind::Deposit, Deposits::LikeCash)
        | (Court::Osaka | Court::Nara, AssetKind::Deposit, _)
        | (Court::Wakayama, _, _) => Treatment::BeyondFreeCash,
        (_, kind, _) if readings.counts_by_class(court) => match class(kind) {
            Some(class) => Treatment::ByClass(class),
            None => Treatment::Full,
        },
        _ => Treatment::Full,
    }
}

const fn class(kind: AssetKind) -> Option<Class> {
    match kind {
        AssetKind::Deposit | AssetKind::TimeDeposit => Some(Class::Deposits),
        AssetKind::Insurance => Some(Class::Insurance),
        AssetKind::Securities => Some(Class::Securities),
        AssetKind::Car => Some(Class::Car),
        AssetKind::OverpaidInterest => Some(Class::OverpaidInterest),
        AssetKind::RetirementAllowance => Some(Class::Retirement),
        _ => None,
    }
}

impl HomeValue {
    /// What of it would be left for the creditors.
    #[inline]
    pub fn counted(&self) -> Yen {
        self.value.excess_over(self.secured)
    }
}

/// How a court counts assets on a day: its figures, looked up once for any number of estates.
#[derive(Clone, Copy, Debug)]
pub struct Counting {
    court: Court,
    free_cash: Yen,
    retirement_share: Share,
    class_limit: Option<Yen>,
    readings: Readings,
}

#[expect(clippy::inline_always, reason = "columns are only quick where the compiler sees through the whole row")]
impl Counting {
    /// The figures of a day.
    #[inline]
    pub fn on<T: Trace>(
        cx: &mut Cx<'_, T>,
        on: Date,
        court: Court,
        readings: Readings,
    ) -> Result<Counting, NotInForce> {
        let exempt = cx.param(&civil_execution::EXEMPT_CASH, on)?;
        let free_cash = cx.param(&bankruptcy::EXEMPT_CASH_FACTOR, on)?.of_floor(exempt);
        let usual = cx.param(&court_practice::RETIREMENT_SHARE, on)?;
        if let Some(share) = readings.retirement_share {
            cx.given("retirement_share", &share);
        }
        let retirement_share = readings.retirement_share.unwrap_or(usual);
        let class_limit = if readings.counts_by_class(court) {
            Some(cx.param(&court_practice::TOKYO_CLASS_LIMIT, on)?)
        } else {
            None
        };
        Ok(Counting { court, free_cash, retirement_share, class_limit, readings })
    }

    /// The same, where it is that of a court by its own habits: the compiler then knows what becomes of each kind.
    #[inline(always)]
    pub fn of_court(self, court: Court) -> Option<Counting> {
        let readings = Readings::OF_THE_COURT;
        (self.court == court && self.readings == readings).then_some(Counting { court, readings, ..self })
    }

    /// Is every share of a small amount quick ([`Share::is_quick`])?
    #[inline(always)]
    pub const fn is_quick(&self) -> bool {
        self.retirement_share.is_quick()
    }

    #[inline(always)]
    fn realisable(&self, asset: &Asset) -> Yen {
        match asset.kind {
            AssetKind::RetirementAllowance => self.retirement_share.of_floor(asset.value),
            _ => asset.value,
        }
    }

    /// The sums of the classes.
    fn classes(&self, assets: &[Asset]) -> [Yen; CLASS_NAMES.len()] {
        let mut counted = self.begin();
        assets.iter().for_each(|asset| counted.see(asset));
        counted.classes
    }

    /// An estate that is counted asset by asset: first every asset is seen, then each is counted, in the same order.
    #[inline(always)]
    pub fn begin(&self) -> Counted<'_> {
        Counted { counting: self, classes: [Yen::ZERO; CLASS_NAMES.len()], free_cash: self.free_cash }
    }

    /// Tells of each asset, in order, what of it counts.
    pub fn each(&self, assets: &[Asset], mut tell: impl FnMut(&Asset, Yen)) {
        let mut counted = self.begin();
        assets.iter().for_each(|asset| counted.see(asset));
        assets.iter().for_each(|asset| tell(asset, counted.count(asset)));
    }
}

/// See [`Counting::begin`].
#[derive(Clone, Debug)]
pub struct Counted<'c> {
    counting: &'c Counting,
    classes: [Yen; CLASS_NAMES.len()],
    /// What is left of it.
    free_cash: Yen,
}

#[expect(clippy::inline_always, reason = "columns are only quick where the compiler sees through the whole row")]
impl Counted<'_> {
    /// Sees an asset: its class is as large as all of its assets.
    #[inline(always)]
    pub fn see(&mut self, asset: &Asset) {
        if let Treatment::ByClass(class) = treatment(self.counting.court, self.counting.readings, asset.kind) {
            self.classes[class as usize] += self.counting.realisable(asset);
        }
    }

    /// What of an asset counts.
    #[inline(always)]
    pub fn count(&mut self, asset: &Asset) -> Yen {
        let value = self.counting.realisable(asset);
        match treatment(self.counting.court, self.counting.readings, asset.kind) {
            Treatment::BeyondFreeCash => {
                let free = self.free_cash;
                self.free_cash = free.excess_over(value);
                value.excess_over(free)
            }
            Treatment::ByClass(class) => {
                let class = self.classes[class as usize];
                self.counting.class_limit.map_or(value, |limit| value.where_above(class, limit))
            }
            Treatment::Full => value,
            Treatment::Nothing => Yen::ZERO,
        }
    }
}

/// What a bankruptcy would bring the creditors.
///
/// 清算価値。民事再生法174条2項4号, 236条, 241条2項2号. `on` is the day on which the estate is looked at. Free of it is cash up to
/// 3/2 of the cash exempt from attachment (破産法34条3項1号, 民事執行法施行令1条). The rest is practice: an expected retirement
/// allowance counts one eighth, rounded down item by item; Tokyo leaves out each class of property that is not above
/// its limit and counts one above it in full, not the excess; Osaka and Nara treat ordinary deposits like
/// cash, Wakayama all other property too (its 99万円 come off everything but homes). A home counts
/// what exceeds its mortgages, and one that is worth less never lowers another. Avoidable preferences count in full:
/// the act knows no avoidance here (238条), so what a trustee would get back is added.
///
/// ```
/// use law::acts::civil_rehabilitation::liquidation::{Asset, Estate, HomeValue, Readings, liquidation_value};
/// use law::terms::{AssetKind, Court};
/// use law::{Yen, calendar::date, trace::{Cx, NoTrace}};
/// let estate = Estate {
///     assets: &[Asset { kind: AssetKind::Car, value: Yen(400_000) }, Asset { kind: AssetKind::Cash, value: Yen(900_000) }],
///     homes: &[HomeValue { value: Yen(50_000_000), secured: Yen(40_000_000) }],
///     preferences: Yen(100_000),
///     readings: Readings::OF_THE_COURT,
/// };
/// let answer = liquidation_value(&mut Cx::new(&mut NoTrace), date(2026, 11, 22), Court::Tokyo, &estate)?;
/// assert_eq!((answer.total, &answer.assets[..]), (Yen(10_500_000), &[Yen(400_000), Yen(0)][..]));
/// # Ok::<(), law::NotInForce>(())
/// ```
#[doc(alias = "清算価値")]
pub fn liquidation_value<T: Trace>(
    cx: &mut Cx<'_, T>,
    on: Date,
    court: Court,
    estate: &Estate<'_>,
) -> Result<Liquidation, NotInForce> {
    cx.rule(&LIQUIDATION_VALUE, |cx| {
        cx.given("court", &court);
        let counting = Counting::on(cx, on, court, estate.readings)?;
        if T::ON {
            let classes = counting.classes(estate.assets);
            for (name, sum) in CLASS_NAMES.into_iter().zip(&classes).filter(|(_, sum)| !sum.is_zero()) {
                cx.given(name, sum);
            }
        }
        let mut assets = SmallVec::with_capacity(estate.assets.len());
        counting.each(estate.assets, |asset, counted| {
            cx.given("asset-kind", &asset.kind);
            cx.given("asset-value", &asset.value);
            cx.given("asset-counted", &counted);
            assets.push(counted);
        });
        let homes: SmallVec<[Yen; 2]> = estate.homes.iter().map(HomeValue::counted).collect();
        for (home, counted) in estate.homes.iter().zip(&homes) {
            cx.given("home-value", &home.value);
            cx.given("home-secured", &home.secured);
            cx.given("home-counted", counted);
        }
        cx.given("preferences", &estate.preferences);
        let total = assets.iter().chain(&homes).sum::<Yen>() + estate.preferences;
        Ok(Liquidation { total, assets, homes })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::date;
    use crate::trace::NoTrace;
    use crate::words::Word;
    use proptest::prelude::*;

    const ON: Date = date(2026, 11, 22);
    const COURTS: &[Court] = Court::ALL;

    fn value(court: Court, assets: &[(AssetKind, u64)], homes: &[(u64, u64)], preferences: u64) -> Liquidation {
        let assets: Vec<Asset> = assets.iter().map(|&(kind, value)| Asset { kind, value: Yen(value) }).collect();
        let homes: Vec<HomeValue> =
            homes.iter().map(|&(value, secured)| HomeValue { value: Yen(value), secured: Yen(secured) }).collect();
        let estate =
            Estate { assets: &assets, homes: &homes, preferences: Yen(preferences), readings: Readings::OF_THE_COURT };
        liquidation_value(&mut Cx::new(&mut NoTrace), ON, court, &estate).unwrap()
    }

    fn check(courts: &[Court], assets: &[(AssetKind, u64)], counted: &[u64]) {
        for &court in courts {
            let answer = value(court, assets, &[], 0);
            assert_eq!(
                answer.assets,
                counted.iter().copied().map(Yen).collect::<SmallVec<[Yen; 8]>>(),
                "{court:?} {assets:?}"
            );
            assert_eq!(answer.total, Yen(counted.iter().sum()));
        }
    }

    /// 660,000 × 3/2 = 990,000.
    #[test]
    fn cash_counts_above_the_free_amount_which_is_used_up_in_order() {
        use AssetKind::Cash;
        check(COURTS, &[(Cash, 990_000)], &[0]);
        check(COURTS, &[(Cash, 990_001)], &[1]);
        check(COURTS, &[(Cash, 600_000), (Cash, 600_000), (Cash, 5)], &[0, 210_000, 5]);
    }

    #[test]
    fn tokyo_counts_a_class_in_full_or_not_at_all() {
        use AssetKind::*;
        const TOKYO: &[Court] = &[Court::Tokyo];
        for kind in [Deposit, TimeDeposit, Insurance, Securities, Car, OverpaidInterest] {
            check(TOKYO, &[(kind, 200_000)], &[0]);
            check(TOKYO, &[(kind, 200_001)], &[200_001]);
            check(TOKYO, &[(kind, 100_000), (kind, 100_001)], &[100_000, 100_001]);
        }
        // Ordinary and time deposits are one class; others are not summed with it.
        check(TOKYO, &[(Deposit, 100_000), (TimeDeposit, 100_001)], &[100_000, 100_001]);
        check(TOKYO, &[(Deposit, 200_000), (Insurance, 200_000), (Car, 200_000)], &[0, 0, 0]);
        // 1,600,000 / 8 = 200,000; 1,600,008 / 8 = 200,001; two allowances of 7 yen less each lose their fractions.
        check(TOKYO, &[(RetirementAllowance, 1_600_000)], &[0]);
        check(TOKYO, &[(RetirementAllowance, 1_600_007)], &[0]);
        check(TOKYO, &[(RetirementAllowance, 1_600_008)], &[200_001]);
        check(TOKYO, &[(RetirementAllowance, 800_007), (RetirementAllowance, 800_007)], &[0, 0]);
        check(TOKYO, &[(RetirementAllowance, 800_008), (RetirementAllowance, 800_007)], &[100_001, 100_000]);
        check(TOKYO, &[(DepositWithLandlord, 5_000_000)], &[0]);
        check(TOKYO, &[(Receivable, 1), (Valuables, 2), (Inheritance, 3), (Other, 4)], &[1, 2, 3, 4]);
    }

    #[test]
    fn osaka_takes_cash_and_ordinary_deposits_together() {
        use AssetKind::*;
        const OSAKA: &[Court] = &[Court::Osaka, Court::Nara];
        check(OSAKA, &[(Deposit, 600_000), (Cash, 390_000)], &[0, 0]);
        check(OSAKA, &[(Deposit, 600_000), (Car, 1), (Cash, 390_001)], &[0, 1, 1]);
        check(OSAKA, &[(Cash, 1_000_000), (Deposit, 5), (TimeDeposit, 7)], &[10_000, 5, 7]);
        check(OSAKA, &[(RetirementAllowance, 15), (Insurance, 3), (DepositWithLandlord, 9)], &[1, 3, 9]);
    }

    /// 990,000 off everything, in the order of the list: 600,000 + 390,000 are free, of the next 100,000 nothing is. An eighth of
    /// 8,000,000 of retirement allowance is 1,000,000: 10,000 above.
    #[test]
    fn wakayama_takes_its_free_money_off_everything() {
        use AssetKind::*;
        const WAKAYAMA: &[Court] = &[Court::Wakayama];
        check(WAKAYAMA, &[(Insurance, 600_000), (Car, 390_000), (Deposit, 100_000)], &[0, 0, 100_000]);
        check(WAKAYAMA, &[(RetirementAllowance, 8_000_000), (Cash, 5)], &[10_000, 5]);
        check(WAKAYAMA, &[(HouseholdGoods, 2_000_000), (Cash, 990_001)], &[0, 1]);
    }

    /// A user who knows that retirement is near takes a quarter.
    #[test]
    fn another_share_of_the_retirement_allowance() {
        let assets = [Asset { kind: AssetKind::RetirementAllowance, value: Yen(4_000_003) }];
        let count = |share: Option<Share>| {
            let estate = Estate {
                assets: &assets,
                homes: &[],
                preferences: Yen::ZERO,
                readings: Readings { retirement_share: share, ..Readings::OF_THE_COURT },
            };
            liquidation_value(&mut Cx::new(&mut NoTrace), ON, Court::Standard, &estate).unwrap().total
        };
        assert_eq!((count(None), count(Share::new(1, 4))), (Yen(500_000), Yen(1_000_000)));
    }

    #[test]
    fn without_a_local_habit_all_else_counts_in_full() {
        use AssetKind::*;
        const STANDARD: &[Court] = &[Court::Standard, Court::Nagoya, Court::Kobe, Court::Kyoto];
        check(STANDARD, &[(Deposit, 1), (TimeDeposit, 2), (Car, 3), (DepositWithLandlord, 4)], &[1, 2, 3, 4]);
        check(STANDARD, &[(RetirementAllowance, 8_000_007)], &[1_000_000]);
        check(COURTS, &[(HouseholdGoods, 9_000_000)], &[0]);
    }

    /// Each home alone: 10,000,000 left of one is not lowered by the shortfall of another.
    #[test]
    fn homes_count_what_exceeds_their_mortgages_and_preferences_count_in_full() {
        for &court in COURTS {
            let answer = value(court, &[], &[(50_000_000, 40_000_000), (20_000_000, 30_000_000)], 700_000);
            assert_eq!(answer.homes[..], [Yen(10_000_000), Yen(0)]);
            assert_eq!(answer.total, Yen(10_700_000));
        }
        assert_eq!(value(Court::Tokyo, &[], &[], 0).total, Yen(0));
    }

    /// A second reading of the three profiles: sums by kind only, no item, no order.
    fn slow_total(court: Court, assets: &[(AssetKind, u64)]) -> u64 {
        use AssetKind::*;
        let sum = |kinds: &[AssetKind]| -> u64 {
            let of_kind = assets.iter().filter(|(kind, _)| kinds.contains(kind));
            of_kind.map(|(kind, value)| if *kind == RetirementAllowance { value / 8 } else { *value }).sum()
        };
        let all_or_nothing = |kinds: &[AssetKind]| Some(sum(kinds)).filter(|sum| *sum > 200_000).unwrap_or(0);
        match court {
            Court::Tokyo => {
                sum(&[Cash]).saturating_sub(990_000)
                    + all_or_nothing(&[Deposit, TimeDeposit])
                    + all_or_nothing(&[Insurance])
                    + all_or_nothing(&[Securities])
                    + all_or_nothing(&[Car])
                    + all_or_nothing(&[OverpaidInterest])
                    + all_or_nothing(&[RetirementAllowance])
                    + sum(&[Receivable, Valuables, Inheritance, Other])
            }
            Court::Osaka | Court::Nara => {
                sum(&[Cash, Deposit]).saturating_sub(990_000) + sum(AssetKind::ALL)
                    - sum(&[Cash, Deposit, HouseholdGoods])
            }
            Court::Wakayama => (sum(AssetKind::ALL) - sum(&[HouseholdGoods])).saturating_sub(990_000),
            _ => sum(&[Cash]).saturating_sub(990_000) + sum(AssetKind::ALL) - sum(&[Cash, HouseholdGoods]),
        }
    }

    proptest! {
        #[test]
        fn totals_follow_the_sums_by_kind(
            assets in prop::collection::vec((0..AssetKind::ALL.len(), 0u64..450_000), 0..14),
        ) {
            let assets: Vec<(AssetKind, u64)> =
                assets.into_iter().map(|(kind, value)| (AssetKind::ALL[kind], value)).collect();
            for &court in COURTS {
                prop_assert_eq!(value(court, &assets, &[], 0).total, Yen(slow_total(court, &assets)));
            }
        }
    }
}
