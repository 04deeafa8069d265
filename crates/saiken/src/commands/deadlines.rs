//! `saiken deadlines`: the days that must not be missed, as a table, a timeline and a calendar file.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::PathBuf;

use ::ledger::deadlines::{Certainty, Deadline, deadlines};
use ::ledger::waiting::{Month, waiting};
use case::Household;
use catalogue::{Lang, citations, day, sentence, text, word};
use clap::Args;
use law::trace::{Cx, NoTrace};
use law::words::Word;
use law::{Date, message};
use report::deadlines::{MONTHS, closing, json, name_of, title};

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
            report::calendar::ics(&house, &found, lang)
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
        paragraph(out, 11, &sentence(&message!("deadlines.screen.closes", routes = closing(deadline, lang)), lang));
    }
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
                let message = message!("deadlines.screen.closes", routes = closing(deadline, lang));
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
