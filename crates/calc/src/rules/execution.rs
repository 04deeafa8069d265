//! Attachment of wages: by private creditors (民事執行法152条) and for taxes (国税徴収法76条).

use law::acts::civil_execution::{self, PayPeriod};
use law::acts::national_tax_collection::{self, Pay};
use law::trace::Rule;
use law::{Cx, Date, Trace, Yen, message};
use read::{Choice, Whole, record};

use crate::{Callable, Refusal};

/// `civil-execution.attachable`.
pub(crate) struct Attachable;

record! {
    /// A payment of wages.
    pub struct WageFacts {
        /// The pay after income tax, resident tax and social insurance.
        net: Yen;
        /// For what time it is paid.
        period: Choice<PayPeriod>;
        /// The creditor claims support (扶養義務等).
        support_claim: bool;
        /// The law in force on this day.
        law_on: Option<Date>;
    }
}

record! {
    /// How it divides.
    pub struct WageAnswer {
        /// What the debtor keeps.
        exempt: Yen;
        /// What can be attached, rounded down.
        attachable: Yen;
    }
}

impl Callable for Attachable {
    type Input = WageFacts;
    type Answer = WageAnswer;
    const RULE: &'static Rule = &civil_execution::ATTACHABLE;

    fn law_on(input: &WageFacts) -> Option<Date> {
        input.law_on
    }

    fn call<T: Trace>(cx: &mut Cx<'_, T>, input: &WageFacts, on: Date) -> Result<WageAnswer, Refusal> {
        let pay = civil_execution::attachable(cx, on, input.net, input.period.0, input.support_claim)?;
        Ok(WageAnswer { exempt: pay.exempt, attachable: pay.attachable })
    }
}

/// `national-tax-collection.wage-attachment`.
pub(crate) struct TaxWageAttachment;

record! {
    /// One payment of the month.
    pub struct PayFacts {
        /// The payment before anything is withheld.
        gross: Yen;
        /// Income tax withheld.
        income_tax: Yen;
        /// Resident tax withheld.
        resident_tax: Yen;
        /// Social insurance withheld.
        social_insurance: Yen;
    }
}

record! {
    /// A month's wages of somebody who owes taxes.
    pub struct TaxWageFacts {
        /// Every payment of the month, a bonus among them.
        pays: Vec<PayFacts>;
        /// Relatives who share the livelihood, the spouse among them.
        relatives: Whole<0, 100>;
        /// The taxpayer consented in writing (5項).
        debtor_consents: bool = false;
        /// The law in force on this day.
        law_on: Option<Date>;
    }
}

record! {
    /// What stays, and what can be attached.
    pub struct TaxWageAnswer {
        /// Items 1 to 3: taxes and social insurance, each rounded up.
        withheld: Yen;
        /// Item 4: the base amount of the household.
        base: Yen;
        /// Item 5: the further share.
        extra: Yen;
        /// What the tax office can attach.
        attachable: Yen;
    }
}

impl Callable for TaxWageAttachment {
    type Input = TaxWageFacts;
    type Answer = TaxWageAnswer;
    const RULE: &'static Rule = &national_tax_collection::WAGE_ATTACHMENT;

    fn law_on(input: &TaxWageFacts) -> Option<Date> {
        input.law_on
    }

    fn call<T: Trace>(cx: &mut Cx<'_, T>, input: &TaxWageFacts, on: Date) -> Result<TaxWageAnswer, Refusal> {
        let pays: Vec<Pay> = input
            .pays
            .iter()
            .map(|pay| Pay {
                gross: pay.gross,
                income_tax: pay.income_tax,
                resident_tax: pay.resident_tax,
                social_insurance: pay.social_insurance,
            })
            .collect();
        let relatives = input.relatives.0;
        let found = national_tax_collection::wage_attachment(cx, on, &pays, relatives, input.debtor_consents)?;
        Ok(TaxWageAnswer {
            withheld: found.withheld,
            base: found.base,
            extra: found.extra,
            attachable: found.attachable,
        })
    }
}

/// `national-tax-collection.received-pay`.
pub(crate) struct ReceivedPay;

record! {
    /// Pay that was received in cash before an attachment for taxes.
    pub struct ReceivedPayFacts {
        /// The amounts of 1項4号 and 5号 for the period.
        protected: Yen;
        /// Days of the period for which the pay was.
        period_days: Whole<1, 366>;
        /// The day of the attachment.
        attached_on: Date;
        /// The next pay day.
        next_pay_on: Date, where (attached_on, next_pay_on) next_pay_on < attached_on => message!("error.earlier-than", day = *next_pay_on, than = *attached_on);
        /// The law in force on this day.
        law_on: Option<Date>;
    }
}

record! {
    /// What stays of it.
    pub struct ReceivedPayAnswer {
        /// What cannot be attached.
        exempt: Yen;
    }
}

impl Callable for ReceivedPay {
    type Input = ReceivedPayFacts;
    type Answer = ReceivedPayAnswer;
    const RULE: &'static Rule = &national_tax_collection::RECEIVED_PAY;

    fn law_on(input: &ReceivedPayFacts) -> Option<Date> {
        input.law_on.or(Some(input.attached_on))
    }

    fn call<T: Trace>(cx: &mut Cx<'_, T>, input: &ReceivedPayFacts, _: Date) -> Result<ReceivedPayAnswer, Refusal> {
        let exempt = national_tax_collection::received_pay(
            cx,
            input.protected,
            input.period_days.0,
            input.attached_on,
            input.next_pay_on,
        );
        Ok(ReceivedPayAnswer { exempt })
    }
}

/// `national-tax-collection.retirement-attachment`.
pub(crate) struct TaxRetirementAttachment;

record! {
    /// A retirement allowance of somebody who owes taxes.
    pub struct TaxRetirementFacts {
        /// The allowance before anything is withheld.
        gross: Yen;
        /// Income tax withheld.
        income_tax: Yen;
        /// Resident tax withheld.
        resident_tax: Yen;
        /// Social insurance withheld.
        social_insurance: Yen;
        /// Relatives who share the livelihood, the spouse among them.
        relatives: Whole<0, 100>;
        /// Months of service for which it is paid.
        service_months: Whole<0, 1200>;
        /// The law in force on this day.
        law_on: Option<Date>;
    }
}

impl Callable for TaxRetirementAttachment {
    type Input = TaxRetirementFacts;
    type Answer = TaxWageAnswer;
    const RULE: &'static Rule = &national_tax_collection::RETIREMENT_ATTACHMENT;

    fn law_on(input: &TaxRetirementFacts) -> Option<Date> {
        input.law_on
    }

    fn call<T: Trace>(cx: &mut Cx<'_, T>, input: &TaxRetirementFacts, on: Date) -> Result<TaxWageAnswer, Refusal> {
        let pay = Pay {
            gross: input.gross,
            income_tax: input.income_tax,
            resident_tax: input.resident_tax,
            social_insurance: input.social_insurance,
        };
        let (relatives, months) = (input.relatives.0, input.service_months.0);
        let found = national_tax_collection::retirement_attachment(cx, on, pay, relatives, months)?;
        Ok(TaxWageAnswer {
            withheld: found.withheld,
            base: found.base,
            extra: found.extra,
            attachable: found.attachable,
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::entry::tests::check;

    #[test]
    fn the_worked_answer_of_the_contract() {
        let rule = "civil-execution.attachable";
        check(
            rule,
            r#"{"net": 440000, "period": "month", "support_claim": false}"#,
            r#"{"exempt": 330000, "attachable": 110000}"#,
        );
        check(
            rule,
            r#"{"net": 1000000000000000, "period": "retirement", "support_claim": true}"#,
            r#"{"exempt": 500000000000000, "attachable": 500000000000000}"#,
        );
        check(rule, r#"{"net": 1, "period": "fortnight", "support_claim": 1}"#, r#"{"error": "period"}"#);
    }

    #[test]
    fn pay_already_received() {
        let rule = "national-tax-collection.received-pay";
        check(
            rule,
            r#"{"protected": 150000, "period_days": 30, "attached_on": "2025-06-10", "next_pay_on": "2025-06-30"}"#,
            r#"{"exempt": 100000}"#,
        );
        check(
            rule,
            r#"{"protected": 150000, "period_days": 30, "attached_on": "2025-06-10", "next_pay_on": "2025-06-09"}"#,
            r#"{"error": "next_pay_on"}"#,
        );
    }

    #[test]
    fn a_retirement_allowance() {
        check(
            "national-tax-collection.retirement-attachment",
            r#"{"gross": 5000000, "income_tax": 20001, "resident_tax": 30000, "social_insurance": 0, "relatives": 0,
                "service_months": 61}"#,
            r#"{"withheld": 50001, "base": 300000, "extra": 60000, "attachable": 4589999}"#,
        );
    }

    #[test]
    fn the_example_of_the_circular() {
        check(
            "national-tax-collection.wage-attachment",
            r#"{"pays": [{"gross": 300000, "income_tax": 10000, "resident_tax": 10000, "social_insurance": 30000}],
                "relatives": 3}"#,
            r#"{"withheld": 50000, "base": 235000, "extra": 3000, "attachable": 12000}"#,
        );
    }
}
