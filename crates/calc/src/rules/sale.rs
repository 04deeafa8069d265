//! The home and its sale: position, brokerage, distribution of the price, tax on a gain.

use law::acts::brokerage;
use law::acts::special_taxation::{self, Gain, Holding};
use law::home::{self, Standing};
use law::practice::distribution::{self, Burden};
use law::trace::Rule;
use law::{Cx, Date, Trace, Yen, message};
use read::{Choice, Whole, record};

use crate::{Callable, Refusal};

/// `home.position`.
pub(crate) struct HomePosition;

record! {
    /// A home and what is owed on it.
    pub struct HomeFacts {
        /// What the home is worth.
        value: Yen;
        /// The sum owed under its mortgages.
        secured: Yen;
        /// The law in force on this day.
        law_on: Option<Date>;
    }
}

record! {
    /// How the two compare.
    pub struct PositionAnswer {
        /// Which is larger.
        position: Choice<Standing>;
        /// What the value has above the debts.
        equity: Yen;
        /// What the debts have above the value.
        shortfall: Yen;
    }
}

impl Callable for HomePosition {
    type Input = HomeFacts;
    type Answer = PositionAnswer;
    const RULE: &'static Rule = &home::POSITION;

    fn law_on(input: &HomeFacts) -> Option<Date> {
        input.law_on
    }

    fn call<T: Trace>(cx: &mut Cx<'_, T>, input: &HomeFacts, _: Date) -> Result<PositionAnswer, Refusal> {
        let found = home::position(cx, input.value, input.secured);
        Ok(PositionAnswer { position: Choice(found.standing), equity: found.equity, shortfall: found.shortfall })
    }
}

/// `brokerage.cap`.
pub(crate) struct BrokerageCap;

record! {
    /// A sale through a broker.
    pub struct BrokerageFacts {
        /// The price, without consumption tax.
        price: Yen;
        /// The day of the brokerage contract.
        contracted_on: Date;
        /// The seller agreed beforehand to the special fee for cheap homes.
        low_price_agreement: bool;
        /// The law in force on this day.
        law_on: Option<Date>;
    }
}

record! {
    /// What may be asked.
    pub struct BrokerageAnswer {
        /// The most that the seller's broker may ask, consumption tax included.
        cap: Yen;
    }
}

impl Callable for BrokerageCap {
    type Input = BrokerageFacts;
    type Answer = BrokerageAnswer;
    const RULE: &'static Rule = &brokerage::CAP;
    const DECIDED_BY: &'static [&'static str] = &["contracted_on"];

    fn law_on(input: &BrokerageFacts) -> Option<Date> {
        input.law_on
    }

    fn call<T: Trace>(cx: &mut Cx<'_, T>, input: &BrokerageFacts, on: Date) -> Result<BrokerageAnswer, Refusal> {
        Ok(BrokerageAnswer { cap: brokerage::cap(cx, on, input.price, input.low_price_agreement)? })
    }
}

/// `special-taxation.capital-gains-tax`.
pub(crate) struct CapitalGainsTax;

record! {
    /// A gain from the sale of land and buildings.
    pub struct GainFacts {
        /// Price less acquisition cost, expenses of the sale and special deductions.
        taxable_gain: Yen;
        /// The day of the acquisition.
        acquired_on: Date;
        /// The day of the sale.
        sold_on: Date, where (acquired_on, sold_on) sold_on < acquired_on => message!("error.earlier-than", day = *sold_on, than = *acquired_on);
        /// The home that the seller lives in, with what 31条の3 asks besides.
        own_home: bool;
        /// The law in force on this day.
        law_on: Option<Date>;
    }
}

record! {
    /// What is paid on it.
    pub struct GainAnswer {
        /// How long it was owned on 1 January of the year of the sale.
        holding: Choice<Holding>;
        /// What is taxed, in whole thousands.
        base: Yen;
        /// Income tax.
        income_tax: Yen;
        /// Surtaxes on the income tax: for reconstruction, and from 2027 for defence.
        surtax: Yen;
        /// Resident tax.
        resident_tax: Yen;
        /// Everything together.
        total: Yen;
    }
}

impl Callable for CapitalGainsTax {
    type Input = GainFacts;
    type Answer = GainAnswer;
    const RULE: &'static Rule = &special_taxation::CAPITAL_GAINS_TAX;
    const DECIDED_BY: &'static [&'static str] = &["sold_on"];

    fn law_on(input: &GainFacts) -> Option<Date> {
        input.law_on
    }

    fn call<T: Trace>(cx: &mut Cx<'_, T>, input: &GainFacts, on: Date) -> Result<GainAnswer, Refusal> {
        let (taxable, own_home) = (input.taxable_gain, input.own_home);
        let gain = Gain { taxable, acquired_on: input.acquired_on, sold_on: input.sold_on, own_home };
        let tax = special_taxation::capital_gains_tax(cx, on, gain)?;
        Ok(GainAnswer {
            holding: Choice(tax.holding),
            base: tax.base,
            income_tax: tax.income_tax,
            surtax: tax.surtax,
            resident_tax: tax.resident_tax,
            total: tax.total(),
        })
    }
}

/// `voluntary-sale.distribution`.
pub(crate) struct SaleDistribution;

record! {
    /// A cost that comes off the price first.
    pub struct Deduction {
        /// What it is for, in any words.
        kind: String;
        /// How much.
        amount: Yen;
    }
}

record! {
    /// A claim that burdens the home.
    pub struct Encumbrance unique "claim" {
        /// The claim's id.
        claim: String;
        /// Its rank, from 1; several may stand equal.
        rank: Whole<1, { u32::MAX }>;
        /// What is owed.
        owed: Yen;
        /// What its holder is paid for consenting. A fee of nothing is no fee.
        consent_fee: Option<Yen>, where (rank, consent_fee) rank.0 == 1 && consent_fee.is_some_and(|fee| !fee.is_zero()) => message!("error.fee-of-the-first-rank");
    }
}

record! {
    /// A voluntary sale.
    pub struct SaleFacts {
        /// The price.
        price: Yen;
        /// What comes off first, in this order.
        deductions: Vec<Deduction>;
        /// The claims that burden the home.
        encumbrances: Vec<Encumbrance>;
        /// The law in force on this day.
        law_on: Option<Date>;
    }
}

record! {
    /// An amount for a claim.
    pub struct ClaimAmount {
        /// The claim's id.
        claim: String;
        /// How much.
        amount: Yen;
    }
}

record! {
    /// Where the price went.
    pub struct SaleAnswer {
        /// All deductions together, as far as the money went, without consent fees.
        deducted: Yen;
        /// What each claim received, consent fee included.
        paid: Vec<ClaimAmount>;
        /// What each claim is still owed.
        residual: Vec<ClaimAmount>;
        /// What is left for the owner.
        to_owner: Yen;
    }
}

impl Callable for SaleDistribution {
    type Input = SaleFacts;
    type Answer = SaleAnswer;
    const RULE: &'static Rule = &distribution::DISTRIBUTION;

    fn law_on(input: &SaleFacts) -> Option<Date> {
        input.law_on
    }

    fn call<T: Trace>(cx: &mut Cx<'_, T>, input: &SaleFacts, _: Date) -> Result<SaleAnswer, Refusal> {
        refuse_fee_of_the_first(&input.encumbrances)?;
        let deductions: Vec<Yen> = input.deductions.iter().map(|deduction| deduction.amount).collect();
        let burdens: Vec<Burden> = input
            .encumbrances
            .iter()
            .map(|encumbrance| Burden {
                rank: encumbrance.rank.0,
                owed: encumbrance.owed,
                consent_fee: encumbrance.consent_fee.unwrap_or_default(),
            })
            .collect();
        let sale = distribution::distribution(cx, input.price, &deductions, &burdens);
        let by_claim = |amounts: distribution::Amounts| -> Vec<ClaimAmount> {
            let claims = input.encumbrances.iter().map(|encumbrance| encumbrance.claim.clone());
            claims.zip(amounts).map(|(claim, amount)| ClaimAmount { claim, amount }).collect()
        };
        Ok(SaleAnswer {
            deducted: sale.deducted,
            paid: by_claim(sale.paid),
            residual: by_claim(sale.residual),
            to_owner: sale.to_owner,
        })
    }
}

/// Nobody pays the first for its consent. Where rank 1 is gone, those behind have moved up (順位昇進): the best rank that
/// is left is the first.
fn refuse_fee_of_the_first(encumbrances: &[Encumbrance]) -> Result<(), Refusal> {
    let first = encumbrances.iter().map(|encumbrance| encumbrance.rank.0).min();
    let fee = |encumbrance: &Encumbrance| encumbrance.consent_fee.is_some_and(|fee| !fee.is_zero());
    match encumbrances.iter().position(|encumbrance| Some(encumbrance.rank.0) == first && fee(encumbrance)) {
        Some(place) => {
            Err(Refusal::new(format!("encumbrances[{place}].consent_fee"), message!("error.fee-of-the-first-rank")))
        }
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use crate::entry::tests::check;

    #[test]
    fn position_of_the_home() {
        check(
            "home.position",
            r#"{"value": 24000000, "secured": 31000000}"#,
            r#"{"position": "overloan", "equity": 0, "shortfall": 7000000}"#,
        );
        check("home.position", r#"{"value": -1, "secured": "x"}"#, r#"{"error": "value"}"#);
    }

    /// 7,251,000 of a home bought in 2012: 725,100, of it 2.1 % or 15,227 (15,227.1), and 290,040. By the law of 2027 1.1 % (7,976.1) and
    /// 1 % (7,251) of it.
    #[test]
    fn a_gain_by_the_year_of_the_sale() {
        let rule = "special-taxation.capital-gains-tax";
        let input = |sold: &str, more: &str| {
            format!(
                r#"{{"taxable_gain": 7251000, "acquired_on": "2012-04-01", "sold_on": "{sold}", "own_home": true{more}}}"#
            )
        };
        let answer = |surtax: u64| {
            let total = 725_100 + surtax + 290_040;
            format!(
                r#"{{"holding": "own-home-owned-long", "base": 7251000, "income_tax": 725100, "surtax": {surtax}, "resident_tax": 290040, "total": {total}}}"#
            )
        };
        check(rule, &input("2026-11-22", ""), &answer(15_227));
        check(rule, &input("2027-01-01", ""), &answer(7_976 + 7_251));
        check(rule, &input("2026-11-22", r#", "law_on": "2027-01-01""#), &answer(7_976 + 7_251));
        check(rule, &input("2014-12-31", ""), r#"{"error": "sold_on"}"#);
        check(rule, &input("2012-03-31", r#", "law_on": "2026-11-22""#), r#"{"error": "sold_on"}"#);
    }

    #[test]
    fn brokerage_by_the_day_of_the_contract() {
        let rule = "brokerage.cap";
        let input = |day: &str, more: &str| {
            format!(r#"{{"price": 20000000, "contracted_on": "{day}", "low_price_agreement": false{more}}}"#)
        };
        check(rule, &input("2026-11-22", ""), r#"{"cap": 726000}"#);
        check(rule, &input("2014-03-31", ""), r#"{"error": "contracted_on"}"#);
        check(rule, &input("2026-11-22", r#", "law_on": "2014-03-31""#), r#"{"error": "law_on"}"#);
        // Of two bad fields the first in the order of the input is named.
        check(rule, &input("2014-03-31", "").replace("false", "0"), r#"{"error": "contracted_on"}"#);
        check(rule, &input("2014-04-01", "").replace("false", "0"), r#"{"error": "low_price_agreement"}"#);
        check(rule, &input("2026-11-22", r#", "law_on": "2019-09-30""#), r#"{"cap": 712800}"#);
    }

    #[test]
    fn distribution_of_a_sale() {
        check(
            "voluntary-sale.distribution",
            r#"{"price": 20000000, "deductions": [{"kind": "brokerage", "amount": 726000}], "encumbrances": [
                {"claim": "card", "rank": 2, "owed": 3000000, "consent_fee": 300000},
                {"claim": "home-loan", "rank": 1, "owed": 25000000, "consent_fee": null}]}"#,
            r#"{"deducted": 726000,
                "paid": [{"claim": "card", "amount": 300000}, {"claim": "home-loan", "amount": 18974000}],
                "residual": [{"claim": "card", "amount": 2700000}, {"claim": "home-loan", "amount": 6026000}],
                "to_owner": 0}"#,
        );
    }

    #[test]
    fn the_first_rank_has_no_fee_and_a_claim_stands_once() {
        let rule = "voluntary-sale.distribution";
        let input =
            |encumbrances: &str| format!(r#"{{"price": 1, "deductions": [], "encumbrances": [{encumbrances}]}}"#);
        check(
            rule,
            &input(r#"{"claim": "a", "rank": 1, "owed": 1}, {"claim": "b", "rank": 1, "owed": 1, "consent_fee": 1}"#),
            r#"{"error": "encumbrances[1].consent_fee"}"#,
        );
        check(
            rule,
            &input(r#"{"claim": "a", "rank": 1, "owed": 1}, {"claim": "a", "rank": 2, "owed": 1}"#),
            r#"{"error": "encumbrances[1].claim"}"#,
        );
        check(
            rule,
            &input(r#"{"claim": "a", "rank": 3, "owed": 1}, {"claim": "b", "rank": 2, "owed": 1, "consent_fee": 1}"#),
            r#"{"error": "encumbrances[1].consent_fee"}"#,
        );
        check(rule, &input(r#"{"claim": "a", "rank": 0, "owed": 1}"#), r#"{"error": "encumbrances[0].rank"}"#);
    }
}
