//! `saiken deadlines`: the days that must not be missed, as a table, a timeline and a calendar file.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::PathBuf;

use ::ledger::deadlines::{Certainty, Deadline, deadlines};
use ::ledger::waiting::{Month, waiting};
use case::Household;
use catalogue::{Lang, citations, day, sentence, text, word};
use clap::Args;
use icalendar::{Calendar, Component, Event, Property};
use law::trace::{Cx, NoTrace};
use law::words::Word;
use law::{Date, message};
use report::deadlines::{MONTHS, json, name_of, title};

use crate::commands::case_file;
use crate::commands::table::{WIDTH, paragraph, row};
use crate::failure::Failure;

#[derive(Debug, Args)]
pub(crate) struct Deadlines {
    file: PathBuf,
    #[arg(long, conflicts_with = "json")]
    ics: bool,
    #[arg(long)]
    json: bool,
}

impl Deadlines {
    pub(crate) fn run(self, lang: Lang) -> Result<(), Failure> {
        let house = case_file::load(&self.file, lang)?;
        let mut silent = NoTrace;
        let mut cx = Cx::new(&mut silent);
        let found = deadlines(&mut cx, &house);
        let page = if self.ics {
            calendar(&house, &found, lang)
        } else {
            let months = waiting(&mut cx, &house, MONTHS);
            if self.json {
                format!("{:#}\n", json(&house, &found, &months, lang))
            } else {
                page(&house, &found, &months, lang)
            }
        };
        anstream::stdout().lock().write_all(page.as_bytes())?;
        Ok(())
    }
}

// The page.

fn page(house: &Household, found: &[Deadline], months: &[Month], lang: Lang) -> String {
    let t = |key: &str| text(key, lang).to_string();
    let mut out = format!("{}  {}\n{}\n", t("deadlines.screen.title"), day(house.as_of, lang), "=".repeat(WIDTH));
    if found.is_empty() {
        paragraph(&mut out, 0, &t("deadlines.screen.none"));
    }
    let (passed, ahead): (Vec<&Deadline>, Vec<&Deadline>) =
        found.iter().partition(|deadline| deadline.rolled < house.as_of);
    for (key, list) in [("deadlines.screen.ahead", &ahead), ("deadlines.screen.passed", &passed)] {
        if list.is_empty() {
            continue;
        }
        let _ = writeln!(out, "{}", t(key));
        for deadline in list {
            entry(&mut out, deadline, lang);
        }
        out.push('\n');
    }
    timeline(&mut out, house.as_of, &ahead, lang);
    waiting_table(&mut out, house, months, lang);
    out
}

fn entry(out: &mut String, deadline: &Deadline, lang: Lang) {
    let t = |key: &str| text(key, lang).to_string();
    let whose = word(&format!("whose.{}", deadline.whose.word()), lang);
    let _ = writeln!(out, "{}", row(&[(&deadline.on.to_string(), 10), (&title(deadline, lang), 56), (&whose, 10)]));
    let certainty = word(&format!("certainty.{}", deadline.certainty.word()), lang);
    let mut facts = format!("{}：{certainty}", t("deadlines.screen.certainty"));
    if deadline.last_safe != deadline.on {
        let _ = write!(facts, "　{}：{}", t("deadlines.screen.last-safe"), day(deadline.last_safe, lang));
    }
    if !deadline.basis.is_empty() {
        let _ = write!(facts, "　［{}］", citations(deadline.basis, lang));
    }
    paragraph(out, 11, &facts);
    if deadline.rolled != deadline.on {
        let rule = word(&format!("holidays.{}", deadline.holidays.word()), lang);
        let message = if deadline.certainty == Certainty::Unsettled {
            message!("deadlines.screen.unsettled", rolled = deadline.rolled)
        } else {
            message!("deadlines.screen.rolled", rolled = deadline.rolled, rule = rule)
        };
        paragraph(out, 11, &sentence(&message, lang));
    }
    if deadline.computed_ahead {
        paragraph(out, 11, &t("deadlines.screen.ahead-holidays"));
    }
    paragraph(out, 11, &sentence(&deadline.lost_after, lang));
    if !deadline.closes.is_empty() {
        paragraph(out, 11, &sentence(&message!("deadlines.screen.closes", routes = routes(deadline, lang)), lang));
    }
}

/// The ways out that close with a deadline: `keep-under-clause+small-scale`, or `keep+*` for every treatment of the debts.
fn routes(deadline: &Deadline, lang: Lang) -> String {
    let name = |route: &str| {
        let (home, debts) = route.split_once('+').unwrap_or((route, "*"));
        let home = text(&format!("home-choice.{home}"), lang).to_string();
        match debts {
            "*" => home,
            debts => format!("{home}＋{}", text(&format!("debt-choice.{debts}"), lang)),
        }
    };
    deadline.closes.iter().map(|route| name(route)).collect::<Vec<_>>().join(text("deadlines.screen.and", lang))
}

/// A line a month, from today to the last deadline within two years.
fn timeline(out: &mut String, as_of: Date, ahead: &[&Deadline], lang: Lang) {
    let last = law::calendar::month_end(as_of, 24).unwrap_or(as_of);
    let near: Vec<&&Deadline> = ahead.iter().filter(|deadline| deadline.on <= last).collect();
    if near.is_empty() {
        return;
    }
    let _ = writeln!(out, "{}", text("deadlines.screen.timeline", lang));
    let mut month = None;
    for deadline in near {
        let here = (deadline.on.year(), deadline.on.month());
        let name = if month == Some(here) { String::new() } else { format!("{}-{:02}", here.0, here.1) };
        month = Some(here);
        let _ = writeln!(
            out,
            "  {}",
            row(&[(&name, 7), ("|", 1), (&format!("{:>2}", deadline.on.day()), 2), (&title(deadline, lang), 60)])
        );
    }
    out.push('\n');
}

fn waiting_table(out: &mut String, house: &Household, months: &[Month], lang: Lang) {
    let t = |key: &str| text(key, lang).to_string();
    let widths: [isize; 4] = [10, -16, -18, 20];
    let heads = [
        t("deadlines.screen.month"),
        t("deadlines.screen.added"),
        t("deadlines.screen.owed"),
        t("deadlines.screen.stage"),
    ];
    let _ = writeln!(out, "{}", t("deadlines.screen.waiting"));
    let cells: Vec<(&str, isize)> = heads.iter().map(String::as_str).zip(widths).collect();
    let _ = writeln!(out, "{}\n{}", row(&cells), "-".repeat(WIDTH));
    for month in months {
        let stage = month.stage.map_or(String::new(), |stage| word(&format!("stage.{}", stage.word()), lang));
        let cells = [month.to.to_string(), month.late_charges.to_string(), month.owed.to_string(), stage];
        let cells: Vec<(&str, isize)> = cells.iter().map(String::as_str).zip(widths).collect();
        let _ = writeln!(out, "{}", row(&cells));
        for deadline in &month.passing {
            let message = message!("deadlines.screen.closing", on = deadline.on, what = title(deadline, lang));
            paragraph(out, 4, &sentence(&message, lang));
            if !deadline.closes.is_empty() {
                let message = message!("deadlines.screen.closes", routes = routes(deadline, lang));
                paragraph(out, 6, &sentence(&message, lang));
            }
        }
        for (claim, on) in &month.assumed_due {
            let message =
                message!("deadlines.screen.assumed-due", on = *on, claim = name_of(house, *claim).to_string());
            paragraph(out, 4, &sentence(&message, lang));
        }
    }
}

// The calendar.

/// RFC 5545: an all-day event on the last safe day of each deadline. The stamp is the day of the case file, for there is
/// no clock here; the identifiers stay the same as long as the deadline is about the same thing.
fn calendar(house: &Household, found: &[Deadline], lang: Lang) -> String {
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
