//! Deadlines as a calendar file.

use std::fmt::Write as _;

use case::Household;
use catalogue::{Lang, citations, day, sentence, text};
use icalendar::{Calendar, Component, Event, Property};
use law::Date;
use ledger::deadlines::Deadline;

use crate::deadlines::title;

/// RFC 5545: an all-day event on the last safe day of each deadline. The stamp is the day of the case file, for there is
/// no clock here; the identifiers stay the same as long as the deadline is about the same thing.
pub fn ics(house: &Household, found: &[Deadline], lang: Lang) -> String {
    let compact = |day: Date| format!("{:04}{:02}{:02}", day.year(), day.month(), day.day());
    let date = |name: &str, day: Date| {
        let mut property = Property::new(name, compact(day));
        property.add_parameter("VALUE", "DATE");
        property.done()
    };
    let mut calendar = Calendar::new();
    calendar.name(text("deadlines.screen.title", lang));
    let mut named = Vec::new();
    for deadline in found.iter().filter(|deadline| deadline.rolled >= house.as_of) {
        let uid = uid(deadline, &mut named);
        let mut event = Event::with_uid(&uid);
        let mut description = sentence(&deadline.lost_after, lang);
        if !deadline.basis.is_empty() {
            let _ = write!(description, "\n{}", citations(deadline.basis, lang));
        }
        let _ = write!(description, "\n{}：{}", text("deadlines.screen.day", lang), day(deadline.on, lang));
        event.summary(&title(deadline, lang)).description(&description);
        event.add_property("DTSTAMP", format!("{}T000000Z", compact(house.as_of)));
        event.append_property(date("DTSTART", deadline.last_safe));
        event.append_property(date("DTEND", deadline.last_safe.tomorrow().unwrap_or(deadline.last_safe)));
        event.add_property("TRANSP", "TRANSPARENT");
        calendar.push(event.done());
    }
    calendar.to_string()
}

/// `unwinding-686f6d65…-1@saiken`: what the deadline is about in hexadecimal, for ids may be Japanese, and the number
/// among those of the same name.
fn uid(deadline: &Deadline, named: &mut Vec<String>) -> String {
    let about = deadline.about.as_deref().unwrap_or_default().bytes();
    let about: String = about.fold(String::new(), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    });
    let name = format!("{}-{about}", deadline.id);
    let number = named.iter().filter(|other| **other == name).count() + 1;
    let uid = format!("{name}-{number}@saiken");
    named.push(name);
    uid
}
