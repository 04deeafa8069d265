//! 同時廃止と管財: does a bankruptcy close as it opens (216条), by the practice of the courts whose habit is known.

use crate::params::{Mark, Parameter, bankruptcy_practice as figures};
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
        /// 横浜地方裁判所.
        Yokohama = "yokohama",
        /// 千葉地方裁判所.
        Chiba = "chiba",
        /// 名古屋地方裁判所.
        Nagoya = "nagoya",
        /// 神戸地方裁判所.
        Kobe = "kobe",
        /// 広島地方裁判所 (本庁).
        Hiroshima = "hiroshima",
        /// 福岡地方裁判所.
        Fukuoka = "fukuoka",
    }
}

impl ScreeningCourt {
    /// Does the court look at all deposits together, ordinary and time deposits (預貯金), as one class?
    pub const fn sums_deposits(self) -> bool {
        let habit = self.habit();
        habit.deposits.is_some() && habit.class.is_some()
    }

    /// The screening practice of a court, where it is known.
    pub const fn of(court: Court) -> Option<ScreeningCourt> {
        match court {
            Court::Tokyo => Some(ScreeningCourt::Tokyo),
            Court::Osaka => Some(ScreeningCourt::Osaka),
            Court::Yokohama => Some(ScreeningCourt::Yokohama),
            Court::Chiba => Some(ScreeningCourt::Chiba),
            Court::Nagoya => Some(ScreeningCourt::Nagoya),
            Court::Kobe => Some(ScreeningCourt::Kobe),
            Court::Hiroshima => Some(ScreeningCourt::Hiroshima),
            Court::Fukuoka => Some(ScreeningCourt::Fukuoka),
            Court::Kyoto
            | Court::Nara
            | Court::Wakayama
            | Court::Mito
            | Court::Niigata
            | Court::Nagasaki
            | Court::Kumamoto
            | Court::Standard => None,
        }
    }

    /// What it looks at.
    const fn habit(self) -> Habit {
        use Limit::{Above, From};
        const NONE: Habit =
            Habit { cash: None, cash_and_deposits: None, deposits: None, class: None, asset: None, total: None };
        match self {
            ScreeningCourt::Tokyo => Habit {
                cash: Some(From(&figures::TOKYO_CASH_FROM)),
                deposits: Some(From(&figures::TOKYO_CLASS_FROM)),
                class: Some(From(&figures::TOKYO_CLASS_FROM)),
                ..NONE
            },
            ScreeningCourt::Osaka => Habit {
                cash_and_deposits: Some(Above(&figures::OSAKA_CASH_AND_DEPOSITS_ABOVE)),
                asset: Some(From(&figures::OSAKA_ASSET_FROM)),
                ..NONE
            },
            ScreeningCourt::Yokohama => Habit {
                cash: Some(From(&figures::YOKOHAMA_CASH_FROM)),
                deposits: Some(From(&figures::YOKOHAMA_CLASS_FROM)),
                class: Some(From(&figures::YOKOHAMA_CLASS_FROM)),
                ..NONE
            },
            ScreeningCourt::Chiba => Habit {
                cash: Some(From(&figures::CHIBA_CASH_FROM)),
                deposits: Some(From(&figures::CHIBA_CLASS_FROM)),
                class: Some(From(&figures::CHIBA_CLASS_FROM)),
                ..NONE
            },
            ScreeningCourt::Nagoya => Habit {
                cash: Some(Above(&figures::NAGOYA_ASSET_ABOVE)),
                deposits: Some(Above(&figures::NAGOYA_ASSET_ABOVE)),
                asset: Some(Above(&figures::NAGOYA_ASSET_ABOVE)),
                total: Some(Above(&figures::NAGOYA_TOTAL_ABOVE)),
                ..NONE
            },
            ScreeningCourt::Kobe => Habit {
                cash_and_deposits: Some(From(&figures::KOBE_CASH_AND_DEPOSITS_FROM)),
                class: Some(From(&figures::KOBE_CLASS_FROM)),
                ..NONE
            },
            ScreeningCourt::Hiroshima => Habit {
                cash_and_deposits: Some(From(&figures::HIROSHIMA_CASH_AND_DEPOSITS_FROM)),
                asset: Some(From(&figures::HIROSHIMA_ASSET_FROM)),
                ..NONE
            },
            ScreeningCourt::Fukuoka => Habit {
                cash_and_deposits: Some(Above(&figures::FUKUOKA_CASH_AND_DEPOSITS_ABOVE)),
                deposits: Some(From(&figures::FUKUOKA_CLASS_FROM)),
                class: Some(From(&figures::FUKUOKA_CLASS_FROM)),
                ..NONE
            },
        }
    }
}

/// What a court looks at before it appoints a trustee; the figures are parameters.
#[derive(Clone, Copy, Debug)]
struct Habit {
    /// Cash alone.
    cash: Option<Limit>,
    /// Cash and ordinary deposits together.
    cash_and_deposits: Option<Limit>,
    /// Ordinary deposits alone.
    deposits: Option<Limit>,
    /// The sum of each other kind of property.
    class: Option<Limit>,
    /// Each other asset alone.
    asset: Option<Limit>,
    /// Everything together.
    total: Option<Limit>,
}

/// Where a trustee begins: at the figure, or above it.
#[derive(Clone, Copy, Debug)]
enum Limit {
    /// 以上.
    From(&'static Parameter<Yen>),
    /// 超.
    Above(&'static Parameter<Yen>),
}

impl Limit {
    fn reached<T: Trace>(self, cx: &mut Cx<'_, T>, on: Date, amount: Yen) -> Result<bool, NotInForce> {
        Ok(match self {
            Limit::From(figure) => amount >= cx.param(figure, on)?,
            Limit::Above(figure) => amount > cx.param(figure, on)?,
        })
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
        /// Everything together.
        Total = "total",
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
        &figures::YOKOHAMA_CASH_FROM,
        &figures::YOKOHAMA_CLASS_FROM,
        &figures::CHIBA_CASH_FROM,
        &figures::CHIBA_CLASS_FROM,
        &figures::NAGOYA_ASSET_ABOVE,
        &figures::NAGOYA_TOTAL_ABOVE,
        &figures::KOBE_CASH_AND_DEPOSITS_FROM,
        &figures::KOBE_CLASS_FROM,
        &figures::HIROSHIMA_CASH_AND_DEPOSITS_FROM,
        &figures::HIROSHIMA_ASSET_FROM,
        &figures::FUKUOKA_CASH_AND_DEPOSITS_ABOVE,
        &figures::FUKUOKA_CLASS_FROM,
    ],
};

/// Whether a court appoints a trustee, by its habit.
///
/// 同時廃止と管財の振分け。破産法216条1項 asks only whether the estate pays for the proceedings; the courts answer by
/// amounts. Tokyo, Yokohama and Chiba look at cash, at ordinary deposits and at the sum of each other class, Osaka and
/// Hiroshima at cash and ordinary deposits together and at each other asset alone, Kobe and Fukuoka at that money and at
/// each class, Nagoya at each asset and at everything. A suspected ground to refuse discharge brings a trustee everywhere.
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
        let habit = court.habit();
        let sum_of = |wanted: AssetKind| -> Yen {
            owned.other_classes.iter().filter(|(kind, _)| *kind == wanted).map(|(_, value)| *value).sum()
        };
        let largest_class = || AssetKind::ALL.iter().map(|kind| sum_of(*kind)).max().unwrap_or_default();
        let largest_asset = || owned.other_classes.iter().map(|(_, value)| *value).max().unwrap_or_default();
        let others = || owned.other_classes.iter().map(|(_, value)| *value).sum::<Yen>();
        let money = owned.cash + owned.ordinary_deposits;
        let mut because = Vec::new();
        let mut look = |cx: &mut Cx<'_, T>, limit: Option<Limit>, amount: Yen, name, reason| {
            let Some(limit) = limit else { return Ok(()) };
            cx.given(name, &amount);
            if limit.reached(cx, on, amount)? {
                because.push(reason);
            }
            Ok(())
        };
        // In the order of the words.
        if habit.class.is_some() {
            look(cx, habit.class, largest_class(), "largest_class", TrusteeReason::AssetClass)?;
        } else {
            look(cx, habit.asset, largest_asset(), "largest_asset", TrusteeReason::AssetClass)?;
        }
        look(cx, habit.cash, owned.cash, "cash", TrusteeReason::Cash)?;
        look(cx, habit.cash_and_deposits, money, "cash_and_deposits", TrusteeReason::CashAndDeposits)?;
        look(cx, habit.deposits, owned.ordinary_deposits, "ordinary_deposits", TrusteeReason::Deposits)?;
        let everything = money + others();
        look(cx, habit.total, everything, "owned_in_all", TrusteeReason::Total)?;
        cx.exception("refusal_ground", Provision::new(BANKRUPTCY, "252/1"), owned.refusal_ground);
        if owned.refusal_ground {
            because.push(TrusteeReason::RefusalGround);
        }
        because.sort_unstable();
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
    use ScreeningCourt::{Chiba, Fukuoka, Hiroshima, Kobe, Nagoya, Osaka, Tokyo, Yokohama};
    use TrusteeReason::{AssetClass, Cash, CashAndDeposits, Deposits, RefusalGround, Total};

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

    /// The thresholds as the law offices of each place tell them (see the sources of the parameters).
    #[test]
    fn the_other_courts_have_habits_of_their_own() {
        for court in [Yokohama, Chiba] {
            check(court, 329_999, 199_999, &[(Insurance, 199_999)], false, &[]);
            check(
                court,
                330_000,
                200_000,
                &[(Insurance, 100_000), (Insurance, 100_000)],
                false,
                &[AssetClass, Cash, Deposits],
            );
        }
        check(Nagoya, 300_000, 0, &[(Car, 100_000)], false, &[]);
        check(Nagoya, 300_001, 0, &[(Car, 99_999)], false, &[Cash]);
        check(Nagoya, 200_000, 0, &[(Car, 200_001)], false, &[Total]);
        check(Nagoya, 0, 0, &[(Car, 300_001)], false, &[AssetClass]);
        check(Kobe, 499_999, 0, &[(Insurance, 199_999)], false, &[]);
        check(
            Kobe,
            300_000,
            200_000,
            &[(Insurance, 100_000), (Insurance, 100_000)],
            false,
            &[AssetClass, CashAndDeposits],
        );
        check(Hiroshima, 499_999, 0, &[(Insurance, 199_999), (Insurance, 199_999)], false, &[]);
        check(Hiroshima, 300_000, 200_000, &[(Insurance, 200_000)], false, &[AssetClass, CashAndDeposits]);
        check(Fukuoka, 330_000, 0, &[(Insurance, 199_999)], false, &[]);
        check(Fukuoka, 330_001, 0, &[], false, &[CashAndDeposits]);
        check(Fukuoka, 0, 200_000, &[(Insurance, 200_000)], false, &[AssetClass, Deposits]);
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
