//! Another income for the household: who earns most of it among those who owe earns more or less.

use case::{Amount, Household, Income, IncomeKind};
use law::Yen;

use super::rough;

const MONTHS_OF_A_YEAR: u64 = 12;

/// Makes the income in hand per month this much, bonuses spread over the year.
///
/// The difference falls on the largest income of the debtor, then on the others by size. The past two years stay what
/// they were.
pub(super) fn set(house: &mut Household, wanted: Yen) {
    let debtor = house.debtor;
    let incomes = house.incomes.get_or_insert_default();
    if incomes.is_empty() {
        incomes.push(Income {
            person: debtor,
            kind: IncomeKind::Salary,
            gross_monthly: None,
            net_monthly: None,
            bonus_net_yearly: None,
            last_two_years: None,
            changed: None,
        });
    }
    let total = |incomes: &[Income]| -> u64 { incomes.iter().map(|income| net(income) + bonus(income)).sum() };
    // What is not known yet is what the others leave.
    for place in 0..incomes.len() {
        if incomes[place].net_monthly.is_none() {
            let rest = wanted.0.saturating_sub(total(incomes));
            incomes[place].net_monthly = Some(rough(Yen(rest)));
        }
    }
    let mut order: Vec<usize> = (0..incomes.len()).collect();
    order.sort_by_key(|place| {
        let income = &incomes[*place];
        (income.person != debtor, std::cmp::Reverse(net(income)))
    });
    let now = total(incomes);
    if now <= wanted.0 {
        let income = &mut incomes[order[0]];
        let more = wanted.0 - now;
        income.net_monthly = Some(rough(Yen(net(income) + more)));
        income.gross_monthly = income.gross_monthly.map(|gross| moved(gross, |yen| yen + more));
        return;
    }
    let mut less = now - wanted.0;
    for place in &order {
        let income = &mut incomes[*place];
        let taken = less.min(net(income));
        income.net_monthly = Some(rough(Yen(net(income) - taken)));
        income.gross_monthly = income.gross_monthly.map(|gross| moved(gross, |yen| yen.saturating_sub(taken)));
        less -= taken;
    }
    // Below what bonuses alone bring, they go too; the last one in part.
    for place in order {
        let income = &mut incomes[place];
        let taken = less.min(bonus(income));
        if taken > 0 {
            income.bonus_net_yearly = Some(rough(Yen((bonus(income) - taken) * MONTHS_OF_A_YEAR)));
            less -= taken;
        }
    }
}

fn net(income: &Income) -> u64 {
    income.net_monthly.map_or(0, |net| net.likely.0)
}

fn bonus(income: &Income) -> u64 {
    income.bonus_net_yearly.map_or(0, |bonus| bonus.likely.0 / MONTHS_OF_A_YEAR)
}

fn moved(amount: Amount, by: impl Fn(u64) -> u64) -> Amount {
    rough(Yen(by(amount.likely.0)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use case::{Format, read};

    fn check(incomes: &str, wanted: u64, expect: &[u64]) {
        let file = format!(
            r#"{{"as_of": "2026-11-22", "income": {incomes}, "person": [
                {{"id": "a", "role": "debtor", "born": "1981-05-04"}}, {{"id": "b", "role": "spouse"}}]}}"#
        );
        let mut house = read(file.as_bytes(), Format::Json).unwrap();
        set(&mut house, Yen(wanted));
        let incomes = house.incomes.unwrap();
        assert_eq!(incomes.iter().map(|income| net(income) + bonus(income)).collect::<Vec<_>>(), expect);
    }

    #[test]
    fn the_difference_falls_on_the_debtor_first() {
        let two = r#"[{"person": "b", "kind": "salary", "net_monthly": 300000},
            {"person": "a", "kind": "salary", "net_monthly": 200000, "bonus_net_yearly": 120000}]"#;
        check(two, 600_000, &[300_000, 300_000]);
        check(two, 400_000, &[300_000, 100_000]);
        check(two, 200_000, &[190_000, 10_000]);
        check(two, 5_000, &[0, 5_000]);
        check(two, 0, &[0, 0]);
    }

    #[test]
    fn what_is_not_known_yet_is_what_the_others_leave() {
        check("[]", 250_000, &[250_000]);
        let one = r#"[{"person": "a", "kind": "salary"}, {"person": "b", "kind": "salary", "net_monthly": 80000}]"#;
        check(one, 250_000, &[170_000, 80_000]);
        check(one, 50_000, &[0, 50_000]);
    }
}
