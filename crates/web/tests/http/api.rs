//! The API: the engine's own answers, and every mistake named.

use axum::http::{Method, StatusCode};
use catalogue::Lang;
use law::Cx;
use law::trace::Derivation;
use plan::Practice;
use serde_json::{Value as Json, json};

use super::{Browser, as_json, call, example, examples, root};

/// What `saiken plan --json` says.
fn whole(name: &str) -> Json {
    let house = case::read(&example(name), case::Format::Toml).unwrap();
    let mut derivation = Derivation::default();
    let months = house.wishes.horizon_months;
    let plan = plan::evaluate(&mut Cx::new(&mut derivation), &house, &Practice::default(), months);
    let standings = derivation.standings();
    let report = report::Report { house: &house, plan: &plan, derivation: &derivation, standings: &standings };
    report::json(&report, Lang::Ja)
}

#[tokio::test]
async fn the_plan_is_that_of_the_engine_and_detail_only_adds() {
    let validator = jsonschema::validator_for(&report::schema()).unwrap();
    for name in examples().into_iter().step_by(4) {
        let body = as_json(&example(&name));
        let full = call("/api/v1/plan?detail=full", &body).await.json();
        assert!(full == whole(&name), "{name}");
        let quick = call("/api/v1/plan?detail=words", &body).await.json();
        assert!(validator.is_valid(&quick), "{name}");
        let mut expect = full.clone();
        without(&mut expect, &["mark", "checked"]);
        let mut with_flow = expect.clone();
        without_flows(&mut expect);
        assert!(quick == expect, "{name}");
        assert!(call("/api/v1/plan?detail=cash-flow", &body).await.json() == with_flow, "{name}");
        with_flow = full;
        without_flows(&mut with_flow);
        assert!(call("/api/v1/plan?detail=marks", &body).await.json() == with_flow, "{name}");
    }
}

/// The quick answer says of each route what the whole plan says of the form that it shows.
#[tokio::test]
async fn the_quick_answer_is_the_whole_one_without_its_words() {
    let validator = jsonschema::validator_for(&report::outcomes::schema()).unwrap();
    for name in examples() {
        let body = as_json(&example(&name));
        let quick = call("/api/v1/plan", &body).await.json();
        let wrong: Vec<String> = validator.iter_errors(&quick).map(|error| error.to_string()).take(3).collect();
        assert!(wrong.is_empty(), "{name}: {wrong:?}");
        let mut whole = call("/api/v1/plan?detail=words", &body).await.json();
        assert_eq!(quick["as_of"], whole["as_of"]);
        for figure in ["secured", "capacity", "overdue", "owed"] {
            assert_eq!(quick["situation"][figure], whole["situation"][figure], "{name}: {figure}");
        }
        let routes = whole["routes"].as_array_mut().unwrap();
        assert_eq!(quick["routes"].as_array().unwrap().len(), routes.len());
        for (quick, whole) in quick["routes"].as_array().unwrap().iter().zip(routes) {
            let id = quick["id"].as_str().unwrap();
            for field in ["id", "home", "debts", "outcome"] {
                assert_eq!(quick[field], whole[field], "{name}: {id}");
            }
            assert_eq!(quick["variant"], whole["shown"], "{name}: {id}");
            let shown = whole["shown"].clone();
            let variants = whole["variants"].as_array().unwrap();
            let variant = variants.iter().find(|variant| variant["variant"] == shown).unwrap();
            assert_eq!(quick["home_kept"], variant["home_kept"], "{name}: {id}");
            for figure in ["monthly", "left_over", "total", "months", "debt_left", "cash_now"] {
                assert_eq!(quick["figures"][figure], variant["figures"][figure], "{name}: {id}.{figure}");
            }
            let open: Vec<(&Json, &Json)> = variant["requirements"]
                .as_array()
                .unwrap()
                .iter()
                .filter(|requirement| requirement["verdict"] != "met")
                .map(|requirement| (&requirement["id"], &requirement["verdict"]))
                .collect();
            let said: Vec<(&Json, &Json)> =
                quick["reasons"].as_array().unwrap().iter().map(|reason| (&reason["id"], &reason["verdict"])).collect();
            assert_eq!(said, open, "{name}: {id}");
        }
    }
}

fn without(json: &mut Json, keys: &[&str]) {
    match json {
        Json::Object(entries) => {
            entries.retain(|key, _| !keys.contains(&key.as_str()));
            entries.values_mut().for_each(|value| without(value, keys));
        }
        Json::Array(items) => items.iter_mut().for_each(|item| without(item, keys)),
        _ => {}
    }
}

/// The plan without its cash flows, and without what they come to.
fn without_flows(plan: &mut Json) {
    let routes = plan["routes"].as_array_mut().unwrap().iter_mut();
    for variant in routes.flat_map(|route| route["variants"].as_array_mut().unwrap().iter_mut()) {
        variant["cash_flow"] = json!([]);
        variant["horizon"] = Json::Null;
        variant["clause"] = json!([]);
    }
}

#[tokio::test]
async fn every_rule_answers_its_samples_as_the_registry_does() {
    let mut asked = 0;
    for entry in calc::REGISTRY {
        let id = entry.rule().id;
        let samples = std::fs::read_to_string(root().join(format!("crates/calc/tests/samples/{id}.json"))).unwrap();
        let samples: Vec<Json> = serde_json::from_str(&samples).unwrap();
        for sample in &samples {
            let input = sample["input"].to_string();
            let node = read::parse_json(&input).unwrap();
            let answer = call(&format!("/api/v1/calc/{id}"), &input).await;
            match entry.run(&node) {
                Ok(expect) => assert_eq!((answer.status, answer.json()), (StatusCode::OK, expect), "{id} {input}"),
                Err(refusal) => {
                    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{id} {input}");
                    assert_eq!(answer.json()["errors"][0]["field"], refusal.field, "{id} {input}");
                }
            }
            asked += 1;
        }
    }
    assert!(asked >= calc::REGISTRY.len());
}

#[tokio::test]
async fn a_rule_explains_itself_when_asked() {
    let input = r#"{"tier_total": 6000000, "standard_claims": 6000000}"#;
    let path = "/api/v1/calc/civil-rehabilitation.minimum-repayment";
    assert!(call(path, input).await.json().get("why").is_none());
    assert_eq!(call(&format!("{path}?why=no"), input).await.status, StatusCode::BAD_REQUEST);
    assert!(call(&format!("{path}?lang=en&why"), input).await.json().get("why").is_some());
    let answer = call(&format!("{path}?why=true"), input).await.json();
    assert_eq!((&answer["minimum"], &answer["why"]["steps"][0]["value"]), (&1_200_000.into(), &1_200_000.into()));
}

/// Status and field of what is refused.
async fn refused(path: &str, body: &str, status: u16, field: &str) {
    let answer = call(path, body).await;
    let problem = answer.json();
    assert_eq!(answer.status.as_u16(), status, "{body}: {problem}");
    assert_eq!(answer.header("content-type"), "application/problem+json");
    assert_eq!(problem["status"], status);
    assert!(problem["detail"].as_str().is_some_and(|detail| !detail.is_empty()));
    if !field.is_empty() {
        assert!(problem["errors"].as_array().unwrap().iter().any(|error| error["field"] == field), "{problem}");
    }
}

#[tokio::test]
async fn wrong_input_names_its_fields_and_is_never_our_fault() {
    let plan = "/api/v1/plan";
    refused(plan, "", 422, "").await;
    refused(plan, "{", 422, "").await;
    refused(plan, "[]", 422, "").await;
    refused(plan, "{}", 422, "as_of").await;
    refused(plan, "\"\u{0}\"", 422, "").await;
    refused(plan, r#"{"as_of": "2026-11-22", "person": [{"id": "a"}]}"#, 422, "person[0].role").await;
    refused(plan, r#"{"as_of": "2026-11-22", "cuort": 1}"#, 422, "cuort").await;
    refused(plan, &"[".repeat(100_000), 422, "").await;
    refused("/api/v1/plan?detail=all", "{}", 400, "").await;
    let rule = "/api/v1/calc/home.position";
    refused(rule, r#"{"value": -1, "secured": 0}"#, 422, "value").await;
    refused(rule, r#"{"value": 1}"#, 422, "secured").await;
    refused(rule, "null", 422, "").await;
    refused("/api/v1/calc/no-such-rule", "{}", 404, "").await;
    let mut browser = Browser::new().await;
    for kind in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"] {
        let answer = browser.send(Method::POST, plan, &[("content-type", kind)], b"{}".to_vec()).await;
        assert_eq!(answer.status, StatusCode::UNSUPPORTED_MEDIA_TYPE, "{kind}");
    }
    let answer = browser.send(Method::POST, rule, &[], vec![0xff, 0xfe]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
}

/// Every mistake that the examples provoke, and every file cut short, is refused as the reader's.
#[tokio::test]
async fn broken_files_are_refused_and_nothing_breaks() {
    let whole = as_json(&example("yamada"));
    let mut cuts: Vec<usize> = (0..whole.len()).step_by(whole.len() / 30).collect();
    cuts.retain(|at| whole.is_char_boundary(*at));
    for at in cuts {
        let answer = call("/api/v1/plan", &whole[..at]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{at}");
    }
}

#[tokio::test]
async fn sentences_come_in_the_language_that_is_asked_for() {
    let of =
        async |query: &str| call(&format!("/api/v1/calc/home.position{query}"), "{}").await.json()["detail"].clone();
    assert_eq!(of("").await, "入力に誤りがあります。");
    assert_eq!(of("?lang=en").await, "The input has mistakes.");
}

#[tokio::test]
async fn lists_and_schemas_are_those_of_the_engine() {
    let mut browser = Browser::new().await;
    let rules = browser.get("/api/v1/rules").await.json();
    assert_eq!(rules["rules"].as_array().unwrap().len(), calc::REGISTRY.len());
    assert_eq!(browser.get("/api/v1/schemas/case").await.json(), case::schema());
    assert_eq!(browser.get("/api/v1/schemas/plan").await.json(), report::schema());
}
