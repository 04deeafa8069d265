//! Accounts worked out by hand.

mod common;

use case::{ClaimId, Order};
use common::{account_of, account_on, balances, file, household};
use law::calendar::date;
use law::trace::{Cx, NoTrace};
use law::{Balance, Yen};
use ledger::orders::{OtherOrder, other_orders};
use ledger::{Booking, Entry};

/// 12,000,000 at 1.2 % with a payment that makes each step plain. Month 1: interest 12,000,000 × 0.001 = 12,000; principal 112,000 − 12,000 = 100,000. Month 2: 11,900; 100,100.
const LOAN: &str = "contracted_on = 2024-01-04\nrate = '1.2'\nlate_rate = '14.6'\nmonthly_payment = 112_000\n\
    last_due_on = 2033-12-27\n";

#[test]
fn instalments_fall_due_and_bear_late_charges_one_by_one() {
    // 2024-03-27 (Wednesday) and 2024-04-30 (27 April is a Saturday, 28 a Sunday, 29 a holiday).
    let events = "{ on = 2024-01-04, kind = 'advance', amount = 12_000_000 },\n{ on = 2024-03-27, kind = 'missed' },";
    let account = account_on(LOAN, events, "2024-05-10");
    let book = &account.original;
    assert_eq!(book.lines[1].entry, Entry::Booking(Booking::Presumed));
    // Two instalments (29 January for the 27th, a Saturday; 27 February) are taken as paid: 200,100 of principal.
    assert_eq!(book.lines[1].credited.principal, Yen(200_100));
    // Third: interest 11,799.9 → 11,799, principal 100,201. Fourth: 11,699,699 left: interest 11,699; principal 100,301.
    let dues: Vec<(jiff::civil::Date, Yen, Yen)> =
        book.overdue.iter().map(|part| (part.due, part.principal, part.interest)).collect();
    assert_eq!(dues, [(date(2024, 3, 27), Yen(100_201), Yen(11_799)), (date(2024, 4, 30), Yen(100_301), Yen(11_699)),]);
    // 44 days: 100,201 × 0.146 × 44 / 365 = 1,763.5…; 10 days: 100,301 × 0.146 × 10 / 365 = 401.2.
    assert_eq!(book.overdue.iter().map(|part| part.late_charge).collect::<Vec<_>>(), [Yen(1_763), Yen(401)]);
    assert_eq!(balances(&account), [0, 23_498, 2_164, 11_799_900]);
    // The next instalment is not due on the 26th, and is on the 27th.
    assert_eq!(account_on(LOAN, events, "2024-05-26").original.overdue.len(), 2);
    assert_eq!(account_on(LOAN, events, "2024-05-27").original.overdue.len(), 3);
}

#[test]
fn the_jhf_charges_the_whole_instalment() {
    let events = "{ on = 2024-01-04, kind = 'advance', amount = 12_000_000 },\n{ on = 2024-03-27, kind = 'missed' },";
    let jhf = format!("{LOAN}creditor = {{ name = '住宅金融支援機構', kind = 'jhf' }}\n");
    // 112,000 × 0.146 × 23 / 365 = 1,030.4.
    assert_eq!(balances(&account_on(&jhf, events, "2024-04-19"))[2], 1_030);
}

#[test]
fn after_the_acceleration_all_principal_bears_late_charges() {
    let events = "{ on = 2024-01-04, kind = 'advance', amount = 12_000_000 },\n{ on = 2024-03-27, kind = 'missed' },\n\
        { on = 2024-05-10, kind = 'acceleration', by = 'demand' },";
    // On the day itself: as above, and interest by the day on what was not due, 11,599,398 × 0.012 × 10 / 365 = 3,813.5.
    assert_eq!(balances(&account_on(LOAN, events, "2024-05-10")), [0, 27_311, 2_164, 11_799_900]);
    // 30 days on 11,799,900: × 0.146 × 30 / 365 = 141,598.8.
    assert_eq!(balances(&account_on(LOAN, events, "2024-06-09")), [0, 27_311, 143_762, 11_799_900]);
}

const DUE: &str = "contracted_on = 2020-04-01\nlate_rate = '14.6'\nrate = '3'\n";
const LENT: &str = "{ on = 2020-04-01, kind = 'advance', amount = 1_000_000 },\n\
    { on = 2021-03-31, kind = 'acceleration', by = 'contract' },\n";

#[test]
fn a_payment_goes_to_costs_interest_late_charges_then_principal() {
    // 364 days at 3 %: 1,000,000 × 0.03 × 364 / 365 = 29,917.8. Then 100 days at 14.6 %: 40,000.
    let history = format!(
        "{LENT}{{ on = 2021-06-01, kind = 'suit-filed', amount = 10_000 }},\n\
        {{ on = 2021-07-09, kind = 'payment', amount = 60_000 }},"
    );
    let account = account_on(DUE, &history, "2021-07-09");
    // 60,000: costs 10,000, interest 29,917, late charges 20,083.
    assert_eq!(balances(&account), [0, 0, 19_917, 1_000_000]);
    let line = account.original.lines.last().unwrap();
    assert_eq!(line.credited.total(), Yen(60_000));
    assert_eq!(line.other_order.unwrap().principal, Yen(60_000));
    assert!(line.provisions.iter().any(|provision| provision.to_string() == "民法489条"));
    // By agreement principal first.
    let agreed = format!("{DUE}appropriation = 'principal-first'\n");
    assert_eq!(balances(&account_on(&agreed, &history, "2021-07-09")), [10_000, 29_917, 40_000, 940_000]);
}

#[test]
fn a_rate_above_the_cap_is_cut_and_said() {
    // 20 % for a lender in business, 7条; 365 days on 1,000,000.
    let account = account_on(&DUE.replace("14.6", "26.2"), LENT, "2022-03-31");
    assert_eq!(balances(&account)[2], 200_000);
    assert!(account.notes.iter().any(|note| note.key == "ledger.note.late-capped"));
    let line = account.original.lines.last().unwrap();
    assert!(line.provisions.iter().any(|provision| provision.to_string() == "利息制限法7条"));
}

#[test]
fn a_settlement_freezes_late_charges_and_its_failure_brings_them_back() {
    let settled = format!(
        "{LENT}{{ on = 2021-07-09, kind = 'settlement', amount = 800_000 }},\n\
        {{ on = 2021-10-17, kind = 'payment', amount = 300_000 }},\n"
    );
    // Frozen at 40,000; the payment goes to principal.
    let account = account_on(DUE, &settled, "2022-01-25");
    assert_eq!(balances(&account), [0, 29_917, 40_000, 700_000]);
    // 100 days on 1,000,000: 40,000; 100 days on 700,000: 28,000.
    assert_eq!(account.original.frozen, Yen(68_000));
    let failed = format!("{settled}{{ on = 2022-01-25, kind = 'settlement-failed' }},");
    assert_eq!(balances(&account_on(DUE, &failed, "2022-01-25")), [0, 29_917, 108_000, 700_000]);
    let kept = format!("{settled}{{ on = 2022-01-25, kind = 'payment', amount = 500_000 }},");
    let account = account_on(DUE, &kept, "2022-12-31");
    assert_eq!((balances(&account), account.closed_on), ([0, 0, 0, 0], Some(date(2022, 1, 25))));
    assert_eq!(account.original.lines.last().unwrap().entry, Entry::Booking(Booking::Released));
}

#[test]
fn a_subrogation_makes_two_linked_claims_and_a_payment_reduces_both() {
    let history = format!(
        "{LENT}{{ on = 2021-07-09, kind = 'subrogation', amount = 1_069_917, by = '甲保証' }},\n\
        {{ on = 2021-10-17, kind = 'payment', amount = 100_000 }},"
    );
    let account = account_on(DUE, &history, "2021-10-17");
    let reimbursement = account.reimbursement.as_ref().unwrap();
    // 100 days on 1,069,917 at 14.6 %: 42,796.68. 100,000 − 42,796 = 57,204 to the amount paid.
    assert_eq!(reimbursement.balances.principal, Yen(1_069_917 - 57_204));
    assert_eq!(reimbursement.balances.late_charge, Yen::ZERO);
    // The original: 29,917 interest, 40,000 + 40,000 late; 100,000 leaves 9,917.
    assert_eq!(
        (account.original.balances.late_charge, account.original.balances.principal),
        (Yen(9_917), Yen(1_000_000))
    );
    assert_eq!((account.original.holder.as_deref(), account.subrogated_on), (Some("甲保証"), Some(date(2021, 7, 9))));
    assert_eq!(account.owed(), reimbursement.balances);
}

#[test]
fn money_that_is_not_owed_yet_is_held_and_used() {
    let events = "{ on = 2024-01-04, kind = 'advance', amount = 12_000_000 },\n\
        { on = 2024-01-26, kind = 'payment', amount = 112_000 },\n{ on = 2024-02-20, kind = 'payment', amount = 50_000 },";
    let account = account_on(LOAN, events, "2024-01-29");
    assert_eq!(balances(&account), [0, 0, 0, 11_900_000]);
    // 112,000 − 50,000 is missing of the second: interest (11,900) first, so 38,100 of principal is paid.
    let account = account_on(LOAN, events, "2024-02-27");
    assert_eq!(balances(&account), [0, 0, 0, 11_900_000 - 38_100]);
    assert_eq!(account.arrears(), Yen(62_000));
}

#[test]
fn a_prepayment_leaves_fewer_instalments() {
    let events = "{ on = 2024-01-04, kind = 'advance', amount = 12_000_000 },\n\
        { on = 2024-02-01, kind = 'payment', amount = 11_850_000, component = 'principal' },";
    // After January 11,900,000; 50,000 is left; February clears it: interest 50.
    let account = account_on(LOAN, events, "2024-02-27");
    assert_eq!((balances(&account), account.closed_on), ([0, 0, 0, 0], Some(date(2024, 2, 27))));
}

#[test]
fn a_payment_for_no_named_debt_goes_over_all_debts_to_the_creditor() {
    let file = "as_of = 2021-07-09\n[[person]]\nid = 'taro'\nborn = 1981-05-04\nrole = 'debtor'\n\
        [[claim]]\nid = 'a'\nkind = 'card-loan'\ndebtor = 'taro'\ncreditor = { name = '乙銀行' }\ncontracted_on = 2020-04-01\n\
        late_rate = '14.6'\nevents = [ { on = 2020-04-01, kind = 'advance', amount = 100_000 },\n\
        { on = 2021-03-31, kind = 'acceleration' }, { on = 2021-07-09, kind = 'payment', amount = 105_000, designated = false } ]\n\
        [[claim]]\nid = 'b'\nkind = 'card-loan'\ndebtor = 'taro'\ncreditor = { name = '乙銀行' }\ncontracted_on = 2020-04-01\n\
        late_rate = '10'\nevents = [ { on = 2020-04-01, kind = 'advance', amount = 100_000 },\n\
        { on = 2021-03-31, kind = 'acceleration' } ]\n";
    // 100 days: 4,000 and 2,739. All interest first; then the principal of the higher rate: 105,000 − 6,739 = 98,261.
    let a = account_of(file, 0, "2021-07-09");
    let b = account_of(file, 1, "2021-07-09");
    assert_eq!((balances(&a), balances(&b)), ([0, 0, 0, 1_739], [0, 0, 0, 100_000]));
}

#[test]
fn figures_stated_in_the_file_are_the_beginning_where_there_is_no_advance() {
    let stated = "contracted_on = 2021-04-01\nprincipal = 31_000_000\nrate = '1.475'\nlate_rate = '14.6'\n\
        last_due_on = 2051-03-27\nmonthly_payment = 126_000\nunpaid = [ { due = 2026-08-27, principal = 87_600, interest = 38_400 },\n\
        { due = 2026-09-27, principal = 87_700, interest = 38_300 } ]\n";
    let account = account_on(stated, "{ on = 2026-09-01, kind = 'payment', amount = 1 }", "2026-10-05");
    // 39 days on 87,600: 1,366.56; 8 days on 87,700: 280.64. The payment is contained in the stated figures.
    assert_eq!(balances(&account), [0, 76_700, 1_646, 31_175_300]);
}

fn in_other_orders(fields: &str, events: &str, to: &str) -> Vec<OtherOrder> {
    let house = household(&file(fields, events));
    let account = ledger::account(&house, ClaimId(0), to.parse().unwrap());
    other_orders(&mut Cx::new(&mut NoTrace), &house, ClaimId(0), &account)
}

#[test]
fn the_whole_account_stands_in_the_other_order_beside_it() {
    let fields = "contracted_on = 2020-04-01\nlate_rate = '14.6'\n";
    let history = "{ on = 2020-04-01, kind = 'advance', amount = 1_000_000 },\n{ on = 2021-03-31, kind = 'acceleration' },\n\
        { on = 2021-07-09, kind = 'payment', amount = 50_000 },\n{ on = 2021-10-17, kind = 'payment', amount = 30_000 },";
    // Statutory: 100 days, 40,000; 10,000 to principal. 100 days on 990,000: 39,600 − 30,000 = 9,600; 100 days: 39,600.
    let account = account_on(fields, history, "2022-01-25");
    assert_eq!(balances(&account), [0, 0, 49_200, 990_000]);
    // Principal first: 40,000; 950,000, 38,000; 920,000, 36,800: 114,800 of charges beside 920,000.
    let found = in_other_orders(fields, history, "2022-01-25");
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].order, found[0].owed.late_charge), (Order::PrincipalFirst, Yen(114_800)));
    assert_eq!(found[0].owed.principal, Yen(920_000));
    let difference = found[0].difference;
    assert_eq!(
        (difference.total, difference.late_charge, difference.principal),
        (Balance(-4_400), Balance(65_600), Balance(-70_000))
    );
    // The same asked from the other side.
    let agreed = format!("{fields}appropriation = 'principal-first'\n");
    let found = in_other_orders(&agreed, history, "2022-01-25");
    assert_eq!((found.len(), found[0].order, found[0].difference.total), (1, Order::Statutory, Balance(4_400)));
    // A settlement in its own order mixes them: both pure orders stand beside it.
    let mixed = history
        .replace("{ on = 2021-10-17", "{ on = 2021-08-01, kind = 'settlement', amount = 900_000 },\n{ on = 2021-10-17");
    let orders: Vec<Order> = in_other_orders(fields, &mixed, "2022-01-25").iter().map(|other| other.order).collect();
    assert_eq!(orders, [Order::Statutory, Order::PrincipalFirst]);
    // Nothing was paid short: nothing to compare. A history that contradicts itself has no other.
    let nothing = history.split(",\n").take(2).collect::<Vec<_>>().join(",\n");
    assert!(in_other_orders(fields, &nothing, "2022-01-25").is_empty());
    let again = format!("{history}{{ on = 2021-12-01, kind = 'acceleration' }},");
    assert!(in_other_orders(fields, &again, "2022-01-25").is_empty());
}

#[test]
fn a_distribution_of_the_court_keeps_its_order_in_both() {
    let fields = "contracted_on = 2020-04-01\nlate_rate = '14.6'\n";
    let history = "{ on = 2020-04-01, kind = 'advance', amount = 1_000_000 },\n{ on = 2021-03-31, kind = 'acceleration' },\n\
        { on = 2021-04-01, kind = 'auction-commenced' },\n{ on = 2021-07-09, kind = 'sale-proceeds', amount = 500_000 },";
    assert!(in_other_orders(fields, history, "2022-01-25").is_empty());
    // The auction ends on the day of the distribution, or before it.
    for ends in ["2021-07-09", "2021-06-01"] {
        let ended = format!("{history}{{ on = {ends}, kind = 'auction-completed' }},");
        assert!(in_other_orders(fields, &ended, "2022-01-25").is_empty(), "{ends}");
    }
    // A sale of the debtor's own is a payment as any other.
    let sale = history.replace("{ on = 2021-04-01, kind = 'auction-commenced' },\n", "");
    assert_eq!(in_other_orders(fields, &sale, "2022-01-25").len(), 1);
}

#[test]
fn a_payment_that_names_one_of_several_debts_designates_it() {
    let one = "contracted_on = 2020-04-01\nlate_rate = '14.6'\ncreditor = { name = '乙銀行' }\n";
    let reason = |file: &str| {
        let account = account_of(file, 0, "2021-07-09");
        let line = account.original.lines.iter().find(|line| {
            line.reason.key.starts_with("ledger.reason.") && line.entry == Entry::Event(case::EventKind::Payment)
        });
        let line = line.unwrap();
        (line.reason.key, line.provisions[0].to_string())
    };
    let alone = file(one, &format!("{LENT}{{ on = 2021-07-09, kind = 'payment', amount = 5_000 }}"));
    assert_eq!(reason(&alone), ("ledger.reason.statutory", "民法488条4項".to_string()));
    let other = "[[claim]]\nid = 'b'\nkind = 'card-loan'\ndebtor = 'taro'\ncreditor = { name = '乙銀行' }\n";
    assert_eq!(reason(&format!("{alone}{other}")), ("ledger.reason.designated", "民法488条1項".to_string()));
}

#[test]
fn what_an_auction_brought_is_never_passed_over_in_silence() {
    let noted = |last: &str| {
        let auction = format!("{LENT}{{ on = 2022-01-11, kind = 'auction-commenced' }},\n{last}");
        let account = account_on(DUE, &auction, "2023-04-01");
        account.notes.iter().filter(|note| note.key == "ledger.note.proceeds-apart").count()
    };
    let ended = "{ on = 2022-12-20, kind = 'auction-completed', amount = 600_000 },";
    assert_eq!(noted(ended), 1);
    assert_eq!(noted(&ended.replace(", amount = 600_000", "")), 0);
    assert_eq!(noted(&format!("{ended}\n{{ on = 2023-01-30, kind = 'sale-proceeds', amount = 600_000 }},")), 0);
}
