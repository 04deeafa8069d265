//! A derivation for programs.

use std::collections::BTreeMap;

use law::Provision;
use law::trace::{Derivation, Line, Origin, Shown};
use law::words::Word;
use serde_json::{Value as Json, json};

/// The steps behind a step, each once, the step itself first: `{"steps": [{"rule": …, "inputs": […]}, …]}`.
///
/// An input of `"from": "step"` names the place of its step in the list.
pub fn json(derivation: &Derivation, step: usize) -> Json {
    let mut order = vec![step];
    let mut places = BTreeMap::from([(step, 0)]);
    let mut next = 0;
    while let Some(&at) = order.get(next) {
        for line in &derivation.steps[at].lines {
            if let Origin::Step(inner) = line.origin {
                places.entry(inner).or_insert_with(|| {
                    order.push(inner);
                    order.len() - 1
                });
            }
        }
        next += 1;
    }
    let steps: Vec<Json> = order
        .iter()
        .map(|&at| {
            let step = &derivation.steps[at];
            let (mark, checked) = derivation.standing(at);
            json!({
                "rule": step.rule.id,
                "name": { "ja": step.rule.ja, "en": step.rule.en },
                "figure": step.figure,
                "provisions": step.rule.provisions.iter().copied().map(provision).collect::<Vec<_>>(),
                "mark": mark.word(),
                "checked": checked.word(),
                "value": value(&step.value),
                "inputs": step.lines.iter().map(|line| input(line, &places)).collect::<Vec<_>>(),
            })
        })
        .collect();
    json!({ "steps": steps })
}

fn provision(provision: Provision) -> Json {
    json!({ "id": provision.id(), "ja": provision.to_string(), "en": provision.en() })
}

fn input(line: &Line, places: &BTreeMap<usize, usize>) -> Json {
    let mut input = json!({ "name": line.name, "value": value(&line.value) });
    let more = match &line.origin {
        Origin::Given => json!({ "from": "given" }),
        Origin::Fact { path, rough } => json!({ "from": "fact", "path": path, "rough": rough }),
        Origin::Parameter(parameter, row) => {
            let row = &parameter.rows()[*row];
            json!({
                "from": "parameter",
                "mark": parameter.mark().word(),
                "since": row.from.to_string(),
                "until": row.until.map(|until| until.to_string()),
                "source": row.source,
                "compared_on": row.compared_on.to_string(),
                "checked": row.checked.word(),
            })
        }
        Origin::Step(step) => json!({ "from": "step", "step": places[step] }),
        Origin::Exception(looked_at) => json!({ "from": "exception", "provision": provision(*looked_at) }),
    };
    if let (Some(input), Json::Object(more)) = (input.as_object_mut(), more) {
        // An inner step has no name of its own and shows its value itself.
        if line.name.is_empty() {
            input.clear();
        }
        input.extend(more);
    }
    input
}

/// A value as the answers write it: amounts and counts as integers, rates, shares and days as texts.
pub fn value(value: &Shown) -> Json {
    match value {
        Shown::Yen(amount) => amount.0.into(),
        // Sums of amounts that were read fit in 64 bits; a larger one is told as text rather than cut.
        Shown::Balance(amount) => i64::try_from(amount.0).map_or_else(|_| amount.0.to_string().into(), Json::from),
        Shown::Rate(rate) => rate.to_string().into(),
        Shown::Share(share) => share.to_string().into(),
        Shown::Date(date) => date.to_string().into(),
        Shown::Count(count) => (*count).into(),
        Shown::Flag(flag) => (*flag).into(),
        Shown::Word(word) => (*word).into(),
        Shown::Words(words) => words.clone().into(),
        Shown::Text(text) => text.as_str().into(),
        Shown::Citation(provision) => provision.id().into(),
        Shown::Citations(provisions) => provisions.iter().map(|provision| provision.id()).collect::<Vec<_>>().into(),
        // The data's own spelling; programs know the entry by its id.
        Shown::Named(ja, _) => (*ja).into(),
        Shown::Nothing => Json::Null,
    }
}
