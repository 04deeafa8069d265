//! What a way out costs at the court, and who advances it.

use law::acts::court_costs::{self, CourtProcedure};
use law::acts::legal_support::{self, AdvancedCase, Applicant, SupportRegion};
use law::trace::Rule;
use law::{Cx, Date, Trace, Yen, message};
use read::{Choice, Whole, record};

use crate::{Callable, Refusal};

/// `court-costs.petition`.
pub(crate) struct PetitionCosts;

record! {
    /// A petition.
    pub struct PetitionFacts {
        /// The proceeding.
        procedure: Choice<CourtProcedure>;
        /// The day of the petition.
        petition_on: Date;
        /// The day on which the gazette prints the notice; the petition's when it is left out.
        published_on: Option<Date>;
        /// The law in force on this day.
        law_on: Option<Date>;
    }
}

record! {
    /// What the court asks, without postage and without any deposit for a person.
    pub struct PetitionAnswer {
        /// The fee in stamps.
        stamps: Yen;
        /// The notices in the gazette.
        gazette: Yen;
        /// Both together.
        total: Yen;
    }
}

impl Callable for PetitionCosts {
    type Input = PetitionFacts;
    type Answer = PetitionAnswer;
    const RULE: &'static Rule = &court_costs::PETITION;
    const DECIDED_BY: &'static [&'static str] = &["published_on", "petition_on"];

    fn law_on(input: &PetitionFacts) -> Option<Date> {
        input.law_on
    }

    fn call<T: Trace>(cx: &mut Cx<'_, T>, input: &PetitionFacts, on: Date) -> Result<PetitionAnswer, Refusal> {
        let petition_on = input.law_on.unwrap_or(input.petition_on);
        let costs = court_costs::petition_costs(cx, petition_on, on, input.procedure.0)
            .map_err(|error| Refusal { field: "petition_on".to_string(), ..error.into() })?;
        Ok(PetitionAnswer { stamps: costs.stamps, gazette: costs.gazette, total: costs.total() })
    }
}

/// `special-conciliation.fee`.
pub(crate) struct ConciliationFee;

record! {
    /// A creditor with whom the debtor would conciliate.
    pub struct ConciliationCreditor unique "id" {
        /// The creditor's or the claim's id.
        id: String;
        /// The value of the matter; left out, the one that the courts take as usual.
        value: Option<Yen>;
    }
}

record! {
    /// A petition for special conciliation.
    pub struct ConciliationFacts {
        /// Every creditor is a matter of its own.
        creditors: Vec<ConciliationCreditor>;
        /// The law in force on this day.
        law_on: Option<Date>;
    }
}

record! {
    /// The fee for one creditor.
    pub struct CreditorFee {
        /// The id.
        id: String;
        /// The fee in stamps.
        fee: Yen;
    }
}

record! {
    /// The fees.
    pub struct ConciliationAnswer {
        /// For each creditor.
        fees: Vec<CreditorFee>;
        /// All together.
        total: Yen;
    }
}

impl Callable for ConciliationFee {
    type Input = ConciliationFacts;
    type Answer = ConciliationAnswer;
    const RULE: &'static Rule = &court_costs::CONCILIATION_FEE;

    fn law_on(input: &ConciliationFacts) -> Option<Date> {
        input.law_on
    }

    fn call<T: Trace>(cx: &mut Cx<'_, T>, input: &ConciliationFacts, on: Date) -> Result<ConciliationAnswer, Refusal> {
        let mut fees = Vec::with_capacity(input.creditors.len());
        for (place, creditor) in input.creditors.iter().enumerate() {
            let Some(fee) = court_costs::conciliation_fee(cx, on, creditor.value)? else {
                let message = message!("error.value-above-the-known-tiers");
                return Err(Refusal::new(format!("creditors[{place}].value"), message));
            };
            fees.push(CreditorFee { id: creditor.id.clone(), fee });
        }
        let total = fees.iter().map(|entry| entry.fee).sum();
        Ok(ConciliationAnswer { fees, total })
    }
}

/// `legal-support.eligibility`.
pub(crate) struct SupportEligibility;

record! {
    /// A household that asks for legal aid; money per month where it flows.
    pub struct ApplicantFacts {
        /// How many live from the income, the applicant among them.
        household_size: Whole<1, 100>;
        /// Where they live.
        region: Choice<SupportRegion>;
        /// Net income of applicant and spouse, a twelfth of the bonuses included.
        net_monthly: Yen;
        /// Rent or home loan really paid.
        housing_monthly: Yen;
        /// Cash and deposits of applicant and spouse.
        assets: Yen;
        /// The law in force on this day.
        law_on: Option<Date>;
    }
}

record! {
    /// Whether the means are small enough.
    pub struct EligibilityAnswer {
        /// Income and assets are both within their limits.
        eligible: bool;
        /// The most income, housing add-on included.
        income_limit: Yen;
        /// The income is within it.
        income_met: bool;
        /// The most assets.
        asset_limit: Yen;
        /// The assets are within it.
        assets_met: bool;
    }
}

impl Callable for SupportEligibility {
    type Input = ApplicantFacts;
    type Answer = EligibilityAnswer;
    const RULE: &'static Rule = &legal_support::ELIGIBILITY;

    fn law_on(input: &ApplicantFacts) -> Option<Date> {
        input.law_on
    }

    fn call<T: Trace>(cx: &mut Cx<'_, T>, input: &ApplicantFacts, on: Date) -> Result<EligibilityAnswer, Refusal> {
        let applicant = Applicant {
            household_size: input.household_size.0,
            region: input.region.0,
            net_monthly: input.net_monthly,
            housing_monthly: input.housing_monthly,
            assets: input.assets,
        };
        let test = legal_support::eligibility(cx, on, applicant)?;
        Ok(EligibilityAnswer {
            eligible: test.eligible(),
            income_limit: test.income_limit,
            income_met: test.income_met,
            asset_limit: test.asset_limit,
            assets_met: test.assets_met,
        })
    }
}

/// `legal-support.advance`.
pub(crate) struct SupportAdvance;

record! {
    /// A case for which a lawyer's fee is advanced.
    pub struct AdvanceFacts {
        /// The case.
        case: Choice<AdvancedCase>;
        /// How many creditors.
        creditors: Whole<1, 10_000>;
        /// The law in force on this day.
        law_on: Option<Date>;
    }
}

record! {
    /// What is advanced.
    pub struct AdvanceAnswer {
        /// The lawyer's fee.
        fee: Yen;
        /// Expenses.
        expenses: Yen;
        /// Both together.
        total: Yen;
    }
}

impl Callable for SupportAdvance {
    type Input = AdvanceFacts;
    type Answer = AdvanceAnswer;
    const RULE: &'static Rule = &legal_support::ADVANCE;

    fn law_on(input: &AdvanceFacts) -> Option<Date> {
        input.law_on
    }

    fn call<T: Trace>(cx: &mut Cx<'_, T>, input: &AdvanceFacts, on: Date) -> Result<AdvanceAnswer, Refusal> {
        let paid = legal_support::advance(cx, on, input.case.0, input.creditors.0)?;
        Ok(AdvanceAnswer { fee: paid.fee, expenses: paid.expenses, total: paid.total() })
    }
}

#[cfg(test)]
mod tests {
    use crate::entry::tests::check;

    #[test]
    fn petition_costs_by_publication() {
        let rule = "court-costs.petition";
        check(
            rule,
            r#"{"procedure": "rehabilitation", "petition_on": "2026-03-01", "published_on": "2026-04-01"}"#,
            r#"{"stamps": 10000, "gazette": 15120, "total": 25120}"#,
        );
        check(rule, r#"{"procedure": "trustee", "petition_on": "2026-03-01"}"#, r#"{"error": "petition_on"}"#);
        check(
            rule,
            r#"{"procedure": "trustee", "petition_on": "2004-12-31", "published_on": "2026-04-01"}"#,
            r#"{"error": "petition_on"}"#,
        );
    }

    #[test]
    fn conciliation_by_creditor() {
        let rule = "special-conciliation.fee";
        check(
            rule,
            r#"{"creditors": [{"id": "a"}, {"id": "b", "value": 1000001}]}"#,
            r#"{"fees": [{"id": "a", "fee": 500}, {"id": "b", "fee": 5500}], "total": 6000}"#,
        );
        check(rule, r#"{"creditors": [{"id": "a", "value": 1000000001}]}"#, r#"{"error": "creditors[0].value"}"#);
        check(rule, r#"{"creditors": [{"id": "a"}, {"id": "a"}]}"#, r#"{"error": "creditors[1].id"}"#);
    }

    #[test]
    fn legal_aid() {
        check(
            "legal-support.eligibility",
            r#"{"household_size": 2, "region": "other", "net_monthly": 304001, "housing_monthly": 60000, "assets": 0}"#,
            r#"{"eligible": false, "income_limit": 304000, "income_met": false,
                "asset_limit": 2500000, "assets_met": true}"#,
        );
        check(
            "legal-support.advance",
            r#"{"case": "bankruptcy", "creditors": 11}"#,
            r#"{"fee": 154000, "expenses": 23000, "total": 177000}"#,
        );
    }
}
