//! `/whatif`: a few facts moved, and every route beside what it was. Nothing is stored by moving.
//!
//! What is moved travels in the body of a request, never in an address.

use axum::Router;
use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use case::Household;
use catalogue::sentence;
use law::message;
use law::trace::Show;
use law::words::Word;
use maud::{Markup, html};
use plan::{Plan, Practice};

use super::scenarios;
use crate::opened::Opened;
use crate::parts::form::Sent;
use crate::parts::moved;
use crate::visit::Visit;
use crate::whatif::{Changes, Knob, Measure, SALE_PRICE_SHOWN, Slip};
use crate::{App, page};

pub(super) fn routes() -> Router<App> {
    Router::new().route("/whatif", get(ask).post(answer)).route("/whatif/table", post(live))
}

async fn ask(visit: Visit, opened: Opened) -> Response {
    match opened.house() {
        Ok(house) => show(&visit, house, &[]),
        Err(elsewhere) => elsewhere,
    }
}

async fn answer(State(app): State<App>, visit: Visit, opened: Opened, sent: Sent) -> Response {
    let Ok(Form(pairs)) = sent else { return page::refusal(&visit, StatusCode::BAD_REQUEST, "web.problem.body") };
    let house = match opened.house() {
        Ok(house) => house,
        Err(elsewhere) => return elsewhere,
    };
    let saves = pairs.iter().any(|(name, value)| name == "do" && value == "save");
    match Changes::read(&pairs, house, &Changes::default().plan(house), visit.lang) {
        Ok(changes) if saves => scenarios::save(&app, &visit, opened.id(), &pairs, &changes).await,
        _ => show(&visit, house, &pairs),
    }
}

/// Only what moves, for the script of the page.
async fn live(visit: Visit, opened: Opened, sent: Sent) -> Response {
    let Ok(Form(pairs)) = sent else { return page::refusal(&visit, StatusCode::BAD_REQUEST, "web.problem.body") };
    let house = match opened.house() {
        Ok(house) => house,
        Err(elsewhere) => return elsewhere,
    };
    let before = Changes::default().plan(house);
    match Changes::read(&pairs, house, &before, visit.lang) {
        Ok(changes) => {
            let after = changes.plan(house);
            let price = changes.base(Knob::SalePrice, house, &before);
            let parts = html! {
                (sum(&visit, &before, &after))
                (routes_moved(&visit, &before, &after))
                @if let Some(price) = price {
                    data value=(price) data-for=(Knob::SalePrice.word()) { (Knob::SalePrice.written(price, visit.lang)) }
                }
            };
            page::part(&visit, parts)
        }
        Err(slips) => {
            let said = slips.iter().map(|(knob, slip)| slipped(&visit, house, *knob, *slip));
            let said = said.collect::<Vec<_>>().join(" ");
            (StatusCode::UNPROCESSABLE_ENTITY, page::part(&visit, html! { p.wrong { (said) } })).into_response()
        }
    }
}

fn show(visit: &Visit, house: &Household, pairs: &[(String, String)]) -> Response {
    let t = |key| visit.t(key);
    let before = Changes::default().plan(house);
    let (changes, slips) = match Changes::read(pairs, house, &before, visit.lang) {
        Ok(changes) => (changes, Vec::new()),
        Err(slips) => (Changes::default(), slips),
    };
    let after = changes.plan(house);
    let body = html! {
        @if !slips.is_empty() {
            div.errors role="alert" aria-labelledby="errors" {
                h2 id="errors" { (t("web.errors")) }
                ul { @for (knob, slip) in &slips { li { a href={ "#" (knob.word()) } { (slipped(visit, house, *knob, *slip)) } } } }
            }
        }
        h1 { (t("whatif.title")) }
        p.lead { (t("whatif.lead")) }
        div.whatif {
            div.side {
                (sum(visit, &before, &after))
                form method="post" action="/whatif" data-live="/whatif/table" {
                    @for knob in Knob::ALL { (field(visit, house, &before, *knob, &changes, pairs, &slips)) }
                    p.ways {
                        button type="submit" { (t("whatif.button")) }
                        a href="/whatif" { (t("whatif.reset")) }
                    }
                    p.wrong.offline hidden { (t("whatif.offline")) }
                    div.field.save {
                        label for="scenario" { (t("scenario.name")) }
                        p.help id="scenario-help" { (t("scenario.name-help")) }
                        input id="scenario" name=(scenarios::NAME) type="text" maxlength="60" autocomplete="off"
                            aria-describedby="scenario-help";
                        button.quiet.button name="do" value="save" type="submit" { (t("scenario.save")) }
                        p { a href="/scenarios" { (t("scenario.compare")) } }
                    }
                }
            }
            div {
                (routes_moved(visit, &before, &after))
                p.quiet { (t("whatif.estimates")) }
            }
        }
        script src="/assets/whatif.js" defer {}
    };
    match slips.len() {
        0 => page::show(visit, t("whatif.title"), body),
        count => page::with_errors(visit, t("whatif.title"), count, body),
    }
}

/// The two counts that move.
fn sum(visit: &Visit, before: &Plan, after: &Plan) -> Markup {
    html! { p.sum id="sum" aria-live="polite" { (moved::sum(visit, before, after)) } }
}

/// The routes that move.
fn routes_moved(visit: &Visit, before: &Plan, after: &Plan) -> Markup {
    html! { div id="moved" { (moved::table(visit, before, after)) } }
}

/// A knob: its box, which works by itself, and the slider, which the script shows.
fn field(
    visit: &Visit,
    house: &Household,
    before: &Plan,
    knob: Knob,
    changes: &Changes,
    pairs: &[(String, String)],
    slips: &[(Knob, Slip)],
) -> Markup {
    let id = knob.word();
    let base = changes.base(knob, house, before);
    let slip = slips.iter().find(|(wrong, _)| *wrong == knob).map(|(_, slip)| *slip);
    let written = pairs.iter().find(|(name, _)| name == id).map(|(_, text)| text.as_str());
    let now = changes.of(knob).or(base);
    // With a mistake anywhere every box keeps what was written.
    let text = match (slips.is_empty(), written, now) {
        (false, Some(written), _) => written.to_string(),
        (_, _, Some(now)) => knob.written(now, visit.lang),
        _ => String::new(),
    };
    let range = knob.range(base, house.petition_on);
    let (before_number, behind, worth) = knob.unit(visit.lang);
    html! {
        div.field.knob {
            label for=(id) id={ (id) "-name" } { (knob.name(visit.lang)) }
            p.help id={ (id) "-help" } { (help(visit, house, knob, base)) }
            @if let Some(slip) = slip { p.wrong id={ (id) "-wrong" } { (slipped(visit, house, knob, slip)) } }
            input id=(id) name=(id) type="text" autocomplete="off" maxlength="40" value=(text)
                data-base=(base.map(|base| knob.written(base, visit.lang)).unwrap_or_default())
                placeholder=[(knob == Knob::CourtYears).then_some(visit.t("whatif.auto"))]
                inputmode=[(knob.measure() == Measure::Years).then_some("numeric")]
                aria-describedby={ (id) "-help" @if slip.is_some() { " " (id) "-wrong" } }
                aria-invalid=[slip.map(|_| "true")];
            @if let (Knob::SalePrice, Some(base)) = (knob, base) {
                input type="hidden" name=(SALE_PRICE_SHOWN) value=(knob.written(base, visit.lang));
            }
            input type="range" hidden aria-labelledby={ (id) "-name" } data-for=(id)
                data-before=(before_number) data-behind=(behind) data-worth=(worth)
                min=(range.least) max=(range.most) step=(range.step) value=(now.unwrap_or(range.least));
        }
    }
}

/// What the case says, and what an untouched box means.
fn help(visit: &Visit, house: &Household, knob: Knob, base: Option<u64>) -> String {
    let lang = visit.lang;
    let Some(base) = base else {
        return visit.t(if knob == Knob::CourtYears { "whatif.chosen" } else { "whatif.not-known" }).to_string();
    };
    let base = knob.written(base, lang);
    let share = Practice::default().sale_share.value(house.as_of);
    let message = match (knob, share) {
        (Knob::SalePrice, Ok(share)) => message!("whatif.base-sale-price", base = base, share = share.show()),
        (Knob::PlanYears | Knob::Extension, _) => message!("whatif.base-practice", base = base),
        _ => message!("whatif.base", base = base),
    };
    sentence(&message, lang)
}

fn slipped(visit: &Visit, house: &Household, knob: Knob, slip: Slip) -> String {
    let name = knob.name(visit.lang).to_string();
    let message = match slip {
        Slip::Amount => message!("web.first.no-amount", field = name),
        Slip::Years => {
            let range = knob.range(None, house.petition_on);
            message!("whatif.no-years", field = name, least = range.least, most = range.most)
        }
    };
    sentence(&message, visit.lang)
}
