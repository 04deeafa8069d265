//! 利息制限法: how much interest and how high a late charge may be agreed.

use crate::params::{Mark, consumer_contract, interest_restriction as figures};
use crate::provision::{CONSUMER_CONTRACT, INTEREST_RESTRICTION, Provision};
use crate::trace::{Cx, Rule, Show, Shown, Trace};
use crate::{Date, NotInForce, Rate, Yen};

/// A promise to pay, as far as the caps look at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Promise {
    /// 金銭消費貸借: a loan of money.
    Loan {
        /// The principal.
        principal: Yen,
        /// 営業的金銭消費貸借: the lender lends as a business (5条).
        business_lender: bool,
    },
    /// 求償権: a guarantor's claim for what it paid; no loan, so the act does not reach it.
    Recourse {
        /// The debtor is a consumer.
        consumer: bool,
    },
}

/// The highest rates that may be agreed; `None` where no statute caps them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Caps {
    /// Of interest.
    pub interest: Option<Rate>,
    /// Of late charges.
    pub late: Option<Rate>,
}

impl Show for Caps {
    fn show(&self) -> Shown {
        self.late.show()
    }
}

/// The rule of [`caps`].
pub static CAPS: Rule = Rule {
    id: "interest-restriction.caps",
    ja: "利息・遅延損害金の上限",
    en: "caps on interest and late charges",
    provisions: &[
        Provision::new(INTEREST_RESTRICTION, "1"),
        Provision::new(INTEREST_RESTRICTION, "4"),
        Provision::new(INTEREST_RESTRICTION, "7"),
        Provision::new(CONSUMER_CONTRACT, "9/1/2"),
    ],
    mark: Mark::Law,
    parameters: &[
        &figures::SMALL_PRINCIPAL_BELOW,
        &figures::LARGE_PRINCIPAL_FROM,
        &figures::INTEREST_CAP_SMALL,
        &figures::INTEREST_CAP_MIDDLE,
        &figures::INTEREST_CAP_LARGE,
        &figures::LATE_FACTOR,
        &figures::LATE_CAP_BUSINESS,
        &consumer_contract::LATE_CAP,
    ],
};

/// The highest interest and the highest late charge that may be agreed.
///
/// 利息の制限。利息制限法1条 (by the principal), 4条 (late charges at 1.46 times that), 7条 (no more than 20 % for a lender
/// in business). 消費者契約法9条1項2号 gives way to that act for a loan (同法11条2項), but holds for a guarantor's recourse
/// against a consumer. `on` is the day of the contract.
///
/// ```
/// use law::acts::interest_restriction::{Promise, caps};
/// use law::{Yen, calendar::date, trace::{Cx, NoTrace}};
/// let home_loan = Promise::Loan { principal: Yen(31_000_000), business_lender: true };
/// let caps = caps(&mut Cx::new(&mut NoTrace), date(2021, 4, 1), home_loan)?;
/// assert_eq!((caps.interest, caps.late), ("15".parse().ok(), "20".parse().ok()));
/// # Ok::<(), law::NotInForce>(())
/// ```
#[doc(alias = "利息制限法")]
#[doc(alias = "賠償額の予定")]
pub fn caps<T: Trace>(cx: &mut Cx<'_, T>, on: Date, promise: Promise) -> Result<Caps, NotInForce> {
    cx.rule(&CAPS, |cx| match promise {
        Promise::Recourse { consumer } => {
            cx.given("consumer", &consumer);
            let late = if consumer { Some(cx.param(&consumer_contract::LATE_CAP, on)?) } else { None };
            Ok(Caps { interest: None, late })
        }
        Promise::Loan { principal, business_lender } => {
            cx.given("principal", &principal);
            let tier = if principal < cx.param(&figures::SMALL_PRINCIPAL_BELOW, on)? {
                &figures::INTEREST_CAP_SMALL
            } else if principal < cx.param(&figures::LARGE_PRINCIPAL_FROM, on)? {
                &figures::INTEREST_CAP_MIDDLE
            } else {
                &figures::INTEREST_CAP_LARGE
            };
            let interest = cx.param(tier, on)?;
            let (above, below) = cx.param(&figures::LATE_FACTOR, on)?.parts();
            let late = interest
                .scaled(u64::from(above), u64::from(below))
                .expect("the caps of the act are whole percents and the factor has two places");
            cx.exception("business_lender", Provision::new(INTEREST_RESTRICTION, "7"), business_lender);
            let late = if business_lender { late.min(cx.param(&figures::LATE_CAP_BUSINESS, on)?) } else { late };
            Ok(Caps { interest: Some(interest), late: Some(late) })
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::date;
    use crate::trace::NoTrace;

    fn check(promise: Promise, interest: Option<&str>, late: Option<&str>) {
        let found = caps(&mut Cx::new(&mut NoTrace), date(2026, 11, 22), promise).unwrap();
        let rate = |text: Option<&str>| text.map(|text| text.parse().unwrap());
        assert_eq!(found, Caps { interest: rate(interest), late: rate(late) }, "{promise:?}");
    }

    /// 20, 18 and 15 times 1.46 are 29.2, 26.28 and 21.9.
    #[test]
    fn every_tier_from_both_sides() {
        let private = |principal| Promise::Loan { principal: Yen(principal), business_lender: false };
        check(private(0), Some("20"), Some("29.2"));
        check(private(99_999), Some("20"), Some("29.2"));
        check(private(100_000), Some("18"), Some("26.28"));
        check(private(999_999), Some("18"), Some("26.28"));
        check(private(1_000_000), Some("15"), Some("21.9"));
    }

    #[test]
    fn a_lender_in_business_may_not_exceed_twenty_percent() {
        for (principal, interest) in [(99_999, "20"), (999_999, "18"), (1_000_000, "15")] {
            let promise = Promise::Loan { principal: Yen(principal), business_lender: true };
            check(promise, Some(interest), Some("20"));
        }
    }

    #[test]
    fn recourse_is_no_loan() {
        check(Promise::Recourse { consumer: true }, None, Some("14.6"));
        check(Promise::Recourse { consumer: false }, None, None);
    }
}
