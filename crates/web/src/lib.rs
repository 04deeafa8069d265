//! saiken in a browser on one's own machine: pages rendered here, a JSON API beside them.
//!
//! Handlers only translate: text into facts, plans into markup or JSON. The engine decides. Pages work without
//! JavaScript and ask nothing of any other machine.

mod ask;
#[cfg(test)]
mod example;
mod guard;
mod opened;
mod page;
mod parts;
mod problem;
mod routes;
mod ruby;
mod visit;
mod whatif;
mod worked;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::middleware::{from_fn, from_fn_with_state};
use store::Store;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::timeout::TimeoutLayer;

/// A request takes no longer than this, its body included.
const LONGEST_REQUEST: Duration = Duration::from_secs(20);

/// The largest body: a case file of the largest size with what a form puts around it.
const LARGEST_BODY: usize = case::MAX_BYTES + 64 * 1024;

/// What the server is told when it starts.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Names in `Host` that are answered beside those of the loopback.
    pub hosts: Vec<String>,
}

/// What every request may look at.
#[derive(Clone, Debug)]
pub(crate) struct App {
    pub(crate) store: Store,
    pub(crate) hosts: Arc<[String]>,
}

/// Everything that is served, over the cases of a store.
pub fn app(settings: Settings, store: Store) -> Router {
    let app = App { store, hosts: settings.hosts.into() };
    routes::all()
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, LONGEST_REQUEST))
        .layer(CatchPanicLayer::custom(|_| page::broken()))
        .layer(from_fn_with_state(app.clone(), guard::same_origin))
        .layer(from_fn(guard::headers))
        .with_state(app)
}
