//! What a case file says and what the household then is.

use case::{ClaimId, Format, Household, PersonId, read};
use law::calendar::date;
use law::{Share, Yen};

const FULL: &str = include_str!("full.toml");

fn household(text: &str) -> Household {
    read(text.as_bytes(), Format::Toml).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

#[test]
fn every_field_arrives() {
    let household = household(FULL);
    assert_eq!(household.debtor, PersonId(0));
    assert_eq!(household.people[0].born, Some(date(1981, 5, 4)));
    assert_eq!(household.people[0].past.as_ref().unwrap()[0].final_on.day, date(2012, 3, 1));
    assert_eq!(household.lives_in.as_ref().unwrap().municipality.as_deref(), Some("八王子市"));
    let home = &household.homes.as_ref().unwrap()[0];
    assert_eq!(home.owners.as_ref().unwrap()[1].share, Share::new(1, 10).unwrap());
    assert_eq!((home.value.unwrap().low, home.value.unwrap().rough), (Yen(20_000_000), true));
    assert_eq!(home.value_on.unwrap().day, date(2026, 10, 30));
    let encumbrances = home.encumbrances.as_ref().unwrap();
    assert_eq!((encumbrances[0].claim, encumbrances[1].claim), (Some(ClaimId(0)), None));
    let (_, loan) = household.claims().next().unwrap();
    assert_eq!(loan.rate.unwrap().to_string(), "1.475");
    assert_eq!(loan.late_rate.unwrap().to_string(), "14.6");
    let mandate = loan.mandate_contracted_on.unwrap();
    assert_eq!((mandate.day, mandate.rough), (date(2021, 4, 30), true));
    assert_eq!(loan.unpaid.as_ref().unwrap()[1].due, date(2026, 9, 30));
    assert_eq!(household.rough.iter().filter(|fact| fact.field == "unpaid").count(), 2);
    // Events come oldest first, whatever their order in the file.
    assert_eq!(loan.events[0].on.day, date(2026, 10, 5));
    assert_eq!(loan.events[3].by.as_deref(), Some("B債権回収"));
    assert_eq!(household.assets.as_ref().unwrap()[0].title_retained_by, Some(ClaimId(2)));
    assert_eq!(household.auction.unwrap().bids_open_on, Some(date(2027, 4, 14)));
}

#[test]
fn what_is_left_out_is_unknown_and_what_is_empty_is_none() {
    let least = "as_of = 2026-11-22\n[[person]]\nid = \"a\"\nborn = 1981-05-04\nrole = \"debtor\"\n";
    let household = household(least);
    assert_eq!((household.petition_on, household.petition_stated), (date(2026, 11, 22), false));
    assert_eq!(household.wishes.horizon_months, 120);
    assert!(household.claims.is_none() && household.assets.is_none() && household.homes.is_none());
    assert_eq!(self::household(&format!("asset = []\n{least}")).assets, Some(vec![]));
}
