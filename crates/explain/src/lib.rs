//! A derivation as people and programs read it: which rule gave a figure, from which inputs, under which article.
//!
//! The core collects steps ([`law::trace::Derivation`]); here they become a tree of text and a list in JSON. Nothing
//! is computed.

mod json;
mod text;
mod tree;

pub use json::{json, value};
pub use text::text;
pub use tree::{Branch, tree};

#[cfg(test)]
mod tests {
    use catalogue::Lang;
    use catalogue::layout::columns;
    use law::acts::civil_rehabilitation::small_scale::{ClaimTotals, minimum_repayment};
    use law::calendar::date;
    use law::params::Mark;
    use law::provision::CIVIL_CODE;
    use law::trace::{Cx, Derivation, Rule};
    use law::{Provision, Trace, Yen};

    static PAYMENT: Rule = Rule {
        id: "test.payment",
        ja: "弁済額",
        en: "payment",
        provisions: &[],
        mark: Mark::Practice,
        parameters: &[],
    };

    fn derivation() -> Derivation {
        let mut derivation = Derivation::default();
        let mut cx = Cx::new(&mut derivation);
        let floor = cx.figure("floor", &PAYMENT, floor);
        cx.figure("payment", &PAYMENT, |cx| {
            cx.uses("standard_claims", "floor", &floor);
            cx.uses("standard_claims", "floor", &floor);
            cx.fact("tier_total", &floor, true, || "home[0].value".to_string());
            cx.exception("count_first_day", Provision::new(CIVIL_CODE, "140"), false);
            floor
        });
        derivation
    }

    fn floor<T: Trace>(cx: &mut Cx<'_, T>) -> Yen {
        let totals = ClaimTotals { tier_total: Yen(600_000), standard_claims: Yen(600_000) };
        minimum_repayment(cx, date(2026, 11, 22), totals).unwrap().minimum.unwrap()
    }

    fn payment(lang: Lang, width: usize) -> String {
        let derivation = derivation();
        super::text(&derivation, derivation.figure("payment").unwrap(), lang, width)
    }

    #[test]
    fn a_step_is_told_once_with_its_sources_and_later_by_name() {
        let expected = "\
弁済額 = 600,000円 〔見積もり〕
├─ 基準債権の総額 = 600,000円 〔実務の運用〕
│  └─ 最低弁済額 = 600,000円 ← 民事再生法231条2項2号・3号・4号
│     ├─ 段階を決める債権の総額 = 600,000円
│     ├─ 基準債権の総額 = 600,000円
│     ├─ 再生債権総額の上限 = 50,000,000円 〔法令、2005年1月1日から、
│     │    民事再生法221条1項「五千万円を超えない」〕
│     ├─ 10分の1となる基準額（超） = 30,000,000円 〔法令、2005年1月1日
│     │    から、民事再生法231条2項3号「三千万円を超え」〕
│     ├─ 最低弁済額の下限 = 1,000,000円 〔法令、2005年1月1日から、民事
│     │    再生法231条2項4号「百万円」〕
│     ├─ 最低弁済額（4号）の上限 = 3,000,000円 〔法令、2005年1月1日か
│     │    ら、民事再生法231条2項4号「三百万円」〕
│     ├─ 最低弁済割合（4号） = 5分の1 〔法令、2005年1月1日から、民事再
│     │    生法231条2項4号「五分の一」〕
│     └─ 段階 = 全額
├─ 基準債権の総額 = 600,000円（前出）
├─ 段階を決める債権の総額 = 600,000円 〔home[0].value、概算〕
└─ 例外「初日算入」（民法140条）に当たるか：いいえ
";
        assert_eq!(payment(Lang::Ja, 72), expected);
    }

    #[test]
    fn a_narrow_screen_breaks_lines_and_loses_nothing() {
        let wide = payment(Lang::En, 1_000);
        let words = |text: &str| text.split(|c: char| c.is_whitespace() || "├└│─".contains(c)).collect::<String>();
        for width in [0, 30, 50, 80] {
            let text = payment(Lang::En, width);
            assert_eq!(words(&text), words(&wide), "{width}");
            assert!(width < 50 || text.lines().all(|line| columns(line) <= width), "{width}:\n{text}");
        }
    }

    #[test]
    fn the_json_lists_each_step_once_the_asked_one_first() {
        let derivation = derivation();
        let json = super::json(&derivation, derivation.figure("payment").unwrap());
        let steps = json["steps"].as_array().unwrap();
        assert_eq!(steps.len(), 3);
        assert_eq!(steps[0]["rule"], "test.payment");
        assert_eq!(steps[0]["figure"], "payment");
        assert_eq!(steps[0]["inputs"][0]["step"], steps[0]["inputs"][1]["step"]);
        assert_eq!(steps[0]["inputs"][2]["path"], "home[0].value");
        assert_eq!(steps[0]["mark"], "estimate");
        let cap = &steps[2]["inputs"][2];
        assert_eq!(
            (&cap["value"], &cap["from"], &cap["since"]),
            (&50_000_000.into(), &"parameter".into(), &"2005-01-01".into())
        );
        assert_eq!(cap["checked"], "verified");
    }
}
