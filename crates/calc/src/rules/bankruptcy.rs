//! Bankruptcy: 破産法.

use law::acts::bankruptcy::discharge::{self, ClaimBefore, ClaimNature, Fate};
use law::acts::bankruptcy::exempt;
use law::acts::bankruptcy::occupation::{self, Effect};
use law::acts::bankruptcy::procedure::{self as screening, Procedure, Screening, ScreeningCourt, TrusteeReason};
use law::params::Checked;
use law::terms::AssetKind;
use law::trace::Rule;
use law::{Cx, Date, Trace, Yen};
use read::{Choice, record};

use crate::{Callable, Refusal};

/// `bankruptcy.procedure`.
pub(crate) struct BankruptcyProcedure;

law::word_list! {
    /// The courts of the contract; the planner knows the habits of six more.
    pub enum ContractCourt {
        /// 東京地方裁判所.
        Tokyo = "tokyo",
        /// 大阪地方裁判所.
        Osaka = "osaka",
    }
}

impl ContractCourt {
    const fn court(self) -> ScreeningCourt {
        match self {
            ContractCourt::Tokyo => ScreeningCourt::Tokyo,
            ContractCourt::Osaka => ScreeningCourt::Osaka,
        }
    }
}

record! {
    /// A thing of value.
    pub struct ClassValue {
        /// Its kind.
        kind: Choice<AssetKind>;
        /// Its value; a retirement allowance already as its eighth.
        value: Yen;
    }
}

record! {
    /// What the household owns, as the courts screen it.
    pub struct ScreeningFacts {
        /// The court.
        court: Choice<ContractCourt>;
        /// Cash.
        cash: Yen;
        /// Ordinary deposits.
        ordinary_deposits: Yen;
        /// Everything else.
        other_classes: Vec<ClassValue>;
        /// There may be a ground to refuse discharge.
        refusal_ground: bool;
        /// The law in force on this day.
        law_on: Option<Date>;
    }
}

record! {
    /// How the bankruptcy is run.
    pub struct ScreeningAnswer {
        /// How.
        procedure: Choice<Procedure>;
        /// Why a trustee is appointed, sorted.
        because: Vec<Choice<TrusteeReason>>;
    }
}

impl Callable for BankruptcyProcedure {
    type Input = ScreeningFacts;
    type Answer = ScreeningAnswer;
    const RULE: &'static Rule = &screening::PROCEDURE;

    fn law_on(input: &ScreeningFacts) -> Option<Date> {
        input.law_on
    }

    fn call<T: Trace>(cx: &mut Cx<'_, T>, input: &ScreeningFacts, on: Date) -> Result<ScreeningAnswer, Refusal> {
        let other_classes: Vec<(AssetKind, Yen)> =
            input.other_classes.iter().map(|class| (class.kind.0, class.value)).collect();
        let owned = Screening {
            cash: input.cash,
            ordinary_deposits: input.ordinary_deposits,
            other_classes: &other_classes,
            refusal_ground: input.refusal_ground,
        };
        let found = screening::procedure(cx, on, input.court.0.court(), owned)?;
        Ok(ScreeningAnswer {
            procedure: Choice(found.procedure),
            because: found.because.into_iter().map(Choice).collect(),
        })
    }
}

/// `bankruptcy.survives`.
pub(crate) struct Survives;

record! {
    /// A claim before a discharge.
    pub struct SurvivalFacts {
        /// Its nature.
        nature: Choice<ClaimNature>;
        /// The debtor knew of it and left it off the list of creditors.
        knowingly_omitted: bool = false;
        /// The creditor knew that the bankruptcy had been opened.
        creditor_knew: bool = false;
        /// The law in force on this day.
        law_on: Option<Date>;
    }
}

record! {
    /// What becomes of it.
    pub struct SurvivalAnswer {
        /// What.
        fate: Choice<Fate>;
        /// The item under which it survives or may survive.
        citation: Option<String>;
    }
}

impl Callable for Survives {
    type Input = SurvivalFacts;
    type Answer = SurvivalAnswer;
    const RULE: &'static Rule = &discharge::SURVIVES;

    fn law_on(input: &SurvivalFacts) -> Option<Date> {
        input.law_on
    }

    fn call<T: Trace>(cx: &mut Cx<'_, T>, input: &SurvivalFacts, _: Date) -> Result<SurvivalAnswer, Refusal> {
        let claim = ClaimBefore {
            nature: input.nature.0,
            knowingly_omitted: input.knowingly_omitted,
            creditor_knew: input.creditor_knew,
        };
        let after = discharge::survives(cx, claim);
        Ok(SurvivalAnswer { fate: Choice(after.fate), citation: after.item.map(|item| item.to_string()) })
    }
}

/// `bankruptcy.restricted-occupation`.
pub(crate) struct RestrictedOccupation;

record! {
    /// An occupation.
    pub struct OccupationFacts {
        /// An identifier of the list, or the Japanese name.
        occupation: String;
        /// The law in force on this day.
        law_on: Option<Date>;
    }
}

record! {
    /// What a bankruptcy does to it; every field is null for one that the list does not know.
    pub struct OccupationAnswer {
        /// Until rights are restored it may not be followed.
        restricted: Option<bool>;
        /// What the opening does.
        effect: Option<Choice<Effect>>;
        /// The Japanese name.
        ja: Option<String>;
        /// The article that says so.
        citation: Option<String>;
        /// How far that was compared with a source.
        checked: Option<Choice<Checked>>;
    }
}

impl Callable for RestrictedOccupation {
    type Input = OccupationFacts;
    type Answer = OccupationAnswer;
    const RULE: &'static Rule = &occupation::RESTRICTED_OCCUPATION;

    fn law_on(input: &OccupationFacts) -> Option<Date> {
        input.law_on
    }

    fn call<T: Trace>(cx: &mut Cx<'_, T>, input: &OccupationFacts, _: Date) -> Result<OccupationAnswer, Refusal> {
        let found = occupation::restriction(cx, &input.occupation);
        Ok(OccupationAnswer {
            restricted: found.map(|known| known.effect == Effect::Restricted),
            effect: found.map(|known| Choice(known.effect)),
            ja: found.map(|known| known.ja.to_string()),
            citation: found.map(|known| known.citation.to_string()).filter(|citation| !citation.is_empty()),
            checked: found.map(|known| Choice(known.checked)),
        })
    }
}

/// `bankruptcy.exempt-cash`.
pub(crate) struct ExemptCash;

record! {
    /// A bankrupt's cash.
    pub struct CashFacts {
        /// Cash in hand at the opening.
        cash: Yen;
        /// The law in force on this day.
        law_on: Option<Date>;
    }
}

record! {
    /// How it divides.
    pub struct CashAnswer {
        /// The most that can be exempt.
        limit: Yen;
        /// What stays with the bankrupt.
        exempt: Yen;
        /// What falls into the estate.
        to_estate: Yen;
    }
}

impl Callable for ExemptCash {
    type Input = CashFacts;
    type Answer = CashAnswer;
    const RULE: &'static Rule = &exempt::EXEMPT_CASH;

    fn law_on(input: &CashFacts) -> Option<Date> {
        input.law_on
    }

    fn call<T: Trace>(cx: &mut Cx<'_, T>, input: &CashFacts, on: Date) -> Result<CashAnswer, Refusal> {
        let found = exempt::exempt_cash(cx, on, input.cash)?;
        Ok(CashAnswer { limit: found.limit, exempt: found.exempt, to_estate: found.to_estate })
    }
}

#[cfg(test)]
mod tests {
    use crate::entry::tests::check;

    #[test]
    fn screening_by_court() {
        let rule = "bankruptcy.procedure";
        check(
            rule,
            r#"{"court": "tokyo", "cash": 330000, "ordinary_deposits": 200000, "refusal_ground": true,
                "other_classes": [{"kind": "insurance", "value": 100000}, {"kind": "insurance", "value": 100000}]}"#,
            r#"{"procedure": "trustee", "because": ["asset-class", "cash", "deposits", "refusal-ground"]}"#,
        );
        check(
            rule,
            r#"{"court": "osaka", "cash": 330000, "ordinary_deposits": 170000, "refusal_ground": false,
                "other_classes": [{"kind": "insurance", "value": 100000}, {"kind": "insurance", "value": 100000}]}"#,
            r#"{"procedure": "simultaneous-discontinuance", "because": []}"#,
        );
        check(
            rule,
            r#"{"court": "standard", "cash": 0, "ordinary_deposits": 0, "other_classes": [], "refusal_ground": false}"#,
            r#"{"error": "court"}"#,
        );
    }

    #[test]
    fn claims_that_survive() {
        let rule = "bankruptcy.survives";
        check(rule, r#"{"nature": "support"}"#, r#"{"fate": "survives", "citation": "破産法253条1項4号"}"#);
        check(
            rule,
            r#"{"nature": "other", "knowingly_omitted": true}"#,
            r#"{"fate": "survives", "citation": "破産法253条1項6号"}"#,
        );
        check(rule, r#"{"nature": "other"}"#, r#"{"fate": "discharged", "citation": null}"#);
    }

    #[test]
    fn occupations_and_cash() {
        check(
            "bankruptcy.restricted-occupation",
            r#"{"occupation": "security-guard"}"#,
            r#"{"restricted": true, "effect": "restricted", "ja": "警備員",
                "citation": "警備業法14条1項・3条1号", "checked": "secondary"}"#,
        );
        check(
            "bankruptcy.restricted-occupation",
            r#"{"occupation": "lighthouse-keeper"}"#,
            r#"{"restricted": null, "effect": null, "ja": null, "citation": null, "checked": null}"#,
        );
        check(
            "bankruptcy.exempt-cash",
            r#"{"cash": 1000000}"#,
            r#"{"limit": 990000, "exempt": 990000, "to_estate": 10000}"#,
        );
    }
}
