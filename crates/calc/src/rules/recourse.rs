//! 求償権: the interest on what a person paid who guaranteed.

use law::acts::civil_code::recourse as law_of;
use law::trace::Rule;
use law::{Cx, Date, Rate, Trace, Yen, message};
use read::record;

use crate::{Callable, Refusal};

/// `civil-code.recourse`.
pub(crate) struct Recourse;

record! {
    /// What a guarantor paid.
    pub struct PaidByGuarantor {
        /// How much.
        paid: Yen;
        /// When.
        paid_on: Date;
        /// The last day that bears interest.
        to: Date;
        /// The rate that guarantor and debtor agreed, percent per year; the legal rate when left out.
        agreed_rate: Option<Rate>;
        /// The law in force on this day.
        law_on: Option<Date>;
    }
}

record! {
    /// What it bears.
    pub struct Interest {
        /// Percent per year.
        rate: Rate;
        /// Days, the first and the last counted.
        days: u32;
        /// The interest.
        interest: Yen;
        /// What was paid and the interest together.
        total: Yen;
    }
}

impl Callable for Recourse {
    type Input = PaidByGuarantor;
    type Answer = Interest;
    const RULE: &'static Rule = &law_of::RECOURSE;
    const DECIDED_BY: &'static [&'static str] = &["paid_on"];

    fn law_on(input: &PaidByGuarantor) -> Option<Date> {
        input.law_on
    }

    fn call<T: Trace>(cx: &mut Cx<'_, T>, input: &PaidByGuarantor, on: Date) -> Result<Interest, Refusal> {
        if input.to < input.paid_on {
            return Err(Refusal::new("to", message!("error.earlier-than", day = input.to, than = input.paid_on)));
        }
        let facts =
            law_of::Recourse { paid: input.paid, paid_on: input.paid_on, agreed_rate: input.agreed_rate, to: input.to };
        let found =
            law_of::recourse(cx, on, &facts)?.ok_or_else(|| Refusal::new("to", message!("error.charge-too-large")))?;
        Ok(Interest {
            rate: found.rate,
            days: found.days,
            interest: found.interest,
            total: input.paid + found.interest,
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::entry::tests::check;

    fn check_paid(paid_on: &str, to: &str, more: &str, expect: &str) {
        let input = format!(r#"{{"paid": 20400000, "paid_on": "{paid_on}", "to": "{to}"{more}}}"#);
        check("civil-code.recourse", &input, expect);
    }

    #[test]
    fn the_day_of_payment_sets_the_rate_and_counts() {
        // 22 May to 22 November 2026: 10 + 30 + 31 + 31 + 30 + 31 + 22 = 185 days; 20,400,000 × 3 % × 185 / 365 = 310,191.7…
        let expect = r#"{"rate": "3", "days": 185, "interest": 310191, "total": 20710191}"#;
        check_paid("2026-05-22", "2026-11-22", "", expect);
        // 20,400,000 × 5 % / 365 = 2,794.5…; × 3 % / 365 = 1,676.7…
        check_paid("2020-03-31", "2020-03-31", "", r#"{"rate": "5", "days": 1, "interest": 2794, "total": 20402794}"#);
        check_paid("2020-04-01", "2020-04-01", "", r#"{"rate": "3", "days": 1, "interest": 1676, "total": 20401676}"#);
        let agreed = r#"{"rate": "14.6", "days": 1, "interest": 8160, "total": 20408160}"#;
        check_paid("2026-05-22", "2026-05-22", r#", "agreed_rate": "14.6""#, agreed);
    }

    #[test]
    fn what_is_not_known_is_refused() {
        check_paid("2029-04-01", "2029-04-01", "", r#"{"error": "paid_on"}"#);
        check_paid("2029-03-31", "2029-03-30", "", r#"{"error": "to"}"#);
    }
}
