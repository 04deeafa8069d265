//! 弁済の充当: 民法488条–491条.

use law::acts::civil_code::appropriation::{self as law_of, Order, Parts};
use law::trace::Rule;
use law::{Cx, Date, Rate, Trace, Yen};
use read::{Choice, record};

use crate::{Callable, Refusal};

/// `civil-code.appropriation`.
pub(crate) struct Appropriation;

record! {
    /// A debt.
    pub struct Debt unique "id" {
        /// Its name.
        id: String;
        /// The day on which it falls due.
        due_on: Date;
        /// The rate that it bears, percent per year.
        rate: Rate;
        /// Costs owed.
        costs: Yen;
        /// Interest owed, damages for delay among it.
        interest: Yen;
        /// Principal owed.
        principal: Yen;
    }
}

record! {
    /// A payment towards several debts.
    pub struct Payment {
        /// The debts.
        debts: Vec<Debt>;
        /// What is paid.
        payment: Yen;
        /// The day of the payment.
        paid_on: Date;
        /// The order of the classes.
        order: Choice<Order>;
        /// The law in force on this day.
        law_on: Option<Date>;
    }
}

record! {
    /// What one debt received.
    pub struct Received {
        /// The debt.
        id: String;
        /// Towards its costs.
        costs: Yen;
        /// Towards its interest.
        interest: Yen;
        /// Towards its principal.
        principal: Yen;
    }
}

record! {
    /// Where the payment went.
    pub struct Applied {
        /// The debts, in the order of the input.
        applied: Vec<Received>;
        /// What was left over.
        unapplied: Yen;
    }
}

impl Callable for Appropriation {
    type Input = Payment;
    type Answer = Applied;
    const RULE: &'static Rule = &law_of::APPROPRIATION;
    const DECIDED_BY: &'static [&'static str] = &["paid_on"];

    fn law_on(input: &Payment) -> Option<Date> {
        input.law_on
    }

    /// 平成29年法律44号附則25条2項: the day of the payment.
    fn call<T: Trace>(cx: &mut Cx<'_, T>, input: &Payment, _on: Date) -> Result<Applied, Refusal> {
        let debts: Vec<law_of::Debt> = input
            .debts
            .iter()
            .map(|debt| law_of::Debt {
                due_on: debt.due_on,
                rate: debt.rate,
                owed: Parts { costs: debt.costs, interest: debt.interest, principal: debt.principal },
            })
            .collect();
        let answer = law_of::appropriate(cx, &debts, input.payment, input.paid_on, input.order.0);
        let applied = input
            .debts
            .iter()
            .zip(answer.applied)
            .map(|(debt, Parts { costs, interest, principal })| Received {
                id: debt.id.clone(),
                costs,
                interest,
                principal,
            })
            .collect();
        Ok(Applied { applied, unapplied: answer.unapplied })
    }
}

#[cfg(test)]
mod tests {
    use crate::entry::tests::check;

    const RULE: &str = "civil-code.appropriation";

    fn input(ids: [&str; 2], payment: u64, order: &str) -> String {
        let [first, second] = ids;
        format!(
            r#"{{"debts": [
                {{"id": "{first}", "due_on": "2026-09-27", "rate": "1.475", "costs": 10, "interest": 100, "principal": 1000}},
                {{"id": "{second}", "due_on": "2026-10-27", "rate": "14.6", "costs": 20, "interest": 200, "principal": 2000}}
            ], "payment": {payment}, "paid_on": "2026-11-22", "order": "{order}"}}"#
        )
    }

    #[test]
    fn both_orders() {
        check(
            RULE,
            &input(["a", "b"], 280, "statutory"),
            r#"{"applied": [{"id": "a", "costs": 10, "interest": 50, "principal": 0},
                            {"id": "b", "costs": 20, "interest": 200, "principal": 0}], "unapplied": 0}"#,
        );
        check(
            RULE,
            &input(["a", "b"], 4000, "principal-first"),
            r#"{"applied": [{"id": "a", "costs": 10, "interest": 100, "principal": 1000},
                            {"id": "b", "costs": 20, "interest": 200, "principal": 2000}], "unapplied": 670}"#,
        );
    }

    #[test]
    fn one_id_twice_and_an_unknown_order_are_refused() {
        check(RULE, &input(["a", "a"], 280, "statutory"), r#"{"error": "debts[1].id"}"#);
        check(RULE, &input(["a", "b"], 280, "interest-first"), r#"{"error": "order"}"#);
    }
}
