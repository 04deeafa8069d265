//! A derivation for people: a tree of sentences, the figure at its root.

use std::collections::HashSet;
use std::fmt::Write as _;

use catalogue::{Lang, citation, citations, day, lookup, sentence, shown, word};
use law::message;
use law::params::{ALL, AnyParameter, Checked, Mark};
use law::trace::{Derivation, Line, Origin, Step};
use law::words::Word;

/// A sentence of a derivation with what it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Branch {
    /// The figure or input: name, value, article, source.
    pub text: String,
    /// What went into it, in the order in which it was used.
    pub below: Vec<Branch>,
}

/// The tree behind a step, for pages that lay it out themselves; [`text`](crate::text) prints it.
///
/// `standings` are the derivation's own: who asks for many figures works them out once.
pub fn tree(derivation: &Derivation, standings: &[(Mark, Checked)], step: usize, lang: Lang) -> Branch {
    Tree { derivation, standings, lang, told: HashSet::new() }.root(step)
}

struct Tree<'d> {
    derivation: &'d Derivation,
    standings: &'d [(Mark, Checked)],
    lang: Lang,
    told: HashSet<usize>,
}

impl Tree<'_> {
    fn root(&mut self, step: usize) -> Branch {
        let name = self.step_name(&self.derivation.steps[step]);
        self.step(step, name)
    }

    fn step(&mut self, at: usize, name: String) -> Branch {
        let derivation = self.derivation;
        let step = &derivation.steps[at];
        let value = shown(&step.value, self.lang);
        if !self.told.insert(at) {
            let again = message!("explain.told-above", name = name, value = value);
            return leaf(sentence(&again, self.lang));
        }
        let mut entry = format!("{name} = {value}");
        if !step.rule.provisions.is_empty() {
            write!(entry, " ← {}", citations(step.rule.provisions, self.lang)).expect("writing to a string");
        }
        let (mark, checked) = self.standings[at];
        let notes = [(mark != Mark::Law).then(|| self.mark(mark)), self.checked(checked)];
        let text = self.with_notes(entry, notes.into_iter().flatten().collect());
        let mut seen = HashSet::new();
        let below = step
            .lines
            .iter()
            // A parameter that a loop reads again and again is one line.
            .filter(|line| !matches!(line.origin, Origin::Parameter(_, row) if !seen.insert((line.name, row))))
            .map(|line| self.line(line))
            .collect();
        Branch { text, below }
    }

    fn line(&mut self, line: &Line) -> Branch {
        let lang = self.lang;
        let label = label(line.name, lang);
        let value = shown(&line.value, lang);
        match &line.origin {
            Origin::Given => leaf(format!("{label} = {value}")),
            Origin::Fact { path, rough } => {
                let mut notes = vec![path.clone()];
                notes.extend(rough.then(|| self.word("explain.rough")));
                leaf(self.with_notes(format!("{label} = {value}"), notes))
            }
            Origin::Parameter(parameter, row) => self.parameter(*parameter, *row),
            Origin::Step(inner) => {
                let name = if line.name.is_empty() { self.step_name(&self.derivation.steps[*inner]) } else { label };
                self.step(*inner, name)
            }
            Origin::Exception(provision) => {
                let looked_at = message!(
                    "explain.exception",
                    name = label,
                    provision = citation(*provision, lang),
                    applies = line.value.clone()
                );
                leaf(sentence(&looked_at, lang))
            }
        }
    }

    fn parameter(&self, parameter: &dyn AnyParameter, row: usize) -> Branch {
        let row = &parameter.rows()[row];
        let (ja, en) = parameter.names();
        let name = match self.lang {
            Lang::Ja | Lang::Easy => ja,
            Lang::En => en,
        };
        let since = message!("explain.since", from = row.from);
        let mut notes = vec![self.mark(parameter.mark()), sentence(&since, self.lang), row.source.to_string()];
        notes.extend(row.until.map(|until| {
            let until = message!("explain.until", until = day(until, self.lang));
            sentence(&until, self.lang)
        }));
        notes.extend(self.checked(row.checked));
        leaf(self.with_notes(format!("{name} = {}", shown(&row.value, self.lang)), notes))
    }

    fn with_notes(&self, entry: String, notes: Vec<String>) -> String {
        if notes.is_empty() {
            return entry;
        }
        match self.lang {
            Lang::Ja | Lang::Easy => format!("{entry} 〔{}〕", notes.join("、")),
            Lang::En => format!("{entry} [{}]", notes.join("; ")),
        }
    }

    /// The name of a figure where the catalogue has one, else that of the rule.
    fn step_name(&self, step: &Step) -> String {
        let figure = step.figure.as_deref().map(|full| full.rsplit('.').next().unwrap_or(full));
        let named = figure.and_then(|figure| lookup(&format!("figure.{figure}"), self.lang));
        named
            .unwrap_or(match self.lang {
                Lang::Ja | Lang::Easy => step.rule.ja,
                Lang::En => step.rule.en,
            })
            .to_string()
    }

    fn word(&self, key: &str) -> String {
        catalogue::text(key, self.lang).to_string()
    }

    fn mark(&self, mark: Mark) -> String {
        word(&format!("mark-{}", mark.word()), self.lang)
    }

    /// Said only where the comparison fell short of the official text.
    fn checked(&self, checked: Checked) -> Option<String> {
        (checked != Checked::Verified).then(|| word(&format!("checked-{}", checked.word()), self.lang))
    }
}

/// The label of an input; a habit of practice that the user replaced goes by the name of its parameter. The bare name
/// where neither is found (a test keeps that from happening).
fn label(name: &str, lang: Lang) -> String {
    let parameter = || {
        let (ja, en) = ALL.iter().find(|parameter| parameter.id() == name)?.names();
        Some(match lang {
            Lang::Ja | Lang::Easy => ja,
            Lang::En => en,
        })
    };
    lookup(&format!("label.{name}"), lang).or_else(parameter).unwrap_or(name).to_string()
}

fn leaf(text: String) -> Branch {
    Branch { text, below: Vec::new() }
}
