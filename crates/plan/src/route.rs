//! A route: a choice for the home with a choice for the debts, worked out.

use case::ClaimId;
use law::message::Message;
use law::practice::credit_record::{RecordedDays, clear_dates};
use law::provision::{CIVIL_REHABILITATION, Provision};
use law::trace::{Bare, Brief, Show, Shown};
use law::verdict::{FactName, Outcome, Requirement, Verdict, Whose};
use law::{Balance, Cx, Date, Trace, Yen};

use crate::clause::{self, ClauseTable};
use crate::debt::{Beside, DebtChoice, DebtFigures, DebtOutcome, Left, Record};
use crate::faced::{self, Faced};
use crate::figures::{CASH_NOW, CUT, DEBT_LEFT, LEFT_OVER, MONTHLY, MONTHS, RECORD_UNTIL, TOTAL};
use crate::home::{HomeChoice, HomeOutcome};
use crate::known::{Known, Lacking, both, look};
use crate::outcomes::{Reason, Weight};
use crate::requirement::{Need, Requirements, requirement};
use crate::situation::Situation;
use crate::stream::{
    Bridge, Horizon, Item, Month, Once, Onces, Purpose, Streams, Together, cash_flow, horizon, least_left, worst_month,
};

/// A route with all its variants.
#[derive(Clone, Debug)]
pub struct Route {
    /// What becomes of the home.
    pub home: HomeChoice,
    /// What becomes of the debts.
    pub debt: DebtChoice,
    /// Its variants, in the order of the law's ladder; at least one.
    pub variants: Vec<Variant>,
    /// The variant that the overview shows: the first that is open, else the first that is not closed, else the one
    /// that fails least. A form that steps back, the leaseback, only where all others are closed.
    pub shown: usize,
}

/// One form of a route, worked out.
#[derive(Clone, Debug)]
pub struct Variant {
    /// Its id; empty when the route has only one form.
    pub name: &'static str,
    /// Open, closed or unknown.
    pub outcome: Outcome,
    /// Every requirement, the home's first.
    pub requirements: Vec<Requirement>,
    /// Whose judgement it depends on, each once.
    pub depends_on: Vec<Whose>,
    /// Is the home kept?
    pub home_kept: bool,
    /// Is a guarantee company's payment undone (巻戻し)?
    pub unwinding: bool,
    /// The figures that every route has.
    pub figures: Figures,
    /// The figures of its own, by name.
    pub details: Vec<(&'static str, Shown)>,
    /// What the clause asks of each home loan, month by month; with a cash flow, under the clause.
    pub clause: Vec<ClauseTable>,
    /// The month-by-month cash flow, if it was asked for and everything is known.
    pub cash_flow: Vec<Month>,
    /// What the cash flow comes to over the months that were looked at.
    pub horizon: Option<Horizon>,
    /// What the persons face who are liable with the debtor.
    pub liable: Liable,
    /// The same claim by claim.
    pub faced: Vec<Faced>,
    /// What the credit agencies and the gazette keep.
    pub record: Record,
    /// Days by which something must be done: key of the catalogue under `deadline`, and the day; earliest first.
    pub deadlines: Vec<(&'static str, Date)>,
    /// What to beware of.
    pub risks: Vec<Message>,
    /// Papers by id.
    pub papers: Vec<&'static str>,
}

/// The figures that every route has; `Err` names the facts that are lacking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figures {
    /// What housing and debts take per month in the heaviest phase, rent included.
    pub monthly: Known<Yen>,
    /// What the tightest month leaves over.
    pub left_over: Known<Balance>,
    /// Everything that is paid on debts and procedures to the end, without rent.
    pub total: Known<Yen>,
    /// Months until the last payment on other debts than a home loan that is kept.
    pub months: Known<u32>,
    /// What is owed when all that is over.
    pub debt_left: Known<Yen>,
    /// What is needed in the first month beside the regular payments.
    pub cash_now: Known<Yen>,
}

impl Variant {
    /// Would the debtor not live to see the last payment? Then the months of the payments are no length of a way out.
    pub fn never_ends(&self) -> bool {
        self.risks.iter().any(|risk| risk.key == "risk.instalments-never")
    }

    /// Does what is at hand carry months in which the budget falls short?
    pub fn lives_on_savings(&self) -> bool {
        self.requirements.iter().any(|requirement| requirement.id == "budget-with-savings")
    }
}

impl Figures {
    /// The figures by name, in order.
    pub fn list(&self) -> [(&'static str, Known<Shown>); 6] {
        fn shown<V: Show>(value: &Known<V>) -> Known<Shown> {
            value.as_ref().map(Show::show).map_err(Clone::clone)
        }
        [
            ("monthly", shown(&self.monthly)),
            ("left_over", shown(&self.left_over)),
            ("total", shown(&self.total)),
            ("months", shown(&self.months)),
            ("debt_left", shown(&self.debt_left)),
            ("cash_now", shown(&self.cash_now)),
        ]
    }
}

/// What persons face who guarantee or jointly owe: their claims and amounts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Liable {
    /// Nobody is liable with the debtor.
    Nobody,
    /// Somebody is, but everything is paid as agreed or as the clause changes it for them too (民事再生法203条).
    NotCalled,
    /// They are called on for these claims.
    CalledOn(Vec<ClaimId>),
    /// It is not known whether anybody is.
    Unknown(Vec<FactName>),
}

impl Route {
    /// The id, `voluntary-sale+bankruptcy`.
    pub fn id(&self) -> String {
        use law::words::Word;
        format!("{}+{}", self.home.word(), self.debt.word())
    }

    /// The variant that the overview shows.
    pub fn shown(&self) -> &Variant {
        &self.variants[self.shown]
    }

    /// The variant of this name; `ordinary` is the one without a name beside others.
    pub fn named(&self, name: &str) -> Option<&Variant> {
        let own = if name == "ordinary" && self.variants.len() > 1 { "" } else { name };
        self.variants.iter().find(|variant| variant.name == own)
    }

    /// The id of a variant, `keep-under-clause+small-scale/term-extended`.
    pub fn variant_id(&self, variant: &Variant) -> String {
        if variant.name.is_empty() { self.id() } else { format!("{}/{}", self.id(), variant.name) }
    }
}

static FEASIBLE_CLAUSE: &[Provision] = &[Provision::new(CIVIL_REHABILITATION, "202/2/2")];
static FEASIBLE_PLAN: &[Provision] = &[Provision::new(CIVIL_REHABILITATION, "174/2/2")];
static LADDER: &[Provision] =
    &[Provision::new(CIVIL_REHABILITATION, "199/2"), Provision::new(CIVIL_REHABILITATION, "199/3")];

/// Works out a route from the outcomes for the home.
pub(crate) fn evaluate<'s, T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &'s Situation<'_>,
    home: HomeChoice,
    besides: &[Beside<'_, 's>],
    debt: DebtChoice,
    months: u32,
) -> Route {
    let mut route = Route { home, debt, variants: Vec::with_capacity(besides.len()), shown: 0 };
    let mut best = Outcome::Closed;
    for beside in besides {
        let worked = work_out(cx, s, (home, debt), beside, best);
        let variant = variant(cx, s, (home, debt), beside, worked, months);
        best = best.min(variant.outcome);
        route.variants.push(variant);
    }
    let ways = || route.variants.iter().zip(besides);
    let back = ways().all(|(variant, beside)| beside.home.steps_back || variant.outcome == Outcome::Closed);
    let first = |wanted: Outcome| {
        ways().position(|(variant, beside)| variant.outcome == wanted && (back || !beside.home.steps_back))
    };
    route.shown =
        first(Outcome::Open).or_else(|| first(Outcome::Unknown)).unwrap_or_else(|| nearest(&route.variants, besides));
    route
}

/// Of closed variants the one that fails least, the earlier one on a tie; never one that steps back.
fn nearest(variants: &[Variant], besides: &[Beside<'_, '_>]) -> usize {
    let failing = |variant: &Variant| {
        variant.requirements.iter().filter(|requirement| requirement.verdict == Verdict::NotMet).count()
    };
    let places = (0..variants.len()).filter(|place| !besides[*place].home.steps_back);
    places.min_by_key(|place| failing(&variants[*place])).unwrap_or(0)
}

/// 199条2項, 3項: a later content only when those before it have no prospect of being confirmed; `best` is the best that
/// became of them.
fn ladder<T: Trace>(best: Outcome) -> Need {
    let verdict = match best {
        Outcome::Open => Verdict::NotMet,
        Outcome::Unknown => Verdict::Unknown(Vec::new()),
        Outcome::Closed => Verdict::Met,
    };
    requirement!(T; "ladder", LADDER, verdict)
}

/// Why the figures of a variant are there.
pub(crate) const ASKED: &str = "figures are worked out for those who ask for them";

/// A variant whose verdict and figures are known, before anything is written about it.
pub(crate) struct Worked {
    /// What the tightest month leaves over.
    pub(crate) left_over: Known<Balance>,
    /// All figures, where somebody asks for them.
    pub(crate) figures: Option<Box<Figures>>,
    debt: DebtOutcome,
    /// The requirements beside those of the two choices.
    ladder: Option<Need>,
    budget: Option<Need>,
}

impl Worked {
    /// A variant of which nothing is known yet beyond the choice for the debts.
    fn of(debt: DebtOutcome) -> Worked {
        Worked { left_over: Err(Lacking(Vec::new())), figures: None, debt, ladder: None, budget: None }
    }

    /// Every payment, month by month.
    pub(crate) fn streams<'r>(&'r self, beside: &'r Beside<'_, '_>) -> Known<Together<'r>> {
        streams(beside, &self.debt)
    }

    /// Every payment and receipt that happens once.
    pub(crate) fn once<'r>(&'r self, beside: &'r Beside<'_, '_>) -> impl Iterator<Item = &'r Once> + Clone {
        once(beside.home, &self.debt)
    }

    /// What is not simply met of what it needs beside what the home itself needs, in order.
    pub(crate) fn reasons(&self) -> impl Iterator<Item = Reason> {
        let [ladder, budget] = self.own_reasons();
        ladder.into_iter().chain(self.debt.requirements.brief().iter().copied()).chain(budget)
    }

    fn own_reasons(&self) -> [Option<Reason>; 2] {
        [&self.ladder, &self.budget].map(|need| need.as_ref().and_then(Need::reason))
    }

    /// What everything that it needs comes to.
    pub(crate) fn weight(&self, beside: &Beside<'_, '_>) -> Weight {
        weight(beside, &self.debt, self.own_reasons())
    }

    /// What it needs beside what the home itself needs with its words, taken out.
    fn take_needs(&mut self) -> impl Iterator<Item = Requirement> + use<> {
        let [ladder, budget] = [&mut self.ladder, &mut self.budget].map(|need| need.take().and_then(Need::into_full));
        ladder.into_iter().chain(self.debt.requirements.take_full()).chain(budget)
    }
}

fn streams<'r>(beside: &'r Beside<'_, '_>, debt: &'r DebtOutcome) -> Known<Together<'r>> {
    match &debt.streams {
        Ok(streams) => beside.together([streams, &[], &[]]),
        // Everything that is lacking for either.
        Err(lacking) => {
            let home = both(look(beside.home.streams.of(beside.s)), Err::<(), _>(lacking.clone()));
            both(home, look(&beside.rent)).map(|_| Together::NONE)
        }
    }
}

fn once<'r>(home: &'r HomeOutcome, debt: &'r DebtOutcome) -> impl Iterator<Item = &'r Once> + Clone {
    home.once.iter().chain(&debt.figures.once)
}

/// What the choice for the debts comes to in a variant.
fn of_debts<'s, T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &'s Situation<'_>,
    (of_home, of_debt): (HomeChoice, DebtChoice),
    beside: &Beside<'_, 's>,
) -> DebtOutcome {
    use law::words::Word;
    let home = beside.home;
    if T::ON {
        let route = format!("{}+{}", of_home.word(), of_debt.word());
        let (own, of_variant) = if home.variant.is_empty() {
            (route, of_home.word().to_string())
        } else {
            (format!("{route}/{}", home.variant), format!("{}/{}", of_home.word(), home.variant))
        };
        cx.under(&[&own, &of_variant, of_home.word()]);
    }
    of_debt.evaluate(cx, s, of_home, beside)
}

/// Works out a variant with its figures. `best` is the best that became of those before it.
pub(crate) fn work_out<'s, T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &'s Situation<'_>,
    (of_home, of_debt): (HomeChoice, DebtChoice),
    beside: &Beside<'_, 's>,
    best: Outcome,
) -> Worked {
    let home = beside.home;
    let mut worked = Worked::of(of_debts(cx, s, (of_home, of_debt), beside));
    if home.only_after_others {
        worked.ladder = Some(ladder::<T>(best));
    }
    let debt = &mut worked.debt;
    if debt.unpayable {
        // How much is lacking nobody asks.
        worked.budget = Some(budget::<T>(of_debt, home, &Ok(Balance(-1)), s.cash.as_ref().map(|_| ()), None));
        return worked;
    }
    if T::WORDS {
        crate::attachment::running(s, of_debt, debt);
    }
    pay_fees_left(home, of_debt, debt);
    let figures = figures(cx, s, beside, debt);
    worked.left_over.clone_from(&figures.left_over);
    worked.figures = Some(Box::new(figures));
    if decides_by_budget(of_home, of_debt) {
        let (bridge, carries) = carried(s, beside, debt, &worked.left_over);
        worked.budget = Some(budget::<T>(of_debt, home, &worked.left_over, carries.as_ref().copied(), bridge));
    }
    worked
}

/// What a variant weighs and what its tightest month leaves over, where nobody asks for more: nothing is worked out beyond what
/// decides. `best` is the best that became of those before it.
pub(crate) fn judge<'s>(
    cx: &mut Cx<'_, Brief>,
    s: &'s Situation<'_>,
    (of_home, of_debt): (HomeChoice, DebtChoice),
    beside: &Beside<'_, 's>,
    best: Outcome,
) -> (Weight, Option<Balance>) {
    let home = beside.home;
    if beside.settled() {
        return (beside.own, None);
    }
    let mut debt = of_debt.evaluate(cx, s, of_home, beside);
    if beside.settled_by::<Brief>(&debt.requirements) {
        return (weight(beside, &debt, [None; 2]), None);
    }
    let ladder = if home.only_after_others { ladder::<Brief>(best).reason() } else { None };
    let at_hand = s.cash.as_ref().map(|_| ());
    if debt.unpayable {
        // How much is lacking nobody asks.
        let budget = budget::<Brief>(of_debt, home, &Ok(Balance(-1)), at_hand, None);
        return (weight(beside, &debt, [ladder, budget.reason()]), None);
    }
    let left = debt.left.take().unwrap_or_else(|| Left { over: left_over(beside, &debt), is_carried: None });
    if !decides_by_budget(of_home, of_debt) {
        return (weight(beside, &debt, [ladder, None]), left.over.ok());
    }
    if !left.is_carried.unwrap_or_else(|| bridge(beside, &debt, &left.over).is_some()) {
        let budget = budget::<Brief>(of_debt, home, &left.over, at_hand, None);
        return (weight(beside, &debt, [ladder, budget.reason()]), left.over.ok());
    }
    // What helpers and courts take of the savings stands in the figures alone.
    let mut debt = of_debts(&mut Cx::new(&mut Bare), s, (of_home, of_debt), beside);
    pay_fees_left(home, of_debt, &mut debt);
    let over = left_over(beside, &debt);
    let (bridge, carries) = carried(s, beside, &debt, &over);
    let budget = budget::<Brief>(of_debt, home, &over, carries.as_ref().copied(), bridge);
    (weight(beside, &debt, [ladder, budget.reason()]), over.ok())
}

/// What everything comes to that a variant needs.
#[inline]
fn weight(beside: &Beside<'_, '_>, debt: &DebtOutcome, [ladder, budget]: [Option<Reason>; 2]) -> Weight {
    let mut weight = beside.own;
    ladder.into_iter().for_each(|reason| weight.add(reason));
    debt.requirements.brief().iter().for_each(|reason| weight.add(*reason));
    budget.into_iter().for_each(|reason| weight.add(reason));
    weight
}

/// What a sale leaves of management fees, where the debts go without a court.
fn pay_fees_left(home: &HomeOutcome, of_debt: DebtChoice, debt: &mut DebtOutcome) {
    if let Some(fees) = home.fees_left_to_pay().filter(|_| !of_debt.is_by_court()) {
        debt.figures.once.push(fees);
    }
}

/// How savings carry the months in which the budget falls short, where they do; else whether all is known on which that hangs.
fn carried(
    s: &Situation<'_>,
    beside: &Beside<'_, '_>,
    debt: &DebtOutcome,
    left_over: &Known<Balance>,
) -> (Option<Bridge>, Known<()>) {
    let account = &debt.figures;
    match bridge(beside, debt, left_over) {
        // What stands in no payment because nobody knows it may take more than there is.
        Some(bridge) => match both(account.costs.clone(), beside.home.once_known.clone()) {
            Ok(_) => (Some(bridge), Ok(())),
            Err(lacking) => (None, Err(lacking)),
        },
        None => (None, both(look(&s.cash), account.aid.clone()).map(|_| ())),
    }
}

/// How savings carry the months in which the budget falls short, where it does.
fn bridge(beside: &Beside<'_, '_>, debt: &DebtOutcome, left_over: &Known<Balance>) -> Option<Bridge> {
    left_over.as_ref().ok().filter(|left| left.is_short())?;
    beside.bridge([debt.streams.as_ref().ok()?, &[], &[]], once(beside.home, debt))
}

fn variant<T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    (choice, of_debt): (HomeChoice, DebtChoice),
    beside: &Beside<'_, '_>,
    mut worked: Worked,
    months: u32,
) -> Variant {
    let home = beside.home;
    let of_home = home.needs().into_iter().flatten().flat_map(Requirements::full).cloned();
    let requirements: Vec<Requirement> = of_home.chain(worked.take_needs()).collect();
    let (streams, once) = (worked.streams(beside), worked.once(beside));
    let streams: Known<Streams> = streams.map(|streams| streams.iter().copied().collect());
    let once: Onces = once.copied().collect();
    let Worked { figures, mut debt, .. } = worked;
    let figures = *figures.expect(ASKED);
    let (words, account) = (debt.words.take(), debt.figures.take());
    let outcome = Outcome::of(requirements.iter().map(|requirement| &requirement.verdict));
    let mut depends_on: Vec<Whose> = requirements
        .iter()
        .filter_map(|requirement| match requirement.verdict {
            Verdict::LeftTo(whose) => Some(whose),
            _ => None,
        })
        .collect();
    depends_on.sort_unstable();
    depends_on.dedup();
    let cash_flow = match (&streams, &beside.living) {
        (Ok(streams), Ok(living)) if months > 0 => {
            cash_flow(s.house.as_of, months, s.at_hand(), living, streams, &once)
        }
        _ => Vec::new(),
    };
    let clause = match account.plan {
        Some(plan) if months > 0 => clause::tables(s.house.as_of, &home.clause, plan),
        _ => Vec::new(),
    };
    let mut details: Vec<(&'static str, Shown)> = home.words.details.iter().cloned().chain(words.details).collect();
    let cut = cut(cx, s, &account.cut, &details, &account.not_as_contracted);
    if let Ok(cut) = cut
        && !cut.is_zero()
    {
        details.push(("cut", cut.show()));
    }
    details.extend(record_until(cx, s, &account, &figures).map(|day| ("record_until", day.show())));
    let mut deadlines: Vec<(&'static str, Date)> =
        home.words.deadlines.iter().chain(&words.deadlines).copied().collect();
    deadlines.sort_by_key(|(_, day)| *day);
    let liable = liable(s, beside, &account.not_as_contracted);
    let mut faced = match &liable {
        Liable::CalledOn(claims) => {
            let paid = (streams.as_deref().unwrap_or(&[]), once.as_slice());
            faced::called_on(cx, s, beside, of_debt, claims, paid)
        }
        _ => Vec::new(),
    };
    if choice == HomeChoice::KeepUnderClause {
        faced.extend(faced::under_clause(s));
    }
    let debts_of_others = faced::debts_of_others(s, of_debt, streams.as_deref().unwrap_or(&[]));
    Variant {
        name: home.variant,
        outcome,
        requirements,
        depends_on,
        home_kept: home.kept,
        unwinding: home.unwinding,
        figures,
        details,
        horizon: horizon(&cash_flow, |item| is_housing(s, home, item)),
        clause,
        cash_flow,
        faced,
        liable,
        record: account.record,
        deadlines,
        risks: home.words.risks.iter().cloned().chain(words.risks).chain(debts_of_others).collect(),
        papers: papers(home, &words.papers),
    }
}

/// What is never paid, with what it comes from: the claims that a discharge ends, or what a plan or a lump sum pays of them.
fn cut<T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    cut: &Known<Yen>,
    details: &[(&'static str, Shown)],
    claims: &[ClaimId],
) -> Known<Yen> {
    cx.figure("cut", &CUT, |cx| {
        let cut = cut.clone()?;
        let of = |name: &str| details.iter().find(|(found, _)| *found == name).map(|(_, value)| value);
        match (of("tier_total"), of("required_total"), of("offer_most")) {
            (Some(claims), Some(plan), _) => {
                cx.uses("tier_total", "tier_total", claims);
                cx.uses("required_total", "required_total", plan);
            }
            (.., Some(offer)) => {
                of("residual").into_iter().for_each(|residual| cx.uses("residual", "residual", residual));
                cx.uses("lump_sum_available", "offer_most", offer);
            }
            _ => {
                for claim in claims {
                    let owed = s.debts[claim.0].owed.clone()?;
                    crate::situation::uses_owed(cx, "owed", s.house, *claim, &owed);
                }
            }
        }
        Ok::<Yen, Lacking>(cut)
    })
}

/// Bankruptcy is there for those who cannot pay, and an auction comes to those who do nothing: neither asks what the
/// budget bears, though the figures show what it leaves.
fn decides_by_budget(home: HomeChoice, debt: DebtChoice) -> bool {
    debt != DebtChoice::Bankruptcy && (home, debt) != (HomeChoice::Auction, DebtChoice::AsContracted)
}

/// When the agencies and the gazette list are clear again: the years count from the end of the contracts, not from the
/// default.
fn record_until<T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    account: &DebtFigures,
    figures: &Figures,
) -> Option<Date> {
    let months = *figures.months.as_ref().ok()?;
    // A contract on which something stays owed has not ended.
    let unpaid = figures.debt_left.as_ref().is_ok_and(|left| !left.is_zero());
    if account.record == Record::Clean || account.record == Record::Agencies && unpaid {
        return None;
    }
    cx.figure("record_until", &RECORD_UNTIL, |cx| {
        let contract_ended_on = if let Some(day) = account.discharged_on {
            cx.uses("rights_restored", "rights_restored", &day);
            Some(day)
        } else {
            cx.uses("months", "months", &months);
            law::calendar::month_end(s.house.as_of, months)
        };
        let petition_on = account.petition_on.unwrap_or(s.house.petition_on);
        let opened_on = (account.record == Record::Gazette).then_some(petition_on);
        clear_dates(cx, s.house.as_of, RecordedDays { contract_ended_on, opened_on }).ok()?.last()
    })
}

/// Does the budget bear it? For a rehabilitation this is the court's test of feasibility; by the household's own
/// figures a plan that does not fit has no prospect. Months that fall short for a time, as where tax arrears and a plan
/// overlap, may be borne by what is at hand then.
fn budget<T: Trace>(
    debt: DebtChoice,
    home: &HomeOutcome,
    left_over: &Known<Balance>,
    carries: Result<(), &Lacking>,
    bridge: Option<Bridge>,
) -> Need {
    let provisions = match debt {
        DebtChoice::SmallScale | DebtChoice::Salaried if home.kept => FEASIBLE_CLAUSE,
        DebtChoice::SmallScale | DebtChoice::Salaried => FEASIBLE_PLAN,
        _ => &[],
    };
    let left = left_over.clone().unwrap_or(Balance(0));
    if let Some(Bridge { lowest, months, .. }) = bridge {
        let (short, lowest) = (left.shortfall(), lowest.surplus());
        return requirement!(T; "budget-with-savings", provisions, Verdict::Met, short = short, months = months, lowest = lowest);
    }
    // Which facts are lacking is for those who read.
    let unknown = |lacking: &Lacking| Verdict::Unknown(if T::WORDS { lacking.0.clone() } else { Vec::new() });
    let verdict = match left_over {
        // Terms that are only proposed may be agreed otherwise.
        Ok(left) if left.is_short() && home.terms_open => Verdict::Unknown(Vec::new()),
        Ok(left) if !left.is_short() => Verdict::Met,
        // What is at hand might carry it, if anybody said what that is.
        Ok(_) => match carries {
            Ok(()) => Verdict::NotMet,
            Err(lacking) => unknown(lacking),
        },
        // An empty list: terms that nobody knows yet, as in a clause by consent.
        Err(lacking) => unknown(lacking),
    };
    requirement!(T; "budget", provisions, verdict, left = left.surplus(), short = left.shortfall())
}

fn papers(home: &HomeOutcome, debt: &[&'static str]) -> Vec<&'static str> {
    let mut papers: Vec<&'static str> = Vec::with_capacity(home.words.papers.len() + debt.len());
    for paper in home.words.papers.iter().chain(debt) {
        if !papers.contains(paper) {
            papers.push(paper);
        }
    }
    papers
}

/// What the tightest month leaves over, where nobody asks which facts are lacking for it.
fn left_over(beside: &Beside<'_, '_>, debt: &DebtOutcome) -> Known<Balance> {
    match &debt.streams {
        Ok(streams) => beside.left_over([streams, &[], &[]]),
        Err(_) => Err(Lacking(Vec::new())),
    }
}

fn figures<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>, beside: &Beside<'_, '_>, debt: &DebtOutcome) -> Figures {
    let home = beside.home;
    let streams = &streams(beside, debt);
    // Each payment is linked to the figure that it comes from, so that its mark reaches the sums.
    let note = |cx: &mut Cx<'_, T>, item: Item, amount: Yen| match item.figure(s.house) {
        Some(figure) => cx.uses(item.key(), &figure, &amount),
        None => cx.given(item.key(), &amount),
    };
    let note_regular = |cx: &mut Cx<'_, T>, streams: Together<'_>| {
        if T::ON {
            streams.iter().filter(|stream| stream.is_regular()).for_each(|stream| note(cx, stream.item, stream.amount));
        }
    };
    let note_once = |cx: &mut Cx<'_, T>, which: fn(&Once) -> bool| {
        if T::ON {
            let paid = once(home, debt).filter(|once| !once.received && which(once));
            paid.for_each(|once| note(cx, once.item, once.amount));
        }
    };
    let sums = Sums::of(s, home, streams.as_ref().map_or(Together::NONE, |streams| *streams), once(home, debt));
    let monthly = cx.figure("monthly", &MONTHLY, |cx| {
        let streams = look(streams)?;
        note_regular(cx, *streams);
        Ok::<Yen, Lacking>(worst_month(&streams.0))
    });
    let left_over = cx.figure("left_over", &LEFT_OVER, |cx| {
        let (streams, living) = both(look(streams), look(&beside.living))?;
        cx.uses("income", "income", &living.income);
        cx.uses("living", "living", &living.cost);
        if living.moved_from.is_some() && living.cost != living.cost_moved {
            cx.given("living_after_moving", &living.cost_moved);
        }
        note_regular(cx, *streams);
        Ok::<Balance, Lacking>(least_left(&streams.0, living))
    });
    let total = cx.figure("total", &TOTAL, |cx| {
        let (streams, ()) = both(look(streams), debt.figures.costs.clone())?;
        if T::ON {
            let on_debts = streams.iter().filter(|stream| stream.item.purpose != Purpose::Rent);
            on_debts.for_each(|stream| note(cx, stream.item, stream.total()));
        }
        note_once(cx, |once| once.item.purpose != Purpose::MovingOut);
        Ok::<Yen, Lacking>(sums.total)
    });
    let months = cx.figure("months", &MONTHS, |_| look(streams).map(|_| sums.months));
    let debt_left = cx.figure("debt_left", &DEBT_LEFT, |cx| {
        let (left, _) = both(debt.figures.debt_left.clone(), look(beside.rest()))?;
        cx.uses("residual", "residual", &left);
        Ok::<Yen, Lacking>(left)
    });
    let cash_now = cx.figure("cash_now", &CASH_NOW, |cx| {
        both(debt.figures.costs.clone(), home.once_known.clone())?;
        note_once(cx, |once| once.month == 1);
        Ok::<Yen, Lacking>(sums.cash_now)
    });
    Figures { monthly, left_over, total, months, debt_left, cash_now }
}

/// What all payments of a route come to.
struct Sums {
    /// On debts and procedures.
    total: Yen,
    /// Months until the last payment on other debts than a home loan that is kept.
    months: u32,
    /// At once in the first month.
    cash_now: Yen,
}

impl Sums {
    fn of<'l>(
        s: &Situation<'_>,
        home: &HomeOutcome,
        streams: Together<'_>,
        once: impl Iterator<Item = &'l Once>,
    ) -> Sums {
        let mut sums = Sums { total: Yen::ZERO, months: 0, cash_now: Yen::ZERO };
        streams.each(|stream| {
            if stream.item.purpose == Purpose::Rent {
                return;
            }
            sums.total += stream.total();
            let of_home = matches!(stream.item.purpose, Purpose::HomeLoan | Purpose::Accrued);
            if !of_home && stream.is_regular() && !is_kept_loan(s, home, stream.item) {
                sums.months = sums.months.max(stream.until());
            }
        });
        for once in once.filter(|once| !once.received) {
            sums.months = sums.months.max(once.month);
            if once.item.purpose != Purpose::MovingOut {
                sums.total += once.amount;
            }
            if once.month == 1 {
                sums.cash_now += once.amount;
            }
        }
        sums
    }
}

/// Is this paid for having a roof: rent, or the home loan of a home that is kept with its arrears?
fn is_housing(s: &Situation<'_>, home: &HomeOutcome, item: Item) -> bool {
    use Purpose::{Accrued, Arrears, ArrearsInPlan, HomeLoan, Rent};
    matches!(item.purpose, Rent | HomeLoan | Accrued | Arrears | ArrearsInPlan) || is_kept_loan(s, home, item)
}

/// Is this the payment of a home loan whose home is kept?
fn is_kept_loan(s: &Situation<'_>, home: &HomeOutcome, item: Item) -> bool {
    home.kept && item.purpose == Purpose::Claim && item.claim().is_some_and(|claim| s.is_home_loan(claim))
}

/// Who else is called on. Where it is not known what remains to be paid, neither is who is called on for it.
fn liable(s: &Situation<'_>, beside: &Beside<'_, '_>, not_as_contracted: &[ClaimId]) -> Liable {
    if let Err(lacking) = &s.debts_known {
        return Liable::Unknown(lacking.0.clone());
    }
    let mut anybody = false;
    let mut called_on = Vec::new();
    let mut unknown = Vec::new();
    let mut unsaid = Vec::new();
    for debt in &s.debts {
        match s.liable_with(debt) {
            Ok(true) => {
                anybody = true;
                if not_as_contracted.contains(&debt.id) {
                    called_on.push(debt.id);
                }
            }
            Err(lacking) if not_as_contracted.contains(&debt.id) => unknown.extend(lacking.0),
            Err(lacking) => unsaid.extend(lacking.0),
            Ok(false) => {}
        }
    }
    if let (Err(lacking), true) = (beside.rest(), anybody || !unsaid.is_empty()) {
        unknown.extend(lacking.0.iter().copied().chain(unsaid.iter().copied()));
    }
    match (called_on.is_empty(), unknown.is_empty(), anybody, unsaid.is_empty()) {
        (false, ..) => Liable::CalledOn(called_on),
        (true, false, ..) => Liable::Unknown(unknown),
        (true, true, true, _) => Liable::NotCalled,
        (true, true, false, false) => Liable::Unknown(unsaid),
        (true, true, false, true) => Liable::Nobody,
    }
}
