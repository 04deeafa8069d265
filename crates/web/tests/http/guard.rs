//! Who may ask, and what a page may do.

use axum::http::{Method, StatusCode};

use super::{Browser, call, example};

#[tokio::test]
async fn a_foreign_host_is_refused_before_anything_else() {
    let mut browser = Browser::new().await;
    for host in ["evil.test", "evil.test:8765", "192.168.1.5:8765"] {
        for path in ["/", "/result", "/api/v1/rules", "/assets/style.css"] {
            let answer = browser.send(Method::GET, path, &[("host", host)], Vec::new()).await;
            assert_eq!(answer.status, StatusCode::MISDIRECTED_REQUEST, "{host} {path}");
        }
    }
    for host in ["localhost:8765", "[::1]:8765", "127.0.0.1"] {
        let answer = browser.send(Method::GET, "/", &[("host", host)], Vec::new()).await;
        assert_eq!(answer.status, StatusCode::OK, "{host}");
    }
}

#[tokio::test]
async fn a_page_of_another_site_changes_nothing() {
    let mut browser = Browser::new().await;
    browser.import("text", &example("sato")).await;
    for from in [("sec-fetch-site", "cross-site"), ("sec-fetch-site", "same-site"), ("origin", "http://evil.test")] {
        let forms = [
            "/cases/new",
            "/cases/open",
            "/cases/delete",
            "/interview/people",
            "/ask/person/0",
            "/list/claim",
            "/next",
            "/undo",
        ];
        for path in ["/delete", "/import", "/first", "/api/v1/plan"].into_iter().chain(forms) {
            let answer = browser.send(Method::POST, path, &[from], Vec::new()).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{from:?} {path}");
        }
    }
    assert_eq!(browser.get("/result").await.status, StatusCode::OK);
}

#[tokio::test]
async fn every_answer_keeps_to_this_machine() {
    let mut browser = Browser::new().await;
    browser.import("text", &example("sato")).await;
    for path in [
        "/",
        "/result",
        "/routes/voluntary-sale+bankruptcy",
        "/whatif",
        "/import",
        "/nowhere",
        "/api/v1/rules",
        "/case",
    ] {
        let answer = browser.get(path).await;
        let policy = answer.header("content-security-policy");
        assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{path}: {policy}");
        assert_eq!(answer.header("referrer-policy"), "no-referrer", "{path}");
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        let html = answer.text;
        for inline in ["<script>", "style=\"", "<style", " onclick", "javascript:"] {
            assert!(!html.contains(inline), "{path} has {inline}");
        }
        // What a page loads comes from here, and so does where it leads; the quick exit goes elsewhere from there.
        for attribute in ["src=\"", "action=\"", "rel=\"stylesheet\" href=\""] {
            assert!(html.split(attribute).skip(1).all(|rest| rest.starts_with('/')), "{path}: {attribute}");
        }
        assert!(!html.contains("href=\"http"), "{path}");
    }
    let style = browser.get("/assets/style.css").await;
    assert!(style.has("--ink") && !style.has("http") && !style.has("@import"));
}

#[tokio::test]
async fn the_cookie_of_a_case_is_kept_from_scripts_and_other_sites_and_is_new_for_each() {
    let mut browser = Browser::new().await;
    let mut seen = Vec::new();
    for _ in 0..2 {
        let cookie = browser.import("text", &example("sato")).await.header("set-cookie").to_string();
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), "{cookie}");
        seen.push(browser.cookies[0].1.clone());
    }
    assert_ne!(seen[0], seen[1]);
}

#[tokio::test]
async fn what_is_too_large_is_refused() {
    let answer = call("/api/v1/plan", &" ".repeat(5 << 20)).await;
    assert_eq!(
        (answer.status, answer.header("content-type")),
        (StatusCode::PAYLOAD_TOO_LARGE, "application/problem+json")
    );
    let answer = call("/api/v1/plan", &" ".repeat(case::MAX_BYTES + 1)).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    let answer = call("/api/v1/calc/home.position", &" ".repeat((1 << 20) + 1)).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    let answer = Browser::new().await.import("file", &vec![b' '; 5 << 20]).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn what_does_not_exist_is_said_so_as_page_or_as_problem() {
    let mut browser = Browser::new().await;
    let answer = browser.get("/nowhere").await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert!(answer.has("お探しのページはありません。"));
    let answer = browser.get("/api/v1/nowhere").await;
    assert_eq!((answer.status, answer.header("content-type")), (StatusCode::NOT_FOUND, "application/problem+json"));
    let answer = browser.get("/api/v1/plan").await;
    assert_eq!((answer.status, &answer.json()["status"]), (StatusCode::METHOD_NOT_ALLOWED, &405.into()));
    assert_eq!(browser.post("/", "").await.status, StatusCode::METHOD_NOT_ALLOWED);
}
