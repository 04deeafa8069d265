//! 民事法律扶助: who may have a lawyer's fee advanced by the Japan Legal Support Center (法テラス), and how much.

use crate::params::{Mark, Parameter, legal_support as figures};
use crate::provision::{LEGAL_SUPPORT, Provision};
use crate::trace::{Cx, Rule, Show, Shown, Trace};
use crate::{Date, NotInForce, Yen};

crate::word_list! {
    /// Where a household lives, as far as the limits differ.
    pub enum SupportRegion {
        /// 東京都特別区.
        TokyoWards = "tokyo-wards",
        /// 生活保護一級地 outside the wards.
        ClassOne = "class-one",
        /// Anywhere else.
        Other = "other",
    }
}

/// A household that asks for help. Money is per month where it flows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Applicant {
    /// How many live from the income, the applicant among them; at least one.
    pub household_size: u32,
    /// Where.
    pub region: SupportRegion,
    /// Net income of applicant and spouse, a twelfth of the bonuses included.
    pub net_monthly: Yen,
    /// Rent or home loan really paid.
    pub housing_monthly: Yen,
    /// Cash and deposits of applicant and spouse.
    pub assets: Yen,
}

/// Whether the means are small enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MeansTest {
    /// The most income, housing add-on included.
    pub income_limit: Yen,
    /// The income is within it.
    pub income_met: bool,
    /// The most assets.
    pub asset_limit: Yen,
    /// The assets are within it.
    pub assets_met: bool,
}

impl MeansTest {
    /// Both are met.
    pub const fn eligible(self) -> bool {
        self.income_met && self.assets_met
    }
}

impl Show for MeansTest {
    fn show(&self) -> Shown {
        Shown::Flag(self.eligible())
    }
}

/// The rule of [`eligibility`].
pub static ELIGIBILITY: Rule = Rule {
    id: "legal-support.eligibility",
    ja: "民事法律扶助の資力基準",
    en: "means test of civil legal aid",
    provisions: &[Provision::new(LEGAL_SUPPORT, "30")],
    mark: Mark::Practice,
    parameters: &[
        &figures::INCOME_1,
        &figures::INCOME_2,
        &figures::INCOME_3,
        &figures::INCOME_4,
        &figures::INCOME_EACH_MORE,
        &figures::INCOME_1_CLASS_ONE,
        &figures::INCOME_2_CLASS_ONE,
        &figures::INCOME_3_CLASS_ONE,
        &figures::INCOME_4_CLASS_ONE,
        &figures::INCOME_EACH_MORE_CLASS_ONE,
        &figures::HOUSING_1,
        &figures::HOUSING_2,
        &figures::HOUSING_3,
        &figures::HOUSING_4,
        &figures::HOUSING_1_TOKYO,
        &figures::HOUSING_2_TOKYO,
        &figures::HOUSING_3_TOKYO,
        &figures::HOUSING_4_TOKYO,
        &figures::ASSETS_1,
        &figures::ASSETS_2,
        &figures::ASSETS_3,
        &figures::ASSETS_4,
    ],
};

type Table = [&'static Parameter<Yen>; 4];

const INCOME: Table = [&figures::INCOME_1, &figures::INCOME_2, &figures::INCOME_3, &figures::INCOME_4];
const INCOME_CLASS_ONE: Table = [
    &figures::INCOME_1_CLASS_ONE,
    &figures::INCOME_2_CLASS_ONE,
    &figures::INCOME_3_CLASS_ONE,
    &figures::INCOME_4_CLASS_ONE,
];
const HOUSING: Table = [&figures::HOUSING_1, &figures::HOUSING_2, &figures::HOUSING_3, &figures::HOUSING_4];
const HOUSING_TOKYO: Table =
    [&figures::HOUSING_1_TOKYO, &figures::HOUSING_2_TOKYO, &figures::HOUSING_3_TOKYO, &figures::HOUSING_4_TOKYO];
const ASSETS: Table = [&figures::ASSETS_1, &figures::ASSETS_2, &figures::ASSETS_3, &figures::ASSETS_4];

/// Are a household's means small enough for legal aid?
///
/// 民事法律扶助の資力基準。総合法律支援法30条 and the centre's standards: the income limit by size of household, more in
/// class-one areas, plus what housing really costs up to a cap; and a limit on cash and deposits. The centre also asks
/// that the case is not hopeless; that is its own judgement.
///
/// ```
/// use law::acts::legal_support::{Applicant, SupportRegion, eligibility};
/// use law::{Yen, calendar::date, trace::{Cx, NoTrace}};
/// let family = Applicant {
///     household_size: 4,
///     region: SupportRegion::ClassOne,
///     net_monthly: Yen(390_000),
///     housing_monthly: Yen(126_000),
///     assets: Yen(1_000_000),
/// };
/// let test = eligibility(&mut Cx::new(&mut NoTrace), date(2026, 11, 22), family)?;
/// assert_eq!((test.income_limit, test.eligible()), (Yen(399_900), true)); // 328,900 + 71,000
/// # Ok::<(), law::NotInForce>(())
/// ```
#[doc(alias = "民事法律扶助")]
#[doc(alias = "法テラス")]
pub fn eligibility<T: Trace>(cx: &mut Cx<'_, T>, on: Date, applicant: Applicant) -> Result<MeansTest, NotInForce> {
    cx.rule(&ELIGIBILITY, |cx| {
        cx.given("household_size", &applicant.household_size);
        cx.given("region", &applicant.region);
        cx.given("net_monthly", &applicant.net_monthly);
        cx.given("housing_monthly", &applicant.housing_monthly);
        cx.given("assets", &applicant.assets);
        let row = applicant.household_size.clamp(1, 4) as usize - 1;
        let (income, each_more) = match applicant.region {
            SupportRegion::Other => (INCOME, &figures::INCOME_EACH_MORE),
            SupportRegion::TokyoWards | SupportRegion::ClassOne => {
                (INCOME_CLASS_ONE, &figures::INCOME_EACH_MORE_CLASS_ONE)
            }
        };
        let housing = match applicant.region {
            SupportRegion::TokyoWards => HOUSING_TOKYO,
            SupportRegion::ClassOne | SupportRegion::Other => HOUSING,
        };
        let mut income_limit = cx.param(income[row], on)?;
        let more = applicant.household_size.saturating_sub(4);
        if more > 0 {
            income_limit += cx.param(each_more, on)?.times(u64::from(more));
        }
        income_limit += applicant.housing_monthly.min(cx.param(housing[row], on)?);
        let asset_limit = cx.param(ASSETS[row], on)?;
        Ok(MeansTest {
            income_limit,
            income_met: applicant.net_monthly <= income_limit,
            asset_limit,
            assets_met: applicant.assets <= asset_limit,
        })
    })
}

crate::word_list! {
    /// A case for which the centre advances the lawyer's fee.
    pub enum AdvancedCase {
        /// 自己破産.
        Bankruptcy = "bankruptcy",
        /// 個人再生.
        Rehabilitation = "rehabilitation",
        /// 任意整理.
        VoluntaryArrangement = "voluntary-arrangement",
    }
}

/// What the centre advances.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Advance {
    /// 着手金.
    pub fee: Yen,
    /// 実費.
    pub expenses: Yen,
}

impl Advance {
    /// Both together: what is paid back month by month.
    pub fn total(self) -> Yen {
        self.fee + self.expenses
    }
}

impl Show for Advance {
    fn show(&self) -> Shown {
        self.total().show()
    }
}

/// The rule of [`advance`].
pub static ADVANCE: Rule = Rule {
    id: "legal-support.advance",
    ja: "民事法律扶助の立替額",
    en: "advance of civil legal aid",
    provisions: &[Provision::new(LEGAL_SUPPORT, "30")],
    mark: Mark::Practice,
    parameters: &[
        &figures::FEW_CREDITORS_UP_TO,
        &figures::SOME_CREDITORS_UP_TO,
        &figures::BANKRUPTCY_FEE_FEW,
        &figures::BANKRUPTCY_FEE_SOME,
        &figures::BANKRUPTCY_FEE_MANY,
        &figures::BANKRUPTCY_EXPENSES,
        &figures::REHABILITATION_FEE_FEW,
        &figures::REHABILITATION_FEE_SOME,
        &figures::REHABILITATION_FEE_MANY,
        &figures::REHABILITATION_EXPENSES,
        &figures::ARRANGEMENT_FEWEST_UP_TO,
        &figures::ARRANGEMENT_FEE_FEWEST,
        &figures::ARRANGEMENT_FEE_FEW,
        &figures::ARRANGEMENT_FEE_SOME,
        &figures::ARRANGEMENT_FEE_MANY,
        &figures::ARRANGEMENT_EXPENSES_FEW,
        &figures::ARRANGEMENT_EXPENSES_SOME,
        &figures::ARRANGEMENT_EXPENSES_MANY,
    ],
};

/// A figure for each tier of creditors.
type Tiers = [&'static Parameter<Yen>; 3];

/// What the centre advances for a case, by the number of creditors.
///
/// 民事法律扶助の立替額。It is paid back without interest; the trustee's deposit is not in it.
///
/// ```
/// use law::acts::legal_support::{AdvancedCase, advance};
/// use law::{Yen, calendar::date, trace::{Cx, NoTrace}};
/// let paid = advance(&mut Cx::new(&mut NoTrace), date(2026, 11, 22), AdvancedCase::Rehabilitation, 11)?;
/// assert_eq!(paid.total(), Yen(222_000));
/// # Ok::<(), law::NotInForce>(())
/// ```
#[doc(alias = "立替金")]
pub fn advance<T: Trace>(
    cx: &mut Cx<'_, T>,
    on: Date,
    case: AdvancedCase,
    creditors: u32,
) -> Result<Advance, NotInForce> {
    cx.rule(&ADVANCE, |cx| {
        cx.given("case", &case);
        cx.given("creditors", &creditors);
        let tier = if creditors <= cx.param(&figures::FEW_CREDITORS_UP_TO, on)? {
            0
        } else if creditors <= cx.param(&figures::SOME_CREDITORS_UP_TO, on)? {
            1
        } else {
            2
        };
        let (fees, expenses): (Tiers, Tiers) = match case {
            AdvancedCase::Bankruptcy => (
                [&figures::BANKRUPTCY_FEE_FEW, &figures::BANKRUPTCY_FEE_SOME, &figures::BANKRUPTCY_FEE_MANY],
                [&figures::BANKRUPTCY_EXPENSES; 3],
            ),
            AdvancedCase::Rehabilitation => (
                [
                    &figures::REHABILITATION_FEE_FEW,
                    &figures::REHABILITATION_FEE_SOME,
                    &figures::REHABILITATION_FEE_MANY,
                ],
                [&figures::REHABILITATION_EXPENSES; 3],
            ),
            AdvancedCase::VoluntaryArrangement => {
                let fewest = creditors <= cx.param(&figures::ARRANGEMENT_FEWEST_UP_TO, on)?;
                let few = if fewest { &figures::ARRANGEMENT_FEE_FEWEST } else { &figures::ARRANGEMENT_FEE_FEW };
                (
                    [few, &figures::ARRANGEMENT_FEE_SOME, &figures::ARRANGEMENT_FEE_MANY],
                    [
                        &figures::ARRANGEMENT_EXPENSES_FEW,
                        &figures::ARRANGEMENT_EXPENSES_SOME,
                        &figures::ARRANGEMENT_EXPENSES_MANY,
                    ],
                )
            }
        };
        Ok(Advance { fee: cx.param(fees[tier], on)?, expenses: cx.param(expenses[tier], on)? })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::date;
    use crate::trace::NoTrace;
    use SupportRegion::{ClassOne, Other, TokyoWards};

    const TODAY: Date = date(2026, 11, 22);

    fn run(household_size: u32, region: SupportRegion, net: u64, housing: u64, assets: u64) -> MeansTest {
        let applicant = Applicant {
            household_size,
            region,
            net_monthly: Yen(net),
            housing_monthly: Yen(housing),
            assets: Yen(assets),
        };
        eligibility(&mut Cx::new(&mut NoTrace), TODAY, applicant).unwrap()
    }

    /// The table of the centre, housing free of charge.
    #[test]
    fn limits_by_size_and_area() {
        for (size, other, class_one, assets) in [
            (1, 182_000, 200_200, 1_800_000),
            (2, 251_000, 276_100, 2_500_000),
            (3, 272_000, 299_200, 2_700_000),
            (4, 299_000, 328_900, 3_000_000),
            (6, 359_000, 394_900, 3_000_000),
        ] {
            assert_eq!(run(size, Other, 0, 0, 0).income_limit, Yen(other));
            assert_eq!(run(size, ClassOne, 0, 0, 0).income_limit, Yen(class_one));
            assert_eq!(run(size, TokyoWards, 0, 0, 0).asset_limit, Yen(assets));
        }
    }

    #[test]
    fn housing_counts_as_paid_up_to_its_cap() {
        assert_eq!(run(1, Other, 0, 40_999, 0).income_limit, Yen(222_999));
        assert_eq!(run(1, Other, 0, 41_001, 0).income_limit, Yen(223_000));
        assert_eq!(run(3, ClassOne, 0, 100_000, 0).income_limit, Yen(365_200));
        assert_eq!(run(3, TokyoWards, 0, 100_000, 0).income_limit, Yen(384_200));
        assert_eq!(run(5, TokyoWards, 0, 100_000, 0).income_limit, Yen(453_900));
    }

    #[test]
    fn both_limits_from_both_sides() {
        assert!(run(1, Other, 182_000, 0, 1_800_000).eligible());
        assert!(!run(1, Other, 182_001, 0, 0).eligible());
        assert!(!run(1, Other, 0, 0, 1_800_001).eligible());
    }

    #[test]
    fn advances_by_number_of_creditors() {
        for (case, creditors, fee, expenses) in [
            (AdvancedCase::Bankruptcy, 1, 132_000, 23_000),
            (AdvancedCase::Bankruptcy, 10, 132_000, 23_000),
            (AdvancedCase::Bankruptcy, 11, 154_000, 23_000),
            (AdvancedCase::Bankruptcy, 20, 154_000, 23_000),
            (AdvancedCase::Bankruptcy, 21, 187_000, 23_000),
            (AdvancedCase::Rehabilitation, 10, 165_000, 35_000),
            (AdvancedCase::Rehabilitation, 20, 187_000, 35_000),
            (AdvancedCase::Rehabilitation, 21, 220_000, 35_000),
            // 105,000, 147,000, 168,000 and 189,000 with 5 % of tax are these with 10 %.
            (AdvancedCase::VoluntaryArrangement, 5, 110_000, 25_000),
            (AdvancedCase::VoluntaryArrangement, 6, 154_000, 25_000),
            (AdvancedCase::VoluntaryArrangement, 11, 176_000, 30_000),
            (AdvancedCase::VoluntaryArrangement, 21, 198_000, 35_000),
        ] {
            let found = advance(&mut Cx::new(&mut NoTrace), TODAY, case, creditors).unwrap();
            assert_eq!(found, Advance { fee: Yen(fee), expenses: Yen(expenses) }, "{case:?} {creditors}");
        }
    }
}
