//! What to do next on a route, in order: dates, facts that are missing, what would open it, whom to ask, papers.

use catalogue::{day, sentence, text, word};
use law::message;
use law::verdict::{Outcome, Verdict};
use law::words::Word;
use ledger::deadlines::Deadline;
use maud::{Markup, html};
use plan::{Route, Variant};
use report::{Report, names};

use crate::parts::timeline;
use crate::visit::Visit;

/// So many missing facts are named; the page of requirements has them all.
const MOST_FACTS: usize = 4;

/// The steps of a variant.
pub(crate) fn steps(
    visit: &Visit,
    report: &Report<'_>,
    deadlines: &[Deadline],
    route: &Route,
    variant: &Variant,
) -> Markup {
    let lang = visit.lang;
    let mut list: Vec<String> = Vec::new();
    let ahead = deadlines.iter().filter(|due| timeline::closes(due, route) && due.rolled >= report.house.as_of);
    if let Some(due) = ahead.min_by_key(|due| due.last_safe) {
        let what = report::deadlines::title(due, lang);
        list.push(sentence(&message!("step.date", day = day(due.last_safe, lang), what = what), lang));
    }
    let mut facts: Vec<String> = Vec::new();
    for requirement in &variant.requirements {
        match &requirement.verdict {
            Verdict::Unknown(lacking) => {
                facts.extend(lacking.iter().map(|fact| names::fact(*fact, report.house, lang)));
            }
            Verdict::NotMet => list.extend(requirement.opened_by.as_ref().map(|opens| sentence(opens, lang))),
            Verdict::Met | Verdict::LeftTo(_) => {}
        }
    }
    facts.dedup();
    if !facts.is_empty() {
        let some = facts.iter().take(MOST_FACTS).cloned().collect::<Vec<_>>().join(visit.t("web.and"));
        list.push(sentence(&message!("step.facts", facts = some, count = facts.len()), lang));
    }
    list.push(text(&format!("step.home.{}", route.home.word()), lang).to_string());
    let of_debts = text(&format!("step.debt.{}", route.debt.word()), lang).to_string();
    if !of_debts.is_empty() {
        list.push(of_debts);
    }
    for whose in &variant.depends_on {
        let about = variant.requirements.iter().filter(|found| found.verdict == Verdict::LeftTo(*whose));
        let about: Vec<String> =
            about.map(|found| text(&format!("requirement.{}", found.id), lang).to_string()).collect();
        let (whose, what) = (word(whose.word(), lang), about.join(visit.t("web.and")));
        list.push(sentence(&message!("step.judgement", whose = whose, what = what), lang));
    }
    if !variant.papers.is_empty() {
        list.push(sentence(&message!("step.papers", count = variant.papers.len()), lang));
    }
    let title = if variant.outcome == Outcome::Closed { "step.title-closed" } else { "step.title" };
    html! {
        section.steps {
            h2 { (visit.t(title)) }
            ol { @for step in &list { li { (step) } } }
        }
    }
}
