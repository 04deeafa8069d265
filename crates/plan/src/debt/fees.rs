//! What helpers and courts cost, and in which months: an attorney in instalments or advanced by legal aid, the court when the
//! petition is filed.

use case::PersonId;
use law::acts::legal_support::{Advance, AdvancedCase, advance};
use law::provision::LEGAL_SUPPORT;
use law::trace::{Show, Shown};
use law::{Cx, Trace, Yen, message};

use crate::debt::DebtOutcome;
use crate::figures::{ATTORNEY_FEE, PROCEDURE_COST, claim_of};
use crate::formula::formulas;
use crate::known::{Known, both};
use crate::practice::{Assumed, rehabilitation_court_cost};
use crate::referral;
use crate::situation::Situation;
use crate::stream::{Item, Once, Purpose, Stream};
use crate::switch::LegalAid;

formulas! {
    SECOND_COURT = "route.second-procedure-cost", "もう一人の申立ての費用（裁判所等）", "cost of the other borrower's petition", Law, [];
    SECOND_ATTORNEY = "route.second-attorney-fee", "もう一人の弁護士費用の目安", "attorney's fee of the other borrower", Practice, [LEGAL_SUPPORT "30"];
    ADVANCED = "route.legal-aid-advance", "法テラスの立替額", "advanced by legal aid", Practice, [LEGAL_SUPPORT "30"];
}

/// How the attorney is paid.
#[derive(Clone, Copy)]
pub(super) struct Attorney<'p> {
    /// For what the centre would advance the fee, if it does for this procedure.
    pub(super) case: Option<AdvancedCase>,
    /// With how many creditors; with every one of the debtor's where that is not said.
    pub(super) creditors: Option<u32>,
    /// What a private attorney asks.
    pub(super) fee: &'p Assumed<Yen>,
    /// How often: once, or for each creditor.
    pub(super) times: u64,
    /// In how many months.
    pub(super) months: u32,
}

/// Months from the picture to the petition; at least one.
pub(super) fn months_to_petition(s: &Situation<'_>) -> u32 {
    let months = |day: law::Date| i64::from(day.year()) * 12 + i64::from(day.month());
    u32::try_from(months(s.house.petition_on) - months(s.house.as_of)).unwrap_or(0).max(1)
}

/// Months in which a private attorney is paid: up to the petition that is planned, and no fewer than attorneys usually allow.
pub(super) fn months_of_attorney<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>) -> u32 {
    let usual = s.practice.attorney_instalments.read(cx, s.house.as_of).unwrap_or(1);
    usual.max(months_to_petition(s))
}

/// The month in which a bankruptcy is filed: that of the day which the file names, else when the attorney is paid.
pub(super) fn month_of_petition<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>) -> u32 {
    if s.house.petition_stated { months_to_petition(s) } else { months_of_attorney(cx, s) }
}

/// Places the attorney's fee: what legal aid advances is paid back month by month without interest; else a private attorney
/// takes instalments.
pub(super) fn attorney<T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    outcome: &mut DebtOutcome,
    Attorney { case, creditors, fee, times, months }: Attorney<'_>,
) {
    if !T::FIGURES {
        return;
    }
    let day = s.house.as_of;
    let aided = case.filter(|_| s.practice.legal_aid == LegalAid::WhenEligible && s.is_aided());
    // Few creditors can be talked with for less by an attorney who is paid directly.
    let private = fee.value(day).map(|fee| fee.times(times));
    let aided = aided.filter(|case| {
        let mut silent = law::trace::NoTrace;
        let count = creditors.unwrap_or_else(|| referral::creditors(s));
        let advanced = advance(&mut Cx::new(&mut silent), day, *case, count).map(Advance::total);
        !matches!((advanced, private), (Ok(advanced), Ok(private)) if advanced > private)
    });
    let stream: Known<Option<Stream>> = match aided {
        Some(case) => advanced(cx, s, (case, creditors), outcome),
        None => cx.figure("attorney_fee", &ATTORNEY_FEE, |cx| Ok(fee.read(cx, day)?.times(times))).map(|fee: Yen| {
            if T::WORDS {
                outcome.words.details.push(("attorney_fee", fee.show()));
                outcome.words.risks.push(message!("risk.attorney-instalments", months = months));
            }
            Stream::sharing(Item::general(Purpose::AttorneyFee), 1, months.max(1), fee)
        }),
    };
    match stream {
        Ok(stream) => {
            if let Ok(streams) = &mut outcome.streams {
                streams.extend(stream);
            }
        }
        Err(lacking) => outcome.figures.costs = Err(lacking),
    }
}

fn advanced<T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    (case, creditors): (AdvancedCase, Option<u32>),
    outcome: &mut DebtOutcome,
) -> Known<Option<Stream>> {
    let day = s.house.as_of;
    let creditors = creditors.unwrap_or_else(|| referral::creditors(s));
    let total: Yen = cx.figure("legal_aid_advance", &ADVANCED, |cx| {
        cx.uses("eligible", "legal_aid", &true);
        Ok::<_, crate::known::Lacking>(advance(cx, day, case, creditors)?.total())
    })?;
    let monthly = s.practice.aid_repayment.read(cx, day)?;
    if T::WORDS {
        outcome.words.details.push(("legal_aid_advance", total.show()));
        outcome.words.risks.push(message!("risk.legal-aid-counted", advance = total, monthly = monthly));
    }
    Ok(paid_back(Item::general(Purpose::LegalAid), total, monthly))
}

/// What legal aid has advanced, in equal monthly parts.
fn paid_back(item: Item, total: Yen, monthly: Yen) -> Option<Stream> {
    if monthly.is_zero() || total.is_zero() {
        return None;
    }
    let count = total.0.div_ceil(monthly.0);
    let last = total.excess_over(monthly.times(count - 1));
    let months = u32::try_from(count).unwrap_or(u32::MAX);
    Some(Stream { item, from: 1, months, amount: monthly.min(total), last })
}

/// What the petition of another borrower costs beside the debtor's own, placed in the same months: court, and an attorney
/// whom legal aid advances where it advances the debtor's.
pub(super) fn second_petition<T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    person: PersonId,
    months: u32,
    outcome: &mut DebtOutcome,
) {
    let court = cx.figure("second_procedure_cost", &SECOND_COURT, |cx| rehabilitation_court_cost(cx, s));
    let fee = cx.figure("second_attorney_fee", &SECOND_ATTORNEY, |cx| second_attorney(cx, s, person, months));
    let (court, (fee, stream)) = match both(court, fee) {
        Ok((court, SecondAttorney(fee, stream))) => (court, (fee, stream)),
        Err(lacking) => {
            outcome.figures.costs = Err(lacking);
            return;
        }
    };
    let item = Item::general(Purpose::SecondProcedureCost);
    outcome.figures.once.push(Once { item, month: months_to_petition(s), amount: court, received: false });
    if let Ok(streams) = &mut outcome.streams {
        streams.extend(stream);
    }
    if T::WORDS {
        outcome.words.details.push(("second_procedure_cost", court.show()));
        outcome.words.details.push(("second_attorney_fee", fee.show()));
        let person = s.house.person(person).id.clone();
        outcome.words.risks.push(message!("risk.pair-second-petition", person = person, court = court, fee = fee));
    }
}

/// The fee, and how it is paid.
struct SecondAttorney(Yen, Option<Stream>);

impl Show for SecondAttorney {
    fn show(&self) -> Shown {
        self.0.show()
    }
}

fn second_attorney<T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    person: PersonId,
    months: u32,
) -> Known<SecondAttorney> {
    let (day, item) = (s.house.as_of, Item::general(Purpose::SecondAttorneyFee));
    let private = s.practice.rehabilitation_fee.value(day)?;
    if s.practice.legal_aid == LegalAid::WhenEligible && s.is_aided() {
        let own = s.debts.iter().filter(|debt| {
            let claim = claim_of(s, debt.id);
            claim.debtor == person || claim.joint_debtors.contains(&person)
        });
        let creditors = referral::creditors_of(s, own);
        let mut silent = law::trace::NoTrace;
        let total = advance(&mut Cx::new(&mut silent), day, AdvancedCase::Rehabilitation, creditors)?.total();
        if total <= private {
            let total = advance(cx, day, AdvancedCase::Rehabilitation, creditors)?.total();
            let monthly = s.practice.aid_repayment.read(cx, day)?;
            return Ok(SecondAttorney(total, paid_back(item, total, monthly)));
        }
    }
    let fee = s.practice.rehabilitation_fee.read(cx, day)?;
    Ok(SecondAttorney(fee, Stream::sharing(item, 1, months.max(1), fee)))
}

/// Places what the court, the gazette and those whom the court appoints cost. Where it is not known, the route's total is not
/// known either.
pub(super) fn procedure<T: Trace>(
    cx: &mut Cx<'_, T>,
    outcome: &mut DebtOutcome,
    month: u32,
    cost: impl FnOnce(&mut Cx<'_, T>) -> Known<Yen>,
) {
    if !T::FIGURES {
        return;
    }
    match cx.figure("procedure_cost", &PROCEDURE_COST, cost) {
        Ok(cost) => {
            if T::WORDS {
                outcome.words.details.push(("procedure_cost", cost.show()));
            }
            let item = Item::general(Purpose::ProcedureCost);
            outcome.figures.once.push(Once { item, month, amount: cost, received: false });
        }
        Err(lacking) => outcome.figures.costs = Err(lacking),
    }
}
