//! Households with one claim, written as a case file.

#![allow(dead_code, reason = "each test uses what it needs")]

use case::{ClaimId, Format, Household};
use ledger::Account;

/// A file with one claim of these fields and events.
pub fn file(fields: &str, events: &str) -> String {
    format!(
        "as_of = 2036-12-31\n[[person]]\nid = 'taro'\nborn = 1981-05-04\nrole = 'debtor'\n[[claim]]\nid = 'loan'\n\
         kind = 'home-loan'\ndebtor = 'taro'\n{fields}events = [\n{events}\n]\n"
    )
}

/// The household of a file; mistakes in events are let through.
pub fn household(file: &str) -> Household {
    let read = case::read_history(file.as_bytes(), Format::Toml);
    read.unwrap_or_else(|problems| panic!("{problems:?}\n{file}")).0
}

/// The account of a claim.
pub fn account_of(file: &str, claim: usize, to: &str) -> Account {
    ledger::account(&household(file), ClaimId(claim), to.parse().unwrap())
}

/// The account of the one claim.
pub fn account_on(fields: &str, events: &str, to: &str) -> Account {
    account_of(&file(fields, events), 0, to)
}

/// Costs, interest, late charges, principal of the original.
pub fn balances(account: &Account) -> [u64; 4] {
    let owed = account.original.balances;
    [owed.costs.0, owed.interest.0, owed.late_charge.0, owed.principal.0]
}
