//! Forms as browsers send them.

use axum::extract::Form;
use axum::extract::rejection::FormRejection;
use axum::http::StatusCode;
use axum::response::Response;

use crate::page;
use crate::visit::Visit;

/// A form, if it came whole.
pub(crate) type Sent = Result<Form<Vec<(String, String)>>, FormRejection>;

/// Names with what was written, in the order of the form.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pairs(Vec<(String, String)>);

impl From<Vec<(String, String)>> for Pairs {
    fn from(pairs: Vec<(String, String)>) -> Pairs {
        Pairs(pairs)
    }
}

impl Pairs {
    /// Reads a form; or says that it did not come whole.
    pub(crate) fn of(visit: &Visit, sent: Sent) -> Result<Pairs, Response> {
        match sent {
            Ok(Form(pairs)) => Ok(Pairs(pairs)),
            Err(rejection) if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE => {
                Err(page::refusal(visit, StatusCode::PAYLOAD_TOO_LARGE, "web.problem.too-large"))
            }
            Err(_) => Err(page::refusal(visit, StatusCode::BAD_REQUEST, "web.problem.body")),
        }
    }

    /// What stands under a name; `None` when the form has no such field.
    pub(crate) fn first(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(found, _)| found == name).map(|(_, text)| text.as_str())
    }

    /// Everything that stands under a name.
    pub(crate) fn all<'p>(&'p self, name: &'p str) -> impl Iterator<Item = &'p str> {
        self.0.iter().filter(move |(found, _)| found == name).map(|(_, text)| text.as_str())
    }
}
