//! How the small types are read.

use std::ops::Range;

use law::message;
use law::money::{MAX_YEN, Yen};
use law::share::NotAShare;
use law::trace::Shown;
use law::words::Word;
use law::{Date, Rate, Share};
use serde_json::{Value as Json, json};

use crate::moment::{Moment, WrongMoment};
use crate::node::{Node, Value};
use crate::reader::{MAX_ENTRIES, Reader, Wire};

/// The digits of a whole number as it was written: no sign, point or exponent.
fn digits<'n>(node: &'n Node<'_>) -> Option<&'n str> {
    match &node.value {
        Value::Number(text) if text.bytes().all(|byte| byte.is_ascii_digit()) => Some(text),
        _ => None,
    }
}

impl Wire for Yen {
    fn read(reader: &mut Reader, node: &Node<'_>) -> Option<Yen> {
        let Value::Number(text) = &node.value else { return reader.wrong_kind(node, "kind-yen") };
        let digits = text.strip_prefix('+').unwrap_or(text);
        if digits.bytes().all(|byte| byte.is_ascii_digit()) {
            if let Some(yen) = digits.parse().ok().map(Yen).filter(|yen| *yen <= MAX_YEN) {
                return Some(yen);
            }
        } else if !digits.starts_with('-') {
            return reader.wrong_kind(node, "kind-yen");
        }
        reader.problem(
            node.span.clone(),
            "out-of-range",
            message!("error.yen-range", found = text.to_string(), most = MAX_YEN),
        );
        None
    }

    fn schema() -> Json {
        json!({ "type": "integer", "minimum": 0, "maximum": MAX_YEN.0 })
    }

    fn write(&self) -> Json {
        self.0.into()
    }
}

/// A whole number from `LEAST` to `MOST`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Whole<const LEAST: u32, const MOST: u32>(pub u32);

impl<const LEAST: u32, const MOST: u32> Wire for Whole<LEAST, MOST> {
    fn read(reader: &mut Reader, node: &Node<'_>) -> Option<Self> {
        let Value::Number(text) = &node.value else { return reader.wrong_kind(node, "kind-whole") };
        let number = digits(node).and_then(|digits| digits.parse::<u32>().ok());
        if let Some(number) = number.filter(|number| (LEAST..=MOST).contains(number)) {
            return Some(Whole(number));
        }
        let message = message!("error.whole-range", found = text.to_string(), least = LEAST, most = MOST);
        reader.problem(node.span.clone(), "out-of-range", message);
        None
    }

    fn schema() -> Json {
        json!({ "type": "integer", "minimum": LEAST, "maximum": MOST })
    }

    fn write(&self) -> Json {
        self.0.into()
    }
}

impl Wire for u32 {
    fn read(reader: &mut Reader, node: &Node<'_>) -> Option<u32> {
        Whole::<0, { u32::MAX }>::read(reader, node).map(|whole| whole.0)
    }

    fn schema() -> Json {
        json!({ "type": "integer", "minimum": 0 })
    }

    fn write(&self) -> Json {
        (*self).into()
    }
}

impl Wire for bool {
    fn read(reader: &mut Reader, node: &Node<'_>) -> Option<bool> {
        if let Value::Flag(flag) = node.value {
            return Some(flag);
        }
        reader.wrong_kind::<()>(node, "kind-flag");
        if let Some(problem) = reader.problems.last_mut() {
            problem.hint = Some(message!("hint.flag"));
        }
        None
    }

    fn schema() -> Json {
        json!({ "type": "boolean" })
    }

    fn write(&self) -> Json {
        (*self).into()
    }
}

impl Wire for String {
    fn read(reader: &mut Reader, node: &Node<'_>) -> Option<String> {
        match &node.value {
            Value::Text(text) => Some(text.to_string()),
            _ => reader.wrong_kind(node, "kind-text"),
        }
    }

    fn schema() -> Json {
        json!({ "type": "string" })
    }

    fn write(&self) -> Json {
        self.as_str().into()
    }
}

/// One of a closed list of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice<W>(pub W);

impl<W: Word> Wire for Choice<W> {
    fn read(reader: &mut Reader, node: &Node<'_>) -> Option<Self> {
        let Value::Text(text) = &node.value else { return reader.wrong_kind(node, "kind-word") };
        if let Some(word) = W::from_word(text) {
            return Some(Choice(word));
        }
        let words = Shown::Words(W::ALL.iter().map(|word| word.word()).collect());
        let message = message!("error.unknown-word", found = text.to_string());
        let hint = message!("hint.known-words", words = words);
        reader.problem_with_hint(node.span.clone(), "unknown-word", message, hint);
        None
    }

    fn schema() -> Json {
        json!({ "enum": W::ALL.iter().map(|word| word.word()).collect::<Vec<_>>() })
    }

    fn write(&self) -> Json {
        self.0.word().into()
    }
}

/// Reads a rate: percent per year as a decimal string, or, in a case file, as a bare number by its source text.
pub fn read_rate(reader: &mut Reader, node: &Node<'_>) -> Option<Rate> {
    let text = match &node.value {
        Value::Text(text) => text,
        Value::Number(text) if !reader.strict => text,
        _ => return reader.wrong_kind(node, "kind-rate"),
    };
    if let Ok(rate) = text.parse() {
        return Some(rate);
    }
    let message = message!("error.rate", found = text.to_string());
    reader.problem_with_hint(node.span.clone(), "bad-rate", message, message!("hint.rate"));
    None
}

impl Wire for Rate {
    fn read(reader: &mut Reader, node: &Node<'_>) -> Option<Rate> {
        read_rate(reader, node)
    }

    fn schema() -> Json {
        json!({ "type": "string", "pattern": r"^[0-9]{1,3}(\.[0-9]{1,10})?$" })
    }

    fn write(&self) -> Json {
        self.to_string().into()
    }
}

impl Wire for Share {
    fn read(reader: &mut Reader, node: &Node<'_>) -> Option<Share> {
        let text = match &node.value {
            Value::Text(text) => text,
            // `share = 1` is near enough to say how it is written.
            Value::Number(_) => return reader.wrong_kind_with_hint(node, "kind-share", message!("hint.share")),
            _ => return reader.wrong_kind(node, "kind-share"),
        };
        // Programs write a fraction; people may also write `50%` or `1`.
        let plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'/') && text.contains('/');
        let share = if reader.strict && !plain(text) { Err(NotAShare) } else { text.parse::<Share>() };
        match share {
            Ok(share) if share <= Share::WHOLE => Some(share),
            Ok(_) => {
                reader.problem(
                    node.span.clone(),
                    "above-whole",
                    message!("error.share-above-whole", found = text.to_string()),
                );
                None
            }
            Err(_) => {
                let message = message!("error.share", found = text.to_string());
                reader.problem_with_hint(node.span.clone(), "bad-share", message, message!("hint.share"));
                None
            }
        }
    }

    fn schema() -> Json {
        json!({ "type": "string", "pattern": r"^[0-9]+(\s*/\s*[0-9]+|%)?$" })
    }

    fn write(&self) -> Json {
        self.to_string().into()
    }
}

/// Reads a day: ISO; in a case file also a bare TOML date or a Japanese date.
pub fn read_date(reader: &mut Reader, node: &Node<'_>) -> Option<Date> {
    match read_moment(reader, node)? {
        Moment::Day(day) => Some(day),
        Moment::Month(_) => {
            let (Value::Text(found) | Value::Number(found)) = &node.value else { return None };
            let message = message!("error.day-needed", found = found.to_string());
            reader.problem_with_hint(node.span.clone(), "bad-date", message, message!("hint.date"));
            None
        }
    }
}

/// Reads a day, or, in a case file, a month.
pub fn read_moment(reader: &mut Reader, node: &Node<'_>) -> Option<Moment> {
    let text = match &node.value {
        Value::Text(text) => text.as_ref(),
        Value::Date(text) if !reader.strict => text.as_str(),
        _ => return reader.wrong_kind(node, "kind-date"),
    };
    let moment = if reader.strict {
        Moment::iso_day(text).map(Moment::Day).ok_or(WrongMoment::NotADate)
    } else {
        text.parse::<Moment>()
    };
    match moment {
        Ok(moment) => return Some(moment),
        Err(WrongMoment::NotADate) => {
            let message = message!("error.date", found = text.to_string());
            reader.problem_with_hint(node.span.clone(), "bad-date", message, message!("hint.date"));
        }
        Err(WrongMoment::OldCalendar) => {
            let message = message!("error.old-calendar", found = text.to_string());
            reader.problem_with_hint(node.span.clone(), "bad-date", message, message!("hint.date"));
        }
        Err(WrongMoment::WrongEra { right }) => {
            let message = message!("error.wrong-era", found = text.to_string());
            let hint = message!("hint.right-era", right = right);
            reader.problem_with_hint(node.span.clone(), "bad-era", message, hint);
        }
    }
    None
}

impl Wire for Date {
    fn read(reader: &mut Reader, node: &Node<'_>) -> Option<Date> {
        read_date(reader, node)
    }

    fn schema() -> Json {
        json!({ "type": "string", "format": "date" })
    }

    fn write(&self) -> Json {
        self.to_string().into()
    }
}

/// The schema of a value that may also be `null`.
pub fn or_null(mut schema: Json) -> Json {
    if let Some(object) = schema.as_object_mut() {
        if let Some(kind) = object.remove("type") {
            object.insert("type".to_string(), json!([kind, "null"]));
        } else if let Some(Json::Array(words)) = object.get_mut("enum") {
            words.push(Json::Null);
        } else if let Some(Json::Array(forms)) = object.get_mut("anyOf") {
            forms.push(json!({ "type": "null" }));
        }
    }
    schema
}

impl<V: Wire> Wire for Option<V> {
    const OPTIONAL: bool = true;

    /// Strict input stops at a mistake. In a case file a value that cannot be read is reported and then counts as left
    /// out, so that the other fields of the table are still looked at and all mistakes come in one pass.
    fn read(reader: &mut Reader, node: &Node<'_>) -> Option<Self> {
        match V::read(reader, node) {
            None if reader.strict => None,
            value => Some(value),
        }
    }

    fn left_out(_: &mut Reader, _: &Range<usize>) -> Option<Self> {
        Some(None)
    }

    fn schema() -> Json {
        or_null(V::schema())
    }

    fn write(&self) -> Json {
        self.as_ref().map_or(Json::Null, Wire::write)
    }
}

impl<V: Wire> Wire for Vec<V> {
    fn read(reader: &mut Reader, node: &Node<'_>) -> Option<Self> {
        let Value::List(items) = &node.value else { return reader.wrong_kind(node, "kind-list") };
        if items.len() > MAX_ENTRIES {
            reader.problem(
                node.span.clone(),
                "too-many",
                message!("error.too-many", found = items.len(), most = MAX_ENTRIES),
            );
            return None;
        }
        let mut seen = std::collections::HashMap::new();
        let mut values = Vec::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            let value = reader.in_index(index, |reader| {
                if let Some((key, id)) = V::UNIQUE.and_then(|key| item.get(key).map(|id| (key, id)))
                    && let Value::Text(text) = &id.value
                    && let Some(first) = seen.insert(text.as_ref(), index)
                {
                    let message = message!("error.repeated-id", id = text.to_string(), first = first + 1);
                    reader.in_key(key, |reader| reader.problem(id.span.clone(), "repeated-id", message));
                }
                V::read(reader, item)
            });
            values.push(value);
        }
        values.into_iter().collect()
    }

    fn schema() -> Json {
        json!({ "type": "array", "items": V::schema(), "maxItems": MAX_ENTRIES })
    }

    fn write(&self) -> Json {
        self.iter().map(Wire::write).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{parse_json, read_all};

    crate::record! {
        /// One.
        struct Entry unique "id" {
            id: String;
            amount: Option<Yen>;
        }
    }

    fn check<V: Wire + std::fmt::Debug + PartialEq>(text: &str, expect: Result<V, &str>) {
        let found = read_all::<V>(&parse_json(text).unwrap(), true);
        assert_eq!(found.map_err(|problems| problems[0].code), expect, "{text}");
    }

    #[test]
    fn yen_are_whole_and_within_range() {
        check("0", Ok(Yen(0)));
        check("1000000000000000", Ok(Yen(1_000_000_000_000_000)));
        check::<Yen>("1000000000000001", Err("out-of-range"));
        check::<Yen>("99999999999999999999999999", Err("out-of-range"));
        check::<Yen>("-1", Err("out-of-range"));
        for text in ["1.0", "1e6", "\"1\"", "null", "true"] {
            check::<Yen>(text, Err("wrong-kind"));
        }
    }

    #[test]
    fn programs_write_a_share_as_a_fraction() {
        check("\"1/2\"", Ok(Share::new(1, 2).unwrap()));
        check("\"3/3\"", Ok(Share::WHOLE));
        check::<Share>("\"3/2\"", Err("above-whole"));
        for text in ["\"50%\"", "\"1\"", "\"1 / 2\"", "\"1/2 \"", "\"0.5\"", "\"1/0\"", "\"1/2/3\"", "\"/2\""] {
            check::<Share>(text, Err("bad-share"));
        }
        assert!(read_all::<Share>(&parse_json("\"50%\"").unwrap(), false).is_ok());
        check::<Share>("0.5", Err("wrong-kind"));
    }

    #[test]
    fn dates_are_real_days() {
        check("\"2028-02-29\"", Ok(law::calendar::date(2028, 2, 29)));
        for text in ["\"2027-02-29\"", "\"2026-1-1\"", "\"20260101\"", "\"2026-01-01T00:00\"", "\"0000-01-01\""] {
            check::<Date>(text, Err("bad-date"));
        }
    }

    crate::record! {
        /// Two amounts of which the second may show that the first is wrong.
        struct Pair {
            first: Yen;
            second: Yen, where (first, second) first > second => message!("error.above-whole") => first;
        }
    }

    #[test]
    fn a_later_field_may_blame_an_earlier_one() {
        let problems = read_all::<Pair>(&parse_json(r#"{"first":2,"second":1}"#).unwrap(), true).unwrap_err();
        assert_eq!(problems[0].path, "first");
        check(r#"{"first":1,"second":1}"#, Ok(Pair { first: Yen(1), second: Yen(1) }));
    }

    #[test]
    fn the_schema_lets_a_field_that_may_be_left_out_be_null() {
        crate::record! {
            /// One with a default.
            struct Lenient {
                amount: Yen = Yen(0);
                needed: Yen;
            }
        }
        let schema = Lenient::schema();
        assert_eq!(schema["properties"]["amount"]["type"], json!(["integer", "null"]));
        assert_eq!(schema["properties"]["needed"]["type"], json!("integer"));
        check(r#"{"amount":null,"needed":1}"#, Ok(Lenient { amount: Yen(0), needed: Yen(1) }));
    }

    #[test]
    fn an_optional_field_may_be_null_and_a_second_id_is_refused() {
        check(r#"[{"id":"a","amount":null}]"#, Ok(vec![Entry { id: "a".into(), amount: None }]));
        let node = parse_json(r#"[{"id":"a"},{"id":"a","amount":-1}]"#).unwrap();
        let problems = read_all::<Vec<Entry>>(&node, true).unwrap_err();
        assert_eq!(problems.iter().map(|problem| problem.path.as_str()).collect::<Vec<_>>(), ["[1].id", "[1].amount"]);
    }
}
