//! Selling the home, by agreement or at auction: the price, where it goes, and what stays owed.

use case::{ClaimId, Encumbrance, EncumbranceKind, Home, HomeId, Household, Lies};
use law::acts::brokerage;
use law::practice::distribution::{Burden, Distribution, distribution};
use law::provision::{BUILDING_UNIT_OWNERSHIP, LOCAL_TAX, NATIONAL_TAX_COLLECTION, Provision};
use law::trace::{Show, Shown};
use law::verdict::{FactName, Verdict, Whose};
use law::{Cx, Date, Share, Trace, Yen, message};
use smallvec::SmallVec;

use crate::debts::Class;
use crate::formula::formulas;
use crate::home::{HomeOutcome, OfClaims, Sold, put};
use crate::known::{Known, Lacking, both, known, look, sum};
use crate::practice::Assumed;
use crate::requirement::{Need, Requirements, requirement};
use crate::situation::{Situation, uses_owed};
use crate::stream::{Item, Once, Purpose, Streams};

/// How the home is sold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// 任意売却.
    Voluntary,
    /// An ordinary sale at the market value: nobody is in a hurry where the price pays everything.
    AtValue,
    /// リースバック.
    Leaseback,
    /// 競売.
    Auction,
}

/// A sale worked out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sale {
    /// The price.
    pub price: Yen,
    /// What comes off first: a key of the catalogue under `item`, and the amount.
    pub deductions: SmallVec<[(&'static str, Yen); 4]>,
    /// What each secured claim receives, in the order of rank.
    pub paid: OfClaims,
    /// What each is still owed.
    pub residuals: OfClaims,
    /// What claims receive that have attached the home and are not secured on it.
    pub attached: OfClaims,
    /// What goes to secured claims, and from what is left then to attaching ones.
    pub to_creditors: Yen,
    /// What is left for the owner.
    pub to_owner: Yen,
    /// What goes before each later rank: the claims of better ranks, and taxes before all.
    later: OfClaims,
}

impl Sale {
    /// The claims of later ranks, each with what goes before it.
    pub(crate) fn later_ranks(&self) -> impl Iterator<Item = (ClaimId, Yen)> + '_ {
        self.later.iter().copied()
    }

    /// Everything that is still owed on the secured claims.
    pub fn residual(&self) -> Yen {
        self.residuals.iter().map(|(_, amount)| *amount).sum()
    }
}

formulas! {
    PRICE = "sale.price", "売却価格の見込み", "expected price", Law, [];
    DEDUCTED = "sale.deducted", "代金から先に引かれる費用", "taken off the price first", Law, [];
    TO_CREDITORS = "sale.to-creditors", "担保権者への配分", "paid to secured creditors", Law, [];
    TO_OWNER = "sale.to-owner", "所有者の手元に残る額", "left for the owner", Law, [];
    MOVING_OUT = "sale.moving-out", "転居にかかる費用", "cost of moving out", Law, [];
    RESIDUAL = "sale.residual", "売却後に残る債務", "still owed after the sale", Law, [];
    ADDED = "sale.added-until-then", "売却までに住宅ローンに加わる遅延損害金と利息", "late charges and interest on the home loan until the sale", Practice, [];
    CONSENT_FEE = "sale.consent-fee", "後順位の抹消同意料", "consent fee of a later rank", Law, [];
}

/// A burden of the home that takes part in the price.
struct Lien {
    claim: ClaimId,
    rank: u32,
    owed: Yen,
}

type Liens = SmallVec<[Lien; 2]>;

/// The expected price: the market value or a share of it, unless the user said a price.
fn price<T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    home: (HomeId, &Home),
    share: Option<&Assumed<Share>>,
    stated: Option<Yen>,
    pick: fn(case::Amount) -> Yen,
) -> Known<Yen> {
    if let Some(price) = stated {
        cx.fact("price", &price, true, || "assume.sale-price".to_string());
        return Ok(price);
    }
    let (id, facts) = home;
    let name = Household::home_fact(id, "value");
    let value = known(facts.value, name)?;
    cx.fact("home_value", &pick(value), value.rough, || name.to_string());
    match share {
        Some(share) => Ok(share.read(cx, s.house.as_of)?.of_floor(pick(value))),
        None => Ok(pick(value)),
    }
}

/// The price of a sale in this way at the low, likely or high value that `pick` takes.
pub(crate) fn price_of<T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    home: (HomeId, &Home),
    way: Way,
    pick: fn(case::Amount) -> Yen,
) -> Known<Yen> {
    cx.figure("sale_price", &PRICE, |cx| match way {
        Way::Voluntary => price(cx, s, home, Some(&s.practice.sale_share), s.practice.sale_price, pick),
        Way::Leaseback => {
            let let_back = price(cx, s, home, Some(&s.practice.leaseback_share), None, pick)?;
            // Who lets the home back pays no more than a buyer who does not.
            let Some(stated) = s.practice.sale_price else { return Ok(let_back) };
            cx.fact("price", &stated, true, || "assume.sale-price".to_string());
            Ok(let_back.min(stated))
        }
        Way::AtValue => price(cx, s, home, None, s.practice.sale_price, pick),
        Way::Auction => price(cx, s, home, Some(&s.practice.auction_share), None, pick),
    })
}

/// Works out a sale at the low, likely or high value that `pick` takes.
pub fn sell<T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    home: (HomeId, &Home),
    way: Way,
    pick: fn(case::Amount) -> Yen,
) -> Known<Sale> {
    let price = price_of(cx, s, home, way, pick);
    let (price, mut liens) = both(price, liens(home))?;
    sum(liens.iter_mut().map(|lien| {
        lien.owed = look(&s.debts[lien.claim.0].owed)?.total();
        Ok(lien.owed)
    }))?;
    let attached = attached(cx, s, home, way, &liens)?;
    let deductions = cx.figure("deducted", &DEDUCTED, |cx| {
        let list = deductions(cx, s, home, way, price, &attached)?;
        for (name, amount) in list.names.iter().zip(&list.amounts) {
            cx.given(name, amount);
        }
        Ok::<Deductions, Lacking>(list)
    })?;
    let mut burdens: SmallVec<[Burden; 4]> = SmallVec::new();
    for lien in &liens {
        let first = liens.iter().all(|other| other.rank >= lien.rank);
        let consent_fee = match way {
            Way::Voluntary | Way::Leaseback if !first => consent_fee(cx, s, &liens, lien)?,
            _ => Yen::ZERO,
        };
        burdens.push(Burden { rank: AMONG * lien.rank, owed: lien.owed, consent_fee });
    }
    // Before the owner: taxes behind the securities that go before them, then other attaching creditors by what they are owed.
    let behind = liens.iter().map(|lien| lien.rank).max().unwrap_or(0);
    burdens.extend(attached.iter().map(|one| Burden {
        rank: match one.tax_behind {
            Some(rank) => AMONG * rank + 1,
            None => AMONG * behind + 2,
        },
        owed: one.owed.excess_over(one.first),
        consent_fee: Yen::ZERO,
    }));
    let paid = cx.figure("to_creditors", &TO_CREDITORS, |cx| {
        cx.uses("price", "sale_price", &price);
        cx.uses("deducted", "deducted", &deductions);
        for lien in &liens {
            uses_owed(cx, "owed", s.house, lien.claim, &lien.owed);
        }
        for one in &attached {
            uses_owed(cx, "owed", s.house, one.claim, &one.owed);
        }
        Ok::<_, Lacking>(distribution(cx, price, &deductions.amounts, &burdens))
    })?;
    let mut sale = Sale {
        price,
        deductions: SmallVec::new(),
        paid: OfClaims::new(),
        residuals: OfClaims::new(),
        attached: received(&attached, &deductions, &paid, liens.len()),
        later: later_ranks(&liens, &attached),
        to_creditors: paid.paid.iter().sum(),
        to_owner: paid.to_owner,
    };
    for (lien, (received, left)) in liens.iter().zip(paid.paid.iter().zip(&paid.residual)) {
        sale.paid.push((lien.claim, *received));
        sale.residuals.push((lien.claim, *left));
    }
    sale.deductions.extend(deductions.names.iter().copied().zip(paid.taken.iter().copied()));
    if T::ON {
        explain(cx, s, &sale, &liens);
    }
    Ok(sale)
}

/// What is left for the owner and what stays owed, for those who listen.
fn explain<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>, sale: &Sale, liens: &[Lien]) {
    cx.figure("to_owner", &TO_OWNER, |cx| {
        cx.uses("price", "sale_price", &sale.price);
        cx.uses("deducted", "deducted", &sale.deductions.iter().map(|(_, amount)| *amount).sum::<Yen>());
        cx.uses("to_creditors", "to_creditors", &sale.to_creditors);
        sale.to_owner
    });
    cx.figure("residual", &RESIDUAL, |cx| {
        for lien in liens {
            uses_owed(cx, "owed", s.house, lien.claim, &lien.owed);
        }
        cx.uses("to_creditors", "to_creditors", &sale.to_creditors);
        sale.residual()
    });
}

/// The claims registered on the home, each once with its best rank, by rank.
fn liens(home: (HomeId, &Home)) -> Known<Liens> {
    let (id, facts) = home;
    let burdens = known(facts.encumbrances.as_ref(), Household::home_fact(id, "encumbrances"))?;
    let mut liens = Liens::new();
    for burden in burdens.iter().filter(|burden| burden.kind != EncumbranceKind::Attachment) {
        // What a burden secures that names no claim is not known, and so is what it takes of the price.
        let claim = known(burden.claim, Household::home_fact(id, "encumbrances"))?;
        match liens.iter_mut().find(|lien| lien.claim == claim) {
            Some(lien) => lien.rank = lien.rank.min(burden.rank),
            None => liens.push(Lien { claim, rank: burden.rank, owed: Yen::ZERO }),
        }
    }
    liens.sort_by_key(|lien| lien.rank);
    Ok(liens)
}

/// The later ranks, each with what goes before it.
fn later_ranks(liens: &[Lien], attached: &[Attached]) -> OfClaims {
    // They stand in the order of rank.
    let Some(first) = liens.first() else { return OfClaims::new() };
    let later = liens.iter().filter(|lien| lien.rank != first.rank);
    let before = |lien: &Lien| {
        let better = liens.iter().filter(|other| other.rank < lien.rank).map(|other| other.owed);
        let taxes = attached.iter().filter(|one| one.tax_behind.is_some_and(|behind| behind < lien.rank));
        better.sum::<Yen>() + taxes.map(|one| one.owed).sum()
    };
    later.map(|lien| (lien.claim, before(lien))).collect()
}

/// What goes before a tax that has attached the home: the securities of its rank and better ones.
pub(crate) fn before_tax(s: &Situation<'_>, home: (HomeId, &Home), claim: ClaimId) -> Known<Yen> {
    let mut liens = liens(home)?;
    for lien in &mut liens {
        lien.owed = look(&s.debts[lien.claim.0].owed)?.total();
    }
    let behind = behind(s, claim, home, &liens)?;
    Ok(liens.iter().filter(|lien| lien.rank <= behind).map(|lien| lien.owed).sum())
}

/// What the home is not expected to cover of a claim that is registered on it, at its likely value with nothing taken off
/// (民事再生法88条, 94条2項).
pub(crate) fn shortfall(s: &Situation<'_>, home: (HomeId, &Home), claim: ClaimId) -> Known<Yen> {
    let value = known(home.1.value, Household::home_fact(home.0, "value"));
    let (value, liens) = both(value, liens(home))?;
    let mut burdens: SmallVec<[Burden; 4]> = SmallVec::new();
    for lien in &liens {
        let owed = look(&s.debts[lien.claim.0].owed)?.total();
        burdens.push(Burden { rank: lien.rank, owed, consent_fee: Yen::ZERO });
    }
    let left = distribution(&mut Cx::new(&mut law::trace::NoTrace), value.likely, &[], &burdens).residual;
    Ok(liens.iter().zip(&left).find(|(lien, _)| lien.claim == claim).map_or(Yen::ZERO, |(_, left)| *left))
}

/// Ranks lie this far apart, so that a tax has room between two securities.
const AMONG: u32 = 2;

/// A list that shows itself as its sum.
#[derive(Default)]
struct Deductions {
    names: SmallVec<[&'static str; 4]>,
    amounts: SmallVec<[Yen; 4]>,
}

impl Deductions {
    fn push(&mut self, (name, amount): (&'static str, Yen)) {
        self.names.push(name);
        self.amounts.push(amount);
    }
}

impl Show for Deductions {
    fn show(&self) -> Shown {
        Shown::Yen(self.amounts.iter().sum())
    }
}

fn deductions<T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    home: (HomeId, &Home),
    way: Way,
    price: Yen,
    attached: &[Attached],
) -> Known<Deductions> {
    let (_, facts) = home;
    let on = s.house.as_of;
    let mut list = Deductions::default();
    let taxes = || attached.iter().filter_map(Attached::deduction);
    if way == Way::Auction {
        list.push(("auction-cost", s.practice.auction_cost.read(cx, on)?));
        // A tax that goes before the mortgage does so in an auction too.
        taxes().for_each(|tax| list.push(tax));
        return Ok(list);
    }
    list.push(("brokerage", brokerage::cap(cx, on, price, false)?));
    let release = release_cost(cx, s, facts)?;
    if !release.is_zero() {
        list.push(("release-registration", release));
    }
    if let Some(arrears) = facts.management_fee_arrears.filter(|arrears| !arrears.likely.is_zero()) {
        list.push(("management-fee-arrears", recent_fees(cx, s, arrears.likely)?));
    }
    if let Some(name) = unsaid_fee_arrears(home) {
        // None is taken off, and the figure is rough.
        cx.fact("management_fee_arrears", &Shown::Nothing, true, || name.to_string());
    }
    taxes().for_each(|tax| list.push(tax));
    if way != Way::Leaseback {
        let moving = s.practice.moving_cost.read(cx, on)?;
        if !moving.is_zero() {
            list.push(("moving-cost", moving));
        }
    }
    Ok(list)
}

/// What it costs to strike the securities from the register: the tax for each of them on each property (登録免許税法別表第一1(15)),
/// and a judicial scrivener's fee for each property. One building and one lot of land are looked at; what has attached the home
/// is struck at the office's or the court's request.
fn release_cost<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>, home: &Home) -> Known<Yen> {
    let on = s.house.as_of;
    let securities = || home.encumbrances.iter().flatten().filter(|burden| burden.kind != EncumbranceKind::Attachment);
    let lying = |lies: Lies| securities().filter(|burden| burden.on == lies || burden.on == Lies::Both).count() as u64;
    let by_property = [lying(Lies::Building), lying(Lies::Land)];
    let properties = by_property.iter().filter(|count| **count > 0).count() as u64;
    let tax = s.practice.release_tax.read(cx, on)?.times(by_property.iter().sum());
    Ok(tax + s.practice.release_scrivener_fee.read(cx, on)?.times(properties))
}

/// The arrears of management fees, where nobody said whether there are any; a detached house has none.
pub(crate) fn unsaid_fee_arrears((id, facts): (HomeId, &Home)) -> Option<FactName> {
    let unsaid = facts.management_fee_arrears.is_none() && facts.kind != Some(case::HomeKind::Detached);
    unsaid.then(|| Household::home_fact(id, "management_fee_arrears"))
}

/// The fees of the last years only: what is older is usually barred, and the agency (機構) leaves it out. Where the fee of
/// a month is not known, all of it.
fn recent_fees<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>, arrears: Yen) -> Known<Yen> {
    let Some(monthly) = monthly_expense(s, case::ExpenseKind::ManagementFee) else { return Ok(arrears) };
    let years = s.practice.management_fee_years.read(cx, s.house.as_of)?;
    Ok(arrears.min(monthly.times(12 * u64::from(years))))
}

/// What the release of a tax attachment that ranks behind usually costs; the agency (機構) allows no more than a year of
/// the property taxes.
fn tax_release<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>) -> Known<Yen> {
    let most = s.practice.tax_release.read(cx, s.house.as_of)?;
    let agency = s.home_loans().any(|debt| debt.holder == Some(case::CreditorKind::Jhf));
    let year = monthly_expense(s, case::ExpenseKind::PropertyTax).filter(|_| agency).map(|monthly| monthly.times(12));
    Ok(year.map_or(most, |year| most.min(year)))
}

/// A row of the household budget, if there is one that says something.
fn monthly_expense(s: &Situation<'_>, kind: case::ExpenseKind) -> Option<Yen> {
    let rows = s.house.expenses.iter().flatten().filter(|row| row.kind == kind);
    let sum: Yen = rows.map(|row| row.monthly.likely).sum();
    (!sum.is_zero()).then_some(sum)
}

/// A claim that has attached the home and is not secured on it.
struct Attached {
    claim: ClaimId,
    owed: Yen,
    /// What comes off the price before the securities: all of a tax that goes before them, of another one what a release
    /// usually costs.
    first: Yen,
    /// Does it go before every security?
    ranks_first: bool,
    /// Of a tax, the worst rank that goes before it; 0 where none does.
    tax_behind: Option<u32>,
}

impl Attached {
    fn deduction(&self) -> Option<(&'static str, Yen)> {
        let name = if self.ranks_first { "priority-tax" } else { TAX_RELEASE_COST };
        (!self.first.is_zero()).then_some((name, self.first))
    }
}

/// What a tax office that comes behind receives for a release.
const TAX_RELEASE_COST: &str = "tax-release";

/// The claims that have attached the home, by the register.
fn attached<T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    (id, facts): (HomeId, &Home),
    way: Way,
    liens: &[Lien],
) -> Known<SmallVec<[Attached; 2]>> {
    let mut list: SmallVec<[Attached; 2]> = SmallVec::new();
    for (claim, class) in attachments(s, facts.encumbrances.as_deref().unwrap_or(&[])) {
        if liens.iter().any(|lien| lien.claim == claim) || list.iter().any(|one| one.claim == claim) {
            continue;
        }
        let owed = look(&s.debts[claim.0].owed)?.total();
        let tax_behind = if class == Class::Priority { Some(behind(s, claim, (id, facts), liens)?) } else { None };
        let ranks_first = tax_behind == Some(0) && !liens.is_empty();
        let first = match way {
            _ if ranks_first => owed,
            Way::Voluntary | Way::Leaseback | Way::AtValue if tax_behind.is_some() => owed.min(tax_release(cx, s)?),
            _ => Yen::ZERO,
        };
        list.push(Attached { claim, owed, first, ranks_first, tax_behind });
    }
    Ok(list)
}

/// Behind which rank this tax comes. 国税徴収法16条・23条, 地方税法14条の10・14条の17: a mortgage or a provisional
/// registration for security of the statutory due date or before goes first, a later one behind. Where one of these days is
/// not known, neither is the rank. Where there are statutory liens alone, which have no such day, behind them.
fn behind(s: &Situation<'_>, claim: ClaimId, (id, facts): (HomeId, &Home), liens: &[Lien]) -> Known<u32> {
    if liens.is_empty() {
        return Ok(0);
    }
    let due_fact = Household::claim_fact(claim, "statutory_due_on");
    let due = known(s.house.statutory_due(claim), due_fact);
    let (mut worst, mut dated) = (0, false);
    for burden in facts.encumbrances.iter().flatten() {
        use EncumbranceKind::{Mortgage, Provisional, RevolvingMortgage};
        if !matches!(burden.kind, Mortgage | RevolvingMortgage | Provisional) {
            continue;
        }
        dated = true;
        let registered_fact = Household::home_fact(id, "encumbrances");
        let registered = known(burden.registered_on, registered_fact);
        let (registered, (due_from, due)) = both(registered, due.clone())?;
        if registered.day <= due_from {
            worst = worst.max(burden.rank);
        } else if registered.earliest() <= due {
            // Of one of them no more than the month is known, and which comes first hangs on the day.
            let rough = [(registered.rough, registered_fact), (due_from != due, due_fact)];
            return Err(Lacking(rough.into_iter().filter_map(|(rough, fact)| rough.then_some(fact)).collect()));
        }
    }
    Ok(if dated { worst } else { liens.iter().map(|lien| lien.rank).max().unwrap_or(0) })
}

/// What each attaching claim receives: off the price before the securities, and of what they leave.
fn received(attached: &[Attached], deductions: &Deductions, paid: &Distribution, liens: usize) -> OfClaims {
    if attached.is_empty() {
        return OfClaims::new();
    }
    let taken = deductions.names.iter().zip(&paid.taken);
    let taxes = taken.filter(|(name, _)| matches!(**name, "priority-tax" | TAX_RELEASE_COST));
    let mut first = taxes.map(|(_, taken)| *taken);
    let mut list = OfClaims::new();
    for (one, more) in attached.iter().zip(&paid.paid[liens..]) {
        let first = if one.first.is_zero() { None } else { first.next() };
        list.push((one.claim, first.unwrap_or(Yen::ZERO) + *more));
    }
    list
}

fn attachments<'s>(s: &'s Situation<'_>, burdens: &'s [Encumbrance]) -> impl Iterator<Item = (ClaimId, Class)> + 's {
    burdens
        .iter()
        .filter(|burden| burden.kind == EncumbranceKind::Attachment)
        .filter_map(|burden| burden.claim)
        .map(|claim| (claim, s.debts[claim.0].class))
}

/// What a later rank is usually paid for its consent: by rank, at most a tenth of what it is still owed
/// in principal.
fn consent_fee<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>, liens: &[Lien], lien: &Lien) -> Known<Yen> {
    let owed = look(&s.debts[lien.claim.0].owed)?;
    let principal = owed.principal + owed.overdue_principal;
    let mut ranks: SmallVec<[u32; 4]> = liens.iter().map(|lien| lien.rank).collect();
    ranks.dedup();
    let place = ranks.iter().position(|rank| *rank == lien.rank).unwrap_or(0);
    let most = match place {
        1 => &s.practice.consent_fee_second,
        2 => &s.practice.consent_fee_third,
        _ => &s.practice.consent_fee_later,
    };
    cx.rule(&CONSENT_FEE, |cx| {
        let most = most.read(cx, s.house.as_of)?;
        let share = s.practice.consent_fee_share.read(cx, s.house.as_of)?;
        Ok(share.of_floor(principal).min(most))
    })
}

static SECURED: &[Provision] =
    &[Provision::new(law::provision::CIVIL_CODE, "369"), Provision::new(BUILDING_UNIT_OWNERSHIP, "7")];
static ATTACHED: &[Provision] =
    &[Provision::new(law::provision::CIVIL_EXECUTION, "46"), Provision::new(law::provision::CIVIL_EXECUTION, "87")];
static TAX_RELEASE: &[Provision] = &[Provision::new(NATIONAL_TAX_COLLECTION, "79"), Provision::new(LOCAL_TAX, "14-10")];

/// Who must release their security when the price does not pay them.
pub fn creditors_release<T: Trace>(sale: &Known<Sale>) -> Need {
    let residual = sale.as_ref().map_or(Yen::ZERO, Sale::residual);
    let verdict = match sale {
        Ok(sale) if sale.residual().is_zero() => Verdict::Met,
        Ok(_) => Verdict::LeftTo(Whose::Lender),
        Err(lacking) => Verdict::Unknown(lacking.0.clone()),
    };
    requirement!(T; "creditors-release", SECURED, verdict, residual = residual)
}

/// Attachments for taxes are lifted only by the office.
pub fn taxes_release<T: Trace>(s: &Situation<'_>, home: (HomeId, &Home)) -> Need {
    let (id, facts) = home;
    let verdict = match facts.encumbrances.as_deref() {
        None => Verdict::Unknown(vec![Household::home_fact(id, "encumbrances")]),
        Some(burdens) if attachments(s, burdens).any(|(_, class)| class == Class::Priority) => {
            Verdict::LeftTo(Whose::TaxOffice)
        }
        Some(_) => Verdict::Met,
    };
    requirement!(T; "taxes-release", TAX_RELEASE, verdict)
}

/// Attachments of other creditors fall away when they are paid, or when their creditors withdraw them.
pub fn attachments_release<T: Trace>(s: &Situation<'_>, home: (HomeId, &Home), sale: &Known<Sale>) -> Option<Need> {
    let burdens = home.1.encumbrances.as_deref()?;
    let mut others = attachments(s, burdens).filter(|(_, class)| *class != Class::Priority).peekable();
    others.peek()?;
    let verdict = match sale {
        Ok(sale) => {
            let paid = |claim| sale.attached.iter().find(|(other, _)| *other == claim).map(|(_, paid)| *paid);
            let all = others.all(|(claim, _)| {
                let owed = s.debts[claim.0].owed.as_ref().map_or(Yen::ZERO, crate::Owed::total);
                paid(claim).is_none_or(|paid| paid >= owed)
            });
            if all { Verdict::Met } else { Verdict::LeftTo(Whose::Creditor) }
        }
        Err(lacking) => Verdict::Unknown(lacking.0.clone()),
    };
    Some(requirement!(T; "attachments-release", ATTACHED, verdict))
}

/// The debtor's share of what is left for the owners.
fn own_part(s: &Situation<'_>, to_owners: Yen) -> Known<Yen> {
    let Some((home, _)) = s.home()? else { return Ok(Yen::ZERO) };
    Ok(s.own_share(home)?.of_floor(to_owners))
}

/// What of it stays in the household: all but the shares of owners outside it.
fn household_part(s: &Situation<'_>, to_owners: Yen) -> Yen {
    let owners = s.home().ok().flatten().and_then(|(_, facts)| facts.owners.as_deref()).unwrap_or(&[]);
    let outside = owners.iter().filter(|owner| owner.person.is_none()).map(|owner| owner.share.of_ceil(to_owners));
    to_owners.excess_over(outside.sum())
}

/// The outcome for the home of a sale: figures, what stays owed, from which month the home is another's.
pub fn outcome<'o, T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    sale: Known<&Sale>,
    requirements: Requirements,
    moves_in: u32,
    outcomes: &'o mut Vec<HomeOutcome>,
) -> &'o mut HomeOutcome {
    let outcome = put(outcomes, HomeOutcome::kept(cx, "", requirements, Ok(Streams::new())));
    outcome.kept = false;
    outcome.moved_from = Some(moves_in);
    outcome.sold = Some(Box::new(match &sale {
        Ok(sale) => Sold {
            residuals: Ok(OfClaims::from_slice(&sale.residuals)),
            paid: OfClaims::from_slice(&sale.paid),
            attached: OfClaims::from_slice(&sale.attached),
            to_owner: if sale.to_owner.is_zero() { Ok(Yen::ZERO) } else { own_part(s, sale.to_owner) },
        },
        Err(lacking) => Sold { residuals: Err(lacking.clone()), to_owner: Err(lacking.clone()), ..Sold::default() },
    }));
    if let Ok(sale) = sale {
        if T::WORDS {
            let deducted: Yen = sale.deductions.iter().map(|(_, amount)| *amount).sum();
            for (name, amount) in [
                ("sale_price", sale.price),
                ("deducted", deducted),
                ("to_creditors", sale.to_creditors),
                ("residual", sale.residual()),
                ("to_owner", sale.to_owner),
            ] {
                outcome.words.details.push((name, Shown::Yen(amount)));
            }
        }
        if !sale.to_owner.is_zero() {
            outcome.once.push(Once {
                item: Item::general(Purpose::SaleProceeds),
                month: moves_in,
                amount: household_part(s, sale.to_owner),
                received: true,
            });
        }
    }
    outcome
}

/// What the loans on the home grow by until it is sold, where they are not paid: the figures of the sale are those of today.
pub fn grows_until<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>, day: Option<Date>, outcome: &mut HomeOutcome) {
    let is_late = s.overdue.as_ref().is_ok_and(|overdue| !overdue.is_zero())
        || s.home_loans().any(|debt| debt.accelerated_on.is_some());
    let Some(day) = day.filter(|day| is_late && *day > s.house.as_of) else { return };
    let loans: SmallVec<[ClaimId; 2]> = s.home_loans().map(|debt| debt.id).collect();
    let added: Yen = cx.figure("added_until_sale", &ADDED, |cx| {
        cx.given("sold_on", &day);
        ledger::waiting::added(cx, s.house, &loans, day)
    });
    if !added.is_zero() {
        outcome.words.details.push(("added_until_sale", added.show()));
        outcome.words.risks.push(message!("risk.debt-grows-until-sale", on = day, added = added));
    }
}

/// What moving out costs, in the month in which the household moves.
pub fn moving_out<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>, outcome: &mut HomeOutcome) {
    let Some(moves_in) = outcome.moved_from else { return };
    let moving = cx.figure("moving_out", &MOVING_OUT, |cx| s.practice.own_moving_cost.read(cx, s.house.as_of));
    if let Ok(moving) = moving {
        outcome.once.push(Once {
            item: Item::general(Purpose::MovingOut),
            month: moves_in,
            amount: moving,
            received: false,
        });
    }
}
