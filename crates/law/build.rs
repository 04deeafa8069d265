//! Compiles `parameters/*` into constants. Every mistake in the files is reported with file and line, all in one run.

#[path = "build/living_costs.rs"]
mod living_costs;
#[path = "build/municipalities.rs"]
mod municipalities;

#[path = "build/occupations.rs"]
mod occupations;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

#[path = "build/holidays.rs"]
mod holidays;

fn main() {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").unwrap()).join("../../parameters");
    println!("cargo::rerun-if-changed={}", root.display());
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=build");
    let mut files: Vec<PathBuf> = fs::read_dir(&root)
        .expect("parameters/ exists")
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .collect();
    files.sort();

    let mut out = String::new();
    let mut all = Vec::new();
    let mut problems = Vec::new();
    for path in &files {
        let text = fs::read_to_string(path).expect("a parameter file is readable UTF-8");
        let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
        let mut file = File { path, text: &text, stem: &stem, problems: &mut problems };
        file.compile(&mut out, &mut all);
    }
    let text = fs::read_to_string(root.join("national_holidays.toml")).expect("the holidays are readable UTF-8");
    let national_holidays = holidays::compile(&text, &mut problems);
    let places = municipalities::read(&root, &mut problems);
    let living_costs = living_costs::compile(&root, &places, &mut problems);
    assert!(problems.is_empty(), "parameters/ has mistakes:\n{}", problems.join("\n"));
    occupations::compile(&root);

    writeln!(
        out,
        "/// Every parameter, by file and table.\npub static ALL: &[&dyn AnyParameter] = &[{}];",
        all.join(", ")
    )
    .unwrap();
    let out_dir = PathBuf::from(env::var("OUT_DIR").unwrap());
    fs::write(out_dir.join("parameters.rs"), out).unwrap();
    fs::write(out_dir.join("national_holidays.rs"), national_holidays).unwrap();
    fs::write(out_dir.join("living_costs.rs"), living_costs).unwrap();
    fs::write(out_dir.join("municipalities.rs"), municipalities::compile(places)).unwrap();
}

struct File<'a> {
    path: &'a Path,
    text: &'a str,
    stem: &'a str,
    problems: &'a mut Vec<String>,
}

type Entry<'a> = Spanned<DeValue<'a>>;

impl File<'_> {
    fn problem(&mut self, at: usize, what: &str) {
        let line = self.text[..at.min(self.text.len())].matches('\n').count() + 1;
        let name = self.path.file_name().unwrap().to_string_lossy();
        self.problems.push(format!("  parameters/{name}:{line}: {what}"));
    }

    fn compile(&mut self, out: &mut String, all: &mut Vec<String>) {
        let text = self.text;
        let table = match DeTable::parse(text) {
            Ok(table) => table.into_inner(),
            Err(error) => return self.problem(error.span().map_or(0, |span| span.start), error.message()),
        };
        let mark = match table.get("mark").map(Spanned::get_ref) {
            Some(DeValue::String(mark)) if ["law", "practice", "estimate"].contains(&mark.as_ref()) => mark.to_string(),
            // Files with a shape of their own (the tables of the living-cost decree) are compiled elsewhere.
            None if table.contains_key("meta") => return,
            _ => return self.problem(0, "needs a first line `mark = \"law\" | \"practice\" | \"estimate\"`"),
        };
        writeln!(out, "/// `parameters/{0}.toml`.\npub mod {0} {{\n    use super::*;", self.stem).unwrap();
        for (key, entry) in &table {
            if key.get_ref().as_ref() == "mark" {
                continue;
            }
            let DeValue::Table(parameter) = entry.get_ref() else {
                self.problem(key.span().start, "a parameter is a table");
                continue;
            };
            self.parameter(key.get_ref(), key.span().start, parameter, &mark, out, all);
        }
        out.push_str("}\n");
    }

    fn parameter(
        &mut self,
        name: &str,
        at: usize,
        table: &DeTable<'_>,
        mark: &str,
        out: &mut String,
        all: &mut Vec<String>,
    ) {
        for (key, _) in table {
            if !["ja", "en", "unit", "keyed", "value", "note"].contains(&key.get_ref().as_ref()) {
                self.problem(key.span().start, &format!("unknown key `{}` in [{name}]", key.get_ref()));
            }
        }
        let ja = self.text_of(table, "ja", at);
        let en = self.text_of(table, "en", at);
        let keyed = self.text_of(table, "keyed", at);
        let unit = self.text_of(table, "unit", at);
        let note = if table.contains_key("note") { self.text_of(table, "note", at) } else { String::new() };
        let kind = match unit.as_str() {
            "yen" => "Yen",
            "rate" => "Rate",
            "share" => "Share",
            "word" => "&'static str",
            "years" | "months" | "days" | "count" | "age" => "u32",
            other => return self.problem(at, &format!("unknown unit `{other}` in [{name}]")),
        };
        let Some(DeValue::Array(values)) = table.get("value").map(Spanned::get_ref) else {
            return self.problem(at, &format!("[{name}] has no [[{name}.value]]"));
        };
        let mut rows = String::new();
        let mut free_from = String::new();
        for (place, value) in values.iter().enumerate() {
            let at = value.span().start;
            let DeValue::Table(row) = value.get_ref() else {
                self.problem(at, "a value is a table");
                continue;
            };
            let from = self.date_of(row, "from", at);
            let until = row.contains_key("until").then(|| self.date_of(row, "until", at));
            if from <= free_from || (place > 0 && free_from.is_empty()) {
                self.problem(at, "values stand earliest first, and only the last one may be without `until`");
            }
            free_from = until.clone().unwrap_or_default();
            let source = self.text_of(row, "source", at);
            let checked = self.text_of(row, "checked", at);
            let compared = self.date_of(row, "compared_on", at);
            let checked = match checked.as_str() {
                "verified" => "Verified",
                "secondary" => "Secondary",
                "memory" => "Memory",
                _ => {
                    self.problem(at, "`checked` is verified, secondary or memory");
                    continue;
                }
            };
            let figure = self.figure(row.get("value"), kind, at);
            let until = until.map_or("None".to_string(), |until| format!("Some({})", constant_date(&until)));
            write!(
                rows,
                "Dated {{ from: {}, until: {until}, value: {figure}, source: {source:?}, compared_on: {}, checked: Checked::{checked} }}, ",
                constant_date(&from),
                constant_date(&compared),
            )
            .unwrap();
        }
        let constant = name.to_uppercase();
        let mark = format!("{}{}", mark[..1].to_uppercase(), &mark[1..]);
        let id = format!("{}.{name}", self.stem);
        writeln!(
            out,
            "    #[doc = {:?}]\n    #[doc(alias = {ja:?})]\n    pub static {constant}: Parameter<{kind}> = Parameter {{ id: {id:?}, ja: {ja:?}, en: {en:?}, mark: Mark::{mark}, keyed: {keyed:?}, values: &[{rows}] }};",
            format!("{ja} ({en}). {note}"),
        )
        .unwrap();
        all.push(format!("&{}::{constant}", self.stem));
    }

    fn figure(&mut self, value: Option<&Entry<'_>>, kind: &str, at: usize) -> String {
        let wrong = |file: &mut Self, expected: &str| {
            file.problem(at, &format!("`value` must be {expected}"));
            "panic!()".to_string()
        };
        match (value.map(Spanned::get_ref), kind) {
            (Some(DeValue::Integer(integer)), "Yen") => match integer.as_str().parse::<u64>() {
                Ok(yen) => format!("Yen({yen})"),
                Err(_) => wrong(self, "a whole number of yen"),
            },
            (Some(DeValue::String(text)), "&'static str") => format!("{text:?}"),
            (Some(DeValue::Integer(integer)), "u32") => match integer.as_str().parse::<u32>() {
                Ok(count) => count.to_string(),
                Err(_) => wrong(self, "a whole number"),
            },
            (Some(DeValue::String(text)), "Rate") => {
                let digits = text.strip_suffix('%').filter(|digits| !digits.is_empty());
                let (whole, part) = digits.map_or(("", ""), |text| text.split_once('.').unwrap_or((text, "")));
                match format!("{whole}{part:0<10}").parse::<u64>() {
                    Ok(units) if digits.is_some() && part.len() <= 10 => format!("Rate::from_units({units})"),
                    _ => wrong(self, "a rate such as \"14.6%\""),
                }
            }
            (Some(DeValue::String(text)), "Share") => {
                let halves = match text.strip_suffix('%') {
                    Some(percent) => percent.parse::<u32>().ok().map(|percent| (percent, 100)),
                    None => text.split_once('/').and_then(|(a, b)| Some((a.parse().ok()?, b.parse().ok()?))),
                };
                match halves {
                    Some((above, below)) if below > 0 => format!("Share::new({above}, {below}).unwrap()"),
                    _ => wrong(self, "a share such as \"1/5\" or \"85%\""),
                }
            }
            _ => wrong(self, "of the parameter's unit"),
        }
    }

    fn text_of(&mut self, table: &DeTable<'_>, key: &str, at: usize) -> String {
        if let Some(DeValue::String(text)) = table.get(key).map(Spanned::get_ref) {
            return text.to_string();
        }
        self.problem(at, &format!("`{key}` is missing or no text"));
        String::new()
    }

    fn date_of(&mut self, table: &DeTable<'_>, key: &str, at: usize) -> String {
        match table.get(key).map(Spanned::get_ref) {
            Some(DeValue::Datetime(date)) if date.to_string().parse::<jiff::civil::Date>().is_ok() => date.to_string(),
            _ => {
                self.problem(at, &format!("`{key}` is missing or no date"));
                "2000-01-01".to_string()
            }
        }
    }
}

fn constant_date(iso: &str) -> String {
    let parts: Vec<String> = iso.split('-').map(|part| part.trim_start_matches('0').to_string()).collect();
    format!("date({}, {}, {})", parts[0], parts[1], parts[2])
}
