//! The interview: answers are saved as they are given, nothing erases one but its reader.

use axum::http::StatusCode;
use case::{Draft, Format};

use super::{Answer, Browser, example};

/// The open case as its file says it.
async fn draft(browser: &mut Browser) -> Draft {
    let file = browser.get("/case").await;
    Draft::parse(file.text.as_bytes(), Format::Toml).unwrap()
}

/// A form of names and values.
fn form(pairs: &[(&str, &str)]) -> String {
    let digit = |half: u8| char::from_digit(u32::from(half), 16).unwrap();
    let coded =
        |text: &str| text.bytes().flat_map(|byte| ['%', digit(byte >> 4), digit(byte & 15)]).collect::<String>();
    pairs.iter().map(|(name, value)| format!("{}={}", coded(name), coded(value))).collect::<Vec<_>>().join("&")
}

async fn post(browser: &mut Browser, path: &str, pairs: &[(&str, &str)]) -> Answer {
    browser.post(path, &form(pairs)).await
}

async fn begun() -> Browser {
    let mut browser = Browser::new().await;
    let answer = browser.post("/cases/new", "").await;
    assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/interview"));
    browser
}

#[tokio::test]
async fn from_nothing_to_a_result_by_answers_alone() {
    let mut browser = begun().await;
    assert_eq!(browser.get("/result").await.header("location"), "/interview");
    let list = browser.get("/interview").await;
    assert_eq!(list.text.matches("未着手").count(), 8);
    let born = [("path", "person[0].born"), ("person[0].born~y", "S56.5.4")];
    assert_eq!(post(&mut browser, "/next", &born).await.status, StatusCode::SEE_OTHER);
    // A list: added with its kind, then its questions.
    let added = post(&mut browser, "/list/claim", &[("add", "1"), ("kind", "home-loan"), ("back", "/next")]).await;
    assert_eq!(added.header("location"), "/ask/claim/0");
    let page = browser.get("/ask/claim/0").await;
    assert!(page.has("name=\"claim[0].rate\"") && page.has("name=\"claim[0].purpose\"") && page.has("なぜ聞くの"));
    assert!(!page.has("name=\"claim[0].statutory_due_on\""), "asked of taxes only");
    let answers = [
        ("claim[0].principal", "2450万"),
        ("claim[0].principal~rough", "1"),
        ("claim[0].rate", "１．５％"),
        ("claim[0].creditor.kind", "bank"),
    ];
    assert_eq!(post(&mut browser, "/ask/claim/0", &answers).await.header("location"), "/interview/debts");
    let draft = draft(&mut browser).await;
    assert_eq!(draft.get("claim[0].principal.likely").unwrap(), 24_500_000);
    assert_eq!(draft.get("claim[0].creditor.kind").unwrap(), "bank");
    assert_eq!(draft.get("claim[0].rate").unwrap(), "1.5");
    assert_eq!(browser.get("/result").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_blank_or_hidden_field_erases_nothing_and_what_is_wrong_keeps_the_rest() {
    let mut browser = Browser::new().await;
    browser.import("text", &example("sato")).await;
    let before = draft(&mut browser).await;
    // Every page sent back as it is, and every page sent back blank.
    for path in
        ["/ask/person/0", "/ask/home/0", "/ask/claim/0", "/interview/wishes", "/interview/budget", "/interview/court"]
    {
        post(&mut browser, path, &[]).await;
        post(&mut browser, path, &[("claim[0].rate", ""), ("home[0].value", " "), ("expense=food", ""), ("court", "")])
            .await;
        assert_eq!(draft(&mut browser).await, before, "{path}");
    }
    assert!(browser.get("/history").await.has("まだ変更はありません。"));
    let answers = [("claim[0].rate", "1475"), ("claim[0].late_rate", "14"), ("claim[0].id", "")];
    let answer = post(&mut browser, "/ask/claim/0", &answers).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.has("<title>エラー1件") && answer.has("href=\"#claim-0-rate\"") && answer.has("value=\"1475\""));
    assert!(answer.has("id=\"claim-0-rate-wrong\"") && answer.has("autofocus"));
    let after = draft(&mut browser).await;
    assert_eq!(after.get("claim[0].late_rate").unwrap(), "14");
    assert_eq!(after.get("claim[0].rate"), before.get("claim[0].rate"));
}

/// What each page shows, sent back as a browser would send it, changes nothing.
#[tokio::test]
async fn what_a_page_shows_can_be_sent_back() {
    for name in super::examples() {
        let mut browser = Browser::new().await;
        browser.import("text", &example(&name)).await;
        let before = draft(&mut browser).await;
        let mut paths = vec!["/interview/wishes".to_string(), "/interview/court".into(), "/interview/people".into()];
        for list in ["person", "home", "claim", "income", "asset", "transfer"] {
            let count = before.get(list).and_then(|entries| entries.as_array()).map_or(0, Vec::len);
            paths.extend((0..count.min(4)).map(|place| format!("/ask/{list}/{place}")));
        }
        for path in paths {
            let page = browser.get(&path).await;
            let sent = successful(&page.text);
            let pairs: Vec<(&str, &str)> = sent.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            let answer = post(&mut browser, &path, &pairs).await;
            assert_eq!(
                answer.status,
                StatusCode::SEE_OTHER,
                "{name} {path}: {:?}",
                answer.text.split("class=\"wrong\"").nth(1)
            );
            assert_eq!(draft(&mut browser).await, before, "{name} {path}");
        }
    }
}

/// The controls of a page's form that a browser would send.
fn successful(html: &str) -> Vec<(String, String)> {
    let form = html.split("<form class=\"asking\"").nth(1).unwrap().split("</form>").next().unwrap();
    let attribute = |tag: &str, name: &str| {
        let value = tag.split(&format!(" {name}=\"")).nth(1)?.split('"').next()?;
        Some(value.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
    };
    let mut pairs = Vec::new();
    for tag in form.split("<input").skip(1).map(|rest| rest.split('>').next().unwrap()) {
        let chosen =
            !matches!(attribute(tag, "type").as_deref(), Some("radio" | "checkbox")) || tag.contains(" checked");
        if let (true, Some(name)) = (chosen, attribute(tag, "name")) {
            pairs.push((name, attribute(tag, "value").unwrap_or_default()));
        }
    }
    for select in form.split("<select").skip(1).map(|rest| rest.split("</select>").next().unwrap()) {
        let option = select.split("<option").skip(1).find(|option| option.contains(" selected"));
        if let (Some(name), Some(option)) = (attribute(select, "name"), option) {
            pairs.push((name, attribute(option, "value").unwrap_or_default()));
        }
    }
    pairs
}

#[tokio::test]
async fn not_knowing_and_later_are_answers() {
    let mut browser = begun().await;
    post(&mut browser, "/next", &[("path", "person[0].born"), ("person[0].born~y", "1981"), ("person[0].born~m", "5")])
        .await;
    let first = question(&browser.get("/next").await);
    post(&mut browser, "/next", &[("path", &first), ("later", "1")]).await;
    let second = question(&browser.get("/next").await);
    assert_ne!(first, second);
    // A question sent back blank is asked again, and says so.
    let blank = post(&mut browser, "/next", &[("path", &second)]).await;
    assert_eq!(blank.status, StatusCode::UNPROCESSABLE_ENTITY);
    // Everything is put off or not known: the interview ends.
    for _ in 0..200 {
        let page = browser.get("/next").await;
        if page.status == StatusCode::SEE_OTHER {
            match page.header("location") {
                "/check" => return,
                "/interview/budget" => {
                    post(&mut browser, "/interview/budget", &[("expense~unknown", "1")]).await;
                    continue;
                }
                elsewhere => panic!("{elsewhere}"),
            }
        }
        let path = question(&page);
        if page.has("action=\"/list/") {
            post(
                &mut browser,
                &format!("/list/{}", path.replace(['[', '.'], "/").replace(']', "")),
                &[("unknown", "1")],
            )
            .await;
        } else {
            let ticked = format!("{path}~unknown");
            let choice = if page.has("value=\"?\"") { (path.as_str(), "?") } else { (ticked.as_str(), "1") };
            post(&mut browser, "/next", &[("path", &path), choice]).await;
        }
        let check = browser.get("/check").await;
        assert!(check.has("わからない"), "{path}");
    }
    panic!("the interview does not end");
}

/// The fact that a page asks for.
fn question(page: &Answer) -> String {
    page.text.split("name=\"path\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_string()
}

#[tokio::test]
async fn lists_add_copy_and_remove_and_say_when_there_is_nothing() {
    let mut browser = begun().await;
    for _ in 0..2 {
        post(&mut browser, "/list/claim", &[("add", "1"), ("kind", "card")]).await;
    }
    post(&mut browser, "/ask/claim/1", &[("claim[1].id", "Aカード"), ("claim[1].principal", "50万")]).await;
    let copied = post(&mut browser, "/list/claim", &[("copy", "1")]).await;
    assert_eq!(copied.header("location"), "/ask/claim/2");
    post(&mut browser, "/list/claim", &[("remove", "0"), ("back", "/interview/debts")]).await;
    let after = draft(&mut browser).await;
    assert_eq!(after.get("claim").unwrap().as_array().unwrap().len(), 2);
    assert_eq!(after.get("claim[0].id").unwrap(), "Aカード");
    assert_eq!(after.get("claim[1].principal").unwrap(), 500_000);
    assert_ne!(after.get("claim[1].id").unwrap(), "Aカード");
    // A list with entries is not emptied by a word.
    post(&mut browser, "/list/claim", &[("none", "1")]).await;
    assert_eq!(draft(&mut browser).await, after);
    post(&mut browser, "/list/asset", &[("none", "1")]).await;
    assert_eq!(draft(&mut browser).await.get("asset").unwrap().as_array().unwrap().len(), 0);
    for (path, pairs) in [
        ("/list/claim", ("remove", "9")),
        ("/list/nothing", ("add", "1")),
        ("/list/claim/7/unpaid", ("add", "1")),
        ("/ask/claim/9", ("x", "y")),
    ] {
        assert_eq!(post(&mut browser, path, &[pairs]).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    for path in
        ["/ask/claim/9", "/ask/claim", "/ask/nothing", "/ask/claim/0/rate", "/interview/nothing", "/ask/claim/x"]
    {
        let status = browser.get(path).await.status;
        assert!(status == StatusCode::NOT_FOUND || path == "/ask/claim", "{path}: {status}");
    }
}

#[tokio::test]
async fn an_answer_that_contradicts_others_is_kept_and_said_so() {
    let mut browser = begun().await;
    post(&mut browser, "/next", &[("path", "person[0].born"), ("person[0].born~y", "1981-05-04")]).await;
    post(&mut browser, "/list/income", &[("add", "1"), ("kind", "salary")]).await;
    let answers = [("income[0].gross_monthly", "200000"), ("income[0].net_monthly", "300000")];
    post(&mut browser, "/ask/income/0", &answers).await;
    assert_eq!(draft(&mut browser).await.get("income[0].net_monthly").unwrap(), 300_000);
    let check = browser.get("/check").await;
    assert!(check.has("まだ計算に入っていない答え") && check.has("class=\"doubtful\""));
    let page = browser.get("/ask/income/0").await;
    assert!(page.has("class=\"doubt\""));
    assert_eq!(browser.get("/result").await.status, StatusCode::OK);
}

#[tokio::test]
async fn the_budget_is_a_sheet_and_keeps_what_was_not_touched() {
    let mut browser = begun().await;
    post(&mut browser, "/interview/budget", &[("expense=food", "72000"), ("expense=utilities", "2.5万")]).await;
    let answer = post(&mut browser, "/interview/budget", &[("expense=food", "80"), ("expense=phone", "12000円")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.has("href=\"#expense-food\"") && answer.has("value=\"80\""));
    let draft = draft(&mut browser).await;
    let rows: Vec<String> = draft
        .get("expense")
        .unwrap()
        .as_array()
        .unwrap()
        .iter()
        .map(|row| format!("{} {}", row["kind"], row["monthly"]))
        .collect();
    assert_eq!(rows, ["\"utilities\" 25000", "\"food\" 72000", "\"phone\" 12000"]);
}
