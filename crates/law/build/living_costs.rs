//! Compiles `parameters/living-costs-2001-50.toml`, the tables of the living-cost decree, and checks them against the
//! municipalities: every one must find its amounts in every table.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::municipalities::Place;

const FILE: &str = "living-costs-2001-50.toml";
/// A head count: its key, and its names in Japanese and English.
type Heads = (&'static str, &'static str, &'static str);

const HEADS: [Heads; 4] = [
    ("persons_1", "1人", "1 person"),
    ("persons_2", "2人", "2 persons"),
    ("persons_3", "3人", "3 persons"),
    ("persons_4_or_more", "4人以上", "4 persons or more"),
];
const HOUSING_HEADS: [Heads; 3] = [
    ("persons_1", "1人", "1 person"),
    ("persons_2_to_6", "2人から6人まで", "2 to 6 persons"),
    ("persons_7_or_more", "7人以上", "7 persons or more"),
];

/// An amount of a table, as a parameter of its own: what a derivation shows.
struct Cell<'a> {
    id: String,
    ja: String,
    en: String,
    article: &'a str,
    yen: u64,
}

struct Tables<'a> {
    text: &'a str,
    problems: &'a mut Vec<String>,
    /// `from`, `compared_on` and `checked` of the file, as constants.
    dated: (String, String, String),
    cells: usize,
    out: String,
}

struct Housing<'a> {
    prefecture: &'a str,
    cities: Vec<&'a str>,
    except: Vec<&'a str>,
    classes: Vec<usize>,
}

/// Reads the file and answers the constants; mistakes go to `problems`.
pub(crate) fn compile(root: &Path, places: &[Place], problems: &mut Vec<String>) -> String {
    let text = fs::read_to_string(root.join(FILE)).expect("the living costs are readable UTF-8");
    let table = match DeTable::parse(&text) {
        Ok(table) => table.into_inner(),
        Err(error) => {
            problems.push(format!("  parameters/{FILE}: {}", error.message()));
            return String::new();
        }
    };
    let mut tables = Tables {
        text: &text,
        problems,
        dated: (String::new(), String::new(), String::new()),
        cells: 0,
        out: String::new(),
    };
    for (key, _) in &table {
        if !["meta", "region_class", "personal", "household", "winter", "winter_grade", "housing", "work"]
            .contains(&key.get_ref().as_ref())
        {
            tables.problem(key.span().start, &format!("unknown table `{}`", key.get_ref()));
        }
    }
    tables.meta(&table);
    tables.personal(&table);
    tables.household(&table);
    let winter = tables.winter(&table);
    let grades = tables.winter_grades(&table);
    let housing = tables.housing(&table, &grades);
    tables.work(&table);
    tables.municipalities(&table, places, &housing, &winter, &grades);
    let all: Vec<String> = (0..tables.cells).map(|cell| format!("&CELL_{cell}")).collect();
    writeln!(tables.out, "static CELLS: &[&dyn AnyParameter] = &[{}];", all.join(", ")).unwrap();
    tables.out
}

/// 別表第五: the winter grade of a prefecture, 1 (most) to 6, which is that of all that are not named.
fn winter_grade(grades: &BTreeMap<String, usize>, prefecture: &str) -> usize {
    grades.get(prefecture).copied().unwrap_or(6)
}

impl Tables<'_> {
    fn problem(&mut self, at: usize, what: &str) {
        let line = self.text[..at.min(self.text.len())].matches('\n').count() + 1;
        self.problems.push(format!("  parameters/{FILE}:{line}: {what}"));
    }

    fn inner<'t, 'i>(&mut self, table: &'t DeTable<'i>, key: &str) -> Option<&'t DeTable<'i>> {
        if let Some(DeValue::Table(inner)) = table.get(key).map(Spanned::get_ref) {
            return Some(inner);
        }
        let at = table.iter().next().map_or(0, |(first, _)| first.span().start);
        self.problem(at, &format!("[{key}] is missing"));
        None
    }

    fn rows<'t, 'i>(&mut self, table: &'t DeTable<'i>, key: &str) -> Vec<(usize, &'t DeTable<'i>)> {
        let Some(DeValue::Array(rows)) = table.get(key).map(Spanned::get_ref) else {
            let at = table.iter().next().map_or(0, |(first, _)| first.span().start);
            self.problem(at, &format!("[[{key}]] is missing"));
            return Vec::new();
        };
        rows.iter()
            .filter_map(|row| match row.get_ref() {
                DeValue::Table(inner) => Some((row.span().start, inner)),
                _ => None,
            })
            .collect()
    }

    fn whole(&mut self, table: &DeTable<'_>, key: &str, at: usize) -> u64 {
        let found = match table.get(key).map(Spanned::get_ref) {
            Some(DeValue::Integer(integer)) => integer.as_str().parse().ok(),
            _ => None,
        };
        found.unwrap_or_else(|| {
            self.problem(at, &format!("`{key}` is missing or no whole number"));
            0
        })
    }

    fn words<'t>(&mut self, table: &'t DeTable<'_>, key: &str) -> Vec<&'t str> {
        let Some(entry) = table.get(key) else { return Vec::new() };
        let DeValue::Array(items) = entry.get_ref() else {
            self.problem(entry.span().start, &format!("`{key}` is a list of names"));
            return Vec::new();
        };
        items
            .iter()
            .filter_map(|item| match item.get_ref() {
                DeValue::String(name) => Some(name.as_ref()),
                _ => None,
            })
            .collect()
    }

    fn classes(&mut self, table: &DeTable<'_>, at: usize) -> Vec<usize> {
        let mut classes = Vec::new();
        if let Some(DeValue::Array(items)) = table.get("classes").map(Spanned::get_ref) {
            for item in items {
                if let DeValue::Integer(integer) = item.get_ref() {
                    classes.extend(integer.as_str().parse::<usize>().ok().filter(|class| (1..=6).contains(class)));
                }
            }
            if classes.len() == items.len() && classes.is_sorted_by(|a, b| a < b) && !classes.is_empty() {
                return classes;
            }
        }
        self.problem(at, "`classes` are rising numbers from 1 to 6");
        classes
    }

    fn meta(&mut self, table: &DeTable<'_>) {
        let Some(meta) = self.inner(table, "meta") else { return };
        let mut date = |key: &str| {
            if let Some(DeValue::Datetime(date)) = meta.get(key).map(Spanned::get_ref) {
                return crate::constant_date(&date.to_string());
            }
            self.problem(0, &format!("[meta] needs the date `{key}`"));
            String::new()
        };
        let (from, compared_on) = (date("from"), date("compared_on"));
        let checked = match meta.get("checked").map(Spanned::get_ref) {
            Some(DeValue::String(checked)) if checked.as_ref() == "verified" => "Verified",
            Some(DeValue::String(checked)) if checked.as_ref() == "secondary" => "Secondary",
            _ => "Memory",
        };
        self.dated = (from, compared_on, checked.to_string());
    }

    /// Writes the constant of an amount and answers its name.
    fn cell(&mut self, cell: Cell<'_>) -> String {
        let name = format!("CELL_{}", self.cells);
        self.cells += 1;
        let (from, compared_on, checked) = &self.dated;
        writeln!(
            self.out,
            "static {name}: Parameter<Yen> = Parameter {{ id: {:?}, ja: {:?}, en: {:?}, mark: Mark::Law, keyed: \"plan\", values: &[Dated {{ from: {from}, until: None, value: Yen({}), source: {:?}, compared_on: {compared_on}, checked: Checked::{checked} }}] }};",
            format!("living_costs.{}", cell.id),
            cell.ja,
            cell.en,
            cell.yen,
            format!("平成13年政令第50号{}", cell.article),
        )
        .unwrap();
        name
    }

    /// The amounts of one row by head count, which must rise, as a constant list.
    fn by_heads(
        &mut self,
        row: &DeTable<'_>,
        at: usize,
        heads: &[Heads],
        name: impl Fn(Heads, u64) -> Cell<'static>,
    ) -> String {
        let amounts: Vec<u64> = heads.iter().map(|(key, ..)| self.whole(row, key, at)).collect();
        if !amounts.is_sorted_by(|a, b| a < b) {
            self.problem(at, "more heads must have a higher amount");
        }
        let cells: Vec<String> =
            heads.iter().zip(amounts).map(|(head, yen)| format!("&{}", self.cell(name(*head, yen)))).collect();
        format!("[{}]", cells.join(", "))
    }

    fn personal(&mut self, table: &DeTable<'_>) {
        let Some(personal) = self.inner(table, "personal") else { return };
        let mut classes = Vec::new();
        for class in 1..=6 {
            let mut bands = Vec::new();
            let mut next_age = Some(0);
            for (at, row) in self.rows(personal, &format!("class_{class}")) {
                let age_from = self.whole(row, "age_from", at);
                let age_to = row.contains_key("age_to").then(|| self.whole(row, "age_to", at));
                if next_age != Some(age_from) || age_to.is_some_and(|age_to| age_to < age_from) {
                    self.problem(at, "the ages leave a gap or overlap");
                }
                next_age = age_to.map(|age_to| age_to + 1);
                let yen = self.whole(row, "yen", at);
                let (ja, en) = match age_to {
                    Some(age_to) if age_to == age_from => (format!("{age_from}歳"), format!("age {age_from}")),
                    Some(age_to) => (format!("{age_from}歳から{age_to}歳まで"), format!("age {age_from} to {age_to}")),
                    None => (format!("{age_from}歳以上"), format!("age {age_from} and over")),
                };
                let cell = self.cell(Cell {
                    id: format!("personal.class_{class}.age_{age_from}"),
                    ja: format!("個人別生活費（第{class}区・{ja}）"),
                    en: format!("personal living cost (class {class}, {en})"),
                    article: "2条・別表第二",
                    yen,
                });
                bands.push(format!("({age_from}, &{cell})"));
            }
            if next_age.is_some() {
                self.problem(0, &format!("the last row of [[personal.class_{class}]] must be open"));
            }
            classes.push(format!("&[{}]", bands.join(", ")));
        }
        writeln!(self.out, "static PERSONAL: [&[(u32, &Parameter<Yen>)]; 6] = [{}];", classes.join(", ")).unwrap();
    }

    fn household(&mut self, table: &DeTable<'_>) {
        let Some(household) = self.inner(table, "household") else { return };
        let mut classes = Vec::new();
        for class in 1..=6 {
            let key = format!("class_{class}");
            let Some(row) = self.inner(household, &key) else { return };
            let at = household.get(key.as_str()).map_or(0, |entry| entry.span().start);
            classes.push(self.by_heads(row, at, &HEADS, move |(key, ja, en), yen| Cell {
                id: format!("household.class_{class}.{key}"),
                ja: format!("世帯別生活費（第{class}区・{ja}）"),
                en: format!("household living cost (class {class}, {en})"),
                article: "3条・別表第三",
                yen,
            }));
        }
        writeln!(self.out, "static HOUSEHOLD: [[&Parameter<Yen>; 4]; 6] = [{}];", classes.join(", ")).unwrap();
    }

    /// Answers which class has an amount in which grade.
    fn winter(&mut self, table: &DeTable<'_>) -> [[bool; 7]; 7] {
        let mut has = [[false; 7]; 7];
        let Some(winter) = self.inner(table, "winter") else { return has };
        let mut classes = Vec::new();
        for class in 1..=6usize {
            let Some(grades) = self.inner(winter, &format!("class_{class}")) else { return has };
            let mut by_grade = vec!["None".to_string(); 6];
            for (key, entry) in grades {
                let at = key.span().start;
                let DeValue::Table(row) = entry.get_ref() else { continue };
                let grade = key.get_ref().strip_prefix("grade_").and_then(|grade| grade.parse::<usize>().ok());
                let grades = match grade {
                    Some(grade) if (1..=6).contains(&grade) => grade..=grade,
                    None if key.get_ref().as_ref() == "any_grade" => 1..=6,
                    _ => {
                        self.problem(at, "a grade is `grade_1` to `grade_6` or `any_grade`");
                        continue;
                    }
                };
                let of = grade.map_or((String::new(), String::new()), |grade| {
                    (format!("・第{grade}級地"), format!(", grade {grade}"))
                });
                let key = key.get_ref().to_string();
                let amounts = self.by_heads(row, at, &HEADS, move |(head, ja, en), yen| Cell {
                    id: format!("winter.class_{class}.{key}.{head}"),
                    ja: format!("冬季特別生活費（第{class}区{}・{ja}）", of.0),
                    en: format!("winter living cost (class {class}{}, {en})", of.1),
                    article: "4条・別表第四",
                    yen,
                });
                for grade in grades {
                    has[class][grade] = true;
                    by_grade[grade - 1] = format!("Some({amounts})");
                }
            }
            classes.push(format!("[{}]", by_grade.join(", ")));
        }
        writeln!(self.out, "static WINTER: [[Option<[&Parameter<Yen>; 4]>; 6]; 6] = [{}];", classes.join(", "))
            .unwrap();
        has
    }

    fn winter_grades(&mut self, table: &DeTable<'_>) -> BTreeMap<String, usize> {
        let mut grades = BTreeMap::new();
        let Some(named) = self.inner(table, "winter_grade") else { return grades };
        for grade in 1..=5 {
            for prefecture in self.words(named, &format!("grade_{grade}")) {
                if grades.insert(prefecture.to_string(), grade).is_some() {
                    self.problem(0, &format!("{prefecture} has two winter grades"));
                }
            }
        }
        grades
    }

    fn housing<'t>(&mut self, table: &'t DeTable<'_>, grades: &BTreeMap<String, usize>) -> Vec<Housing<'t>> {
        let mut rows = Vec::new();
        let mut out = Vec::new();
        for (at, row) in self.rows(table, "housing") {
            let Some(DeValue::String(prefecture)) = row.get("prefecture").map(Spanned::get_ref) else {
                self.problem(at, "`prefecture` is missing");
                continue;
            };
            let prefecture = prefecture.as_ref();
            let (cities, except) = (self.words(row, "cities"), self.words(row, "except"));
            if !cities.is_empty() && !except.is_empty() {
                self.problem(at, "a row is of some cities or of all but some");
            }
            let classes = self.classes(row, at);
            let numbers: Vec<String> = classes.iter().map(ToString::to_string).collect();
            let numbers = numbers.join("・");
            let area = match (&cities[..], &except[..]) {
                ([], []) => prefecture.to_string(),
                ([], except) => format!("{prefecture}（{}を除く）", except.join("・")),
                (cities, _) => cities.join("・"),
            };
            let place = rows.len() + 1;
            let amounts = self.by_heads(row, at, &HOUSING_HEADS, move |(head, ja, en), yen| Cell {
                id: format!("housing.row_{place}.{head}"),
                ja: format!("住居費（{area}・第{numbers}区・{ja}）"),
                en: format!("housing cost ({area}, class {numbers}, {en})"),
                article: "5条・別表第六",
                yen,
            });
            let grade = winter_grade(grades, prefecture);
            out.push(format!(
                "HousingRow {{ prefecture: {prefecture:?}, winter_grade: {grade}, cities: &{cities:?}, except: &{except:?}, classes: &{classes:?}, amounts: {amounts} }}"
            ));
            rows.push(Housing { prefecture, cities, except, classes });
        }
        writeln!(self.out, "static HOUSING: &[HousingRow] = &[{}];", out.join(", ")).unwrap();
        rows
    }

    fn work(&mut self, table: &DeTable<'_>) {
        let mut bands: Vec<Vec<String>> = vec![Vec::new(); 6];
        let mut next = [Some(0); 7];
        for (at, row) in self.rows(table, "work") {
            let from = self.whole(row, "income_from", at);
            let below = row.contains_key("income_below").then(|| self.whole(row, "income_below", at));
            let yen = self.whole(row, "yen", at);
            for class in self.classes(row, at) {
                if next[class] != Some(from) {
                    self.problem(at, "the incomes leave a gap or overlap");
                }
                next[class] = below;
                let cell = self.cell(Cell {
                    id: format!("work.class_{class}.income_{from}"),
                    ja: format!("勤労必要経費（第{class}区・年収{from}円以上の段階）"),
                    en: format!("work expenses (class {class}, income from {from} yen)"),
                    article: "6条・別表第七",
                    yen,
                });
                bands[class - 1].push(format!("(Yen({from}), &{cell})"));
            }
        }
        if next[1..].iter().any(Option::is_some) {
            self.problem(0, "the last band of [[work]] must be open in every class");
        }
        let bands: Vec<String> = bands.iter().map(|bands| format!("&[{}]", bands.join(", "))).collect();
        writeln!(self.out, "static WORK: [&[(Yen, &Parameter<Yen>)]; 6] = [{}];", bands.join(", ")).unwrap();
    }

    /// Every municipality finds its amounts, and the classes of the list agree with the decree's own names.
    fn municipalities(
        &mut self,
        table: &DeTable<'_>,
        places: &[Place],
        housing: &[Housing<'_>],
        winter: &[[bool; 7]; 7],
        grades: &BTreeMap<String, usize>,
    ) {
        let names = self.inner(table, "region_class");
        let mut problems = Vec::new();
        for place in places {
            let mut problem =
                |what: String| problems.push(format!("  parameters/municipality-classes.csv:{}: {what}", place.line));
            let fits = |row: &&Housing<'_>| {
                let name = place.name.as_str();
                row.prefecture == place.prefecture
                    && row.classes.contains(&place.class)
                    && (row.cities.is_empty() || row.cities.contains(&name))
                    && !row.except.contains(&name)
            };
            let rows = housing.iter().filter(fits).count();
            if rows != 1 || !housing.get(place.housing_row - 1).as_ref().is_some_and(fits) {
                problem(format!("housing_row {} is not the one row that fits", place.housing_row));
            }
            if place.winter_grade != winter_grade(grades, &place.prefecture) {
                problem(format!("winter_grade {} is not that of the prefecture", place.winter_grade));
            }
            if !winter[place.class][place.winter_grade] {
                problem(format!("no winter amount for class {}, grade {}", place.class, place.winter_grade));
            }
            if place.basis == "listed" && !names.is_some_and(|names| is_named(names, place)) {
                problem(format!("the decree does not name it in class {}", place.class));
            }
        }
        for row in housing {
            for city in row.cities.iter().chain(&row.except) {
                if !places.iter().any(|place| place.prefecture == row.prefecture && place.name == *city) {
                    problems.push(format!("  parameters/{FILE}: [[housing]] names {city}, which is no municipality"));
                }
            }
            let grade = grades.get(row.prefecture).copied().unwrap_or(6);
            if row.classes.iter().any(|class| !winter[*class][grade]) {
                problems.push(format!("  parameters/{FILE}: {} has classes without winter amounts", row.prefecture));
            }
        }
        self.problems.append(&mut problems);
    }
}

/// Does the decree name the municipality in its class? Towns and villages stand there behind their district.
fn is_named(names: &DeTable<'_>, place: &Place) -> bool {
    let Some(DeValue::Table(class)) = names.get(format!("class_{}", place.class).as_str()).map(Spanned::get_ref) else {
        return false;
    };
    let Some(DeValue::Array(named)) = class.get(place.prefecture.as_str()).map(Spanned::get_ref) else { return false };
    let wanted = [folded(&place.name), folded(&format!("{}{}", place.district, place.name))];
    named.iter().any(|name| match name.get_ref() {
        DeValue::String(name) if name.as_ref() == "特別区の存する区域" => place.name.ends_with('区'),
        DeValue::String(name) => wanted.contains(&folded(name)),
        _ => false,
    })
}

/// The decree spells seven names otherwise than the municipalities do; one of them (井出町) is a misprint.
fn folded(name: &str) -> String {
    name.replace('ヶ', "ケ").replace('竃', "竈").replace('諌', "諫").replace("井出町", "井手町")
}
