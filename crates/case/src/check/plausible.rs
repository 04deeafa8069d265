//! Slips of the keyboard: figures that are possible as numbers and impossible in a household.
//!
//! The bounds here are no law. They only tell a slip from a fact, and lie far from every real figure.

use law::params::plausibility as bounds;
use law::{Date, Yen, message};

use super::{Checker, Field};
pub(super) use crate::bounds::Least;
use crate::bounds::{bound, years};
use crate::file::{ContractRate, LateRate, spaced};
use crate::household::ClaimKind;

impl Checker<'_> {
    pub(super) fn plausible_as_of(&mut self) {
        let Some(year) = self.as_of.map(Date::year).filter(|year| *year < years(&bounds::FIRST_YEAR, None)) else {
            return;
        };
        let message = message!("case.implausible-year", year = u32::from(year.unsigned_abs()));
        let meant = 2000 + u32::from(year.unsigned_abs()) % 100;
        self.problem("", "as_of", "implausible-year", message).hint =
            Some(message!("case.hint.implausible-year", year = meant));
    }

    pub(super) fn plausible_petition(&mut self, as_of: Date, day: Date) {
        let distance = day.year() - as_of.year();
        let on = Some(as_of);
        if distance < -years(&bounds::PETITION_YEARS_BEFORE, on) || distance > years(&bounds::PETITION_YEARS_AFTER, on)
        {
            let message = message!("case.petition-far", found = day, as_of = as_of);
            self.problem("", "petition_on", "petition-far", message).hint = Some(message!("case.hint.petition-far"));
        }
    }

    pub(super) fn plausible_last_due(&mut self, at: &str, day: Option<Date>) {
        let (Some(day), Some(as_of)) = (day, self.as_of) else { return };
        if day.year() - as_of.year() > years(&bounds::LOAN_YEARS, Some(as_of)) {
            let message = message!("case.loan-too-long", found = day);
            self.problem(at, "last_due_on", "implausible-year", message).hint =
                Some(message!("case.hint.loan-too-long"));
        }
    }

    pub(super) fn plausible_amount(&mut self, at: &str, field: Field, found: Yen, least: Least) {
        if found.is_zero() || found >= least.on(self.as_of) {
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
        let message = message!("case.implausible-rate", found = rate.to_string());
        if rate > bound(&bounds::MOST_RATE, contracted_on) {
            // Cards cost up to 18 %, home loans a few percent.
            let is_home_loan = kind == Some(ClaimKind::HomeLoan);
            let hint = if is_home_loan { ContractRate::hint } else { LateRate::hint };
            self.problem(at, "rate", "implausible-rate", message).hint = Some(hint(&rate.to_string()));
        } else if kind == Some(ClaimKind::HomeLoan)
            && !rate.is_zero()
            && rate < bound(&bounds::LEAST_HOME_LOAN_RATE, contracted_on)
            && let Some(meant) = rate.scaled(100, 1)
        {
            self.problem(at, "rate", "implausible-rate", message).hint =
                Some(message!("case.hint.implausible-rate", meant = meant.to_string()));
        }
    }

    pub(super) fn plausible_late_rate(&mut self, at: &str, contracted_on: Option<Date>, rate: Option<LateRate>) {
        let Some(rate) = rate.map(|rate| rate.0) else { return };
        if rate > bound(&bounds::MOST_LATE_RATE, contracted_on) {
            let message = message!("case.implausible-rate", found = rate.to_string());
            self.problem(at, "late_rate", "implausible-rate", message).hint = Some(LateRate::hint(&rate.to_string()));
        }
    }
}
