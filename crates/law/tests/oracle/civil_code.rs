//! 民法488条–491条: appropriation.

use law::acts::civil_code::appropriation::{Appropriation, Debt, Order, Parts, appropriate};
use law::{Date, Yen};

use crate::property::largest_remainder;
use crate::{on_every_input, silently};

/// A class of what is owed: how it is read, how it is written.
type Class = (fn(&Parts) -> Yen, fn(&mut Parts) -> &mut Yen);

/// 489条, 490条, 491条: one class over all debts, then the next. Inside a class 488条4項.
fn slow(debts: &[Debt], payment: u64, paid_on: Date, order: Order) -> Appropriation {
    let mut applied = vec![Parts::default(); debts.len()];
    let mut left = payment;
    let mut classes: [Class; 3] = [
        (|parts| parts.costs, |parts| &mut parts.costs),
        (|parts| parts.interest, |parts| &mut parts.interest),
        (|parts| parts.principal, |parts| &mut parts.principal),
    ];
    if order == Order::PrincipalFirst {
        classes.reverse();
    }
    for (owed, of) in classes {
        let mut waiting: Vec<usize> = (0..debts.len()).collect();
        while !waiting.is_empty() {
            // What comes before what, in the words of the four numbers of 488条4項.
            let before = |a: usize, b: usize| {
                let (a, b) = (&debts[a], &debts[b]);
                let (a_due, b_due) = (a.due_on <= paid_on, b.due_on <= paid_on);
                if a_due != b_due {
                    return a_due;
                }
                if a.rate != b.rate {
                    return a.rate > b.rate;
                }
                a.due_on < b.due_on
            };
            let first: Vec<usize> =
                waiting.iter().copied().filter(|&one| !waiting.iter().any(|&other| before(other, one))).collect();
            let amounts: Vec<u64> = first.iter().map(|&place| owed(&debts[place].owed).0).collect();
            let paid = left.min(amounts.iter().sum());
            left -= paid;
            for (&place, part) in first.iter().zip(largest_remainder(paid, &amounts)) {
                *of(&mut applied[place]) = Yen(part);
            }
            waiting.retain(|place| !first.contains(place));
        }
    }
    Appropriation { applied, unapplied: Yen(left) }
}

#[test]
fn appropriation_of_a_payment() {
    on_every_input("civil-code.appropriation", |draw| {
        let paid_on = draw.day(2024, 2);
        let (rates, days) = ([draw.rate(), draw.rate()], [draw.day(2023, 4), paid_on, draw.day(2025, 2)]);
        let small = draw.flag();
        let debts = draw.list(5, |draw| {
            let mut amount = || if small { Yen(draw.below(40)) } else { draw.yen() };
            let owed = Parts { costs: amount(), interest: amount(), principal: amount() };
            Debt { due_on: draw.of(&days), rate: draw.of(&rates), owed }
        });
        let payment = if small { draw.below(300) } else { draw.yen().0 };
        let order = draw.word();
        let fast = silently!(appropriate, &debts, Yen(payment), paid_on, order);
        assert_eq!(fast, slow(&debts, payment, paid_on, order), "{payment} on {paid_on}, {order:?}: {debts:?}");
    });
}

/// 442条2項, 404条: three or five percent, by the first day, of every day from the first to the last: counted one by one, in whole
/// numbers over 36,500.
#[test]
fn interest_on_what_a_guarantor_paid() {
    use law::acts::civil_code::recourse::{Recourse, recourse};
    on_every_input("civil-code.recourse", |draw| {
        let paid_on = draw.day(2000, 29);
        let days = draw.mostly_below(1_200, 12_000);
        let paid = draw.yen();
        let to = law::calendar::days_later(paid_on, days as u32).unwrap();
        let agreed_rate = if draw.once_in(4) { Some(draw.rate()) } else { None };
        let facts = Recourse { paid, paid_on, agreed_rate, to };
        let fast = silently!(recourse, paid_on, &facts).unwrap();
        let mut counted = 0_u64;
        let mut day = paid_on;
        while day <= to {
            counted += 1;
            day = day.tomorrow().unwrap();
        }
        let percent: u128 = if (paid_on.year(), paid_on.month()) < (2020, 4) { 5 } else { 3 };
        let (above, below) = agreed_rate.map_or((percent, 100), law::Rate::parts);
        let slow = u128::from(paid.0)
            .checked_mul(above)
            .and_then(|product| product.checked_mul(u128::from(counted)))
            .map(|product| product / (below * 365));
        if let Some(found) = fast {
            assert_eq!((u64::from(found.days), Some(u128::from(found.interest.0))), (counted, slow), "{facts:?}");
        }
        assert!(fast.is_some() || slow.is_none_or(|interest| interest > u128::from(crate::draw::MOST)), "{facts:?}");
    });
}
