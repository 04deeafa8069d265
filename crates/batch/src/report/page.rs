//! The page.

use catalogue::{Lang, sentence, text};
use law::message;
use law::words::Word;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use portfolio::Engine;
use portfolio::engine::routes;

use super::charts::{Bar, COLOURS, Scale, bars};
use super::scenarios::Sums;
use super::{Scenario, Summary};
use crate::job::Totals;

/// So many deciding requirements are shown.
const REASONS: usize = 15;

const STYLE: &str = include_str!("style.css");

/// The report of what an engine answered, as HTML.
pub fn page(summary: &Summary, totals: Totals, engine: &Engine, lang: Lang) -> String {
    let say = |key: &'static str| text(key, lang);
    let rows = message!(
        "batch.report.rows",
        rows = grouped(totals.rows.into()),
        answered = grouped(summary.households.into()),
        failed = grouped(totals.failed.into())
    );
    let discount = discount(engine, lang);
    let sample = message!(
        "batch.report.sample",
        households = grouped(summary.scenarios.0[0].households.into()),
        discount = discount.clone()
    );
    let recovery_note = message!("batch.report.recovery-note", discount = discount);
    let title = say("batch.report.title");
    html! {
        (DOCTYPE)
        html lang=(lang.word()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width";
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                h1 { (title) }
                p.small { (sentence(&rows, lang)) }
                @if summary.synthetic { p.notice { (say("batch.report.synthetic")) } }
                (key_figures(summary, lang))
                section {
                    h2 { (say("batch.report.open")) }
                    p.small {
                        @for (key, colour) in ["outcome.open", "outcome.unknown", "outcome.closed"].iter().zip(COLOURS)
                        {
                            span.key style=(format!("background:{colour}")) {}
                            (say(key))
                        }
                    }
                    (open(summary, lang))
                }
                section {
                    h2 { (say("batch.report.best")) }
                    p.small { (text(&format!("batch.report.by.{}", engine.by().word()), lang)) }
                    (best(summary, lang))
                }
                section {
                    h2 { (say("batch.report.decides")) }
                    p.small { (say("batch.report.decides-note")) }
                    (decides(summary, lang))
                }
                section {
                    h2 { (say("batch.report.recovery")) }
                    p.small { (sentence(&recovery_note, lang)) }
                    (recovery(summary, lang))
                }
                section {
                    h2 { (say("batch.report.scenarios")) }
                    p.small { (sentence(&sample, lang)) }
                    (scenarios(summary, lang))
                }
                section {
                    h2 { (say("batch.report.figures")) }
                    (figures(summary, lang))
                }
                p.small style="margin-top:1.5rem" { (say("batch.report.not-advice")) }
            }
        }
    }
    .into_string()
}

/// Whether waiting is discounted, and at which rate.
fn discount(engine: &Engine, lang: Lang) -> String {
    match engine.discount() {
        Some(discount) => sentence(&message!("batch.report.discounted", rate = discount.rate().to_string()), lang),
        None => text("batch.report.nominal", lang).to_string(),
    }
}

fn key_figures(summary: &Summary, lang: Lang) -> Markup {
    let share = |count: u64| Some(per_cent(count.into(), summary.households.into()));
    let cards = [
        ("batch.report.households", grouped(summary.households.into()), None),
        ("batch.report.may-keep", grouped(summary.may_keep.into()), share(summary.may_keep)),
        ("batch.report.no-way", grouped(summary.no_route.into()), share(summary.no_route)),
        ("batch.report.secured", large(summary.secured, lang), None),
        ("batch.report.overdue", large(summary.overdue, lang), Some(per_cent(summary.overdue, summary.secured))),
    ];
    html! {
        dl {
            @for (key, figure, share) in cards {
                div {
                    dt { (text(key, lang)) }
                    dd {
                        (figure)
                        @if let Some(share) = share { span { (share) } }
                    }
                }
            }
        }
    }
}

fn names(lang: Lang) -> Vec<String> {
    let short = |choice: &str, word: &str| text(&format!("{choice}.{word}.short"), lang).to_string();
    routes()
        .map(|(home, debt)| format!("{} + {}", short("home-choice", home.word()), short("debt-choice", debt.word())))
        .collect()
}

fn open(summary: &Summary, lang: Lang) -> Markup {
    let bar = |(label, route): (String, &super::OfRoute)| Bar {
        label,
        parts: vec![route.open.into(), route.unknown.into(), route.closed.into()],
        text: per_cent(route.open.into(), summary.households.into()),
    };
    let list: Vec<Bar> = names(lang).into_iter().zip(&summary.routes).map(bar).collect();
    bars(text("batch.report.open", lang), &list, &Scale::Whole(summary.households.into()))
}

fn best(summary: &Summary, lang: Lang) -> Markup {
    let mut ways: Vec<(String, u64)> = names(lang)
        .into_iter()
        .zip(summary.routes.iter().map(|route| route.best))
        .filter(|(_, best)| *best > 0)
        .collect();
    ways.sort_by_key(|(_, best)| std::cmp::Reverse(*best));
    if summary.no_route > 0 {
        ways.push((text("batch.report.no-way", lang).to_string(), summary.no_route));
    }
    let bar = |(label, count): (String, u64)| Bar {
        label,
        parts: vec![count.into()],
        text: counted(count, summary.households),
    };
    let list: Vec<Bar> = ways.into_iter().map(bar).collect();
    bars(text("batch.report.best", lang), &list, &Scale::Longest)
}

fn decides(summary: &Summary, lang: Lang) -> Markup {
    let bar = |(reason, count): (&str, u64)| Bar {
        label: text(&format!("requirement.{reason}"), lang).to_string(),
        parts: vec![count.into()],
        text: grouped(count.into()),
    };
    let list: Vec<Bar> = summary.reasons().into_iter().take(REASONS).map(bar).collect();
    bars(text("batch.report.decides", lang), &list, &Scale::Longest)
}

fn recovery(summary: &Summary, lang: Lang) -> Markup {
    let bar = |(label, route): (String, &super::OfRoute)| Bar {
        label,
        parts: vec![route.recovered * 1_000 / route.owed.max(1)],
        text: format!("{} ({})", per_cent(route.recovered, route.owed), grouped(route.open.into())),
    };
    let list: Vec<Bar> =
        names(lang).into_iter().zip(&summary.routes).filter(|(_, route)| route.owed > 0).map(bar).collect();
    bars(text("batch.report.recovery", lang), &list, &Scale::Whole(1_000))
}

fn scenarios(summary: &Summary, lang: Lang) -> Markup {
    let name = |scenario: &Scenario| text(&format!("batch.report.scenario.{}", scenario.word()), lang).to_string();
    let all = || Scenario::ALL.iter().zip(&summary.scenarios.0);
    let now = &summary.scenarios.0[0];
    let keep: Vec<Bar> = all()
        .map(|(scenario, sums)| Bar {
            label: name(scenario),
            parts: vec![sums.may_keep.into()],
            text: counted(sums.may_keep, sums.households),
        })
        .collect();
    let recovered: Vec<Bar> = all()
        .map(|(scenario, sums)| Bar {
            label: name(scenario),
            parts: vec![sums.recovered],
            text: large(sums.recovered, lang),
        })
        .collect();
    let difference = |sums: &Sums, of: fn(&Sums) -> i128| signed(of(sums) - of(now));
    let per_household = |sums: &Sums| sums.recovered.cast_signed() / i128::from(sums.households.max(1));
    html! {
        h3 { (text("batch.report.may-keep", lang)) }
        (bars(text("batch.report.may-keep", lang), &keep, &Scale::Whole(now.households.into())))
        h3 { (text("batch.report.most-recovered", lang)) }
        (bars(text("batch.report.most-recovered", lang), &recovered, &Scale::Longest))
        div.wide {
            table {
                thead {
                    tr {
                        th { (text("batch.report.scenario", lang)) }
                        @for key in ["batch.report.may-keep", "batch.report.recovered-each", "batch.report.left-over"] {
                            th { (text(key, lang)) }
                            th { (text("batch.report.against-now", lang)) }
                        }
                    }
                }
                tbody {
                    @for (scenario, sums) in all() {
                        @let kept = difference(sums, |sums| sums.may_keep.into());
                        tr {
                            th { (name(scenario)) }
                            td { (grouped(sums.may_keep.into())) }
                            td { (kept) }
                            td { (law::Balance(per_household(sums)).to_string()) }
                            td { (signed(per_household(sums) - per_household(now))) }
                            td { (law::Balance(sums.left_over_mean()).to_string()) }
                            td { (difference(sums, Sums::left_over_mean)) }
                        }
                    }
                }
            }
        }
    }
}

/// Every figure of the charts, for whoever wants to work on with them.
fn figures(summary: &Summary, lang: Lang) -> Markup {
    let share = |part: u128, whole: u128| if whole == 0 { String::new() } else { per_cent(part, whole) };
    let heads = [
        "batch.report.way",
        "outcome.open",
        "outcome.unknown",
        "outcome.closed",
        "batch.report.is-best",
        "batch.report.recovered-share",
    ];
    html! {
        div.wide {
            table {
                thead { tr { @for key in heads { th { (text(key, lang)) } } } }
                tbody {
                    @for (label, route) in names(lang).iter().zip(&summary.routes) {
                        tr {
                            th { (label) }
                            @for count in [route.open, route.unknown, route.closed, route.best] {
                                td { (grouped(count.into())) }
                            }
                            td { (share(route.recovered, route.owed)) }
                        }
                    }
                }
            }
        }
    }
}

fn grouped(count: u128) -> String {
    law::Balance(count.cast_signed()).to_string()
}

/// A count with its share.
fn counted(count: u64, of: u64) -> String {
    format!("{} ({})", grouped(count.into()), per_cent(count.into(), of.into()))
}

/// A difference; none is no number.
fn signed(difference: i128) -> String {
    match difference {
        0 => "–".to_string(),
        1.. => format!("+{}", law::Balance(difference)),
        _ => format!("−{}", law::Balance(-difference)),
    }
}

/// One place after the point.
fn per_cent(part: u128, whole: u128) -> String {
    let tenths = part * 1_000 / whole.max(1);
    format!("{}.{} %", tenths / 10, tenths % 10)
}

/// Sums of books are long: 億円, or millions.
fn large(amount: u128, lang: Lang) -> String {
    match lang {
        Lang::Ja | Lang::Easy => format!("{}.{}億円", grouped(amount / 100_000_000), amount / 10_000_000 % 10),
        Lang::En => format!("¥{} million", grouped(amount / 1_000_000)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use catalogue::lookup;
    use portfolio::By;

    #[test]
    fn every_criterion_and_scenario_has_its_words() {
        let criteria = By::ALL.iter().map(|by| format!("batch.report.by.{}", by.word()));
        let scenarios = Scenario::ALL.iter().map(|scenario| format!("batch.report.scenario.{}", scenario.word()));
        for key in criteria.chain(scenarios) {
            assert!(lookup(&key, Lang::Ja).is_some() && lookup(&key, Lang::En).is_some(), "{key}");
        }
    }

    #[test]
    fn differences_have_their_sign() {
        assert_eq!([signed(0), signed(1_200), signed(-1_200)], ["–", "+1,200", "−1,200"]);
        assert_eq!(per_cent(1, 3), "33.3 %");
        assert_eq!(per_cent(0, 0), "0.0 %");
    }
}
