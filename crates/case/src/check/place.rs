//! Where the household lives.

use std::str::FromStr;

use law::message;

use super::Checker;
use crate::household::Place;

/// The 47 prefectures, in the order of their codes.
const PREFECTURES: [&str; 47] = [
    "北海道",
    "青森県",
    "岩手県",
    "宮城県",
    "秋田県",
    "山形県",
    "福島県",
    "茨城県",
    "栃木県",
    "群馬県",
    "埼玉県",
    "千葉県",
    "東京都",
    "神奈川県",
    "新潟県",
    "富山県",
    "石川県",
    "福井県",
    "山梨県",
    "長野県",
    "岐阜県",
    "静岡県",
    "愛知県",
    "三重県",
    "滋賀県",
    "京都府",
    "大阪府",
    "兵庫県",
    "奈良県",
    "和歌山県",
    "鳥取県",
    "島根県",
    "岡山県",
    "広島県",
    "山口県",
    "徳島県",
    "香川県",
    "愛媛県",
    "高知県",
    "福岡県",
    "佐賀県",
    "長崎県",
    "熊本県",
    "大分県",
    "宮崎県",
    "鹿児島県",
    "沖縄県",
];

impl Checker<'_> {
    /// Prefecture and municipality. A county (郡) in front of a town and a ward behind a city are left off.
    pub(super) fn place(&mut self, at: &str, key: &'static str, text: &str) -> Option<Place> {
        let place = text.parse().ok();
        if place.is_none() {
            let message = message!("case.bad-place", found = text.to_string());
            self.problem(at, key, "bad-place", message).hint = Some(message!("case.hint.bad-place"));
        }
        place
    }
}

/// The text names no prefecture, or something below it that is no municipality.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAPlace;

impl FromStr for Place {
    type Err = NotAPlace;

    fn from_str(text: &str) -> Result<Place, NotAPlace> {
        let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        split(&plain).ok_or(NotAPlace)
    }
}

fn split(text: &str) -> Option<Place> {
    let prefecture = PREFECTURES.iter().find(|prefecture| text.starts_with(**prefecture))?;
    let rest = &text[prefecture.len()..];
    if rest.is_empty() {
        return Some(Place { prefecture, municipality: None, listed: None });
    }
    let municipality = if rest.ends_with('区') && *prefecture != "東京都" {
        // 横浜市中区 stands for 横浜市; no city with wards has 市 inside its name.
        &rest[..rest.find('市')? + '市'.len_utf8()]
    } else if rest.ends_with(['町', '村']) {
        // 西多摩郡瑞穂町. A name may itself begin with 郡, but no county does.
        rest.char_indices().skip(1).find(|(_, c)| *c == '郡').map_or(rest, |(at, c)| &rest[at + c.len_utf8()..])
    } else if rest.ends_with(['市', '区']) {
        rest
    } else {
        return None;
    };
    let name = municipality.trim_end_matches(['市', '区', '町', '村']);
    let plausible = (!name.is_empty() || ["市", "町"].iter().any(|end| municipality.ends_with(end)))
        && municipality.chars().count() <= 10
        && !municipality.chars().any(char::is_numeric);
    plausible.then(|| Place {
        prefecture,
        municipality: Some(municipality.into()),
        listed: law::acts::civil_rehabilitation::municipality::municipality(prefecture, municipality),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: Option<(&str, Option<&str>)>) {
        let found = split(text);
        let found = found.as_ref().map(|place| (place.prefecture, place.municipality.as_deref()));
        assert_eq!(found, expect, "{text}");
    }

    #[test]
    fn prefecture_and_municipality_are_split() {
        check("東京都八王子市", Some(("東京都", Some("八王子市"))));
        check("東京都千代田区", Some(("東京都", Some("千代田区"))));
        check("東京都西多摩郡瑞穂町", Some(("東京都", Some("瑞穂町"))));
        check("神奈川県横浜市中区", Some(("神奈川県", Some("横浜市"))));
        check("京都府京都市中京区", Some(("京都府", Some("京都市"))));
        check("三重県四日市市", Some(("三重県", Some("四日市市"))));
        check("福島県郡山市", Some(("福島県", Some("郡山市"))));
        check("奈良県大和郡山市", Some(("奈良県", Some("大和郡山市"))));
        check("千葉県市川市", Some(("千葉県", Some("市川市"))));
        check("長野県", Some(("長野県", None)));
        check("八王子市", None);
        check("東京", None);
        check("東京都八王子市元本郷町3丁目24番1号", None);
        check("Tokyo", None);
    }
}
