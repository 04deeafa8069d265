//! What a voluntary sale hangs on beside its price: is it better for the first mortgagee than an auction, and does a gain
//! stay free of tax.

use case::{ClaimId, CreditorKind, Home, HomeId};
use law::acts::special_taxation::{Gain, GainTax, capital_gains_tax};
use law::message::Message;
use law::params::{civil_execution, special_taxation};
use law::provision::{
    CIVIL_CODE, CIVIL_EXECUTION, INCOME_TAX, INCOME_TAX_ORDER, NATIONAL_TAX_COLLECTION, Provision, SPECIAL_TAXATION,
};
use law::trace::{NoTrace, Rule, Show};
use law::verdict::{FactName, Verdict, Whose};
use law::{Balance, Cx, Date, Trace, Yen, message};
use smallvec::SmallVec;

use crate::debts;
use crate::formula::formulas;
use crate::home::{HomeOutcome, OfClaims};
use crate::known::{Known, all, both, known};
use crate::ownership;
use crate::requirement::requirement;
use crate::sale::Sale;
use crate::situation::{Situation, fee_arrears};

formulas! {
    CONSENT_MARGIN = "sale.consent-margin", "競売と比べた第一順位の抵当権者の受取りの差", "what the first mortgagee gets beyond an auction", Practice, [CIVIL_CODE "369"];
    LATER_MARGIN = "sale.later-margin", "競売と比べた後順位の受取りの差", "what a later rank gets beyond an auction", Practice, [CIVIL_CODE "369", CIVIL_EXECUTION "87/1/4"];
    TAX_MARGIN = "sale.tax-margin", "競売と比べた差押えの役所の受取りの差", "what the attaching office gets beyond an auction", Practice, [NATIONAL_TAX_COLLECTION "79"];
    MOST_GAIN = "sale.most-gain", "譲渡益の上限（あなたの持分。取得費を0とした額）", "the most that the gain can be (your share, without an acquisition cost)", Law, [INCOME_TAX "33/3"];
    CAPITAL_GAIN = "sale.capital-gain", "譲渡益（あなたの持分）", "gain of the sale (your share)", Law, [INCOME_TAX "33/3", INCOME_TAX "38"];
    TAXABLE_GAIN = "sale.taxable-gain", "特別控除を引いた後の譲渡益", "gain after the special deduction", Law, [INCOME_TAX "33/3", SPECIAL_TAXATION "35/1"];
    NOTIONAL_GAIN = "sale.notional-gain", "概算取得費（5％）による譲渡益（あなたの持分）", "gain by a notional acquisition cost (your share)", Practice, [INCOME_TAX "33/3", SPECIAL_TAXATION "31-4/1"];
    GAINS_TAX = "sale.capital-gains-tax", "譲渡所得の税（非課税にならないとき）", "tax on the gain, where it is not exempt", Law, [SPECIAL_TAXATION "31", SPECIAL_TAXATION "31-3", SPECIAL_TAXATION "32/1"];
    NOTIONAL_GAINS_TAX = "sale.notional-gains-tax", "譲渡所得の税（概算取得費による。非課税にならないとき）", "tax on the gain by a notional acquisition cost, where it is not exempt", Practice, [SPECIAL_TAXATION "31", SPECIAL_TAXATION "31-3", SPECIAL_TAXATION "31-4/1", SPECIAL_TAXATION "32/1"];
    OWNER_AFTER_TAX = "sale.to-owner-after-tax", "譲渡所得の税を引いた手取り（非課税にならないとき）", "left to you after the tax on the gain, where it is not exempt", Law, [];
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

/// What somebody receives in a sale and in an auction.
#[derive(Clone, Copy)]
struct Receives {
    in_sale: Yen,
    in_auction: Yen,
}

impl Receives {
    fn margin(self) -> Balance {
        self.in_sale.minus(self.in_auction)
    }
}

/// How a margin is named and explained: its figure, its rule, and what those who receive are called in the derivation.
struct Margin<'n> {
    figure: &'n str,
    rule: &'static Rule,
    in_sale: &'static str,
    in_auction: &'static str,
}

/// What the sale leaves these beyond an auction, by the habits of auctions; figures of each of several claims stand behind
/// their sum or their least.
fn margin<T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    sale: &Sale,
    named: &Margin<'_>,
    receivers: &[Receives],
) -> Known<Balance> {
    cx.figure(named.figure, named.rule, |cx| {
        cx.uses("price", "sale_price", &sale.price);
        s.practice.auction_share.read(cx, s.house.as_of)?;
        s.practice.auction_cost.read(cx, s.house.as_of)?;
        let mut margin = Balance(0);
        for receives in receivers {
            cx.given(named.in_sale, &receives.in_sale);
            cx.given(named.in_auction, &receives.in_auction);
            margin = margin + receives.margin();
        }
        Ok(margin)
    })
}

/// Whether each mortgagee does better by the sale than by an auction.
pub(crate) fn consents<T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    home: (HomeId, &Home),
    sale: &Sale,
    outcome: &mut HomeOutcome,
) {
    consent_test(cx, s, home, sale, outcome);
    later_consent(cx, s, home, sale, outcome);
}

/// 同意の見込み: a first mortgagee who is not paid in full compares the sale with an auction. Said only where both are
/// known; the release itself stays a requirement of its own.
fn consent_test<T: Trace>(
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
    let receives = Receives { in_sale: to_first(home.1, sale), in_auction: to_first(home.1, auction) };
    let named = Margin {
        figure: "consent_margin",
        rule: &CONSENT_MARGIN,
        in_sale: "first-in-sale",
        in_auction: "first-in-auction",
    };
    let Ok(margin) = margin(cx, s, sale, &named, &[receives]) else { return };
    if T::WORDS {
        outcome.words.details.push(("consent_margin", margin.show()));
    }
    let verdict = if margin.is_short() { Verdict::LeftTo(Whose::Lender) } else { Verdict::Met };
    outcome.requirements.push::<T>(requirement!(
        T; "consent-test",
        MORTGAGE,
        verdict,
        sale = receives.in_sale,
        auction = receives.in_auction,
        better = margin.surplus(),
        short = margin.shortfall()
    ));
}

static LATER: &[Provision] = &[Provision::new(CIVIL_CODE, "369"), Provision::new(CIVIL_EXECUTION, "87/1/4")];
static NO_SURPLUS: &[Provision] = &[Provision::new(CIVIL_EXECUTION, "63/1/2"), Provision::new(CIVIL_EXECUTION, "188")];

/// 後順位の同意の見込み: a later rank that is not paid in full compares what the sale leaves it, a consent fee as a rule, with what
/// an auction would; and whether it could have one run at all (無剰余, 民事執行法63条1項2号).
fn later_consent<T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    home: (HomeId, &Home),
    sale: &Sale,
    outcome: &mut HomeOutcome,
) {
    let left = |claim| amount_of(&sale.residuals, claim);
    let later = || sale.later_ranks().filter(|(claim, _)| !left(*claim).is_zero());
    if later().next().is_none() {
        return;
    }
    let Ok(auction) = s.auction(home) else { return };
    let mut margins: SmallVec<[(ClaimId, Balance); 2]> = SmallVec::new();
    for (claim, before) in later() {
        let receives = Receives { in_sale: amount_of(&sale.paid, claim), in_auction: amount_of(&auction.paid, claim) };
        let named = Margin {
            figure: &crate::figures::name_of_claim::<T>(s, "later_margin", claim),
            rule: &LATER_MARGIN,
            in_sale: "later-in-sale",
            in_auction: "later-in-auction",
        };
        let Ok(margin) = margin(cx, s, sale, &named, &[receives]) else { continue };
        margins.push((claim, margin));
        let better = !margin.is_short() && !receives.in_sale.is_zero();
        let verdict = if better { Verdict::Met } else { Verdict::LeftTo(Whose::Lender) };
        let id = crate::figures::claim_of(s, claim).id.as_str();
        let need = requirement!(
            T; "later-consent-test",
            LATER,
            verdict,
            sale = receives.in_sale,
            auction = receives.in_auction,
            better = margin.surplus(),
            short = margin.shortfall()
        );
        outcome.requirements.push::<T>(need.of_claim(id));
        if T::WORDS {
            outcome.words.risks.extend(no_surplus(s, home, (id, before)));
        }
    }
    if let (true, Some(least)) = (T::WORDS, margins.iter().map(|(_, margin)| *margin).min()) {
        cx.figure("later_margin", &LATER_MARGIN, |cx| {
            for (claim, margin) in &margins {
                cx.uses("later_margin", &crate::figures::name_of_claim::<T>(s, "later_margin", *claim), margin);
            }
            least
        });
        outcome.words.details.push(("later_margin", least.show()));
    }
}

fn amount_of(list: &OfClaims, claim: ClaimId) -> Yen {
    list.iter().filter(|(other, _)| *other == claim).map(|(_, amount)| *amount).sum()
}

/// An auction that a later rank asks for is cancelled where the least bid does not reach the costs and what goes before.
fn no_surplus(s: &Situation<'_>, (_, facts): (HomeId, &Home), (claim, before): (&str, Yen)) -> Option<Message> {
    let on = s.house.as_of;
    let base = s.practice.base_share.value(on).ok()?.of_floor(facts.value?.likely);
    let least = civil_execution::MINIMUM_BID_SHARE.on(on).ok()?.value.of_ceil(base);
    let first = s.practice.auction_cost.value(on).ok()? + before;
    let (claim, article) = (claim.to_string(), NO_SURPLUS);
    (least < first)
        .then(|| message!("risk.later-rank-no-surplus", claim = claim, least = least, first = first, article = article))
}

static USELESS: &[Provision] = &[Provision::new(NATIONAL_TAX_COLLECTION, "79/1/2")];

/// What an office that has attached the home receives in the sale and in an auction, and whether it must lift the attachment
/// because nothing can be left for it (国税徴収法79条1項2号).
pub(crate) fn tax_release_test<T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    home: (HomeId, &Home),
    sale: &Sale,
    outcome: &mut HomeOutcome,
) {
    let Ok(auction) = s.auction(home) else { return };
    let taxes = sale.attached.iter().filter(|(claim, _)| s.debts[claim.0].class == debts::Class::Priority);
    let mut offices: SmallVec<[Receives; 2]> = SmallVec::new();
    for (claim, in_sale) in taxes {
        let receives = Receives { in_sale: *in_sale, in_auction: amount_of(&auction.attached, *claim) };
        offices.push(receives);
        let id = crate::figures::claim_of(s, *claim).id.clone();
        outcome.words.risks.push(message!(
            "risk.tax-in-sale-and-auction",
            claim = id.clone(),
            sale = receives.in_sale,
            auction = receives.in_auction
        ));
        let first: Yen = crate::sale::before_tax(s, home, *claim).unwrap_or(Yen::ZERO);
        let value = home.1.value.map_or(Yen::ZERO, |value| value.likely);
        if !value.is_zero() && value <= first {
            let values = (value, first);
            outcome.words.risks.push(message!(
                "risk.tax-attachment-useless",
                claim = id,
                value = values.0,
                first = values.1,
                article = USELESS
            ));
        }
    }
    if offices.is_empty() {
        return;
    }
    let named =
        Margin { figure: "tax_margin", rule: &TAX_MARGIN, in_sale: "tax-in-sale", in_auction: "tax-in-auction" };
    let margin = margin(cx, s, sale, &named, &offices);
    crate::figures::detail(&mut outcome.words.details, "tax_margin", &margin);
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
    gain(cx, s, sale, outcome);
    let moving: Yen =
        sale.deductions.iter().filter(|(name, _)| *name == "moving-cost").map(|(_, amount)| *amount).sum();
    let kept = moving + sale.to_owner;
    if !kept.is_zero() {
        outcome.words.risks.push(kept_risk(kept));
    }
}

static DEDUCTION: &[Provision] = &[Provision::new(SPECIAL_TAXATION, "35/1")];
static NOTIONAL: &[Provision] = &[Provision::new(SPECIAL_TAXATION, "31-4/1")];

/// What a gain could be taxed at where it is not exempt: the price less what the sale and the home cost (所得税法33条3項), less the
/// special deduction of a home that one lives in (租税特別措置法35条1項). Without the cost of the home the gain is the price less the
/// sale's, or less: where that much is within the deduction no tax is left, whatever it was bought for; else it is not known.
fn gain<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>, sale: &Sale, outcome: &mut HomeOutcome) {
    let Ok(Some((id, facts))) = s.home() else { return };
    let on = s.house.as_of;
    let brokerage: Yen =
        sale.deductions.iter().filter(|(name, _)| *name == "brokerage").map(|(_, amount)| *amount).sum();
    let net = sale.price.excess_over(brokerage);
    let place = || case::Household::home_fact(id, "acquisition_cost").to_string();
    let (name, rule) =
        if facts.acquisition_cost.is_some() { ("capital_gain", &CAPITAL_GAIN) } else { ("most_gain", &MOST_GAIN) };
    let most: Known<Yen> = cx.figure(name, rule, |cx| {
        cx.uses("price", "sale_price", &sale.price);
        cx.given("brokerage", &brokerage);
        let cost = facts.acquisition_cost.map_or(Yen::ZERO, |cost| {
            cx.fact("acquisition_cost", &cost.likely, cost.rough, place);
            cost.likely
        });
        Ok(s.own_share(id)?.of_floor(net.excess_over(cost)))
    });
    let Ok(most) = most else { return };
    outcome.words.details.push((name, most.show()));
    if most.is_zero() {
        return;
    }
    let deduction = special_taxation::HOME_SALE_DEDUCTION.on(on).map(|dated| dated.value);
    let deduction = deduction.ok().filter(|_| facts.main_residence == Some(true)).unwrap_or(Yen::ZERO);
    if facts.acquisition_cost.is_none() && most > deduction {
        notional_gain(cx, s, (id, facts), (sale.price, net), (most, deduction), outcome);
        return;
    }
    let taxable: Known<Yen> = cx.figure("taxable_gain", &TAXABLE_GAIN, |cx| {
        cx.uses(name, name, &most);
        if !deduction.is_zero() {
            cx.param(&special_taxation::HOME_SALE_DEDUCTION, on)?;
        }
        Ok(most.excess_over(deduction))
    });
    let Ok(taxable) = taxable else { return };
    outcome.words.details.push(("taxable_gain", taxable.show()));
    let article = DEDUCTION;
    if taxable.is_zero() {
        outcome.words.risks.push(message!(
            "risk.gain-within-deduction",
            most = most,
            deduction = deduction,
            article = article
        ));
        return;
    }
    outcome.words.risks.push(message!(
        "risk.gain-taxable",
        gain = most,
        deduction = deduction,
        taxable = taxable,
        article = article
    ));
    gains_tax(cx, s, (id, facts), ("capital_gains_tax", &GAINS_TAX), ("taxable_gain", taxable, Yen::ZERO), outcome);
}

static RATES: &[Provision] = &[
    Provision::new(SPECIAL_TAXATION, "31"),
    Provision::new(SPECIAL_TAXATION, "31-3"),
    Provision::new(SPECIAL_TAXATION, "32/1"),
];

/// The day on which a sale is expected to be done.
fn sale_day<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>) -> Option<Date> {
    let months = s.practice.months_to_sell.read(cx, s.house.as_of).ok()?;
    law::calendar::month_end(s.house.as_of, months)
}

/// The tax on a gain, where it is not exempt, and what it leaves of the price. Unknown while nobody says when the home was acquired, or
/// whether it is the one that is lived in.
fn gains_tax<T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    (id, facts): (HomeId, &Home),
    (name, rule): (&'static str, &'static Rule),
    (base, gain, deduction): (&'static str, Yen, Yen),
    outcome: &mut HomeOutcome,
) {
    let (Some(acquired), Some(own_home)) = (facts.acquired_on, facts.main_residence) else { return };
    let place = || case::Household::home_fact(id, "acquired_on").to_string();
    let taxed: Option<GainTax> = cx.figure(name, rule, |cx| {
        cx.uses(base, base, &gain);
        if !deduction.is_zero() {
            let _ = cx.param(&special_taxation::HOME_SALE_DEDUCTION, s.house.as_of);
        }
        let taxable = gain.excess_over(deduction);
        cx.fact("acquired_on", &acquired.day, acquired.rough, place);
        let sold_on = sale_day(cx, s)?.max(acquired.day);
        let gain = Gain { taxable, acquired_on: acquired.day, sold_on, own_home };
        capital_gains_tax(cx, sold_on, gain).ok()
    });
    let (Some(taxed), Some(sold_on)) = (taxed, sale_day(&mut Cx::new(&mut NoTrace), s)) else { return };
    let tax = taxed.total();
    outcome.words.details.push((name, tax.show()));
    outcome.words.risks.push(message!(
        "risk.capital-gains-tax",
        tax = tax,
        holding = taxed.holding,
        acquired = acquired.day,
        sold = sold_on,
        income = taxed.income_tax + taxed.surtax,
        resident = taxed.resident_tax,
        exempt = EXEMPT,
        article = RATES
    ));
    let Ok(to_owner) = outcome.to_owner() else { return };
    if to_owner.is_zero() {
        return;
    }
    let left = cx.figure("to_owner_after_tax", &OWNER_AFTER_TAX, |cx| {
        cx.uses("to_owner", "to_owner", &to_owner);
        cx.uses(name, name, &tax);
        to_owner.minus(tax)
    });
    outcome.words.details.push(("to_owner_after_tax", left.show()));
}

/// The gain by a twentieth of the price as the home's cost: by law of what has been owned since 1952 or before (措置法31条の4), by a
/// circular of anything.
fn notional_gain<T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    (id, facts): (HomeId, &Home),
    (price, net): (Yen, Yen),
    (most, deduction): (Yen, Yen),
    outcome: &mut HomeOutcome,
) {
    let notional: Known<Yen> = cx.figure("notional_gain", &NOTIONAL_GAIN, |cx| {
        cx.uses("price", "sale_price", &price);
        cx.given("brokerage", &price.excess_over(net));
        let cost = cx.param(&special_taxation::NOTIONAL_COST_SHARE, s.house.as_of)?.of_floor(price);
        Ok(s.own_share(id)?.of_floor(net.excess_over(cost)))
    });
    let Ok(notional) = notional else { return };
    outcome.words.details.push(("notional_gain", notional.show()));
    let (article, deduction) = (NOTIONAL, deduction);
    outcome.words.risks.push(message!(
        "risk.gain-unknown",
        most = most,
        notional = notional,
        deduction = deduction,
        article = article
    ));
    if notional > deduction {
        let figure = ("notional_gains_tax", &NOTIONAL_GAINS_TAX);
        gains_tax(cx, s, (id, facts), figure, ("notional_gain", notional, deduction), outcome);
    }
}

/// When the home was acquired, where nobody said it and a gain at its likely value exceeds the special deduction. What it was bought
/// for is asked for first: mostly nothing is left to be taxed.
pub(crate) fn unsaid_acquisition(s: &Situation<'_>, (id, facts): (HomeId, &Home)) -> Option<FactName> {
    let taxed = may_be_taxed(s, (id, facts), facts.acquisition_cost?.likely)?;
    (facts.acquired_on.is_none() && taxed).then(|| case::Household::home_fact(id, "acquired_on"))
}

/// Might the debtor's share of a gain at the home's likely value exceed the special deduction?
fn may_be_taxed(s: &Situation<'_>, (id, facts): (HomeId, &Home), cost: Yen) -> Option<bool> {
    let most = s.own_share(id).ok()?.of_floor(facts.value?.likely.excess_over(cost));
    let deduction = special_taxation::HOME_SALE_DEDUCTION.on(s.house.as_of).ok()?.value;
    Some(!(most.is_zero() || facts.main_residence == Some(true) && most <= deduction))
}

/// What the home was bought for, where nobody said it and a gain might exceed the special deduction.
pub(crate) fn unsaid_cost(s: &Situation<'_>, (id, facts): (HomeId, &Home)) -> Option<FactName> {
    let taxed = may_be_taxed(s, (id, facts), Yen::ZERO)?;
    (facts.acquisition_cost.is_none() && taxed).then(|| case::Household::home_fact(id, "acquisition_cost"))
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
    let assets = known(s.house.assets.as_ref(), FactName::of("asset", "")).and_then(|assets| {
        let own = assets.iter().enumerate().filter(|(_, asset)| asset.owner == s.house.debtor);
        all(own.map(|(place, asset)| Ok(known(asset.value, FactName::at("asset", place, "value"))?.likely)))
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
