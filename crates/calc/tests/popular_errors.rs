//! What popular pages on debt get wrong, one test each: the rule answers as the statute says, not as the page does.
//!
//! Errors that no rule decides alone (whose consent a route needs, who stays creditor after a sale, the order of the
//! three kinds of rescheduling) belong to the routes.

use serde_json::{Value as Json, json};

fn ask(rule: &str, input: Json) -> Json {
    let entry = calc::find(rule).unwrap_or_else(|| panic!("{rule} is not registered"));
    let text = input.to_string();
    let node = read::parse_json(&text).expect("the input is JSON");
    entry.run(&node).unwrap_or_else(|refusal| panic!("{rule} {input}: {refusal:?}"))
}

fn minimum(claims: u64) -> Json {
    let answer =
        ask("civil-rehabilitation.minimum-repayment", json!({ "tier_total": claims, "standard_claims": claims }));
    json!([answer["minimum"], answer["band"]])
}

/// What the home-loan clause is asked about, and nothing against it.
fn clause() -> Json {
    json!({
        "owned_by_debtor": true, "main_residence": true, "own_use_floor_share": "1/2", "purpose": "purchase",
        "instalments": true, "mortgage_on_building": true, "mortgage_holder": "lender", "other_security": [],
        "petition_on": "2026-11-22"
    })
}

fn failing(changes: Json) -> Json {
    let mut input = clause();
    for (field, value) in changes.as_object().unwrap() {
        input[field] = value.clone();
    }
    ask("home-loan.clause-conditions", input)["failing"].take()
}

fn prescription(contracted_on: &str, creditor: &str, events: Json) -> Json {
    ask(
        "civil-code.prescription",
        json!({
            "contracted_on": contracted_on, "creditor": creditor, "due_on": "2021-06-30", "events": events,
            "as_of": "2026-03-01"
        }),
    )
}

/// "The clause needs an overloan", "the bank must consent", "only without arrears": 198条 and 199条 ask for none of it.
#[test]
fn the_clause_asks_for_neither_overloan_nor_consent_nor_arrears() {
    assert_eq!(failing(json!({})), json!([]));
    let schema = calc::find("home-loan.clause-conditions").unwrap().input_schema();
    let asked = schema["properties"].as_object().unwrap();
    for never in ["value", "secured", "overloan", "consent", "arrears"] {
        assert!(!asked.keys().any(|field| field.contains(never)), "{never}");
    }
}

/// "From 30,000,000 it is one tenth": only above it.
#[test]
fn one_tenth_begins_above_thirty_million() {
    assert_eq!(minimum(30_000_000), json!([3_000_000, "three-million"]));
    assert_eq!(minimum(30_000_001), json!([3_000_001, "one-tenth"]));
}

/// "Up to 5,000,000 one million, up to 15,000,000 three": there is a fifth between them, and all below 1,000,000.
#[test]
fn the_fifth_and_the_smallest_band_are_not_dropped() {
    assert_eq!(minimum(10_000_000), json!([2_000_000, "one-fifth"]));
    assert_eq!(minimum(800_000), json!([800_000, "all"]));
}

/// "1,000,000 or less is paid in full": the band is below 1,000,000, 231条2項4号 下回っている.
#[test]
fn one_million_itself_is_the_band_of_one_million() {
    assert_eq!(minimum(1_000_000), json!([1_000_000, "one-million"]));
    assert_eq!(minimum(999_999), json!([999_999, "all"]));
}

/// "Within three years": the last payment falls due in the month of the third anniversary, not before.
#[test]
fn a_plan_is_not_shorter_than_three_years() {
    let answer = ask(
        "civil-rehabilitation.plan-period",
        json!({ "confirmation_final_on": "2026-11-22", "special_circumstances": false }),
    );
    assert_eq!(answer, json!({ "last_due_from": "2029-11-01", "last_due_to": "2029-11-30" }));
}

/// "A majority against": half of the heads is enough, half of the amount is not.
#[test]
fn half_of_the_heads_blocks_and_half_of_the_amount_does_not() {
    let vote = |votes: Json| ask("civil-rehabilitation.vote", json!({ "votes": votes }))["blocked_by"].take();
    let one_each = json!([{ "amount": 1, "dissents": true }, { "amount": 9, "dissents": false }]);
    assert_eq!(vote(one_each), json!(["heads"]));
    let half_the_amount = json!([
        { "amount": 5, "dissents": true }, { "amount": 3, "dissents": false }, { "amount": 2, "dissents": false }
    ]);
    assert_eq!(vote(half_the_amount), json!([]));
}

/// "No rehabilitation for seven years after a discharge": only that for salaried workers; and a small-scale plan
/// bars nothing.
#[test]
fn seven_years_bar_only_the_procedure_for_salaried_workers() {
    let bar = |kind: &str| {
        ask(
            "civil-rehabilitation.seven-year-bar",
            json!({ "petition_on": "2026-11-22", "past": [{ "kind": kind, "final_on": "2024-01-10" }] }),
        )
    };
    let after_discharge = bar("discharge");
    assert_eq!(after_discharge["salaried_barred"], json!(true));
    assert!(after_discharge.get("small_scale_barred").is_none());
    assert_eq!(bar("small-scale-plan")["salaried_barred"], json!(false));
}

/// "Home loans stay out of the 50,000,000": only while they are secured on the home; an investment loan, or what is
/// left after the sale, counts.
#[test]
fn only_a_loan_secured_on_the_home_stays_out_of_the_cap() {
    let total = |kind: &str| {
        let claims = json!([{ "amount": 50_000_001, "kind": kind }]);
        ask("civil-rehabilitation.claims-cap", json!({ "claims": claims }))
    };
    assert_eq!(total("home-loan"), json!({ "total": 0, "eligible": true }));
    assert_eq!(total("other"), json!({ "total": 50_000_001, "eligible": false }));
}

/// "The plan reduces taxes too": they are no rehabilitation claims.
#[test]
fn taxes_stay_outside_the_plan() {
    let claims = json!([{ "amount": 60_000_000, "kind": "tax" }, { "amount": 1_000_000, "kind": "other" }]);
    let answer = ask("civil-rehabilitation.claims-cap", json!({ "claims": claims }));
    assert_eq!(answer, json!({ "total": 1_000_000, "eligible": true }));
}

/// "Opened within six months of the guarantor's payment": the petition must be filed by then.
#[test]
fn the_petition_not_the_opening_must_be_in_time() {
    let filed = |on: &str| failing(json!({ "guarantee_performed_on": "2026-05-22", "petition_on": on }));
    assert_eq!(filed("2026-11-22"), json!([]));
    assert_eq!(filed("2026-11-23"), json!(["six-months-passed"]));
}

/// "Three quarters is enough for a hardship discharge": of each claim, and three more conditions.
#[test]
fn a_hardship_discharge_needs_three_quarters_of_each_claim_and_more() {
    let discharge = |paid: [u64; 2], no_extension: bool| {
        let claims = paid.map(|paid| json!({ "id": paid.to_string(), "planned": 400_000, "paid": paid }));
        ask(
            "civil-rehabilitation.hardship-discharge",
            json!({
                "claims": claims, "not_at_fault": true, "extremely_difficult": true, "general_interest_kept": true,
                "extension_extremely_difficult": no_extension
            }),
        )["failing"]
            .take()
    };
    assert_eq!(discharge([300_000, 300_001], true), json!([]));
    assert_eq!(discharge([400_000, 299_999], true), json!(["three-quarters"]));
    assert_eq!(discharge([400_000, 300_000], false), json!(["extension-possible"]));
}

/// "Ten more years, until 70": both limits hold, the earlier one decides.
#[test]
fn ten_years_and_seventy_hold_together() {
    let limit = |born: &str| {
        ask(
            "home-loan.reschedule-limit",
            json!({ "contract_last_due_on": "2045-03-31", "debtor_born": born, "age_mode": "birthday" }),
        )["latest_last_due_on"]
            .take()
    };
    assert_eq!(limit("1990-05-04"), json!("2055-03-31"));
    assert_eq!(limit("1981-05-04"), json!("2051-05-04"));
}

/// "Disposable income is what is left of the household's real budget": the living cost is the decree's, and rent only
/// lowers the housing part when it is below the table.
#[test]
fn the_living_cost_is_that_of_the_decree() {
    let with_rent = |rent: u64| {
        let answer = ask(
            "civil-rehabilitation.disposable-income",
            json!({
                "plan_submitted_on": "2026-11-22", "region_class": 1, "prefecture": "東京都",
                "debtor_born": "1981-05-04", "dependants": [{ "born": "1983-11-20" }, { "born": "2016-06-01" }],
                "owns_home": false, "home_loan": false, "housing_cost_yearly": rent, "gross_yearly": 5_000_000,
                "net_yearly": 4_000_000, "earned": true
            }),
        );
        json!([answer["living_cost"], answer["two_years"]])
    };
    // The check of the decree's tables: 478,000 + 478,000 + 482,000 + 647,000 + 24,000 + 835,000 + 555,000.
    assert_eq!(with_rent(2_400_000), json!([3_499_000, 1_002_000]));
    assert_eq!(with_rent(900_000), json!([3_499_000, 1_002_000]));
}

/// Some pages define アンダーローン the wrong way round.
#[test]
fn an_underloan_is_a_home_worth_more_than_its_debts() {
    let position = |value: u64| ask("home.position", json!({ "value": value, "secured": 100 }))["position"].take();
    assert_eq!(position(101), json!("underloan"));
    assert_eq!(position(99), json!("overloan"));
}

/// "A home loan is prescribed after five years": not the old claim of a 信用金庫 or of the 機構, nor after a judgment.
#[test]
fn prescription_is_not_always_five_years() {
    assert_eq!(prescription("2019-04-01", "non-commercial", json!([]))["years"], json!(10));
    assert_eq!(prescription("2019-04-01", "commercial", json!([]))["years"], json!(5));
    // 求償権: the day of the guarantee mandate decides, not that of the guarantor's payment.
    assert_eq!(prescription("2020-03-31", "non-commercial", json!([]))["regime"], json!("old"));
    let judgment = json!([{ "on": "2022-05-10", "kind": "judgment-final" }]);
    assert_eq!(prescription("2021-04-01", "commercial", judgment)["last_day"], json!("2032-05-10"));
}

/// "The auction starts the period anew": not when it is withdrawn, as it is when a voluntary sale succeeds.
#[test]
fn a_withdrawn_auction_starts_nothing_anew() {
    let ended = |kind: &str| {
        let events = json!([{ "on": "2024-05-10", "kind": "auction-commenced" }, { "on": "2025-02-10", "kind": kind }]);
        prescription("2021-04-01", "commercial", events)["last_day"].take()
    };
    assert_eq!(ended("auction-withdrawn"), json!("2026-06-30"));
    assert_eq!(ended("auction-completed"), json!("2030-02-10"));
}

/// A study page swaps the articles: an auction holds the period by 148条, a demand by 150条.
#[test]
fn an_auction_is_an_event_of_article_148() {
    let cited = calc::find("civil-code.prescription").unwrap().rule().provisions;
    let paths: Vec<&str> =
        cited.iter().filter(|cited| cited.act == law::provision::CIVIL_CODE).map(|cited| cited.path).collect();
    assert!(paths.contains(&"148") && paths.contains(&"150") && !paths.contains(&"149"), "{paths:?}");
}

/// "In Osaka one pays out what is above and needs no trustee" (按分弁済): ended on 2017-10-01.
#[test]
fn osaka_knows_no_proportional_payment_any_more() {
    let screened = |other: u64| {
        ask(
            "bankruptcy.procedure",
            json!({
                "court": "osaka", "cash": 0, "ordinary_deposits": 0, "refusal_ground": false,
                "other_classes": [{ "kind": "insurance", "value": other }]
            }),
        )["procedure"]
            .take()
    };
    assert_eq!(screened(199_999), json!("simultaneous-discontinuance"));
    assert_eq!(screened(200_000), json!("trustee"));
}

/// "990,000 in the bank is free": the law says cash; deposits are a habit of some courts.
#[test]
fn the_free_990_000_is_cash_and_deposits_only_by_habit() {
    let counted = |court: &str, kind: &str| {
        ask(
            "civil-rehabilitation.liquidation-value",
            json!({ "court": court, "assets": [{ "kind": kind, "value": 990_000 }] }),
        )["liquidation_value"]
            .take()
    };
    assert_eq!(counted("standard", "cash"), json!(0));
    assert_eq!(counted("standard", "deposit"), json!(990_000));
    assert_eq!(counted("tokyo", "deposit"), json!(990_000));
    assert_eq!(counted("osaka", "deposit"), json!(0));
    let exempt = ask("bankruptcy.exempt-cash", json!({ "cash": 1_000_000 }));
    assert_eq!(exempt["limit"], json!(990_000));
}

/// "A certified judicial scrivener up to 1,400,000 in all": each claim by itself.
#[test]
fn the_scriveners_limit_is_of_each_claim() {
    let may = |amount: u64| {
        let input = json!({ "actor": "certified-judicial-scrivener", "claim_amount": amount });
        ask("attorney.may-negotiate", input)["may"].take()
    };
    assert_eq!(json!([may(1_400_000), may(1_400_001)]), json!([true, false]));
}

/// "Late charges up to 21.9 %": 20 % for a lender in business (7条), and 14.6 % for a guarantor's recourse against a
/// consumer (消費者契約法9条). 21.9 = 15 × 1.46 is the cap of a private lender.
#[test]
fn the_cap_of_late_charges_is_not_always_21_9() {
    let late = |kind: &str, business: bool| {
        let input = json!({
            "principal": 30_000_000, "kind": kind, "business_lender": business, "consumer": true,
            "law_on": "2026-11-22"
        });
        ask("interest-restriction.caps", input)["late"].take()
    };
    assert_eq!(json!([late("loan", true), late("recourse", true)]), json!(["20", "14.6"]));
    assert_eq!(late("loan", false), json!("21.9"));
}

/// "The record goes five years after the default": from the end of the contract, so long instalments prolong it.
#[test]
fn the_credit_record_counts_from_the_end_of_the_contract() {
    let clear = |ended: &str| {
        ask("credit-record.clear-date", json!({ "contract_ended_on": ended, "opened_on": null }))["contract"].take()
    };
    assert_eq!(json!([clear("2027-06-30"), clear("2037-06-30")]), json!(["2032-06-30", "2042-06-30"]));
    let asked = calc::find("credit-record.clear-date").unwrap().input_schema();
    assert!(asked["properties"].as_object().unwrap().keys().all(|field| !field.contains("default")));
}
