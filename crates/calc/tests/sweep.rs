//! Every rule over the years, on its samples: `tests/samples/<rule>.json`, a list of `{"input": …, "answer"?: …}`.
//!
//! A rule answers on each quarter, or says that a parameter of its own is not known on that day. It never panics,
//! never refuses for another reason, and answers the same whether or not somebody listens.

use std::fs;
use std::path::Path;

use calc::{Entry, REGISTRY, Refusal};
use law::Date;
use law::calendar::date;
use law::trace::Derivation;
use serde_json::{Value as Json, json};

/// The years that we claim to cover.
const YEARS: std::ops::RangeInclusive<i16> = 2020..=2029;

fn quarters() -> impl Iterator<Item = Date> {
    YEARS.flat_map(|year| [1, 4, 7, 10].map(|month| date(year, month, 1)))
}

/// The samples of a rule: input and, where one is written down, the answer.
fn samples(entry: &Entry) -> Vec<(Json, Option<Json>)> {
    let path = format!("tests/samples/{}.json", entry.rule().id);
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(&path))
        .unwrap_or_else(|_| panic!("crates/calc/{path} is missing: a list of {{\"input\": …, \"answer\"?: …}}"));
    let Json::Array(samples) = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}")) else {
        panic!("{path} is no list");
    };
    assert!(!samples.is_empty(), "{path} is empty");
    samples.into_iter().map(|mut sample| (sample["input"].take(), sample.get("answer").cloned())).collect()
}

fn run(entry: &Entry, input: &Json) -> Result<Json, Refusal> {
    entry.run(&read::parse_json(&input.to_string()).expect("a sample is JSON"))
}

fn why(entry: &Entry, input: &Json) -> Result<(Json, Derivation), Refusal> {
    entry.why(&read::parse_json(&input.to_string()).expect("a sample is JSON"))
}

/// Every rule with every sample of it.
fn each(check: impl Fn(&'static Entry, Json, Option<Json>)) {
    for entry in REGISTRY {
        for (input, answer) in samples(entry) {
            check(entry, input, answer);
        }
    }
}

#[test]
fn samples_fit_the_schemas_and_have_the_answers_written_down() {
    each(|entry, input, expect| {
        let id = entry.rule().id;
        fits(&format!("{id}: the input"), &entry.input_schema(), &input);
        let answer = run(entry, &input).unwrap_or_else(|refusal| panic!("{id} {input}: {refusal:?}"));
        fits(&format!("{id}: the answer"), &entry.answer_schema(), &answer);
        if let Some(expect) = expect {
            assert_eq!(answer, expect, "{id} {input}");
        }
    });
}

fn fits(what: &str, schema: &Json, value: &Json) {
    let validator = jsonschema::validator_for(schema).unwrap_or_else(|error| panic!("{what}: no schema: {error}"));
    let mistakes: Vec<String> = validator.iter_errors(value).map(|error| error.to_string()).collect();
    assert!(mistakes.is_empty(), "{what} {value} does not fit its schema: {mistakes:?}");
}

/// An answer may be larger than any one input: the sums of large inputs, the interest of centuries.
#[test]
fn answers_beyond_the_largest_input_fit_their_schema() {
    const MOST: u64 = 1_000_000_000_000_000;
    for (id, input) in [
        ("civil-rehabilitation.claims-cap", json!({ "claims": vec![json!({ "amount": MOST, "kind": "other" }); 3] })),
        ("loan.level-payment", json!({ "principal": MOST, "rate": "999.9999999999", "months": 1200 })),
        (
            "loan.late-charge",
            json!({ "principal": MOST, "rate": "14.6", "after": "1990-01-01", "to": "2026-01-01", "day_count": "365" }),
        ),
    ] {
        let entry = calc::find(id).expect("it is registered");
        let answer = run(entry, &input).unwrap_or_else(|refusal| panic!("{id}: {refusal:?}"));
        assert!(answer.as_object().unwrap().values().any(|value| value.as_u64() > Some(MOST)), "{id}: {answer}");
        fits(&format!("{id}: the answer"), &entry.answer_schema(), &answer);
    }
}

#[test]
fn every_quarter_has_an_answer_or_names_the_parameter_that_is_not_known_then() {
    each(|entry, mut input, _| {
        let id = entry.rule().id;
        let mut answered = 0;
        for day in quarters() {
            input["law_on"] = json!(day.to_string());
            match run(entry, &input) {
                Ok(_) => answered += 1,
                Err(refusal) => {
                    let not_known = ["error.not-in-force", "error.no-longer-known"].contains(&refusal.message.key);
                    assert!(not_known, "{id} on {day}: {refusal:?}");
                }
            }
        }
        assert!(answered > 0, "{id} answers on no quarter: {input}");
    });
}

#[test]
fn traced_and_untraced_answers_agree_and_the_rule_stands_in_its_own_derivation() {
    each(|entry, input, _| {
        let id = entry.rule().id;
        let (answer, derivation) = why(entry, &input).unwrap_or_else(|refusal| panic!("{id}: {refusal:?}"));
        assert_eq!(answer, run(entry, &input).unwrap(), "{id} {input}");
        let own = derivation.roots.iter().any(|root| derivation.steps[*root].rule.id == id);
        assert!(own, "{id} takes no step of its own");
    });
}

/// What the contract says of every input: `null` is as if left out, an unknown field and a wrong type are refused.
#[test]
fn null_is_as_if_left_out_and_strangers_are_refused() {
    each(|entry, input, _| {
        let id = entry.rule().id;
        let schema = entry.input_schema();
        let fields: Vec<String> = schema["properties"].as_object().unwrap().keys().cloned().collect();
        assert_eq!(fields.last().map(String::as_str), Some("law_on"), "{id}: law_on stands last");
        let answer = run(entry, &input).unwrap();
        for field in &fields {
            let required = schema["required"].as_array().unwrap().iter().any(|name| name == field);
            let mut with_null = input.clone();
            with_null[field] = Json::Null;
            if !required {
                fits(&format!("{id}: {field} = null"), &schema, &with_null);
            }
            if input.get(field).is_none() {
                assert_eq!(run(entry, &with_null).unwrap(), answer, "{id}: {field} = null");
            } else if required {
                assert_eq!(run(entry, &with_null).unwrap_err().field, *field, "{id}: {field} = null");
            }
            let mut wrong = input.clone();
            wrong[field] = json!([[]]);
            let refusal = run(entry, &wrong).unwrap_err();
            assert!(refusal.field == *field || refusal.field.starts_with(&format!("{field}[")), "{id}: {refusal:?}");
        }
        let mut stranger = input.clone();
        stranger["stranger"] = json!(1);
        assert_eq!(run(entry, &stranger).unwrap_err().field, "stranger", "{id}");
    });
}
