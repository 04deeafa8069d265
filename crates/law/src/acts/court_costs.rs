//! 民事訴訟費用等に関する法律: what a court asks when a petition is filed.

use crate::params::{Mark, court_costs as figures, gazette_costs, special_conciliation};
use crate::provision::{COURT_COSTS, Provision, SPECIAL_CONCILIATION};
use crate::trace::{Cx, Rule, Show, Shown, Trace};
use crate::{Date, NotInForce, Yen};

crate::word_list! {
    /// A proceeding that a household may ask for, as far as its costs differ.
    pub enum CourtProcedure {
        /// 破産（同時廃止）.
        SimultaneousDiscontinuance = "simultaneous-discontinuance",
        /// 破産（管財）.
        Trustee = "trustee",
        /// 個人再生.
        Rehabilitation = "rehabilitation",
    }
}

/// What must be paid to the court with the petition, without postage and without any deposit for a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PetitionCosts {
    /// The fee in stamps.
    pub stamps: Yen,
    /// The notices in the gazette.
    pub gazette: Yen,
}

impl PetitionCosts {
    /// Both together.
    pub fn total(self) -> Yen {
        self.stamps + self.gazette
    }
}

impl Show for PetitionCosts {
    fn show(&self) -> Shown {
        self.total().show()
    }
}

/// The rule of [`petition_costs`].
pub static PETITION: Rule = Rule {
    id: "court-costs.petition",
    ja: "申立費用（手数料・官報公告費）",
    en: "court costs of a petition",
    provisions: &[Provision::new(COURT_COSTS, "3/1"), Provision::new(COURT_COSTS, "11/1")],
    mark: Mark::Law,
    parameters: &[
        &figures::BANKRUPTCY_PETITION,
        &figures::DISCHARGE_PETITION,
        &figures::REHABILITATION_PETITION,
        &gazette_costs::SIMULTANEOUS_DISCONTINUANCE,
        &gazette_costs::TRUSTEE,
        &gazette_costs::REHABILITATION,
    ],
};

/// Stamps and gazette costs of a petition for bankruptcy or individual rehabilitation.
///
/// 申立手数料と官報公告費。民事訴訟費用等に関する法律3条・別表第一. A debtor's own bankruptcy petition brings the petition for
/// discharge with it, whose fee is due even so (同法3条5項). The stamps go by the day of the petition, the gazette by
/// the day of publication. Postage, the trustee's deposit and the commissioner's fee differ by court and stand in the
/// parameters of practice.
///
/// ```
/// use law::acts::court_costs::{CourtProcedure, petition_costs};
/// use law::{Yen, calendar::date, trace::{Cx, NoTrace}};
/// let mut silent = NoTrace;
/// let cx = &mut Cx::new(&mut silent);
/// let day = date(2026, 12, 15);
/// let costs = petition_costs(cx, day, day, CourtProcedure::Rehabilitation)?;
/// assert_eq!((costs.stamps, costs.gazette), (Yen(10_000), Yen(15_120)));
/// # Ok::<(), law::NotInForce>(())
/// ```
#[doc(alias = "申立手数料")]
#[doc(alias = "官報公告費")]
pub fn petition_costs<T: Trace>(
    cx: &mut Cx<'_, T>,
    petition_on: Date,
    published_on: Date,
    procedure: CourtProcedure,
) -> Result<PetitionCosts, NotInForce> {
    cx.rule(&PETITION, |cx| {
        cx.given("procedure", &procedure);
        let (stamps, gazette) = match procedure {
            CourtProcedure::SimultaneousDiscontinuance => {
                (bankruptcy_stamps(cx, petition_on)?, &gazette_costs::SIMULTANEOUS_DISCONTINUANCE)
            }
            CourtProcedure::Trustee => (bankruptcy_stamps(cx, petition_on)?, &gazette_costs::TRUSTEE),
            CourtProcedure::Rehabilitation => {
                (cx.param(&figures::REHABILITATION_PETITION, petition_on)?, &gazette_costs::REHABILITATION)
            }
        };
        Ok(PetitionCosts { stamps, gazette: cx.param(gazette, published_on)? })
    })
}

fn bankruptcy_stamps<T: Trace>(cx: &mut Cx<'_, T>, petition_on: Date) -> Result<Yen, NotInForce> {
    Ok(cx.param(&figures::BANKRUPTCY_PETITION, petition_on)? + cx.param(&figures::DISCHARGE_PETITION, petition_on)?)
}

/// The rule of [`conciliation_fee`].
pub static CONCILIATION_FEE: Rule = Rule {
    id: "special-conciliation.fee",
    ja: "特定調停の申立手数料",
    en: "fee for special conciliation",
    provisions: &[Provision::new(COURT_COSTS, "3/1"), Provision::new(SPECIAL_CONCILIATION, "3")],
    mark: Mark::Law,
    parameters: &[
        &figures::CONCILIATION_TIER_1_UP_TO,
        &figures::CONCILIATION_TIER_1_UNIT,
        &figures::CONCILIATION_TIER_1_FEE,
        &figures::CONCILIATION_TIER_2_UP_TO,
        &figures::CONCILIATION_TIER_2_UNIT,
        &figures::CONCILIATION_TIER_2_FEE,
        &figures::CONCILIATION_TIER_3_UP_TO,
        &figures::CONCILIATION_TIER_3_UNIT,
        &figures::CONCILIATION_TIER_3_FEE,
        &figures::CONCILIATION_TIER_4_UP_TO,
        &figures::CONCILIATION_TIER_4_UNIT,
        &figures::CONCILIATION_TIER_4_FEE,
        &special_conciliation::USUAL_VALUE,
    ],
};

/// The fee in stamps for a special conciliation with one creditor.
///
/// 特定調停の申立手数料。民事訴訟費用等に関する法律別表第一14項: a sum for every started unit of the value of the matter, the
/// unit growing with the value. `value` is what the debtor would gain; without one, the value that the summary courts
/// take as usual, which gives the 500 yen a creditor of their pages. `None` for a value above the last tier that this
/// library knows.
///
/// ```
/// use law::acts::court_costs::conciliation_fee;
/// use law::{Yen, calendar::date, trace::{Cx, NoTrace}};
/// let mut silent = NoTrace;
/// let cx = &mut Cx::new(&mut silent);
/// assert_eq!(conciliation_fee(cx, date(2026, 11, 22), None)?, Some(Yen(500)));
/// assert_eq!(conciliation_fee(cx, date(2026, 11, 22), Some(Yen(1_000_001)))?, Some(Yen(5_500)));
/// # Ok::<(), law::NotInForce>(())
/// ```
#[doc(alias = "特定調停")]
pub fn conciliation_fee<T: Trace>(cx: &mut Cx<'_, T>, on: Date, value: Option<Yen>) -> Result<Option<Yen>, NotInForce> {
    cx.rule(&CONCILIATION_FEE, |cx| {
        let value = match value {
            Some(value) => {
                cx.given("value", &value);
                value
            }
            None => cx.param(&special_conciliation::USUAL_VALUE, on)?,
        };
        let tiers = [
            (
                &figures::CONCILIATION_TIER_1_UP_TO,
                &figures::CONCILIATION_TIER_1_UNIT,
                &figures::CONCILIATION_TIER_1_FEE,
            ),
            (
                &figures::CONCILIATION_TIER_2_UP_TO,
                &figures::CONCILIATION_TIER_2_UNIT,
                &figures::CONCILIATION_TIER_2_FEE,
            ),
            (
                &figures::CONCILIATION_TIER_3_UP_TO,
                &figures::CONCILIATION_TIER_3_UNIT,
                &figures::CONCILIATION_TIER_3_FEE,
            ),
            (
                &figures::CONCILIATION_TIER_4_UP_TO,
                &figures::CONCILIATION_TIER_4_UNIT,
                &figures::CONCILIATION_TIER_4_FEE,
            ),
        ];
        let (mut fee, mut below) = (Yen::ZERO, Yen::ZERO);
        for (up_to, unit, each) in tiers {
            let up_to = cx.param(up_to, on)?;
            let within = value.min(up_to).excess_over(below);
            if within.is_zero() {
                return Ok(Some(fee));
            }
            let units = within.0.div_ceil(cx.param(unit, on)?.0);
            fee += cx.param(each, on)?.times(units);
            below = up_to;
        }
        Ok((value <= below).then_some(fee))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::date;
    use crate::trace::NoTrace;

    const TODAY: Date = date(2026, 11, 22);

    /// 1,000 + 500 of 別表第一 16項 and 17項, 10,000 of 12項; the gazette as published from 2026-04-01.
    #[test]
    fn every_procedure() {
        for (procedure, stamps, gazette) in [
            (CourtProcedure::SimultaneousDiscontinuance, 1_500, 13_046),
            (CourtProcedure::Trustee, 1_500, 17_049),
            (CourtProcedure::Rehabilitation, 10_000, 15_120),
        ] {
            let found = petition_costs(&mut Cx::new(&mut NoTrace), TODAY, TODAY, procedure).unwrap();
            assert_eq!(found, PetitionCosts { stamps: Yen(stamps), gazette: Yen(gazette) });
            assert_eq!(found.total(), Yen(stamps + gazette));
        }
    }

    #[test]
    fn the_gazette_goes_by_the_day_of_publication() {
        let run = |published_on| {
            let cx = &mut NoTrace;
            petition_costs(&mut Cx::new(cx), date(2026, 3, 1), published_on, CourtProcedure::Trustee)
        };
        assert!(run(date(2026, 4, 1)).is_ok());
        assert_eq!(run(date(2026, 3, 31)).unwrap_err().parameter, "gazette_costs.trustee");
    }

    fn check(value: u64, fee: Option<u64>) {
        let found = conciliation_fee(&mut Cx::new(&mut NoTrace), TODAY, Some(Yen(value))).unwrap();
        assert_eq!(found, fee.map(Yen), "{value}");
    }

    /// By hand: 10 × 500 = 5,000 at 1,000,000; + 20 × 500 = 15,000 at 5,000,000; + 10 × 1,000 = 25,000 at 10,000,000;
    /// + 990 × 1,200 = 1,213,000 at 1,000,000,000.
    #[test]
    fn every_tier_from_both_sides() {
        check(0, Some(0));
        check(1, Some(500));
        check(100_000, Some(500));
        check(100_001, Some(1_000));
        check(1_000_000, Some(5_000));
        check(1_000_001, Some(5_500));
        check(1_200_000, Some(5_500));
        check(1_200_001, Some(6_000));
        check(5_000_000, Some(15_000));
        check(5_000_001, Some(16_000));
        check(10_000_000, Some(25_000));
        check(10_000_001, Some(26_200));
        check(1_000_000_000, Some(1_213_000));
        check(1_000_000_001, None);
    }

    #[test]
    fn unit_by_unit_gives_the_same() {
        let (mut fee, mut reached) = (0, 0);
        while reached < 12_000_000 {
            let (unit, each) = match reached {
                0..1_000_000 => (100_000, 500),
                1_000_000..5_000_000 => (200_000, 500),
                5_000_000..10_000_000 => (500_000, 1_000),
                _ => (1_000_000, 1_200),
            };
            fee += each;
            check(reached + 1, Some(fee));
            reached += unit;
            check(reached, Some(fee));
        }
    }
}
