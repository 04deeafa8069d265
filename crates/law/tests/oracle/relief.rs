//! What a tax office takes, what a discharge leaves alive, what courts and legal aid ask, and until when agencies remember.

use law::Yen;
use law::acts::bankruptcy::discharge::{ClaimBefore, ClaimNature, Fate, survives};
use law::acts::bankruptcy::exempt::exempt_cash;
use law::acts::bankruptcy::occupation::{Effect, restriction};
use law::acts::court_costs::{CourtProcedure, conciliation_fee, petition_costs};
use law::acts::legal_support::{AdvancedCase, Applicant, SupportRegion, advance, eligibility};
use law::acts::national_tax_collection::{Pay, received_pay, retirement_attachment, wage_attachment};
use law::practice::credit_record::{RecordedDays, clear_dates};
use law::provision::Provision;

use crate::calendar::{months_end, next};
use crate::draw::MOST;
use crate::{Draw, TODAY, on_every_input, silently};

/// 基本通達第76条関係3: pay is cut to whole thousands, what is exempt goes up to the next.
const THOUSAND: u64 = 1_000;

fn started_thousands(amount: u64) -> u64 {
    amount / THOUSAND + u64::from(!amount.is_multiple_of(THOUSAND))
}

fn pay(draw: &mut Draw) -> Pay {
    let gross = if draw.flag() { Yen(draw.below(900_000)) } else { draw.yen() };
    let of_it = |draw: &mut Draw| if draw.flag() { Yen(draw.below(gross.0 / 5 + 1)) } else { Yen(0) };
    Pay { gross, income_tax: of_it(draw), resident_tax: of_it(draw), social_insurance: of_it(draw) }
}

/// 施行令34条: 100,000 and 45,000 for each relative.
fn month_of(relatives: u64) -> u64 {
    100_000 + 45_000 * relatives
}

#[test]
fn wages_attached_for_taxes() {
    on_every_input("national-tax-collection.wage-attachment", |draw| {
        let pays = draw.list(3, pay);
        let (relatives, consents) = (draw.below(7), draw.once_in(8));
        // In thousands; 76条1項 one item after the other.
        let gross: u64 = pays.iter().map(|pay| pay.gross.0 / THOUSAND).sum();
        let items = |pay: &Pay| [pay.income_tax.0, pay.resident_tax.0, pay.social_insurance.0];
        let withheld: u64 = pays.iter().flat_map(items).map(started_thousands).sum();
        let base = month_of(relatives) / THOUSAND;
        let mut left = gross.saturating_sub(withheld);
        let whole = left;
        left = left.saturating_sub(base);
        // A fifth of what is left, a started thousand counted whole, at most twice the base.
        let fifth = left.div_ceil(5).min(2 * base);
        let attachable = if consents { whole } else { left.saturating_sub(fifth) };
        let fast = silently!(wage_attachment, TODAY, &pays, relatives as u32, consents).unwrap();
        let found = [fast.withheld, fast.base, fast.extra, fast.attachable].map(|yen| yen.0);
        assert_eq!(found, [withheld, base, fifth, attachable].map(|part| part * THOUSAND), "{pays:?} {relatives}");
    });
}

#[test]
fn a_retirement_allowance_attached_for_taxes() {
    on_every_input("national-tax-collection.retirement-attachment", |draw| {
        let allowance = pay(draw);
        let (relatives, months) = (draw.below(7), draw.below(601));
        // 76条4項: three months' base; for each year over five a fifth of it, started years counted.
        let base = 3 * month_of(relatives);
        let years = (0..=100).find(|years| years * 12 >= months).unwrap();
        let extra: u64 = (6..=years).map(|_| base / 5).sum();
        let withheld = allowance.income_tax.0 + allowance.resident_tax.0 + allowance.social_insurance.0;
        let attachable = i128::from(allowance.gross.0) - i128::from(withheld + base + extra);
        let fast = silently!(retirement_attachment, TODAY, allowance, relatives as u32, months as u32).unwrap();
        assert_eq!((fast.withheld.0, fast.base.0, fast.extra.0), (withheld, base, extra), "{relatives} {months}");
        assert_eq!(i128::from(fast.attachable.0), attachable.max(0), "{allowance:?} {relatives} {months}");
    });
}

#[test]
fn pay_that_was_received() {
    on_every_input("national-tax-collection.received-pay", |draw| {
        let (protected, period, from) = (draw.yen(), 1 + draw.below(62), draw.day(2024, 3));
        let until = draw.below(70);
        let mut pay_day = from;
        for _ in 0..until {
            pay_day = next(pay_day);
        }
        // 76条2項: days to the next pay day among those of the period; a part of a yen stays with the taxpayer.
        let share = u128::from(protected.0) * u128::from(until.min(period));
        let exempt = share.div_ceil(u128::from(period)) as u64;
        let fast = silently!(received_pay, protected, period as u32, from, pay_day);
        assert_eq!(fast, Yen(exempt), "{protected} {period} {from} {pay_day}");
    });
}

#[test]
fn claims_after_a_discharge() {
    on_every_input("bankruptcy.survives", |draw| {
        let claim = ClaimBefore { nature: draw.word(), knowingly_omitted: draw.flag(), creditor_knew: draw.flag() };
        // 253条1項, item by item in its order; what an item says of a tort by itself is not known of every tort.
        let items: [(&str, bool); 7] = [
            ("1", matches!(claim.nature, ClaimNature::Tax | ClaimNature::SocialInsurance)),
            ("2", claim.nature == ClaimNature::MaliciousTort),
            ("3", claim.nature == ClaimNature::BodilyHarm),
            ("4", claim.nature == ClaimNature::Support),
            ("5", claim.nature == ClaimNature::Wages),
            ("7", claim.nature == ClaimNature::Fine),
            ("6", claim.knowingly_omitted && !claim.creditor_knew),
        ];
        let (fate, item) = match items.iter().find(|(_, meant)| *meant) {
            Some((item, _)) => (Fate::Survives, Some(*item)),
            None if claim.nature == ClaimNature::Tort => (Fate::LeftToJudgement, Some("2")),
            None => (Fate::Discharged, None),
        };
        let fast = silently!(survives, claim);
        let cited = fast.item.map(Provision::id);
        assert_eq!(fast.fate, fate, "{claim:?}");
        assert_eq!(cited, item.map(|item| format!("bankruptcy/253/1/{item}")), "{claim:?}");
    });
}

#[test]
fn cash_of_a_bankrupt() {
    on_every_input("bankruptcy.exempt-cash", |draw| {
        let cash = draw.yen();
        // 民事執行法施行令1条: 660,000; 破産法34条3項1号: three halves of it.
        let limit = 660_000 * 3 / 2;
        let exempt = if cash.0 > limit { limit } else { cash.0 };
        let fast = silently!(exempt_cash, TODAY, cash).unwrap();
        assert_eq!((fast.limit.0, fast.exempt.0, fast.to_estate.0), (limit, exempt, cash.0 - exempt));
    });
}

/// The lists of the law pages, on either side: whatever is asked, and in whatever language, the same answer.
#[test]
fn occupations_that_a_bankruptcy_shuts() {
    const SHUT: [&str; 8] =
        ["弁護士", "税理士", "司法書士", "警備員", "生命保険募集人", "宅地建物取引士", "行政書士", "質屋"];
    const FREE: [&str; 3] = ["看護師", "教員", "会社員"];
    on_every_input("bankruptcy.restricted-occupation", |draw| {
        let (name, effect) = match draw.below(4) {
            0 => (draw.of(&FREE), Some(Effect::Free)),
            1 => ("会社の取締役", Some(Effect::MandateEnds)),
            2 => (draw.of(&["灯台守", "", "警備"]), None),
            _ => (draw.of(&SHUT), Some(Effect::Restricted)),
        };
        assert_eq!(silently!(restriction, name).map(|known| known.effect), effect, "{name}");
    });
}

#[test]
fn costs_of_a_petition() {
    on_every_input("court-costs.petition", |draw| {
        let (petition_on, published_on) = (draw.day(2026, 9), draw.day(2026, 9));
        let procedure = draw.word::<CourtProcedure>();
        // 別表第一 16項・17項 (1,000 and 500), 12項 (10,000); the gazette's prices from 2026-04-01.
        let (stamps, gazette) = match procedure {
            CourtProcedure::SimultaneousDiscontinuance => (1_500, 13_046),
            CourtProcedure::Trustee => (1_500, 17_049),
            CourtProcedure::Rehabilitation => (10_000, 15_120),
        };
        let fast = silently!(petition_costs, petition_on, published_on, procedure);
        if published_on < law::calendar::date(2026, 4, 1) {
            assert!(fast.is_err(), "{published_on}: no price is known");
        } else {
            let fast = fast.unwrap();
            assert_eq!(
                (fast.stamps.0, fast.gazette.0),
                (stamps, gazette),
                "{procedure:?} {petition_on} {published_on}"
            );
        }
    });
}

#[test]
fn fee_of_a_conciliation() {
    on_every_input("special-conciliation.fee", |draw| {
        let value = if draw.flag() { draw.below(12_000_001) } else { draw.yen().0 };
        // 別表第一 14項: unit by unit, each started one counts.
        let mut fee = Some(0);
        let mut reached = 0;
        while reached < value {
            let (unit, each) = match reached {
                0..1_000_000 => (100_000, 500),
                1_000_000..5_000_000 => (200_000, 500),
                5_000_000..10_000_000 => (500_000, 1_000),
                10_000_000..1_000_000_000 => (1_000_000, 1_200),
                _ => {
                    fee = None;
                    break;
                }
            };
            fee = fee.map(|fee: u64| fee + each);
            reached += unit;
        }
        let fast = silently!(conciliation_fee, TODAY, Some(Yen(value))).unwrap();
        assert_eq!(fast, fee.map(Yen), "{value}");
    });
}

#[test]
fn means_for_legal_aid() {
    on_every_input("legal-support.eligibility", |draw| {
        let applicant = Applicant {
            household_size: 1 + draw.below(9) as u32,
            region: draw.word(),
            net_monthly: Yen(draw.mostly_below(600_000, MOST)),
            housing_monthly: Yen(draw.mostly_below(120_000, MOST)),
            assets: Yen(draw.mostly_below(4_000_000, MOST)),
        };
        // The centre's table, a row for each size; each further person adds the same.
        let row = |four: [u64; 4], more: u64| -> u64 {
            (1..=applicant.household_size as usize)
                .fold(0, |sum, size| four.get(size - 1).copied().unwrap_or(sum + more))
        };
        let income = match applicant.region {
            SupportRegion::Other => row([182_000, 251_000, 272_000, 299_000], 30_000),
            SupportRegion::ClassOne | SupportRegion::TokyoWards => row([200_200, 276_100, 299_200, 328_900], 33_000),
        };
        let housing = match applicant.region {
            SupportRegion::TokyoWards => row([53_000, 68_000, 85_000, 92_000], 0),
            SupportRegion::ClassOne | SupportRegion::Other => row([41_000, 53_000, 66_000, 71_000], 0),
        };
        let (income, assets) =
            (income + housing.min(applicant.housing_monthly.0), row([1_800_000, 2_500_000, 2_700_000, 3_000_000], 0));
        let fast = silently!(eligibility, TODAY, applicant).unwrap();
        assert_eq!((fast.income_limit.0, fast.asset_limit.0), (income, assets), "{applicant:?}");
        assert_eq!(fast.income_met, applicant.net_monthly.0 <= income, "{applicant:?}");
        assert_eq!(fast.assets_met, applicant.assets.0 <= assets, "{applicant:?}");
    });
}

#[test]
fn what_legal_aid_advances() {
    on_every_input("legal-support.advance", |draw| {
        let (case, creditors) = (draw.word::<AdvancedCase>(), draw.mostly_below(30, 100_000) as u32);
        let (fee, expenses) = match (case, creditors) {
            (AdvancedCase::Bankruptcy, 0..=10) => (132_000, 23_000),
            (AdvancedCase::Bankruptcy, 11..=20) => (154_000, 23_000),
            (AdvancedCase::Bankruptcy, _) => (187_000, 23_000),
            (AdvancedCase::Rehabilitation, 0..=10) => (165_000, 35_000),
            (AdvancedCase::Rehabilitation, 11..=20) => (187_000, 35_000),
            (AdvancedCase::Rehabilitation, _) => (220_000, 35_000),
            // The fees of a page from the days of 5 % consumption tax, with today's 10 %.
            (AdvancedCase::VoluntaryArrangement, 0..=5) => (105_000 / 105 * 110, 25_000),
            (AdvancedCase::VoluntaryArrangement, 6..=10) => (147_000 / 105 * 110, 25_000),
            (AdvancedCase::VoluntaryArrangement, 11..=20) => (168_000 / 105 * 110, 30_000),
            (AdvancedCase::VoluntaryArrangement, _) => (189_000 / 105 * 110, 35_000),
        };
        let fast = silently!(advance, TODAY, case, creditors).unwrap();
        assert_eq!((fast.fee.0, fast.expenses.0), (fee, expenses), "{case:?} {creditors}");
    });
}

#[test]
fn when_the_agencies_forget() {
    on_every_input("credit-record.clear-date", |draw| {
        let day = |draw: &mut Draw| draw.flag().then(|| draw.day(2023, 40));
        let days = RecordedDays { contract_ended_on: day(draw), opened_on: day(draw) };
        // Five years of the end, seven of the opening, the first day not counted, month by month.
        let contract = days.contract_ended_on.map(|day| months_end(day, 60, false));
        let gazette = days.opened_on.map(|day| months_end(day, 84, false));
        let fast = silently!(clear_dates, TODAY, days).unwrap();
        assert_eq!((fast.contract, fast.gazette), (contract, gazette), "{days:?}");
    });
}
