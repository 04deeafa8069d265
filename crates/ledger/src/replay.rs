//! Replaying the events of a claim: every question begins with the contract and takes one event after the other.

use std::cmp::Ordering;

use case::{Claim, ClaimId, Component, Creditor, Event, EventKind, Household, Order};
use law::acts::civil_code::appropriation::{Parts, appropriate};
use law::message::Message;
use law::params::Mark as Who;
use law::provision::{CIVIL_CODE, Provision};
use law::trace::{NoTrace, Rule};
use law::words::Word;
use law::{Cx, Date, Trace, Yen, message};

use crate::account::{Account, Contradiction, Side};
use crate::contract::{Reading, Terms, Upcoming};
use crate::grounds;
use crate::machine::{Machine, Mark, Open};

/// The rule of [`replay`].
pub static ACCOUNT: Rule = Rule {
    id: "ledger.account",
    ja: "債権の元帳",
    en: "account of a claim",
    provisions: &[
        Provision::new(CIVIL_CODE, "415"),
        Provision::new(CIVIL_CODE, "419"),
        Provision::new(CIVIL_CODE, "488"),
        Provision::new(CIVIL_CODE, "489"),
        Provision::new(CIVIL_CODE, "490"),
    ],
    mark: Who::Law,
    parameters: &[],
};

/// The account of a claim on a day: its contract and its events, replayed from scratch.
///
/// A later day than the household's shows what waiting brings: nothing is paid after the last event. The order in which
/// events are written down plays no part; those of one day count in the order of the vocabulary, then by amount, then
/// by id. See `docs/ledger.md` for the model and for what it leaves to judgement.
pub fn replay<T: Trace>(cx: &mut Cx<'_, T>, house: &Household, id: ClaimId, to: Date) -> Account {
    replay_as(cx, house, id, to, Reading::default())
}

/// The same under another reading of the contract.
pub fn replay_as<T: Trace>(cx: &mut Cx<'_, T>, house: &Household, id: ClaimId, to: Date, reading: Reading) -> Account {
    cx.rule(&ACCOUNT, |cx| {
        cx.given("as_of", &to);
        let mut runners: Vec<Runner<'_>> =
            members(house, id).into_iter().map(|(id, claim)| Runner::new(cx, house, id, claim, reading)).collect();
        let wanted = runners.iter().position(|runner| runner.id == id).expect("a claim is a member of its own group");
        let mut steps: Vec<Step<'_>> = Vec::new();
        for (member, runner) in runners.iter().enumerate() {
            steps.extend(runner.claim.events.iter().map(|event| Step::Event { member, event }));
            steps.extend(runner.unreadable(member));
        }
        steps.sort_by(Step::order);
        for step in steps {
            match step {
                Step::Event { event, .. } if event.on.day > to => {}
                Step::Event { member, event } if is_shared(event) => share(cx, &mut runners, member, event),
                Step::Event { member, event } => runners[member].take(cx, event),
                Step::Unreadable { member, place, on } => runners[member].unreadable_event(cx, place, on, to),
            }
        }
        runners.swap_remove(wanted).finish(cx, to)
    })
}

/// The same without a trace.
pub fn account(house: &Household, id: ClaimId, to: Date) -> Account {
    replay(&mut Cx::new(&mut NoTrace), house, id, to)
}

/// The claims that must be replayed together: where a payment names no debt, all debts to the same creditor.
fn members(house: &Household, id: ClaimId) -> Vec<(ClaimId, &Claim)> {
    let named = |claim: &'_ Claim| claim.creditor.clone().filter(|Creditor { name, .. }| !name.is_empty());
    let claim = &house.claims.as_deref().unwrap_or_default()[id.0];
    let creditor = named(claim).map(|creditor| creditor.name);
    let group: Vec<(ClaimId, &Claim)> = house
        .claims()
        .filter(|(_, other)| creditor.is_some() && named(other).map(|creditor| creditor.name) == creditor)
        .collect();
    if group.iter().any(|(_, claim)| claim.events.iter().any(is_shared)) { group } else { vec![(id, claim)] }
}

/// Are there other debts to the creditor of this one?
fn has_siblings(house: &Household, claim: &Claim) -> bool {
    let name = |claim: &Claim| claim.creditor.as_ref().map(|creditor| creditor.name.clone()).filter(|n| !n.is_empty());
    let named = name(claim);
    named.is_some() && house.claims().any(|(_, other)| other.id != claim.id && name(other) == named)
}

fn is_shared(event: &Event) -> bool {
    event.kind == EventKind::Payment && event.designated == Some(false) && event.component.is_none()
}

/// One step of a replay.
#[derive(Clone, Copy, Debug)]
enum Step<'h> {
    Event { member: usize, event: &'h Event },
    Unreadable { member: usize, place: usize, on: Option<Date> },
}

impl Step<'_> {
    /// By day, kind, amount and id; then by everything else that an event says, so that the order of writing never
    /// decides. An event that could not be read comes after the day of the one before it in the file.
    fn order(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Step::Event { member: m1, event: one }, Step::Event { member: m2, event: two }) => {
                let first = |e: &Event| (e.on.day, e.kind, e.amount);
                let then = |e: &Event| (e.whole, e.until, e.component, e.designated, e.appropriation);
                first(one)
                    .cmp(&first(two))
                    .then_with(|| one.id.cmp(&two.id))
                    .then_with(|| one.by.cmp(&two.by))
                    .then_with(|| then(one).cmp(&then(two)))
                    .then_with(|| one.terms.cmp(&two.terms))
                    .then_with(|| m1.cmp(m2))
            }
            (Step::Event { event, .. }, Step::Unreadable { on, .. }) => {
                if Some(event.on.day) <= *on {
                    Ordering::Less
                } else {
                    Ordering::Greater
                }
            }
            (Step::Unreadable { .. }, Step::Event { .. }) => other.order(self).reverse(),
            (
                Step::Unreadable { member: m1, place: p1, on: d1 },
                Step::Unreadable { member: m2, place: p2, on: d2 },
            ) => (d1, m1, p1).cmp(&(d2, m2, p2)),
        }
    }
}

/// The books of one claim and what contradicts in its history.
struct Runner<'h> {
    house: &'h Household,
    id: ClaimId,
    claim: &'h Claim,
    reading: Reading,
    has_siblings: bool,
    original: Machine<'h>,
    reimbursement: Option<Machine<'h>>,
    /// The first advance; `None` when the account begins with the stated figures.
    advanced_on: Option<Date>,
    /// Is there anything to begin with?
    begins: bool,
    contradictions: Vec<Contradiction>,
    cut: Option<(Mark, Option<Mark>, State)>,
    notes: Vec<Message>,
}

/// What an account says beside its books.
#[derive(Clone, Copy, Debug)]
struct State {
    accelerated_on: Option<Date>,
    subrogated_on: Option<Date>,
    closed_on: Option<Date>,
}

impl<'h> Runner<'h> {
    fn new<T: Trace>(
        cx: &mut Cx<'_, T>,
        house: &'h Household,
        id: ClaimId,
        claim: &'h Claim,
        reading: Reading,
    ) -> Runner<'h> {
        let advances = claim.events.iter().filter(|event| event.kind == EventKind::Advance && event.amount.is_some());
        let advanced_on = advances.clone().map(|event| event.on.day).min();
        let stated = claim.principal.map(|principal| principal.likely);
        let overdue = || claim.unpaid.iter().flatten().map(|unpaid| unpaid.principal).sum::<Yen>();
        let lent = match advanced_on {
            Some(_) => advances.filter_map(|event| event.amount).sum(),
            None => stated.unwrap_or(Yen::ZERO) + overdue(),
        };
        let terms = Terms { has_siblings: has_siblings(house, claim), ..Terms::of(cx, claim, lent, reading) };
        let mut original = Machine::new(claim, Side::Original, terms);
        let mut notes = Vec::new();
        for (stated, cap, key) in [
            (terms.rates.interest_stated, terms.rates.interest, "ledger.note.interest-capped"),
            (terms.rates.late_stated, terms.rates.late, "ledger.note.late-capped"),
        ] {
            if let (Some(stated), Some(cap)) = (stated, cap) {
                notes.push(Message::new(key).with("stated", stated).with("cap", cap));
            }
        }
        if terms.rates.late.is_none() {
            notes.push(message!("ledger.note.no-late-rate"));
        }
        if advanced_on.is_none() {
            match stated {
                Some(principal) => {
                    original.open(opening_day(house, claim), principal, house.as_of);
                    notes.push(message!("ledger.note.from-stated-figures"));
                }
                None => notes.push(message!("ledger.note.nothing-to-begin-with")),
            }
        }
        Runner {
            house,
            id,
            claim,
            reading,
            has_siblings: terms.has_siblings,
            original,
            reimbursement: None,
            advanced_on,
            begins: advanced_on.is_some() || stated.is_some(),
            contradictions: Vec::new(),
            cut: None,
            notes,
        }
    }

    /// Events that the case file could not give, each after the day of the readable one written before it.
    fn unreadable(&self, member: usize) -> Vec<Step<'h>> {
        let before = |place: usize| {
            let earlier = self.claim.events.iter().filter(|event| event.place < place);
            earlier.max_by_key(|event| event.place).map(|event| event.on.day)
        };
        let places = self.claim.unreadable_events.iter();
        places.map(|place| Step::Unreadable { member, place: *place, on: before(*place) }).collect()
    }

    fn unreadable_event<T: Trace>(&mut self, cx: &mut Cx<'_, T>, place: usize, on: Option<Date>, to: Date) {
        if let Some(on) = on.filter(|on| *on <= to) {
            self.advance_to(cx, on);
        }
        self.contradict(place, None, "unreadable", message!("ledger.error.unreadable"));
    }

    fn contradict(&mut self, place: usize, on: Option<Date>, code: &'static str, message: Message) {
        if self.cut.is_none() {
            let state = self.state();
            let reimbursement = self.reimbursement.as_ref().map(Machine::mark);
            self.cut = Some((self.original.mark(), reimbursement, state));
        }
        self.contradictions.push(Contradiction { claim: self.id, place, on, code, message });
    }

    fn state(&self) -> State {
        State {
            accelerated_on: self.original.accelerated_on,
            subrogated_on: self.original.subrogated_on,
            closed_on: self.leading().closed_on,
        }
    }

    /// The book that says what the debtor owes.
    fn leading(&self) -> &Machine<'h> {
        match &self.reimbursement {
            Some(machine) if self.original.subrogated_on.is_some() => machine,
            _ => &self.original,
        }
    }

    fn advance_to<T: Trace>(&mut self, cx: &mut Cx<'_, T>, to: Date) {
        self.original.advance_to(cx, to);
    }

    /// Why an event cannot be.
    fn contradiction(&self, event: &Event) -> Option<(&'static str, Message)> {
        use EventKind as Kind;
        let on = event.on.day;
        if let Some(contracted) = self.claim.contracted_on.filter(|past| !past.rough && on < past.day) {
            return Some(("before-contract", message!("ledger.error.before-contract", contracted = contracted.day)));
        }
        if let Some(advanced) = self.advanced_on.filter(|advanced| on < *advanced) {
            return Some(("before-advance", message!("ledger.error.before-advance", advanced = advanced)));
        }
        let needs_amount = matches!(event.kind, Kind::Advance | Kind::Payment | Kind::SaleProceeds);
        if needs_amount && event.amount.is_none_or(Yen::is_zero) {
            return Some(("no-amount", message!("ledger.error.no-amount", kind = event.kind.word())));
        }
        if let Some(closed) = self.leading().closed_on {
            return Some(("after-full-payment", message!("ledger.error.after-full-payment", closed = closed)));
        }
        let running = self.original.running;
        match event.kind {
            Kind::Advance if self.original.accelerated_on.is_some() => {
                Some(("advance-after-acceleration", message!("ledger.error.advance-after-acceleration")))
            }
            Kind::Acceleration if !self.original.in_settlement() => self
                .original
                .accelerated_on
                .map(|first| ("accelerated-twice", message!("ledger.error.accelerated-twice", first = first))),
            Kind::Subrogation => self
                .original
                .subrogated_on
                .map(|first| ("subrogated-twice", message!("ledger.error.subrogated-twice", first = first))),
            Kind::SettlementFailed if !self.leading().in_settlement() => {
                Some(("no-settlement", message!("ledger.error.no-settlement")))
            }
            Kind::AuctionCompleted | Kind::AuctionWithdrawn if running.auctions == 0 => {
                Some(("no-auction", message!("ledger.error.no-auction")))
            }
            Kind::AttachmentWithdrawn if running.attachments == 0 => {
                Some(("no-attachment", message!("ledger.error.no-attachment")))
            }
            Kind::SuitWithdrawn if running.suits == 0 => Some(("no-suit", message!("ledger.error.no-suit"))),
            _ => None,
        }
    }

    fn take<T: Trace>(&mut self, cx: &mut Cx<'_, T>, event: &'h Event) {
        if !self.begins {
            return;
        }
        let on = event.on.day;
        self.advance_to(cx, on);
        if let Some((code, message)) = self.contradiction(event) {
            return self.contradict(event.place, Some(on), code, message);
        }
        // What a file states as of its day already contains what was paid before the benefit of time was lost.
        let moves_money = matches!(event.kind, EventKind::Payment | EventKind::SaleProceeds | EventKind::Waiver);
        if moves_money && self.advanced_on.is_none() && self.original.accelerated_on.is_none() {
            return self.original.contained(event);
        }
        match event.kind {
            EventKind::Advance => {
                let explicit = explicit_from(self.claim);
                let amount = event.amount.unwrap_or(Yen::ZERO);
                self.original.advance(on, amount, explicit);
                if self.original.is_scheduled() && !has_signs(self.claim) {
                    self.notes.push(message!("ledger.note.all-presumed"));
                }
            }
            EventKind::Payment if event.component == Some(Component::Principal) => {
                let amount = event.amount.unwrap_or(Yen::ZERO);
                if self.original.accelerated_on.is_none() {
                    self.original.prepay(cx, on, amount);
                } else {
                    self.pay(cx, event, amount);
                }
            }
            EventKind::Payment | EventKind::SaleProceeds => {
                self.pay(cx, event, event.amount.unwrap_or(Yen::ZERO));
            }
            EventKind::Acceleration => {
                let by_demand = event.by.as_deref() == Some("demand");
                self.original.accelerate(cx, on, by_demand, Some(event));
                if self.reimbursement.as_ref().is_some_and(Machine::in_settlement)
                    && let Some(machine) = &mut self.reimbursement
                {
                    machine.settlement_failed(cx, on);
                }
            }
            EventKind::Subrogation => self.subrogate(cx, event),
            EventKind::Waiver => {
                let whole = self.reimbursement.is_some() && self.original.subrogated_on.is_some();
                let leading = if whole { self.reimbursement.as_mut() } else { Some(&mut self.original) };
                let waived = leading.map_or(Ok(()), |machine| machine.waive(cx, on, event.component, event.amount));
                if let Err(owed) = waived {
                    let message = message!("ledger.error.waived-too-much", owed = owed);
                    self.contradict(event.place, Some(on), "waived-too-much", message);
                }
            }
            _ => {
                self.each(|machine| plain(cx, machine, event));
                self.count(event.kind);
                self.note_proceeds(event);
            }
        }
    }

    /// What an auction brings goes to the creditor on a day of its own: an amount at its end is taken for nothing else.
    fn note_proceeds(&mut self, event: &Event) {
        let distributed = || {
            self.claim.events.iter().any(|later| later.kind == EventKind::SaleProceeds && later.on.day >= event.on.day)
        };
        if let (EventKind::AuctionCompleted, Some(amount)) = (event.kind, event.amount)
            && !distributed()
        {
            self.notes.push(message!("ledger.note.proceeds-apart", amount = amount));
        }
    }

    /// Both books, the original first.
    fn each(&mut self, mut act: impl FnMut(&mut Machine<'h>)) {
        act(&mut self.original);
        if self.original.subrogated_on.is_some()
            && let Some(machine) = &mut self.reimbursement
        {
            act(machine);
        }
    }

    /// A payment reduces both linked claims (501条2項: within the reimbursement).
    fn pay<T: Trace>(&mut self, cx: &mut Cx<'_, T>, event: &Event, amount: Yen) {
        self.each(|machine| machine.pay(cx, event.on.day, amount, event.kind));
    }

    fn subrogate<T: Trace>(&mut self, cx: &mut Cx<'_, T>, event: &Event) {
        let on = event.on.day;
        let by = event.by.as_deref();
        let whole = event.whole != Some(false);
        let amount = match event.amount {
            Some(amount) => amount,
            None if !whole => {
                let message = message!("ledger.error.no-amount", kind = event.kind.word());
                return self.contradict(event.place, Some(on), "no-amount", message);
            }
            None => {
                self.original.accrue(cx, on);
                self.notes.push(message!("ledger.note.subrogation-amount"));
                self.original.balances().total()
            }
        };
        if whole {
            self.original.pass_to_guarantor(cx, on, amount, by);
        } else {
            self.original.accrue(cx, on);
            let open = self.original.open_debts(on);
            let applied = appropriate(cx, &open.debts, amount, on, Order::Statutory);
            self.original.receive_share(on, &open, applied.applied, applied.unapplied);
            self.original.step(event, message!("ledger.reason.part-subrogation"), grounds::PART_SUBROGATION);
        }
        let person = self.house.guarantor_who_paid(self.claim, by);
        let terms = Terms::of(cx, self.claim, amount, self.reading);
        let terms = match person {
            Some(person) => terms.of_persons_reimbursement(person, on),
            None => terms.of_reimbursement(cx, self.claim, self.reading),
        };
        let terms = Terms { has_siblings: self.has_siblings, ..terms };
        if let (Some(stated), Some(cap)) = (terms.rates.late_stated, terms.rates.late) {
            self.notes.push(message!("ledger.note.recourse-capped", stated = stated, cap = cap));
        }
        let mut machine = Machine::new(self.claim, Side::Reimbursement, terms);
        machine.reimburse(on, amount, by, person.is_some());
        self.reimbursement = Some(machine);
    }

    /// Keeps count of what runs.
    fn count(&mut self, kind: EventKind) {
        self.each(|machine| {
            let running = &mut machine.running;
            match kind {
                EventKind::AuctionCommenced => running.auctions += 1,
                EventKind::AuctionCompleted => {
                    running.auctions = running.auctions.saturating_sub(1);
                    running.sold = true;
                }
                EventKind::AuctionWithdrawn => running.auctions = running.auctions.saturating_sub(1),
                EventKind::Attachment | EventKind::ProvisionalAttachment => running.attachments += 1,
                EventKind::AttachmentWithdrawn => running.attachments = running.attachments.saturating_sub(1),
                EventKind::SuitFiled => running.suits += 1,
                EventKind::SuitWithdrawn | EventKind::JudgmentFinal => running.suits = running.suits.saturating_sub(1),
                _ => {}
            }
        });
    }

    fn finish<T: Trace>(mut self, cx: &mut Cx<'_, T>, to: Date) -> Account {
        if self.begins && self.cut.is_none() {
            self.advance_to(cx, to);
            self.original.accrue(cx, to);
            if let Some(machine) = &mut self.reimbursement {
                machine.accrue(cx, to);
            }
        }
        let mut state = self.state();
        if let Some((original, reimbursement, then)) = self.cut.take() {
            self.original.cut(original);
            self.reimbursement = self.reimbursement.take().zip(reimbursement).map(|(mut machine, mark)| {
                machine.cut(mark);
                machine
            });
            state = then;
        }
        Account {
            claim: self.id,
            to,
            original: self.original.finish(),
            reimbursement: self.reimbursement.map(Machine::finish),
            accelerated_on: state.accelerated_on,
            subrogated_on: state.subrogated_on,
            closed_on: state.closed_on,
            contradictions: self.contradictions,
            notes: self.notes,
        }
    }
}

/// Events that change no balance but by their costs, and the settlement.
fn plain<T: Trace>(cx: &mut Cx<'_, T>, machine: &mut Machine<'_>, event: &Event) {
    use EventKind as Kind;
    let (reason, provisions) = match event.kind {
        Kind::Settlement => return machine.settle(cx, event),
        Kind::SettlementFailed => return machine.settlement_failed(cx, event.on.day),
        Kind::Assignment => return machine.assign(event),
        Kind::Invocation => return machine.invoke(cx, event),
        Kind::Missed => (message!("ledger.reason.missed"), grounds::DUE),
        Kind::Demand => (message!("ledger.reason.demand"), grounds::DEMAND),
        Kind::SuitFiled => (message!("ledger.reason.suit-filed"), grounds::SUIT),
        Kind::SuitWithdrawn => (message!("ledger.reason.suit-withdrawn"), grounds::SUIT),
        Kind::JudgmentFinal => (message!("ledger.reason.judgment-final"), grounds::JUDGMENT),
        Kind::PaymentOrderFinal => (message!("ledger.reason.payment-order-final"), grounds::JUDGMENT),
        Kind::ProvisionalAttachment => (message!("ledger.reason.provisional-attachment"), grounds::PROVISIONAL),
        Kind::AuctionCommenced => (message!("ledger.reason.auction-commenced"), grounds::EXECUTION),
        Kind::AuctionCompleted => (message!("ledger.reason.auction-completed"), grounds::EXECUTION),
        Kind::AuctionWithdrawn => (message!("ledger.reason.auction-withdrawn"), grounds::EXECUTION),
        Kind::Attachment => (message!("ledger.reason.attachment"), grounds::EXECUTION),
        Kind::AttachmentWithdrawn => (message!("ledger.reason.attachment-withdrawn"), grounds::EXECUTION),
        Kind::Acknowledgment => (message!("ledger.reason.acknowledgment"), grounds::ACKNOWLEDGMENT),
        Kind::AgreementToTalk => (message!("ledger.reason.agreement-to-talk"), grounds::TALKS),
        Kind::WriteOff => (message!("ledger.reason.write-off"), &[] as &[Provision]),
        Kind::Advance | Kind::Payment | Kind::SaleProceeds | Kind::Acceleration | Kind::Subrogation | Kind::Waiver => {
            unreachable!("these have arms of their own")
        }
    };
    machine.step(event, reason, provisions);
}

/// A payment that names no debt: over all debts to the creditor who holds this one (488条4項, 489条).
fn share<T: Trace>(cx: &mut Cx<'_, T>, runners: &mut [Runner<'_>], member: usize, event: &Event) {
    let on = event.on.day;
    for runner in runners.iter_mut().filter(|runner| runner.begins) {
        runner.advance_to(cx, on);
    }
    let payer = &mut runners[member];
    if !payer.begins {
        return;
    }
    if let Some((code, message)) = payer.contradiction(event) {
        return payer.contradict(event.place, Some(on), code, message);
    }
    let holder = payer.original.holder().map(str::to_string);
    let same: Vec<usize> = (0..runners.len())
        .filter(|place| runners[*place].begins && runners[*place].original.holder() == holder.as_deref())
        .collect();
    let mut opens: Vec<Open> = Vec::new();
    let mut debts = Vec::new();
    for &place in &same {
        runners[place].original.accrue(cx, on);
        let open = runners[place].original.open_debts(on);
        debts.extend(open.debts.iter().copied());
        opens.push(open);
    }
    let (order, ..) = runners[member].original.order_of(event.kind);
    let applied = appropriate(cx, &debts, event.amount.unwrap_or(Yen::ZERO), on, order);
    let mut parts = applied.applied.into_iter();
    for (&place, open) in same.iter().zip(&opens) {
        let mine: Vec<Parts> = parts.by_ref().take(open.debts.len()).collect();
        // What is left when everything due is paid stays with the claim that the file names.
        let rest = if place == member { applied.unapplied } else { Yen::ZERO };
        if place == member || mine.iter().any(|parts| !parts.sum().is_zero()) {
            runners[place].original.receive_share(on, open, mine, rest);
        }
    }
}

/// An account that begins with stated figures begins with the first instalment that it lists, or its first event.
fn opening_day(house: &Household, claim: &Claim) -> Date {
    let unpaid = claim.unpaid.iter().flatten().map(|unpaid| unpaid.due);
    let events = claim.events.iter().map(|event| event.on.day);
    let first = unpaid.chain(events).chain([house.as_of]).min().unwrap_or(house.as_of);
    claim.contracted_on.map_or(first, |contracted| first.max(contracted.day).min(house.as_of))
}

/// Does the file say when instalments stopped being paid, or list payments?
fn has_signs(claim: &Claim) -> bool {
    claim.unpaid.as_ref().is_some_and(|unpaid| !unpaid.is_empty()) || claim.events.iter().any(is_sign)
}

fn is_sign(event: &Event) -> bool {
    matches!(event.kind, EventKind::Missed | EventKind::Acceleration | EventKind::Subrogation)
        || event.kind == EventKind::Payment && event.component.is_none()
}

/// The first due date for which the file's own events speak. Instalments before it are taken as paid on their days: who
/// writes down when it began to go wrong need not write down ten years of transfers.
fn explicit_from(claim: &Claim) -> impl Fn(Upcoming) -> Option<Date> {
    move |upcoming| {
        // The due date of a later day is never earlier: the first of each kind decides.
        let first = |kind: fn(EventKind) -> bool| {
            let signs = claim.events.iter().filter(|event| is_sign(event) && kind(event.kind));
            signs.map(|event| event.on.day).min()
        };
        let paid = first(|kind| kind == EventKind::Payment).map(|day| upcoming.due_of(day, true));
        let missed = first(|kind| kind == EventKind::Missed).map(|day| upcoming.due_of(day, false));
        let others = first(|kind| !matches!(kind, EventKind::Payment | EventKind::Missed));
        let unpaid = claim.unpaid.iter().flatten().map(|unpaid| unpaid.due).min();
        let unpaid = unpaid.map(|day| upcoming.due_of(day, true));
        [paid, missed, others, unpaid].into_iter().flatten().min()
    }
}
