//! `/readings`: where the law or a court's habit can be taken in more than one way, every way with its ground; another one
//! taken, and every route beside what it is otherwise. Nothing is stored by choosing.
//!
//! Names and words are those of `saiken plan --assume list`.

use axum::Router;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use case::Household;
use catalogue::{Lang, sentence, text};
use law::trace::{NoTrace, Shown};
use law::{Cx, message};
use maud::{Markup, html};
use plan::{Plan, Practice, Route, Switch, Variant};
use report::names;

use crate::opened::Opened;
use crate::parts::form::{Pairs, Sent};
use crate::parts::{moved, values};
use crate::visit::Visit;
use crate::{App, page};

pub(super) fn routes() -> Router<App> {
    Router::new().route("/readings", get(ask).post(answer))
}

/// A switch and the word that is taken instead of its usual one.
type Taken = (&'static Switch, &'static str);

async fn ask(visit: Visit, opened: Opened) -> Response {
    match opened.house() {
        Ok(house) => show(&visit, house, &[]),
        Err(elsewhere) => elsewhere,
    }
}

async fn answer(visit: Visit, opened: Opened, sent: Sent) -> Response {
    let pairs = match Pairs::of(&visit, sent) {
        Ok(pairs) => pairs,
        Err(refusal) => return refusal,
    };
    match (opened.house(), taken(&pairs)) {
        (Err(elsewhere), _) => elsewhere,
        (Ok(_), None) => page::refusal(&visit, StatusCode::BAD_REQUEST, "web.problem.body"),
        (Ok(house), Some(taken)) => show(&visit, house, &taken),
    }
}

/// What a form takes otherwise than usual; `None` when it says a word that no switch has.
fn taken(pairs: &Pairs) -> Option<Vec<Taken>> {
    let mut taken = Vec::new();
    for switch in Practice::SWITCHES {
        let Some(sent) = pairs.first(switch.name) else { continue };
        let word = switch.words().into_iter().find(|word| *word == sent)?;
        if word != switch.default() {
            taken.push((switch, word));
        }
    }
    Some(taken)
}

fn plan_of(house: &Household, taken: &[Taken]) -> Plan {
    let mut practice = Practice::default();
    for (switch, word) in taken {
        let known = practice.assume(switch.name, word);
        debug_assert!(known.is_ok(), "{} takes {word}", switch.name);
    }
    plan::evaluate(&mut Cx::new(&mut NoTrace), house, &practice, 0)
}

/// How many routes come out otherwise, in any of their forms.
fn moving(before: &Plan, after: &Plan) -> usize {
    let all = |route: &Route| {
        let forms = route.variants.iter();
        forms.map(|form| (form.name, form.outcome, form.figures.list(), form.details.clone())).collect::<Vec<_>>()
    };
    before.routes.iter().zip(&after.routes).filter(|(before, after)| all(before) != all(after)).count()
}

fn show(visit: &Visit, house: &Household, taken: &[Taken]) -> Response {
    let t = |key| visit.t(key);
    let usual = plan_of(house, &[]);
    let body = html! {
        p.back { a href="/result" { (t("web.route.back")) } }
        h1 { (t("readings.title")) }
        p.lead { (t("readings.lead")) }
        @if !taken.is_empty() { (outcome(visit, house, &usual, taken)) }
        form.asking method="post" action="/readings" {
            @for switch in Practice::SWITCHES { (field(visit, house, &usual, switch, taken)) }
            p.ways {
                button type="submit" { (t("readings.button")) }
                a href="/readings" { (t("readings.reset")) }
            }
        }
        p.quiet { (t("readings.habits")) }
    };
    page::show(visit, t("readings.title"), body)
}

/// Every route under the readings that are taken, beside what it is under the usual ones.
fn outcome(visit: &Visit, house: &Household, usual: &Plan, taken: &[Taken]) -> Markup {
    let after = plan_of(house, taken);
    html! {
        section.taken aria-labelledby="taken" {
            h2 id="taken" { (visit.t("readings.taken")) }
            ul { @for (switch, word) in taken { li {
                (switch_text(visit, switch)) "：" strong { (word_text(visit, switch, word)) }
            } } }
            p.sum { (moved::sum(visit, usual, &after)) }
            div id="moved" { (moved::table(visit, usual, &after)) }
            (figures(visit, usual, &after))
            p.quiet { (visit.t("readings.pages")) }
            p.quiet { (visit.t("readings.terminal")) " " code { "saiken plan CASE.toml" @for (switch, word) in taken { " --assume " (switch.name) "=" (word) } } }
        }
    }
}

/// Every figure that comes out otherwise, in every form of a route: the table shows the chief ones of one form alone.
fn figures(visit: &Visit, usual: &Plan, after: &Plan) -> Markup {
    let lang = visit.lang;
    let routes = usual.routes.iter().zip(&after.routes);
    let forms = routes.flat_map(|(was, is)| was.variants.iter().zip(&is.variants).map(move |forms| (is, forms)));
    let moved: Vec<_> = forms.map(|(route, (was, is))| (route, is, moved_figures(was, is, lang))).collect();
    html! {
        details.table {
            summary { (visit.t("readings.figures")) }
            dl.list {
                @for (route, form, figures) in moved.iter().filter(|(_, _, figures)| !figures.is_empty()) {
                    @let name = names::variant(form, lang);
                    dt { (names::short(route, lang)) @if !name.is_empty() { span.form { (name) } } }
                    @for figure in figures { dd { (figure) } }
                }
            }
        }
    }
}

/// The figures of a form that differ, each with what it was.
fn moved_figures(was: &Variant, is: &Variant, lang: Lang) -> Vec<String> {
    let all = |form: &Variant| -> Vec<(&'static str, Option<Shown>)> {
        let figures = form.figures.list().into_iter().map(|(name, value)| (name, value.ok()));
        figures.chain(form.details.iter().map(|(name, value)| (*name, Some(value.clone())))).collect()
    };
    let (old, new) = (all(was), all(is));
    let of = |list: &[(&'static str, Option<Shown>)], name: &str| {
        let value = list.iter().find(|(found, _)| *found == name).and_then(|(_, value)| value.clone());
        value.map_or_else(|| text("screen.unknown", lang).to_string(), |value| values::figure(name, &value, lang))
    };
    let mut moved = Vec::new();
    for (name, value) in &new {
        let before = old.iter().find(|(found, _)| found == name).map(|(_, value)| value);
        if before != Some(value) {
            moved.push(format!("{}：{} → {}", text(&format!("figure.{name}"), lang), of(&old, name), of(&new, name)));
        }
    }
    moved
}

/// A switch: what is open, and each way to take it with its ground and what it changes here.
fn field(visit: &Visit, house: &Household, usual: &Plan, switch: &'static Switch, taken: &[Taken]) -> Markup {
    let now = taken.iter().find(|(other, _)| other.name == switch.name).map_or(switch.default(), |(_, word)| *word);
    html! {
        fieldset.field.reading id=(switch.name) {
            legend { (switch_text(visit, switch)) }
            p.help { code { (switch.name) } }
            div.options {
                @for word in switch.words() {
                    label.option {
                        input type="radio" name=(switch.name) value=(word) checked[word == now];
                        span {
                            (word_text(visit, switch, word))
                            span.form { code { (word) } " " (effect(visit, house, usual, (switch, word))) }
                        }
                    }
                }
            }
        }
    }
}

/// What a word by itself would change for this household.
fn effect(visit: &Visit, house: &Household, usual: &Plan, one: Taken) -> String {
    if one.1 == one.0.default() {
        return visit.t("readings.usual").to_string();
    }
    match moving(usual, &plan_of(house, &[one])) {
        0 => visit.t("readings.changes-nothing").to_string(),
        count => sentence(&message!("readings.changes", count = count), visit.lang),
    }
}

fn switch_text(visit: &Visit, switch: &Switch) -> String {
    text(&format!("switch.{}", switch.name), visit.lang).to_string()
}

fn word_text(visit: &Visit, switch: &Switch, word: &str) -> String {
    text(&format!("switch.{}.{word}", switch.name), visit.lang).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::example::household;

    #[test]
    fn a_form_says_words_of_the_switches_and_nothing_else() {
        let read = |pairs: &[(&str, &str)]| {
            let pairs: Vec<_> = pairs.iter().map(|(name, word)| ((*name).to_string(), (*word).to_string())).collect();
            let taken = taken(&Pairs::from(pairs))?;
            Some(taken.into_iter().map(|(switch, word)| (switch.name, word)).collect::<Vec<_>>())
        };
        assert_eq!(read(&[]), Some(Vec::new()));
        assert_eq!(
            read(&[("age-mode", "whole-years"), ("more", "x")]),
            Some(Vec::new()),
            "the usual word takes nothing"
        );
        assert_eq!(read(&[("age-mode", "birthday")]), Some(vec![("age-mode", "birthday")]));
        assert_eq!(read(&[("age-mode", "perhaps")]), None);
    }

    /// A choice that changes something says so, one that cannot says that too: yamada is no pair and owes no fees.
    #[test]
    fn what_a_reading_changes_is_counted_for_the_household() {
        let house = household("yamada");
        let usual = plan_of(&house, &[]);
        let count = |name: &str, word: &'static str| {
            let switch = Practice::SWITCHES.iter().find(|switch| switch.name == name).unwrap();
            moving(&usual, &plan_of(&house, &[(switch, word)]))
        };
        assert_eq!((count("pair-loan", "together-only"), count("fee-arrears", "instalments")), (0, 0));
        assert!(count("filing", "petition-first") > 0 && count("commissioner", "not-appointed") > 0);
    }
}
