//! What `--assume` takes: switches with the ground of every reading, and habits with their value and source.

use catalogue::{Lang, shown, text};
use law::params::AnyParameter;
use plan::{Practice, Switch};

use crate::page::{Emphasis, Page, Style};

/// The page of everything that can be assumed; what is taken when nobody says otherwise is marked.
pub fn assumptions(style: Style) -> String {
    let mut page = Page::new(style);
    page.heading(text("switch.heading", style.lang));
    for switch in Practice::SWITCHES {
        readings(&mut page, switch);
    }
    page.heading(text("switch.habits", style.lang));
    for name in Practice::OWN {
        page.paragraph(2, &format!("{name}  "), text(&format!("switch.{name}"), style.lang));
    }
    for (name, parameter) in Practice::NAMES {
        page.paragraph(2, &format!("{name}  "), &habit(*parameter, style.lang));
    }
    page.finish()
}

fn readings(page: &mut Page, switch: &Switch) {
    let lang = page.style.lang;
    let name = page.paint(Emphasis::Heading, switch.name);
    page.line(&format!("  {name}"));
    page.paragraph(4, "", text(&format!("switch.{}", switch.name), lang));
    for word in switch.words() {
        let mark = if word == switch.default() { '*' } else { ' ' };
        page.paragraph(4, &format!("{mark} {word}  "), text(&format!("switch.{}.{word}", switch.name), lang));
    }
}

/// Name, newest value and source of a habit.
fn habit(parameter: &dyn AnyParameter, lang: Lang) -> String {
    let (ja, en) = parameter.names();
    let name = if lang == Lang::Ja { ja } else { en };
    match parameter.rows().last() {
        Some(row) => format!("{name}: {} — {}", shown(&row.value, lang), row.source),
        None => name.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use catalogue::lookup;
    use law::words::Word;

    /// Each reading has its meaning and its ground, in both languages.
    #[test]
    fn every_switch_and_every_reading_is_explained() {
        let mut lacking = Vec::new();
        for switch in Practice::SWITCHES {
            let own = format!("switch.{}", switch.name);
            let readings = switch.words().into_iter().map(|word| format!("{own}.{word}")).collect::<Vec<_>>();
            for key in readings.into_iter().chain([own]) {
                if Lang::ALL.iter().any(|lang| lookup(&key, *lang).is_none_or(str::is_empty)) {
                    lacking.push(key);
                }
            }
        }
        assert!(lacking.is_empty(), "the catalogue lacks {lacking:?}");
    }

    #[test]
    fn the_page_names_everything_that_can_be_assumed() {
        for lang in [Lang::Ja, Lang::En] {
            let page = assumptions(Style { lang, width: 80, colour: false });
            let names =
                Practice::SWITCHES.iter().map(|switch| switch.name).chain(Practice::NAMES.iter().map(|name| name.0));
            for name in names {
                assert!(page.lines().any(|line| line.split_whitespace().next() == Some(name)), "{name}");
            }
            assert!(page.contains("* whole-years") && page.contains("  birthday"));
        }
    }
}
