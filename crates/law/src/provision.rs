//! Citations as values: which article says so.

use std::fmt;

/// An act, or an order made under one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Act {
    /// The identifier of the glossary, `civil_rehabilitation`.
    pub id: &'static str,
    /// The name as lawyers write it, `民事再生法`.
    pub ja: &'static str,
    /// The official English name.
    pub en: &'static str,
}

macro_rules! acts {
    ($($name:ident = $id:literal, $ja:literal, $en:literal;)+) => {
        $(#[doc = concat!($ja, " (", $en, ").")] #[doc(alias = $ja)]
        pub const $name: Act = Act { id: $id, ja: $ja, en: $en };)+
        /// Every act that a provision may name, in the order of the glossary.
        pub const ACTS: &[Act] = &[$($name),+];
    };
}

acts! {
    CIVIL_CODE = "civil_code", "民法", "Civil Code";
    OBLIGATIONS_REFORM = "obligations_reform", "平成29年法律44号附則", "Supplementary Provisions of Act No. 44 of 2017";
    OLD_CIVIL_CODE = "old_civil_code", "旧民法", "Civil Code before 1 April 2020";
    OLD_COMMERCIAL_CODE = "old_commercial_code", "旧商法", "Commercial Code before 1 April 2020";
    CIVIL_REHABILITATION = "civil_rehabilitation", "民事再生法", "Civil Rehabilitation Act";
    LIVING_COST_DECREE = "living_cost_decree", "平成13年政令第50号", "Cabinet Order No. 50 of 2001";
    BANKRUPTCY = "bankruptcy", "破産法", "Bankruptcy Act";
    PENAL_CODE = "penal_code", "刑法", "Penal Code";
    CIVIL_EXECUTION = "civil_execution", "民事執行法", "Civil Execution Act";
    CIVIL_EXECUTION_ORDER = "civil_execution_order", "民事執行法施行令", "Order for Enforcement of the Civil Execution Act";
    INTEREST_RESTRICTION = "interest_restriction", "利息制限法", "Interest Rate Restriction Act";
    CONSUMER_CONTRACT = "consumer_contract", "消費者契約法", "Consumer Contract Act";
    SPECIAL_CONCILIATION = "special_conciliation", "特定調停法", "Act on Special Conciliation";
    BUILDING_UNIT_OWNERSHIP = "building_unit_ownership", "区分所有法", "Act on Building Unit Ownership";
    LAND_AND_BUILDING_LEASE = "land_and_building_lease", "借地借家法", "Act on Land and Building Leases";
    BROKERAGE = "brokerage", "宅地建物取引業法", "Real Estate Brokerage Act";
    BROKERAGE_NOTICE = "brokerage_notice", "報酬告示", "Ministerial Notice on Brokerage Fees";
    CONSUMPTION_TAX = "consumption_tax", "消費税法", "Consumption Tax Act";
    CIVIL_PROCEDURE = "civil_procedure", "民事訴訟法", "Code of Civil Procedure";
    HOLIDAYS = "national_holidays", "国民の祝日に関する法律", "Act on National Holidays";
    AGE_CALCULATION = "age_calculation", "年齢計算ニ関スル法律", "Age Calculation Act";
    ATTORNEY = "attorney", "弁護士法", "Attorney Act";
    JUDICIAL_SCRIVENER = "judicial_scrivener", "司法書士法", "Judicial Scrivener Act";
    SERVICER = "servicer", "サービサー法", "Act on Special Measures Concerning Claim Servicing";
    NATIONAL_TAX_COLLECTION = "national_tax_collection", "国税徴収法", "National Tax Collection Act";
    LOCAL_TAX = "local_tax", "地方税法", "Local Tax Act";
    INCOME_TAX = "income_tax", "所得税法", "Income Tax Act";
    COURT_COSTS = "court_costs", "民事訴訟費用等に関する法律", "Act on Costs of Civil Proceedings";
    REGISTRATION_TAX = "registration_tax", "登録免許税法", "Registration and License Tax Act";
    LEGAL_SUPPORT = "legal_support", "総合法律支援法", "Comprehensive Legal Support Act";
    GENERAL_TAX = "general_tax", "国税通則法", "Act on General Rules for National Taxes";
    INCOME_TAX_ORDER = "income_tax_order", "所得税法施行令", "Order for Enforcement of the Income Tax Act";
    SPECIAL_TAXATION = "special_taxation", "租税特別措置法", "Act on Special Measures Concerning Taxation";
    RECONSTRUCTION_FINANCE = "reconstruction_finance", "東日本大震災からの復興のための施策を実施するために必要な財源の確保に関する特別措置法", "Act on Special Measures for Securing Financial Resources for Reconstruction from the Great East Japan Earthquake";
    SELF_RELIANCE = "self_reliance", "生活困窮者自立支援法", "Act on Self-Reliance Support for Needy Persons";
    PUBLIC_ASSISTANCE = "public_assistance", "生活保護法", "Public Assistance Act";
    NATIONAL_PENSION = "national_pension", "国民年金法", "National Pension Act";
    EMPLOYEES_PENSION = "employees_pension", "厚生年金保険法", "Employees' Pension Insurance Act";
}

/// An article of an act, down to the paragraph and item where it matters.
///
/// ```
/// use law::provision::{CIVIL_REHABILITATION, Provision};
/// let floor = Provision::new(CIVIL_REHABILITATION, "231/2/4");
/// assert_eq!(floor.to_string(), "民事再生法231条2項4号");
/// assert_eq!(floor.id(), "civil_rehabilitation/231/2/4");
/// assert_eq!(Provision::new(law::provision::CIVIL_CODE, "458-3").to_string(), "民法458条の3");
/// assert_eq!(Provision::new(law::provision::CIVIL_CODE, "458-3/1").to_string(), "民法458条の3第1項");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Provision {
    /// The act.
    pub act: Act,
    /// Article, paragraph and item between slashes: `231/2/4`; a branch number follows a hyphen: `458-3`; an item of an
    /// article without paragraphs stands after two slashes: `196//3`.
    /// Empty when the whole act is meant.
    pub path: &'static str,
}

impl Provision {
    /// The provision of `act` at `path`.
    pub const fn new(act: Act, path: &'static str) -> Provision {
        Provision { act, path }
    }

    /// The identifier, `civil_rehabilitation/231/2/4`.
    pub fn id(self) -> String {
        if self.path.is_empty() { self.act.id.to_string() } else { format!("{}/{}", self.act.id, self.path) }
    }

    /// As it is written in English, `Civil Rehabilitation Act, Art. 231(2)(4)`, in plain figures.
    pub fn en(self) -> String {
        self.components_en().concat()
    }

    /// The act, the article, the paragraph, the item, each as it is written.
    fn components(self) -> Vec<String> {
        let units = ["条", "項", "号"];
        let parts = self.path.split('/').zip(units).filter(|(part, _)| !part.is_empty());
        // After a branch number 第 keeps the figures apart: 31条の4第1項.
        let mut branched = false;
        let written = parts.map(|(part, unit)| {
            let apart = if std::mem::replace(&mut branched, part.contains('-')) { "第" } else { "" };
            match part.split_once('-') {
                Some((number, branch)) => format!("{apart}{number}{unit}の{branch}"),
                None => format!("{apart}{part}{unit}"),
            }
        });
        std::iter::once(self.act.ja.to_string()).chain(written).collect()
    }

    fn components_en(self) -> Vec<String> {
        let whole_article = self.path.contains("//");
        let parts = self.path.split('/').enumerate().filter(|(_, part)| !part.is_empty());
        let written = parts.map(|(place, part)| match place {
            0 => format!(", Art. {part}"),
            2 if whole_article => format!(" item {part}"),
            _ => format!("({part})"),
        });
        std::iter::once(self.act.en.to_string()).chain(written).collect()
    }
}

/// Several provisions in one breath: what the one before said already is not said again.
///
/// ```
/// use law::provision::{CIVIL_CODE, CIVIL_REHABILITATION, Provision, together};
/// let floor = [Provision::new(CIVIL_REHABILITATION, "231/2/3"), Provision::new(CIVIL_REHABILITATION, "231/2/4")];
/// assert_eq!(together(&floor), "民事再生法231条2項3号・4号");
/// assert_eq!(together(&[floor[0], Provision::new(CIVIL_CODE, "140")]), "民事再生法231条2項3号、民法140条");
/// ```
pub fn together(provisions: &[Provision]) -> String {
    join(provisions.iter().map(|provision| provision.components()), "・", "、")
}

/// The same in English.
pub fn together_en(provisions: &[Provision]) -> String {
    join(provisions.iter().map(|provision| provision.components_en()), ", ", "; ")
}

fn join(provisions: impl Iterator<Item = Vec<String>>, within: &str, between: &str) -> String {
    let mut out = String::new();
    let mut before: Vec<String> = Vec::new();
    for components in provisions {
        let common = components.iter().zip(&before).take_while(|(one, other)| one == other).count();
        // What is wholly a part of the one before is said again: "231条2項3号" then "231条2項".
        let said = if common == components.len() { common.min(1) } else { common };
        let said = said.min(components.len() - 1);
        if !before.is_empty() {
            out.push_str(if said == 0 { between } else { within });
        }
        let rest = components[said..].concat();
        out.push_str(rest.strip_prefix(", Art. ").unwrap_or(&rest));
        before = components;
    }
    out
}

impl fmt::Display for Provision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.components().concat())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(paths: &[(Act, &'static str)], ja: &str, en: &str) {
        let provisions: Vec<Provision> = paths.iter().map(|(act, path)| Provision::new(*act, path)).collect();
        assert_eq!((together(&provisions).as_str(), together_en(&provisions).as_str()), (ja, en));
    }

    #[test]
    fn what_was_said_is_not_said_again_and_nothing_is_lost() {
        check(&[], "", "");
        check(&[(CIVIL_CODE, "")], "民法", "Civil Code");
        check(&[(CIVIL_REHABILITATION, "196//3")], "民事再生法196条3号", "Civil Rehabilitation Act, Art. 196 item 3");
        check(&[(CIVIL_CODE, "140"), (CIVIL_CODE, "143")], "民法140条・143条", "Civil Code, Art. 140, 143");
        check(&[(CIVIL_CODE, "150/1"), (CIVIL_CODE, "150/2")], "民法150条1項・2項", "Civil Code, Art. 150(1), (2)");
        check(&[(CIVIL_CODE, "150/1"), (CIVIL_CODE, "150")], "民法150条1項・150条", "Civil Code, Art. 150(1), 150");
        check(&[(CIVIL_CODE, "1/2/7"), (CIVIL_CODE, "1/3")], "民法1条2項7号・3項", "Civil Code, Art. 1(2)(7), (3)");
        check(&[(CIVIL_CODE, "150"), (CIVIL_CODE, "150/2")], "民法150条・2項", "Civil Code, Art. 150, (2)");
        check(
            &[(CIVIL_CODE, "1"), (BANKRUPTCY, "1")],
            "民法1条、破産法1条",
            "Civil Code, Art. 1; Bankruptcy Act, Art. 1",
        );
    }
}
