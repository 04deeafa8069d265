//! Verdicts and figures of every route without a sentence: what a portfolio asks of each borrower.

use case::Household;
use law::trace::Bare;
use law::verdict::{Outcome, Verdict, Whose};
use law::words::Word;
use law::{Balance, Cx, Yen};
use smallvec::SmallVec;

use crate::debt::{self, Beside, DebtChoice};
use crate::debts::Debt;
use crate::home::HomeChoice;
use crate::known::{Known, look};
use crate::practice::Practice;
use crate::route::{Figures, Worked, work_out};
use crate::situation::Situation;
use crate::stream::{Purpose, Stream};

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
        for debt in home.debts() {
            routes.push(route(cx, s, *home, *debt, &besides));
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

/// The route in the variant that is shown: the first open one, else the first unknown one, else the one that fails
/// least.
fn route<'s>(
    cx: &mut Cx<'_, Bare>,
    s: &'s Situation<'_>,
    home: HomeChoice,
    debt: DebtChoice,
    besides: &[Beside<'_, 's>],
) -> RouteOutcome {
    let mut best = Outcome::Closed;
    let mut shown: Option<(usize, RouteOutcome)> = None;
    for beside in besides {
        if best == Outcome::Open {
            // The first open variant is the one that is shown.
            break;
        }
        let worked = work_out(cx, s, (home, debt), beside, best);
        best = best.min(worked.outcome);
        let mut failing = 0;
        let mut reasons = SmallVec::new();
        worked.each_requirement(beside.home, |requirement| {
            if let Some(why) = Why::of(&requirement.verdict) {
                failing += usize::from(why == Why::NotMet);
                reasons.push(Reason { id: requirement.id, why });
            }
        });
        if shown.as_ref().is_none_or(|(least, other)| (worked.outcome, failing) < (other.outcome, *least)) {
            let recovered = recovered(s, beside, &worked);
            let outcome = RouteOutcome {
                home,
                debt,
                variant: beside.home.variant,
                outcome: worked.outcome,
                reasons,
                home_kept: beside.home.kept,
                recovered,
                figures: worked.figures,
            };
            shown = Some((failing, outcome));
        }
    }
    shown.expect("a choice for the home has at least one outcome").1
}

/// What the home loans receive. A lump sum that settles what a sale left is shared by what is left of each.
fn recovered(s: &Situation<'_>, beside: &Beside<'_, '_>, worked: &Worked) -> Known<Yen> {
    let streams = look(&worked.streams)?;
    let residuals = look(&beside.home.residuals)?;
    let is_home_loan = |claim: case::ClaimId| s.debts.get(claim.0).is_some_and(Debt::is_loan_of_the_home);
    let of_home_loans = |list: &[(case::ClaimId, Yen)]| -> Yen {
        list.iter().filter(|(claim, _)| is_home_loan(*claim)).map(|(_, amount)| *amount).sum()
    };
    let in_sale = of_home_loans(&beside.home.paid);
    let monthly = streams.iter().filter(|stream| stream.item.claim().is_some_and(is_home_loan)).map(Stream::total);
    let (left, left_of_all) = (of_home_loans(residuals), residuals.iter().map(|(_, amount)| *amount).sum::<Yen>());
    let at_once = worked.once.iter().filter(|once| !once.received).map(|once| match once.item.purpose {
        Purpose::Settlement if !left_of_all.is_zero() => {
            once.amount.part_floor(u128::from(left.0), u128::from(left_of_all.0))
        }
        Purpose::Arrears => once.amount,
        _ if once.item.claim().is_some_and(is_home_loan) => once.amount,
        _ => Yen::ZERO,
    });
    Ok(in_sale + monthly.sum::<Yen>() + at_once.sum())
}
