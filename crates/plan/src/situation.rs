//! Where the household stands: what every route starts from, worked out once.

use std::cell::{OnceCell, RefCell};

use case::{
    AssetKind, ClaimId, ClaimKind, CreditorKind, EncumbranceKind, ExpenseKind, Home, HomeId, Household, PersonId,
};
use law::acts::civil_rehabilitation::salaried::SevenYearBar;
use law::verdict::{FactName, Verdict, Whose};
use law::{Balance, Cx, Share, Trace, Yen};
use smallvec::SmallVec;

use crate::debt::rehabilitation::OwnAssets;
use crate::debts::{self, Class, Debt};
use crate::disposable::Facts;
use crate::formula::formulas;
use crate::home::Original;
use crate::known::{Known, Lacking, all, both, known, look, once, sum};
use crate::practice::Practice;
use crate::sale::{Sale, Way, sell};
use crate::stream::{Bridge, Living, Once, Together, bridge};
use crate::switch::{CostsLoan, LegalAid};

/// Two years of disposable income of those who keep the home, or do not, at a housing cost a year.
type TwoYears = ((bool, Yen), Known<Yen>);

/// The household with everything that several routes need.
#[derive(Debug)]
pub struct Situation<'h> {
    /// The facts.
    pub house: &'h Household,
    /// Habits of practice, as edited by the user.
    pub practice: &'h Practice,
    /// Every claim, in the order of the file; empty when the list is unknown.
    pub debts: Vec<Debt>,
    /// Is the list of claims known?
    pub debts_known: Known<()>,
    /// The home that this is about: the main residence, else the first.
    pub home: Known<Option<HomeId>>,
    /// Income in hand per month, bonuses spread evenly.
    pub income: Known<Yen>,
    /// Living cost per month.
    pub living: Known<Yen>,
    /// The part of it that falls away when the home is left.
    pub home_costs: Yen,
    /// What is left for housing and debts each month.
    pub capacity: Known<Balance>,
    /// Rent after moving.
    pub rent: Known<Yen>,
    /// Cash and ordinary deposits.
    pub cash: Known<Yen>,
    /// What relatives could give once; nothing when it was not said.
    pub lump_sum: Yen,
    /// Overdue instalments with late charges, all claims.
    pub overdue: Known<Yen>,
    /// What the burdens of the home secure.
    pub secured: Known<Yen>,
    /// Does legal aid advance an attorney's fee? Looked at once, when a route asks.
    aid: OnceCell<Known<bool>>,
    /// What every test of disposable income starts from, where nobody listens.
    pub(crate) disposable: OnceCell<Known<Facts>>,
    /// What an auction would bring, where nobody listens.
    auction: OnceCell<Known<Sale>>,
    /// The debtor's share of the home that this is about.
    own_share: OnceCell<Known<Share>>,
    /// The month in which a plan starts, where nobody listens.
    plan_start: OnceCell<Known<u32>>,
    /// The home loans as the clause sees them.
    pub(crate) originals: OnceCell<Known<Vec<Original>>>,
    /// How long an earlier relief bars another one, where nobody listens.
    pub(crate) seven_years: OnceCell<Known<Option<SevenYearBar>>>,
    /// Does the debtor's income swing little, where nobody listens?
    pub(crate) stable_income: OnceCell<Verdict>,
    /// What the debtor owns beside homes, where nobody listens.
    pub(crate) own_assets: OnceCell<Known<OwnAssets>>,
    /// The property without the home, where nobody listens.
    pub(crate) liquidation: OnceCell<Known<Yen>>,
    /// Two years of disposable income by whether the home is kept and what the dwelling costs, where nobody listens.
    pub(crate) two_years: RefCell<SmallVec<[TwoYears; 4]>>,
}

formulas! {
    INCOME = "household.income", "毎月の手取り収入", "income in hand per month", Law, [];
    LIVING = "household.living", "毎月の生活費", "living cost per month", Law, [];
    CAPACITY = "household.capacity", "住居費と返済に回せる額", "left for housing and debts per month", Law, [];
    OVERDUE = "household.overdue", "滞納している額", "overdue", Law, [];
    SECURED = "household.secured", "自宅が担保する債務", "owed under the burdens of the home", Law, [];
    RENT = "household.rent", "転居後の家賃", "rent after moving", Law, [];
    CASH = "household.cash", "手元の現金と普通預金", "cash and ordinary deposits", Law, [];
}

impl<'h> Situation<'h> {
    /// Works out where the household stands.
    pub fn new<T: Trace>(cx: &mut Cx<'_, T>, house: &'h Household, practice: &'h Practice) -> Situation<'h> {
        cx.under(&[]);
        let home = main_home(house);
        let of_home = home.clone().ok().flatten();
        let mut debts: Vec<Debt> =
            house.claims().map(|(id, claim)| debts::debt(cx, house, of_home, id, claim)).collect();
        class_costs_loans(house, practice, &mut debts);
        cover_by_retained_title(house, &mut debts);
        cover_by_other_homes(house, of_home, &mut debts);
        let debts_known = match house.claims {
            Some(_) => Ok(()),
            None => Err(Lacking::fact(FactName::of("claim", ""))),
        };
        let income = income(cx, house);
        let (living, home_costs) = living(cx, house);
        let capacity = cx.figure("capacity", &CAPACITY, |cx| {
            let (income, living) = both(income.clone(), living.clone())?;
            cx.uses("income", "income", &income);
            cx.uses("living", "living", &living);
            Ok(income.minus(living))
        });
        let rent = cx.figure("rent", &RENT, |cx| {
            let name = FactName::of("wishes", "rent_if_moved");
            let rent = known(house.wishes.rent_if_moved, name)?;
            cx.fact("rent_if_moved", &rent.likely, rent.rough, || name.to_string());
            Ok::<Yen, Lacking>(rent.likely)
        });
        let lump_sum = house.wishes.lump_sum_available.map_or(Yen::ZERO, |sum| sum.likely);
        let overdue = cx.figure("overdue", &OVERDUE, |cx| {
            debts_known.clone()?;
            let fees = fee_arrears(cx, house, home.clone());
            let arrears = sum(debts.iter().map(|debt| {
                let owed = look(&debt.owed)?;
                uses_owed(cx, "arrears", house, debt.id, &owed.arrears());
                Ok(owed.arrears())
            }))?;
            Ok::<Yen, Lacking>(arrears + fees)
        });
        let secured = cx.figure("secured", &SECURED, |cx| secured(cx, house, &debts, home.clone()));
        let cash = cash(cx, house);
        Situation {
            house,
            practice,
            debts,
            debts_known,
            home,
            income,
            living,
            home_costs,
            capacity,
            rent,
            cash,
            lump_sum,
            overdue,
            secured,
            aid: OnceCell::new(),
            disposable: OnceCell::new(),
            auction: OnceCell::new(),
            own_share: OnceCell::new(),
            plan_start: OnceCell::new(),
            originals: OnceCell::new(),
            seven_years: OnceCell::new(),
            stable_income: OnceCell::new(),
            own_assets: OnceCell::new(),
            liquidation: OnceCell::new(),
            two_years: RefCell::default(),
        }
    }

    /// The month in which payments under a rehabilitation plan begin: the month after the confirmation is expected.
    pub fn plan_start<T: Trace>(&self, cx: &mut Cx<'_, T>) -> Known<u32> {
        once::<T, _>(&self.plan_start, || {
            let months = |day: law::Date| i64::from(day.year()) * 12 + i64::from(day.month());
            let until_petition = (months(self.house.petition_on) - months(self.house.as_of)).max(0);
            let procedure = self.practice.months_to_confirmation.read(cx, self.house.as_of)?;
            Ok(u32::try_from(until_petition).unwrap_or(0) + procedure + 1)
        })
    }

    /// Does legal aid (民事法律扶助) advance an attorney's fee: are the means small enough, and does the household want it?
    pub(crate) fn aid(&self) -> &Known<bool> {
        self.aid.get_or_init(|| match self.practice.legal_aid {
            LegalAid::Never => Ok(false),
            LegalAid::WhenEligible => {
                let test = crate::referral::means(&mut Cx::new(&mut law::trace::Bare), self);
                test.map(law::acts::legal_support::MeansTest::eligible)
            }
        })
    }

    /// The home that this is about.
    pub fn home(&self) -> Known<Option<(HomeId, &'h Home)>> {
        Ok(self.home.clone()?.map(|id| (id, &self.house.homes.as_ref().expect("an id names an entry")[id.0])))
    }

    /// The debts whose class is a home loan and that are registered on the home.
    pub fn home_loans(&self) -> impl Iterator<Item = &Debt> {
        self.debts.iter().filter(|debt| debt.is_loan_of_the_home())
    }

    /// Is it one of them?
    pub fn is_home_loan(&self, claim: ClaimId) -> bool {
        self.debts.get(claim.0).is_some_and(Debt::is_loan_of_the_home)
    }

    /// What an auction of the home would bring, worked out in silence and once.
    pub(crate) fn auction(&self, home: (HomeId, &Home)) -> &Known<Sale> {
        self.auction
            .get_or_init(|| sell(&mut Cx::new(&mut law::trace::Bare), self, home, Way::Auction, |value| value.likely))
    }

    /// The debts that are not the home's own loans.
    pub fn other_debts(&self) -> impl Iterator<Item = &Debt> {
        self.debts.iter().filter(|debt| !debt.is_loan_of_the_home())
    }

    /// What is at hand at the start: cash and ordinary deposits. Savings that nobody mentioned are not counted on.
    pub(crate) fn at_hand(&self) -> Yen {
        self.cash.as_ref().copied().unwrap_or(Yen::ZERO)
    }

    /// How savings carry the months in which these payments take more than the budget has, if they do.
    pub(crate) fn bridge<'l>(
        &self,
        living: &Living,
        streams: Together<'_>,
        once: impl Iterator<Item = &'l Once> + Clone,
    ) -> Option<Bridge> {
        let most = self.practice.bridge_months.value(self.house.as_of).ok()?;
        bridge(self.at_hand(), living, streams, once, most)
    }

    /// The debtor's share of the home; the whole when owners are not said to be others.
    pub fn own_share(&self, home: HomeId) -> Known<Share> {
        match self.home {
            Ok(Some(own)) if own == home => look(self.own_share.get_or_init(|| self.share_of_debtor(home))).copied(),
            _ => self.share_of_debtor(home),
        }
    }

    fn share_of_debtor(&self, home: HomeId) -> Known<Share> {
        let name = Household::home_fact(home, "owners");
        let owners = known(self.house.homes.as_ref().and_then(|homes| homes[home.0].owners.as_ref()), name)?;
        Ok(owners
            .iter()
            .filter(|owner| owner.person == Some(self.house.debtor))
            .fold(Share::NOTHING, |sum, owner| sum.plus(owner.share).unwrap_or(sum)))
    }

    /// Persons (not companies) who guarantee or jointly owe a claim. One who has paid it is its creditor now.
    pub fn liable_with(&self, debt: &Debt) -> Known<bool> {
        let facts = &self.house.claims.as_ref().expect("an id names an entry")[debt.id.0];
        if !facts.joint_debtors.is_empty() {
            return Ok(true);
        }
        if facts.guarantors.is_none() && arises_by_law(facts.kind) {
            return Ok(false);
        }
        let guarantors = known(facts.guarantors.as_ref(), Household::claim_fact(debt.id, "guarantors"))?;
        let persons = guarantors.iter().filter(|guarantor| guarantor.kind != case::GuarantorKind::Company).count();
        Ok(persons > usize::from(debt.taken_over_by_person))
    }

    /// Is the creditor of this debt a public lender who does not cut claims?
    pub fn is_public(debt: &Debt) -> bool {
        matches!(debt.holder, Some(CreditorKind::Jhf | CreditorKind::Public))
    }

    /// Does inability to pay threaten (破産手続開始の原因となる事実の生ずるおそれ, 支払不能に陥るおそれ)? Where something is overdue
    /// it does; else the court looks at the whole budget.
    pub fn insolvency_threatens(&self) -> Verdict {
        match &self.overdue {
            Ok(overdue) if overdue.is_zero() => Verdict::LeftTo(Whose::Court),
            Ok(_) => Verdict::Met,
            Err(lacking) => Verdict::Unknown(lacking.0.clone()),
        }
    }
}

/// The name of the figure "what is owed" of a claim.
pub fn owed_figure(house: &Household, id: ClaimId) -> String {
    format!("owed[{}]", house.claims.as_ref().map_or("", |claims| claims[id.0].id.as_str()))
}

/// Notes "what is owed" of a claim as an input.
pub fn uses_owed<T: Trace>(
    cx: &mut Cx<'_, T>,
    name: &'static str,
    house: &Household,
    id: ClaimId,
    value: &impl law::trace::Show,
) {
    if T::ON {
        cx.uses(name, &owed_figure(house, id), value);
    }
}

/// The main residence, else the first home. Of several homes of which it was not said which one is lived in, nobody knows.
fn main_home(house: &Household) -> Known<Option<HomeId>> {
    let homes = known(house.homes.as_ref(), FactName::of("home", ""))?;
    let main = homes.iter().position(|home| home.main_residence == Some(true));
    let unsaid = homes.iter().position(|home| home.main_residence.is_none());
    if let (None, Some(unsaid), [_, _, ..]) = (main, unsaid, homes.as_slice()) {
        return Err(Lacking::fact(Household::home_fact(HomeId(unsaid), "main_residence")));
    }
    Ok((!homes.is_empty()).then_some(HomeId(main.unwrap_or(0))))
}

/// Retained title covers a debt as far as the thing is worth it.
fn cover_by_retained_title(house: &Household, debts: &mut [Debt]) {
    for asset in house.assets.iter().flatten() {
        let (Some(claim), Some(value)) = (asset.title_retained_by, asset.value) else { continue };
        let debt = &mut debts[claim.0];
        if let Ok(owed) = &debt.owed {
            let rest = owed.total().excess_over(debt.covered_elsewhere);
            debt.covered_elsewhere += value.likely.min(rest);
        }
    }
}

/// A home that the routes are not about covers what is registered on it as far as it is worth it, by rank
/// (民事再生法94条2項: only what a security is not expected to cover takes part).
fn cover_by_other_homes(house: &Household, main: Option<HomeId>, debts: &mut [Debt]) {
    for (_, home) in house.homes().filter(|(id, _)| Some(*id) != main) {
        let (Some(value), Some(burdens)) = (home.value, &home.encumbrances) else { continue };
        let mut ranked: Vec<(u32, ClaimId)> = burdens
            .iter()
            .filter(|burden| burden.kind != EncumbranceKind::Attachment)
            .filter_map(|burden| Some((burden.rank, burden.claim?)))
            .collect();
        ranked.sort_unstable();
        let mut left = value.likely;
        for (_, claim) in ranked {
            let debt = &mut debts[claim.0];
            let Ok(owed) = &debt.owed else { continue };
            let covered = left.min(owed.total().excess_over(debt.covered_elsewhere));
            debt.covered_elsewhere += covered;
            left = left.excess_over(covered);
        }
    }
}

fn income<T: Trace>(cx: &mut Cx<'_, T>, house: &Household) -> Known<Yen> {
    cx.figure("income", &INCOME, |cx| {
        let incomes = known(house.incomes.as_ref(), FactName::of("income", ""))?;
        sum(incomes.iter().enumerate().map(|(place, income)| {
            let name = |field| FactName::at("income", place, field);
            let net = known(income.net_monthly, name("net_monthly"))?;
            cx.fact("net_monthly", &net.likely, net.rough, || name("net_monthly").to_string());
            // A bonus that nobody mentioned is not counted on.
            let Some(bonus) = income.bonus_net_yearly else { return Ok(net.likely) };
            cx.fact("bonus_net_yearly", &bonus.likely, bonus.rough, || name("bonus_net_yearly").to_string());
            Ok(net.likely + bonus.likely.part_floor(1, 12))
        }))
    })
}

/// Living cost, and the part of it that the home itself costs.
fn living<T: Trace>(cx: &mut Cx<'_, T>, house: &Household) -> (Known<Yen>, Yen) {
    let mut home_costs = Yen::ZERO;
    let living = cx.figure("living", &LIVING, |cx| {
        let expenses = known(house.expenses.as_ref(), FactName::of("expense", ""))?;
        let mut sum = Yen::ZERO;
        for (place, row) in expenses.iter().enumerate() {
            let name = || FactName::at("expense", place, "monthly").to_string();
            cx.fact(law::words::Word::word(row.kind), &row.monthly.likely, row.monthly.rough, name);
            sum += row.monthly.likely;
            if matches!(row.kind, ExpenseKind::ManagementFee | ExpenseKind::PropertyTax) {
                home_costs += row.monthly.likely;
            }
        }
        Ok(sum)
    });
    (living, home_costs)
}

/// What the burdens of the home secure: mortgages and liens, with arrears of management fees; an attachment secures
/// nothing.
fn secured<T: Trace>(cx: &mut Cx<'_, T>, house: &Household, debts: &[Debt], home: Known<Option<HomeId>>) -> Known<Yen> {
    let Some(id) = home? else { return Ok(Yen::ZERO) };
    let home = &house.homes.as_ref().expect("an id names an entry")[id.0];
    let burdens = known(home.encumbrances.as_ref(), Household::home_fact(id, "encumbrances"))?;
    let securities = burdens.iter().filter(|burden| burden.kind != EncumbranceKind::Attachment);
    // A burden that names no claim secures something all the same.
    let mut claims = all(securities.map(|burden| known(burden.claim, Household::home_fact(id, "encumbrances"))))?;
    claims.sort_unstable();
    claims.dedup();
    let owed = sum(claims.into_iter().map(|claim| {
        let owed = look(&debts[claim.0].owed)?;
        uses_owed(cx, "owed", house, claim, &owed.total());
        Ok(owed.total())
    }))?;
    Ok(owed + fee_arrears(cx, house, Ok(Some(id))))
}

/// What is owed in management fees of the home, as far as it was said.
pub(crate) fn fee_arrears<T: Trace>(cx: &mut Cx<'_, T>, house: &Household, home: Known<Option<HomeId>>) -> Yen {
    let Ok(Some(id)) = home else { return Yen::ZERO };
    let homes = house.homes.as_ref().expect("an id names an entry");
    let Some(fees) = homes[id.0].management_fee_arrears.filter(|fees| !fees.likely.is_zero()) else { return Yen::ZERO };
    let name = || Household::home_fact(id, "management_fee_arrears").to_string();
    cx.fact("management_fee_arrears", &fees.likely, fees.rough, name);
    fees.likely
}

fn cash<T: Trace>(cx: &mut Cx<'_, T>, house: &Household) -> Known<Yen> {
    cx.figure("cash", &CASH, |cx| {
        let assets = known(house.assets.as_ref(), FactName::of("asset", ""))?;
        let at_hand =
            assets.iter().enumerate().filter(|(_, asset)| matches!(asset.kind, AssetKind::Cash | AssetKind::Deposit));
        sum(at_hand.map(|(place, asset)| {
            let name = FactName::at("asset", place, "value");
            let value = known(asset.value, name)?;
            cx.fact("value", &value.likely, value.rough, || name.to_string());
            Ok(value.likely)
        }))
    })
}

/// Is this person the debtor or somebody who files together with the debtor?
pub fn files(house: &Household, person: PersonId) -> Option<bool> {
    if person == house.debtor { Some(true) } else { house.person(person).files_too }
}

/// Claims that arise by law or by what was done, not by a contract to which somebody puts a name as guarantor: nobody
/// guarantees one unless the file says so. A tax is guaranteed only by a written undertaking that a postponement asked for
/// (国税通則法50条6号), any guarantee only in writing (民法446条2項).
const fn arises_by_law(kind: ClaimKind) -> bool {
    use ClaimKind::{ChildSupport, Fine, ManagementFee, SocialInsurance, Tax, Tort, Wages};
    matches!(kind, Tax | SocialInsurance | ChildSupport | Tort | Fine | Wages | ManagementFee)
}

/// 諸費用ローン: where its mortgage on the home does not bar the clause it is a home loan (196条3号), and the clause must cover
/// it too (198条3項).
fn class_costs_loans(house: &Household, practice: &Practice, debts: &mut [Debt]) {
    if practice.costs_loan == CostsLoan::Bars {
        return;
    }
    for (id, claim) in house.claims() {
        let debt = &mut debts[id.0];
        if claim.kind == ClaimKind::HomeCostsLoan && debt.on_home {
            debt.class = Class::HomeLoan;
        }
    }
}

/// Is this the kind of claim that a special clause can be about?
pub const fn is_home_loan_kind(kind: ClaimKind) -> bool {
    matches!(kind, ClaimKind::HomeLoan | ClaimKind::HomeImprovementLoan)
}
