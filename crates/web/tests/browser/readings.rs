//! Readings between which a lawyer may choose, with the keyboard alone and without a script.

use fantoccini::key::Key;

use crate::page::Page;

const USUAL: &str = "input[name=filing][value=sale-first]";
const OTHER: &str = "input[name=filing][value=petition-first]";

/// Both grounds stand there; the arrow takes the other reading, Enter works it out, and every route says what moves.
pub(crate) async fn another_reading_moves_its_routes_without_a_script(page: Page) {
    page.script(false).await;
    page.import("yamada").await;
    page.go("/readings").await;
    let grounds = page.text("#filing").await;
    for ground in ["switch.filing.sale-first", "switch.filing.petition-first"] {
        assert!(grounds.contains(catalogue::text(ground, catalogue::Lang::Ja)), "{ground}: {grounds}");
    }
    assert!(page.find_all("#moved").await.is_empty());
    page.script(true).await;
    page.go("/readings").await;
    page.ask(&format!("document.querySelector('{USUAL}').focus()")).await;
    page.press(Key::Down).await;
    page.enter().await;
    page.find(&format!("{OTHER}:checked")).await;
    assert!(page.find_all(".taken dt").await.len() >= 2);
    assert!(page.text(".taken").await.contains("--assume filing=petition-first"));
    page.ask("document.querySelectorAll('main details').forEach(d => d.open = true)").await;
    let wrong = page.violations().await;
    assert!(wrong.is_empty(), "{wrong:?}");
    page.script(false).await;
    page.follow("main form a[href='/readings']").await;
    page.find(&format!("{USUAL}:checked")).await;
    page.click(OTHER).await;
    page.follow("main form button").await;
    page.find("#moved table").await;
    // Nothing is stored.
    page.go("/readings").await;
    page.find(&format!("{USUAL}:checked")).await;
}
