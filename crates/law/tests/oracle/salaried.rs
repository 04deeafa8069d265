//! 民事再生法239条5項2号・241条2項7号: who may use the procedure for salaried workers, and by what income.

use law::Date;
use law::acts::civil_rehabilitation::salaried::{PastKind, SevenYearBar, seven_year_bar};
use law::calendar::days_later;

use crate::calendar::{is_within, last_within, years_later};
use crate::draw::Draw;
use crate::{TODAY, on_every_input, silently};

/// A day some years before another, a few days more or less.
fn about_years_before(draw: &mut Draw, day: Date, years: i16) -> Date {
    days_later(years_later(day, -years), draw.below(7) as u32).unwrap().yesterday().unwrap().yesterday().unwrap()
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
