//! 「なぜ？」: the derivation of a figure, opened without any script.

use explain::Branch;
use maud::{Markup, html};
use report::Report;

use crate::visit::Visit;

/// The derivation of a figure of a plan.
pub(crate) fn why(visit: &Visit, report: &Report<'_>, step: usize, of: &str) -> Markup {
    tree(visit, &explain::tree(report.derivation, report.standings, step, visit.lang), of)
}

/// A derivation behind a button that opens it; `of` names the figure for those who cannot see where the button stands.
pub(crate) fn tree(visit: &Visit, branch: &Branch, of: &str) -> Markup {
    html! {
        details.why {
            summary { span.hidden { (of) " " } (visit.t("web.why")) }
            ul.tree { (twig(branch)) }
        }
    }
}

fn twig(branch: &Branch) -> Markup {
    html! {
        li {
            (branch.text)
            @if !branch.below.is_empty() {
                ul { @for inner in &branch.below { (twig(inner)) } }
            }
        }
    }
}
