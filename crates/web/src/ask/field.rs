//! A field as a page asks it: the question, why it is asked, on which paper to look, its box, and what is known of it.

use case::{Draft, Mark, Reading};
use catalogue::{Lang, text};
use law::Yen;
use maud::{Markup, html};
use read::Moment;
use serde_json::Value as Json;

use super::answer::{self, NONE, UNKNOWN};
use super::kind::{self, Field, Kind};
use super::words;
use crate::parts::echo;
use crate::parts::form::Pairs;
use crate::visit::Visit;

/// More words than these stand in a list that opens.
const MOST_BUTTONS: usize = 8;

/// Eras that a reader may choose; the first means the Western year.
const ERAS: [&str; 5] = ["", "令和", "平成", "昭和", "大正"];

/// What a page knows when it asks.
pub(crate) struct Asked<'p> {
    /// Who reads it.
    pub(crate) visit: &'p Visit,
    /// The case as it is.
    pub(crate) draft: &'p Draft,
    /// What the engine makes of it.
    pub(crate) reading: &'p Reading,
    /// What was just sent, to be written back where it is wrong.
    pub(crate) sent: Option<&'p Pairs>,
    /// What is wrong, by path.
    pub(crate) wrong: &'p [(String, String)],
}

/// The id of a field in a page.
pub(crate) fn id(path: &str) -> String {
    path.replace(['[', '.', '~', '='], "-").replace(']', "")
}

/// The id of what takes the focus for a field: its box, or the first of several.
fn box_id(path: &str) -> String {
    match kind::at(path).map(|field| field.kind) {
        Some(Kind::Day | Kind::Past) => format!("{}-y", id(path)),
        Some(Kind::Choices(_) | Kind::RefersToSome(_)) => format!("{}-first", id(path)),
        _ => id(path),
    }
}

impl Asked<'_> {
    fn lang(&self) -> Lang {
        self.visit.lang
    }

    fn wrong(&self, path: &str) -> Option<&str> {
        self.wrong.iter().find(|(of, _)| of == path).map(|(_, wrong)| wrong.as_str())
    }

    /// What does not fit the rest of the case, although it can be read.
    fn doubt(&self, path: &str) -> Option<String> {
        let found = self.reading.problems.iter().find(|problem| problem.path == path && problem.code != "missing")?;
        Some(answer::said(found, self.lang()))
    }

    /// What stands in a box: what was sent when it was wrong, else what is stored.
    fn text(&self, path: &str, name: &str, stored: impl FnOnce() -> String) -> String {
        match (self.wrong(path), self.sent) {
            (Some(_), Some(sent)) => sent.first(name).unwrap_or_default().to_string(),
            _ => stored(),
        }
    }

    /// The mistakes for the summary at the top, each with the id of its field.
    pub(crate) fn mistakes(&self) -> Vec<(String, String)> {
        self.wrong.iter().map(|(path, wrong)| (box_id(path), wrong.clone())).collect()
    }

    /// The field at a path with everything around it.
    pub(crate) fn field(&self, path: &str) -> Markup {
        let Some(field) = kind::at(path) else { return html! {} };
        match field.kind {
            Kind::Table => {
                html! { @for inner in kind::fields(path) { (self.field(&format!("{path}.{}", inner.key))) } }
            }
            Kind::List => html! {},
            Kind::Flag | Kind::Choice(_) | Kind::Choices(_) | Kind::Refers(_) | Kind::RefersToSome(_) => {
                self.options(path, field)
            }
            Kind::Day | Kind::Past => self.day(path, field),
            _ => self.box_of(path, field),
        }
    }

    /// Help, mistakes and doubts, with the ids by which a box refers to them.
    fn around(&self, path: &str) -> (Markup, String) {
        let id = id(path);
        let help = words::beside(path, "help", self.lang());
        let (wrong, doubt) = (self.wrong(path), self.doubt(path));
        let mut described = Vec::new();
        for (name, there) in [("help", help.is_some()), ("wrong", wrong.is_some()), ("doubt", doubt.is_some())] {
            if there {
                described.push(format!("{id}-{name}"));
            }
        }
        let markup = html! {
            @if let Some(help) = help { p.help id={ (id) "-help" } { (help) } }
            @if let Some(wrong) = wrong { p.wrong id={ (id) "-wrong" } { (wrong) } }
            @if let Some(doubt) = doubt { p.doubt id={ (id) "-doubt" } { (doubt) } }
        };
        (markup, described.join(" "))
    }

    /// Why it is asked and where it stands.
    fn why(&self, path: &str) -> Markup {
        let lang = self.lang();
        let (why, paper) = (words::beside(path, "why", lang), words::beside(path, "paper", lang));
        html! {
            @if why.is_some() || paper.is_some() {
                details.asked {
                    summary { (text("ask.why-asked", lang)) span.hidden { " " (words::label(path, lang)) } }
                    @if let Some(why) = why { p { (why) } }
                    @if let Some(paper) = paper { p { strong { (text("ask.paper", lang)) } " " (paper) } }
                }
            }
        }
    }

    fn unknown(&self, path: &str, field: Field) -> Markup {
        let name = format!("{path}~unknown");
        let ticked = self.draft.mark_of(path) == Some(Mark::Unknown);
        html! {
            @if !field.needed && field.kind != Kind::Name {
                label.tick {
                    input type="checkbox" name=(name) value="1" checked[ticked];
                    span { (text("ask.mark.unknown", self.lang())) }
                }
            }
        }
    }

    /// One box to write into.
    fn box_of(&self, path: &str, field: Field) -> Markup {
        let lang = self.lang();
        let id = id(path);
        let stored = self.draft.get(path);
        let shown = self.text(path, path, || answer::in_box(path, field.kind, stored, lang));
        let (around, described) = self.around(path);
        let is_number = matches!(field.kind, Kind::Amount | Kind::Yen | Kind::Rate | Kind::Whole | Kind::Share);
        html! {
            div.field {
                label for=(id) { (words::label(path, lang)) }
                (around)
                input.wide[!is_number] id=(id) name=(path) type="text" autocomplete="off" maxlength="200" value=(shown)
                    inputmode=[is_number.then_some("decimal")]
                    aria-describedby=[(!described.is_empty()).then_some(described)]
                    aria-invalid=[self.wrong(path).map(|_| "true")];
                @if matches!(field.kind, Kind::Amount | Kind::Yen) {
                    (echo::beside(&id, answer::unit(path), yen_of(stored), lang))
                }
                div.ticks {
                    @if field.kind == Kind::Amount { (self.rough(path, stored)) }
                    (self.unknown(path, field))
                }
                (self.why(path))
            }
        }
    }

    /// 「だいたい」, and between what an amount may lie.
    fn rough(&self, path: &str, stored: Option<&Json>) -> Markup {
        let lang = self.lang();
        let is_rough = stored.is_some_and(Json::is_object);
        let ends = ["low", "high"].map(|end| {
            let name = format!("{path}~{end}");
            (end, self.text(path, &name, || answer::end_in_box(stored, end, lang)), name)
        });
        html! {
            label.tick {
                input type="checkbox" name={ (path) "~rough" } value="1" checked[is_rough];
                span { (text("ask.rough", lang)) }
            }
            @let open = ends.iter().any(|(_, shown, _)| !shown.is_empty());
            details.ends open[open] {
                summary { (text("ask.ends", lang)) span.hidden { " " (words::label(path, lang)) } }
                @for (end, shown, name) in &ends {
                    label for=(id(name)) { (text(&format!("ask.end.{end}"), lang)) }
                    input id=(id(name)) name=(name) type="text" inputmode="decimal" autocomplete="off" maxlength="40" value=(shown);
                }
            }
        }
    }

    /// Buttons of which one, or some, can be chosen; many words in a list that opens.
    fn options(&self, path: &str, field: Field) -> Markup {
        let lang = self.lang();
        let stored = self.draft.get(path);
        let several = matches!(field.kind, Kind::Choices(_) | Kind::RefersToSome(_));
        let own = |word: &str| words::choice(path, word, lang);
        let mut options: Vec<(String, String)> = match field.kind {
            Kind::Flag => ["true", "false"]
                .into_iter()
                .zip(["yes", "no"])
                .map(|(value, word)| (value.to_string(), own(word)))
                .collect(),
            Kind::Choice(of) | Kind::Choices(of) => kind::words(of).map(|word| (word.to_string(), own(word))).collect(),
            Kind::Refers(list) | Kind::RefersToSome(list) => {
                answer::ids(self.draft, list).map(|id| (id.to_string(), id.to_string())).collect()
            }
            _ => Vec::new(),
        };
        let long = !several && options.len() > MOST_BUTTONS;
        if several {
            options.push((NONE.to_string(), text("ask.none-of-these", lang).to_string()));
        }
        if !field.needed {
            options.push((UNKNOWN.to_string(), text("ask.mark.unknown", lang).to_string()));
        }
        let unknown = self.draft.mark_of(path) == Some(Mark::Unknown);
        let chosen = |value: &str| match stored {
            None => unknown && value == UNKNOWN,
            Some(Json::Bool(flag)) => value == flag.to_string(),
            Some(Json::String(word)) => value == word,
            Some(Json::Array(words)) if words.is_empty() => value == NONE,
            Some(Json::Array(words)) => words.iter().any(|word| word == value),
            Some(_) => false,
        };
        let (around, described) = self.around(path);
        let described = (!described.is_empty()).then_some(described);
        let id = id(path);
        let label = words::label(path, lang);
        html! {
            @if long {
                div.field {
                    label for=(id) { (label) }
                    (around)
                    select id=(id) name=(path) aria-describedby=[described] aria-invalid=[self.wrong(path).map(|_| "true")] {
                        option value="" { (text("ask.choose", lang)) }
                        @for (value, name) in &options { option value=(value) selected[chosen(value)] { (name) } }
                    }
                    (self.why(path))
                }
            } @else {
                fieldset.field id=(id) aria-describedby=[described] {
                    legend { (label) }
                    (around)
                    div.options {
                        @for (place, (value, name)) in options.iter().enumerate() {
                            label.option {
                                input type=(if several { "checkbox" } else { "radio" }) name=(path) value=(value) checked[chosen(value)]
                                    id=[(place == 0).then(|| format!("{id}-first"))];
                                span { (name) }
                            }
                        }
                    }
                    (self.why(path))
                }
            }
        }
    }

    /// Era, year, month, day; the Western year is the first of the eras.
    fn day(&self, path: &str, field: Field) -> Markup {
        let lang = self.lang();
        let stored = self.draft.get(path).and_then(Json::as_str);
        let (year, month, day) = stored.map(parts_of).unwrap_or_default();
        let (around, described) = self.around(path);
        let described = (!described.is_empty()).then_some(described);
        let id = id(path);
        let boxes = [("y", "ask.year", year), ("m", "ask.month", month), ("d", "ask.day", day)];
        let eras = ERAS.iter().filter(|era| era.is_empty() || lang != Lang::En);
        let sent_era = self.text(path, &format!("{path}~era"), String::new);
        html! {
            fieldset.field id=(id) aria-describedby=[described] {
                legend { (words::label(path, lang)) }
                (around)
                @if field.kind == Kind::Past { p.help { (text("ask.month-will-do", lang)) } }
                div.day {
                    @if lang != Lang::En {
                        select name={ (path) "~era" } aria-label=(text("ask.era", lang)) {
                            @for era in eras {
                                option value=(era) selected[*era == sent_era] { (if era.is_empty() { text("ask.western", lang) } else { era }) }
                            }
                        }
                    }
                    @for (part, key, shown) in boxes {
                        @let name = format!("{path}~{part}");
                        @let shown = self.text(path, &name, || shown);
                        label.part {
                            input id={ (id) "-" (part) } name=(name) type="text" inputmode="numeric" autocomplete="off" maxlength="40" value=(shown)
                                aria-invalid=[self.wrong(path).map(|_| "true")];
                            span { (text(key, lang)) }
                        }
                    }
                }
                @if let Some(said) = stored.and_then(|stored| words::day(stored, lang)) { p.echo { "＝ " (said) } }
                div.ticks { (self.unknown(path, field)) }
                (self.why(path))
            }
        }
    }
}

/// A stored amount, or the likely one of three.
pub(crate) fn yen_of(stored: Option<&Json>) -> Option<Yen> {
    stored?.as_u64().or_else(|| stored?.get("likely")?.as_u64()).map(Yen)
}

/// A stored day for its three boxes; one that is no day stands in the first.
fn parts_of(stored: &str) -> (String, String, String) {
    match stored.parse() {
        Ok(Moment::Day(day)) => (day.year().to_string(), day.month().to_string(), day.day().to_string()),
        Ok(Moment::Month(first)) => (first.year().to_string(), first.month().to_string(), String::new()),
        Err(_) => (stored.to_string(), String::new(), String::new()),
    }
}
