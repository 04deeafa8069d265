//! Lists and names of households that are done with: the next household is made of them, and no memory is asked for.

use std::mem::take;

use case::{Asset, Claim, Expense, Home, Household, Income, Person};

/// Emptied lists, and names to be overwritten.
#[derive(Debug, Default)]
pub(super) struct Spare {
    names: Vec<String>,
    pub(super) people: Vec<Vec<Person>>,
    pub(super) incomes: Vec<Vec<Income>>,
    pub(super) expenses: Vec<Vec<Expense>>,
    pub(super) assets: Vec<Vec<Asset>>,
    pub(super) claims: Vec<Vec<Claim>>,
    pub(super) homes: Vec<Vec<Home>>,
}

impl Spare {
    /// Takes a household apart.
    pub(super) fn take_apart(&mut self, household: Household) {
        let names = &mut self.names;
        self.people.push(emptied(household.people, |person| names.push(take(&mut person.id))));
        self.claims.extend(household.claims.map(|claims| emptied(claims, |claim| names.push(take(&mut claim.id)))));
        self.homes.extend(household.homes.map(|homes| {
            emptied(homes, |home| {
                names.push(take(&mut home.id));
                names.extend(home.owners.iter_mut().flatten().map(|owner| take(&mut owner.name)));
            })
        }));
        self.incomes.extend(household.incomes.map(|incomes| emptied(incomes, |_| ())));
        self.expenses.extend(household.expenses.map(|expenses| emptied(expenses, |_| ())));
        self.assets.extend(household.assets.map(|assets| emptied(assets, |_| ())));
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
pub(super) fn reused<V>(lists: &mut Vec<Vec<V>>, room: usize) -> Vec<V> {
    let mut list = lists.pop().unwrap_or_default();
    list.reserve(room);
    list
}
