//! What a voluntary sale hangs on beside its price: is it better for the first mortgagee than an auction, and does a gain
//! stay free of tax.

use case::{CreditorKind, Home, HomeId};
use law::message::Message;
use law::provision::{CIVIL_CODE, INCOME_TAX, INCOME_TAX_ORDER, Provision};
use law::trace::Show;
use law::verdict::{Verdict, Whose};
use law::{Balance, Cx, Trace, Yen, message};

use crate::debts;
use crate::formula::formulas;
use crate::home::{HomeOutcome, OfClaims};
use crate::known::{Known, all, both, known};
use crate::ownership;
use crate::requirement::{Need, requirement};
use crate::sale::Sale;
use crate::situation::{Situation, fee_arrears};

formulas! {
    CONSENT_MARGIN = "sale.consent-margin", "競売と比べた第一順位の抵当権者の受取りの差", "what the first mortgagee gets beyond an auction", Practice, [CIVIL_CODE "369"];
    SHORT_OF_DEBTS = "sale.assets-short-of-debts", "全財産で払いきれない債務", "debts that all assets do not pay", Law, [INCOME_TAX "9/1/10", INCOME_TAX_ORDER "26"];
}

static MORTGAGE: &[Provision] = &[Provision::new(CIVIL_CODE, "369")];
static EXEMPT: &[Provision] = &[Provision::new(INCOME_TAX, "9/1/10"), Provision::new(INCOME_TAX_ORDER, "26")];

/// What a list of claims says of those on the best rank.
fn of_first(home: &Home, list: &OfClaims) -> Yen {
    let burdens =
        || home.encumbrances.iter().flatten().filter(|burden| burden.kind != case::EncumbranceKind::Attachment);
    let Some(best) = burdens().filter(|burden| burden.claim.is_some()).map(|burden| burden.rank).min() else {
        return Yen::ZERO;
    };
    let first = |claim| burdens().any(|burden| burden.rank == best && burden.claim == Some(claim));
    list.iter().filter(|(claim, _)| first(*claim)).map(|(_, amount)| *amount).sum()
}

/// What the best rank receives.
fn to_first(home: &Home, sale: &Sale) -> Yen {
    of_first(home, &sale.paid)
}

fn is_first_paid(home: &Home, sale: &Sale) -> bool {
    of_first(home, &sale.residuals).is_zero()
}

/// 同意の見込み: a first mortgagee who is not paid in full compares the sale with an auction. Said only where both are
/// known; the release itself stays a requirement of its own.
pub(crate) fn consent_test<T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    home: (HomeId, &Home),
    sale: &Sale,
    outcome: &mut HomeOutcome,
) {
    // Whoever is paid in full must release.
    if is_first_paid(home.1, sale) {
        return;
    }
    // Quietly: the figures of the auction have names of their own on its routes.
    let Ok(auction) = s.auction(home) else { return };
    let (in_sale, in_auction) = (to_first(home.1, sale), to_first(home.1, auction));
    let margin: Known<Balance> = cx.figure("consent_margin", &CONSENT_MARGIN, |cx| {
        cx.uses("price", "sale_price", &sale.price);
        cx.given("first-in-sale", &in_sale);
        s.practice.auction_share.read(cx, s.house.as_of)?;
        s.practice.auction_cost.read(cx, s.house.as_of)?;
        cx.given("first-in-auction", &in_auction);
        Ok(in_sale.minus(in_auction))
    });
    let Ok(margin) = margin else { return };
    if T::WORDS {
        outcome.words.details.push(("consent_margin", margin.show()));
    }
    let verdict = if margin.is_short() { Verdict::LeftTo(Whose::Lender) } else { Verdict::Met };
    outcome.requirements.push::<T>(consent_requirement::<T>(verdict, in_sale, in_auction, margin));
}

fn consent_requirement<T: Trace>(verdict: Verdict, in_sale: Yen, in_auction: Yen, margin: Balance) -> Need {
    requirement!(
        T; "consent-test",
        MORTGAGE,
        verdict,
        sale = in_sale,
        auction = in_auction,
        better = margin.surplus(),
        short = margin.shortfall()
    )
}

/// The path of the first mortgagee: the Japan Housing Finance Agency stays the creditor itself and has fixed deductions;
/// with a bank the guarantee company usually has taken over.
pub(crate) fn path(s: &Situation<'_>, outcome: &mut HomeOutcome) {
    if s.home_loans().any(|debt| debt.holder == Some(CreditorKind::Jhf)) {
        outcome.words.risks.push(message!("risk.jhf-stays-creditor"));
        outcome.words.risks.push(message!("risk.jhf-deductions"));
    } else if s.home_loans().next().is_some() {
        outcome.words.risks.push(message!("risk.bank-deductions"));
    }
}

/// 所得税法9条1項10号, 施行令26条: a gain is exempt when all means are lost, an execution was unavoidable, and the price paid
/// those debts. The risk says which of them the facts speak against.
pub(crate) fn tax<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>, sale: &Sale, outcome: &mut HomeOutcome) {
    let short: Known<Balance> = cx.figure("short_of_debts", &SHORT_OF_DEBTS, |cx| {
        s.debts_known.clone()?;
        let owed = debts::total(s.debts.iter().filter(|debt| debt.own));
        let (owed, means) = both(owed, means(s))?;
        let owed = owed + fee_arrears(cx, s.house, s.home.clone());
        cx.given("owed", &owed);
        cx.given("means", &means);
        Ok(owed.minus(means))
    });
    outcome.words.risks.push(match &short {
        Ok(short) if short.0 > 0 && pressed(s) => {
            message!("risk.sale-tax-likely", short = short.surplus(), article = EXEMPT)
        }
        Ok(short) if short.0 > 0 => message!("risk.sale-tax", article = EXEMPT),
        Ok(short) => message!("risk.sale-tax-means", over = short.shortfall(), article = EXEMPT),
        Err(_) => message!("risk.sale-tax", article = EXEMPT),
    });
    crate::figures::detail(&mut outcome.words.details, "short_of_debts", &short);
    let moving: Yen =
        sale.deductions.iter().filter(|(name, _)| *name == "moving-cost").map(|(_, amount)| *amount).sum();
    let kept = moving + sale.to_owner;
    if !kept.is_zero() {
        outcome.words.risks.push(kept_risk(kept));
    }
}

fn kept_risk(kept: Yen) -> Message {
    message!("risk.sale-tax-money-kept", kept = kept, article = EXEMPT)
}

/// Everything that could pay debts: the debtor's share of homes at their likely value, and other property.
fn means(s: &Situation<'_>) -> Known<Yen> {
    let homes = all(s.house.homes().map(|(id, home)| {
        let (value, share) = both(ownership::value(id, home), s.own_share(id))?;
        Ok(share.of_floor(value.likely))
    }));
    let assets = known(s.house.assets.as_ref(), law::verdict::FactName::of("asset", "")).and_then(|assets| {
        let own = assets.iter().enumerate().filter(|(_, asset)| asset.owner == s.house.debtor);
        all(own
            .map(|(place, asset)| Ok(known(asset.value, law::verdict::FactName::at("asset", place, "value"))?.likely)))
    });
    let (homes, assets) = both(homes, assets)?;
    Ok(homes.iter().sum::<Yen>() + assets.iter().sum())
}

/// Is an execution near? Something is overdue, due in full, or an auction runs.
fn pressed(s: &Situation<'_>) -> bool {
    s.house.auction.is_some()
        || s.home_loans().any(|debt| debt.accelerated_on.is_some())
        || s.overdue.as_ref().is_ok_and(|overdue| !overdue.is_zero())
}
