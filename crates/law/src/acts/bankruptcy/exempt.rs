//! 自由財産: cash that stays with a bankrupt (34条3項1号).

use crate::params::{Mark, bankruptcy as figures, civil_execution};
use crate::provision::{BANKRUPTCY, CIVIL_EXECUTION, CIVIL_EXECUTION_ORDER, Provision};
use crate::trace::{Cx, Rule, Show, Shown, Trace};
use crate::{Date, NotInForce, Yen};

/// A bankrupt's cash, divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExemptCash {
    /// The most that can be exempt.
    pub limit: Yen,
    /// What stays with the bankrupt.
    pub exempt: Yen,
    /// What falls into the estate.
    pub to_estate: Yen,
}

impl Show for ExemptCash {
    fn show(&self) -> Shown {
        self.exempt.show()
    }
}

/// The rule of [`exempt_cash`].
pub static EXEMPT_CASH: Rule = Rule {
    id: "bankruptcy.exempt-cash",
    ja: "自由財産となる現金",
    en: "exempt cash",
    provisions: &[
        Provision::new(BANKRUPTCY, "34/3/1"),
        Provision::new(CIVIL_EXECUTION, "131"),
        Provision::new(CIVIL_EXECUTION_ORDER, "1"),
    ],
    mark: Mark::Law,
    parameters: &[&civil_execution::EXEMPT_CASH, &figures::EXEMPT_CASH_FACTOR],
};

/// How much of a bankrupt's cash stays out of the estate.
///
/// 自由財産（金銭）。破産法34条3項1号: three halves of the cash that 民事執行法131条3号 protects from attachment. Cash only:
/// money in a bank is a claim against the bank, which courts treat by their own practice. `on` is the day of opening.
///
/// ```
/// use law::acts::bankruptcy::exempt::exempt_cash;
/// use law::{Yen, calendar::date, trace::{Cx, NoTrace}};
/// let cash = exempt_cash(&mut Cx::new(&mut NoTrace), date(2026, 11, 22), Yen(1_200_000))?;
/// assert_eq!((cash.exempt, cash.to_estate), (Yen(990_000), Yen(210_000)));
/// # Ok::<(), law::NotInForce>(())
/// ```
#[doc(alias = "自由財産")]
pub fn exempt_cash<T: Trace>(cx: &mut Cx<'_, T>, on: Date, cash: Yen) -> Result<ExemptCash, NotInForce> {
    cx.rule(&EXEMPT_CASH, |cx| {
        cx.given("cash", &cash);
        let protected = cx.param(&civil_execution::EXEMPT_CASH, on)?;
        let limit = cx.param(&figures::EXEMPT_CASH_FACTOR, on)?.of_floor(protected);
        let exempt = cash.min(limit);
        Ok(ExemptCash { limit, exempt, to_estate: cash.excess_over(exempt) })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::date;
    use crate::trace::NoTrace;

    fn check(cash: u64, exempt: u64, to_estate: u64) {
        let found = exempt_cash(&mut Cx::new(&mut NoTrace), date(2026, 11, 22), Yen(cash)).unwrap();
        assert_eq!(found, ExemptCash { limit: Yen(990_000), exempt: Yen(exempt), to_estate: Yen(to_estate) });
    }

    /// 660,000 × 3/2 = 990,000.
    #[test]
    fn both_sides_of_the_limit() {
        check(0, 0, 0);
        check(990_000, 990_000, 0);
        check(990_001, 990_000, 1);
    }

    #[test]
    fn known_from_the_first_day_of_the_act() {
        assert!(exempt_cash(&mut Cx::new(&mut NoTrace), date(2005, 1, 1), Yen(1)).is_ok());
        assert!(exempt_cash(&mut Cx::new(&mut NoTrace), date(2004, 12, 31), Yen(1)).is_err());
    }
}
