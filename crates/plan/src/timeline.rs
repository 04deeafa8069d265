//! How an auction usually runs: its days, counted from the petition, and its prices.

use law::calendar::days_later;
use law::message::Message;
use law::params::{Parameter, auction_practice, civil_execution};
use law::provision::CIVIL_EXECUTION;
use law::trace::{Rule, Show};
use law::{Cx, Date, Trace, Yen, message};

use case::{Home, HomeId, Household};

use crate::formula::formulas;
use crate::home::HomeOutcome;
use crate::known::{Known, Lacking};
use crate::ownership;
use crate::situation::Situation;

formulas! {
    SURVEY = "auction.survey", "現況調査の見込み", "survey expected", Practice, [CIVIL_EXECUTION "57"];
    NOTICE = "auction.notice", "期間入札の通知の見込み", "notice of bidding expected", Practice, [CIVIL_EXECUTION "64"];
    BIDDING = "auction.bidding", "入札開始の見込み", "bidding expected", Practice, [CIVIL_EXECUTION "64"];
    OPENING = "auction.opening", "開札（の見込み）", "opening of bids (expected)", Practice, [CIVIL_EXECUTION "64"];
    PAYMENT = "auction.payment", "代金納付の見込み（所有権の移転）", "payment expected (ownership passes)", Practice, [CIVIL_EXECUTION "79"];
    EVICTION = "auction.eviction", "引渡命令・退去の見込み", "delivery order and moving out expected", Practice, [CIVIL_EXECUTION "83"];
    BASE_PRICE = "auction.base-price", "売却基準価額の目安", "base price, roughly", Practice, [CIVIL_EXECUTION "60/1"];
    MINIMUM_BID = "auction.minimum-bid", "買受可能価額の目安", "least bid, roughly", Law, [CIVIL_EXECUTION "60/3"];
}

type Stage = (&'static str, &'static Rule, &'static Parameter<u32>);

/// The stages up to the opening of bids, counted from the petition.
const BEFORE: [Stage; 3] = [
    ("auction_survey", &SURVEY, &auction_practice::SURVEY_DAYS),
    ("auction_notice", &NOTICE, &auction_practice::NOTICE_DAYS),
    ("auction_bidding", &BIDDING, &auction_practice::BIDDING_DAYS),
];

/// The day of the petition for the auction; where only its commencement is known, that day.
fn anchor(s: &Situation<'_>) -> Option<Date> {
    let auction = s.house.auction?;
    auction.applied_on.or(auction.commenced_on).map(|day| day.day)
}

/// The day on which bids are opened: said by the court, else expected by habit.
pub(crate) fn opening<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>) -> Option<Date> {
    let said = s.house.auction?.bids_open_on;
    let day: Known<Option<Date>> = cx.figure("auction_opening", &OPENING, |cx| {
        if let Some(day) = said {
            cx.fact("bids_open_on", &day, false, || "auction.bids_open_on".to_string());
            return Ok(Some(day));
        }
        let Some(from) = anchor(s) else { return Ok(None) };
        cx.given("from", &from);
        Ok(days_later(from, cx.param(&auction_practice::OPENING_DAYS, s.house.as_of)?))
    });
    day.ok().flatten()
}

/// The day on which the buyer pays and the price is distributed: counted on from the opening of bids; while no auction has
/// begun, of one that is asked for now.
pub(crate) fn payment<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>) -> Option<Date> {
    let as_of = s.house.as_of;
    let Some(opening) = opening(cx, s) else {
        return days_later(as_of, auction_practice::PAYMENT_DAYS.on(as_of).ok()?.value);
    };
    let payment: Known<Option<Date>> = cx.figure("auction_payment", &PAYMENT, |cx| {
        cx.uses("bids_open_on", "auction_opening", &opening);
        let payment = cx.param(&auction_practice::PAYMENT_DAYS, as_of)?;
        let until_opening = cx.param(&auction_practice::OPENING_DAYS, as_of)?;
        Ok(days_later(opening, payment.saturating_sub(until_opening)))
    });
    payment.ok().flatten()
}

/// The day on which the household has moved out: counted on from the opening of bids.
pub(crate) fn eviction<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>) -> Option<Date> {
    let opening = opening(cx, s)?;
    let day: Known<Option<Date>> = cx.figure("auction_eviction", &EVICTION, |cx| {
        cx.uses("bids_open_on", "auction_opening", &opening);
        let eviction = s.practice.eviction_days.read(cx, s.house.as_of)?;
        let until_opening = cx.param(&auction_practice::OPENING_DAYS, s.house.as_of)?;
        Ok(days_later(opening, eviction.saturating_sub(until_opening)))
    });
    day.ok().flatten()
}

/// The days that lie ahead or behind, as figures; while no auction has begun, how many days one usually takes.
pub(crate) fn days<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>, outcome: &mut HomeOutcome) {
    let as_of = s.house.as_of;
    if let Some(from) = anchor(s) {
        for (name, rule, parameter) in BEFORE {
            let day: Known<Option<Date>> = cx.figure(name, rule, |cx| {
                cx.given("from", &from);
                Ok(days_later(from, cx.param(parameter, as_of)?))
            });
            // A stage that habit puts behind the day that the court has said tells nothing.
            let said = s.house.auction.and_then(|auction| auction.bids_open_on);
            if let Ok(Some(day)) = day
                && said.is_none_or(|said| day < said)
            {
                outcome.words.details.push((name, day.show()));
            }
        }
    }
    if s.house.auction.is_none() {
        outcome.words.risks.extend(usual_days(cx, s).ok());
    }
    let Some(opening) = opening(cx, s) else { return };
    outcome.words.details.push(("auction_opening", opening.show()));
    outcome.words.details.extend(payment(cx, s).map(|payment| ("auction_payment", payment.show())));
    if let Some(eviction) = eviction(cx, s) {
        outcome.words.details.push(("auction_eviction", eviction.show()));
    }
    if s.house.auction.is_some_and(|auction| auction.bids_open_on.is_none()) {
        outcome.words.deadlines.push(("bids-expected", opening));
    }
}

/// Every stage of an auction in days from its petition.
fn usual_days<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>) -> Known<Message> {
    let mut of = |parameter| cx.param(parameter, s.house.as_of);
    let [survey, notice, bidding] = [of(BEFORE[0].2)?, of(BEFORE[1].2)?, of(BEFORE[2].2)?];
    let (opening, payment) = (of(&auction_practice::OPENING_DAYS)?, of(&auction_practice::PAYMENT_DAYS)?);
    let eviction = s.practice.eviction_days.read(cx, s.house.as_of)?;
    Ok(message!(
        "risk.auction-usual",
        survey = survey,
        notice = notice,
        bidding = bidding,
        opening = opening,
        payment = payment,
        eviction = eviction
    ))
}

/// 売却基準価額 as courts set it from the market, and the least bid, eight tenths of it (60条3項).
pub(crate) fn prices<T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    home: (HomeId, &Home),
    outcome: &mut HomeOutcome,
) {
    let on = s.house.as_of;
    let base: Known<Yen> = cx.figure("base_price", &BASE_PRICE, |cx| {
        let value = ownership::value(home.0, home.1)?;
        cx.fact("home_value", &value.likely, value.rough, || Household::home_fact(home.0, "value").to_string());
        Ok(s.practice.base_share.read(cx, on)?.of_floor(value.likely))
    });
    let least: Known<Yen> = cx.figure("minimum_bid", &MINIMUM_BID, |cx| {
        let base = base.clone()?;
        cx.uses("price", "base_price", &base);
        Ok::<Yen, Lacking>(cx.param(&civil_execution::MINIMUM_BID_SHARE, on)?.of_ceil(base))
    });
    let (Ok(base), Ok(least)) = (base, least) else { return };
    outcome.words.details.push(("base_price", base.show()));
    outcome.words.details.push(("minimum_bid", least.show()));
    outcome.words.risks.push(message!("risk.auction-minimum", base = base, least = least));
}
