//! Compiles `parameters/municipality-classes.csv`: the class of the living-cost decree for every municipality of today.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

const FILE: &str = "municipality-classes.csv";
const HEADER: &str = "prefecture,municipality,code,class,basis,former,note,gun,housing_row,housing_area,winter_grade";

/// One municipality.
pub(crate) struct Place {
    /// Its line in the file.
    pub(crate) line: usize,
    pub(crate) prefecture: String,
    pub(crate) name: String,
    pub(crate) district: String,
    code: String,
    pub(crate) class: usize,
    pub(crate) basis: String,
    former: String,
    note: String,
    /// The entry of the housing table, from one.
    pub(crate) housing_row: usize,
    pub(crate) winter_grade: usize,
}

/// Reads the file; mistakes go to `problems`.
pub(crate) fn read(root: &Path, problems: &mut Vec<String>) -> Vec<Place> {
    let text = fs::read_to_string(root.join(FILE)).expect("the municipalities are readable UTF-8");
    let mut lines = text.lines().enumerate();
    if lines.next().map(|(_, header)| header) != Some(HEADER) {
        problems.push(format!("  parameters/{FILE}:1: the header must be `{HEADER}`"));
        return Vec::new();
    }
    let mut places = Vec::new();
    let mut names = BTreeSet::new();
    for (index, line) in lines {
        let mut problem = |what: &str| problems.push(format!("  parameters/{FILE}:{}: {what}", index + 1));
        let fields = fields(line);
        let Ok([prefecture, name, code, class, basis, former, note, district, row, _, grade]) =
            <[String; 11]>::try_from(fields)
        else {
            problem("needs eleven fields");
            continue;
        };
        let number = |text: &str, most: usize| text.parse().ok().filter(|number| (1..=most).contains(number));
        let (Some(class), Some(housing_row), Some(winter_grade)) =
            (number(&class, 6), number(&row, usize::MAX), number(&grade, 6))
        else {
            problem("class and winter grade are 1 to 6, housing_row is a number from 1");
            continue;
        };
        if !has_check_digit(&code) {
            problem("the code has a wrong check digit");
        }
        if !["listed", "unlisted-6", "absorbed-by", "new-most-favourable", "renamed", "needs-check"]
            .contains(&basis.as_str())
        {
            problem("unknown basis");
        }
        if !names.insert((prefecture.clone(), name.clone())) {
            problem("the municipality stands twice");
        }
        places.push(Place {
            line: index + 1,
            prefecture,
            name,
            district,
            code,
            class,
            basis,
            former,
            note,
            housing_row,
            winter_grade,
        });
    }
    places
}

/// The constants: prefectures in the order of their codes, municipalities in the order of their names.
pub(crate) fn compile(mut places: Vec<Place>) -> String {
    let mut out = String::new();
    let mut prefectures: Vec<(&str, &str)> =
        places.iter().map(|place| (&place.code[..2], place.prefecture.as_str())).collect();
    prefectures.sort_unstable();
    prefectures.dedup();
    let names: Vec<&str> = prefectures.into_iter().map(|(_, name)| name).collect();
    writeln!(out, "static PREFECTURES: &[&str] = &{names:?};").unwrap();
    places.sort_by(|a, b| (&a.prefecture, &a.name).cmp(&(&b.prefecture, &b.name)));
    writeln!(out, "static MUNICIPALITIES: &[Municipality] = &[").unwrap();
    for place in &places {
        let Place { prefecture, name, district, code, class, former, note, .. } = place;
        let basis: String = place.basis.split('-').map(capital).collect();
        writeln!(
            out,
            "Municipality {{ prefecture: {prefecture:?}, name: {name:?}, district: {district:?}, code: {code:?}, class: RegionClass({class}), basis: Basis::{basis}, former: {former:?}, note: {note:?}, housing_row: {}, winter_grade: {} }},",
            place.housing_row - 1,
            place.winter_grade,
        )
        .unwrap();
    }
    out.push_str("];\n");
    out
}

fn capital(word: &str) -> String {
    word[..1].to_uppercase() + &word[1..]
}

/// The fields of a line; a field between quotation marks may hold commas.
fn fields(line: &str) -> Vec<String> {
    let mut fields = vec![String::new()];
    let mut quoted = false;
    for letter in line.chars() {
        match letter {
            '"' => quoted = !quoted,
            ',' if !quoted => fields.push(String::new()),
            _ => fields.last_mut().expect("starts with one").push(letter),
        }
    }
    fields
}

/// 検査数字 of a municipality's code: the first five digits weighted 6 to 2, the sum taken from 11, the last digit of it.
fn has_check_digit(code: &str) -> bool {
    let digits: Vec<u32> = code.chars().filter_map(|digit| digit.to_digit(10)).collect();
    if code.len() != 6 || digits.len() != 6 {
        return false;
    }
    let sum: u32 = digits[..5].iter().zip((2..=6).rev()).map(|(digit, weight)| digit * weight).sum();
    (11 - sum % 11) % 10 == digits[5]
}
