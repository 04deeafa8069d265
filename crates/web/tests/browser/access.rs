//! What readers need who see little, use the keyboard, or enlarge the page.

use fantoccini::key::Key;
use serde_json::Value as Json;

use crate::page::Page;

/// axe-core on every page that links lead to and on what forms answer: wide and narrow, both languages, light and dark.
pub(crate) async fn no_page_has_a_violation_that_axe_finds(page: Page) {
    page.ask("document.querySelector('h1').style.color = '#ddd'; document.querySelector('#value').id = ''").await;
    let found = page.violations().await.join(" ");
    assert!(found.contains("color-contrast") && found.contains("label"), "axe sees what is wrong: {found}");
    let mut wrong = Vec::new();
    for (lang, width, dark) in [("ja", 360, false), ("en", 1280, true)] {
        page.size(width, 800, 1).await;
        page.dark(dark).await;
        for path in page.pages().await {
            page.go(&format!("{path}?lang={lang}")).await;
            look(&page, &format!("{path} {lang} {width}"), &mut wrong).await;
        }
        for (name, scene) in SCENES {
            scene_of(&page, scene).await;
            look(&page, &format!("{name} {lang} {width}"), &mut wrong).await;
        }
    }
    // Plain Japanese with readings above its words, on the narrowest page.
    page.import("sato").await;
    page.size(320, 800, 1).await;
    page.dark(false).await;
    page.go("/?lang=easy").await;
    page.go("/?furigana=on").await;
    for path in
        ["/", "/result", "/deadlines", "/compare", "/routes/voluntary-sale+bankruptcy", "/whatif", "/ask/claim/0"]
    {
        page.go(path).await;
        page.find("rt").await;
        look(&page, &format!("{path} with readings"), &mut wrong).await;
        reflows(&page, &format!("{path} with readings")).await;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Pages that only a form leads to: path, fields, button. The two inputs come last: they open a case of their own.
type Scene = (&'static str, &'static [(&'static str, &'static str)]);

const SCENES: &[(&str, Scene)] = &[
    ("first, wrong", ("/first", &[("#value", "210000"), ("#balance", "much")])),
    ("urgent answer", ("/urgent", &[("#day", "R8.9.10")])),
    ("urgent, wrong", ("/urgent", &[("#day", "yesterday")])),
    ("what if", ("/whatif", &[("input[name=home-value]", "3000")])),
    ("what if, wrong", ("/whatif", &[("input[name=home-value]", "much")])),
    ("import, wrong", ("/import", &[("#text", "as_of = 2026-11-22\ncuort = 'tokyo'\n")])),
    ("first answer", ("/first", &[("#value", "2100"), ("#balance", "2450")])),
];

async fn scene_of(page: &Page, (path, fields): &Scene) {
    page.go(path).await;
    for (field, text) in *fields {
        page.write(field, text).await;
    }
    page.follow("main form button").await;
    page.find("main .figures, main .errors, main .answer, main .moved").await;
}

/// Everything opened, then looked at.
async fn look(page: &Page, name: &str, wrong: &mut Vec<String>) {
    page.ask("document.querySelectorAll('main details').forEach(d => d.open = true)").await;
    wrong.extend(page.violations().await.into_iter().map(|violation| format!("{name}: {violation}")));
}

/// WCAG 1.4.10, 1.4.4: no page scrolls in two directions at 320 pixels, nor at 200 %.
pub(crate) async fn every_page_reflows_at_320_pixels_and_at_200_percent(page: Page) {
    for (width, zoom, lang) in [(320, 1, "ja"), (1280, 2, "en")] {
        page.size(width, 800, zoom).await;
        for path in page.pages().await {
            page.go(&format!("{path}?lang={lang}")).await;
            reflows(&page, &format!("{path} {lang} at {width} and {zoom}00 %")).await;
        }
        for (name, scene) in SCENES {
            scene_of(&page, scene).await;
            reflows(&page, &format!("{name} {lang} at {width} and {zoom}00 %")).await;
        }
    }
}

/// Only boxes that scroll by themselves may be wider than the page; nothing is cut off.
async fn reflows(page: &Page, name: &str) {
    let script = "const wide = document.documentElement.clientWidth;
        const inside = e => { for (let b = e.parentElement; b; b = b.parentElement)
            if (b.matches('.scroll, pre, .hidden') || b.closest('svg')) return true; return e.matches('.hidden, .skip'); };
        const over = [...document.querySelectorAll('body *')].filter(e => e.checkVisibility() && !inside(e)
            && e.getBoundingClientRect().right > wide + 1).map(e => e.outerHTML.slice(0, 120));
        return { wide, scroll: document.documentElement.scrollWidth, over }";
    let found = page.ask(script).await;
    assert!(found["scroll"].as_u64() <= found["wide"].as_u64(), "{name}: {found}");
    assert_eq!(found["over"], Json::Array(Vec::new()), "{name}");
}

/// WCAG 2.1.1, 2.4.3, 2.4.7, 2.4.11: Tab goes through everything that can be used, each shows that it has the focus, and
/// nothing lies above it.
pub(crate) async fn the_keyboard_reaches_everything_and_the_focus_is_seen(page: Page) {
    page.import("sato").await;
    for width in [1280, 360] {
        page.size(width, 800, 1).await;
        for path in
            ["/", "/urgent", "/import", "/ask/claim/0", "/whatif", "/result", "/routes/voluntary-sale+bankruptcy"]
        {
            page.go(path).await;
            // Of buttons of which one is chosen Tab takes one, and arrows the others.
            let usable = page
                .ask(
                    "const found = [...document.querySelectorAll('a[href],button,input:not([type=hidden]),textarea,select,\
                        summary,[tabindex=\"0\"]')].filter(e => e.checkVisibility());
                     const groups = new Set(found.filter(e => e.type === 'radio').map(e => e.name));
                     return found.filter(e => e.type !== 'radio').length + groups.size",
                )
                .await
                .as_u64()
                .unwrap();
            page.press(Key::Tab).await;
            let at = page.ask("return document.activeElement.className").await;
            assert_eq!(at, "skip", "{path}: the way past the navigation comes first");
            for place in 1..=usable {
                let seen = page
                    .ask(
                        "const e = document.activeElement; const s = getComputedStyle(e);
                         // A link over two lines has a box for each: its first one is where it begins.
                         const b = e.getClientRects()[0] || e.getBoundingClientRect();
                         const x = b.left + Math.min(b.width, 20) / 2, y = b.top + Math.min(b.height, 20) / 2;
                         const above = document.elementFromPoint(x, y);
                         return { what: e.outerHTML.slice(0, 120), ring: s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2,
                                  shown: b.width > 0 && b.top < innerHeight && b.bottom > 0, body: e === document.body,
                                  free: !above || e.contains(above) || above.contains(e) || above.closest('label') !== null }",
                    )
                    .await;
                assert_eq!(seen["body"], false, "{path}: {place} of {usable} can be reached");
                assert!(seen["ring"] == true && seen["shown"] == true && seen["free"] == true, "{path}: {seen}");
                page.press(Key::Tab).await;
            }
        }
    }
}

/// WCAG 2.4.2, 3.3.1: each page has a title of its own; one with mistakes says so first, and its summary leads to the
/// fields.
pub(crate) async fn titles_tell_pages_and_errors_apart(page: Page) {
    for lang in ["ja", "en"] {
        let mut titles = Vec::new();
        for path in page.pages().await {
            page.go(&format!("{path}?lang={lang}")).await;
            let title = page.client.title().await.unwrap();
            assert!(title.ends_with(" – saiken"), "{path}: {title}");
            assert!(!titles.contains(&title), "{path}: {title} stands twice");
            titles.push(title);
        }
    }
    for (name, scene) in SCENES.iter().filter(|(name, _)| name.ends_with("wrong")) {
        scene_of(&page, scene).await;
        assert!(page.client.title().await.unwrap().contains("error"), "{name}");
        let link = page.find(".errors a").await;
        let target = link.attr("href").await.unwrap().unwrap();
        link.click().await.unwrap();
        assert_eq!(page.ask("return document.activeElement.id").await, target.trim_start_matches('#'), "{name}");
    }
}
