//! 国税徴収法: what a tax office must leave when it attaches wages (76条). Municipalities follow the same rule.

use crate::calendar::days_between;
use crate::params::{Mark, national_tax_collection as figures};
use crate::provision::{NATIONAL_TAX_COLLECTION, Provision};
use crate::trace::{Cx, Rule, Show, Shown, Trace};
use crate::{Date, NotInForce, Yen};

/// One payment of wages with what is withheld from it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pay {
    /// The payment before anything is withheld.
    pub gross: Yen,
    /// 1号: income tax withheld.
    pub income_tax: Yen,
    /// 2号: resident tax withheld.
    pub resident_tax: Yen,
    /// 3号: social insurance withheld.
    pub social_insurance: Yen,
}

/// What stays with the taxpayer, item by item, and what does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TaxAttachment {
    /// 1号 to 3号: taxes and social insurance, each rounded up.
    pub withheld: Yen,
    /// 4号: the base amount of the household.
    pub base: Yen,
    /// 5号: the further share.
    pub extra: Yen,
    /// What the tax office can attach.
    pub attachable: Yen,
}

impl Show for TaxAttachment {
    fn show(&self) -> Shown {
        self.attachable.show()
    }
}

/// The rule of [`wage_attachment`].
pub static WAGE_ATTACHMENT: Rule = Rule {
    id: "national-tax-collection.wage-attachment",
    ja: "滞納処分による給料の差押可能額",
    en: "wages attachable for taxes",
    provisions: &[
        Provision::new(NATIONAL_TAX_COLLECTION, "76/1"),
        Provision::new(NATIONAL_TAX_COLLECTION, "76/3"),
        Provision::new(NATIONAL_TAX_COLLECTION, "76/5"),
    ],
    mark: Mark::Law,
    parameters: &[
        &figures::WAGE_BASE,
        &figures::WAGE_BASE_PER_RELATIVE,
        &figures::WAGE_EXTRA_SHARE,
        &figures::WAGE_EXTRA_CAP,
        &figures::WAGE_ROUNDING_UNIT,
    ],
};

/// What can be attached for taxes of a month's wages.
///
/// 給与の差押禁止。国税徴収法76条1項: taxes and social insurance withheld, a base amount for the taxpayer and each relative
/// who shares the livelihood, and a fifth of the rest up to twice that base are exempt. Several payments of a month
/// count together, and a bonus is pay of its month (3項). With the taxpayer's written consent the last two are not
/// exempt (5項). Pay is cut off and each exempt amount rounded up to 1,000 yen (基本通達第76条関係3).
///
/// ```
/// use law::acts::national_tax_collection::{Pay, wage_attachment};
/// use law::{Yen, calendar::date, trace::{Cx, NoTrace}};
/// let pay = Pay { gross: Yen(300_000), social_insurance: Yen(50_000), ..Pay::default() };
/// let answer = wage_attachment(&mut Cx::new(&mut NoTrace), date(2025, 4, 1), &[pay], 3, false)?;
/// assert_eq!((answer.base, answer.extra, answer.attachable), (Yen(235_000), Yen(3_000), Yen(12_000)));
/// # Ok::<(), law::NotInForce>(())
/// ```
#[doc(alias = "給与の差押禁止")]
pub fn wage_attachment<T: Trace>(
    cx: &mut Cx<'_, T>,
    on: Date,
    pays: &[Pay],
    relatives: u32,
    debtor_consents: bool,
) -> Result<TaxAttachment, NotInForce> {
    cx.rule(&WAGE_ATTACHMENT, |cx| {
        let unit = cx.param(&figures::WAGE_ROUNDING_UNIT, on)?;
        let gross: Yen = pays.iter().map(|pay| down_to(unit, pay.gross)).sum();
        let withheld: Yen = pays
            .iter()
            .flat_map(|pay| [pay.income_tax, pay.resident_tax, pay.social_insurance])
            .map(|amount| up_to(unit, amount))
            .sum();
        cx.given("gross", &gross);
        cx.given("withheld", &withheld);
        cx.given("relatives", &relatives);
        let net = gross.excess_over(withheld);
        let per_relative = cx.param(&figures::WAGE_BASE_PER_RELATIVE, on)?;
        let base = up_to(unit, cx.param(&figures::WAGE_BASE, on)? + per_relative.times(u64::from(relatives)));
        let share = cx.param(&figures::WAGE_EXTRA_SHARE, on)?;
        let cap = base.times(u64::from(cx.param(&figures::WAGE_EXTRA_CAP, on)?));
        let extra = up_to(unit, share.of_ceil(net.excess_over(base)).min(cap));
        cx.exception("debtor_consents", Provision::new(NATIONAL_TAX_COLLECTION, "76/5"), debtor_consents);
        let attachable = if debtor_consents { net } else { net.excess_over(base + extra) };
        Ok(TaxAttachment { withheld, base, extra, attachable })
    })
}

/// The rule of [`received_pay`].
pub static RECEIVED_PAY: Rule = Rule {
    id: "national-tax-collection.received-pay",
    ja: "支払を受けた給料の差押禁止額",
    en: "pay already received, exempt from attachment for taxes",
    provisions: &[Provision::new(NATIONAL_TAX_COLLECTION, "76/2")],
    mark: Mark::Law,
    parameters: &[],
};

/// How much of pay that was received in cash stays with the taxpayer.
///
/// 給料等に基づき支払を受けた金銭の差押禁止。国税徴収法76条2項: of the amounts of 1項4号 and 5号 (`protected`) the share of the
/// days from the attachment to the next pay day in the days of the period (基本通達第76条関係12). Money in a bank account is
/// a deposit and not meant (同11). A fraction of a yen is the taxpayer's.
///
/// ```
/// use law::acts::national_tax_collection::received_pay;
/// use law::{Yen, calendar::date, trace::{Cx, NoTrace}};
/// let exempt =
///     received_pay(&mut Cx::new(&mut NoTrace), Yen(150_000), 30, date(2025, 6, 10), date(2025, 6, 30));
/// assert_eq!(exempt, Yen(100_000));
/// ```
#[doc(alias = "支払を受けた金銭の差押禁止")]
pub fn received_pay<T: Trace>(
    cx: &mut Cx<'_, T>,
    protected: Yen,
    period_days: u32,
    attached_on: Date,
    next_pay_on: Date,
) -> Yen {
    cx.rule(&RECEIVED_PAY, |cx| {
        cx.given("protected", &protected);
        cx.given("period_days", &period_days);
        cx.given("attached_on", &attached_on);
        cx.given("next_pay_on", &next_pay_on);
        let days = days_between(attached_on, next_pay_on).min(period_days);
        protected.part_ceil(u128::from(days), u128::from(period_days.max(1)))
    })
}

/// The rule of [`retirement_attachment`].
pub static RETIREMENT_ATTACHMENT: Rule = Rule {
    id: "national-tax-collection.retirement-attachment",
    ja: "滞納処分による退職手当の差押可能額",
    en: "retirement allowance attachable for taxes",
    provisions: &[Provision::new(NATIONAL_TAX_COLLECTION, "76/4")],
    mark: Mark::Law,
    parameters: &[
        &figures::WAGE_BASE,
        &figures::WAGE_BASE_PER_RELATIVE,
        &figures::RETIREMENT_BASE_TIMES,
        &figures::RETIREMENT_YEARS_WITHOUT_EXTRA,
        &figures::RETIREMENT_EXTRA_SHARE,
    ],
};

/// What can be attached for taxes of a retirement allowance.
///
/// 退職手当等の差押禁止。国税徴収法76条4項: taxes and social insurance withheld, three times the month's base amount of the
/// household, and a fifth of that for each year of service over five, a started year counted whole, are exempt. The
/// fractions of a yen that a base amount could leave are the taxpayer's.
///
/// ```
/// use law::acts::national_tax_collection::{Pay, retirement_attachment};
/// use law::{Yen, calendar::date, trace::{Cx, NoTrace}};
/// let pay = Pay { gross: Yen(10_000_000), income_tax: Yen(150_000), ..Pay::default() };
/// // 3 × 235,000 = 705,000; 15 years over five: 141,000 each.
/// let answer = retirement_attachment(&mut Cx::new(&mut NoTrace), date(2025, 4, 1), pay, 3, 240)?;
/// assert_eq!((answer.base, answer.extra, answer.attachable), (Yen(705_000), Yen(2_115_000), Yen(7_030_000)));
/// # Ok::<(), law::NotInForce>(())
/// ```
#[doc(alias = "退職手当等の差押禁止")]
pub fn retirement_attachment<T: Trace>(
    cx: &mut Cx<'_, T>,
    on: Date,
    allowance: Pay,
    relatives: u32,
    service_months: u32,
) -> Result<TaxAttachment, NotInForce> {
    cx.rule(&RETIREMENT_ATTACHMENT, |cx| {
        cx.given("gross", &allowance.gross);
        let withheld = allowance.income_tax + allowance.resident_tax + allowance.social_insurance;
        cx.given("withheld", &withheld);
        cx.given("relatives", &relatives);
        cx.given("service_months", &service_months);
        let month = cx.param(&figures::WAGE_BASE, on)?
            + cx.param(&figures::WAGE_BASE_PER_RELATIVE, on)?.times(u64::from(relatives));
        let base = month.times(u64::from(cx.param(&figures::RETIREMENT_BASE_TIMES, on)?));
        let free = cx.param(&figures::RETIREMENT_YEARS_WITHOUT_EXTRA, on)?;
        let years = service_months.div_ceil(12).saturating_sub(free);
        let extra = cx.param(&figures::RETIREMENT_EXTRA_SHARE, on)?.of_ceil(base.times(u64::from(years)));
        let attachable = allowance.gross.excess_over(withheld + base + extra);
        Ok(TaxAttachment { withheld, base, extra, attachable })
    })
}

fn down_to(unit: Yen, amount: Yen) -> Yen {
    Yen(amount.0 - amount.0 % unit.0)
}

fn up_to(unit: Yen, amount: Yen) -> Yen {
    Yen(amount.0.next_multiple_of(unit.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::date;
    use crate::trace::NoTrace;

    fn pay(gross: u64, income_tax: u64, resident_tax: u64, social_insurance: u64) -> Pay {
        Pay {
            gross: Yen(gross),
            income_tax: Yen(income_tax),
            resident_tax: Yen(resident_tax),
            social_insurance: Yen(social_insurance),
        }
    }

    /// 150,000 of a period of 30 days, attached on the 10th, paid again on the 30th: two thirds (the circular's example). On the
    /// pay day itself nothing is needed until the next pay; a whole period keeps everything. 100,001 × 20 ÷ 30 = 66,667.33.
    #[test]
    fn cash_already_received_is_protected_until_the_next_pay() {
        let check = |protected: u64, days: u32, from: Date, to: Date, expect: u64| {
            let mut silent = NoTrace;
            assert_eq!(received_pay(&mut Cx::new(&mut silent), Yen(protected), days, from, to), Yen(expect));
        };
        let june = |day| date(2025, 6, day);
        check(150_000, 30, june(10), june(30), 100_000);
        check(150_000, 30, june(30), june(30), 0);
        check(150_000, 30, date(2025, 5, 31), june(30), 150_000);
        check(150_000, 30, date(2025, 5, 1), june(30), 150_000);
        check(100_001, 30, june(10), june(30), 66_668);
    }

    fn check(pays: &[Pay], relatives: u32, consents: bool, expect: (u64, u64, u64, u64)) {
        let mut silent = NoTrace;
        let cx = &mut Cx::new(&mut silent);
        let found = wage_attachment(cx, date(2025, 4, 1), pays, relatives, consents).unwrap();
        assert_eq!((found.withheld.0, found.base.0, found.extra.0, found.attachable.0), expect);
    }

    /// 基本通達第76条関係9: a wife and two relatives; 300,000 with 50,000 withheld, then 50,000 with 5,000 beside it.
    #[test]
    fn the_examples_of_the_circular() {
        check(&[pay(300_000, 10_000, 10_000, 30_000)], 3, false, (50_000, 235_000, 3_000, 12_000));
        let both = [pay(300_000, 10_000, 10_000, 30_000), pay(50_000, 5_000, 0, 0)];
        check(&both, 3, false, (55_000, 235_000, 12_000, 48_000));
    }

    /// 304,999 is cut to 304,000; 6,001 + 12,500 + 42,000 become 7,000 + 13,000 + 42,000 = 62,000; of 242,000 the base
    /// 100,000 leaves 142,000, a fifth of it, 28,400, becomes 29,000; 113,000 are left.
    #[test]
    fn pay_is_cut_and_each_item_rounded_up() {
        check(&[pay(304_999, 6_001, 12_500, 42_000)], 0, false, (62_000, 100_000, 29_000, 113_000));
    }

    #[test]
    fn small_pay_is_left_alone_and_the_fifth_is_capped_at_twice_the_base() {
        check(&[pay(235_000, 0, 0, 0)], 3, false, (0, 235_000, 0, 0));
        check(&[pay(236_000, 0, 0, 0)], 3, false, (0, 235_000, 1_000, 0));
        check(&[pay(100_000, 60_000, 60_000, 0)], 0, false, (120_000, 100_000, 0, 0));
        // A fifth of 1,000,000 is twice the base of 100,000; beyond it the rest goes to the office.
        check(&[pay(1_100_000, 0, 0, 0)], 0, false, (0, 100_000, 200_000, 800_000));
        check(&[pay(1_200_000, 0, 0, 0)], 0, false, (0, 100_000, 200_000, 900_000));
    }

    #[test]
    fn consent_in_writing_lifts_base_and_extra() {
        check(&[pay(300_000, 10_000, 10_000, 30_000)], 3, true, (50_000, 235_000, 3_000, 250_000));
    }

    fn check_retirement(pay: Pay, relatives: u32, service_months: u32, expect: (u64, u64, u64, u64)) {
        let mut silent = NoTrace;
        let cx = &mut Cx::new(&mut silent);
        let found = retirement_attachment(cx, date(2025, 4, 1), pay, relatives, service_months).unwrap();
        assert_eq!((found.withheld.0, found.base.0, found.extra.0, found.attachable.0), expect);
    }

    /// 76条4項 by hand: 3 × 100,000; 60,000 for each year over five, started ones too.
    #[test]
    fn a_retirement_allowance_grows_its_protection_after_five_years() {
        let allowance = pay(5_000_000, 20_001, 30_000, 0);
        check_retirement(allowance, 0, 60, (50_001, 300_000, 0, 4_649_999));
        check_retirement(allowance, 0, 61, (50_001, 300_000, 60_000, 4_589_999));
        check_retirement(allowance, 0, 72, (50_001, 300_000, 60_000, 4_589_999));
        check_retirement(allowance, 0, 73, (50_001, 300_000, 120_000, 4_529_999));
        // One relative: 435,000, and 87,000 a year. 30 years: 25 × 87,000 = 2,175,000.
        check_retirement(allowance, 1, 360, (50_001, 435_000, 2_175_000, 2_339_999));
        // Less than is exempt: nothing.
        check_retirement(pay(2_660_001, 20_001, 30_000, 0), 1, 360, (50_001, 435_000, 2_175_000, 0));
        check_retirement(pay(2_660_002, 20_001, 30_000, 0), 1, 360, (50_001, 435_000, 2_175_000, 1));
    }
}
