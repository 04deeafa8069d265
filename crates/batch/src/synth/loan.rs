//! The home loan as it would stand after so many instalments, and the home.

use case::{ClaimKind, CreditorKind, EncumbranceKind, Holder, HomeKind, Lies, Purpose};
use law::calendar::month_offset;
use law::loan::{LevelLoan, Months, Schedule};
use law::{Date, Rate, Share, Yen};
use portfolio::table::{Claim, CoOwner, Guaranteed, Household, OverdueInstalment};

use super::draw::Draw;
use super::rounded;
use super::tables::{self, Region};

/// A home loan and what it was at first.
#[derive(Clone, Debug)]
pub(super) struct HomeLoan {
    /// Gross yearly income of the household when it was lent, in 10,000 yen.
    pub(super) income_then: u64,
    pub(super) lent: Yen,
    pub(super) payment: Yen,
    /// Months since the first instalment.
    pub(super) paid: u64,
    pub(super) contracted_on: Date,
    pub(super) overdue: u64,
    pub(super) subrogated_on: Option<Date>,
    pub(super) claim: Claim,
}

/// 10,000 yen.
const MAN: u64 = 10_000;
/// The day of the month on which loans fall due.
const DUE_DAY: i8 = 27;
/// Months overdue at which a bank calls the loan in, and at which the guarantee company has paid.
const CALLED_IN: u64 = 6;
const PAID_BY_GUARANTOR: u64 = 9;

/// Months since the contract of which the newer survey of rates tells.
const LATELY: u64 = 60;

/// A day so many months before the month of another.
fn months_before(day: Date, months: u64, day_of_month: i8) -> Date {
    let month = i64::from(day.year()) * 12 + i64::from(day.month()) - 1 - months.cast_signed();
    let year = i16::try_from(month.div_euclid(12)).unwrap_or(2000);
    let month = i8::try_from(month.rem_euclid(12) + 1).unwrap_or(1);
    Date::new(year, month, day_of_month).unwrap_or(day)
}

pub(super) fn home_loan(draw: &mut Draw, as_of: Date, region: &Region) -> HomeLoan {
    // Where homes are dear incomes are higher, and more is lent on each yen of them.
    let income_then = draw.of(tables::INCOME_THEN) * (300 + region.price) / 400;
    let lent = rounded(income_then * draw.of(tables::LENT) / 100 * (100 + region.price) / 200 * MAN, 100_000);
    let years = *draw.choose(&[(700, 35_u32), (180, 30), (120, 25)]);
    let overdue = *draw.choose(&tables::MONTHS_OVERDUE);
    let paid = draw.of(tables::MONTHS_PAID).max(overdue + 1).min(u64::from(years) * 12 - 13);
    let rates = if paid < LATELY { tables::RATE_OF_LATE } else { tables::RATE };
    let rate = Rate::from_units(draw.of(rates) / 5 * 5 * 10_000_000);
    let months = Months::new(years * 12).expect("25 to 35 years");
    let schedule = Schedule::of(LevelLoan { principal: lent, rate, months });
    let payment = schedule.payment();
    // Due dates that have passed: the last ones of them are overdue.
    let first_due = months_before(as_of, paid, DUE_DAY);
    let contracted_on = months_before(as_of, paid + 1, DUE_DAY - 1);
    let mut balance = lent;
    let mut unpaid = Vec::new();
    for instalment in schedule.take(paid as usize) {
        let number = u64::from(instalment.number);
        if number + overdue > paid {
            let due = month_offset(first_due, instalment.number - 1, DUE_DAY).unwrap_or(as_of);
            if due <= as_of {
                unpaid.push(OverdueInstalment {
                    due: Some(due),
                    principal: Some(instalment.principal),
                    interest: Some(instalment.interest),
                });
                balance = instalment.balance;
            }
        } else {
            balance = instalment.balance;
        }
    }
    let creditor = *draw.choose(&[
        (560, CreditorKind::Bank),
        (170, CreditorKind::Shinkin),
        (250, CreditorKind::Jhf),
        (20, CreditorKind::Other),
    ]);
    let by_company = matches!(creditor, CreditorKind::Bank | CreditorKind::Shinkin);
    // Due dates count from the contract's month: months_before(as_of, overdue) is the first that was missed.
    let called_in = (overdue >= CALLED_IN).then(|| months_before(as_of, overdue - CALLED_IN + 1, 10));
    let subrogated_on =
        (overdue >= PAID_BY_GUARANTOR && by_company).then(|| months_before(as_of, overdue - PAID_BY_GUARANTOR + 2, 20));
    let owed = balance + unpaid.iter().filter_map(|one| one.principal).sum::<Yen>();
    let claim = Claim {
        id: Some("home-loan".to_string()),
        kind: Some(ClaimKind::HomeLoan),
        creditor_kind: Some(creditor),
        principal: Some(balance),
        rate: Some(rate),
        late_rate: Some(Rate::from_units(*draw.choose(&[(600, 140), (300, 146), (100, 145)]) * 1_000_000_000)),
        contracted_on: Some(contracted_on),
        mandate_contracted_on: by_company.then_some(contracted_on),
        last_due_on: month_offset(first_due, months.count() - 1, DUE_DAY),
        monthly_payment: Some(payment),
        bonus_payment: Some(Yen::ZERO),
        unpaid: Some(unpaid),
        purpose: Some(*draw.choose(&[(880, Purpose::Purchase), (120, Purpose::Construction)])),
        joint_debtor: draw.in_thousand(90).then_some(true),
        guarantor: Some(if by_company {
            Guaranteed::Company
        } else if draw.in_thousand(150) {
            Guaranteed::Joint
        } else {
            Guaranteed::None
        }),
        accelerated_on: called_in,
        subrogated_on,
        subrogated_amount: subrogated_on.map(|_| owed),
        security_rank: Some(1),
        security_kind: Some(EncumbranceKind::Mortgage),
        security_on: Some(Lies::Both),
        security_holder: Some(if by_company { Holder::GuaranteeCompany } else { Holder::Lender }),
        security_registered_on: Some(contracted_on),
        ..Claim::default()
    };
    HomeLoan { income_then, lent, payment, paid, contracted_on, overdue, subrogated_on, claim }
}

pub(super) fn home(draw: &mut Draw, loan: &HomeLoan, region: &Region, house: &mut Household) {
    let flat = draw.in_thousand(region.flats);
    let years = loan.paid / 12;
    let after = if flat { tables::FLAT_AFTER } else { tables::HOUSE_AFTER };
    let after = after[after.len().min(years as usize / 5 + 1) - 1];
    let value = rounded(loan.lent.0 * draw.of(tables::VALUE) / 100 * after / 100, 100_000).max(Yen(1_000_000));
    house.owns_home = Some(true);
    house.home_kind = Some(if flat { HomeKind::Condominium } else { HomeKind::Detached });
    house.home_value = Some(value);
    if draw.in_thousand(400) {
        house.home_value_low = Some(rounded(value.0 * 88 / 100, 100_000).min(value));
        house.home_value_high = Some(rounded(value.0 * 108 / 100, 100_000).max(value));
    }
    if draw.in_thousand(180) {
        house.own_share = Share::new(1, 2);
        house.co_owner = Some(CoOwner::Spouse);
    } else {
        house.own_share = Some(Share::WHOLE);
    }
    // Some books do not know whether the borrower still lives there.
    house.main_residence = if draw.in_thousand(30) { None } else { Some(!draw.in_thousand(25)) };
    house.own_use_floor_share = (!draw.in_thousand(40)).then_some(Share::WHOLE);
    if flat {
        house.management_fee = Some(rounded(draw.between(14_000, 38_000), 500));
        let behind = loan.overdue > 0 && draw.in_thousand(350);
        let months = if behind { draw.between(1, 14) } else { 0 };
        house.management_fee_arrears = house.management_fee.map(|fee| fee.times(months));
    } else {
        house.management_fee_arrears = Some(Yen::ZERO);
    }
    house.property_tax = Some(rounded(value.0 / 2_600, 500));
    if loan.subrogated_on.is_some() && draw.in_thousand(450) {
        let as_of = house.as_of.unwrap_or(loan.contracted_on);
        house.auction_applied_on = Some(months_before(as_of, 2, 12));
        house.auction_commenced_on = Some(months_before(as_of, 1, 4));
        house.bids_open_on = month_offset(as_of, 4, 14);
    }
}
