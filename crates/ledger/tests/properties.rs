//! What holds of every history: the order of writing, money, and the splitting of periods.

mod common;

use case::{ClaimId, EventKind};
use common::{account_on, file, household};
use law::Yen;
use law::trace::{Cx, Derivation, NoTrace};
use ledger::prescription::Standing;
use ledger::{Account, Balances, Booking, Entry};
use proptest::prelude::*;
use proptest::sample::subsequence;

const FIELDS: &str = "contracted_on = 2015-04-01\nrate = '1.475'\nlate_rate = '14'\nlast_due_on = 2050-03-27\n\
    monthly_payment = 95_000\ncreditor = { name = '甲銀行', kind = 'bank' }\n";
const ADVANCE: &str = "{ on = 2015-04-01, kind = 'advance', amount = 31_000_000 }";

/// Events of every kind between 2019 and 2036.
fn event() -> impl Strategy<Value = String> {
    (2019i32..2036, 1u32..=12, 1u32..=28, 0usize..20, 1u64..3_000_000).prop_map(|(year, month, day, kind, amount)| {
        let what = match kind {
            0 => "'missed'".to_string(),
            1 => "'demand'".to_string(),
            2 => "'acceleration', by = 'demand'".to_string(),
            3 => format!("'subrogation', amount = {}, by = '乙保証'", amount + 20_000_000),
            4 => "'assignment', to = '丙債権回収'".to_string(),
            5 => format!("'settlement', amount = {amount}"),
            6 => "'settlement-failed'".to_string(),
            7 => format!("'waiver', component = 'late-charge', amount = {amount}"),
            8 => format!("'sale-proceeds', amount = {}", amount * 5),
            9 => format!("'auction-commenced', amount = {}", amount % 900_000),
            10 => "'auction-withdrawn'".to_string(),
            11 => "'acknowledgment'".to_string(),
            12 => format!("'payment', amount = {amount}, component = 'principal'"),
            13 => format!("'suit-filed', amount = {}", amount % 90_000),
            14 => "'waiver', component = 'interest'".to_string(),
            _ => format!("'payment', amount = {}", amount % 200_000 + 1),
        };
        format!("{{ on = {year}-{month:02}-{day:02}, kind = {what} }}")
    })
}

fn of(events: &[String], to: &str) -> Account {
    account_on(FIELDS, &events.join(",\n"), to)
}

/// The account without the places in the file, which are all that the order of writing may change.
fn without_places(mut account: Account) -> Account {
    account.contradictions.iter_mut().for_each(|contradiction| contradiction.place = 0);
    account
}

fn all(balances: Balances) -> [Yen; 4] {
    [balances.costs, balances.interest, balances.late_charge, balances.principal]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn every_order_of_writing_gives_the_same_account(
        (events, shuffled) in prop::collection::vec(event(), 0..14).prop_flat_map(|mut events| {
            events.push(ADVANCE.to_string());
            (Just(events.clone()), Just(events).prop_shuffle())
        }),
    ) {
        let (one, other) = (of(&events, "2036-12-31"), of(&shuffled, "2036-12-31"));
        prop_assert_eq!(without_places(one), without_places(other));
    }

    /// Every line: before + charged = after + credited, by component; a payment is credited, held or overpaid to the yen.
    #[test]
    fn money_is_conserved_on_every_line(events in prop::collection::vec(event(), 0..16)) {
        let mut events = events;
        events.push(ADVANCE.to_string());
        let account = of(&events, "2036-12-31");
        for book in account.books() {
            let mut before = Balances::ZERO;
            let mut held = Yen::ZERO;
            for line in &book.lines {
                for ((was, on_top), (off, is)) in all(before).into_iter().zip(all(line.charged))
                    .zip(all(line.credited).into_iter().zip(all(line.after))) {
                    prop_assert_eq!(was + on_top, off + is, "{:?}", line);
                }
                let paid = matches!(line.entry, Entry::Event(EventKind::Payment | EventKind::SaleProceeds));
                if paid && line.reason.key != "ledger.reason.contained" {
                    prop_assert_eq!(line.credited.total() + line.held + line.unapplied, line.amount.unwrap());
                    held += line.held;
                }
                if line.entry == Entry::Booking(Booking::HeldApplied) {
                    held = held.excess_over(line.credited.total());
                }
                before = line.after;
            }
            prop_assert_eq!(before, book.balances);
            prop_assert_eq!(held, book.held);
            let due: Yen = book.overdue.iter().map(|part| part.principal + part.interest + part.late_charge).sum();
            prop_assert!(due + book.balances.costs <= book.balances.total());
        }
    }

    /// Any history has its prescription, deadlines and months of waiting, and the traced run gives the same account.
    #[test]
    fn no_history_stops_the_rest_and_the_trace_changes_nothing(events in prop::collection::vec(event(), 0..10)) {
        let mut events = events;
        events.push(ADVANCE.to_string());
        let house = household(&file(FIELDS, &events.join(",\n")));
        let mut derivation = Derivation::default();
        let traced = ledger::replay(&mut Cx::new(&mut derivation), &house, ClaimId(0), house.as_of);
        prop_assert_eq!(&traced, &ledger::account(&house, ClaimId(0), house.as_of));
        let mut cx = NoTrace;
        let mut cx = Cx::new(&mut cx);
        let about = ledger::prescription::of_claim(&mut cx, &house, &traced);
        for line in &about.lines {
            let last = line.last_day;
            prop_assert_eq!(line.invocable_from, last.map(|last| last.tomorrow().unwrap()));
            prop_assert!(line.status != Standing::Complete || last.is_some_and(|last| last < house.as_of));
        }
        let unanswerable = about.notes.iter().any(|note| note.key == "ledger.note.prescription-unanswerable");
        prop_assert!(!unanswerable);
        prop_assert_eq!(ledger::waiting::waiting(&mut cx, &house, 3).len(), 3);
    }

    /// Looking at a day on the way changes nothing, and what a later day shows was already there on the way.
    #[test]
    fn an_earlier_day_shows_the_beginning_of_the_same_account(
        events in prop::collection::vec(event(), 0..12), year in 2019i32..2036, month in 1u32..=12,
    ) {
        let mut events = events;
        events.push(ADVANCE.to_string());
        let day = format!("{year}-{month:02}-15");
        let (early, late) = (of(&events, &day), of(&events, "2036-12-31"));
        let on: jiff::civil::Date = day.parse().unwrap();
        // Bookings of the day itself (charges up to it) belong to the question, not to the history.
        let history = |account: &Account| {
            let events = account.original.lines.iter().filter(|line| line.on < on);
            events.filter(|line| line.entry != Entry::Booking(Booking::Presumed)).cloned().collect::<Vec<_>>()
        };
        let shown = history(&early);
        prop_assert_eq!(&shown[..], &history(&late)[..shown.len()]);
    }

    /// A demand in the middle of a delay splits no period; a payment of one yen cuts each part once more: the charge is
    /// never more, and less by under one yen for a cut, and by the interest on the yen.
    #[test]
    fn splitting_a_period_changes_a_charge_by_less_than_the_named_rounding(
        cuts in subsequence((1u32..=28).collect::<Vec<_>>(), 0..8),
    ) {
        let start = format!("{ADVANCE},\n{{ on = 2019-05-27, kind = 'missed' }},\n{{ on = 2020-01-31, kind = 'acceleration' }}");
        let whole = account_on(FIELDS, &start, "2020-02-29");
        let demands: Vec<String> =
            cuts.iter().map(|day| format!("{{ on = 2020-02-{day:02}, kind = 'demand' }}")).collect();
        let silent = account_on(FIELDS, &format!("{start},\n{}", demands.join(",\n")), "2020-02-29");
        prop_assert_eq!(silent.owed(), whole.owed());
        let waivers: Vec<String> = cuts.iter()
            .map(|day| format!("{{ on = 2020-02-{day:02}, kind = 'waiver', component = 'late-charge', amount = 1 }}"))
            .collect();
        let split = account_on(FIELDS, &format!("{start},\n{}", waivers.join(",\n")), "2020-02-29");
        let (whole, split) = (whole.owed().late_charge.0, split.owed().late_charge.0 + cuts.len() as u64);
        prop_assert!(split <= whole && whole - split <= cuts.len() as u64, "{} {}", split, whole);
    }
}

#[test]
fn a_payment_entered_late_is_a_payment_entered_in_time() {
    let events = [ADVANCE, "{ on = 2019-05-27, kind = 'missed' }", "{ on = 2020-01-31, kind = 'acceleration' }"];
    let payment = "{ on = 2019-08-08, kind = 'payment', amount = 120_000 }";
    let in_time = [events[0], events[1], payment, events[2]].map(str::to_string);
    let late = [events[0], events[1], events[2], payment].map(str::to_string);
    assert_eq!(of(&in_time, "2024-11-22"), of(&late, "2024-11-22"));
    let without = events.map(str::to_string);
    assert!(of(&without, "2024-11-22").owed().total() > of(&late, "2024-11-22").owed().total());
}

/// Each contradictory history with the place and the code of its error, and the number of lines shown before it.
#[test]
fn what_cannot_be_is_an_error_with_its_place_and_the_rest_is_shown_up_to_it() {
    let check = |events: &[&str], expect: &[(usize, &str)], last: &str| {
        let account = of(&events.iter().map(ToString::to_string).collect::<Vec<_>>(), "2024-12-31");
        let found: Vec<(usize, &str)> =
            account.contradictions.iter().map(|contradiction| (contradiction.place, contradiction.code)).collect();
        assert_eq!(found, expect, "{events:?}");
        assert_eq!(account.original.lines.last().map_or("", |line| line.entry.word()), last, "{events:?}");
        assert_eq!(account.original.lines.last().map(|line| line.after).unwrap_or_default(), account.original.balances);
    };
    let (missed, lost) = ("{ on = 2019-05-27, kind = 'missed' }", "{ on = 2020-01-31, kind = 'acceleration' }");
    check(&["{ on = 2015-03-31, kind = 'payment', amount = 5 }", ADVANCE], &[(0, "before-contract")], "");
    let later = "{ on = 2015-05-01, kind = 'advance', amount = 31_000_000 }";
    check(&["{ on = 2015-04-30, kind = 'payment', amount = 5 }", later], &[(0, "before-advance")], "");
    let again = "{ on = 2020-02-01, kind = 'acceleration' }";
    check(&[ADVANCE, missed, lost, again], &[(3, "accelerated-twice")], "acceleration");
    let paid = "{ on = 2020-03-01, kind = 'payment', amount = 40_000_000 }";
    let (after, demand) = ("{ on = 2020-04-01, kind = 'payment', amount = 5 }", "{ on = 2020-04-02, kind = 'demand' }");
    check(
        &[ADVANCE, missed, lost, demand, paid, after],
        &[(5, "after-full-payment"), (3, "after-full-payment")],
        "payment",
    );
    check(&[ADVANCE, missed, lost, "{ on = 2020-02-05, kind = 'payment' }"], &[(3, "no-amount")], "acceleration");
    let negative = "{ on = 2020-02-05, kind = 'payment', amount = -5 }";
    check(&[ADVANCE, missed, lost, negative, again], &[(4, "accelerated-twice"), (3, "no-amount")], "acceleration");
    // A day that does not exist has no place in time: shown up to the event written before it.
    let nowhere = "{ on = '2020-02-30', kind = 'payment', amount = 5 }";
    check(&[ADVANCE, missed, nowhere, lost], &[(2, "unreadable")], "missed");
    check(&[nowhere, ADVANCE], &[(0, "unreadable")], "");
    let more = "{ on = 2020-02-05, kind = 'waiver', component = 'costs', amount = 5 }";
    check(&[ADVANCE, missed, lost, more], &[(3, "waived-too-much")], "late-charge-booked");
    for (kind, code) in [
        ("settlement-failed", "no-settlement"),
        ("auction-completed", "no-auction"),
        ("auction-withdrawn", "no-auction"),
        ("attachment-withdrawn", "no-attachment"),
        ("suit-withdrawn", "no-suit"),
    ] {
        let event = format!("{{ on = 2020-02-05, kind = '{kind}' }}");
        check(&[ADVANCE, missed, lost, &event], &[(3, code)], "acceleration");
    }
    let pays = "{ on = 2020-02-05, kind = 'subrogation', amount = 30_000_000 }";
    let twice = "{ on = 2020-02-06, kind = 'subrogation', amount = 30_000_000 }";
    check(&[ADVANCE, missed, lost, pays, twice], &[(4, "subrogated-twice")], "subrogation");
}

#[test]
fn the_household_that_is_read_strictly_has_no_unreadable_event() {
    let file = file(FIELDS, ADVANCE);
    assert!(household(&file).claims().all(|(_, claim)| claim.unreadable_events.is_empty()));
    assert_eq!(ledger::account(&household(&file), ClaimId(0), "2016-01-01".parse().unwrap()).contradictions, []);
}
