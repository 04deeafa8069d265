//! Slips of the keyboard: figures that are possible as numbers and impossible in a household.
//!
//! The bounds here are no law. They only tell a slip from a fact, and lie far from every real figure.

use law::calendar::date;
use law::{Date, Rate, Yen, message};

use super::{Checker, Field};
use crate::file::{ContractRate, LateRate};
use crate::file::{PERCENT, spaced};
use crate::household::ClaimKind;

/// A positive amount below this is 10,000 yen written as one (万円).
pub(super) type Least = Yen;

/// No bound: some amounts may be a few yen.
pub(super) const ANY: Least = Yen(0);
/// For salaries, rents and instalments.
pub(super) const LEAST_MONTHLY: Least = Yen(1_000);
/// For homes and home loans: below 10,000 yen nobody owns or owes, up to 9,999万円 they do.
pub(super) const LEAST_HOME: Least = Yen(10_000);
/// For money lent, and for what a retirement allowance or a year of work brings.
pub(super) const LEAST_LENT: Least = Yen(1_000);

/// Since the reform of 18 June 2010 no new loan may cost more than 20 %, and late charges stay below 29.2 %.
const REFORM: Date = date(2010, 6, 18);
const MOST_RATE: Rate = Rate::from_units(20 * PERCENT);
const MOST_LATE_RATE: Rate = Rate::from_units(292 * PERCENT / 10);
/// The most that older contracts asked for.
const MOST_OLD_RATE: Rate = Rate::from_units(110 * PERCENT);
/// Home loans never cost less; a smaller figure is a fraction written for a percentage, 0.01475 for 1.475 %.
const LEAST_HOME_LOAN_RATE: Rate = Rate::from_units(PERCENT / 10);

/// Petitions do not lie further from the picture than this, in years.
const PETITION_YEARS: (i16, i16) = (3, 5);
/// Loans do not run longer than this from the day of the picture, in years.
const LOAN_YEARS: i16 = 60;
/// Case files were not written before.
const FIRST_AS_OF: i16 = 2000;

impl Checker<'_> {
    pub(super) fn plausible_as_of(&mut self) {
        let Some(year) = self.as_of.map(Date::year).filter(|year| *year < FIRST_AS_OF) else { return };
        let message = message!("case.implausible-year", year = u32::from(year.unsigned_abs()));
        let meant = 2000 + u32::from(year.unsigned_abs()) % 100;
        self.problem("", "as_of", "implausible-year", message).hint =
            Some(message!("case.hint.implausible-year", year = meant));
    }

    pub(super) fn plausible_petition(&mut self, as_of: Date, day: Date) {
        let distance = day.year() - as_of.year();
        if distance < -PETITION_YEARS.0 || distance > PETITION_YEARS.1 {
            let message = message!("case.petition-far", found = day, as_of = as_of);
            self.problem("", "petition_on", "petition-far", message).hint = Some(message!("case.hint.petition-far"));
        }
    }

    pub(super) fn plausible_last_due(&mut self, at: &str, day: Option<Date>) {
        let (Some(day), Some(as_of)) = (day, self.as_of) else { return };
        if day.year() - as_of.year() > LOAN_YEARS {
            let message = message!("case.loan-too-long", found = day);
            self.problem(at, "last_due_on", "implausible-year", message).hint =
                Some(message!("case.hint.loan-too-long"));
        }
    }

    pub(super) fn plausible_amount(&mut self, at: &str, field: Field, found: Yen, least: Least) {
        if found.is_zero() || found >= least {
            return;
        }
        let message = message!("case.implausible-amount", field = field.shown(), found = found);
        let hint = message!(
            "case.hint.implausible-amount",
            found = found,
            ten_thousands = found.to_string(),
            written = spaced(found.times(10_000))
        );
        let path = format!("{at}.{}", field.key());
        let inner = if self.root.nearest(&path).get("likely").is_some() { "likely" } else { "" };
        self.problem(&path, inner, "implausible-amount", message).hint = Some(hint);
    }

    pub(super) fn plausible_rate(
        &mut self,
        at: &str,
        kind: Option<ClaimKind>,
        contracted_on: Option<Date>,
        rate: Option<ContractRate>,
    ) {
        let Some(rate) = rate.map(|rate| rate.0) else { return };
        let old = contracted_on.is_some_and(|day| day < REFORM);
        let message = message!("case.implausible-rate", found = rate.to_string());
        if rate > if old { MOST_OLD_RATE } else { MOST_RATE } {
            // Cards cost up to 18 %, home loans a few percent.
            let is_home_loan = kind == Some(ClaimKind::HomeLoan);
            let hint = if is_home_loan { ContractRate::hint } else { LateRate::hint };
            self.problem(at, "rate", "implausible-rate", message).hint = Some(hint(&rate.to_string()));
        } else if kind == Some(ClaimKind::HomeLoan)
            && !rate.is_zero()
            && rate < LEAST_HOME_LOAN_RATE
            && let Some(meant) = rate.scaled(100, 1)
        {
            self.problem(at, "rate", "implausible-rate", message).hint =
                Some(message!("case.hint.implausible-rate", meant = meant.to_string()));
        }
    }

    pub(super) fn plausible_late_rate(&mut self, at: &str, contracted_on: Option<Date>, rate: Option<LateRate>) {
        let Some(rate) = rate.map(|rate| rate.0) else { return };
        let old = contracted_on.is_some_and(|day| day < REFORM);
        if rate > if old { MOST_OLD_RATE } else { MOST_LATE_RATE } {
            let message = message!("case.implausible-rate", found = rate.to_string());
            self.problem(at, "late_rate", "implausible-rate", message).hint = Some(LateRate::hint(&rate.to_string()));
        }
    }
}
