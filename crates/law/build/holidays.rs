//! Compiles `parameters/national_holidays.toml`, which has a shape of its own.

use std::fmt::Write as _;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The Rust text of the table; mistakes go to `problems`, with their lines.
pub(crate) fn compile(text: &str, problems: &mut Vec<String>) -> String {
    let mut file = File { text, problems, out: String::new() };
    match DeTable::parse(text) {
        Ok(table) => file.all(table.get_ref()),
        Err(error) => file.problem(error.span().map_or(0, |span| span.start), error.message()),
    }
    file.out
}

struct File<'a> {
    text: &'a str,
    problems: &'a mut Vec<String>,
    out: String,
}

type Table<'a> = DeTable<'a>;
type Entry<'a> = Spanned<DeValue<'a>>;

impl File<'_> {
    fn problem(&mut self, at: usize, what: &str) {
        let line = self.text[..at.min(self.text.len())].matches('\n').count() + 1;
        self.problems.push(format!("  parameters/national_holidays.toml:{line}: {what}"));
    }

    fn all(&mut self, table: &Table<'_>) {
        for (key, _) in table {
            if !["meta", "equinox", "substitute", "between", "holiday", "turn_of_year", "turn_of_year_of_banks"]
                .contains(&key.get_ref().as_ref())
            {
                self.problem(key.span().start, &format!("unknown table `{}`", key.get_ref()));
            }
        }
        if let Some(meta) = self.table(table, "meta") {
            for (name, key) in
                [("KNOWN_FROM", "known_from"), ("KNOWN_UNTIL", "known_until"), ("PUBLISHED_UNTIL", "published_until")]
            {
                let year = self.whole(meta, key, 0);
                writeln!(self.out, "static {name}: i16 = {year};").unwrap();
            }
        }
        for (name, key) in [("TURN_OF_YEAR", "turn_of_year"), ("TURN_OF_YEAR_OF_BANKS", "turn_of_year_of_banks")] {
            if let Some(days) = self.table(table, key) {
                let (from, to) = (self.month_day(days, "from", 0), self.month_day(days, "to", 0));
                writeln!(self.out, "static {name}: ((i8, i8), (i8, i8)) = ({from:?}, {to:?});").unwrap();
            }
        }
        self.rows(table, "equinox", "EQUINOXES: &[Formula]", |file, row, at| {
            let equinox = file.equinox(row, "id", at);
            let (month, from, until) =
                (file.whole(row, "month", at), file.whole(row, "from", at), file.whole(row, "until", at));
            let (base, drift) = (file.millionths(row, "base", at), file.millionths(row, "drift", at));
            format!(
                "Formula {{ equinox: {equinox}, month: {month}, from: {from}, until: {until}, base: {base}, drift: {drift} }}"
            )
        });
        self.rows(table, "substitute", "SUBSTITUTES: &[Dated<Substitute>]", |file, row, at| {
            let rule = match file.words(row, "rule", at).as_str() {
                "next-day" => "Substitute::NextDay",
                "next-free-day" => "Substitute::NextFreeDay",
                _ => {
                    file.problem(at, "`rule` is next-day or next-free-day");
                    ""
                }
            };
            file.dated(row, at, rule)
        });
        self.rows(table, "between", "BETWEEN: &[Dated<Between>]", |file, row, at| {
            let sundays = matches!(row.get("sundays").map(Spanned::get_ref), Some(DeValue::Boolean(true)));
            file.dated(row, at, &format!("Between {{ sundays: {sundays} }}"))
        });
        self.rows(table, "holiday", "HOLIDAYS: &[Holiday]", Self::holiday);
    }

    fn holiday(&mut self, row: &Table<'_>, at: usize) -> String {
        let (id, ja, en) = (self.words(row, "id", at), self.words(row, "ja", at), self.words(row, "en", at));
        let mut values = String::new();
        let Some(DeValue::Array(rows)) = row.get("value").map(Spanned::get_ref) else {
            self.problem(at, "a holiday has a list `value`");
            return String::new();
        };
        for value in rows {
            let at = value.span().start;
            let DeValue::Table(value) = value.get_ref() else {
                self.problem(at, "a value is a table");
                continue;
            };
            let falls = if value.contains_key("day") {
                let (month, day) = self.month_day(value, "day", at);
                format!("Falls::Day {{ month: {month}, day: {day} }}")
            } else if value.contains_key("equinox") {
                format!("Falls::At({})", self.equinox(value, "equinox", at))
            } else {
                let (month, nth) = (self.whole(value, "month", at), self.whole(value, "monday", at));
                format!("Falls::Monday {{ month: {month}, nth: {nth} }}")
            };
            write!(values, "{}, ", self.dated(value, at, &falls)).unwrap();
        }
        format!("Holiday {{ id: {id:?}, ja: {ja:?}, en: {en:?}, values: &[{values}] }}")
    }

    fn dated(&mut self, row: &Table<'_>, at: usize, value: &str) -> String {
        let from = self.date(row, "from", at);
        let until =
            if row.contains_key("until") { format!("Some({})", self.date(row, "until", at)) } else { "None".into() };
        format!("Dated {{ from: {from}, until: {until}, value: {value} }}")
    }

    fn rows(
        &mut self,
        table: &Table<'_>,
        key: &str,
        declares: &str,
        row: impl Fn(&mut Self, &Table<'_>, usize) -> String,
    ) {
        let mut rows = String::new();
        match table.get(key).map(Spanned::get_ref) {
            Some(DeValue::Array(entries)) => {
                for entry in entries {
                    match entry.get_ref() {
                        DeValue::Table(fields) => {
                            writeln!(rows, "    {},", row(self, fields, entry.span().start)).unwrap();
                        }
                        _ => self.problem(entry.span().start, "a row is a table"),
                    }
                }
            }
            _ => self.problem(0, &format!("[[{key}]] is missing")),
        }
        writeln!(self.out, "static {declares} = &[\n{rows}];").unwrap();
    }

    fn table<'t, 'd>(&mut self, table: &'t Table<'d>, key: &str) -> Option<&'t Table<'d>> {
        if let Some(DeValue::Table(inner)) = table.get(key).map(Spanned::get_ref) {
            return Some(inner);
        }
        self.problem(0, &format!("[{key}] is missing"));
        None
    }

    fn words(&mut self, row: &Table<'_>, key: &str, at: usize) -> String {
        if let Some(DeValue::String(text)) = row.get(key).map(Spanned::get_ref) {
            return text.to_string();
        }
        self.problem(at, &format!("`{key}` is missing or no text"));
        String::new()
    }

    fn whole(&mut self, row: &Table<'_>, key: &str, at: usize) -> i16 {
        let number = match row.get(key).map(Entry::get_ref) {
            Some(DeValue::Integer(digits)) => digits.as_str().parse().ok(),
            _ => None,
        };
        number.unwrap_or_else(|| {
            self.problem(at, &format!("`{key}` is missing or no small number"));
            1
        })
    }

    fn equinox(&mut self, row: &Table<'_>, key: &str, at: usize) -> &'static str {
        match self.words(row, key, at).as_str() {
            "vernal" => "Equinox::Vernal",
            "autumnal" => "Equinox::Autumnal",
            _ => {
                self.problem(at, &format!("`{key}` is vernal or autumnal"));
                ""
            }
        }
    }

    /// A decimal text as millionths.
    fn millionths(&mut self, row: &Table<'_>, key: &str, at: usize) -> i64 {
        let text = self.words(row, key, at);
        let number = text
            .split_once('.')
            .filter(|(_, part)| part.len() <= 6)
            .and_then(|(whole, part)| format!("{whole}{part:0<6}").parse().ok());
        number.unwrap_or_else(|| {
            self.problem(at, &format!("`{key}` is a decimal such as \"20.8431\""));
            0
        })
    }

    fn month_day(&mut self, row: &Table<'_>, key: &str, at: usize) -> (i8, i8) {
        let text = self.words(row, key, at);
        let day = text
            .split_once('-')
            .and_then(|(month, day)| Some((month.parse().ok()?, day.parse().ok()?)))
            .filter(|(month, day)| jiff::civil::Date::new(2000, *month, *day).is_ok());
        day.unwrap_or_else(|| {
            self.problem(at, &format!("`{key}` is a month and day such as \"07-20\""));
            (1, 1)
        })
    }

    fn date(&mut self, row: &Table<'_>, key: &str, at: usize) -> String {
        let day = match row.get(key).map(Spanned::get_ref) {
            Some(DeValue::Datetime(date)) => date.to_string().parse::<jiff::civil::Date>().ok(),
            _ => None,
        };
        let Some(day) = day else {
            self.problem(at, &format!("`{key}` is missing or no date"));
            return String::new();
        };
        format!("date({}, {}, {})", day.year(), day.month(), day.day())
    }
}
