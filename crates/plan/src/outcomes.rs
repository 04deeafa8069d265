//! Verdicts and figures of every route without a sentence: what a portfolio asks of each borrower.

use std::ops::Range;

use case::Household;
use law::trace::{Bare, Brief};
use law::verdict::{Outcome, Verdict, Whose};
use law::{Balance, Cx, Trace, Yen};
use smallvec::SmallVec;

use crate::debt::{self, Beside, DebtChoice, Memory};
use crate::home::{HomeChoice, HomeOutcome};
use crate::known::{Known, look};
use crate::practice::Practice;
use crate::requirement::Requirements;
use crate::route::{ASKED, Figures, Worked, of_debts, work_out};
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
    /// What the home loans receive: in a sale, in instalments and in lump sums; discounted where [`Practice::discount`] says so.
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
    let (mut routes, kept) = (Vec::with_capacity(HomeChoice::ROUTES), Memory::default());
    for home in HomeChoice::of(house) {
        let mut outcomes = Vec::new();
        home.evaluate(cx, s, &mut outcomes);
        let memories = debt::memories(&outcomes);
        let besides: Vec<_> = debt::besides(s, &outcomes, (&kept, &mut memories.iter())).collect();
        let order = order(&besides);
        for debt in home.debts() {
            let choices = (*home, *debt);
            let mut found = None;
            shown(cx, s, choices, &besides, &order, |beside, worked, judged| {
                found = Some(outcome_of(s, choices, beside, worked, judged.outcome));
            });
            routes.push(found.expect("a choice for the home has a form"));
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

/// What became of a route, and how it was decided; nothing that a book of millions would have to keep on the heap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RouteVerdict {
    /// What becomes of the home.
    pub home: HomeChoice,
    /// What becomes of the debts.
    pub debt: DebtChoice,
    /// Open, closed or unknown.
    pub outcome: Outcome,
    /// The requirement that decides: the first that fails, else the first that is unknown, else the first that is left to
    /// somebody; `None` when all are met.
    pub reason: Option<&'static str>,
    /// Is the home kept?
    pub home_kept: bool,
    /// What the tightest month leaves over, of a route that is not closed; `None` where that is not known.
    pub left_over: Option<Balance>,
    /// The variant that is shown, and the best that became of those before it on the ladder.
    place: (usize, Outcome),
}

impl RouteVerdict {
    /// A route of which nothing is known yet.
    const fn blank(home: HomeChoice, debt: DebtChoice) -> RouteVerdict {
        let outcome = Outcome::Closed;
        RouteVerdict { home, debt, outcome, reason: None, home_kept: false, left_over: None, place: (0, outcome) }
    }
}

/// Where a household stands, the verdict on each route, and one of them in figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdicts {
    /// What the burdens of the home secure.
    pub secured: Known<Yen>,
    /// What is left for housing and debts each month.
    pub capacity: Known<Balance>,
    /// What is overdue.
    pub overdue: Known<Yen>,
    /// What is owed in all.
    pub owed: Known<Yen>,
    /// The verdict on every route, in the order of [`crate::evaluate`].
    pub routes: Vec<RouteVerdict>,
    /// The route that was picked: its place, and everything about it.
    pub picked: Option<(usize, RouteOutcome)>,
}

/// Works out the verdicts on every route, and the figures of the one that `pick` chooses. They are those of [`outcomes`],
/// at a part of the cost: of a route that is closed nothing is worked out beyond what closes it.
///
/// ```
/// let text = br#"{"as_of": "2026-11-22", "person": [{"id": "taro", "role": "debtor", "born": "1981-05-04"}]}"#;
/// let house = case::read(text, case::Format::Json).expect("a case without mistakes");
/// let verdicts = plan::verdicts(&house, &plan::Practice::default(), |_| Some(23));
/// let whole = plan::outcomes(&house, &plan::Practice::default());
/// assert_eq!(verdicts.routes[23].outcome, whole.routes[23].outcome);
/// assert_eq!(verdicts.picked.unwrap().1, whole.routes[23]);
/// ```
pub fn verdicts(house: &Household, practice: &Practice, pick: impl Fn(&[RouteVerdict]) -> Option<usize>) -> Verdicts {
    verdicts_together(std::slice::from_ref(house), practice, pick, |_, found| found).pop().expect("one household")
}

/// What is made of the [`verdicts`] on each of several households, in their order.
///
/// A household goes through more code than a processor keeps at hand. Here every household goes through a step before any
/// goes through the next one, so that the code of each step is fetched once for all of them.
pub fn verdicts_together<V>(
    houses: &[Household],
    practice: &Practice,
    pick: impl Fn(&[RouteVerdict]) -> Option<usize>,
    mut made: impl FnMut(&Household, Verdicts) -> V,
) -> Vec<V> {
    let mut brief = Brief;
    let cx = &mut Cx::new(&mut brief);
    let situations: Vec<Situation<'_>> = houses.iter().map(|house| Situation::new(cx, house, practice)).collect();
    let mut forms: Vec<Forms> = houses.iter().map(|_| Forms::new()).collect();
    for home in HomeChoice::OF_A_HOME {
        for (s, forms) in situations.iter().zip(&mut forms) {
            let first = forms.all.len();
            home.evaluate(cx, s, &mut forms.all);
            forms.of_homes.push(first..forms.all.len());
        }
    }
    let memories: Vec<(Memory<'_>, Vec<Memory<'_>>)> =
        forms.iter().map(|forms| (Memory::default(), debt::memories(&forms.all))).collect();
    let besides: Vec<Vec<Beside<'_, '_>>> = situations
        .iter()
        .zip(forms.iter().zip(&memories))
        .map(|(s, (forms, (kept, own)))| {
            let (mut own, mut besides) = (own.iter(), Vec::with_capacity(forms.all.len()));
            for of_home in &forms.of_homes {
                besides.extend(debt::besides(s, &forms.all[of_home.clone()], (kept, &mut own)));
            }
            besides
        })
        .collect();
    let mut routes: Vec<Vec<RouteVerdict>> = houses.iter().map(|_| Vec::with_capacity(HomeChoice::ROUTES)).collect();
    for (of_home, home) in HomeChoice::OF_A_HOME.iter().enumerate() {
        let of_households = forms.iter().zip(&besides);
        let tried: Vec<Tried<'_, '_>> =
            of_households.map(|(forms, besides)| Tried::of(&besides[forms.of_homes[of_home].clone()])).collect();
        for debt in home.debts() {
            for (s, (tried, routes)) in situations.iter().zip(tried.iter().zip(&mut routes)) {
                routes.push(tried.verdict(cx, s, (*home, *debt)));
            }
        }
    }
    let of_households = situations.iter().zip(forms.iter().zip(besides.iter().zip(routes)));
    of_households
        .map(|(s, (forms, (besides, routes)))| {
            let picked = pick(&routes).map(|place| {
                let of_home = HomeChoice::OF_A_HOME.iter().position(|home| *home == routes[place].home);
                let of_home = forms.of_homes[of_home.expect("every choice is in the list")].clone();
                (place, picked(s, &besides[of_home], routes[place]))
            });
            let verdicts = Verdicts {
                owed: crate::owed(cx, s),
                secured: s.secured.clone(),
                capacity: s.capacity.clone(),
                overdue: s.overdue.clone(),
                routes,
                picked,
            };
            made(s.house, verdicts)
        })
        .collect()
}

/// The forms of all choices for the home in one list, each choice's behind those of the one before.
struct Forms {
    all: Vec<HomeOutcome>,
    of_homes: SmallVec<[Range<usize>; HomeChoice::OF_A_HOME.len()]>,
}

impl Forms {
    fn new() -> Forms {
        Forms { all: Vec::with_capacity(FORMS), of_homes: SmallVec::new() }
    }
}

/// The forms of one choice for the home, and how they are tried beside each choice for the debts.
struct Tried<'b, 's> {
    besides: &'b [Beside<'b, 's>],
    order: SmallVec<[usize; 6]>,
    /// Do the home's own requirements close its only form, whatever becomes of the debts?
    settled: bool,
}

impl<'b, 's> Tried<'b, 's> {
    fn of(besides: &'b [Beside<'b, 's>]) -> Tried<'b, 's> {
        let settled = matches!(besides, [beside] if beside.settled::<Brief>());
        Tried { besides, order: order(besides), settled }
    }

    /// The verdict on a route.
    fn verdict(
        &self,
        cx: &mut Cx<'_, Brief>,
        s: &'s Situation<'_>,
        (home, debt): (HomeChoice, DebtChoice),
    ) -> RouteVerdict {
        let mut verdict = RouteVerdict::blank(home, debt);
        if self.settled {
            let beside = &self.besides[0];
            (verdict.reason, verdict.home_kept) = (beside.own.reason, beside.home.kept);
            return verdict;
        }
        shown(cx, s, (home, debt), self.besides, &self.order, |beside, worked, judged| {
            let is_open = judged.outcome != Outcome::Closed;
            verdict.outcome = judged.outcome;
            verdict.reason = judged.reason;
            verdict.home_kept = beside.home.kept;
            verdict.left_over = worked.left_over.as_ref().ok().copied().filter(|_| is_open);
            verdict.place = (judged.at, judged.before);
        });
        verdict
    }
}

/// Everything about a route that was picked, among the forms of its choice for the home.
fn picked<'s>(s: &'s Situation<'_>, besides: &[Beside<'_, 's>], verdict: RouteVerdict) -> RouteOutcome {
    let RouteVerdict { home, debt, outcome, place: (at, before), .. } = verdict;
    let beside = &besides[at];
    beside.settle();
    let (choices, mut bare) = ((home, debt), Bare);
    let bare = &mut Cx::new(&mut bare);
    let mut of_debt = of_debts(bare, s, choices, beside);
    let worked = work_out(bare, s, choices, beside, before, &mut of_debt);
    outcome_of(s, choices, beside, &worked, outcome)
}

/// How many forms there are of all choices for the home: three of one form, five contents of the clause, two of a sale, and one
/// by the rules of an agency.
const FORMS: usize = 11;

/// The variants in the order in which they are tried: those that fail for the home's own reasons behind the others, and
/// those that step back last. They are worked out only where every other one is closed too.
fn order(besides: &[Beside<'_, '_>]) -> SmallVec<[usize; 6]> {
    // Most have one form, or none that fails: nothing is to be put in order then.
    let rank = |at: &usize| (besides[*at].home.steps_back, besides[*at].own.fails > 0);
    let mut order = SmallVec::new();
    (0..besides.len()).for_each(|at| order.push(at));
    if !order.is_sorted_by_key(rank) {
        order.sort_by_key(rank);
    }
    order
}

/// What requirements come to together.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Weight {
    outcome: Outcome,
    /// The requirement that decides.
    reason: Option<&'static str>,
    /// How many fail.
    pub(crate) fails: usize,
}

impl Weight {
    /// Of these lists.
    pub(crate) fn of<'r>(lists: impl IntoIterator<Item = Option<&'r Requirements>>) -> Weight {
        let mut weight = Weight { outcome: Outcome::Open, reason: None, fails: 0 };
        lists.into_iter().flatten().flat_map(Requirements::brief).for_each(|reason| weight.add(*reason));
        weight
    }

    /// With one more, behind the others.
    #[inline]
    fn add(&mut self, reason: Reason) {
        let outcome = reason.why.outcome();
        self.fails += usize::from(outcome == Outcome::Closed);
        // The first of those that weigh most decides.
        if outcome > self.outcome || self.reason.is_none() {
            (self.outcome, self.reason) = (outcome, Some(reason.id));
        }
    }
}

/// What became of a variant.
struct Judged {
    outcome: Outcome,
    /// The requirement that decides.
    reason: Option<&'static str>,
    /// How many fail.
    fails: usize,
    /// Its place among the variants.
    at: usize,
    /// The best that became of those before it.
    before: Outcome,
}

impl Judged {
    #[inline]
    fn of(beside: &Beside<'_, '_>, worked: &Worked<'_>, at: usize, before: Outcome) -> Judged {
        let mut weight = beside.own;
        worked.each_reason(|reason| weight.add(reason));
        let Weight { outcome, reason, fails } = weight;
        Judged { outcome, reason, fails, at, before }
    }
}

/// The variant that is shown: the first open one, else the first unknown one, else the one that fails least. It is the last
/// that `keep` is told of.
fn shown<'s, T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &'s Situation<'_>,
    choices: (HomeChoice, DebtChoice),
    besides: &[Beside<'_, 's>],
    order: &[usize],
    mut keep: impl FnMut(&Beside<'_, 's>, &Worked<'_>, &Judged),
) {
    let mut best = Outcome::Closed;
    // Of what is shown so far: what became of it, how much it fails, and where it stands.
    let mut shown: Option<(Outcome, usize, usize)> = None;
    for &at in order {
        let beside = &besides[at];
        let last_resort = beside.own.fails > 0 || beside.home.steps_back;
        if best == Outcome::Open || (best == Outcome::Unknown && last_resort) {
            // The first open variant is the one that is shown.
            break;
        }
        if let Some((_, fails, place)) = shown
            && beside.own.fails > 0
            && (beside.home.steps_back || (beside.own.fails, at) > (fails, place))
        {
            continue;
        }
        let mut debt = of_debts(cx, s, choices, beside);
        let worked = work_out(cx, s, choices, beside, best, &mut debt);
        let judged = Judged::of(beside, &worked, at, best);
        best = best.min(judged.outcome);
        // One that steps back is never the nearest of closed ones.
        let fails = if beside.home.steps_back { usize::MAX } else { judged.fails };
        let rank = (judged.outcome, fails, at);
        if shown.is_none_or(|other| rank < other) {
            shown = Some(rank);
            keep(beside, &worked, &judged);
        }
    }
}

/// Everything about a variant.
fn outcome_of(
    s: &Situation<'_>,
    (home, debt): (HomeChoice, DebtChoice),
    beside: &Beside<'_, '_>,
    worked: &Worked<'_>,
    outcome: Outcome,
) -> RouteOutcome {
    let of_home = beside.home.needs().into_iter().flatten().flat_map(Requirements::brief);
    let mut reasons: SmallVec<[Reason; 5]> = of_home.copied().collect();
    worked.each_reason(|reason| reasons.push(reason));
    RouteOutcome {
        home,
        debt,
        variant: beside.home.variant,
        outcome,
        reasons,
        home_kept: beside.home.kept,
        recovered: recovered(s, beside, worked),
        figures: Figures::clone(worked.figures.as_deref().expect(ASKED)),
    }
}

/// What the home loans receive. A lump sum that settles what a sale left is shared by what is left of each.
fn recovered(s: &Situation<'_>, beside: &Beside<'_, '_>, worked: &Worked<'_>) -> Known<Yen> {
    let streams = worked.streams(beside)?;
    let residuals = look(&beside.home.residuals)?;
    let of_home_loans = |list: &[(case::ClaimId, Yen)]| -> Yen {
        list.iter().filter(|(claim, _)| s.is_home_loan(*claim)).map(|(_, amount)| *amount).sum()
    };
    let is_on_home_loan = |item: Item| item.claim().is_some_and(|claim| s.is_home_loan(claim));
    let discount = s.practice.discount.as_deref();
    let worth = |month, amount| discount.map_or(amount, |discount| discount.of(month, amount));
    // What a sale pays comes when the home is handed over.
    let mut sum = worth(beside.home.moved_from.unwrap_or(0), of_home_loans(&beside.home.paid));
    streams.each(|stream| {
        if is_on_home_loan(stream.item) {
            sum += discount.map_or_else(|| stream.total(), |discount| discount.of_stream(stream));
        }
    });
    for once in worked.once(beside).filter(|once| !once.received) {
        let amount = match once.item.purpose {
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
        sum += worth(once.month, amount);
    }
    Ok(sum)
}
