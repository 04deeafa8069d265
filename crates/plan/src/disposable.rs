//! Two years of disposable income (民事再生法241条2項7号) from the household's facts.

use case::{Household, IncomeKind};
use law::acts::civil_rehabilitation::disposable_income::{LivingCostFacts, aged_on, disposable_income};
use law::acts::civil_rehabilitation::living_costs::HousingRow;
use law::acts::civil_rehabilitation::municipality::{Municipality, municipality};
use law::calendar::month_end;
use law::provision::CIVIL_REHABILITATION;
use law::verdict::FactName;
use law::{Cx, Date, Trace, Yen};
use smallvec::SmallVec;

use crate::formula::formulas;
use crate::home::HomeOutcome;
use crate::known::{Known, Lacking, all, both, known, look};
use crate::situation::Situation;
use crate::stream::Phases;

formulas! {
    TWO_YEARS = "route.two-year-disposable", "可処分所得の2年分", "two years of disposable income", Law, [CIVIL_REHABILITATION "241/2/7"];
}

/// Gross and net income of a year, and whether it is earned by work.
#[derive(Clone, Copy, Debug)]
struct YearlyIncome {
    gross: Yen,
    net: Yen,
    earned: bool,
}

/// What does not depend on the choice for the home.
#[derive(Clone, Debug)]
pub(crate) struct Facts {
    place: &'static Municipality,
    born: Date,
    dependants: SmallVec<[Date; 6]>,
    income: YearlyIncome,
}

fn facts<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>) -> Known<Facts> {
    let people = both(born(s), dependants(s));
    let ((place, (born, dependants)), income) = both(both(place(s), people), income(cx, s))?;
    Ok(Facts { place, born, dependants, income })
}

/// What a plan for salaried workers must pay at least by this test.
pub(crate) fn two_years<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>, home: &HomeOutcome) -> Known<Yen> {
    cx.figure("two_year_disposable", &TWO_YEARS, |cx| {
        let fresh;
        let facts = if T::ON {
            fresh = facts(cx, s);
            &fresh
        } else {
            s.disposable.get_or_init(|| facts(cx, s))
        };
        let (Facts { place, born, dependants, income }, housing_cost_yearly) =
            both(look(facts), housing_cost(s, home))?;
        let submitted_on = submitted_on(cx, s)?;
        let aged_on = aged_on(submitted_on).ok_or_else(|| Lacking::fact(FactName::of("", "petition_on")))?;
        let facts = LivingCostFacts {
            aged_on,
            class: place.class,
            housing_row: HousingRow::of(place),
            debtor_born: *born,
            dependants,
            owns_home: home.kept,
            home_loan: home.kept && s.home_loans().next().is_some(),
            housing_cost_yearly,
            gross_yearly: income.gross,
            earned: income.earned,
        };
        Ok(disposable_income(cx, s.house.petition_on, &facts, income.net)?.two_years)
    })
}

fn place(s: &Situation<'_>) -> Known<&'static Municipality> {
    let lacking = || Lacking::fact(FactName::of("", "lives_in"));
    let place = s.house.lives_in.as_ref().ok_or_else(lacking)?;
    let name = place.municipality.as_deref().ok_or_else(lacking)?;
    municipality(&place.prefecture, name).ok_or_else(lacking)
}

fn born(s: &Situation<'_>) -> Known<Date> {
    let debtor = s.house.debtor;
    known(s.house.person(debtor).born, FactName::at("person", debtor.0, "born"))
}

/// The days of birth of those whom the debtor supports.
fn dependants(s: &Situation<'_>) -> Known<SmallVec<[Date; 6]>> {
    let others = s.house.people.iter().enumerate().filter(|(place, _)| *place != s.house.debtor.0);
    let supported = all(others.map(|(place, person)| {
        let supported = known(person.supported, FactName::at("person", place, "supported"))?;
        if supported { known(person.born, FactName::at("person", place, "born")).map(Some) } else { Ok(None) }
    }))?;
    Ok(supported.into_iter().flatten().collect())
}

/// 241条2項7号ハ: the gross of two years less income tax, resident tax and social insurance, halved. Rounded up for the
/// income and so in favour of the creditors: half a yen never decides.
fn income<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>) -> Known<YearlyIncome> {
    let incomes = known(s.house.incomes.as_ref(), FactName::of("income", ""))?;
    let own = incomes.iter().enumerate().filter(|(_, income)| income.person == s.house.debtor);
    let rows = all(own.map(|(place, income)| {
        let name = FactName::at("income", place, "last_two_years");
        let years = known(income.last_two_years.as_deref(), name)?;
        if years.len() != 2 {
            return Err(Lacking::fact(name));
        }
        let gross: Yen = years.iter().map(|year| year.gross).sum();
        let deducted: Yen = years.iter().map(|year| year.income_tax + year.resident_tax + year.social_insurance).sum();
        cx.fact("gross_two_years", &gross, false, || name.to_string());
        cx.fact("deducted_two_years", &deducted, false, || name.to_string());
        let earned = matches!(income.kind, IncomeKind::Salary | IncomeKind::Business);
        Ok((gross, gross.excess_over(deducted), earned))
    }))?;
    let half = |sum: Yen| sum.part_ceil(1, 2);
    Ok(YearlyIncome {
        gross: half(rows.iter().map(|(gross, ..)| *gross).sum()),
        net: half(rows.iter().map(|(_, net, _)| *net).sum()),
        earned: rows.iter().any(|(.., earned)| *earned),
    })
}

/// Rent after moving, or the payments on the home loan, in a year of the plan.
fn housing_cost(s: &Situation<'_>, home: &HomeOutcome) -> Known<Yen> {
    if !home.kept {
        return Ok(home.rent(s)?.times(12));
    }
    Ok(Phases::of(&[look(&home.streams)?.as_slice()], None).worst_month().times(12))
}

/// The plan is handed in some weeks before it is confirmed: taken as two months.
fn submitted_on<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>) -> Known<Date> {
    let months = s.practice.months_to_confirmation.read(cx, s.house.as_of)?;
    let day = month_end(s.house.petition_on, months.saturating_sub(2))
        .ok_or_else(|| Lacking::fact(FactName::of("", "petition_on")))?;
    cx.given("plan_submitted_on", &day);
    Ok(day)
}

/// Does the debtor's income swing by a fifth or more between the two years? Then 241条2項7号イ may ask for another
/// calculation.
pub fn swings(house: &Household) -> bool {
    house
        .incomes
        .iter()
        .flatten()
        .filter(|income| income.person == house.debtor)
        .filter_map(|income| income.last_two_years.as_deref())
        .any(|years| match years {
            [newest, before] => {
                let fifth = before.gross.part_floor(1, 5);
                newest.gross.excess_over(before.gross).max(before.gross.excess_over(newest.gross)) >= fifth
                    && !fifth.is_zero()
            }
            _ => false,
        })
}
