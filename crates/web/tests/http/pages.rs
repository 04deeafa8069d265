//! The pages, from the first question to the last figure.

use axum::http::StatusCode;
use catalogue::Lang;

use super::{Answer, Browser, example, examples};

/// What every page has: a language, a title, one heading, a way past the navigation; and no sentence is missing.
fn check_frame(answer: &Answer, path: &str) {
    let html = &answer.text;
    assert!(answer.header("content-type").starts_with("text/html"), "{path}");
    assert!(html.starts_with("<!DOCTYPE html><html lang=\""), "{path}");
    assert_eq!(html.matches("<h1").count(), 1, "{path}: headings of the first rank");
    assert_eq!(html.matches("<title>").count(), 1, "{path}: titles");
    assert!(html.contains("href=\"#main\"") && html.contains("<main id=\"main\""), "{path}");
    for key in catalogue::keys().filter(|key| ["web.", "screen.", "ask."].iter().any(|of| key.starts_with(of))) {
        assert!(!html.contains(&format!(">{key}<")), "{path}: {key} is shown as it is");
    }
    // Every id once, every label for a field that is there.
    let ids: Vec<&str> = html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let mut once = ids.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), ids.len(), "{path}: an id stands twice");
    for target in html.split("<label for=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(ids.contains(&target), "{path}: label for {target}");
    }
}

#[tokio::test]
async fn every_page_is_whole_in_both_languages() {
    let mut browser = Browser::new().await;
    browser.import("text", &example("sato")).await;
    let topics = ["people", "home", "debts", "income", "budget", "property", "wishes", "court"]
        .map(|topic| format!("/interview/{topic}"));
    let entries = ["/ask/person/0", "/ask/home/0", "/ask/claim/0", "/ask/claim/0/unpaid", "/ask/home/0/encumbrances/0"];
    let pages = ["/", "/first", "/urgent", "/import", "/delete", "/result", "/routes/voluntary-sale+bankruptcy"];
    let of_case = [
        "/interview",
        "/check",
        "/history",
        "/cases",
        "/deadlines",
        "/compare",
        "/limits",
        "/whatif",
        "/readings",
        "/scenarios",
    ];
    let all = pages.into_iter().chain(of_case).chain(entries).map(str::to_string).chain(topics);
    for path in all {
        let path = path.as_str();
        for (lang, word) in [(Lang::Ja, "ja"), (Lang::En, "en")] {
            let answer = browser.get(&format!("{path}?lang={word}")).await;
            assert_eq!(answer.status, StatusCode::OK, "{path}");
            check_frame(&answer, path);
            assert!(answer.has(&format!("<html lang=\"{word}\"")), "{path}");
            let disclaimer = catalogue::text("screen.disclaimer", lang);
            assert!(answer.has(disclaimer), "{path}");
        }
    }
    // The choice is kept.
    assert!(browser.get("/").await.has("<html lang=\"en\""));
}

#[tokio::test]
async fn plain_japanese_and_readings_are_a_choice_that_is_kept() {
    let mut browser = Browser::new().await;
    browser.import("text", &example("sato")).await;
    assert!(!browser.get("/result").await.has("<ruby>"));
    let page = browser.get("/result?lang=easy").await;
    check_frame(&page, "/result");
    // Plain Japanese is Japanese; the figures stay what they are; what has no plain words is said as usual.
    assert!(
        page.has("<html lang=\"ja\"") && page.has("今できる方法") && page.has("任意売却（貸した人の同意をもらって")
    );
    let page = browser.get("/routes/voluntary-sale+bankruptcy?furigana=on").await;
    check_frame(&page, "/routes/voluntary-sale+bankruptcy");
    assert!(page.has("17,850,000<ruby>円<rt aria-hidden=\"true\">えん</rt></ruby>"));
    assert!(page.has("<ruby>任意<rt aria-hidden=\"true\">にんい</rt></ruby>"));
    // No reading stands where no element may: in titles, pictures and what a reader wrote.
    for (open, close) in [("<title>", "</title>"), ("<svg", "</svg>"), ("<textarea", "</textarea>")] {
        for part in page.text.split(open).skip(1) {
            assert!(!part.split(close).next().unwrap().contains("<ruby>"), "{open}");
        }
    }
    let kept = browser.get("/").await;
    assert!(kept.has("<ruby>") && kept.has("ひとりで") && kept.has("href=\"/?furigana=off\""));
    assert!(!browser.get("/?lang=en").await.has("<ruby>"), "English has no readings");
    assert!(browser.get("/?lang=ja").await.has("<ruby>"));
    assert!(!browser.get("/?furigana=off").await.has("<ruby>"));
}

#[tokio::test]
async fn two_inputs_give_the_first_answer_and_are_kept_at_once() {
    let mut browser = Browser::new().await;
    let sent =
        browser.post("/first", "value=2100&balance=%EF%BC%92%EF%BC%94%EF%BC%95%EF%BC%90%E4%B8%87%E5%86%86").await;
    assert_eq!((sent.status, sent.header("location")), (StatusCode::SEE_OTHER, "/first/answer"));
    let answer = browser.get("/first/answer").await;
    check_frame(&answer, "/first/answer");
    assert!(answer.has("自宅を売っても、借入れが350万円ほど残る計算です。"));
    assert!(answer.has("2,100万円") && answer.has("2,450万円"));
    // Corrected in place: still one case.
    browser.post("/first", "value=30000000&balance=24500000").await;
    assert!(browser.get("/first/answer").await.has("550万円ほど残る計算です。"));
    browser.post("/first", "value=2000&balance=2000").await;
    assert!(browser.get("/first/answer").await.has("ちょうど同じ"));
    assert_eq!(browser.get("/cases").await.text.matches("action=\"/cases/open\"").count(), 1);
}

#[tokio::test]
async fn a_wrong_amount_is_told_at_the_top_and_at_its_field_and_nothing_is_lost() {
    let mut browser = Browser::new().await;
    let answer = browser.post("/first", "value=210000&balance=%3Cb%3E").await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    check_frame(&answer, "/first");
    assert!(answer.has("<title>エラー2件 – "));
    assert!(answer.has("href=\"#value\"") && answer.has("href=\"#balance\""));
    assert!(answer.has("value=\"210000\"") && answer.has("value=\"&lt;b&gt;\"") && !answer.has("<b>"));
    assert_eq!(answer.text.matches("aria-invalid=\"true\"").count(), 2);
    assert_eq!(browser.post("/first", "").await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn the_two_inputs_become_a_case_that_can_be_taken_along_and_read_again() {
    let mut browser = Browser::new().await;
    browser.post("/first", "value=2100&balance=2450").await;
    let question = browser.get("/next").await;
    check_frame(&question, "/next");
    assert!(question.has("name=\"person[0].born~y\""));
    let born = "path=person%5B0%5D.born&person%5B0%5D.born~era=%E6%98%AD%E5%92%8C&person%5B0%5D.born~y=56&person%5B0%5D.born~m=5&person%5B0%5D.born~d=4";
    let answer = browser.post("/next", born).await;
    assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/next"));
    let result = browser.get("/result").await;
    check_frame(&result, "/result");
    assert!(result.has("足りない事実"));
    let file = browser.get("/case").await;
    assert!(file.header("content-disposition").contains("case.toml"));
    let house = case::read(file.text.as_bytes(), case::Format::Toml).unwrap();
    let value = house.homes.unwrap()[0].value.unwrap();
    assert_eq!((value.likely.0, value.rough), (21_000_000, true));
    let json = browser.get("/case/json").await;
    assert_eq!(case::read(json.text.as_bytes(), case::Format::Json).unwrap().debtor.0, 0);
    assert_eq!(browser.import("file", file.text.as_bytes()).await.status, StatusCode::SEE_OTHER);
}

/// The result says of each route what the engine says, and each route has its page with the derivation of its figures.
#[tokio::test]
async fn every_household_has_its_result_and_every_route_its_page() {
    for name in examples() {
        let mut browser = Browser::new().await;
        let answer = browser.import("file", &example(&name)).await;
        assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/result"), "{name}");
        let result = browser.get("/result").await;
        check_frame(&result, &name);
        let house = case::read(&example(&name), case::Format::Toml).unwrap();
        let practice = plan::Practice::default();
        let plan = plan::evaluate(&mut law::Cx::new(&mut law::trace::NoTrace), &house, &practice, 0);
        for route in &plan.routes {
            let path = format!("/routes/{}", route.id());
            assert!(result.has(&format!("href=\"{path}\"")), "{name}: {path}");
        }
        for route in plan.routes.iter().step_by(5) {
            for variant in &route.variants {
                let path = format!("/routes/{}", route.variant_id(variant));
                let page = browser.get(&path).await;
                assert_eq!(page.status, StatusCode::OK, "{name}: {path}");
                check_frame(&page, &path);
                if let Ok(monthly) = variant.figures.monthly {
                    assert!(
                        page.has(&format!("{monthly}円")) && page.has("<summary><span class=\"hidden\">毎月の支払"),
                        "{name}: {path}"
                    );
                }
            }
        }
    }
}

#[tokio::test]
async fn deadlines_name_what_is_lost_and_what_waiting_costs() {
    let mut browser = Browser::new().await;
    for name in examples() {
        let text = example(&name);
        browser.import("text", &text).await;
        let page = browser.get("/deadlines").await;
        check_frame(&page, "/deadlines");
        let house = case::read(&text, case::Format::Toml).unwrap();
        let found = ledger::deadlines::of(&house);
        for deadline in &found {
            assert!(page.has(&report::deadlines::title(deadline, Lang::Ja)), "{name}: {}", deadline.id);
            assert!(page.has(&catalogue::day(deadline.on, Lang::Ja)), "{name}: {}", deadline.id);
        }
        let months = ledger::waiting::waiting(&mut law::Cx::new(&mut law::trace::NoTrace), &house, 12);
        let added: law::Yen = months.iter().flat_map(|month| [month.late_charges, month.interest]).sum();
        let said =
            if added.is_zero() { catalogue::text("waiting.nothing", Lang::Ja) } else { &format!("＋{added}円") };
        assert!(page.has(said), "{name}: {said}");
        let file = browser.get("/deadlines.ics").await;
        assert!(file.header("content-type").starts_with("text/calendar"));
        let ahead = found.iter().filter(|deadline| deadline.rolled >= house.as_of).count();
        assert_eq!(file.text.matches("BEGIN:VEVENT").count(), ahead, "{name}");
    }
}

#[tokio::test]
async fn keeping_and_leaving_stand_side_by_side() {
    let mut browser = Browser::new().await;
    for name in examples() {
        let text = example(&name);
        browser.import("text", &text).await;
        let page = browser.get("/compare").await;
        check_frame(&page, "/compare");
        let house = case::read(&text, case::Format::Toml).unwrap();
        let months = house.wishes.horizon_months;
        let practice = plan::Practice::default();
        let plan = plan::evaluate(&mut law::Cx::new(&mut law::trace::NoTrace), &house, &practice, months);
        for route in &plan.routes {
            let shown = route.shown();
            let listed = shown.outcome != law::verdict::Outcome::Closed && shown.horizon.is_some();
            assert_eq!(
                page.has(&format!("href=\"/routes/{}#cash-flow\"", route.id())),
                listed,
                "{name}: {}",
                route.id()
            );
            if let (true, Some(sums)) = (listed, shown.horizon) {
                let all = [sums.housing.to_string(), sums.debts.to_string(), sums.fees.to_string()];
                assert!(all.iter().all(|amount| page.has(&format!("{amount}円"))), "{name}: {}", route.id());
            }
        }
    }
}

#[tokio::test]
async fn the_result_says_which_way_is_best_at_what() {
    let mut browser = Browser::new().await;
    browser.import("text", &example("yamada")).await;
    let page = browser.get("/result").await;
    let choice = page.text.split("大切にしたいことから選ぶ").nth(1).unwrap().split("</section>").next().unwrap();
    let of = |goal: &str| choice.split(goal).nth(1).unwrap().split("</dd>").next().unwrap();
    // README: 95,000 yen a month is the least, 1,218,549 in all, in seven months after a sale.
    assert!(of("毎月の支払がいちばん少ない").contains("95,000円"));
    assert!(of("支払う総額がいちばん少ない").contains("1,218,549円"));
    assert!(
        of("いちばん早く終わる").contains("voluntary-sale+bankruptcy") && of("いちばん早く終わる").contains("7か月")
    );
    // A settlement makes instalments over 181 years needless: they are shown behind a button, with what is better.
    let beaten = page.text.split("<details class=\"beaten\">").nth(1).unwrap().split("</details>").next().unwrap();
    assert!(beaten.contains("href=\"/routes/voluntary-sale+instalments\""));
    assert!(beaten.contains("href=\"/routes/voluntary-sale+settlement\""));
    // Each figure leads to why it is so.
    assert!(page.has("href=\"/routes/voluntary-sale+bankruptcy#why-total\""));
    assert!(browser.get("/routes/voluntary-sale+bankruptcy").await.has("id=\"why-total\""));
}

#[tokio::test]
async fn a_route_explains_its_figures_and_draws_them_with_tables_beside() {
    let mut browser = Browser::new().await;
    browser.import("text", &example("sato")).await;
    let page = browser.get("/routes/voluntary-sale+bankruptcy").await;
    // The derivation down to a fact and to an article.
    assert!(page.has("自宅の価格 = 21,000,000円 〔home[0].value、概算〕"));
    assert!(page.has("宅地建物取引業法46条1項"));
    assert!(page.has("（民法251条）") || page.has("民法251条"));
    // The price of 85 % of 21,000,000 yen on its way: 679,050 yen of costs (two mortgages are struck from two properties), the
    // rest to the creditors.
    assert!(page.has("17,850,000円") && page.has("−655,050円") && page.has("−24,000円") && page.has("−17,170,950円"));
    assert_eq!(page.text.matches("<svg").count(), 3);
    assert_eq!(page.text.matches("role=\"img\" aria-labelledby").count(), 3);
    assert!(page.has("次にすること") && page.has("裁判所への申立て"));
    // 213,500 a month until the move, less 1,000,000 in six for the attorney of a case with a trustee (166,666, then 166,670) and 218,549 for the
    // court with the petition of January; the move itself.
    assert!(page.has("46,834") && page.has("2027年2月 – 2027年4月") && page.has("▲171,715") && page.has("▲159,000"));
    let closed = browser.get("/routes/keep-under-clause+small-scale").await;
    assert!(closed.has("今のままでは使えない") && closed.has("後順位の担保権を申立てまでに抹消してもらえれば"));
    assert_eq!(browser.get("/routes/nowhere").await.status, StatusCode::NOT_FOUND);
    assert_eq!(browser.get("/routes/voluntary-sale+bankruptcy/nowhere").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn every_mistake_of_a_file_is_told_as_check_tells_it_and_the_text_stays() {
    let mut browser = Browser::new().await;
    let file = b"as_of = 2026-11-22\ncuort = '<i>tokyo'\n";
    let problems = case::read(file, case::Format::Toml).unwrap_err();
    let answer = browser.import("text", file).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    check_frame(&answer, "/import");
    assert!(answer.has(&format!("<title>エラー{}件", problems.len())));
    assert!(answer.has("[unknown-key]") && answer.has("2 | cuort = '&lt;i&gt;tokyo'") && !answer.has("<i>"));
    assert!(answer.has("as_of = 2026-11-22\ncuort = '&lt;i&gt;tokyo'\n</textarea>"));
    assert_eq!(answer.text.matches("href=\"#problem-").count(), problems.len());
    for odd in [&b""[..], b"\xff\xfe\x00", b"PK\x03\x04", b"{", b"\x00"] {
        let answer = browser.import("file", odd).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{odd:?}");
        check_frame(&answer, "/import");
    }
    assert_eq!(browser.post("/import", "x=1").await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_refused_file_leaves_the_case_before_as_it_was() {
    let mut browser = Browser::new().await;
    browser.import("text", &example("sato")).await;
    let before = browser.get("/case").await.text;
    browser.import("text", b"as_of = 1").await;
    assert_eq!(browser.get("/case").await.text, before);
    let draft = case::Draft::parse(before.as_bytes(), case::Format::Toml).unwrap();
    assert_eq!(draft, case::Draft::parse(&example("sato"), case::Format::Toml).unwrap());
}

#[tokio::test]
async fn deleting_leaves_nothing_behind() {
    let mut browser = Browser::new().await;
    browser.import("text", &example("sato")).await;
    let before = browser.cookies.clone();
    assert!(browser.get("/delete").await.has("method=\"post\""));
    assert_eq!(browser.post("/delete", "").await.status, StatusCode::OK);
    assert!(browser.cookies.is_empty());
    browser.cookies = before;
    for path in ["/result", "/case", "/routes/voluntary-sale+bankruptcy"] {
        let answer = browser.get(path).await;
        assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/"), "{path}");
    }
}

#[tokio::test]
async fn each_browser_has_its_own_case_open() {
    let mut one = Browser::new().await;
    one.import("text", &example("sato")).await;
    let before = one.get("/case").await.text;
    let mut other = one.another();
    assert_eq!(other.get("/result").await.status, StatusCode::SEE_OTHER);
    other.cookies = vec![("case".to_string(), "0".repeat(32))];
    assert_eq!(other.get("/result").await.status, StatusCode::SEE_OTHER);
    other.import("text", &example("tanaka")).await;
    assert_eq!(one.get("/case").await.text, before);
}

/// 民事再生法198条2項: six months after the day of payment, the first day not counted.
#[tokio::test]
async fn the_deadline_after_a_guarantee_companys_payment_comes_first() {
    let mut browser = Browser::new().await;
    let answer = browser.post("/urgent", "guarantee_performed_on=R8.9.10").await;
    check_frame(&answer, "/urgent");
    assert!(answer.has("2027年3月10日") && answer.has("民事再生法198条2項"));
    let answer = browser.post("/urgent", "guarantee_performed_on=yesterday").await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    check_frame(&answer, "/urgent");
    assert!(answer.has("<title>エラー1件") && answer.has("href=\"#day\""));
}

/// The day of an urgent reader becomes a case of its own, or a fact of the open one that can be undone.
#[tokio::test]
async fn the_day_of_a_guarantee_companys_payment_is_kept_in_a_case() {
    let mut browser = Browser::new().await;
    let asked = browser.post("/urgent", "guarantee_performed_on=R8.9.10").await;
    assert!(asked.has("action=\"/urgent/keep\"") && asked.has("value=\"2026-09-10\""));
    let kept = browser.post("/urgent/keep", "guarantee_performed_on=2026-09-10").await;
    assert_eq!(kept.header("location"), "/next");
    assert!(browser.get("/case").await.has("kind = \"subrogation\""));
    browser.post("/ask/person/0", "person%5B0%5D.born~y=S56.5.4").await;
    let result = browser.get("/result").await;
    assert!(result.status == StatusCode::OK && result.has("2027年3月10日"), "{}", result.text);

    // In a case that has its loan already the day is a change like others; said again, it takes the place of the first.
    browser.import("text", &example("sato")).await;
    let before = browser.get("/case").await.text;
    let kept = browser.post("/urgent/keep", "guarantee_performed_on=2026-09-10").await;
    assert_eq!(kept.header("location"), "/result");
    browser.post("/urgent/keep", "guarantee_performed_on=2026-09-11").await;
    let case = browser.get("/case").await;
    assert!(case.has("2026-09-11") && !case.has("2026-09-10"), "{}", case.text);
    browser.post("/undo", "").await;
    browser.post("/undo", "").await;
    assert_eq!(browser.get("/case").await.text, before);
    for wrong in ["yesterday", "9999-01-01", ""] {
        let answer = browser.post("/urgent/keep", &format!("guarantee_performed_on={wrong}")).await;
        assert!(answer.status == StatusCode::UNPROCESSABLE_ENTITY && answer.has("href=\"#day\""), "{wrong}");
    }
    assert_eq!(browser.get("/case").await.text, before);
}

/// What is being typed, in words; silence for what is no amount.
#[tokio::test]
async fn amounts_are_said_in_words() {
    let mut browser = Browser::new().await;
    let mut check = async |body: &str, expect: &str| {
        let answer = browser.post("/echo", body).await;
        assert_eq!((answer.status, answer.text.as_str()), (StatusCode::OK, expect), "{body}");
    };
    check("amount=2450&unit=man", "＝ 二千四百五十万円").await;
    check("amount=126000&unit=yen", "＝ 十二万六千円").await;
    check("amount=126&unit=yen", "").await;
    check("amount=%3Cscript%3E&unit=man", "").await;
    check("unit=man", "").await;
    assert_eq!(browser.post("/echo", "amount=1&unit=dollar").await.status, StatusCode::BAD_REQUEST);
    assert!(browser.get("/first").await.has("<output class=\"echo\" for=\"value\" data-unit=\"man\">"));
}

/// Every switch of the command line stands on its page with the ground of each reading; a reading that is taken is worked out
/// and kept nowhere; a word that no switch has is refused.
#[tokio::test]
async fn readings_stand_with_their_grounds_and_are_worked_out() {
    let mut browser = Browser::new().await;
    assert_eq!(browser.get("/readings").await.header("location"), "/");
    browser.import("text", &example("yamada")).await;
    let page = browser.get("/readings").await;
    for switch in plan::Practice::SWITCHES {
        assert!(page.has(catalogue::text(&format!("switch.{}", switch.name), Lang::Ja)), "{}", switch.name);
        for word in switch.words() {
            let ground = format!("switch.{}.{word}", switch.name);
            let input = format!("name=\"{}\" value=\"{word}\"", switch.name);
            let both = page.has(catalogue::text(&ground, Lang::Ja)) && page.has(&input);
            assert!(both, "{}={word}", switch.name);
            let taken = page.has(&format!("{input} checked"));
            assert_eq!(taken, word == switch.default(), "{}={word}", switch.name);
        }
    }
    assert!(!page.has("id=\"moved\""));
    let answer = browser.post("/readings", "filing=petition-first&age-mode=whole-years").await;
    check_frame(&answer, "/readings");
    assert!(answer.has("id=\"moved\"") && answer.has("--assume filing=petition-first</code>"));
    assert!(answer.has("name=\"filing\" value=\"petition-first\" checked"));
    assert_eq!(browser.post("/readings", "filing=perhaps").await.status, StatusCode::BAD_REQUEST);
    assert!(browser.get("/readings").await.has("name=\"filing\" value=\"sale-first\" checked"));
}
