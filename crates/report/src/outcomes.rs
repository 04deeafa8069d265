//! Verdicts and figures of every route as JSON, written straight into its bytes; described by [`schema`].
//!
//! What the wide answer of [`crate::json()`] says in sentences is left out here: a program that asks for thousands of
//! households reads ids.

use case::Household;
use law::verdict::{FactName, Outcome, Whose};
use law::words::Word;
use law::{Balance, Yen};
use plan::{Known, Outcomes, Reason, RouteOutcome, Why};
use serde::ser::{SerializeMap as _, SerializeSeq as _};
use serde::{Serialize, Serializer};
use serde_json::{Value as Json, json};

/// The version of the shape below; it grows when a field changes its meaning or goes away.
const SHAPE: u32 = 1;

/// A few kilobytes hold the answer of most households.
const USUAL_SIZE: usize = 16 * 1024;

/// The outcomes of a household as JSON.
pub fn bytes(house: &Household, outcomes: &Outcomes) -> Vec<u8> {
    let mut out = Vec::with_capacity(USUAL_SIZE);
    let answer = Answer {
        shape: SHAPE,
        engine: env!("CARGO_PKG_VERSION"),
        as_of: Text(house.as_of),
        petition_on: Text(house.petition_on),
        situation: Situation {
            secured: Figure(&outcomes.secured),
            capacity: Figure(&outcomes.capacity),
            overdue: Figure(&outcomes.overdue),
            owed: Figure(&outcomes.owed),
        },
        routes: Routes(&outcomes.routes),
    };
    serde_json::to_writer(&mut out, &answer).expect("texts and numbers go into memory");
    out
}

#[derive(Serialize)]
struct Answer<'o> {
    shape: u32,
    engine: &'static str,
    as_of: Text<law::Date>,
    petition_on: Text<law::Date>,
    situation: Situation<'o>,
    routes: Routes<'o>,
}

#[derive(Serialize)]
struct Situation<'o> {
    secured: Figure<'o, Yen>,
    capacity: Figure<'o, Balance>,
    overdue: Figure<'o, Yen>,
    owed: Figure<'o, Yen>,
}

/// A value as its text.
struct Text<V>(V);

impl<V: std::fmt::Display> Serialize for Text<V> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(&self.0)
    }
}

struct Routes<'o>(&'o [RouteOutcome]);

impl Serialize for Routes<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(self.0.iter().map(Route))
    }
}

struct Route<'o>(&'o RouteOutcome);

impl Serialize for Route<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let route = self.0;
        let (home, debts) = (route.home.word(), route.debt.word());
        let mut out = to.serialize_map(None)?;
        out.serialize_entry("id", &Text(format_args!("{home}+{debts}")))?;
        out.serialize_entry("home", home)?;
        out.serialize_entry("debts", debts)?;
        out.serialize_entry("variant", route.variant)?;
        out.serialize_entry("outcome", route.outcome.word())?;
        out.serialize_entry("home_kept", &route.home_kept)?;
        out.serialize_entry("reasons", &Reasons(&route.reasons))?;
        out.serialize_entry("figures", &Figures(route))?;
        out.end()
    }
}

struct Reasons<'o>(&'o [Reason]);

impl Serialize for Reasons<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut out = to.serialize_seq(Some(self.0.len()))?;
        for reason in self.0 {
            out.serialize_element(&One(*reason))?;
        }
        out.end()
    }
}

struct One(Reason);

impl Serialize for One {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let (verdict, whose) = match self.0.why {
            Why::NotMet => ("not-met", None),
            Why::Unknown => ("unknown", None),
            Why::LeftTo(whose) => ("left-to-judgement", Some(whose)),
        };
        let mut out = to.serialize_map(None)?;
        out.serialize_entry("id", self.0.id)?;
        out.serialize_entry("verdict", verdict)?;
        if let Some(whose) = whose {
            out.serialize_entry("left_to", whose.word())?;
        }
        out.end()
    }
}

struct Figures<'o>(&'o RouteOutcome);

impl Serialize for Figures<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let figures = &self.0.figures;
        let mut out = to.serialize_map(None)?;
        out.serialize_entry("monthly", &Figure(&figures.monthly))?;
        out.serialize_entry("left_over", &Figure(&figures.left_over))?;
        out.serialize_entry("total", &Figure(&figures.total))?;
        out.serialize_entry("months", &Figure(&figures.months))?;
        out.serialize_entry("debt_left", &Figure(&figures.debt_left))?;
        out.serialize_entry("cash_now", &Figure(&figures.cash_now))?;
        out.serialize_entry("recovered", &Figure(&self.0.recovered))?;
        out.end()
    }
}

/// A figure: its value, or what is lacking for it.
struct Figure<'o, V>(&'o Known<V>);

/// Amounts and counts as integers.
trait Number: Copy {
    fn write<S: Serializer>(self, to: S) -> Result<S::Ok, S::Error>;
}

impl Number for Yen {
    fn write<S: Serializer>(self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_u64(self.0)
    }
}

impl Number for u32 {
    fn write<S: Serializer>(self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_u32(self)
    }
}

impl Number for Balance {
    // A sum beyond 64 bits is told as text rather than cut.
    fn write<S: Serializer>(self, to: S) -> Result<S::Ok, S::Error> {
        match i64::try_from(self.0) {
            Ok(value) => to.serialize_i64(value),
            Err(_) => to.collect_str(&self.0),
        }
    }
}

struct Written<V>(V);

impl<V: Number> Serialize for Written<V> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.0.write(to)
    }
}

impl<V: Number> Serialize for Figure<'_, V> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut out = to.serialize_map(None)?;
        match self.0 {
            Ok(value) => out.serialize_entry("value", &Written(*value))?,
            Err(lacking) => {
                out.serialize_entry("value", &())?;
                out.serialize_entry("lacking", &Facts(&lacking.0))?;
            }
        }
        out.end()
    }
}

struct Facts<'o>(&'o [FactName]);

impl Serialize for Facts<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(self.0.iter().map(Text))
    }
}

/// The JSON Schema of [`bytes`].
pub fn schema() -> Json {
    let text = json!({ "type": "string" });
    let date = json!({ "type": "string", "format": "date" });
    let figure = json!({
        "type": "object",
        "properties": {
            "value": { "type": ["integer", "string", "null"], "description": "yen or months; null when unknown" },
            "lacking": { "type": "array", "items": text },
        },
        "required": ["value"],
        "additionalProperties": false,
    });
    let closed = |properties: Json, optional: &[&str]| {
        let names = properties.as_object().expect("properties are an object").keys();
        let required: Vec<&String> = names.filter(|name| !optional.contains(&name.as_str())).collect();
        let required = json!(required);
        json!({ "type": "object", "required": required, "properties": properties, "additionalProperties": false })
    };
    let words = |list: &[&str]| json!({ "enum": list });
    let outcomes: Vec<&str> = [Outcome::Open, Outcome::Unknown, Outcome::Closed].map(Outcome::word).to_vec();
    let whose: Vec<&str> = Whose::ALL.iter().map(|whose| whose.word()).collect();
    let reason = closed(
        json!({ "id": text, "verdict": words(&["not-met", "unknown", "left-to-judgement"]), "left_to": words(&whose) }),
        &["left_to"],
    );
    let figures = ["monthly", "left_over", "total", "months", "debt_left", "cash_now", "recovered"];
    let figures: serde_json::Map<String, Json> =
        figures.iter().map(|name| ((*name).to_string(), figure.clone())).collect();
    let route = closed(
        json!({
            "id": text,
            "home": text,
            "debts": text,
            "variant": { "type": "string", "description": "the form that is shown; empty when there is only one" },
            "outcome": words(&outcomes),
            "home_kept": { "type": "boolean" },
            "reasons": { "type": "array", "items": reason, "description": "every requirement that is not simply met" },
            "figures": closed(figures.into(), &[]),
        }),
        &[],
    );
    let mut schema = closed(
        json!({
            "shape": { "const": SHAPE },
            "engine": text,
            "as_of": date,
            "petition_on": date,
            "situation": closed(json!({ "secured": figure, "capacity": figure, "overdue": figure, "owed": figure }), &[]),
            "routes": { "type": "array", "items": route },
        }),
        &[],
    );
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema".into();
    schema["title"] = "saiken outcomes".into();
    schema
}
