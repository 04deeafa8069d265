//! What every route comes to for one household: verdicts, reasons, figures, and the best by a criterion.

use case::Household;
use law::home::{Position, position};
use law::trace::Bare;
use law::verdict::{Outcome, Whose};
use law::words::Word;
use law::{Balance, Cx, Yen};
use plan::{DebtChoice, Discount, HomeChoice, Practice, RouteVerdict, Why};
use smallvec::SmallVec;

/// How many routes there are.
pub const ROUTES: usize = 24;

/// Every route, in the order of the table of routes.
pub fn routes() -> impl Iterator<Item = (HomeChoice, DebtChoice)> {
    HomeChoice::OF_A_HOME.iter().flat_map(|home| home.debts().iter().map(move |debt| (*home, *debt)))
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

/// What becomes of a household's routes, and what the best one comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brief {
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
    /// What became of each route and the requirement that decides, in the order of [`routes`].
    pub routes: SmallVec<[(Outcome, &'static str); ROUTES]>,
    /// The best open route, by place.
    pub best: Option<(usize, RouteOutcome)>,
}

impl From<Outcomes> for Brief {
    fn from(mut outcomes: Outcomes) -> Brief {
        Brief {
            owed: outcomes.owed,
            secured: outcomes.secured,
            overdue: outcomes.overdue,
            capacity: outcomes.capacity,
            position: outcomes.position,
            routes: outcomes.routes.iter().map(|route| (route.outcome, route.reason)).collect(),
            best: outcomes.best.map(|place| (place, outcomes.routes.swap_remove(place))),
        }
    }
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
    /// What the holder of the home loan receives, to the end, as [`Engine::discounted`] sees it.
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

    /// How waiting is discounted, if it is.
    pub fn discount(&self) -> Option<&Discount> {
        self.practice.discount.as_deref()
    }

    /// What an amount in a month is worth to the holder now.
    pub fn discounted(&self, month: u32, amount: Yen) -> Yen {
        self.discount().map_or(amount, |discount| discount.of(month, amount))
    }

    /// What becomes of every route, and what the best one comes to: the verdicts and figures of [`Engine::outcomes`], at a
    /// part of the cost; of several households at once, in their order.
    pub fn briefs(&self, houses: &[Household]) -> Vec<Brief> {
        if !matches!(self.by, By::KeepHome | By::LeftOver) {
            // The criterion needs a figure of every open route.
            return houses.iter().map(|house| self.outcomes(house).into()).collect();
        }
        let pick = |routes: &[RouteVerdict]| {
            best(routes, |route| match route.outcome {
                Outcome::Open => Some(self.by.rank_by_left_over(route.home_kept, route.left_over)),
                _ => None,
            })
        };
        plan::verdicts_together(houses, &self.practice, pick, brief)
    }

    /// What every route comes to for a household.
    pub fn outcomes(&self, house: &Household) -> Outcomes {
        let mut outcomes = from_outcomes(plan::outcomes(house, &self.practice), house);
        outcomes.best = best(&outcomes.routes, |route| (route.outcome == Outcome::Open).then(|| self.by.rank(route)));
        outcomes
    }
}

fn brief(house: &Household, found: &plan::Verdicts<&[RouteVerdict]>) -> Brief {
    Brief {
        position: position_of(house, &found.secured),
        owed: found.owed.as_ref().ok().copied(),
        secured: found.secured.as_ref().ok().copied(),
        overdue: found.overdue.as_ref().ok().copied(),
        capacity: found.capacity.as_ref().ok().copied(),
        routes: found.routes.iter().map(|route| (route.outcome, route.reason.unwrap_or(""))).collect(),
        best: found.picked.as_ref().map(|(place, route)| (*place, from_route(route))),
    }
}

fn from_outcomes(found: plan::Outcomes, house: &Household) -> Outcomes {
    Outcomes {
        position: position_of(house, &found.secured),
        owed: found.owed.ok(),
        secured: found.secured.ok(),
        overdue: found.overdue.ok(),
        capacity: found.capacity.ok(),
        routes: found.routes.iter().map(from_route).collect(),
        best: None,
    }
}

/// The home at its likely value against what it secures.
fn position_of(house: &Household, secured: &plan::Known<Yen>) -> Option<Position> {
    let home = house.homes.as_deref()?.first()?;
    let secured = *secured.as_ref().ok()?;
    Some(position(&mut Cx::new(&mut Bare), home.value?.likely, secured))
}

fn from_route(route: &plan::RouteOutcome) -> RouteOutcome {
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
    let figures = &route.figures;
    RouteOutcome {
        outcome: route.outcome,
        reason: route.reasons.iter().find(|reason| decides(reason.why)).map_or("", |reason| reason.id),
        variant: route.variant,
        home_kept: route.home_kept,
        depends_on,
        monthly: figures.monthly.as_ref().ok().copied(),
        left_over: figures.left_over.as_ref().ok().copied(),
        total: figures.total.as_ref().ok().copied(),
        months: figures.months.as_ref().ok().copied(),
        debt_left: figures.debt_left.as_ref().ok().copied(),
        cash_now: figures.cash_now.as_ref().ok().copied(),
        recovery: route.recovered.as_ref().ok().copied(),
    }
}

/// The best route that has a rank, the least one: on a tie the earlier one.
fn best<R>(routes: &[R], rank: impl Fn(&R) -> Option<Rank>) -> Option<usize> {
    let (mut best, mut least) = (None, WORST);
    for (place, route) in routes.iter().enumerate() {
        if let Some(rank) = rank(route)
            && (best.is_none() || rank < least)
        {
            (best, least) = (Some(place), rank);
        }
    }
    best
}

/// Smaller is better. A figure that is not known comes last.
type Rank = (u8, i128);

/// Nothing is worse.
const WORST: Rank = (u8::MAX, i128::MAX);

fn least(amount: Option<i128>) -> i128 {
    amount.unwrap_or(i128::MAX)
}

fn most(amount: Option<i128>) -> i128 {
    amount.map_or(i128::MAX, |amount| -amount)
}

impl By {
    fn rank(self, route: &RouteOutcome) -> Rank {
        let yen = |amount: Option<Yen>| amount.map(|yen| i128::from(yen.0));
        match self {
            By::KeepHome | By::LeftOver => self.rank_by_left_over(route.home_kept, route.left_over),
            By::Total => (0, least(yen(route.total))),
            By::Months => (0, least(route.months.map(i128::from))),
            By::DebtLeft => (0, least(yen(route.debt_left))),
            By::Recovery => (0, most(yen(route.recovery))),
        }
    }

    fn rank_by_left_over(self, home_kept: bool, left_over: Option<Balance>) -> Rank {
        (u8::from(self == By::KeepHome && !home_kept), most(left_over.map(|left| left.0)))
    }
}
