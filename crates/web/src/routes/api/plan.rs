//! `POST /api/v1/plan`: a case file as JSON, every way out as JSON.

use axum::Router;
use axum::body::Bytes;
use axum::extract::RawQuery;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use axum::routing::post;
use case::Format;
use law::Cx;
use law::trace::{Derivation, NoTrace};
use law::words::Word;
use plan::Practice;
use report::Report;

use crate::visit::Visit;
use crate::worked::Worked;
use crate::{App, problem};

law::word_list! {
    /// How much is answered.
    pub(super) enum Detail {
        /// Verdicts and figures of each route, without a sentence.
        None = "none",
        /// Every form of every route, with requirements, sentences, deadlines, papers.
        Words = "words",
        /// The month-by-month cash flow too.
        CashFlow = "cash-flow",
        /// The mark of each figure too: who stands behind it.
        Marks = "marks",
        /// Everything that `saiken plan --json` says.
        Full = "full",
    }
}

pub(super) fn routes() -> Router<App> {
    Router::new().route("/api/v1/plan", post(plan))
}

async fn plan(
    visit: Visit,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    bytes: Result<Bytes, BytesRejection>,
) -> Result<Response, Response> {
    let lang = visit.lang;
    let asked = query.as_deref().unwrap_or_default().split('&').find_map(|pair| pair.strip_prefix("detail="));
    let detail = Detail::from_word(asked.unwrap_or(Detail::None.word()))
        .ok_or_else(|| problem::plain(StatusCode::BAD_REQUEST, "web.problem.detail", lang))?;
    let bytes = super::body(&headers, bytes, lang)?;
    let house = case::read(&bytes, Format::Json).map_err(|problems| problem::of_case(&problems, lang))?;
    let json = match detail {
        Detail::None => {
            let outcomes = plan::outcomes(&house, &Practice::default());
            return Ok(super::answer(report::outcomes::bytes(&house, &outcomes)));
        }
        Detail::Full => report::json(&Worked::out(&house).report(), lang),
        Detail::Marks => {
            let mut derivation = Derivation::default();
            let plan = plan::evaluate(&mut Cx::new(&mut derivation), &house, &Practice::default(), 0);
            let standings = derivation.standings();
            report::json(&Report { house: &house, plan: &plan, derivation: &derivation, standings: &standings }, lang)
        }
        Detail::Words | Detail::CashFlow => {
            let months = if detail == Detail::CashFlow { house.wishes.horizon_months } else { 0 };
            let plan = plan::evaluate(&mut Cx::new(&mut NoTrace), &house, &Practice::default(), months);
            let silent = Derivation::default();
            report::json(&Report { house: &house, plan: &plan, derivation: &silent, standings: &[] }, lang)
        }
    };
    Ok(super::answer(json.to_string()))
}
