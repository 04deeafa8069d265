//! A lender's statement against the ledger: where the two part, and what probably parts them.

use case::{ClaimId, DayCount, Event, EventKind, Household, Order};
use law::{Balance, Cx, Date, Trace, Yen};

use crate::account::{Account, Entry, Line};
use crate::contract::Reading;
use crate::replay::replay_as;

law::word_list! {
    /// What a row of a statement is about.
    pub enum RowKind {
        /// Money lent.
        Advance = "advance",
        /// Money received.
        Payment = "payment",
        /// Interest or late charges put on the account.
        Charge = "charge",
        /// Something else, or only the balance.
        Balance = "balance",
    }
}

/// One row of a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its line in the file, from 1.
    pub line: usize,
    /// Its day.
    pub on: Date,
    /// What it is about.
    pub kind: RowKind,
    /// Its amount, if it has one.
    pub amount: Option<Yen>,
    /// The balance after it, if it has one.
    pub balance: Option<Yen>,
}

law::word_list! {
    /// What the balances of a statement count.
    pub enum Counts {
        /// Principal alone, as banks print it.
        Principal = "principal",
        /// Everything owed, as servicers print it.
        Total = "total",
    }
}

law::word_list! {
    /// Why a statement probably departs.
    pub enum Cause {
        /// Its rate lies above the cap of the law.
        RateCap = "rate-cap",
        /// It counts days otherwise.
        DayCount = "day-count",
        /// It appropriates payments in another order.
        Order = "order",
        /// A payment of the case file is not in it.
        MissingPayment = "missing-payment",
        /// It has a payment that the case file does not have.
        UnknownPayment = "unknown-payment",
        /// Its own figures do not add up: the balance does not follow from the row before.
        Arithmetic = "arithmetic",
        /// None of these.
        Unexplained = "unexplained",
    }
}

/// The first row in which a statement departs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Departure {
    /// The row.
    pub row: Row,
    /// What the statement's balances count.
    pub counts: Counts,
    /// What the ledger has for that day.
    pub expected: Yen,
    /// The statement's balance less the ledger's; the payment itself where a payment is unknown.
    pub difference: Balance,
    /// The causes that give the statement's figure to the yen; else the last two.
    pub causes: Vec<Cause>,
    /// For a missing payment: its day and amount.
    pub missing: Option<(Date, Yen)>,
}

/// Compares a statement with the account; `None` when every row agrees.
///
/// A row's day is looked at after everything of that day. Each cause is tried by replaying the claim under that reading
/// alone, then two readings together, and counts when it gives the statement's balance to the yen.
pub fn check<T: Trace>(cx: &mut Cx<'_, T>, house: &Household, id: ClaimId, rows: &[Row]) -> Option<Departure> {
    let mut rows: Vec<Row> = rows.to_vec();
    rows.sort_by_key(|row| (row.on, row.line));
    let counts = counts(cx, house, id, &rows);
    let claim = &house.claims.as_deref()?[id.0];
    let mut received: Vec<(Date, Yen)> = payments(claim.events.iter());
    for (place, row) in rows.iter().enumerate() {
        let account = replay_as(cx, house, id, row.on, Reading::default());
        let expected = counted(&account, counts);
        let departure = |causes: Vec<Cause>, difference: Balance, missing| {
            Some(Departure { row: *row, counts, expected, difference, causes, missing })
        };
        if let (RowKind::Payment, Some(amount)) = (row.kind, row.amount) {
            match received.iter().position(|payment| *payment == (row.on, amount)) {
                Some(found) => drop(received.remove(found)),
                None => return departure(vec![Cause::UnknownPayment], amount.into(), None),
            }
        }
        // Rows of one day: only the last one's balance is that of the day.
        let last_of_day = rows.get(place + 1).is_none_or(|next| next.on > row.on);
        if let Some(balance) = row.balance.filter(|balance| last_of_day && *balance != expected) {
            let difference = balance.minus(expected);
            if let Some(missing) = received.iter().copied().find(|(on, _)| *on <= row.on) {
                return departure(vec![Cause::MissingPayment], difference, Some(missing));
            }
            let causes = causes(cx, house, id, row, balance, counts);
            let causes = if !causes.is_empty() {
                causes
            } else if place > 0 && !adds_up(&rows[place - 1], row) {
                vec![Cause::Arithmetic]
            } else {
                vec![Cause::Unexplained]
            };
            return departure(causes, difference, None);
        }
        // A payment that the statement left out shows at the first row after it, also where no balance is printed.
        if let Some(missing) = received.iter().copied().find(|(on, _)| *on < row.on && row.kind == RowKind::Payment) {
            return departure(vec![Cause::MissingPayment], missing.1.into(), Some(missing));
        }
    }
    None
}

fn payments<'e>(events: impl Iterator<Item = &'e Event>) -> Vec<(Date, Yen)> {
    let received = events.filter(|event| matches!(event.kind, EventKind::Payment | EventKind::SaleProceeds));
    received.filter_map(|event| Some((event.on.day, event.amount?))).collect()
}

fn counted(account: &Account, counts: Counts) -> Yen {
    match counts {
        Counts::Principal => account.owed().principal,
        Counts::Total => account.owed().total(),
    }
}

/// What the balances count: whichever agrees with more of the rows.
fn counts<T: Trace>(cx: &mut Cx<'_, T>, house: &Household, id: ClaimId, rows: &[Row]) -> Counts {
    let (mut principal, mut total) = (0, 0);
    for row in rows {
        let account = replay_as(cx, house, id, row.on, Reading::default());
        principal += usize::from(row.balance == Some(counted(&account, Counts::Principal)));
        total += usize::from(row.balance == Some(counted(&account, Counts::Total)));
    }
    if principal > total { Counts::Principal } else { Counts::Total }
}

/// Can a balance follow from the row before by the row's own amount? Charges between the rows may have raised it.
fn adds_up(before: &Row, row: &Row) -> bool {
    let (Some(was), Some(is), Some(amount)) = (before.balance, row.balance, row.amount) else { return true };
    match row.kind {
        RowKind::Payment => is >= was.excess_over(amount),
        RowKind::Advance | RowKind::Charge => is >= was + amount,
        RowKind::Balance => true,
    }
}

/// Readings that give the statement's balance.
fn causes<T: Trace>(
    cx: &mut Cx<'_, T>,
    house: &Household,
    id: ClaimId,
    row: &Row,
    balance: Yen,
    counts: Counts,
) -> Vec<Cause> {
    let claim = &house.claims.as_deref().unwrap_or_default()[id.0];
    let other_days = match claim.day_count.unwrap_or(DayCount::Fixed365) {
        DayCount::Fixed365 => DayCount::Actual,
        DayCount::Actual => DayCount::Fixed365,
    };
    let other_order = match claim.appropriation.unwrap_or(Order::Statutory) {
        Order::Statutory => Order::PrincipalFirst,
        Order::PrincipalFirst => Order::Statutory,
    };
    let tried = [Cause::RateCap, Cause::DayCount, Cause::Order];
    // One cause alone before two together, and all three at last.
    for size in 1..=tried.len() as u32 {
        for set in (1u32..8).filter(|set| set.count_ones() == size) {
            let chosen = tried.iter().enumerate().filter(|(place, _)| set & (1 << place) != 0);
            let causes: Vec<Cause> = chosen.map(|(_, cause)| *cause).collect();
            let reading = Reading {
                uncapped: causes.contains(&Cause::RateCap),
                day_count: causes.contains(&Cause::DayCount).then_some(other_days),
                order: causes.contains(&Cause::Order).then_some(other_order),
            };
            if counted(&replay_as(cx, house, id, row.on, reading), counts) == balance {
                return causes;
            }
        }
    }
    Vec::new()
}

/// The rows that a statement in agreement with the ledger would have: for tests, and for a lender's own use.
pub fn rows_of(account: &Account, counts: Counts) -> Vec<Row> {
    let lines = account.book().lines.iter().enumerate();
    lines
        .filter_map(|(place, line)| {
            Some(Row {
                line: place + 2,
                on: line.on,
                kind: kind_of(line)?,
                amount: line.amount,
                balance: Some(match counts {
                    Counts::Principal => line.after.principal,
                    Counts::Total => line.after.total(),
                }),
            })
        })
        .collect()
}

fn kind_of(line: &Line) -> Option<RowKind> {
    match line.entry {
        Entry::Event(EventKind::Advance) => Some(RowKind::Advance),
        Entry::Event(EventKind::Payment | EventKind::SaleProceeds) => Some(RowKind::Payment),
        _ => None,
    }
}
