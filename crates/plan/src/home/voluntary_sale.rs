//! `voluntary-sale`: 任意売却, a sale by agreement with those who hold security; and its form in which the home is let back.

use law::acts::brokerage;
use law::message::Message;
use law::provision::{BUILDING_UNIT_OWNERSHIP, CIVIL_CODE, CIVIL_EXECUTION, Provision};
use law::trace::Shown;
use law::verdict::{Verdict, Whose};
use law::words::Word;
use law::{Cx, Trace, message};

use crate::consent;
use crate::debt::DebtChoice;
use crate::home::{HomeOutcome, leaseback};
use crate::known::{Known, Lacking, look, verdict};
use crate::ownership;
use crate::requirement::{requirement, requirements};
use crate::sale::{self, Sale, Way, sell};
use crate::situation::Situation;
use crate::timeline;

/// Every way of treating the debts goes with it.
pub(super) const DEBTS: &[DebtChoice] = DebtChoice::ALL;

static BIDS: &[Provision] = &[Provision::new(CIVIL_EXECUTION, "76")];

/// Open while no bids have been opened; it depends on every creditor whom the price does not pay.
pub(super) fn evaluate<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>, outcomes: &mut Vec<HomeOutcome>) {
    let (has_home, home) = ownership::has_home::<T>(s);
    let mut requirements = requirements![T; has_home.clone()];
    let as_of = s.house.as_of;
    let sale = match home {
        Some(home) => sell(cx, s, home, Way::Voluntary, |value| value.likely),
        None => Err(Lacking::fact(ownership::HOME_LIST)),
    };
    if let Some(home) = home {
        requirements.push::<T>(ownership::co_owners_consent::<T>(s, home.0));
        requirements.push::<T>(sale::creditors_release::<T>(&sale));
        requirements.push::<T>(sale::taxes_release::<T>(s, home));
        requirements.add::<T>(sale::attachments_release::<T>(s, home, &sale));
    }
    let bids_open_on = s.house.auction.and_then(|auction| auction.bids_open_on);
    let months = s.practice.months_to_sell.read(cx, as_of).unwrap_or(1);
    let usual = law::calendar::month_end(as_of, months).unwrap_or(as_of);
    let before_bids = match (s.house.auction, bids_open_on) {
        (Some(_), Some(day)) if as_of >= day => Verdict::NotMet,
        // A sale usually takes longer than that: it hangs on whether the creditor waits.
        (Some(_), Some(day)) if day <= usual => Verdict::LeftTo(Whose::Lender),
        (Some(_), Some(_)) => Verdict::Met,
        (Some(_), None) => Verdict::Unknown(vec![law::verdict::FactName::of("auction", "bids_open_on")]),
        (None, _) => verdict(&Ok(true)),
    };
    let before_bids = requirement!(T; "before-bids", BIDS, before_bids, on = bids_open_on, months = months);
    requirements.push::<T>(before_bids.clone());
    let outcome = sale::outcome(cx, s, look(&sale), requirements, months + 1, outcomes);
    sale::moving_out(cx, s, outcome);
    if let (Some(home), Ok(sale)) = (home, &sale) {
        consent::consents(cx, s, home, sale, outcome);
    }
    if T::WORDS {
        describe(cx, s, home, &sale, outcome);
        sale::grows_until(cx, s, Some(usual), outcome);
    }
    if let Some(home) = home {
        leaseback::evaluate(cx, s, home, (has_home, before_bids), months, outcomes);
    }
}

/// The range of the price, days, risks and papers.
fn describe<T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    home: Option<(case::HomeId, &case::Home)>,
    sale: &Known<Sale>,
    outcome: &mut HomeOutcome,
) {
    if let Some(home) = home {
        // The range, quietly: the figures above keep the derivation of the likely value.
        let mut silent = law::trace::NoTrace;
        for (name, pick) in RANGE {
            if let (Ok(sale), Some(value)) = (sell(&mut Cx::new(&mut silent), s, home, Way::Voluntary, pick), home.1.value) {
                let left = cx.figure(name, &crate::figures::RESIDUAL_RANGE, |cx| {
                    let place = case::Household::home_fact(home.0, "value");
                    cx.fact("value", &pick(value), value.rough, || place.to_string());
                    cx.given("price", &sale.price);
                    cx.given("to_creditors", &sale.to_creditors);
                    sale.residual()
                });
                outcome.words.details.push((name, Shown::Yen(left)));
            }
        }
    }
    let bids_open_on = s.house.auction.and_then(|auction| auction.bids_open_on);
    if bids_open_on.is_none()
        && let Some(day) = timeline::opening(cx, s)
    {
        outcome.words.deadlines.push(("bids-expected", day));
    }
    if let Some(day) = bids_open_on {
        outcome.words.deadlines.push(("before-bids", day));
        outcome.words.risks.push(message!("risk.sale-against-auction", on = day));
    }
    outcome.words.risks.push(message!("risk.sale-price-not-certain"));
    if let Ok(sale) = sale {
        if let Some(home) = home {
            consent::tax_release_test(cx, s, home, sale, outcome);
        }
        consent::tax(cx, s, sale, outcome);
        outcome.words.risks.extend(home.and_then(|home| older_fees(home.1, sale)));
        outcome.words.risks.extend(dearer_broker(s, sale));
    }
    consent::path(s, outcome);
    if s.home_loans().any(Situation::is_public) {
        outcome.words.risks.push(message!("risk.jhf-sale"));
        outcome.words.papers.push("jhf-sale-request");
    }
    outcome.words.papers.extend(["distribution-table", "release-request", "moving-request", "living-report"]);
}

/// What a broker may ask of a cheap home beyond the usual cap, if that was agreed on before.
fn dearer_broker(s: &Situation<'_>, sale: &Sale) -> Option<Message> {
    let mut silent = law::trace::NoTrace;
    let mut cap = |agreed| brokerage::cap(&mut Cx::new(&mut silent), s.house.as_of, sale.price, agreed).ok();
    let (usual, agreed) = (cap(false)?, cap(true)?);
    (agreed > usual).then(|| message!("risk.brokerage-by-agreement", usual = usual, agreed = agreed))
}

static FEES: &[Provision] = &[Provision::new(CIVIL_CODE, "166/1/1"), Provision::new(BUILDING_UNIT_OWNERSHIP, "8")];

/// Fees older than the years that come off the price: probably barred, but only for whoever invokes it.
fn older_fees(home: &case::Home, sale: &Sale) -> Option<Message> {
    let arrears = home.management_fee_arrears?.likely;
    let paid = sale.deductions.iter().filter(|(name, _)| *name == "management-fee-arrears");
    let left = arrears.excess_over(paid.map(|(_, amount)| *amount).sum());
    (!left.is_zero()).then(|| message!("risk.fees-older", left = left, article = FEES))
}

/// Which end of a rough amount is looked at.
type Pick = fn(case::Amount) -> law::Yen;

const RANGE: [(&str, Pick); 2] =
    [("residual_low", |value| value.low), ("residual_high", |value| value.high)];
