//! 同時廃止と管財: does a bankruptcy close as it opens (216条), by the practice of two courts.

use crate::params::{Mark, bankruptcy_practice as figures};
use crate::provision::{BANKRUPTCY, Provision};
use crate::terms::{AssetKind, Court};
use crate::trace::{Cx, Rule, Show, Shown, Trace};
use crate::words::Word;
use crate::{Date, NotInForce, Yen};

crate::word_list! {
    /// A court whose screening practice is known.
    pub enum ScreeningCourt {
        /// 東京地方裁判所.
        Tokyo = "tokyo",
        /// 大阪地方裁判所.
        Osaka = "osaka",
    }
}

impl ScreeningCourt {
    /// The screening practice of a court, where it is known.
    pub const fn of(court: Court) -> Option<ScreeningCourt> {
        match court {
            Court::Tokyo => Some(ScreeningCourt::Tokyo),
            Court::Osaka => Some(ScreeningCourt::Osaka),
            Court::Standard => None,
        }
    }
}

crate::word_list! {
    /// How a bankruptcy is run.
    pub enum Procedure {
        /// 同時廃止.
        SimultaneousDiscontinuance = "simultaneous-discontinuance",
        /// 管財.
        Trustee = "trustee",
    }
}

crate::word_list! {
    /// Why a trustee is appointed.
    pub enum TrusteeReason {
        /// A single asset or a class of assets is worth the effort.
        AssetClass = "asset-class",
        /// Cash alone.
        Cash = "cash",
        /// Cash and ordinary deposits together.
        CashAndDeposits = "cash-and-deposits",
        /// Ordinary deposits alone.
        Deposits = "deposits",
        /// There may be a ground to refuse discharge.
        RefusalGround = "refusal-ground",
    }
}

/// What a household owns, as the courts screen it. An encumbered home that is worth no more than its debts is not here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Screening<'a> {
    /// 現金.
    pub cash: Yen,
    /// 普通預金.
    pub ordinary_deposits: Yen,
    /// Everything else, the retirement allowance as its eighth.
    pub other_classes: &'a [(AssetKind, Yen)],
    /// May there be a ground to refuse discharge (252条1項)?
    pub refusal_ground: bool,
}

/// How the bankruptcy is run, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Screened {
    /// How.
    pub procedure: Procedure,
    /// Why a trustee, in the order of the words; empty for a simultaneous discontinuance.
    pub because: Vec<TrusteeReason>,
}

impl Show for Screened {
    fn show(&self) -> Shown {
        Shown::Word(self.procedure.word())
    }
}

/// The rule of [`procedure`].
pub static PROCEDURE: Rule = Rule {
    id: "bankruptcy.procedure",
    ja: "同時廃止・管財の振分け",
    en: "simultaneous discontinuance or trustee",
    provisions: &[Provision::new(BANKRUPTCY, "216/1")],
    mark: Mark::Practice,
    parameters: &[
        &figures::TOKYO_CASH_FROM,
        &figures::TOKYO_CLASS_FROM,
        &figures::OSAKA_CASH_AND_DEPOSITS_ABOVE,
        &figures::OSAKA_ASSET_FROM,
    ],
};

/// Whether a court appoints a trustee, by its habit.
///
/// 同時廃止と管財の振分け。破産法216条1項 asks only whether the estate pays for the proceedings; the courts answer by
/// amounts. Tokyo looks at cash, at ordinary deposits and at the sum of each other class, Osaka at cash and ordinary
/// deposits together and at each other asset alone. A suspected ground to refuse discharge brings a trustee at both.
///
/// ```
/// use law::acts::bankruptcy::procedure::{Procedure, Screening, ScreeningCourt, procedure};
/// use law::{Yen, calendar::date, trace::{Cx, NoTrace}};
/// let owned =
///     Screening { cash: Yen(329_999), ordinary_deposits: Yen(199_999), other_classes: &[], refusal_ground: false };
/// let answer = procedure(&mut Cx::new(&mut NoTrace), date(2026, 11, 22), ScreeningCourt::Tokyo, owned)?;
/// assert_eq!(answer.procedure, Procedure::SimultaneousDiscontinuance);
/// # Ok::<(), law::NotInForce>(())
/// ```
#[doc(alias = "同時廃止")]
#[doc(alias = "管財")]
pub fn procedure<T: Trace>(
    cx: &mut Cx<'_, T>,
    on: Date,
    court: ScreeningCourt,
    owned: Screening<'_>,
) -> Result<Screened, NotInForce> {
    cx.rule(&PROCEDURE, |cx| {
        cx.given("court", &court);
        cx.given("cash", &owned.cash);
        cx.given("ordinary_deposits", &owned.ordinary_deposits);
        let mut because = Vec::new();
        match court {
            ScreeningCourt::Tokyo => {
                let class_from = cx.param(&figures::TOKYO_CLASS_FROM, on)?;
                let sum_of = |wanted: AssetKind| -> Yen {
                    owned.other_classes.iter().filter(|(kind, _)| *kind == wanted).map(|(_, value)| *value).sum()
                };
                let largest = AssetKind::ALL.iter().map(|kind| sum_of(*kind)).max().unwrap_or_default();
                cx.given("largest_class", &largest);
                if largest >= class_from {
                    because.push(TrusteeReason::AssetClass);
                }
                if owned.cash >= cx.param(&figures::TOKYO_CASH_FROM, on)? {
                    because.push(TrusteeReason::Cash);
                }
                if owned.ordinary_deposits >= class_from {
                    because.push(TrusteeReason::Deposits);
                }
            }
            ScreeningCourt::Osaka => {
                let largest = owned.other_classes.iter().map(|(_, value)| *value).max().unwrap_or_default();
                cx.given("largest_asset", &largest);
                if largest >= cx.param(&figures::OSAKA_ASSET_FROM, on)? {
                    because.push(TrusteeReason::AssetClass);
                }
                let money = owned.cash + owned.ordinary_deposits;
                if money > cx.param(&figures::OSAKA_CASH_AND_DEPOSITS_ABOVE, on)? {
                    because.push(TrusteeReason::CashAndDeposits);
                }
            }
        }
        cx.exception("refusal_ground", Provision::new(BANKRUPTCY, "252/1"), owned.refusal_ground);
        if owned.refusal_ground {
            because.push(TrusteeReason::RefusalGround);
        }
        let procedure = if because.is_empty() { Procedure::SimultaneousDiscontinuance } else { Procedure::Trustee };
        Ok(Screened { procedure, because })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::date;
    use crate::trace::NoTrace;
    use AssetKind::{Car, Insurance};
    use ScreeningCourt::{Osaka, Tokyo};
    use TrusteeReason::{AssetClass, Cash, CashAndDeposits, Deposits, RefusalGround};

    fn check(
        court: ScreeningCourt,
        cash: u64,
        deposits: u64,
        other: &[(AssetKind, u64)],
        refusal_ground: bool,
        because: &[TrusteeReason],
    ) {
        let other_classes: Vec<(AssetKind, Yen)> = other.iter().map(|(kind, value)| (*kind, Yen(*value))).collect();
        let owned = Screening {
            cash: Yen(cash),
            ordinary_deposits: Yen(deposits),
            other_classes: &other_classes,
            refusal_ground,
        };
        let found = procedure(&mut Cx::new(&mut NoTrace), date(2026, 11, 22), court, owned).unwrap();
        assert_eq!(found.because, because);
        assert_eq!(found.procedure == Procedure::Trustee, !because.is_empty());
    }

    #[test]
    fn tokyo_takes_each_class_and_does_not_add_cash_to_deposits() {
        check(Tokyo, 329_999, 199_999, &[(Car, 199_999), (Insurance, 199_999)], false, &[]);
        check(Tokyo, 330_000, 0, &[], false, &[Cash]);
        check(Tokyo, 0, 200_000, &[], false, &[Deposits]);
        check(Tokyo, 0, 0, &[(Insurance, 200_000)], false, &[AssetClass]);
        // The entries of a kind are summed.
        check(Tokyo, 0, 0, &[(Insurance, 100_000), (Car, 1), (Insurance, 99_999)], false, &[]);
        check(Tokyo, 0, 0, &[(Insurance, 100_000), (Car, 1), (Insurance, 100_000)], false, &[AssetClass]);
    }

    #[test]
    fn osaka_adds_cash_to_deposits_and_takes_each_asset_alone() {
        check(Osaka, 300_000, 200_000, &[(Insurance, 199_999), (Insurance, 199_999)], false, &[]);
        check(Osaka, 300_000, 200_001, &[], false, &[CashAndDeposits]);
        check(Osaka, 0, 0, &[(Insurance, 200_000)], false, &[AssetClass]);
    }

    #[test]
    fn a_refusal_ground_brings_a_trustee_and_reasons_stand_in_the_order_of_their_words() {
        check(Tokyo, 0, 0, &[], true, &[RefusalGround]);
        check(Osaka, 0, 0, &[], true, &[RefusalGround]);
        check(Tokyo, 330_000, 200_000, &[(Car, 200_000)], true, &[AssetClass, Cash, Deposits, RefusalGround]);
        let words: Vec<&str> = TrusteeReason::ALL.iter().map(|reason| reason.word()).collect();
        assert!(words.is_sorted());
    }
}
