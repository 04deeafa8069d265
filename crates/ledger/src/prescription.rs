//! Where the prescription of a claim stands, from its events: the loan's and the reimbursement claim's separately.
//!
//! The rule of law knows payments, demands, judgments and auctions. The vocabulary of a case file has more kinds; what
//! each counts as stands in [`as_rule_sees`]. Nothing here is ever "extinct": *complete, may be invoked* is the most.

use case::{Claim, ClaimId, ClaimKind, CreditorKind as Lender, Event, EventKind, GuarantorKind, Household, PastDay};
use law::acts::civil_code::period::{Unit, last_day};
use law::acts::civil_code::prescription::{
    ClaimHistory, CreditorKind, Event as RuleEvent, EventKind as RuleKind, Regime, Status, Unanswerable, prescription,
};
use law::message::Message;
use law::provision::{CIVIL_CODE, OBLIGATIONS_REFORM, Provision};
use law::trace::NoTrace;
use law::{Cx, Date, Trace, message};

use crate::account::{Account, Side};

law::word_list! {
    /// The part of a claim whose prescription is looked at.
    pub enum Part {
        /// An instalment that fell due before everything did.
        Instalment = "instalment",
        /// Everything that is due.
        Whole = "whole",
    }
}

law::word_list! {
    /// Where prescription stands.
    pub enum Standing {
        /// It runs, or is held.
        Running = "running",
        /// The period is over: it may be invoked.
        Complete = "complete",
        /// Acknowledged after completion: a new period runs.
        Barred = "barred",
        /// Invoked by the debtor.
        Invoked = "invoked",
    }
}

/// The prescription of one claim, or of an instalment of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The loan's claim or the guarantor's.
    pub side: Side,
    /// What of it.
    pub part: Part,
    /// From when it could be claimed.
    pub due_on: Date,
    /// The law of its own period.
    pub regime: Regime,
    /// That period in years.
    pub years: u32,
    /// The last day; `None` while a court's procedure holds it.
    pub last_day: Option<Date>,
    /// The first day on which it may be invoked.
    pub invocable_from: Option<Date>,
    /// Where it stands.
    pub status: Standing,
}

/// The prescription of a claim on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prescription {
    /// The claim.
    pub claim: ClaimId,
    /// The day.
    pub on: Date,
    /// One line for each claim, and for the oldest instalment while they are due one by one.
    pub lines: Vec<Line>,
    /// What a payment or a letter would do, what guarantors face, what is left to judgement. The first is to be read
    /// before anything is paid or written.
    pub notes: Vec<Message>,
}

/// Where the prescription of a claim stands on the account's day.
///
/// 消滅時効。The law of the loan goes by its contract, that of the reimbursement claim by the guarantee mandate (平成29年法律
/// 44号附則10条4項). No line is given where the file does not say when the contract was made, or nothing is due, and none of
/// a claim that other acts let run out.
pub fn of_claim<T: Trace>(cx: &mut Cx<'_, T>, house: &Household, account: &Account) -> Prescription {
    let claim = &house.claims.as_deref().unwrap_or_default()[account.claim.0];
    let mut lines = Vec::new();
    let mut notes = Vec::new();
    if let Some(note) = elsewhere(claim.kind) {
        // A year of the civil code beside such a claim would be wrong whatever its events.
        return Prescription { claim: account.claim, on: account.to, lines, notes: vec![note] };
    }
    let contracted = claim.contracted_on.map(|past| past.day);
    if !account.contradictions.is_empty() {
        // Events that contradict have no effects that could be told.
        notes.push(message!("ledger.note.prescription-contradictory"));
        return Prescription { claim: account.claim, on: account.to, lines, notes };
    }
    let starts = starts(account, claim);
    let events = events_of(house, claim);
    for (side, part, due_on) in starts {
        let on = match side {
            Side::Original => contracted,
            Side::Reimbursement => claim.mandate_contracted_on.map(|past| past.day).or(contracted),
        };
        let Some(on) = on else {
            notes.push(message!("ledger.note.prescription-without-contract"));
            continue;
        };
        match line(cx, account.to, (claim, &events), (side, part, due_on), on) {
            Ok(line) => lines.push(line),
            Err(Unanswerable::NotInForce(_)) => notes.push(message!("ledger.note.prescription-too-old")),
            Err(_) => notes.push(message!("ledger.note.prescription-unanswerable")),
        }
    }
    let mut all = warnings(&lines);
    all.extend(by_month(house, account, &lines));
    all.append(&mut notes);
    all.extend(of_others(house, claim));
    all.dedup();
    Prescription { claim: account.claim, on: account.to, lines, notes: all }
}

/// Where no more than the month of something is known its last day is taken. Says of every line that would end on another
/// day had it been the first, and when.
fn by_month(house: &Household, account: &Account, lines: &[Line]) -> Vec<Message> {
    let is_rough = |claim: &Claim| {
        let days = claim.contracted_on.iter().chain(&claim.mandate_contracted_on);
        days.chain(claim.events.iter().map(|event| &event.on)).any(|day| day.rough)
    };
    if lines.is_empty() || !house.claims().any(|(_, claim)| is_rough(claim)) {
        return Vec::new();
    }
    let mut first_days = house.clone();
    for claim in first_days.claims.iter_mut().flatten() {
        let days = claim.contracted_on.iter_mut().chain(&mut claim.mandate_contracted_on);
        for day in days.chain(claim.events.iter_mut().map(|event| &mut event.on)) {
            *day = PastDay { day: day.earliest(), rough: false };
        }
        claim.events.sort_by_key(|event| (event.on.day, event.kind));
    }
    let account = crate::account(&first_days, account.claim, account.to);
    let other = of_claim(&mut Cx::new(&mut NoTrace), &first_days, &account);
    let same = |line: &Line| other.lines.iter().find(|other| (other.side, other.part) == (line.side, line.part));
    let differing = lines.iter().filter_map(|line| Some((line, same(line)?)));
    let differing = differing.filter(|(line, other)| (line.last_day, line.status) != (other.last_day, other.status));
    differing
        .filter_map(|(line, other)| {
            let side = Side::word_of(line.side);
            Some(message!("ledger.warn.by-month", side = side, last = line.last_day?, otherwise = other.last_day?))
        })
        .collect()
}

/// Says of a claim that runs out by other articles than 民法166条 which they are: they are not worked out here.
fn elsewhere(kind: ClaimKind) -> Option<Message> {
    match kind {
        ClaimKind::Tax | ClaimKind::SocialInsurance => Some(message!("ledger.note.prescription-of-taxes")),
        ClaimKind::Fine => Some(message!("ledger.note.prescription-of-fines")),
        ClaimKind::Tort => Some(message!("ledger.note.prescription-of-torts")),
        ClaimKind::Wages => Some(message!("ledger.note.prescription-of-wages")),
        _ => None,
    }
}

/// From when each claim could be enforced.
fn starts(account: &Account, claim: &Claim) -> Vec<(Side, Part, Date)> {
    let mut starts = Vec::new();
    let failed = last_of(claim, EventKind::SettlementFailed, account.to);
    if let Some(day) = account.accelerated_on {
        // A settlement grants time anew; when it fails, the whole is due from that day.
        starts.push((Side::Original, Part::Whole, failed.map_or(day, |failed| failed.max(day))));
    } else {
        let oldest = account.original.overdue.iter().map(|part| part.due).min();
        starts.extend(oldest.map(|due| (Side::Original, Part::Instalment, due)));
    }
    if account.reimbursement.is_some()
        && let Some(paid) = last_of(claim, EventKind::Subrogation, account.to)
    {
        starts.push((Side::Reimbursement, Part::Whole, failed.map_or(paid, |failed| failed.max(paid))));
    }
    if account.closed_on.is_some() { Vec::new() } else { starts }
}

/// The events that reach a claim, in their order: its own, and payments to the same creditor that named no debt, for they
/// acknowledge every one (最判令2.12.15).
fn events_of<'h>(house: &'h Household, claim: &'h Claim) -> Vec<&'h Event> {
    let name =
        |claim: &'h Claim| claim.creditor.as_ref().map(|creditor| creditor.name.as_str()).filter(|n| !n.is_empty());
    let others = house.claims().map(|(_, other)| other).filter(|other| other.id != claim.id && name(claim).is_some());
    let shared = others.filter(|other| name(other) == name(claim)).flat_map(|other| &other.events);
    let shared = shared.filter(|event| event.kind == EventKind::Payment && event.designated == Some(false));
    let mut events: Vec<&Event> = claim.events.iter().chain(shared).collect();
    events.sort_by_key(|event| (event.on.day, event.kind));
    events
}

fn last_of(claim: &Claim, kind: EventKind, to: Date) -> Option<Date> {
    claim.events.iter().filter(|event| event.kind == kind && event.on.day <= to).map(|event| event.on.day).max()
}

fn line<T: Trace>(
    cx: &mut Cx<'_, T>,
    to: Date,
    (claim, all): (&Claim, &[&Event]),
    (side, part, due_on): (Side, Part, Date),
    contracted: Date,
) -> Result<Line, Unanswerable> {
    let in_time = |event: &&&Event| event.on.day > due_on && event.on.day <= to;
    let mut events: Vec<RuleEvent> = Vec::new();
    let (mut open, mut sold) = (0u32, false);
    for event in all.iter().filter(in_time) {
        sold |= event.kind == EventKind::AuctionCompleted;
        for kind in as_rule_sees(event, open, sold).into_iter().flatten() {
            match kind {
                RuleKind::AuctionCommenced => open += 1,
                RuleKind::AuctionCompleted | RuleKind::AuctionWithdrawn => open = open.saturating_sub(1),
                _ => {}
            }
            events.push(RuleEvent { on: event.on.day, kind });
        }
    }
    let creditor = creditor_of(claim, side);
    let history = ClaimHistory { creditor, due_on, events: &events, as_of: to };
    let standing = prescription(cx, contracted, &history)?;
    let mut last = standing.last_day;
    let mut status = match standing.status {
        Status::Running => Standing::Running,
        Status::Complete => Standing::Complete,
        Status::Barred => Standing::Barred,
    };
    // 151条: an agreement to talk holds completion until its day, a year at most; it does not renew.
    for event in all.iter().filter(in_time).filter(|event| event.kind == EventKind::AgreementToTalk) {
        let year = last_day(cx, event.on.day, 1, Unit::Year, false);
        let until = event.until.into_iter().chain(year).min();
        if let (Some(ends), Some(until)) = (last, until)
            && event.on.day <= ends
            && until > ends
        {
            last = Some(until);
            if to <= until && status == Standing::Complete {
                status = Standing::Running;
            }
        }
    }
    if let Some(invoked) = last_of(claim, EventKind::Invocation, to)
        && standing.last_day.is_some_and(|last| invoked > last)
    {
        status = Standing::Invoked;
    }
    let invocable_from = last.and_then(|last| last.tomorrow().ok());
    Ok(Line {
        side,
        part,
        due_on,
        regime: standing.regime,
        years: standing.years,
        last_day: last,
        invocable_from,
        status,
    })
}

/// What the rule of prescription sees in an event; `open` procedures of the creditor run, and an auction was completed
/// if `sold`: its proceeds come from the court, on that day or later.
///
/// A suit holds the period as an auction does until it ends, and six months longer when it was withdrawn (147条1項, 148条1項);
/// so do an attachment, and a provisional one (149条). A settlement acknowledges the debt, and so does money that the
/// debtor pays or lets be paid out of a sale; what a court distributes, or somebody else pays, does not.
fn as_rule_sees(event: &Event, open: u32, sold: bool) -> [Option<RuleKind>; 2] {
    use EventKind as Kind;
    match event.kind {
        Kind::Payment if event.by.is_none() => [Some(RuleKind::Payment), None],
        Kind::SaleProceeds if open == 0 && !sold => [Some(RuleKind::Payment), None],
        Kind::Demand => [Some(RuleKind::Demand), None],
        Kind::Acknowledgment | Kind::Settlement => [Some(RuleKind::Acknowledgment), None],
        Kind::JudgmentFinal | Kind::PaymentOrderFinal => {
            [Some(RuleKind::JudgmentFinal), (open > 0).then_some(RuleKind::AuctionCompleted)]
        }
        Kind::SuitFiled | Kind::ProvisionalAttachment | Kind::AuctionCommenced | Kind::Attachment => {
            [Some(RuleKind::AuctionCommenced), None]
        }
        Kind::AuctionCompleted if open > 0 => [Some(RuleKind::AuctionCompleted), None],
        Kind::SuitWithdrawn | Kind::AuctionWithdrawn | Kind::AttachmentWithdrawn if open > 0 => {
            [Some(RuleKind::AuctionWithdrawn), None]
        }
        _ => [None, None],
    }
}

/// Who the creditor was for the old law's period: a guarantee company is a merchant; a servicer keeps what the lender was.
fn creditor_of(claim: &Claim, side: Side) -> CreditorKind {
    let lender = claim.creditor.as_ref().and_then(|creditor| creditor.kind);
    match (side, lender) {
        (Side::Reimbursement, _) => CreditorKind::Commercial,
        (Side::Original, Some(Lender::Shinkin | Lender::Jhf | Lender::Public | Lender::Individual)) => {
            CreditorKind::NonCommercial
        }
        _ if matches!(claim.kind, ClaimKind::Tort | ClaimKind::ChildSupport) => CreditorKind::NonCommercial,
        _ => CreditorKind::Commercial,
    }
}

/// What must be known before a payment is made or a letter is sent.
fn warnings(lines: &[Line]) -> Vec<Message> {
    let mut notes = Vec::new();
    for line in lines {
        let side = Side::word_of(line.side);
        match (line.status, line.last_day) {
            (Standing::Complete, Some(last)) => {
                notes.push(message!("ledger.warn.complete", side = side, last = last, from = line.invocable_from));
            }
            (Standing::Running, Some(last)) => {
                notes.push(message!("ledger.warn.running", side = side, last = last));
            }
            (Standing::Barred, Some(last)) => notes.push(message!("ledger.warn.barred", side = side, last = last)),
            (Standing::Invoked, _) => notes.push(message!("ledger.warn.invoked", side = side)),
            (_, None) => notes.push(message!("ledger.warn.held", side = side)),
        }
    }
    notes
}

impl Side {
    fn word_of(side: Side) -> &'static str {
        law::words::Word::word(side)
    }
}

/// 153条, 441条, 457条, 458条: whom the events reach beside the debtor.
fn of_others(house: &Household, claim: &Claim) -> Vec<Message> {
    let guarantors = claim.guarantors.iter().flatten().filter(|guarantor| guarantor.kind != GuarantorKind::Company);
    let old = claim
        .contracted_on
        .is_some_and(|past| law::params::prescription::REGIME.on(past.day).is_ok_and(|dated| dated.value == "old"));
    let mut notes = Vec::new();
    for guarantor in guarantors {
        let name = guarantor.name.clone();
        notes.push(if old {
            message!("ledger.note.guarantor-old-law", name = name)
        } else {
            message!("ledger.note.guarantor-relative", name = name)
        });
    }
    for person in &claim.joint_debtors {
        notes.push(message!("ledger.note.joint-debtor", name = house.person(*person).id.clone()));
    }
    notes
}

/// The articles behind the notes on other persons.
pub const OF_OTHERS: &[Provision] = &[
    Provision::new(CIVIL_CODE, "153"),
    Provision::new(CIVIL_CODE, "441"),
    Provision::new(CIVIL_CODE, "457/1"),
    Provision::new(CIVIL_CODE, "458"),
    Provision::new(OBLIGATIONS_REFORM, "20/2"),
    Provision::new(OBLIGATIONS_REFORM, "21/1"),
];
