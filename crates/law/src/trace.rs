//! Tracing: how a figure explains itself, at no cost when nobody asks.
//!
//! Rules are generic over [`Trace`]. [`NoTrace`] is empty and is compiled away; [`Derivation`] collects one [`Step`]
//! per rule with the facts, parameters and earlier steps that went into it. Values reach the trace through closures,
//! so the untraced build neither formats nor clones. [`Bare`] leaves out the sentences as well: a portfolio wants
//! verdicts and figures, and words for millions of households nobody reads. [`Brief`] leaves out the figures that decide
//! no verdict. Opening and closing a step is one call with a closure: no step can stay open.

use std::collections::{HashMap, HashSet};

use crate::calendar::Date;
use crate::money::{Balance, Yen};
use crate::params::{AnyParameter, Checked, Mark, NotInForce, Parameter};
use crate::provision::Provision;
use crate::rate::Rate;
use crate::share::Share;

/// A value as it is shown in a derivation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
    /// An amount.
    Yen(Yen),
    /// A difference.
    Balance(Balance),
    /// A rate per year.
    Rate(Rate),
    /// A fraction.
    Share(Share),
    /// A day.
    Date(Date),
    /// A plain number: months, heads, years.
    Count(u64),
    /// Yes or no.
    Flag(bool),
    /// A word of a closed list, looked up in the catalogue.
    Word(&'static str),
    /// The words of a closed list, to choose from.
    Words(Vec<&'static str>),
    /// A name or other text of the user.
    Text(String),
    /// An article, written as the reader's language writes it.
    Citation(Provision),
    /// Several articles in one breath.
    Citations(&'static [Provision]),
    /// A name that stands in a list of data in both languages, the Japanese first.
    Named(&'static str, &'static str),
    /// No value: not asked, not applicable, not known.
    Nothing,
}

/// A value that can be shown in a derivation.
pub trait Show {
    /// The value to show.
    fn show(&self) -> Shown;
}

macro_rules! show {
    ($($kind:ty => |$value:ident| $shown:expr;)+) => {
        $(impl Show for $kind { fn show(&self) -> Shown { let $value = self; $shown } })+
    };
}

show! {
    Yen => |value| Shown::Yen(*value);
    Balance => |value| Shown::Balance(*value);
    Rate => |value| Shown::Rate(*value);
    Share => |value| Shown::Share(*value);
    Date => |value| Shown::Date(*value);
    u64 => |value| Shown::Count(*value);
    u32 => |value| Shown::Count(u64::from(*value));
    usize => |value| Shown::Count(*value as u64);
    bool => |value| Shown::Flag(*value);
    &'static str => |value| Shown::Word(value);
    Provision => |value| Shown::Citation(*value);
    &'static [Provision] => |value| Shown::Citations(value);
    String => |value| Shown::Text(value.clone());
    () => |_value| Shown::Nothing;
    Shown => |value| value.clone();
}

impl<V: Show> Show for Option<V> {
    fn show(&self) -> Shown {
        self.as_ref().map_or(Shown::Nothing, Show::show)
    }
}

impl<V: Show, E> Show for Result<V, E> {
    fn show(&self) -> Shown {
        self.as_ref().map_or(Shown::Nothing, Show::show)
    }
}

/// What a step is about: a rule of law, a habit of practice, or a formula of ours.
#[derive(Debug)]
pub struct Rule {
    /// The identifier, `civil-rehabilitation.minimum-repayment`.
    pub id: &'static str,
    /// The Japanese name.
    pub ja: &'static str,
    /// The English name.
    pub en: &'static str,
    /// The articles that it rests on; empty for arithmetic of the household.
    pub provisions: &'static [Provision],
    /// Who says so.
    pub mark: Mark,
    /// Every dated figure that it may read.
    pub parameters: &'static [&'static dyn AnyParameter],
}

/// Where a line of a step comes from.
#[derive(Clone, Debug)]
pub enum Origin {
    /// Handed to the rule by its caller.
    Given,
    /// A fact of the case.
    Fact {
        /// Its place in the case file, `home[0].value`.
        path: String,
        /// Known only roughly.
        rough: bool,
    },
    /// A dated figure: the parameter and the row that holds.
    Parameter(&'static dyn AnyParameter, usize),
    /// An earlier step.
    Step(usize),
    /// An exception that was looked at, and whether it applied.
    Exception(Provision),
}

/// One named input of a step.
#[derive(Clone, Debug)]
pub struct Line {
    /// The name, a key of the catalogue under `label`.
    pub name: &'static str,
    /// The value.
    pub value: Shown,
    /// Where it comes from.
    pub origin: Origin,
}

/// One rule applied once.
#[derive(Clone, Debug)]
pub struct Step {
    /// What was applied.
    pub rule: &'static Rule,
    /// The name under which the result is known to users, if it is one of the figures.
    pub figure: Option<String>,
    /// Inputs, parameters, inner steps and exceptions, in the order in which they were used.
    pub lines: Vec<Line>,
    /// The result.
    pub value: Shown,
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::Brief {}
    impl Sealed for super::Bare {}
    impl Sealed for super::NoTrace {}
    impl Sealed for super::Derivation {}
}

/// A place where steps go. Sealed: there are [`Brief`], [`Bare`], [`NoTrace`] and [`Derivation`].
pub trait Trace: sealed::Sealed {
    /// Does anybody listen? For work that only a listener needs.
    const ON: bool;
    /// Does anybody read the sentences beside verdicts and figures: reasons, risks, papers, details?
    const WORDS: bool;
    /// Does anybody look at figures that decide no verdict: costs, totals, what is left at the end?
    const FIGURES: bool;
    #[doc(hidden)]
    fn open(&mut self, rule: &'static Rule, figure: Option<&str>);
    #[doc(hidden)]
    fn close(&mut self, value: impl FnOnce() -> Shown);
    #[doc(hidden)]
    fn line(&mut self, line: impl FnOnce() -> Line);
    #[doc(hidden)]
    fn uses(&mut self, name: &'static str, figure: &str, value: impl FnOnce() -> Shown);
    #[doc(hidden)]
    fn under(&mut self, headings: &[&str]);
}

/// Nobody listens: every method is empty.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoTrace;

/// Nobody listens and nobody reads: verdicts and figures are all that is worked out.
#[derive(Clone, Copy, Debug, Default)]
pub struct Bare;

/// Nobody looks at more than the verdicts and what decides them.
#[derive(Clone, Copy, Debug, Default)]
pub struct Brief;

macro_rules! silent {
    ($name:ident, words: $words:literal, figures: $figures:literal) => {
        impl Trace for $name {
            const ON: bool = false;
            const WORDS: bool = $words;
            const FIGURES: bool = $figures;
            #[inline(always)]
            fn open(&mut self, _: &'static Rule, _: Option<&str>) {}
            #[inline(always)]
            fn close(&mut self, _: impl FnOnce() -> Shown) {}
            #[inline(always)]
            fn line(&mut self, _: impl FnOnce() -> Line) {}
            #[inline(always)]
            fn uses(&mut self, _: &'static str, _: &str, _: impl FnOnce() -> Shown) {}
            #[inline(always)]
            fn under(&mut self, _: &[&str]) {}
        }
    };
}

silent!(NoTrace, words: true, figures: true);
silent!(Bare, words: false, figures: true);
silent!(Brief, words: false, figures: false);

/// Every step that was taken, with its inputs.
#[derive(Clone, Debug, Default)]
pub struct Derivation {
    /// The steps, in the order in which they were opened.
    pub steps: Vec<Step>,
    /// The steps that nobody else opened, in order.
    pub roots: Vec<usize>,
    open: Vec<usize>,
    headings: Vec<String>,
    by_name: HashMap<String, usize>,
}

impl Trace for Derivation {
    const ON: bool = true;
    const WORDS: bool = true;
    const FIGURES: bool = true;

    fn open(&mut self, rule: &'static Rule, figure: Option<&str>) {
        let step = self.steps.len();
        match self.open.last() {
            Some(&parent) => {
                self.steps[parent].lines.push(Line { name: "", value: Shown::Nothing, origin: Origin::Step(step) });
            }
            None => self.roots.push(step),
        }
        let figure = figure.map(|name| full_name(self.headings.first().map_or("", String::as_str), name));
        if let Some(name) = &figure {
            self.by_name.insert(name.clone(), step);
        }
        self.steps.push(Step { rule, figure, lines: Vec::new(), value: Shown::Nothing });
        self.open.push(step);
    }

    fn close(&mut self, value: impl FnOnce() -> Shown) {
        let step = self.open.pop().expect("open and close are one call");
        self.steps[step].value = value();
    }

    fn line(&mut self, line: impl FnOnce() -> Line) {
        if let Some(&step) = self.open.last() {
            self.steps[step].lines.push(line());
        }
    }

    fn uses(&mut self, name: &'static str, figure: &str, value: impl FnOnce() -> Shown) {
        let origin = self.find(figure).map_or(Origin::Given, Origin::Step);
        self.line(|| Line { name, value: value(), origin });
    }

    fn under(&mut self, headings: &[&str]) {
        self.headings = headings.iter().map(ToString::to_string).collect();
    }
}

fn full_name(heading: &str, name: &str) -> String {
    if heading.is_empty() { name.to_string() } else { format!("{heading}.{name}") }
}

impl Derivation {
    /// The step of a figure under the present headings, the first heading that has it, else the household's own.
    fn find(&self, figure: &str) -> Option<usize> {
        self.headings
            .iter()
            .map(String::as_str)
            .chain([""])
            .find_map(|heading| self.by_name.get(&full_name(heading, figure)).copied())
    }

    /// The step of a figure by its full name, `keep-under-clause+small-scale.monthly`.
    pub fn figure(&self, name: &str) -> Option<usize> {
        self.by_name.get(name).copied()
    }

    /// The names of all figures, in order, each once.
    pub fn figures(&self) -> Vec<&str> {
        let mut seen = HashSet::new();
        self.steps.iter().filter_map(|step| step.figure.as_deref()).filter(|name| seen.insert(*name)).collect()
    }

    /// Who stands behind each step, down to its last input: the weakest of law, practice and estimate, and the weakest
    /// comparison with a source.
    pub fn standings(&self) -> Vec<(Mark, Checked)> {
        let mut known = vec![None; self.steps.len()];
        for step in 0..self.steps.len() {
            self.standing_into(step, &mut known);
        }
        known.into_iter().map(|standing| standing.expect("every step was visited")).collect()
    }

    /// Who stands behind one step.
    pub fn standing(&self, step: usize) -> (Mark, Checked) {
        self.standing_into(step, &mut vec![None; self.steps.len()])
    }

    fn standing_into(&self, step: usize, known: &mut [Option<(Mark, Checked)>]) -> (Mark, Checked) {
        if let Some(standing) = known[step] {
            return standing;
        }
        let mut standing = (self.steps[step].rule.mark, Checked::Verified);
        for line in &self.steps[step].lines {
            let (mark, checked) = match &line.origin {
                Origin::Fact { rough: true, .. } => (Mark::Estimate, Checked::Verified),
                Origin::Parameter(parameter, row) => (parameter.mark(), parameter.checked(*row)),
                Origin::Step(inner) => self.standing_into(*inner, known),
                _ => continue,
            };
            standing = (standing.0.max(mark), standing.1.max(checked));
        }
        known[step] = Some(standing);
        standing
    }
}

/// What a rule works in: the trace.
#[derive(Debug)]
pub struct Cx<'t, T: Trace> {
    trace: &'t mut T,
}

impl<'t, T: Trace> Cx<'t, T> {
    /// A context that reports to `trace`.
    pub fn new(trace: &'t mut T) -> Cx<'t, T> {
        Cx { trace }
    }

    /// Does anybody listen?
    pub const fn is_traced(&self) -> bool {
        T::ON
    }

    /// Applies a rule as one step.
    #[inline]
    pub fn rule<V: Show>(&mut self, rule: &'static Rule, body: impl FnOnce(&mut Cx<'_, T>) -> V) -> V {
        self.trace.open(rule, None);
        let value = body(&mut Cx { trace: self.trace });
        self.trace.close(|| value.show());
        value
    }

    /// Applies a rule whose result users know by a name.
    #[inline]
    pub fn figure<V: Show>(&mut self, name: &str, rule: &'static Rule, body: impl FnOnce(&mut Cx<'_, T>) -> V) -> V {
        self.trace.open(rule, Some(name));
        let value = body(&mut Cx { trace: self.trace });
        self.trace.close(|| value.show());
        value
    }

    /// Notes an input that the caller handed over.
    #[inline]
    pub fn given(&mut self, name: &'static str, value: &impl Show) {
        self.trace.line(|| Line { name, value: value.show(), origin: Origin::Given });
    }

    /// Notes a fact of the case, with its place in the file.
    #[inline]
    pub fn fact(&mut self, name: &'static str, value: &impl Show, rough: bool, path: impl FnOnce() -> String) {
        self.trace.line(|| Line { name, value: value.show(), origin: Origin::Fact { path: path(), rough } });
    }

    /// Notes a figure that was worked out before, linked to its own step.
    #[inline]
    pub fn uses(&mut self, name: &'static str, figure: &str, value: &impl Show) {
        self.trace.uses(name, figure, || value.show());
    }

    /// Notes an exception that was looked at, and whether it applied.
    #[inline]
    pub fn exception(&mut self, name: &'static str, provision: Provision, applies: bool) {
        self.trace.line(|| Line { name, value: Shown::Flag(applies), origin: Origin::Exception(provision) });
    }

    /// Reads a dated figure and notes it.
    #[inline]
    pub fn param<V: Copy + Show + std::fmt::Debug + Sync>(
        &mut self,
        parameter: &'static Parameter<V>,
        day: Date,
    ) -> Result<V, NotInForce> {
        let dated = parameter.on(day)?;
        self.trace.line(|| Line {
            name: parameter.id,
            value: dated.value.show(),
            origin: Origin::Parameter(
                parameter,
                parameter.values.iter().position(|row| row.from == dated.from).expect("the row is one of its own"),
            ),
        });
        Ok(dated.value)
    }

    /// Puts the figures that follow under the first of these headings (a route's id; none for the household itself);
    /// figures that they use are looked for under each heading in turn, then among the household's own.
    pub fn under(&mut self, headings: &[&str]) {
        self.trace.under(headings);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static OUTER: Rule =
        Rule { id: "test.outer", ja: "外", en: "outer", provisions: &[], mark: Mark::Law, parameters: &[] };
    static INNER: Rule =
        Rule { id: "test.inner", ja: "内", en: "inner", provisions: &[], mark: Mark::Practice, parameters: &[] };

    fn double<T: Trace>(cx: &mut Cx<'_, T>, amount: Yen) -> Yen {
        cx.figure("double", &OUTER, |cx| {
            let same = cx.rule(&INNER, |cx| {
                cx.fact("amount", &amount, true, || "asset[0].value".to_string());
                amount
            });
            same.times(2)
        })
    }

    #[test]
    fn traced_and_untraced_agree_and_the_weakest_input_decides_the_mark() {
        let mut derivation = Derivation::default();
        let traced = double(&mut Cx::new(&mut derivation), Yen(5));
        assert_eq!(traced, double(&mut Cx::new(&mut NoTrace), Yen(5)));
        assert_eq!(derivation.figures(), ["double"]);
        let step = derivation.figure("double").unwrap();
        assert_eq!(derivation.steps[step].value, Shown::Yen(Yen(10)));
        assert_eq!(derivation.standing(step), (Mark::Estimate, Checked::Verified));
    }

    #[test]
    fn a_figure_used_twice_is_one_step() {
        let mut derivation = Derivation::default();
        let mut cx = Cx::new(&mut derivation);
        let value = double(&mut cx, Yen(1));
        cx.rule(&OUTER, |cx| cx.uses("again", "double", &value));
        cx.rule(&OUTER, |cx| cx.uses("again", "double", &value));
        assert_eq!(derivation.steps.len(), 4);
        assert_eq!(derivation.roots.len(), 3);
    }
}
