//! The page.

use catalogue::{Lang, sentence, text};
use law::message;
use law::words::Word;
use maud::{DOCTYPE, Markup, html};
use portfolio::engine::routes;

use super::charts::{Bar, COLOURS, bars};
use super::{Scenario, Summary};

/// So many deciding requirements are shown.
const REASONS: usize = 15;

const STYLE: &str = "body{font-family:system-ui,sans-serif;max-width:62rem;margin:2rem auto;padding:0 1rem;color:#222}\
svg{width:100%;height:auto;font-size:13px}h2{margin-top:2.5rem}table{border-collapse:collapse}\
td,th{padding:.2rem .8rem;text-align:right;border-bottom:1px solid #ccc}th:first-child,td:first-child{text-align:left}\
.key{display:inline-block;width:.9em;height:.9em;margin:0 .3em 0 1em}.small{color:#555;font-size:.9em}";

/// The report as HTML.
pub fn page(summary: &Summary, lang: Lang) -> String {
    let say = |key: &'static str| text(key, lang);
    let count = message!(
        "batch.report.counts",
        households = grouped(summary.households.into()),
        keep = grouped(summary.may_keep.into()),
        none = grouped(summary.no_route.into()),
        secured = large(summary.secured, lang),
        overdue = large(summary.overdue, lang)
    );
    let title = say("batch.report.title");
    html! {
        (DOCTYPE)
        html lang=(lang.word()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width";
                title { (title) }
                style { (maud::PreEscaped(STYLE)) }
            }
            body {
                h1 { (title) }
                @if summary.synthetic { p { strong { (say("batch.report.synthetic")) } } }
                p { (sentence(&count, lang)) }
                h2 { (say("batch.report.open")) }
                p.small {
                    @for (key, colour) in ["outcome.open", "outcome.unknown", "outcome.closed"].iter().zip(COLOURS) {
                        span.key style=(format!("background:{colour}")) {}
                        (say(key))
                    }
                }
                (open(summary, lang))
                h2 { (say("batch.report.decides")) }
                p.small { (say("batch.report.decides-note")) }
                (decides(summary, lang))
                h2 { (say("batch.report.recovery")) }
                p.small { (say("batch.report.recovery-note")) }
                (recovery(summary, lang))
                h2 { (say("batch.report.scenarios")) }
                p.small {
                    (sentence(&message!("batch.report.sample", households = summary.scenarios.0[0].households), lang))
                }
                (scenarios(summary, lang))
                p.small { (say("batch.report.not-advice")) }
            }
        }
    }
    .into_string()
}

fn names(lang: Lang) -> Vec<String> {
    let short = |choice: &str, word: &str| text(&format!("{choice}.{word}.short"), lang).to_string();
    routes()
        .map(|(home, debt)| format!("{} + {}", short("home-choice", home.word()), short("debt-choice", debt.word())))
        .collect()
}

fn open(summary: &Summary, lang: Lang) -> Markup {
    let list: Vec<Bar> = names(lang)
        .into_iter()
        .zip(&summary.routes)
        .map(|(label, route)| Bar {
            label,
            parts: vec![route.open.into(), route.unknown.into(), route.closed.into()],
            text: per_cent(route.open.into(), summary.households.into()),
        })
        .collect();
    bars(text("batch.report.open", lang), &list, Some(summary.households.into()))
}

fn decides(summary: &Summary, lang: Lang) -> Markup {
    let list: Vec<Bar> = summary
        .reasons()
        .into_iter()
        .take(REASONS)
        .map(|(reason, count)| Bar {
            label: text(&format!("requirement.{reason}"), lang).to_string(),
            parts: vec![count.into()],
            text: grouped(count.into()),
        })
        .collect();
    bars(text("batch.report.decides", lang), &list, None)
}

fn recovery(summary: &Summary, lang: Lang) -> Markup {
    let list: Vec<Bar> = names(lang)
        .into_iter()
        .zip(&summary.routes)
        .filter(|(_, route)| route.owed > 0)
        .map(|(label, route)| Bar {
            label,
            parts: vec![route.recovered * 1_000 / route.owed],
            text: format!("{} ({})", per_cent(route.recovered, route.owed), grouped(route.open.into())),
        })
        .collect();
    bars(text("batch.report.recovery", lang), &list, None)
}

fn scenarios(summary: &Summary, lang: Lang) -> Markup {
    let name = |scenario: &Scenario| text(&format!("batch.report.{}", scenario.word()), lang).to_string();
    let all = || Scenario::ALL.iter().zip(&summary.scenarios.0);
    let keep: Vec<Bar> = all()
        .map(|(scenario, sums)| Bar {
            label: name(scenario),
            parts: vec![sums.may_keep.into()],
            text: per_cent(sums.may_keep.into(), sums.households.into()),
        })
        .collect();
    let recovered: Vec<Bar> = all()
        .map(|(scenario, sums)| Bar {
            label: name(scenario),
            parts: vec![sums.recovered],
            text: large(sums.recovered, lang),
        })
        .collect();
    let households = summary.scenarios.0[0].households;
    html! {
        h3 { (text("batch.report.may-keep", lang)) }
        (bars(text("batch.report.may-keep", lang), &keep, Some(households.into())))
        h3 { (text("batch.report.most-recovered", lang)) }
        (bars(text("batch.report.most-recovered", lang), &recovered, None))
        table {
            tr {
                th { (text("batch.report.scenario", lang)) }
                th { (text("batch.report.may-keep", lang)) }
                th { (text("batch.report.most-recovered", lang)) }
                th { (text("batch.report.left-over", lang)) }
            }
            @for (scenario, sums) in all() {
                tr {
                    td { (name(scenario)) }
                    td { (grouped(sums.may_keep.into())) }
                    td { (large(sums.recovered, lang)) }
                    td { (law::Balance(sums.left_over / i128::from(sums.with_route.max(1))).to_string()) }
                }
            }
        }
    }
}

fn grouped(count: u128) -> String {
    law::Balance(count.cast_signed()).to_string()
}

/// One place after the point.
fn per_cent(part: u128, whole: u128) -> String {
    let tenths = part * 1_000 / whole.max(1);
    format!("{}.{} %", tenths / 10, tenths % 10)
}

/// Sums of books are long: 億円, or millions.
fn large(amount: u128, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("{}.{}億円", grouped(amount / 100_000_000), amount / 10_000_000 % 10),
        Lang::En => format!("¥{} million", grouped(amount / 1_000_000)),
    }
}
