//! The overview: where the household stands, every route side by side, what is missing, and what the marks mean.

use catalogue::layout::{columns, pad, pad_left};
use catalogue::{Lang, day, sentence, shown, text, word};
use law::params::{Checked, Mark};
use law::trace::{Show, Shown};
use law::verdict::{Outcome, Verdict};
use law::words::Word;
use plan::{Known, Liable, Route, Variant};

use crate::page::{Align, Emphasis, Page, Style, Table};
use crate::{Report, names};

/// Missing facts that the overview names; the rest are counted.
const MOST_MISSING: usize = 12;
/// From this width on the routes stand in one table.
const WIDE: usize = 116;

/// The overview as text.
pub fn overview(report: &Report<'_>, style: Style) -> String {
    let mut page = Page::new(style);
    situation(&mut page, report);
    notes(&mut page, report);
    open_routes(&mut page, report);
    closed_routes(&mut page, report);
    missing(&mut page, report);
    marks(&mut page);
    page.finish()
}

fn t(page: &Page, key: &str) -> String {
    text(key, page.style.lang).to_string()
}

/// A figure that may be unknown.
pub(crate) fn known<V: Show>(value: &Known<V>, lang: Lang) -> String {
    match value {
        Ok(value) => shown(&value.show(), lang),
        Err(_) => text("screen.unknown", lang).to_string(),
    }
}

fn situation(page: &mut Page, report: &Report<'_>) {
    let lang = page.style.lang;
    let plan = report.plan;
    let title = format!("{}  {}", t(page, "screen.situation"), day(report.house.as_of, lang));
    page.heading(&title);
    if let Ok(positions) = &plan.positions {
        let mut table = Table::new(&[
            (t(page, "screen.home-value"), Align::Left),
            (t(page, "screen.value"), Align::Right),
            (t(page, "screen.secured"), Align::Right),
            (t(page, "screen.difference"), Align::Right),
            (String::new(), Align::Left),
        ]);
        let secured = known(&plan.secured, lang);
        for (name, (value, position)) in ["screen.low", "screen.likely", "screen.high"].into_iter().zip(positions) {
            let difference = law::Balance::from(position.equity) + law::Balance(-i128::from(position.shortfall.0));
            table.row(vec![
                t(page, name),
                shown(&value.show(), lang),
                secured.clone(),
                shown(&difference.show(), lang),
                word(position.standing.word(), lang),
            ]);
        }
        for line in table.lines() {
            page.line(&format!("  {line}"));
        }
        page.blank();
    }
    let entries = [
        ("figure.income", known(&plan.income, lang)),
        ("figure.living", known(&plan.living, lang)),
        ("figure.capacity", known(&plan.capacity, lang)),
        ("figure.overdue", known(&plan.overdue, lang)),
        ("figure.owed", known(&plan.owed, lang)),
    ];
    let names: Vec<String> = entries.iter().map(|(key, _)| t(page, key)).collect();
    let name_width = names.iter().map(|name| columns(name)).max().unwrap_or(0);
    let value_width = entries.iter().map(|(_, value)| columns(value)).max().unwrap_or(0);
    for (name, (_, value)) in names.iter().zip(&entries) {
        page.line(&format!("  {}  {}", pad(name, name_width), pad_left(value, value_width)));
    }
}

fn notes(page: &mut Page, report: &Report<'_>) {
    if report.plan.notes.is_empty() {
        return;
    }
    let title = t(page, "screen.first");
    page.heading(&title);
    for note in &report.plan.notes {
        let text = sentence(note, page.style.lang);
        page.paragraph(2, "! ", &text);
    }
}

/// Open routes, then those that cannot be decided yet.
fn open_routes(page: &mut Page, report: &Report<'_>) {
    for outcome in [Outcome::Open, Outcome::Unknown] {
        let routes: Vec<&Route> = report.plan.routes.iter().filter(|route| route.shown().outcome == outcome).collect();
        let key = if outcome == Outcome::Open { "screen.open" } else { "screen.undecided" };
        let title = format!("{}  {}", t(page, key), routes.len());
        page.heading(&title);
        if routes.is_empty() {
            let none = t(page, if outcome == Outcome::Open { "screen.none-open" } else { "screen.none-undecided" });
            page.paragraph(2, "", &none);
        } else if page.style.width >= WIDE {
            wide(page, report, &routes);
        } else {
            narrow(page, report, &routes);
        }
    }
}

/// A figure with the mark of who stands behind it: `*` practice, `~` estimate, `?` not compared with a source.
fn marked(report: &Report<'_>, id: &str, name: &str, value: &Known<Shown>, lang: Lang) -> String {
    let Ok(value) = value else { return text("screen.unknown", lang).to_string() };
    let value = match (name, value) {
        ("months", Shown::Count(months)) => duration(*months, lang),
        _ => shown(value, lang),
    };
    format!("{value}{}", mark(report.standing(id, name)))
}

/// The mark behind a figure.
pub(crate) fn mark(standing: Option<(Mark, Checked)>) -> &'static str {
    match standing {
        Some((Mark::Practice, Checked::Memory)) => "*?",
        Some((Mark::Estimate, Checked::Memory)) => "~?",
        Some((Mark::Law, Checked::Memory)) => "?",
        Some((Mark::Practice, _)) => "*",
        Some((Mark::Estimate, _)) => "~",
        Some((Mark::Law, _)) | None => "",
    }
}

/// Months as people say them.
pub(crate) fn duration(months: u64, lang: Lang) -> String {
    match lang {
        _ if months == 0 => "-".to_string(),
        Lang::Ja if months >= 24 && months.is_multiple_of(12) => format!("{}年", months / 12),
        Lang::Ja if months >= 24 => format!("{}年{}か月", months / 12, months % 12),
        Lang::Ja => format!("{months}か月"),
        Lang::En => format!("{months} mo."),
    }
}

/// What the persons face who are liable with the debtor, in a word.
pub(crate) fn liable(liable: &Liable, lang: Lang) -> String {
    let key = match liable {
        Liable::Nobody => "liable.nobody",
        Liable::NotCalled => "liable.not-called",
        Liable::CalledOn(_) => "liable.called-on",
        Liable::Unknown(_) => "liable.unknown",
    };
    text(key, lang).to_string()
}

/// The next day by which something must be done, not before the picture's day.
fn next_deadline(report: &Report<'_>, variant: &Variant, lang: Lang) -> String {
    variant.deadlines.iter().find(|(_, on)| *on >= report.house.as_of).map_or_else(
        || "-".to_string(),
        |(key, on)| format!("{} {}", day(*on, lang), text(&format!("deadline.{key}"), lang)),
    )
}

fn depends(variant: &Variant, lang: Lang) -> String {
    if variant.depends_on.is_empty() {
        return "-".to_string();
    }
    let separator = if lang == Lang::Ja { "・" } else { ", " };
    variant.depends_on.iter().map(|whose| word(whose.word(), lang)).collect::<Vec<_>>().join(separator)
}

fn kept(variant: &Variant, lang: Lang) -> String {
    text(if variant.home_kept { "screen.kept" } else { "screen.left" }, lang).to_string()
}

/// The figures of a route in the overview's order.
fn figures(report: &Report<'_>, id: &str, variant: &Variant, lang: Lang) -> Vec<(&'static str, String)> {
    variant
        .figures
        .list()
        .iter()
        .filter(|(name, _)| *name != "cash_now")
        .map(|(name, value)| (*name, marked(report, id, name, value, lang)))
        .collect()
}

/// One line a route.
fn wide(page: &mut Page, report: &Report<'_>, routes: &[&Route]) {
    let lang = page.style.lang;
    let mut headings = vec![
        (t(page, "screen.route"), Align::Left),
        (t(page, "screen.home"), Align::Left),
        (t(page, "short.monthly"), Align::Right),
        (t(page, "short.left_over"), Align::Right),
        (t(page, "short.total"), Align::Right),
        (t(page, "short.months"), Align::Right),
        (t(page, "short.debt_left"), Align::Right),
    ];
    headings.push((t(page, "screen.liable"), Align::Left));
    let mut table = Table::new(&headings);
    for route in routes {
        let variant = route.shown();
        let id = route.variant_id(variant);
        let short = format!(
            "{} × {}",
            text(&format!("home-choice.{}.short", route.home.word()), lang),
            text(&format!("debt-choice.{}.short", route.debt.word()), lang)
        );
        let mut row = vec![short, kept(variant, lang)];
        row.extend(figures(report, &id, variant, lang).into_iter().map(|(_, value)| value));
        row.push(liable(&variant.liable, lang));
        table.row(row);
    }
    let lines = table.lines();
    let heading = page.paint(Emphasis::Quiet, &format!("   {}", lines[0]));
    page.line(&heading);
    for ((route, line), place) in routes.iter().zip(&lines[1..]).zip(1..) {
        let variant = route.shown();
        page.line(&format!("{place:>2} {line}"));
        under(page, report, route, variant, 3);
    }
}

/// Two lines and what stands under them a route.
fn narrow(page: &mut Page, report: &Report<'_>, routes: &[&Route]) {
    let lang = page.style.lang;
    for (place, route) in (1..).zip(routes) {
        let variant = route.shown();
        let id = route.variant_id(variant);
        let name = page.paint(Emphasis::Heading, &names::route(route, lang));
        page.line(&format!("{place:>2} {name}"));
        let separator = if lang == Lang::Ja { "、" } else { "; " };
        let line = [(String::new(), format!("{} {}", t(page, "screen.home"), kept(variant, lang)))]
            .into_iter()
            .chain(
                figures(report, &id, variant, lang)
                    .into_iter()
                    .map(|(name, value)| (t(page, &format!("short.{name}")), value)),
            )
            .map(|(name, value)| if name.is_empty() { value } else { format!("{name} {value}") })
            .collect::<Vec<_>>()
            .join(separator);
        page.paragraph(3, "", &line);
        page.paragraph(3, "", &format!("{} {}", t(page, "screen.liable"), liable(&variant.liable, lang)));
        under(page, report, route, variant, 3);
    }
}

/// What a route depends on, its next deadline, its id.
fn under(page: &mut Page, report: &Report<'_>, route: &Route, variant: &Variant, indent: usize) {
    let lang = page.style.lang;
    let mut parts = Vec::new();
    let form = names::variant(variant, lang);
    if !form.is_empty() {
        parts.push(form);
    }
    parts.push(format!("{} {}", t(page, "screen.depends"), depends(variant, lang)));
    let deadline = next_deadline(report, variant, lang);
    if deadline != "-" {
        parts.push(format!("{} {deadline}", t(page, "screen.deadline")));
    }
    parts.push(format!("[{}]", route.id()));
    page.paragraph(indent, "", &parts.join("  "));
}

/// Closed routes, grouped by the first requirement that fails.
fn closed_routes(page: &mut Page, report: &Report<'_>) {
    let lang = page.style.lang;
    let closed: Vec<&Route> =
        report.plan.routes.iter().filter(|route| route.shown().outcome == Outcome::Closed).collect();
    let title = format!("{}  {}", t(page, "screen.closed"), closed.len());
    page.heading(&title);
    let mut groups: Vec<(String, Option<String>, Vec<&Route>)> = Vec::new();
    for route in closed {
        let failing = route.shown().requirements.iter().find(|requirement| requirement.verdict == Verdict::NotMet);
        let Some(failing) = failing else { continue };
        // A budget falls short by another amount in each route: the group says it once, each route its own amount.
        let reason = match failing.id {
            "budget" => text("screen.budget-short", lang).to_string(),
            _ => sentence(&failing.reason, lang),
        };
        let opens = failing.opened_by.as_ref().map(|message| sentence(message, lang));
        match groups.iter_mut().find(|(known, opened_by, _)| *known == reason && *opened_by == opens) {
            Some((.., routes)) => routes.push(route),
            None => groups.push((reason, opens, vec![route])),
        }
    }
    let order: Vec<String> = groups.iter().map(|(reason, ..)| reason.clone()).collect();
    groups.sort_by_key(|(reason, ..)| order.iter().position(|first| first == reason));
    let mut said = None;
    for (reason, opens, routes) in groups {
        if said.as_ref() != Some(&reason) {
            page.paragraph(1, "- ", &reason);
        }
        for route in routes {
            let name = names::route(route, lang);
            page.paragraph(5, "", &format!("{name} [{}]", route.id()));
        }
        if let Some(opens) = opens {
            page.paragraph(5, "-> ", &opens);
        }
        said = Some(reason);
    }
}

fn missing(page: &mut Page, report: &Report<'_>) {
    let lang = page.style.lang;
    let list = &report.plan.missing;
    if list.is_empty() {
        return;
    }
    let title = format!("{}  {}", t(page, "screen.missing"), list.len());
    page.heading(&title);
    for (place, missing) in (1..).zip(list.iter().take(MOST_MISSING)) {
        let what = names::fact(missing.fact, report.house, lang);
        let counts = if missing.decides > 0 {
            sentence(&law::message!("screen.decides", routes = missing.decides), lang)
        } else {
            sentence(&law::message!("screen.refines", routes = missing.refines), lang)
        };
        page.paragraph(0, &format!("{place:>2} "), &format!("{what} - {counts}"));
        page.paragraph(3, "", &format!("`{}`", missing.fact));
    }
    if list.len() > MOST_MISSING {
        let more = sentence(&law::message!("screen.more-missing", count = list.len() - MOST_MISSING), lang);
        page.paragraph(3, "", &more);
    }
}

fn marks(page: &mut Page) {
    let title = t(page, "screen.marks");
    page.heading(&title);
    for key in ["screen.mark-law", "screen.mark-practice", "screen.mark-estimate", "screen.mark-memory"] {
        let line = t(page, key);
        page.paragraph(2, "", &line);
    }
    page.blank();
    for key in ["screen.disclaimer", "screen.how-on"] {
        let line = t(page, key);
        page.paragraph(2, "", &line);
    }
}
