//! `/first`: the first answer, from two inputs; they are kept as a case from the start.

use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use case::Draft;
use catalogue::{sentence, word};
use law::home::{Position, Standing, position};
use law::message::Message;
use law::trace::{Cx, NoTrace};
use law::words::Word;
use law::{Yen, message};
use maud::{Markup, html};
use serde_json::{Value as Json, json};
use store::What;

use crate::opened::Opened;
use crate::parts::form::{Pairs, Sent};
use crate::parts::money::{self, Slip, Unit};
use crate::parts::{clock, echo, errors};
use crate::visit::Visit;
use crate::{App, page};

/// The fields in their order: name, question, what helps.
const FIELDS: [(&str, &str, &str); 2] =
    [("value", "web.first.value", "web.first.value-help"), ("balance", "web.first.balance", "web.first.balance-help")];

/// Where the two facts stand in the case that is made of them.
const VALUE: &str = "home[0].value";
const BALANCE: &str = "claim[0].principal";

/// What was written into the form.
#[derive(Clone, Debug, Default)]
pub(super) struct Answers {
    value: String,
    balance: String,
}

impl Answers {
    fn field(&self, name: &str) -> &str {
        if name == "value" { &self.value } else { &self.balance }
    }

    /// Both amounts, or every field that cannot be read.
    fn amounts(&self) -> Result<(Yen, Yen), Vec<(&'static str, Slip)>> {
        match (money::read(&self.value, Unit::Man), money::read(&self.balance, Unit::Man)) {
            (Ok(value), Ok(balance)) => Ok((value, balance)),
            (value, balance) => Err([("value", value.err()), ("balance", balance.err())]
                .into_iter()
                .filter_map(|(n, s)| Some((n, s?)))
                .collect()),
        }
    }
}

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/first", get(ask).post(answer))
        .route("/first/answer", get(first_answer))
        .route("/cases/new", axum::routing::post(blank))
}

async fn ask(visit: Visit) -> Response {
    question(&visit, &Answers::default(), &[])
}

/// Keeps the two inputs as a case, or in the case that is still no more than they are.
async fn answer(State(app): State<App>, visit: Visit, sent: Sent) -> Response {
    let pairs = match Pairs::of(&visit, sent) {
        Ok(pairs) => pairs,
        Err(response) => return response,
    };
    let text = |name| pairs.first(name).unwrap_or_default().to_string();
    let answers = Answers { value: text("value"), balance: text("balance") };
    let (value, balance) = match answers.amounts() {
        Ok(amounts) => amounts,
        Err(slips) => return question(&visit, &answers, &slips),
    };
    let draft = smallest(&visit, Some(value), Some(balance));
    if let Ok(opened) = Opened::of(&app, &visit).await
        && amounts_of(&opened.draft).is_some()
    {
        return match app.store.change(opened.id(), What::Answer, |before| *before = draft).await {
            Ok(_) => Redirect::to("/first/answer").into_response(),
            Err(failure) => page::failed(&visit, &failure),
        };
    }
    created(&app, &visit, &draft, "/first/answer").await
}

/// A case of which nothing is known yet.
async fn blank(State(app): State<App>, visit: Visit) -> Response {
    let mut draft = Draft::starting(clock::today());
    let debtor = json!({ "id": visit.t("web.first.me"), "role": "debtor" });
    match draft.add("person", debtor) {
        Ok(_) => created(&app, &visit, &draft, "/interview").await,
        Err(_) => page::broken(),
    }
}

/// Makes a case, opens it and goes on.
pub(super) async fn created(app: &App, visit: &Visit, draft: &Draft, on: &str) -> Response {
    let made = async {
        let name = message!("web.cases.numbered", number = app.store.cases().await?.len() + 1);
        app.store.create(&sentence(&name, visit.lang), draft).await
    };
    match made.await {
        Ok(id) => (Visit::opens(&id), Redirect::to(on)).into_response(),
        Err(failure) => page::failed(visit, &failure),
    }
}

/// A case that says no more than that there is a home, and a home loan whose mortgage stands on it; and how much each
/// comes to, where that is known.
pub(super) fn smallest(visit: &Visit, value: Option<Yen>, balance: Option<Yen>) -> Draft {
    let [me, home, loan] = ["web.first.me", "web.first.home", "web.first.loan"].map(|key| visit.t(key));
    let lists = [
        ("person", json!({ "id": me, "role": "debtor" })),
        ("home", json!({ "id": home, "encumbrances": [{ "rank": 1, "kind": "mortgage", "claim": loan }] })),
        ("claim", json!({ "id": loan, "kind": "home-loan", "debtor": me })),
    ];
    let mut draft = Draft::starting(clock::today());
    for (list, entry) in lists {
        draft.add(list, entry).expect("lists of a case that is just begun");
    }
    for (path, amount) in [(VALUE, value), (BALANCE, balance)] {
        if let Some(yen) = amount {
            draft.set(path, json!({ "likely": yen.0 })).expect("entries that were just added");
        }
    }
    draft
}

/// The two amounts of a case in which nothing else was said yet.
fn amounts_of(draft: &Draft) -> Option<(Yen, Yen)> {
    let yen = |path: &str| draft.get(path)?.get("likely").and_then(Json::as_u64).map(Yen);
    let untouched = draft.get("person[0].born").is_none() && draft.get("income").is_none();
    if untouched { yen(VALUE).zip(yen(BALANCE)) } else { None }
}

fn question(visit: &Visit, answers: &Answers, slips: &[(&'static str, Slip)]) -> Response {
    let title = visit.t("web.first.title");
    let listed: Vec<(String, String)> =
        slips.iter().map(|(name, slip)| ((*name).to_string(), slipped(visit, name, *slip))).collect();
    let body = html! {
        (errors::summary(visit, &listed))
        h1 { (title) }
        p.lead { (visit.t("web.first.lead")) }
        (form(visit, answers, slips))
        p.quiet { (visit.t("web.first.saved")) }
    };
    if slips.is_empty() { page::show(visit, title, body) } else { page::with_errors(visit, title, slips.len(), body) }
}

/// The two questions.
pub(super) fn form(visit: &Visit, answers: &Answers, slips: &[(&'static str, Slip)]) -> Markup {
    html! {
        form method="post" action="/first" {
            div.fields { @for (name, question, help) in FIELDS {
                @let slip = slips.iter().find(|(wrong, _)| *wrong == name).map(|(_, slip)| *slip);
                div.field {
                    label for=(name) { (visit.t(question)) }
                    p.help id={ (name) "-help" } { (visit.t(help)) }
                    @if let Some(slip) = slip { p.wrong id={ (name) "-wrong" } { (slipped(visit, name, slip)) } }
                    span.amount {
                        input id=(name) name=(name) type="text" inputmode="decimal" autocomplete="off" maxlength="40"
                            value=(answers.field(name))
                            aria-describedby={ (name) "-help" @if slip.is_some() { " " (name) "-wrong" } }
                            aria-invalid=[slip.map(|_| "true")];
                        span { (visit.t("web.first.unit")) }
                    }
                    (echo::beside(name, Unit::Man, money::read(answers.field(name), Unit::Man).ok(), visit.lang))
                }
            } }
            button type="submit" { (visit.t("web.first.button")) }
        }
    }
}

/// What is wrong with a field, and what to do.
fn slipped(visit: &Visit, name: &str, slip: Slip) -> String {
    let question = FIELDS.iter().find(|(field, ..)| *field == name).map_or("", |(_, question, _)| visit.t(question));
    money::slipped(question, slip, visit.lang)
}

async fn first_answer(visit: Visit, opened: Opened) -> Response {
    let Some((value, balance)) = amounts_of(&opened.draft) else { return Redirect::to("/interview").into_response() };
    let t = |key| visit.t(key);
    let position = position(&mut Cx::new(&mut NoTrace), value, balance);
    let difference = if position.standing == Standing::Overloan { position.shortfall } else { position.equity };
    let figures = [
        ("web.first.value-read", money::in_man(value, visit.lang)),
        ("web.first.balance-read", money::in_man(balance, visit.lang)),
        (difference_name(position.standing), money::in_man(difference, visit.lang)),
    ];
    let next = match position.standing {
        Standing::Overloan => "web.first.next-overloan",
        Standing::Underloan | Standing::Even => "web.first.next-underloan",
    };
    let answers = Answers { value: money::in_man(value, visit.lang), balance: money::in_man(balance, visit.lang) };
    let body = html! {
        h1 { (t("web.first.answer")) }
        p.lead { (sentence(&said(position, &visit), visit.lang)) }
        dl.figures {
            @for (key, amount) in figures { div { dt { (t(key)) } dd { (amount) } } }
        }
        p.quiet { (word(position.standing.word(), visit.lang)) " · " (t("web.first.rough")) }
        section {
            h2 { (t("web.first.meaning")) }
            p { (t(next)) }
            p { (t("web.first.not-yet")) }
        }
        section.card {
            h2 { (t("web.first.on")) }
            p { (t("web.first.on-what")) }
            p.ways {
                a.button href="/next" { (t("web.first.on-button")) }
                a href="/interview" { (t("web.first.on-list")) }
            }
            p.quiet { (t("web.first.kept")) }
        }
        details {
            summary { (t("web.first.change")) }
            (form(&visit, &answers, &[]))
        }
    };
    page::show(&visit, t("web.first.answer"), body)
}

const fn difference_name(standing: Standing) -> &'static str {
    match standing {
        Standing::Overloan => "web.first.shortfall",
        Standing::Underloan | Standing::Even => "web.first.equity",
    }
}

/// The answer in one sentence.
fn said(position: Position, visit: &Visit) -> Message {
    let amount = |amount| money::in_man(amount, visit.lang);
    match position.standing {
        Standing::Overloan => message!("web.first.overloan", amount = amount(position.shortfall)),
        Standing::Underloan => message!("web.first.underloan", amount = amount(position.equity)),
        Standing::Even => message!("web.first.even"),
    }
}
