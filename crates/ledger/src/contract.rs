//! What the contract says: rates within the caps of the law, and the instalments one by one.

use case::{Claim, ClaimKind, CreditorKind, DayCount, Guarantor, GuarantorKind, Order};
use law::acts::interest_restriction::{Promise, caps};
use law::acts::national_holidays::is_bank_holiday;
use law::calendar::{month_end, month_offset};
use law::loan::{LevelLoan, Months, Schedule, level_payment};
use law::params::{Parameter, arrears_practice, civil_code};
use law::{Cx, Date, Rate, Trace, Yen};

use crate::account::Rates;

/// Months in which a bonus instalment falls due, where the contract does not say.
static BONUS_MONTHS: [&Parameter<u32>; 2] =
    [&arrears_practice::BONUS_MONTH_WINTER, &arrears_practice::BONUS_MONTH_SUMMER];

fn is_bonus_month(day: Date) -> bool {
    let month = u32::from(day.month().unsigned_abs());
    BONUS_MONTHS.iter().any(|habit| habit.on(day).is_ok_and(|habit| habit.value == month))
}

/// How a claim is read: the contract and the law by default; the statement check asks what another reading would give.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// Leave the rates as the file states them, above the caps.
    pub uncapped: bool,
    /// Count days otherwise than the contract says.
    pub day_count: Option<DayCount>,
    /// Appropriate every payment so, whatever was agreed; what a court distributes keeps its order.
    pub order: Option<Order>,
}

/// The terms that the books need.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Terms {
    pub(crate) rates: Rates,
    pub(crate) day_count: DayCount,
    pub(crate) order: Order,
    /// The order asked for in place of every agreement.
    pub(crate) order_asked: Option<Order>,
    /// Are there other debts to the same creditor, so that naming this one designates it?
    pub(crate) has_siblings: bool,
    /// Before acceleration the 機構 charges the overdue instalment, a bank the principal in it.
    pub(crate) charges_interest_too: bool,
}

impl Terms {
    pub(crate) fn of<T: Trace>(cx: &mut Cx<'_, T>, claim: &Claim, lent: Yen, reading: Reading) -> Terms {
        let kind = claim.creditor.as_ref().and_then(|creditor| creditor.kind);
        let promise = match kind {
            Some(CreditorKind::GuaranteeCompany) => Some(recourse(claim)),
            _ if is_loan(claim.kind) => Some(Promise::Loan {
                principal: lent,
                business_lender: !matches!(kind, Some(CreditorKind::Individual | CreditorKind::Employer)),
            }),
            _ => None,
        };
        let on = claim.contracted_on.map(|past| past.day);
        Terms {
            rates: capped(cx, (claim.rate, claim.late_rate), promise.zip(on).filter(|_| !reading.uncapped)),
            day_count: reading.day_count.or(claim.day_count).unwrap_or(DayCount::Fixed365),
            order: reading.order.or(claim.appropriation).unwrap_or(Order::Statutory),
            order_asked: reading.order,
            has_siblings: false,
            charges_interest_too: kind == Some(CreditorKind::Jhf),
        }
    }

    /// The terms of the reimbursement claim: no contract interest; the late rate of the mandate, capped for a consumer.
    pub(crate) fn of_reimbursement<T: Trace>(self, cx: &mut Cx<'_, T>, claim: &Claim, reading: Reading) -> Terms {
        let on = claim.mandate_contracted_on.or(claim.contracted_on).map(|past| past.day);
        let promise = Some(recourse(claim)).zip(on).filter(|_| !reading.uncapped);
        let company = claim.guarantors.iter().flatten().find(|guarantor| guarantor.kind == GuarantorKind::Company);
        let agreed = company.and_then(|company| company.recourse_rate).or(claim.late_rate);
        Terms { rates: capped(cx, (None, agreed), promise), charges_interest_too: false, ..self }
    }

    /// The terms of what a person paid who guaranteed: the rate that was agreed with that person, else the legal rate of
    /// the day of payment (民法442条2項, 404条1項). No loan and no guarantor by trade, so that no cap reaches it.
    pub(crate) fn of_persons_reimbursement(self, guarantor: &Guarantor, paid_on: Date) -> Terms {
        let legal = || civil_code::LEGAL_RATE.on(paid_on).ok().map(|dated| dated.value);
        let late = guarantor.recourse_rate.or_else(legal);
        let rates = Rates { interest: None, late, interest_stated: None, late_stated: None };
        Terms { rates, charges_interest_too: false, ..self }
    }
}

const fn recourse(claim: &Claim) -> Promise {
    Promise::Recourse { consumer: !matches!(claim.kind, ClaimKind::BusinessLoan) }
}

const fn is_loan(kind: ClaimKind) -> bool {
    matches!(
        kind,
        ClaimKind::HomeLoan
            | ClaimKind::HomeImprovementLoan
            | ClaimKind::HomeCostsLoan
            | ClaimKind::CarLoan
            | ClaimKind::CardLoan
            | ClaimKind::ConsumerLoan
            | ClaimKind::StudentLoan
            | ClaimKind::BusinessLoan
    )
}

/// The stated rates, cut down to the caps of the day of the contract. Where no cap is known for that day, they stay.
fn capped<T: Trace>(
    cx: &mut Cx<'_, T>,
    (interest, late): (Option<Rate>, Option<Rate>),
    promise: Option<(Promise, Date)>,
) -> Rates {
    let caps = promise.and_then(|(promise, on)| caps(cx, on, promise).ok());
    let cut = |stated: Option<Rate>, cap: Option<Rate>| match (stated, cap) {
        (Some(stated), Some(cap)) if stated > cap => (Some(cap), Some(stated)),
        _ => (stated, None),
    };
    let (interest, interest_stated) = cut(interest, caps.and_then(|caps| caps.interest));
    let (late, late_stated) = cut(late, caps.and_then(|caps| caps.late));
    Rates { interest, late, interest_stated, late_stated }
}

/// The instalments that are still to come.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Upcoming {
    rate: Rate,
    payment: Yen,
    bonus: Yen,
    left: u32,
    /// Day of the month.
    day: i8,
    /// The next due date as the contract writes it.
    pub(crate) nominal: Date,
    /// The same, or the next day that is no day off.
    pub(crate) due: Date,
}

/// One instalment to come.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Planned {
    pub(crate) due: Date,
    pub(crate) principal: Yen,
    pub(crate) interest: Yen,
}

impl Upcoming {
    /// The instalments after `after` that repay `principal`; `None` when the file does not say enough.
    pub(crate) fn of(claim: &Claim, principal: Yen, after: Date) -> Option<Upcoming> {
        let (last, rate) = (claim.last_due_on?, claim.rate?);
        let day = last.day();
        let nominal = match claim.first_due_on {
            Some(first) if first > after => first,
            _ => due_day_after(after, day)?,
        };
        let left = months_between(nominal, last)?;
        let months = Months::new(left)?;
        let payment = claim.monthly_payment.map_or_else(|| level_payment(principal, rate, months), |said| said.likely);
        let bonus = claim.bonus_payment.map_or(Yen::ZERO, |bonus| bonus.likely);
        (!principal.is_zero()).then(|| Upcoming { rate, payment, bonus, left, day, nominal, due: rolled(nominal) })
    }

    /// The next instalment on a balance, and those after it.
    pub(crate) fn next(self, balance: Yen) -> (Planned, Option<Upcoming>) {
        let due = !self.bonus.is_zero() && is_bonus_month(self.nominal);
        let bonus = if due { self.bonus } else { Yen::ZERO };
        let months = Months::new(self.left).expect("at least one instalment is left");
        let loan = LevelLoan { principal: balance, rate: self.rate, months };
        let instalment =
            Schedule::with_payment(loan, self.payment + bonus).next().expect("a balance has an instalment");
        let planned = Planned { due: self.due, principal: instalment.principal, interest: instalment.interest };
        let cleared = instalment.balance.is_zero() || self.left == 1;
        let following = (!cleared).then(|| due_day_after(self.nominal, self.day)).flatten();
        (planned, following.map(|nominal| Upcoming { left: self.left - 1, nominal, due: rolled(nominal), ..self }))
    }

    /// The due date, as the contract writes it, that a day belongs to: the last one on or before it, or with `nearest`
    /// the nearest one.
    pub(crate) fn due_of(self, on: Date, nearest: bool) -> Date {
        let in_month = |months: i32| {
            let month = on.first_of_month().checked_add(jiff_months(months)).ok()?;
            month_offset(month, 0, self.day).or_else(|| month_end(month, 0))
        };
        let candidates = [in_month(-1), in_month(0), in_month(1)].into_iter().flatten();
        let distance = |due: Date| on.until(due).map_or(i32::MAX, |span| span.get_days().abs());
        let found = if nearest {
            candidates.min_by_key(|due| distance(*due))
        } else {
            candidates.filter(|due| *due <= on).max()
        };
        found.unwrap_or(self.nominal)
    }
}

fn jiff_months(months: i32) -> jiff::Span {
    jiff::Span::new().months(months)
}

/// 最判平11.3.11: a monthly due day that is a day off means the next working day, unless agreed otherwise. The days off are
/// those of banks. Beyond the years whose holidays are known the day stays.
fn rolled(nominal: Date) -> Date {
    let mut due = nominal;
    while is_bank_holiday(due).unwrap_or(false) {
        let Ok(next) = due.tomorrow() else { break };
        due = next;
    }
    due
}

/// The first due day after a day: this day of the month, or the month's last.
fn due_day_after(after: Date, day: i8) -> Option<Date> {
    let in_month = |months| month_offset(after, months, day).or_else(|| month_end(after, months));
    in_month(0).filter(|due| *due > after).or_else(|| in_month(1))
}

/// Due days from the first to the last, both counted.
fn months_between(first: Date, last: Date) -> Option<u32> {
    let month = |day: Date| i32::from(day.year()) * 12 + i32::from(day.month());
    u32::try_from(month(last) - month(first) + 1).ok().filter(|months| *months > 0)
}
