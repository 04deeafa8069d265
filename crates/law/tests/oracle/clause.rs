//! 民事再生法199条: the payments under the home-loan clause, month by month.

use law::acts::civil_rehabilitation::clause_schedule::{Bucket, ClauseLoan, Terms, clause_schedule};
use law::loan::Months;
use law::{Rate, Yen};

use crate::draw::Draw;
use crate::interest::left_after;
use crate::{on_every_input, silently};

/// A claim for principal that is carried month by month.
struct Carried {
    rate: Rate,
    balance: u64,
    /// Months until all of it must be paid.
    left: u32,
}

impl Carried {
    /// 約定利息: a month's, the fraction of a yen cut off.
    fn interest(&self) -> u64 {
        let (numerator, whole) = self.rate.parts();
        (u128::from(self.balance) * numerator / (whole * 12)) as u64
    }

    /// The largest whole payment that, every month, does not overpay: what none leaves, over what a yen a month takes off.
    fn level(&self) -> u64 {
        let (numerator, whole) = self.rate.parts();
        let monthly = (numerator as u64, whole as u64 * 12);
        let unpaid = left_after(self.balance, monthly, self.left, 0);
        let of_a_yen = &unpaid - left_after(self.balance, monthly, self.left, 1);
        (unpaid / of_a_yen).try_into().unwrap()
    }

    /// Pays interest and up to `part` of the principal; all of it in the last month.
    fn pay_principal(&mut self, part: u64) -> (u64, u64) {
        let interest = self.interest();
        self.left = self.left.saturating_sub(1);
        let principal = if self.left == 0 { self.balance } else { part.min(self.balance) };
        self.balance -= principal;
        (principal, interest)
    }

    /// Pays an instalment, of which interest is taken first.
    fn pay(&mut self, instalment: u64) -> (u64, u64) {
        self.pay_principal(instalment.saturating_sub(self.interest()))
    }
}

/// What had accrued is paid in equal parts over the months, each cut to a whole yen, the rest with the last.
fn part_of_accrued(accrued: u64, months: u32, month: u32) -> u64 {
    let each = accrued / u64::from(months);
    match month {
        _ if month < months => each,
        _ if month == months => (0..months - 1).fold(accrued, |rest, _| rest - each),
        _ => 0,
    }
}

/// The months of the clause: principal and interest of what was not due, of the arrears, what had accrued, and the
/// principal that is left.
type Month = ((u64, u64), (u64, u64), u64, u64);

fn month_by_month(loan: &ClauseLoan, terms: Terms) -> Vec<Month> {
    let all = loan.principal.0 + loan.overdue_principal.0;
    let carried = |balance: u64, left: u32| Carried { rate: loan.rate, balance, left };
    // 1項2号 the contract's own claim beside 1号 the arrears; 2項 and 3項 everything in one.
    let (mut regular, mut arrears, grace, accrued_over) = match terms {
        Terms::ArrearsCured { plan_months } => {
            let plan = plan_months.count();
            (carried(loan.principal.0, loan.months_left.count()), carried(loan.overdue_principal.0, plan), None, plan)
        }
        Terms::TermExtended { months } => (carried(all, months.count()), carried(0, 1), None, months.count()),
        Terms::PrincipalDeferred { grace, grace_principal, months } => {
            let grace = Some((grace.count(), grace_principal.0));
            (carried(all, months.count()), carried(0, 1), grace, months.count())
        }
    };
    let arrears_instalment = arrears.level();
    let mut instalment = match terms {
        // An instalment that the first month's interest eats up is raised to it.
        Terms::ArrearsCured { .. } => loan.payment.0.max(regular.interest()),
        _ => regular.level(),
    };
    let mut found = Vec::new();
    for month in 1.. {
        let part = part_of_accrued(loan.accrued.0, accrued_over, month);
        let accrued_left = loan.accrued.0 > 0 && month <= accrued_over;
        if regular.balance + arrears.balance == 0 && !accrued_left {
            break;
        }
        let of_contract = match grace {
            Some((months, principal)) if month <= months => regular.pay_principal(principal),
            _ => {
                if grace.is_some_and(|(months, _)| month == months + 1) {
                    // 3項: after the grace what is left is paid in level instalments over what is left of the term.
                    instalment = regular.level();
                }
                regular.pay(instalment)
            }
        };
        let of_arrears = arrears.pay(arrears_instalment);
        found.push((of_contract, of_arrears, part, regular.balance + arrears.balance));
    }
    found
}

fn months(draw: &mut Draw, usual: u64, rarely: u64) -> u32 {
    1 + draw.mostly_below(usual, rarely) as u32
}

fn clause(draw: &mut Draw, longest: u64) -> (ClauseLoan, Terms) {
    let term = |count: u32| Months::new(count).unwrap();
    let nothing_or = |draw: &mut Draw| if draw.once_in(5) { Yen(0) } else { draw.yen() };
    let (principal, rate, left) = (nothing_or(draw), draw.rate(), months(draw, 10, longest));
    let level = Carried { rate, balance: principal.0, left }.level();
    let payment = match draw.below(4) {
        // Rounded otherwise by the lender, or agreed on quite differently.
        0 => (level + draw.below(3)).saturating_sub(1),
        1 => draw.yen().0,
        _ => level,
    };
    let loan = ClauseLoan {
        principal,
        overdue_principal: nothing_or(draw),
        accrued: nothing_or(draw),
        rate,
        months_left: term(left),
        payment: Yen(payment),
    };
    let longer = months(draw, 10, longest);
    let terms = match draw.below(3) {
        0 => Terms::ArrearsCured { plan_months: term(months(draw, 10, 60)) },
        1 => Terms::TermExtended { months: term(longer) },
        _ => {
            let grace = months(draw, 5, 60);
            let all = loan.principal.0 + loan.overdue_principal.0;
            let part = if draw.flag() { draw.below(all / u64::from(grace) + 2) } else { draw.yen().0 };
            Terms::PrincipalDeferred { grace: term(grace), grace_principal: Yen(part), months: term(grace + longer) }
        }
    };
    (loan, terms)
}

fn check_clause(draw: &mut Draw, longest: u64) {
    let (loan, terms) = clause(draw, longest);
    let slow = month_by_month(&loan, terms);
    // 「全額」: of what was not due, of the arrears and of what had accrued nothing is cut, nothing is paid twice.
    let paid: u64 = slow.iter().map(|(regular, arrears, ..)| regular.0 + arrears.0).sum();
    assert_eq!(paid, loan.principal.0 + loan.overdue_principal.0, "{loan:?} {terms:?}");
    assert_eq!(slow.iter().map(|month| month.2).sum::<u64>(), loan.accrued.0, "{loan:?} {terms:?}");
    assert_eq!(slow.last().map_or(0, |month| month.3), 0, "{loan:?} {terms:?}");

    let fast = silently!(clause_schedule, &loan, terms);
    let total: u64 =
        slow.iter().map(|(regular, arrears, part, _)| regular.0 + regular.1 + arrears.0 + arrears.1 + part).sum();
    assert_eq!(fast.total(), Yen(total), "{loan:?} {terms:?}");
    let fast: Vec<Month> = fast
        .months
        .iter()
        .enumerate()
        .map(|(place, month)| {
            assert_eq!(month.month as usize, place + 1);
            let sums = |bucket: Bucket| (bucket.principal.0, bucket.interest.0);
            (sums(month.regular), sums(month.arrears), month.accrued.0, month.balance.0)
        })
        .collect();
    assert_eq!(fast, slow, "{loan:?} {terms:?}");
}

#[test]
fn clause_schedule_month_by_month() {
    on_every_input("home-loan.clause-schedule", |draw| check_clause(draw, 60));
    // Terms of real loans, ten years longer.
    for number in 0..200 {
        check_clause(&mut Draw::new("long clauses", number), 540);
    }
}
