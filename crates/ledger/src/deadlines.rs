//! The days that must not be missed, each with its ground and with what is lost after it.

use case::{Claim, ClaimId, ClaimKind, CreditorKind, DecisionKind, GuarantorKind, Household};
use law::acts::civil_code::period::{Unit, last_day};
use law::acts::civil_rehabilitation::home_loan::unwinding_deadline;
use law::acts::civil_rehabilitation::plan::plan_period;
use law::acts::civil_rehabilitation::salaried::{PastKind, seven_year_bar};
use law::acts::national_holidays::{is_computed_ahead, is_day_off, working_day_from};
use law::calendar::days_later;
use law::message::Message;
use law::params::{Parameter, arrears_practice, auction_practice, deadlines as figures};
use law::practice::credit_record::{RecordedDays, clear_dates};
use law::provision::{
    BANKRUPTCY, CIVIL_CODE, CIVIL_EXECUTION, CIVIL_PROCEDURE, CIVIL_REHABILITATION, LOCAL_TAX, NATIONAL_TAX_COLLECTION,
    Provision,
};
use law::trace::NoTrace;
use law::{Cx, Date, NotInForce, Trace, message};

use crate::account::{Account, Side};
use crate::prescription::{self, Standing};
use crate::replay::replay;

law::word_list! {
    /// Whose day it is.
    pub enum Whose {
        /// The debtor must act.
        Debtor = "debtor",
        /// The creditor must act.
        Creditor = "creditor",
        /// A court does.
        Court = "court",
    }
}

law::word_list! {
    /// How sure the day is.
    pub enum Certainty {
        /// A statute says so, from days that the file states.
        Law = "law",
        /// A statute says so, but a question of reading is open: the safe day takes the narrower one.
        Unsettled = "unsettled",
        /// Habit of courts, lenders or agencies.
        Practice = "practice",
        /// Worked out from usual spans of time, or from a day known only to the month.
        Estimate = "estimate",
    }
}

law::word_list! {
    /// What becomes of a last day that is a day off.
    pub enum HolidayRule {
        /// 民法142条: the next day that is none.
        CivilCode = "civil-code-142",
        /// 民訴95条3項: likewise, for periods of procedure.
        CivilProcedure = "civil-procedure-95-3",
        /// The day stays: nothing has to be done on it.
        None = "no-holiday-rule",
    }
}

/// A day that must not be missed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deadline {
    /// What it is, `unwinding`.
    pub id: &'static str,
    /// The claim or the person that it is about, by the file's id.
    pub about: Option<String>,
    /// The day as counted.
    pub on: Date,
    /// The next day that is no day off, where a rule moves it; the same day otherwise.
    pub rolled: Date,
    /// The last working day on or before `on`: who acts by then is safe under every reading.
    pub last_safe: Date,
    /// The rule on days off.
    pub holidays: HolidayRule,
    /// The articles.
    pub basis: &'static [Provision],
    /// What is lost after it.
    pub lost_after: Message,
    /// Whose day it is.
    pub whose: Whose,
    /// Does it lie in a year whose holidays were not announced yet?
    pub computed_ahead: bool,
    /// How sure it is.
    pub certainty: Certainty,
    /// Ways out that close after it, as the planner names them; a trailing `*` stands for every treatment of the debts.
    pub closes: &'static [&'static str],
}

/// One deadline as its rule knows it, before days off are looked at.
struct Found {
    id: &'static str,
    about: Option<String>,
    on: Option<Date>,
    holidays: HolidayRule,
    basis: &'static [Provision],
    lost_after: Message,
    whose: Whose,
    certainty: Certainty,
    closes: &'static [&'static str],
}

/// The id of the day on which a lender is likely to make everything due.
pub(crate) const ACCELERATION_EXPECTED: &str = "acceleration-expected";

const CLAUSE_ROUTES: &[&str] = &["keep-under-clause+small-scale", "keep-under-clause+salaried"];
const SALE_ROUTES: &[&str] = &["voluntary-sale+*"];
const HOME_ROUTES: &[&str] = &["keep+*", "reschedule+*", "keep-under-clause+*", "voluntary-sale+*"];
const RESCHEDULE_ROUTES: &[&str] = &["keep+*", "reschedule+*"];

const UNWINDING: &[Provision] = &[Provision::new(CIVIL_REHABILITATION, "198/2")];
const STAY: &[Provision] = &[Provision::new(CIVIL_REHABILITATION, "197/1"), Provision::new(CIVIL_REHABILITATION, "26")];
const WITHDRAWAL: &[Provision] = &[Provision::new(CIVIL_EXECUTION, "76/1"), Provision::new(CIVIL_EXECUTION, "188")];
const PRICE_PAID: &[Provision] = &[Provision::new(CIVIL_EXECUTION, "79")];
const NOTICE: &[Provision] = &[Provision::new(CIVIL_CODE, "458-3")];
const APPEAL_REHABILITATION: &[Provision] = &[Provision::new(CIVIL_REHABILITATION, "9")];
const APPEAL_BANKRUPTCY: &[Provision] = &[Provision::new(BANKRUPTCY, "9")];
const APPEAL_SALE: &[Provision] = &[Provision::new(CIVIL_EXECUTION, "10/2"), Provision::new(CIVIL_EXECUTION, "74")];
const EXTENSION: &[Provision] = &[Provision::new(BANKRUPTCY, "34/4")];
const PLAN_END: &[Provision] = &[Provision::new(CIVIL_REHABILITATION, "229/2/2")];
const PRESCRIPTION: &[Provision] = &[Provision::new(CIVIL_CODE, "145"), Provision::new(CIVIL_CODE, "166/1")];
const BAR: &[Provision] = &[Provision::new(CIVIL_REHABILITATION, "239/5/2"), Provision::new(BANKRUPTCY, "252/1/10")];
const POSTPONEMENT: &[Provision] = &[Provision::new(NATIONAL_TAX_COLLECTION, "151-2")];
const POSTPONEMENT_LOCAL: &[Provision] = &[Provision::new(LOCAL_TAX, "15-6")];
const ACCELERATION: &[Provision] = &[Provision::new(CIVIL_CODE, "137")];

/// The rule that moves periods of procedure.
pub const CIVIL_PROCEDURE_HOLIDAYS: Provision = Provision::new(CIVIL_PROCEDURE, "95/3");

/// Every deadline of the household that its facts give, the earliest first; those that have passed too.
///
/// Decisions of the court give the days of appeal, events of the claims those of unwinding and prescription. What would
/// need a fact that the file does not state is not in the list.
pub fn deadlines<T: Trace>(cx: &mut Cx<'_, T>, house: &Household) -> Vec<Deadline> {
    let mut found = Vec::new();
    for (id, claim) in house.claims() {
        let account = replay(cx, house, id, house.as_of);
        of_claim(cx, house, (id, claim), &account, &mut found);
    }
    of_auction(cx, house, &mut found);
    of_decisions(cx, house, &mut found);
    of_people(cx, house, &mut found);
    let mut deadlines: Vec<Deadline> = found.into_iter().filter_map(with_days_off).collect();
    deadlines.sort_by(|one, other| (one.on, one.id, &one.about).cmp(&(other.on, other.id, &other.about)));
    deadlines.dedup();
    deadlines
}

/// The same without a trace.
pub fn of(house: &Household) -> Vec<Deadline> {
    deadlines(&mut Cx::new(&mut NoTrace), house)
}

fn with_days_off(found: Found) -> Option<Deadline> {
    let on = found.on?;
    let next = working_day_from(on).unwrap_or(on);
    let mut last_safe = on;
    while is_day_off(last_safe).unwrap_or(false) {
        last_safe = last_safe.yesterday().ok()?;
    }
    let rolled = if found.holidays == HolidayRule::None { on } else { next };
    Some(Deadline {
        id: found.id,
        about: found.about,
        on,
        rolled,
        last_safe: if found.holidays == HolidayRule::None { on } else { last_safe },
        holidays: found.holidays,
        basis: found.basis,
        lost_after: found.lost_after,
        whose: found.whose,
        computed_ahead: found.holidays != HolidayRule::None && is_computed_ahead(rolled.year()),
        certainty: found.certainty,
        closes: found.closes,
    })
}

/// A period of months or years by a dated figure; none where the figure is not known for the day.
fn period<T: Trace>(cx: &mut Cx<'_, T>, from: Date, figure: &'static Parameter<u32>, unit: Unit) -> Option<Date> {
    let count = cx.param(figure, from).ok()?;
    last_day(cx, from, count, unit, false)
}

fn sure(rough: bool, certainty: Certainty) -> Certainty {
    if rough { Certainty::Estimate } else { certainty }
}

fn of_claim<T: Trace>(
    cx: &mut Cx<'_, T>,
    house: &Household,
    (id, claim): (ClaimId, &Claim),
    account: &Account,
    found: &mut Vec<Found>,
) {
    let about = Some(claim.id.clone());
    let of_kind = |kind| claim.events.iter().find(move |event| event.kind == kind);
    if let Some(paid) = of_kind(case::EventKind::Subrogation).filter(|event| event.whole != Some(false))
        && claim.kind == ClaimKind::HomeLoan
    {
        found.push(Found {
            id: "unwinding",
            about: about.clone(),
            on: unwinding_deadline(cx, house.petition_on, paid.on.day).ok().flatten(),
            holidays: HolidayRule::CivilCode,
            basis: UNWINDING,
            lost_after: message!("deadline.lost.unwinding"),
            whose: Whose::Debtor,
            certainty: sure(paid.on.rough, Certainty::Unsettled),
            closes: CLAUSE_ROUTES,
        });
    }
    if let Some(lost) = of_kind(case::EventKind::Acceleration) {
        notices(cx, claim, lost.on.day, lost.on.rough, found);
    } else {
        arrears(cx, claim, account, found);
    }
    if matches!(claim.kind, ClaimKind::Tax | ClaimKind::SocialInsurance)
        && let Some(due) = claim.statutory_due_on
    {
        let local = claim.creditor.as_ref().and_then(|c| c.kind) == Some(CreditorKind::Municipality);
        let rough = house.rough.contains(&Household::claim_fact(id, "statutory_due_on"));
        found.push(Found {
            id: "tax-postponement",
            about: about.clone(),
            on: period(cx, due, &figures::TAX_POSTPONEMENT_MONTHS, Unit::Month),
            holidays: HolidayRule::CivilCode,
            basis: if local { POSTPONEMENT_LOCAL } else { POSTPONEMENT },
            lost_after: message!("deadline.lost.tax-postponement"),
            whose: Whose::Debtor,
            certainty: sure(rough, Certainty::Law),
            closes: &[],
        });
        return;
    }
    for line in prescription::of_claim(cx, house, account).lines {
        if line.status != Standing::Invoked {
            found.push(Found {
                id: match line.side {
                    Side::Original => "prescription",
                    Side::Reimbursement => "prescription-reimbursement",
                },
                about: about.clone(),
                on: line.last_day,
                holidays: HolidayRule::None,
                basis: PRESCRIPTION,
                lost_after: message!(
                    "deadline.lost.prescription",
                    side = law::words::Word::word(line.side),
                    from = line.invocable_from
                ),
                whose: Whose::Creditor,
                certainty: Certainty::Law,
                closes: &[],
            });
        }
    }
    if let Some(closed) = account.closed_on {
        credit_record(cx, house, about, RecordedDays { contract_ended_on: Some(closed), opened_on: None }, found);
    }
}

/// 458条の3: each individual guarantor under a contract of the new law.
fn notices<T: Trace>(cx: &mut Cx<'_, T>, claim: &Claim, lost: Date, rough: bool, found: &mut Vec<Found>) {
    let new_law = claim.contracted_on.is_none_or(|past| figures::GUARANTOR_NOTICE_MONTHS.on(past.day).is_ok());
    let guarantors = claim.guarantors.iter().flatten().filter(|guarantor| guarantor.kind != GuarantorKind::Company);
    for guarantor in guarantors.filter(|_| new_law) {
        found.push(Found {
            id: "guarantor-notice",
            about: Some(format!("{} / {}", claim.id, guarantor.name)),
            on: period(cx, lost, &figures::GUARANTOR_NOTICE_MONTHS, Unit::Month),
            holidays: HolidayRule::CivilCode,
            basis: NOTICE,
            lost_after: message!("deadline.lost.guarantor-notice"),
            whose: Whose::Creditor,
            certainty: sure(rough, Certainty::Law),
            closes: &[],
        });
    }
}

/// When a lender is likely to make everything due.
fn arrears<T: Trace>(cx: &mut Cx<'_, T>, claim: &Claim, account: &Account, found: &mut Vec<Found>) {
    let Some(oldest) = account.original.overdue.iter().map(|part| part.due).min() else { return };
    if !matches!(claim.kind, ClaimKind::HomeLoan | ClaimKind::HomeImprovementLoan) {
        return;
    }
    let figure = match claim.creditor.as_ref().and_then(|creditor| creditor.kind) {
        Some(CreditorKind::Jhf) => &arrears_practice::ACCELERATION_MONTHS_JHF,
        _ => &arrears_practice::ACCELERATION_MONTHS,
    };
    found.push(Found {
        id: ACCELERATION_EXPECTED,
        about: Some(claim.id.clone()),
        on: period(cx, oldest, figure, Unit::Month),
        holidays: HolidayRule::None,
        basis: ACCELERATION,
        lost_after: message!("deadline.lost.acceleration"),
        whose: Whose::Debtor,
        certainty: Certainty::Practice,
        closes: RESCHEDULE_ROUTES,
    });
}

fn of_auction<T: Trace>(cx: &mut Cx<'_, T>, house: &Household, found: &mut Vec<Found>) {
    let Some(auction) = house.auction else { return };
    let begun = auction.applied_on.or(auction.commenced_on).map(|past| past.day);
    let days = |cx: &mut Cx<'_, T>, figure| -> Result<Option<Date>, NotInForce> {
        let Some(begun) = begun else { return Ok(None) };
        Ok(days_later(begun, cx.param(figure, begun)?))
    };
    let usual = |cx: &mut Cx<'_, T>, figure| days(cx, figure).ok().flatten();
    let opening = auction.bids_open_on.or_else(|| usual(cx, &auction_practice::OPENING_DAYS));
    let stated = auction.bids_open_on.is_some();
    let certainty = if stated { Certainty::Practice } else { Certainty::Estimate };
    let before = opening.and_then(|day| day.yesterday().ok());
    let mut push = |id, on, basis, lost_after, whose, certainty, closes| {
        let holidays = HolidayRule::None;
        found.push(Found { id, about: None, on, holidays, basis, lost_after, whose, certainty, closes });
    };
    push(
        "stay-petition",
        before.map(last_working_day),
        STAY,
        message!("deadline.lost.stay-petition"),
        Whose::Debtor,
        certainty,
        CLAUSE_ROUTES,
    );
    push(
        "auction-withdrawal",
        before.map(last_working_day),
        WITHDRAWAL,
        message!("deadline.lost.auction-withdrawal"),
        Whose::Creditor,
        certainty,
        SALE_ROUTES,
    );
    push(
        "bids-open",
        opening,
        WITHDRAWAL,
        message!("deadline.lost.bids-open"),
        Whose::Court,
        if stated { Certainty::Law } else { Certainty::Estimate },
        &[],
    );
    let (from, spans) = (&auction_practice::OPENING_DAYS, &auction_practice::PAYMENT_DAYS);
    let price = opening.zip(begun.or(opening)).and_then(|(opening, day)| {
        let span = spans.on(day).ok()?.value.saturating_sub(from.on(day).ok()?.value);
        days_later(opening, span)
    });
    push(
        "auction-price-paid",
        price,
        PRICE_PAID,
        message!("deadline.lost.price-paid"),
        Whose::Court,
        Certainty::Estimate,
        HOME_ROUTES,
    );
}

fn last_working_day(mut day: Date) -> Date {
    while is_day_off(day).unwrap_or(false) {
        let Ok(before) = day.yesterday() else { break };
        day = before;
    }
    day
}

fn of_decisions<T: Trace>(cx: &mut Cx<'_, T>, house: &Household, found: &mut Vec<Found>) {
    for decision in &house.decisions {
        let on = decision.on.day;
        let (figure, basis) = match decision.kind {
            DecisionKind::RehabilitationOpening | DecisionKind::Confirmation => {
                (&figures::INSOLVENCY_APPEAL_WEEKS, APPEAL_REHABILITATION)
            }
            DecisionKind::BankruptcyOpening | DecisionKind::DischargeGranted => {
                (&figures::INSOLVENCY_APPEAL_WEEKS, APPEAL_BANKRUPTCY)
            }
            DecisionKind::SalePermission => (&figures::EXECUTION_APPEAL_WEEKS, APPEAL_SALE),
        };
        let about = Some(law::words::Word::word(decision.kind).to_string());
        if decision.final_on.is_none() {
            found.push(Found {
                id: "immediate-appeal",
                about: about.clone(),
                on: period(cx, on, figure, Unit::Week),
                holidays: HolidayRule::CivilProcedure,
                basis,
                lost_after: message!("deadline.lost.immediate-appeal"),
                whose: Whose::Debtor,
                certainty: sure(decision.on.rough, Certainty::Law),
                closes: &[],
            });
        }
        if let Some(last) = decision.final_on {
            of_final_decision(cx, house, decision.kind, last.day, found);
        }
        if matches!(decision.kind, DecisionKind::RehabilitationOpening | DecisionKind::BankruptcyOpening) {
            credit_record(cx, house, about, RecordedDays { contract_ended_on: None, opened_on: Some(on) }, found);
        }
    }
}

fn of_final_decision<T: Trace>(
    cx: &mut Cx<'_, T>,
    house: &Household,
    kind: DecisionKind,
    last: Date,
    found: &mut Vec<Found>,
) {
    let (id, on, basis, lost_after) = match kind {
        DecisionKind::Confirmation => {
            let period = plan_period(cx, last, last, false).ok().flatten();
            ("plan-end", period.map(|period| period.last_due_to), PLAN_END, message!("deadline.lost.plan-end"))
        }
        DecisionKind::BankruptcyOpening => (
            "exempt-extension",
            period(cx, last, &figures::EXEMPT_EXTENSION_MONTHS, Unit::Month),
            EXTENSION,
            message!("deadline.lost.exempt-extension"),
        ),
        DecisionKind::DischargeGranted => {
            let ended = RecordedDays { contract_ended_on: Some(last), opened_on: None };
            let about = Some(law::words::Word::word(kind).to_string());
            return credit_record(cx, house, about, ended, found);
        }
        DecisionKind::RehabilitationOpening | DecisionKind::SalePermission => return,
    };
    let (holidays, whose, certainty) = (HolidayRule::CivilProcedure, Whose::Debtor, Certainty::Law);
    found.push(Found { id, about: None, on, holidays, basis, lost_after, whose, certainty, closes: &[] });
}

/// 信用情報: nothing is lost after these days, they are the good ones.
fn credit_record<T: Trace>(
    cx: &mut Cx<'_, T>,
    house: &Household,
    about: Option<String>,
    days: RecordedDays,
    found: &mut Vec<Found>,
) {
    let Ok(clear) = clear_dates(cx, house.as_of, days) else { return };
    let entries = [
        ("credit-record", clear.contract, message!("deadline.lost.credit-record")),
        ("credit-record-gazette", clear.gazette, message!("deadline.lost.credit-record-gazette")),
    ];
    for (id, on, lost_after) in entries {
        found.push(Found {
            id,
            about: about.clone(),
            on,
            holidays: HolidayRule::None,
            basis: &[],
            lost_after,
            whose: Whose::Debtor,
            certainty: Certainty::Practice,
            closes: &[],
        });
    }
}

fn of_people<T: Trace>(cx: &mut Cx<'_, T>, house: &Household, found: &mut Vec<Found>) {
    for person in &house.people {
        for past in person.past.iter().flatten() {
            let relief = [(past.kind, past.final_on.day)];
            let bar = seven_year_bar(cx, house.petition_on, past.final_on.day, &relief).ok().flatten();
            found.push(Found {
                id: "seven-year-bar",
                about: Some(person.id.clone()),
                on: bar.and_then(|bar| bar.barred_until),
                holidays: HolidayRule::None,
                basis: BAR,
                lost_after: message!("deadline.lost.seven-year-bar"),
                whose: Whose::Debtor,
                certainty: sure(past.final_on.rough, Certainty::Law),
                closes: &[],
            });
            if past.kind == PastKind::Discharge {
                let ended = RecordedDays { contract_ended_on: Some(past.final_on.day), opened_on: None };
                credit_record(cx, house, Some(person.id.clone()), ended, found);
            }
        }
    }
}
