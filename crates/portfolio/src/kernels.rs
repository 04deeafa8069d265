//! Eight figures over columns, by the same rules of the law crate that a single case uses.
//!
//! Amounts come as Arrow keeps them, signed and not below zero, in 64 or in 32 bits. The day is one for the column, so that
//! the figures of the law are looked up once; the answers go into columns that the caller brings, so that none of them waits
//! for memory. [`all`] fills the eight in one pass: what one figure takes from another is then still near the processor.
//!
//! Rows are worked out in blocks. Where every amount of a block is below [`Yen::SMALL`] the compiler sees that no sum and no
//! product leaves its range, and takes several rows at once with what the processor has ([`quick_rows`]); any other block
//! goes row by row through the same rule.
//!
//! # Panics
//! Each of them when its columns are not all of one length, and where an amount below zero leaves the range of [`Yen`].

mod level;
mod rows;
#[cfg(test)]
mod tests;

use std::fmt;
use std::hint::select_unpredictable;

use law::acts::civil_execution::{Exemption, PayPeriod};
use law::acts::civil_rehabilitation::claims::{Cap, CapClaim, CapClass};
use law::acts::civil_rehabilitation::liquidation::{Asset, Counting, HomeValue, Readings};
use law::acts::civil_rehabilitation::plan_total::Floors;
use law::acts::civil_rehabilitation::small_scale::{ClaimTotals, Tiers};
use law::loan::Months;
use law::terms::{AssetKind, Court};
use law::trace::Bare;
use law::{Cx, Date, NotInForce, Share, Yen};

use level::settle;
pub use level::{Loans, level};
pub use rows::Cell;
use rows::{BLOCK, Figure, Out, Read, blocks, fill, fill_together};

/// No amount, where a plan cannot be confirmed.
pub const NONE: i64 = -1;

/// Why columns have no figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoFigures {
    /// The law of the day is not known.
    NotInForce(NotInForce),
    /// An answer is larger than the cells of its column.
    DoesNotFit,
}

impl fmt::Display for NoFigures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NoFigures::NotInForce(cause) => cause.fmt(f),
            NoFigures::DoesNotFit => f.write_str("an answer is larger than the cells of its column"),
        }
    }
}

impl std::error::Error for NoFigures {}

impl From<NotInForce> for NoFigures {
    fn from(cause: NotInForce) -> NoFigures {
        NoFigures::NotInForce(cause)
    }
}

/// Over a column nobody can foresee where a plan cannot be confirmed.
#[inline]
fn or_none(total: Option<Yen>) -> i64 {
    select_unpredictable(total.is_some(), amount(total.unwrap_or_default()), NONE)
}

#[inline]
fn amount(yen: Yen) -> i64 {
    yen.0.cast_signed()
}

/// Are the claims within the cap of 民事再生法221条1項? What a security covers is left out.
pub fn eligible<C: Cell>(on: Date, claims: &[C], secured_part: &[C], out: &mut [bool]) -> Result<(), NoFigures> {
    let cap = Cap::on(&mut Cx::new(&mut Bare), on)?;
    fill(Eligible { cap, claims, secured_part }, out)
}

#[derive(Clone, Copy)]
struct Eligible<'c, C> {
    cap: Cap,
    claims: &'c [C],
    secured_part: &'c [C],
}

#[expect(clippy::inline_always, reason = "columns are only quick where the compiler sees through the whole row")]
impl<C: Cell> Figure<C> for Eligible<'_, C> {
    #[inline(always)]
    fn part(self, from: usize, to: usize) -> Self {
        Eligible { claims: &self.claims[from..to], secured_part: &self.secured_part[from..to], ..self }
    }

    #[inline(always)]
    fn row(&self, row: usize, read: &mut impl Read) -> [i64; 1] {
        let (amount, secured_part) = (read.yen(self.claims[row]), read.yen(self.secured_part[row]));
        let claim = CapClaim { amount, class: CapClass::Other, secured_part };
        [i64::from(self.cap.admits(claim.counted()))]
    }
}

/// The minimum repayment (民事再生法231条2項).
pub fn minimum<C: Cell>(on: Date, tier_total: &[C], standard_claims: &[C], out: &mut [C]) -> Result<(), NoFigures> {
    let tiers = Tiers::on(on)?;
    fill(Minimum { tiers, tier_total, standard_claims }, out)
}

#[derive(Clone, Copy)]
struct Minimum<'c, C> {
    tiers: Tiers,
    tier_total: &'c [C],
    standard_claims: &'c [C],
}

#[expect(clippy::inline_always, reason = "columns are only quick where the compiler sees through the whole row")]
impl<C: Cell> Figure<C> for Minimum<'_, C> {
    #[inline(always)]
    fn part(self, from: usize, to: usize) -> Self {
        Minimum { tier_total: &self.tier_total[from..to], standard_claims: &self.standard_claims[from..to], ..self }
    }

    #[inline(always)]
    fn is_quick(&self) -> bool {
        self.tiers.is_quick()
    }

    #[inline(always)]
    fn row(&self, row: usize, read: &mut impl Read) -> [i64; 1] {
        let (tier_total, standard_claims) = (read.yen(self.tier_total[row]), read.yen(self.standard_claims[row]));
        [or_none(self.tiers.minimum(ClaimTotals { tier_total, standard_claims }).minimum)]
    }
}

/// What a household owns, column by column.
#[derive(Clone, Copy, Debug)]
pub struct Estate<'c, C = i64> {
    /// 現金.
    pub cash: &'c [C],
    /// 普通預金.
    pub deposit: &'c [C],
    /// 解約返戻金.
    pub insurance: &'c [C],
    /// 自動車.
    pub car: &'c [C],
    /// 退職金見込額.
    pub retirement: &'c [C],
    /// 有価証券.
    pub securities: &'c [C],
    /// The home's value.
    pub home_value: &'c [C],
    /// What it secures.
    pub home_secured: &'c [C],
}

#[expect(clippy::inline_always, reason = "columns are only quick where the compiler sees through the whole row")]
impl<'c, C> Estate<'c, C> {
    #[inline(always)]
    fn part(&self, from: usize, to: usize) -> Estate<'c, C> {
        Estate {
            cash: &self.cash[from..to],
            deposit: &self.deposit[from..to],
            insurance: &self.insurance[from..to],
            car: &self.car[from..to],
            retirement: &self.retirement[from..to],
            securities: &self.securities[from..to],
            home_value: &self.home_value[from..to],
            home_secured: &self.home_secured[from..to],
        }
    }
}

/// The liquidation value by the practice of a court.
pub fn liquidation<C: Cell>(on: Date, court: Court, estate: Estate<'_, C>, out: &mut [C]) -> Result<(), NoFigures> {
    let counting = counting(on, court)?;
    fill_by(counting, estate, out)
}

fn counting(on: Date, court: Court) -> Result<Counting, NotInForce> {
    Counting::on(&mut Cx::new(&mut Bare), on, court, Readings::OF_THE_COURT)
}

/// The largest court has a copy of its own, in which nothing is left to be decided for a row but the amounts.
fn fill_by<C: Cell>(counting: Counting, estate: Estate<'_, C>, out: &mut [C]) -> Result<(), NoFigures> {
    match counting.of_court(Court::Tokyo) {
        Some(_) => fill(InTokyo(Liquidation { counting, estate }), out),
        None => fill(Liquidation { counting, estate }, out),
    }
}

#[derive(Clone, Copy)]
struct Liquidation<'c, C> {
    counting: Counting,
    estate: Estate<'c, C>,
}

#[derive(Clone, Copy)]
struct InTokyo<'c, C>(Liquidation<'c, C>);

#[expect(clippy::inline_always, reason = "columns are only quick where the compiler sees through the whole row")]
impl<C: Cell> Figure<C> for InTokyo<'_, C> {
    #[inline(always)]
    fn part(self, from: usize, to: usize) -> Self {
        InTokyo(self.0.part(from, to))
    }

    #[inline(always)]
    fn is_quick(&self) -> bool {
        self.0.counting.of_court(Court::Tokyo).is_some_and(|counting| counting.is_quick())
    }

    #[inline(always)]
    fn row(&self, row: usize, read: &mut impl Read) -> [i64; 1] {
        let counting = self.0.counting.of_court(Court::Tokyo).expect("the counting of Tokyo");
        Liquidation { counting, ..self.0 }.row(row, read)
    }
}

#[expect(clippy::inline_always, reason = "columns are only quick where the compiler sees through the whole row")]
impl<C: Cell> Figure<C> for Liquidation<'_, C> {
    #[inline(always)]
    fn part(self, from: usize, to: usize) -> Self {
        Liquidation { estate: self.estate.part(from, to), ..self }
    }

    #[inline(always)]
    fn is_quick(&self) -> bool {
        self.counting.is_quick()
    }

    #[inline(always)]
    fn row(&self, row: usize, read: &mut impl Read) -> [i64; 1] {
        let estate = &self.estate;
        let mut asset = |kind, column: &[C]| Asset { kind, value: read.yen(column[row]) };
        let cash = asset(AssetKind::Cash, estate.cash);
        let deposit = asset(AssetKind::Deposit, estate.deposit);
        let insurance = asset(AssetKind::Insurance, estate.insurance);
        let car = asset(AssetKind::Car, estate.car);
        let retirement = asset(AssetKind::RetirementAllowance, estate.retirement);
        let securities = asset(AssetKind::Securities, estate.securities);
        // One after the other and not in a loop, so that the compiler decides once what becomes of each kind.
        let mut counted = self.counting.begin();
        counted.see(&cash);
        counted.see(&deposit);
        counted.see(&insurance);
        counted.see(&car);
        counted.see(&retirement);
        counted.see(&securities);
        let home = HomeValue { value: read.yen(estate.home_value[row]), secured: read.yen(estate.home_secured[row]) };
        let total = home.counted()
            + counted.count(&cash)
            + counted.count(&deposit)
            + counted.count(&insurance)
            + counted.count(&car)
            + counted.count(&retirement)
            + counted.count(&securities);
        [amount(total)]
    }
}

/// What a plan must pay in all, from its minimum repayment.
pub fn required<C: Cell>(
    standard_claims: &[C],
    minimum: &[C],
    liquidation: &[C],
    out: &mut [C],
) -> Result<(), NoFigures> {
    fill(Required { standard_claims, minimum, liquidation }, out)
}

#[derive(Clone, Copy)]
struct Required<'c, C> {
    standard_claims: &'c [C],
    minimum: &'c [C],
    liquidation: &'c [C],
}

#[expect(clippy::inline_always, reason = "columns are only quick where the compiler sees through the whole row")]
impl<C: Cell> Figure<C> for Required<'_, C> {
    #[inline(always)]
    fn part(self, from: usize, to: usize) -> Self {
        Required {
            standard_claims: &self.standard_claims[from..to],
            minimum: &self.minimum[from..to],
            liquidation: &self.liquidation[from..to],
        }
    }

    #[inline(always)]
    fn row(&self, row: usize, read: &mut impl Read) -> [i64; 1] {
        let (standard, liquidation) = (self.standard_claims[row], self.liquidation[row]);
        [required_total(standard, liquidation, self.minimum[row], read)]
    }
}

#[expect(clippy::inline_always, reason = "columns are only quick where the compiler sees through the whole row")]
#[inline(always)]
fn required_total<C: Cell>(standard: C, liquidation: C, minimum: impl Cell, read: &mut impl Read) -> i64 {
    // The total rests on the claims that are cut; how large all are was for the minimum to say.
    let standard = read.yen(standard);
    let totals = ClaimTotals { tier_total: standard, standard_claims: standard };
    let floors = Floors { totals, liquidation_value: read.yen(liquidation), two_year_disposable: None };
    where_any(minimum, read, |minimum| floors.total(minimum))
}

/// Of an amount, or [`NONE`] of none.
#[expect(clippy::inline_always, reason = "columns are only quick where the compiler sees through the whole row")]
#[inline(always)]
fn where_any<C: Cell>(cell: C, read: &mut impl Read, of: impl FnOnce(Yen) -> Yen) -> i64 {
    let cell = cell.wide();
    // All ones below zero, which is no amount.
    let none = cell >> (i64::BITS - 1);
    const { assert!(NONE == -1) };
    amount(of(read.yen(cell & !none))) | none
}

/// The regular instalment of a total in so many months; the last one takes the rest.
pub fn monthly<C: Cell>(totals: &[C], months: Months, out: &mut [C]) -> Result<(), NoFigures> {
    fill(Monthly { part: part_of(months), totals }, out)
}

fn part_of(months: Months) -> Share {
    Share::new(1, months.count()).expect("a term has a month")
}

#[derive(Clone, Copy)]
struct Monthly<'c, C> {
    part: Share,
    totals: &'c [C],
}

#[expect(clippy::inline_always, reason = "columns are only quick where the compiler sees through the whole row")]
impl<C: Cell> Figure<C> for Monthly<'_, C> {
    #[inline(always)]
    fn part(self, from: usize, to: usize) -> Self {
        Monthly { totals: &self.totals[from..to], ..self }
    }

    #[inline(always)]
    fn is_quick(&self) -> bool {
        self.part.is_quick()
    }

    #[inline(always)]
    fn row(&self, row: usize, read: &mut impl Read) -> [i64; 1] {
        [instalment(self.part, self.totals[row], read)]
    }
}

#[expect(clippy::inline_always, reason = "columns are only quick where the compiler sees through the whole row")]
#[inline(always)]
fn instalment(part: Share, total: impl Cell, read: &mut impl Read) -> i64 {
    where_any(total, read, |total| part.of_floor(total))
}

/// What of monthly pay can be attached (民事執行法152条).
pub fn attachable_pay<C: Cell>(on: Date, net: &[C], out: &mut [C]) -> Result<(), NoFigures> {
    fill(Pay { exemption: exemption(on)?, net }, out)
}

fn exemption(on: Date) -> Result<Exemption, NotInForce> {
    Exemption::on(&mut Cx::new(&mut Bare), on, PayPeriod::Month, false)
}

#[derive(Clone, Copy)]
struct Pay<'c, C> {
    exemption: Exemption,
    net: &'c [C],
}

#[expect(clippy::inline_always, reason = "columns are only quick where the compiler sees through the whole row")]
impl<C: Cell> Figure<C> for Pay<'_, C> {
    #[inline(always)]
    fn part(self, from: usize, to: usize) -> Self {
        Pay { net: &self.net[from..to], ..self }
    }

    #[inline(always)]
    fn is_quick(&self) -> bool {
        self.exemption.is_quick()
    }

    #[inline(always)]
    fn row(&self, row: usize, read: &mut impl Read) -> [i64; 1] {
        [amount(self.exemption.divide(read.yen(self.net[row])).attachable)]
    }
}

/// The columns on which the eight figures rest.
#[derive(Clone, Copy, Debug)]
pub struct Households<'c, C = i64> {
    /// Claims against the cap.
    pub claims: &'c [C],
    /// What of them a security covers.
    pub secured_part: &'c [C],
    /// The total that decides the band of the minimum repayment.
    pub tier_total: &'c [C],
    /// 基準債権.
    pub standard_claims: &'c [C],
    /// What they own.
    pub estate: Estate<'c, C>,
    /// Their home loans.
    pub loans: Loans<'c, C>,
    /// Monthly pay after what the law takes off.
    pub net: &'c [C],
}

/// The columns of the eight figures.
#[derive(Debug)]
pub struct Figures<'c, C = i64> {
    /// See [`eligible`].
    pub eligible: &'c mut [bool],
    /// See [`minimum`].
    pub minimum: &'c mut [C],
    /// See [`liquidation`].
    pub liquidation: &'c mut [C],
    /// See [`required`].
    pub required: &'c mut [C],
    /// See [`monthly`]: over the shorter and the longer term.
    pub monthly: [&'c mut [C]; 2],
    /// See [`level`].
    pub level: &'c mut [C],
    /// See [`attachable_pay`].
    pub attachable: &'c mut [C],
}

/// Rows that go through the figures together in [`all`]: few enough for a processor to keep what one figure takes from another,
/// and enough that it reads each column ahead. More than a dozen columns in one loop would drive each other out of the nearest
/// memory, where columns that begin at like places stand in like places.
const STRETCH: usize = 32 * BLOCK;

/// All eight figures in one pass.
pub fn all<C: Cell>(
    on: Date,
    court: Court,
    terms: [Months; 2],
    households: &Households<'_, C>,
    figures: &mut Figures<'_, C>,
) -> Result<(), NoFigures> {
    let cap = Cap::on(&mut Cx::new(&mut Bare), on)?;
    let (tiers, counting, exemption) = (Tiers::on(on)?, counting(on, court)?, exemption(on)?);
    let parts = terms.map(part_of);
    let Households { claims, secured_part, tier_total, standard_claims, estate, loans, net } = *households;
    let alone = Alone { eligible: Eligible { cap, claims, secured_part }, loans, pay: Pay { exemption, net } };
    blocks(figures.eligible.len(), STRETCH, |from, to| {
        let level = &mut figures.level[from..to];
        let more = [&mut *level, &mut figures.attachable[from..to], &mut []];
        fill_together(alone.part(from, to), Out::new(&mut figures.eligible[from..to], more))?;
        settle(loans.part(from, to), level)?;
        let liquidation = &mut figures.liquidation[from..to];
        fill_by(counting, estate.part(from, to), liquidation)?;
        let minimum = Minimum { tiers, tier_total, standard_claims }.part(from, to);
        let [short, long] = figures.monthly.each_mut().map(|column| &mut column[from..to]);
        let more = [&mut figures.required[from..to], short, long];
        fill_together(Repaid { minimum, liquidation, parts }, Out::new(&mut figures.minimum[from..to], more))
    })
}

/// The figures on which no other rests: whether a household is eligible, its level payment, and what of its pay can be attached.
/// A level payment is all work and the others all memory.
#[derive(Clone, Copy)]
struct Alone<'c, C> {
    eligible: Eligible<'c, C>,
    loans: Loans<'c, C>,
    pay: Pay<'c, C>,
}

#[expect(clippy::inline_always, reason = "columns are only quick where the compiler sees through the whole row")]
impl<C: Cell> Figure<C, 3> for Alone<'_, C> {
    #[inline(always)]
    fn part(self, from: usize, to: usize) -> Self {
        let Alone { eligible, loans, pay } = self;
        Alone { eligible: eligible.part(from, to), loans: loans.part(from, to), pay: pay.part(from, to) }
    }

    #[inline(always)]
    fn is_quick(&self) -> bool {
        self.pay.is_quick()
    }

    #[inline(always)]
    fn row(&self, row: usize, read: &mut impl Read) -> [i64; 3] {
        let ([eligible], [level]) = (self.eligible.row(row, read), self.loans.row(row, read));
        let [attachable] = self.pay.row(row, read);
        [eligible, level, attachable]
    }
}

/// What a plan must repay: the minimum, the total, and both instalments of it.
#[derive(Clone, Copy)]
struct Repaid<'c, C> {
    minimum: Minimum<'c, C>,
    liquidation: &'c [C],
    parts: [Share; 2],
}

#[expect(clippy::inline_always, reason = "columns are only quick where the compiler sees through the whole row")]
impl<C: Cell> Figure<C, 4> for Repaid<'_, C> {
    #[inline(always)]
    fn part(self, from: usize, to: usize) -> Self {
        Repaid { minimum: self.minimum.part(from, to), liquidation: &self.liquidation[from..to], ..self }
    }

    #[inline(always)]
    fn is_quick(&self) -> bool {
        self.minimum.is_quick() && self.parts[0].is_quick() && self.parts[1].is_quick()
    }

    #[inline(always)]
    fn row(&self, row: usize, read: &mut impl Read) -> [i64; 4] {
        let [minimum] = self.minimum.row(row, read);
        let (standard, liquidation) = (self.minimum.standard_claims[row], self.liquidation[row]);
        let required = required_total(standard, liquidation, minimum, read);
        let [short, long] = self.parts.map(|part| instalment(part, required, read));
        [minimum, required, short, long]
    }
}
