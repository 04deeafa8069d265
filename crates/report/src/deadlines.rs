//! Deadlines and what waiting costs, as JSON described by [`schema`].

use case::{ClaimId, DecisionKind, Household};
use catalogue::{Lang, citation, sentence, text, word};
use law::words::Word;
use ledger::deadlines::{Certainty, Deadline, HolidayRule, Whose};
use ledger::waiting::{Month, Stage};
use serde_json::{Value as Json, json};

/// Months of waiting that are shown.
pub const MONTHS: u32 = 12;

/// What a deadline is, and what it is about.
pub fn title(deadline: &Deadline, lang: Lang) -> String {
    let what = word(&format!("deadline.{}", deadline.id), lang);
    match &deadline.about {
        // A decision is known by its word, a claim or a person by the id of the file.
        Some(about) if DecisionKind::from_word(about).is_some() => format!("{what}（{}）", word(about, lang)),
        Some(about) => format!("{what}（{about}）"),
        None => what,
    }
}

/// The ways out that close with a deadline: `keep-under-clause+small-scale`, or `keep+*` for every treatment of the debts.
pub fn closing(deadline: &Deadline, lang: Lang) -> String {
    let name = |route: &str| {
        let (home, debts) = route.split_once('+').unwrap_or((route, "*"));
        let home = text(&format!("home-choice.{home}"), lang).to_string();
        match debts {
            "*" => home,
            debts => format!("{home}＋{}", text(&format!("debt-choice.{debts}"), lang)),
        }
    };
    deadline.closes.iter().map(|route| name(route)).collect::<Vec<_>>().join(text("deadlines.screen.and", lang))
}

/// The file's name of a claim.
pub fn name_of(house: &Household, id: ClaimId) -> &str {
    house.claims.as_deref().map_or("", |claims| claims[id.0].id.as_str())
}

/// Every deadline and every month of waiting.
pub fn json(house: &Household, found: &[Deadline], months: &[Month], lang: Lang) -> Json {
    let months: Vec<Json> = months
        .iter()
        .map(|month| {
            json!({
                "to": month.to.to_string(),
                "late_charges": month.late_charges.0,
                "interest": month.interest.0,
                "owed": month.owed.0,
                "arrears": month.arrears.0,
                "stage": month.stage.map(Word::word),
                "passing": month.passing.iter().map(|deadline| json!({
                    "id": deadline.id,
                    "about": deadline.about,
                    "on": deadline.on.to_string(),
                    "closes": deadline.closes,
                })).collect::<Vec<_>>(),
                "assumed_due": month.assumed_due.iter().map(|(claim, on)| json!({
                    "claim": name_of(house, *claim),
                    "on": on.to_string(),
                })).collect::<Vec<_>>(),
            })
        })
        .collect();
    json!({
        "as_of": house.as_of.to_string(),
        "deadlines": found.iter().map(|deadline| of_deadline(house, deadline, lang)).collect::<Vec<_>>(),
        "waiting": months,
    })
}

fn of_deadline(house: &Household, deadline: &Deadline, lang: Lang) -> Json {
    let basis = deadline.basis.iter().map(|p| json!({ "id": p.id(), "text": citation(*p, lang) }));
    json!({
        "id": deadline.id,
        "about": deadline.about,
        "title": title(deadline, lang),
        "on": deadline.on.to_string(),
        "rolled": deadline.rolled.to_string(),
        "last_safe": deadline.last_safe.to_string(),
        "passed": deadline.rolled < house.as_of,
        "holiday_rule": deadline.holidays.word(),
        "basis": basis.collect::<Vec<_>>(),
        "lost_after": sentence(&deadline.lost_after, lang),
        "whose": deadline.whose.word(),
        "computed_ahead": deadline.computed_ahead,
        "certainty": deadline.certainty.word(),
        "closes": deadline.closes,
    })
}

/// The JSON Schema of [`json`].
pub fn schema() -> Json {
    let string = json!({ "type": "string" });
    let date = json!({ "type": "string", "format": "date" });
    let yen = json!({ "type": "integer", "description": "yen" });
    let about = json!({ "type": ["string", "null"], "description": "a claim, a person or a decision" });
    let closes = json!({ "type": "array", "items": string, "description": "ways out that end with it; * stands for every treatment of the debts" });
    fn words<W: Word>() -> Json {
        json!({ "enum": W::ALL.iter().map(|word| word.word()).collect::<Vec<_>>() })
    }
    let object = |properties: Json| {
        let required: Vec<&String> = properties.as_object().expect("properties are an object").keys().collect();
        let mut schema = json!({ "type": "object", "required": required, "additionalProperties": false });
        schema["properties"] = properties.clone();
        schema
    };
    let mut stages = words::<Stage>();
    if let Some(list) = stages["enum"].as_array_mut() {
        list.push(Json::Null);
    }
    let mut schema = object(json!({
        "as_of": date,
        "deadlines": { "type": "array", "items": object(json!({
            "id": string,
            "about": about,
            "title": string,
            "on": date,
            "rolled": date,
            "last_safe": date,
            "passed": { "type": "boolean" },
            "holiday_rule": words::<HolidayRule>(),
            "basis": { "type": "array", "items": object(json!({ "id": string, "text": string })) },
            "lost_after": string,
            "whose": words::<Whose>(),
            "computed_ahead": { "type": "boolean" },
            "certainty": words::<Certainty>(),
            "closes": closes,
        })) },
        "waiting": { "type": "array", "items": object(json!({
            "to": date,
            "late_charges": yen,
            "interest": yen,
            "owed": yen,
            "arrears": yen,
            "stage": stages,
            "passing": { "type": "array", "items": object(json!({ "id": string, "about": about, "on": date, "closes": closes })) },
            "assumed_due": { "type": "array", "items": object(json!({ "claim": string, "on": date })) },
        })) },
    }));
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema".into();
    schema["title"] = "saiken deadlines".into();
    schema
}
