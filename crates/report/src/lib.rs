//! A plan as people and programs read it: the overview of all routes, one route in depth, and everything as JSON.
//!
//! Nothing is computed here. Sentences come from the catalogue, figures and their marks from the plan and its
//! derivation.

mod assumptions;
pub mod calendar;
pub mod clause;
mod compare;
pub mod deadlines;
mod json;
pub mod names;
pub mod outcomes;
mod overview;
mod page;
mod route;

use case::Household;
use law::params::{Checked, Mark};
use law::trace::Derivation;
use plan::Plan;

pub use assumptions::assumptions;
pub use compare::compare;
pub use json::{json, schema};
pub use overview::{duration, mark, overview};
pub use page::Style;
pub use route::{alike, in_depth, runs_short};

/// A plan with what explains it.
#[derive(Clone, Copy, Debug)]
pub struct Report<'p> {
    /// The facts.
    pub house: &'p Household,
    /// The plan.
    pub plan: &'p Plan,
    /// Its derivation.
    pub derivation: &'p Derivation,
    /// Who stands behind each step of the derivation.
    pub standings: &'p [(Mark, Checked)],
}

impl Report<'_> {
    /// Who stands behind a figure of a route: looked for under the variant, its home choice, and the household.
    pub fn standing(&self, variant_id: &str, figure: &str) -> Option<(Mark, Checked)> {
        names::step_of(self.derivation, variant_id, figure).map(|step| self.standings[step])
    }

    /// The step behind a name that a user writes: `ROUTE.figure`, with or without the variant, or a figure of the
    /// household.
    ///
    /// A route without its variant means the variant that the overview shows.
    pub fn find(&self, name: &str) -> Option<usize> {
        let Some((route, figure)) = name.split_once('.') else { return self.derivation.figure(name) };
        let shown = self.plan.routes.iter().find(|found| found.id() == route);
        let id = shown.map_or_else(|| route.to_string(), |found| found.variant_id(found.shown()));
        names::step_of(self.derivation, &id, figure).or_else(|| self.derivation.figure(name))
    }

    /// Every name that [`Report::find`] takes for the variants that the overview shows, and for the household.
    pub fn names(&self) -> Vec<String> {
        let mut names: Vec<String> =
            self.derivation.figures().into_iter().filter(|name| !name.contains('.')).map(str::to_string).collect();
        for route in &self.plan.routes {
            let variant = route.shown();
            let figures = variant.figures.list().map(|(name, _)| name);
            let details = variant.details.iter().map(|(name, _)| *name);
            let id = route.variant_id(variant);
            let mut own: Vec<&str> = figures.into_iter().chain(details).collect();
            own.dedup();
            names.extend(
                own.into_iter()
                    .filter(|figure| names::step_of(self.derivation, &id, figure).is_some())
                    .map(|figure| format!("{}.{figure}", route.id())),
            );
        }
        names
    }
}
