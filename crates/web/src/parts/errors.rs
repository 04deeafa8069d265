//! The summary of what is wrong, at the top of a page.

use maud::{Markup, html};

use crate::visit::Visit;

/// Every mistake with a link to its field; nothing when there is none. The first thing on the page takes the focus.
pub(crate) fn summary(visit: &Visit, list: &[(String, String)]) -> Markup {
    html! {
        @if !list.is_empty() {
            div.errors role="alert" aria-labelledby="errors" tabindex="-1" autofocus {
                h2 id="errors" { (visit.t("web.errors")) }
                ul { @for (field, wrong) in list { li { a href={ "#" (field) } { (wrong) } } } }
            }
        }
    }
}
