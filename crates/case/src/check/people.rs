//! The people, what they earn and what they spend.

use std::collections::HashMap;

use law::message;
use law::verdict::FactName;
use law::words::Word;
use read::Choice;

use super::{Checker, Field, is_written, plausible};
use crate::file;
use crate::household::{Expense, Income, IncomeChange, IncomeYear, PastDay, PastRelief, Person, PersonId, Role};

impl Checker<'_> {
    pub(super) fn people(&mut self, people: Option<&[file::Person]>) -> Option<Vec<Person>> {
        self.list(people, "person", Self::a_person).map(Option::unwrap_or_default)
    }

    fn a_person(&mut self, at: &str, place: usize, person: &file::Person) -> Option<Person> {
        let born = self.past_date(at, Field("field.born"), person.born, FactName::at("person", place, "born"));
        let role = person.role.0.map(|Choice(role)| role);
        self.plausible_age(at, role == Some(Role::Debtor), born);
        // A birth date that could not be read has been reported already.
        if role == Some(Role::Debtor) && born.is_none() && !is_written(self.root.nearest(at), "born") {
            self.problem(at, "", "missing", message!("case.debtor-born")).hint =
                Some(message!("case.hint.debtor-born"));
        }
        let past = self.list(person.past.as_deref(), &format!("{at}.past"), |checker, at, _, relief| {
            let final_on = checker.past(at, Field("field.final_on"), relief.final_on.0);
            let id = Some(PersonId(place));
            checker.after_birth(at, Field("field.final_on"), final_on.map(|past| past.day), id);
            Some(PastRelief { kind: relief.kind.0?.0, final_on: final_on? })
        });
        Some(Person {
            id: person.id.0.as_ref()?.0.clone(),
            born,
            role: role?,
            supported: person.supported,
            lives_apart_in: person.lives_apart_in.as_deref().and_then(|text| self.place(at, "lives_apart_in", text)),
            rent_apart: self.amount(
                at,
                Field("field.rent_apart"),
                person.rent_apart.as_ref(),
                plausible::Least::Monthly,
            ),
            files_too: person.files_too,
            credit_life_claim: person.credit_life_claim.map(|Choice(claim)| claim),
            occupation: person.occupation.clone(),
            income_regular: person.income_regular,
            small_fluctuation: person.small_fluctuation,
            past: past?,
            refusal_grounds: person
                .refusal_grounds
                .as_ref()
                .map(|grounds| grounds.iter().map(|Choice(ground)| *ground).collect()),
        })
    }

    /// The one debtor.
    pub(super) fn debtor(&mut self, people: Option<&[file::Person]>) -> Option<PersonId> {
        let people = people.unwrap_or_default();
        let mut debtors = (0..people.len()).filter(|place| people[*place].role.0 == Some(Choice(Role::Debtor)));
        let (first, second) = (debtors.next(), debtors.next());
        if let (Some(first), Some(second)) = (first, second) {
            let id = people[first].id.0.as_ref().map(|id| id.0.clone());
            let message = message!("case.two-debtors", first = id.unwrap_or_default());
            self.problem(&format!("person[{second}]"), "role", "two-debtors", message).hint =
                Some(message!("case.hint.two-debtors"));
        }
        let readable = people.iter().all(|person| person.role.0.is_some());
        if first.is_none() && readable && (!people.is_empty() || self.people.complete) {
            self.problem("", "person", "no-debtor", message!("case.no-debtor")).hint =
                Some(message!("case.hint.no-debtor"));
        }
        first.map(PersonId)
    }

    pub(super) fn income(&mut self, at: &str, place: usize, income: &file::Income) -> Option<Income> {
        let kind = income.kind.0.map(|Choice(kind)| kind);
        let least = kind.map_or(plausible::Least::Any, plausible::Least::of_income);
        let gross_monthly = self.amount(at, Field("field.gross_monthly"), income.gross_monthly.as_ref(), least);
        let net_monthly = self.amount(at, Field("field.net_monthly"), income.net_monthly.as_ref(), least);
        let bonus_net_yearly =
            self.amount(at, Field("field.bonus_net_yearly"), income.bonus_net_yearly.as_ref(), least);
        if let (Some(gross), Some(net)) = (gross_monthly, net_monthly)
            && net.low > gross.high
        {
            let message = message!("case.net-above-gross", net = net.likely, gross = gross.likely);
            self.problem(at, "net_monthly", "net-above-gross", message).hint =
                Some(message!("case.hint.net-above-gross"));
        }
        // 民事再生法241条2項7号 looks at so many years.
        let years = crate::bounds::bound(&law::params::civil_rehabilitation::INCOME_YEARS, self.as_of);
        if income.last_two_years.as_ref().is_some_and(|list| list.len() > years as usize) {
            self.problem(at, "last_two_years", "too-many-years", message!("case.too-many-years"));
        }
        let fact = FactName::at("income", place, "last_two_years");
        let years =
            self.list(income.last_two_years.as_deref(), &format!("{at}.last_two_years"), |checker, at, _, year| {
                let mut yen =
                    |field, amount: &file::Needed<file::Amount>| checker.yen(at, Field(field), amount.0.as_ref(), fact);
                let (gross, income_tax) = (yen("field.gross", &year.gross), yen("field.income_tax", &year.income_tax));
                let resident_tax = yen("field.resident_tax", &year.resident_tax);
                let social_insurance = yen("field.social_insurance", &year.social_insurance);
                let year = IncomeYear {
                    gross: gross?,
                    income_tax: income_tax?,
                    resident_tax: resident_tax?,
                    social_insurance: social_insurance?,
                };
                checker.deducted_from_gross(at, year);
                Some(year)
            });
        let of_change = format!("{at}.changed");
        let changed = income.changed.as_ref().map(|change| self.income_change(&of_change, place, change));
        let person = income.person.0.as_ref().and_then(|id| self.person_named(at, "person", id));
        if let Some(Some(change)) = changed {
            self.after_birth(&of_change, Field("field.on"), Some(change.on.day), person);
        }
        Some(Income {
            person: person?,
            kind: kind?,
            gross_monthly,
            net_monthly,
            bonus_net_yearly,
            last_two_years: years?,
            changed: match changed {
                Some(change) => Some(change?),
                None => None,
            },
        })
    }

    /// Taxes and contributions are no more than what they are deducted from.
    fn deducted_from_gross(&mut self, at: &str, year: IncomeYear) {
        let deducted = year.income_tax + year.resident_tax + year.social_insurance;
        if deducted > year.gross {
            let message = message!("case.deducted-above-gross", deducted = deducted, gross = year.gross);
            self.problem(at, "gross", "deducted-above-gross", message).hint =
                Some(message!("case.hint.deducted-above-gross"));
        }
    }

    /// What changed the income, and what was earned since.
    fn income_change(&mut self, at: &str, place: usize, change: &file::IncomeChange) -> Option<IncomeChange> {
        let fact = FactName::at("income", place, "changed");
        let on = self.past(at, Field("field.on"), change.on.0);
        let to = self.past(at, Field("field.to"), change.to);
        if let (Some(on), Some(to)) = (on, to)
            && to.day < on.day
        {
            self.problem(at, "to", "date-order", message!("error.earlier-than", day = to.day, than = on.day));
        }
        let mut yen = |field, amount: &file::Needed<file::Amount>| self.yen(at, Field(field), amount.0.as_ref(), fact);
        let gross = yen("field.gross", &change.gross);
        let income_tax = yen("field.income_tax", &change.income_tax);
        let resident_tax = yen("field.resident_tax", &change.resident_tax);
        let social_insurance = yen("field.social_insurance", &change.social_insurance);
        if let (Some(gross), Some(income_tax), Some(resident_tax), Some(social_insurance)) =
            (gross, income_tax, resident_tax, social_insurance)
        {
            self.deducted_from_gross(at, IncomeYear { gross, income_tax, resident_tax, social_insurance });
        }
        let before = self.yen(at, Field("field.yearly_before"), change.yearly_before.as_ref(), fact);
        Some(IncomeChange {
            event: change.event.0?.0,
            on: on?,
            to: to.or_else(|| Some(PastDay { day: self.as_of?, rough: false }))?,
            since: IncomeYear {
                gross: gross?,
                income_tax: income_tax?,
                resident_tax: resident_tax?,
                social_insurance: social_insurance?,
            },
            yearly_before: before,
        })
    }

    #[expect(clippy::option_option, reason = "a mistake is not the same as an unknown list")]
    pub(super) fn expenses(&mut self, expenses: Option<&[file::Expense]>) -> Option<Option<Vec<Expense>>> {
        let mut seen = HashMap::new();
        self.list(expenses, "expense", |checker, at, place, expense| {
            if let Some(Choice(kind)) = expense.kind.0
                && let Some(first) = seen.insert(kind, place)
            {
                let message = message!("case.repeated-row", kind = kind.word().to_string(), first = first + 1);
                checker.problem(at, "kind", "repeated-row", message).hint = Some(message!("case.hint.repeated-row"));
            }
            let monthly = checker.amount(at, Field("field.monthly"), expense.monthly.0.as_ref(), plausible::Least::Row);
            Some(Expense { kind: expense.kind.0?.0, monthly: monthly? })
        })
    }
}
