//! Every figure on the first and the last day of every change, asked of the rules that use it.
//!
//! The days and the values stand here a second time, from the acts that set them and not from `parameters/`: a day or a value
//! that slips there shows.
//!
//! How far the acts that the tables name were looked up. In the act or an official notice: 昭和45年建設省告示1552号, 平成29年国土交通省
//! 告示1155号 and 令和6年同949号 (notices of the ministry and prefectures, with their days), 平成15年法律134号 and 平成16年法律152号 (their
//! texts), 平成24年法律68号 (a bill that names it), 令和4年法律48号 (the revision in force from 2026-05-21), 民法404条's periods (the ministry).
//! On pages alone: 破産法 from 2005-01-01, 個人再生 from 2001-04-01, 利息制限法 and 出資法 from 2010-06-18, the 1,400,000 yen of 裁判所法33条 by
//! the reform of 2003, 国税徴収法151条の2 by the tax reform of 2014, the number 平成18年法律115号 (with its day, 2006-12-20), and 平成16年法律
//! 76号 (an act that it changed names it, of the day of 破産法). The numbers 平成12年法律128号, 平成15年法律128号, 平成24年法律69号,
//! 平成26年法律10号, 平成28年法律85号 and 平成29年法律45号, 復興財源確保法13条, 国税通則法118条1項 and the articles of 地方税法附則 are from memory:
//! nothing but these comments rests on the numbers.

use std::collections::BTreeSet;

use calc::{Entry, REGISTRY, Refusal};
use law::Date;
use law::params::{ALL, AnyParameter, Mark, Row};
use law::trace::{Derivation, Origin, Shown};
use serde_json::{Value as Json, json};

/// Each figure that changes or ends: its values with their first days; `unknown` where nobody can say yet.
const CHANGES: &str = "
# 報酬告示: 昭和45年建設省告示1552号, 1970-12-01; 平成29年国土交通省告示1155号, 2018-01-01; 令和6年国土交通省告示949号, 2024-07-01.
brokerage.low_price_up_to: 1970-12-01 0, 2018-01-01 4000000, 2024-07-01 8000000
brokerage.low_price_fee: 1970-12-01 0, 2018-01-01 180000, 2024-07-01 300000
# 消費税法29条と地方税法72条の83: 8 % from 2014-04-01 (平成24年法律68号・69号), 10 % from 2019-10-01 (平成28年法律85号).
brokerage.consumption_tax: 2014-04-01 8/100, 2019-10-01 10/100
# 民法404条: 明治31年7月16日; 平成29年法律44号, 2020-04-01, periods of three years from then (404条3項).
civil_code.legal_rate: 1898-07-16 5%, 2020-04-01 3%, 2023-04-01 3%, 2026-04-01 3%, 2029-04-01 unknown
# 旧商法522条 from 明治32年6月16日; 平成29年法律44号・45号, 2020-04-01.
prescription.regime: 1899-06-16 old, 2020-04-01 new
prescription.commercial_years: 1899-06-16 5, 2020-04-01 5
prescription.non_commercial_years: 1899-06-16 10, 2020-04-01 5
prescription.judgment_years: 1899-06-16 10, 2020-04-01 10
prescription.demand_months: 1899-06-16 6, 2020-04-01 6
prescription.withdrawal_months: 1899-06-16 0, 2020-04-01 6
# 民事訴訟費用等に関する法律 with 破産法 (平成16年法律75号・76号), 2005-01-01; 令和4年法律48号, 2026-05-21 (令和7年政令).
court_costs.bankruptcy_petition: 2005-01-01 1000, 2026-05-21 1000
court_costs.discharge_petition: 2005-01-01 500, 2026-05-21 500
court_costs.rehabilitation_petition: 2005-01-01 10000, 2026-05-21 10000
court_costs.execution_petition: 2005-01-01 4000, 2026-05-21 4000
court_costs.stay_petition: 2005-01-01 500, 2026-05-21 500
court_costs.conciliation_tier_1_up_to: 2005-01-01 1000000, 2026-05-21 1000000
court_costs.conciliation_tier_1_unit: 2005-01-01 100000, 2026-05-21 100000
court_costs.conciliation_tier_1_fee: 2005-01-01 500, 2026-05-21 500
court_costs.conciliation_tier_2_up_to: 2005-01-01 5000000, 2026-05-21 5000000
court_costs.conciliation_tier_2_unit: 2005-01-01 200000, 2026-05-21 200000
court_costs.conciliation_tier_2_fee: 2005-01-01 500, 2026-05-21 500
court_costs.conciliation_tier_3_up_to: 2005-01-01 10000000, 2026-05-21 10000000
court_costs.conciliation_tier_3_unit: 2005-01-01 500000, 2026-05-21 500000
court_costs.conciliation_tier_3_fee: 2005-01-01 1000, 2026-05-21 1000
court_costs.conciliation_tier_4_up_to: 2005-01-01 1000000000, 2026-05-21 1000000000
court_costs.conciliation_tier_4_unit: 2005-01-01 1000000, 2026-05-21 1000000
court_costs.conciliation_tier_4_fee: 2005-01-01 1200, 2026-05-21 1200
# 国税徴収法施行令34条; from 2025-08-01 nobody has compared it with its source.
national_tax_collection.wage_base: 2013-12-01 100000, 2025-08-01 100000
national_tax_collection.wage_base_per_relative: 2013-12-01 45000, 2025-08-01 45000
# 出資法5条2項・利息制限法7条: 平成18年法律115号, 2010-06-18. Before it a bound that only tells a slip.
plausibility.most_rate: 1900-01-01 110%, 2010-06-18 20%
plausibility.most_late_rate: 1900-01-01 110%, 2010-06-18 29.2%
# 復興財源確保法13条, and 令和8年度税制改正の大綱: 1.1 % and 1 % for the income of 令和9年, the former until 令和29年.
special_taxation.reconstruction_surtax: 2015-01-01 21/1000, 2027-01-01 11/1000, 2048-01-01 unknown
special_taxation.defence_surtax: 2015-01-01 0/100, 2027-01-01 1/100
# 司法統計年報: natural persons' new bankruptcy cases of each year.
statistics.personal_bankruptcies: 2016-01-01 64639, 2017-01-01 68792, 2018-01-01 73099, 2019-01-01 73095, 2020-01-01 71678, 2021-01-01 68240, 2022-01-01 64833, 2023-01-01 70589, 2024-01-01 76309
";

/// The first days of the figures of law that have not changed since.
const BEGINNINGS: &str = "
# 報酬告示, 昭和45年12月1日.
1970-12-01: brokerage.first_tier_up_to brokerage.first_tier_share brokerage.second_tier_up_to brokerage.second_tier_share brokerage.third_tier_share
# 民事執行法附則1条, 昭和55年10月1日.
1980-10-01: deadlines.execution_appeal_weeks
# 個人再生 (平成12年法律128号) and 消費者契約法附則, 平成13年4月1日.
2001-04-01: civil_rehabilitation.vote_share civil_rehabilitation.plan_years civil_rehabilitation.plan_years_at_most civil_rehabilitation.extension_years civil_rehabilitation.hardship_share civil_rehabilitation.disposable_years civil_rehabilitation.income_years civil_rehabilitation.income_change_share consumer_contract.late_cap home_loan_clause.extension_years home_loan_clause.age_limit home_loan_clause.unwinding_months home_loan_clause.own_use_floor_share
# 民事執行法 (平成15年法律134号) with its order, and 裁判所法33条 (平成15年法律128号) for 司法書士, 平成16年4月1日.
2004-04-01: civil_execution.exempt_share civil_execution.exempt_share_support civil_execution.exempt_cap_month civil_execution.exempt_cap_half_month civil_execution.exempt_cap_ten_days civil_execution.exempt_cap_day civil_execution.exempt_cap_bonus civil_execution.exempt_cash judicial_scrivener.scrivener_claim_cap
# 破産法 (平成16年法律75号) and what 平成16年法律76号 changed in 民事再生法, 平成17年1月1日.
2005-01-01: bankruptcy.repeat_bar bankruptcy.exempt_cash_factor civil_rehabilitation.claims_cap civil_rehabilitation.tenth_band_above civil_rehabilitation.tenth civil_rehabilitation.fifth civil_rehabilitation.minimum_repayment_floor civil_rehabilitation.minimum_repayment_ceiling civil_rehabilitation.bar_years deadlines.insolvency_appeal_weeks deadlines.exempt_extension_months
# 民事執行法60条3項 (平成16年法律152号), 平成17年4月1日.
2005-04-01: civil_execution.minimum_bid_share
# 利息制限法 (平成18年法律115号), 平成22年6月18日.
2010-06-18: interest_restriction.small_principal_below interest_restriction.large_principal_from interest_restriction.interest_cap_small interest_restriction.interest_cap_middle interest_restriction.interest_cap_large interest_restriction.late_factor interest_restriction.late_cap_business
# 国税徴収法76条, as far back as it was compared.
2013-12-01: national_tax_collection.wage_extra_share national_tax_collection.wage_extra_cap national_tax_collection.wage_rounding_unit national_tax_collection.retirement_base_times national_tax_collection.retirement_years_without_extra national_tax_collection.retirement_extra_share
# 租税特別措置法31条・31条の3・31条の4・32条・35条1項, 地方税法附則34条・34条の3・35条, 国税通則法118条1項, as far back as they were looked at.
2015-01-01: special_taxation.home_sale_deduction special_taxation.notional_cost_share special_taxation.long_years special_taxation.own_home_years special_taxation.base_unit special_taxation.short_income_tax special_taxation.short_resident_tax special_taxation.long_income_tax special_taxation.long_resident_tax special_taxation.own_home_up_to special_taxation.own_home_income_tax special_taxation.own_home_resident_tax
# 国税徴収法151条の2 (平成26年法律10号), 平成27年4月1日.
2015-04-01: deadlines.tax_postponement_months tax_postponement.request_months tax_postponement.months_at_most tax_postponement.security_above tax_postponement.security_months
# 民法458条の3 (平成29年法律44号), 令和2年4月1日.
2020-04-01: deadlines.guarantor_notice_months
";

fn day(text: &str) -> Date {
    text.parse().unwrap_or_else(|_| panic!("{text} is no day"))
}

fn lines(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let line = |line: &'static str| line.split_once(": ").unwrap_or_else(|| panic!("{line} has no colon"));
    table.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(line)
}

/// A figure, and its values with their first days; none where it is not known from that day on.
type History = (&'static str, Vec<(Date, Option<&'static str>)>);

fn changes() -> Vec<History> {
    let value = |entry: &'static str| {
        let (from, value) = entry.split_once(' ').unwrap_or_else(|| panic!("{entry} has no value"));
        (day(from), (value != "unknown").then_some(value))
    };
    lines(CHANGES).map(|(id, values)| (id, values.split(", ").map(value).collect())).collect()
}

fn parameter(id: &str) -> &'static dyn AnyParameter {
    *ALL.iter().find(|parameter| parameter.id() == id).unwrap_or_else(|| panic!("no parameter {id}"))
}

fn changes_or_ends(parameter: &dyn AnyParameter) -> bool {
    let rows = parameter.rows();
    rows.len() > 1 || rows[0].until.is_some()
}

fn row_on(parameter: &dyn AnyParameter, on: Date) -> Option<Row> {
    let holds = |row: &Row| row.from <= on && row.until.is_none_or(|until| on <= until);
    parameter.rows().into_iter().find(holds)
}

/// A figure as the table writes it.
fn written(value: &Shown) -> String {
    match value {
        Shown::Yen(yen) => yen.0.to_string(),
        Shown::Count(count) => count.to_string(),
        Shown::Rate(rate) => format!("{rate}%"),
        Shown::Share(share) => {
            let (above, below) = share.parts();
            // Shares of a hundred as the acts write them.
            if 100 % below == 0 { format!("{}/100", above * (100 / below)) } else { format!("{above}/{below}") }
        }
        Shown::Word(word) => (*word).to_string(),
        other => panic!("{other:?} stands in no table"),
    }
}

/// The day before, on which the value before holds or none; and the day itself.
fn both_sides(from: Date) -> [Date; 2] {
    [from.yesterday().expect("no change on the first day of the calendar"), from]
}

/// What the table says of a day.
fn expected(values: &[(Date, Option<&'static str>)], on: Date) -> Option<&'static str> {
    values.iter().rev().find(|(from, _)| *from <= on).and_then(|(_, value)| *value)
}

#[test]
fn every_figure_that_changes_stands_in_the_table_with_its_days() {
    let told: BTreeSet<&str> = changes().iter().map(|(id, _)| *id).collect();
    let found: BTreeSet<&str> =
        ALL.iter().filter(|parameter| changes_or_ends(**parameter)).map(|parameter| parameter.id()).collect();
    let differ: Vec<_> = found.symmetric_difference(&told).collect();
    assert!(differ.is_empty(), "CHANGES and parameters/ do not agree on which figures change: {differ:?}");
    for (id, values) in changes() {
        let known = values.iter().filter(|(_, value)| value.is_some()).count();
        assert_eq!(parameter(id).rows().len(), known, "{id}: values");
        for on in values.iter().flat_map(|(from, _)| both_sides(*from)) {
            let row = row_on(parameter(id), on);
            assert_eq!(row.map(|row| written(&row.value)).as_deref(), expected(&values, on), "{id} on {on}");
            assert_eq!(parameter(id).covers(on).is_ok(), expected(&values, on).is_some(), "{id} on {on}");
        }
    }
}

#[test]
fn every_figure_of_law_begins_on_the_day_of_its_act() {
    let told: BTreeSet<(&str, Date)> =
        lines(BEGINNINGS).flat_map(|(from, ids)| ids.split(' ').map(move |id| (id, day(from)))).collect();
    let unchanged = |parameter: &&&dyn AnyParameter| parameter.mark() == Mark::Law && !changes_or_ends(**parameter);
    let found: BTreeSet<(&str, Date)> =
        ALL.iter().filter(unchanged).map(|parameter| (parameter.id(), parameter.rows()[0].from)).collect();
    let differ: Vec<_> = found.symmetric_difference(&told).collect();
    assert!(differ.is_empty(), "BEGINNINGS and parameters/ do not agree on {differ:?}");
}

/// Of law, practice or estimate: nothing is said of the day before.
#[test]
fn no_figure_is_known_before_its_first_day() {
    for parameter in ALL {
        let [before, first] = both_sides(parameter.rows()[0].from);
        assert!(parameter.covers(first).is_ok(), "{}", parameter.id());
        let refused = parameter.covers(before).expect_err(parameter.id());
        assert_eq!((refused.parameter, refused.on, refused.known_from), (parameter.id(), before, first));
    }
}

/// Inputs whose deciding day stands as `DAY`, the first day on which they are asked, and the figures that an answer to them
/// names. An event needs a claim that is due before it; before 2018 no price was low, and before 2020-04-01 an auction that was
/// withdrawn had interrupted nothing (旧民法154条), so that nothing was looked for.
const PROBES: &[(&str, &str, &str, &[&str])] = &[
    (
        "brokerage.cap",
        r#"{"price": 3000000, "contracted_on": "DAY", "low_price_agreement": true}"#,
        "0001-01-01",
        &["brokerage.low_price_up_to", "brokerage.consumption_tax"],
    ),
    (
        "brokerage.cap",
        r#"{"price": 3000000, "contracted_on": "DAY", "low_price_agreement": true}"#,
        "2018-01-01",
        &["brokerage.low_price_fee"],
    ),
    (
        "special-taxation.capital-gains-tax",
        r#"{"taxable_gain": 8000000, "acquired_on": "2000-04-01", "sold_on": "DAY", "own_home": false}"#,
        "0001-01-01",
        &["special_taxation.reconstruction_surtax", "special_taxation.defence_surtax"],
    ),
    (
        "civil-code.recourse",
        r#"{"paid": 20400000, "paid_on": "DAY", "to": "DAY"}"#,
        "0001-01-01",
        &["civil_code.legal_rate"],
    ),
    (
        "civil-code.prescription",
        r#"{"contracted_on": "DAY", "creditor": "commercial", "due_on": "DAY", "events": [], "as_of": "DAY"}"#,
        "0001-01-01",
        &["prescription.regime", "prescription.commercial_years"],
    ),
    (
        "civil-code.prescription",
        r#"{"contracted_on": "DAY", "creditor": "non-commercial", "due_on": "DAY", "events": [], "as_of": "DAY"}"#,
        "0001-01-01",
        &["prescription.regime", "prescription.non_commercial_years"],
    ),
    (
        "civil-code.prescription",
        r#"{"contracted_on": "2018-01-01", "creditor": "commercial", "due_on": "2018-06-01", "as_of": "DAY",
            "events": [{"on": "DAY", "kind": "demand"}]}"#,
        "2019-01-01",
        &["prescription.demand_months"],
    ),
    (
        "civil-code.prescription",
        r#"{"contracted_on": "2018-01-01", "creditor": "commercial", "due_on": "2018-06-01", "as_of": "DAY",
            "events": [{"on": "DAY", "kind": "judgment-final"}]}"#,
        "2019-01-01",
        &["prescription.judgment_years"],
    ),
    (
        "civil-code.prescription",
        r#"{"contracted_on": "2015-01-01", "creditor": "commercial", "due_on": "2015-05-01", "as_of": "2021-01-01",
            "events": [{"on": "DAY", "kind": "auction-commenced"}, {"on": "2020-10-01", "kind": "auction-withdrawn"}]}"#,
        "2020-04-01",
        &["prescription.withdrawal_months"],
    ),
    (
        "court-costs.petition",
        r#"{"procedure": "simultaneous-discontinuance", "petition_on": "DAY", "published_on": "2026-05-21"}"#,
        "0001-01-01",
        &["court_costs.bankruptcy_petition", "court_costs.discharge_petition"],
    ),
    (
        "court-costs.petition",
        r#"{"procedure": "rehabilitation", "petition_on": "DAY", "published_on": "2026-05-21"}"#,
        "0001-01-01",
        &["court_costs.rehabilitation_petition"],
    ),
    (
        "special-conciliation.fee",
        r#"{"creditors": [{"id": "a", "value": 20000000}], "law_on": "DAY"}"#,
        "0001-01-01",
        &[
            "court_costs.conciliation_tier_1_up_to",
            "court_costs.conciliation_tier_1_unit",
            "court_costs.conciliation_tier_1_fee",
            "court_costs.conciliation_tier_2_up_to",
            "court_costs.conciliation_tier_2_unit",
            "court_costs.conciliation_tier_2_fee",
            "court_costs.conciliation_tier_3_up_to",
            "court_costs.conciliation_tier_3_unit",
            "court_costs.conciliation_tier_3_fee",
            "court_costs.conciliation_tier_4_up_to",
            "court_costs.conciliation_tier_4_unit",
            "court_costs.conciliation_tier_4_fee",
        ],
    ),
    (
        "national-tax-collection.wage-attachment",
        r#"{"pays": [{"gross": 300000, "income_tax": 10000, "resident_tax": 10000, "social_insurance": 30000}],
            "relatives": 3, "law_on": "DAY"}"#,
        "0001-01-01",
        &["national_tax_collection.wage_base", "national_tax_collection.wage_base_per_relative"],
    ),
];

fn why(entry: &Entry, input: &Json) -> Result<Derivation, Refusal> {
    entry.why(&read::parse_json(&input.to_string()).expect("an input is JSON")).map(|(_, derivation)| derivation)
}

/// The values of a figure that a derivation names.
fn named(derivation: &Derivation, id: &str) -> BTreeSet<String> {
    let is_of = |origin: &Origin| matches!(origin, Origin::Parameter(parameter, _) if parameter.id() == id);
    let lines = derivation.steps.iter().flat_map(|step| &step.lines);
    lines.filter(|line| is_of(&line.origin)).map(|line| written(&line.value)).collect()
}

/// The figure that a refusal is about, where one is not known on the day.
fn not_known(refusal: &Refusal) -> Option<&str> {
    ["error.not-in-force", "error.no-longer-known"].contains(&refusal.message.key).then_some(())?;
    refusal.message.values.iter().find_map(|(name, value)| match value {
        Shown::Text(id) if *name == "parameter" => Some(id.as_str()),
        _ => None,
    })
}

#[test]
fn rules_use_the_value_of_the_day_on_both_sides_of_every_change() {
    let changes = changes();
    let mut asked = BTreeSet::new();
    for (rule, input, earliest, shows) in PROBES {
        let entry = calc::find(rule).expect("a rule of the registry");
        for id in *shows {
            let (_, values) = changes.iter().find(|(told, _)| told == id).expect("a figure of the table");
            let days = values.iter().flat_map(|(from, _)| both_sides(*from)).filter(|on| *on >= day(earliest));
            for on in days {
                asked.insert(*id);
                let input: Json = serde_json::from_str(&input.replace("DAY", &on.to_string())).expect("JSON");
                check_day(entry, &input, on, (id, expected(values, on)));
            }
        }
    }
    // What a rule of the registry rests on is asked; the rest is the planner's.
    let of_rules: BTreeSet<&str> = REGISTRY
        .iter()
        .flat_map(|entry| entry.rule().parameters)
        .filter(|parameter| changes_or_ends(**parameter))
        .map(|parameter| parameter.id())
        .collect();
    assert_eq!(asked, of_rules);
}

/// The last day of the old law and the first of the new one in answers, worked by hand; the other figures change the answers
/// that stand with their rules.
#[test]
fn answers_turn_on_the_day() {
    let answer = |rule: &str, input: &str, on: &str, field: &str| {
        let input = input.replace("DAY", on);
        let answer =
            calc::find(rule).expect("a rule").run(&read::parse_json(&input).expect("JSON")).expect("an answer");
        answer[field].clone()
    };
    let probe = |id: &str| PROBES.iter().find(|(_, _, _, shows)| shows.contains(&id)).expect("a probe");
    // Due 2015-05-01, five years: 2020-05-01. New law: six months after the end of 2020-10-01 (148条1項).
    let (rule, input, _, _) = probe("prescription.withdrawal_months");
    assert_eq!(answer(rule, input, "2020-03-31", "last_day"), "2020-05-01");
    assert_eq!(answer(rule, input, "2020-04-01", "last_day"), "2021-04-01");
    let (rule, input, _, _) = probe("prescription.non_commercial_years");
    assert_eq!(answer(rule, input, "2020-03-31", "years"), 10);
    assert_eq!(answer(rule, input, "2020-04-01", "years"), 5);
    // 3,000,000: 2,000,000 × 5 % + 1,000,000 × 4 % = 140,000, with 8 % and 10 % of tax. Lower than the fee of a low price.
    let (rule, input, _, _) = probe("brokerage.consumption_tax");
    assert_eq!(answer(rule, input, "2017-12-31", "cap"), 151_200);
    assert_eq!(answer(rule, input, "2018-01-01", "cap"), 194_400);
    assert_eq!(answer(rule, input, "2019-09-30", "cap"), 194_400);
    assert_eq!(answer(rule, input, "2019-10-01", "cap"), 198_000);
    assert_eq!(answer(rule, input, "2024-06-30", "cap"), 198_000);
    assert_eq!(answer(rule, input, "2024-07-01", "cap"), 330_000);
    // A day's interest on 20,400,000 at 5 % and 3 %: 2,794.5 and 1,676.7.
    let (rule, input, _, _) = probe("civil_code.legal_rate");
    assert_eq!(answer(rule, input, "2020-03-31", "interest"), 2_794);
    assert_eq!(answer(rule, input, "2020-04-01", "interest"), 1_676);
}

/// The answer names the value that holds, or says of which figure there is none.
fn check_day(entry: &Entry, input: &Json, on: Date, (id, value): (&str, Option<&str>)) {
    match (why(entry, input), value) {
        (Ok(derivation), Some(value)) => {
            let named = named(&derivation, id);
            assert_eq!(named, BTreeSet::from([value.to_string()]), "{id} on {on}: {input}");
        }
        (Ok(_), None) => panic!("{id} is not known on {on}, and yet there is an answer to {input}"),
        (Err(refusal), _) => {
            // Another figure of the rule may be known from a later day.
            let unknown = not_known(&refusal).unwrap_or_else(|| panic!("{input}: {refusal:?}"));
            assert!(parameter(unknown).covers(on).is_err(), "{id} on {on}: {refusal:?}");
            let all_known = entry.rule().parameters.iter().all(|parameter| parameter.covers(on).is_ok());
            assert!(value.is_none() || !all_known, "{id} is known on {on}: {refusal:?}");
        }
    }
}

fn samples(entry: &Entry) -> Vec<Json> {
    let path = format!("{}/tests/samples/{}.json", env!("CARGO_MANIFEST_DIR"), entry.rule().id);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let samples: Vec<Json> = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"));
    samples.into_iter().map(|mut sample| sample["input"].take()).collect()
}

/// Every rule with every sample on both sides of every first and last day of its figures: an answer where all of them are known,
/// else the name of one that is not.
#[test]
fn a_rule_answers_where_all_of_its_figures_are_known_and_nowhere_else() {
    for entry in REGISTRY {
        let parameters = entry.rule().parameters;
        let ends = |row: Row| row.until.map(|until| until.tomorrow().expect("a day"));
        let borders: BTreeSet<Date> = parameters
            .iter()
            .flat_map(|parameter| parameter.rows())
            .flat_map(|row| [Some(row.from), ends(row)])
            .flatten()
            .flat_map(both_sides)
            .collect();
        for (mut input, on) in borders.iter().flat_map(|on| samples(entry).into_iter().map(|input| (input, *on))) {
            input["law_on"] = json!(on.to_string());
            let unknown: BTreeSet<&str> =
                parameters.iter().filter(|known| known.covers(on).is_err()).map(|known| known.id()).collect();
            match why(entry, &input) {
                Ok(derivation) => {
                    assert!(unknown.is_empty(), "{input}: {unknown:?} are not known, and yet there is an answer");
                    values_of_their_days(&derivation, &input, on);
                }
                Err(refusal) => {
                    let id = not_known(&refusal).unwrap_or_else(|| panic!("{input}: {refusal:?}"));
                    assert!(unknown.contains(id), "{input}: {refusal:?}");
                }
            }
        }
    }
}

/// Figures of an event, whose own day decides and not that of the law.
fn is_of_an_event(parameter: &dyn AnyParameter) -> bool {
    parameter.keyed().contains("event") || parameter.keyed() == "first interest"
}

fn values_of_their_days(derivation: &Derivation, input: &Json, on: Date) {
    for line in derivation.steps.iter().flat_map(|step| &step.lines) {
        if let Origin::Parameter(parameter, row) = &line.origin
            && !is_of_an_event(*parameter)
        {
            let row = &parameter.rows()[*row];
            let holds = row.from <= on && row.until.is_none_or(|until| on <= until);
            assert!(holds, "{} of {} is used on {on}: {input}", parameter.id(), row.from);
        }
    }
}
