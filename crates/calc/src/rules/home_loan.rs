//! 住宅資金特別条項: 民事再生法196条–199条.

use law::acts::civil_code::period::roll;
use law::acts::civil_rehabilitation::home_loan::{
    self as law_of, AgeMode, ClauseCondition, ClauseFacts, MortgageHolder,
};
use law::terms::{EncumbranceKind, Lies, Purpose};
use law::trace::Rule;
use law::{Cx, Date, Share, Trace, message};
use read::{Choice, record};

use crate::rules::period::holidays_unknown;
use crate::{Callable, Refusal};

fn beyond_calendar(field: &str) -> Refusal {
    Refusal::new(field, message!("error.beyond-calendar"))
}

/// `home-loan.reschedule-limit`.
pub(crate) struct RescheduleLimit;

record! {
    /// The contract's end and the debtor's age.
    pub struct Reschedule {
        /// The last due date of the contract.
        contract_last_due_on: Date;
        /// The debtor's birthday.
        debtor_born: Date;
        /// How "does not exceed 70" is read.
        age_mode: Choice<AgeMode>;
        /// The law in force on this day.
        law_on: Option<Date>;
    }
}

record! {
    /// The limit.
    pub struct Limit {
        /// The latest day that may be the new last due date.
        latest_last_due_on: Date;
    }
}

impl Callable for RescheduleLimit {
    type Input = Reschedule;
    type Answer = Limit;
    const RULE: &'static Rule = &law_of::RESCHEDULE_LIMIT;

    fn law_on(input: &Reschedule) -> Option<Date> {
        input.law_on
    }

    fn call<T: Trace>(cx: &mut Cx<'_, T>, input: &Reschedule, on: Date) -> Result<Limit, Refusal> {
        let limit = law_of::reschedule_limit(cx, on, input.contract_last_due_on, input.debtor_born, input.age_mode.0)?;
        let missing = if limit.by_contract.is_none() { "contract_last_due_on" } else { "debtor_born" };
        Ok(Limit { latest_last_due_on: limit.latest_last_due_on().ok_or_else(|| beyond_calendar(missing))? })
    }
}

/// `home-loan.unwinding-deadline`.
pub(crate) struct UnwindingDeadline;

record! {
    /// The guarantor's payment.
    pub struct Performed {
        /// The day on which the whole guarantee was performed.
        guarantee_performed_on: Date;
        /// The law in force on this day.
        law_on: Option<Date>;
    }
}

record! {
    /// The deadline.
    pub struct Deadline {
        /// The last day of the six months; it does not roll.
        file_by: Date;
        /// That day, or the next that is no day off.
        rolled: Date;
    }
}

impl Callable for UnwindingDeadline {
    type Input = Performed;
    type Answer = Deadline;
    const RULE: &'static Rule = &law_of::UNWINDING_DEADLINE;

    fn law_on(input: &Performed) -> Option<Date> {
        input.law_on
    }

    fn call<T: Trace>(cx: &mut Cx<'_, T>, input: &Performed, on: Date) -> Result<Deadline, Refusal> {
        let field = "guarantee_performed_on";
        let file_by =
            law_of::unwinding_deadline(cx, on, input.guarantee_performed_on)?.ok_or_else(|| beyond_calendar(field))?;
        let rolled = roll(cx, file_by).map_err(|error| Refusal::new(field, holidays_unknown(error)))?;
        Ok(Deadline { file_by, rolled })
    }
}

/// `home-loan.clause-conditions`.
pub(crate) struct ClauseConditions;

record! {
    /// A burden beside the mortgage of the home loan.
    pub struct OtherSecurity {
        /// What it lies on.
        on: Choice<Lies>;
        /// Its kind.
        kind: Choice<EncumbranceKind>;
        /// Does it secure a home loan too?
        home_loan: bool;
        /// Does it rank behind the mortgage of the home loan?
        ranks_behind: bool;
    }
}

record! {
    /// The facts on which the clause depends.
    pub struct Clause {
        /// Does the debtor own the building? A share is enough.
        owned_by_debtor: bool;
        /// Is it the debtor's only or main residence?
        main_residence: bool;
        /// The share of the floor that serves only the debtor's residence.
        own_use_floor_share: Share;
        /// What the loan was for.
        purpose: Choice<Purpose>;
        /// Is it repaid in instalments?
        instalments: bool;
        /// Does a mortgage on the building secure it, or the guarantor's reimbursement?
        mortgage_on_building: bool;
        /// In whose name that mortgage stands.
        mortgage_holder: Choice<MortgageHolder>;
        /// Every other burden on the building or the land.
        other_security: Vec<OtherSecurity>;
        /// Does the home-loan mortgage lie on the land too?
        mortgage_on_land: bool = true;
        /// Was the claim acquired by subrogation under 民法499条? Never for what a guarantee company paid.
        acquired_by_subrogation: bool = false;
        /// The day on which a guarantee company had paid the whole.
        guarantee_performed_on: Option<Date>;
        /// The day of the petition.
        petition_on: Date;
        /// The law in force on this day.
        law_on: Option<Date>;
    }
}

record! {
    /// May the plan carry the clause?
    pub struct Possible {
        /// No condition fails.
        possible: bool;
        /// The conditions that fail, in alphabetical order.
        failing: Vec<Choice<ClauseCondition>>;
    }
}

impl Callable for ClauseConditions {
    type Input = Clause;
    type Answer = Possible;
    const RULE: &'static Rule = &law_of::CLAUSE_CONDITIONS;
    const DECIDED_BY: &'static [&'static str] = &["petition_on"];

    fn law_on(input: &Clause) -> Option<Date> {
        input.law_on
    }

    fn call<T: Trace>(cx: &mut Cx<'_, T>, input: &Clause, on: Date) -> Result<Possible, Refusal> {
        let other_security: Vec<law_of::OtherSecurity> = input
            .other_security
            .iter()
            .map(|security| law_of::OtherSecurity {
                on: security.on.0,
                kind: security.kind.0,
                home_loan: security.home_loan,
                ranks_behind: security.ranks_behind,
            })
            .collect();
        let facts = ClauseFacts {
            owned_by_debtor: Some(input.owned_by_debtor),
            main_residence: Some(input.main_residence),
            own_use_floor_share: Some(input.own_use_floor_share),
            purpose: Some(input.purpose.0),
            instalments: Some(input.instalments),
            mortgage_on_building: Some(input.mortgage_on_building),
            mortgage_holder: Some(input.mortgage_holder.0),
            other_security: Some(&other_security),
            mortgage_on_land: Some(input.mortgage_on_land),
            acquired_by_subrogation: Some(input.acquired_by_subrogation),
            guarantee_performed_on: input.guarantee_performed_on,
            petition_on: input.petition_on,
        };
        let failing = law_of::clause_conditions(cx, on, &facts)?.failing();
        Ok(Possible { possible: failing.is_empty(), failing: failing.into_iter().map(Choice).collect() })
    }
}

#[cfg(test)]
mod tests {
    use crate::entry::tests::check;

    #[test]
    fn the_worked_answers_of_the_contract() {
        check(
            "home-loan.unwinding-deadline",
            r#"{"guarantee_performed_on": "2026-05-22"}"#,
            r#"{"file_by": "2026-11-22", "rolled": "2026-11-24"}"#,
        );
        check(
            "home-loan.reschedule-limit",
            r#"{"contract_last_due_on": "2051-03-31", "debtor_born": "1981-05-04", "age_mode": "birthday"}"#,
            r#"{"latest_last_due_on": "2051-05-04"}"#,
        );
    }

    #[test]
    fn what_lies_beyond_is_refused() {
        let rule = "home-loan.unwinding-deadline";
        check(rule, r#"{"guarantee_performed_on": "9999-08-01"}"#, r#"{"error": "guarantee_performed_on"}"#);
        check(rule, r#"{"guarantee_performed_on": "2150-05-22"}"#, r#"{"error": "guarantee_performed_on"}"#);
        check(rule, r#"{"guarantee_performed_on": "2026-05-22", "law_on": "2001-03-31"}"#, r#"{"error": "law_on"}"#);
        let rule = "home-loan.reschedule-limit";
        check(
            rule,
            r#"{"contract_last_due_on": "9990-01-01", "debtor_born": "1981-05-04", "age_mode": "birthday"}"#,
            r#"{"error": "contract_last_due_on"}"#,
        );
        check(
            rule,
            r#"{"contract_last_due_on": "2051-03-31", "debtor_born": "9981-05-04", "age_mode": "birthday"}"#,
            r#"{"error": "debtor_born"}"#,
        );
    }

    fn clause(change: &str, value: &str) -> String {
        let mut input: serde_json::Value = serde_json::from_str(
            r#"{"owned_by_debtor": true, "main_residence": true, "own_use_floor_share": "1/2", "purpose": "purchase",
                "instalments": true, "mortgage_on_building": true, "mortgage_holder": "guarantee-company",
                "other_security": [], "petition_on": "2026-11-22"}"#,
        )
        .unwrap();
        input[change] = serde_json::from_str(value).unwrap();
        input.to_string()
    }

    #[test]
    fn the_clause() {
        let rule = "home-loan.clause-conditions";
        let fails = |ids: &str| format!(r#"{{"possible": false, "failing": [{ids}]}}"#);
        let possible = r#"{"possible": true, "failing": []}"#;
        check(rule, &clause("purpose", r#""improvement""#), possible);
        check(rule, &clause("guarantee_performed_on", r#""2026-05-22""#), possible);
        check(rule, &clause("guarantee_performed_on", r#""2026-05-21""#), &fails(r#""six-months-passed""#));
        let both = r#"[{"on": "both", "kind": "revolving-mortgage", "home_loan": false, "ranks_behind": true}]"#;
        check(rule, &clause("other_security", both), &fails(r#""junior-security-on-land", "security-on-building""#));
        check(rule, &clause("other_security", r#"[{"on": "both"}]"#), r#"{"error": "other_security[0].kind"}"#);
        check(rule, &clause("petition_on", r#""2001-03-31""#), r#"{"error": "petition_on"}"#);
        check(rule, &clause("own_use_floor_share", r#""3/2""#), r#"{"error": "own_use_floor_share"}"#);
    }
}
