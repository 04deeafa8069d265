//! Prescription from the events of a case file; the expected days are counted by hand.

mod common;

use case::ClaimId;
use common::{file, household};
use law::trace::{Cx, NoTrace};
use ledger::Side;
use ledger::prescription::{Prescription, Standing, of_claim};

fn look(fields: &str, events: &str, to: &str) -> Prescription {
    let house = household(&file(fields, events));
    let account = ledger::account(&house, ClaimId(0), to.parse().unwrap());
    of_claim(&mut Cx::new(&mut NoTrace), &house, &account)
}

fn check(fields: &str, events: &str, to: &str, expect: &[(Side, Option<&str>, Standing)]) -> Prescription {
    let found = look(fields, events, to);
    let lines: Vec<(Side, Option<String>, Standing)> =
        found.lines.iter().map(|line| (line.side, line.last_day.map(|day| day.to_string()), line.status)).collect();
    let expect: Vec<(Side, Option<String>, Standing)> =
        expect.iter().map(|(side, day, status)| (*side, day.map(str::to_string), *status)).collect();
    assert_eq!(lines, expect, "{events}");
    found
}

const BANK: &str = "contracted_on = 2020-04-01\nlate_rate = '14'\ncreditor = { name = '甲銀行', kind = 'bank' }\n";
const DUE: &str =
    "{ on = 2020-04-01, kind = 'advance', amount = 1_000_000 },\n{ on = 2021-03-10, kind = 'acceleration' },\n";

#[test]
fn every_kind_of_event_has_its_effect() {
    use Standing::{Barred, Complete, Invoked, Running};
    let check = |event: &str, to: &str, last: Option<&str>, status: Standing| {
        check(BANK, &format!("{DUE}{event}"), to, &[(Side::Original, last, status)]);
    };
    // Nothing: five years; complete on the day after.
    check("", "2026-03-10", Some("2026-03-10"), Running);
    check("", "2026-03-11", Some("2026-03-10"), Complete);
    let payment = |by: &str| format!("{{ on = 2024-05-05, kind = 'payment', amount = 5{by} }}");
    check(&payment(""), "2026-03-11", Some("2029-05-05"), Running);
    // A guarantor's payment acknowledges nothing for the debtor.
    check(&payment(", by = '花子'"), "2026-03-11", Some("2026-03-10"), Complete);
    check("{ on = 2024-05-05, kind = 'settlement', amount = 5 }", "2026-03-11", Some("2029-05-05"), Running);
    check("{ on = 2024-05-05, kind = 'assignment', to = '丙' }", "2026-03-11", Some("2026-03-10"), Complete);
    check("{ on = 2024-05-05, kind = 'write-off' }", "2026-03-11", Some("2026-03-10"), Complete);
    check("{ on = 2026-03-01, kind = 'demand' }", "2026-03-11", Some("2026-09-01"), Running);
    check("{ on = 2024-05-05, kind = 'payment-order-final' }", "2026-03-11", Some("2034-05-05"), Running);
    // A suit holds; withdrawn, six months more; a judgment begins ten years.
    let suit = "{ on = 2026-01-05, kind = 'suit-filed' },";
    check(suit, "2026-11-22", None, Running);
    check(&format!("{suit}{{ on = 2026-05-20, kind = 'suit-withdrawn' }}"), "2026-11-20", Some("2026-11-20"), Running);
    check(&format!("{suit}{{ on = 2026-05-20, kind = 'suit-withdrawn' }}"), "2026-11-21", Some("2026-11-20"), Complete);
    check(&format!("{suit}{{ on = 2026-05-20, kind = 'judgment-final' }}"), "2026-11-22", Some("2036-05-20"), Running);
    for held in ["attachment", "provisional-attachment", "auction-commenced"] {
        check(&format!("{{ on = 2026-01-05, kind = '{held}' }}"), "2026-11-22", None, Running);
    }
    // What a court distributes is no acknowledgment, on the day on which the auction ends or later; the end renews.
    let auction =
        "{ on = 2022-01-05, kind = 'auction-commenced' },\n{ on = 2022-09-05, kind = 'auction-completed' },\n";
    let proceeds = |on: &str| format!("{auction}{{ on = {on}, kind = 'sale-proceeds', amount = 500_000 }}");
    check(&proceeds("2022-09-05"), "2026-03-11", Some("2027-09-05"), Running);
    check(&proceeds("2022-10-05"), "2026-03-11", Some("2027-09-05"), Running);
    // Out of a sale of the debtor's own it is one.
    check("{ on = 2022-10-05, kind = 'sale-proceeds', amount = 500_000 }", "2026-03-11", Some("2027-10-05"), Running);
    // 151条: until the agreed day, a year at most; no effect once the period is over.
    let talk = |on: &str, until: &str| format!("{{ on = {on}, kind = 'agreement-to-talk', until = {until} }}");
    check(&talk("2026-01-05", "2026-07-05"), "2026-07-05", Some("2026-07-05"), Running);
    check(&talk("2026-01-05", "2026-07-05"), "2026-07-06", Some("2026-07-05"), Complete);
    check(&talk("2026-01-05", "2028-01-05"), "2026-07-06", Some("2027-01-05"), Running);
    check(&talk("2026-03-11", "2026-09-11"), "2026-03-12", Some("2026-03-10"), Complete);
    // After completion.
    let late = "{ on = 2026-04-01, kind = 'payment', amount = 5 }";
    check(late, "2026-11-22", Some("2031-04-01"), Barred);
    let invoked = "{ on = 2026-04-01, kind = 'invocation' }";
    check(invoked, "2026-11-22", Some("2026-03-10"), Invoked);
    check("{ on = 2026-03-10, kind = 'invocation' }", "2026-03-10", Some("2026-03-10"), Running);
}

#[test]
fn the_two_linked_claims_have_their_own_periods() {
    let shinkin = "contracted_on = 2015-04-01\nmandate_contracted_on = 2015-04-01\nlate_rate = '14'\n\
        creditor = { name = '丁信用金庫', kind = 'shinkin' }\n";
    let events = "{ on = 2015-04-01, kind = 'advance', amount = 1_000_000 },\n{ on = 2018-03-10, kind = 'acceleration' },\n\
        { on = 2018-06-20, kind = 'subrogation', amount = 1_030_000, by = '乙保証' }";
    // The loan of a 信用金庫: ten years; the guarantee company's claim: five.
    let expect = [
        (Side::Original, Some("2028-03-10"), Standing::Running),
        (Side::Reimbursement, Some("2023-06-20"), Standing::Complete),
    ];
    let found = check(shinkin, events, "2026-11-22", &expect);
    assert_eq!(found.notes.iter().filter(|note| note.key == "ledger.warn.complete").count(), 1);
    // A mandate of the new law for a loan of the old one.
    let fields = shinkin.replace("mandate_contracted_on = 2015", "mandate_contracted_on = 2020");
    let regimes: Vec<&str> =
        look(&fields, events, "2026-11-22").lines.iter().map(|line| law::words::Word::word(line.regime)).collect();
    assert_eq!(regimes, ["old", "new"]);
}

#[test]
fn an_overdue_instalment_runs_from_its_own_day_and_others_are_told_apart() {
    let fields = "contracted_on = 2020-04-01\nrate = '1.2'\nlast_due_on = 2040-03-27\ncreditor = { kind = 'bank' }\n\
        guarantors = [ { name = '花子', kind = 'joint' }, { name = '乙保証', kind = 'company' } ]\n";
    let events = "{ on = 2020-04-01, kind = 'advance', amount = 9_000_000 },\n{ on = 2024-05-27, kind = 'missed' }";
    let found = check(fields, events, "2026-11-22", &[(Side::Original, Some("2029-05-27"), Standing::Running)]);
    let keys: Vec<&str> = found.notes.iter().map(|note| note.key).collect();
    assert_eq!(keys, ["ledger.warn.running", "ledger.note.guarantor-relative"]);
    let old =
        look(&fields.replace("2020-04-01", "2020-03-31"), &events.replace("2020-04-01", "2020-03-31"), "2026-11-22");
    assert_eq!(old.notes[1].key, "ledger.note.guarantor-old-law");
}

/// Taxes, fines, torts and wages run out by acts of their own (国税通則法72条, 刑法31条, 民法724条, 労働基準法115条): no line of
/// 民法166条 beside them, but a word of where to look.
#[test]
fn a_claim_of_another_act_has_no_line() {
    for (kind, note) in
        [("tax", "taxes"), ("social-insurance", "taxes"), ("fine", "fines"), ("tort", "torts"), ("wages", "wages")]
    {
        let text = file(BANK, DUE).replacen("kind = 'home-loan'", &format!("kind = '{kind}'"), 1);
        let house = household(&text);
        let account = ledger::account(&house, ClaimId(0), "2026-11-29".parse().unwrap());
        let found = of_claim(&mut Cx::new(&mut NoTrace), &house, &account);
        assert_eq!(found.lines, [], "{kind}");
        assert_eq!(found.notes[0].key, format!("ledger.note.prescription-of-{note}"), "{kind}");
    }
}

/// The benefit of time was lost in March 2021: on the 31st the five years end with 31 March 2026 (the count begins on the 1st), on
/// the 1st with 1 March. Between the two nobody knows, and both are told; a day that is known tells nothing more.
#[test]
fn a_month_tells_both_ends() {
    let told = |lost: &str, to: &str| {
        let events = format!(
            "{{ on = 2020-04-01, kind = 'advance', amount = 1_000_000 }},\n{{ on = {lost}, kind = 'acceleration' }},\n"
        );
        let found = look(BANK, &events, to);
        let note = found.notes.iter().find(|note| note.key == "ledger.warn.by-month").cloned();
        (found.lines[0].status, found.lines[0].last_day, note.map(|note| note.values))
    };
    let day = |text: &str| text.parse::<law::Date>().unwrap();
    let (status, last, note) = told("'2021-03'", "2026-03-20");
    assert_eq!((status, last), (Standing::Running, Some(day("2026-03-31"))));
    let shown = |day| law::trace::Shown::Date(day);
    let ends = note.expect("both ends")[1..].to_vec();
    assert_eq!(ends, [("last", shown(day("2026-03-31"))), ("otherwise", shown(day("2026-03-01")))]);
    assert_eq!(told("2021-03-31", "2026-03-20").2, None);
}
