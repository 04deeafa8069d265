//! Dated parameters: the figures that law, practice or an estimate sets, each with its source.
//!
//! The values live in `parameters/*.toml` and are checked and compiled in by this crate's build script, so a rule
//! names a parameter as a constant and a missing one does not compile. There is no falling back: a day before the
//! first value, or after the end of the last one, is an error that says so.

use std::fmt;

use crate::calendar::{Date, date};
use crate::trace::{Show, Shown};
#[allow(unused_imports, reason = "the compiled parameters use the types they need")]
use crate::{money::Yen, rate::Rate, share::Share};

crate::word_list! {
    /// Who sets a figure.
    pub enum Mark {
        /// A statute, decree or ministerial notice.
        Law = "law",
        /// A court, an agency or the market, by habit: may differ from place to place.
        Practice = "practice",
        /// A guess of the user, or ours where nothing better is known.
        Estimate = "estimate",
    }
}

crate::word_list! {
    /// How far a figure was compared with its source.
    pub enum Checked {
        /// Read in the statute or an official text.
        Verified = "verified",
        /// Read on a page of a law office, an agent or another private person.
        Secondary = "secondary",
        /// Written from memory: the screen must say so.
        Memory = "memory",
    }
}

/// One value of a parameter with the days for which it holds.
#[derive(Clone, Copy, Debug)]
pub struct Dated<V: 'static> {
    /// First day.
    pub from: Date,
    /// Last day; `None` while no end is known.
    pub until: Option<Date>,
    /// The figure.
    pub value: V,
    /// Where it stands: the article, or the page.
    pub source: &'static str,
    /// The day on which someone last compared the two.
    pub compared_on: Date,
    /// How far the comparison went.
    pub checked: Checked,
}

/// A figure with its name, its mark and its values by date.
#[derive(Debug)]
pub struct Parameter<V: 'static> {
    /// File and table, `civil_rehabilitation.minimum_repayment_floor`.
    pub id: &'static str,
    /// The Japanese name.
    pub ja: &'static str,
    /// The English name.
    pub en: &'static str,
    /// Who sets it.
    pub mark: Mark,
    /// Which date decides: `petition`, `contract`, `sale` …
    pub keyed: &'static str,
    /// Values, earliest first, without overlap.
    pub values: &'static [Dated<V>],
}

/// The day lies outside the days for which a parameter is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotInForce {
    /// The parameter that has no value.
    pub parameter: &'static str,
    /// The day that was asked for.
    pub on: Date,
    /// The first day with a value.
    pub known_from: Date,
    /// The last day with a value, if it ends.
    pub known_until: Option<Date>,
}

impl fmt::Display for NotInForce {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} is not known on {} (known from {}", self.parameter, self.on, self.known_from)?;
        match self.known_until {
            Some(until) => write!(f, " until {until})"),
            None => f.write_str(")"),
        }
    }
}

impl std::error::Error for NotInForce {}

impl<V: Copy> Parameter<V> {
    /// The value that holds on a day, with its source.
    #[inline]
    pub fn on(&self, day: Date) -> Result<&'static Dated<V>, NotInForce> {
        self.values
            .iter()
            .rev()
            .find(|dated| dated.from <= day)
            .filter(|dated| dated.until.is_none_or(|until| day <= until))
            .ok_or_else(|| NotInForce {
                parameter: self.id,
                on: day,
                known_from: self.values[0].from,
                known_until: self.values[self.values.len() - 1].until,
            })
    }
}

/// What every parameter can tell of itself, whatever its unit.
pub trait AnyParameter: fmt::Debug + Sync {
    /// The identifier.
    fn id(&self) -> &'static str;
    /// The Japanese and the English name.
    fn names(&self) -> (&'static str, &'static str);
    /// Who sets it.
    fn mark(&self) -> Mark;
    /// Which date decides.
    fn keyed(&self) -> &'static str;
    /// Every value: days, figure, source, comparison.
    fn rows(&self) -> Vec<Row>;
    /// How far the value in this row was compared with its source.
    fn checked(&self, row: usize) -> Checked;
    /// The day of the newest comparison.
    fn compared_on(&self) -> Date;
    /// Does it have a value on that day?
    fn covers(&self, day: Date) -> Result<(), NotInForce>;
}

/// One dated value, ready to be shown.
#[derive(Clone, Debug)]
pub struct Row {
    /// First day.
    pub from: Date,
    /// Last day, if it ends.
    pub until: Option<Date>,
    /// The figure.
    pub value: Shown,
    /// Where it stands.
    pub source: &'static str,
    /// When it was compared.
    pub compared_on: Date,
    /// How far.
    pub checked: Checked,
}

impl<V: Copy + Show + fmt::Debug + Sync> AnyParameter for Parameter<V> {
    fn id(&self) -> &'static str {
        self.id
    }
    fn names(&self) -> (&'static str, &'static str) {
        (self.ja, self.en)
    }
    fn mark(&self) -> Mark {
        self.mark
    }
    fn keyed(&self) -> &'static str {
        self.keyed
    }
    fn rows(&self) -> Vec<Row> {
        self.values
            .iter()
            .map(|dated| Row {
                from: dated.from,
                until: dated.until,
                value: dated.value.show(),
                source: dated.source,
                compared_on: dated.compared_on,
                checked: dated.checked,
            })
            .collect()
    }
    fn checked(&self, row: usize) -> Checked {
        self.values[row].checked
    }
    fn compared_on(&self) -> Date {
        self.values.iter().map(|dated| dated.compared_on).max().expect("a parameter has a value")
    }
    fn covers(&self, day: Date) -> Result<(), NotInForce> {
        self.on(day).map(|_| ())
    }
}

include!(concat!(env!("OUT_DIR"), "/parameters.rs"));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_before_the_first_value_is_an_error_that_names_the_first_day() {
        let cap = &civil_rehabilitation::CLAIMS_CAP;
        let first = cap.values[0].from;
        assert!(cap.on(first).is_ok());
        let error = cap.on(first.yesterday().unwrap()).unwrap_err();
        assert_eq!(error.known_from, first);
    }

    #[test]
    fn every_parameter_has_names_a_source_and_an_unbroken_calendar() {
        for parameter in ALL {
            let rows = parameter.rows();
            assert!(!rows.is_empty() && !parameter.names().0.is_empty() && !parameter.names().1.is_empty());
            for pair in rows.windows(2) {
                let until = pair[0].until.expect("only the last value may run on");
                assert_eq!(until.tomorrow().unwrap(), pair[1].from, "{}: gap or overlap", parameter.id());
            }
            assert!(rows.iter().all(|row| !row.source.is_empty()), "{}", parameter.id());
        }
    }
}
