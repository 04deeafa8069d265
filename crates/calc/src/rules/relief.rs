//! What follows a plan: discharge for hardship, and the years in which a relief bars the next one.

use law::acts::civil_rehabilitation::hardship::{self as hardship_of, HardshipGrounds, HardshipObstacle, Performance};
use law::acts::civil_rehabilitation::salaried::{self as salaried_of, PastKind};
use law::trace::Rule;
use law::{Cx, Date, Trace, Yen, message};
use read::{Choice, record};

use crate::{Callable, Refusal};

/// `civil-rehabilitation.hardship-discharge`.
pub(crate) struct HardshipDischarge;

record! {
    /// A claim of the plan.
    pub struct Claim unique "id" {
        /// Its name.
        id: String;
        /// What the plan gives it; of a claim that is not reduced, the part payable at the plan's rate.
        planned: Yen;
        /// What was paid.
        paid: Yen;
    }
}

record! {
    /// The plan as far as it was carried out.
    pub struct Hardship {
        /// The claims.
        claims: Vec<Claim>;
        /// Is the reason not the debtor's fault?
        not_at_fault: bool;
        /// Has it become extremely difficult to carry out the plan?
        extremely_difficult: bool;
        /// Have the creditors had what a bankruptcy would have brought them?
        general_interest_kept: bool;
        /// Is an extension extremely difficult too?
        extension_extremely_difficult: bool;
        /// The law in force on this day.
        law_on: Option<Date>;
    }
}

record! {
    /// What a claim lacks.
    pub struct Lack {
        /// The claim.
        id: String;
        /// What is missing of three quarters.
        lacking: Yen;
    }
}

record! {
    /// May the rest be discharged?
    pub struct HardshipAnswer {
        /// Is every condition met?
        possible: bool;
        /// What stands against it, sorted.
        failing: Vec<Choice<HardshipObstacle>>;
        /// Each claim, in the order of the input.
        claims: Vec<Lack>;
    }
}

impl Callable for HardshipDischarge {
    type Input = Hardship;
    type Answer = HardshipAnswer;
    const RULE: &'static Rule = &hardship_of::HARDSHIP_DISCHARGE;

    fn law_on(input: &Hardship) -> Option<Date> {
        input.law_on
    }

    fn call<T: Trace>(cx: &mut Cx<'_, T>, input: &Hardship, on: Date) -> Result<HardshipAnswer, Refusal> {
        let claims: Vec<Performance> =
            input.claims.iter().map(|claim| Performance { planned: claim.planned, paid: claim.paid }).collect();
        let grounds = HardshipGrounds {
            not_at_fault: input.not_at_fault,
            extremely_difficult: input.extremely_difficult,
            general_interest_kept: input.general_interest_kept,
            extension_extremely_difficult: input.extension_extremely_difficult,
        };
        let answer = hardship_of::hardship_discharge(cx, on, &claims, grounds)?;
        let lacks = input.claims.iter().zip(answer.lacking);
        Ok(HardshipAnswer {
            possible: answer.failing.is_empty(),
            failing: answer.failing.into_iter().map(Choice).collect(),
            claims: lacks.map(|(claim, lacking)| Lack { id: claim.id.clone(), lacking }).collect(),
        })
    }
}

/// `civil-rehabilitation.seven-year-bar`.
pub(crate) struct SevenYearBar;

record! {
    /// An earlier relief.
    pub struct Past {
        /// Which.
        kind: Choice<PastKind>;
        /// Of a discharge, the day it became final; of a plan or a hardship discharge, the day on which the confirmation of
        /// the plan became final.
        final_on: Date;
    }
}

record! {
    /// A petition and what went before.
    pub struct Petition {
        /// The day of the petition.
        petition_on: Date;
        /// Earlier reliefs.
        past: Vec<Past>;
        /// The law in force on this day.
        law_on: Option<Date>;
    }
}

record! {
    /// What the past bars.
    pub struct BarAnswer {
        /// Is rehabilitation for salaried workers barred? Small-scale rehabilitation never is.
        salaried_barred: bool;
        /// Is it a ground for refusal of discharge?
        discharge_refusal_ground: bool;
        /// The last day of the bar.
        barred_until: Option<Date>;
    }
}

impl Callable for SevenYearBar {
    type Input = Petition;
    type Answer = BarAnswer;
    const RULE: &'static Rule = &salaried_of::SEVEN_YEAR_BAR;
    const DECIDED_BY: &'static [&'static str] = &["petition_on"];

    fn law_on(input: &Petition) -> Option<Date> {
        input.law_on
    }

    fn call<T: Trace>(cx: &mut Cx<'_, T>, input: &Petition, on: Date) -> Result<BarAnswer, Refusal> {
        if let Some(index) = input.past.iter().position(|past| past.final_on > input.petition_on) {
            return Err(Refusal::new(format!("past[{index}].final_on"), message!("error.after-petition")));
        }
        let past: Vec<(PastKind, Date)> = input.past.iter().map(|past| (past.kind.0, past.final_on)).collect();
        let bar = salaried_of::seven_year_bar(cx, on, input.petition_on, &past)?
            .ok_or_else(|| Refusal::new("petition_on", message!("error.calendar-end")))?;
        Ok(BarAnswer {
            salaried_barred: bar.salaried_barred,
            discharge_refusal_ground: bar.discharge_refusal_ground,
            barred_until: bar.barred_until,
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::entry::tests::check;

    #[test]
    fn three_quarters_of_each_claim() {
        const RULE: &str = "civil-rehabilitation.hardship-discharge";
        let grounds = r#""not_at_fault": true, "extremely_difficult": true, "general_interest_kept": true,
            "extension_extremely_difficult": false"#;
        let claims = r#"[{"id": "a", "planned": 400000, "paid": 400000}, {"id": "b", "planned": 100, "paid": 74}]"#;
        check(
            RULE,
            &format!(r#"{{"claims": {claims}, {grounds}}}"#),
            r#"{"possible": false, "failing": ["extension-possible", "three-quarters"],
                "claims": [{"id": "a", "lacking": 0}, {"id": "b", "lacking": 1}]}"#,
        );
    }

    #[test]
    fn seven_years_and_not_a_day_more() {
        const RULE: &str = "civil-rehabilitation.seven-year-bar";
        let input = |petition_on: &str, kind: &str| {
            format!(r#"{{"petition_on": "{petition_on}", "past": [{{"kind": "{kind}", "final_on": "2019-11-22"}}]}}"#)
        };
        let barred = r#"{"salaried_barred": true, "discharge_refusal_ground": true, "barred_until": "2026-11-22"}"#;
        let free = r#"{"salaried_barred": false, "discharge_refusal_ground": false, "barred_until": null}"#;
        check(RULE, &input("2026-11-22", "discharge"), barred);
        check(RULE, &input("2026-11-23", "discharge"), free);
        check(RULE, &input("2026-11-22", "small-scale-plan"), free);
        check(RULE, &input("2019-11-21", "discharge"), r#"{"error": "past[0].final_on"}"#);
        check(RULE, r#"{"petition_on": "2004-12-31", "past": []}"#, r#"{"error": "petition_on"}"#);
    }
}
