//! The living cost worked out a second time, straight from the text of the parameter file and by plain search, for
//! random households in every municipality.

use law::acts::civil_rehabilitation::disposable_income::{
    Dwelling, LivingCost, LivingCostFacts, aged_on, disposable_income, living_cost,
};
use law::acts::civil_rehabilitation::living_costs::HousingRow;
use law::acts::civil_rehabilitation::municipality::{Municipality, municipalities};
use law::acts::civil_rehabilitation::yearly_income::PerYear;
use law::calendar::{Date, date};
use law::trace::{Cx, NoTrace};
use law::{Yen, calendar::days_later};
use proptest::prelude::*;
use toml::{Table, Value};

const TEXT: &str = include_str!("../../../parameters/living-costs-2001-50.toml");

/// What is worked out a second time here.
const RULE: &str = "civil-rehabilitation.disposable-income";

struct Household {
    place: &'static Municipality,
    /// Dependants in dwellings apart, each with its rent a year.
    apart: Vec<(&'static Municipality, Vec<Date>, u64)>,
    born: Vec<Date>,
    owns_home: bool,
    home_loan: bool,
    cost: u64,
    gross: u64,
    earned: bool,
}

fn whole(table: &Value, key: &str) -> Option<u64> {
    table.get(key).and_then(Value::as_integer).and_then(|number| u64::try_from(number).ok())
}

fn heads_key(heads: usize) -> &'static str {
    ["persons_1", "persons_2", "persons_3", "persons_4_or_more"][heads.min(4) - 1]
}

/// Birthdays counted one by one; nobody here is born on 29 February.
fn age_on(born: Date, april: Date) -> u64 {
    (1..=200).take_while(|years| date(born.year() + years, born.month(), born.day()) <= april).count() as u64
}

/// What a dwelling costs by the tables: each of its people, the household, the winter, the housing table's amount (2条–5条).
fn of_dwelling(table: &Table, place: &Municipality, born: &[Date], april: Date) -> [u64; 4] {
    let class = format!("class_{}", place.class.number());
    let heads = born.len();
    let mut personal = 0;
    for born in born {
        let age = age_on(*born, april);
        let rows = table["personal"][&class].as_array().unwrap();
        let row = rows.iter().find(|row| {
            whole(row, "age_from").unwrap() <= age && whole(row, "age_to").is_none_or(|age_to| age <= age_to)
        });
        personal += whole(row.unwrap(), "yen").unwrap();
    }
    let prefecture = place.prefecture;
    let named = |grade: &u32| {
        let list = table["winter_grade"][&format!("grade_{grade}")].as_array().unwrap();
        list.iter().any(|name| name.as_str() == Some(prefecture))
    };
    let grade = (1..=5).find(named).unwrap_or(6);
    let winter = &table["winter"][&class];
    let winter = winter.get("any_grade").unwrap_or_else(|| &winter[&format!("grade_{grade}")]);
    let has = |row: &Value, key: &str, wanted: &str| {
        row.get(key).and_then(Value::as_array).map(|list| list.iter().any(|name| name.as_str() == Some(wanted)))
    };
    let number = i64::from(place.class.number());
    let mut rows = table["housing"].as_array().unwrap().iter().filter(|row| {
        row["prefecture"].as_str() == Some(prefecture)
            && row["classes"].as_array().unwrap().contains(&Value::Integer(number))
            && has(row, "cities", place.name) != Some(false)
            && has(row, "except", place.name) != Some(true)
    });
    let row = rows.next().unwrap();
    assert!(rows.next().is_none());
    let housing = match heads {
        1 => whole(row, "persons_1"),
        2..=6 => whole(row, "persons_2_to_6"),
        _ => whole(row, "persons_7_or_more"),
    };
    let household = whole(&table["household"][&class], heads_key(heads)).unwrap();
    [personal, household, whole(winter, heads_key(heads)).unwrap(), housing.unwrap()]
}

fn slow(table: &Table, household: &Household, april: Date) -> LivingCost {
    let [mut personal, mut of_household, mut winter, of_table] =
        of_dwelling(table, household.place, &household.born, april);
    let mut housing = match (household.owns_home, household.home_loan) {
        (true, false) => 0,
        _ => of_table.min(household.cost),
    };
    for (place, born, rent) in &household.apart {
        let [people, heads, cold, of_table] = of_dwelling(table, place, born, april);
        personal += people;
        of_household += heads;
        winter += cold;
        housing += of_table.min(*rent);
    }
    let number = i64::from(household.place.class.number());
    let work = table["work"].as_array().unwrap().iter().find(|row| {
        row["classes"].as_array().unwrap().contains(&Value::Integer(number))
            && whole(row, "income_from").unwrap() <= household.gross
            && whole(row, "income_below").is_none_or(|below| household.gross < below)
    });
    let work = if household.earned { whole(work.unwrap(), "yen").unwrap() } else { 0 };
    LivingCost {
        personal: Yen(personal),
        household: Yen(of_household),
        winter: Yen(winter),
        housing: Yen(housing),
        work: Yen(work),
    }
}

/// 2条2項: the first 1 April on or after the day on which the plan is submitted, looked for day by day.
fn next_april(submitted: Date) -> Date {
    let is_first_april = |day: &Date| (day.month(), day.day()) == (4, 1);
    (0..366).filter_map(|days| days_later(submitted, days)).find(is_first_april).unwrap()
}

fn check(table: &Table, household: &Household, submitted: Date) {
    let april = next_april(submitted);
    let apart: Vec<Dwelling<'_>> = household
        .apart
        .iter()
        .map(|(place, born, rent)| Dwelling {
            class: place.class,
            housing_row: HousingRow::of(place),
            residents: born,
            housing_cost_yearly: Yen(*rent),
        })
        .collect();
    let facts = LivingCostFacts {
        aged_on: aged_on(submitted).unwrap(),
        class: household.place.class,
        housing_row: HousingRow::of(household.place),
        debtor_born: household.born[0],
        dependants: &household.born[1..],
        apart: &apart,
        owns_home: household.owns_home,
        home_loan: household.home_loan,
        housing_cost_yearly: Yen(household.cost),
        gross_yearly: Yen(household.gross),
        earned: household.earned,
    };
    let fast = living_cost(&mut Cx::new(&mut NoTrace), submitted, &facts).unwrap();
    let slow = slow(table, household, april);
    assert_eq!(fast, slow, "{RULE}: {}{}", household.place.prefecture, household.place.name);
    // 241条2項7号: what the net income leaves above the living cost, for two years.
    let cost = slow.personal.0 + slow.household.0 + slow.winter.0 + slow.housing.0 + slow.work.0;
    let net = household.gross * 4 / 5 + household.cost;
    let income = disposable_income(&mut Cx::new(&mut NoTrace), submitted, &facts, PerYear::whole(Yen(net))).unwrap();
    let left = net.saturating_sub(cost);
    assert_eq!((income.disposable.0, income.two_years.0), (left, left * 2));
}

#[test]
fn a_family_in_every_municipality() {
    let table: Table = TEXT.parse().unwrap();
    for (index, place) in municipalities().iter().enumerate() {
        let born = (0..=index % 8)
            .map(|person| days_later(date(1955, 4, 1), ((index * 7 + person * 13) % 70 * 365) as u32).unwrap())
            .collect();
        let gross = 1_900_000 + 100_000 * (index as u64 % 9);
        let household = Household {
            place,
            apart: Vec::new(),
            born,
            owns_home: true,
            home_loan: true,
            cost: 1_000_000,
            gross,
            earned: true,
        };
        check(&table, &household, date(2027, 2, 1));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100_000))]
    #[test]
    fn random_households_in_random_places(
        place in 0..1_741usize,
        days in prop::collection::vec(0u32..36_000, 1..10),
        submitted in 0u32..3_650,
        (owns_home, home_loan, earned) in any::<(bool, bool, bool)>(),
        cost in 0u64..1_200_000,
        gross in 0u64..4_000_000,
        apart in prop::collection::vec((0..1_741usize, prop::collection::vec(0u32..36_000, 1..4), 0u64..900_000), 0..3),
    ) {
        thread_local!(static TABLE: Table = TEXT.parse().unwrap());
        let submitted = days_later(date(2027, 1, 1), submitted).unwrap();
        let born = |days: Vec<u32>| -> Vec<Date> {
            let day = |days| days_later(date(1928, 1, 1), days).unwrap();
            let day = |days| if (day(days).month(), day(days).day()) == (2, 29) { day(days + 1) } else { day(days) };
            days.into_iter().map(day).collect()
        };
        let apart = apart.into_iter().map(|(place, days, rent)| (&municipalities()[place], born(days), rent)).collect();
        let place = &municipalities()[place];
        let household = Household { place, apart, born: born(days), owns_home, home_loan, cost, gross, earned };
        TABLE.with(|table| check(table, &household, submitted));
    }
}
