//! Cases, their history, export and deletion; what is saved survives.

use axum::http::StatusCode;

use super::{Browser, example};

/// The ids of the cases, in the order of the list.
fn ids(html: &str) -> Vec<String> {
    let opens = html.split("action=\"/cases/open\"").skip(1);
    opens.map(|rest| rest.split("value=\"").nth(1).unwrap().split('"').next().unwrap().to_string()).collect()
}

#[tokio::test]
async fn several_cases_are_named_opened_copied_and_deleted() {
    let mut browser = Browser::new().await;
    browser.import("text", &example("sato")).await;
    browser.import("text", &example("tanaka")).await;
    let list = browser.get("/cases").await;
    let found = ids(&list.text);
    assert_eq!(found.len(), 2);
    browser.post("/cases/rename", &format!("id={}&name=%E4%BD%90%E8%97%A4%3Cb%3E", found[1])).await;
    let list = browser.get("/cases").await;
    assert!(list.has("佐藤&lt;b&gt;") && !list.has("<b>"));
    let opened = browser.post("/cases/open", &format!("id={}", found[1])).await;
    assert_eq!(opened.header("location"), "/interview");
    assert!(browser.get("/interview").await.has("佐藤"));
    browser.post("/cases/copy", &format!("id={}", found[1])).await;
    assert_eq!(ids(&browser.get("/cases").await.text).len(), 3);
    // Asked once more before anything goes.
    let asked = browser.post("/cases/delete", &format!("id={}", found[1])).await;
    assert!(asked.has("name=\"sure\"") && ids(&browser.get("/cases").await.text).len() == 3);
    browser.post("/cases/delete", &format!("id={}&sure=yes", found[1])).await;
    assert_eq!(ids(&browser.get("/cases").await.text).len(), 2);
    assert_eq!(browser.get("/interview").await.header("location"), "/", "its browser has none open now");
    for path in ["/cases/open", "/cases/rename", "/cases/copy", "/cases/delete"] {
        assert_eq!(browser.post(path, &format!("id={}", found[1])).await.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(browser.post(path, "").await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

/// Hundreds of cases come in pages and are found by name; what is looked for stands in no address.
#[tokio::test]
async fn many_cases_come_in_pages_and_are_found_by_name() {
    let mut browser = Browser::new().await;
    browser.import("text", &example("sato")).await;
    assert!(!browser.get("/cases").await.has("role=\"search\""), "one needs no search");
    let mut archive = browser.get("/export").await.json();
    let one = archive["cases"][0].clone();
    let named = |number: usize| {
        let mut case = one.clone();
        case["name"] = format!("Family {number:03}").into();
        case
    };
    archive["cases"] = (1..=120).map(named).collect();
    browser.import("file", archive.to_string().as_bytes()).await;
    let first = browser.get("/cases").await;
    assert_eq!(ids(&first.text).len(), 50);
    assert!(first.has("href=\"/cases?page=3\"") && !first.has("page=4"));
    assert_eq!(ids(&browser.get("/cases?page=3").await.text).len(), 21);
    assert_eq!(ids(&browser.get("/cases?page=99").await.text).len(), 21, "the last");
    assert_eq!(ids(&browser.get("/cases?page=x").await.text).len(), 50);
    let found = browser.post("/cases", "find=FAMILY+01").await;
    assert_eq!(ids(&found.text).len(), 10);
    assert!(found.has("10件見つかりました"));
    assert_eq!(ids(&browser.post("/cases", "find=nobody").await.text).len(), 0);
    assert!(browser.get("/delete").await.has("ほか101件"));
}

#[tokio::test]
async fn changes_are_undone_where_the_reader_stands() {
    let mut browser = Browser::new().await;
    browser.import("text", &example("sato")).await;
    let before = browser.get("/case").await.text;
    let offers = "action=\"/undo\"";
    assert!(!browser.get("/interview").await.has(offers), "there is nothing to undo yet");
    browser.post("/interview/wishes", "wishes.rent_if_moved=99000").await;
    assert!(browser.get("/interview").await.has(offers));
    let history = browser.get("/history").await;
    assert!(history.has("引っ越した場合の家賃") && history.has("9万9,000円"));
    let undone = browser.post("/undo", "back=%2Finterview%2Fwishes").await;
    assert_eq!(undone.header("location"), "/interview/wishes");
    assert_eq!(browser.get("/case").await.text, before);
    assert!(browser.get("/history").await.has("取り消し済み"));
    assert!(!browser.get("/interview").await.has(offers));
    browser.post("/redo", "").await;
    assert!(browser.get("/case").await.has("99000"));
    // Nobody is sent elsewhere.
    for back in ["https%3A%2F%2Fevil.test", "%2F%2Fevil.test", "%2F%5Cevil.test"] {
        assert_eq!(browser.post("/undo", &format!("back={back}")).await.header("location"), "/interview", "{back}");
    }
}

#[tokio::test]
async fn a_file_replaces_the_open_case_when_asked_to_and_can_be_undone() {
    let mut browser = Browser::new().await;
    browser.import("text", &example("sato")).await;
    let before = browser.get("/case").await.text;
    let tanaka = String::from_utf8(example("tanaka")).unwrap();
    let part = |name: &str, value: &str| {
        format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let body = part("text", &tanaka) + &part("into", "open") + "--edge--\r\n";
    let kind = ("content-type", "multipart/form-data; boundary=edge");
    let headers = [kind, ("sec-fetch-site", "same-origin")];
    browser.send(axum::http::Method::POST, "/import", &headers, body.into_bytes()).await;
    assert_ne!(browser.get("/case").await.text, before);
    assert_eq!(ids(&browser.get("/cases").await.text).len(), 1);
    browser.post("/undo", "").await;
    assert_eq!(browser.get("/case").await.text, before);
    // Incomplete, and taken all the same.
    let draft = "as_of = 2026-11-22\n[[claim]]\nid = 'card'\n";
    let refused = browser.import("text", draft.as_bytes()).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.has("name=\"anyway\""));
    let body = part("text", draft) + &part("anyway", "1") + "--edge--\r\n";
    let taken = browser.send(axum::http::Method::POST, "/import", &headers, body.into_bytes()).await;
    assert_eq!(taken.header("location"), "/check");
    assert!(browser.get("/check").await.has("まだ計算に入っていない答え"));
    assert!(browser.get("/case").await.has("id = \"card\""), "what was written is kept");
}

#[tokio::test]
async fn everything_is_exported_deleted_and_read_in_again() {
    let mut browser = Browser::new().await;
    browser.import("text", &example("sato")).await;
    browser.post("/interview/wishes", "wishes.rent_if_moved=99000").await;
    browser.import("text", &example("tanaka")).await;
    let archive = browser.get("/export").await;
    assert!(
        archive.header("content-disposition").contains("saiken-")
            && archive.json()["cases"].as_array().unwrap().len() == 2
    );
    browser.post("/delete", "").await;
    assert!(browser.get("/export").await.json()["cases"].as_array().unwrap().is_empty());
    let read = browser.import("file", archive.text.as_bytes()).await;
    assert_eq!(read.header("location"), "/cases");
    assert_eq!(browser.get("/export").await.json(), archive.json());
    let broken = browser.import("text", b"{\"kind\": \"saiken-archive\", \"version\": 9}").await;
    assert_eq!(broken.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn the_quick_exit_closes_the_case_and_goes_elsewhere() {
    let mut browser = Browser::new().await;
    browser.import("text", &example("sato")).await;
    assert!(browser.get("/result").await.has("href=\"/leave\""));
    let left = browser.get("/leave").await;
    assert!(left.status == StatusCode::SEE_OTHER && left.header("location").starts_with("https://www.jma.go.jp/"));
    assert_eq!(browser.get("/result").await.header("location"), "/");
    assert_eq!(ids(&browser.get("/cases").await.text).len(), 1, "nothing is deleted");
}

/// Names and facts stand in no address and in no header of an answer.
#[tokio::test]
async fn no_fact_stands_in_an_address() {
    let mut browser = Browser::new().await;
    browser.import("text", &example("sato")).await;
    let draft = case::Draft::parse(&example("sato"), case::Format::Toml).unwrap();
    let ids = ["person", "claim", "home"].into_iter().flat_map(|list| {
        let entries = draft.get(list).and_then(|entries| entries.as_array()).cloned().unwrap_or_default();
        entries.into_iter().filter_map(|entry| entry["id"].as_str().map(str::to_string))
    });
    let ids: Vec<String> = ids.collect();
    assert!(!ids.is_empty());
    for path in ["/interview", "/interview/debts", "/check", "/history", "/cases", "/ask/claim/0", "/next"] {
        let page = browser.get(path).await;
        for href in page.text.split("href=\"").chain(page.text.split("action=\"")).skip(1) {
            let address = href.split('"').next().unwrap();
            assert!(
                address.is_ascii() && !ids.iter().any(|id| !id.is_empty() && address.contains(&format!("={id}"))),
                "{path}: {address}"
            );
        }
    }
}
