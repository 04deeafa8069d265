//! 民事再生法239条5項2号・241条2項7号: who may use the procedure for salaried workers, and by what income.

use law::acts::civil_rehabilitation::salaried::{PastKind, SevenYearBar, seven_year_bar};
use law::acts::civil_rehabilitation::yearly_income::{
    IncomeEvent, IncomeFacts, IncomeItem, IncomeSince, yearly_income,
};
use law::calendar::days_later;
use law::{Date, Yen};
use num_rational::Ratio;

use crate::calendar::{day_before, days_by_year, is_within, last_within, years_later};
use crate::draw::Draw;
use crate::{TODAY, on_every_input, silently};

/// A day some years before another, a few days more or less.
fn about_years_before(draw: &mut Draw, day: Date, years: i16) -> Date {
    days_later(years_later(day, -years), draw.below(7) as u32).map(day_before).map(day_before).map(day_before).unwrap()
}

#[test]
fn seven_year_bar_relief_by_relief() {
    on_every_input("civil-rehabilitation.seven-year-bar", |draw| {
        let petition_on = draw.day(2012, 40);
        let past = draw.list(3, |draw| {
            let kind = draw.word::<PastKind>();
            let years = if draw.flag() { 7 } else { 1 + draw.below(12) as i16 };
            (kind, about_years_before(draw, petition_on, years))
        });
        // Both lists name the same three; a small-scale plan is in neither.
        let named = |kind: PastKind| match kind {
            PastKind::SalariedPlan | PastKind::HardshipDischarge | PastKind::Discharge => true,
            PastKind::SmallScalePlan => false,
        };
        let barring: Vec<Date> = past
            .iter()
            .filter(|(kind, from)| named(*kind) && is_within(petition_on, *from, 7))
            .map(|(_, from)| last_within(*from, 7))
            .collect();
        let slow = SevenYearBar {
            salaried_barred: !barring.is_empty(),
            discharge_refusal_ground: !barring.is_empty(),
            barred_until: barring.into_iter().max(),
        };
        let fast = silently!(seven_year_bar, TODAY, petition_on, &past).unwrap().unwrap();
        assert_eq!(fast, slow, "{petition_on} {past:?}");
    });
}

/// Does a day lie in the two years before a day? That one does not count, and the years are counted back by the calendar
/// (140条, 143条2項 turned about).
fn is_in_two_years_before(day: Date, before: Date) -> bool {
    let last = day_before(before);
    day <= last && (day.year() + 2, day.month(), day.day()) > (last.year(), last.month(), last.day())
}

fn income_since(draw: &mut Draw, submitted_on: Date) -> IncomeSince {
    let years = if draw.flag() { 2 } else { draw.below(4) as i16 };
    let on = about_years_before(draw, submitted_on, years);
    let to = days_later(on, draw.mostly_below(120, 760) as u32).unwrap();
    let yearly_before = draw.yen();
    let (common, leap) = days_by_year(day_before(on), to);
    let gross = match draw.below(4) {
        0 => draw.yen().0,
        // About a fifth less, or more, than before.
        fifth => {
            let share = if fifth == 1 { 6 } else { 4 };
            let days = u128::from(common + leap);
            let same = (u128::from(yearly_before.0) * share * days / (5 * 365)) as u64;
            (same + draw.below(4)).saturating_sub(1)
        }
    };
    let deducted = Yen(draw.below(gross + 2));
    IncomeSince { event: draw.word(), on, to, gross: Yen(gross), deducted, yearly_before }
}

#[test]
fn yearly_income_in_fractions() {
    on_every_input("civil-rehabilitation.yearly-income", |draw| {
        let submitted_on = draw.day(2003, 45);
        let (gross_two_years, deducted_two_years) = (draw.yen(), draw.yen());
        let since = (!draw.once_in(8)).then(|| income_since(draw, submitted_on));
        let whole = |yen: u64| Ratio::from_integer(i128::from(yen));
        let (mut item, mut gross, mut deducted) = (IncomeItem::TwoYears, gross_two_years.0, deducted_two_years.0);
        let mut years = whole(2);
        if let Some(since) = since {
            let (common, leap) = days_by_year(day_before(since.on), since.to);
            let covered = Ratio::new(i128::from(common + leap), 365);
            // イ「提出前二年間の途中で」: a part of the two years lies before the event, and it before the plan.
            let inside = since.on <= submitted_on && is_in_two_years_before(day_before(since.on), submitted_on);
            let before = whole(since.yearly_before.0);
            let change = whole(since.gross.0) / covered - before;
            let change = change.max(-change);
            // イ「五分の一以上の変動」: what is as before has not changed. ロ「イに掲げる区分に該当する場合を除く」.
            let by = if change > whole(0) && change >= before / whole(5) {
                Some(IncomeItem::SinceChange)
            } else if since.event == IncomeEvent::BecameSalaried {
                Some(IncomeItem::SinceSalary)
            } else {
                None
            };
            if let Some(by) = by.filter(|_| inside) {
                (item, gross, deducted, years) = (by, since.gross.0, since.deducted.0, covered);
            }
        }
        // 「一年間当たりの額に換算した額」, ハ「二で除した額」; of two years a started yen counts as a whole one.
        let a_year = |amount: Ratio<i128>| amount.max(whole(0)) / years;
        let (gross, net) = (a_year(whole(gross)), a_year(whole(gross) - whole(deducted)));
        let slow = (item, gross.floor().to_integer(), net.ceil().to_integer(), (net * whole(2)).ceil().to_integer());
        let facts = IncomeFacts { gross_two_years, deducted_two_years, since };
        let fast = silently!(yearly_income, TODAY, submitted_on, &facts).unwrap();
        let [gross, net, two_years] =
            [fast.gross.rounded_down(), fast.net.rounded_up(), fast.net.of_years(2)].map(|yen| i128::from(yen.0));
        let fast = (fast.item, gross, net, two_years);
        assert_eq!(fast, slow, "{submitted_on} {facts:?}");
    });
}
