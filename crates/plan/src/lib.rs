//! Every lawful way out: choices for the home × choices for the debts, worked out for one household.
//!
//! ```
//! use law::trace::{Cx, Derivation};
//! # let text = br#"{"as_of": "2026-11-22", "person": [{"id": "taro", "role": "debtor", "born": "1981-05-04"}]}"#;
//! let house = case::read(text, case::Format::Json).expect("a case without mistakes");
//! let mut derivation = Derivation::default();
//! let plan = plan::evaluate(&mut Cx::new(&mut derivation), &house, &plan::Practice::default(), 120);
//! assert_eq!(plan.routes.len(), 24);
//! ```

mod attachment;
mod clause;
mod consent;
mod debt;
mod debts;
mod discount;
mod disposable;
mod faced;
mod figures;
mod formula;
mod home;
mod jhf;
mod known;
mod late;
mod outcomes;
mod ownership;
mod practice;
mod referral;
mod requirement;
mod route;
mod sale;
mod situation;
mod stream;
mod survivors;
mod switch;
mod timeline;

use std::collections::BTreeMap;

use crate::formula::formulas;
use case::{CreditLifeClaim, Household};
use law::home::{Position, position};
use law::message::Message;
use law::verdict::{FactName, Outcome, Verdict};
use law::words::Word;
use law::{Balance, Cx, Trace, Yen, message};

pub use clause::ClauseTable;
pub use debt::{DebtChoice, Record};
pub use debts::{Class, Debt, Owed};
pub use discount::Discount;
pub use faced::Faced;
pub use home::HomeChoice;
pub use known::{Known, Lacking};
pub use outcomes::{
    Outcomes, Reason, RouteOutcome, RouteVerdict, Verdicts, Why, outcomes, verdicts, verdicts_together,
};
pub use practice::{NotAssumed, Practice, Switch};
pub use referral::Referral;
pub use route::{Figures, Liable, Route, Variant};
pub use situation::{Situation, owed_figure};
pub use stream::{Horizon, Item, Month, Purpose};
pub use survivors::{Goal, Survivors, survivors};
pub use switch::{
    Commissioner, CostsLoan, FeeArrears, Filing, GracePrincipal, HomeLoanShortfall, LegalAid, LiquidationReference,
    PairGuarantee, PairLoan, PromotedCity,
};

/// Where the household stands, and every route.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The home at its low, likely and high value.
    pub positions: Known<[(Yen, Position); 3]>,
    /// What the burdens of the home secure.
    pub secured: Known<Yen>,
    /// Income in hand per month.
    pub income: Known<Yen>,
    /// Living cost per month.
    pub living: Known<Yen>,
    /// What is left for housing and debts each month.
    pub capacity: Known<Balance>,
    /// What is overdue.
    pub overdue: Known<Yen>,
    /// What is owed in all.
    pub owed: Known<Yen>,
    /// Every route that exists, in the order of the table.
    pub routes: Vec<Route>,
    /// The facts that are missing, those that decide most routes first.
    pub missing: Vec<Missing>,
    /// What everybody in this situation should know first.
    pub notes: Vec<Message>,
    /// Help beside the routes, each with its test; the first question of all comes first.
    pub referrals: Vec<Referral>,
}

/// A fact that is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// Which.
    pub fact: FactName,
    /// How many routes it decides.
    pub decides: u32,
    /// In how many more it would only settle figures.
    pub refines: u32,
}

/// Works out every route, with `months` months of cash flow for each (none for 0).
pub fn evaluate<T: Trace>(cx: &mut Cx<'_, T>, house: &Household, practice: &Practice, months: u32) -> Plan {
    let situation = Situation::new(cx, house, practice);
    let positions = positions(cx, &situation);
    let owed = owed(cx, &situation);
    let referrals = referral::evaluate(cx, &situation);
    let (mut routes, kept) = (Vec::new(), debt::Memory::default());
    for home in HomeChoice::of(house) {
        cx.under(&[home.word()]);
        let mut outcomes = Vec::new();
        home.evaluate(cx, &situation, &mut outcomes);
        let memories = debt::memories(&outcomes);
        let besides: Vec<_> = debt::besides(&situation, &outcomes, (&kept, &mut memories.iter())).collect();
        for debt in home.debts() {
            routes.push(route::evaluate(cx, &situation, *home, &besides, *debt, months));
        }
    }
    let notes = notes(&situation);
    Plan {
        positions,
        secured: situation.secured.clone(),
        income: situation.income.clone(),
        living: situation.living.clone(),
        capacity: situation.capacity.clone(),
        overdue: situation.overdue.clone(),
        owed,
        missing: missing(&situation, &routes),
        routes,
        notes,
        referrals,
    }
}

formulas! {
    OWED = "household.owed", "債務の総額", "owed in all", Law, [];
}

fn owed<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>) -> Known<Yen> {
    cx.figure("owed", &OWED, |cx| {
        s.debts_known.clone()?;
        let total = debts::total(&s.debts)? + situation::fee_arrears(cx, s.house, s.home.clone());
        for debt in &s.debts {
            let owed = debt.owed.as_ref().map_or(Yen::ZERO, Owed::total);
            situation::uses_owed(cx, "owed", s.house, debt.id, &owed);
        }
        Ok(total)
    })
}

fn positions<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>) -> Known<[(Yen, Position); 3]> {
    let Some((id, facts)) = s.home()? else { return Err(Lacking(Vec::new())) };
    let (value, secured) = known::both(ownership::value(id, facts), s.secured.clone())?;
    Ok([value.low, value.likely, value.high].map(|value| (value, position(cx, value, secured))))
}

/// What is missing, ordered by how many routes it decides. A closed route is decided already. Referrals name what they
/// lack themselves.
fn missing(s: &Situation<'_>, routes: &[Route]) -> Vec<Missing> {
    let mut counts: BTreeMap<FactName, (u32, u32)> = BTreeMap::new();
    for route in routes {
        let variant = route.shown();
        if variant.outcome == Outcome::Closed {
            continue;
        }
        let mut decides: Vec<FactName> = variant
            .requirements
            .iter()
            .filter_map(|requirement| match &requirement.verdict {
                Verdict::Unknown(facts) => Some(facts),
                _ => None,
            })
            .flatten()
            .copied()
            .collect();
        decides.sort_unstable();
        decides.dedup();
        let figures = variant.figures.list();
        let mut refines: Vec<FactName> = figures
            .iter()
            .filter_map(|(_, value)| value.as_ref().err())
            .flat_map(|lacking| lacking.0.clone())
            .chain(match &variant.liable {
                Liable::Unknown(facts) => facts.clone(),
                _ => Vec::new(),
            })
            .chain(taken_as_none(s, route))
            .collect();
        refines.sort_unstable();
        refines.dedup();
        refines.retain(|fact| !decides.contains(fact));
        for fact in decides {
            counts.entry(fact).or_default().0 += 1;
        }
        for fact in refines {
            counts.entry(fact).or_default().1 += 1;
        }
    }
    let mut list: Vec<Missing> =
        counts.into_iter().map(|(fact, (decides, refines))| Missing { fact, decides, refines }).collect();
    list.sort_by_key(|missing| (std::cmp::Reverse((missing.decides, missing.refines)), missing.fact));
    list
}

/// Terms of a loan on the home that nobody said and that its arrears bear: no late charge is counted where its rate is not said,
/// and whoever lends decides on what it runs. The figures are marked rough.
fn unsaid_terms(s: &Situation<'_>) -> impl Iterator<Item = FactName> {
    s.home_loans().flat_map(|debt| {
        let claim = figures::claim_of(s, debt.id);
        let behind = debt.accelerated_on.is_some() || claim.unpaid.as_ref().is_some_and(|unpaid| !unpaid.is_empty());
        let lender = claim.creditor.as_ref().and_then(|creditor| creditor.kind);
        let of = |field| Household::claim_fact(debt.id, field);
        let late_rate = (behind && claim.late_rate.is_none()).then(|| of("late_rate"));
        late_rate.into_iter().chain((behind && lender.is_none()).then(|| of("creditor")))
    })
}

/// Instalments that nobody said, of loans that a route pays as contracted: the level ones of the rest of the term are reckoned with,
/// which the contract's may not be; and bonus instalments, of which none is counted.
fn reckoned_instalments(s: &Situation<'_>, route: &Route) -> impl Iterator<Item = FactName> {
    let (kept, others) = (
        !matches!(route.home, HomeChoice::VoluntarySale | HomeChoice::Auction | HomeChoice::Sold),
        matches!(route.debt, DebtChoice::AsContracted | DebtChoice::Instalments | DebtChoice::Settlement),
    );
    s.debts.iter().filter_map(move |debt| {
        let paid = debt.own && if debt.is_loan_of_the_home() { kept } else { others };
        let claim = figures::claim_of(s, debt.id);
        let reckoned = (claim.monthly_payment.is_none() && debt.monthly.is_ok()).then_some("monthly_payment");
        let without_bonus = debts::bonus_unsaid(s.house.as_of, claim).then_some("bonus_payment");
        let unsaid = reckoned.or(without_bonus).filter(|_| paid)?;
        Some(Household::claim_fact(debt.id, unsaid))
    })
}

/// Facts that nobody said and of which none is counted: the figures are marked rough, and the fact is asked for.
fn taken_as_none(s: &Situation<'_>, route: &Route) -> Vec<FactName> {
    let looks_at_transfers =
        matches!(route.debt, DebtChoice::SmallScale | DebtChoice::Salaried | DebtChoice::Bankruptcy);
    let transfers = (looks_at_transfers && s.house.transfers.is_none()).then_some(debt::rehabilitation::TRANSFERS);
    let sold = (route.home == HomeChoice::VoluntarySale).then(|| s.home().ok().flatten()).flatten();
    let cost = sold.and_then(|home| consent::unsaid_cost(s, home));
    let acquired = sold.and_then(|home| consent::unsaid_acquisition(s, home));
    let changed = (route.debt == DebtChoice::Salaried).then(|| disposable::unsaid_change(s.house)).flatten();
    let terms = unsaid_terms(s);
    transfers
        .into_iter()
        .chain(changed)
        .chain(sold.and_then(sale::unsaid_fee_arrears))
        .chain(cost)
        .chain(acquired)
        .chain(terms)
        .chain(reckoned_instalments(s, route))
        .collect()
}

/// What a sale at the market value leaves when every debt is paid; `None` when it does not pay them all.
fn left_by_sale(s: &Situation<'_>) -> Known<Option<Yen>> {
    let (Some(home), secured) = (s.home()?, s.secured.clone()?) else { return Ok(None) };
    if s.practice.sale_price.is_none() && ownership::value(home.0, home.1)?.likely <= secured {
        return Ok(None);
    }
    let others = debts::total(s.other_debts().filter(|debt| !debt.on_home))?;
    let mut silent = law::trace::NoTrace;
    if (secured + others).is_zero() {
        return Ok(None);
    }
    let sale = sale::sell(&mut Cx::new(&mut silent), s, home, sale::Way::AtValue, |value| value.likely)?;
    let others = others.excess_over(sale.attached.iter().map(|(_, paid)| *paid).sum());
    Ok((sale.residual().is_zero() && sale.to_owner >= others).then(|| sale.to_owner.excess_over(others)))
}

/// What should be known before any route is chosen.
fn notes(s: &Situation<'_>) -> Vec<Message> {
    let mut notes = Vec::new();
    // The first question of all: does the insurance pay the loan?
    for person in &s.house.people {
        if matches!(person.credit_life_claim, Some(CreditLifeClaim::Possible | CreditLifeClaim::Made)) {
            notes.push(message!("note.credit-life", person = person.id.clone()));
        }
    }
    if let Ok(left) = left_by_sale(s) {
        notes.extend(left.map(|left| message!("note.sale-pays-everything", left = left)));
    }
    if disposable::unsaid_change(s.house).is_some() {
        notes.push(message!("note.income-swings"));
    }
    notes
}
