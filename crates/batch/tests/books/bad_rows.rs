//! Rows with mistakes: each is told by place, the others have their answers.

use law::calendar::date;
use law::{Rate, Share, Yen};
use portfolio::table::{Claim, Household, OverdueInstalment, Past};

use crate::{Folder, rows};

/// Runs a book in which the third row was changed: the line of the errors file is what is expected.
fn check(change: impl Fn(&mut Household), expect: &str) {
    let folder = Folder::new();
    let mut book = rows(6);
    change(&mut book[2]);
    folder.write(&book);
    for input in ["book.parquet", "tables"] {
        let totals = batch::job::run(&folder.job(input)).unwrap();
        let errors = folder.text("errors.csv");
        assert_eq!((totals.rows, totals.failed), (6, 1), "{input}: {errors}");
        assert!(
            errors.lines().skip(1).any(|line| line.starts_with("3,") && line.contains(expect)),
            "{expect}: {errors}"
        );
    }
}

fn loan(house: &mut Household) -> &mut Claim {
    &mut house.claims.as_mut().unwrap()[0]
}

#[test]
fn what_must_be_there_and_is_not_is_named() {
    check(|row| row.debtor_born = None, "debtor_born,missing");
    check(|row| row.as_of = None, "as_of,missing");
    check(|row| loan(row).kind = None, "claims[0].kind,missing");
    check(
        |row| loan(row).unpaid = Some(vec![OverdueInstalment { due: None, principal: Some(Yen(1)), interest: None }]),
        // In a cell of text an entry without a field has too few of them.
        "claims[0].unpaid",
    );
    check(
        |row| {
            row.past = Some(Past::Discharge);
            row.past_final_on = None;
        },
        "past_final_on,missing",
    );
    check(
        |row| {
            row.own_share = Share::new(1, 2);
            row.co_owner = None;
        },
        "co_owner,missing",
    );
}

#[test]
fn amounts_and_rates_of_another_unit_are_told_apart_from_facts() {
    check(|row| row.home_value = Some(Yen(2_400)), "home_value,implausible-amount,\"home_value is ¥2,400");
    check(|row| loan(row).principal = Some(Yen(3_000)), "claims[0].principal,implausible-amount");
    check(|row| loan(row).rate = Some(Rate::from_units(147_500_000)), "claims[0].rate,implausible-rate");
    check(|row| loan(row).rate = Some(Rate::from_units(1_475_000_000_000)), "claims[0].rate,implausible-rate");
}

#[test]
fn days_that_contradict_are_told() {
    check(|row| loan(row).contracted_on = Some(date(2027, 1, 1)), "claims[0].contracted_on,after-as-of");
    check(|row| loan(row).last_due_on = Some(date(1999, 1, 1)), "claims[0].last_due_on,date-order");
    check(|row| loan(row).last_due_on = Some(date(2099, 1, 1)), "claims[0].last_due_on,implausible-year");
    check(|row| row.petition_on = Some(date(2035, 1, 1)), "petition_on,petition-far");
}

#[test]
fn references_and_words_that_name_nothing_are_told() {
    check(|row| row.refusal_grounds = Some("gambling".to_string()), "refusal_grounds,unknown-word");
    check(|row| row.lives_in = Some("Tokyo".to_string()), "lives_in,bad-place");
    check(
        |row| {
            let title_retained_by = Some("car".to_string());
            let kind = Some(case::AssetKind::Car);
            row.assets = Some(vec![portfolio::table::Asset { kind, value: Some(Yen(5)), title_retained_by }]);
        },
        "assets[0].title_retained_by,unknown-reference",
    );
    check(|row| row.owns_home = Some(false), "owns_home,rank-without-home");
}

#[test]
fn a_household_that_stands_twice_is_answered_once() {
    let folder = Folder::new();
    let mut book = rows(6);
    book[4].id = Some("SYNTH-000000002".to_string());
    folder.write(&book);
    let totals = batch::job::run(&folder.job("book.parquet")).unwrap();
    assert_eq!((totals.rows, totals.failed), (6, 1));
    let errors = folder.text("errors.csv");
    assert!(errors.contains("5,SYNTH-000000002,id,repeated-id") && errors.contains("entry 2"), "{errors}");
}

/// With nothing but what must be there, everything else is unknown, and that is an answer.
#[test]
fn a_row_that_says_next_to_nothing_has_an_answer() {
    let folder = Folder::new();
    let bare = Household {
        id: Some("1".to_string()),
        as_of: Some(date(2026, 11, 22)),
        debtor_born: Some(date(1981, 5, 4)),
        ..Household::default()
    };
    folder.write(&[bare]);
    let job = batch::job::Job { out: Some(folder.path("out.csv")), ..folder.job("book.parquet") };
    let totals = batch::job::run(&job).unwrap();
    assert_eq!((totals.rows, totals.failed), (1, 0));
    assert!(folder.text("out.csv").contains("unknown unknown"), "{}", folder.text("out.csv"));
}
