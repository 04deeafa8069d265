//! A derivation for people: a tree, the figure at its root.

use std::collections::HashSet;
use std::fmt::Write as _;

use catalogue::layout::{columns, wrap};
use catalogue::{Lang, citation, citations, day, lookup, sentence, shown, word};
use law::message;
use law::params::{ALL, AnyParameter, Checked, Mark};
use law::trace::{Derivation, Line, Origin, Step};
use law::words::Word;

/// A line is never broken narrower than this, however deep it stands.
const NARROWEST: usize = 24;

/// The tree behind a step, in lines of at most `width` columns where the depth leaves room.
///
/// A step that is used again is told once; later lines name it. Parameters come with the day from which they hold,
/// their source, who sets them and how far they were compared.
pub fn text(derivation: &Derivation, step: usize, lang: Lang, width: usize) -> String {
    let mut tree = Tree { derivation, lang, width, told: HashSet::new(), out: String::new() };
    let name = tree.step_name(&derivation.steps[step]);
    tree.step(step, name, "", "");
    tree.out
}

struct Tree<'d> {
    derivation: &'d Derivation,
    lang: Lang,
    width: usize,
    told: HashSet<usize>,
    out: String,
}

impl Tree<'_> {
    /// A step with its inputs below it. `first` stands before its first line, `rest` before all that follow.
    fn step(&mut self, at: usize, name: String, first: &str, rest: &str) {
        let derivation = self.derivation;
        let step = &derivation.steps[at];
        let value = shown(&step.value, self.lang);
        if !self.told.insert(at) {
            let again = message!("explain.told-above", name = name, value = value);
            return self.entry(&sentence(&again, self.lang), first, rest);
        }
        let mut entry = format!("{name} = {value}");
        if !step.rule.provisions.is_empty() {
            write!(entry, " ← {}", citations(step.rule.provisions, self.lang)).expect("writing to a string");
        }
        let (mark, checked) = derivation.standing(at);
        let notes = [(mark != Mark::Law).then(|| self.mark(mark)), self.checked(checked)];
        self.with_notes(entry, notes.into_iter().flatten().collect(), first, rest);

        let mut seen = HashSet::new();
        let lines: Vec<&Line> = step
            .lines
            .iter()
            // A parameter that a loop reads again and again is one line.
            .filter(|line| !matches!(line.origin, Origin::Parameter(_, row) if !seen.insert((line.name, row))))
            .collect();
        for (place, line) in lines.iter().enumerate() {
            let last = place + 1 == lines.len();
            let first = format!("{rest}{}", if last { "└─ " } else { "├─ " });
            let rest = format!("{rest}{}", if last { "   " } else { "│  " });
            self.line(line, &first, &rest);
        }
    }

    fn line(&mut self, line: &Line, first: &str, rest: &str) {
        let lang = self.lang;
        let label = label(line.name, lang);
        let value = shown(&line.value, lang);
        match &line.origin {
            Origin::Given => self.entry(&format!("{label} = {value}"), first, rest),
            Origin::Fact { path, rough } => {
                let mut notes = vec![path.clone()];
                notes.extend(rough.then(|| self.word("explain.rough")));
                self.with_notes(format!("{label} = {value}"), notes, first, rest);
            }
            Origin::Parameter(parameter, row) => self.parameter(*parameter, *row, first, rest),
            Origin::Step(inner) => {
                let name = if line.name.is_empty() { self.step_name(&self.derivation.steps[*inner]) } else { label };
                self.step(*inner, name, first, rest);
            }
            Origin::Exception(provision) => {
                let looked_at = message!(
                    "explain.exception",
                    name = label,
                    provision = citation(*provision, lang),
                    applies = line.value.clone()
                );
                self.entry(&sentence(&looked_at, lang), first, rest);
            }
        }
    }

    fn parameter(&mut self, parameter: &dyn AnyParameter, row: usize, first: &str, rest: &str) {
        let row = &parameter.rows()[row];
        let (ja, en) = parameter.names();
        let name = match self.lang {
            Lang::Ja => ja,
            Lang::En => en,
        };
        let since = message!("explain.since", from = row.from);
        let mut notes = vec![self.mark(parameter.mark()), sentence(&since, self.lang), row.source.to_string()];
        notes.extend(row.until.map(|until| {
            let until = message!("explain.until", until = day(until, self.lang));
            sentence(&until, self.lang)
        }));
        notes.extend(self.checked(row.checked));
        self.with_notes(format!("{name} = {}", shown(&row.value, self.lang)), notes, first, rest);
    }

    fn with_notes(&mut self, entry: String, notes: Vec<String>, first: &str, rest: &str) {
        if notes.is_empty() {
            return self.entry(&entry, first, rest);
        }
        let entry = match self.lang {
            Lang::Ja => format!("{entry} 〔{}〕", notes.join("、")),
            Lang::En => format!("{entry} [{}]", notes.join("; ")),
        };
        self.entry(&entry, first, rest);
    }

    fn entry(&mut self, entry: &str, first: &str, rest: &str) {
        let width = self.width.saturating_sub(columns(rest)).max(NARROWEST);
        // Lines that continue an entry stand a little deeper than the entries below it.
        for (place, line) in wrap(entry, width - 2).iter().enumerate() {
            let before = if place == 0 { first.to_string() } else { format!("{rest}  ") };
            self.out.push_str(&before);
            self.out.push_str(line);
            self.out.push('\n');
        }
    }

    /// The name of a figure where the catalogue has one, else that of the rule.
    fn step_name(&self, step: &Step) -> String {
        let figure = step.figure.as_deref().map(|full| full.rsplit('.').next().unwrap_or(full));
        let named = figure.and_then(|figure| lookup(&format!("figure.{figure}"), self.lang));
        named
            .unwrap_or(match self.lang {
                Lang::Ja => step.rule.ja,
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
            Lang::Ja => ja,
            Lang::En => en,
        })
    };
    lookup(&format!("label.{name}"), lang).or_else(parameter).unwrap_or(name).to_string()
}
