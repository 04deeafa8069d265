//! How the small things of a case file are read: amounts that may be rough, days in any calendar, rates, ids.

use std::ops::Range;

use law::message::Message;
use law::money::MAX_YEN;
use law::{Date, Rate, Yen, message};
use read::{Moment, Node, Reader, Value, Wire, read_date, read_moment, record};
use serde_json::{Value as Json, json};

/// A field that must be there. One that is missing or cannot be read is reported, and the rest of the file is still
/// looked at.
#[derive(Clone, Debug, PartialEq)]
pub struct Needed<V>(pub Option<V>);

impl<V: Wire> Wire for Needed<V> {
    fn read(reader: &mut Reader, node: &Node<'_>) -> Option<Self> {
        Some(Needed(V::read(reader, node)))
    }

    fn left_out(reader: &mut Reader, table: &Range<usize>) -> Option<Self> {
        let field = reader.field_name();
        reader.problem(table.clone(), "missing", message!("error.missing", field = field));
        Some(Needed(None))
    }

    fn schema() -> Json {
        V::schema()
    }

    fn write(&self) -> Json {
        self.0.as_ref().map_or(Json::Null, Wire::write)
    }
}

/// The name of a person, a home or a claim inside the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Id(pub String);

impl Wire for Id {
    fn read(reader: &mut Reader, node: &Node<'_>) -> Option<Id> {
        let Value::Text(text) = &node.value else { return reader.wrong_kind(node, "kind-text") };
        if text.is_empty() || text.trim() != text || text.chars().any(char::is_control) {
            reader.problem(node.span.clone(), "bad-id", message!("case.bad-id"));
            return None;
        }
        Some(Id(text.to_string()))
    }

    fn schema() -> Json {
        json!({ "type": "string", "minLength": 1 })
    }

    fn write(&self) -> Json {
        self.0.as_str().into()
    }
}

/// Yen, or yen said roughly.
#[derive(Clone, Debug, PartialEq)]
pub enum Amount {
    /// Known to the yen.
    Exact(Yen),
    /// Known roughly.
    Rough(Estimate),
}

record! {
    /// An amount said roughly.
    pub struct Estimate {
        /// The least that it may be; as `likely` when left out.
        low: Option<Yen>;
        /// What the engine works with.
        likely: Needed<Yen>;
        /// The most that it may be; as `likely` when left out.
        high: Option<Yen>;
        /// Where the figure comes from.
        source: Option<String>;
        /// The day of the figure.
        on: Option<Past>;
    }
}

impl Amount {
    /// What the engine works with; `None` after a mistake.
    pub fn likely(&self) -> Option<Yen> {
        match self {
            Amount::Exact(yen) => Some(*yen),
            Amount::Rough(estimate) => estimate.likely.0,
        }
    }
}

impl Wire for Amount {
    fn read(reader: &mut Reader, node: &Node<'_>) -> Option<Amount> {
        match &node.value {
            Value::Table(_) => {
                let estimate = Estimate::read(reader, node)?;
                let likely = estimate.likely.0?;
                for (key, yen, wrong) in [
                    ("low", estimate.low, estimate.low.is_some_and(|low| low > likely)),
                    ("high", estimate.high, estimate.high.is_some_and(|high| high < likely)),
                ] {
                    if wrong {
                        let message = message!("case.amount-order", found = yen, likely = likely);
                        let hint = message!("case.hint.amount-order");
                        let span = node.nearest(key).span.clone();
                        reader.in_key(key, |reader| reader.problem_with_hint(span, "amount-order", message, hint));
                    }
                }
                Some(Amount::Rough(estimate))
            }
            Value::Number(text) if text.starts_with('-') => {
                let message = message!("case.negative-amount", found = text.to_string());
                reader.problem_with_hint(
                    node.span.clone(),
                    "negative-amount",
                    message,
                    message!("case.hint.negative-amount"),
                );
                None
            }
            Value::Number(text) if text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'+') => {
                Yen::read(reader, node).map(Amount::Exact)
            }
            // People write 「2400万円」, 「1,200,000」, 「1200000円」 or 126000.5: say how, instead of naming types.
            Value::Text(text) | Value::Number(text) if text.chars().any(char::is_numeric) => {
                let message = message!("case.amount-as-text", found = text.to_string());
                let hint = match yen_in(text) {
                    Some(yen) => message!("case.hint.amount-as-text", written = spaced(yen)),
                    None => message!("case.hint.amount", rough = ROUGHLY.to_string()),
                };
                reader.problem_with_hint(node.span.clone(), "amount-as-text", message, hint);
                None
            }
            _ => Yen::read(reader, node).map(Amount::Exact),
        }
    }

    fn schema() -> Json {
        json!({ "anyOf": [Yen::schema(), Estimate::schema()] })
    }

    fn write(&self) -> Json {
        match self {
            Amount::Exact(yen) => yen.write(),
            Amount::Rough(estimate) => estimate.write(),
        }
    }
}

/// How a rough amount is written.
const ROUGHLY: &str = "{ low = …, likely = …, high = … }";

/// The amount that a text such as `2,400万円` or `１億2000万` means, if it is plain.
fn yen_in(text: &str) -> Option<Yen> {
    let mut total: u64 = 0;
    let mut part: Option<u64> = None;
    for c in text.chars().filter(|c| !c.is_whitespace() && !['円', '¥', '￥', ',', '，', '_'].contains(c)) {
        let scale = match c {
            '億' => 100_000_000,
            '万' => 10_000,
            _ => {
                let digit = c.to_digit(10).or_else(|| ('０'..='９').position(|wide| wide == c).map(|d| d as u32))?;
                part = Some(part.unwrap_or(0).checked_mul(10)?.checked_add(u64::from(digit))?);
                continue;
            }
        };
        total = total.checked_add(part.take()?.checked_mul(scale)?)?;
    }
    let total = total.checked_add(part.unwrap_or(0))?;
    (total <= MAX_YEN.0).then_some(Yen(total))
}

/// An amount as a file writes it, `24_000_000`.
pub(crate) fn spaced(yen: Yen) -> String {
    yen.to_string().replace(',', "_")
}

/// Years that a household's papers can bear; any other is a slip of the keyboard.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2100;

/// A day: ISO, or with a Japanese era.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day(pub Date);

impl Wire for Day {
    fn read(reader: &mut Reader, node: &Node<'_>) -> Option<Day> {
        let day = read_date(reader, node)?;
        plausible_year(reader, node, day).then_some(Day(day))
    }

    fn schema() -> Json {
        json!({ "type": "string", "examples": ["2026-11-22", "令和8年11月22日", "R8.11.22"] })
    }

    fn write(&self) -> Json {
        self.0.write()
    }
}

/// A day in the past, or the month in which it lay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Past(pub Moment);

impl Wire for Past {
    fn read(reader: &mut Reader, node: &Node<'_>) -> Option<Past> {
        let moment = read_moment(reader, node)?;
        plausible_year(reader, node, moment.first_day()).then_some(Past(moment))
    }

    fn schema() -> Json {
        json!({ "type": "string", "examples": ["2026-08-27", "2026-08", "令和8年8月27日", "令和8年8月"] })
    }

    fn write(&self) -> Json {
        self.0.to_string().into()
    }
}

fn plausible_year(reader: &mut Reader, node: &Node<'_>, day: Date) -> bool {
    if YEARS.contains(&day.year()) {
        return true;
    }
    let message = message!("case.implausible-year", year = u32::from(day.year().unsigned_abs()));
    // Where a birth was meant to lie, nobody can guess.
    let hint = match reader.field_name().as_str() {
        "born" => message!("case.hint.check-year"),
        _ => message!("case.hint.implausible-year", year = u32::from(year_meant(day.year()))),
    };
    reader.problem_with_hint(node.span.clone(), "implausible-year", message, hint);
    false
}

/// The year that was probably meant: two neighbouring digits exchanged (2206 → 2026), else the last two digits in
/// this century (1826 → 2026).
fn year_meant(year: i16) -> u16 {
    let digits = format!("{year:04}").into_bytes();
    (0..3)
        .filter_map(|place| {
            let mut swapped = digits.clone();
            swapped.swap(place, place + 1);
            String::from_utf8(swapped).ok()?.parse::<u16>().ok()
        })
        .find(|year| (1950..=2080).contains(year))
        .unwrap_or_else(|| 2000 + year.unsigned_abs() % 100)
}

/// A rate in percent per year. Written as a text or as a bare number, it is read by its source text. `USUAL` is the
/// percentage that rates of its kind stay below: where a decimal point was forgotten, the hint puts it back there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Percent<const USUAL: u32>(pub Rate);

impl<const USUAL: u32> Percent<USUAL> {
    /// What to do about a rate that cannot be meant: where the decimal point may belong.
    pub fn hint(text: &str) -> Message {
        match Self::with_point(text) {
            Some(meant) => message!("case.hint.implausible-rate", meant = meant),
            None => message!("hint.rate"),
        }
    }

    /// The digits with the point where it makes the largest rate below the usual bound.
    fn with_point(text: &str) -> Option<String> {
        let (whole, part) = text.split_once('.').unwrap_or((text, ""));
        (1..whole.len()).rev().find_map(|place| {
            let meant = format!("{}.{}{part}", whole.get(..place)?, whole.get(place..)?);
            let rate = meant.parse::<Rate>().ok()?;
            (rate < Rate::from_units(u64::from(USUAL) * PERCENT)).then(|| rate.to_string())
        })
    }
}

/// One percent in the unit of [`Rate`].
pub(crate) const PERCENT: u64 = 10_000_000_000;

impl<const USUAL: u32> Wire for Percent<USUAL> {
    fn read(reader: &mut Reader, node: &Node<'_>) -> Option<Self> {
        let (Value::Text(text) | Value::Number(text)) = &node.value else {
            return reader.wrong_kind(node, "kind-rate");
        };
        if let Ok(rate) = text.parse::<Rate>() {
            return Some(Percent(rate));
        }
        let found = text.to_string();
        let digits = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        if digits && Self::with_point(text).is_some() {
            let message = message!("case.implausible-rate", found = found);
            reader.problem_with_hint(node.span.clone(), "implausible-rate", message, Self::hint(text));
        } else {
            let plain = text.trim().trim_start_matches("年").trim_end_matches(['%', '％']).trim();
            let hint = match plain.parse::<Rate>() {
                Ok(rate) => message!("case.hint.plain-rate", meant = rate.to_string()),
                Err(_) => message!("hint.rate"),
            };
            reader.problem_with_hint(node.span.clone(), "bad-rate", message!("error.rate", found = found), hint);
        }
        None
    }

    fn schema() -> Json {
        json!({ "anyOf": [
            { "type": "string", "pattern": r"^[0-9]{1,3}(\.[0-9]{1,10})?$" },
            { "type": "number", "minimum": 0, "exclusiveMaximum": 1000 },
        ] })
    }

    fn write(&self) -> Json {
        self.0.write()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_in_words_are_understood_for_the_hint() {
        for (text, expect) in [
            ("2400万円", Some(24_000_000)),
            ("1億2,000万", Some(120_000_000)),
            ("１２０，０００円", Some(120_000)),
            ("¥5", Some(5)),
            ("12万3千円", None),
            ("約10万円", None),
            ("99999999999999999999", None),
        ] {
            assert_eq!(yen_in(text), expect.map(Yen), "{text}");
        }
    }

    #[test]
    fn a_slipped_year_is_put_right() {
        for (year, meant) in [(1826, 2026), (2206, 2026), (206, 2006), (226, 2026), (9999, 2099)] {
            assert_eq!(year_meant(year), meant, "{year}");
        }
    }

    #[test]
    fn a_forgotten_point_is_put_back() {
        assert_eq!(Percent::<10>::with_point("1475").as_deref(), Some("1.475"));
        assert_eq!(Percent::<20>::with_point("146").as_deref(), Some("14.6"));
        assert_eq!(Percent::<10>::with_point("30").as_deref(), Some("3"));
        assert_eq!(Percent::<10>::with_point("99.5"), Some("9.95".to_string()));
        assert_eq!(Percent::<10>::with_point("7"), None);
    }
}
