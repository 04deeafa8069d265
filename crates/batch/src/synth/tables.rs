//! The distributions. Where a survey is published they follow it, and `tests.rs` holds the book to it; the rest is set by
//! hand. No real book stands behind them. `docs/portfolio.md` names the surveys.

use case::Court;

use super::draw::{Draw, Quantiles};

/// Where a household lives, with how prices there compare with the middle.
#[derive(Clone, Copy, Debug)]
pub(super) struct Region {
    pub(super) place: &'static str,
    pub(super) court: Court,
    /// Prices of homes and sizes of loans, in percent.
    pub(super) price: u64,
    /// Rents of a flat for a family, per month.
    pub(super) rent: u64,
    /// How many of a thousand homes are flats.
    pub(super) flats: u64,
}

const fn region(place: &'static str, court: Court, price: u64, rent: u64, flats: u64) -> Region {
    Region { place, court, price, rent, flats }
}

/// Weights are shares of a thousand.
const REGIONS: [(u64, Region); 16] = [
    (90, region("東京都八王子市", Court::Tokyo, 105, 88_000, 350)),
    (110, region("東京都江戸川区", Court::Tokyo, 150, 115_000, 650)),
    (50, region("東京都世田谷区", Court::Tokyo, 190, 150_000, 600)),
    (110, region("神奈川県横浜市", Court::Standard, 130, 98_000, 550)),
    (80, region("埼玉県さいたま市", Court::Standard, 115, 85_000, 400)),
    (70, region("千葉県船橋市", Court::Standard, 105, 80_000, 450)),
    (100, region("大阪府大阪市", Court::Osaka, 110, 85_000, 600)),
    (50, region("大阪府堺市", Court::Osaka, 90, 70_000, 400)),
    (80, region("愛知県名古屋市", Court::Standard, 105, 75_000, 400)),
    (40, region("兵庫県姫路市", Court::Standard, 80, 62_000, 200)),
    (50, region("福岡県福岡市", Court::Standard, 95, 70_000, 550)),
    (45, region("北海道札幌市", Court::Standard, 80, 60_000, 450)),
    (35, region("宮城県仙台市", Court::Standard, 85, 65_000, 350)),
    (35, region("静岡県浜松市", Court::Standard, 78, 60_000, 150)),
    (30, region("新潟県新潟市", Court::Standard, 70, 57_000, 150)),
    (25, region("鹿児島県鹿児島市", Court::Standard, 68, 56_000, 200)),
];

pub(super) fn region_of(draw: &mut Draw) -> &'static Region {
    draw.choose(&REGIONS)
}

/// Gross yearly income of the household in 10,000 yen when the home was bought, at prices of the middle: the classes of those
/// who took a Flat 35 in the fiscal year 2012.
pub(super) const INCOME_THEN: &Quantiles =
    &[(0, 180), (217, 400), (628, 600), (826, 800), (914, 1_000), (985, 1_500), (1_000, 2_600)];
/// What was lent at first, in percent of that income.
pub(super) const LENT: &Quantiles =
    &[(0, 90), (100, 240), (300, 370), (500, 465), (700, 555), (900, 700), (1_000, 880)];
/// Months since the contract.
pub(super) const MONTHS_PAID: &Quantiles = &[(0, 6), (100, 24), (500, 96), (900, 204), (1_000, 300)];
/// The contract's rate in thousandths of a percent: of the last five years as those who borrowed in the half year to March 2025
/// tell it, and before.
pub(super) const RATE_OF_LATE: &Quantiles =
    &[(0, 280), (266, 505), (718, 1_005), (850, 1_505), (960, 2_200), (1_000, 3_000)];
pub(super) const RATE: &Quantiles = &[(0, 375), (300, 600), (500, 875), (750, 1_475), (950, 2_475), (1_000, 3_800)];
/// What the home would be worth if it were new, in percent of what was lent at first.
pub(super) const VALUE: &Quantiles = &[(0, 38), (100, 66), (300, 84), (500, 96), (700, 110), (900, 140), (1_000, 210)];
/// How prices stand after so many years, in percent of a new home, in steps of five years: of a square metre of flats sold in
/// the capital's region in 2015, and of detached houses there in 2005.
pub(super) const FLAT_AFTER: [u64; 6] = [100, 83, 73, 58, 41, 42];
pub(super) const HOUSE_AFTER: [u64; 6] = [100, 94, 88, 83, 74, 69];
/// The debtor's gross income now in percent of the household's when the home was bought: of those who pay, and of those who
/// are behind.
pub(super) const INCOME_NOW: &Quantiles = &[(0, 45), (200, 78), (500, 95), (800, 110), (1_000, 150)];
pub(super) const INCOME_OF_LATE: &Quantiles = &[(0, 20), (200, 55), (500, 78), (800, 95), (1_000, 120)];
/// One other debt in 10,000 yen.
pub(super) const OTHER_DEBT: &Quantiles = &[(0, 5), (250, 45), (500, 95), (750, 190), (950, 480), (1_000, 1_500)];
/// How many other debts there are, times ten.
pub(super) const OTHER_DEBTS: &Quantiles = &[(0, 0), (250, 9), (500, 20), (800, 40), (950, 60), (1_000, 90)];
/// What the household lives on per month, in thousands of yen, for the debtor alone.
pub(super) const LIVING: &Quantiles = &[(0, 60), (250, 92), (500, 112), (750, 138), (1_000, 260)];
/// Cash and ordinary deposits, in thousands of yen.
pub(super) const CASH: &Quantiles = &[(0, 0), (250, 40), (500, 150), (750, 480), (950, 1_900), (1_000, 6_000)];

/// How far a book in trouble is: months overdue.
pub(super) const MONTHS_OVERDUE: [(u64, u64); 9] =
    [(420, 0), (160, 1), (120, 2), (80, 3), (60, 4), (40, 5), (40, 6), (40, 9), (40, 14)];
