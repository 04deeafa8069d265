//! Whole histories of claims: the account that each gives, word for word. Every folder explains its figures by hand.
//!
//! `SAIKEN_BLESS=1 cargo test -p saiken --test histories` writes them anew: read each one before you commit it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::{env, fs};

fn saiken(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_saiken"));
    command.args(arguments).env_remove("SAIKEN_LANG").output().expect("saiken runs")
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).expect("UTF-8")
}

fn folders() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/histories");
    let mut folders: Vec<PathBuf> = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    folders
}

#[test]
fn every_history_gives_its_account() {
    let folders = folders();
    assert!(folders.len() >= 12);
    for folder in folders {
        let case = folder.join("case.toml");
        let output = saiken(&["ledger", case.to_str().unwrap()]);
        assert!(output.status.success(), "{}: {}", case.display(), text(output.stderr));
        let found = text(output.stdout);
        let expect = folder.join("expect.txt");
        if env::var_os("SAIKEN_BLESS").is_some() {
            fs::write(&expect, found).unwrap();
        } else {
            assert_eq!(found, fs::read_to_string(&expect).unwrap_or_default(), "{}", expect.display());
        }
    }
}

/// The results that the comments work out by hand stand in the account: the figures after the last `=` or `:` of a line.
#[test]
fn the_figures_worked_out_by_hand_stand_in_the_account() {
    for folder in folders() {
        let case = fs::read_to_string(folder.join("case.toml")).unwrap();
        let account = fs::read_to_string(folder.join("expect.txt")).unwrap();
        let by_hand: Vec<&str> = case
            .lines()
            .skip_while(|line| !line.contains("By hand"))
            .take_while(|line| line.starts_with('#'))
            .collect();
        assert!(by_hand.len() > 2, "{} explains nothing", folder.display());
        let sentences = by_hand[1..].join(" ").replace("#  ", "");
        let amounts: BTreeSet<&str> = sentences
            .split([' ', ';', '(', ')'])
            .map(|word| word.trim_end_matches(['.', ',', ':']))
            .map(|word| word.split_once('.').map_or(word, |(whole, _)| whole))
            .filter(|word| {
                word.len() > 5 && word.contains(',') && word.bytes().all(|b| b.is_ascii_digit() || b == b',')
            })
            .collect();
        let found = amounts.iter().filter(|amount| account.contains(**amount)).count();
        assert!(found * 2 >= amounts.len(), "{}: {amounts:?}", folder.display());
    }
}

#[test]
fn no_line_is_wider_than_80_columns() {
    for folder in folders() {
        for command in ["ledger", "deadlines"] {
            let page = text(saiken(&[command, folder.join("case.toml").to_str().unwrap()]).stdout);
            for line in page.lines() {
                assert!(catalogue::layout::columns(line) <= 80, "{}: {line}", folder.display());
            }
        }
    }
}

#[test]
fn csv_json_and_a_day_of_ones_own() {
    let case = folders().into_iter().find(|folder| folder.ends_with("judgment-ten-years")).unwrap().join("case.toml");
    let case = case.to_str().unwrap();
    let csv = text(saiken(&["ledger", case, "--csv"]).stdout);
    assert!(csv.contains("\nrest,original,2022-07-16,payment,40000,0,0,1745260,7000000,8745260,"), "{csv}");
    let json: serde_json::Value = serde_json::from_str(&text(saiken(&["ledger", case, "--json"]).stdout)).unwrap();
    let claim = &json["claims"][0];
    assert_eq!(
        (&claim["owed"]["total"], &claim["prescription"][0]["last_day"]),
        (&13_014_301.into(), &"2032-07-16".into())
    );
    let json = text(saiken(&["ledger", case, "--json", "--at", "2022-07-16", "--claim", "rest"]).stdout);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["claims"][0]["owed"]["late_charge"], 1_745_260);
    for bad in [["--claim", "none"], ["--at", "2022-02-30"]] {
        let output = saiken(&[&["ledger", case][..], &bad].concat());
        assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(1), &b""[..]), "{bad:?}");
    }
}

const CONTRADICTORY: &str = "as_of = 2026-11-22\n[[person]]\nid = 'taro'\nborn = 1981-05-04\nrole = 'debtor'\n[[claim]]\n\
    id = 'loan'\nkind = 'home-loan'\ndebtor = 'taro'\ncontracted_on = 2020-04-01\nlate_rate = '14'\nevents = [\n\
    { on = 2020-04-01, kind = 'advance', amount = 1_000_000 },\n{ on = 2024-05-05, kind = 'acceleration' },\n\
    { on = 2024-06-05, kind = 'payment', amount = -5 },\n{ on = 2024-06-31, kind = 'demand' },\n\
    { on = 2024-07-05, kind = 'settlement-failed' },\n{ on = 2024-08-05, kind = 'acceleration' },\n]\n";

#[test]
fn a_contradictory_history_gives_every_error_with_its_place_and_the_account_before_them() {
    let folder = env::temp_dir().join(format!("saiken-history-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let case = folder.join("case.toml");
    fs::write(&case, CONTRADICTORY).unwrap();
    let output = saiken(&["ledger", case.to_str().unwrap()]);
    let (out, err) = (text(output.stdout), text(output.stderr));
    fs::remove_dir_all(&folder).unwrap();
    assert_eq!(output.status.code(), Some(1));
    for line in [15, 16, 17, 18] {
        assert!(err.contains(&format!("case.toml:{line}:")), "line {line}: {err}");
    }
    assert!(out.contains("2024-05-05 期限の利益の喪失") && !out.contains("2024-07-05"), "{out}");
}

#[test]
fn a_statement_is_compared_with_the_account() {
    let folder = env::temp_dir().join(format!("saiken-statement-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let statement = folder.join("statement.csv");
    let case = folders().into_iter().find(|folder| folder.ends_with("judgment-ten-years")).unwrap().join("case.toml");
    let compare = |rows: &str| {
        fs::write(&statement, format!("\u{feff}日付,種類,金額,残高\n{rows}")).unwrap();
        text(
            saiken(&["ledger", case.to_str().unwrap(), "--claim", "rest", "--statement", statement.to_str().unwrap()])
                .stdout,
        )
    };
    assert!(compare("2022年7月16日,入金,\"40,000\",\"8,745,260円\"\n").contains("すべて元帳と一致"));
    let departs = compare("2022/7/16,入金,40000,8713260\n");
    assert!(departs.contains("2行目") && departs.contains("▲32,000円"), "{departs}");
    fs::remove_dir_all(&folder).unwrap();
}

/// What RFC 5545 asks of the bytes, and what an independent parser reads.
#[test]
fn the_calendar_is_one_that_other_programs_read() {
    let case =
        folders().into_iter().find(|folder| folder.ends_with("bank-to-servicer-12-years")).unwrap().join("case.toml");
    let first = saiken(&["deadlines", case.to_str().unwrap(), "--ics"]).stdout;
    assert_eq!(first, saiken(&["deadlines", case.to_str().unwrap(), "--ics"]).stdout, "the same case, the same bytes");
    let calendar = text(first);
    assert!(calendar.ends_with("END:VCALENDAR\r\n"));
    assert!(!calendar.replace("\r\n", "").contains(['\r', '\n']), "lines end with CR LF and nothing else");
    assert!(calendar.split("\r\n").all(|line| line.len() <= 75), "lines are folded at 75 octets");
    let parsed = ical::IcalParser::new(calendar.as_bytes()).next().unwrap().unwrap();
    let uids: BTreeSet<String> = parsed
        .events
        .iter()
        .map(|event| {
            let of =
                |name: &str| event.properties.iter().find(|p| p.name == name).and_then(|p| p.value.clone()).unwrap();
            assert_eq!(of("DTSTAMP"), "20261122T000000Z");
            assert!(of("DTSTART") < of("DTEND"));
            of("UID")
        })
        .collect();
    assert_eq!(uids.len(), parsed.events.len(), "every event has an identifier of its own");
    let summaries: Vec<String> = parsed
        .events
        .iter()
        .flat_map(|event| &event.properties)
        .filter(|p| p.name == "SUMMARY")
        .filter_map(|p| p.value.clone())
        .collect();
    assert!(summaries.iter().any(|summary| summary.contains("時効期間の満了")), "{summaries:?}");
}
