//! The choices for the debts: one file each, and one line here.

use case::ClaimId;
use law::message::Message;
use law::trace::Brief;
use law::{Balance, Cx, Date, Trace, Yen, message};
use smallvec::SmallVec;
use std::cell::OnceCell;

use crate::clause::PlanMonths;
use crate::debts::Debt;
use crate::figures;
use crate::home::{HomeChoice, HomeOutcome, Words};
use crate::known::{Known, Lacking, both, look};
use crate::late::{Blank, Late};
use crate::outcomes::Weight;
use crate::requirement::Requirements;
use crate::situation::Situation;
use crate::stream::{Bridge, Item, Living, Once, Onces, Purpose, Stream, Streams, Together, least_left};
use crate::switch::PairGuarantee;

mod exempt;
mod fees;
mod later;
mod pair;
pub(crate) mod rehabilitation;
mod surviving;
mod vote;

/// What a choice for the debts comes to, beside an outcome for the home.
#[derive(Clone, Debug)]
pub struct DebtOutcome {
    /// What it needs.
    pub requirements: Requirements,
    /// Payments, month by month.
    pub streams: Known<Streams>,
    /// What the payments leave over, where nobody asks for the payments themselves.
    pub(crate) left: Option<Left>,
    /// Is it known that no budget bears the payments, which nobody asks for?
    pub unpayable: bool,
    /// What decides no verdict, beyond the payments.
    pub(crate) figures: Late<DebtFigures>,
    /// What is said of it.
    pub(crate) words: Late<Words>,
}

/// Figures of a choice for the debts that decide no verdict.
#[derive(Clone, Debug)]
pub(crate) struct DebtFigures {
    /// Payments that happen once.
    pub(crate) once: Onces,
    /// What is still owed when all payments are made.
    pub(crate) debt_left: Known<Yen>,
    /// The first month of a rehabilitation plan and how many it has.
    pub(crate) plan: Option<PlanMonths>,
    /// Is everything that helpers and courts cost in the payments? Else the facts that are lacking: the total is not known.
    pub(crate) costs: Known<()>,
    /// Is it known whether legal aid advances the attorney's fee, where savings carry no other way of paying?
    pub(crate) aid: Known<()>,
    /// What is never paid: cut by a plan, an agreement or a discharge.
    pub(crate) cut: Known<Yen>,
    /// Claims that are not paid as contracted: what those who are liable with the debtor face.
    pub(crate) not_as_contracted: Claims,
    /// How the credit agencies keep it.
    pub(crate) record: Record,
    /// When the petition is made, where it waits for more than the day of the file.
    pub(crate) petition_on: Option<Date>,
    /// When a discharge ends the contracts, where that is known.
    pub(crate) discharged_on: Option<Date>,
}

impl DebtFigures {
    const NONE: DebtFigures = DebtFigures {
        once: Onces::new(),
        debt_left: Ok(Yen::ZERO),
        plan: None,
        costs: Ok(()),
        aid: Ok(()),
        cut: Ok(Yen::ZERO),
        not_as_contracted: Claims::new(),
        record: Record::Agencies,
        petition_on: None,
        discharged_on: None,
    };
}

impl DebtFigures {
    /// What is overdue on debts that go on as contracted is caught up at once; where that is not known, neither is what is
    /// needed at once.
    pub(crate) fn catch_up<'s>(&mut self, others: Result<impl Iterator<Item = &'s Debt> + Clone, Lacking>) {
        let known: Known<()> = others.and_then(|others| {
            self.once.extend(arrears_of(others.clone()));
            let mut owed = others.map(|debt| look(&debt.owed));
            owed.try_for_each(|owed| owed.map(|_| ()))
        });
        if let Err(lacking) = known {
            self.costs = Err(lacking);
        }
    }
}

impl Default for DebtFigures {
    fn default() -> DebtFigures {
        DebtFigures::NONE
    }
}

impl Blank for DebtFigures {
    const BLANK: &'static DebtFigures = &DebtFigures::NONE;
}

law::word_list! {
    /// What the credit agencies and the gazette keep of a route.
    pub enum Record {
        /// Nothing, as long as everything is paid on time.
        Clean = "clean",
        /// An entry at the agencies.
        Agencies = "agencies",
        /// An entry at the agencies and in the gazette.
        Gazette = "gazette",
    }
}

impl DebtChoice {
    /// Is it a court's procedure of the debtor alone: a rehabilitation or a bankruptcy?
    pub(crate) const fn is_court_procedure(self) -> bool {
        matches!(self, DebtChoice::SmallScale | DebtChoice::Salaried | DebtChoice::Bankruptcy)
    }
}

/// Some claims.
pub type Claims = Vec<ClaimId>;

impl DebtOutcome {
    /// An outcome whose payments are known and fit no budget, where nothing else of it is asked.
    pub fn short<T: Trace>(cx: &Cx<'_, T>, requirements: Requirements) -> DebtOutcome {
        DebtOutcome { unpayable: true, ..DebtOutcome::closed(cx, requirements) }
    }

    /// An outcome that these requirements close, where nothing else of it is asked.
    pub fn closed<T: Trace>(cx: &Cx<'_, T>, requirements: Requirements) -> DebtOutcome {
        DebtOutcome::new(cx, requirements, Err(Lacking(Vec::new())))
    }

    /// An outcome of whose payments nobody asks more than what they leave over.
    pub(crate) fn leaving<T: Trace>(cx: &Cx<'_, T>, requirements: Requirements, left: Left) -> DebtOutcome {
        DebtOutcome { left: Some(left), ..DebtOutcome::new(cx, requirements, Ok(Streams::new())) }
    }

    /// An outcome of which nothing is said yet but its requirements and payments.
    #[inline]
    pub fn new<T: Trace>(_: &Cx<'_, T>, requirements: Requirements, streams: Known<Streams>) -> DebtOutcome {
        DebtOutcome {
            requirements,
            streams,
            left: None,
            unpayable: false,
            figures: Late::blank(),
            words: Late::blank(),
        }
    }
}

macro_rules! debt_choices {
    ($($(#[$doc:meta])* $name:ident = $id:literal, $module:ident;)+) => {
        $(mod $module;)+

        law::word_list! {
            /// A choice for the debts.
            pub enum DebtChoice { $($(#[$doc])* $name = $id),+ }
        }

        impl DebtChoice {
            /// What it comes to for this household beside an outcome for the home.
            #[inline]
            pub fn evaluate<T: Trace>(
                self,
                cx: &mut Cx<'_, T>,
                situation: &Situation<'_>,
                choice: HomeChoice,
                beside: &Beside<'_, '_>,
            ) -> DebtOutcome {
                match self { $(DebtChoice::$name => $module::evaluate(cx, situation, choice, beside)),+ }
            }
        }
    };
}

debt_choices! {
    /// As contracted.
    AsContracted = "as-contracted", as_contracted;
    /// 残債の分割返済.
    Instalments = "instalments", instalments;
    /// 一括和解.
    Settlement = "settlement", settlement;
    /// 任意整理.
    VoluntaryArrangement = "voluntary-arrangement", voluntary_arrangement;
    /// 特定調停.
    SpecialConciliation = "special-conciliation", special_conciliation;
    /// 小規模個人再生.
    SmallScale = "small-scale", small_scale;
    /// 給与所得者等再生.
    Salaried = "salaried", salaried;
    /// 自己破産.
    Bankruptcy = "bankruptcy", bankruptcy;
}

impl DebtChoice {
    /// Does a court discharge or cut the debts?
    pub const fn is_by_court(self) -> bool {
        matches!(self, DebtChoice::SmallScale | DebtChoice::Salaried | DebtChoice::Bankruptcy)
    }
}

/// A debt that the choice for the home leaves to be dealt with.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Remaining<'s> {
    /// The claim.
    pub(crate) debt: &'s Debt,
    /// What of it remains.
    pub(crate) amount: Yen,
    /// Is it what a sale left of a claim that was secured on the home?
    pub(crate) residual: bool,
    /// Is it what the debtor guarantees of another's loan on a home that is kept? The loan itself is the home's own business.
    pub(crate) guarantee: bool,
}

impl Remaining<'_> {
    /// Does it take part in the debtor's rehabilitation? Taxes go beside the plan, fines follow it, another person's debts are
    /// theirs.
    pub(crate) fn takes_part(&self) -> bool {
        self.debt.own && self.debt.class.takes_part_in_plan()
    }

    /// Is it a fine of the debtor's? Nobody pays it while a plan runs (民事再生法181条3項).
    pub(crate) fn waits_for_plan(&self) -> bool {
        self.debt.own && self.debt.class == crate::debts::Class::Fine
    }
}

/// The debts that remain; few enough in most households to stand in place.
pub(crate) type Rests<'s> = SmallVec<[Remaining<'s>; 8]>;

/// What the holders of security can do where these claims are not paid as contracted: on a home that is kept, on another
/// home, on things under retained title.
pub(crate) fn risks_of_security(s: &Situation<'_>, home: &HomeOutcome, claims: &[ClaimId], risks: &mut Vec<Message>) {
    let debts = || claims.iter().map(|claim| &s.debts[claim.0]);
    for debt in debts().filter(|debt| home.kept && debt.on_home) {
        risks.push(message!("risk.secured-on-home", claim = figures::claim_of(s, debt.id).id.clone()));
    }
    let retained = |claim| s.house.assets.iter().flatten().any(|asset| asset.title_retained_by == Some(claim));
    if claims.iter().any(|claim| retained(*claim)) {
        risks.push(message!("risk.title-retained"));
    }
    for debt in debts().filter(|debt| !debt.covered_elsewhere.is_zero() && !retained(debt.id)) {
        risks.push(message!("risk.other-home-sold", claim = figures::claim_of(s, debt.id).id.clone()));
    }
}

/// What a sale leaves of debts that are other persons' alone: no relief of the debtor's touches it.
pub(crate) fn of_others(rest: &[Remaining<'_>]) -> Yen {
    rest.iter().filter(|rest| rest.residual && !rest.debt.own).map(|rest| rest.amount).sum()
}

/// An outcome for the home with what every choice for the debts asks beside it, worked out once.
pub struct Beside<'b, 's> {
    pub(crate) s: &'s Situation<'s>,
    /// The outcome for the home.
    pub(crate) home: &'b HomeOutcome,
    /// The household's living beside it.
    pub(crate) living: Known<Living>,
    /// The rent after moving out; nothing while the home is kept.
    pub(crate) rent: Known<Option<Stream>>,
    /// What the home's own requirements come to, where nobody reads.
    pub(crate) own: Weight,
    /// Is it the only form of the home in which a closed route is shown? Then the first requirement that fails settles
    /// everything that there is to say of it.
    alone: bool,
    /// How a guarantee of the other's paired loan counts.
    pub(crate) guarantee: PairGuarantee,
    /// The home's payments to their last month, where somebody needed them ([`HomeOutcome::unwalked`]).
    walked: OnceCell<Known<Streams>>,
    /// Is its budget short before any debt, for good? Where nobody listens.
    short: OnceCell<bool>,
    /// The other debts as contracted, where nobody asks for figures.
    contracted: OnceCell<Known<Payments<'b>>>,
    /// The first arrangement of them that was asked for, where nobody asks for figures.
    arranged: OnceCell<Known<Payments<'b>>>,
    /// The plan of a rehabilitation, where nobody listens: most plans of the other kind pay the same total.
    laid: OnceCell<Known<rehabilitation::Plan>>,
    memory: &'b Memory<'s>,
}

/// Payments of debts, and what they leave over beside a home, worked out when it is first asked for.
pub(crate) struct Payments<'p> {
    pub(crate) streams: &'p [Stream],
    over: OnceCell<Known<Balance>>,
    is_carried: OnceCell<bool>,
}

impl<'p> Payments<'p> {
    fn of(streams: &'p Known<Streams>) -> Known<Payments<'p>> {
        look(streams).map(|streams| Payments { streams, over: OnceCell::new(), is_carried: OnceCell::new() })
    }
}

/// What payments leave over beside a home, where nobody asks for figures.
#[derive(Clone, Debug)]
pub(crate) struct Left {
    /// In the tightest month.
    pub(crate) over: Known<Balance>,
    /// Do savings carry the months in which that is too little? None where nobody has looked.
    pub(crate) is_carried: Option<bool>,
}

/// What outcomes for the home share that leave the same debts, worked out when it is first asked for.
#[derive(Default)]
pub(crate) struct Memory<'s> {
    /// The debts that are left to be dealt with.
    rest: OnceCell<Known<Rests<'s>>>,
    /// The other debts as contracted, where nobody asks for figures.
    contracted: OnceCell<Known<Streams>>,
    /// The first arrangement that was asked for, in how many months, where nobody asks for figures.
    arranged: OnceCell<(u32, Known<Streams>)>,
    /// What counts besides of guarantees for another's home loan.
    guarantees: OnceCell<Known<Rests<'s>>>,
    /// What both kinds of rehabilitation start from, where nobody listens.
    rehabilitation: OnceCell<rehabilitation::Core>,
    /// What each kind needs before and after its plan, where nobody listens.
    around: [OnceCell<rehabilitation::Around>; 2],
}

/// Room for the memory of these outcomes; those that keep the home share one.
pub(crate) fn memories<'s>(outcomes: &[HomeOutcome]) -> Vec<Memory<'s>> {
    let own = outcomes.iter().filter(|home| !home.kept).count();
    let mut memories = Vec::with_capacity(own);
    // Each is made in its place: it is much larger than what is written into it at first.
    memories.resize_with(own, Memory::default);
    memories
}

/// Every outcome of a choice for the home with what the choices for the debts ask beside it. Each that leaves the home takes a
/// memory of its `own`, in their order.
pub(crate) fn besides<'b, 's>(
    s: &'s Situation<'s>,
    outcomes: &'b [HomeOutcome],
    (kept, own): (&'b Memory<'s>, &mut impl Iterator<Item = &'b Memory<'s>>),
) -> impl Iterator<Item = Beside<'b, 's>> {
    let alone = outcomes.iter().filter(|home| !home.steps_back).count() <= 1;
    outcomes.iter().map(move |home| {
        let memory = if home.kept { Some(kept) } else { own.next() };
        Beside::new(s, home, alone, memory.expect("each outcome that leaves the home has a memory"))
    })
}

impl<'b, 's> Beside<'b, 's> {
    #[inline]
    fn new(s: &'s Situation<'s>, home: &'b HomeOutcome, alone: bool, memory: &'b Memory<'s>) -> Self {
        Beside {
            s,
            home,
            living: living(s, home),
            rent: rent(s, home),
            own: Weight::of(home.needs()),
            alone,
            walked: OnceCell::new(),
            guarantee: s.practice.pair_guarantee,
            short: OnceCell::new(),
            contracted: OnceCell::new(),
            arranged: OnceCell::new(),
            laid: OnceCell::new(),
            memory,
        }
    }

    /// The same by another reading of a guarantee, with a memory of its own.
    pub(crate) fn read_as<'o>(&self, guarantee: PairGuarantee, memory: &'o Memory<'s>) -> Beside<'o, 's>
    where
        'b: 'o,
    {
        Beside { guarantee, ..Beside::new(self.s, self.home, self.alone, memory) }
    }

    /// The debts that are left to be dealt with.
    pub(crate) fn rest(&self) -> &'b Known<Rests<'s>> {
        self.memory.rest.get_or_init(|| remaining(self.s, self.home))
    }

    /// Do the home's own requirements settle every route of which nothing but the verdict is asked?
    pub(crate) fn settled(&self) -> bool {
        self.alone && self.own.fails > 0
    }

    /// Do these requirements settle a route of which nothing but the verdict is asked?
    pub(crate) fn settled_by<T: Trace>(&self, requirements: &Requirements) -> bool {
        self.is_settled_where_any_fails::<T>() && requirements.fails()
    }

    /// Does any requirement that fails settle a route, because nothing but the verdict is asked?
    pub(crate) fn is_settled_where_any_fails<T: Trace>(&self) -> bool {
        !T::FIGURES && self.alone
    }

    /// Is the budget short before any debt is paid, and no savings carry it? Then no way of paying debts fits it, and a
    /// route that the budget decides needs no payments to be told closed.
    pub(crate) fn is_short<T: Trace>(&self, s: &Situation<'_>) -> bool {
        self.alone && self.is_short_in_any_form::<T>(s)
    }

    /// The same of a form beside others, where everything else that may fail was looked at. A budget closes none whose terms
    /// are open.
    pub(crate) fn is_short_in_any_form<T: Trace>(&self, s: &Situation<'_>) -> bool {
        !T::FIGURES
            && !self.home.terms_open
            && s.cash.is_ok()
            && *self.short.get_or_init(|| {
                let left = self.left([&[]; 3]);
                left.over.is_ok_and(Balance::is_short) && left.is_carried == Some(false)
            })
    }

    /// How savings carry the months in which the home's payments, these and what happens once take more than the budget has,
    /// if they do.
    pub(crate) fn bridge<'l>(
        &self,
        debts: [&[Stream]; 3],
        once: impl Iterator<Item = &'l Once> + Clone,
    ) -> Option<Bridge> {
        let (living, rent) = (self.living.as_ref().ok()?, self.rent.as_ref().ok()?);
        if let Some(sure) = self.sure() {
            // Savings that do not carry a part of the payments do not carry all of them.
            let [first, second, third] = debts;
            self.s.bridge(living, Together([&sure, first, second, third, rent.as_slice()]), once.clone())?;
        }
        self.settle();
        self.s.bridge(living, self.together(debts).ok()?, once)
    }

    /// What these payments leave over where nobody asks for figures, and whether savings carry it.
    fn left(&self, debts: [&[Stream]; 3]) -> Left {
        self.carried(self.left_over(debts), debts)
    }

    /// Whether savings carry what these payments leave over, where nobody asks for figures.
    fn carried(&self, over: Known<Balance>, debts: [&[Stream]; 3]) -> Left {
        let is_carried = self.is_carried(&over, debts);
        Left { over, is_carried: Some(is_carried) }
    }

    /// Do savings carry these payments, which leave over that much? There is nothing to carry where that is enough.
    pub(crate) fn is_carried(&self, over: &Known<Balance>, debts: [&[Stream]; 3]) -> bool {
        let is_short = over.as_ref().is_ok_and(|left| left.is_short());
        is_short && self.bridge(debts, self.home.once.iter()).is_some()
    }

    /// What of the home's payments is sure while nobody has walked to their end: all before the last of the fewest months.
    fn sure(&self) -> Option<SmallVec<[Stream; 2]>> {
        let unwalked = self.home.unwalked.as_ref().filter(|_| self.walked.get().is_none())?;
        let streams = self.home.streams.of(self.s).iter().flatten().zip(&unwalked.least);
        Some(streams.filter_map(|(stream, least)| stream.level_for(least - 1)).collect())
    }

    /// Follows the home's payments to the yen to their last month from here on. What a month takes is the same before.
    pub(crate) fn settle(&self) {
        if let Some(unwalked) = &self.home.unwalked {
            self.walked.get_or_init(|| (unwalked.walk)(self.s));
        }
    }

    /// The home's payments, these, and the rent.
    #[inline]
    pub(crate) fn together<'l>(&'l self, [first, second, third]: [&'l [Stream]; 3]) -> Known<Together<'l>> {
        match (self.walked.get().unwrap_or_else(|| self.home.streams.of(self.s)), &self.rent) {
            (Ok(home), Ok(rent)) => Ok(Together([home, first, second, third, rent.as_slice()])),
            (home, rent) => both(look(home), look(rent)).map(|_| Together::NONE),
        }
    }

    /// The rehabilitation claims among them, with what a reading counts of guarantees for a home loan besides.
    pub(crate) fn claims(&self) -> Result<impl Iterator<Item = &'b Remaining<'s>> + Clone + use<'b, 's>, Lacking> {
        let guarantees = match self.guarantee {
            PairGuarantee::LikeHomeLoan => &[],
            _ => look(self.memory.guarantees.get_or_init(|| pair::guarantees(self)))?.as_slice(),
        };
        Ok(look(self.rest())?.iter().filter(|rest| rest.takes_part()).chain(guarantees))
    }

    /// The debts that are none of the home's own rests.
    pub(crate) fn others(&self) -> Result<impl Iterator<Item = &'s Debt> + Clone + use<'_, 'b, 's>, Lacking> {
        let rest = look(self.rest())?;
        Ok(rest.iter().filter(|rest| !rest.residual).map(|rest| rest.debt))
    }

    /// Are the payments as contracted of all these known?
    pub(crate) fn are_others_known(&self, s: &Situation<'_>) -> bool {
        self.others().is_ok_and(|others| are_contracted_known(s, self.home, others))
    }

    /// The payments of all these as contracted, where nobody asks for figures: several choices let them go on.
    pub(crate) fn contracted(&self) -> &Known<Payments<'b>> {
        self.contracted.get_or_init(|| {
            let streams = || as_contracted_streams(&mut Cx::new(&mut Brief), self.s, Some(self.home), self.others()?);
            Payments::of(self.memory.contracted.get_or_init(streams))
        })
    }

    /// An arrangement of the debts in so many months, where nobody asks for figures: the first is remembered.
    pub(crate) fn with_arrangement<V>(&self, months: u32, look_at: impl FnOnce(&Known<Payments<'_>>) -> V) -> V {
        let arranged = || figures::arranged_streams(&mut Cx::new(&mut Brief), self.s, self, months);
        let (known, streams) = self.memory.arranged.get_or_init(|| (months, arranged()));
        if *known != months {
            return look_at(&Payments::of(&arranged()));
        }
        look_at(self.arranged.get_or_init(|| Payments::of(streams)))
    }

    /// What these payments leave over in the tightest month.
    pub(crate) fn over<'p>(&self, payments: &'p Payments<'_>) -> &'p Known<Balance> {
        payments.over.get_or_init(|| self.left_over([payments.streams, &[], &[]]))
    }

    /// The same, and whether savings carry it.
    pub(crate) fn left_of(&self, payments: &Payments<'_>) -> Left {
        let over = self.over(payments).clone();
        let is_carried = payments.is_carried.get_or_init(|| self.is_carried(&over, [payments.streams, &[], &[]]));
        Left { over, is_carried: Some(*is_carried) }
    }

    /// What a sale left of the claims on the home.
    pub(crate) fn residual(&self) -> Known<Yen> {
        let rest = look(self.rest())?;
        Ok(rest.iter().filter(|rest| rest.residual).map(|rest| rest.amount).sum())
    }

    /// What a sale left of each claim.
    pub(crate) fn residual_amounts(&self) -> impl Iterator<Item = Yen> + Clone {
        self.rest().iter().flatten().filter(|rest| rest.residual).map(|rest| rest.amount)
    }

    /// The claims that a sale left.
    pub(crate) fn residual_claims<T: Trace>(&self) -> Claims {
        if !T::WORDS {
            return Claims::new();
        }
        self.rest().iter().flatten().filter(|rest| rest.residual).map(|rest| rest.debt.id).collect()
    }

    /// What the tightest month leaves over beside these payments, the home's own and the rent.
    pub(crate) fn left_over(&self, [first, second, third]: [&[Stream]; 3]) -> Known<Balance> {
        let (Ok(living), Ok(home), Ok(rent)) = (&self.living, self.home.streams.of(self.s), &self.rent) else {
            return both(look(&self.living), self.together([first, second, third])).map(|_| Balance(0));
        };
        Ok(least_left(&[home, first, second, third, rent.as_slice()], living))
    }
}

/// The debts that remain: the other debts, and what a sale leaves of the secured ones. A home loan on a home that is
/// kept is the business of the choice for the home.
fn remaining<'s>(s: &'s Situation<'_>, home: &HomeOutcome) -> Known<Rests<'s>> {
    s.debts_known.clone()?;
    let residuals = home.residuals()?;
    let mut list = Rests::new();
    let mut lacking: Option<Lacking> = None;
    for debt in s.debts.iter().filter(|debt| !home.kept || !debt.is_loan_of_the_home()) {
        let (amount, residual) = match (residuals.iter().find(|(claim, _)| *claim == debt.id), &debt.owed) {
            (Some((_, amount)), _) => (*amount, true),
            (None, Ok(owed)) => (owed.total().excess_over(home.paid_on_attached(debt.id)), false),
            (None, Err(more)) => {
                lacking.get_or_insert(Lacking(Vec::new())).add(&more.0);
                continue;
            }
        };
        if !amount.is_zero() {
            list.push(Remaining { debt, amount, residual, guarantee: false });
        }
    }
    lacking.map_or(Ok(list), Err)
}

/// The household's living beside an outcome for the home.
fn living(s: &Situation<'_>, home: &HomeOutcome) -> Known<Living> {
    let (income, cost) = match (&s.income, &s.living) {
        (Ok(income), Ok(cost)) => (*income, *cost),
        (income, cost) => both(income.clone(), cost.clone())?,
    };
    Ok(Living { income, cost, cost_moved: cost.excess_over(s.home_costs), moved_from: home.moved_from })
}

/// The rent after moving out; nothing while the home is kept.
fn rent(s: &Situation<'_>, home: &HomeOutcome) -> Known<Option<Stream>> {
    let Some(from) = home.moved_from else { return Ok(None) };
    let rent = home.rent(s)?;
    Ok(Stream::level(Item::general(Purpose::Rent), from, s.house.wishes.horizon_months.max(from), rent))
}

/// Are the payments as contracted of these debts known?
pub(crate) fn are_contracted_known<'s>(
    s: &Situation<'_>,
    home: &HomeOutcome,
    debts: impl IntoIterator<Item = &'s Debt>,
) -> bool {
    let mut brief = Brief;
    let cx = &mut Cx::new(&mut brief);
    debts.into_iter().all(|debt| figures::contracted(cx, s, debt, home.paid_on_attached(debt.id)).is_ok())
}

/// The outcome where nobody asks for figures and the debts that are none of the home's own rests go on as contracted.
fn others_alone<T: Trace>(cx: &Cx<'_, T>, beside: &Beside<'_, '_>, requirements: Requirements) -> DebtOutcome {
    match beside.contracted() {
        Ok(others) => DebtOutcome::leaving(cx, requirements, beside.left_of(others)),
        Err(lacking) => DebtOutcome::new(cx, requirements, Err(lacking.clone())),
    }
}

/// The payments as contracted of these debts.
pub(crate) fn as_contracted_streams<'s, T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    home: Option<&HomeOutcome>,
    debts: impl IntoIterator<Item = &'s Debt>,
) -> Known<Streams> {
    let debts = debts.into_iter();
    let room = debts.size_hint().1.unwrap_or(0);
    let mut streams = Streams::new();
    let mut lacking: Option<Lacking> = None;
    for debt in debts {
        let paid = home.map_or(Yen::ZERO, |home| home.paid_on_attached(debt.id));
        match figures::contracted(cx, s, debt, paid) {
            Ok(Some(stream)) => {
                // Often none goes on: room is made for all of them when there is one.
                if streams.is_empty() {
                    streams = Streams::with_capacity(room);
                }
                streams.push(stream);
            }
            Ok(None) => {}
            Err(more) => lacking.get_or_insert(Lacking(Vec::new())).add(&more.0),
        }
    }
    lacking.map_or(Ok(streams), Err)
}

/// What is overdue on these debts and must be caught up where they go on as contracted.
fn arrears_of<'s>(debts: impl IntoIterator<Item = &'s Debt>) -> Onces {
    debts
        .into_iter()
        .filter(|debt| debt.accelerated_on.is_none() && debt.class != crate::debts::Class::Priority)
        .filter_map(|debt| {
            let arrears = debt.owed.as_ref().ok()?.arrears();
            (!arrears.is_zero()).then_some(Once {
                item: Item::on(Purpose::ArrearsOf, debt.id),
                month: 1,
                amount: arrears,
                received: false,
            })
        })
        .collect()
}
