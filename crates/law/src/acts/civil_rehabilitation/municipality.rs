//! Where people live today, in the classes of the living-cost decree of 2001: `parameters/municipality-classes.csv`.
//!
//! 居住地域の区分 (平成13年政令第50号別表第一 and 7条). How the classes were carried through the mergers since 2001 stands in
//! `docs/data.md`.

use super::living_costs::RegionClass;

crate::word_list! {
    /// Why a municipality has its class.
    pub enum Basis {
        /// The decree names it.
        Listed = "listed",
        /// The decree does not name it: class 6.
        Unlisted6 = "unlisted-6",
        /// It absorbed others and keeps its class (7条1項1号).
        AbsorbedBy = "absorbed-by",
        /// A new one: the best class of those that it was made of (7条1項2号).
        NewMostFavourable = "new-most-favourable",
        /// Only its name changed.
        Renamed = "renamed",
        /// A town of class 1 to 5 that became a city. The decree is silent; we keep the class, as the municipality is
        /// the same legal person. One who reads the decree by its names alone would say class 6.
        NeedsCheck = "needs-check",
    }
}

/// A municipality of today. Wards of designated cities belong to the city.
#[derive(Debug, PartialEq, Eq)]
pub struct Municipality {
    /// The prefecture.
    pub prefecture: &'static str,
    /// The name without prefecture and district.
    pub name: &'static str,
    /// The district (郡) of a town or village; empty for a city.
    pub district: &'static str,
    /// The code of local governments, with its check digit.
    pub code: &'static str,
    /// Its class.
    pub class: RegionClass,
    /// Why.
    pub basis: Basis,
    /// The municipalities of 2001 in it, with their classes.
    pub former: &'static str,
    /// A remark of those who made the list.
    pub note: &'static str,
    pub(super) housing_row: usize,
    /// The winter grade of its prefecture.
    pub winter_grade: u8,
}

include!(concat!(env!("OUT_DIR"), "/municipalities.rs"));

/// 指定都市 (地方自治法252条の19), whose wards are part of the city.
const DESIGNATED_CITIES: &[&str] = &[
    "札幌市",
    "仙台市",
    "さいたま市",
    "千葉市",
    "横浜市",
    "川崎市",
    "相模原市",
    "新潟市",
    "静岡市",
    "浜松市",
    "名古屋市",
    "京都市",
    "大阪市",
    "堺市",
    "神戸市",
    "岡山市",
    "広島市",
    "北九州市",
    "福岡市",
    "熊本市",
];

/// The prefectures, in the order of their codes.
pub fn prefectures() -> &'static [&'static str] {
    PREFECTURES
}

/// Every municipality, by prefecture and name.
pub fn municipalities() -> &'static [Municipality] {
    MUNICIPALITIES
}

/// The municipality of this name in a prefecture.
///
/// The name may carry its district (`西多摩郡瑞穂町`) or a ward of a designated city (`横浜市中区`); ヶ and ケ are one.
///
/// ```
/// use law::acts::civil_rehabilitation::municipality::municipality;
/// assert_eq!(municipality("神奈川県", "横浜市中区").unwrap().name, "横浜市");
/// assert_eq!(municipality("東京都", "八王子市").unwrap().class.number(), 1);
/// assert_eq!(municipality("東京都", "川崎市"), None);
/// ```
pub fn municipality(prefecture: &str, name: &str) -> Option<&'static Municipality> {
    let city = DESIGNATED_CITIES
        .iter()
        .find(|city| name.strip_prefix(**city).is_some_and(|ward| ward.ends_with('区') && ward.len() > '区'.len_utf8()))
        .map_or(name, |city| *city);
    if let Ok(place) = MUNICIPALITIES.binary_search_by(|entry| (entry.prefecture, entry.name).cmp(&(prefecture, city)))
    {
        return Some(&MUNICIPALITIES[place]);
    }
    MUNICIPALITIES.iter().find(|entry| entry.prefecture == prefecture && entry.is_called(name))
}

/// The municipality of today in which one of 2001 lies: the names of the decree's table (別表第一). `None` where there is
/// no such name, or where its area was divided.
///
/// ```
/// use law::acts::civil_rehabilitation::municipality::formerly;
/// assert_eq!(formerly("静岡県", "清水市").unwrap().name, "静岡市");
/// assert_eq!(formerly("山梨県", "西八代郡上九一色村"), None);
/// assert_eq!(formerly("東京都", "特別区の存する区域").unwrap().class.number(), 1);
/// ```
pub fn formerly(prefecture: &str, name: &str) -> Option<&'static Municipality> {
    // The table names Tokyo's wards together: one stands for all, which the decree treats alike.
    let name = if (prefecture, name) == ("東京都", "特別区の存する区域") { "千代田区" } else { name };
    let mut found = MUNICIPALITIES.iter().filter(|entry| entry.prefecture == prefecture && entry.was_called(name));
    found.next().filter(|_| found.next().is_none())
}

/// The municipality in which somebody lives (`東京都八王子市`).
///
/// Without a prefecture the name alone may do. Otherwise the answer is those that may be meant: namesakes elsewhere, and
/// today's municipality for a name of 2001.
///
/// ```
/// use law::acts::civil_rehabilitation::municipality::locate;
/// assert_eq!(locate("東京都八王子市").unwrap().code, "132012");
/// assert_eq!(locate("府中市").unwrap_err().len(), 2);
/// assert_eq!(locate("埼玉県浦和市").unwrap_err()[0].name, "さいたま市");
/// ```
pub fn locate(lives_in: &str) -> Result<&'static Municipality, Vec<&'static Municipality>> {
    let named = PREFECTURES.iter().find_map(|prefecture| Some((*prefecture, lives_in.strip_prefix(prefecture)?)));
    let (prefecture, name) = named.map_or((None, lives_in), |(prefecture, name)| (Some(prefecture), name.trim()));
    let within = |entry: &&Municipality| prefecture.is_none_or(|prefecture| entry.prefecture == prefecture);
    let prefectures = PREFECTURES.iter().filter(|one| prefecture.is_none_or(|prefecture| prefecture == **one));
    let mut found: Vec<_> = prefectures.filter_map(|prefecture| municipality(prefecture, name)).collect();
    if found.len() == 1 {
        return Ok(found.remove(0));
    }
    if found.is_empty() && !name.is_empty() {
        found.extend(MUNICIPALITIES.iter().filter(within).filter(|entry| entry.was_called(name)));
    }
    Err(found)
}

impl Municipality {
    /// Does the class rest on a reading that a court may not share?
    pub fn needs_check(&self) -> bool {
        self.basis == Basis::NeedsCheck
    }

    fn is_called(&self, name: &str) -> bool {
        let bare = name.strip_prefix(self.district).filter(|bare| !bare.is_empty()).unwrap_or(name);
        bare == self.name || bare.replace('ヶ', "ケ") == self.name.replace('ヶ', "ケ")
    }

    fn was_called(&self, name: &str) -> bool {
        let name = name.replace('ヶ', "ケ");
        self.former.split(';').filter_map(|former| former.split_once('=')).any(|(former, _)| {
            let former = former.replace('ヶ', "ケ");
            former == name || former.split_once('郡').is_some_and(|(_, town)| !town.is_empty() && town == name)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(prefecture: &str, name: &str, class: u8, basis: Basis) {
        let found = municipality(prefecture, name).unwrap_or_else(|| panic!("{prefecture}{name}"));
        assert_eq!((found.class.number(), found.basis), (class, basis), "{found:?}");
    }

    /// Each by the decree's list and the history of mergers, read by hand.
    #[test]
    fn classes_by_name_and_by_history() {
        check("東京都", "千代田区", 1, Basis::Listed);
        check("北海道", "函館市", 3, Basis::AbsorbedBy);
        check("北海道", "士別市", 5, Basis::NewMostFavourable);
        check("千葉県", "白井市", 5, Basis::NeedsCheck);
        check("福岡県", "那珂川市", 4, Basis::NeedsCheck);
        check("北海道", "松前町", 6, Basis::Unlisted6);
        // Made of 浦和市, 大宮市 (1) and 与野市 (2) in 2001.
        check("埼玉県", "さいたま市", 1, Basis::NewMostFavourable);
    }

    /// 7条, with 新設 and 編入 as the ministry's list of mergers has them: an absorbing one keeps its class whatever it absorbs, a
    /// new one takes the best of those that it was made of and keeps it when it absorbs later.
    #[test]
    fn merged_municipalities_by_hand() {
        for (prefecture, name, class, basis) in [
            // 編入 across classes: 1 with 2; 2 with 3 and 5; 3 with 5 and 6; 3 with 4 and 6.
            ("埼玉県", "川口市", 1, Basis::AbsorbedBy),
            ("神奈川県", "相模原市", 2, Basis::AbsorbedBy),
            ("新潟県", "新潟市", 3, Basis::AbsorbedBy),
            ("静岡県", "浜松市", 3, Basis::AbsorbedBy),
            ("香川県", "高松市", 3, Basis::AbsorbedBy),
            ("長崎県", "長崎市", 3, Basis::AbsorbedBy),
            // 新設 across classes.
            ("富山県", "富山市", 3, Basis::NewMostFavourable),
            ("三重県", "津市", 3, Basis::NewMostFavourable),
            ("山口県", "下関市", 3, Basis::NewMostFavourable),
            ("山口県", "周南市", 4, Basis::NewMostFavourable),
            ("新潟県", "佐渡市", 5, Basis::NewMostFavourable),
            ("山梨県", "甲州市", 5, Basis::NewMostFavourable),
            ("栃木県", "栃木市", 5, Basis::NewMostFavourable),
            // 新設 of one class.
            ("埼玉県", "ふじみ野市", 3, Basis::NewMostFavourable),
            ("愛知県", "あま市", 5, Basis::NewMostFavourable),
            ("山梨県", "南アルプス市", 6, Basis::NewMostFavourable),
            // Another name alone.
            ("兵庫県", "丹波篠山市", 6, Basis::Renamed),
        ] {
            check(prefecture, name, class, basis);
        }
    }

    /// Every row once more from its own list of former municipalities: the smallest class of those that were not absorbed.
    #[test]
    fn every_class_follows_from_the_former_ones() {
        for entry in municipalities() {
            let former = entry.former.split(';').filter(|former| !former.contains("編入"));
            let class = |former: &str| former.split_once('=').and_then(|(_, class)| class.get(..1)?.parse::<u8>().ok());
            let classes: Vec<u8> = former.filter_map(class).collect();
            assert_eq!(classes.iter().min(), Some(&entry.class.number()), "{}{}", entry.prefecture, entry.name);
            assert!(entry.basis != Basis::AbsorbedBy || classes.len() == 1, "{}", entry.name);
        }
    }

    #[test]
    fn there_are_1741_municipalities_in_47_prefectures() {
        assert_eq!(municipalities().len(), 1_741);
        assert_eq!((prefectures().len(), prefectures()[0], prefectures()[46]), (47, "北海道", "沖縄県"));
        assert_eq!(municipalities().iter().filter(|entry| entry.needs_check()).count(), 13);
        assert!(municipalities().is_sorted_by_key(|entry| (entry.prefecture, entry.name)));
        for city in DESIGNATED_CITIES {
            assert_eq!(municipalities().iter().filter(|entry| entry.name == *city).count(), 1, "{city}");
        }
    }

    #[test]
    fn names_with_districts_wards_and_either_ke() {
        assert_eq!(municipality("東京都", "西多摩郡瑞穂町").unwrap().name, "瑞穂町");
        assert_eq!(municipality("京都府", "京都市左京区").unwrap().name, "京都市");
        assert_eq!(municipality("神奈川県", "茅ケ崎市"), municipality("神奈川県", "茅ヶ崎市"));
        assert!(municipality("神奈川県", "茅ケ崎市").is_some());
        for (prefecture, name) in [("京都府", "京都市区"), ("東京都", ""), ("東京", "八王子市"), ("東京都", "中区")]
        {
            assert_eq!(municipality(prefecture, name), None, "{prefecture}{name}");
        }
    }

    #[test]
    fn a_name_alone_is_enough_where_it_is_the_only_one() {
        assert_eq!(locate("八王子市").unwrap().prefecture, "東京都");
        assert_eq!(locate("広島県府中市").unwrap().prefecture, "広島県");
        assert_eq!(locate("伊達市").unwrap_err().len(), 2);
        assert_eq!(locate("清水市").unwrap_err()[0].name, "静岡市");
        for nowhere in ["", "東京都", "どこにもない市"] {
            assert!(locate(nowhere).unwrap_err().is_empty(), "{nowhere}");
        }
    }

    #[test]
    fn every_name_finds_itself_and_its_housing_row() {
        use super::super::living_costs::{HousingRow, housing_row};
        for entry in municipalities() {
            let found = locate(&format!("{}{}{}", entry.prefecture, entry.district, entry.name));
            assert_eq!(found, Ok(entry));
            let row = housing_row(entry.prefecture, entry.class, Some(entry)).unwrap();
            assert!(std::ptr::eq(row, HousingRow::of(entry)), "{}", entry.name);
        }
    }
}
