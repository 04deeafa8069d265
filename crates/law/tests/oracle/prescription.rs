//! 消滅時効, event by event, under both laws.

use law::Date;
use law::acts::civil_code::prescription::{ClaimHistory, CreditorKind, Event, EventKind, Regime, Status, prescription};
use law::calendar::{date, days_later};

use crate::calendar::{months_end, next};
use crate::draw::Draw;
use crate::{on_every_input, silently};

/// The day from which the reform of 2017 holds.
const REFORM: Date = date(2020, 4, 1);

struct Expected {
    regime: Regime,
    years: u32,
    last_day: Option<Date>,
    status: Status,
}

fn period(from: Date, years: u32) -> Date {
    months_end(from, years * 12, false)
}

/// `events` stand in the order of their days, no two on one day, auctions one after the other.
fn slow(contracted_on: Date, creditor: CreditorKind, due_on: Date, events: &[Event], as_of: Date) -> Expected {
    let old_claim = contracted_on < REFORM;
    let years = if old_claim && creditor == CreditorKind::NonCommercial { 10 } else { 5 };
    // 旧154条: an auction begun under the old law and withdrawn never was.
    let ends = |event: &&Event| matches!(event.kind, EventKind::AuctionCompleted | EventKind::AuctionWithdrawn);
    let never_was = |place: usize| {
        let event = events[place];
        let withdrawn = |end: Option<&Event>| end.is_some_and(|end| end.kind == EventKind::AuctionWithdrawn);
        let begin = events[..=place].iter().rev().find(|event| event.kind == EventKind::AuctionCommenced);
        match event.kind {
            EventKind::AuctionCommenced => event.on < REFORM && withdrawn(events[place..].iter().find(ends)),
            EventKind::AuctionWithdrawn => begin.is_some_and(|begin| begin.on < REFORM),
            _ => false,
        }
    };
    let mut length = years;
    let mut unpostponed = period(due_on, years);
    let mut last_day = unpostponed;
    let (mut auction, mut barred) = (false, false);
    for (place, event) in events.iter().enumerate() {
        if never_was(place) {
            continue;
        }
        let complete = !auction && event.on > last_day;
        let mut renewed = false;
        match event.kind {
            EventKind::Payment | EventKind::Acknowledgment => {
                barred |= complete;
                renewed = true;
            }
            EventKind::JudgmentFinal => {
                barred &= !complete;
                length = 10;
                renewed = true;
            }
            EventKind::Demand => {
                let until = months_end(event.on, 6, false);
                // 旧153条: a demand counts with a suit, an attachment or the like within six months.
                let followed = events.iter().enumerate().any(|(later, other)| {
                    let suit = matches!(other.kind, EventKind::JudgmentFinal | EventKind::AuctionCommenced);
                    later > place && suit && !never_was(later) && other.on <= until
                });
                if event.on <= unpostponed && (event.on >= REFORM || followed) {
                    last_day = last_day.max(until);
                }
            }
            EventKind::AuctionCommenced => auction = !complete,
            EventKind::AuctionCompleted => {
                renewed = auction;
                auction = false;
            }
            EventKind::AuctionWithdrawn => {
                if auction {
                    last_day = last_day.max(months_end(event.on, 6, false));
                }
                auction = false;
            }
        }
        if renewed {
            unpostponed = period(event.on, length);
            last_day = unpostponed;
        }
    }
    let status = match (auction, as_of > last_day, barred) {
        (false, true, _) => Status::Complete,
        (_, _, true) => Status::Barred,
        _ => Status::Running,
    };
    let regime = if old_claim { Regime::Old } else { Regime::New };
    Expected { regime, years, last_day: (!auction).then_some(last_day), status }
}

/// A history whose days lie about the ends of periods.
fn history(draw: &mut Draw, due_on: Date) -> Vec<Event> {
    let (mut on, mut auction) = (due_on, false);
    draw.list(6, |draw| {
        let about = |day: Date, draw: &mut Draw| days_later(day, draw.below(7) as u32).unwrap();
        let near = match draw.below(6) {
            0 => about(period(on, 5), draw),
            1 => about(period(on, 10), draw),
            2 => about(months_end(on, 6, false), draw),
            3 => about(date(2020, 3, 29), draw),
            4 => days_later(on, draw.below(2_000) as u32).unwrap(),
            _ => days_later(on, draw.below(150) as u32).unwrap(),
        };
        on = near.max(next(on));
        let kind = match draw.below(8) {
            0 => EventKind::Payment,
            1 => EventKind::Acknowledgment,
            2..5 => EventKind::Demand,
            5 => EventKind::JudgmentFinal,
            _ if !auction => EventKind::AuctionCommenced,
            6 => EventKind::AuctionCompleted,
            _ => EventKind::AuctionWithdrawn,
        };
        auction = match kind {
            EventKind::AuctionCommenced => true,
            EventKind::AuctionCompleted | EventKind::AuctionWithdrawn => false,
            _ => auction,
        };
        Event { on, kind }
    })
}

#[test]
fn prescription_event_by_event() {
    on_every_input("civil-code.prescription", |draw| {
        let contracted_on = if draw.once_in(3) {
            days_later(date(2020, 3, 30), draw.below(4) as u32).unwrap()
        } else {
            draw.day(2003, 20)
        };
        let due_on = days_later(contracted_on, draw.below(3_000) as u32).unwrap();
        let creditor = draw.word();
        let events = history(draw, due_on);
        let known = events.last().map_or(due_on, |event| event.on);
        let end = slow(contracted_on, creditor, due_on, &events, known).last_day;
        let as_of = match end {
            Some(end) if draw.flag() => known.max(days_later(end, draw.below(2) as u32).unwrap()),
            _ => days_later(known, draw.below(3_000) as u32).unwrap(),
        };
        let claim = ClaimHistory { creditor, due_on, events: &events, as_of };
        let fast = silently!(prescription, contracted_on, &claim).unwrap();
        let slow = slow(contracted_on, creditor, due_on, &events, as_of);
        assert_eq!(fast.regime, slow.regime, "{contracted_on} {claim:?}");
        assert_eq!((fast.years, fast.last_day, fast.status), (slow.years, slow.last_day, slow.status), "{claim:?}");
    });
}
