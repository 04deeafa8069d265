//! The cases that browsers have handed over, in memory only: they are gone when the server stops.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::{Arc, Mutex, PoisonError};

use case::{Format, Household};

/// So many cases are kept; the one that was looked at longest ago makes room.
const MOST_CASES: usize = 1_000;

/// So many bytes of case files are kept.
const MOST_BYTES: usize = 48 * 1024 * 1024;

/// The name of a case: random, so that nobody can guess it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Id(String);

impl Id {
    /// The cookie in which a browser keeps the name.
    pub(crate) const COOKIE: &'static str = "case";

    /// A name that was never given before; `None` when the machine has no randomness to give.
    fn new() -> Option<Id> {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes).ok()?;
        let mut name = String::with_capacity(2 * bytes.len());
        for byte in bytes {
            let _ = write!(name, "{byte:02x}");
        }
        Some(Id(name))
    }

    /// A name as a browser sends it back.
    pub(crate) fn read(text: &str) -> Option<Id> {
        let is_name = text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_name.then(|| Id(text.to_string()))
    }

    /// The cookie that makes a browser keep it until it is closed.
    pub(crate) fn cookie(&self) -> String {
        format!("{}={}; Path=/; HttpOnly; SameSite=Strict", Id::COOKIE, self.0)
    }

    /// The cookie that makes a browser forget it.
    pub(crate) fn no_cookie() -> String {
        format!("{}=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0", Id::COOKIE)
    }
}

/// A case file as it was handed over, and what it says.
#[derive(Debug)]
pub(crate) struct Case {
    /// The file, byte for byte.
    pub(crate) bytes: Vec<u8>,
    /// How it is written.
    pub(crate) format: Format,
    /// What it says.
    pub(crate) house: Household,
}

/// All cases.
#[derive(Debug, Default)]
pub(crate) struct Cases(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    cases: HashMap<Id, (u64, Arc<Case>)>,
    bytes: usize,
    looks: u64,
}

impl Cases {
    /// Keeps a case in the place of the one before. A new name each time: nobody can plant one.
    pub(crate) fn keep(&self, case: Case, before: Option<&Id>) -> Option<Id> {
        let id = Id::new()?;
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(before) = before {
            kept.forget(before);
        }
        while !kept.cases.is_empty() && (kept.cases.len() >= MOST_CASES || kept.bytes + case.bytes.len() > MOST_BYTES) {
            let oldest = kept.cases.iter().min_by_key(|(_, (looked, _))| *looked).map(|(id, _)| id.clone());
            if let Some(oldest) = oldest {
                kept.forget(&oldest);
            }
        }
        kept.bytes += case.bytes.len();
        kept.looks += 1;
        let looks = kept.looks;
        kept.cases.insert(id.clone(), (looks, Arc::new(case)));
        Some(id)
    }

    /// The case of this name.
    pub(crate) fn find(&self, id: &Id) -> Option<Arc<Case>> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.looks += 1;
        let looks = kept.looks;
        let (looked, case) = kept.cases.get_mut(id)?;
        *looked = looks;
        Some(Arc::clone(case))
    }

    /// Deletes a case.
    pub(crate) fn forget(&self, id: &Id) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).forget(id);
    }
}

impl Kept {
    fn forget(&mut self, id: &Id) {
        if let Some((_, case)) = self.cases.remove(id) {
            self.bytes -= case.bytes.len();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn case(bytes: usize) -> Case {
        let file = b"as_of = 2026-11-22\n[[person]]\nid = 'a'\nborn = 1981-05-04\nrole = 'debtor'\n";
        let house = case::read(file, Format::Toml).unwrap();
        Case { bytes: vec![b' '; bytes], format: Format::Toml, house }
    }

    #[test]
    fn a_case_is_found_by_its_name_until_it_is_deleted() {
        let cases = Cases::default();
        let id = cases.keep(case(1), None).unwrap();
        assert!(cases.find(&Id::read(&id.0).unwrap()).is_some());
        let next = cases.keep(case(1), Some(&id)).unwrap();
        assert!(cases.find(&id).is_none());
        cases.forget(&next);
        assert!(cases.find(&next).is_none());
        assert_eq!(cases.0.lock().unwrap().bytes, 0);
        assert_eq!(Id::read("0123"), None);
        assert_eq!(Id::read(&"g".repeat(32)), None);
    }

    #[test]
    fn the_one_looked_at_longest_ago_makes_room() {
        let cases = Cases::default();
        let first = cases.keep(case(MOST_BYTES / 2), None).unwrap();
        let second = cases.keep(case(MOST_BYTES / 2), None).unwrap();
        assert!(cases.find(&first).is_some());
        let third = cases.keep(case(1), None).unwrap();
        assert!(cases.find(&second).is_none());
        assert!(cases.find(&first).is_some() && cases.find(&third).is_some());
    }
}
