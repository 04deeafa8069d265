//! The book of one claim while it is being written: every step takes a day and leaves balances.
//!
//! Nothing here looks back or is corrected: a replay begins anew with every question.

use std::collections::VecDeque;

use case::{Claim, Component, Event, EventKind, Order};
use law::acts::civil_code::appropriation::{Appropriation, Debt, Parts, appropriate};
use law::loan::{Delay, late_charge};
use law::message::Message;
use law::{Cx, Date, Provision, Rate, Trace, Yen, message};

use crate::account::{Balances, Book, Booking, Entry, Line, Overdue, Side};
use crate::contract::{Planned, Terms, Upcoming};
use crate::grounds;

/// A part of the claim that is due: an overdue instalment, or everything after the acceleration.
#[derive(Clone, Copy, Debug)]
struct Part {
    due: Date,
    principal: Yen,
    interest: Yen,
    late: Yen,
    /// Late charges that a settlement keeps frozen.
    frozen: Yen,
    /// The last day up to which late charges are booked.
    charged_to: Date,
}

/// A settlement in force.
#[derive(Clone, Copy, Debug)]
struct Settlement {
    amount: Option<Yen>,
    paid: Yen,
    order: Order,
}

/// Where a part of a payment may go.
#[derive(Clone, Copy, Debug)]
enum Place {
    Costs,
    Part(usize),
    NotDue,
}

/// The debts of one claim towards which a payment may go.
#[derive(Debug, Default)]
pub(crate) struct Open {
    places: Vec<Place>,
    pub(crate) debts: Vec<Debt>,
}

/// Instalments that are taken as paid, until they are written on one line.
#[derive(Clone, Copy, Debug)]
struct Presumed {
    count: u32,
    last: Date,
    principal: Yen,
    interest: Yen,
}

/// The book of one claim while it is being written.
#[derive(Debug)]
pub(crate) struct Machine<'h> {
    claim: &'h Claim,
    side: Side,
    terms: Terms,
    lines: Vec<Line>,
    balances: Balances,
    /// Principal that is not due.
    not_due: Yen,
    /// Contract interest by the day on it, booked but not due before the whole is.
    not_due_interest: Yen,
    /// A loan without instalments: its interest runs by the day.
    by_day: bool,
    /// The last day up to which contract interest is booked.
    interest_to: Option<Date>,
    /// Overdue instalments that the file states.
    stated: VecDeque<Planned>,
    upcoming: Option<Upcoming>,
    /// The first due date that events must pay for; earlier ones are taken as paid. `None`: all are.
    explicit_from: Option<Date>,
    presumed: Option<Presumed>,
    parts: Vec<Part>,
    held: Yen,
    overpaid: Yen,
    settlement: Option<Settlement>,
    holder: Option<String>,
    /// Room for the debts of the next payment.
    room: Open,
    /// Auctions, attachments and suits that run.
    pub(crate) running: Running,
    pub(crate) accelerated_on: Option<Date>,
    pub(crate) subrogated_on: Option<Date>,
    pub(crate) closed_on: Option<Date>,
    pub(crate) invoked_on: Option<Date>,
}

/// Steps of the creditor that run.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Running {
    pub(crate) auctions: u32,
    pub(crate) attachments: u32,
    pub(crate) suits: u32,
    /// Was an auction completed? What it brought may be distributed on the same day, or weeks later.
    pub(crate) sold: bool,
}

impl Running {
    /// Do proceeds come from the court?
    const fn distributes(self) -> bool {
        self.auctions > 0 || self.sold
    }
}

/// How far a book was written when the first contradiction came.
#[derive(Clone, Debug)]
pub(crate) struct Mark {
    lines: usize,
    balances: Balances,
    held: Yen,
    overpaid: Yen,
    parts: Vec<Part>,
}

impl<'h> Machine<'h> {
    pub(crate) fn new(claim: &'h Claim, side: Side, terms: Terms) -> Machine<'h> {
        Machine {
            claim,
            side,
            terms,
            // As a rule an event makes a line, and a booking before it.
            lines: Vec::with_capacity(2 * claim.events.len() + 2),
            balances: Balances::ZERO,
            not_due: Yen::ZERO,
            not_due_interest: Yen::ZERO,
            by_day: false,
            interest_to: None,
            stated: VecDeque::new(),
            upcoming: None,
            explicit_from: None,
            presumed: None,
            parts: Vec::new(),
            held: Yen::ZERO,
            overpaid: Yen::ZERO,
            settlement: None,
            holder: claim.creditor.as_ref().map(|creditor| creditor.name.clone()).filter(|name| !name.is_empty()),
            room: Open::default(),
            running: Running::default(),
            accelerated_on: None,
            subrogated_on: None,
            closed_on: None,
            invoked_on: None,
        }
    }

    pub(crate) fn holder(&self) -> Option<&str> {
        self.holder.as_deref()
    }

    pub(crate) const fn balances(&self) -> Balances {
        self.balances
    }

    pub(crate) const fn in_settlement(&self) -> bool {
        self.settlement.is_some()
    }

    pub(crate) const fn is_scheduled(&self) -> bool {
        self.upcoming.is_some()
    }

    fn line(&mut self, on: Date, entry: Entry, reason: Message, provisions: &'static [Provision]) -> &mut Line {
        self.lines.push(Line {
            on,
            entry,
            amount: None,
            charged: Balances::ZERO,
            credited: Balances::ZERO,
            held: Yen::ZERO,
            unapplied: Yen::ZERO,
            other_order: None,
            reason,
            provisions,
            after: self.balances,
        });
        self.lines.last_mut().expect("one was pushed")
    }

    /// Writes a line that changes the balances.
    fn book(
        &mut self,
        on: Date,
        entry: Entry,
        (charged, credited): (Balances, Balances),
        reason: Message,
        provisions: &'static [Provision],
    ) -> &mut Line {
        self.balances = self.balances.plus(charged).less(credited);
        let line = self.line(on, entry, reason, provisions);
        (line.charged, line.credited) = (charged, credited);
        line
    }

    // How a book begins.

    /// 貸付け: principal goes out; instalments follow from the contract, or interest runs by the day.
    pub(crate) fn advance(&mut self, on: Date, amount: Yen, explicit_from: impl Fn(Upcoming) -> Option<Date>) {
        self.not_due += amount;
        self.book(
            on,
            Entry::Event(EventKind::Advance),
            (Balances::only(Component::Principal, amount), Balances::ZERO),
            message!("ledger.reason.advance"),
            grounds::ADVANCE,
        )
        .amount = Some(amount);
        self.interest_to = self.interest_to.or(Some(on));
        self.upcoming = Upcoming::of(self.claim, self.not_due, on);
        self.by_day = self.upcoming.is_none();
        self.explicit_from = self.upcoming.and_then(explicit_from);
    }

    /// The book begins with what the file states: principal not due, and overdue instalments on their days.
    pub(crate) fn open(&mut self, on: Date, principal: Yen, as_of: Date) {
        let mut stated: Vec<Planned> = self
            .claim
            .unpaid
            .iter()
            .flatten()
            .map(|unpaid| Planned { due: unpaid.due, principal: unpaid.principal, interest: unpaid.interest })
            .collect();
        stated.sort_by_key(|instalment| (instalment.due, instalment.principal, instalment.interest));
        let overdue: Yen = stated.iter().map(|instalment| instalment.principal).sum();
        self.not_due = principal + overdue;
        self.explicit_from = stated.first().map(|instalment| instalment.due);
        self.stated = stated.into();
        self.upcoming = Upcoming::of(self.claim, principal, as_of.max(on));
        self.book(
            on,
            Entry::Booking(Booking::Opening),
            (Balances::only(Component::Principal, principal + overdue), Balances::ZERO),
            message!("ledger.reason.opening"),
            &[],
        );
    }

    /// 求償権: what the guarantor paid, due at once. What a person paid bears interest from that day on (442条2項 「日以後」); a
    /// company's contract counts from the next.
    pub(crate) fn reimburse(&mut self, on: Date, paid: Yen, by: Option<&str>, person: bool) {
        self.holder = by.map(str::to_string);
        self.accelerated_on = Some(on);
        self.parts.push(Part {
            due: on,
            principal: paid,
            interest: Yen::ZERO,
            late: Yen::ZERO,
            frozen: Yen::ZERO,
            charged_to: if person { on.yesterday().unwrap_or(on) } else { on },
        });
        self.book(
            on,
            Entry::Booking(Booking::Reimbursement),
            (Balances::only(Component::Principal, paid), Balances::ZERO),
            if person {
                message!("ledger.reason.reimbursement-of-person", rate = self.terms.rates.late)
            } else {
                message!("ledger.reason.reimbursement", rate = self.terms.rates.late)
            },
            grounds::REIMBURSEMENT,
        )
        .amount = Some(paid);
    }

    // How time passes.

    /// Lets every instalment fall due that has its day up to `to`.
    pub(crate) fn advance_to<T: Trace>(&mut self, cx: &mut Cx<'_, T>, to: Date) {
        while self.accelerated_on.is_none() {
            let from_schedule = self.stated.is_empty();
            let (planned, following) = match (self.stated.front(), self.upcoming) {
                (Some(stated), _) => (*stated, self.upcoming),
                (None, Some(upcoming)) if upcoming.due <= to => upcoming.next(self.not_due),
                _ => break,
            };
            if planned.due > to {
                break;
            }
            let nominal = match self.upcoming {
                Some(upcoming) if from_schedule => upcoming.nominal,
                _ => planned.due,
            };
            self.upcoming = following;
            if !from_schedule {
                self.stated.pop_front();
            }
            self.not_due = self.not_due.excess_over(planned.principal);
            self.interest_to = Some(planned.due);
            if self.explicit_from.is_none_or(|first| nominal < first) {
                self.presume(planned);
            } else {
                self.write_presumed();
                self.fall_due(cx, planned);
            }
        }
        self.write_presumed();
        let matures = self.claim.last_due_on.filter(|last| self.by_day && *last <= to && self.accelerated_on.is_none());
        if let Some(last) = matures.filter(|_| !self.not_due.is_zero()) {
            self.accrue(cx, last);
            self.all_due(last);
            self.line(last, Entry::Booking(Booking::Maturity), message!("ledger.reason.maturity"), grounds::DUE);
        }
    }

    fn presume(&mut self, planned: Planned) {
        let sums = self.presumed.get_or_insert(Presumed {
            count: 0,
            last: planned.due,
            principal: Yen::ZERO,
            interest: Yen::ZERO,
        });
        sums.count += 1;
        sums.last = planned.due;
        sums.principal += planned.principal;
        sums.interest += planned.interest;
    }

    fn write_presumed(&mut self) {
        let Some(sums) = self.presumed.take() else { return };
        let interest = Balances::only(Component::Interest, sums.interest);
        let credited = interest.plus(Balances::only(Component::Principal, sums.principal));
        let reason = message!("ledger.reason.presumed", count = sums.count);
        self.book(sums.last, Entry::Booking(Booking::Presumed), (interest, credited), reason, &[]).amount =
            Some(credited.total());
        self.close_if_paid(sums.last);
    }

    fn fall_due<T: Trace>(&mut self, cx: &mut Cx<'_, T>, planned: Planned) {
        self.parts.push(Part {
            due: planned.due,
            principal: planned.principal,
            interest: planned.interest,
            late: Yen::ZERO,
            frozen: Yen::ZERO,
            charged_to: planned.due,
        });
        let charged = Balances::only(Component::Interest, planned.interest);
        let reason = message!("ledger.reason.instalment", principal = planned.principal, interest = planned.interest);
        self.book(planned.due, Entry::Booking(Booking::Instalment), (charged, Balances::ZERO), reason, grounds::DUE)
            .amount = Some(planned.principal + planned.interest);
        self.use_held(cx, planned.due);
    }

    fn use_held<T: Trace>(&mut self, cx: &mut Cx<'_, T>, on: Date) {
        if self.held.is_zero() || self.parts.is_empty() {
            return;
        }
        let amount = std::mem::take(&mut self.held);
        let open = self.open_debts(on);
        let applied = appropriate(cx, &open.debts, amount, on, self.terms.order);
        let credited = self.take(&open, &applied);
        self.held = applied.unapplied;
        let reason = message!("ledger.reason.held-applied");
        self.book(on, Entry::Booking(Booking::HeldApplied), (Balances::ZERO, credited), reason, grounds::ORDER)
            .amount = Some(amount);
        self.close_if_paid(on);
    }

    /// Books late charges on everything overdue, and interest by the day, up to `to`. Each part is cut to whole yen
    /// once per booking: the named rounding of a period that is split.
    pub(crate) fn accrue<T: Trace>(&mut self, cx: &mut Cx<'_, T>, to: Date) {
        if self.invoked_on.is_some() {
            return;
        }
        self.accrue_interest(cx, to);
        let Some(rate) = self.terms.rates.late.filter(|rate| !rate.is_zero()) else { return };
        let (mut total, mut from) = (Yen::ZERO, to);
        for part in &mut self.parts {
            if part.charged_to >= to {
                continue;
            }
            let too = self.accelerated_on.is_none() && self.terms.charges_interest_too;
            let principal = part.principal + if too { part.interest } else { Yen::ZERO };
            let delay = Delay { principal, rate, after: part.charged_to, to, day_count: self.terms.day_count };
            from = from.min(part.charged_to);
            part.charged_to = to;
            if principal.is_zero() {
                continue;
            }
            let amount = late_charge(cx, delay).map_or(Yen::ZERO, |charge| charge.amount);
            if self.settlement.is_some() {
                part.frozen += amount;
            } else {
                part.late += amount;
                total += amount;
            }
        }
        if !total.is_zero() {
            let charged = Balances::only(Component::LateCharge, total);
            let reason = message!("ledger.reason.late-charge", from = from, to = to, rate = rate);
            self.book(
                to,
                Entry::Booking(Booking::LateCharge),
                (charged, Balances::ZERO),
                reason,
                grounds::late(self.terms.rates.late_stated.is_some(), self.side),
            );
        }
    }

    /// Contract interest by the day, for a loan without instalments.
    fn accrue_interest<T: Trace>(&mut self, cx: &mut Cx<'_, T>, to: Date) {
        if self.by_day && self.accelerated_on.is_none() {
            let to = self.claim.last_due_on.map_or(to, |last| last.min(to));
            let charged = self.interest_by_day(cx, to);
            self.not_due_interest += charged;
        }
    }

    /// Books contract interest on what is not due, from the day it was booked last to `to`.
    fn interest_by_day<T: Trace>(&mut self, cx: &mut Cx<'_, T>, to: Date) -> Yen {
        let (Some(rate), Some(after)) = (self.terms.rates.interest.filter(|rate| !rate.is_zero()), self.interest_to)
        else {
            return Yen::ZERO;
        };
        if after >= to {
            return Yen::ZERO;
        }
        let delay = Delay { principal: self.not_due, rate, after, to, day_count: self.terms.day_count };
        let amount = late_charge(cx, delay).map_or(Yen::ZERO, |charge| charge.amount);
        self.interest_to = Some(to);
        if !amount.is_zero() {
            let reason = message!("ledger.reason.accrued-interest", from = after, to = to, rate = rate);
            let charged = Balances::only(Component::Interest, amount);
            self.book(
                to,
                Entry::Booking(Booking::AccruedInterest),
                (charged, Balances::ZERO),
                reason,
                grounds::interest(self.terms.rates.interest_stated.is_some()),
            );
        }
        amount
    }

    /// Everything is due from this day: one part takes the place of all.
    fn all_due(&mut self, on: Date) {
        let mut whole = Part {
            due: on,
            principal: std::mem::take(&mut self.not_due),
            interest: std::mem::take(&mut self.not_due_interest),
            late: Yen::ZERO,
            frozen: Yen::ZERO,
            charged_to: on,
        };
        for part in self.parts.drain(..) {
            whole.principal += part.principal;
            whole.interest += part.interest;
            whole.late += part.late;
            whole.frozen += part.frozen;
        }
        self.parts.push(whole);
        self.upcoming = None;
        self.stated.clear();
        self.by_day = false;
        self.accelerated_on = Some(on);
    }

    // What happens.

    pub(crate) fn accelerate<T: Trace>(
        &mut self,
        cx: &mut Cx<'_, T>,
        on: Date,
        by_demand: bool,
        entry: Option<&Event>,
    ) {
        self.accrue(cx, on);
        if self.settlement.is_some() {
            self.fail_settlement(on);
        }
        if !self.not_due.is_zero() {
            let interest = self.interest_by_day(cx, on);
            self.not_due_interest += interest;
        }
        self.all_due(on);
        self.use_held(cx, on);
        if entry.is_some() {
            let reason = if by_demand {
                message!("ledger.reason.accelerated-by-demand")
            } else {
                message!("ledger.reason.accelerated-by-contract")
            };
            self.line(on, Entry::Event(EventKind::Acceleration), reason, grounds::ACCELERATION);
        }
    }

    /// The debts towards which a payment of this day may go, charges booked up to it.
    pub(crate) fn open_debts(&mut self, on: Date) -> Open {
        let mut open = std::mem::take(&mut self.room);
        open.places.clear();
        open.debts.clear();
        let late = self.terms.rates.late.unwrap_or(Rate::ZERO);
        if !self.balances.costs.is_zero() {
            open.places.push(Place::Costs);
            open.debts.push(Debt {
                due_on: on,
                rate: late,
                owed: Parts { costs: self.balances.costs, ..Parts::default() },
            });
        }
        for (place, part) in self.parts.iter().enumerate() {
            open.places.push(Place::Part(place));
            let owed = Parts { costs: Yen::ZERO, interest: part.interest + part.late, principal: part.principal };
            open.debts.push(Debt { due_on: part.due, rate: late, owed });
        }
        if self.by_day && !(self.not_due + self.not_due_interest).is_zero() {
            open.places.push(Place::NotDue);
            let owed = Parts { costs: Yen::ZERO, interest: self.not_due_interest, principal: self.not_due };
            let due_on = self.claim.last_due_on.unwrap_or(on);
            open.debts.push(Debt { due_on, rate: self.terms.rates.interest.unwrap_or(Rate::ZERO), owed });
        }
        open
    }

    /// What each component receives of the parts of a payment. The code knows one class of interest; inside it contract
    /// interest goes before late charges, the older before the younger: practice.
    fn components(&self, open: &Open, applied: &[Parts]) -> Balances {
        open.places.iter().zip(applied).fold(Balances::ZERO, |sum, (place, parts)| {
            let interest_owed = match place {
                Place::Costs => Yen::ZERO,
                Place::Part(place) => self.parts[*place].interest,
                Place::NotDue => self.not_due_interest,
            };
            let interest = parts.interest.min(interest_owed);
            sum.plus(Balances {
                costs: parts.costs,
                interest,
                late_charge: parts.interest.excess_over(interest),
                principal: parts.principal,
            })
        })
    }

    /// Takes a payment off the parts; the balances follow when the line is written.
    fn take(&mut self, open: &Open, applied: &Appropriation) -> Balances {
        let credited = self.components(open, &applied.applied);
        for (place, parts) in open.places.iter().zip(&applied.applied) {
            match place {
                Place::Costs => {}
                Place::Part(place) => {
                    let part = &mut self.parts[*place];
                    let interest = parts.interest.min(part.interest);
                    part.interest = part.interest.excess_over(interest);
                    part.late = part.late.excess_over(parts.interest.excess_over(interest));
                    part.principal = part.principal.excess_over(parts.principal);
                }
                Place::NotDue => {
                    self.not_due_interest = self.not_due_interest.excess_over(parts.interest);
                    self.not_due = self.not_due.excess_over(parts.principal);
                }
            }
        }
        self.drop_empty_parts();
        credited
    }

    fn drop_empty_parts(&mut self) {
        let empty = |part: &Part| (part.principal + part.interest + part.late + part.frozen).is_zero();
        if self.parts.iter().any(empty) {
            self.parts.retain(|part| !empty(part));
        }
    }

    /// The order in which a payment is appropriated, and why.
    pub(crate) fn order_of(&self, kind: EventKind) -> (Order, Message, &'static [Provision]) {
        if kind == EventKind::SaleProceeds && self.running.distributes() {
            // 最判昭62.12.18: a distribution by the court follows the statute, whatever was agreed.
            return (Order::Statutory, message!("ledger.reason.distribution"), grounds::DISTRIBUTION);
        }
        if let Some(settlement) = self.settlement {
            return (settlement.order, message!("ledger.reason.by-settlement"), grounds::AGREED);
        }
        match self.terms.order {
            Order::Statutory if self.terms.has_siblings && kind == EventKind::Payment => {
                (Order::Statutory, message!("ledger.reason.designated"), grounds::DESIGNATED)
            }
            Order::Statutory => (Order::Statutory, message!("ledger.reason.statutory"), grounds::ORDER),
            Order::PrincipalFirst => (Order::PrincipalFirst, message!("ledger.reason.agreed"), grounds::AGREED),
        }
    }

    /// 弁済: appropriated to what is due; more than that is held for the next instalment.
    pub(crate) fn pay<T: Trace>(&mut self, cx: &mut Cx<'_, T>, on: Date, amount: Yen, kind: EventKind) {
        self.accrue(cx, on);
        let open = self.open_debts(on);
        let (order, reason, provisions) = self.order_of(kind);
        let applied = appropriate(cx, &open.debts, amount, on, order);
        let other = match order {
            Order::Statutory => Order::PrincipalFirst,
            Order::PrincipalFirst => Order::Statutory,
        };
        let other = appropriate(cx, &open.debts, amount, on, other);
        let other_order = self.components(&open, &other.applied);
        let line = self.receive(on, Entry::Event(kind), amount, (&open, &applied), (reason, provisions));
        line.other_order = (other_order != line.credited).then_some(other_order);
        self.room = open;
        self.after_payment(on, amount);
    }

    /// The part of a payment to several debts that this claim received.
    pub(crate) fn receive_share(&mut self, on: Date, open: &Open, applied: Vec<Parts>, rest: Yen) {
        let amount = applied.iter().map(|parts| parts.sum()).sum::<Yen>() + rest;
        let applied = Appropriation { applied, unapplied: rest };
        let reason = (message!("ledger.reason.shared"), grounds::SHARED);
        self.receive(on, Entry::Booking(Booking::SharedPayment), amount, (open, &applied), reason);
        self.after_payment(on, amount);
    }

    fn receive(
        &mut self,
        on: Date,
        entry: Entry,
        amount: Yen,
        (open, applied): (&Open, &Appropriation),
        (reason, provisions): (Message, &'static [Provision]),
    ) -> &mut Line {
        let credited = self.take(open, applied);
        let may_hold = self.accelerated_on.is_none() && (self.upcoming.is_some() || !self.stated.is_empty());
        let (held, overpaid) = if may_hold { (applied.unapplied, Yen::ZERO) } else { (Yen::ZERO, applied.unapplied) };
        self.held += held;
        self.overpaid += overpaid;
        let line = self.book(on, entry, (Balances::ZERO, credited), reason, provisions);
        line.amount = Some(amount);
        (line.held, line.unapplied) = (held, overpaid);
        line
    }

    fn after_payment(&mut self, on: Date, amount: Yen) {
        if let Some(settlement) = &mut self.settlement {
            settlement.paid += amount;
            if settlement.amount.is_some_and(|agreed| settlement.paid >= agreed) {
                self.release(on);
            }
        }
        self.close_if_paid(on);
    }

    /// 繰上返済: reduces what is not due; instalments stay as high and become fewer.
    pub(crate) fn prepay<T: Trace>(&mut self, cx: &mut Cx<'_, T>, on: Date, amount: Yen) {
        self.accrue(cx, on);
        let paid = amount.min(self.not_due);
        self.not_due = self.not_due.excess_over(paid);
        self.overpaid += amount.excess_over(paid);
        let credited = Balances::only(Component::Principal, paid);
        let reason = message!("ledger.reason.prepayment");
        let line = self.book(on, Entry::Event(EventKind::Payment), (Balances::ZERO, credited), reason, grounds::AGREED);
        (line.amount, line.unapplied) = (Some(amount), amount.excess_over(paid));
        if self.not_due.is_zero() {
            self.upcoming = None;
        }
        self.close_if_paid(on);
    }

    /// A payment that the stated figures already contain.
    pub(crate) fn contained(&mut self, event: &Event) {
        let reason = message!("ledger.reason.contained");
        self.line(event.on.day, Entry::Event(event.kind), reason, &[]).amount = event.amount;
    }

    /// 免除 of a component, or of everything.
    pub(crate) fn waive<T: Trace>(
        &mut self,
        cx: &mut Cx<'_, T>,
        on: Date,
        component: Option<Component>,
        amount: Option<Yen>,
    ) -> Result<(), Yen> {
        self.accrue(cx, on);
        let Some(component) = component else {
            let owed = self.balances;
            if let Some(amount) = amount.filter(|amount| *amount != owed.total()) {
                // A waiver that names no component reduces principal last, as a payment would.
                return self.waive_in_order(on, amount);
            }
            self.clear();
            self.write_waiver(on, owed);
            return Ok(());
        };
        let owed = self.balances.of(component);
        let amount = amount.unwrap_or(owed);
        if amount > owed {
            return Err(owed);
        }
        if component == Component::LateCharge && amount == owed {
            self.parts.iter_mut().for_each(|part| part.frozen = Yen::ZERO);
        }
        self.reduce(component, amount);
        self.write_waiver(on, Balances::only(component, amount));
        Ok(())
    }

    fn waive_in_order(&mut self, on: Date, amount: Yen) -> Result<(), Yen> {
        if amount > self.balances.total() {
            return Err(self.balances.total());
        }
        let (mut left, mut waived) = (amount, Balances::ZERO);
        for component in [Component::Costs, Component::LateCharge, Component::Interest, Component::Principal] {
            let part = left.min(self.balances.of(component));
            self.reduce(component, part);
            waived = waived.plus(Balances::only(component, part));
            left = left.excess_over(part);
        }
        self.write_waiver(on, waived);
        Ok(())
    }

    fn write_waiver(&mut self, on: Date, waived: Balances) {
        let reason = message!("ledger.reason.waiver");
        self.book(on, Entry::Event(EventKind::Waiver), (Balances::ZERO, waived), reason, grounds::WAIVER).amount =
            Some(waived.total());
        self.drop_empty_parts();
        self.close_if_paid(on);
    }

    /// Takes an amount of one component off the parts, the oldest first, what is not due last.
    fn reduce(&mut self, component: Component, amount: Yen) {
        let mut left = amount;
        for part in &mut self.parts {
            let field = match component {
                Component::Costs => return,
                Component::Interest => &mut part.interest,
                Component::LateCharge => &mut part.late,
                Component::Principal => &mut part.principal,
            };
            let taken = left.min(*field);
            *field = field.excess_over(taken);
            left = left.excess_over(taken);
        }
        match component {
            Component::Interest => self.not_due_interest = self.not_due_interest.excess_over(left),
            Component::Principal => {
                self.not_due = self.not_due.excess_over(left);
                if self.not_due.is_zero() {
                    self.upcoming = None;
                }
            }
            Component::Costs | Component::LateCharge => {}
        }
    }

    fn clear(&mut self) {
        self.parts.clear();
        self.not_due = Yen::ZERO;
        self.not_due_interest = Yen::ZERO;
        self.upcoming = None;
        self.stated.clear();
    }

    /// 和解: late charges stand still while it is kept.
    pub(crate) fn settle<T: Trace>(&mut self, cx: &mut Cx<'_, T>, event: &Event) {
        self.accrue(cx, event.on.day);
        self.settlement = Some(Settlement {
            amount: event.amount,
            paid: Yen::ZERO,
            order: self.terms.order_asked.or(event.appropriation).unwrap_or(Order::PrincipalFirst),
        });
        let reason = message!("ledger.reason.settlement", terms = event.terms.clone());
        self.line(event.on.day, Entry::Event(EventKind::Settlement), reason, grounds::SETTLEMENT).amount = event.amount;
    }

    /// 和解の失効: what stood still is owed again.
    pub(crate) fn settlement_failed<T: Trace>(&mut self, cx: &mut Cx<'_, T>, on: Date) {
        self.accrue(cx, on);
        let reason = message!("ledger.reason.settlement-failed");
        self.line(on, Entry::Event(EventKind::SettlementFailed), reason, grounds::SETTLEMENT);
        self.fail_settlement(on);
    }

    fn fail_settlement(&mut self, on: Date) {
        self.settlement = None;
        let mut revived = Yen::ZERO;
        for part in &mut self.parts {
            revived += part.frozen;
            part.late += std::mem::take(&mut part.frozen);
        }
        if !revived.is_zero() {
            let charged = Balances::only(Component::LateCharge, revived);
            let reason = message!("ledger.reason.revived");
            self.book(on, Entry::Booking(Booking::Revived), (charged, Balances::ZERO), reason, grounds::LATE);
        }
    }

    /// The settlement is fulfilled: the rest goes.
    fn release(&mut self, on: Date) {
        self.settlement = None;
        let rest = self.balances;
        self.clear();
        let reason = message!("ledger.reason.released");
        self.book(on, Entry::Booking(Booking::Released), (Balances::ZERO, rest), reason, grounds::WAIVER).amount =
            Some(rest.total());
    }

    /// 代位弁済 of the whole: the claim passes to the guarantor with its mortgage.
    pub(crate) fn pass_to_guarantor<T: Trace>(&mut self, cx: &mut Cx<'_, T>, on: Date, paid: Yen, by: Option<&str>) {
        if self.accelerated_on.is_none() {
            self.accelerate(cx, on, false, None);
        }
        self.accrue(cx, on);
        self.subrogated_on = Some(on);
        if let Some(by) = by {
            self.holder = Some(by.to_string());
        }
        let reason = message!("ledger.reason.subrogation");
        self.line(on, Entry::Event(EventKind::Subrogation), reason, grounds::SUBROGATION).amount = Some(paid);
    }

    /// 債権譲渡.
    pub(crate) fn assign(&mut self, event: &Event) {
        if let Some(to) = &event.by {
            self.holder = Some(to.clone());
        }
        let reason = message!("ledger.reason.assignment", to = event.by.clone());
        self.line(event.on.day, Entry::Event(EventKind::Assignment), reason, grounds::ASSIGNMENT).amount = event.amount;
    }

    /// A step of the creditor; its amount is what it cost and the debtor owes.
    pub(crate) fn step(&mut self, event: &Event, reason: Message, provisions: &'static [Provision]) {
        let costs = event.amount.filter(|_| event.kind.bears_costs()).unwrap_or(Yen::ZERO);
        let charged = Balances::only(Component::Costs, costs);
        self.book(event.on.day, Entry::Event(event.kind), (charged, Balances::ZERO), reason, provisions).amount =
            event.amount;
    }

    pub(crate) fn invoke<T: Trace>(&mut self, cx: &mut Cx<'_, T>, event: &Event) {
        self.accrue(cx, event.on.day);
        self.invoked_on = Some(event.on.day);
        self.step(event, message!("ledger.reason.invocation"), grounds::INVOCATION);
    }

    fn close_if_paid(&mut self, on: Date) {
        let open = self.upcoming.is_some() || !self.stated.is_empty();
        if self.closed_on.is_none() && self.balances.is_zero() && !open && !self.lines.is_empty() {
            self.closed_on = Some(on);
        }
    }

    // How a book ends.

    pub(crate) fn mark(&self) -> Mark {
        Mark {
            lines: self.lines.len(),
            balances: self.balances,
            held: self.held,
            overpaid: self.overpaid,
            parts: self.parts.clone(),
        }
    }

    pub(crate) fn cut(&mut self, mark: Mark) {
        self.lines.truncate(mark.lines);
        (self.balances, self.held, self.overpaid, self.parts) = (mark.balances, mark.held, mark.overpaid, mark.parts);
    }

    pub(crate) fn finish(self) -> Book {
        let overdue = self.parts.iter().map(|part| Overdue {
            due: part.due,
            principal: part.principal,
            interest: part.interest,
            late_charge: part.late,
        });
        Book {
            side: self.side,
            holder: self.holder,
            rates: self.terms.rates,
            balances: self.balances,
            overdue: overdue.collect(),
            held: self.held,
            frozen: self.parts.iter().map(|part| part.frozen).sum(),
            overpaid: self.overpaid,
            lines: self.lines,
        }
    }
}

trait BearsCosts {
    /// Is the amount of such an event its cost?
    fn bears_costs(self) -> bool;
}

impl BearsCosts for EventKind {
    fn bears_costs(self) -> bool {
        matches!(
            self,
            EventKind::SuitFiled
                | EventKind::PaymentOrderFinal
                | EventKind::ProvisionalAttachment
                | EventKind::AuctionCommenced
                | EventKind::Attachment
        )
    }
}
