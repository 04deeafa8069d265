//! Nothing leaves the machine.

use fantoccini::Locator;

use crate::page::Page;

/// Where Chromium asks by itself after a minute, whatever its flags say; no page of ours could want anything there.
const BY_ITSELF: [&str; 2] = ["accounts.google.com", "update.googleapis.com"];

/// Everything but the loopback goes through a proxy that writes it down: every page leaves it silent. Only the quick exit
/// leads elsewhere, when the reader takes it: that shows that the proxy hears.
pub(crate) async fn no_page_asks_for_anything_elsewhere(page: Page) {
    for path in page.pages().await {
        page.go(path).await;
        let elsewhere = page
            .ask("return performance.getEntriesByType('resource').map(e => e.name).filter(n => !n.startsWith(origin + '/'))")
            .await;
        assert_eq!(elsewhere.as_array().map(Vec::len), Some(0), "{path}: {elsewhere}");
    }
    let by_itself = |line: &String| BY_ITSELF.iter().any(|host| line.contains(host));
    let asked: Vec<String> = page.outside.asked().into_iter().filter(|line| !by_itself(line)).collect();
    assert!(asked.is_empty(), "{asked:?}");
    page.client.find(Locator::Css("a.exit")).await.unwrap().click().await.unwrap();
    let heard = async { page.client.wait().for_url(&"https://www.jma.go.jp/bosai/forecast/".parse().unwrap()).await };
    let _ = heard.await;
    let asked = page.outside.asked();
    assert!(asked.iter().any(|line| line.contains("www.jma.go.jp")), "{asked:?}");
}
