//! `/routes/{id}`: one route in depth.

use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use case::Reading;
use catalogue::{citations, sentence, text, word};
use law::message;
use law::trace::Shown;
use law::verdict::{Outcome, Requirement, Verdict};
use law::words::Word;
use maud::{Markup, html};
use plan::{Liable, Route, Variant};
use report::{Report, names};

use super::next::page_of;
use super::result::legend;
use crate::opened::Opened;
use crate::parts::{clause, flow, steps, timeline, values, waterfall, why};
use crate::visit::Visit;
use crate::worked::Worked;
use crate::{App, page};

pub(super) fn routes() -> Router<App> {
    Router::new().route("/routes/{route}", get(shown)).route("/routes/{route}/{variant}", get(variant))
}

async fn shown(visit: Visit, opened: Opened, Path(route): Path<String>) -> Response {
    answer(&visit, &opened, &route, None)
}

async fn variant(visit: Visit, opened: Opened, Path((route, variant)): Path<(String, String)>) -> Response {
    answer(&visit, &opened, &route, Some(&variant))
}

fn answer(visit: &Visit, opened: &Opened, id: &str, form: Option<&str>) -> Response {
    let house = match opened.house() {
        Ok(house) => house,
        Err(elsewhere) => return elsewhere,
    };
    let worked = Worked::out(house);
    let report = worked.report();
    let route = report.plan.routes.iter().find(|route| route.id() == id);
    let found = route.and_then(|route| {
        let variant = match form {
            None => Some(route.shown()),
            Some(name) => route.named(name),
        };
        Some((route, variant?))
    });
    let Some((route, variant)) = found else {
        return page::refusal(visit, StatusCode::NOT_FOUND, "web.problem.not-found");
    };
    let name = names::route(route, visit.lang);
    let deadlines = ledger::deadlines::of(report.house);
    let body = html! {
        p.back { a href="/result" { (visit.t("web.route.back")) } }
        (summary(visit, &report, route, variant))
        @if let Some(timeline) = timeline::timeline(visit, &report, &deadlines, route, variant) { (timeline) }
        (steps::steps(visit, &report, &deadlines, route, variant))
        (requirements(visit, &report, &opened.reading, variant))
        div.beside {
            (figures(visit, &report, route, variant))
            div {
                section id="cash-flow" {
                    h2 { (visit.t("screen.cash-flow")) }
                    @if let Some(short) = report::runs_short(&report, variant, visit.lang) { p.note { (short) } }
                    (flow::flow(visit, &report, &variant.cash_flow))
                }
                @if let Some(waterfall) = waterfall::waterfall(visit, &report, &route.variant_id(variant)) { (waterfall) }
            }
        }
        (clause::tables(visit, &report, variant))
        (affected(visit, &report, variant))
        (risks(visit, variant))
        (papers(visit, variant))
        (variants(visit, route, variant))
        (legend(visit))
        p.back { a href="/result" { (visit.t("web.route.back")) } }
    };
    page::show(visit, &name, body)
}

/// The name, the verdict, one sentence, three figures.
fn summary(visit: &Visit, report: &Report<'_>, route: &Route, variant: &Variant) -> Markup {
    let lang = visit.lang;
    let id = route.variant_id(variant);
    let form = names::variant(variant, lang);
    let list = variant.figures.list();
    let failing = variant.requirements.iter().filter(|requirement| requirement.verdict == Verdict::NotMet).count();
    let open =
        variant.requirements.iter().filter(|requirement| matches!(requirement.verdict, Verdict::Unknown(_))).count();
    let whose = variant.depends_on.iter().map(|whose| text(&format!("whose.{}.short", whose.word()), lang).to_string());
    let whose = whose.collect::<Vec<_>>().join(visit.t("web.and"));
    let said = match variant.outcome {
        Outcome::Closed => message!("web.route.closed", count = failing),
        Outcome::Unknown => message!("web.route.unknown", count = open),
        Outcome::Open if whose.is_empty() => message!("web.route.open"),
        Outcome::Open => message!("web.route.open-depends", whose = whose),
    };
    html! {
        p.on-paper.quiet { (sentence(&message!("route.on-paper", day = report.house.as_of, version = env!("CARGO_PKG_VERSION")), lang)) }
        h1 { (names::route(route, lang)) @if !form.is_empty() { span.form { (form) } } }
        p.verdict {
            span class={ "outcome " (variant.outcome.word()) } { (text(&format!("outcome.{}", variant.outcome.word()), lang)) }
            " "
            span class=(if variant.home_kept { "kept" } else { "given-up" }) {
                (visit.t(names::of_home(route, ["web.route.kept", "web.route.left", "web.route.gone"])))
            }
        }
        p.lead { (sentence(&said, lang)) }
        p.quiet { (visit.t("screen.when")) "：" (names::usually_chosen(route, lang).join(" ／ ")) }
        dl.figures {
            @for (name, value) in list.iter().filter(|(name, _)| matches!(*name, "monthly" | "total" | "months")) {
                div {
                    dt { (text(&format!("short.{name}"), lang)) }
                    dd {
                        @match value {
                            Ok(value) => { (values::of_variant(variant, name, value, lang)) (values::marks(report.standing(&id, name), lang)) }
                            Err(_) => (values::unknown(lang)),
                        }
                    }
                }
            }
        }
    }
}

fn requirements(visit: &Visit, report: &Report<'_>, reading: &Reading, variant: &Variant) -> Markup {
    // What stands in the way is read first; within each group the law's order stays.
    let mut list: Vec<&Requirement> = variant.requirements.iter().collect();
    list.sort_by_key(|requirement| match requirement.verdict {
        Verdict::NotMet => 0,
        Verdict::Unknown(_) => 1,
        Verdict::LeftTo(_) => 2,
        Verdict::Met => 3,
    });
    html! {
        section {
            h2 { (visit.t("screen.requirements")) }
            ol.requirements { @for requirement in list { (one(visit, report, reading, requirement)) } }
        }
    }
}

fn one(visit: &Visit, report: &Report<'_>, reading: &Reading, requirement: &Requirement) -> Markup {
    let lang = visit.lang;
    let (class, sign, said) = match &requirement.verdict {
        Verdict::Met => ("met", "✓", "web.route.met"),
        Verdict::NotMet => ("not-met", "✕", "web.route.not-met"),
        Verdict::Unknown(_) => ("unclear", "？", "web.route.unclear"),
        Verdict::LeftTo(_) => ("left-to", "…", "web.route.left-to"),
    };
    let lacking = match &requirement.verdict {
        Verdict::Unknown(facts) => facts.as_slice(),
        _ => &[],
    };
    html! {
        li class=(class) {
            p.what {
                span.sign aria-hidden="true" { (sign) }
                strong {
                    (text(&format!("requirement.{}", requirement.id), lang))
                    @if let Some(claim) = requirement.about() { "「" (claim) "」" }
                } " "
                span.state { (visit.t(said)) }
            }
            p { (sentence(&requirement.reason, lang)) }
            @if !lacking.is_empty() {
                ul { @for fact in lacking { li {
                    a href=(page_of(&reading.path_of(*fact))) { (names::fact(*fact, report.house, lang)) }
                } } }
            }
            @if let Verdict::LeftTo(whose) = &requirement.verdict {
                p { (sentence(&message!("screen.left-to-whom", whose = word(whose.word(), lang)), lang)) }
            }
            @if let Some(opens) = &requirement.opened_by { p.opens { (sentence(opens, lang)) } }
            @if !requirement.provisions.is_empty() { p.article { (citations(requirement.provisions, lang)) } }
        }
    }
}

/// Every figure, each with its 「なぜ？」.
fn figures(visit: &Visit, report: &Report<'_>, route: &Route, variant: &Variant) -> Markup {
    let lang = visit.lang;
    let id = route.variant_id(variant);
    let of_all = variant.figures.list().map(|(name, value)| (name, value.ok()));
    let own = variant.details.iter().map(|(name, value)| (*name, Some(value.clone())));
    let all: Vec<(&str, Option<Shown>)> = of_all.into_iter().chain(own).collect();
    html! {
        section {
            h2 { (visit.t("screen.figures")) }
            dl.explained {
                @for (name, value) in &all {
                    @let key = format!("figure.{name}");
                    @let label = text(&key, lang);
                    div {
                        dt { (label) }
                        @match value {
                            Some(value) => {
                                dd.value { (values::figure(name, value, lang)) (values::marks(report.standing(&id, name), lang)) }
                                @if let Some(step) = names::step_of(report.derivation, &id, name) {
                                    dd { (why::named(visit, &why::branch(visit, report, step), label, Some(&format!("why-{name}")))) }
                                }
                            }
                            None => dd.value { (values::unknown(lang)) },
                        }
                    }
                }
            }
        }
    }
}

fn affected(visit: &Visit, report: &Report<'_>, variant: &Variant) -> Markup {
    let lang = visit.lang;
    let key = match &variant.liable {
        Liable::Nobody => "liable.nobody",
        Liable::NotCalled => "liable.not-called",
        Liable::CalledOn(_) => "liable.called-on",
        Liable::Unknown(_) => "liable.unknown",
    };
    let lines: Vec<String> = match &variant.liable {
        Liable::Unknown(facts) => facts.iter().map(|fact| names::fact(*fact, report.house, lang)).collect(),
        _ => variant.faced.iter().map(|faced| sentence(&faced.said, lang)).collect(),
    };
    html! {
        section {
            h2 { (visit.t("screen.affected")) }
            p { (text(key, lang)) }
            @if !lines.is_empty() { ul { @for line in lines { li { (line) } } } }
            p { (text(&format!("record.{}", variant.record.word()), lang)) }
        }
    }
}

fn risks(visit: &Visit, variant: &Variant) -> Markup {
    html! {
        @if !variant.risks.is_empty() {
            section {
                h2 { (visit.t("screen.risks")) }
                ul { @for risk in &variant.risks { li { (sentence(risk, visit.lang)) } } }
            }
        }
    }
}

fn papers(visit: &Visit, variant: &Variant) -> Markup {
    html! {
        @if !variant.papers.is_empty() {
            section {
                h2 { (visit.t("screen.papers")) }
                ul.papers { @for paper in &variant.papers { li { (text(&format!("paper.{paper}"), visit.lang)) } } }
            }
        }
    }
}

/// The other contents that the clause may have.
fn variants(visit: &Visit, route: &Route, here: &Variant) -> Markup {
    html! {
        @if route.variants.len() > 1 {
            section {
                h2 { (visit.t("screen.variants")) }
                ul.variants {
                    @for variant in &route.variants {
                        li {
                            span class={ "outcome " (variant.outcome.word()) } {
                                (text(&format!("outcome.{}", variant.outcome.word()), visit.lang))
                            }
                            " "
                            @if variant.name == here.name {
                                strong aria-current="page" { (names::listed_variant(variant, visit.lang)) }
                            } @else {
                                a href={ "/routes/" (route.variant_id(variant)) } { (names::listed_variant(variant, visit.lang)) }
                            }
                        }
                    }
                }
            }
        }
    }
}
