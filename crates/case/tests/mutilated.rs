//! Files that are broken on purpose: nothing that anybody can save as a file makes the reader or the printer fall over.

use std::time::{Duration, Instant};

use case::file::File;
use case::{CODES, Format, MAX_BYTES, read, render_problem, template, text_of};
use catalogue::Lang;
use law::calendar::{FIRST_DAY, LAST_DAY, date};
use read::Wire;
use serde_json::Value as Json;

const FULL: &str = include_str!("full.toml");

/// A small generator: the same files in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % bound as u64).unwrap()
    }
}

fn full() -> File {
    File::parse(FULL.as_bytes(), Format::Toml).unwrap()
}

/// Reads, and prints every problem; the codes are known and the places lie in the text, in order.
fn survives(bytes: &[u8], format: Format) {
    let Err(problems) = read(bytes, format) else { return };
    assert!(!problems.is_empty(), "{}", String::from_utf8_lossy(bytes));
    let text = text_of(bytes);
    let mut last = 0;
    for problem in problems {
        assert!(CODES.contains(&problem.code), "{}", problem.code);
        assert!(last <= problem.span.start && problem.span.end <= text.len().max(3), "{problem:?}");
        last = problem.span.start;
        for lang in [Lang::Ja, Lang::En] {
            let message = render_problem("case.toml", &text, &problem, lang);
            assert!(message.len() < 8_000, "{message}");
        }
    }
}

#[test]
fn random_bytes_in_a_good_file() {
    let mut random = Random(20_261_122);
    let json = full().print(Format::Json);
    let snippets: [&[u8]; 14] = [
        b"\"",
        b"[",
        b"]",
        b"{",
        b"}",
        b"=",
        b"\n",
        b"-",
        b"9999999999999999999",
        b"\xff",
        b"\0",
        "＝".as_bytes(),
        b"id",
        b"1.5",
    ];
    for round in 0..600 {
        let (text, format) = if round % 2 == 0 { (FULL, Format::Toml) } else { (json.as_str(), Format::Json) };
        let mut bytes = text.as_bytes().to_vec();
        for _ in 0..=random.below(4) {
            let at = random.below(bytes.len().max(1));
            if bytes.is_empty() {
                break;
            }
            match random.below(4) {
                0 => bytes[at] = u8::try_from(random.below(256)).unwrap(),
                1 => drop(bytes.splice(at..at, snippets[random.below(snippets.len())].iter().copied())),
                2 => drop(bytes.drain(at..(at + random.below(40)).min(bytes.len()))),
                _ => bytes.truncate(at.max(1)),
            }
        }
        survives(&bytes, format);
    }
}

/// Every value of a tree by its path of places.
fn paths(value: &Json, path: &mut Vec<usize>, found: &mut Vec<Vec<usize>>) {
    let children: Vec<&Json> = match value {
        Json::Object(entries) => entries.values().collect(),
        Json::Array(items) => items.iter().collect(),
        _ => Vec::new(),
    };
    for (place, child) in children.into_iter().enumerate() {
        path.push(place);
        found.push(path.clone());
        paths(child, path, found);
        path.pop();
    }
}

fn replace(value: &mut Json, path: &[usize], with: &Json) {
    match (path, value) {
        ([], value) => *value = with.clone(),
        ([place, rest @ ..], Json::Object(entries)) => {
            if let Some(inner) = entries.values_mut().nth(*place) {
                replace(inner, rest, with);
            }
        }
        ([place, rest @ ..], Json::Array(items)) => replace(&mut items[*place], rest, with),
        _ => {}
    }
}

#[test]
fn every_value_of_a_good_file_replaced_by_others() {
    let whole = full().write();
    let mut places = Vec::new();
    paths(&whole, &mut Vec::new(), &mut places);
    assert!(places.len() > 200, "{}", places.len());
    let others = [
        Json::Null,
        Json::from(0),
        Json::from(-1),
        Json::from("taro"),
        Json::from("2027-01"),
        Json::from("1900-01-01"),
        serde_json::json!([]),
        serde_json::json!({ "likely": 7 }),
    ];
    for (round, place) in places.iter().enumerate() {
        for other in others.iter().skip(round % 4).step_by(4) {
            let mut file = whole.clone();
            replace(&mut file, place, other);
            survives(file.to_string().as_bytes(), Format::Json);
        }
    }
}

#[test]
fn what_is_printed_reads_back() {
    let whole = full().write();
    let mut places = Vec::new();
    paths(&whole, &mut Vec::new(), &mut places);
    let mut read_back = 0;
    let strange = Json::from("\u{7f}\"\\\t#\n]東");
    let others = [Json::Null, strange, serde_json::json!({ "likely": 24_000_000 })];
    for (round, place) in places.iter().enumerate() {
        for other in others.iter().skip(round % 2).step_by(2) {
            let mut file = whole.clone();
            replace(&mut file, place, other);
            let Ok(file) = File::parse(file.to_string().as_bytes(), Format::Json) else { continue };
            for format in [Format::Toml, Format::Json] {
                let printed = file.print(format);
                assert_eq!(File::parse(printed.as_bytes(), format).as_ref(), Ok(&file), "{printed}");
            }
            read_back += 1;
        }
    }
    assert!(read_back > 100, "{read_back}");
}

#[test]
fn the_schema_accepts_what_the_reader_accepts() {
    let schema = case::schema();
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    let whole = full().write();
    let mut places = Vec::new();
    paths(&whole, &mut Vec::new(), &mut places);
    let others =
        [Json::Null, Json::from(5), Json::from("5"), Json::from("R5.4.1"), Json::from(true), serde_json::json!([])];
    let (mut accepted, mut refused) = (0, 0);
    for (round, place) in places.iter().enumerate() {
        for other in others.iter().skip(round % 3).step_by(3) {
            let mut file = whole.clone();
            replace(&mut file, place, other);
            if File::parse(file.to_string().as_bytes(), Format::Json).is_ok() {
                assert!(validator.is_valid(&file), "{file}");
                accepted += 1;
            } else if !validator.is_valid(&file) {
                refused += 1;
            }
        }
    }
    // Most of what the reader refuses by its form, the schema refuses too.
    assert!(accepted > 100 && refused > 200, "{accepted} {refused}");
}

#[test]
fn sizes_and_depths_that_nobody_needs_are_refused_soon() {
    let many_keys: Vec<String> = (0..40_000).map(|key| format!("\"k{key}\":0")).collect();
    let long = "x".repeat(800_000);
    let cases = [
        ("[".repeat(200_000), Format::Json),
        (format!("a = {}", "[".repeat(200_000)), Format::Toml),
        (format!("a = {}", "{a=".repeat(60_000)), Format::Toml),
        (format!("{}a = 1", "a.".repeat(200_000)), Format::Toml),
        (format!("[{}a]", "a.".repeat(200_000)), Format::Toml),
        ("[a]\n".repeat(60_000), Format::Toml),
        ("\u{3000}\n".repeat(60_000), Format::Toml),
        ("x".repeat(MAX_BYTES), Format::Toml),
        ("=".repeat(200_000), Format::Toml),
        (format!("{{{}}}", many_keys.join(",")), Format::Json),
        (format!("{{\"{long}\":\"{long}\"}}"), Format::Json),
        (format!("{{\"as_of\":\"{long}\",\"court\":\"{long}\"}}"), Format::Json),
    ];
    for (text, format) in cases {
        let start = Instant::now();
        survives(text.as_bytes(), format);
        assert!(
            // Linear work is done in seconds on any machine; a square of these sizes would take an hour.
            start.elapsed() < Duration::from_mins(5),
            "{}… took {:?}",
            &text[..20.min(text.len())],
            start.elapsed()
        );
    }
}

#[test]
fn templates_read_without_a_mistake_on_any_day() {
    for as_of in [date(2026, 11, 22), date(2024, 2, 29), date(2027, 1, 1), date(2026, 5, 31), date(2030, 12, 31)] {
        for lang in [Lang::Ja, Lang::En] {
            let text = template(lang, as_of);
            assert!(!text.contains('@'), "{text}");
            let household = read(text.as_bytes(), Format::Toml);
            assert!(household.is_ok(), "{as_of}: {household:?}");
            // The lines that are commented out are examples too.
            let all = text.lines().map(uncommented).collect::<Vec<_>>().join("\n");
            let household = read(all.as_bytes(), Format::Toml);
            assert!(household.is_ok(), "{as_of}: {household:?}\n{all}");
        }
    }
    // At the ends of the calendar it is no useful file, but still a file.
    for as_of in [FIRST_DAY, LAST_DAY] {
        template(Lang::Ja, as_of);
    }
}

/// `# key = value` and `# [table]` as they would stand without the mark.
fn uncommented(line: &str) -> &str {
    match line.strip_prefix("# ") {
        Some(rest) if rest.starts_with('[') || rest.split_once(" = ").is_some_and(|(key, _)| is_key(key)) => rest,
        _ => line,
    }
}

fn is_key(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
}

#[test]
fn both_templates_say_the_same() {
    let plain = |lang| {
        let text = template(lang, date(2026, 11, 22));
        File::parse(text.as_bytes(), Format::Toml).unwrap()
    };
    assert_eq!(plain(Lang::Ja), plain(Lang::En));
}
