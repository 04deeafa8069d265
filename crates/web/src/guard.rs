//! What stands between the loopback and the rest of the web: who may ask, and what a page may do.

use std::net::IpAddr;

use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HOST, ORIGIN, REFERRER_POLICY, SET_COOKIE, X_CONTENT_TYPE_OPTIONS,
    X_FRAME_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::Response;
use law::words::Word;

use crate::visit::Visit;
use crate::{App, page, problem};

/// Nothing but our own style sheet, pictures, forms and files of script; nothing inline; in nobody's frame.
const POLICY: &str = "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self'; \
                      form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Puts the headers on every answer that keep it on this machine and off every disk.
pub(crate) async fn headers(request: Request, next: Next) -> Response {
    let lang = Visit::language_asked_for(request.uri()).map(Word::word);
    let furigana = Visit::furigana_asked_for(request.uri()).map(|wanted| if wanted { "on" } else { "off" });
    let is_asset = request.uri().path().starts_with("/assets/");
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let fixed = [
        (CONTENT_SECURITY_POLICY, POLICY),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (X_FRAME_OPTIONS, "DENY"),
        (REFERRER_POLICY, "no-referrer"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()"),
        (CACHE_CONTROL, if is_asset { "public, max-age=3600" } else { "no-store" }),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    for (name, chosen) in [("lang", lang), ("furigana", furigana)] {
        if let Some(word) = chosen {
            let cookie = format!("{name}={word}; Path=/; SameSite=Strict; HttpOnly; Max-Age=31536000");
            headers.append(SET_COOKIE, HeaderValue::from_str(&cookie).expect("a word of ASCII"));
        }
    }
    response
}

/// Refuses a foreign `Host` (DNS rebinding), and changes that come from another site's page.
pub(crate) async fn same_origin(State(app): State<App>, visit: Visit, request: Request, next: Next) -> Response {
    let headers = request.headers();
    let refused = if !is_known_host(headers, &app.hosts) {
        Some((StatusCode::MISDIRECTED_REQUEST, "web.problem.host"))
    } else if !is_safe(request.method()) && !is_from_here(headers) {
        Some((StatusCode::FORBIDDEN, "web.problem.cross-site"))
    } else {
        None
    };
    match refused {
        None => next.run(request).await,
        Some((status, key)) if request.uri().path().starts_with("/api/") => problem::plain(status, key, visit.lang),
        Some((status, key)) => page::refusal(&visit, status, key),
    }
}

const fn is_safe(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

/// Is it a name of the loopback, or one that the server was told? The port does not matter: rebinding changes names.
fn is_known_host(headers: &HeaderMap, known: &[String]) -> bool {
    let Some(host) = headers.get(HOST).and_then(|host| host.to_str().ok()) else { return false };
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => host.rsplit_once(':').map_or(host, |(name, _)| name),
    };
    name.eq_ignore_ascii_case("localhost")
        || name.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
        || known.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// Browsers say where a change comes from; programs say nothing. A page of another site cannot keep silent.
fn is_from_here(headers: &HeaderMap) -> bool {
    let text = |name: HeaderName| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    match (text(FETCH_SITE), text(ORIGIN)) {
        (Some(site), _) => matches!(site, "same-origin" | "none"),
        (None, Some(origin)) => origin.split_once("://").map(|(_, host)| host) == text(HOST),
        (None, None) => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(list: &[(&'static str, &'static str)]) -> HeaderMap {
        list.iter().map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value))).collect()
    }

    #[test]
    fn only_names_of_this_machine_are_answered() {
        let check = |host| is_known_host(&headers(&[("host", host)]), &["saiken.test".to_string()]);
        for host in ["127.0.0.1:8765", "127.0.0.9", "localhost:1", "LOCALHOST", "[::1]:8765", "saiken.test:80"] {
            assert!(check(host), "{host}");
        }
        for host in ["", "evil.test", "127.0.0.1.evil.test:8765", "localhost.evil.test", "[::2]:1", "192.168.0.2"] {
            assert!(!check(host), "{host}");
        }
        assert!(!is_known_host(&HeaderMap::new(), &[]));
    }

    #[test]
    fn a_change_comes_from_our_own_page_or_from_a_program() {
        let host = ("host", "127.0.0.1:8765");
        let check = |list: &[(&'static str, &'static str)]| is_from_here(&headers(list));
        assert!(check(&[host]));
        assert!(check(&[host, ("sec-fetch-site", "same-origin"), ("origin", "http://127.0.0.1:8765")]));
        assert!(check(&[host, ("origin", "http://127.0.0.1:8765")]));
        assert!(!check(&[host, ("sec-fetch-site", "cross-site")]));
        assert!(!check(&[host, ("sec-fetch-site", "same-site"), ("origin", "http://127.0.0.1:1")]));
        assert!(!check(&[host, ("origin", "http://127.0.0.1:1")]));
        assert!(!check(&[host, ("origin", "null")]));
    }
}
