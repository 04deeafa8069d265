//! A claim whose history the file tells from its advance: the planner takes it from the books, and asks for nothing twice.

mod common;

use law::Yen;
use law::trace::{Cx, NoTrace};
use plan::{Owed, Practice, Situation};

/// The loan of the ledger's worked accounts: 12,000,000 at 1.2 %, 112,000 a month, unpaid from 27 March 2024.
fn owed(as_of: &str, events: &str) -> (Owed, Owed, Yen) {
    let file = format!(
        "as_of = {as_of}\n[[person]]\nid = 'taro'\nborn = 1981-05-04\nrole = 'debtor'\n[[claim]]\nid = 'loan'\n\
         kind = 'home-loan'\ndebtor = 'taro'\ncreditor = {{ name = '甲銀行', kind = 'bank' }}\ncontracted_on = 2024-01-04\n\
         rate = '1.2'\nlate_rate = '14.6'\nmonthly_payment = 112_000\nlast_due_on = 2033-12-27\nevents = [\n\
         {{ on = 2024-01-04, kind = 'advance', amount = 12_000_000 }},\n{{ on = 2024-03-27, kind = 'missed' }},\n{events}]\n"
    );
    let house = case::read(file.as_bytes(), case::Format::Toml).unwrap_or_else(|problems| panic!("{problems:?}"));
    let practice = Practice::default();
    let situation = Situation::new(&mut Cx::new(&mut NoTrace), &house, &practice);
    let debt = &situation.debts[0];
    assert_eq!(situation.overdue, Ok(debt.owed.as_ref().unwrap().arrears()));
    (debt.owed.clone().unwrap(), debt.original.clone().unwrap(), debt.monthly.clone().unwrap())
}

fn parts(owed: Owed) -> [u64; 4] {
    [owed.principal.0, owed.overdue_principal.0, owed.overdue_interest.0, owed.late_charge.0]
}

/// The figures are worked out by hand in `crates/ledger/tests/account.rs`: 100,201 and 100,301 of principal are overdue with
/// 11,799 and 11,699 of interest and 1,763 and 401 of late charges; 11,799,900 are owed in all.
#[test]
fn arrears_come_from_the_events() {
    let (owed, original, monthly) = owed("2024-05-10", "");
    assert_eq!(parts(owed), [11_599_398, 200_502, 23_498, 2_164]);
    assert_eq!((owed, monthly), (original, Yen(112_000)));
}

/// After the acceleration all principal is due; what the schedule made due stays apart, for the clause cures that alone.
#[test]
fn the_acceleration_makes_everything_due_and_the_schedule_stays_apart() {
    let (owed, ..) = owed("2024-06-09", "{ on = 2024-05-10, kind = 'acceleration', by = 'demand' },\n");
    // A third instalment (27 May) would have fallen due: 11,599,398 × 0.001 = 11,599 of interest, 100,401 of principal.
    assert_eq!(parts(owed), [11_599_398 - 100_401, 200_502 + 100_401, 27_311, 143_762]);
}

/// The guarantor's claim is what it paid, and the original stays behind it for the unwinding (民事再生法204条1項).
#[test]
fn the_guarantors_claim_and_the_original_behind_it() {
    let events = "{ on = 2024-05-10, kind = 'acceleration', by = 'demand' },\n\
        { on = 2024-05-30, kind = 'subrogation', amount = 11_900_000, by = '乙保証' },\n";
    let (owed, original, _) = owed("2024-06-09", events);
    // 10 days on 11,900,000 at 14.6 %: 47,600.
    assert_eq!(parts(owed), [11_900_000, 0, 0, 47_600]);
    // The late charge of the original is cut twice: 20 days, 94,399.2, and 10 days, 47,199.6, after 2,164.
    assert_eq!(parts(original), [11_498_997, 300_903, 27_311, 2_164 + 94_399 + 47_199]);
}

/// A payment entered with its day changes the arrears, and nothing else has to be rewritten.
#[test]
fn a_payment_reduces_the_arrears() {
    let (owed, ..) = owed("2024-05-10", "{ on = 2024-05-10, kind = 'payment', amount = 113_763 },\n");
    // Interest 23,498 and late charges 2,164 first, over both instalments; 88,101 to the older principal.
    assert_eq!(parts(owed), [11_599_398, 200_502 - 88_101, 0, 0]);
}
