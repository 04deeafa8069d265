//! 元利均等返済と遅延損害金: the arithmetic of loan contracts.

use law::loan::{self as law_of, DayCount, Delay, LevelLoan, MAX_MONTHS, Months};
use law::trace::Rule;
use law::{Cx, Date, Rate, Trace, Yen, message};
use read::{Choice, Whole, record};

use crate::{Callable, Refusal};

/// `loan.level-payment`.
pub(crate) struct LevelPayment;

record! {
    /// A loan repaid in level monthly instalments.
    pub struct Loan {
        /// The principal.
        principal: Yen;
        /// Percent per year.
        rate: Rate;
        /// The number of instalments.
        months: Whole<1, MAX_MONTHS>;
        /// The law in force on this day.
        law_on: Option<Date>;
    }
}

record! {
    /// What the loan costs.
    pub struct Repayment {
        /// Every instalment but the last: the exact annuity, the fraction of a yen cut off.
        payment: Yen;
        /// The last instalment: what clears the balance.
        last_payment: Yen;
        /// The interest of all months.
        interest_total: Yen;
        /// All instalments together.
        total: Yen;
    }
}

impl Callable for LevelPayment {
    type Input = Loan;
    type Answer = Repayment;
    const RULE: &'static Rule = &law_of::LEVEL_PAYMENT;

    fn law_on(input: &Loan) -> Option<Date> {
        input.law_on
    }

    fn call<T: Trace>(cx: &mut Cx<'_, T>, input: &Loan, _on: Date) -> Result<Repayment, Refusal> {
        let months = Months::new(input.months.0).expect("the input's range is that of a term");
        let answer = law_of::repayment(cx, LevelLoan { principal: input.principal, rate: input.rate, months });
        Ok(Repayment {
            payment: answer.payment,
            last_payment: answer.last_payment,
            interest_total: answer.interest_total,
            total: answer.total,
        })
    }
}

/// `loan.late-charge`.
pub(crate) struct LateCharge;

record! {
    /// A principal in delay.
    pub struct Overdue {
        /// What is overdue.
        principal: Yen;
        /// Percent per year.
        rate: Rate;
        /// The last day without charge; not counted.
        after: Date;
        /// The last day with it; counted.
        to: Date, where (after, to) to < after => message!("error.ends-before-it-begins", from = *after);
        /// 365ths of a year, or 366ths on the days of leap years.
        day_count: Choice<DayCount>;
        /// The law in force on this day.
        law_on: Option<Date>;
    }
}

record! {
    /// The late charge.
    pub struct Charge {
        /// The days in delay.
        days: u32;
        /// The charge, the fraction of a yen cut off once, at the end.
        amount: Yen;
    }
}

impl Callable for LateCharge {
    type Input = Overdue;
    type Answer = Charge;
    const RULE: &'static Rule = &law_of::LATE_CHARGE;

    fn law_on(input: &Overdue) -> Option<Date> {
        input.law_on
    }

    fn call<T: Trace>(cx: &mut Cx<'_, T>, input: &Overdue, _on: Date) -> Result<Charge, Refusal> {
        let &Overdue { principal, rate, after, to, day_count: Choice(day_count), .. } = input;
        let charge = law_of::late_charge(cx, Delay { principal, rate, after, to, day_count })
            .ok_or_else(|| Refusal::new("to", message!("error.charge-too-large")))?;
        Ok(Charge { days: charge.days, amount: charge.amount })
    }
}

#[cfg(test)]
mod tests {
    use crate::entry::tests::check;

    #[test]
    fn level_payments() {
        let rule = "loan.level-payment";
        check(
            rule,
            r#"{"principal": 100, "rate": "0", "months": 3}"#,
            r#"{"payment": 33, "last_payment": 34, "interest_total": 0, "total": 100}"#,
        );
        // See the doc example of the rule: 609.01…, interest 12 and 6.03.
        check(
            rule,
            r#"{"principal": 1200, "rate": "12", "months": 2, "law_on": null}"#,
            r#"{"payment": 609, "last_payment": 609, "interest_total": 18, "total": 1218}"#,
        );
        check(rule, r#"{"principal": 1200, "rate": "12", "months": 0}"#, r#"{"error": "months"}"#);
        check(rule, r#"{"principal": 1200, "rate": "12", "months": 1201}"#, r#"{"error": "months"}"#);
        check(rule, r#"{"principal": 1200, "rate": 12, "months": 0}"#, r#"{"error": "rate"}"#);
    }

    #[test]
    fn late_charges() {
        let rule = "loan.late-charge";
        let input = |to: &str, day_count: &str| {
            format!(
                r#"{{"principal": 10000000, "rate": "14", "after": "2025-03-31", "to": "{to}", "day_count": "{day_count}"}}"#
            )
        };
        check(rule, &input("2026-03-31", "365"), r#"{"days": 365, "amount": 1400000}"#);
        check(rule, &input("2025-03-31", "actual"), r#"{"days": 0, "amount": 0}"#);
        check(rule, &input("2025-03-30", "actual"), r#"{"error": "to"}"#);
        check(rule, &input("2026-03-31", "360"), r#"{"error": "day_count"}"#);
        check(
            rule,
            r#"{"principal": 1000000000000000, "rate": "999", "after": "0001-01-01", "to": "9999-12-31", "day_count": "365"}"#,
            r#"{"error": "to"}"#,
        );
    }
}
