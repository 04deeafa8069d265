//! Deadlines, what waiting costs, and statements: days and yen counted by hand.

mod common;

use case::ClaimId;
use common::{account_of, file, household};
use law::calendar::date;
use law::trace::{Cx, NoTrace};
use law::{Balance, Yen};
use ledger::deadlines::{self, Certainty, Deadline, HolidayRule, Whose};
use ledger::statement::{Cause, Counts, Departure, Row, RowKind, check, rows_of};
use ledger::waiting::{Stage, waiting};

const HOUSE: &str = "as_of = 2026-11-22\n[[person]]\nid = 'taro'\nborn = 1981-05-04\nrole = 'debtor'\n\
    past = [ { kind = 'discharge', final_on = 2020-03-01 } ]\n\
    [[claim]]\nid = 'loan'\nkind = 'home-loan'\ndebtor = 'taro'\ncreditor = { name = '甲銀行', kind = 'bank' }\n\
    guarantors = [ { name = '花子', kind = 'joint' }, { name = '乙保証', kind = 'company' } ]\n\
    contracted_on = 2021-04-01\nlate_rate = '14.6'\nevents = [\n\
    { on = 2021-04-01, kind = 'advance', amount = 10_000_000 },\n{ on = 2026-08-31, kind = 'acceleration', by = 'demand' },\n\
    { on = 2026-09-30, kind = 'subrogation', amount = 10_000_000, by = '乙保証' } ]\n\
    [[claim]]\nid = 'tax'\nkind = 'tax'\ndebtor = 'taro'\ncreditor = { name = '八王子税務署', kind = 'tax-office' }\n\
    principal = 180_000\nstatutory_due_on = 2026-06-30\n\
    [auction]\napplied_on = 2026-10-01\ncommenced_on = 2026-10-20\nbids_open_on = 2027-04-14\n\
    [[decision]]\nkind = 'bankruptcy-opening'\non = 2026-11-09\n\
    [[decision]]\nkind = 'confirmation'\non = 2025-01-06\nfinal_on = 2025-01-20\n";

fn of(file: &str) -> Vec<Deadline> {
    deadlines::of(&household(file))
}

fn the<'d>(all: &'d [Deadline], id: &str) -> &'d Deadline {
    let found: Vec<&Deadline> = all.iter().filter(|deadline| deadline.id == id).collect();
    assert_eq!(found.len(), 1, "{id}: {found:?}");
    found[0]
}

#[test]
fn each_deadline_has_its_day_its_safe_day_and_its_rule() {
    let all = of(HOUSE);
    let check = |id: &str, on, rolled, last_safe, whose: Whose, certainty: Certainty| {
        let found = the(&all, id);
        let days = (found.on, found.rolled, found.last_safe);
        assert_eq!((days, found.whose, found.certainty), ((on, rolled, last_safe), whose, certainty), "{id}");
    };
    // 30 September + 6 months: counting begins on 1 October and ends with March; a Wednesday.
    let day = date(2027, 3, 31);
    check("unwinding", day, day, day, Whose::Debtor, Certainty::Unsettled);
    // 31 August + 2 months: counting begins on 1 September and ends with October; a Saturday; 3 November is a holiday,
    // 1 November a Sunday.
    check(
        "guarantor-notice",
        date(2026, 10, 31),
        date(2026, 11, 2),
        date(2026, 10, 30),
        Whose::Creditor,
        Certainty::Law,
    );
    // 30 June + 6 months: with December; the courts and offices rest from 29 December to 3 January (a Sunday).
    check("tax-postponement", date(2026, 12, 31), date(2027, 1, 4), date(2026, 12, 28), Whose::Debtor, Certainty::Law);
    // The Tuesday before the Wednesday of the opening.
    let day = date(2027, 4, 13);
    check("stay-petition", day, day, day, Whose::Debtor, Certainty::Practice);
    check("auction-withdrawal", day, day, day, Whose::Creditor, Certainty::Practice);
    let day = date(2027, 4, 14);
    check("bids-open", day, day, day, Whose::Court, Certainty::Law);
    // Two weeks from 9 November, a Monday: 23 November, a holiday.
    check(
        "immediate-appeal",
        date(2026, 11, 23),
        date(2026, 11, 24),
        date(2026, 11, 20),
        Whose::Debtor,
        Certainty::Law,
    );
    assert_eq!(the(&all, "immediate-appeal").holidays, HolidayRule::CivilProcedure);
    // The month in which the third anniversary lies ends on a Monday.
    let day = date(2028, 1, 31);
    check("plan-end", day, day, day, Whose::Debtor, Certainty::Law);
    let day = date(2027, 3, 1);
    check("seven-year-bar", day, day, day, Whose::Debtor, Certainty::Law);
    let day = date(2033, 11, 9);
    check("credit-record-gazette", day, day, day, Whose::Debtor, Certainty::Practice);
    let day = date(2031, 8, 31);
    check("prescription", day, day, day, Whose::Creditor, Certainty::Law);
    let day = date(2031, 9, 30);
    check("prescription-reimbursement", day, day, day, Whose::Creditor, Certainty::Law);
    assert!(!the(&all, "unwinding").computed_ahead && the(&all, "plan-end").computed_ahead);
    assert_eq!(the(&all, "unwinding").closes, ["keep-under-clause+small-scale", "keep-under-clause+salaried"]);
    assert!(all.is_sorted_by_key(|deadline| deadline.on));
    assert!(all.iter().all(|d| d.last_safe <= d.on && d.on <= d.rolled));
    assert!(all.iter().all(|d| !d.basis.is_empty() || d.certainty == Certainty::Practice));
}

#[test]
fn what_the_facts_do_not_give_is_not_there() {
    let without = HOUSE.replace("kind = 'subrogation', amount", "whole = false, kind = 'subrogation', amount");
    assert!(of(&without).iter().all(|deadline| deadline.id != "unwinding"));
    // A guarantee of the old law needs no notice.
    let old = HOUSE.replace("2021-04-01", "2020-03-31");
    assert!(of(&old).iter().all(|deadline| deadline.id != "guarantor-notice"));
    let arrears = |kind: &str| {
        let fields = format!(
            "contracted_on = 2021-04-01\nrate = '1.2'\nlate_rate = '14'\nlast_due_on = 2041-03-27\n\
            creditor = {{ name = 'x', kind = '{kind}' }}\n"
        );
        let events = "{ on = 2021-04-01, kind = 'advance', amount = 9_000_000 },\n{ on = 2036-08-27, kind = 'missed' }";
        the(&of(&file(&fields, events)), "acceleration-expected").on
    };
    assert_eq!((arrears("bank"), arrears("jhf")), (date(2036, 11, 27), date(2037, 2, 27)));
}

#[test]
fn waiting_adds_late_charges_and_passes_deadlines() {
    let house = household(HOUSE);
    let months = waiting(&mut Cx::new(&mut NoTrace), &house, 12);
    assert_eq!(months.len(), 12);
    // 30 days on 10,000,000 at 14.6 %: 120,000; 31 days: 124,000.
    assert_eq!((months[0].late_charges, months[1].late_charges), (Yen(120_000), Yen(124_000)));
    assert_eq!(months.iter().map(|month| month.late_charges).sum::<Yen>(), Yen(1_460_000));
    let passing = |place: usize| months[place].passing.iter().map(|deadline| deadline.id).collect::<Vec<_>>();
    // The month to 22 April 2027.
    assert_eq!(passing(4), ["unwinding", "auction-withdrawal", "stay-petition", "bids-open"]);
    assert_eq!((months[4].stage, months[3].stage), (Some(Stage::Opened), Some(Stage::Noticed)));
    // 12,000,000-odd owed at the end: what is owed today and a year of late charges.
    let today: Yen = (0..2).map(|id| ledger::account(&house, ClaimId(id), house.as_of).owed().total()).sum();
    assert_eq!(months[11].owed, today + Yen(1_460_000));
}

#[test]
fn who_waits_with_overdue_instalments_loses_the_benefit_of_time() {
    let house = household(
        "as_of = 2026-11-22\n[[person]]\nid = 'taro'\nborn = 1981-05-04\nrole = 'debtor'\n[[claim]]\nid = 'loan'\n\
        kind = 'home-loan'\ndebtor = 'taro'\ncreditor = { name = '甲銀行', kind = 'bank' }\ncontracted_on = 2021-04-01\n\
        late_rate = '14.6'\nprincipal = 10_000_000\n\
        unpaid = [ { due = 2026-08-27, principal = 30_000, interest = 10_000 } ]\n",
    );
    let months = waiting(&mut Cx::new(&mut NoTrace), &house, 3);
    // A bank asks for everything after three months: 27 November. 5 days on 30,000: 60; 25 days on 10,030,000: 100,300.
    assert_eq!(
        (months[0].late_charges, &months[0].assumed_due[..]),
        (Yen(100_360), &[(ClaimId(0), date(2026, 11, 27))][..])
    );
    // 31 days on 10,030,000.
    assert_eq!((months[1].late_charges, months[1].assumed_due.len()), (Yen(124_372), 0));
    // Overdue for longer than that, and still not asked for: taken for the next day. 29 days on 10,030,000: 116,348.
    let mut late = house.clone();
    late.claims.as_mut().unwrap()[0].unpaid.as_mut().unwrap()[0].due = date(2026, 7, 27);
    let months = waiting(&mut Cx::new(&mut NoTrace), &late, 1);
    assert_eq!(months[0].assumed_due, [(ClaimId(0), date(2026, 11, 23))]);
    assert_eq!(months[0].late_charges, Yen(12 + 116_348));
    // Nothing overdue, nothing lost.
    let mut paid = house.clone();
    paid.claims.as_mut().unwrap()[0].unpaid = Some(Vec::new());
    let months = waiting(&mut Cx::new(&mut NoTrace), &paid, 1);
    assert_eq!((months[0].late_charges, months[0].assumed_due.len()), (Yen::ZERO, 0));
}

const LOAN: &str = "contracted_on = 2020-06-01\nlate_rate = '14.6'\ncreditor = { name = '丙', kind = 'servicer' }\n";
const EVENTS: &str = "{ on = 2020-06-01, kind = 'advance', amount = 1_000_000 },\n\
    { on = 2023-12-31, kind = 'acceleration' },\n{ on = 2024-04-09, kind = 'payment', amount = 50_000 },\n\
    { on = 2024-07-18, kind = 'payment', amount = 30_000 }";

fn departure(fields: &str, rows: &[Row]) -> Option<Departure> {
    check(&mut Cx::new(&mut NoTrace), &household(&file(fields, EVENTS)), ClaimId(0), rows)
}

fn row(line: usize, on: &str, kind: RowKind, amount: u64, balance: u64) -> Row {
    Row {
        line,
        on: on.parse().unwrap(),
        kind,
        amount: (amount > 0).then_some(Yen(amount)),
        balance: Some(Yen(balance)),
    }
}

#[test]
fn a_statement_that_agrees_says_nothing_and_one_that_departs_says_where_and_why() {
    use RowKind::Payment;
    // 100 days: 40,000 of late charges, then 10,000 to principal: 990,000. Another 100 days: 39,600 − 30,000: 999,600.
    let fair = [row(2, "2024-04-09", Payment, 50_000, 990_000), row(3, "2024-07-18", Payment, 30_000, 999_600)];
    assert_eq!(departure(LOAN, &fair), None);
    let agrees = rows_of(&account_of(&file(LOAN, EVENTS), 0, "2024-12-31"), Counts::Principal);
    assert_eq!(departure(LOAN, &agrees), None);

    let check = |fields: &str, rows: &[Row], line: usize, difference: i128, causes: &[Cause]| {
        let found = departure(fields, rows).expect("it departs");
        assert_eq!((found.row.line, found.difference, found.causes.as_slice()), (line, Balance(difference), causes));
    };
    // 366ths: 39,890.7 → 39,890; the balance 989,890.
    check(LOAN, &[row(2, "2024-04-09", Payment, 50_000, 989_890)], 2, -110, &[Cause::DayCount]);
    // 26.2 % stated, capped at 20 %: 54,794 allowed, 71,780 charged.
    let high = LOAN.replace("14.6", "26.2");
    check(&high, &[row(2, "2024-04-09", Payment, 50_000, 1_021_780)], 2, 16_986, &[Cause::RateCap]);
    // Principal first: after the second payment 950,000 − 30,000, and 40,000 + 38,000 of charges: 998,000.
    let other = [row(2, "2024-04-09", Payment, 50_000, 990_000), row(3, "2024-07-18", Payment, 30_000, 998_000)];
    check(LOAN, &other, 3, -1_600, &[Cause::Order]);
    // The first payment is not in the statement: 200 days, 80,000, less 30,000.
    let found = departure(LOAN, &[row(2, "2024-07-18", Payment, 30_000, 1_050_000)]).unwrap();
    assert_eq!(
        (found.causes.as_slice(), found.missing),
        (&[Cause::MissingPayment][..], Some((date(2024, 4, 9), Yen(50_000))))
    );
    let unknown = [row(2, "2024-04-09", Payment, 50_000, 990_000), row(3, "2024-05-01", Payment, 1_000, 997_800)];
    check(LOAN, &unknown, 3, 1_000, &[Cause::UnknownPayment]);
    let wrong = [row(2, "2024-04-09", Payment, 50_000, 990_000), row(3, "2024-07-18", Payment, 30_000, 970_000)];
    check(LOAN, &wrong, 3, -29_600, &[Cause::Unexplained]);
    // More than the payment went off.
    let wrong = [wrong[0], row(3, "2024-07-18", Payment, 30_000, 950_000)];
    check(LOAN, &wrong, 3, -49_600, &[Cause::Arithmetic]);
}
