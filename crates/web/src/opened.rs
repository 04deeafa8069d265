//! The case that a browser has open: read from the store for each request, so that nobody shows an old one.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};
use case::{Draft, Household, Reading};
use store::{Case, Id, Listed};

use crate::visit::Visit;
use crate::{App, page};

/// The open case. Without one a page leads to the start.
#[derive(Debug)]
pub(crate) struct Opened {
    /// Its names.
    pub(crate) listed: Listed,
    /// What was written.
    pub(crate) draft: Draft,
    /// What the engine makes of it.
    pub(crate) reading: Reading,
    /// Is there a change that can be taken back?
    pub(crate) undoable: bool,
}

impl Opened {
    /// Its name for programs.
    pub(crate) fn id(&self) -> &Id {
        &self.listed.id
    }

    /// The household; a case in which even the debtor is not known leads to the questions.
    pub(crate) fn house(&self) -> Result<&Household, Response> {
        self.reading.household.as_ref().ok_or_else(|| Redirect::to("/interview").into_response())
    }

    /// The open case of a visit.
    pub(crate) async fn of(app: &App, visit: &Visit) -> Result<Opened, Response> {
        let found = match &visit.case {
            Some(id) => app.store.case(id).await.map_err(|failure| page::failed(visit, &failure))?,
            None => None,
        };
        let Case { listed, draft, undoable } = found.ok_or_else(|| Redirect::to("/").into_response())?;
        let reading = draft.read();
        Ok(Opened { listed, draft, reading, undoable })
    }
}

impl FromRequestParts<App> for Opened {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Opened, Response> {
        let Ok(visit) = Visit::from_request_parts(parts, app).await;
        Opened::of(app, &visit).await
    }
}
