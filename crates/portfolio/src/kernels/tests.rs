use super::*;
use law::Rate;
use law::acts::civil_execution::attachable;
use law::acts::civil_rehabilitation::claims::claims_cap;
use law::acts::civil_rehabilitation::liquidation::{self, liquidation_value};
use law::acts::civil_rehabilitation::small_scale::minimum_repayment;
use law::calendar::date;
use law::loan::level_payment;
use law::trace::NoTrace;
use law::words::Word;
use proptest::prelude::*;

const ON: Date = date(2026, 11, 22);

fn of<V: Clone, const N: usize>(nothing: V, work: impl FnOnce(&mut [V])) -> [V; N] {
    let mut out = std::array::from_fn(|_| nothing.clone());
    work(&mut out);
    out
}

fn column<const N: usize>(work: impl FnOnce(&mut [i64])) -> [i64; N] {
    of(i64::MIN, work)
}

/// The worked answers of the rules, as columns.
#[test]
fn columns_give_what_the_rules_give() {
    assert_eq!(of(false, |out| eligible(ON, &[50_000_000, 50_000_001], &[0, 0], out).unwrap()), [true, false]);
    let claims = [30_000_001, 6_000_000, 50_000_001];
    assert_eq!(column(|out| minimum(ON, &claims, &claims, out).unwrap()), [3_000_001, 1_200_000, NONE]);
    let floors = [0, 3_500_000, 0];
    let least = [3_000_001, 1_200_000, NONE];
    assert_eq!(column(|out| required(&claims, &least, &floors, out).unwrap()), [3_000_001, 3_500_000, NONE]);
    assert_eq!(column(|out| monthly(&[1_000_000, NONE], Months::new(36).unwrap(), out).unwrap()), [27_777, NONE]);
    let loans = Loans {
        principal: &[31_000_000, 1_200, 1],
        rate: &[14_750_000_000, 0, 0],
        months_left: &[420, 12, 0],
        extension: &[0, 12, 0],
    };
    assert_eq!(column(|out| level(loans, out).unwrap()), [94_538, 50, NONE]);
    assert_eq!(column(|out| attachable_pay(ON, &[440_000, 285_000], out).unwrap()), [110_000, 71_250]);
    // 990,001 of cash counts 1; 200,001 of deposits all; 1,600,007 / 8 = 200,000 not; the home 1.
    let estate = Estate {
        cash: &[990_001],
        deposit: &[200_001],
        insurance: &[200_000],
        car: &[0],
        retirement: &[1_600_007],
        securities: &[200_001],
        home_value: &[20_000_001],
        home_secured: &[20_000_000],
    };
    assert_eq!(column(|out| liquidation(ON, Court::Tokyo, estate, out).unwrap()), [400_004]);
}

#[test]
fn an_answer_that_does_not_fit_is_told() {
    // 1,000 % a year on nearly 2^31 yen: a month bears 0.83 of it.
    let loans = Loans { principal: &[i32::MAX], rate: &[10_000_000_000_000], months_left: &[1], extension: &[0] };
    assert_eq!(level(loans, &mut [0]), Err(NoFigures::DoesNotFit));
    let (two, none) = ([i32::MAX], [0]);
    let estate = Estate {
        cash: &none,
        deposit: &two,
        insurance: &two,
        car: &none,
        retirement: &none,
        securities: &none,
        home_value: &none,
        home_secured: &none,
    };
    assert_eq!(liquidation(ON, Court::Tokyo, estate, &mut [0]), Err(NoFigures::DoesNotFit));
}

/// A rate of its own in each row, from none to beyond what is usual, over the ends of blocks.
#[test]
fn any_number_of_rates_changes_nothing() {
    let rate: Vec<i64> = (0..10_000).map(|row| row * 27_000_001).collect();
    let same = |value: i64| vec![value; rate.len()];
    let loans = Loans { principal: &same(31_000_000), rate: &rate, months_left: &same(280), extension: &same(20) };
    let mut out = same(0);
    level(loans, &mut out).unwrap();
    let exact = rate.iter().map(|units| {
        amount(level_payment(Yen(31_000_000), Rate::from_units(units.cast_unsigned()), Months::new(300).unwrap()))
    });
    assert_eq!(out, exact.collect::<Vec<_>>());
}

/// A row of the columns, in the order in which a book has them.
type Row = [i64; 17];

const RATE: usize = 13;

/// Amounts on both sides of every border, and of the end of small ones.
fn amounts(most: i64) -> impl Strategy<Value = i64> {
    const BORDERS: [i64; 9] =
        [0, 200_000, 440_000, 990_000, 1_000_000, 15_000_000, 30_000_000, 50_000_000, Yen::SMALL.0.cast_signed()];
    prop_oneof![
        2 => (prop::sample::select(&BORDERS[..]), -2i64..=2).prop_map(|(border, by)| border + by),
        3 => 0i64..60_000_000,
        1 => 0i64..1_000_000_000_000_000,
    ]
    .prop_map(move |amount| amount.clamp(0, most))
}

/// Terms and rates, those that are none among them.
fn rows(most: i64) -> impl Strategy<Value = Vec<Row>> {
    let months = prop_oneof![3 => 0i64..700, 1 => -3i64..3, 1 => Just(i64::from(i32::MAX))];
    let rates = prop_oneof![1 => Just(0i64), 4 => (1i64..80).prop_map(|step| step * 500_000_000), 1 => 0i64..50];
    let row = (prop::array::uniform13(amounts(most)), rates, [months.clone(), months], amounts(most));
    let row = row.prop_map(|(amounts, rate, [left, more], net)| {
        let mut row = [0; 17];
        row[..13].copy_from_slice(&amounts);
        row[13..].copy_from_slice(&[rate, left, more, net]);
        row
    });
    // A few rows are said again and again, over the ends of blocks and of stretches.
    (prop::collection::vec(row, 1..60), prop_oneof![4 => 1usize..70, 1 => BLOCK - 2..BLOCK + 70])
        .prop_map(|(rows, count)| rows.into_iter().cycle().take(count).collect())
}

fn court() -> impl Strategy<Value = Court> {
    prop_oneof![3 => Just(Court::Tokyo), 1 => prop::sample::select(Court::ALL)]
}

/// The eight figures of a row by the rules themselves, with their derivations.
fn by_the_rules(court: Court, row: &Row) -> [i64; 8] {
    let mut silent = NoTrace;
    let cx = &mut Cx::new(&mut silent);
    let [claims, secured, tier_total, standard, owned @ .., _, _, _, _, _] = row.map(|cell| Yen(cell.cast_unsigned()));
    let claim = CapClaim { amount: claims, class: CapClass::Other, secured_part: secured };
    let eligible = claims_cap(cx, ON, [claim]).unwrap().eligible;
    let totals = ClaimTotals { tier_total, standard_claims: standard };
    let minimum = minimum_repayment(cx, ON, totals).unwrap();
    let kinds = [
        AssetKind::Cash,
        AssetKind::Deposit,
        AssetKind::Insurance,
        AssetKind::Car,
        AssetKind::RetirementAllowance,
        AssetKind::Securities,
    ];
    let assets: Vec<Asset> = kinds.iter().zip(owned).map(|(&kind, value)| Asset { kind, value }).collect();
    let estate = liquidation::Estate {
        assets: &assets,
        homes: &[HomeValue { value: owned[6], secured: owned[7] }],
        preferences: Yen::ZERO,
        readings: Readings::OF_THE_COURT,
    };
    let liquidation_value = liquidation_value(cx, ON, court, &estate).unwrap().total;
    let floors = Floors { totals, liquidation_value, two_year_disposable: None };
    let required = floors.required(minimum).required.map(|(total, _)| total.0.cast_signed());
    let part = |months: i64| required.map_or(NONE, |total| total / months);
    let [principal, rate, left, more, net] = [row[12], row[13], row[14], row[15], row[16]];
    let term = u32::try_from(left + more).ok().and_then(Months::new);
    let level = term.map_or(NONE, |months| {
        amount(level_payment(Yen(principal.cast_unsigned()), Rate::from_units(rate.cast_unsigned()), months))
    });
    let net = Yen(net.cast_unsigned());
    let pay = attachable(cx, ON, net, PayPeriod::Month, false).unwrap().attachable;
    [
        i64::from(eligible),
        minimum.minimum.map_or(NONE, amount),
        amount(liquidation_value),
        required.unwrap_or(NONE),
        part(36),
        part(60),
        level,
        amount(pay),
    ]
}

/// The eight figures of the rows in cells of a width, in one pass.
fn in_one_pass<C: Cell>(court: Court, rows: &[Row]) -> Result<Vec<[i64; 8]>, NoFigures> {
    let columns: [Vec<C>; 17] = std::array::from_fn(|place| rows.iter().map(|row| C::cut(row[place])).collect());
    let rate: Vec<i64> = rows.iter().map(|row| row[RATE]).collect();
    let [claims, secured, tier, standard, cash, deposit, insurance, car, retirement, securities, rest @ ..] = &columns;
    let [home_value, home_secured, principal, _, months_left, extension, net] = rest;
    let households = Households {
        claims,
        secured_part: secured,
        tier_total: tier,
        standard_claims: standard,
        estate: Estate { cash, deposit, insurance, car, retirement, securities, home_value, home_secured },
        loans: Loans { principal, rate: &rate, months_left, extension },
        net,
    };
    let mut eligible = vec![false; rows.len()];
    let mut out: [Vec<C>; 7] = std::array::from_fn(|_| vec![C::cut(0); rows.len()]);
    let [minimum, liquidation, required, short, long, level, attachable] = &mut out;
    let mut figures =
        Figures { eligible: &mut eligible, minimum, liquidation, required, monthly: [short, long], level, attachable };
    let terms = [36, 60].map(|count| Months::new(count).unwrap());
    all(ON, court, terms, &households, &mut figures)?;
    let row = |row: usize| {
        std::array::from_fn(|place| if place == 0 { eligible[row].wide() } else { out[place - 1][row].wide() })
    };
    Ok((0..rows.len()).map(row).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    #[test]
    fn every_row_is_what_the_rules_say(
        court in court(),
        rows in prop_oneof![rows(i64::MAX), rows(i64::from(i32::MAX)), rows(60_000_000)],
    ) {
        let exact: Vec<[i64; 8]> = rows.iter().map(|row| by_the_rules(court, row)).collect();
        prop_assert_eq!(&in_one_pass::<i64>(court, &rows).unwrap(), &exact);
        if rows.iter().flatten().enumerate().all(|(place, cell)| place % 17 == RATE || i32::try_from(*cell).is_ok()) {
            let fits = exact.iter().flatten().all(|answer| i32::try_from(*answer).is_ok());
            let found = in_one_pass::<i32>(court, &rows);
            prop_assert_eq!(found, if fits { Ok(exact) } else { Err(NoFigures::DoesNotFit) });
        }
    }
}
