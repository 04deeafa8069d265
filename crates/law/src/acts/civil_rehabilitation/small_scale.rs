//! 小規模個人再生: what a plan must pay at least (民事再生法231条2項).

use std::hint::select_unpredictable;

use crate::params::{Mark, civil_rehabilitation as figures};
use crate::provision::{CIVIL_REHABILITATION, Provision};
use crate::trace::{Cx, Rule, Show, Shown, Trace};
use crate::words::Word;
use crate::{Date, NotInForce, Share, Yen};

crate::word_list! {
    /// The band of the minimum repayment into which the claims fall.
    pub enum Band {
        /// Less than 1,000,000 yen: all of it.
        All = "all",
        /// 1,000,000 to 5,000,000 yen: 1,000,000 yen.
        OneMillion = "one-million",
        /// To 15,000,000 yen: one fifth.
        OneFifth = "one-fifth",
        /// To 30,000,000 yen: 3,000,000 yen.
        ThreeMillion = "three-million",
        /// To 50,000,000 yen: one tenth.
        OneTenth = "one-tenth",
    }
}

/// The two totals of 231条2項.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClaimTotals {
    /// N: uncontested and evaluated claims without home loan claims, secured parts and 84条2項 claims (2号).
    pub tier_total: Yen,
    /// K: the standard claims, 基準債権 (3号); at least N.
    pub standard_claims: Yen,
}

/// What 231条2項 asks of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MinimumRepayment {
    /// The least total, a fraction of a yen counted as a whole one; `None` when no plan can be confirmed.
    pub minimum: Option<Yen>,
    /// The band, likewise.
    pub band: Option<Band>,
}

impl Show for MinimumRepayment {
    fn show(&self) -> Shown {
        self.minimum.show()
    }
}

/// The rule of [`minimum_repayment`].
pub static MINIMUM_REPAYMENT: Rule = Rule {
    id: "civil-rehabilitation.minimum-repayment",
    ja: "最低弁済額",
    en: "minimum repayment",
    provisions: &[
        Provision::new(CIVIL_REHABILITATION, "231/2/2"),
        Provision::new(CIVIL_REHABILITATION, "231/2/3"),
        Provision::new(CIVIL_REHABILITATION, "231/2/4"),
    ],
    mark: Mark::Law,
    parameters: &[
        &figures::CLAIMS_CAP,
        &figures::TENTH_BAND_ABOVE,
        &figures::TENTH,
        &figures::FIFTH,
        &figures::MINIMUM_REPAYMENT_FLOOR,
        &figures::MINIMUM_REPAYMENT_CEILING,
    ],
};

/// The figures of 民事再生法231条2項 on a day, looked up once for any number of plans.
#[derive(Clone, Copy, Debug)]
pub struct Tiers {
    cap: Yen,
    tenth_above: Yen,
    tenth: Share,
    fifth: Share,
    floor: Yen,
    ceiling: Yen,
}

impl Tiers {
    /// The figures of a day.
    pub fn on(on: Date) -> Result<Tiers, NotInForce> {
        Ok(Tiers {
            cap: figures::CLAIMS_CAP.on(on)?.value,
            tenth_above: figures::TENTH_BAND_ABOVE.on(on)?.value,
            tenth: figures::TENTH.on(on)?.value,
            fifth: figures::FIFTH.on(on)?.value,
            floor: figures::MINIMUM_REPAYMENT_FLOOR.on(on)?.value,
            ceiling: figures::MINIMUM_REPAYMENT_CEILING.on(on)?.value,
        })
    }

    /// Is every share of a small amount quick ([`Share::is_quick`])?
    #[inline]
    pub const fn is_quick(&self) -> bool {
        self.tenth.is_quick() && self.fifth.is_quick()
    }

    /// Least total that a plan must pay: [`minimum_repayment`] without its derivation.
    #[expect(clippy::inline_always, reason = "columns are only quick where the compiler sees through the whole row")]
    #[inline(always)]
    pub fn minimum(&self, totals: ClaimTotals) -> MinimumRepayment {
        let ClaimTotals { tier_total, standard_claims } = totals;
        // 3号: one tenth of the total of the preceding item.
        let tenth = self.tenth.of_ceil(tier_total);
        // 4号: one fifth of the standard claims or the floor, whichever is larger; the ceiling where the fifth exceeds it.
        let fifth = self.fifth.of_ceil(standard_claims);
        let (is_tenth, is_all) = (tier_total > self.tenth_above, standard_claims < self.floor);
        let band = if is_tenth {
            Band::OneTenth
        } else if is_all {
            Band::All
        } else if fifth > self.ceiling {
            Band::ThreeMillion
        } else if fifth > self.floor {
            Band::OneFifth
        } else {
            Band::OneMillion
        };
        // Over a column nobody can foresee the band: the amount is chosen without a jump. All claims where they fall below
        // the floor (4号).
        let by_fifth = select_unpredictable(is_all, standard_claims, fifth.max(self.floor).min(self.ceiling));
        let minimum = select_unpredictable(is_tenth, tenth, by_fifth);
        // 2号: above the cap no plan is confirmed.
        let confirmable = tier_total <= self.cap;
        MinimumRepayment { minimum: confirmable.then_some(minimum), band: confirmable.then_some(band) }
    }
}

/// The figures that decide each band, in the order of the act.
fn notes<T: Trace>(cx: &mut Cx<'_, T>, on: Date, band: Option<Band>) -> Result<(), NotInForce> {
    cx.param(&figures::CLAIMS_CAP, on)?;
    let Some(band) = band else { return Ok(()) };
    cx.param(&figures::TENTH_BAND_ABOVE, on)?;
    if band == Band::OneTenth {
        cx.param(&figures::TENTH, on)?;
        return Ok(());
    }
    cx.param(&figures::MINIMUM_REPAYMENT_FLOOR, on)?;
    cx.param(&figures::MINIMUM_REPAYMENT_CEILING, on)?;
    cx.param(&figures::FIFTH, on)?;
    cx.given("band", &Shown::Word(band.word()));
    Ok(())
}

/// Least total that a plan must pay, by the size of the claims.
///
/// 最低弁済額。民事再生法231条2項2号から4号まで。`on` is the day of the petition. The act rounds nothing; a plan pays
/// whole yen, so the answer is rounded up.
///
/// ```
/// use law::acts::civil_rehabilitation::small_scale::{Band, ClaimTotals, minimum_repayment};
/// use law::{Yen, calendar::date, trace::{Cx, NoTrace}};
/// let totals = ClaimTotals { tier_total: Yen(6_000_000), standard_claims: Yen(6_000_000) };
/// let answer = minimum_repayment(&mut Cx::new(&mut NoTrace), date(2026, 11, 22), totals)?;
/// assert_eq!((answer.minimum, answer.band), (Some(Yen(1_200_000)), Some(Band::OneFifth)));
/// # Ok::<(), law::NotInForce>(())
/// ```
#[doc(alias = "最低弁済額")]
pub fn minimum_repayment<T: Trace>(
    cx: &mut Cx<'_, T>,
    on: Date,
    totals: ClaimTotals,
) -> Result<MinimumRepayment, NotInForce> {
    cx.rule(&MINIMUM_REPAYMENT, |cx| {
        cx.given("tier_total", &totals.tier_total);
        cx.given("standard_claims", &totals.standard_claims);
        let answer = Tiers::on(on)?.minimum(totals);
        if T::ON {
            notes(cx, on, answer.band)?;
        }
        Ok(answer)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::date;
    use crate::trace::NoTrace;

    fn check(tier_total: u64, standard_claims: u64, minimum: Option<u64>, band: Option<Band>) {
        let totals = ClaimTotals { tier_total: Yen(tier_total), standard_claims: Yen(standard_claims) };
        let answer = minimum_repayment(&mut Cx::new(&mut NoTrace), date(2026, 11, 22), totals).unwrap();
        assert_eq!(answer, MinimumRepayment { minimum: minimum.map(Yen), band }, "{tier_total} / {standard_claims}");
    }

    /// Each border of 231条2項 from both sides; the fractions are worked by hand: 5,000,001 / 5 = 1,000,000.2,
    /// 30,000,001 / 10 = 3,000,000.1.
    #[test]
    fn every_border_from_both_sides() {
        check(0, 0, Some(0), Some(Band::All));
        check(999_999, 999_999, Some(999_999), Some(Band::All));
        check(1_000_000, 1_000_000, Some(1_000_000), Some(Band::OneMillion));
        check(5_000_000, 5_000_000, Some(1_000_000), Some(Band::OneMillion));
        check(5_000_001, 5_000_001, Some(1_000_001), Some(Band::OneFifth));
        check(15_000_000, 15_000_000, Some(3_000_000), Some(Band::OneFifth));
        check(15_000_001, 15_000_001, Some(3_000_000), Some(Band::ThreeMillion));
        check(30_000_000, 30_000_000, Some(3_000_000), Some(Band::ThreeMillion));
        check(30_000_001, 30_000_001, Some(3_000_001), Some(Band::OneTenth));
        check(50_000_000, 50_000_000, Some(5_000_000), Some(Band::OneTenth));
        check(50_000_001, 50_000_001, None, None);
    }

    /// An unsold home without the clause: the expected shortfall of the home loan is in K, not in N.
    #[test]
    fn a_shortfall_of_the_home_loan_moves_the_standard_claims_only() {
        check(10_000_000, 35_000_000, Some(3_000_000), Some(Band::ThreeMillion));
        check(35_000_000, 35_000_000, Some(3_500_000), Some(Band::OneTenth));
    }
}
