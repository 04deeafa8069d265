//! The choices for the home: one file each, and one line here.

use std::cell::OnceCell;
use std::rc::Rc;

use case::{ClaimId, Household, PersonId};
use law::message::Message;
use law::trace::Shown;
use law::words::Word;
use law::{Cx, Date, Trace, Yen};
use smallvec::SmallVec;

use crate::clause::ClauseTerms;
use crate::debt::DebtChoice;
use crate::known::{Known, Lacking, look};
use crate::late::{Blank, Late};
use crate::requirement::Requirements;
use crate::situation::Situation;
use crate::stream::{Item, Once, Purpose, Streams};

/// What a choice for the home comes to, or one of its variants.
#[derive(Clone, Debug)]
pub struct HomeOutcome {
    /// The variant's id; empty when the choice has only one form.
    pub variant: &'static str,
    /// What it needs beside what all its variants need.
    pub requirements: Requirements,
    /// What all variants need.
    pub common: Option<Rc<Requirements>>,
    /// Is the home kept?
    pub kept: bool,
    /// Payments for the home, month by month.
    pub streams: HomePayments,
    /// Where those above follow no schedule, because nobody asked for figures: how they end.
    pub unwalked: Option<Unwalked>,
    /// Payments and receipts that happen once.
    pub once: SmallVec<[Once; 2]>,
    /// The first month after moving out.
    pub moved_from: Option<u32>,
    /// What a sale comes to; none while the home is kept. It stands apart: forms that keep the home are handed on without it.
    pub sold: Option<Box<Sold>>,
    /// The rent after a sale to somebody who lets the home back; else that of the wishes.
    pub rent: Option<Known<Yen>>,
    /// Arrears to be paid within the rehabilitation plan (民事再生法199条1項1号).
    pub arrears_in_plan: OfClaims,
    /// The principal in it, claim by claim: it bears the contract's interest until it is paid.
    pub arrears_principal: OfClaims,
    /// Is everything that is paid once among the payments? Else the facts that are lacking: what is needed at once is not
    /// known.
    pub once_known: Known<()>,
    /// Only when the variants before it have no prospect (199条2項, 3項).
    pub only_after_others: bool,
    /// Months in which a part of the principal alone is paid (199条3項): they lie within the plan.
    pub deferred_months: u32,
    /// Are the terms a proposal only, so that a budget that does not bear them closes nothing?
    pub terms_open: bool,
    /// Is it shown only where all that come before it are closed?
    pub steps_back: bool,
    /// Does a petition inside a rehabilitation replace the guarantee company's payment (巻戻し)?
    pub unwinding: bool,
    /// The other borrower of paired loans, whose petition it takes too.
    pub second_petitioner: Option<PersonId>,
    /// What the home loan clause makes of each loan; only where somebody reads it.
    pub(crate) clause: Vec<ClauseTerms>,
    /// What a buyer may pay of management fees in arrears and ask back (区分所有法8条).
    pub fees_left: Yen,
    /// What is said of it.
    pub(crate) words: Late<Words>,
}

/// What a sale of the home pays and leaves.
#[derive(Clone, Debug)]
pub struct Sold {
    /// What the burdens are still owed; every claim that was registered on the home, zeros too.
    pub residuals: Known<OfClaims>,
    /// What it pays on each of these claims.
    pub paid: OfClaims,
    /// What it pays on claims that have attached the home and are not secured on it.
    pub attached: OfClaims,
    /// What it leaves for the debtor as owner: of what is left for all owners, the debtor's share.
    pub to_owner: Known<Yen>,
}

impl Default for Sold {
    fn default() -> Sold {
        let none = OfClaims::new;
        Sold { residuals: Ok(none()), paid: none(), attached: none(), to_owner: Ok(Yen::ZERO) }
    }
}

/// Payments for the home. Where nobody asked for figures they may wait until somebody looks at them: a form that comes after
/// an open one is never looked at.
#[derive(Clone, Debug)]
pub struct HomePayments {
    known: OnceCell<Known<Streams>>,
    work_out: fn(&Situation<'_>) -> Known<Streams>,
}

impl HomePayments {
    /// They wait.
    pub fn waiting(work_out: fn(&Situation<'_>) -> Known<Streams>) -> HomePayments {
        HomePayments { known: OnceCell::new(), work_out }
    }

    /// A look at them.
    pub fn of(&self, s: &Situation<'_>) -> &Known<Streams> {
        self.known.get_or_init(|| (self.work_out)(s))
    }
}

impl From<Known<Streams>> for HomePayments {
    fn from(known: Known<Streams>) -> HomePayments {
        HomePayments { known: OnceCell::from(known), work_out: |_| Err(Lacking(Vec::new())) }
    }
}

/// How payments end that repay loans: a walk to the last instalment decides no verdict by itself, and waits until somebody
/// needs it.
#[derive(Clone, Debug)]
pub struct Unwalked {
    /// The same payments to the yen to their last month.
    pub walk: fn(&Situation<'_>) -> Known<Streams>,
    /// How many months each of them lasts at the least.
    pub least: SmallVec<[u32; 2]>,
}

/// What is said of a choice to those who read.
#[derive(Clone, Debug)]
pub(crate) struct Words {
    /// Figures by name.
    pub(crate) details: Vec<(&'static str, Shown)>,
    /// What to beware of.
    pub(crate) risks: Vec<Message>,
    /// Papers by id.
    pub(crate) papers: Vec<&'static str>,
    /// Days by which something must be done: key of the catalogue under `deadline`, and the day.
    pub(crate) deadlines: Vec<(&'static str, Date)>,
}

impl Default for Words {
    fn default() -> Words {
        Words {
            details: Vec::with_capacity(2 * ROOM),
            risks: Vec::with_capacity(ROOM),
            papers: Vec::with_capacity(ROOM),
            deadlines: Vec::new(),
        }
    }
}

impl Blank for Words {
    const BLANK: &'static Words =
        &Words { details: Vec::new(), risks: Vec::new(), papers: Vec::new(), deadlines: Vec::new() };
}

mod leaseback;

pub(crate) use keep_under_clause::{Original, repaid_until_plan};

/// An amount for each of some claims.
pub type OfClaims = SmallVec<[(ClaimId, Yen); 2]>;

/// Room for what most outcomes list.
const ROOM: usize = 8;

/// The same; none where nobody reads it.
pub(crate) const fn room<T: Trace>() -> usize {
    if T::WORDS { ROOM } else { 0 }
}

impl HomeOutcome {
    /// What the buyer asks back of management fees, in the month of the move. A discharge and a plan reach it too; whoever goes
    /// without pays it.
    pub(crate) fn fees_left_to_pay(&self) -> Option<Once> {
        let item = Item::general(Purpose::ManagementFeeArrears);
        let month = self.moved_from.unwrap_or(1);
        (!self.fees_left.is_zero()).then_some(Once { item, month, amount: self.fees_left, received: false })
    }

    /// The rent per month after a sale.
    pub(crate) fn rent(&self, s: &Situation<'_>) -> Known<Yen> {
        self.rent.clone().unwrap_or_else(|| s.rent.clone())
    }

    /// What the burdens are still owed after a sale.
    pub(crate) fn residuals(&self) -> Known<&[(ClaimId, Yen)]> {
        self.sold.as_ref().map_or(Ok(&[]), |sold| look(&sold.residuals).map(OfClaims::as_slice))
    }

    /// What a sale pays on each of them.
    pub(crate) fn paid(&self) -> &[(ClaimId, Yen)] {
        self.sold.as_ref().map_or(&[], |sold| &sold.paid)
    }

    /// What a sale has paid on a claim that had attached the home.
    pub(crate) fn paid_on_attached(&self, claim: ClaimId) -> Yen {
        let attached = self.sold.iter().flat_map(|sold| &sold.attached);
        attached.filter(|(other, _)| *other == claim).map(|(_, paid)| *paid).next().unwrap_or(Yen::ZERO)
    }

    /// What a sale leaves for the debtor as owner.
    pub(crate) fn to_owner(&self) -> Known<Yen> {
        self.sold.as_ref().map_or(Ok(Yen::ZERO), |sold| sold.to_owner.clone())
    }

    /// Everything that it needs, list by list.
    pub fn needs(&self) -> [Option<&Requirements>; 2] {
        [self.common.as_deref(), Some(&self.requirements)]
    }

    /// An outcome in which the home is kept and nothing else is said yet.
    pub fn kept<T: Trace>(
        _: &Cx<'_, T>,
        variant: &'static str,
        requirements: Requirements,
        streams: impl Into<HomePayments>,
    ) -> HomeOutcome {
        HomeOutcome {
            variant,
            requirements,
            common: None,
            kept: true,
            streams: streams.into(),
            unwalked: None,
            once: SmallVec::new(),
            moved_from: None,
            sold: None,
            rent: None,
            arrears_in_plan: OfClaims::new(),
            arrears_principal: OfClaims::new(),
            once_known: Ok(()),
            only_after_others: false,
            deferred_months: 0,
            terms_open: false,
            steps_back: false,
            unwinding: false,
            second_petitioner: None,
            clause: Vec::new(),
            fees_left: Yen::ZERO,
            words: Late::blank(),
        }
    }
}

/// Adds an outcome that is written on where it stands: moving it takes time.
#[inline]
pub(crate) fn put(outcomes: &mut Vec<HomeOutcome>, outcome: HomeOutcome) -> &mut HomeOutcome {
    outcomes.push(outcome);
    outcomes.last_mut().expect("it was put there")
}

macro_rules! home_choices {
    ($($(#[$doc:meta])* $name:ident = $id:literal, $module:ident;)+) => {
        $(mod $module;)+

        law::word_list! {
            /// A choice for the home.
            pub enum HomeChoice { $($(#[$doc])* $name = $id),+ }
        }

        impl HomeChoice {
            /// How many routes there are in all.
            pub const ROUTES: usize = 0 $(+ $module::DEBTS.len())+;

            /// The choices for the debts that go with it (the table of routes).
            pub const fn debts(self) -> &'static [DebtChoice] {
                match self { $(HomeChoice::$name => $module::DEBTS),+ }
            }

            /// Adds what it comes to for this household: one outcome, or one a variant.
            pub fn evaluate<T: Trace>(
                self,
                cx: &mut Cx<'_, T>,
                situation: &Situation<'_>,
                outcomes: &mut Vec<HomeOutcome>,
            ) {
                match self { $(HomeChoice::$name => $module::evaluate(cx, situation, outcomes)),+ }
            }
        }
    };
}

home_choices! {
    /// As contracted.
    Keep = "keep", keep;
    /// With easier terms, by consent of the lender.
    Reschedule = "reschedule", reschedule;
    /// 住宅資金特別条項.
    KeepUnderClause = "keep-under-clause", keep_under_clause;
    /// 任意売却.
    VoluntarySale = "voluntary-sale", voluntary_sale;
    /// 競売.
    Auction = "auction", auction;
    /// 自宅はもうない.
    Sold = "sold", sold;
}

impl HomeChoice {
    /// The choices for a home that is owned, or may be: the only ones that a book of home loans asks about.
    pub const OF_A_HOME: &'static [HomeChoice] = match HomeChoice::ALL.split_last() {
        Some((HomeChoice::Sold, of_a_home)) => of_a_home,
        _ => panic!("the home that is gone stands last"),
    };

    /// The choices that this household is told about: whoever said that there is no home hears of those for the debts alone
    /// too.
    pub fn of(house: &Household) -> &'static [HomeChoice] {
        if house.homes.as_ref().is_some_and(Vec::is_empty) { HomeChoice::ALL } else { HomeChoice::OF_A_HOME }
    }
}
