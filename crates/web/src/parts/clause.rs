//! The payments under the home loan clause, month by month.

use catalogue::{sentence, text};
use law::message;
use maud::{Markup, html};
use plan::Variant;
use report::{Report, clause};

use crate::visit::Visit;

/// One table for each home loan of the variant; nothing outside the clause.
pub(crate) fn tables(visit: &Visit, report: &Report<'_>, variant: &Variant) -> Markup {
    let lang = visit.lang;
    html! {
        @for table in &variant.clause {
            @let claim = report.house.claims.as_ref().map_or("", |claims| claims[table.claim.0].id.as_str()).to_string();
            @let title = sentence(&message!("screen.clause-schedule", claim = claim), lang);
            section {
                h2 { (title) }
                p { (sentence(&message!("screen.clause-sum", total = table.schedule.total()), lang)) }
                details.table {
                    summary { (visit.t("web.as-table")) }
                    div.scroll tabindex="0" role="region" aria-label=(title) {
                        table {
                            caption { (visit.t("web.flow.unit")) }
                            thead { tr {
                                th scope="col" { (visit.t("screen.month")) }
                                @for key in clause::COLUMNS { th.number scope="col" { (text(key, lang)) } }
                            } }
                            tbody {
                                @for (number, amounts) in clause::rows(table) {
                                    tr {
                                        th scope="row" { (clause::month(table, number)) }
                                        @for amount in amounts { td.number { (amount) } }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
