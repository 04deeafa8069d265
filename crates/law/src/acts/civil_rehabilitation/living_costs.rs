//! The tables of the living-cost decree (平成13年政令第50号), checked and compiled in from
//! `parameters/living-costs-2001-50.toml` by this crate's build script.

use super::municipality::Municipality;
use crate::params::{AnyParameter, Checked, Dated, Mark, Parameter};
use crate::trace::{Show, Shown};
use crate::{Yen, calendar::date};

/// A class of residence, 第1区 to 第6区 (別表第一).
///
/// ```
/// use law::acts::civil_rehabilitation::living_costs::RegionClass;
/// assert!(RegionClass::new(6).is_some() && RegionClass::new(7).is_none());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RegionClass(pub(super) u8);

impl RegionClass {
    /// The class of what the decree does not name (別表第一).
    pub const UNLISTED: RegionClass = RegionClass(6);

    /// The class of this number, 1 to 6.
    pub fn new(number: u8) -> Option<RegionClass> {
        (1..=6).contains(&number).then_some(RegionClass(number))
    }

    /// Its number.
    pub const fn number(self) -> u8 {
        self.0
    }

    fn place(self) -> usize {
        usize::from(self.0) - 1
    }
}

impl Show for RegionClass {
    fn show(&self) -> Shown {
        Shown::Count(u64::from(self.0))
    }
}

/// A row of the housing table: what a year of housing may cost at most in some place (別表第六).
///
/// Two are the same only when they are one.
#[derive(Debug)]
pub struct HousingRow {
    prefecture: &'static str,
    winter_grade: u8,
    cities: &'static [&'static str],
    except: &'static [&'static str],
    classes: &'static [u8],
    amounts: [&'static Parameter<Yen>; 3],
}

include!(concat!(env!("OUT_DIR"), "/living_costs.rs"));

/// Why there is no row of the housing table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoHousingRow {
    /// The prefecture has no such class.
    Class,
    /// The prefecture has rows of their own for some cities, and the municipality is not said, or has another class.
    Municipality,
}

/// The row of the housing table for a place.
///
/// 別表第六. Where the prefecture has rows of their own for some cities, the municipality must be known.
pub fn housing_row(
    prefecture: &str,
    class: RegionClass,
    municipality: Option<&Municipality>,
) -> Result<&'static HousingRow, NoHousingRow> {
    let of_class = |row: &&HousingRow| row.prefecture == prefecture && row.classes.contains(&class.0);
    let mut rows = HOUSING.iter().filter(of_class).peekable();
    let first = rows.peek().copied().ok_or(NoHousingRow::Class)?;
    if first.cities.is_empty() && first.except.is_empty() {
        return Ok(first);
    }
    let name = municipality.ok_or(NoHousingRow::Municipality)?.name;
    rows.find(|row| if row.cities.is_empty() { !row.except.contains(&name) } else { row.cities.contains(&name) })
        .ok_or(NoHousingRow::Municipality)
}

impl PartialEq for HousingRow {
    fn eq(&self, other: &HousingRow) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Eq for HousingRow {}

impl HousingRow {
    /// The row of a municipality, by its own class.
    pub fn of(municipality: &Municipality) -> &'static HousingRow {
        &HOUSING[municipality.housing_row]
    }

    /// The prefecture in which it lies.
    pub const fn prefecture(&self) -> &'static str {
        self.prefecture
    }

    /// 別表第五: the winter grade of its prefecture, 1 (most) to 6.
    pub(super) const fn winter_grade(&self) -> u8 {
        self.winter_grade
    }

    pub(super) fn amount(&self, heads: usize) -> &'static Parameter<Yen> {
        self.amounts[match heads {
            0 | 1 => 0,
            2..=6 => 1,
            _ => 2,
        }]
    }
}

fn by_heads(amounts: &[&'static Parameter<Yen>; 4], heads: usize) -> &'static Parameter<Yen> {
    amounts[heads.clamp(1, 4) - 1]
}

/// 別表第二: the personal living cost at an age.
pub(super) fn personal(class: RegionClass, age: u32) -> &'static Parameter<Yen> {
    let bands = PERSONAL[class.place()];
    bands[bands.partition_point(|(from, _)| *from <= age) - 1].1
}

/// 別表第三: the household living cost by heads.
pub(super) fn household(class: RegionClass, heads: usize) -> &'static Parameter<Yen> {
    by_heads(&HOUSEHOLD[class.place()], heads)
}

/// 別表第四: the winter living cost by grade and heads. Every class that a prefecture has is there in its grade; the
/// build checks it.
pub(super) fn winter(class: RegionClass, grade: u8, heads: usize) -> &'static Parameter<Yen> {
    let amounts = WINTER[class.place()][usize::from(grade) - 1].as_ref();
    by_heads(amounts.expect("the housing row was found in this prefecture and class"), heads)
}

/// 別表第七: the work expenses by gross income.
pub(super) fn work(class: RegionClass, gross_yearly: Yen) -> &'static Parameter<Yen> {
    let bands = WORK[class.place()];
    bands[bands.partition_point(|(from, _)| *from <= gross_yearly) - 1].1
}

/// Every amount of the decree, in the order of its tables.
pub fn amounts() -> &'static [&'static dyn AnyParameter] {
    CELLS
}

pub(super) static AMOUNTS: &[&dyn AnyParameter] = CELLS;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_amount_has_a_name_a_source_and_the_day_of_the_decree() {
        // 24 or 25 ages in six classes, 4 heads in six classes and in 28 grades, 115 places by 3 heads, 12 incomes.
        let personal: usize = PERSONAL.iter().map(|bands| bands.len()).sum();
        assert_eq!(personal, 24 + 5 * 25);
        assert_eq!(amounts().len(), personal + 6 * 4 + 28 * 4 + 115 * 3 + (3 + 3 + 2 + 2 + 1 + 1));
        for amount in amounts() {
            assert!(amount.covers(date(2001, 4, 1)).is_ok() && amount.covers(date(2001, 3, 31)).is_err());
            assert!(!amount.names().0.is_empty() && amount.rows()[0].source.starts_with("平成13年政令第50号"));
        }
    }

    #[test]
    fn a_class_that_a_prefecture_has_not_and_a_city_with_its_own_row() {
        let row = |prefecture, class, name: Option<&str>| {
            let municipality = name.map(|name| super::super::municipality::municipality(prefecture, name).unwrap());
            housing_row(prefecture, RegionClass(class), municipality).map(|row| row.amount(1).values[0].value.0)
        };
        assert_eq!(row("東京都", 1, None), Ok(642_000));
        assert_eq!(row("東京都", 4, None), Err(NoHousingRow::Class));
        assert_eq!(row("福島県", 5, None), Err(NoHousingRow::Municipality));
        assert_eq!(row("福島県", 5, Some("郡山市")), Ok(344_000));
        assert_eq!(row("福島県", 5, Some("いわき市")), Ok(334_000));
        assert_eq!(row("福島県", 5, Some("須賀川市")), Ok(332_000));
        assert_eq!(row("神奈川県", 1, Some("鎌倉市")), Ok(550_000));
        assert_eq!(row("神奈川県", 1, Some("川崎市")), Ok(642_000));
        // Sapporo is in class 2 and nowhere else.
        assert_eq!(row("北海道", 3, Some("札幌市")), Err(NoHousingRow::Municipality));
    }
}
