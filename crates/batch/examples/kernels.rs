//! Columns for the bench against peers, and what the kernels make of them: `kernels FOLDER ROWS ROUNDS`.
//!
//! Writes each column and each figure as little-endian 64-bit integers, and the best time of each figure in
//! nanoseconds a row. `benches/peers/run` calls it.

#![allow(clippy::float_arithmetic, clippy::cast_precision_loss, reason = "times are no amounts")]

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use law::Date;
use law::calendar::date;
use law::loan::Months;
use law::terms::Court;
use portfolio::kernels::{self, Cell, Estate, Figures, Households, Loans, NoFigures};

/// A fixed sequence (splitmix64): the same columns in every run.
struct Draw(u64);

impl Draw {
    fn below(&mut self, most: u64) -> i64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((u128::from(z ^ (z >> 31)) * u128::from(most)) >> 64) as i64
    }
}

struct Columns<C> {
    numbers: Vec<(&'static str, Vec<C>)>,
    /// A rate has thirteen digits, in columns of any width.
    rate: Vec<i64>,
}

impl<C: Cell> Columns<C> {
    fn get(&self, name: &str) -> &[C] {
        &self.numbers.iter().find(|(found, _)| *found == name).expect("a column of the list").1
    }

    fn households(&self) -> Households<'_, C> {
        Households {
            claims: self.get("other_claims"),
            secured_part: self.get("secured_part"),
            tier_total: self.get("tier_total"),
            standard_claims: self.get("standard_claims"),
            estate: Estate {
                cash: self.get("cash"),
                deposit: self.get("deposit"),
                insurance: self.get("insurance"),
                car: self.get("car"),
                retirement: self.get("retirement"),
                securities: self.get("securities"),
                home_value: self.get("home_value"),
                home_secured: self.get("home_secured"),
            },
            loans: Loans {
                principal: self.get("principal"),
                rate: &self.rate,
                months_left: self.get("months_left"),
                extension: self.get("extension"),
            },
            net: self.get("net"),
        }
    }

    /// The same numbers in cells of another width.
    fn in_cells<O: Cell>(&self) -> Columns<O> {
        let cut = |column: &Vec<C>| column.iter().map(|cell| O::cut(cell.wide())).collect();
        let numbers = self.numbers.iter().map(|(name, column)| (*name, cut(column))).collect();
        Columns { numbers, rate: self.rate.clone() }
    }
}

fn columns(rows: usize) -> Columns<i64> {
    let mut draw = Draw(1);
    let mut list: Vec<(&'static str, Vec<i64>)> = Vec::new();
    let mut column = |name, least: i64, most: u64, unit: i64| {
        list.push((name, (0..rows).map(|_| (least + draw.below(most)) * unit).collect()));
    };
    column("other_claims", 0, 60_000_000, 1);
    column("secured_part", 0, 3_000_000, 1);
    column("tier_total", 0, 55_000_000, 1);
    column("above_tier", -40_000_000, 60_000_000, 1);
    column("cash", 0, 3_000_000, 1);
    column("deposit", 0, 1_000_000, 1);
    column("insurance", 0, 600_000, 1);
    column("car", 0, 800_000, 1);
    column("retirement", 0, 8_000_000, 1);
    column("securities", 0, 500_000, 1);
    column("home_value", 5_000_000, 55_000_000, 1);
    column("home_secured", 5_000_000, 55_000_000, 1);
    column("principal", 1_000_000, 59_000_000, 1);
    // 0.375 % to 3.8 % in steps of 0.005 %, as lists of rates have them; a twentieth of them nothing.
    column("rate", 75, 685, 50_000_000);
    column("months_left", 12, 409, 1);
    column("extension", 0, 121, 1);
    column("net", 0, 900_000, 1);
    // The standard claims are the tier total, or more where a home was sold or lies below its loan.
    let tier: Vec<i64> = list[2].1.clone();
    let (name, above) = &mut list[3];
    *name = "standard_claims";
    above.iter_mut().zip(tier).for_each(|(above, tier)| *above = tier + (*above).max(0));
    let (_, mut rate) = list.remove(13);
    rate.iter_mut().step_by(20).for_each(|rate| *rate = 0);
    Columns { numbers: list, rate }
}

fn write<C: Cell>(folder: &Path, name: &str, column: &[C]) {
    let bytes: Vec<u8> = column.iter().flat_map(|cell| cell.wide().to_le_bytes()).collect();
    fs::write(folder.join(format!("{name}.i64")), bytes).expect("the folder takes the columns");
}

/// The columns that the kernels fill: in memory before the clock runs, and the same in every round.
#[derive(PartialEq)]
struct Answers<C> {
    eligible: Vec<bool>,
    amounts: [Vec<C>; AMOUNTS.len()],
}

/// The figures that are amounts, in their order.
const AMOUNTS: [&str; 7] =
    ["minimum", "liquidation", "required", "monthly_36", "monthly_60", "level_payment", "attachable"];

/// The best time of each figure, in nanoseconds a row.
#[derive(Default)]
struct Times(Vec<(&'static str, f64)>);

impl Times {
    fn take(&mut self, name: &'static str, rows: usize, work: impl FnOnce() -> Result<(), NoFigures>) {
        let start = processor();
        work().expect("a day with known figures, and cells that are wide enough");
        let taken = processor().saturating_sub(start).as_secs_f64() * 1e9 / rows as f64;
        match self.0.iter_mut().find(|(found, _)| *found == name) {
            Some((_, best)) => *best = best.min(taken),
            None => self.0.push((name, taken)),
        }
    }

    fn json(&self) -> String {
        let times: Vec<String> = self.0.iter().map(|(name, taken)| format!("\"{name}\": {taken}")).collect();
        format!("{{{}}}", times.join(", "))
    }
}

fn terms() -> [Months; 2] {
    [36, 60].map(|count| Months::new(count).expect("a term"))
}

impl<C: Cell> Answers<C> {
    fn new(rows: usize) -> Answers<C> {
        Answers { eligible: vec![false; rows], amounts: std::array::from_fn(|_| vec![C::cut(0); rows]) }
    }

    /// The eight figures, each alone and after those on which it rests.
    fn fill(&mut self, on: Date, of: &Households<'_, C>, times: &mut Times) {
        let rows = self.eligible.len();
        let mut timed = |name, work: &mut dyn FnMut() -> Result<(), NoFigures>| times.take(name, rows, work);
        let [minimum, liquidation, required, monthly_36, monthly_60, level, attachable] = &mut self.amounts;
        let eligible = &mut self.eligible;
        timed("eligible", &mut || kernels::eligible(on, of.claims, of.secured_part, eligible));
        timed("minimum", &mut || kernels::minimum(on, of.tier_total, of.standard_claims, minimum));
        timed("liquidation", &mut || kernels::liquidation(on, Court::Tokyo, of.estate, liquidation));
        timed("required", &mut || kernels::required(of.standard_claims, minimum, liquidation, required));
        timed("monthly_36", &mut || kernels::monthly(required, terms()[0], monthly_36));
        timed("monthly_60", &mut || kernels::monthly(required, terms()[1], monthly_60));
        timed("level_payment", &mut || kernels::level(of.loans, level));
        timed("attachable", &mut || kernels::attachable_pay(on, of.net, attachable));
    }

    /// The eight figures in one pass.
    fn fill_in_one_pass(&mut self, on: Date, of: &Households<'_, C>, times: &mut Times) {
        let rows = self.eligible.len();
        let [minimum, liquidation, required, monthly_36, monthly_60, level, attachable] = &mut self.amounts;
        let eligible = &mut self.eligible;
        let mut figures =
            Figures { eligible, minimum, liquidation, required, monthly: [monthly_36, monthly_60], level, attachable };
        times.take("all eight", rows, || kernels::all(on, Court::Tokyo, terms(), of, &mut figures));
    }

    fn write(&self, folder: &Path) {
        write(folder, "ours-eligible", &self.eligible);
        for (name, column) in AMOUNTS.iter().zip(&self.amounts) {
            write(folder, &format!("ours-{name}"), column);
        }
    }
}

/// Both ways of the eight figures, which give the same.
fn measure<C: Cell + PartialEq>(c: &Columns<C>, rounds: usize) -> (Answers<C>, Times) {
    let (on, rows) = (date(2026, 11, 22), c.rate.len());
    let (mut single, mut together) = (Answers::new(rows), Answers::new(rows));
    let mut times = Times::default();
    for _ in 0..rounds {
        single.fill(on, &c.households(), &mut times);
        together.fill_in_one_pass(on, &c.households(), &mut times);
    }
    assert!(single == together, "one pass gives what eight passes give");
    (together, times)
}

/// The time that this program has had on the processor: what others do on the machine does not count.
fn processor() -> Duration {
    nix::time::clock_gettime(nix::time::ClockId::CLOCK_PROCESS_CPUTIME_ID).expect("a clock of the processor").into()
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().expect("kernels FOLDER ROWS ROUNDS"));
    let mut number = |usual: usize| arguments.next().map_or(usual, |text| text.parse().expect("a number"));
    let (rows, rounds) = (number(1_000_000), number(5));
    let c = columns(rows);
    for (name, column) in &c.numbers {
        write(&folder, name, column);
    }
    write(&folder, "rate", &c.rate);
    let (answers, wide) = measure(&c, rounds);
    let (narrow_answers, narrow) = measure(&c.in_cells::<i32>(), rounds);
    let widened = narrow_answers.amounts.each_ref().map(|column| column.iter().map(|cell| cell.wide()).collect());
    let widened = Answers { eligible: narrow_answers.eligible, amounts: widened };
    assert!(answers == widened, "the figures do not depend on the width of a column");
    answers.write(&folder);
    let times = format!("{{\"int64\": {}, \"int32\": {}}}", wide.json(), narrow.json());
    fs::write(folder.join("ours.json"), times).expect("the folder takes the times");
}
