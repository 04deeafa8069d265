//! Interest: the level payment, the late charge, the caps.

use law::acts::interest_restriction::{Promise, caps};
use law::loan::{DayCount, Delay, LevelLoan, Months, late_charge, repayment};
use law::{Rate, Yen};
use num_bigint::BigInt;

use crate::calendar::days_by_year;
use crate::draw::{Draw, MOST};
use crate::{TODAY, on_every_input, silently};

/// What an exact payment of `payment` a month leaves of the loan after the last month, times the denominator as often
/// as there are months: negative when it is more than enough.
pub(crate) fn left_after(principal: u64, (numerator, denominator): (u64, u64), months: u32, payment: u64) -> BigInt {
    let mut scale = BigInt::from(1);
    let mut balance = BigInt::from(principal);
    for _ in 0..months {
        scale *= denominator;
        balance = balance * (numerator + denominator) - payment * &scale;
    }
    balance
}

fn check_loan(draw: &mut Draw, months: u32) {
    let (principal, rate) = (draw.yen(), draw.rate());
    let loan = LevelLoan { principal, rate, months: Months::new(months).unwrap() };
    let fast = silently!(repayment, loan);
    let (numerator, whole) = rate.parts();
    let monthly = (numerator as u64, whole as u64 * 12);
    // The largest whole payment that is not more than the exact one: it leaves something or nothing, a yen more
    // overpays.
    assert!(left_after(principal.0, monthly, months, fast.payment.0) >= BigInt::from(0), "too much: {loan:?} {fast:?}");
    assert!(left_after(principal.0, monthly, months, fast.payment.0 + 1) < BigInt::from(0), "a yen short: {loan:?}");

    let (mut balance, mut interest_total, mut total) = (principal.0, 0, 0);
    for month in 1..=months {
        let interest = (u128::from(balance) * u128::from(monthly.0) / u128::from(monthly.1)) as u64;
        interest_total += interest;
        let last = month == months || fast.payment.0 >= balance + interest;
        let paid = if last { balance + interest } else { fast.payment.0 };
        total += paid;
        if last {
            let found = (fast.last_payment, fast.interest_total, fast.total);
            assert_eq!(found, (Yen(paid), Yen(interest_total), Yen(total)), "{loan:?}");
            return;
        }
        balance = balance + interest - paid;
    }
}

#[test]
fn level_payment_by_running_the_exact_balance() {
    on_every_input("loan.level-payment", |draw| {
        let months = 1 + draw.mostly_below(10, 60) as u32;
        check_loan(draw, months);
    });
    // The long ones, as they are and at the ends of what may be asked.
    for number in 0..50 {
        let draw = &mut Draw::new("long loans", number);
        let months = draw.of(&[240, 360, 420, 1_199, 1_200]);
        check_loan(draw, months);
    }
}

#[test]
fn late_charge_day_by_day() {
    on_every_input("loan.late-charge", |draw| {
        let after = draw.day(2019, 10);
        let to = law::calendar::days_later(after, draw.mostly_below(150, 2_500) as u32).unwrap();
        let (principal, rate, day_count) = (draw.yen(), draw.rate(), draw.word());
        let (common, leap) = days_by_year(after, to);
        let days = common + leap;
        let (numerator, whole) = rate.parts();
        let yearly = BigInt::from(principal.0) * numerator;
        // 366ths on the days of leap years; one cut below a yen at the end.
        let (parts, of) = match day_count {
            DayCount::Fixed365 => (days, 365),
            DayCount::Actual => (common * 366 + leap * 365, 365 * 366),
        };
        let slow: BigInt = yearly * parts / (BigInt::from(whole) * of);
        let fast = silently!(late_charge, Delay { principal, rate, after, to, day_count }).unwrap();
        assert_eq!(
            (u64::from(fast.days), BigInt::from(fast.amount.0)),
            (days, slow),
            "{principal} {rate} {after} {to}"
        );
    });
}

#[test]
fn interest_caps_by_the_articles() {
    on_every_input("interest-restriction.caps", |draw| {
        let percent = |text: &str| text.parse::<Rate>().unwrap();
        let principal = if draw.flag() { draw.yen() } else { Yen(draw.below(MOST + 1)) };
        let business_lender = draw.flag();
        // 1条, and 1.46 times that by 4条; 20 % for a lender by trade, 7条.
        let (interest, late) = match principal.0 {
            0..100_000 => ("20", "29.2"),
            100_000..1_000_000 => ("18", "26.28"),
            _ => ("15", "21.9"),
        };
        let late = if business_lender { "20" } else { late };
        let loan = silently!(caps, TODAY, Promise::Loan { principal, business_lender }).unwrap();
        assert_eq!((loan.interest, loan.late), (Some(percent(interest)), Some(percent(late))), "{principal}");
        // 消費者契約法9条1項2号.
        let consumer = draw.flag();
        let recourse = silently!(caps, TODAY, Promise::Recourse { consumer }).unwrap();
        assert_eq!((recourse.interest, recourse.late), (None, consumer.then(|| percent("14.6"))));
    });
}
