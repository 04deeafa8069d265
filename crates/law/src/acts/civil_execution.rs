//! 民事執行法: what an attachment must leave.

use crate::params::{Mark, Parameter, civil_execution as figures};
use crate::provision::{CIVIL_EXECUTION, CIVIL_EXECUTION_ORDER, Provision};
use crate::trace::{Cx, Rule, Show, Shown, Trace};
use crate::{Date, NotInForce, Share, Yen};

crate::word_list! {
    /// For what time a payment of wages is made.
    pub enum PayPeriod {
        /// 毎月.
        Month = "month",
        /// 毎半月.
        HalfMonth = "half-month",
        /// 毎旬.
        TenDays = "ten-days",
        /// 毎日.
        Day = "day",
        /// 毎週.
        Week = "week",
        /// 2か月ごと.
        TwoMonths = "two-months",
        /// 賞与.
        Bonus = "bonus",
        /// 退職手当.
        Retirement = "retirement",
    }
}

impl PayPeriod {
    /// The cap of the order, and how often it is taken: for several months the month's (2条1項4号), for other days than
    /// those it names the day's (6号). A retirement allowance has none.
    fn cap(self) -> Option<(&'static Parameter<Yen>, u64)> {
        match self {
            PayPeriod::Month => Some((&figures::EXEMPT_CAP_MONTH, 1)),
            PayPeriod::HalfMonth => Some((&figures::EXEMPT_CAP_HALF_MONTH, 1)),
            PayPeriod::TenDays => Some((&figures::EXEMPT_CAP_TEN_DAYS, 1)),
            PayPeriod::Day => Some((&figures::EXEMPT_CAP_DAY, 1)),
            PayPeriod::Week => Some((&figures::EXEMPT_CAP_DAY, DAYS_OF_A_WEEK)),
            PayPeriod::TwoMonths => Some((&figures::EXEMPT_CAP_MONTH, 2)),
            PayPeriod::Bonus => Some((&figures::EXEMPT_CAP_BONUS, 1)),
            PayPeriod::Retirement => None,
        }
    }
}

/// Pay by the week is pay for seven days.
const DAYS_OF_A_WEEK: u64 = 7;

/// A payment of wages, divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attachable {
    /// What the debtor keeps.
    pub exempt: Yen,
    /// What can be attached.
    pub attachable: Yen,
}

impl Show for Attachable {
    fn show(&self) -> Shown {
        self.attachable.show()
    }
}

/// What an attachment leaves of each payment, looked up once for any number of payments.
#[derive(Clone, Copy, Debug)]
pub struct Exemption {
    share: Share,
    cap: Option<Yen>,
}

impl Exemption {
    /// The figures of a day.
    pub fn on<T: Trace>(
        cx: &mut Cx<'_, T>,
        on: Date,
        period: PayPeriod,
        support_claim: bool,
    ) -> Result<Exemption, NotInForce> {
        let share = if support_claim { &figures::EXEMPT_SHARE_SUPPORT } else { &figures::EXEMPT_SHARE };
        let share = cx.param(share, on)?;
        let cap =
            period.cap().map(|(cap, times)| Ok::<Yen, NotInForce>(cx.param(cap, on)?.times(times))).transpose()?;
        Ok(Exemption { share, cap })
    }

    /// Is its share of a small amount quick ([`Share::is_quick`])?
    #[inline]
    pub const fn is_quick(&self) -> bool {
        self.share.is_quick()
    }

    /// Divides a payment: [`attachable`] without its derivation.
    #[inline]
    pub fn divide(&self, net: Yen) -> Attachable {
        let exempt = self.share.of_ceil(net);
        let exempt = self.cap.map_or(exempt, |cap| exempt.min(cap));
        Attachable { exempt, attachable: net.excess_over(exempt) }
    }
}

/// The rule of [`attachable`].
pub static ATTACHABLE: Rule = Rule {
    id: "civil-execution.attachable",
    ja: "給料等の差押可能額",
    en: "attachable part of wages",
    provisions: &[Provision::new(CIVIL_EXECUTION, "152"), Provision::new(CIVIL_EXECUTION_ORDER, "2")],
    mark: Mark::Law,
    parameters: &[
        &figures::EXEMPT_SHARE,
        &figures::EXEMPT_SHARE_SUPPORT,
        &figures::EXEMPT_CAP_MONTH,
        &figures::EXEMPT_CAP_HALF_MONTH,
        &figures::EXEMPT_CAP_TEN_DAYS,
        &figures::EXEMPT_CAP_DAY,
        &figures::EXEMPT_CAP_BONUS,
    ],
};

/// Divides a net payment of wages into what a private creditor can attach and what the debtor keeps.
///
/// 給料等の差押禁止。民事執行法152条: three quarters stay with the debtor (1項, 2項), one half against a claim for support
/// (3項), never more than the cap of 民事執行法施行令2条 where there is one. `net` is the pay after income tax, resident
/// tax and social insurance. The act rounds nothing; a fraction of a yen stays with the debtor. Taxes follow
/// [another rule](crate::acts::national_tax_collection::wage_attachment).
///
/// ```
/// use law::acts::civil_execution::{PayPeriod, attachable};
/// use law::{Yen, calendar::date, trace::{Cx, NoTrace}};
/// let mut silent = NoTrace;
/// let cx = &mut Cx::new(&mut silent);
/// let pay = attachable(cx, date(2026, 11, 22), Yen(285_000), PayPeriod::Month, false)?;
/// assert_eq!((pay.exempt, pay.attachable), (Yen(213_750), Yen(71_250)));
/// # Ok::<(), law::NotInForce>(())
/// ```
#[doc(alias = "差押禁止債権")]
pub fn attachable<T: Trace>(
    cx: &mut Cx<'_, T>,
    on: Date,
    net: Yen,
    period: PayPeriod,
    support_claim: bool,
) -> Result<Attachable, NotInForce> {
    cx.rule(&ATTACHABLE, |cx| {
        cx.given("net", &net);
        cx.given("period", &period);
        cx.exception("support_claim", Provision::new(CIVIL_EXECUTION, "152/3"), support_claim);
        Ok(Exemption::on(cx, on, period, support_claim)?.divide(net))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::date;
    use crate::trace::NoTrace;
    use proptest::prelude::*;

    fn check(net: u64, period: PayPeriod, support_claim: bool, exempt: u64, attached: u64) {
        let mut silent = NoTrace;
        let cx = &mut Cx::new(&mut silent);
        let found = attachable(cx, date(2026, 11, 22), Yen(net), period, support_claim).unwrap();
        let expect = Attachable { exempt: Yen(exempt), attachable: Yen(attached) };
        assert_eq!(found, expect, "{net} {period:?} {support_claim}");
    }

    /// The courts' own example: up to 440,000 a quarter, above it all but 330,000.
    #[test]
    fn a_month_on_both_sides_of_the_cap() {
        check(440_000, PayPeriod::Month, false, 330_000, 110_000);
        check(440_001, PayPeriod::Month, false, 330_000, 110_001);
        check(439_999, PayPeriod::Month, false, 330_000, 109_999);
        check(439_996, PayPeriod::Month, false, 329_997, 109_999);
        check(0, PayPeriod::Month, false, 0, 0);
        check(3, PayPeriod::Month, false, 3, 0);
    }

    #[test]
    fn a_support_claim_reaches_one_half() {
        check(440_000, PayPeriod::Month, true, 220_000, 220_000);
        check(660_000, PayPeriod::Month, true, 330_000, 330_000);
        check(660_001, PayPeriod::Month, true, 330_000, 330_001);
        check(5, PayPeriod::Month, true, 3, 2);
    }

    #[test]
    fn every_period_has_its_cap_and_a_retirement_allowance_none() {
        check(220_000, PayPeriod::HalfMonth, false, 165_000, 55_000);
        check(220_001, PayPeriod::HalfMonth, false, 165_000, 55_001);
        check(146_668, PayPeriod::TenDays, false, 110_000, 36_668);
        check(14_668, PayPeriod::Day, false, 11_000, 3_668);
        // 7 × 11,000 = 77,000 is three quarters of 102,666.67; 2 × 330,000 = 660,000 those of 880,000.
        check(102_666, PayPeriod::Week, false, 77_000, 25_666);
        check(102_668, PayPeriod::Week, false, 77_000, 25_668);
        check(880_000, PayPeriod::TwoMonths, false, 660_000, 220_000);
        check(880_001, PayPeriod::TwoMonths, false, 660_000, 220_001);
        check(2_000_000, PayPeriod::Bonus, false, 330_000, 1_670_000);
        check(20_000_000, PayPeriod::Retirement, false, 15_000_000, 5_000_000);
        check(20_000_000, PayPeriod::Retirement, true, 10_000_000, 10_000_000);
    }

    #[test]
    fn the_order_of_2004_begins_on_1_april() {
        let mut silent = NoTrace;
        let cx = &mut Cx::new(&mut silent);
        assert!(attachable(cx, date(2004, 4, 1), Yen(1), PayPeriod::Month, false).is_ok());
        assert!(attachable(cx, date(2004, 3, 31), Yen(1), PayPeriod::Month, false).is_err());
    }

    proptest! {
        /// The short rule of the courts: a quarter or all above the cap, whichever is more.
        #[test]
        fn the_courts_short_rule_gives_the_same(net in 0u64..2_000_000) {
            let mut silent = NoTrace;
            let cx = &mut Cx::new(&mut silent);
            let found = attachable(cx, date(2026, 11, 22), Yen(net), PayPeriod::Month, false).unwrap();
            prop_assert_eq!(found.attachable, Yen((net / 4).max(net.saturating_sub(330_000))));
            prop_assert_eq!(found.exempt + found.attachable, Yen(net));
        }
    }
}
