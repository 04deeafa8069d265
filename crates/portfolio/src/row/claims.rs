//! The claims of a row, and the register of the home that they make.

use case::bounds::{Least, contract_rates, late_rates, years};
use case::{
    Claim, ClaimId, ClaimKind, Creditor, Encumbrance, EncumbranceKind, Event, EventKind, Guarantor, GuarantorKind,
    Lies, PastDay, Unpaid,
};
use law::params::plausibility;
use law::{Date, Rate, message};

use super::spare::reused;
use super::{DEBTOR, Reader, SPOUSE};
use crate::table::Guaranteed;

impl Reader<'_, '_> {
    pub(super) fn claims(&mut self, has_spouse: bool) -> Option<Vec<Claim>> {
        let range = self.table.claims.get(self.row)?;
        let mut claims = reused(&mut self.spare.claims, range.len());
        for (place, item) in range.enumerate() {
            let Some(claim) = self.claim(place, item, has_spouse) else { continue };
            if let Some(first) = claims.iter().position(|other| other.id == claim.id) {
                let message = message!("error.repeated-id", id = claim.id.clone(), first = first + 1);
                self.say(format!("claims[{place}].id"), "repeated-id", message, message!("batch.hint.repeated-claim"));
            }
            claims.push(claim);
        }
        Some(claims)
    }

    fn claim(&mut self, place: usize, item: usize, has_spouse: bool) -> Option<Claim> {
        let claims = &self.table.claims.items;
        let kind = claims.kind.get(item)?;
        let contracted = claims.contracted_on.get(item);
        let contracted_on = self.day_of_claim(place, "contracted_on", contracted, None);
        let last_due_on = claims.last_due_on.get(item);
        if let (Some(last), Some(first)) = (last_due_on, contracted)
            && last < first
        {
            let later = format!("claims[{place}].last_due_on");
            self.in_order((&later, Some(last)), ("contracted_on", Some(first)));
        }
        if last_due_on
            .is_some_and(|day| day.year() - self.as_of.year() > years(&plausibility::LOAN_YEARS, Some(self.as_of)))
        {
            let message = message!("case.loan-too-long", found = last_due_on);
            let column = format!("claims[{place}].last_due_on");
            self.say(column, "implausible-year", message, message!("batch.hint.day"));
        }
        let (rate, late_rate) = (claims.rate.get(item), claims.late_rate.get(item));
        self.plausible_rates(place, kind, contracted, rate, late_rate);
        let least = Least::of_principal(kind);
        let principal = self.amount_in("claims", place, "principal", claims.principal.get(item), least);
        let least = least.of_instalments();
        let monthly_payment =
            self.amount_in("claims", place, "monthly_payment", claims.monthly_payment.get(item), least);
        let bonus_payment = self.amount_in("claims", place, "bonus_payment", claims.bonus_payment.get(item), least);
        Some(Claim {
            id: claims.id.get(item).map_or_else(|| format!("claim-{}", place + 1), |id| self.spare.name(id)),
            kind,
            debtor: DEBTOR,
            joint_debtors: if claims.joint_debtor.get(item) == Some(true) { vec![SPOUSE] } else { Vec::new() },
            guarantors: self.guarantors(item, has_spouse),
            purpose: claims.purpose.get(item),
            instalments: None,
            creditor: claims.creditor_kind.get(item).map(|kind| Creditor { name: String::new(), kind: Some(kind) }),
            contracted_on,
            mandate_contracted_on: self.day_of_claim(
                place,
                "mandate_contracted_on",
                claims.mandate_contracted_on.get(item),
                None,
            ),
            principal,
            rate,
            late_rate,
            day_count: None,
            appropriation: None,
            first_due_on: None,
            last_due_on,
            monthly_payment,
            bonus_payment,
            unpaid: self.unpaid(place, item),
            statutory_due_on: claims.statutory_due_on.get(item),
            dissents: claims.dissents.get(item),
            malicious: claims.malicious.get(item),
            bodily_harm: claims.bodily_harm.get(item),
            left_off_list: None,
            events: self.events(place, item, contracted),
            // Whoever keeps a book knows what its loans went through: a day that is not there is no event.
            history_told: true,
            unreadable_events: Vec::new(),
        })
    }

    /// A past day of a claim, not before its contract.
    #[inline]
    fn day_of_claim(
        &mut self,
        place: usize,
        field: &str,
        day: Option<Date>,
        contracted: Option<Date>,
    ) -> Option<PastDay> {
        let found = day?;
        let early = contracted.is_some_and(|first| found < first);
        if found > self.as_of || early {
            self.misplaced_day(place, field, found, contracted);
        }
        Some(PastDay { day: found, rough: false })
    }

    #[cold]
    fn misplaced_day(&mut self, place: usize, field: &str, found: Date, contracted: Option<Date>) {
        let column = format!("claims[{place}].{field}");
        self.past_day(&column, Some(found));
        self.in_order((&column, Some(found)), ("contracted_on", contracted));
    }

    fn guarantors(&self, item: usize, has_spouse: bool) -> Option<Vec<Guarantor>> {
        let guarantor = |kind| {
            // A person who guarantees is the spouse where there is one: most books know no other.
            let person = (kind != GuarantorKind::Company && has_spouse).then_some(SPOUSE);
            vec![Guarantor { person, name: String::new(), kind, recourse_rate: None }]
        };
        Some(match self.table.claims.items.guarantor.get(item)? {
            Guaranteed::None => Vec::new(),
            Guaranteed::Company => guarantor(GuarantorKind::Company),
            Guaranteed::Joint => guarantor(GuarantorKind::Joint),
            Guaranteed::Simple => guarantor(GuarantorKind::Simple),
        })
    }

    fn unpaid(&mut self, place: usize, item: usize) -> Option<Vec<Unpaid>> {
        let claims = &self.table.claims.items;
        let (contracted, last) = (claims.contracted_on.get(item), claims.last_due_on.get(item));
        let overdue = &claims.unpaid.items;
        let range = claims.unpaid.get(item)?;
        let mut unpaid = Vec::with_capacity(range.len());
        for (inner, entry) in range.enumerate() {
            let (Some(due), Some(principal), Some(interest)) =
                (overdue.due.get(entry), overdue.principal.get(entry), overdue.interest.get(entry))
            else {
                continue;
            };
            if due > self.as_of || contracted.is_some_and(|first| due < first) {
                self.day_of_claim(place, &format!("unpaid[{inner}].due"), Some(due), contracted);
            }
            if let Some(last) = last.filter(|last| due > *last) {
                let message = message!("case.due-after-end", found = due, last = last);
                let column = format!("claims[{place}].unpaid[{inner}].due");
                self.say(column, "date-order", message, message!("case.hint.date-order"));
            }
            unpaid.push(Unpaid { due, principal, interest });
        }
        Some(unpaid)
    }

    /// What happened, oldest first, one day's events in the order of the vocabulary.
    fn events(&mut self, place: usize, item: usize, contracted: Option<Date>) -> Vec<Event> {
        let claims = &self.table.claims.items;
        let mut events = Vec::new();
        for (kind, field, day) in [
            (EventKind::Acceleration, "accelerated_on", claims.accelerated_on.get(item)),
            (EventKind::Subrogation, "subrogated_on", claims.subrogated_on.get(item)),
            (EventKind::Assignment, "assigned_on", claims.assigned_on.get(item)),
        ] {
            let Some(on) = self.day_of_claim(place, field, day, contracted) else { continue };
            let subrogation = kind == EventKind::Subrogation;
            events.push(Event {
                place: events.len(),
                id: None,
                on,
                kind,
                amount: if subrogation { claims.subrogated_amount.get(item) } else { None },
                by: None,
                whole: subrogation.then_some(true),
                until: None,
                component: None,
                designated: None,
                terms: None,
                appropriation: None,
            });
        }
        if claims.subrogated_amount.get(item).is_some() && claims.subrogated_on.get(item).is_none() {
            let column = format!("claims[{place}].subrogated_on");
            self.say(
                column,
                "missing",
                message!("error.missing", field = "subrogated_on".to_string()),
                message!("batch.hint.missing"),
            );
        }
        events.sort_by_key(|event| (event.on.day, event.kind));
        events
    }

    fn plausible_rates(
        &mut self,
        place: usize,
        kind: ClaimKind,
        contracted: Option<Date>,
        rate: Option<Rate>,
        late_rate: Option<Rate>,
    ) {
        for (field, rate, (least, most)) in
            [("rate", rate, contract_rates(Some(kind), contracted)), ("late_rate", late_rate, late_rates(contracted))]
        {
            let Some(found) = rate.filter(|rate| !rate.is_zero() && !(least..=most).contains(rate)) else { continue };
            let message = message!("case.implausible-rate", found = found.to_string());
            let meant = if found < least { found.scaled(100, 1) } else { found.scaled(1, 100) };
            let hint = match meant {
                Some(meant) => message!("case.hint.implausible-rate", meant = meant.to_string()),
                None => message!("hint.rate"),
            };
            self.say(format!("claims[{place}].{field}"), "implausible-rate", message, hint);
        }
    }

    /// The register of the home: the claims with a rank. Where no claim has one it is unknown.
    pub(super) fn encumbrances(&mut self) -> Option<Vec<Encumbrance>> {
        let claims = &self.table.claims.items;
        let range = self.table.claims.get(self.row)?;
        let mut list = Vec::with_capacity(range.len());
        for (place, item) in range.enumerate() {
            let Some(rank) = claims.security_rank.get(item) else { continue };
            let registered = claims.security_registered_on.get(item);
            let registered_on = self.day_of_claim(place, "security_registered_on", registered, None);
            list.push(Encumbrance {
                rank,
                kind: claims.security_kind.get(item).unwrap_or(EncumbranceKind::Mortgage),
                on: claims.security_on.get(item).unwrap_or(Lies::Both),
                holder: claims.security_holder.get(item),
                claim: Some(ClaimId(place)),
                claim_name: String::new(),
                registered_on,
            });
        }
        (!list.is_empty()).then_some(list)
    }
}
