//! The choices for the debts: one file each, and one line here.

use case::ClaimId;
use law::message::Message;
use law::trace::Shown;
use law::verdict::Requirement;
use law::{Cx, Date, Trace, Yen};

use crate::debts::Debt;
use crate::home::{HomeChoice, HomeOutcome};
use crate::known::{Known, all, both};
use crate::situation::Situation;
use crate::stream::{Living, Once, Stream, least_left};

mod exempt;
mod later;
mod rehabilitation;
mod vote;

/// What a choice for the debts comes to, beside an outcome for the home.
#[derive(Clone, Debug)]
pub struct DebtOutcome {
    /// What it needs.
    pub requirements: Vec<Requirement>,
    /// Payments, month by month.
    pub streams: Known<Vec<Stream>>,
    /// Payments that happen once.
    pub once: Vec<Once>,
    /// What is still owed when all payments are made.
    pub debt_left: Known<Yen>,
    /// What is never paid: cut by a plan, an agreement or a discharge.
    pub cut: Known<Yen>,
    /// Claims that are not paid as contracted: what those who are liable with the debtor face.
    pub not_as_contracted: Vec<ClaimId>,
    /// How the credit agencies keep it.
    pub record: Record,
    /// Figures by name.
    pub details: Vec<(&'static str, Shown)>,
    /// What to beware of.
    pub risks: Vec<Message>,
    /// Papers by id.
    pub papers: Vec<&'static str>,
    /// Days by which something must be done.
    pub deadlines: Vec<(&'static str, Date)>,
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

/// Room for what most outcomes list; more is no harm, it only takes another allocation.
const USUAL: usize = 8;

impl DebtOutcome {
    /// An outcome of which nothing is said yet but its requirements and payments.
    pub fn new(requirements: Vec<Requirement>, streams: Known<Vec<Stream>>) -> DebtOutcome {
        DebtOutcome {
            requirements,
            streams,
            once: Vec::with_capacity(USUAL),
            debt_left: Ok(Yen::ZERO),
            cut: Ok(Yen::ZERO),
            not_as_contracted: Vec::new(),
            record: Record::Agencies,
            details: Vec::with_capacity(2 * USUAL),
            risks: Vec::with_capacity(USUAL),
            papers: Vec::with_capacity(USUAL),
            deadlines: Vec::new(),
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
            pub fn evaluate<T: Trace>(
                self,
                cx: &mut Cx<'_, T>,
                situation: &Situation<'_>,
                choice: HomeChoice,
                home: &HomeOutcome,
            ) -> DebtOutcome {
                match self { $(DebtChoice::$name => $module::evaluate(cx, situation, choice, home)),+ }
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

/// A debt that the choice for the home leaves to be dealt with.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Remaining<'s> {
    /// The claim.
    pub(crate) debt: &'s Debt,
    /// What of it remains.
    pub(crate) amount: Yen,
    /// Is it what a sale left of a claim that was secured on the home?
    pub(crate) residual: bool,
}

impl Remaining<'_> {
    /// Is it a rehabilitation claim against the debtor? Taxes go beside the plan, another person's debts are theirs.
    pub(crate) fn takes_part(&self) -> bool {
        self.debt.own && self.debt.class.is_rehabilitation_claim()
    }
}

/// What a sale leaves of debts that are other persons' alone: no relief of the debtor's touches it.
pub(crate) fn of_others(rest: &[Remaining<'_>]) -> Yen {
    rest.iter().filter(|rest| rest.residual && !rest.debt.own).map(|rest| rest.amount).sum()
}

/// The debts that remain: the other debts, and what a sale leaves of the secured ones. A home loan on a home that is
/// kept is the business of the choice for the home.
pub(crate) fn remaining<'s>(s: &'s Situation<'_>, home: &HomeOutcome) -> Known<Vec<Remaining<'s>>> {
    s.debts_known.clone()?;
    let residuals = home.residuals.clone()?;
    let treated: Vec<&Debt> = if home.kept { s.other_debts().collect() } else { s.debts.iter().collect() };
    let list = all(treated.into_iter().map(|debt| match residuals.iter().find(|(claim, _)| *claim == debt.id) {
        Some((_, amount)) => Ok(Remaining { debt, amount: *amount, residual: true }),
        None => Ok(Remaining { debt, amount: debt.owed.clone()?.total(), residual: false }),
    }))?;
    Ok(list.into_iter().filter(|rest| !rest.amount.is_zero()).collect())
}

/// The household's living beside an outcome for the home.
pub(crate) fn living(s: &Situation<'_>, home: &HomeOutcome) -> Known<Living> {
    let (income, cost) = both(s.income.clone(), s.living.clone())?;
    Ok(Living { income, cost, cost_moved: cost.excess_over(s.home_costs), moved_from: home.moved_from })
}

/// Do these payments fit the household's budget, with the home's own payments and the rent?
pub(crate) fn fits(s: &Situation<'_>, home: &HomeOutcome, streams: &[Stream]) -> Known<bool> {
    let (living, home_streams) = both(living(s, home), home.streams.clone())?;
    let rent = crate::route::rent(s, home)?;
    let together: Vec<Stream> = home_streams.iter().chain(streams).copied().chain(rent).collect();
    Ok(!least_left(&living, &together).is_short())
}

/// The payments as contracted of these debts.
pub(crate) fn as_contracted_streams<'s, T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    debts: impl IntoIterator<Item = &'s Debt>,
) -> Known<Vec<Stream>> {
    Ok(all(debts.into_iter().map(|debt| crate::figures::contracted(cx, s, debt)))?.concat())
}

/// What is overdue on these debts and must be caught up where they go on as contracted.
pub(crate) fn arrears_of<'s>(debts: impl IntoIterator<Item = &'s Debt>) -> Vec<Once> {
    debts
        .into_iter()
        .filter(|debt| debt.accelerated_on.is_none() && debt.class != crate::debts::Class::Priority)
        .filter_map(|debt| {
            let arrears = debt.owed.as_ref().ok()?.arrears();
            (!arrears.is_zero()).then_some(Once {
                item: crate::stream::Item::on("arrears-of", debt.id),
                month: 1,
                amount: arrears,
                received: false,
            })
        })
        .collect()
}
