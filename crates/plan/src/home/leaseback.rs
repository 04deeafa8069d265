//! リースバック: a voluntary sale to a buyer who lets the home back. The household stays as tenants; what the law asks of a sale
//! is the same, the price is lower, and a rent takes the place of the loan.

use case::{Home, HomeId};
use law::provision::{BANKRUPTCY, CIVIL_CODE, LAND_AND_BUILDING_LEASE, Provision};
use law::verdict::{Verdict, Whose};
use law::{Balance, Cx, Trace, Yen, message};

use crate::consent;
use crate::formula::formulas;
use crate::home::{HomeOutcome, put};
use crate::known::{Known, Lacking, both, look, sum};
use crate::ownership;
use crate::requirement::{Need, requirement, requirements};
use crate::sale::{self, Way, sell};
use crate::situation::Situation;

/// The variant's id.
const LEASEBACK: &str = "leaseback";

formulas! {
    RENT = "sale.leaseback-rent", "リースバックの家賃の目安（毎月）", "rent of a leaseback per month", Practice, [];
    REPURCHASE = "sale.leaseback-repurchase", "リースバックの買戻し価格の目安", "price to buy a leaseback home again", Practice, [];
    BEARABLE = "sale.leaseback-after-rent", "リースバックの家賃を払ったあとに残る額", "left after the rent of a leaseback", Practice, [];
}

static FIXED_TERM: &[Provision] = &[Provision::new(LAND_AND_BUILDING_LEASE, "38/1")];
static FAIR_PRICE: &[Provision] = &[Provision::new(BANKRUPTCY, "161/1")];
static AVOIDABLE: &[Provision] = &[
    Provision::new(BANKRUPTCY, "160/1"),
    Provision::new(BANKRUPTCY, "161/1"),
    Provision::new(CIVIL_CODE, "424/1"),
    Provision::new(CIVIL_CODE, "424-2"),
];

/// A sale to somebody who lets the home back. What every voluntary sale needs is handed over.
pub(super) fn evaluate<T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    home: (HomeId, &Home),
    (has_home, before_bids): (Need, Need),
    months: u32,
    outcomes: &mut Vec<HomeOutcome>,
) {
    cx.under(&["voluntary-sale/leaseback", "voluntary-sale"]);
    if !T::FIGURES && is_unbearable(cx, s, home, outcomes) {
        return;
    }
    let sale = sell(cx, s, home, Way::Leaseback, |value| value.likely);
    let price = look(&sale).map(|sale| sale.price);
    let rent = rent_for(cx, s, &price);
    let after_rent = left_after(cx, s, &rent);
    let mut requirements = requirements![
        T;
        has_home,
        ownership::co_owners_consent::<T>(s, home.0),
        sale::creditors_release::<T>(&sale),
        sale::taxes_release::<T>(s, home),
        before_bids,
        bearable::<T>(&rent, &after_rent),
        requirement!(T; "leaseback-buyer", &[], Verdict::LeftTo(Whose::Buyer)),
    ];
    requirements.add::<T>(sale::attachments_release::<T>(s, home, &sale));
    let outcome = sale::outcome(cx, s, look(&sale), requirements, months + 1, outcomes);
    outcome.variant = LEASEBACK;
    outcome.steps_back = true;
    if let Ok(sale) = &sale {
        consent::consents(cx, s, home, sale, outcome);
    }
    if T::WORDS {
        crate::figures::detail(&mut outcome.words.details, "rent", &rent);
        crate::figures::detail(&mut outcome.words.details, "after_rent", &after_rent);
        describe(cx, s, home, (&price, &rent), outcome);
        if let Ok(sale) = &sale {
            consent::tax(cx, s, sale, outcome);
        }
        consent::path(s, outcome);
        outcome.words.papers.extend(["distribution-table", "release-request", "living-report"]);
    }
    outcome.rent = Some(rent);
}

/// The rent that goes with a price.
fn rent_for<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>, price: &Known<Yen>) -> Known<Yen> {
    cx.figure("rent", &RENT, |cx| {
        let price = price.clone()?;
        cx.uses("price", "sale_price", &price);
        // A yield of a year, by the month; a part of a yen is rounded up.
        let yearly = s.practice.leaseback_yield.read(cx, s.house.as_of)?.of_ceil(price);
        Ok(yearly.part_ceil(1, 12))
    })
}

/// What the rent leaves of the income after the living cost.
fn left_after<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>, rent: &Known<Yen>) -> Known<Balance> {
    cx.figure("after_rent", &BEARABLE, |cx| {
        let ((income, living), rent) = both(both(s.income.clone(), s.living.clone()), rent.clone())?;
        // Property tax and management fees are the new owner's.
        let living = living.excess_over(s.home_costs);
        cx.uses("income", "income", &income);
        cx.given("living_after_moving", &living);
        cx.uses("rent", "rent", &rent);
        Ok::<Balance, Lacking>(income.minus(living + rent))
    })
}

/// Is the rent alone too much? Then the closed form is added and nothing else of it is asked: a form that steps back is never
/// shown closed.
fn is_unbearable<T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    home: (HomeId, &Home),
    outcomes: &mut Vec<HomeOutcome>,
) -> bool {
    let price = sale::price_of(cx, s, home, Way::Leaseback, |value| value.likely);
    let rent = rent_for(cx, s, &price);
    let after_rent = left_after(cx, s, &rent);
    let is_short = after_rent.as_ref().is_ok_and(|left| left.is_short());
    if is_short {
        let requirements = requirements![T; bearable::<T>(&rent, &after_rent)];
        let closed = put(outcomes, HomeOutcome::kept(cx, LEASEBACK, requirements, Err(Lacking(Vec::new()))));
        (closed.kept, closed.steps_back) = (false, true);
    }
    is_short
}

/// Does the household bear the rent at all, before any debt?
fn bearable<T: Trace>(rent: &Known<Yen>, after_rent: &Known<Balance>) -> Need {
    let verdict = match after_rent {
        Ok(left) => Verdict::when(!left.is_short()),
        Err(lacking) => Verdict::Unknown(lacking.0.clone()),
    };
    let rent = rent.clone().unwrap_or(Yen::ZERO);
    let left = after_rent.clone().unwrap_or(Balance(0));
    requirement!(T; "leaseback-rent", &[], verdict, rent = rent, left = left.surplus(), short = left.shortfall())
}

/// What to beware of: the lease, the price to buy the home again, a rent above the loan's instalment, and a price so low that a
/// trustee or creditor could challenge the sale.
fn describe<T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    home: (HomeId, &Home),
    (price, rent): (&Known<Yen>, &Known<Yen>),
    outcome: &mut HomeOutcome,
) {
    let day = s.house.as_of;
    let mut repurchase = |cx: &mut Cx<'_, T>, name, share: &crate::practice::Assumed<law::Share>| -> Known<Yen> {
        let again: Known<Yen> = cx.figure(name, &REPURCHASE, |cx| {
            let price = price.clone()?;
            cx.uses("price", "sale_price", &price);
            Ok(share.read(cx, day)?.of_ceil(price))
        });
        crate::figures::detail(&mut outcome.words.details, name, &again);
        again
    };
    let low = repurchase(cx, "repurchase_low", &s.practice.repurchase_low);
    let high = repurchase(cx, "repurchase_high", &s.practice.repurchase_high);
    let (Ok(price), Ok(rent)) = (price, rent) else { return };
    outcome.words.risks.push(message!("risk.leaseback", price = *price, rent = *rent));
    outcome.words.risks.push(message!("risk.leaseback-fixed-term", article = FIXED_TERM));
    if let (Ok(low), Ok(high)) = (low, high) {
        outcome.words.risks.push(message!("risk.leaseback-repurchase", low = low, high = high));
    }
    let loans = sum(s.home_loans().map(|debt| debt.monthly.clone()));
    if let Ok(loans) = loans
        && !loans.is_zero()
        && *rent > loans
    {
        outcome.words.risks.push(message!("risk.leaseback-rent-above-loan", rent = *rent, loan = loans));
    }
    let (Ok(value), Ok(secured)) = (ownership::value(home.0, home.1), &s.secured) else { return };
    // What is worth no more than it secures brings other creditors nothing: selling it low does not harm them.
    outcome.words.risks.push(if value.likely > *secured && value.likely > *price {
        message!("risk.leaseback-avoidable", gap = value.likely.excess_over(*price), article = AVOIDABLE)
    } else {
        message!("risk.leaseback-no-harm", article = FAIR_PRICE)
    });
}
