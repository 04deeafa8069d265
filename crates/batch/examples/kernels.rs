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
use portfolio::kernels::{self, Estate};

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

struct Columns(Vec<(&'static str, Vec<i64>)>);

impl Columns {
    fn get(&self, name: &str) -> &[i64] {
        &self.0.iter().find(|(found, _)| *found == name).expect("a column of the list").1
    }
}

fn columns(rows: usize) -> Columns {
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
    let rate = &mut list[13].1;
    rate.iter_mut().step_by(20).for_each(|rate| *rate = 0);
    Columns(list)
}

fn write(folder: &Path, name: &str, column: &[i64]) {
    let bytes: Vec<u8> = column.iter().flat_map(|value| value.to_le_bytes()).collect();
    fs::write(folder.join(format!("{name}.i64")), bytes).expect("the folder takes the columns");
}

/// The columns that the kernels fill: in memory before the clock runs, and the same in every round.
struct Answers {
    eligible: Vec<bool>,
    amounts: Vec<Vec<i64>>,
}

/// The figures that are amounts, in their order.
const AMOUNTS: [&str; 7] =
    ["minimum", "liquidation", "required", "monthly_36", "monthly_60", "level_payment", "attachable"];

impl Answers {
    fn new(rows: usize) -> Answers {
        Answers { eligible: vec![false; rows], amounts: vec![vec![0; rows]; AMOUNTS.len()] }
    }

    /// The eight figures, each after those on which it rests.
    fn fill(&mut self, c: &Columns, on: Date, mut clock: impl FnMut(&'static str, Duration)) {
        let mut timed = |name, work: &mut dyn FnMut()| {
            let start = processor();
            work();
            clock(name, processor().saturating_sub(start));
        };
        let fits = "a day with known figures";
        let months = |count| Months::new(count).expect("a term");
        let (tier, standard) = (c.get("tier_total"), c.get("standard_claims"));
        let estate = Estate {
            cash: c.get("cash"),
            deposit: c.get("deposit"),
            insurance: c.get("insurance"),
            car: c.get("car"),
            retirement: c.get("retirement"),
            securities: c.get("securities"),
            home_value: c.get("home_value"),
            home_secured: c.get("home_secured"),
        };
        let loan = (c.get("principal"), c.get("rate"), c.get("months_left"), c.get("extension"));
        let [minimum, liquidation, required, monthly_36, monthly_60, level, attachable] = &mut self.amounts[..] else {
            unreachable!("a column for each amount")
        };
        let eligible = &mut self.eligible;
        timed("eligible", &mut || {
            kernels::eligible(on, c.get("other_claims"), c.get("secured_part"), eligible).expect(fits);
        });
        timed("minimum", &mut || kernels::minimum(on, tier, standard, minimum).expect(fits));
        timed("liquidation", &mut || kernels::liquidation(on, Court::Tokyo, estate, liquidation).expect(fits));
        timed("required", &mut || kernels::required(standard, minimum, liquidation, required));
        timed("monthly_36", &mut || kernels::monthly(required, months(36), monthly_36));
        timed("monthly_60", &mut || kernels::monthly(required, months(60), monthly_60));
        timed("level_payment", &mut || kernels::level(loan.0, loan.1, loan.2, loan.3, level));
        timed("attachable", &mut || kernels::attachable_pay(on, c.get("net"), attachable).expect(fits));
    }

    fn write(&self, folder: &Path) {
        let eligible: Vec<i64> = self.eligible.iter().map(|eligible| i64::from(*eligible)).collect();
        write(folder, "ours-eligible", &eligible);
        for (name, column) in AMOUNTS.iter().zip(&self.amounts) {
            write(folder, &format!("ours-{name}"), column);
        }
    }
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
    for (name, column) in &c.0 {
        write(&folder, name, column);
    }
    let on = date(2026, 11, 22);
    let mut times: Vec<(&'static str, f64)> = Vec::new();
    let mut answers = Answers::new(rows);
    for _ in 0..rounds {
        answers.fill(&c, on, |name, taken| {
            let taken = taken.as_secs_f64() * 1e9 / rows as f64;
            match times.iter_mut().find(|(found, _)| *found == name) {
                Some((_, best)) => *best = best.min(taken),
                None => times.push((name, taken)),
            }
        });
    }
    answers.write(&folder);
    let lines: Vec<String> = times.iter().map(|(name, taken)| format!("\"{name}\": {taken}")).collect();
    fs::write(folder.join("ours.json"), format!("{{{}}}", lines.join(", "))).expect("the folder takes the times");
}
