//! When what happens on a route: days on a line as SVG, with a table that says the same and why.

use catalogue::{Lang, citations, day, sentence, text, word};
use law::calendar::{Date, days_between, month_end, month_offset};
use law::message;
use law::trace::Shown;
use law::words::Word;
use ledger::deadlines::{Certainty, Deadline};
use maud::{Markup, html};
use plan::{Route, Variant};
use report::Report;

use crate::visit::Visit;

/// The picture, in units of its own.
const WIDTH: i64 = 400;
const LEFT: i64 = 14;
const RIGHT: i64 = 24;
const LANE: i64 = 24;
/// Marks nearer than this stand in lanes above one another.
const APART: i64 = 22;
/// Months that the line shows at most; what comes later stands in the table alone.
const MOST_MONTHS: u32 = 36;

/// A day on the line.
struct Event {
    on: Date,
    what: String,
    /// What is lost after it, or what it rests on.
    note: String,
    basis: String,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Something must be done by then.
    Due,
    /// It happens, as far as one can tell.
    Expected,
}

/// Does a deadline close this route? A trailing `*` stands for every treatment of the debts.
pub(crate) fn closes(deadline: &Deadline, route: &Route) -> bool {
    let id = route.id();
    deadline.closes.iter().any(|pattern| match pattern.strip_suffix('*') {
        Some(start) => id.starts_with(start),
        None => *pattern == id,
    })
}

/// The timeline of a variant; nothing when no day is known but today.
pub(crate) fn timeline(
    visit: &Visit,
    report: &Report<'_>,
    deadlines: &[Deadline],
    route: &Route,
    variant: &Variant,
) -> Option<Markup> {
    let as_of = report.house.as_of;
    let events = events(visit, report, deadlines, route, variant);
    if events.is_empty() {
        return None;
    }
    let lang = visit.lang;
    let has_basis = events.iter().any(|event| !event.basis.is_empty());
    Some(html! {
        section.timeline {
            h2 { (visit.t("timeline.title")) }
            (chart(visit, as_of, &events))
            div.scroll tabindex="0" role="region" aria-label=(visit.t("timeline.table")) {
                table {
                    caption.hidden { (visit.t("timeline.table")) }
                    thead { tr {
                        th scope="col" { (visit.t("timeline.number")) }
                        th scope="col" { (visit.t("timeline.day")) }
                        th scope="col" { (visit.t("timeline.what")) }
                        @if has_basis { th scope="col" { (visit.t("timeline.basis")) } }
                    } }
                    tbody {
                        @for (number, event) in (1..).zip(&events) {
                            tr class=[(event.kind == Kind::Due).then_some("due")] {
                                th scope="row" { (number) }
                                td.when { time datetime=(event.on) { (day(event.on, lang)) } }
                                td {
                                    strong { (event.what) } " "
                                    span.mark { (visit.t(if event.kind == Kind::Due { "timeline.due" } else { "timeline.expected" })) }
                                    @if !event.note.is_empty() { span.form { (event.note) } }
                                }
                                @if has_basis { td.article { (event.basis) } }
                            }
                        }
                    }
                }
            }
        }
    })
}

/// The days of a route, earliest first, none of them past.
fn events(visit: &Visit, report: &Report<'_>, deadlines: &[Deadline], route: &Route, variant: &Variant) -> Vec<Event> {
    let lang = visit.lang;
    let house = report.house;
    let mut events: Vec<Event> = deadlines
        .iter()
        .filter(|deadline| closes(deadline, route) || matches!(deadline.id, "immediate-appeal" | "tax-postponement"))
        .map(|deadline| of_deadline(visit, deadline))
        .collect();
    // The planner's own days, where the account has no deadline for them.
    for (key, on) in &variant.deadlines {
        if !events.iter().any(|event| event.on == *on) {
            let what = text(&format!("deadline.{key}"), lang).to_string();
            events.push(Event { on: *on, what, note: String::new(), basis: String::new(), kind: Kind::Due });
        }
    }
    // A figure that is one of these days says nothing new.
    let due: Vec<Date> = events.iter().map(|event| event.on).collect();
    let mut expected = |on: Date, what: &str| {
        events.push(Event {
            on,
            what: what.to_string(),
            note: String::new(),
            basis: String::new(),
            kind: Kind::Expected,
        });
    };
    if house.petition_stated && matches!(route.debt.word(), "small-scale" | "salaried" | "bankruptcy") {
        expected(house.petition_on, visit.t("timeline.petition"));
    }
    for (name, value) in &variant.details {
        if let Shown::Date(on) = value
            && !due.contains(on)
        {
            expected(*on, text(&format!("figure.{name}"), lang));
        }
    }
    let first = variant.cash_flow.iter().find(|month| !month.paid.is_empty()).map(|month| month.first_day);
    if let (Some(first), Ok(months)) = (first, &variant.figures.months)
        && *months > 0
        && let Some(last) = month_end(house.as_of, *months)
    {
        expected(first, visit.t("timeline.first-payment"));
        expected(last, visit.t("timeline.last-payment"));
    }
    events.retain(|event| event.on >= house.as_of);
    events.sort_by(|one, other| (one.on, &one.what).cmp(&(other.on, &other.what)));
    events.dedup_by(|one, other| one.on == other.on && one.what == other.what);
    events
}

fn of_deadline(visit: &Visit, deadline: &Deadline) -> Event {
    let lang = visit.lang;
    let mut note = sentence(&deadline.lost_after, lang);
    if deadline.last_safe != deadline.on {
        note = format!(
            "{}{}",
            sentence(&message!("timeline.last-safe", day = deadline.last_safe), lang),
            if lang == Lang::En { format!(" {note}") } else { note }
        );
    }
    let certainty = word(&format!("certainty.{}", deadline.certainty.word()), lang);
    let articles = citations(deadline.basis, lang);
    let basis = match (deadline.certainty, articles.is_empty()) {
        (Certainty::Law, false) => articles,
        (_, true) => certainty,
        _ => sentence(&message!("timeline.basis-of", articles = articles, certainty = certainty), lang),
    };
    let kind = match deadline.certainty {
        Certainty::Law | Certainty::Unsettled => Kind::Due,
        Certainty::Practice | Certainty::Estimate => Kind::Expected,
    };
    Event { on: deadline.on, what: report::deadlines::title(deadline, lang), note, basis, kind }
}

fn chart(visit: &Visit, as_of: Date, events: &[Event]) -> Markup {
    let end = months_shown(as_of, events);
    let last = month_offset(as_of, end, 1).unwrap_or(as_of);
    let span = i64::from(days_between(as_of, last)).max(1);
    let x = |on: Date| LEFT + i64::from(days_between(as_of, on)) * (WIDTH - LEFT - RIGHT) / span;
    // The lowest lane in which a mark touches no other.
    let mut lanes: Vec<i64> = Vec::new();
    let mut marks: Vec<(usize, &Event, i64, usize)> = Vec::new();
    for (number, event) in (1..).zip(events).filter(|(_, event)| event.on <= last) {
        let at = x(event.on);
        let lane = lanes.iter().position(|end| at - end >= APART).unwrap_or(lanes.len());
        if lane == lanes.len() {
            lanes.push(at);
        } else {
            lanes[lane] = at;
        }
        marks.push((number, event, at, lane));
    }
    let lane_count = i64::try_from(lanes.len()).unwrap_or(1).max(1);
    let line = 10 + lane_count * LANE;
    let height = line + 26;
    let height_of = |lane: usize| line - 14 - i64::try_from(lane).unwrap_or(0) * LANE;
    // A label a quarter at most, and six in all at most.
    let labelled = 3 * end.div_ceil(18);
    let ticks: Vec<(u32, Date)> =
        (1..=end).filter_map(|months| Some((months, month_offset(as_of, months, 1)?))).collect();
    html! {
        figure.chart {
            svg viewBox={ "0 0 " (WIDTH) " " (height) } role="img" aria-labelledby="timeline-title timeline-what" {
                title id="timeline-title" { (visit.t("timeline.title")) }
                desc id="timeline-what" { (visit.t("timeline.chart")) }
                line.axis x1=(LEFT) x2=(WIDTH) y1=(line) y2=(line) {}
                path.axis d={ "M" (LEFT) " " (line - 6) "v12" } {}
                @for (months, tick) in &ticks {
                    @let at = x(*tick);
                    @let labelled = months.is_multiple_of(labelled);
                    line.axis x1=(at) x2=(at) y1=(line) y2=(line + if labelled { 6 } else { 3 }) {}
                    @if labelled { text.tick x=(at) y=(line + 19) text-anchor="middle" { (tick.year()) "-" (format!("{:02}", tick.month())) } }
                }
                @for (_, _, at, lane) in &marks { line.grid x1=(at) x2=(at) y1=(height_of(*lane)) y2=(line) {} }
                @for (number, event, at, lane) in &marks {
                    @let y = height_of(*lane);
                    @match event.kind {
                        Kind::Due => rect.due x=(at - 9) y=(y - 9) width="18" height="18" {},
                        Kind::Expected => circle.expected cx=(at) cy=(y) r="9.5" {},
                    }
                    text class={ "number" @if event.kind == Kind::Due { " on-due" } } x=(at) y=(y + 4) text-anchor="middle" { (number) }
                }
            }
            figcaption { (visit.t("timeline.caption")) }
        }
    }
}

/// Months that the line shows: in quarters up to the last day, of those within three years.
fn months_shown(as_of: Date, events: &[Event]) -> u32 {
    let months = |day: Date| i64::from(day.year()) * 12 + i64::from(day.month());
    let ahead = events.iter().filter_map(|event| u32::try_from(months(event.on) - months(as_of) + 1).ok());
    let last = ahead.filter(|months| *months <= MOST_MONTHS).max().unwrap_or(0);
    (last.div_ceil(3) * 3).clamp(3, MOST_MONTHS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use law::calendar::date;

    #[test]
    fn the_line_reaches_the_last_day_within_three_years() {
        let as_of = date(2026, 11, 22);
        let on =
            |on| vec![Event { on, what: String::new(), note: String::new(), basis: String::new(), kind: Kind::Due }];
        assert_eq!(months_shown(as_of, &on(date(2026, 11, 30))), 3);
        assert_eq!(months_shown(as_of, &on(date(2027, 5, 10))), 9);
        assert_eq!(months_shown(as_of, &on(date(2029, 10, 31))), MOST_MONTHS);
        assert_eq!(months_shown(as_of, &on(date(2040, 1, 1))), 3);
    }
}
