//! Verdicts and figures of every route without a sentence: what a portfolio asks of each borrower.

use std::ops::Range;

use case::Household;
use law::trace::{Bare, Brief};
use law::verdict::{Outcome, Verdict, Whose};
use law::{Balance, Cx, Yen};
use smallvec::SmallVec;

use crate::debt::{self, Beside, DebtChoice, Memory};
use crate::home::{HomeChoice, HomeOutcome};
use crate::known::Known;
use crate::practice::Practice;
use crate::requirement::Requirements;
use crate::route::{ASKED, Figures, Worked, judge, work_out};
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
            let shown = shown(&besides, &order, |beside, best| {
                let worked = work_out(cx, s, choices, beside, best);
                (worked.weight(beside), worked)
            });
            routes.push(outcome_of(s, choices, &besides[shown.at], &shown.worked, shown.weight.outcome));
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
pub struct Verdicts<R = Vec<RouteVerdict>> {
    /// What the burdens of the home secure.
    pub secured: Known<Yen>,
    /// What is left for housing and debts each month.
    pub capacity: Known<Balance>,
    /// What is overdue.
    pub overdue: Known<Yen>,
    /// What is owed in all.
    pub owed: Known<Yen>,
    /// The verdict on every route, in the order of [`crate::evaluate`].
    pub routes: R,
    /// The route that was picked: its place, and everything about it.
    pub picked: Option<(usize, RouteOutcome)>,
}

impl Verdicts<&[RouteVerdict]> {
    /// The same with a list of its own.
    pub fn owned(&self) -> Verdicts {
        let Verdicts { secured, capacity, overdue, owed, routes, picked } = self.clone();
        Verdicts { secured, capacity, overdue, owed, routes: routes.to_vec(), picked }
    }
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
    let found = verdicts_together(std::slice::from_ref(house), practice, pick, |_, found| found.owned());
    found.into_iter().next().expect("one household")
}

/// What is made of the [`verdicts`] on each of several households, in their order.
///
/// A household goes through more code than a processor keeps at hand. Here every household goes through a step before any
/// goes through the next one, so that the code of each step is fetched once for all of them.
pub fn verdicts_together<V>(
    houses: &[Household],
    practice: &Practice,
    pick: impl Fn(&[RouteVerdict]) -> Option<usize>,
    mut made: impl FnMut(&Household, &Verdicts<&[RouteVerdict]>) -> V,
) -> Vec<V> {
    let mut brief = Brief;
    let cx = &mut Cx::new(&mut brief);
    let situations: Vec<Situation<'_>> = houses.iter().map(|house| Situation::new(cx, house, practice)).collect();
    let forms = Forms::of(cx, &situations);
    let kept: Vec<Memory<'_>> = houses.iter().map(|_| Memory::default()).collect();
    let own = debt::memories(&forms.all);
    let besides = forms.besides(&situations, &kept, &own);
    let blank = RouteVerdict::blank(HomeChoice::Keep, DebtChoice::AsContracted);
    let (mut routes, mut place) = (vec![blank; ROUTES * houses.len()], 0);
    for (of_home, home) in HomeChoice::OF_A_HOME.iter().enumerate() {
        let tried: Vec<Tried<'_, '_>> =
            forms.places[of_home].iter().map(|places| Tried::of(&besides[places.clone()])).collect();
        for debt in home.debts() {
            let of_households = routes.chunks_exact_mut(ROUTES);
            for (routes, (s, tried)) in of_households.zip(situations.iter().zip(&tried)) {
                routes[place] = tried.verdict(cx, s, (*home, *debt));
            }
            place += 1;
        }
    }
    let of_households = situations.iter().zip(routes.chunks_exact(ROUTES)).enumerate();
    of_households
        .map(|(at, (s, routes))| {
            let picked = pick(routes).map(|place| {
                let of_home = HomeChoice::OF_A_HOME.iter().position(|home| *home == routes[place].home);
                let places = forms.places[of_home.expect("every choice is in the list")][at].clone();
                (place, picked(s, &besides[places], routes[place]))
            });
            let verdicts = Verdicts {
                owed: crate::owed(cx, s),
                secured: s.secured.clone(),
                capacity: s.capacity.clone(),
                overdue: s.overdue.clone(),
                routes,
                picked,
            };
            made(s.house, &verdicts)
        })
        .collect()
}

/// The forms of all choices for the home of several households in one list: those of the first choice of one household
/// after the other, then those of the second.
struct Forms {
    all: Vec<HomeOutcome>,
    /// Where they stand: of each choice, of each household.
    places: [Vec<Range<usize>>; HomeChoice::OF_A_HOME.len()],
}

impl Forms {
    fn of(cx: &mut Cx<'_, Brief>, situations: &[Situation<'_>]) -> Forms {
        let mut all = Vec::with_capacity(FORMS * situations.len());
        let places = std::array::from_fn(|of_home| {
            let of_household = |s| {
                let first = all.len();
                HomeChoice::OF_A_HOME[of_home].evaluate(cx, s, &mut all);
                first..all.len()
            };
            situations.iter().map(of_household).collect()
        });
        Forms { all, places }
    }

    /// The same with what the choices for the debts ask beside them. Each household has one memory for all forms that keep the
    /// home, and each other form one of its `own`.
    fn besides<'b, 's>(
        &'b self,
        situations: &'s [Situation<'s>],
        kept: &'b [Memory<'s>],
        own: &'b [Memory<'s>],
    ) -> Vec<Beside<'b, 's>> {
        let mut own = own.iter();
        let mut besides = Vec::with_capacity(self.all.len());
        for of_home in &self.places {
            for (places, (s, kept)) in of_home.iter().zip(situations.iter().zip(kept)) {
                besides.extend(debt::besides(s, &self.all[places.clone()], (kept, &mut own)));
            }
        }
        besides
    }
}

/// The forms of one choice for the home, and how they are tried beside each choice for the debts.
struct Tried<'b, 's> {
    besides: &'b [Beside<'b, 's>],
    order: Order,
    /// Do the home's own requirements close its only form, whatever becomes of the debts?
    settled: bool,
}

impl<'b, 's> Tried<'b, 's> {
    fn of(besides: &'b [Beside<'b, 's>]) -> Tried<'b, 's> {
        let settled = matches!(besides, [beside] if beside.settled());
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
        let shown = shown(self.besides, &self.order, |beside, best| judge(cx, s, (home, debt), beside, best));
        let is_open = shown.weight.outcome != Outcome::Closed;
        verdict.outcome = shown.weight.outcome;
        verdict.reason = shown.weight.reason;
        verdict.home_kept = self.besides[shown.at].home.kept;
        verdict.left_over = shown.worked.filter(|_| is_open);
        verdict.place = (shown.at, shown.before);
        verdict
    }
}

/// Everything about a route that was picked, among the forms of its choice for the home.
fn picked<'s>(s: &'s Situation<'_>, besides: &[Beside<'_, 's>], verdict: RouteVerdict) -> RouteOutcome {
    let RouteVerdict { home, debt, outcome, place: (at, before), .. } = verdict;
    let beside = &besides[at];
    beside.settle();
    let (choices, mut bare) = ((home, debt), Bare);
    let worked = work_out(&mut Cx::new(&mut bare), s, choices, beside, before);
    outcome_of(s, choices, beside, &worked, outcome)
}

/// How many routes there are of a home that is owned.
const ROUTES: usize = {
    let (mut routes, mut of_home) = (0, 0);
    while of_home < HomeChoice::OF_A_HOME.len() {
        routes += HomeChoice::OF_A_HOME[of_home].debts().len();
        of_home += 1;
    }
    routes
};

/// How many forms there are of all choices for the home: three of one form, five contents of the clause, two of a sale, and one
/// by the rules of an agency.
const FORMS: usize = 11;

/// Places in the order in which they are tried.
type Order = SmallVec<[usize; 6]>;

/// The variants in the order in which they are tried: those that fail for the home's own reasons behind the others, and
/// those that step back last. They are worked out only where every other one is closed too.
fn order(besides: &[Beside<'_, '_>]) -> Order {
    if let [_] = besides {
        return Order::from_buf_and_len([0; 6], 1);
    }
    // Most have none that fails: nothing is to be put in order then.
    let rank = |at: &usize| (besides[*at].home.steps_back, besides[*at].own.fails > 0);
    let mut order: Order = (0..besides.len()).collect();
    if !order.is_sorted_by_key(rank) {
        order.sort_by_key(rank);
    }
    order
}

/// What requirements come to together.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Weight {
    pub(crate) outcome: Outcome,
    /// The requirement that decides.
    pub(crate) reason: Option<&'static str>,
    /// How many fail.
    pub(crate) fails: usize,
}

impl Weight {
    /// Of these lists.
    pub(crate) fn of<'r>(lists: impl IntoIterator<Item = Option<&'r Requirements>>) -> Weight {
        let mut weight = Weight { outcome: Outcome::Open, reason: None, fails: 0 };
        for list in lists.into_iter().flatten() {
            list.brief().iter().for_each(|reason| weight.add(*reason));
        }
        weight
    }

    /// With one more, behind the others.
    #[inline]
    pub(crate) fn add(&mut self, reason: Reason) {
        let outcome = reason.why.outcome();
        self.fails += usize::from(outcome == Outcome::Closed);
        // The first of those that weigh most decides.
        if outcome > self.outcome || self.reason.is_none() {
            (self.outcome, self.reason) = (outcome, Some(reason.id));
        }
    }
}

/// The variant that is shown.
struct Shown<W> {
    /// Its place among the variants.
    at: usize,
    /// The best that became of those before it.
    before: Outcome,
    /// What everything that it needs comes to.
    weight: Weight,
    /// What was worked out of it.
    worked: W,
}

/// The variant that is shown: the first open one, else the first unknown one, else the one that fails least. Each is judged
/// by the best that became of those before it.
fn shown<'b, 's, W>(
    besides: &'b [Beside<'b, 's>],
    order: &[usize],
    mut judge: impl FnMut(&'b Beside<'b, 's>, Outcome) -> (Weight, W),
) -> Shown<W> {
    let mut best = Outcome::Closed;
    // What is shown so far, and its rank: what became of it, how much it fails, and where it stands.
    let mut shown: Option<((Outcome, usize, usize), Shown<W>)> = None;
    for &at in order {
        let beside = &besides[at];
        let last_resort = beside.own.fails > 0 || beside.home.steps_back;
        if best == Outcome::Open || (best == Outcome::Unknown && last_resort) {
            // The first open variant is the one that is shown.
            break;
        }
        if let Some(((_, fails, place), _)) = shown
            && beside.own.fails > 0
            && (beside.home.steps_back || (beside.own.fails, at) > (fails, place))
        {
            continue;
        }
        let (weight, worked) = judge(beside, best);
        let before = best;
        best = best.min(weight.outcome);
        // One that steps back is never the nearest of closed ones.
        let fails = if beside.home.steps_back { usize::MAX } else { weight.fails };
        let rank = (weight.outcome, fails, at);
        if shown.as_ref().is_none_or(|(other, _)| rank < *other) {
            shown = Some((rank, Shown { at, before, weight, worked }));
        }
    }
    shown.expect("a choice for the home has a form").1
}

/// Everything about a variant.
fn outcome_of(
    s: &Situation<'_>,
    (home, debt): (HomeChoice, DebtChoice),
    beside: &Beside<'_, '_>,
    worked: &Worked,
    outcome: Outcome,
) -> RouteOutcome {
    let of_home = beside.home.needs().into_iter().flatten().flat_map(Requirements::brief);
    let mut reasons: SmallVec<[Reason; 5]> = of_home.copied().collect();
    reasons.extend(worked.reasons());
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
fn recovered(s: &Situation<'_>, beside: &Beside<'_, '_>, worked: &Worked) -> Known<Yen> {
    let streams = worked.streams(beside)?;
    let residuals = beside.home.residuals()?;
    let of_home_loans = |list: &[(case::ClaimId, Yen)]| -> Yen {
        list.iter().filter(|(claim, _)| s.is_home_loan(*claim)).map(|(_, amount)| *amount).sum()
    };
    let is_on_home_loan = |item: Item| item.claim().is_some_and(|claim| s.is_home_loan(claim));
    let discount = s.practice.discount.as_deref();
    let worth = |month, amount| discount.map_or(amount, |discount| discount.of(month, amount));
    // What a sale pays comes when the home is handed over.
    let mut sum = worth(beside.home.moved_from.unwrap_or(0), of_home_loans(beside.home.paid()));
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
