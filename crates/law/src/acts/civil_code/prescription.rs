//! 消滅時効: when a claim can no longer be enforced, if the debtor says so (民法144条–169条).
//!
//! Prescription is never more than *complete, may be invoked* (145条): nothing here extinguishes a claim.
//!
//! Two laws meet in one claim. The claim's own period goes by the day of the contract (平成29年法律44号附則10条4項), the
//! effect of each event by the day of that event (附則10条2項). An auction is one event: it arises with its commencement,
//! so an auction of 2019 that is withdrawn in 2021 has the old effect, none.

use crate::acts::civil_code::period::{self, Unit};
use crate::params::{Mark, prescription as figures};
use crate::provision::{CIVIL_CODE, OBLIGATIONS_REFORM, OLD_CIVIL_CODE, OLD_COMMERCIAL_CODE, Provision};
use crate::trace::{Cx, Rule, Show, Shown, Trace};
use crate::words::Word;
use crate::{Date, NotInForce};

crate::word_list! {
    /// Which Civil Code.
    pub enum Regime {
        /// As it stood until 31 March 2020.
        Old = "old",
        /// As it stands since 1 April 2020.
        New = "new",
    }
}

crate::word_list! {
    /// Who the creditor is, for the old law's period.
    pub enum CreditorKind {
        /// One side is a merchant: a bank, a guarantee company, a money lender, or who took the claim over from one.
        Commercial = "commercial",
        /// A 信用金庫, or the 住宅金融支援機構 against a consumer.
        NonCommercial = "non-commercial",
    }
}

crate::word_list! {
    /// What happened to the claim. Events of one day count in this order.
    pub enum EventKind {
        /// 一部弁済, an acknowledgment by deed.
        Payment = "payment",
        /// 催告 out of court.
        Demand = "demand",
        /// 確定判決, or what has its effect.
        JudgmentFinal = "judgment-final",
        /// 競売の開始. The law looks to the day of the application; who knows it gives that day.
        AuctionCommenced = "auction-commenced",
        /// 競売の終了, with a distribution.
        AuctionCompleted = "auction-completed",
        /// 競売の取下げ, or its cancellation for breach of law.
        AuctionWithdrawn = "auction-withdrawn",
        /// 債務の承認.
        Acknowledgment = "acknowledgment",
    }
}

crate::word_list! {
    /// Where prescription stands.
    pub enum Status {
        /// A period runs, or is held.
        Running = "running",
        /// The period is over: prescription may be invoked.
        Complete = "complete",
        /// The debtor acknowledged the debt after the period was over: that period can no longer be invoked, and a new
        /// one runs.
        Barred = "barred",
    }
}

/// One event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its day.
    pub on: Date,
    /// What it was.
    pub kind: EventKind,
}

/// A claim and what happened to it.
#[derive(Clone, Copy, Debug)]
pub struct ClaimHistory<'a> {
    /// The creditor.
    pub creditor: CreditorKind,
    /// The day from which the creditor could claim: the due date, the day of acceleration, or for a reimbursement claim
    /// the day of the guarantor's payment. An institution knows it: known and exercisable are the same day.
    pub due_on: Date,
    /// Events after `due_on` and up to `as_of`, in any order.
    pub events: &'a [Event],
    /// The day that asks.
    pub as_of: Date,
}

/// Where prescription stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The law of the claim's own period.
    pub regime: Regime,
    /// The claim's own period in years; after a judgment every later one is that of 169条, and this stays.
    pub years: u32,
    /// The last day of the period with its postponements; `None` while an auction holds it.
    pub last_day: Option<Date>,
    /// The status.
    pub status: Status,
}

impl Standing {
    /// The first day on which prescription may be invoked; `None` while an auction holds it.
    pub fn invocable_from(self) -> Option<Date> {
        self.last_day?.tomorrow().ok()
    }
}

impl Show for Standing {
    fn show(&self) -> Shown {
        self.last_day.show()
    }
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unanswerable {
    /// No figure for a day.
    NotInForce(NotInForce),
    /// The event with this place in the list lies on or before the due date, or after `as_of`.
    OutOfTime(usize),
    /// The event with this place ends an auction that never began.
    NoAuction(usize),
    /// A period ends beyond the year 9999: the one from the due date, or from the event with this place.
    BeyondCalendar(Option<usize>),
}

impl From<NotInForce> for Unanswerable {
    fn from(error: NotInForce) -> Unanswerable {
        Unanswerable::NotInForce(error)
    }
}

/// The rule of [`prescription`].
pub static PRESCRIPTION: Rule = Rule {
    id: "civil-code.prescription",
    ja: "消滅時効",
    en: "extinctive prescription",
    provisions: &[
        Provision::new(CIVIL_CODE, "166/1"),
        Provision::new(CIVIL_CODE, "169/1"),
        Provision::new(CIVIL_CODE, "147/2"),
        Provision::new(CIVIL_CODE, "148"),
        Provision::new(CIVIL_CODE, "150"),
        Provision::new(CIVIL_CODE, "152/1"),
        Provision::new(OBLIGATIONS_REFORM, "10/2"),
        Provision::new(OBLIGATIONS_REFORM, "10/4"),
        Provision::new(OLD_CIVIL_CODE, "153"),
        Provision::new(OLD_CIVIL_CODE, "154"),
        Provision::new(OLD_CIVIL_CODE, "167/1"),
        Provision::new(OLD_COMMERCIAL_CODE, "522"),
    ],
    mark: Mark::Law,
    parameters: &[
        &figures::REGIME,
        &figures::COMMERCIAL_YEARS,
        &figures::NON_COMMERCIAL_YEARS,
        &figures::JUDGMENT_YEARS,
        &figures::DEMAND_MONTHS,
        &figures::WITHDRAWAL_MONTHS,
    ],
};

/// Where the prescription of a claim stands on a day.
///
/// 消滅時効。民法166条1項 (five years from knowledge, here the due date, always before the ten), 169条1項 (ten years once a
/// judgment has fixed the right), 147条2項, 148条, 150条, 152条1項; before 2020-04-01 旧民法147条, 153条, 154条, 157条, 167条1項,
/// 旧商法522条. `on` decides the law of the period: the day of the contract, also where the claim arose later.
///
/// ```
/// use law::acts::civil_code::prescription::{ClaimHistory, CreditorKind, Status, prescription};
/// use law::{calendar::date, trace::{Cx, NoTrace}};
/// let claim = ClaimHistory {
///     creditor: CreditorKind::Commercial,
///     due_on: date(2021, 6, 30),
///     events: &[],
///     as_of: date(2026, 7, 1),
/// };
/// let standing = prescription(&mut Cx::new(&mut NoTrace), date(2020, 4, 1), &claim).unwrap();
/// assert_eq!((standing.last_day, standing.status), (Some(date(2026, 6, 30)), Status::Complete));
/// ```
#[doc(alias = "消滅時効")]
#[doc(alias = "時効の更新")]
#[doc(alias = "時効の完成猶予")]
pub fn prescription<T: Trace>(
    cx: &mut Cx<'_, T>,
    on: Date,
    claim: &ClaimHistory<'_>,
) -> Result<Standing, Unanswerable> {
    cx.rule(&PRESCRIPTION, |cx| {
        cx.given("creditor", &claim.creditor);
        cx.given("due_on", &claim.due_on);
        cx.given("as_of", &claim.as_of);
        let regime = regime(cx, on)?;
        let years = match claim.creditor {
            CreditorKind::Commercial => cx.param(&figures::COMMERCIAL_YEARS, on)?,
            CreditorKind::NonCommercial => cx.param(&figures::NON_COMMERCIAL_YEARS, on)?,
        };
        let events = in_order(claim)?;
        let auctions = auctions(claim.events, &events)?;
        let last_day =
            period::last_day(cx, claim.due_on, years, Unit::Year, false).ok_or(Unanswerable::BeyondCalendar(None))?;
        let mut clock = Clock { years, last_day, held_until: None, auctions: Vec::new(), barred: false };
        for &place in &events {
            let event = claim.events[place];
            cx.given(event.kind.word(), &event.on);
            let beyond = Unanswerable::BeyondCalendar(Some(place));
            match event.kind {
                // 152条1項 (旧147条3号, 156条): a new period at once. Part payment acknowledges the rest. After completion it
                // bars the debtor from invoking that period, whether or not he knew (最大判昭41.4.20), and a new period of
                // the same length runs (最判昭45.5.21).
                EventKind::Payment | EventKind::Acknowledgment => {
                    clock.barred |= clock.is_over(event.on);
                    clock.renew(cx, event.on).ok_or(beyond)?;
                }
                // 147条2項, 169条1項 (旧157条2項, 174条の2): the right is fixed; a new period, ten years from now on. A judgment
                // that comes after the period may rest on a suit filed within it, which held it (147条1項), and shuts out
                // what could have been pleaded in it (既判力): either way a new period runs.
                EventKind::JudgmentFinal => {
                    clock.barred &= !clock.is_over(event.on);
                    clock.years = cx.param(&figures::JUDGMENT_YEARS, event.on)?;
                    clock.renew(cx, event.on).ok_or(beyond)?;
                }
                EventKind::Demand => {
                    let counts = clock.demand_counts(cx, event.on, &auctions, claim.events, &events)?;
                    if counts {
                        let months = cx.param(&figures::DEMAND_MONTHS, event.on)?;
                        clock.hold(cx, event.on, months).ok_or(beyond)?;
                    }
                }
                EventKind::AuctionCommenced => {
                    let auction = auctions.iter().find(|auction| auction.commenced == place);
                    // 旧154条: an old auction that was withdrawn counts for nothing, as if it had never begun.
                    let void = auction.is_some_and(|auction| auction.is_void(claim.events));
                    cx.exception("withdrawn_under_the_old_law", Provision::new(OLD_CIVIL_CODE, "154"), void);
                    // One that begins when the period is over holds nothing: what is complete stays complete.
                    if !void && !clock.is_over(event.on) {
                        clock.auctions.push(place);
                    }
                }
                EventKind::AuctionCompleted | EventKind::AuctionWithdrawn => {
                    let Some(auction) = auctions.iter().find(|auction| auction.ended == Some(place)) else { continue };
                    let Some(held) = clock.auctions.iter().position(|held| *held == auction.commenced) else {
                        continue;
                    };
                    clock.auctions.remove(held);
                    if event.kind == EventKind::AuctionCompleted {
                        // 148条2項 (旧157条1項): a new period from the end.
                        clock.renew(cx, event.on).ok_or(beyond)?;
                    } else {
                        // 148条1項, and the proviso of 2項: six months, and no new period.
                        let months = cx.param(&figures::WITHDRAWAL_MONTHS, claim.events[auction.commenced].on)?;
                        clock.hold(cx, event.on, months).ok_or(beyond)?;
                    }
                }
            }
        }
        let status = match (clock.is_over(claim.as_of), clock.barred) {
            (true, _) => Status::Complete,
            (false, true) => Status::Barred,
            (false, false) => Status::Running,
        };
        cx.given("status", &status);
        let last_day = clock.auctions.is_empty().then(|| clock.postponed_last_day());
        Ok(Standing { regime, years, last_day, status })
    })
}

fn regime<T: Trace>(cx: &mut Cx<'_, T>, on: Date) -> Result<Regime, NotInForce> {
    Ok(Regime::from_word(cx.param(&figures::REGIME, on)?).expect("the parameter file names the two laws"))
}

/// The places of the events in the order in which they count.
fn in_order(claim: &ClaimHistory<'_>) -> Result<Vec<usize>, Unanswerable> {
    let outside = |event: &Event| event.on <= claim.due_on || event.on > claim.as_of;
    if let Some(place) = claim.events.iter().position(outside) {
        return Err(Unanswerable::OutOfTime(place));
    }
    let mut places: Vec<usize> = (0..claim.events.len()).collect();
    places.sort_by_key(|place| (claim.events[*place].on, claim.events[*place].kind));
    Ok(places)
}

/// An auction: the places of its events.
struct Auction {
    commenced: usize,
    ended: Option<usize>,
}

impl Auction {
    /// Was it begun under the old law, and withdrawn?
    fn is_void(&self, events: &[Event]) -> bool {
        let withdrawn = self.ended.is_some_and(|place| events[place].kind == EventKind::AuctionWithdrawn);
        withdrawn && has_old_effect(events[self.commenced].on)
    }
}

/// 附則10条2項. Days before the parameter's first are old as well.
fn has_old_effect(day: Date) -> bool {
    figures::REGIME.on(day).is_ok_and(|dated| dated.value == Regime::Old.word())
}

/// Auctions with their ends: an end belongs to the earliest auction that still runs.
fn auctions(events: &[Event], order: &[usize]) -> Result<Vec<Auction>, Unanswerable> {
    let mut auctions: Vec<Auction> = Vec::new();
    for &place in order {
        match events[place].kind {
            EventKind::AuctionCommenced => auctions.push(Auction { commenced: place, ended: None }),
            EventKind::AuctionCompleted | EventKind::AuctionWithdrawn => {
                let open = auctions.iter_mut().find(|auction| auction.ended.is_none());
                open.ok_or(Unanswerable::NoAuction(place))?.ended = Some(place);
            }
            _ => {}
        }
    }
    Ok(auctions)
}

/// The period that runs.
struct Clock {
    /// The length of the next period.
    years: u32,
    /// The last day without any postponement.
    last_day: Date,
    /// The last day of a postponement.
    held_until: Option<Date>,
    /// The auctions that hold it, by the place of their commencement.
    auctions: Vec<usize>,
    barred: bool,
}

impl Clock {
    fn postponed_last_day(&self) -> Date {
        self.held_until.map_or(self.last_day, |held| held.max(self.last_day))
    }

    /// Is the period over on this day? It ends with the end of its last day (141条).
    fn is_over(&self, day: Date) -> bool {
        self.auctions.is_empty() && day > self.postponed_last_day()
    }

    fn renew<T: Trace>(&mut self, cx: &mut Cx<'_, T>, on: Date) -> Option<()> {
        self.last_day = period::last_day(cx, on, self.years, Unit::Year, false)?;
        self.held_until = None;
        Some(())
    }

    fn hold<T: Trace>(&mut self, cx: &mut Cx<'_, T>, on: Date, months: u32) -> Option<()> {
        let until = period::last_day(cx, on, months, Unit::Month, false)?;
        self.held_until = self.held_until.max(Some(until));
        Some(())
    }

    /// Does a demand postpone completion?
    ///
    /// 150条: a demand holds the period for six months; one made while completion is held has no effect (2項). Completion
    /// is held only once the period's own last day has passed: until then every demand counts, and the latest decides.
    /// The text of 2項 speaks of the hold of an earlier demand. We read it alike for a demand inside the six months that
    /// follow a withdrawn auction: that hold is the statute's form of the demand in court (裁判上の催告), and two demands
    /// were never to be chained (最判平25.6.6).
    ///
    /// 旧153条: before 2020-04-01 a demand counts only when a suit or the like follows within six months: of the events known
    /// here a judgment, or an auction that itself counts.
    fn demand_counts<T: Trace>(
        &self,
        cx: &mut Cx<'_, T>,
        on: Date,
        auctions: &[Auction],
        events: &[Event],
        order: &[usize],
    ) -> Result<bool, Unanswerable> {
        let late = on > self.last_day;
        cx.exception("demand_inside_a_hold", Provision::new(CIVIL_CODE, "150/2"), late);
        if late || !has_old_effect(on) {
            return Ok(!late);
        }
        let months = cx.param(&figures::DEMAND_MONTHS, on)?;
        let Some(until) = period::last_day(cx, on, months, Unit::Month, false) else { return Ok(false) };
        let followed = order.iter().copied().filter(|place| (on..=until).contains(&events[*place].on)).any(|place| {
            match events[place].kind {
                EventKind::JudgmentFinal => true,
                EventKind::AuctionCommenced => {
                    auctions.iter().any(|auction| auction.commenced == place && !auction.is_void(events))
                }
                _ => false,
            }
        });
        cx.exception("demand_without_a_suit", Provision::new(OLD_CIVIL_CODE, "153"), !followed);
        Ok(followed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::{date, days_later};
    use crate::trace::{Derivation, NoTrace};
    use proptest::prelude::*;

    use EventKind::{
        Acknowledgment, AuctionCommenced, AuctionCompleted, AuctionWithdrawn, Demand, JudgmentFinal, Payment,
    };

    fn day(iso: &str) -> Date {
        iso.parse().unwrap()
    }

    fn stand(
        contracted: &str,
        creditor: CreditorKind,
        due: &str,
        events: &[(&str, EventKind)],
        as_of: &str,
    ) -> Result<Standing, Unanswerable> {
        let events: Vec<Event> = events.iter().map(|(on, kind)| Event { on: day(on), kind: *kind }).collect();
        let claim = ClaimHistory { creditor, due_on: day(due), events: &events, as_of: day(as_of) };
        let answer = prescription(&mut Cx::new(&mut NoTrace), day(contracted), &claim);
        let mut derivation = Derivation::default();
        assert_eq!(answer, prescription(&mut Cx::new(&mut derivation), day(contracted), &claim));
        answer
    }

    /// A claim of a bank contracted and due under the new law on 2021-03-10: its own last day is 2026-03-10.
    fn check_new(events: &[(&str, EventKind)], as_of: &str, last_day: Option<&str>, status: Status) {
        let found = stand("2020-05-01", CreditorKind::Commercial, "2021-03-10", events, as_of).unwrap();
        assert_eq!((found.last_day, found.status), (last_day.map(day), status), "{events:?} {as_of}");
        assert_eq!((found.regime, found.years), (Regime::New, 5));
    }

    /// A claim of a bank contracted in 2010 and due on 2013-03-10: its own last day is 2018-03-10.
    fn check_old(events: &[(&str, EventKind)], as_of: &str, last_day: Option<&str>, status: Status) {
        let found = stand("2010-05-01", CreditorKind::Commercial, "2013-03-10", events, as_of).unwrap();
        assert_eq!((found.last_day, found.status), (last_day.map(day), status), "{events:?} {as_of}");
        assert_eq!((found.regime, found.years), (Regime::Old, 5));
    }

    use Status::{Barred, Complete, Running};

    /// 附則10条4項: the day of the contract decides, not the due date.
    #[test]
    fn the_period_goes_by_the_contract() {
        let of = |contracted, creditor| {
            let found = stand(contracted, creditor, "2021-03-10", &[], "2026-03-11").unwrap();
            (found.regime, found.years, found.last_day.unwrap(), found.status)
        };
        let (bank, shinkin) = (CreditorKind::Commercial, CreditorKind::NonCommercial);
        assert_eq!(of("2020-03-31", bank), (Regime::Old, 5, day("2026-03-10"), Complete));
        assert_eq!(of("2020-03-31", shinkin), (Regime::Old, 10, day("2031-03-10"), Running));
        assert_eq!(of("2020-04-01", bank), (Regime::New, 5, day("2026-03-10"), Complete));
        assert_eq!(of("2020-04-01", shinkin), (Regime::New, 5, day("2026-03-10"), Complete));
        let before = stand("1899-06-15", bank, "2021-03-10", &[], "2026-03-11").unwrap_err();
        assert!(matches!(before, Unanswerable::NotInForce(error) if error.known_from == day("1899-06-16")));
    }

    /// 140条, 143条: due on 28 February 2021, counted from 1 March, over with February 2026; due on 29 February 2020,
    /// counted from 1 March, over on 28 February 2025.
    #[test]
    fn the_first_day_is_not_counted_and_the_last_is() {
        check_new(&[], "2026-03-10", Some("2026-03-10"), Running);
        check_new(&[], "2026-03-11", Some("2026-03-10"), Complete);
        let bank = CreditorKind::Commercial;
        let found = stand("2020-05-01", bank, "2023-02-28", &[], "2024-01-01").unwrap();
        assert_eq!(found.last_day, Some(day("2028-02-29")));
        assert_eq!(found.invocable_from(), Some(day("2028-03-01")));
        let found = stand("2019-05-01", bank, "2020-02-29", &[], "2024-01-01").unwrap();
        assert_eq!(found.last_day, Some(day("2025-02-28")));
    }

    /// 152条1項, and 最大判昭41.4.20, 最判昭45.5.21.
    #[test]
    fn an_acknowledgment_renews_and_after_completion_bars() {
        check_new(&[("2023-08-01", Acknowledgment)], "2026-11-22", Some("2028-08-01"), Running);
        check_new(&[("2026-03-10", Payment)], "2026-11-22", Some("2031-03-10"), Running);
        check_new(&[("2026-03-11", Payment)], "2026-11-22", Some("2031-03-11"), Barred);
        check_new(&[("2026-03-11", Payment)], "2031-03-11", Some("2031-03-11"), Barred);
        check_new(&[("2026-03-11", Payment)], "2031-03-12", Some("2031-03-11"), Complete);
        // A further payment in the new period renews it; he stays barred. After the new period he is barred anew.
        let paid = [("2026-03-11", Payment), ("2027-01-05", Payment)];
        check_new(&paid, "2031-03-12", Some("2032-01-05"), Barred);
        let again = [("2026-03-11", Payment), ("2032-01-05", Acknowledgment)];
        check_new(&again, "2033-01-01", Some("2037-01-05"), Barred);
        // An acknowledgment under the old law renews too.
        check_old(&[("2018-03-10", Acknowledgment)], "2020-01-01", Some("2023-03-10"), Running);
        check_old(&[("2018-03-11", Acknowledgment)], "2020-01-01", Some("2023-03-11"), Barred);
    }

    /// 150条.
    #[test]
    fn a_demand_holds_for_six_months_and_cannot_be_repeated() {
        // Long before the end it changes nothing; near the end its six months decide.
        check_new(&[("2025-01-15", Demand)], "2026-01-01", Some("2026-03-10"), Running);
        check_new(&[("2026-03-01", Demand)], "2026-09-01", Some("2026-09-01"), Running);
        check_new(&[("2026-03-01", Demand)], "2026-09-02", Some("2026-09-01"), Complete);
        // A second one inside the hold, when the own last day has passed: no effect.
        check_new(&[("2026-03-01", Demand), ("2026-08-20", Demand)], "2026-11-22", Some("2026-09-01"), Complete);
        check_new(&[("2026-03-01", Demand), ("2026-03-11", Demand)], "2026-11-22", Some("2026-09-01"), Complete);
        // A second one on the own last day: completion is not held yet, so it counts.
        check_new(&[("2026-03-01", Demand), ("2026-03-10", Demand)], "2026-09-10", Some("2026-09-10"), Running);
        // After completion: nothing.
        check_new(&[("2026-03-11", Demand)], "2026-11-22", Some("2026-03-10"), Complete);
        // 31 August: six months end with February.
        let bank = CreditorKind::Commercial;
        let found = stand("2020-05-01", bank, "2021-09-15", &[("2026-08-31", Demand)], "2026-11-22").unwrap();
        assert_eq!(found.last_day, Some(day("2027-02-28")));
        // Inside the hold an acknowledgment is in time, after it too late.
        check_new(&[("2026-03-01", Demand), ("2026-09-01", Acknowledgment)], "2026-11-22", Some("2031-09-01"), Running);
        check_new(&[("2026-03-01", Demand), ("2026-09-02", Acknowledgment)], "2026-11-22", Some("2031-09-02"), Barred);
    }

    /// 147条2項, 169条1項.
    #[test]
    fn after_a_judgment_every_later_period_is_ten_years() {
        check_new(&[("2024-06-01", JudgmentFinal)], "2026-11-22", Some("2034-06-01"), Running);
        check_new(&[("2024-06-01", JudgmentFinal), ("2025-07-07", Payment)], "2026-11-22", Some("2035-07-07"), Running);
        check_new(&[("2024-06-01", JudgmentFinal), ("2034-06-02", Payment)], "2040-01-01", Some("2044-06-02"), Barred);
        // The suit held the period before; and the judgment shuts out what was not pleaded.
        check_new(&[("2026-06-01", JudgmentFinal)], "2026-11-22", Some("2036-06-01"), Running);
        check_old(&[("2017-06-01", JudgmentFinal)], "2020-01-01", Some("2027-06-01"), Running);
    }

    /// 148条.
    #[test]
    fn an_auction_holds_then_renews_or_leaves_six_months() {
        let begun = ("2025-10-20", AuctionCommenced);
        check_new(&[begun], "2026-11-22", None, Running);
        check_new(&[begun, ("2026-08-05", AuctionCompleted)], "2026-11-22", Some("2031-08-05"), Running);
        // Withdrawn after the own last day for the sake of a voluntary sale: six months, no new period.
        check_new(&[begun, ("2026-08-05", AuctionWithdrawn)], "2026-11-22", Some("2027-02-05"), Running);
        check_new(&[begun, ("2026-08-05", AuctionWithdrawn)], "2027-02-06", Some("2027-02-05"), Complete);
        // Withdrawn early: the own last day is later than the six months.
        let early = [("2023-10-20", AuctionCommenced), ("2024-01-20", AuctionWithdrawn)];
        check_new(&early, "2026-03-10", Some("2026-03-10"), Running);
        // A payment while it runs is in time and renews; the withdrawal adds nothing to that.
        let paid = [begun, ("2026-07-01", Payment), ("2026-08-05", AuctionWithdrawn)];
        check_new(&paid, "2026-11-22", Some("2031-07-01"), Running);
        // A demand inside the six months after the withdrawal does not chain another six.
        let chained = [begun, ("2026-08-05", AuctionWithdrawn), ("2027-01-10", Demand)];
        check_new(&chained, "2027-02-06", Some("2027-02-05"), Complete);
        // An auction inside the six months of a demand is in time; one after completion holds nothing.
        check_new(&[("2026-03-01", Demand), ("2026-08-30", AuctionCommenced)], "2026-11-22", None, Running);
        check_new(&[("2026-03-11", AuctionCommenced)], "2026-11-22", Some("2026-03-10"), Complete);
        check_new(
            &[("2026-03-11", AuctionCommenced), ("2026-10-01", AuctionCompleted)],
            "2026-11-22",
            Some("2026-03-10"),
            Complete,
        );
        // Barred, then an auction in the new period.
        check_new(&[("2026-04-01", Payment), ("2026-10-20", AuctionCommenced)], "2026-11-22", None, Barred);
        // Two at once: held until the last one ends.
        let second = ("2025-11-01", AuctionCommenced);
        check_new(&[begun, second, ("2026-05-01", AuctionWithdrawn)], "2026-11-22", None, Running);
        // After a judgment a completed auction renews for ten years.
        let fixed = [("2024-06-01", JudgmentFinal), begun, ("2026-08-05", AuctionCompleted)];
        check_new(&fixed, "2026-11-22", Some("2036-08-05"), Running);
    }

    /// 附則10条2項 with 旧153条, 154条. Own last day 2018-03-10.
    #[test]
    fn events_before_april_2020_have_the_old_effects() {
        // A demand alone: nothing.
        check_old(&[("2018-03-01", Demand)], "2018-08-01", Some("2018-03-10"), Complete);
        // With an auction, or a judgment, within six months: it counted.
        check_old(&[("2018-03-01", Demand), ("2018-09-01", AuctionCommenced)], "2019-01-01", None, Running);
        check_old(
            &[("2018-03-01", Demand), ("2018-09-02", AuctionCommenced)],
            "2019-01-01",
            Some("2018-03-10"),
            Complete,
        );
        let completed = [("2018-03-01", Demand), ("2018-09-01", AuctionCommenced), ("2019-05-05", AuctionCompleted)];
        check_old(&completed, "2020-01-01", Some("2024-05-05"), Running);
        // With an acknowledgment within six months: that is no suit, and comes too late.
        check_old(&[("2018-03-01", Demand), ("2018-05-01", Acknowledgment)], "2019-01-01", Some("2023-05-01"), Barred);
        // A withdrawn auction counts for nothing: not for itself, not for a payment while it ran, not for a demand.
        let begun = ("2018-02-01", AuctionCommenced);
        check_old(&[begun, ("2018-12-01", AuctionWithdrawn)], "2019-01-01", Some("2018-03-10"), Complete);
        check_old(
            &[begun, ("2018-06-01", Payment), ("2018-12-01", AuctionWithdrawn)],
            "2019-01-01",
            Some("2023-06-01"),
            Barred,
        );
        let unsupported = [("2018-03-01", Demand), ("2018-08-01", AuctionCommenced), ("2018-12-01", AuctionWithdrawn)];
        check_old(&unsupported, "2019-01-01", Some("2018-03-10"), Complete);
        check_old(&[begun], "2019-01-01", None, Running);
    }

    /// A bank's claim contracted in 2010 and due on 2015-04-20: its own last day is 2020-04-20.
    #[test]
    fn an_old_claim_with_events_on_both_sides_of_april_2020() {
        let check = |events: &[(&str, EventKind)], as_of: &str, last_day: &str, status: Status| {
            let found = stand("2010-05-01", CreditorKind::Commercial, "2015-04-20", events, as_of).unwrap();
            assert_eq!((found.regime, found.last_day, found.status), (Regime::Old, Some(day(last_day)), status));
        };
        // The last day of the old effect, the first of the new one.
        check(&[("2020-03-31", Demand)], "2020-05-01", "2020-04-20", Complete);
        check(&[("2020-04-01", Demand)], "2020-05-01", "2020-10-01", Running);
        let withdrawn = |begun| [(begun, AuctionCommenced), ("2020-08-05", AuctionWithdrawn)];
        // The auction arose with its commencement: begun in March, it has the old effect though withdrawn in August.
        check(&withdrawn("2020-03-31"), "2020-11-22", "2020-04-20", Complete);
        check(&withdrawn("2020-04-01"), "2020-11-22", "2021-02-05", Running);
        // A demand of March followed in May by an auction: it counts (旧153条); the auction has the new effect.
        let followed = [("2020-03-20", Demand), ("2020-05-10", AuctionCommenced), ("2020-08-05", AuctionWithdrawn)];
        check(&followed, "2020-11-22", "2021-02-05", Running);
    }

    #[test]
    fn order_does_not_matter_and_what_cannot_be_is_refused() {
        let (begun, ended) = (("2025-10-20", AuctionCommenced), ("2026-08-05", AuctionCompleted));
        check_new(&[ended, begun], "2026-11-22", Some("2031-08-05"), Running);
        check_new(&[("2025-10-20", AuctionWithdrawn), begun], "2026-01-01", Some("2026-04-20"), Running);
        let bank = CreditorKind::Commercial;
        let refused =
            |due: &str, events: &[(&str, EventKind)]| stand("2020-05-01", bank, due, events, "2026-11-22").unwrap_err();
        assert_eq!(refused("2021-03-10", &[begun, ("2021-03-10", Payment)]), Unanswerable::OutOfTime(1));
        assert_eq!(refused("2021-03-10", &[("2026-11-23", Payment)]), Unanswerable::OutOfTime(0));
        assert_eq!(refused("2021-03-10", &[ended]), Unanswerable::NoAuction(0));
        assert_eq!(refused("9996-03-10", &[]), Unanswerable::BeyondCalendar(None));
        let late = [("9993-01-01", JudgmentFinal)];
        let beyond = stand("2020-05-01", bank, "9990-03-10", &late, "9993-11-22").unwrap_err();
        assert_eq!(beyond, Unanswerable::BeyondCalendar(Some(0)));
    }

    /// Day by day, straight from the text, for claims of the new law: every day takes its events, and at its end the
    /// period is over if nothing holds it. Days stay below the 28th, so that years and months keep the day.
    fn day_by_day(due: Date, events: &[Event], as_of: Date) -> (Option<Date>, Status) {
        let later = |day: Date, months: i32| day.checked_add(jiff::Span::new().months(months)).unwrap();
        let (mut own_end, mut length, mut hold) = (later(due, 60), 60, due);
        let (mut holding, mut over, mut barred) = (false, false, false);
        let mut today = due;
        while today <= as_of {
            for kind in EventKind::ALL {
                for _ in events.iter().filter(|event| event.on == today && event.kind == *kind) {
                    let mut anew = false;
                    match kind {
                        Payment | Acknowledgment => {
                            barred |= over;
                            anew = true;
                        }
                        JudgmentFinal => {
                            barred &= !over;
                            length = 120;
                            anew = true;
                        }
                        Demand if today <= own_end => hold = hold.max(later(today, 6)),
                        Demand => {}
                        AuctionCommenced => holding = !over,
                        AuctionCompleted => {
                            anew = holding;
                            holding = false;
                        }
                        AuctionWithdrawn => {
                            if holding {
                                hold = hold.max(later(today, 6));
                            }
                            holding = false;
                        }
                    }
                    if anew {
                        (own_end, over) = (later(today, length), false);
                    }
                }
            }
            if today < as_of && !holding && today >= own_end && today >= hold {
                over = true;
            }
            today = days_later(today, 1).unwrap();
        }
        let status = match (over, barred) {
            (true, _) => Complete,
            (false, true) => Barred,
            (false, false) => Running,
        };
        ((!holding).then(|| own_end.max(hold)), status)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(150))]
        #[test]
        fn the_rule_agrees_with_a_walk_day_by_day(
            steps in prop::collection::vec((1u32..26, 1i8..28, 0usize..5), 0..7),
            rest in 0u32..40,
        ) {
            let due = date(2021, 3, 10);
            let (mut month, mut events, mut begun) = (0, Vec::new(), false);
            for (months, day_of_month, kind) in steps {
                month += months;
                let on = crate::calendar::month_offset(due, month, day_of_month).unwrap();
                let kind = match (kind, begun) {
                    (0, _) => Payment,
                    (1 | 2, _) => Demand,
                    (3, _) => JudgmentFinal,
                    (_, false) => AuctionCommenced,
                    (_, true) if months % 2 == 0 => AuctionCompleted,
                    (_, true) => AuctionWithdrawn,
                };
                begun = match kind {
                    AuctionCommenced => true,
                    AuctionCompleted | AuctionWithdrawn => false,
                    _ => begun,
                };
                events.push(Event { on, kind });
            }
            let as_of = crate::calendar::month_offset(due, month + rest, 28).unwrap();
            let claim = ClaimHistory { creditor: CreditorKind::Commercial, due_on: due, events: &events, as_of };
            let found = prescription(&mut Cx::new(&mut NoTrace), date(2020, 5, 1), &claim).unwrap();
            prop_assert_eq!((found.last_day, found.status), day_by_day(due, &events, as_of));
        }
    }
}
