//! Lists and names of households that are done with: the next household is made of them, and no memory is asked for.

use std::mem::take;

use case::{Asset, Claim, Expense, Home, Household, Income, Person};

/// Emptied lists, and names to be overwritten.
#[derive(Debug, Default)]
pub(super) struct Spare {
    names: Vec<String>,
    pub(super) people: Vec<Person>,
    pub(super) incomes: Vec<Income>,
    pub(super) expenses: Vec<Expense>,
    pub(super) assets: Vec<Asset>,
    pub(super) claims: Vec<Claim>,
    pub(super) homes: Vec<Home>,
}

impl Spare {
    /// Takes a household apart.
    pub(super) fn take_apart(&mut self, household: Household) {
        let names = &mut self.names;
        self.people = emptied(household.people, |person| names.push(take(&mut person.id)));
        self.claims = emptied(household.claims.unwrap_or_default(), |claim| names.push(take(&mut claim.id)));
        self.homes = emptied(household.homes.unwrap_or_default(), |home| {
            names.push(take(&mut home.id));
            names.extend(home.owners.iter_mut().flatten().map(|owner| take(&mut owner.name)));
        });
        self.incomes = emptied(household.incomes.unwrap_or_default(), |_| ());
        self.expenses = emptied(household.expenses.unwrap_or_default(), |_| ());
        self.assets = emptied(household.assets.unwrap_or_default(), |_| ());
    }

    /// A name.
    pub(super) fn name(&mut self, text: &str) -> String {
        let mut name = self.names.pop().unwrap_or_default();
        name.clear();
        name.push_str(text);
        name
    }
}

fn emptied<V>(mut list: Vec<V>, before: impl FnMut(&mut V)) -> Vec<V> {
    list.iter_mut().for_each(before);
    list.clear();
    list
}

/// An emptied list, with room for so many.
pub(super) fn reused<V>(list: &mut Vec<V>, room: usize) -> Vec<V> {
    let mut list = take(list);
    list.reserve(room);
    list
}
