//! ハードシップ免責: discharge of what a plan leaves unpaid (民事再生法235条).

use crate::params::{Mark, civil_rehabilitation as figures};
use crate::provision::{CIVIL_REHABILITATION, Provision};
use crate::trace::{Cx, Rule, Show, Shown, Trace};
use crate::{Date, NotInForce, Yen};

/// What was paid on one claim of the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Performance {
    /// What the plan gives the claim; of a claim that is not reduced (229条3項), the part payable at the plan's rate.
    pub planned: Yen,
    /// What was paid.
    pub paid: Yen,
}

/// What the court has to find.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HardshipGrounds {
    /// Not the debtor's fault (その責めに帰することができない事由).
    pub not_at_fault: bool,
    /// Carrying out the plan became extremely difficult.
    pub extremely_difficult: bool,
    /// Not against the general interest of the creditors: they had what a bankruptcy would have brought.
    pub general_interest_kept: bool,
    /// An extension under 234条 is extremely difficult too.
    pub extension_extremely_difficult: bool,
}

crate::word_list! {
    /// What keeps a hardship discharge from being granted.
    pub enum HardshipObstacle {
        /// The debtor's fault.
        AtFault = "at-fault",
        /// The plan can still be extended.
        ExtensionPossible = "extension-possible",
        /// Against the general interest of the creditors.
        GeneralInterest = "general-interest",
        /// The plan can still be carried out.
        NotExtremelyDifficult = "not-extremely-difficult",
        /// At least one claim has had less than three quarters.
        ThreeQuarters = "three-quarters",
    }
}

/// May the rest be discharged?
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hardship {
    /// What stands against it, sorted; the discharge is possible when nothing does.
    pub failing: Vec<HardshipObstacle>,
    /// What each claim lacks of three quarters, in their order.
    pub lacking: Vec<Yen>,
}

impl Show for Hardship {
    fn show(&self) -> Shown {
        Shown::Flag(self.failing.is_empty())
    }
}

/// The rule of [`hardship_discharge`].
pub static HARDSHIP_DISCHARGE: Rule = Rule {
    id: "civil-rehabilitation.hardship-discharge",
    ja: "ハードシップ免責",
    en: "hardship discharge",
    provisions: &[
        Provision::new(CIVIL_REHABILITATION, "235/1"),
        Provision::new(CIVIL_REHABILITATION, "235/7"),
        Provision::new(CIVIL_REHABILITATION, "244"),
    ],
    mark: Mark::Law,
    parameters: &[&figures::HARDSHIP_SHARE],
};

/// May a debtor who cannot go on be discharged from the rest of the plan?
///
/// ハードシップ免責。民事再生法235条1項 (and 244条 for salaried workers): all of its conditions together. Three quarters of
/// each claim must have been paid (1号・2号), not of their sum. A mortgage, guarantors and security of others are not
/// touched (7項).
///
/// ```
/// use law::acts::civil_rehabilitation::hardship::{HardshipGrounds, Performance, hardship_discharge};
/// use law::{Yen, calendar::date, trace::{Cx, NoTrace}};
/// let grounds = HardshipGrounds {
///     not_at_fault: true,
///     extremely_difficult: true,
///     general_interest_kept: true,
///     extension_extremely_difficult: true,
/// };
/// let claims = [Performance { planned: Yen(400_000), paid: Yen(300_000) }];
/// let answer = hardship_discharge(&mut Cx::new(&mut NoTrace), date(2029, 5, 1), &claims, grounds)?;
/// assert!(answer.failing.is_empty());
/// # Ok::<(), law::NotInForce>(())
/// ```
#[doc(alias = "ハードシップ免責")]
pub fn hardship_discharge<T: Trace>(
    cx: &mut Cx<'_, T>,
    on: Date,
    claims: &[Performance],
    grounds: HardshipGrounds,
) -> Result<Hardship, NotInForce> {
    cx.rule(&HARDSHIP_DISCHARGE, |cx| {
        let share = cx.param(&figures::HARDSHIP_SHARE, on)?;
        let lacking: Vec<Yen> =
            claims.iter().map(|claim| share.of_ceil(claim.planned).excess_over(claim.paid)).collect();
        for (claim, lacking) in claims.iter().zip(&lacking) {
            cx.given("planned", &claim.planned);
            cx.given("paid-so-far", &claim.paid);
            cx.given("lacking", lacking);
        }
        let conditions = [
            (grounds.not_at_fault, HardshipObstacle::AtFault),
            (grounds.extension_extremely_difficult, HardshipObstacle::ExtensionPossible),
            (grounds.general_interest_kept, HardshipObstacle::GeneralInterest),
            (grounds.extremely_difficult, HardshipObstacle::NotExtremelyDifficult),
            (lacking.iter().all(|lacking| lacking.is_zero()), HardshipObstacle::ThreeQuarters),
        ];
        let failing: Vec<HardshipObstacle> =
            conditions.into_iter().filter(|(met, _)| !met).map(|(_, obstacle)| obstacle).collect();
        for obstacle in &failing {
            cx.given("obstacle", obstacle);
        }
        Ok(Hardship { failing, lacking })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::date;
    use crate::trace::NoTrace;
    use crate::words::Word;

    const ALL_FOUND: HardshipGrounds = HardshipGrounds {
        not_at_fault: true,
        extremely_difficult: true,
        general_interest_kept: true,
        extension_extremely_difficult: true,
    };

    fn check(claims: &[(u64, u64)], grounds: HardshipGrounds, failing: &[HardshipObstacle], lacking: &[u64]) {
        let claims: Vec<Performance> =
            claims.iter().map(|&(planned, paid)| Performance { planned: Yen(planned), paid: Yen(paid) }).collect();
        let answer = hardship_discharge(&mut Cx::new(&mut NoTrace), date(2029, 5, 1), &claims, grounds).unwrap();
        assert_eq!(answer.failing, failing, "{claims:?}");
        assert_eq!(answer.lacking, lacking.iter().copied().map(Yen).collect::<Vec<_>>());
    }

    /// Popular error: 「ハードシップは3/4払えばよい」. Of each claim, and together with every other condition.
    #[test]
    fn three_quarters_of_each_claim_and_all_other_conditions() {
        check(&[(400_000, 300_000)], ALL_FOUND, &[], &[0]);
        check(&[(400_000, 299_999)], ALL_FOUND, &[HardshipObstacle::ThreeQuarters], &[1]);
        // 3/4 of 401 is 300.75: 300 is not enough.
        check(&[(401, 300)], ALL_FOUND, &[HardshipObstacle::ThreeQuarters], &[1]);
        // The sum has had nine tenths, one claim has not had its three quarters.
        check(&[(900_000, 900_000), (100_000, 0)], ALL_FOUND, &[HardshipObstacle::ThreeQuarters], &[0, 75_000]);
        let paid = [(400_000, 400_000)];
        check(&paid, HardshipGrounds { not_at_fault: false, ..ALL_FOUND }, &[HardshipObstacle::AtFault], &[0]);
        let can_be_extended = HardshipGrounds { extension_extremely_difficult: false, ..ALL_FOUND };
        check(&paid, can_be_extended, &[HardshipObstacle::ExtensionPossible], &[0]);
        let no_interest = HardshipGrounds { general_interest_kept: false, ..ALL_FOUND };
        check(&paid, no_interest, &[HardshipObstacle::GeneralInterest], &[0]);
        let can_go_on = HardshipGrounds { extremely_difficult: false, ..ALL_FOUND };
        check(&paid, can_go_on, &[HardshipObstacle::NotExtremelyDifficult], &[0]);
    }

    #[test]
    fn obstacles_are_declared_in_the_order_of_their_words() {
        assert!(HardshipObstacle::ALL.is_sorted_by_key(|obstacle| obstacle.word()));
    }
}
