//! A reader's way through the pages.

use crate::page::Page;

/// Two inputs, the first answer, all the ways, one of them, and why a figure is what it is.
pub(crate) async fn from_two_inputs_to_a_route_and_its_why(page: Page) {
    for width in [1280, 360] {
        page.size(width, 800, 1).await;
        page.go("/").await;
        page.write("#value", "2100").await;
        page.write("#balance", "２４５０万円").await;
        page.follow("form[action='/first'] button").await;
        assert!(page.text("p.lead").await.contains("350万円"));
        page.follow(".card a.button").await;
        page.write("[name='person[0].born~y']", "S56.5.4").await;
        page.follow(".asking button").await;
        page.find(".counts").await;
        page.go("/result").await;
        page.find("table.routes, .closed").await;
        page.import("sato").await;
        page.follow("table.routes a[href='/routes/voluntary-sale+bankruptcy']").await;
        page.find(".explained").await;
        assert!(page.find_all("main svg[role=img]").await.len() >= 2);
        assert!(!page.find(".explained .tree").await.is_displayed().await.unwrap());
        page.click(".explained summary").await;
        let why = page.find(".explained .tree").await;
        assert!(why.is_displayed().await.unwrap() && !why.text().await.unwrap().is_empty());
        // Back and again: nothing is lost.
        page.client.back().await.unwrap();
        page.find("table.routes").await;
        page.client.refresh().await.unwrap();
        page.find("table.routes").await;
        page.client.delete_all_cookies().await.unwrap();
    }
}

/// The same without a script.
pub(crate) async fn without_javascript_everything_that_is_promised_works(page: Page) {
    page.script(false).await;
    page.go("/").await;
    page.write("#value", "2100").await;
    page.write("#balance", "2450").await;
    page.follow("form[action='/first'] button").await;
    assert!(page.text("p.lead").await.contains("350万円"));
    page.import("sato").await;
    page.follow("table.routes a[href='/routes/voluntary-sale+bankruptcy']").await;
    page.click(".explained summary").await;
    assert!(page.find(".explained .tree").await.is_displayed().await.unwrap());
    page.go("/delete").await;
    page.follow("button.danger").await;
    page.find("[role=status]").await;
    page.go("/result").await;
    assert_eq!(page.path().await, "/");
}
