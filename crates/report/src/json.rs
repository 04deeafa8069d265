//! The plan as JSON: everything, in a stable order, described by [`schema`].

use catalogue::{Lang, citation, sentence};
use explain::value;
use law::trace::{Show, Shown};
use law::verdict::{FactName, Requirement, Verdict};
use law::words::Word;
use plan::{Item, Known, Liable, Month, Route, Variant};
use serde_json::{Map, Value as Json, json};

use crate::{Report, names};

/// The version of the shape below; it grows when a field changes its meaning or goes away.
const SHAPE: u32 = 1;

/// Everything as JSON.
pub fn json(report: &Report<'_>, lang: Lang) -> Json {
    let plan = report.plan;
    let house = report.house;
    json!({
        "shape": SHAPE,
        "engine": env!("CARGO_PKG_VERSION"),
        "as_of": house.as_of.to_string(),
        "petition_on": house.petition_on.to_string(),
        "situation": {
            "home": positions(report),
            "secured": household(report, "secured", &plan.secured),
            "income": household(report, "income", &plan.income),
            "living": household(report, "living", &plan.living),
            "capacity": household(report, "capacity", &plan.capacity),
            "overdue": household(report, "overdue", &plan.overdue),
            "owed": figure(report, "", "owed", &shown(&plan.owed)),
        },
        "notes": plan.notes.iter().map(|note| message(note, lang)).collect::<Vec<_>>(),
        "referrals": plan.referrals.iter().map(|referral| referral_json(referral, lang)).collect::<Vec<_>>(),
        "routes": plan.routes.iter().map(|route| route_json(report, route, lang)).collect::<Vec<_>>(),
        "missing": plan.missing.iter().map(|missing| json!({
            "fact": missing.fact.to_string(),
            "what": names::fact(missing.fact, house, lang),
            "decides": missing.decides,
            "refines": missing.refines,
        })).collect::<Vec<_>>(),
    })
}

fn shown<V: Show>(value: &Known<V>) -> Known<Shown> {
    value.as_ref().map(Show::show).map_err(Clone::clone)
}

fn household<V: Show>(report: &Report<'_>, name: &str, value: &Known<V>) -> Json {
    figure(report, "", name, &shown(value))
}

fn positions(report: &Report<'_>) -> Json {
    let Ok(positions) = &report.plan.positions else { return Json::Null };
    ["low", "likely", "high"]
        .into_iter()
        .zip(positions)
        .map(|(at, (home_value, position))| {
            let entry = json!({
                "value": home_value.0,
                "position": position.standing.word(),
                "equity": position.equity.0,
                "shortfall": position.shortfall.0,
            });
            (at.to_string(), entry)
        })
        .collect::<Map<String, Json>>()
        .into()
}

/// A figure: value, who stands behind it, how far that was compared; or the facts that are lacking.
fn figure(report: &Report<'_>, variant_id: &str, name: &str, known: &Known<Shown>) -> Json {
    let mut object = Map::new();
    match known {
        Ok(shown) => object.insert("value".into(), value(shown)),
        Err(lacking) => {
            object.insert("value".into(), Json::Null);
            object.insert("lacking".into(), facts(&lacking.0))
        }
    };
    if let (Ok(_), Some((mark, checked))) = (known, report.standing(variant_id, name)) {
        object.insert("mark".into(), mark.word().into());
        object.insert("checked".into(), checked.word().into());
    }
    object.into()
}

fn facts(list: &[FactName]) -> Json {
    list.iter().map(ToString::to_string).collect::<Vec<_>>().into()
}

fn message(message: &law::message::Message, lang: Lang) -> Json {
    json!({ "id": message.key, "text": sentence(message, lang) })
}

fn referral_json(referral: &plan::Referral, lang: Lang) -> Json {
    let values = referral.reason.values.iter();
    let mut object = json!({
        "id": referral.id,
        "name": catalogue::text(&format!("referral.{}", referral.id), lang),
        "verdict": referral.verdict.word(),
        "provisions": referral.provisions.iter().map(|provision| provision.id()).collect::<Vec<_>>(),
        "citation": referral.provisions.iter().map(|provision| citation(*provision, lang)).collect::<Vec<_>>(),
        "reason": sentence(&referral.reason, lang),
        "figures": values.map(|(name, shown)| ((*name).to_string(), value(shown))).collect::<Map<String, Json>>(),
    });
    match &referral.verdict {
        Verdict::Unknown(lacking) => object["lacking"] = facts(lacking),
        Verdict::LeftTo(whose) => object["left_to"] = whose.word().into(),
        Verdict::Met | Verdict::NotMet => {}
    }
    object
}

fn route_json(report: &Report<'_>, route: &Route, lang: Lang) -> Json {
    json!({
        "id": route.id(),
        "home": route.home.word(),
        "debts": route.debt.word(),
        "name": names::route(route, lang),
        "outcome": route.shown().outcome.word(),
        "shown": route.shown().name,
        "variants": route.variants.iter().map(|variant| variant_json(report, route, variant, lang)).collect::<Vec<_>>(),
    })
}

fn variant_json(report: &Report<'_>, route: &Route, variant: &Variant, lang: Lang) -> Json {
    let id = route.variant_id(variant);
    let figures: Map<String, Json> = variant
        .figures
        .list()
        .iter()
        .map(|(name, known)| ((*name).to_string(), figure(report, &id, name, known)))
        .chain(
            variant
                .details
                .iter()
                .map(|(name, shown)| ((*name).to_string(), figure(report, &id, name, &Ok(shown.clone())))),
        )
        .collect();
    let item = |item: &Item| -> Json {
        let claim = item.claim().and_then(|claim| report.house.claims.as_ref().map(|list| list[claim.0].id.clone()));
        json!({ "item": item.key(), "claim": claim })
    };
    let amounts = |list: &[(Item, law::Yen)]| -> Vec<Json> {
        list.iter()
            .map(|(of, amount)| {
                let mut entry = item(of);
                entry["amount"] = amount.0.into();
                entry
            })
            .collect()
    };
    let month = |month: &Month| {
        json!({
            "month": format!("{:04}-{:02}", month.first_day.year(), month.first_day.month()),
            "income": month.income.0,
            "living": month.living.0,
            "paid": amounts(&month.paid),
            "received": amounts(&month.received),
            "left": value(&month.left.show()),
            "running": value(&month.running.show()),
        })
    };
    json!({
        "id": id,
        "variant": variant.name,
        "outcome": variant.outcome.word(),
        "depends_on": variant.depends_on.iter().map(|whose| whose.word()).collect::<Vec<_>>(),
        "home_kept": variant.home_kept,
        "unwinding": variant.unwinding,
        "requirements": variant.requirements.iter().map(|requirement| requirement_json(requirement, lang)).collect::<Vec<_>>(),
        "figures": figures,
        "clause": crate::clause::json(report, variant),
        "cash_flow": variant.cash_flow.iter().map(month).collect::<Vec<_>>(),
        "horizon": variant.horizon.as_ref().map(|sums| json!({
            "months": variant.cash_flow.len(),
            "housing": sums.housing.0,
            "debts": sums.debts.0,
            "fees": sums.fees.0,
            "left": value(&sums.left.show()),
            "fails_in": sums.fails_in.map(|day| format!("{:04}-{:02}", day.year(), day.month())),
        })),
        "liable": liable(report, variant, lang),
        "record": variant.record.word(),
        "deadlines": variant.deadlines.iter().map(|(key, on)| json!({ "id": key, "on": on.to_string() })).collect::<Vec<_>>(),
        "risks": variant.risks.iter().map(|risk| message(risk, lang)).collect::<Vec<_>>(),
        "papers": variant.papers,
    })
}

fn liable(report: &Report<'_>, variant: &Variant, lang: Lang) -> Json {
    let id = |claim: case::ClaimId| report.house.claims.as_ref().map(|list| list[claim.0].id.clone());
    let faced = variant.faced.iter().map(|faced| {
        json!({
            "claim": id(faced.claim),
            "amount": faced.amount.map(|amount| amount.0),
            "left": faced.left.map(|left| left.0),
            "text": sentence(&faced.said, lang),
        })
    });
    let (state, claims, lacking) = match &variant.liable {
        Liable::Nobody => ("nobody", Vec::new(), Vec::new()),
        Liable::NotCalled => ("not-called", Vec::new(), Vec::new()),
        Liable::CalledOn(claims) => ("called-on", claims.iter().filter_map(|claim| id(*claim)).collect(), Vec::new()),
        Liable::Unknown(lacking) => ("unknown", Vec::new(), lacking.clone()),
    };
    json!({ "state": state, "claims": claims, "lacking": facts(&lacking), "faced": faced.collect::<Vec<_>>() })
}

fn requirement_json(requirement: &Requirement, lang: Lang) -> Json {
    let mut object = json!({
        "id": requirement.id,
        "verdict": requirement.verdict.word(),
        "provisions": requirement.provisions.iter().map(|provision| provision.id()).collect::<Vec<_>>(),
        "citation": requirement.provisions.iter().map(|provision| citation(*provision, lang)).collect::<Vec<_>>(),
        "claim": requirement.about(),
        "reason": sentence(&requirement.reason, lang),
        "opened_by": requirement.opened_by.as_ref().map(|message| sentence(message, lang)),
    });
    match &requirement.verdict {
        Verdict::Unknown(lacking) => object["lacking"] = facts(lacking),
        Verdict::LeftTo(whose) => object["left_to"] = whose.word().into(),
        Verdict::Met | Verdict::NotMet => {}
    }
    object
}

/// The JSON Schema of [`json`].
pub fn schema() -> Json {
    let text = json!({ "type": "string" });
    let texts = json!({ "type": "array", "items": { "type": "string" } });
    let flag = json!({ "type": "boolean" });
    let date = json!({ "type": "string", "format": "date" });
    let yen = json!({ "type": "integer", "description": "yen" });
    let some_yen = json!({ "type": ["integer", "null"], "description": "yen" });
    let outcome = json!({ "enum": ["open", "unknown", "closed"] });
    let object = |properties: Json, optional: &[&str]| {
        let required: Vec<String> = properties
            .as_object()
            .expect("properties are an object")
            .keys()
            .filter(|key| !optional.contains(&key.as_str()))
            .cloned()
            .collect();
        json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false })
    };
    let list = |items: Json| json!({ "type": "array", "items": items });
    let figure = object(
        json!({
            "value": { "type": ["integer", "string", "boolean", "null"], "description": "yen, months, a day, a word; null when unknown" },
            "mark": { "enum": ["law", "practice", "estimate"], "description": "the weakest of its inputs" },
            "checked": { "enum": ["verified", "secondary", "memory"], "description": "how far the weakest source was compared" },
            "lacking": texts,
        }),
        &["mark", "checked", "lacking"],
    );
    let message = object(json!({ "id": text, "text": text }), &[]);
    let amounts = list(object(json!({ "item": text, "claim": { "type": ["string", "null"] }, "amount": yen }), &[]));
    let position = object(
        json!({ "value": yen, "position": { "enum": ["overloan", "underloan", "even"] }, "equity": yen, "shortfall": yen }),
        &[],
    );
    let requirement = object(
        json!({
            "id": text,
            "verdict": { "enum": ["met", "not-met", "unknown", "left-to-judgement"] },
            "provisions": texts,
            "citation": texts,
            "claim": { "type": ["string", "null"], "description": "where several loans are asked the same: which" },
            "reason": text,
            "opened_by": { "type": ["string", "null"] },
            "lacking": texts,
            "left_to": text,
        }),
        &["lacking", "left_to"],
    );
    let referral = object(
        json!({
            "id": text,
            "name": text,
            "verdict": { "enum": ["met", "not-met", "unknown", "left-to-judgement"] },
            "provisions": texts,
            "citation": texts,
            "reason": text,
            "figures": { "type": "object", "additionalProperties": { "type": ["integer", "string", "boolean", "null"] } },
            "lacking": texts,
            "left_to": text,
        }),
        &["lacking", "left_to"],
    );
    let month = object(
        json!({
            "month": { "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}$" },
            "income": yen, "living": yen, "paid": amounts, "received": amounts, "left": yen, "running": yen,
        }),
        &[],
    );
    let clause_month = object(
        json!({
            "month": { "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}$" },
            "regular_principal": yen, "regular_interest": yen, "arrears_principal": yen, "arrears_interest": yen,
            "accrued": yen, "payment": yen, "balance": yen,
        }),
        &[],
    );
    let variant = object(
        json!({
            "id": text,
            "variant": text,
            "outcome": outcome,
            "depends_on": texts,
            "home_kept": flag,
            "unwinding": flag,
            "requirements": list(requirement),
            "figures": { "type": "object", "additionalProperties": figure.clone() },
            "clause": list(object(json!({
                "claim": { "type": ["string", "null"] },
                "plan_months": { "type": "integer" },
                "months": list(clause_month),
            }), &[])),
            "cash_flow": list(month),
            "horizon": { "anyOf": [{ "type": "null" }, object(json!({
                "months": { "type": "integer" }, "housing": yen, "debts": yen, "fees": yen, "left": yen,
                "fails_in": { "type": ["string", "null"] },
            }), &[])] },
            "liable": object(json!({
                "state": { "enum": ["nobody", "not-called", "called-on", "unknown"] }, "claims": texts, "lacking": texts,
                "faced": list(object(json!({
                    "claim": { "type": ["string", "null"] }, "amount": some_yen, "left": some_yen, "text": text,
                }), &[])),
            }), &[]),
            "record": { "enum": ["clean", "agencies", "gazette"] },
            "deadlines": list(object(json!({ "id": text, "on": date }), &[])),
            "risks": list(message.clone()),
            "papers": texts,
        }),
        &[],
    );
    let route = object(
        json!({
            "id": text, "home": text, "debts": text, "name": text, "outcome": outcome, "shown": text,
            "variants": list(variant),
        }),
        &[],
    );
    let missing = object(
        json!({
            "fact": text, "what": text,
            "decides": { "type": "integer", "description": "routes that hang on it" },
            "refines": { "type": "integer", "description": "routes whose figures it would settle" },
        }),
        &[],
    );
    let mut schema = object(
        json!({
            "shape": { "const": SHAPE },
            "engine": text,
            "as_of": date,
            "petition_on": date,
            "situation": object(json!({
                "home": { "anyOf": [{ "type": "null" }, object(json!({ "low": position, "likely": position, "high": position }), &[])] },
                "secured": figure, "income": figure, "living": figure, "capacity": figure, "overdue": figure, "owed": figure,
            }), &[]),
            "notes": list(message),
            "referrals": list(referral),
            "routes": list(route),
            "missing": list(missing),
        }),
        &[],
    );
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema".into();
    schema["title"] = "saiken plan".into();
    schema
}
