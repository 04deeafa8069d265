//! Facts and their places in words.

use catalogue::{Lang, lookup, sentence, text, word};
use law::{Yen, message};
use read::Moment;
use serde_json::Value as Json;

use super::kind::{self, Kind};
use crate::parts::money;

/// Entries of a list that are named one by one.
const NAMED: usize = 8;

/// The path in the catalogue of a path in a case: without the places in lists.
pub(crate) fn key(path: &str) -> String {
    let mut key = String::from("ask.");
    let mut rest = path;
    while let Some((before, after)) = rest.split_once('[') {
        key.push_str(before);
        rest = after.split_once(']').map_or("", |(_, after)| after);
    }
    key + rest
}

/// What a field asks, in a few words.
pub(crate) fn label(path: &str, lang: Lang) -> &'static str {
    lookup(&key(path), lang).unwrap_or_default()
}

/// What is said beside a question: `help`, `why` or `paper`; from the field itself or what it belongs to.
pub(crate) fn beside(path: &str, what: &str, lang: Lang) -> Option<&'static str> {
    let mut key = key(path);
    loop {
        if let Some(found) = lookup(&format!("{key}.{what}"), lang) {
            return Some(found);
        }
        key.truncate(key.rfind('.').filter(|_| what != "help")?);
    }
}

/// A word of a closed list: in its place's own words, else in those of everywhere.
pub(crate) fn choice(path: &str, of: &str, lang: Lang) -> String {
    lookup(&format!("{}={of}", key(path)), lang).map_or_else(|| word(of, lang), str::to_string)
}

/// The name of an entry of a list: its id, else its kind, else its number.
pub(crate) fn entry(path: &str, facts: &Json, lang: Lang) -> String {
    let found = case::segments(path).and_then(|way| {
        way.iter().try_fold(facts, |at, segment| match segment {
            case::Segment::Key(key) => at.get(key),
            case::Segment::Index(index) => at.get(index),
        })
    });
    let part = |field: &str| found?.get(field)?.as_str();
    let kind = || part("kind").map(|kind| choice(&format!("{path}.kind"), kind, lang));
    let list = path.rsplit_once('[').map_or(path, |(list, _)| list);
    let number = path.rsplit_once('[').and_then(|(_, index)| index.trim_end_matches(']').parse::<usize>().ok());
    match (part("id"), kind()) {
        (Some(id), _) => id.to_string(),
        (None, Some(kind)) => match part("person").or_else(|| part("owner")).or_else(|| part("name")) {
            Some(whose) => sentence(&message!("ask.of", what = kind, whose = whose.to_string()), lang),
            None => kind,
        },
        (None, None) => part("person").or_else(|| part("name")).map_or_else(
            || {
                sentence(
                    &message!("ask.entry", list = label(list, lang).to_string(), number = number.unwrap_or(0) + 1),
                    lang,
                )
            },
            str::to_string,
        ),
    }
}

/// A place with the entries on its way: 「カードA：金利」.
pub(crate) fn path(path: &str, facts: &Json, lang: Lang) -> String {
    let mut parts = Vec::new();
    for (end, _) in path.match_indices(']') {
        parts.push(entry(&path[..=end], facts, lang));
    }
    if !path.ends_with(']') {
        let table = path.rsplit_once('.').map_or("", |(table, _)| table);
        if !table.is_empty() && !table.ends_with(']') && kind::at(table).is_some_and(|field| field.kind == Kind::Table)
        {
            parts.push(label(table, lang).to_string());
        }
        parts.push(label(path, lang).to_string());
    }
    parts.join(text("ask.in", lang))
}

/// A fact as people read it.
pub(crate) fn value(path: &str, fact: &Json, lang: Lang) -> String {
    let plain = || fact.as_str().map_or_else(|| fact.to_string(), str::to_string);
    let Some(field) = kind::at(path) else { return plain() };
    match (field.kind, fact) {
        (Kind::Amount, Json::Object(_)) => rough(fact, lang).unwrap_or_else(plain),
        (Kind::Amount | Kind::Yen, _) => fact.as_u64().map_or_else(plain, |yen| money::in_man(Yen(yen), lang)),
        (Kind::Day | Kind::Past, Json::String(text)) => day(text, lang).unwrap_or_else(plain),
        (Kind::Flag, Json::Bool(flag)) => word(if *flag { "yes" } else { "no" }, lang),
        (Kind::Choice(_), Json::String(word)) => choice(path, word, lang),
        (Kind::Rate, _) => sentence(&message!("ask.rate", rate = plain()), lang),
        (Kind::Choices(_) | Kind::RefersToSome(_) | Kind::List, Json::Array(entries)) => {
            if entries.is_empty() {
                return text("ask.none", lang).to_string();
            }
            let named = entries.iter().take(NAMED).enumerate().map(|(place, entry)| match (field.kind, entry) {
                (Kind::Choices(_), Json::String(word)) => choice(path, word, lang),
                (_, Json::String(text)) => text.clone(),
                _ => in_line(&format!("{path}[{place}]"), entry, lang),
            });
            let mut said = named.collect::<Vec<_>>().join(text("ask.and", lang));
            if entries.len() > NAMED {
                said.push_str(&sentence(&message!("ask.and-more", count = entries.len() - NAMED), lang));
            }
            said
        }
        (Kind::Table, Json::Object(_)) => in_line(path, fact, lang),
        _ => plain(),
    }
}

/// A table in one line.
fn in_line(path: &str, fact: &Json, lang: Lang) -> String {
    let fields = fact.as_object().into_iter().flatten();
    let said = fields.map(|(key, fact)| value(&format!("{path}.{key}"), fact, lang));
    said.collect::<Vec<_>>().join(text("ask.in-line", lang))
}

/// An amount said roughly.
fn rough(fact: &Json, lang: Lang) -> Option<String> {
    let yen = |name: &str| fact.get(name).and_then(Json::as_u64).map(|yen| money::in_man(Yen(yen), lang));
    let likely = yen("likely")?;
    Some(match (yen("low"), yen("high")) {
        (None, None) => sentence(&message!("ask.roughly", likely = likely), lang),
        (low, high) => {
            let or = |end: Option<String>| end.unwrap_or_else(|| likely.clone());
            sentence(&message!("ask.between", likely = likely.clone(), low = or(low), high = or(high)), lang)
        }
    })
}

/// A day with its Japanese era, or its month.
pub(crate) fn day(text: &str, lang: Lang) -> Option<String> {
    let moment: Moment = text.parse().ok()?;
    Some(match (moment, lang) {
        (Moment::Day(day), Lang::Ja | Lang::Easy) => {
            format!("{}（{}）", catalogue::day(day, lang), moment.japanese())
        }
        (Moment::Month(first), Lang::Ja | Lang::Easy) => {
            format!("{}年{}月（{}）", first.year(), first.month(), moment.japanese())
        }
        (_, Lang::En) => moment.to_string(),
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use law::words::Word as _;

    use super::*;
    use crate::ask::kind::every_field;

    /// Every field has its words, and so has every word of every choice, in both languages.
    #[test]
    fn every_field_of_a_case_can_be_asked() {
        let mut lacking = BTreeSet::new();
        for (path, field) in every_field() {
            for lang in Lang::ALL {
                if label(&path, *lang).is_empty() {
                    lacking.insert(key(&path));
                }
                let (Kind::Choice(of) | Kind::Choices(of)) = field.kind else { continue };
                for found in kind::words(of) {
                    let own = format!("{}={found}", key(&path));
                    if lookup(&own, *lang).or_else(|| lookup(&format!("word.{found}"), *lang)).is_none() {
                        lacking.insert(own);
                    }
                }
            }
            let asked = !matches!(field.kind, Kind::Table | Kind::List) || !path.contains('.');
            if asked && beside(&path, "why", Lang::Ja).is_none() {
                lacking.insert(format!("{}.why", key(&path)));
            }
        }
        assert!(lacking.is_empty(), "the catalogue lacks:\n{}", lacking.into_iter().collect::<Vec<_>>().join("\n"));
    }

    #[test]
    fn facts_are_told_in_words() {
        let check = |path, fact: Json, expect| assert_eq!(value(path, &fact, Lang::Ja), expect);
        check("home[0].value", 21_000_000.into(), "2,100万円");
        check("home[0].value", serde_json::json!({ "likely": 21_000_000 }), "だいたい2,100万円");
        check("person[0].born", "1981-05-04".into(), "1981年5月4日（昭和56年5月4日）");
        check("claim[0].contracted_on", "2019-05".into(), "2019年5月（令和元年5月）");
        check("claim[0].rate", "1.475".into(), "年1.475%");
        check("asset", serde_json::json!([]), "なし");
        check("person[0].income_regular", true.into(), "はい");
        check("nothing", "x".into(), "x");
    }

    #[test]
    fn a_place_names_the_entries_on_its_way() {
        let facts =
            serde_json::json!({ "claim": [{ "id": "カードA", "unpaid": [{}] }], "income": [{ "person": "太郎" }] });
        assert_eq!(path("claim[0].rate", &facts, Lang::Ja), "カードA：金利");
        assert_eq!(path("income[0]", &facts, Lang::Ja), "太郎");
        assert!(path("claim[0].unpaid[0].due", &facts, Lang::Ja).starts_with("カードA："));
    }
}
