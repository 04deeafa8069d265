//! `auction`: 競売, also what happens if nobody acts.

use case::EncumbranceKind;
use law::calendar::days_between;
use law::provision::{BUILDING_UNIT_OWNERSHIP, CIVIL_EXECUTION, Provision};
use law::trace::Show;
use law::{Cx, Trace, message};

use crate::debt::DebtChoice;
use crate::home::HomeOutcome;
use crate::known::{Lacking, known, look, verdict};
use crate::ownership;
use crate::requirement::{requirement, requirements};
use crate::sale::{self, Way, sell};
use crate::situation::Situation;
use crate::timeline;

/// Every way of treating the debts goes with it.
pub(super) const DEBTS: &[DebtChoice] = super::voluntary_sale::DEBTS;

static AUCTION: &[Provision] = &[Provision::new(CIVIL_EXECUTION, "180"), Provision::new(CIVIL_EXECUTION, "181")];

static SUCCESSOR: &[Provision] =
    &[Provision::new(BUILDING_UNIT_OWNERSHIP, "7/1"), Provision::new(BUILDING_UNIT_OWNERSHIP, "8")];

/// Days of the timeline are shown in months.
const DAYS_OF_A_MONTH: u32 = 30;

/// Comes by itself when the loan stays unpaid and a mortgage is registered.
pub(super) fn evaluate<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>, outcomes: &mut Vec<HomeOutcome>) {
    let (has_home, home) = ownership::has_home::<T>(s);
    let mut requirements = requirements![T; has_home];
    let as_of = s.house.as_of;
    let heard;
    let sale = match home {
        Some(home) if T::ON => {
            heard = sell(cx, s, home, Way::Auction, |value| value.likely);
            look(&heard)
        }
        Some(home) => look(s.auction(home)),
        None => Err(Lacking::fact(ownership::HOME_LIST)),
    };
    if let Some((id, facts)) = home {
        let mortgaged = known(facts.encumbrances.as_ref(), case::Household::home_fact(id, "encumbrances"))
            .map(|burdens| burdens.iter().any(|burden| burden.kind != EncumbranceKind::Attachment));
        requirements.push::<T>(requirement!(T; "mortgage", AUCTION, verdict(&mortgaged)));
    }
    // Where an auction runs its own days count; else one that would be asked for now.
    let days = match timeline::eviction(cx, s) {
        Some(day) => Ok(days_between(as_of, day)),
        None => s.practice.eviction_days.read(cx, as_of),
    };
    let months = days.map_or(1, |days| days.div_ceil(DAYS_OF_A_MONTH));
    let outcome = sale::outcome(cx, s, sale, requirements, months + 1, outcomes);
    sale::moving_out(cx, s, outcome);
    if let Some((id, facts)) = home
        && let Some(fees) = facts.management_fee_arrears.map(|arrears| arrears.likely).filter(|fees| !fees.is_zero())
    {
        outcome.fees_left = fees;
        if T::WORDS {
            let fees = cx.figure("fees_left", &crate::figures::FEES_LEFT, |cx| {
                let name = case::Household::home_fact(id, "management_fee_arrears");
                cx.fact("management_fee_arrears", &fees, false, || name.to_string());
                fees
            });
            outcome.words.details.push(("fees_left", fees.show()));
            outcome.words.risks.push(message!("risk.fees-after-auction", fees = fees, article = SUCCESSOR));
        }
    }
    if !T::WORDS {
        return;
    }
    timeline::days(cx, s, outcome);
    if let Some(home) = home {
        timeline::prices(cx, s, home, outcome);
    }
    let paid_on = timeline::payment(cx, s);
    sale::grows_until(cx, s, paid_on, outcome);
    outcome.words.risks.push(message!("risk.auction-price"));
    outcome.words.risks.push(message!("risk.auction-eviction"));
    if let Some(day) = s.house.auction.and_then(|auction| auction.bids_open_on) {
        outcome.words.deadlines.push(("bids-open", day));
    }
    outcome.words.papers.push("household-statement");
}
