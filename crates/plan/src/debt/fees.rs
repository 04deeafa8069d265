//! What helpers and courts cost, and in which months: an attorney in instalments or advanced by legal aid, the court when the
//! petition is filed.

use case::PersonId;
use law::acts::legal_support::{AdvancedCase, advance};
use law::provision::LEGAL_SUPPORT;
use law::trace::{NoTrace, Show, Shown};
use law::{Balance, Cx, Date, Trace, Yen, message};
use smallvec::SmallVec;

use crate::debt::{Beside, DebtOutcome};
use crate::figures::{ATTORNEY_FEE, PROCEDURE_COST, claim_of};
use crate::formula::formulas;
use crate::known::{Known, both};
use crate::practice::{Assumed, rehabilitation_court_cost};
use crate::referral;
use crate::situation::Situation;
use crate::stream::{Item, Once, Purpose, Stream, Streams};

formulas! {
    SECOND_COURT = "route.second-procedure-cost", "もう一人の申立ての費用（裁判所等）", "cost of the other borrower's petition", Law, [];
    SECOND_ATTORNEY = "route.second-attorney-fee", "もう一人の弁護士費用の目安", "attorney's fee of the other borrower", Practice, [LEGAL_SUPPORT "30"];
    ADVANCED = "route.legal-aid-advance", "法テラスの立替額", "advanced by legal aid", Practice, [LEGAL_SUPPORT "30"];
}

/// An attorney who is to be paid.
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

impl Attorney<'_> {
    fn private<T: Trace>(&self, cx: &mut Cx<'_, T>, day: Date) -> Known<Yen> {
        Ok(self.fee.read(cx, day)?.times(self.times))
    }

    fn advanced<T: Trace>(&self, cx: &mut Cx<'_, T>, s: &Situation<'_>) -> Option<Known<Yen>> {
        let creditors = || self.creditors.unwrap_or_else(|| referral::creditors(s));
        self.case.map(|case| Ok(advance(cx, s.house.as_of, case, creditors())?.total()))
    }

    /// Does legal aid advance the fee?
    fn is_advanced(&self, s: &Situation<'_>, way: Way) -> bool {
        match way {
            Way::Private => false,
            Way::Aid => self.case.is_some(),
            // Few creditors can be talked with for less by an attorney who is paid directly.
            Way::Cheaper => {
                let mut silent = NoTrace;
                let cx = &mut Cx::new(&mut silent);
                let private = self.private(cx, s.house.as_of);
                self.advanced(cx, s).is_some_and(
                    |advanced| !matches!((advanced, private), (Ok(advanced), Ok(private)) if advanced > private),
                )
            }
        }
    }

    /// What is paid month by month.
    fn payments(&self, s: &Situation<'_>, way: Way) -> Known<Option<Stream>> {
        let mut silent = NoTrace;
        let cx = &mut Cx::new(&mut silent);
        let advanced = if self.is_advanced(s, way) { self.advanced(cx, s) } else { None };
        match advanced {
            Some(advanced) => Ok(paid_back(
                Item::general(Purpose::LegalAid),
                advanced?,
                s.practice.aid_repayment.value(s.house.as_of)?,
            )),
            None => Ok(self.in_instalments(Item::general(Purpose::AttorneyFee), self.private(cx, s.house.as_of)?)),
        }
    }

    fn in_instalments(&self, item: Item, fee: Yen) -> Option<Stream> {
        Stream::sharing(item, 1, self.months.max(1), fee)
    }
}

/// Who pays attorneys at first.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    /// Legal aid, but where a private attorney takes less.
    Cheaper,
    /// The household, in instalments before the petition.
    Private,
    /// Legal aid, also where a private attorney takes less.
    Aid,
}

/// Legal aid is an offer and no duty (総合法律支援法30条1項2号: it is granted to whoever asks for it). Where savings have to carry
/// some months and do not carry the usual way of paying, another one is taken that they carry. Where it is not known whether
/// there is aid and only aid would do, so is the budget.
///
/// `more` is what is paid once and does not stand in the outcome yet.
fn way(beside: &Beside<'_, '_>, outcome: &DebtOutcome, attorneys: &[Attorney<'_>], more: &[Once]) -> (Way, Known<()>) {
    let s = beside.s;
    let aid = s.aid();
    let usual = if *aid == Ok(true) { Way::Cheaper } else { Way::Private };
    let Ok(streams) = outcome.streams.as_ref() else { return (usual, Ok(())) };
    let is_short = || beside.left_over([streams, &[], &[]]).is_ok_and(Balance::is_short);
    // A bankruptcy does not ask what the budget bears.
    let asks = attorneys.iter().all(|attorney| attorney.case != Some(AdvancedCase::Bankruptcy));
    if *aid == Ok(false) || !asks || !is_short() {
        return (usual, Ok(()));
    }
    let carry = |way: &Way| {
        let fees: Known<Vec<_>> = attorneys.iter().map(|attorney| attorney.payments(s, *way)).collect();
        let fees: Streams = fees.into_iter().flatten().flatten().collect();
        let once = beside.home.once.iter().chain(&outcome.figures.once).chain(more);
        beside.bridge([streams, &fees, &[]], once).is_some()
    };
    if carry(&usual) {
        return (usual, Ok(()));
    }
    match aid {
        Ok(_) => ([Way::Private, Way::Aid].into_iter().find(carry).unwrap_or(usual), Ok(())),
        Err(lacking) if [Way::Cheaper, Way::Aid].iter().any(carry) => (usual, Err(lacking.clone())),
        Err(_) => (usual, Ok(())),
    }
}

/// Months from the picture to the petition; at least one.
pub(super) fn months_to_petition(s: &Situation<'_>) -> u32 {
    let months = |day: Date| i64::from(day.year()) * 12 + i64::from(day.month());
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

/// Places what attorneys take: what legal aid advances is paid back month by month without interest; else a private attorney
/// takes instalments. `second` is another borrower who files too.
pub(super) fn attorneys<T: Trace>(
    cx: &mut Cx<'_, T>,
    beside: &Beside<'_, '_>,
    outcome: &mut DebtOutcome,
    attorney: Attorney<'_>,
    second: Option<PersonId>,
) {
    if !T::FIGURES {
        return;
    }
    let s = beside.s;
    let second = second.map(|person| (person, of_second(s, person, attorney)));
    let court = second.and_then(|_| rehabilitation_court_cost(&mut Cx::new(&mut NoTrace), s).ok());
    let court = court.map(|amount| second_cost(s, amount));
    let left = beside.home.fees_left_to_pay().filter(|_| attorney.case == Some(AdvancedCase::VoluntaryArrangement));
    let all: SmallVec<[Attorney<'_>; 2]> = [attorney].into_iter().chain(second.map(|(_, attorney)| attorney)).collect();
    let more: SmallVec<[Once; 2]> = court.into_iter().chain(left).collect();
    let (way, aid) = way(beside, outcome, &all, &more);
    if aid.is_err() {
        outcome.figures.aid = aid;
    }
    first(cx, s, outcome, attorney, way);
    if let Some((person, attorney)) = second {
        second_petition(cx, s, (person, attorney), way, outcome);
    }
    if T::WORDS && *s.aid() == Ok(true) {
        match way {
            Way::Cheaper => {}
            Way::Private => outcome.words.risks.push(message!("risk.legal-aid-too-slow")),
            Way::Aid => outcome.words.risks.push(message!("risk.legal-aid-though-dearer")),
        }
    }
}

fn first<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>, outcome: &mut DebtOutcome, attorney: Attorney<'_>, way: Way) {
    let day = s.house.as_of;
    let stream: Known<Option<Stream>> = if attorney.is_advanced(s, way) {
        advanced(cx, s, attorney, outcome)
    } else {
        cx.figure("attorney_fee", &ATTORNEY_FEE, |cx| attorney.private(cx, day)).map(|fee: Yen| {
            if T::WORDS {
                outcome.words.details.push(("attorney_fee", fee.show()));
                outcome.words.risks.push(message!("risk.attorney-instalments", months = attorney.months));
            }
            attorney.in_instalments(Item::general(Purpose::AttorneyFee), fee)
        })
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
    attorney: Attorney<'_>,
    outcome: &mut DebtOutcome,
) -> Known<Option<Stream>> {
    let day = s.house.as_of;
    let total: Yen = cx.figure("legal_aid_advance", &ADVANCED, |cx| {
        cx.uses("eligible", "legal_aid", &true);
        attorney.advanced(cx, s).unwrap_or(Ok(Yen::ZERO))
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

/// The attorney of another borrower, for a procedure like the debtor's own.
fn of_second<'p>(s: &'p Situation<'_>, person: PersonId, attorney: Attorney<'p>) -> Attorney<'p> {
    let own = s.debts.iter().filter(|debt| {
        let claim = claim_of(s, debt.id);
        claim.debtor == person || claim.joint_debtors.contains(&person)
    });
    Attorney { creditors: Some(referral::creditors_of(s, own)), ..attorney }
}

fn second_cost(s: &Situation<'_>, amount: Yen) -> Once {
    Once { item: Item::general(Purpose::SecondProcedureCost), month: months_to_petition(s), amount, received: false }
}

/// What the petition of another borrower costs beside the debtor's own, placed in the same months: court, and an attorney
/// who is paid as the debtor's is.
fn second_petition<T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    (person, attorney): (PersonId, Attorney<'_>),
    way: Way,
    outcome: &mut DebtOutcome,
) {
    let court = cx.figure("second_procedure_cost", &SECOND_COURT, |cx| rehabilitation_court_cost(cx, s));
    let fee = cx.figure("second_attorney_fee", &SECOND_ATTORNEY, |cx| second_attorney(cx, s, attorney, way));
    let (court, (fee, stream)) = match both(court, fee) {
        Ok((court, SecondAttorney(fee, stream))) => (court, (fee, stream)),
        Err(lacking) => {
            outcome.figures.costs = Err(lacking);
            return;
        }
    };
    outcome.figures.once.push(second_cost(s, court));
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
    attorney: Attorney<'_>,
    way: Way,
) -> Known<SecondAttorney> {
    let (day, item) = (s.house.as_of, Item::general(Purpose::SecondAttorneyFee));
    if let (true, Some(total)) = (attorney.is_advanced(s, way), attorney.advanced(cx, s)) {
        let (total, monthly) = (total?, s.practice.aid_repayment.read(cx, day)?);
        return Ok(SecondAttorney(total, paid_back(item, total, monthly)));
    }
    let fee = attorney.private(cx, day)?;
    Ok(SecondAttorney(fee, attorney.in_instalments(item, fee)))
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
