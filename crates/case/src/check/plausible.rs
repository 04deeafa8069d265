//! Slips of the keyboard: figures that are possible as numbers and impossible in a household.
//!
//! The bounds here are no law. They only tell a slip from a fact, and lie far from every real figure.

use law::message::Message;
use law::params::plausibility as bounds;
use law::{Date, Rate, Yen, message};

use super::{Checker, Field};
pub(super) use crate::bounds::Least;
use crate::bounds::{bound, contract_rates, late_rates, years};
use crate::file::{ContractRate, LateRate, spaced};
use crate::household::{ClaimKind, Event, EventKind};

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
        // Cards cost up to 18 %, home loans a few percent.
        let is_home_loan = kind == Some(ClaimKind::HomeLoan);
        let hint = if is_home_loan { ContractRate::hint } else { LateRate::hint };
        self.rate_between(at, "rate", rate.map(|rate| rate.0), contract_rates(kind, contracted_on), hint);
    }

    /// A rate of late charges, or one agreed for what a guarantor pays.
    pub(super) fn plausible_late_rate(
        &mut self,
        at: &str,
        field: &str,
        contracted_on: Option<Date>,
        rate: Option<LateRate>,
    ) {
        self.rate_between(at, field, rate.map(|rate| rate.0), late_rates(contracted_on), LateRate::hint);
    }

    fn rate_between(
        &mut self,
        at: &str,
        field: &str,
        rate: Option<Rate>,
        (least, most): (Rate, Rate),
        hint: fn(&str) -> Message,
    ) {
        let Some(rate) = rate.filter(|rate| !rate.is_zero()) else { return };
        let hint = if rate > most {
            hint(&rate.to_string())
        } else if rate < least
            && let Some(meant) = rate.scaled(100, 1)
        {
            message!("case.hint.implausible-rate", meant = meant.to_string())
        } else {
            return;
        };
        let message = message!("case.implausible-rate", found = rate.to_string());
        self.problem(at, field, "implausible-rate", message).hint = Some(hint);
    }

    /// The debtor is of an age to owe, and nobody older than people become.
    pub(super) fn plausible_age(&mut self, at: &str, is_debtor: bool, born: Option<Date>) {
        let (Some(born), Some(as_of)) = (born.filter(|born| Some(*born) <= self.as_of), self.as_of) else { return };
        let age = as_of.year() - born.year();
        let least = if is_debtor { years(&bounds::LEAST_DEBTOR_AGE, Some(as_of)) } else { 0 };
        if age < least || age > years(&bounds::MOST_AGE, Some(as_of)) {
            let message = message!("case.implausible-age", age = u32::from(age.unsigned_abs()));
            self.problem(at, "born", "implausible-year", message).hint = Some(message!("case.hint.check-year"));
        }
    }

    /// A day that may lie ahead, but not years ahead.
    pub(super) fn soon(&mut self, at: &str, field: Field, day: Option<Date>) {
        let (Some(day), Some(as_of)) = (day, self.as_of) else { return };
        if day.year() - as_of.year() > years(&bounds::YEARS_AHEAD, Some(as_of)) {
            let message = message!("case.day-far", field = field.shown(), found = day);
            self.problem(at, field.key(), "implausible-year", message).hint = Some(message!("case.hint.check-year"));
        }
    }

    /// Nobody pays several times what was ever lent.
    pub(super) fn plausible_payments(&mut self, at: &str, events: &[Event]) {
        let lent: Yen = events.iter().filter(|event| event.kind == EventKind::Advance).filter_map(|e| e.amount).sum();
        let most = lent.times(u64::from(bound(&bounds::MOST_PAID_TIMES, self.as_of)));
        let pays = |kind| matches!(kind, EventKind::Payment | EventKind::SaleProceeds | EventKind::Waiver);
        for event in events.iter().filter(|event| !lent.is_zero() && pays(event.kind)) {
            let Some(amount) = event.amount.filter(|amount| *amount > most) else { continue };
            let message = message!("case.payment-above-claim", found = amount, lent = lent);
            self.problem(&format!("{at}.events[{}]", event.place), "amount", "payment-above-claim", message).hint =
                Some(message!("case.hint.payment-above-claim"));
        }
    }
}
