//! `/first`: the first answer, from two inputs; and from there a case with all its routes.

use axum::Router;
use axum::extract::rejection::FormRejection;
use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use case::Format;
use case::file::File;
use catalogue::{sentence, word};
use law::home::{Position, Standing, position};
use law::message::Message;
use law::trace::{Cx, NoTrace};
use law::words::Word;
use law::{Date, Yen, message};
use maud::{Markup, html};
use read::Problem;
use serde_json::json;

use crate::parts::money::{self, Slip};
use crate::parts::{clock, day};
use crate::store::Case;
use crate::visit::Visit;
use crate::{App, page};

/// The fields in their order: name, question, what helps.
const FIELDS: [(&str, &str, &str); 2] =
    [("value", "web.first.value", "web.first.value-help"), ("balance", "web.first.balance", "web.first.balance-help")];

/// What was written into the form.
#[derive(Clone, Debug, Default)]
pub(super) struct Answers {
    value: String,
    balance: String,
    born: String,
}

impl Answers {
    fn of(pairs: Vec<(String, String)>) -> Answers {
        let mut answers = Answers::default();
        for (name, text) in pairs {
            match name.as_str() {
                "value" => answers.value = text,
                "balance" => answers.balance = text,
                "born" => answers.born = text,
                _ => {}
            }
        }
        answers
    }

    fn field(&self, name: &str) -> &str {
        if name == "value" { &self.value } else { &self.balance }
    }

    /// Both amounts, or every field that cannot be read.
    fn amounts(&self) -> Result<(Yen, Yen), Vec<(&'static str, Slip)>> {
        match (money::read(&self.value), money::read(&self.balance)) {
            (Ok(value), Ok(balance)) => Ok((value, balance)),
            (value, balance) => Err([("value", value.err()), ("balance", balance.err())]
                .into_iter()
                .filter_map(|(n, s)| Some((n, s?)))
                .collect()),
        }
    }
}

type Sent = Result<Form<Vec<(String, String)>>, FormRejection>;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/first", get(ask).post(answer)).route("/first/case", post(as_case))
}

async fn ask(visit: Visit) -> Response {
    question(&visit, &Answers::default(), &[])
}

async fn answer(visit: Visit, sent: Sent) -> Response {
    let Ok(Form(pairs)) = sent else { return page::refusal(&visit, StatusCode::BAD_REQUEST, "web.problem.body") };
    let answers = Answers::of(pairs);
    match answers.amounts() {
        Ok((value, balance)) => first_answer(&visit, &answers, value, balance, None),
        Err(slips) => question(&visit, &answers, &slips),
    }
}

/// Makes a case of the two inputs, the day of birth and today, and shows its routes.
async fn as_case(State(app): State<App>, visit: Visit, sent: Sent) -> Response {
    let Ok(Form(pairs)) = sent else { return page::refusal(&visit, StatusCode::BAD_REQUEST, "web.problem.body") };
    let answers = Answers::of(pairs);
    let (value, balance) = match answers.amounts() {
        Ok(amounts) => amounts,
        Err(slips) => return question(&visit, &answers, &slips),
    };
    let made = day::read(&answers.born, visit.lang).and_then(|born| smallest_case(&visit, value, balance, born));
    let case = match made {
        Ok(case) => case,
        Err(wrong) => return first_answer(&visit, &answers, value, balance, Some(&wrong)),
    };
    match app.cases.keep(case, visit.case.as_ref()) {
        Some(id) => ([(SET_COOKIE, id.cookie())], Redirect::to("/result")).into_response(),
        None => page::refusal(&visit, StatusCode::SERVICE_UNAVAILABLE, "web.problem.not-kept"),
    }
}

/// A case that says no more than the questions: a home with its value, and a home loan whose mortgage stands on it. Or
/// what is wrong with the answers.
fn smallest_case(visit: &Visit, value: Yen, balance: Yen, born: Date) -> Result<Case, String> {
    let [me, home, loan] = ["web.first.me", "web.first.home", "web.first.loan"].map(|key| visit.t(key));
    let json = json!({
        "as_of": clock::today().to_string(),
        "person": [{ "id": me, "role": "debtor", "born": born.to_string() }],
        "home": [{
            "id": home,
            "value": { "likely": value.0 },
            "encumbrances": [{ "rank": 1, "kind": "mortgage", "claim": loan }],
        }],
        "claim": [{ "id": loan, "kind": "home-loan", "debtor": me, "principal": { "likely": balance.0 } }],
    });
    let wrong = |problems: Vec<Problem>| {
        let said = problems.iter().map(|problem| sentence(&problem.message, visit.lang));
        said.collect::<Vec<_>>().join(" ")
    };
    let text = File::parse(json.to_string().as_bytes(), Format::Json).map_err(wrong)?.print(Format::Toml);
    let house = case::read(text.as_bytes(), Format::Toml).map_err(wrong)?;
    Ok(Case { bytes: text.into_bytes(), format: Format::Toml, house })
}

fn question(visit: &Visit, answers: &Answers, slips: &[(&'static str, Slip)]) -> Response {
    let title = visit.t("web.first.title");
    let body = html! {
        @if !slips.is_empty() {
            div.errors role="alert" aria-labelledby="errors" {
                h2 id="errors" { (visit.t("web.errors")) }
                ul { @for (name, slip) in slips { li { a href={ "#" (name) } { (slipped(visit, name, *slip)) } } } }
            }
        }
        h1 { (title) }
        p.lead { (visit.t("web.first.lead")) }
        (form(visit, answers, slips))
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
                }
            } }
            button type="submit" { (visit.t("web.first.button")) }
        }
    }
}

/// What is wrong with a field, and what to do.
fn slipped(visit: &Visit, name: &str, slip: Slip) -> String {
    let question = FIELDS.iter().find(|(field, ..)| *field == name).map_or("", |(_, question, _)| visit.t(question));
    let message = match slip {
        Slip::Empty => message!("web.first.empty", field = question.to_string()),
        Slip::NoAmount => message!("web.first.no-amount", field = question.to_string()),
        Slip::WhichUnit => message!("web.first.which-unit", field = question.to_string()),
    };
    sentence(&message, visit.lang)
}

fn first_answer(visit: &Visit, answers: &Answers, value: Yen, balance: Yen, wrong: Option<&str>) -> Response {
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
    let body = html! {
        @if let Some(wrong) = wrong {
            div.errors role="alert" aria-labelledby="errors" {
                h2 id="errors" { (t("web.errors")) }
                ul { li { a href="#born" { (wrong) } } }
            }
        }
        h1 { (t("web.first.answer")) }
        p.lead { (sentence(&said(position, visit), visit.lang)) }
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
            form method="post" action="/first/case" {
                @for (name, ..) in FIELDS { input type="hidden" name=(name) value=(answers.field(name)); }
                div.field {
                    label for="born" { (t("web.first.born")) }
                    p.help id="born-help" { (t("web.first.born-help")) }
                    @if let Some(wrong) = wrong { p.wrong id="born-wrong" { (wrong) } }
                    input id="born" name="born" type="text" autocomplete="off" maxlength="40" value=(answers.born)
                        aria-describedby={ "born-help" @if wrong.is_some() { " born-wrong" } }
                        aria-invalid=[wrong.map(|_| "true")];
                }
                button type="submit" { (t("web.first.on-button")) }
            }
        }
        details {
            summary { (t("web.first.change")) }
            (form(visit, answers, &[]))
        }
    };
    match wrong {
        Some(_) => page::with_errors(visit, t("web.first.answer"), 1, body),
        None => page::show(visit, t("web.first.answer"), body),
    }
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
