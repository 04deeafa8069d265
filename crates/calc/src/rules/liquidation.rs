//! The liquidation value: 民事再生法174条2項4号, by court practice.

use law::acts::civil_rehabilitation::liquidation::{self as law_of, Estate, HomeValue, Readings};
use law::money::MAX_YEN;
use law::terms::{AssetKind, Court};
use law::trace::Rule;
use law::{Cx, Date, Trace, Yen, message};
use read::{Choice, record};

use crate::{Callable, Refusal};

/// `civil-rehabilitation.liquidation-value`.
pub(crate) struct LiquidationValue;

law::word_list! {
    /// The courts whose liquidation values have profiles of their own: those of the contract.
    pub enum Profile {
        /// 東京地方裁判所.
        Tokyo = "tokyo",
        /// 大阪地方裁判所.
        Osaka = "osaka",
        /// The statute without a local habit.
        Standard = "standard",
    }
}

impl Profile {
    const fn court(self) -> Court {
        match self {
            Profile::Tokyo => Court::Tokyo,
            Profile::Osaka => Court::Osaka,
            Profile::Standard => Court::Standard,
        }
    }
}

record! {
    /// One thing that the debtor owns.
    pub struct Asset {
        /// What it is.
        kind: Choice<AssetKind>;
        /// What it is worth.
        value: Yen;
    }
}

record! {
    /// A home.
    pub struct Home {
        /// What it would fetch.
        value: Yen;
        /// What is owed under its mortgages.
        secured: Yen;
    }
}

record! {
    /// What the debtor owns.
    pub struct Property {
        /// The practice profile of the court.
        court: Choice<Profile>;
        /// Assets other than homes; the free cash is used up in this order.
        assets: Vec<Asset>;
        /// Homes with what is owed under their mortgages.
        homes: Vec<Home> = Vec::new(), where (assets, homes) is_beyond_range(assets, homes) => message!("error.sum-too-large");
        /// Yen paid avoidably.
        preferences: Yen = Yen::ZERO;
        /// The law in force on this day.
        law_on: Option<Date>;
    }
}

/// Would everything together leave the range of amounts?
fn is_beyond_range(assets: &[Asset], homes: &[Home]) -> bool {
    let values = assets.iter().map(|asset| asset.value).chain(homes.iter().map(|home| home.value));
    values.map(|value| u128::from(value.0)).sum::<u128>() + u128::from(MAX_YEN.0) > u128::from(u64::MAX)
}

record! {
    /// What an asset counts.
    pub struct Item {
        /// What it is.
        kind: Choice<AssetKind>;
        /// What it counts.
        counted: Yen;
    }
}

record! {
    /// What a bankruptcy would bring.
    pub struct Answer {
        /// All of it.
        liquidation_value: Yen;
        /// Each asset, in the order of the input.
        items: Vec<Item>;
    }
}

impl Callable for LiquidationValue {
    type Input = Property;
    type Answer = Answer;
    const RULE: &'static Rule = &law_of::LIQUIDATION_VALUE;

    fn law_on(input: &Property) -> Option<Date> {
        input.law_on
    }

    fn call<T: Trace>(cx: &mut Cx<'_, T>, input: &Property, on: Date) -> Result<Answer, Refusal> {
        let assets: Vec<law_of::Asset> =
            input.assets.iter().map(|asset| law_of::Asset { kind: asset.kind.0, value: asset.value }).collect();
        let homes: Vec<HomeValue> =
            input.homes.iter().map(|home| HomeValue { value: home.value, secured: home.secured }).collect();
        let estate =
            Estate { assets: &assets, homes: &homes, preferences: input.preferences, readings: Readings::OF_THE_COURT };
        let answer = law_of::liquidation_value(cx, on, input.court.0.court(), &estate)?;
        let items = input.assets.iter().zip(answer.assets).map(|(asset, counted)| Item { kind: asset.kind, counted });
        Ok(Answer { liquidation_value: answer.total, items: items.collect() })
    }
}

#[cfg(test)]
mod tests {
    use crate::entry::tests::check;

    const RULE: &str = "civil-rehabilitation.liquidation-value";

    #[test]
    fn items_stand_in_the_order_of_the_input() {
        let assets = r#"[{"kind": "deposit", "value": 150000}, {"kind": "cash", "value": 900000},
            {"kind": "time-deposit", "value": 60000}, {"kind": "retirement-allowance", "value": 1600001},
            {"kind": "deposit-with-landlord", "value": 300000}, {"kind": "household-goods", "value": 80000}]"#;
        let answer = |total: u64, counted: [u64; 6]| {
            let kinds =
                ["deposit", "cash", "time-deposit", "retirement-allowance", "deposit-with-landlord", "household-goods"];
            let items: Vec<String> = kinds
                .iter()
                .zip(counted)
                .map(|(kind, counted)| format!(r#"{{"kind": "{kind}", "counted": {counted}}}"#))
                .collect();
            format!(r#"{{"liquidation_value": {total}, "items": [{}]}}"#, items.join(","))
        };
        let input = |court: &str| format!(r#"{{"court": "{court}", "assets": {assets}}}"#);
        check(RULE, &input("tokyo"), &answer(210_000, [150_000, 0, 60_000, 0, 0, 0]));
        check(RULE, &input("osaka"), &answer(620_000, [0, 60_000, 60_000, 200_000, 300_000, 0]));
        check(RULE, &input("standard"), &answer(710_000, [150_000, 0, 60_000, 200_000, 300_000, 0]));
    }

    #[test]
    fn homes_and_preferences_are_added() {
        check(
            RULE,
            r#"{"court": "tokyo", "assets": [], "homes": [{"value": 50000000, "secured": 40000000},
                {"value": 10000000, "secured": 40000000}], "preferences": 5}"#,
            r#"{"liquidation_value": 10000005, "items": []}"#,
        );
        check(
            RULE,
            r#"{"court": "osaka", "assets": [], "homes": null, "preferences": null}"#,
            r#"{"liquidation_value": 0, "items": []}"#,
        );
    }

    #[test]
    fn the_first_bad_field_is_named() {
        check(RULE, r#"{"court": "kobe", "assets": [{"kind": "gold"}]}"#, r#"{"error": "court"}"#);
        check(RULE, r#"{"court": "tokyo", "assets": [{"kind": "gold"}]}"#, r#"{"error": "assets[0].kind"}"#);
        check(RULE, r#"{"court": "tokyo", "assets": [], "homes": [{"value": 1}]}"#, r#"{"error": "homes[0].secured"}"#);
        check(RULE, r#"{"court": "tokyo", "assets": [], "law_on": "2004-12-31"}"#, r#"{"error": "law_on"}"#);
        let asset = r#"{"kind": "other", "value": 1000000000000000}"#;
        let home = r#"{"value": 1000000000000000, "secured": 0}"#;
        let (assets, homes) = (vec![asset; 10_000].join(","), vec![home; 10_000].join(","));
        let input = format!(r#"{{"court": "tokyo", "assets": [{assets}], "homes": [{homes}]}}"#);
        check(RULE, &input, r#"{"error": "homes"}"#);
    }
}
