//! Verdicts and figures of every route without a sentence: what a portfolio asks of each borrower.

use case::Household;
use law::trace::Bare;
use law::verdict::{Outcome, Verdict, Whose};
use law::words::Word;
use law::{Balance, Cx, Yen};
use smallvec::SmallVec;

use crate::debt::{self, Beside, DebtChoice};
use crate::home::HomeChoice;
use crate::known::{Known, look};
use crate::practice::Practice;
use crate::route::{Figures, Worked, work_out};
use crate::situation::Situation;
use crate::stream::{Item, Purpose};

/// Where a household stands, and what became of each route.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcomes {
    /// What the burdens of the home secure.
    pub secured: Known<Yen>,
    /// What is left for housing and debts each month.
    pub capacity: Known<Balance>,
    /// What is overdue.
    pub overdue: Known<Yen>,
    /// What is owed in all.
    pub owed: Known<Yen>,
    /// Every route that exists, in the order of [`crate::evaluate`].
    pub routes: Vec<RouteOutcome>,
}

/// One route in the variant that [`crate::Route::shown`] shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RouteOutcome {
    /// What becomes of the home.
    pub home: HomeChoice,
    /// What becomes of the debts.
    pub debt: DebtChoice,
    /// The variant; empty when the route has only one form.
    pub variant: &'static str,
    /// Open, closed or unknown.
    pub outcome: Outcome,
    /// Every requirement that is not simply met, in order.
    pub reasons: SmallVec<[Reason; 5]>,
    /// Is the home kept?
    pub home_kept: bool,
    /// The figures that every route has.
    pub figures: Figures,
    /// What the home loans receive: in a sale, in instalments and in lump sums, before any waiting is discounted.
    pub recovered: Known<Yen>,
}

/// Why a route is closed or unknown, or on whom it depends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The requirement.
    pub id: &'static str,
    /// What is the matter.
    pub why: Why,
}

/// What is the matter with a requirement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// It fails.
    NotMet,
    /// Facts are lacking.
    Unknown,
    /// Somebody's judgement decides.
    LeftTo(Whose),
}

impl Why {
    /// What keeps a verdict from being simply met.
    pub fn of(verdict: &Verdict) -> Option<Why> {
        match verdict {
            Verdict::Met => None,
            Verdict::NotMet => Some(Why::NotMet),
            Verdict::Unknown(_) => Some(Why::Unknown),
            Verdict::LeftTo(whose) => Some(Why::LeftTo(*whose)),
        }
    }

    /// What becomes of a route for this alone.
    pub const fn outcome(self) -> Outcome {
        match self {
            Why::NotMet => Outcome::Closed,
            Why::Unknown => Outcome::Unknown,
            Why::LeftTo(_) => Outcome::Open,
        }
    }
}

/// Works out verdicts and figures of every route, and nothing else. They are those of [`crate::evaluate`].
///
/// ```
/// let text = br#"{"as_of": "2026-11-22", "person": [{"id": "taro", "role": "debtor", "born": "1981-05-04"}]}"#;
/// let house = case::read(text, case::Format::Json).expect("a case without mistakes");
/// let outcomes = plan::outcomes(&house, &plan::Practice::default());
/// assert_eq!(outcomes.routes.len(), 24);
/// ```
pub fn outcomes(house: &Household, practice: &Practice) -> Outcomes {
    let mut bare = Bare;
    let cx = &mut Cx::new(&mut bare);
    let s = &Situation::new(cx, house, practice);
    let mut routes = Vec::with_capacity(HomeChoice::ROUTES);
    for home in HomeChoice::ALL {
        let outcomes = home.evaluate(cx, s);
        let memories = debt::memories(&outcomes);
        let besides = debt::besides(s, &outcomes, &memories);
        let mut order: SmallVec<[usize; 6]> = SmallVec::new();
        order.extend(0..besides.len());
        order.sort_by_key(|at| (besides[*at].home.steps_back, besides[*at].fails > 0));
        for debt in home.debts() {
            route(cx, s, (*home, *debt), &besides, &order, &mut routes);
        }
    }
    Outcomes {
        owed: crate::owed(cx, s),
        secured: s.secured.clone(),
        capacity: s.capacity.clone(),
        overdue: s.overdue.clone(),
        routes,
    }
}

/// Adds the route in the variant that is shown: the first open one, else the first unknown one, else the one that fails
/// least. `order` has the variants that fail for the home's own reasons behind the others, and those that step back last:
/// they are worked out only where every other one is closed too.
fn route<'s>(
    cx: &mut Cx<'_, Bare>,
    s: &'s Situation<'_>,
    choices: (HomeChoice, DebtChoice),
    besides: &[Beside<'_, 's>],
    order: &[usize],
    routes: &mut Vec<RouteOutcome>,
) {
    let place = routes.len();
    let mut best = Outcome::Closed;
    // How much the shown variant fails, and where it stands.
    let mut shown = (0, 0);
    for &at in order {
        let beside = &besides[at];
        let last_resort = beside.fails > 0 || beside.home.steps_back;
        if best == Outcome::Open || (best == Outcome::Unknown && last_resort) {
            // The first open variant is the one that is shown.
            break;
        }
        if routes.len() > place && beside.fails > 0 && (beside.fails, at) > shown {
            continue;
        }
        let worked = work_out(cx, s, choices, beside, best);
        let (mut outcome, mut fails) = (Outcome::Open, 0);
        let mut reasons: SmallVec<[Reason; 5]> = SmallVec::new();
        for list in worked.needs(beside.home) {
            let Some(list) = list else { continue };
            for reason in list.brief() {
                fails += usize::from(reason.why == Why::NotMet);
                outcome = outcome.max(reason.why.outcome());
                reasons.push(*reason);
            }
        }
        best = best.min(outcome);
        // One that steps back is never the nearest of closed ones.
        let fails = if beside.home.steps_back { usize::MAX } else { fails };
        if routes.get(place).is_none_or(|other| (outcome, (fails, at)) < (other.outcome, shown)) {
            let recovered = recovered(s, beside, &worked);
            shown = (fails, at);
            routes.truncate(place);
            routes.push(RouteOutcome {
                home: choices.0,
                debt: choices.1,
                variant: beside.home.variant,
                outcome,
                reasons,
                home_kept: beside.home.kept,
                recovered,
                figures: worked.figures,
            });
        }
    }
}

/// What the home loans receive. A lump sum that settles what a sale left is shared by what is left of each.
fn recovered(s: &Situation<'_>, beside: &Beside<'_, '_>, worked: &Worked) -> Known<Yen> {
    let streams = worked.streams(beside)?;
    let residuals = look(&beside.home.residuals)?;
    let of_home_loans = |list: &[(case::ClaimId, Yen)]| -> Yen {
        list.iter().filter(|(claim, _)| s.is_home_loan(*claim)).map(|(_, amount)| *amount).sum()
    };
    let is_on_home_loan = |item: Item| item.claim().is_some_and(|claim| s.is_home_loan(claim));
    let mut sum = of_home_loans(&beside.home.paid);
    streams.each(|stream| {
        if is_on_home_loan(stream.item) {
            sum += stream.total();
        }
    });
    for once in worked.once(beside).filter(|once| !once.received) {
        sum += match once.item.purpose {
            Purpose::Settlement => {
                let left_of_all: Yen = residuals.iter().map(|(_, amount)| *amount).sum();
                match of_home_loans(residuals) {
                    left if !left_of_all.is_zero() => once.amount.part_floor(left.0.into(), left_of_all.0.into()),
                    _ if is_on_home_loan(once.item) => once.amount,
                    _ => Yen::ZERO,
                }
            }
            Purpose::Arrears => once.amount,
            _ if is_on_home_loan(once.item) => once.amount,
            _ => Yen::ZERO,
        };
    }
    Ok(sum)
}
