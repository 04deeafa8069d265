//! One file a page or API route; each gives the router of its own paths.

mod api;
mod ask;
mod assets;
mod cases;
mod check;
mod compare;
mod deadlines;
mod delete;
mod echo;
mod export;
mod first;
mod history;
mod import;
mod interview;
mod leave;
mod limits;
mod next;
mod not_found;
mod readings;
mod result;
mod route;
mod scenarios;
mod start;
mod urgent;
mod whatif;

use axum::Router;

use crate::App;

/// Every route.
pub(crate) fn all() -> Router<App> {
    Router::new()
        .merge(start::routes())
        .merge(first::routes())
        .merge(cases::routes())
        .merge(interview::routes())
        .merge(ask::routes())
        .merge(next::routes())
        .merge(check::routes())
        .merge(history::routes())
        .merge(leave::routes())
        .merge(urgent::routes())
        .merge(echo::routes())
        .merge(import::routes())
        .merge(result::routes())
        .merge(route::routes())
        .merge(deadlines::routes())
        .merge(compare::routes())
        .merge(limits::routes())
        .merge(whatif::routes())
        .merge(readings::routes())
        .merge(scenarios::routes())
        .merge(export::routes())
        .merge(delete::routes())
        .merge(assets::routes())
        .merge(api::routes())
        .fallback(not_found::page)
        .method_not_allowed_fallback(not_found::wrong_method)
}
