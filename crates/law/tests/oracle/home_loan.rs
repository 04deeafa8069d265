//! 民事再生法196条–199条: the home-loan clause.

use law::Share;
use law::acts::civil_code::period::roll;
use law::acts::civil_rehabilitation::home_loan::{
    AgeMode, ClauseFacts, MortgageHolder, OtherSecurity, clause_conditions, reschedule_limit, unwinding_deadline,
};
use law::calendar::days_later;
use law::terms::{EncumbranceKind, Lies, Purpose};
use law::words::Word;

use crate::calendar::{day_before, months_end, years_later};
use crate::days_off;
use crate::{TODAY, on_every_input, silently};

#[test]
fn reschedule_limit_by_contract_and_by_age() {
    on_every_input("home-loan.reschedule-limit", |draw| {
        let born = draw.day(1930, 75);
        let contract = if draw.flag() {
            draw.day(2020, 60)
        } else {
            // Ten years before the age limit, and some days about it.
            days_later(years_later(born, 60), draw.below(800) as u32).unwrap()
        };
        let age_mode = draw.word::<AgeMode>();
        // 199条2項2号: not more than ten years, and an age of not more than seventy.
        let by_age = match age_mode {
            AgeMode::Birthday => years_later(born, 70),
            // The last day on which one is seventy: the one whose morrow is the 71st birthday.
            AgeMode::WholeYears => day_before(years_later(born, 71)),
        };
        let slow = years_later(contract, 10).min(by_age);
        let fast = silently!(reschedule_limit, TODAY, contract, born, age_mode).unwrap().latest_last_due_on();
        assert_eq!(fast, Some(slow), "{contract}, born {born}, {age_mode:?}");
    });
}

#[test]
fn unwinding_deadline_and_its_next_working_day() {
    on_every_input("home-loan.unwinding-deadline", |draw| {
        let performed = draw.day(1990, 45);
        let file_by = months_end(performed, 6, false);
        assert_eq!(silently!(unwinding_deadline, TODAY, performed), Ok(Some(file_by)), "{performed}");
        // By the holidays that the cabinet office lists, as far as `days_off` has them.
        if days_off::LISTED.contains(&file_by.year()) {
            assert_eq!(silently!(roll, file_by), Ok(days_off::rolled(file_by)), "{performed}");
        }
    });
}

#[test]
fn clause_conditions_one_by_one() {
    on_every_input("home-loan.clause-conditions", |draw| {
        let other_security = draw.list(2, |draw| OtherSecurity {
            on: draw.word(),
            kind: draw.word(),
            home_loan: draw.once_in(4),
            ranks_behind: draw.flag(),
        });
        let mut mostly = || !draw.once_in(6);
        let (owned, main_residence, instalments, building, land, bought) =
            (mostly(), mostly(), mostly(), mostly(), mostly(), !mostly());
        let (numerator, denominator) = (draw.below(7) as u32, 1 + draw.below(6) as u32);
        let (numerator, denominator) = (numerator.min(denominator), denominator);
        let (purpose, holder) = (draw.word::<Purpose>(), draw.word::<MortgageHolder>());
        let performed = draw.flag().then(|| draw.day(2024, 2));
        let petition_on = match performed {
            Some(performed) => days_later(performed, 175 + draw.below(15) as u32).unwrap(),
            None => TODAY,
        };
        let mut failing = Vec::new();
        let mut fails = |broken: bool, id: &'static str| failing.extend(broken.then_some(id));
        fails(bought, "acquired-by-subrogation");
        fails(numerator * 2 < denominator, "floor-share");
        let junior = |one: &OtherSecurity| land && one.on != Lies::Building && one.ranks_behind;
        let rights = || other_security.iter().filter(|one| one.kind != EncumbranceKind::Attachment && !one.home_loan);
        fails(rights().any(junior), "junior-security-on-land");
        fails(!building, "no-building-mortgage");
        fails(!instalments, "no-instalments");
        fails(!main_residence, "not-main-residence");
        fails(!owned, "not-owned");
        fails(holder == MortgageHolder::PersonalGuarantor, "personal-guarantor");
        fails(purpose == Purpose::Other, "purpose");
        fails(rights().any(|one| one.on != Lies::Land), "security-on-building");
        let late = performed.is_some_and(|performed| petition_on > months_end(performed, 6, false));
        fails(late, "six-months-passed");
        let facts = ClauseFacts {
            owned_by_debtor: Some(owned),
            main_residence: Some(main_residence),
            own_use_floor_share: Share::new(numerator, denominator),
            purpose: Some(purpose),
            instalments: Some(instalments),
            mortgage_on_building: Some(building),
            mortgage_holder: Some(holder),
            other_security: Some(&other_security),
            mortgage_on_land: Some(land),
            acquired_by_subrogation: Some(bought),
            guarantee_performed_on: performed,
            petition_on,
        };
        let fast = silently!(clause_conditions, TODAY, &facts).unwrap();
        let words: Vec<&str> = fast.failing().into_iter().map(Word::word).collect();
        assert_eq!(words, failing, "{facts:?}");
    });
}
