//! What is owned and what it brings: position, wages, the screening of a bankruptcy, the sale.

use law::Yen;
use law::acts::attorney::{Actor, may_negotiate};
use law::acts::bankruptcy::procedure::{Procedure, Screening, ScreeningCourt, procedure};
use law::acts::brokerage;
use law::acts::civil_execution::{PayPeriod, attachable};
use law::acts::special_taxation::{Gain, GainTax, Holding, capital_gains_tax};
use law::calendar::date;
use law::home::{Standing, position};
use law::practice::distribution::{Burden, distribution};
use law::terms::AssetKind;
use law::words::Word;

use crate::draw::MOST;
use crate::{TODAY, on_every_input, silently};

/// Whole yen by the largest remainder, one yen after the other to whoever lacks most; the earlier on a tie.
pub(crate) fn largest_remainder(total: u64, weights: &[u64]) -> Vec<u64> {
    let whole: u128 = weights.iter().copied().map(u128::from).sum();
    if whole == 0 {
        return vec![0; weights.len()];
    }
    let exact = |weight: u64| u128::from(total) * u128::from(weight);
    let mut parts: Vec<u64> = weights.iter().map(|weight| (exact(*weight) / whole) as u64).collect();
    let mut lacks: Vec<u128> = weights.iter().map(|weight| exact(*weight) % whole).collect();
    for _ in parts.iter().sum()..total {
        let most = *lacks.iter().max().unwrap();
        let place = lacks.iter().position(|lack| *lack == most).unwrap();
        parts[place] += 1;
        lacks[place] = 0;
    }
    parts
}

#[test]
fn position_of_the_home() {
    on_every_input("home.position", |draw| {
        let (value, near) = (draw.yen().0, draw.below(3));
        let secured = if draw.flag() { draw.yen().0 } else { (value + near).saturating_sub(1) };
        let fast = silently!(position, Yen(value), Yen(secured));
        let difference = i128::from(value) - i128::from(secured);
        let standing = match difference {
            ..0 => Standing::Overloan,
            0 => Standing::Even,
            1.. => Standing::Underloan,
        };
        assert_eq!(fast.standing, standing);
        assert_eq!(i128::from(fast.equity.0), difference.max(0));
        assert_eq!(i128::from(fast.shortfall.0), (-difference).max(0));
    });
}

#[test]
fn attachable_part_of_a_payment() {
    on_every_input("civil-execution.attachable", |draw| {
        let (net, period, support) = (draw.yen().0, draw.word::<PayPeriod>(), draw.flag());
        // 152条: three quarters, a half against support; 施行令2条: the caps.
        let cap = match period {
            PayPeriod::Month | PayPeriod::Bonus => 330_000,
            PayPeriod::HalfMonth => 165_000,
            PayPeriod::TenDays => 110_000,
            PayPeriod::Day => 11_000,
            // 2条1項4号: the month's, as often as there are months; 6号: 11,000 for each day.
            PayPeriod::TwoMonths => 330_000 + 330_000,
            PayPeriod::Week => 11_000 * 7,
            PayPeriod::Retirement => u64::MAX,
        };
        let (kept, of) = if support { (1, 2) } else { (3, 4) };
        // The least whole amount that is not less than the protected part.
        let exempt = (net * kept).div_ceil(of).min(cap);
        let fast = silently!(attachable, TODAY, Yen(net), period, support).unwrap();
        assert_eq!((fast.exempt.0, fast.attachable.0), (exempt, net - exempt), "{net} {period:?} {support}");
    });
}

#[test]
fn bankruptcy_with_or_without_a_trustee() {
    on_every_input("bankruptcy.procedure", |draw| {
        let (court, cash, deposits) = (draw.word::<ScreeningCourt>(), draw.yen(), draw.yen());
        let kinds = [draw.word::<AssetKind>(), draw.word()];
        let other_classes = draw.list(4, |draw| {
            let value = if draw.flag() { Yen(draw.below(200_002)) } else { draw.yen() };
            (draw.of(&kinds), value)
        });
        let refusal_ground = draw.once_in(4);
        let mut because = Vec::new();
        let of_kind = |kind: AssetKind| -> u64 {
            other_classes.iter().filter(|class| class.0 == kind).map(|class| class.1.0).sum()
        };
        let class_from =
            |least: u64| AssetKind::ALL.iter().any(|kind| of_kind(*kind) >= least).then_some("asset-class");
        let asset =
            |reached: fn(u64) -> bool| other_classes.iter().any(|class| reached(class.1.0)).then_some("asset-class");
        let money = cash.0 + deposits.0;
        match court {
            ScreeningCourt::Yokohama | ScreeningCourt::Chiba => {
                because.extend(class_from(200_000));
                because.extend((cash.0 >= 330_000).then_some("cash"));
                because.extend((deposits.0 >= 200_000).then_some("deposits"));
            }
            ScreeningCourt::Nagoya => {
                because.extend(asset(|value| value > 300_000));
                because.extend((cash.0 > 300_000).then_some("cash"));
                because.extend((deposits.0 > 300_000).then_some("deposits"));
            }
            ScreeningCourt::Kobe => {
                because.extend(class_from(200_000));
                because.extend((money >= 500_000).then_some("cash-and-deposits"));
            }
            ScreeningCourt::Hiroshima => {
                because.extend(asset(|value| value >= 200_000));
                because.extend((money >= 500_000).then_some("cash-and-deposits"));
            }
            ScreeningCourt::Fukuoka => {
                because.extend(class_from(200_000));
                because.extend((money > 330_000).then_some("cash-and-deposits"));
                because.extend((deposits.0 >= 200_000).then_some("deposits"));
            }
            ScreeningCourt::Tokyo => {
                because.extend(AssetKind::ALL.iter().any(|kind| of_kind(*kind) >= 200_000).then_some("asset-class"));
                because.extend((cash.0 >= 330_000).then_some("cash"));
                because.extend((deposits.0 >= 200_000).then_some("deposits"));
            }
            ScreeningCourt::Osaka => {
                because.extend(other_classes.iter().any(|class| class.1.0 >= 200_000).then_some("asset-class"));
                because.extend((cash.0 + deposits.0 > 500_000).then_some("cash-and-deposits"));
            }
        }
        because.extend(refusal_ground.then_some("refusal-ground"));
        let all: u64 = money + other_classes.iter().map(|class| class.1.0).sum::<u64>();
        because.extend((court == ScreeningCourt::Nagoya && all > 400_000).then_some("total"));
        let owned = Screening { cash, ordinary_deposits: deposits, other_classes: &other_classes, refusal_ground };
        let fast = silently!(procedure, TODAY, court, owned).unwrap();
        let words: Vec<&str> = fast.because.iter().map(|reason| reason.word()).collect();
        assert_eq!(words, because, "{court:?} {owned:?}");
        assert_eq!(fast.procedure == Procedure::Trustee, !because.is_empty());
    });
}

#[test]
fn brokerage_by_the_notice_of_each_day() {
    on_every_input("brokerage.cap", |draw| {
        let price = if draw.flag() { draw.yen().0 } else { draw.below(9_000_000) };
        let agreed = draw.flag();
        // The notice sums up tiers; in hundredths of a yen so that nothing is cut before the end.
        let within = |from: u64, to: u64| u128::from(price.clamp(from, to) - from);
        let tiers = 5 * within(0, 2_000_000) + 4 * within(2_000_000, 4_000_000) + 3 * within(4_000_000, MOST);
        for (on, low_price, low_fee, tax) in [
            (date(2014, 4, 1), 0, 0, 108),
            (date(2017, 12, 31), 0, 0, 108),
            (date(2018, 1, 1), 4_000_000, 180_000, 108),
            (date(2019, 9, 30), 4_000_000, 180_000, 108),
            (date(2019, 10, 1), 4_000_000, 180_000, 110),
            (date(2024, 6, 30), 4_000_000, 180_000, 110),
            (date(2024, 7, 1), 8_000_000, 300_000, 110),
            (TODAY, 8_000_000, 300_000, 110),
        ] {
            let fee = if agreed && price <= low_price { tiers.max(low_fee * 100) } else { tiers };
            let slow = (fee * tax / 10_000) as u64;
            assert_eq!(silently!(brokerage::cap, on, Yen(price), agreed), Ok(Yen(slow)), "{price} {agreed} on {on}");
        }
    });
}

/// The years begin on the day after the acquisition, so that more than n of them have passed on 1 January where that day is no later
/// than 1 January n years before.
#[test]
fn tax_on_a_gain_by_the_acts() {
    on_every_input("special-taxation.capital-gains-tax", |draw| {
        let taxable = if draw.flag() { draw.yen().0 } else { 59_990_000 + draw.below(20_000) };
        let (acquired_on, sold_on, own_home) = (draw.day(2003, 22), draw.day(2025, 10), draw.flag());
        let counted_from = acquired_on.tomorrow().expect("a day after it");
        let more_than = |years: i16| counted_from <= date(sold_on.year() - years, 1, 1);
        let base = u128::from(taxable / 1_000 * 1_000);
        let lower = base.min(60_000_000);
        // In hundredths of a yen.
        let (holding, income, resident) = match (more_than(5), more_than(10) && own_home) {
            (false, _) => (Holding::Short, 30 * base, 9 * base),
            (true, false) => (Holding::Long, 15 * base, 5 * base),
            (true, true) => (Holding::OwnHome, 15 * base - 5 * lower, 5 * base - lower),
        };
        let of = |thousandths: u128| Yen((income * thousandths / 100_000) as u64);
        let surtax = if sold_on < date(2027, 1, 1) { of(21) } else { of(11) + of(10) };
        let slow = GainTax {
            holding,
            base: Yen(base as u64),
            income_tax: Yen((income / 100) as u64),
            surtax,
            resident_tax: Yen((resident / 100) as u64),
        };
        let gain = Gain { taxable: Yen(taxable), acquired_on, sold_on, own_home };
        assert_eq!(silently!(capital_gains_tax, sold_on, gain), Ok(slow), "{gain:?}");
    });
}

#[test]
fn distribution_of_a_price() {
    on_every_input("voluntary-sale.distribution", |draw| {
        let small = draw.flag();
        let mut amount = |draw: &mut crate::Draw| if small { Yen(draw.below(90)) } else { draw.yen() };
        let price = if small { Yen(draw.below(400)) } else { draw.yen() };
        let deductions = draw.list(3, &mut amount);
        let burdens = draw.list(5, |draw| {
            let rank = 1 + draw.below(4) as u32;
            let consent_fee = if rank > 1 && draw.flag() { amount(draw) } else { Yen(0) };
            Burden { rank, owed: amount(draw), consent_fee }
        });
        let mut left = price.0;
        let mut take = |wanted: u64| {
            let taken = wanted.min(left);
            left -= taken;
            taken
        };
        let deducted: u64 = deductions.iter().map(|deduction| take(deduction.0)).sum();
        let mut paid = vec![0; burdens.len()];
        let ranks: Vec<u32> = burdens.iter().map(|burden| burden.rank).collect();
        let of_rank = |rank: u32| -> Vec<usize> { (0..ranks.len()).filter(|&place| ranks[place] == rank).collect() };
        for place in (2..=4).flat_map(of_rank) {
            paid[place] = take(burdens[place].consent_fee.0.min(burdens[place].owed.0));
        }
        for rank in 1..=4 {
            let equals = of_rank(rank);
            let owed: Vec<u64> = equals.iter().map(|&place| burdens[place].owed.0 - paid[place]).collect();
            let parts = largest_remainder(take(owed.iter().sum()), &owed);
            equals.iter().zip(parts).for_each(|(&place, part)| paid[place] += part);
        }
        let fast = silently!(distribution, price, &deductions, &burdens);
        assert_eq!(fast.deducted.0, deducted, "{price} {deductions:?} {burdens:?}");
        assert_eq!(fast.paid.iter().map(|yen| yen.0).collect::<Vec<_>>(), paid, "{price} {deductions:?} {burdens:?}");
        assert!(
            fast.residual.iter().zip(&burdens).zip(&paid).all(|((rest, burden), paid)| rest.0 == burden.owed.0 - paid)
        );
        assert_eq!(fast.to_owner.0, left, "{price} {deductions:?} {burdens:?}");
    });
}

#[test]
fn who_may_negotiate() {
    on_every_input("attorney.may-negotiate", |draw| {
        let (actor, claim) = (draw.word::<Actor>(), draw.yen());
        let may = match actor {
            Actor::Debtor | Actor::Attorney | Actor::ServicerForHolder => true,
            // 司法書士法3条1項7号: each claim by itself.
            Actor::CertifiedJudicialScrivener => claim.0 <= 1_400_000,
            Actor::JudicialScrivener | Actor::SaleAgent => false,
        };
        assert_eq!(silently!(may_negotiate, TODAY, actor, claim).unwrap().may, may, "{actor:?} {claim}");
    });
}
