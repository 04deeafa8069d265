//! The overview: where the household stands, every route side by side, what is missing, and what the marks mean.

use catalogue::layout::{columns, pad, pad_left};
use catalogue::{Lang, day, sentence, shown, text, word};
use law::params::{Checked, Mark};
use law::trace::{Origin, Show, Shown};
use law::verdict::{Outcome, Verdict};
use law::words::Word;
use plan::{Known, Liable, Route, Variant};

use crate::page::{Align, Emphasis, Page, Style, Table};
use crate::{Report, names};

/// Missing facts that the overview names; the rest are counted.
const MOST_MISSING: usize = 12;
/// Habits of practice, rough facts and figures from memory that the overview names; the rest are counted.
const MOST_GROUNDS: usize = 8;

/// The overview as text.
pub fn overview(report: &Report<'_>, style: Style) -> String {
    let mut page = Page::new(style);
    situation(&mut page, report);
    notes(&mut page, report);
    referrals(&mut page, report);
    open_routes(&mut page, report);
    closed_routes(&mut page, report);
    missing(&mut page, report);
    marks(&mut page, report);
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
        let mut table = standing(page, plan, positions, |word| word);
        if !table.fits(page.style.width.saturating_sub(2)) {
            table = standing(page, plan, positions, in_brackets);
        }
        page.table(&table);
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

/// The home at its three values, with where it stands in a word that `said` may shorten.
fn standing(
    page: &Page,
    plan: &plan::Plan,
    positions: &[(law::Yen, law::home::Position); 3],
    said: fn(&str) -> &str,
) -> Table {
    let lang = page.style.lang;
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
            said(&word(position.standing.word(), lang)).to_string(),
        ]);
    }
    table
}

/// The plain words that stand in brackets behind a term, for a narrow screen.
fn in_brackets(text: &str) -> &str {
    let plain = text.split_once(['（', '(']).map(|(_, rest)| rest.trim_end_matches(['）', ')']));
    plain.unwrap_or(text)
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

/// Help beside the routes: what may fit with its reason, what does not by its name.
fn referrals(page: &mut Page, report: &Report<'_>) {
    let lang = page.style.lang;
    let title = t(page, "screen.referrals");
    page.heading(&title);
    let name = |referral: &plan::Referral| text(&format!("referral.{}", referral.id), lang).to_string();
    let (not_met, may_fit): (Vec<_>, Vec<_>) =
        report.plan.referrals.iter().partition(|referral| referral.verdict == Verdict::NotMet);
    for referral in may_fit {
        let (sign, emphasis) = match referral.verdict {
            Verdict::Met => ("screen.met", Emphasis::Good),
            Verdict::NotMet | Verdict::Unknown(_) => ("screen.unclear", Emphasis::Open),
            Verdict::LeftTo(_) => ("screen.left-to", Emphasis::Open),
        };
        let sign = page.paint(emphasis, text(sign, lang));
        page.line(&format!("  {sign} {}", name(referral)));
        page.paragraph(6, "", &sentence(&referral.reason, lang));
        if let Verdict::Unknown(facts) = &referral.verdict {
            for fact in facts {
                page.paragraph(6, "? ", &format!("{} `{fact}`", names::fact(*fact, report.house, lang)));
            }
        }
    }
    if !not_met.is_empty() {
        let separator = if lang == Lang::En { "; " } else { "、" };
        let list = not_met.into_iter().map(name).collect::<Vec<_>>().join(separator);
        let before = t(page, "screen.referrals-not-met");
        page.paragraph(2, "", &format!("{before}{}{list}", if lang == Lang::En { " " } else { "" }));
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
        } else {
            tables(page, report, &routes);
        }
    }
}

/// A figure of a table, in yen without the unit, with the mark of who stands behind it: `*` practice, `~` estimate,
/// `?` not compared with a source.
fn marked(report: &Report<'_>, id: &str, name: &str, value: &Known<Shown>, lang: Lang) -> String {
    let Ok(value) = value else { return text("screen.unknown", lang).to_string() };
    let value = match value {
        Shown::Count(months) => duration(*months, lang),
        Shown::Yen(amount) => amount.to_string(),
        Shown::Balance(amount) => amount.to_string(),
        _ => shown(value, lang),
    };
    format!("{value}{}", mark(report.standing(id, name)))
}

/// The mark behind a figure.
pub fn mark(standing: Option<(Mark, Checked)>) -> &'static str {
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
pub fn duration(months: u64, lang: Lang) -> String {
    match lang {
        _ if months == 0 => "-".to_string(),
        Lang::Ja | Lang::Easy if months >= 24 && months.is_multiple_of(12) => format!("{}年", months / 12),
        Lang::Ja | Lang::Easy if months >= 24 => format!("{}年{}か月", months / 12, months % 12),
        Lang::Ja | Lang::Easy => format!("{months}か月"),
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
fn next_deadline(report: &Report<'_>, variant: &Variant) -> String {
    let next = variant.deadlines.iter().find(|(_, on)| *on >= report.house.as_of);
    next.map_or_else(|| "-".to_string(), |(_, on)| on.to_string())
}

fn depends(variant: &Variant, lang: Lang) -> String {
    if variant.depends_on.is_empty() {
        return "-".to_string();
    }
    let separator = if lang == Lang::En { ", " } else { "・" };
    let names = variant.depends_on.iter().map(|whose| text(&format!("whose.{}.short", whose.word()), lang).to_string());
    names.collect::<Vec<_>>().join(separator)
}

/// One line of the overview: a route's cells by the key of their column.
fn cells(report: &Report<'_>, route: &Route, lang: Lang) -> Vec<(&'static str, String)> {
    let variant = route.shown();
    let id = route.variant_id(variant);
    let kept = text(names::of_home(route, ["screen.kept", "screen.left", "screen.gone"]), lang);
    let mut cells = vec![("screen.route", names::short(route, lang)), ("screen.home", kept.to_string())];
    for (name, value) in variant.figures.list() {
        let column = match name {
            "monthly" => "short.monthly",
            "left_over" => "short.left_over",
            "total" => "short.total",
            "months" => "short.months",
            "debt_left" => "short.debt_left",
            _ => continue,
        };
        let cell = if name == "months" && variant.never_ends() {
            text("short.never", lang).to_string()
        } else {
            marked(report, &id, name, &value, lang)
        };
        cells.push((column, cell));
    }
    let liable = match &variant.liable {
        Liable::Nobody => "short.nobody",
        Liable::NotCalled => "short.not-called",
        Liable::CalledOn(_) => "short.called-on",
        Liable::Unknown(_) => "screen.unknown",
    };
    cells.push(("screen.liable", text(liable, lang).to_string()));
    cells.push(("screen.deadline", next_deadline(report, variant)));
    cells.push(("screen.depends", depends(variant, lang)));
    cells
}

/// Columns of the first and the second table of a narrow screen.
const FIRST: [&str; 5] = ["screen.route", "screen.home", "short.monthly", "short.left_over", "short.total"];
const SECOND: [&str; 5] = ["short.months", "short.debt_left", "screen.liable", "screen.deadline", "screen.depends"];

/// Routes side by side: one table where the screen is wide, two where it is not, and the ids under them.
fn tables(page: &mut Page, report: &Report<'_>, routes: &[&Route]) {
    let lang = page.style.lang;
    let rows: Vec<Vec<(&'static str, String)>> = routes.iter().map(|route| cells(report, route, lang)).collect();
    let all: Vec<&str> = FIRST.into_iter().chain(SECOND).collect();
    let whole = table(page, &rows, &all);
    if whole.fits(page.style.width) {
        print(page, &whole);
    } else {
        let first = table(page, &rows, &FIRST);
        print(page, &first);
        page.blank();
        let second = table(page, &rows, &SECOND);
        print(page, &second);
    }
    page.blank();
    for (place, route) in (1..).zip(routes) {
        let form = names::variant(route.shown(), lang);
        page.paragraph(0, &format!("{place:>2} "), format!("{}  {form}", route.id()).trim_end());
    }
    let any = |holds: fn(&Variant) -> bool| routes.iter().any(|route| holds(route.shown()));
    let notes = [("screen.never", any(Variant::never_ends)), ("screen.with-savings", any(Variant::lives_on_savings))];
    for (key, _) in notes.into_iter().filter(|(_, holds)| *holds) {
        page.blank();
        page.paragraph(0, "! ", text(key, lang));
    }
}

/// The chosen columns of the rows, numbered.
fn table(page: &Page, rows: &[Vec<(&'static str, String)>], chosen: &[&str]) -> Table {
    let heading = |key: &&str| {
        let right =
            matches!(*key, "short.monthly" | "short.left_over" | "short.total" | "short.months" | "short.debt_left");
        (t(page, key), if right { Align::Right } else { Align::Left })
    };
    let mut headings = vec![(String::new(), Align::Right)];
    headings.extend(chosen.iter().map(heading));
    let mut table = Table::new(&headings);
    for (place, row) in (1..).zip(rows) {
        let mut cells = vec![place.to_string()];
        let cell =
            |key: &&str| row.iter().find(|(column, _)| column == key).map_or(String::new(), |(_, cell)| cell.clone());
        cells.extend(chosen.iter().map(cell));
        table.row(cells);
    }
    table
}

fn print(page: &mut Page, table: &Table) {
    for (part, lines) in table.parts(page.style.width).into_iter().enumerate() {
        if part > 0 {
            page.blank();
        }
        for (place, line) in lines.into_iter().enumerate() {
            let line = if place == 0 { page.paint(Emphasis::Quiet, line.trim_end()) } else { line };
            page.line(&line);
        }
    }
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

/// What the result rests on: practice with its values, facts that are rough, figures that nobody compared.
fn grounds(page: &mut Page, report: &Report<'_>) {
    let lang = page.style.lang;
    let mut practice: Vec<String> = Vec::new();
    let mut memory: Vec<String> = Vec::new();
    let mut rough: Vec<String> = Vec::new();
    let note = |list: &mut Vec<String>, line: String| {
        if !list.contains(&line) {
            list.push(line);
        }
    };
    for line in report.derivation.steps.iter().flat_map(|step| &step.lines) {
        match &line.origin {
            Origin::Parameter(parameter, row) => {
                let (ja, en) = parameter.names();
                let name = if lang == Lang::En { en } else { ja };
                let entry = format!("{name} {}", shown(&line.value, lang));
                if parameter.checked(*row) == Checked::Memory {
                    note(&mut memory, entry);
                } else if parameter.mark() != Mark::Law {
                    note(&mut practice, entry);
                }
            }
            Origin::Fact { path, rough: true } => note(&mut rough, path.clone()),
            _ => {}
        }
    }
    for (key, list) in
        [("screen.grounds-practice", practice), ("screen.grounds-estimate", rough), ("screen.grounds-memory", memory)]
    {
        if list.is_empty() {
            continue;
        }
        let separator = if lang == Lang::En { "; " } else { "、" };
        let mut said = list.iter().take(MOST_GROUNDS).cloned().collect::<Vec<_>>().join(separator);
        if list.len() > MOST_GROUNDS {
            said.push_str(&sentence(&law::message!("screen.more-grounds", count = list.len() - MOST_GROUNDS), lang));
        }
        let title = t(page, key);
        page.paragraph(2, &format!("{title} "), &said);
    }
}

fn marks(page: &mut Page, report: &Report<'_>) {
    let title = t(page, "screen.marks");
    page.heading(&title);
    for key in ["screen.mark-law", "screen.mark-practice", "screen.mark-estimate", "screen.mark-memory"] {
        let line = t(page, key);
        page.paragraph(2, "", &line);
    }
    page.blank();
    grounds(page, report);
    page.blank();
    for key in ["screen.disclaimer", "screen.how-on"] {
        let line = t(page, key);
        page.paragraph(2, "", &line);
    }
}
