//! The command line as a user meets it: words in, text and exit code out.

use std::io::{Read as _, Write as _};
use std::process::{Command, Output, Stdio};

use catalogue::Lang;
use serde_json::{Value as Json, json};

const RULE: &str = "civil-rehabilitation.minimum-repayment";
const INPUT: &str = r#"{"tier_total": 6000000, "standard_claims": 6000000}"#;
const ANSWER: &str = r#"{"confirmable":true,"minimum":1200000,"band":"one-fifth"}"#;

fn saiken(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_saiken"));
    command.args(arguments).env_remove("SAIKEN_LANG").env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn run(arguments: &[&str], stdin: &[u8]) -> Output {
    let mut child = saiken(arguments).spawn().expect("saiken starts");
    // A command that does not read its stdin hangs up: that is no failure of the test.
    let _ = child.stdin.take().expect("piped").write_all(stdin);
    child.wait_with_output().expect("saiken ends")
}

/// Exit code, the whole of stdout, and a part of stderr (which is empty when the part is).
fn check(arguments: &[&str], stdin: &str, code: i32, stdout: &str, stderr: &str) {
    let output = run(arguments, stdin.as_bytes());
    let (out, err) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    assert_eq!((output.status.code(), out.trim_end()), (Some(code), stdout), "{arguments:?}: {err}");
    assert!(err.contains(stderr) && (err.is_empty() == stderr.is_empty()), "{arguments:?}: {err}");
    assert!(!err.contains('\u{1b}') && !out.contains('\u{1b}'), "colour in a pipe");
}

#[test]
fn one_input_by_json_by_stdin_and_by_flags() {
    check(&["calc", RULE, "--json", INPUT], "", 0, ANSWER, "");
    check(&["calc", RULE, "--json", "-"], INPUT, 0, ANSWER, "");
    check(&["calc", "--tier-total", "6_000_000", "--standard-claims=6,000,000", RULE], "", 0, ANSWER, "");
    check(
        &["calc", RULE, "--tier-total=6000000", "--standard-claims=6000000", "--law-on=2026-11-22"],
        "",
        0,
        ANSWER,
        "",
    );
}

#[test]
fn a_bad_input_gives_the_error_object_a_readable_message_and_1() {
    let input = r#"{"tier_total": 5, "standard_claims": 4}"#;
    let refused = |lang: Lang| {
        let message = catalogue::text("error.below-tier-total", lang);
        json!({ "error": { "field": "standard_claims", "message": message } }).to_string()
    };
    check(&["calc", RULE, "--json", input], "", 1, &refused(Lang::Ja), "エラー: standard_claims: 基準債権");
    check(&["calc", RULE, "--tier-total=5", "--standard-claims=4"], "", 1, &refused(Lang::Ja), "standard_claims");
    let english = ["calc", RULE, "--json", input, "--lang", "en"];
    check(&english, "", 1, &refused(Lang::En), "error: standard_claims: The standard claims");
    let field = |input: &str| {
        let output = run(&["calc", RULE, "--json", input], b"");
        let error: Json = serde_json::from_slice(&output.stdout).unwrap();
        let message = error["error"]["message"].as_str().unwrap().to_string();
        (output.status.code(), error["error"]["field"].as_str().unwrap().to_string(), message)
    };
    assert_eq!(field("{}").1, "tier_total");
    assert_eq!(field("[").1, "");
    let (code, stranger, message) = field(r#"{"tier_total": 1, "standard_claims": 1, "law_om": 1}"#);
    assert_eq!((code, stranger.as_str()), (Some(1), "law_om"));
    assert!(message.contains("law_on"), "the nearest field is named: {message}");
}

#[test]
fn wrong_words_give_2_and_name_the_nearest() {
    check(&["calc", RULE, "--teir-total", "1"], "", 2, "", "--tier-total");
    check(&["clac"], "", 2, "", "calc");
    check(&["calc"], "", 2, "", "RULE");
    check(&["calc", "civil-rehabilitation.minimum-repaiment", "--lang", "en"], "", 2, "", RULE);
    check(&["calc", RULE, "--json", "{}", "--jsonl"], "", 2, "", "--jsonl");
    check(&["calc", RULE, "--json", "{}", "--tier-total", "5"], "", 2, "", "--tier-total");
    check(&["calc", RULE, "--tier-total"], "", 2, "", "--tier-total");
    check(&["man", "no-such"], "", 1, "", "no-such");
}

#[test]
fn a_stream_keeps_its_order_and_ends_with_1_when_a_line_was_bad() {
    check(&["calc", RULE, "--jsonl"], &format!("{INPUT}\n{INPUT}"), 0, &format!("{ANSWER}\n{ANSWER}"), "");
    let input = [INPUT.as_bytes(), b"\n{\"tier_total\": \"\xff\"}\n", INPUT.as_bytes()].concat();
    let output = run(&["calc", RULE, "--jsonl"], &input);
    let text = String::from_utf8(output.stdout).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!((output.status.code(), lines.len(), lines[0], lines[2]), (Some(1), 3, ANSWER, ANSWER));
    assert_eq!(serde_json::from_str::<Json>(lines[1]).unwrap()["error"]["field"], "");
    assert!(String::from_utf8(output.stderr).unwrap().contains("3行のうち1行"));
}

#[test]
fn a_reader_that_hangs_up_is_no_error() {
    let mut child = saiken(&["calc", RULE, "--jsonl"]).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let writer = std::thread::spawn(move || while writeln!(stdin, "{INPUT}").is_ok() {});
    let mut first = [0; 10];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    assert_eq!((output.status.code(), String::from_utf8(output.stderr).unwrap().as_str()), (Some(0), ""));
}

#[test]
fn every_rule_is_listed_on_a_line_with_its_citation() {
    let output = run(&["calc", "--list"], b"");
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(text.lines().count(), calc::REGISTRY.len());
    for (line, entry) in text.lines().zip(calc::REGISTRY) {
        assert_eq!(line.split(' ').next(), Some(entry.rule().id));
        assert!(line.contains(entry.rule().ja));
        assert!(entry.rule().provisions.iter().all(|provision| line.contains(provision.act.ja)), "{line}");
    }
}

#[test]
fn the_schema_is_one_object_that_the_input_and_the_answer_fit() {
    for entry in calc::REGISTRY {
        let output = run(&["calc", entry.rule().id, "--schema"], b"");
        let schema: Json = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(schema, json!({ "input": entry.input_schema(), "output": entry.explained_schema() }));
    }
    let output = run(&["calc", RULE, "--schema"], b"");
    let schema: Json = serde_json::from_slice(&output.stdout).unwrap();
    let why = String::from_utf8(run(&["calc", RULE, "--why", "--json", INPUT], b"").stdout).unwrap();
    for (part, text) in [("input", INPUT), ("output", ANSWER), ("output", &why)] {
        assert!(jsonschema::is_valid(&schema[part], &serde_json::from_str(text).unwrap()), "{part}");
    }
}

#[test]
fn why_stands_beside_the_answer_or_is_a_tree_to_read() {
    let output = run(&["calc", RULE, "--why", "--json", INPUT], b"");
    let mut answer: Json = serde_json::from_slice(&output.stdout).unwrap();
    let why = answer.as_object_mut().unwrap().remove("why").unwrap();
    assert_eq!(answer, serde_json::from_str::<Json>(ANSWER).unwrap());
    assert_eq!((&why["steps"][0]["rule"], &why["steps"][0]["value"]), (&json!(RULE), &json!(1_200_000)));

    let output = run(&["calc", RULE, "--why=text", "--json", INPUT, "--lang=en"], b"");
    let tree = String::from_utf8(output.stdout).unwrap();
    assert!(
        tree.starts_with("minimum repayment = ¥1,200,000 ← Civil Rehabilitation Act, Art. 231(2)(2), (3), (4)\n├─ ")
    );
}

#[test]
fn help_manual_and_completions_are_there() {
    for (arguments, part) in [
        (&["--help"][..], "使い方:"),
        (&["--help", "--lang", "en"], "Usage:"),
        (&["calc", RULE, "--help"], "--standard-claims"),
        (&["man"], ".TH saiken"),
        (&["man", "calc"], "jsonl"),
        (&["completions", "bash"], "complete"),
        (&["--version"], "saiken "),
    ] {
        let output = run(arguments, b"");
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
        assert!(String::from_utf8(output.stdout).unwrap().contains(part), "{arguments:?}");
    }
}
