//! Which claims count towards the cap of 50,000,000 yen (民事再生法221条1項).

use std::borrow::Borrow;

use crate::params::{Mark, civil_rehabilitation as figures};
use crate::provision::{CIVIL_REHABILITATION, Provision};
use crate::trace::{Cx, Rule, Show, Shown, Trace};
use crate::{Date, NotInForce, Yen};

crate::word_list! {
    /// What 221条1項 makes of a claim.
    pub enum CapClass {
        /// 住宅資金貸付債権, a home loan still secured on the home: left out whole.
        HomeLoan = "home-loan",
        /// 再生手続開始前の罰金等: left out.
        Fine = "fine",
        /// Taxes and other claims with general priority (一般優先債権): no rehabilitation claims.
        Tax = "tax",
        /// Any other claim, an investment loan or what a sold home left unpaid among them.
        Other = "other",
    }
}

/// A claim as the cap sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CapClaim {
    /// What is owed.
    pub amount: Yen,
    /// Its class.
    pub class: CapClass,
    /// The part that a security is expected to cover; at most `amount`.
    pub secured_part: Yen,
}

impl CapClaim {
    /// What of it counts.
    #[inline]
    pub fn counted(&self) -> Yen {
        match self.class {
            CapClass::HomeLoan | CapClass::Fine | CapClass::Tax => Yen::ZERO,
            CapClass::Other => self.amount.excess_over(self.secured_part),
        }
    }
}

/// The cap of a day.
#[derive(Clone, Copy, Debug)]
pub struct Cap(Yen);

impl Cap {
    /// The cap of the day of the petition.
    pub fn on<T: Trace>(cx: &mut Cx<'_, T>, on: Date) -> Result<Cap, NotInForce> {
        cx.param(&figures::CLAIMS_CAP, on).map(Cap)
    }

    /// Is a total within it? Equality is.
    #[inline]
    pub fn admits(self, total: Yen) -> bool {
        total <= self.0
    }
}

/// The claims against the cap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClaimsCap {
    /// What counts.
    pub total: Yen,
    /// Is it within the cap?
    pub eligible: bool,
}

impl Show for ClaimsCap {
    fn show(&self) -> Shown {
        self.total.show()
    }
}

/// The rule of [`claims_cap`].
pub static CLAIMS_CAP: Rule = Rule {
    id: "civil-rehabilitation.claims-cap",
    ja: "再生債権総額の上限",
    en: "cap on the claims",
    provisions: &[
        Provision::new(CIVIL_REHABILITATION, "221/1"),
        Provision::new(CIVIL_REHABILITATION, "84/1"),
        Provision::new(CIVIL_REHABILITATION, "97/1"),
        Provision::new(CIVIL_REHABILITATION, "196//3"),
    ],
    mark: Mark::Law,
    parameters: &[&figures::CLAIMS_CAP],
};

/// Total of the claims that count towards the cap, and whether it is within it.
///
/// 再生債権の総額。民事再生法221条1項. `on` is the day of the petition. A home loan claim is left out whole, whether a
/// special clause is planned or not; equality is within the cap.
///
/// ```
/// use law::acts::civil_rehabilitation::claims::{CapClaim, CapClass, claims_cap};
/// use law::{Yen, calendar::date, trace::{Cx, NoTrace}};
/// let claims = [
///     CapClaim { amount: Yen(31_000_000), class: CapClass::HomeLoan, secured_part: Yen(0) },
///     CapClaim { amount: Yen(2_000_000), class: CapClass::Other, secured_part: Yen(500_000) },
/// ];
/// let answer = claims_cap(&mut Cx::new(&mut NoTrace), date(2026, 11, 22), &claims)?;
/// assert_eq!((answer.total, answer.eligible), (Yen(1_500_000), true));
/// # Ok::<(), law::NotInForce>(())
/// ```
#[doc(alias = "再生債権の総額")]
pub fn claims_cap<T: Trace>(
    cx: &mut Cx<'_, T>,
    on: Date,
    claims: impl IntoIterator<Item: Borrow<CapClaim>>,
) -> Result<ClaimsCap, NotInForce> {
    cx.rule(&CLAIMS_CAP, |cx| {
        let mut total = Yen::ZERO;
        claims.into_iter().for_each(|claim| {
            let claim: &CapClaim = claim.borrow();
            let counted = claim.counted();
            cx.given(
                match claim.class {
                    CapClass::HomeLoan => "claim-home-loan",
                    CapClass::Fine => "claim-fine",
                    CapClass::Tax => "claim-priority",
                    CapClass::Other => "claim-counted",
                },
                if claim.class == CapClass::Other { &counted } else { &claim.amount },
            );
            total += counted;
        });
        Ok(ClaimsCap { total, eligible: Cap::on(cx, on)?.admits(total) })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::date;
    use crate::trace::NoTrace;

    const ON: Date = date(2026, 11, 22);

    fn claim(class: CapClass, amount: u64, secured_part: u64) -> CapClaim {
        CapClaim { amount: Yen(amount), class, secured_part: Yen(secured_part) }
    }

    fn check(claims: &[CapClaim], total: u64, eligible: bool) {
        let answer = claims_cap(&mut Cx::new(&mut NoTrace), ON, claims).unwrap();
        assert_eq!(answer, ClaimsCap { total: Yen(total), eligible }, "{claims:?}");
    }

    /// "五千万円を超えない": equality is within.
    #[test]
    fn the_cap_from_both_sides() {
        check(&[], 0, true);
        check(&[claim(CapClass::Other, 50_000_000, 0)], 50_000_000, true);
        check(&[claim(CapClass::Other, 50_000_001, 0)], 50_000_001, false);
        check(
            &[claim(CapClass::Other, 30_000_000, 0), claim(CapClass::Other, 30_000_000, 10_000_000)],
            50_000_000,
            true,
        );
        check(&[claim(CapClass::Other, 60_000_000, 60_000_000)], 0, true);
    }

    #[test]
    fn home_loans_fines_and_taxes_are_left_out_whole() {
        let others = [
            claim(CapClass::HomeLoan, 60_000_000, 0),
            claim(CapClass::HomeLoan, 60_000_000, 20_000_000),
            claim(CapClass::Fine, 60_000_000, 0),
            claim(CapClass::Tax, 60_000_000, 1),
        ];
        check(&others, 0, true);
    }

    /// Popular error: 「住宅ローンは5,000万円に入らない」. Only a 住宅資金貸付債権 stays out; an investment loan and what a
    /// sold home left unpaid are ordinary claims.
    #[test]
    fn not_every_loan_on_real_estate_stays_out_of_the_cap() {
        let home_loan = claim(CapClass::HomeLoan, 35_000_000, 0);
        let after_the_sale = claim(CapClass::Other, 35_000_000, 0);
        let cards = claim(CapClass::Other, 16_000_000, 0);
        check(&[home_loan, cards], 16_000_000, true);
        check(&[after_the_sale, cards], 51_000_000, false);
    }

    /// Popular error: 「税金も再生計画で分割・減額」. A claim with general priority is no rehabilitation claim (84条1項, 122条).
    #[test]
    fn taxes_are_no_rehabilitation_claims() {
        check(&[claim(CapClass::Tax, 50_000_001, 0), claim(CapClass::Other, 1, 0)], 1, true);
    }
}
