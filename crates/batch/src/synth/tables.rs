//! The distributions. They are set by hand after what is commonly published of loans, prices and incomes; no real book
//! stands behind them.

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

/// What was lent at first, in 10,000 yen, at prices of the middle.
pub(super) const LENT: &Quantiles =
    &[(0, 500), (50, 1_200), (250, 2_100), (500, 2_750), (750, 3_500), (950, 4_900), (1_000, 9_000)];
/// Months since the contract.
pub(super) const MONTHS_PAID: &Quantiles = &[(0, 6), (100, 24), (500, 96), (900, 204), (1_000, 300)];
/// The contract's rate in thousandths of a percent.
pub(super) const RATE: &Quantiles = &[(0, 375), (300, 600), (500, 875), (750, 1_475), (950, 2_475), (1_000, 3_800)];
/// What the home is worth now, in percent of what was lent at first.
pub(super) const VALUE: &Quantiles = &[(0, 30), (100, 55), (300, 72), (500, 84), (700, 97), (900, 125), (1_000, 190)];
/// Gross yearly income in 10,000 yen.
pub(super) const INCOME: &Quantiles =
    &[(0, 120), (50, 220), (250, 370), (500, 500), (750, 660), (950, 1_050), (1_000, 2_400)];
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
