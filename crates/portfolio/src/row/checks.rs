//! Slips and contradictions, by the bounds of the case file.

use case::bounds::{Least, years};
use case::{Amount, PastDay};
use law::params::plausibility;
use law::trace::Shown;
use law::{Date, Yen, message};

use super::Reader;

/// The bounds of amounts on a day: the rows of a book share theirs.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bounds {
    on: Date,
    least: [Yen; KINDS.len()],
}

/// In the order in which they are declared.
const KINDS: [Least; 5] = [Least::Any, Least::Row, Least::Monthly, Least::Home, Least::Lent];

impl Bounds {
    /// Those of a day; `last` are the ones that were looked up before.
    pub(super) fn on(day: Date, last: Option<Bounds>) -> Bounds {
        let same = last.filter(|bounds| bounds.on == day);
        same.unwrap_or_else(|| Bounds { on: day, least: KINDS.map(|least| least.on(Some(day))) })
    }

    fn of(&self, least: Least) -> Yen {
        debug_assert_eq!(KINDS[least as usize], least);
        self.least[least as usize]
    }
}

impl Reader<'_, '_> {
    pub(super) fn missing(&mut self, column: &str) {
        let message = message!("error.missing", field = column.to_string());
        self.say(column, "missing", message, message!("batch.hint.missing"));
    }

    pub(super) fn plausible_days(&mut self, petition_on: Option<Date>) {
        let as_of = self.as_of;
        if as_of.year() < years(&plausibility::FIRST_YEAR, None) {
            let message = message!("case.implausible-year", year = u32::from(as_of.year().unsigned_abs()));
            self.say("as_of", "implausible-year", message, message!("batch.hint.day"));
        }
        if let Some(day) = petition_on {
            let on = Some(as_of);
            let distance = day.year() - as_of.year();
            if distance < -years(&plausibility::PETITION_YEARS_BEFORE, on)
                || distance > years(&plausibility::PETITION_YEARS_AFTER, on)
            {
                let message = message!("case.petition-far", found = day, as_of = as_of);
                self.say("petition_on", "petition-far", message, message!("batch.hint.day"));
            }
        }
    }

    /// A day that may not lie after `as_of`.
    pub(super) fn past_day(&mut self, column: &str, day: Option<Date>) -> Option<PastDay> {
        let day = day?;
        if day > self.as_of {
            let field = Shown::Text(column.to_string());
            let message = message!("case.after-as-of", field = field, found = day, as_of = self.as_of);
            self.say(column, "after-as-of", message, message!("case.hint.after-as-of"));
        }
        Some(PastDay { day, rough: false })
    }

    /// A day that may not lie before another.
    pub(super) fn in_order(&mut self, later: (&str, Option<Date>), earlier: (&str, Option<Date>)) {
        if let (Some(found), Some(first)) = (later.1, earlier.1)
            && found < first
        {
            let message = message!(
                "case.date-order",
                later = Shown::Text(later.0.to_string()),
                found = found,
                earlier = Shown::Text(earlier.0.to_string()),
                first = first
            );
            self.say(later.0, "date-order", message, message!("case.hint.date-order"));
        }
    }

    /// An amount; one that is positive but below `least` is a slip of the unit.
    #[inline]
    pub(super) fn amount(&mut self, column: &str, found: Option<Yen>, least: Least) -> Option<Amount> {
        let found = found?;
        if self.is_implausible(found, least) {
            self.implausible_amount(column, found);
        }
        Some(Amount::exact(found))
    }

    /// The same inside an entry of a list.
    #[inline]
    pub(super) fn amount_in(
        &mut self,
        list: &str,
        place: usize,
        field: &str,
        found: Option<Yen>,
        least: Least,
    ) -> Option<Amount> {
        let found = found?;
        if self.is_implausible(found, least) {
            self.implausible_amount(&format!("{list}[{place}].{field}"), found);
        }
        Some(Amount::exact(found))
    }

    fn is_implausible(&self, found: Yen, least: Least) -> bool {
        !found.is_zero() && found < self.bounds.of(least)
    }

    #[cold]
    fn implausible_amount(&mut self, column: &str, found: Yen) {
        let message = message!("case.implausible-amount", field = Shown::Text(column.to_string()), found = found);
        let hint = message!(
            "case.hint.implausible-amount",
            found = found,
            ten_thousands = found.0.to_string(),
            written = found.times(10_000).0.to_string()
        );
        self.say(column, "implausible-amount", message, hint);
    }
}
