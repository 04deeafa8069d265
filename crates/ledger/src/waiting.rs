//! What waiting costs: month by month, if nobody acts and nobody pays.

use case::{ClaimId, Event, EventKind, Household, PastDay};
use law::calendar::{Date, month_end, month_offset};
use law::params::auction_practice as figures;
use law::{Cx, Trace, Yen};

use crate::account::{Account, Balances};
use crate::deadlines::{ACCELERATION_EXPECTED, Deadline, deadlines};
use crate::replay::replay;

law::word_list! {
    /// How far an auction usually is.
    pub enum Stage {
        /// Applied for; the survey comes next.
        Applied = "auction-applied",
        /// The court's officer has been in the house.
        Surveyed = "auction-surveyed",
        /// The time for bids is set.
        Noticed = "auction-noticed",
        /// Bids are taken.
        Bidding = "auction-bidding",
        /// Bids are open: no withdrawal without the buyer.
        Opened = "auction-opened",
        /// The price is paid: the home belongs to the buyer.
        Paid = "auction-paid",
        /// The home must be left.
        Eviction = "auction-eviction",
    }
}

/// One month of waiting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Month {
    /// Its last day.
    pub to: Date,
    /// Late charges that it adds, over all claims.
    pub late_charges: Yen,
    /// Contract interest that it adds to what is due.
    pub interest: Yen,
    /// What is owed at its end, over all claims.
    pub owed: Yen,
    /// What is overdue at its end.
    pub arrears: Yen,
    /// Where an auction stands by the usual spans of time; `None` when none has begun.
    pub stage: Option<Stage>,
    /// Deadlines that pass in it.
    pub passing: Vec<Deadline>,
    /// Claims that are taken to fall due as a whole in it, each on the day on which lenders usually ask for everything.
    pub assumed_due: Vec<(ClaimId, Date)>,
}

/// The months after the household's day. Late charges frozen by a settlement are not among the charges.
///
/// Who waits while instalments are overdue loses the benefit of time: from the day on which lenders usually ask for
/// everything, the whole principal bears late charges. That day is practice, and each month names it.
pub fn waiting<T: Trace>(cx: &mut Cx<'_, T>, house: &Household, months: u32) -> Vec<Month> {
    let all = deadlines(cx, house);
    let (house, assumed) = as_lenders_do(house, &all);
    let house = &house;
    let ids: Vec<ClaimId> = house.claims().map(|(id, _)| id).collect();
    let of_day =
        |cx: &mut Cx<'_, T>, to: Date| -> Vec<Account> { ids.iter().map(|id| replay(cx, house, *id, to)).collect() };
    let mut before = of_day(cx, house.as_of);
    let mut from = house.as_of;
    let mut out = Vec::new();
    for month in 1..=months {
        let day = house.as_of.day();
        let Some(to) = month_offset(house.as_of, month, day).or_else(|| month_end(house.as_of, month)) else { break };
        let after = of_day(cx, to);
        let sum = |accounts: &[Account], part: fn(Balances) -> Yen| -> Yen {
            accounts.iter().map(|account| part(account.owed())).sum()
        };
        let more = |part: fn(Balances) -> Yen| sum(&after, part).excess_over(sum(&before, part));
        let passing = all.iter().filter(|deadline| deadline.on > from && deadline.on <= to).cloned().collect();
        out.push(Month {
            to,
            late_charges: more(|owed| owed.late_charge),
            interest: more(|owed| owed.interest),
            owed: sum(&after, Balances::total),
            arrears: after.iter().map(Account::arrears).sum(),
            stage: stage(house, to),
            passing,
            assumed_due: assumed.iter().filter(|(_, day)| *day > from && *day <= to).copied().collect(),
        });
        (before, from) = (after, to);
    }
    out
}

/// What interest and late charges add to these claims up to a day, if nobody acts and nobody pays.
pub fn added<T: Trace>(cx: &mut Cx<'_, T>, house: &Household, claims: &[ClaimId], to: Date) -> Yen {
    let all = deadlines(cx, house);
    let (house, _) = as_lenders_do(house, &all);
    let mut on = |day: Date| -> Yen {
        let balances = claims.iter().map(|id| replay(cx, &house, *id, day).owed());
        balances.map(|owed| owed.late_charge + owed.interest).sum()
    };
    let before = on(house.as_of);
    on(to).excess_over(before)
}

/// The household with the accelerations that are to be expected, the day after its own where they are late already.
fn as_lenders_do(house: &Household, all: &[Deadline]) -> (Household, Vec<(ClaimId, Date)>) {
    let mut house = house.clone();
    let mut assumed = Vec::new();
    let next = house.as_of.tomorrow().unwrap_or(house.as_of);
    let expected = all.iter().filter(|deadline| deadline.id == ACCELERATION_EXPECTED);
    for (about, day) in expected.filter_map(|deadline| Some((deadline.about.as_ref()?, deadline.on.max(next)))) {
        let claims = house.claims.as_mut().map_or(&mut [][..], |claims| claims.as_mut_slice());
        let Some(place) = claims.iter().position(|claim| claim.id == *about) else { continue };
        let events = &mut claims[place].events;
        events.push(Event {
            place: events.len(),
            id: None,
            on: PastDay { day, rough: true },
            kind: EventKind::Acceleration,
            amount: None,
            by: Some("demand".to_string()),
            whole: None,
            until: None,
            component: None,
            designated: None,
            terms: None,
            appropriation: None,
        });
        assumed.push((ClaimId(place), day));
    }
    (house, assumed)
}

/// The stage of the auction on a day. Where the day of the opening is known, everything after it counts from there.
fn stage(house: &Household, on: Date) -> Option<Stage> {
    let auction = house.auction?;
    let begun = auction.applied_on.or(auction.commenced_on)?.day;
    let usual = |figure: &'static law::params::Parameter<u32>| {
        let days = figure.on(begun).ok()?.value;
        law::calendar::days_later(begun, days)
    };
    let opening = usual(&figures::OPENING_DAYS);
    let shifted = |day: Option<Date>| match (auction.bids_open_on, opening, day) {
        (Some(stated), Some(opening), Some(day)) => {
            law::calendar::days_later(stated, law::calendar::days_between(opening, day))
        }
        _ => day,
    };
    let stages = [
        (Stage::Eviction, shifted(usual(&figures::EVICTION_DAYS))),
        (Stage::Paid, shifted(usual(&figures::PAYMENT_DAYS))),
        (Stage::Opened, auction.bids_open_on.or(opening)),
        (Stage::Bidding, usual(&figures::BIDDING_DAYS)),
        (Stage::Noticed, usual(&figures::NOTICE_DAYS)),
        (Stage::Surveyed, usual(&figures::SURVEY_DAYS)),
        (Stage::Applied, Some(begun)),
    ];
    // A stated opening that lies later than usual holds the earlier stages back.
    let reached = stages.into_iter().find(|(_, day)| day.is_some_and(|day| day <= on));
    reached.map(|(stage, _)| stage)
}
