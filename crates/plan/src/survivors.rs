//! Which open routes another one makes needless, and which is best at what a household may look for.

use law::trace::Shown;
use law::verdict::{Outcome, Whose};
use law::words::Word;

use crate::Plan;
use crate::debt::{DebtChoice, Record};
use crate::route::{Liable, Route};

law::word_list! {
    /// What a household may look for in a route.
    pub enum Goal {
        /// The home is kept.
        KeepHome = "keep-home",
        /// The least per month, in the heaviest phase.
        Monthly = "monthly",
        /// The least in all.
        Total = "total",
        /// The earliest end.
        Months = "months",
        /// The least that is still owed at the end.
        DebtLeft = "debt-left",
        /// The least money needed at once.
        CashNow = "cash-now",
        /// The least property besides the home that must be given up.
        Property = "property",
        /// No occupation is barred for a while.
        Work = "work",
        /// Nobody who is liable with the debtor is called on.
        Liable = "liable",
        /// The least that agencies and the gazette keep.
        Record = "record",
    }
}

impl Goal {
    /// How far what a route shows is from this goal: less is better; `None` while a fact is lacking.
    pub fn distance(self, route: &Route) -> Option<u64> {
        let variant = route.shown();
        let figures = &variant.figures;
        match self {
            Goal::KeepHome => Some(u64::from(!variant.home_kept)),
            Goal::Monthly => figures.monthly.as_ref().ok().map(|yen| yen.0),
            Goal::Total => figures.total.as_ref().ok().map(|yen| yen.0),
            Goal::Months => figures.months.as_ref().ok().map(|months| u64::from(*months)),
            Goal::DebtLeft => figures.debt_left.as_ref().ok().map(|yen| yen.0),
            Goal::CashNow => figures.cash_now.as_ref().ok().map(|yen| yen.0),
            Goal::Property if route.debt != DebtChoice::Bankruptcy => Some(0),
            Goal::Property => variant.details.iter().find_map(|(name, value)| match value {
                Shown::Yen(yen) if *name == "property_given_up" => Some(yen.0),
                _ => None,
            }),
            Goal::Work => {
                let closes = |key| matches!(key, "risk.occupation-restricted" | "risk.occupation-mandate-ends");
                Some(u64::from(variant.risks.iter().any(|risk| closes(risk.key))))
            }
            Goal::Liable => match &variant.liable {
                Liable::Nobody | Liable::NotCalled => Some(0),
                Liable::CalledOn(_) => Some(1),
                Liable::Unknown(_) => None,
            },
            Goal::Record => Some(match variant.record {
                Record::Clean => 0,
                Record::Agencies => 1,
                Record::Gazette => 2,
            }),
        }
    }
}

/// The open routes of a plan sorted by what they are good for. Routes are named by their place in [`Plan::routes`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Survivors {
    /// Routes that no other makes needless.
    pub best: Vec<usize>,
    /// Routes that another is at least as good as in every respect and better in one, each with that other.
    pub beaten: Vec<(usize, usize)>,
    /// Who comes nearest to each goal; a goal that all come equally near to is left out.
    pub nearest: Vec<(Goal, Vec<usize>)>,
}

/// Sorts the open routes. One beats another when it is at least as near to every goal, nearer to one, and depends on
/// nobody's judgement on whom the other does not depend: what only the lender's consent would make better is no
/// substitute for what needs no consent. Where a figure is unknown nothing is beaten.
pub fn survivors(plan: &Plan) -> Survivors {
    let routes = plan.routes.iter().enumerate();
    let open: Vec<(usize, &Route)> = routes.filter(|(_, route)| route.shown().outcome == Outcome::Open).collect();
    let is_beaten = |loser: &Route| open.iter().any(|(_, other)| beats(other, loser));
    let best: Vec<usize> = open.iter().filter(|(_, route)| !is_beaten(route)).map(|(place, _)| *place).collect();
    let beaten = open
        .iter()
        .filter_map(|(place, loser)| {
            // What beats is not needless itself, or whatever beats it beats this one too.
            let winners = best.iter().filter(|winner| beats(&plan.routes[**winner], loser));
            let winner = winners.min_by_key(|winner| plan.routes[**winner].home != loser.home)?;
            Some((*place, *winner))
        })
        .collect();
    let nearest = Goal::ALL.iter().filter_map(|goal| Some((*goal, nearest(&open, *goal)?))).collect();
    Survivors { best, beaten, nearest }
}

fn beats(one: &Route, other: &Route) -> bool {
    let mut nearer = false;
    let never_behind = Goal::ALL.iter().all(|goal| match (goal.distance(one), goal.distance(other)) {
        (Some(one), Some(other)) => {
            nearer |= one < other;
            one <= other
        }
        _ => false,
    });
    let asks = |whose: &Whose| other.shown().depends_on.contains(whose);
    never_behind && nearer && one.shown().depends_on.iter().all(asks)
}

fn nearest(open: &[(usize, &Route)], goal: Goal) -> Option<Vec<usize>> {
    let known: Vec<(usize, u64)> =
        open.iter().filter_map(|(place, route)| Some((*place, goal.distance(route)?))).collect();
    let least = known.iter().map(|(_, distance)| *distance).min()?;
    let places: Vec<usize> = known.iter().filter(|(_, distance)| *distance == least).map(|(place, _)| *place).collect();
    // To keep the home is a goal only where some route reaches it.
    let is_reached = goal != Goal::KeepHome || least == 0;
    (places.len() < open.len() && is_reached).then_some(places)
}
