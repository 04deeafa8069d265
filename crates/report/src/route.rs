//! One route in depth: requirements, figures, cash flow, risks, papers.

use catalogue::layout::columns;
use catalogue::{Lang, citations, day, sentence, shown, text, word};
use law::trace::Shown;
use law::verdict::{Outcome, Requirement, Verdict};
use law::words::Word;
use law::{Balance, message};
use plan::{Item, Liable, Month, Route, Variant};

use crate::overview::{duration, liable, mark};
use crate::page::{Align, Emphasis, Page, Style, Table};
use crate::{Report, clause, names};

/// A route in depth as text; all its variants by verdict, and the one that is shown (or `only`) in full.
pub fn in_depth(report: &Report<'_>, route: &Route, only: Option<&str>, style: Style) -> String {
    let mut page = Page::new(style);
    let lang = style.lang;
    let variant = only.and_then(|name| route.named(name)).unwrap_or_else(|| route.shown());
    page.heading(&names::route(route, lang));
    let form = names::variant(variant, lang);
    if !form.is_empty() {
        page.paragraph(2, "", &form);
    }
    let verdict = text(&format!("outcome.{}", variant.outcome.word()), lang).to_string();
    let painted = page.paint(emphasis(variant.outcome), &verdict);
    page.line(&format!("  {painted}  [{}]", route.variant_id(variant)));
    if route.variants.len() > 1 {
        variants(&mut page, route);
    }
    list(&mut page, "screen.when", names::usually_chosen(route, lang).into_iter());
    requirements(&mut page, report, variant);
    figures(&mut page, report, route, variant);
    cash_flow(&mut page, report, variant);
    clause::tables(&mut page, report, variant);
    affected(&mut page, report, variant);
    deadlines(&mut page, variant);
    list(&mut page, "screen.risks", variant.risks.iter().map(|risk| sentence(risk, lang)));
    list(
        &mut page,
        "screen.papers",
        variant.papers.iter().map(|paper| format!("{} [{paper}]", text(&format!("paper.{paper}"), lang))),
    );
    page.finish()
}

const fn emphasis(outcome: Outcome) -> Emphasis {
    match outcome {
        Outcome::Open => Emphasis::Good,
        Outcome::Unknown => Emphasis::Open,
        Outcome::Closed => Emphasis::Bad,
    }
}

fn variants(page: &mut Page, route: &Route) {
    let lang = page.style.lang;
    let title = text("screen.variants", lang).to_string();
    page.heading(&title);
    for variant in &route.variants {
        let verdict = text(&format!("outcome.{}", variant.outcome.word()), lang).to_string();
        let painted = page.paint(emphasis(variant.outcome), &verdict);
        let name = names::listed_variant(variant, lang);
        let id = if variant.name.is_empty() { "ordinary" } else { variant.name };
        let short = format!("  {verdict}  {name} [{id}]");
        if columns(&short) <= page.style.width {
            page.line(&format!("  {painted}  {name} [{id}]"));
        } else {
            page.line(&format!("  {painted}  [{id}]"));
            page.paragraph(8, "", &name);
        }
        let failing = variant.requirements.iter().find(|requirement| requirement.verdict == Verdict::NotMet);
        if let Some(failing) = failing {
            page.paragraph(8, "", &sentence(&failing.reason, lang));
        }
    }
}

fn requirements(page: &mut Page, report: &Report<'_>, variant: &Variant) {
    let lang = page.style.lang;
    let title = text("screen.requirements", lang).to_string();
    page.heading(&title);
    for requirement in &variant.requirements {
        let (sign, emphasis) = match requirement.verdict {
            Verdict::Met => ("screen.met", Emphasis::Good),
            Verdict::NotMet => ("screen.not-met", Emphasis::Bad),
            Verdict::Unknown(_) => ("screen.unclear", Emphasis::Open),
            Verdict::LeftTo(_) => ("screen.left-to", Emphasis::Open),
        };
        let painted = page.paint(emphasis, text(sign, lang));
        let name = text(&format!("requirement.{}", requirement.id), lang).to_string();
        let about = requirement.about().map_or(String::new(), |claim| claimed(claim, lang));
        let articles = articles(requirement, lang);
        let before = columns(text(sign, lang)) + 3;
        if before + columns(&name) + columns(&about) + columns(&articles) <= page.style.width {
            page.line(&format!("  {painted} {name}{about}{articles}"));
        } else {
            page.line(&format!("  {painted} {name}"));
            page.paragraph(6, "", format!("{about}{articles}").trim_start());
        }
        page.paragraph(6, "", &sentence(&requirement.reason, lang));
        match &requirement.verdict {
            Verdict::Unknown(facts) => {
                for fact in facts {
                    page.paragraph(6, "? ", &format!("{} `{fact}`", names::fact(*fact, report.house, lang)));
                }
            }
            Verdict::LeftTo(whose) => {
                let whose = word(whose.word(), lang);
                page.paragraph(6, "", &sentence(&law::message!("screen.left-to-whom", whose = whose), lang));
            }
            _ => {}
        }
        if let Some(opens) = &requirement.opened_by {
            page.paragraph(6, "-> ", &sentence(opens, lang));
        }
    }
}

fn filled(headings: &[(String, Align)], rows: &[Vec<String>]) -> Table {
    let mut table = Table::new(headings);
    rows.iter().for_each(|row| table.row(row.clone()));
    table
}

/// The claim that a requirement is about, behind its name.
fn claimed(claim: &str, lang: Lang) -> String {
    match lang {
        Lang::Ja | Lang::Easy => format!("「{claim}」"),
        Lang::En => format!(" – {claim}"),
    }
}

fn articles(requirement: &Requirement, lang: Lang) -> String {
    if requirement.provisions.is_empty() {
        return String::new();
    }
    let articles = citations(requirement.provisions, lang);
    match lang {
        Lang::Ja | Lang::Easy => format!("（{articles}）"),
        Lang::En => format!(" ({articles})"),
    }
}

fn figures(page: &mut Page, report: &Report<'_>, route: &Route, variant: &Variant) {
    let lang = page.style.lang;
    let id = route.variant_id(variant);
    let title = text("screen.figures", lang).to_string();
    page.heading(&title);
    let mut rows: Vec<(String, String)> = Vec::new();
    for (name, value) in variant.figures.list() {
        let value = match value {
            Ok(value) => format!("{}{}", figure(name, &value, lang), mark(report.standing(&id, name))),
            Err(_) => text("screen.unknown", lang).to_string(),
        };
        rows.push((text(&format!("figure.{name}"), lang).to_string(), value));
    }
    for (name, value) in &variant.details {
        let value = format!("{}{}", figure(name, value, lang), mark(report.standing(&id, name)));
        rows.push((text(&format!("figure.{name}"), lang).to_string(), value));
    }
    let width = rows.iter().map(|(name, _)| columns(name)).max().unwrap_or(0);
    for (name, value) in rows {
        page.entry(2, &name, width, &value);
    }
}

/// A figure; numbers of months as years and months.
fn figure(name: &str, value: &Shown, lang: Lang) -> String {
    match value {
        Shown::Count(months) if name.ends_with("months") => duration(*months, lang),
        _ => shown(value, lang),
    }
}

/// The cash flow: a line a month, months that are alike drawn together.
fn cash_flow(page: &mut Page, report: &Report<'_>, variant: &Variant) {
    let lang = page.style.lang;
    let title = text("screen.cash-flow", lang).to_string();
    page.heading(&title);
    if variant.cash_flow.is_empty() {
        page.paragraph(2, "", text("screen.no-cash-flow", lang));
        return;
    }
    let mut items: Vec<Item> = Vec::new();
    for (item, _) in variant.cash_flow.iter().flat_map(|month| month.paid.iter().chain(&month.received)) {
        if !items.contains(item) {
            items.push(*item);
        }
    }
    let received =
        |item: &Item| variant.cash_flow.iter().any(|month| month.received.iter().any(|(found, _)| found == item));
    for (place, item) in (1..).zip(&items) {
        let sign = if received(item) { "+" } else { "-" };
        page.paragraph(2, &format!("({place}) {sign} "), &names::item(*item, report.house, lang));
    }
    page.blank();
    let mut headings = vec![
        (text("screen.month", lang).to_string(), Align::Left),
        (text("short.income", lang).to_string(), Align::Right),
        (text("short.living", lang).to_string(), Align::Right),
    ];
    headings.extend((1..=items.len()).map(|place| (format!("({place})"), Align::Right)));
    headings.push((text("screen.left-of-month", lang).to_string(), Align::Right));
    headings.push((text("screen.running", lang).to_string(), Align::Right));
    let mut rows = Vec::new();
    let mut short = Vec::new();
    for (from, to) in alike(&variant.cash_flow) {
        let (first, last) = (&variant.cash_flow[from], &variant.cash_flow[to]);
        let span = if from == to { month(first) } else { format!("{} - {}", month(first), month(last)) };
        let mut row = vec![span, plain(first.income), plain(first.living)];
        for item in &items {
            let amount: law::Yen = first
                .paid
                .iter()
                .chain(&first.received)
                .filter(|(found, _)| found == item)
                .map(|(_, amount)| *amount)
                .sum();
            row.push(if amount.is_zero() { "-".to_string() } else { plain(amount) });
        }
        row.push(balance(first.left));
        row.push(balance(last.running));
        rows.push(row);
        short.push(first.left.is_short());
    }
    let width = page.style.width.saturating_sub(2);
    let mut table = filled(&headings, &rows);
    if !table.fits(width) {
        // What is left of a month stands with what comes in, and the payments follow in parts of their own.
        let back = |row: &mut Vec<_>| row[3..].rotate_right(2);
        let mut headings = headings;
        headings[3..].rotate_right(2);
        rows.iter_mut().for_each(back);
        table = filled(&headings, &rows);
    }
    for (place, lines) in table.parts(width).into_iter().enumerate() {
        if place > 0 {
            page.blank();
        }
        page.line(&format!("  {}", lines[0]));
        for (line, short) in lines[1..].iter().zip(&short) {
            let line = if *short { format!("! {line}") } else { format!("  {line}") };
            let line = if *short { page.paint(Emphasis::Bad, &line) } else { line };
            page.line(&line);
        }
    }
    page.paragraph(2, "", text("screen.shortfall-marked", lang));
    if let Some(short) = runs_short(report, variant, lang) {
        page.blank();
        page.paragraph(2, "! ", &short);
    }
}

/// Says since when the money at hand does not suffice for an open way month by month, and by how much at most; nothing where it
/// always does. A budget that bears a plan may still lack what attorney and court take before it.
pub fn runs_short(report: &Report<'_>, variant: &Variant, lang: Lang) -> Option<String> {
    let flow = Some(&variant.cash_flow).filter(|_| variant.outcome == Outcome::Open)?;
    let first = flow.iter().find(|month| month.running.is_short())?;
    let worst = flow.iter().min_by_key(|month| month.running)?;
    let (since, most) = (month(first), month(worst));
    let short = worst.running.shortfall();
    let told = if since == most {
        message!("screen.runs-short-once", since = since, short = short)
    } else {
        message!("screen.runs-short", since = since, most = most, short = short)
    };
    let remedy = if report.house.assets.is_some() { "screen.runs-short-remedy" } else { "screen.runs-short-unsaid" };
    // English puts a blank between two sentences.
    let between = if lang == Lang::En { " " } else { "" };
    Some([&sentence(&told, lang), between, text(remedy, lang)].concat())
}

/// Runs of months in which the same is paid and received.
pub fn alike(flow: &[Month]) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for (place, month) in flow.iter().enumerate() {
        let same = runs.last().is_some_and(|(from, _)| {
            let first = &flow[*from];
            (first.income, first.living, &first.paid, &first.received)
                == (month.income, month.living, &month.paid, &month.received)
        });
        match runs.last_mut() {
            Some((_, to)) if same => *to = place,
            _ => runs.push((place, place)),
        }
    }
    runs
}

fn month(month: &Month) -> String {
    format!("{}-{:02}", month.first_day.year(), month.first_day.month())
}

fn plain(amount: law::Yen) -> String {
    amount.to_string()
}

fn balance(amount: Balance) -> String {
    amount.to_string()
}

fn affected(page: &mut Page, report: &Report<'_>, variant: &Variant) {
    let lang = page.style.lang;
    let title = text("screen.affected", lang).to_string();
    page.heading(&title);
    page.paragraph(2, "", &liable(&variant.liable, lang));
    for faced in &variant.faced {
        page.paragraph(4, "- ", &sentence(&faced.said, lang));
    }
    if let Liable::Unknown(facts) = &variant.liable {
        for fact in facts {
            page.paragraph(4, "? ", &format!("{} `{fact}`", names::fact(*fact, report.house, lang)));
        }
    }
    page.paragraph(2, "", text(&format!("record.{}", variant.record.word()), lang));
}

fn deadlines(page: &mut Page, variant: &Variant) {
    if variant.deadlines.is_empty() {
        return;
    }
    let lang = page.style.lang;
    let title = text("screen.deadlines", lang).to_string();
    page.heading(&title);
    for (key, on) in &variant.deadlines {
        page.paragraph(2, &format!("{}  ", day(*on, lang)), text(&format!("deadline.{key}"), lang));
    }
}

fn list(page: &mut Page, key: &str, lines: impl Iterator<Item = String>) {
    let lines: Vec<String> = lines.collect();
    if lines.is_empty() {
        return;
    }
    let title = text(key, page.style.lang).to_string();
    page.heading(&title);
    for line in lines {
        page.paragraph(2, "- ", &line);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use law::calendar::date;

    #[test]
    fn months_that_are_alike_are_drawn_together() {
        let living = |income| Month {
            first_day: date(2026, 12, 1),
            income: law::Yen(income),
            living: law::Yen(1),
            paid: Vec::new(),
            received: Vec::new(),
            left: Balance(0),
            running: Balance(0),
        };
        assert_eq!(alike(&[living(5), living(5), living(6)]), [(0, 1), (2, 2)]);
        assert_eq!(plain(law::Yen(1_000)), "1,000");
    }
}
