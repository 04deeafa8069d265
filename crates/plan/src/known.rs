//! Values that may be unknown: a value, or the facts that are lacking for it.

use std::cell::OnceCell;

use law::verdict::{FactName, Verdict};
use law::{NotInForce, Trace, Yen};
use smallvec::SmallVec;

/// The facts that are lacking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lacking(pub Vec<FactName>);

/// A value, or the facts that are lacking for it.
pub type Known<V> = Result<V, Lacking>;

impl Lacking {
    /// These facts besides, each once.
    pub fn add(&mut self, more: &[FactName]) {
        for fact in more {
            if !self.0.contains(fact) {
                self.0.push(*fact);
            }
        }
    }

    /// One fact is lacking.
    pub fn fact(fact: FactName) -> Lacking {
        Lacking(vec![fact])
    }
}

/// A day for which the law is not known is a fact to change: the planned day of the petition.
impl From<NotInForce> for Lacking {
    fn from(_: NotInForce) -> Lacking {
        Lacking::fact(FactName::of("", "petition_on"))
    }
}

/// The value of a fact that may be missing.
pub fn known<V: Copy>(value: Option<V>, fact: FactName) -> Known<V> {
    value.ok_or_else(|| Lacking::fact(fact))
}

/// A look at a value that may be unknown.
#[inline]
pub fn look<V>(value: &Known<V>) -> Known<&V> {
    value.as_ref().map_err(Clone::clone)
}

/// The same where nobody but those who ask for figures asks which facts are lacking: else no list of them is made.
#[inline]
pub(crate) fn glance<T: Trace, V>(value: &Known<V>) -> Known<&V> {
    value.as_ref().map_err(|lacking| if T::FIGURES { lacking.clone() } else { Lacking(Vec::new()) })
}

/// The sum of amounts that may be unknown, or everything that is lacking for any of them.
pub fn sum(values: impl IntoIterator<Item = Known<Yen>>) -> Known<Yen> {
    let mut sum = Ok(Yen::ZERO);
    for value in values {
        match (&mut sum, value) {
            (Ok(sum), Ok(value)) => *sum += value,
            (Ok(_), Err(lacking)) => sum = Err(lacking),
            (Err(_), Ok(_)) => {}
            (Err(lacking), Err(more)) => lacking.add(&more.0),
        }
    }
    sum
}

/// Both values, or everything that is lacking for either.
#[inline]
pub fn both<A, B>(a: Known<A>, b: Known<B>) -> Known<(A, B)> {
    match (a, b) {
        (Ok(a), Ok(b)) => Ok((a, b)),
        (Err(mut a), Err(b)) => {
            a.add(&b.0);
            Err(a)
        }
        (Err(lacking), Ok(_)) | (Ok(_), Err(lacking)) => Err(lacking),
    }
}

/// What was worked out already, or else now; whoever listens hears it each time.
#[inline]
pub(crate) fn once<T: Trace, V: Clone>(known: &OnceCell<V>, work_out: impl FnOnce() -> V) -> V {
    if T::ON { work_out() } else { known.get_or_init(work_out).clone() }
}

/// What most lists of a household need; they grow beyond it.
const ROOM: usize = 16;

/// All values, or everything that is lacking for any of them.
pub fn all<V>(values: impl IntoIterator<Item = Known<V>>) -> Known<Vec<V>> {
    let values = values.into_iter();
    let room = values.size_hint().1.map_or(0, |most| most.min(ROOM));
    gather(Vec::with_capacity(room), values, Vec::push)
}

/// The same of values that are few in most households: they stand in place.
pub(crate) fn few<V, const N: usize>(values: impl IntoIterator<Item = Known<V>>) -> Known<SmallVec<[V; N]>> {
    gather(SmallVec::new(), values, SmallVec::push)
}

#[inline]
fn gather<L, V>(mut list: L, values: impl IntoIterator<Item = Known<V>>, add: fn(&mut L, V)) -> Known<L> {
    let mut lacking: Option<Lacking> = None;
    for value in values {
        match value {
            Ok(value) => add(&mut list, value),
            // A value may be unknown without any fact that would help: an empty list is unknown all the same.
            Err(more) => lacking.get_or_insert(Lacking(Vec::new())).add(&more.0),
        }
    }
    lacking.map_or(Ok(list), Err)
}

/// The verdict where facts are lacking; which they are only those ask who read.
#[inline]
pub(crate) fn unknown<T: Trace>(facts: impl FnOnce() -> Vec<FactName>) -> Verdict {
    Verdict::Unknown(if T::WORDS { facts() } else { Vec::new() })
}

/// The verdict on a condition that may be unknown.
pub fn verdict(condition: &Known<bool>) -> Verdict {
    match condition {
        Ok(condition) => Verdict::when(*condition),
        Err(lacking) => Verdict::Unknown(lacking.0.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_that_is_lacking_is_named() {
        let fact = |field| FactName::of("home", field);
        let value = all([Ok(1), Err(Lacking::fact(fact("a"))), Err(Lacking::fact(fact("b")))]);
        assert_eq!(value, Err(Lacking(vec![fact("a"), fact("b")])));
    }
}
