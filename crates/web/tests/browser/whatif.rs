//! Figures moved by sliders, by boxes, by keys, with and without a script.

use fantoccini::key::Key;

use crate::page::Page;

const BOX: &str = "input[name=home-value]";
const SLIDER: &str = "input[type=range][data-for=home-value]";

/// How long it takes from the move of a slider until the page with the changed table is painted, in nanoseconds.
async fn moved(page: &Page, value: u64) -> u64 {
    let script = "const [value, done] = arguments; const slider = document.querySelector('input[data-for=home-value]');
        const from = performance.now();
        new MutationObserver((_, seen) => { seen.disconnect();
            requestAnimationFrame(() => setTimeout(() => done(Math.round((performance.now() - from) * 1e6)))); })
            .observe(document.getElementById('moved'), { childList: true });
        slider.value = value; slider.dispatchEvent(new Event('input', { bubbles: true }));";
    page.client.execute_async(script, vec![value.into()]).await.unwrap().as_u64().unwrap()
}

/// A slider moves every route; what differs says so; reset brings all back.
pub(crate) async fn sliders_move_every_route(page: Page) {
    page.import("yamada").await;
    page.go("/whatif").await;
    assert_eq!(page.find_all("#moved tbody tr").await.len(), 24);
    assert!(page.find_all("#moved .moved").await.is_empty());
    moved(&page, 30_000_000).await;
    assert_eq!(page.find(BOX).await.prop("value").await.unwrap().unwrap(), "3,000万円");
    assert_eq!(page.find("input[name=sale-price]").await.prop("value").await.unwrap().unwrap(), "2,550万円");
    assert!(page.find_all("#moved .moved .by").await.len() > 5);
    page.follow("a[href='/whatif']:not(nav a)").await;
    page.find(&format!("{BOX}[value='2,400万円']")).await;
    assert!(page.find_all("#moved .moved").await.is_empty());
}

/// From a move to the picture, in nanoseconds; measured with `--bench` only.
pub(crate) async fn from_a_move_to_the_picture(page: Page, moves: u64) -> Vec<u64> {
    page.import("yamada").await;
    page.go("/whatif").await;
    let mut times = Vec::new();
    for place in 0..moves {
        times.push(moved(&page, 18_000_000 + place * 100_000).await);
    }
    times
}

/// Keys move sliders and fill boxes; what cannot be read is said.
pub(crate) async fn keys_move_them_too(page: Page) {
    page.import("yamada").await;
    page.go("/whatif").await;
    page.ask("document.querySelector('input[data-for=home-value]').focus()").await;
    page.press(Key::Right).await;
    page.find("#moved .moved").await;
    assert_eq!(page.find(BOX).await.prop("value").await.unwrap().unwrap(), "2,410万円");
    page.write(BOX, "1500万").await;
    page.press(Key::Tab).await;
    page.client
        .wait()
        .for_element(fantoccini::Locator::XPath("//*[@id='sum']//*[contains(text(),'減る')]"))
        .await
        .unwrap();
    page.write(BOX, "たくさん").await;
    assert!(page.text("#sum .wrong").await.contains("自宅の価値"));
    // The stored case is what it was.
    page.go("/whatif").await;
    assert_eq!(page.find(BOX).await.prop("value").await.unwrap().unwrap(), "2,400万円");
}

/// Without a script there are no sliders, and the form answers by its button.
pub(crate) async fn without_a_script_the_form_answers(page: Page) {
    page.script(false).await;
    page.import("yamada").await;
    page.go("/whatif").await;
    assert!(!page.find(SLIDER).await.is_displayed().await.unwrap());
    page.write(BOX, "3000").await;
    page.follow(".whatif button[type=submit]").await;
    page.find(&format!("{BOX}[value='3,000万円']")).await;
    assert!(!page.find_all("#moved .moved .by").await.is_empty());
    page.find("input[name=sale-price][value='2,550万円']").await;
    page.write("input[name=extension]", "99年").await;
    page.follow(".whatif button[type=submit]").await;
    assert!(page.text(".errors").await.contains("35"));
    assert_eq!(page.find(BOX).await.prop("value").await.unwrap().unwrap(), "3,000万円");
}

/// Changes are saved under a name and stand beside the stored facts; a reload keeps them, and they can be deleted.
pub(crate) async fn scenarios_stand_side_by_side(page: Page) {
    page.import("yamada").await;
    page.go("/whatif").await;
    page.write(BOX, "3000").await;
    page.write("#scenario", "高く売れたら").await;
    page.follow("button[name=do]").await;
    page.find("table.scenarios").await;
    assert_eq!(page.path().await, "/scenarios");
    page.follow("a[href='/whatif'].button").await;
    page.write("input[name=income]", "40万円").await;
    page.follow("button[name=do]").await;
    page.find("table.scenarios thead th:nth-of-type(3)").await;
    page.client.refresh().await.unwrap();
    let head = page.text("table.scenarios thead").await;
    assert!(head.contains("高く売れたら") && head.contains("シナリオ1"), "{head}");
    let table = page.text("table.scenarios tbody").await;
    assert!(table.contains("3,000万円") && table.contains("400,000円"), "{table}");
    assert!(!page.find_all("table.scenarios tbody .mark").await.is_empty(), "a way opens or closes");
    let wrong = page.violations().await;
    assert!(wrong.is_empty(), "{wrong:?}");
    page.follow("table.scenarios thead form button").await;
    page.client
        .wait()
        .for_element(fantoccini::Locator::Css("table.scenarios thead th:nth-of-type(2):last-of-type"))
        .await
        .unwrap();
    // The facts themselves are what they were.
    page.go("/whatif").await;
    assert_eq!(page.find(BOX).await.prop("value").await.unwrap().unwrap(), "2,400万円");
}
