//! One rule of the registry: input, law, answer.

use law::message::Message;
use law::money::MAX_YEN;
use law::trace::{Derivation, NoTrace, Rule};
use law::{Cx, Date, NotInForce, Trace, message};
use read::{Node, Problem, Value, Wire, read_all};
use serde_json::{Value as Json, json};

/// Why there is no answer: the field that is wrong, and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The path of the field, `claims[0].amount`; empty when the text itself is broken.
    pub field: String,
    /// What is wrong.
    pub message: Message,
    /// What to do, if it can be said.
    pub hint: Option<Message>,
}

impl Refusal {
    /// A field that does not fit.
    pub fn new(field: impl Into<String>, message: Message) -> Refusal {
        Refusal { field: field.into(), message, hint: None }
    }
}

impl From<Problem> for Refusal {
    fn from(problem: Problem) -> Refusal {
        Refusal { field: problem.path, message: problem.message, hint: problem.hint }
    }
}

/// Refusals of the law for want of a parameter are laid at the door of `law_on`, unless the rule's own date decided.
impl From<NotInForce> for Refusal {
    fn from(error: NotInForce) -> Refusal {
        let message = match error.known_until {
            Some(until) if error.on > until => {
                message!("error.no-longer-known", parameter = error.parameter.to_string(), until = until, on = error.on)
            }
            _ => message!(
                "error.not-in-force",
                parameter = error.parameter.to_string(),
                from = error.known_from,
                on = error.on
            ),
        };
        Refusal::new("law_on", message)
    }
}

/// A rule of law with its input and its answer.
pub trait Callable {
    /// What it reads. The fields in the order of the contract, `law_on` last.
    type Input: Wire;
    /// What it answers.
    type Answer: Wire;
    /// The rule itself, with its citations and parameters.
    const RULE: &'static Rule;
    /// The fields of the rule's own deciding date; the first that is there decides.
    const DECIDED_BY: &'static [&'static str] = &[];

    /// The `law_on` of the input.
    fn law_on(input: &Self::Input) -> Option<Date>;

    /// Applies the rule under the law of the day `on`.
    fn call<T: Trace>(cx: &mut Cx<'_, T>, input: &Self::Input, on: Date) -> Result<Self::Answer, Refusal>;
}

/// A rule in the registry.
#[derive(Debug)]
pub struct Entry {
    rule: &'static Rule,
    input_schema: fn() -> Json,
    answer_schema: fn() -> Json,
    run: fn(&Node<'_>) -> Result<Json, Refusal>,
    why: fn(&Node<'_>) -> Result<(Json, Derivation), Refusal>,
}

impl Entry {
    /// The entry of a rule.
    pub const fn of<C: Callable>() -> Entry {
        Entry {
            rule: C::RULE,
            input_schema: C::Input::schema,
            answer_schema: C::Answer::schema,
            run: |node| apply::<C, NoTrace>(node, &mut NoTrace),
            why: |node| {
                let mut derivation = Derivation::default();
                let answer = apply::<C, Derivation>(node, &mut derivation)?;
                Ok((answer, derivation))
            },
        }
    }

    /// Its name, citations and parameters.
    pub const fn rule(&self) -> &'static Rule {
        self.rule
    }

    /// The JSON Schema of the input.
    pub fn input_schema(&self) -> Json {
        dialect((self.input_schema)())
    }

    /// The JSON Schema of the answer. What one input may be at most does not bound an answer: sums and interest go
    /// beyond it.
    pub fn answer_schema(&self) -> Json {
        let mut schema = (self.answer_schema)();
        lift_most_yen(&mut schema);
        dialect(schema)
    }

    /// The JSON Schema of the answer with its derivation beside it, as it is given when that is asked for.
    pub fn explained_schema(&self) -> Json {
        let mut schema = self.answer_schema();
        schema["properties"]["why"] =
            json!({ "type": "object", "description": "The derivation; only when it is asked for." });
        schema
    }

    /// The answer to an input.
    ///
    /// ```
    /// let rule = calc::find("civil-rehabilitation.minimum-repayment").unwrap();
    /// let input = read::parse_json(r#"{"tier_total": 6000000, "standard_claims": 6000000}"#).unwrap();
    /// assert_eq!(rule.run(&input).unwrap()["minimum"], 1_200_000);
    /// ```
    pub fn run(&self, input: &Node<'_>) -> Result<Json, Refusal> {
        (self.run)(input)
    }

    /// The answer with its derivation.
    pub fn why(&self, input: &Node<'_>) -> Result<(Json, Derivation), Refusal> {
        (self.why)(input)
    }
}

/// A schema that names the version of JSON Schema in which it is written.
fn dialect(mut schema: Json) -> Json {
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema".into();
    schema
}

fn lift_most_yen(schema: &mut Json) {
    match schema {
        Json::Object(members) => {
            if members.get("maximum").and_then(Json::as_u64) == Some(MAX_YEN.0) {
                members.remove("maximum");
            }
            members.values_mut().for_each(lift_most_yen);
        }
        Json::Array(items) => items.iter_mut().for_each(lift_most_yen),
        _ => {}
    }
}

fn apply<C: Callable, T: Trace>(node: &Node<'_>, trace: &mut T) -> Result<Json, Refusal> {
    let input: C::Input = read_all(node, true).map_err(|mut problems| {
        let first = Refusal::from(problems.swap_remove(0));
        uncovered_before::<C>(node, &first.field).unwrap_or(first)
    })?;
    let (field, on) = match (C::law_on(&input), own_day::<C>(node)) {
        (Some(day), _) => ("law_on", day),
        (None, Some(decided)) => decided,
        (None, None) => ("law_on", newest_comparison(C::RULE)),
    };
    covered::<C>(field, on)?;
    let answer = C::call(&mut Cx::new(trace), &input, on)?;
    Ok(answer.write())
}

/// A rule may look only at some of its parameters; a day that any of them does not cover is refused all the same.
fn covered<C: Callable>(field: &str, on: Date) -> Result<(), Refusal> {
    for parameter in C::RULE.parameters {
        parameter.covers(on).map_err(|error| Refusal { field: field.to_string(), ..error.into() })?;
    }
    Ok(())
}

/// The rule's own deciding day and its field.
fn own_day<C: Callable>(node: &Node<'_>) -> Option<(&'static str, Date)> {
    let (field, day) = C::DECIDED_BY.iter().find_map(|field| Some((*field, said(node, field)?)))?;
    Some((field, read_all(day, true).ok()?))
}

/// A field that is there; `null` is as if it were left out.
fn said<'n, 't>(node: &'n Node<'t>, field: &str) -> Option<&'n Node<'t>> {
    node.get(field).filter(|value| value.value != Value::Null)
}

/// Of several bad fields the first in the order of the input is named: a deciding day that the law does not cover, where
/// it stands before the field that cannot be read.
fn uncovered_before<C: Callable>(node: &Node<'_>, unreadable: &str) -> Option<Refusal> {
    if said(node, "law_on").is_some() {
        return None;
    }
    let (field, on) = own_day::<C>(node)?;
    let schema = C::Input::schema();
    let fields = schema["properties"].as_object()?;
    let place = |name: &str| fields.keys().position(|key| key == name).unwrap_or(usize::MAX);
    let unreadable = unreadable.split(['.', '[']).next().unwrap_or_default();
    if place(field) > place(unreadable) {
        return None;
    }
    covered::<C>(field, on).err()
}

/// The newest day on which a rule's parameters were compared with their sources.
fn newest_comparison(rule: &Rule) -> Date {
    rule.parameters.iter().map(|parameter| parameter.compared_on()).max().unwrap_or(law::calendar::LAST_DAY)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// One call: the answer, or the field that is refused.
    pub(crate) fn check(rule: &str, input: &str, expect: &str) {
        let entry = crate::find(rule).expect("the rule is registered");
        let expect: Json = serde_json::from_str(expect).unwrap();
        let answer = match read::parse_json(input).map_err(Refusal::from).and_then(|node| entry.run(&node)) {
            Ok(answer) => answer,
            Err(refusal) => json!({ "error": refusal.field }),
        };
        assert_eq!(answer, expect, "{rule} {input}");
    }
}
