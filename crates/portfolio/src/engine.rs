//! What every route comes to for one household: verdicts, reasons, figures, and the best by a criterion.

use case::Household;
use law::home::{Position, position};
use law::trace::Bare;
use law::verdict::{Outcome, Whose};
use law::words::Word;
use law::{Balance, Cx, Yen};
use plan::{DebtChoice, HomeChoice, Practice, Why};

/// How many routes there are.
pub const ROUTES: usize = 24;

/// Every route, in the order of the table of routes.
pub fn routes() -> impl Iterator<Item = (HomeChoice, DebtChoice)> {
    HomeChoice::ALL.iter().flat_map(|home| home.debts().iter().map(move |debt| (*home, *debt)))
}

/// The ids of the routes, in the same order.
pub fn route_ids() -> Vec<String> {
    routes().map(|(home, debt)| format!("{}+{}", home.word(), debt.word())).collect()
}

law::word_list! {
    /// What makes a route the best one.
    pub enum By {
        /// A home that is kept first, then what the tightest month leaves over.
        KeepHome = "keep-home",
        /// What the tightest month leaves over.
        LeftOver = "left-over",
        /// The least that is paid in all.
        Total = "total",
        /// The fewest months.
        Months = "months",
        /// The least debt at the end.
        DebtLeft = "debt-left",
        /// The most that the holder of the home loan recovers.
        Recovery = "recovery",
    }
}

/// What a household's routes come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcomes {
    /// Owed in all.
    pub owed: Option<Yen>,
    /// Owed under the burdens of the home.
    pub secured: Option<Yen>,
    /// Overdue.
    pub overdue: Option<Yen>,
    /// Left for housing and debts each month.
    pub capacity: Option<Balance>,
    /// The home at its likely value against what it secures.
    pub position: Option<Position>,
    /// Each route, in the order of [`routes`].
    pub routes: Vec<RouteOutcome>,
    /// The best open route, by place.
    pub best: Option<usize>,
}

/// What one route comes to, in the form that an overview shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RouteOutcome {
    /// Open, unknown or closed.
    pub outcome: Outcome,
    /// The requirement that decides: the first that fails, else the first that is unknown, else the first that is left to
    /// somebody; empty when all are met.
    pub reason: &'static str,
    /// The variant; empty when the route has only one form.
    pub variant: &'static str,
    /// Is the home kept?
    pub home_kept: bool,
    /// Whose judgement it depends on, each once.
    pub depends_on: Vec<Whose>,
    /// Per month in the heaviest phase.
    pub monthly: Option<Yen>,
    /// Left over in the tightest month.
    pub left_over: Option<Balance>,
    /// Paid in all.
    pub total: Option<Yen>,
    /// Months of payments.
    pub months: Option<u32>,
    /// Owed at the end.
    pub debt_left: Option<Yen>,
    /// Cash needed at the start.
    pub cash_now: Option<Yen>,
    /// What the holder of the home loan receives, to the end and not discounted.
    pub recovery: Option<Yen>,
}

/// Asks the planner, always in the same way.
#[derive(Clone, Debug)]
pub struct Engine {
    practice: Practice,
    by: By,
}

impl Engine {
    /// With these habits of practice and this criterion.
    pub fn new(practice: Practice, by: By) -> Engine {
        Engine { practice, by }
    }

    /// What makes a route the best one.
    pub const fn by(&self) -> By {
        self.by
    }

    /// What every route comes to for a household.
    pub fn outcomes(&self, house: &Household) -> Outcomes {
        let mut outcomes = from_outcomes(plan::outcomes(house, &self.practice), house);
        outcomes.best = best(&outcomes.routes, self.by);
        outcomes
    }
}

fn from_outcomes(found: plan::Outcomes, house: &Household) -> Outcomes {
    Outcomes {
        position: position_of(house, &found.secured),
        owed: found.owed.ok(),
        secured: found.secured.ok(),
        overdue: found.overdue.ok(),
        capacity: found.capacity.ok(),
        routes: found.routes.into_iter().map(from_route).collect(),
        best: None,
    }
}

/// The home at its likely value against what it secures.
fn position_of(house: &Household, secured: &plan::Known<Yen>) -> Option<Position> {
    let home = house.homes.as_deref()?.first()?;
    let secured = *secured.as_ref().ok()?;
    Some(position(&mut Cx::new(&mut Bare), home.value?.likely, secured))
}

fn from_route(route: plan::RouteOutcome) -> RouteOutcome {
    let decides = |why: Why| match route.outcome {
        Outcome::Closed => why == Why::NotMet,
        Outcome::Unknown => why == Why::Unknown,
        Outcome::Open => matches!(why, Why::LeftTo(_)),
    };
    let mut depends_on: Vec<Whose> = route
        .reasons
        .iter()
        .filter_map(|reason| match reason.why {
            Why::LeftTo(whose) => Some(whose),
            Why::NotMet | Why::Unknown => None,
        })
        .collect();
    depends_on.sort_unstable();
    depends_on.dedup();
    let figures = route.figures;
    RouteOutcome {
        outcome: route.outcome,
        reason: route.reasons.iter().find(|reason| decides(reason.why)).map_or("", |reason| reason.id),
        variant: route.variant,
        home_kept: route.home_kept,
        depends_on,
        monthly: figures.monthly.ok(),
        left_over: figures.left_over.ok(),
        total: figures.total.ok(),
        months: figures.months.ok(),
        debt_left: figures.debt_left.ok(),
        cash_now: figures.cash_now.ok(),
        recovery: route.recovered.ok(),
    }
}

/// The best open route: on a tie the earlier one. A figure that is not known comes last.
fn best(routes: &[RouteOutcome], by: By) -> Option<usize> {
    let open = routes.iter().enumerate().filter(|(_, route)| route.outcome == Outcome::Open);
    // Smaller is better.
    let least = |amount: Option<Yen>| amount.map_or(i128::MAX, |yen| i128::from(yen.0));
    let most = |amount: Option<i128>| amount.map_or(i128::MAX, |amount| -amount);
    open.min_by_key(|(_, route)| match by {
        By::KeepHome => (u8::from(!route.home_kept), most(route.left_over.map(|left| left.0))),
        By::LeftOver => (0, most(route.left_over.map(|left| left.0))),
        By::Total => (0, least(route.total)),
        By::Months => (0, route.months.map_or(i128::MAX, i128::from)),
        By::DebtLeft => (0, least(route.debt_left)),
        By::Recovery => (0, most(route.recovery.map(|yen| i128::from(yen.0)))),
    })
    .map(|(place, _)| place)
}
