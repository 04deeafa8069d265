//! When the credit agencies forget.

use law::practice::credit_record::{self as practice, RecordedDays};
use law::trace::Rule;
use law::{Cx, Date, Trace};
use read::record;

use crate::{Callable, Refusal};

/// `credit-record.clear-date`.
pub(crate) struct ClearDate;

record! {
    /// What the agencies count from.
    pub struct RecordFacts {
        /// The contract ended: the debt was paid, released or discharged.
        contract_ended_on: Option<Date>;
        /// Bankruptcy or rehabilitation was opened.
        opened_on: Option<Date>;
        /// The law in force on this day.
        law_on: Option<Date>;
    }
}

record! {
    /// The last days of the entries; null where there is none.
    pub struct ClearAnswer {
        /// Of the contract, at every agency.
        contract: Option<Date>;
        /// Of the gazette entry, at the banks' agency alone.
        gazette: Option<Date>;
        /// The later of the two.
        last: Option<Date>;
    }
}

impl Callable for ClearDate {
    type Input = RecordFacts;
    type Answer = ClearAnswer;
    const RULE: &'static Rule = &practice::CLEAR_DATE;

    fn law_on(input: &RecordFacts) -> Option<Date> {
        input.law_on
    }

    fn call<T: Trace>(cx: &mut Cx<'_, T>, input: &RecordFacts, on: Date) -> Result<ClearAnswer, Refusal> {
        let days = RecordedDays { contract_ended_on: input.contract_ended_on, opened_on: input.opened_on };
        let clear = practice::clear_dates(cx, on, days)?;
        Ok(ClearAnswer { contract: clear.contract, gazette: clear.gazette, last: clear.last() })
    }
}

#[cfg(test)]
mod tests {
    use crate::entry::tests::check;

    #[test]
    fn both_entries() {
        check(
            "credit-record.clear-date",
            r#"{"contract_ended_on": "2027-06-30", "opened_on": "2027-01-15"}"#,
            r#"{"contract": "2032-06-30", "gazette": "2034-01-15", "last": "2034-01-15"}"#,
        );
        check("credit-record.clear-date", "{}", r#"{"contract": null, "gazette": null, "last": null}"#);
    }
}
