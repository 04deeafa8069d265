//! From a form to facts: what was written becomes an answer, a blank field changes nothing.

use case::{Draft, Mark};
use catalogue::{Lang, sentence, text};
use law::Yen;
use read::{Moment, Problem};
use serde_json::{Value as Json, json};

use super::kind::{self, Field, Kind};
use super::words;
use crate::parts::form::Pairs;
use crate::parts::money::{self, Unit};

/// Characters of a text that are kept.
const LONGEST: usize = 200;

/// What a choice says for 「わからない」, and a list of words for 「どれもない」.
pub(crate) const UNKNOWN: &str = "?";
/// See [`UNKNOWN`].
pub(crate) const NONE: &str = "-";

/// Fields whose bare numbers are 万円; everywhere else they are yen.
const IN_MAN: [&str; 5] = [
    "ask.home.value",
    "ask.claim.principal",
    "ask.asset.value",
    "ask.wishes.lump_sum_available",
    "ask.transfer.amount",
];

/// In which unit a bare number is usual in a field.
pub(crate) fn unit(path: &str) -> Unit {
    if IN_MAN.contains(&words::key(path).as_str()) { Unit::Man } else { Unit::Yen }
}

/// What a form says of one field.
#[derive(Clone, Debug, PartialEq)]
enum Answer {
    /// Nothing.
    Nothing,
    /// A fact.
    Fact(Json),
    /// That it is not known.
    Unknown,
    /// Something that cannot be read.
    Wrong(String),
}

/// Writes the answers of a form into a draft: all that can be read, and what is wrong with the others, by path.
pub(crate) fn write(draft: &mut Draft, paths: &[String], sent: &Pairs, lang: Lang) -> Vec<(String, String)> {
    let mut wrong = Vec::new();
    for path in paths {
        let Some(field) = kind::at(path) else { continue };
        let said = match read(draft, path, field, sent, lang) {
            Answer::Nothing => Ok(()),
            Answer::Unknown => {
                draft.mark(path, Mark::Unknown);
                Ok(())
            }
            Answer::Wrong(wrong) => Err(wrong),
            Answer::Fact(fact) => put(draft, path, field.kind, fact, lang),
        };
        wrong.extend(said.err().map(|said| (path.clone(), said)));
    }
    wrong
}

/// Writes a fact, unless the case file's own reader refuses it.
fn put(draft: &mut Draft, path: &str, kind: Kind, fact: Json, lang: Lang) -> Result<(), String> {
    let before = draft.clone();
    let place =
        path.strip_suffix(".id").and_then(|entry| entry.strip_suffix(']')).and_then(|entry| entry.rsplit_once('['));
    let done = match (kind, place, fact.as_str()) {
        (Kind::Name, Some((list, index)), Some(name)) => {
            let index = index.parse().unwrap_or(usize::MAX);
            let taken = draft.get(path).and_then(Json::as_str) != Some(name) && draft.free_id(list, name) != name;
            if taken {
                return Err(text("ask.wrong.name-taken", lang).to_string());
            }
            draft.rename(list, index, name)
        }
        _ => draft.set(path, fact),
    };
    if done.is_err() {
        *draft = before;
        return Err(text("ask.wrong.gone", lang).to_string());
    }
    let mistakes = draft.mistakes_at(path);
    if mistakes.is_empty() {
        return Ok(());
    }
    *draft = before;
    Err(said(&mistakes[0], lang))
}

/// What is wrong and what to do.
pub(crate) fn said(problem: &Problem, lang: Lang) -> String {
    let parts = [Some(&problem.message), problem.hint.as_ref()];
    parts.into_iter().flatten().map(|message| sentence(message, lang)).collect::<Vec<_>>().join(" ")
}

fn read(draft: &Draft, path: &str, field: Field, sent: &Pairs, lang: Lang) -> Answer {
    let stored = draft.get(path);
    match field.kind {
        Kind::Flag => match sent.first(path) {
            Some("true") => Answer::Fact(true.into()),
            Some("false") => Answer::Fact(false.into()),
            Some(UNKNOWN) => Answer::Unknown,
            _ => Answer::Nothing,
        },
        Kind::Choice(of) => match sent.first(path) {
            Some(UNKNOWN) if !field.needed => Answer::Unknown,
            Some(word) if kind::words(of).any(|known| known == word) => Answer::Fact(word.into()),
            _ => Answer::Nothing,
        },
        Kind::Refers(list) => match sent.first(path) {
            Some(UNKNOWN) if !field.needed => Answer::Unknown,
            Some(id) if ids(draft, list).any(|known| known == id) => Answer::Fact(id.into()),
            _ => Answer::Nothing,
        },
        Kind::Choices(of) => some(sent, path, lang, |word| kind::words(of).any(|known| known == word)),
        Kind::RefersToSome(list) => some(sent, path, lang, |id| ids(draft, list).any(|known| known == id)),
        Kind::Day | Kind::Past => day(stored, path, sent, lang),
        Kind::List | Kind::Table => Answer::Nothing,
        Kind::Text | Kind::Name | Kind::Amount | Kind::Yen | Kind::Rate | Kind::Share | Kind::Whole => {
            let written = sent.first(path).unwrap_or_default().trim();
            let unknown = sent.first(&format!("{path}~unknown")).is_some();
            let as_before = written == in_box(path, field.kind, stored, lang);
            match (written.is_empty(), unknown) {
                (true, true) => Answer::Unknown,
                // What the box showed already says nothing new beside 「わからない」.
                (false, true) if as_before => Answer::Unknown,
                (true, false) => Answer::Nothing,
                (false, _) => text_answer(path, field.kind, written, stored, sent, lang),
            }
        }
    }
}

fn text_answer(path: &str, kind: Kind, written: &str, stored: Option<&Json>, sent: &Pairs, lang: Lang) -> Answer {
    let plain = || narrow(written).chars().take(LONGEST).collect::<String>();
    match kind {
        Kind::Amount | Kind::Yen => amount(path, kind, written, stored, sent, lang),
        Kind::Rate => Answer::Fact(plain().trim_start_matches('年').trim_end_matches(['%', '％']).trim().into()),
        Kind::Share => Answer::Fact(share(&plain()).into()),
        Kind::Whole => Answer::Fact(plain().parse::<u64>().map_or_else(|_| plain().into(), Json::from)),
        _ => Answer::Fact(written.chars().filter(|c| !c.is_control()).take(LONGEST).collect::<String>().into()),
    }
}

fn amount(path: &str, kind: Kind, written: &str, stored: Option<&Json>, sent: &Pairs, lang: Lang) -> Answer {
    let read =
        |text: &str| money::read(text, unit(path)).map_err(|slip| money::slipped(words::label(path, lang), slip, lang));
    let likely = match read(written) {
        Ok(likely) => likely,
        Err(wrong) => return Answer::Wrong(wrong),
    };
    if kind == Kind::Yen {
        return Answer::Fact(likely.0.into());
    }
    let ends = ["low", "high"].map(|end| sent.first(&format!("{path}~{end}")).unwrap_or_default().trim());
    let rough = sent.first(&format!("{path}~rough")).is_some() || ends.iter().any(|end| !end.is_empty());
    if !rough {
        return Answer::Fact(likely.0.into());
    }
    // Where the figure comes from is not asked here, and stays.
    let mut entries = stored.and_then(Json::as_object).cloned().unwrap_or_default();
    for (name, end) in ["low", "high"].into_iter().zip(ends).filter(|(_, end)| !end.is_empty()) {
        match read(end) {
            Ok(end) => entries.insert(name.to_string(), end.0.into()),
            Err(wrong) => return Answer::Wrong(wrong),
        };
    }
    entries.insert("likely".to_string(), likely.0.into());
    Answer::Fact(Json::Object(entries))
}

/// Some words of a list, or none of them.
fn some(sent: &Pairs, path: &str, lang: Lang, known: impl Fn(&str) -> bool) -> Answer {
    let chosen: Vec<&str> = sent.all(path).collect();
    let facts: Vec<&str> = chosen.iter().copied().filter(|word| known(word)).collect();
    match (chosen.contains(&UNKNOWN), chosen.contains(&NONE), facts.is_empty()) {
        (false, false, true) => Answer::Nothing,
        (false, false, false) => Answer::Fact(json!(facts)),
        (false, true, true) => Answer::Fact(json!([])),
        (true, false, true) => Answer::Unknown,
        _ => Answer::Wrong(text("ask.wrong.some-and-none", lang).to_string()),
    }
}

/// A day in three boxes behind an era, or written out in the box of the year.
fn day(stored: Option<&Json>, path: &str, sent: &Pairs, lang: Lang) -> Answer {
    let part = |name: &str| narrow(sent.first(&format!("{path}~{name}")).unwrap_or_default().trim());
    let (era, year, month, day) = (part("era"), part("y"), part("m"), part("d"));
    let unknown = sent.first(&format!("{path}~unknown")).is_some();
    if year.is_empty() && month.is_empty() && day.is_empty() {
        return if unknown { Answer::Unknown } else { Answer::Nothing };
    }
    let written = match (month.is_empty(), day.is_empty()) {
        (true, true) => year,
        (_, true) => format!("{era}{year}年{month}月"),
        (_, false) => format!("{era}{year}年{month}月{day}日"),
    };
    let fact = written.parse::<Moment>().map_or_else(|_| Json::from(written), |moment| moment.to_string().into());
    if unknown && stored == Some(&fact) {
        return Answer::Unknown;
    }
    // A bare year is no day yet: say so as a missing month and not as a riddle.
    if month.is_empty() && fact.as_str().is_some_and(|text| text.chars().all(|c| c.is_ascii_digit() || c == '元')) {
        return Answer::Wrong(text("ask.wrong.month-missing", lang).to_string());
    }
    Answer::Fact(fact)
}

/// The ids of a list.
pub(crate) fn ids<'d>(draft: &'d Draft, list: &str) -> impl Iterator<Item = &'d str> {
    let entries = draft.get(list).and_then(Json::as_array).into_iter().flatten();
    entries.filter_map(|entry| entry.get("id").and_then(Json::as_str))
}

/// A stored fact as its box shows it; what is written back unchanged reads as the same fact.
pub(crate) fn in_box(path: &str, kind: Kind, stored: Option<&Json>, lang: Lang) -> String {
    let Some(stored) = stored else { return String::new() };
    match (kind, stored) {
        (Kind::Amount | Kind::Yen, fact) => {
            let likely = fact.as_u64().or_else(|| fact.get("likely").and_then(Json::as_u64));
            likely.map_or_else(String::new, |yen| money::in_man(Yen(yen), lang))
        }
        (Kind::Rate, Json::String(rate)) => format!("{rate}%"),
        (_, Json::String(text)) => text.clone(),
        (_, Json::Number(number)) => number.to_string(),
        _ => words::value(path, stored, lang),
    }
}

/// The low or high end of a rough amount, as its box shows it.
pub(crate) fn end_in_box(stored: Option<&Json>, end: &str, lang: Lang) -> String {
    let found = stored.and_then(|stored| stored.get(end)).and_then(Json::as_u64);
    found.map_or_else(String::new, |yen| money::in_man(Yen(yen), lang))
}

/// 「2分の1」 as the case file writes it.
fn share(text: &str) -> String {
    text.split_once("分の").map_or_else(|| text.to_string(), |(of, part)| format!("{}/{}", part.trim(), of.trim()))
}

/// Full-width digits and signs as the narrow ones.
fn narrow(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '！'..='～' => char::from_u32(u32::from(c) - u32::from('！') + u32::from('!')).unwrap_or(c),
            '　' => ' ',
            c => c,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft() -> Draft {
        let mut draft = Draft::starting(law::calendar::date(2026, 11, 22));
        draft.add("person", json!({ "id": "太郎", "role": "debtor" })).unwrap();
        draft.add("claim", json!({ "id": "loan", "kind": "home-loan", "debtor": "太郎" })).unwrap();
        draft.add("home", json!({ "value": { "low": 1_000, "likely": 20_000_000, "source": "x" } })).unwrap();
        draft
    }

    /// One field of a form; what the draft says afterwards, or what is wrong.
    fn check(draft: &mut Draft, path: &str, sent: &[(&str, &str)]) -> Result<Option<Json>, String> {
        let pairs: Vec<(String, String)> =
            sent.iter().map(|(name, text)| (format!("{path}{name}"), (*text).to_string())).collect();
        let wrong = write(draft, &[path.to_string()], &Pairs::from(pairs), Lang::Ja);
        match wrong.into_iter().next() {
            Some((_, wrong)) => Err(wrong),
            None => Ok(draft.get(path).cloned()),
        }
    }

    #[test]
    fn days_are_read_in_both_calendars_and_to_the_month() {
        let draft = &mut draft();
        let mut day =
            |era, y, m, d| check(draft, "claim[0].contracted_on", &[("~era", era), ("~y", y), ("~m", m), ("~d", d)]);
        assert_eq!(day("", "2021", "4", "1"), Ok(Some(json!("2021-04-01"))));
        assert_eq!(day("令和", "元", "５", ""), Ok(Some(json!("2019-05"))));
        assert_eq!(day("", "", "", ""), Ok(Some(json!("2019-05"))), "blank boxes erase nothing");
        assert_eq!(day("", "R3.4.1", "", ""), Ok(Some(json!("2021-04-01"))), "written out in the first box");
        assert!(day("平成", "31", "5", "1").is_err());
        assert!(day("", "2021", "2", "30").is_err());
        assert!(day("", "2021", "", "").is_err());
        assert!(day("", "1821", "4", "1").is_err());
        assert_eq!(day("", "", "", ""), Ok(Some(json!("2021-04-01"))), "what is wrong changes nothing");
    }

    #[test]
    fn amounts_keep_their_ends_and_where_they_come_from() {
        let draft = &mut draft();
        let mut value = |sent: &[(&str, &str)]| check(draft, "home[0].value", sent);
        let rough = json!({ "low": 1_000, "likely": 24_000_000, "source": "x" });
        assert_eq!(value(&[("", "2400"), ("~rough", "1")]), Ok(Some(rough)));
        let rough = json!({ "low": 22_000_000, "likely": 24_000_000, "source": "x" });
        assert_eq!(value(&[("", "2,400万円"), ("~low", "2200")]), Ok(Some(rough.clone())));
        assert!(value(&[("", "2400"), ("~low", "2500")]).is_err(), "the low end above the likely");
        assert!(value(&[("", "240000")]).is_err(), "yen or 万円?");
        assert_eq!(value(&[("", "")]), Ok(Some(rough)));
        assert_eq!(value(&[("", "2400")]), Ok(Some(json!(24_000_000))));
        assert_eq!(value(&[("", "2,400万円"), ("~unknown", "1")]), Ok(None), "what stood there says nothing new");
        assert_eq!(value(&[("", "2300"), ("~unknown", "1")]), Ok(Some(json!(23_000_000))), "a new amount does");
        assert_eq!(check(draft, "claim[0].monthly_payment", &[("", "126000")]), Ok(Some(json!(126_000))));
    }

    #[test]
    fn rates_shares_and_counts_are_read_as_people_write_them() {
        let draft = &mut draft();
        assert_eq!(check(draft, "claim[0].rate", &[("", "１．４７５％")]), Ok(Some(json!("1.475"))));
        assert!(check(draft, "claim[0].rate", &[("", "1475")]).is_err());
        assert_eq!(check(draft, "home[0].own_use_floor_share", &[("", "２分の１")]), Ok(Some(json!("1/2"))));
        assert!(check(draft, "home[0].own_use_floor_share", &[("", "3/2")]).is_err());
        assert_eq!(check(draft, "wishes.horizon_months", &[("", "60")]), Ok(Some(json!(60))));
        assert!(check(draft, "wishes.horizon_months", &[("", "sixty")]).is_err());
    }

    #[test]
    fn words_are_those_of_the_list_and_not_knowing_is_an_answer() {
        let draft = &mut draft();
        assert_eq!(check(draft, "claim[0].kind", &[("", "card")]), Ok(Some(json!("card"))));
        assert_eq!(check(draft, "claim[0].kind", &[("", "nonsense")]), Ok(Some(json!("card"))));
        assert_eq!(check(draft, "claim[0].kind", &[("", "?")]), Ok(Some(json!("card"))), "needed: no way not to know");
        assert_eq!(check(draft, "home[0].main_residence", &[("", "true")]), Ok(Some(json!(true))));
        assert_eq!(check(draft, "home[0].main_residence", &[("", "?")]), Ok(None));
        assert_eq!(draft.mark_of("home[0].main_residence"), Some(Mark::Unknown));
        let grounds = "person[0].refusal_grounds";
        assert_eq!(check(draft, grounds, &[("", "fraud"), ("", "nonsense")]), Ok(Some(json!(["fraud"]))));
        assert!(check(draft, grounds, &[("", "fraud"), ("", "-")]).is_err());
        assert_eq!(check(draft, grounds, &[]), Ok(Some(json!(["fraud"]))));
        assert_eq!(check(draft, grounds, &[("", "-")]), Ok(Some(json!([]))));
        assert_eq!(check(draft, "claim[0].debtor", &[("", "nobody")]), Ok(Some(json!("太郎"))));
    }

    #[test]
    fn a_new_name_is_taken_over_by_those_who_use_it_and_no_two_are_alike() {
        let draft = &mut draft();
        assert_eq!(check(draft, "person[0].id", &[("", "山田")]), Ok(Some(json!("山田"))));
        assert_eq!(draft.get("claim[0].debtor"), Some(&json!("山田")));
        draft.add("person", json!({ "id": "花子", "role": "spouse" })).unwrap();
        assert!(check(draft, "person[1].id", &[("", "山田")]).is_err());
        assert_eq!(check(draft, "person[1].id", &[("", "")]), Ok(Some(json!("花子"))));
    }
}
