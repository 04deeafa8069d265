//! The other debts: what filled the gap before the home loan was missed.

use case::{ClaimKind, CreditorKind, EncumbranceKind, Holder, Lies};
use law::{Date, Rate, Yen};
use portfolio::table::{Claim, Guaranteed, Household};

use super::draw::Draw;
use super::loan::HomeLoan;
use super::rounded;
use super::tables;

/// Kinds with weights, creditors and rates in tenths of a percent.
const KINDS: [(u64, (ClaimKind, CreditorKind, u64, u64)); 7] = [
    (270, (ClaimKind::CardLoan, CreditorKind::Bank, 98, 146)),
    (260, (ClaimKind::ConsumerLoan, CreditorKind::ConsumerLender, 150, 180)),
    (240, (ClaimKind::Card, CreditorKind::CardCompany, 120, 180)),
    (110, (ClaimKind::Shopping, CreditorKind::CardCompany, 120, 150)),
    (60, (ClaimKind::CarLoan, CreditorKind::CardCompany, 29, 79)),
    (40, (ClaimKind::StudentLoan, CreditorKind::Public, 2, 10)),
    (20, (ClaimKind::BusinessLoan, CreditorKind::Bank, 20, 60)),
];

pub(super) fn claims(draw: &mut Draw, as_of: Date, loan: HomeLoan, house: &mut Household) {
    let overdue = loan.overdue > 0;
    let contracted_on = loan.contracted_on;
    let payment = loan.payment;
    let mut claims = vec![loan.claim];
    if draw.in_thousand(65) {
        claims.push(second_mortgage(draw, contracted_on));
    }
    let count = draw.of(tables::OTHER_DEBTS) / 10;
    for _ in 0..count {
        let &(kind, creditor_kind, least, most) = draw.choose(&KINDS);
        let principal = rounded(draw.of(tables::OTHER_DEBT) * 10_000, 10_000);
        let rate = Rate::from_units(draw.between(least, most) * 1_000_000_000);
        let share = draw.between(22, 42);
        claims.push(Claim {
            id: Some(format!("debt-{}", claims.len())),
            kind: Some(kind),
            creditor_kind: Some(creditor_kind),
            principal: Some(principal),
            rate: Some(rate),
            late_rate: Some(Rate::from_units(200_000_000_000)),
            contracted_on: years_of_card(draw, as_of),
            monthly_payment: Some(rounded(principal.0 * share / 1_000, 1_000).max(Yen(2_000))),
            unpaid: Some(Vec::new()),
            guarantor: Some(if draw.in_thousand(20) { Guaranteed::Joint } else { Guaranteed::None }),
            dissents: draw.in_thousand(300).then(|| draw.in_thousand(60)),
            ..Claim::default()
        });
    }
    if overdue && draw.in_thousand(160) {
        claims.push(Claim {
            id: Some("taxes".to_string()),
            kind: Some(ClaimKind::Tax),
            creditor_kind: Some(CreditorKind::Municipality),
            principal: Some(rounded(draw.between(60_000, 900_000).min(payment.0 * 6), 1_000)),
            statutory_due_on: years_of_card(draw, as_of),
            guarantor: Some(Guaranteed::None),
            ..Claim::default()
        });
    }
    house.claims = Some(claims);
}

/// A day in the last eight years.
fn years_of_card(draw: &mut Draw, as_of: Date) -> Option<Date> {
    let back = draw.between(2, 95);
    let month = i64::from(as_of.year()) * 12 + i64::from(as_of.month()) - 1 - back.cast_signed();
    let year = i16::try_from(month.div_euclid(12)).ok()?;
    Date::new(year, i8::try_from(month.rem_euclid(12) + 1).ok()?, draw.between(1, 28) as i8).ok()
}

fn second_mortgage(draw: &mut Draw, contracted_on: Date) -> Claim {
    let principal = rounded(draw.between(80, 650) * 10_000, 10_000);
    Claim {
        id: Some("second-mortgage".to_string()),
        kind: Some(*draw.choose(&[
            (450, ClaimKind::HomeCostsLoan),
            (300, ClaimKind::BusinessLoan),
            (250, ClaimKind::CardLoan),
        ])),
        creditor_kind: Some(CreditorKind::Bank),
        principal: Some(principal),
        rate: Some(Rate::from_units(draw.between(25, 90) * 1_000_000_000)),
        late_rate: Some(Rate::from_units(146_000_000_000)),
        contracted_on: Some(contracted_on),
        monthly_payment: Some(rounded(principal.0 / 90, 1_000).max(Yen(3_000))),
        unpaid: Some(Vec::new()),
        guarantor: Some(Guaranteed::None),
        security_rank: Some(2),
        security_kind: Some(EncumbranceKind::Mortgage),
        security_on: Some(Lies::Both),
        security_holder: Some(Holder::Lender),
        security_registered_on: Some(contracted_on),
        ..Claim::default()
    }
}
