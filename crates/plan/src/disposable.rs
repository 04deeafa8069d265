//! Two years of disposable income (民事再生法241条2項7号) from the household's facts.

use case::{Household, IncomeChange, IncomeKind, IncomeYear};
use law::acts::civil_rehabilitation::disposable_income::{Dwelling, LivingCostFacts, aged_on, disposable_income};
use law::acts::civil_rehabilitation::living_costs::{HousingRow, RegionClass, housing_row};
use law::acts::civil_rehabilitation::municipality::Municipality;
use law::acts::civil_rehabilitation::yearly_income::{IncomeFacts, IncomeSince, PerYear, yearly_income};
use law::calendar::month_end;
use law::message::Message;
use law::provision::{CIVIL_REHABILITATION, LIVING_COST_DECREE, Provision};
use law::verdict::FactName;
use law::{Cx, Date, Share, Trace, Yen, message};
use smallvec::SmallVec;

use crate::formula::formulas;
use crate::home::HomeOutcome;
use crate::known::{Known, Lacking, all, both, few, glance, known, look};
use crate::situation::Situation;
use crate::stream::worst_month;
use crate::switch::PromotedCity;

formulas! {
    TWO_YEARS = "route.two-year-disposable", "可処分所得の2年分", "two years of disposable income", Law, [CIVIL_REHABILITATION "241/2/7"];
}

/// Gross and net income of a year, and whether it is earned by work.
#[derive(Clone, Copy, Debug)]
struct YearlyIncome {
    gross: PerYear,
    net: PerYear,
    earned: bool,
}

/// What does not depend on the choice for the home.
#[derive(Clone, Debug)]
pub(crate) struct Facts {
    place: &'static Municipality,
    born: Date,
    dependants: SmallVec<[Date; 6]>,
    apart: Vec<Apart>,
    income: YearlyIncome,
}

/// A dwelling of dependants apart from the household's.
#[derive(Clone, Debug)]
struct Apart {
    place: &'static Municipality,
    residents: Vec<Date>,
    rent_yearly: Yen,
}

fn facts<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>) -> Known<Facts> {
    let supported = supported(s);
    let people = both(born(s), look(&supported).map(|supported| together(supported)));
    let apart = look(&supported).and_then(|supported| apart(supported));
    let ((place, (born, dependants)), (apart, income)) = both(both(place(s), people), both(apart, income(cx, s)))?;
    Ok(Facts { place, born, dependants, apart, income })
}

/// What a plan for salaried workers must pay at least by this test.
pub(crate) fn two_years<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>, home: &HomeOutcome) -> Known<Yen> {
    let housing = housing_cost(s, home);
    // All that depends on what becomes of the home; forms of it often agree in it.
    let dwelling = housing.as_ref().ok().filter(|_| !T::ON).map(|housing| (home.kept, *housing));
    if let Some(known) = s.two_years.borrow().iter().find(|known| Some(known.0) == dwelling) {
        return glance::<T, _>(&known.1).copied();
    }
    let two_years = work_out(cx, s, home.kept, housing);
    let Some(dwelling) = dwelling else { return two_years };
    let found = glance::<T, _>(&two_years).copied();
    s.two_years.borrow_mut().push((dwelling, two_years));
    found
}

fn work_out<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>, kept: bool, housing: Known<Yen>) -> Known<Yen> {
    cx.figure("two_year_disposable", &TWO_YEARS, |cx| {
        let fresh;
        let facts = if T::ON {
            fresh = facts(cx, s);
            &fresh
        } else {
            s.disposable.get_or_init(|| facts(cx, s))
        };
        let (Facts { place, born, dependants, apart, income }, housing_cost_yearly) = both(look(facts), housing)?;
        let submitted_on = submitted_on(cx, s)?;
        let aged_on = aged_on(submitted_on).ok_or_else(|| Lacking::fact(FactName::of("", "petition_on")))?;
        let apart: SmallVec<[Dwelling<'_>; 2]> = apart
            .iter()
            .map(|dwelling| Dwelling {
                class: region(s, dwelling.place).0,
                housing_row: region(s, dwelling.place).1,
                residents: &dwelling.residents,
                housing_cost_yearly: dwelling.rent_yearly,
            })
            .collect();
        let (class, housing_row) = region(s, place);
        let facts = LivingCostFacts {
            aged_on,
            class,
            housing_row,
            debtor_born: *born,
            dependants,
            apart: &apart,
            owns_home: kept,
            home_loan: kept && s.home_loans().next().is_some(),
            housing_cost_yearly,
            gross_yearly: income.gross.rounded_down(),
            earned: income.earned,
        };
        Ok(disposable_income(cx, s.house.petition_on, &facts, income.net)?.two_years)
    })
}

/// The class of a place and its row of the housing table, by the reading that was chosen for towns that became cities.
fn region(s: &Situation<'_>, place: &'static Municipality) -> (RegionClass, &'static HousingRow) {
    let by_name = || housing_row(place.prefecture, RegionClass::UNLISTED, Some(place)).ok();
    match s.practice.promoted_city {
        PromotedCity::ByName if place.needs_check() => {
            by_name().map_or((place.class, HousingRow::of(place)), |row| (RegionClass::UNLISTED, row))
        }
        _ => (place.class, HousingRow::of(place)),
    }
}

static REGIONS: Provision = Provision::new(LIVING_COST_DECREE, "7");

/// What to know where the class of the place is a matter of reading.
pub(crate) fn class_note(s: &Situation<'_>) -> Option<Message> {
    let place = place(s).ok().filter(|place| place.needs_check())?;
    let reading = s.practice.promoted_city;
    Some(message!("risk.promoted-city", place = place.name.to_string(), reading = reading, article = REGIONS))
}

fn place(s: &Situation<'_>) -> Known<&'static Municipality> {
    known_place(s.house.lives_in.as_ref(), FactName::of("", "lives_in"))
}

fn known_place(place: Option<&case::Place>, fact: FactName) -> Known<&'static Municipality> {
    let found = place.and_then(case::Place::listed);
    found.ok_or_else(|| Lacking::fact(fact))
}

fn born(s: &Situation<'_>) -> Known<Date> {
    let debtor = s.house.debtor;
    known(s.house.person(debtor).born, FactName::at("person", debtor.0, "born"))
}

/// Persons with their places in the file and days of birth.
type Born<'s> = SmallVec<[(usize, &'s case::Person, Date); 6]>;

/// Those whom the debtor supports.
fn supported<'s>(s: &Situation<'s>) -> Known<Born<'s>> {
    let house = s.house;
    let others = house.people.iter().enumerate().filter(|(place, _)| *place != house.debtor.0);
    let supported = all(others.map(|(place, person)| {
        let supported = known(person.supported, FactName::at("person", place, "supported"))?;
        let born = || known(person.born, FactName::at("person", place, "born"));
        if supported { Ok(Some((place, person, born()?))) } else { Ok(None) }
    }))?;
    Ok(supported.into_iter().flatten().collect())
}

/// The days of birth of those who live with the debtor.
fn together(supported: &Born<'_>) -> SmallVec<[Date; 6]> {
    let together = supported.iter().filter(|(_, person, _)| person.lives_apart_in.is_none());
    together.map(|(.., born)| *born).collect()
}

/// The dwellings of the others: one for each place that is named. A rent that nobody states is asked for.
fn apart(supported: &Born<'_>) -> Known<Vec<Apart>> {
    let mut dwellings: Vec<(&case::Place, usize, Vec<Date>, Option<Yen>)> = Vec::new();
    for &(at, person, born) in supported {
        let Some(place) = &person.lives_apart_in else { continue };
        let rent = person.rent_apart.map(|rent| rent.likely.times(12));
        match dwellings.iter_mut().find(|(known, ..)| *known == place) {
            Some((.., residents, of_all)) => {
                residents.push(born);
                *of_all = rent.map_or(*of_all, |rent| Some(of_all.unwrap_or(Yen::ZERO) + rent));
            }
            None => dwellings.push((place, at, vec![born], rent)),
        }
    }
    all(dwellings.into_iter().map(|(place, at, residents, rent)| {
        let place = known_place(Some(place), FactName::at("person", at, "lives_apart_in"));
        let (place, rent_yearly) = both(place, known(rent, FactName::at("person", at, "rent_apart")))?;
        Ok(Apart { place, residents, rent_yearly })
    }))
}

/// 241条2項7号: each income of the debtor's by the rule of its own. ハ: half of two years. イ, ロ: where another job or a new
/// salary is said, what was earned since, brought to a year.
fn income<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>) -> Known<YearlyIncome> {
    let incomes = known(s.house.incomes.as_ref(), FactName::of("income", ""))?;
    let own = || incomes.iter().enumerate().filter(|(_, income)| income.person == s.house.debtor);
    let earned = own().any(|(_, income)| matches!(income.kind, IncomeKind::Salary | IncomeKind::Business));
    let rows: SmallVec<[IncomeFacts; 2]> = few(own().map(|(place, income)| {
        let name = FactName::at("income", place, "last_two_years");
        let years = known(income.last_two_years.as_deref(), name)?;
        if years.len() != 2 {
            return Err(Lacking::fact(name));
        }
        let gross: Yen = years.iter().map(|year| year.gross).sum();
        let deducted: Yen = years.iter().map(deducted).sum();
        let rough = s.house.is_rough(name);
        cx.fact("gross_two_years", &gross, rough, || name.to_string());
        cx.fact("deducted_two_years", &deducted, rough, || name.to_string());
        let since = income.changed.map(|change| since(&change, years[1].gross));
        if let Some(since) = since {
            let name = FactName::at("income", place, "changed");
            cx.fact("gross_since", &since.gross, s.house.is_rough(name), || name.to_string());
        }
        Ok(IncomeFacts { gross_two_years: gross, deducted_two_years: deducted, since })
    }))?;
    // Only what was earned since a change asks when the plan is handed in.
    let changed = rows.iter().any(|row| row.since.is_some());
    let submitted_on =
        if changed { submitted_on(&mut Cx::new(&mut law::trace::Bare), s)? } else { s.house.petition_on };
    let mut sum = YearlyIncome { gross: PerYear::NONE, net: PerYear::NONE, earned };
    for row in &rows {
        let found = yearly_income(cx, s.house.petition_on, submitted_on, row)?;
        sum.gross = sum.gross.plus(found.gross);
        sum.net = sum.net.plus(found.net);
    }
    Ok(sum)
}

fn deducted(year: &IncomeYear) -> Yen {
    year.income_tax + year.resident_tax + year.social_insurance
}

fn since(change: &IncomeChange, older_year: Yen) -> IncomeSince {
    IncomeSince {
        event: change.event,
        on: change.on.day,
        to: change.to.day,
        gross: change.since.gross,
        deducted: deducted(&change.since),
        yearly_before: change.yearly_before.unwrap_or(older_year),
    }
}

/// Rent after moving, or the payments on the home loan, in a year of the plan.
fn housing_cost(s: &Situation<'_>, home: &HomeOutcome) -> Known<Yen> {
    if !home.kept {
        return Ok(home.rent(s)?.times(12));
    }
    Ok(worst_month(&[look(home.streams.of(s))?]).times(12))
}

/// The plan is handed in some weeks before it is confirmed: taken as two months.
fn submitted_on<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>) -> Known<Date> {
    let months = s.practice.months_to_confirmation.read(cx, s.house.as_of)?;
    let day = month_end(s.house.petition_on, months.saturating_sub(2))
        .ok_or_else(|| Lacking::fact(FactName::of("", "petition_on")))?;
    cx.given("plan_submitted_on", &day);
    Ok(day)
}

/// An income of the debtor's that swings by a fifth or more between the two years, where nobody said what changed it: 241条2項
/// 7号イ may then ask for another calculation.
pub(crate) fn unsaid_change(house: &Household) -> Option<FactName> {
    let share = law::params::civil_rehabilitation::INCOME_CHANGE_SHARE.on(house.petition_on).ok()?.value;
    unsaid_swing(house, share)
}

/// An income of the debtor's that swings by this share or more between the two years, where nobody said what changed it.
pub(crate) fn unsaid_swing(house: &Household, share: Share) -> Option<FactName> {
    let (numerator, denominator) = share.parts();
    let swings = |years: &[IncomeYear]| match years {
        [newest, before] if !before.gross.is_zero() => {
            let change = u128::from(newest.gross.0.abs_diff(before.gross.0));
            change * u128::from(denominator) >= u128::from(before.gross.0) * u128::from(numerator)
        }
        _ => false,
    };
    let own = house.incomes.iter().flatten().enumerate().filter(|(_, income)| income.person == house.debtor);
    let mut unsaid = own.filter(|(_, income)| income.changed.is_none());
    let found = unsaid.find(|(_, income)| income.last_two_years.as_deref().is_some_and(swings))?;
    Some(FactName::at("income", found.0, "changed"))
}
