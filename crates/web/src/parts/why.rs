//! 「なぜ？」: the derivation of a figure, opened without any script.

use explain::Branch;
use maud::{Markup, html};
use report::Report;

use crate::visit::Visit;

/// The derivation of a figure of a plan.
pub(crate) fn why(visit: &Visit, report: &Report<'_>, step: usize, of: &str) -> Markup {
    tree(visit, &branch(visit, report, step), of)
}

/// The steps behind a figure of a plan.
pub(crate) fn branch(visit: &Visit, report: &Report<'_>, step: usize) -> Branch {
    explain::tree(report.derivation, report.standings, step, visit.lang)
}

/// A derivation behind a button that opens it; `of` names the figure for those who cannot see where the button stands.
pub(crate) fn tree(visit: &Visit, branch: &Branch, of: &str) -> Markup {
    named(visit, branch, of, None)
}

/// The same with a name, so that a link can lead to it: a browser opens what it is led to.
pub(crate) fn named(visit: &Visit, branch: &Branch, of: &str, id: Option<&str>) -> Markup {
    html! {
        details.why {
            summary { span.hidden { (of) " " } (visit.t("web.why")) }
            ul.tree id=[id] { (twig(branch)) }
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
