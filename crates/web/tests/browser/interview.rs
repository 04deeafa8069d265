//! The whole way of a family: a fresh folder, the first answer, the questions, all answers, a file, and nothing left.

use std::time::{Duration, Instant};

use fantoccini::actions::{InputSource as _, KeyAction, KeyActions};
use fantoccini::key::Key;
use serde_json::{Value as Json, json};

use crate::page::Page;

/// From the two inputs to the deletion, wide and narrow.
pub(crate) async fn from_a_fresh_folder_to_the_deletion(page: Page) {
    for width in [1280, 360] {
        page.size(width, 800, 1).await;
        journey(&page).await;
    }
}

/// The same with a browser that runs no script.
pub(crate) async fn the_interview_works_without_javascript(page: Page) {
    page.size(360, 800, 1).await;
    page.script(false).await;
    journey(&page).await;
}

async fn journey(page: &Page) {
    let downloads = tempfile::tempdir().unwrap();
    let folder = downloads.path().display().to_string();
    page.cdp("Browser.setDownloadBehavior", json!({ "behavior": "allow", "downloadPath": folder })).await;
    page.go("/").await;
    assert!(page.find_all("ul.cases").await.is_empty(), "a fresh folder");
    page.write("#value", "2100").await;
    page.write("#balance", "2450").await;
    page.follow("main form button").await;
    assert!(page.text("p.lead").await.contains("350万円"));

    // The question that decides everything else: when was the debtor born?
    page.follow(".card a.button").await;
    page.write("[name='person[0].born~y']", "56").await;
    page.click("[name='person[0].born~era'] option[value='昭和']").await;
    page.write("[name='person[0].born~m']", "5").await;
    page.write("[name='person[0].born~d']", "4").await;
    page.follow(".asking button").await;
    page.find(".counts").await;

    // A topic by itself: what is wrong is said at the top, what is right is saved.
    page.go("/ask/claim/0").await;
    page.write("[name='claim[0].rate']", "1475").await;
    page.write("[name='claim[0].monthly_payment']", "126000").await;
    page.follow(".asking > button").await;
    assert_eq!(page.text(".errors a").await, page.text("#claim-0-rate-wrong").await.replace("⚠ ", ""));
    page.click(".errors a").await;
    let focused = page.find("#claim-0-rate").await;
    focused.clear().await.unwrap();
    focused.send_keys("1.475").await.unwrap();
    page.follow(".asking > button").await;
    page.find(".entries").await;

    // A list: one more entry, its questions, and back again and forward: nothing is lost.
    page.click(".add option[value='card']").await;
    page.follow("button[name='add']").await;
    page.write("[name='claim[1].principal']", "50万").await;
    page.follow(".asking > button").await;
    page.find(".entries").await;
    page.client.back().await.unwrap();
    page.client.refresh().await.unwrap();
    let shown = page.find("[name='claim[1].principal']").await.prop("value").await.unwrap();
    assert_eq!(shown.as_deref(), Some("50万円"));

    // There is no other property, and the budget is not known.
    page.go("/interview/property").await;
    page.follow("button[name='none']").await;
    assert!(page.text(".said").await.contains("ひとつもない"));
    page.go("/interview/budget").await;
    page.click("[name='expense~unknown']").await;
    page.follow(".asking > button").await;
    assert!(page.text("#state-budget").await.contains("わからない"));
    assert!(page.text("#state-property").await.contains("済み"));

    // All answers, one of them changed from there.
    page.go("/check").await;
    let all = page.text("main").await;
    for said in ["1981年5月4日（昭和56年5月4日）", "だいたい2,450万円", "年1.475%", "12万6,000円", "50万円"]
    {
        assert!(all.contains(said), "{said} in {all}");
    }
    page.follow(".answers a[href='/ask/claim/1#claim-1-principal']").await;
    page.write("[name='claim[1].principal']", "60万").await;
    page.follow(".asking > button").await;
    page.find(".entries").await;
    page.follow(".saved button").await;
    page.go("/check").await;
    assert!(page.text("main").await.contains("50万円"), "undone");

    // The result, a file of the case, and everything gone.
    page.go("/result").await;
    page.find("table.routes, .closed").await;
    page.go("/interview").await;
    page.click("a[href='/case']").await;
    let file = downloads.path().join("case.toml");
    let start = Instant::now();
    while !file.is_file() && start.elapsed() < Duration::from_secs(20) {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let text = std::fs::read(&file).expect("the file came");
    let house = case::read(&text, case::Format::Toml).expect("a case file that reads");
    assert_eq!((house.claims.unwrap().len(), house.expenses), (2, None));
    page.go("/delete").await;
    page.follow("button.danger").await;
    page.find("[role=status]").await;
    page.go("/cases").await;
    assert!(page.find_all("ul.cases").await.is_empty());
}

/// Without a mouse: two inputs, the first question, a topic with buttons and boxes.
pub(crate) async fn the_interview_works_with_the_keyboard_alone(page: Page) {
    page.go("/").await;
    reach(&page, "#value").await;
    write(&page, "2100").await;
    reach(&page, "#balance").await;
    write(&page, "2450").await;
    page.enter().await;
    page.find(".figures").await;
    reach(&page, ".card a.button").await;
    page.enter().await;
    page.find(".asking").await;
    reach(&page, "[name='person[0].born~y']").await;
    write(&page, "S56.5.4").await;
    page.enter().await;
    page.find(".counts").await;
    page.go("/interview/wishes").await;
    reach(&page, "[name='wishes.keep_home']").await;
    // The first of the buttons, then the next one by the arrow.
    write(&page, " ").await;
    page.press(Key::Down).await;
    reach(&page, "[name='wishes.rent_if_moved']").await;
    write(&page, "85000").await;
    reach(&page, ".asking > button").await;
    page.enter().await;
    page.find(".topics").await;
    page.go("/check").await;
    let all = page.text("main").await;
    assert!(all.contains("できれば住み続けたい") && all.contains("8万5,000円"), "{all}");
}

/// Tab until the focus is there.
async fn reach(page: &Page, selector: &str) {
    const MOST: usize = 120;
    for _ in 0..MOST {
        page.press(Key::Tab).await;
        let there = page.ask(&format!("return document.activeElement.matches({})", json!(selector))).await;
        if there == Json::Bool(true) {
            return;
        }
    }
    panic!("Tab does not reach {selector} on {}", page.path().await);
}

/// Types wherever the focus is.
async fn write(page: &Page, text: &str) {
    let mut keys = KeyActions::new("keyboard".into());
    for key in text.chars() {
        keys = keys.then(KeyAction::Down { value: key }).then(KeyAction::Up { value: key });
    }
    page.client.perform_actions(keys).await.unwrap();
}
