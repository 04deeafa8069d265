//! 元利均等返済と遅延損害金: the arithmetic of loan contracts. No statute fixes it; it is the banks' practice, and each
//! rounding is named.

mod usual;

use num_bigint::BigUint;
use num_traits::ToPrimitive;

use crate::calendar::days_between;
use crate::params::Mark;
use crate::provision::{CIVIL_CODE, Provision};
use crate::trace::{Cx, Rule, Show, Shown, Trace};
use crate::{Date, Rate, Yen};

pub use usual::usual_level_payment;

/// The longest term that any surface reads.
pub const MAX_MONTHS: u32 = 1_200;

/// The number of monthly instalments of a loan: from 1 to [`MAX_MONTHS`].
///
/// ```
/// use law::loan::Months;
/// assert_eq!(Months::new(420).map(Months::count), Some(420));
/// assert_eq!(Months::new(0), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Months(u32);

impl Months {
    /// A term; `None` outside 1 to [`MAX_MONTHS`].
    pub const fn new(count: u32) -> Option<Months> {
        if count >= 1 && count <= MAX_MONTHS { Some(Months(count)) } else { None }
    }

    /// How many.
    pub const fn count(self) -> u32 {
        self.0
    }
}

/// A loan repaid in level monthly instalments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LevelLoan {
    /// 元本.
    pub principal: Yen,
    /// The rate per year; a month bears a twelfth of it.
    pub rate: Rate,
    /// The instalments.
    pub months: Months,
}

/// What a level loan costs from the first instalment to the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Repayment {
    /// Every instalment but the last.
    pub payment: Yen,
    /// The last one: what clears the balance.
    pub last_payment: Yen,
    /// The interest of all months.
    pub interest_total: Yen,
    /// All instalments together.
    pub total: Yen,
    /// How many instalments there are: fewer than agreed when the cut fractions clear the balance early.
    pub instalments: u32,
}

impl Show for Repayment {
    fn show(&self) -> Shown {
        self.payment.show()
    }
}

/// The rule of [`repayment`].
pub static LEVEL_PAYMENT: Rule = Rule {
    id: "loan.level-payment",
    ja: "元利均等返済",
    en: "level payment",
    provisions: &[],
    mark: Mark::Practice,
    parameters: &[],
};

/// The level payment and what the loan costs in all.
///
/// 元利均等返済。Practice of the banks, no statute. The payment is the exact annuity with the fraction of a yen cut off;
/// so is the interest of each month; the last instalment takes what is left.
///
/// ```
/// use law::loan::{LevelLoan, Months, repayment};
/// use law::{Yen, trace::{Cx, NoTrace}};
/// let loan = LevelLoan { principal: Yen(1_200), rate: "12".parse()?, months: Months::new(2).unwrap() };
/// let answer = repayment(&mut Cx::new(&mut NoTrace), loan);
/// // 1,200 × 0.01 × 1.0201 / 0.0201 = 609.01…; interest 12, then (1,200 − 597) × 0.01 = 6.03.
/// assert_eq!((answer.payment, answer.last_payment, answer.interest_total), (Yen(609), Yen(609), Yen(18)));
/// # Ok::<(), law::rate::NotARate>(())
/// ```
#[doc(alias = "元利均等")]
pub fn repayment<T: Trace>(cx: &mut Cx<'_, T>, loan: LevelLoan) -> Repayment {
    cx.rule(&LEVEL_PAYMENT, |cx| {
        cx.given("principal", &loan.principal);
        cx.given("rate", &loan.rate);
        cx.given("months", &loan.months.count());
        let schedule = Schedule::of(loan);
        let payment = schedule.payment();
        let mut answer =
            Repayment { payment, last_payment: Yen::ZERO, interest_total: Yen::ZERO, total: Yen::ZERO, instalments: 0 };
        for instalment in schedule {
            answer.last_payment = instalment.payment();
            answer.interest_total += instalment.interest;
            answer.instalments = instalment.number;
        }
        answer.total = loan.principal + answer.interest_total;
        answer
    })
}

/// The level payment alone: the exact annuity, the fraction of a yen cut off.
///
/// ```
/// use law::{Yen, loan::{Months, level_payment}};
/// // 31,000,000 at 1.475 % over 35 years.
/// let payment = level_payment(Yen(31_000_000), "1.475".parse()?, Months::new(420).unwrap());
/// assert_eq!(payment, Yen(94_538));
/// # Ok::<(), law::rate::NotARate>(())
/// ```
#[doc(alias = "元利均等返済額")]
pub fn level_payment(principal: Yen, rate: Rate, months: Months) -> Yen {
    if rate.is_zero() {
        return Yen(principal.0 / u64::from(months.count()));
    }
    let monthly = MonthlyRate::of(rate);
    annuity_between_bounds(principal, monthly, months).unwrap_or_else(|| annuity_exactly(principal, monthly, months))
}

/// The product of two numbers in 2^-64, rounded down.
#[inline]
fn product(one: u64, other: u64) -> u64 {
    ((u128::from(one) * u128::from(other)) >> 64) as u64
}

/// What a yen in so many months is worth today, in 2^-64: from `low` to `low + error`.
#[derive(Clone, Copy, Debug)]
struct Discount {
    low: u64,
    error: u64,
}

impl Discount {
    /// principal × interest / (1 − discount), where the bounds settle the whole yen. `interest` is that of a month for a yen
    /// in 2^-64, rounded down.
    #[inline]
    fn settles(self, principal: Yen, interest: u64) -> Option<Yen> {
        if self.low == 0 {
            return None;
        }
        // 1 − low, which is at most too large by the error.
        let most = self.low.wrapping_neg();
        let least = u128::from(most.checked_sub(self.error)?);
        let above = u128::from(principal.0) * u128::from(interest);
        // The quotient is at most the principal and a month's interest.
        let payment = (above / u128::from(most)) as u64;
        // A yen more is beyond even the upper bound?
        let next = (u128::from(payment) + 1) * least;
        (above + u128::from(principal.0) < next).then_some(Yen(payment))
    }
}

/// The interest of one month on a balance: a twelfth of the yearly rate, the fraction of a yen cut off.
///
/// ```
/// use law::{Yen, loan::month_interest};
/// assert_eq!(month_interest(Yen(31_000_000), "1.475".parse()?), Yen(38_104)); // 38,104.16…
/// # Ok::<(), law::rate::NotARate>(())
/// ```
pub fn month_interest(balance: Yen, rate: Rate) -> Yen {
    MonthlyRate::of(rate).interest(balance)
}

/// A twelfth of a yearly rate, in terms that are low enough for most products to stay inside 64 bits.
#[derive(Clone, Copy, Debug)]
struct MonthlyRate {
    numerator: u64,
    denominator: u64,
}

impl MonthlyRate {
    fn of(rate: Rate) -> MonthlyRate {
        let (above, below) = rate.parts();
        // Both fit: rates as read stay below 10^13 units, and the whole is 10^12.
        let (above, below) = (u64::try_from(above).unwrap_or(u64::MAX), below as u64 * 12);
        // What is a whole number of thousandths of a percent is divided by 128 and more; the lowest terms would cost a walk.
        let halvings = (above | below).trailing_zeros();
        MonthlyRate { numerator: above >> halvings, denominator: below >> halvings }
    }

    /// The interest of a month for a yen and the discount of a month, in 2^-64, both rounded down; none at a rate at which a
    /// loan doubles in a month.
    fn in_binary(self) -> Option<(u64, u64)> {
        let (a, b) = (u128::from(self.numerator), u128::from(self.denominator));
        Some((u64::try_from((a << 64) / b).ok()?, u64::try_from((b << 64) / (a + b)).ok()?))
    }

    /// The rate in 2^-64, rounded up, where it gives the very interest of every balance up to this one: a product takes a
    /// fraction of the time of a division.
    ///
    /// Times such a balance it is too large by less than a `denominator`th of a yen. What is cut off is a whole number of them
    /// and below a yen, so that it never becomes one.
    fn reciprocal(self, most: Yen) -> Option<u64> {
        let (above, below) = (u128::from(self.numerator) << 64, u128::from(self.denominator));
        let quotient = above.div_ceil(below);
        let excess = quotient * below - above;
        u64::try_from(quotient).ok().filter(|_| u64::try_from(u128::from(most.0) * excess).is_ok())
    }

    #[inline]
    fn interest(self, balance: Yen) -> Yen {
        // Most loans stay inside 64 bits, where a division costs a fraction of one in 128.
        match balance.0.checked_mul(self.numerator) {
            Some(product) => Yen(product / self.denominator),
            None => balance.part_floor(u128::from(self.numerator), u128::from(self.denominator)),
        }
    }
}

/// With the monthly rate a/b: floor of `principal × a × (a + b)^n / (b × ((a + b)^n − b^n))`.
fn annuity_exactly(principal: Yen, monthly: MonthlyRate, months: Months) -> Yen {
    let (a, b) = (BigUint::from(monthly.numerator), BigUint::from(monthly.denominator));
    let grown = (&a + &b).pow(months.count());
    let whole = b.pow(months.count());
    let payment = BigUint::from(principal.0) * a * &grown / (b * (&grown - whole));
    // The annuity is at most principal × (1 + rate / 12).
    Yen(payment.to_u64().expect("the first month's debt of an amount that was read stays in range"))
}

/// The same from `principal × r / (1 − v)` with the monthly rate r and v = (1 + r)^−n between two bounds of 64 binary places.
///
/// `None` when the bounds do not settle the whole yen: then the slow way decides.
fn annuity_between_bounds(principal: Yen, monthly: MonthlyRate, months: Months) -> Option<Yen> {
    let (interest, factor) = monthly.in_binary()?;
    // Two bounds of the powers that are squared, and of the product of those that are wanted. A factor of 1 has no place in
    // 64 bits: none stands for it.
    let mut power = Discount { low: factor, error: 1 };
    let mut whole: Option<Discount> = None;
    let times = |one: Discount, other: Discount| Discount {
        low: product(one.low, other.low),
        // (x + e)(y + f) is less than xy + e + f, and a unit is cut off; both x + e and y + f are at most 1.
        error: one.error + other.error + 1,
    };
    let mut left = months.count();
    loop {
        if left & 1 == 1 {
            whole = Some(whole.map_or(power, |whole| times(whole, power)));
        }
        left >>= 1;
        if left == 0 {
            break;
        }
        power = times(power, power);
    }
    whole?.settles(principal, interest)
}

/// One month of a schedule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Instalment {
    /// Its number, from 1.
    pub number: u32,
    /// The part that repays principal.
    pub principal: Yen,
    /// The interest of the month.
    pub interest: Yen,
    /// The principal still owed after it.
    pub balance: Yen,
}

impl Instalment {
    /// Principal and interest together.
    pub fn payment(&self) -> Yen {
        self.principal + self.interest
    }
}

/// A level loan month by month.
///
/// ```
/// use law::{Yen, loan::{LevelLoan, Months, Schedule}};
/// let loan = LevelLoan { principal: Yen(100), rate: "0".parse()?, months: Months::new(3).unwrap() };
/// let payments: Vec<Yen> = Schedule::of(loan).map(|instalment| instalment.payment()).collect();
/// assert_eq!(payments, [Yen(33), Yen(33), Yen(34)]);
/// # Ok::<(), law::rate::NotARate>(())
/// ```
#[derive(Clone, Debug)]
#[doc(alias = "返済予定表")]
pub struct Schedule {
    monthly: MonthlyRate,
    /// The same as a factor, where it has one for every balance of this loan.
    of_a_yen: Option<u64>,
    months: Months,
    payment: Yen,
    /// Principal still owed, and instalments already paid.
    balance: Yen,
    paid: u32,
    cleared: bool,
}

impl Schedule {
    /// The schedule with the level payment of [`level_payment`].
    pub fn of(loan: LevelLoan) -> Schedule {
        Schedule::with_payment(loan, level_payment(loan.principal, loan.rate, loan.months))
    }

    /// The schedule with a payment that the contract fixes.
    ///
    /// A payment below a month's interest repays no principal and leaves the rest of that interest unasked: such a
    /// payment is raised to the first month's interest, so that nothing is lost.
    pub fn with_payment(loan: LevelLoan, payment: Yen) -> Schedule {
        let monthly = MonthlyRate::of(loan.rate);
        let payment = payment.max(monthly.interest(loan.principal));
        // No balance is above the first one.
        let of_a_yen = monthly.reciprocal(loan.principal);
        Schedule { monthly, of_a_yen, months: loan.months, payment, balance: loan.principal, paid: 0, cleared: false }
    }

    /// Every instalment but the last.
    pub const fn payment(&self) -> Yen {
        self.payment
    }
}

/// Instalments that are passed over without a look at each.
const TOGETHER: u32 = 8;

impl Iterator for Schedule {
    type Item = Instalment;

    #[inline]
    fn next(&mut self) -> Option<Instalment> {
        if self.cleared {
            return None;
        }
        self.paid += 1;
        let interest = match self.of_a_yen {
            Some(of_a_yen) => Yen(product(self.balance.0, of_a_yen)),
            None => self.monthly.interest(self.balance),
        };
        let owed = self.balance + interest;
        self.cleared = self.paid == self.months.count() || self.payment >= owed;
        let principal = if self.cleared { self.balance } else { self.payment.excess_over(interest) };
        self.balance = self.balance.excess_over(principal);
        Some(Instalment { number: self.paid, principal, interest, balance: self.balance })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        if self.cleared { (0, Some(0)) } else { (1, Some((self.months.count() - self.paid) as usize)) }
    }

    /// The instalment that clears the balance; those before it are passed over without being made.
    fn last(mut self) -> Option<Instalment> {
        if let (Some(of_a_yen), false) = (self.of_a_yen, self.cleared) {
            let (mut balance, payment, before_last) = (self.balance.0, self.payment.0, self.months.count() - 1);
            // While more than so many payments are owed, whatever they bear, none of the next ones clears it.
            while self.paid + TOGETHER <= before_last && balance > payment.saturating_mul(TOGETHER.into()) {
                for _ in 0..TOGETHER {
                    balance = balance - payment + product(balance, of_a_yen);
                }
                self.paid += TOGETHER;
            }
            while self.paid < before_last {
                let owed = balance + product(balance, of_a_yen);
                if payment >= owed {
                    break;
                }
                balance = owed - payment;
                self.paid += 1;
            }
            self.balance = Yen(balance);
        }
        self.fold(None, |_, instalment| Some(instalment))
    }
}

/// How many instalments of this payment it takes at the least to repay a principal within so many months, whatever it bears: as
/// many as if it bore no interest.
///
/// ```
/// use law::{Yen, loan::{LevelLoan, Months, Schedule, least_instalments}};
/// let loan = LevelLoan { principal: Yen(1_200), rate: "12".parse()?, months: Months::new(40).unwrap() };
/// assert_eq!(least_instalments(loan.principal, Yen(50), 40), 24);
/// assert_eq!(Schedule::with_payment(loan, Yen(50)).last().unwrap().number, 28);
/// # Ok::<(), law::rate::NotARate>(())
/// ```
pub fn least_instalments(principal: Yen, payment: Yen, months: u32) -> u32 {
    let without_interest = principal.0.div_ceil(payment.0.max(1));
    u32::try_from(without_interest).map_or(months, |least| least.clamp(1, months.max(1)))
}

/// How the instalments of a contract fit its principal, rate and term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// They repay the principal by the last due date, give or take [`FIT_WITHIN`] instalments.
    Repays,
    /// They do not: the last one comes to this.
    LeavesARest(Yen),
    /// They have repaid it this many months before.
    EndsEarly(u32),
}

/// A last instalment of so many usual ones, or so many months that are left out, come from rounding, bonus months and the day
/// of the month; beyond that a figure of the contract is wrong. Our own choice.
pub const FIT_WITHIN: u32 = 2;

/// Do instalments repay a loan by its last due date?
///
/// ```
/// use law::{Yen, loan::{Fit, LevelLoan, Months, fit}};
/// let loan = LevelLoan { principal: Yen(1_200), rate: "12".parse()?, months: Months::new(12).unwrap() };
/// assert_eq!(fit(loan, Yen(106)), Fit::Repays);
/// // A month bears 12 yen of interest: instalments of 12 repay nothing, and the last one is all of it.
/// assert_eq!(fit(loan, Yen(12)), Fit::LeavesARest(Yen(1_212)));
/// // 300, 300, 300, 300 and 33: five instalments instead of twelve.
/// assert_eq!(fit(loan, Yen(300)), Fit::EndsEarly(7));
/// # Ok::<(), law::rate::NotARate>(())
/// ```
pub fn fit(loan: LevelLoan, payment: Yen) -> Fit {
    let Some(last) = Schedule::with_payment(loan, payment).last() else { return Fit::Repays };
    let early = loan.months.count().saturating_sub(last.number);
    if last.payment() > payment.times(FIT_WITHIN.into()) {
        Fit::LeavesARest(last.payment())
    } else if early > FIT_WITHIN {
        Fit::EndsEarly(early)
    } else {
        Fit::Repays
    }
}

crate::word_list! {
    /// How a part of a year is counted.
    pub enum DayCount {
        /// Every day is a 365th of a year.
        Fixed365 = "365",
        /// A day of a leap year is a 366th, any other a 365th.
        Actual = "actual",
    }
}

/// A principal in delay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Delay {
    /// What is overdue.
    pub principal: Yen,
    /// The yearly rate of the late charge.
    pub rate: Rate,
    /// The last day without charge, as a rule the due date.
    pub after: Date,
    /// The last day with it, as a rule the day of payment.
    pub to: Date,
    /// How the days are counted.
    pub day_count: DayCount,
}

/// The late charge of a delay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LateCharge {
    /// The days in delay.
    pub days: u32,
    /// The charge, the fraction of a yen cut off once, at the end.
    pub amount: Yen,
}

impl Show for LateCharge {
    fn show(&self) -> Shown {
        self.amount.show()
    }
}

/// The rule of [`late_charge`].
pub static LATE_CHARGE: Rule = Rule {
    id: "loan.late-charge",
    ja: "遅延損害金",
    en: "late charge",
    provisions: &[
        Provision::new(CIVIL_CODE, "140"),
        Provision::new(CIVIL_CODE, "419/1"),
        Provision::new(CIVIL_CODE, "420"),
    ],
    mark: Mark::Practice,
    parameters: &[],
};

/// The late charge on a principal from one day (not counted) to another (counted).
///
/// 遅延損害金。民法419条1項, 420条 give the right to an agreed rate; how a part of a year is counted, and that the fraction
/// is cut off, is practice of the contracts. Zero when `to` is not later than `after`. `None` when the charge is beyond
/// any amount that can be written (10^15 yen at 900 % from the year 1 to the year 9999).
///
/// ```
/// use law::loan::{DayCount, Delay, late_charge};
/// use law::{Yen, calendar::date, trace::{Cx, NoTrace}};
/// let delay = Delay {
///     principal: Yen(10_000_000),
///     rate: "14".parse()?,
///     after: date(2025, 3, 31),
///     to: date(2026, 3, 31),
///     day_count: DayCount::Fixed365,
/// };
/// assert_eq!(late_charge(&mut Cx::new(&mut NoTrace), delay).unwrap().amount, Yen(1_400_000));
/// # Ok::<(), law::rate::NotARate>(())
/// ```
#[doc(alias = "遅延損害金")]
pub fn late_charge<T: Trace>(cx: &mut Cx<'_, T>, delay: Delay) -> Option<LateCharge> {
    cx.rule(&LATE_CHARGE, |cx| {
        cx.given("principal", &delay.principal);
        cx.given("rate", &delay.rate);
        cx.given("after", &delay.after);
        cx.given("to", &delay.to);
        cx.given("day_count", &delay.day_count);
        let days = days_between(delay.after, delay.to);
        cx.given("days", &days);
        let leap_days = match delay.day_count {
            DayCount::Fixed365 => 0,
            DayCount::Actual if days == 0 => 0,
            DayCount::Actual => leap_year_days_until(delay.to) - leap_year_days_until(delay.after),
        };
        if leap_days > 0 {
            cx.given("leap_year_days", &leap_days);
        }
        // principal × rate × (ordinary / 365 + leap / 366), over one denominator. At most 2^50 × 2^44 × 2^31 above.
        let (above, below) = delay.rate.parts();
        let year_parts = u128::from(days - leap_days) * 366 + u128::from(leap_days) * 365;
        let amount = u128::from(delay.principal.0).checked_mul(above)?.checked_mul(year_parts)? / (below * 365 * 366);
        Some(LateCharge { days, amount: Yen(u64::try_from(amount).ok()?) })
    })
}

/// How many days of leap years have passed from the year 1 up to and with this day.
fn leap_year_days_until(day: Date) -> u32 {
    let before = u32::from(day.year().unsigned_abs()) - 1;
    let leap_years = before / 4 - before / 100 + before / 400;
    let of_this_year = if day.in_leap_year() { u32::from(day.day_of_year().unsigned_abs()) } else { 0 };
    leap_years * 366 + of_this_year
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::{FIRST_DAY, LAST_DAY, date};
    use crate::trace::NoTrace;
    use num_bigint::BigInt;
    use num_rational::BigRational;
    use proptest::prelude::*;

    fn rate(text: &str) -> Rate {
        text.parse().unwrap()
    }

    fn loan(principal: u64, yearly: &str, months: u32) -> LevelLoan {
        LevelLoan { principal: Yen(principal), rate: rate(yearly), months: Months::new(months).unwrap() }
    }

    fn check(principal: u64, yearly: &str, months: u32, expect: [u64; 4]) {
        let answer = repayment(&mut Cx::new(&mut NoTrace), loan(principal, yearly, months));
        let found = [answer.payment, answer.last_payment, answer.interest_total, answer.total];
        assert_eq!(found, expect.map(Yen), "{principal} at {yearly} over {months}");
    }

    /// Worked by hand.
    #[test]
    fn small_loans() {
        // No interest: 100 / 3 = 33.3…; 33 + 33 + 34.
        check(100, "0", 3, [33, 34, 0, 100]);
        // One month: 1,000 × 1.01; a payment that clears at once is the last.
        check(1_000, "12", 1, [1_010, 1_010, 10, 1_010]);
        // No principal: the first instalment, of nothing, clears it.
        check(0, "3", 12, [0, 0, 0, 0]);
        // Fewer yen than months and no interest: every payment is nothing but the last.
        check(5, "0", 10, [0, 5, 0, 5]);
        // 119 at 9.96 % (0.83 % a month) over 70: every month's interest is 0.98 and less, cut to nothing; the annuity
        // is 0.9877 / (1 − 1.0083^−70) = 0.9877 / 0.4393 = 2.248, cut to 2: 59 × 2 = 118 and 1 in the 60th month.
        check(119, "9.96", 70, [2, 1, 0, 119]);
        let answer = repayment(&mut Cx::new(&mut NoTrace), loan(119, "9.96", 70));
        assert_eq!(answer.instalments, 60);
    }

    /// The annuity in exact rationals straight from its definition: principal × r / (1 − (1 + r)^−n).
    fn annuity_in_rationals(loan: LevelLoan) -> Yen {
        let (above, below) = loan.rate.parts();
        let principal = BigRational::from_integer(BigInt::from(loan.principal.0));
        if above == 0 {
            return Yen((principal / BigInt::from(loan.months.count())).floor().to_integer().to_u64().unwrap());
        }
        let monthly = BigRational::new(BigInt::from(above), BigInt::from(below * 12));
        let one = BigRational::from_integer(BigInt::from(1));
        let grown = (&one + &monthly).pow(i32::try_from(loan.months.count()).unwrap());
        (principal * monthly / (&one - grown.recip())).floor().to_integer().to_u64().map(Yen).unwrap()
    }

    /// Month by month in rationals: payment, last payment, interest in all.
    fn walk_in_rationals(loan: LevelLoan) -> [Yen; 3] {
        let (above, below) = loan.rate.parts();
        let payment = annuity_in_rationals(loan);
        let (mut balance, mut interest_total, mut last) = (loan.principal.0, 0, 0);
        for month in 1..=loan.months.count() {
            let exact = BigRational::new(BigInt::from(above) * balance, BigInt::from(below * 12));
            let interest = exact.floor().to_integer().to_u64().unwrap();
            interest_total += interest;
            if balance + interest <= payment.0 || month == loan.months.count() {
                last = balance + interest;
                break;
            }
            balance = balance + interest - payment.0;
        }
        [payment, Yen(last), Yen(interest_total)]
    }

    fn principals() -> impl Strategy<Value = u64> {
        prop_oneof![0u64..2_000, 0u64..100_000_000, 0u64..=1_000_000_000_000_000]
    }

    /// Rates in their smallest units: next to none, such as contracts have, and up to what is read at most.
    fn rates() -> impl Strategy<Value = u64> {
        prop_oneof![0u64..1_000, (1u64..30_000).prop_map(|milli| milli * 10_000_000), 0u64..10_000_000_000_000]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]
        #[test]
        fn the_payment_is_the_floor_of_the_exact_annuity(
            principal in principals(),
            units in rates(),
            months in prop_oneof![1u32..40, 300u32..=420],
        ) {
            let loan = LevelLoan {
                principal: Yen(principal),
                rate: Rate::from_units(units),
                months: Months::new(months).unwrap(),
            };
            let answer = repayment(&mut Cx::new(&mut NoTrace), loan);
            let found = [answer.payment, answer.last_payment, answer.interest_total];
            prop_assert_eq!(found, walk_in_rationals(loan));
            prop_assert_eq!(answer.total, loan.principal + answer.interest_total);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(800))]
        #[test]
        fn the_quick_way_never_differs_from_the_exact_one(
            principal in 1u64..200_000_000,
            units in prop_oneof![1u64..100, (1u64..30_000).prop_map(|milli| milli * 10_000_000), 1u64..10_000_000_000_000],
            months in 1u32..=420,
        ) {
            let (monthly, months) = (MonthlyRate::of(Rate::from_units(units)), Months::new(months).unwrap());
            if let Some(quick) = annuity_between_bounds(Yen(principal), monthly, months) {
                prop_assert_eq!(quick, annuity_exactly(Yen(principal), monthly, months));
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(100_000))]
        #[test]
        fn the_last_instalment_is_that_of_the_whole_walk(
            principal in principals(),
            units in rates(),
            months in 1u32..=1_200,
            payment in 0u64..1_000_000,
            taken in 0usize..4,
        ) {
            let rate = Rate::from_units(units);
            let loan = LevelLoan { principal: Yen(principal), rate, months: Months::new(months).unwrap() };
            let mut schedule = Schedule::with_payment(loan, Yen(payment));
            prop_assert!(least_instalments(loan.principal, Yen(payment), months) <= schedule.clone().last().unwrap().number);
            schedule.by_ref().take(taken).for_each(drop);
            let walked = schedule.clone().fold(None, |_, instalment| Some(instalment));
            prop_assert_eq!(schedule.last(), walked);
        }
    }

    /// Bounds can never settle a floor that is hit exactly: 20,100 × 0.01 × 1.0201 / 0.0201 = 10,201.
    #[test]
    fn an_annuity_of_a_whole_number_of_yen_is_left_to_the_exact_way() {
        let monthly = MonthlyRate::of(rate("12"));
        let months = Months::new(2).unwrap();
        assert_eq!(annuity_between_bounds(Yen(20_100), monthly, months), None);
        assert_eq!(level_payment(Yen(20_100), rate("12"), months), Yen(10_201));
        // 10,200.49…
        assert_eq!(level_payment(Yen(20_099), rate("12"), months), Yen(10_200));
    }

    #[test]
    fn a_usual_home_loan_takes_the_quick_way() {
        for (principal, yearly, months) in
            [(31_000_000, "1.475", 420), (50_000_000, "0.3475", 420), (8_000_000, "3.123", 240)]
        {
            let months = Months::new(months).unwrap();
            assert!(annuity_between_bounds(Yen(principal), MonthlyRate::of(rate(yearly)), months).is_some());
        }
    }

    proptest! {
        #[test]
        fn the_interest_of_a_month_is_the_plain_quotient(
            balance in 0u64..=1_000_000_000_000_000,
            units in rates(),
        ) {
            let plain = u128::from(balance) * u128::from(units) / 12_000_000_000_000;
            prop_assert_eq!(u128::from(month_interest(Yen(balance), Rate::from_units(units)).0), plain);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(100_000))]
        #[test]
        fn a_product_gives_the_very_interest_of_every_balance_that_it_is_for(
            most in prop_oneof![1u64..100_000, 1u64..100_000_000, 1u64..=1_000_000_000_000_000],
            units in prop_oneof![0u64..1_000, (1u64..30_000).prop_map(|milli| milli * 10_000_000), 0u64..13_000_000_000_000],
            part in 0u64..=u64::MAX,
        ) {
            let monthly = MonthlyRate::of(Rate::from_units(units));
            if let Some(of_a_yen) = monthly.reciprocal(Yen(most)) {
                // Any balance, and the nearest below it at which a whole yen begins and the one before that, where a product that
                // is too large or too small would show.
                let any = product(most, part);
                let turn = u128::from(monthly.interest(Yen(any)).0) * u128::from(monthly.denominator);
                let turn = turn.div_ceil(u128::from(monthly.numerator.max(1))) as u64;
                for balance in [most, any, turn, turn.saturating_sub(1)] {
                    prop_assert_eq!(product(balance, of_a_yen), monthly.interest(Yen(balance)).0);
                }
            }
        }
    }

    #[test]
    fn usual_loans_are_walked_by_products() {
        for (principal, yearly) in
            [(31_000_000, "1.475"), (100_000_000, "0.3475"), (8_000_000, "3.123"), (3_000_000, "14.95")]
        {
            assert!(MonthlyRate::of(rate(yearly)).reciprocal(Yen(principal)).is_some());
        }
        // A loan that doubles in a month has no place in 64 bits.
        assert!(MonthlyRate::of(Rate::from_units(12_000_000_000_000)).reciprocal(Yen(1)).is_none());
    }

    #[test]
    fn the_interest_of_a_month_on_both_sides_of_a_whole_yen() {
        // 0.01 a month: 100 bears 1 yen; 2^64 / 100 is where the narrow way ends.
        let edge = u64::MAX;
        for (balance, interest) in
            [(99, 0), (100, 1), (101, 1), (edge, edge / 100), (edge - 15, edge / 100), (edge - 16, edge / 100 - 1)]
        {
            assert_eq!(month_interest(Yen(balance), rate("12")), Yen(interest), "{balance}");
        }
    }

    #[test]
    fn the_extremes_stay_in_range() {
        for months in [1, 1_200] {
            let answer = repayment(&mut Cx::new(&mut NoTrace), loan(1_000_000_000_000_000, "999.9999999999", months));
            assert!(answer.total >= Yen(1_000_000_000_000_000));
            let answer = repayment(&mut Cx::new(&mut NoTrace), loan(1_000_000_000_000_000, "0.0000000001", months));
            assert!(answer.payment <= Yen(1_000_000_000_000_084));
        }
    }

    #[test]
    fn a_schedule_repays_the_principal_and_nothing_else() {
        let loan = loan(31_000_000, "1.475", 420);
        let schedule: Vec<Instalment> = Schedule::of(loan).collect();
        assert_eq!(schedule.len(), 420);
        assert_eq!(schedule.iter().map(|instalment| instalment.principal).sum::<Yen>(), loan.principal);
        assert_eq!(schedule[419].balance, Yen::ZERO);
        // A payment that the contract fixes below the interest (38,104) is raised to it; the last takes the rest.
        let stuck: Vec<Instalment> = Schedule::with_payment(loan, Yen(10_000)).collect();
        assert_eq!((stuck[0].principal, stuck[418].balance), (Yen::ZERO, loan.principal));
        assert_eq!(stuck[419].principal, loan.principal);
    }

    fn charge(principal: u64, yearly: &str, after: Date, to: Date, day_count: DayCount) -> Option<(u32, u64)> {
        let delay = Delay { principal: Yen(principal), rate: rate(yearly), after, to, day_count };
        late_charge(&mut Cx::new(&mut NoTrace), delay).map(|charge| (charge.days, charge.amount.0))
    }

    /// Worked by hand: a year at 14 % is 1,400,000; with a leap day 366 / 365 of it, 1,403,835.6; a day is 3,835.6.
    #[test]
    fn days_and_fractions() {
        let (fixed, actual) = (DayCount::Fixed365, DayCount::Actual);
        let ten = 10_000_000;
        assert_eq!(charge(ten, "14", date(2025, 3, 31), date(2026, 3, 31), fixed), Some((365, 1_400_000)));
        assert_eq!(charge(ten, "14", date(2023, 12, 31), date(2024, 12, 31), fixed), Some((366, 1_403_835)));
        assert_eq!(charge(ten, "14", date(2023, 12, 31), date(2024, 12, 31), actual), Some((366, 1_400_000)));
        assert_eq!(charge(ten, "14", date(2026, 11, 21), date(2026, 11, 22), fixed), Some((1, 3_835)));
        // 2023-12-31 counts as a 365th, 2024-01-01 as a 366th: 3,835.616… + 3,825.136… = 7,660.75: one cut, at the end.
        assert_eq!(charge(ten, "14", date(2023, 12, 30), date(2024, 1, 1), actual), Some((2, 7_660)));
        assert_eq!(charge(ten, "14", date(2026, 11, 22), date(2026, 11, 22), actual), Some((0, 0)));
        assert_eq!(charge(ten, "14", date(2026, 11, 22), date(2024, 2, 1), actual), Some((0, 0)));
    }

    #[test]
    fn a_charge_beyond_any_amount_is_none() {
        let most = 1_000_000_000_000_000;
        assert_eq!(charge(most, "999.9999999999", FIRST_DAY, LAST_DAY, DayCount::Actual), None);
        assert!(charge(most, "100", FIRST_DAY, LAST_DAY, DayCount::Actual).is_some());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(100))]
        /// Day by day in exact rationals.
        #[test]
        fn the_charge_is_the_sum_of_its_days(
            principal in 0u64..=1_000_000_000_000_000,
            units in 0u64..3_000_000_000_000,
            start in 0i32..40_000,
            length in 0i32..4_000,
            actual: bool,
        ) {
            let after = date(1990, 1, 1).checked_add(jiff::Span::new().days(start)).unwrap();
            let to = after.checked_add(jiff::Span::new().days(length)).unwrap();
            let day_count = if actual { DayCount::Actual } else { DayCount::Fixed365 };
            let (mut ordinary, mut leap, mut day) = (0u32, 0u32, after);
            while day < to {
                day = day.tomorrow().unwrap();
                if actual && day.in_leap_year() { leap += 1 } else { ordinary += 1 }
            }
            let years = BigRational::new(ordinary.into(), 365.into()) + BigRational::new(leap.into(), 366.into());
            let (above, below) = Rate::from_units(units).parts();
            let exact = years * BigRational::new(BigInt::from(above) * principal, BigInt::from(below));
            let delay = Delay { principal: Yen(principal), rate: Rate::from_units(units), after, to, day_count };
            let found = late_charge(&mut Cx::new(&mut NoTrace), delay).unwrap();
            prop_assert_eq!(BigInt::from(found.amount.0), exact.floor().to_integer());
            prop_assert_eq!(found.days, ordinary + leap);
        }
    }
}
