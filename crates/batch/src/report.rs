//! What a run came to, on one page of HTML with charts as SVG: nothing to load, nothing to click.

mod charts;
mod page;
mod scenarios;

use std::borrow::Cow;
use std::collections::BTreeMap;

use law::Yen;
use law::verdict::Outcome;
use portfolio::Outcomes;
use portfolio::engine::ROUTES;
use serde::{Deserialize, Serialize};

pub use page::page;
pub use scenarios::{Scenario, Scenarios, Sums};

/// What became of one route over a book.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq, Serialize)]
pub struct OfRoute {
    /// Households to which it is open, unknown, closed.
    pub open: u64,
    /// See `open`.
    pub unknown: u64,
    /// See `open`.
    pub closed: u64,
    /// For how many it is the best.
    pub best: u64,
    /// What the holders recover on it, over the households to which it is open and whose home loan is known.
    pub recovered: u128,
    /// What those households owe on the home.
    pub owed: u128,
    /// What decides where it is not open.
    pub reasons: BTreeMap<Cow<'static, str>, u64>,
}

/// The sums of a book, or of a part of it; parts add up.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Is it a book that nobody is?
    pub synthetic: bool,
    /// Households with an answer.
    pub households: u64,
    /// Households to which a route that keeps the home is open.
    pub may_keep: u64,
    /// Households to which no route is open.
    pub no_route: u64,
    /// Owed on the homes.
    pub secured: u128,
    /// Overdue.
    pub overdue: u128,
    /// Each route.
    pub routes: Vec<OfRoute>,
    /// The same households in other circumstances.
    pub scenarios: Scenarios,
}

impl Default for Summary {
    fn default() -> Summary {
        Summary {
            synthetic: false,
            households: 0,
            may_keep: 0,
            no_route: 0,
            secured: 0,
            overdue: 0,
            routes: vec![OfRoute::default(); ROUTES],
            scenarios: Scenarios::default(),
        }
    }
}

fn plain(amount: Option<Yen>) -> u128 {
    amount.map_or(0, |yen| u128::from(yen.0))
}

impl Summary {
    /// Adds a household.
    pub fn count(&mut self, outcomes: &Outcomes) {
        self.households += 1;
        let open = |kept: bool| {
            outcomes.routes.iter().any(|route| route.outcome == Outcome::Open && (!kept || route.home_kept))
        };
        self.may_keep += u64::from(open(true));
        self.no_route += u64::from(!open(false));
        self.secured += plain(outcomes.secured);
        self.overdue += plain(outcomes.overdue);
        for (place, (sums, route)) in self.routes.iter_mut().zip(&outcomes.routes).enumerate() {
            match route.outcome {
                Outcome::Open => sums.open += 1,
                Outcome::Unknown => sums.unknown += 1,
                Outcome::Closed => sums.closed += 1,
            }
            if route.outcome != Outcome::Open && !route.reason.is_empty() {
                *sums.reasons.entry(Cow::Borrowed(route.reason)).or_default() += 1;
            }
            sums.best += u64::from(outcomes.best == Some(place));
            if let (Outcome::Open, Some(recovered), Some(owed)) = (route.outcome, route.recovery, outcomes.secured) {
                sums.recovered += u128::from(recovered.0);
                sums.owed += u128::from(owed.0);
            }
        }
    }

    /// Adds another part.
    pub fn add(&mut self, other: &Summary) {
        self.synthetic |= other.synthetic;
        self.households += other.households;
        self.may_keep += other.may_keep;
        self.no_route += other.no_route;
        self.secured += other.secured;
        self.overdue += other.overdue;
        for (sums, more) in self.routes.iter_mut().zip(&other.routes) {
            sums.open += more.open;
            sums.unknown += more.unknown;
            sums.closed += more.closed;
            sums.best += more.best;
            sums.recovered += more.recovered;
            sums.owed += more.owed;
            for (reason, count) in &more.reasons {
                *sums.reasons.entry(reason.clone()).or_default() += count;
            }
        }
        self.scenarios.add(&other.scenarios);
    }

    /// What decides, over all routes that are not open, the most frequent first.
    pub fn reasons(&self) -> Vec<(&str, u64)> {
        let mut all: BTreeMap<&str, u64> = BTreeMap::new();
        for (reason, count) in self.routes.iter().flat_map(|route| &route.reasons) {
            *all.entry(reason.as_ref()).or_default() += count;
        }
        let mut list: Vec<(&str, u64)> = all.into_iter().collect();
        list.sort_by_key(|(reason, count)| (std::cmp::Reverse(*count), *reason));
        list
    }
}
