//! `/limits`: how much income, and how dear a home, still lets the household stay: the border between keeping and leaving.

use axum::Router;
use axum::response::Response;
use axum::routing::get;
use case::Household;
use catalogue::{sentence, text};
use law::Yen;
use law::message;
use law::message::Message;
use law::trace::Shown;
use law::verdict::Outcome;
use law::words::Word;
use maud::{Markup, html};
use plan::{HomeChoice, outcomes};

use crate::opened::Opened;
use crate::parts::money;
use crate::visit::Visit;
use crate::whatif::{Changes, Knob};
use crate::{App, page};

/// Steps to each side of what the case says, and how large one is: a tenth, rounded to this.
const STEPS: [(Knob, i64, i64, u64); 2] = [(Knob::Income, -4, 6, 5_000), (Knob::HomeValue, -4, 4, 500_000)];

/// A border is looked for as finely as this.
const FINE: [u64; 2] = [1_000, 100_000];

/// The picture, in units of its own.
const LEFT: usize = 62;
const WIDE: usize = 30;
const TALL: usize = 26;
const TOP: usize = 6;

law::word_list! {
    /// What becomes of the home at one income and one value.
    enum Cell {
        /// A way that keeps it is open without the lender's consent to other terms.
        Keep = "keep",
        /// One is open if the lender agrees to other terms.
        IfAgreed = "if-agreed",
        /// Facts are lacking.
        Unknown = "unknown",
        /// Only ways that leave it are open.
        Leave = "leave",
        /// None is open.
        Nothing = "nothing",
    }
}

impl Cell {
    const fn keeps(self) -> bool {
        matches!(self, Cell::Keep | Cell::IfAgreed)
    }
}

pub(super) fn routes() -> Router<App> {
    Router::new().route("/limits", get(limits))
}

/// What the case says of both, and the cells around it.
struct Grid<'h> {
    house: &'h Household,
    base: [u64; 2],
    incomes: Vec<u64>,
    values: Vec<u64>,
    /// By value, then by income.
    cells: Vec<Vec<Cell>>,
}

impl<'h> Grid<'h> {
    /// The grid; `None` while the income or the value of the home is not known.
    fn of(house: &'h Household) -> Option<Grid<'h>> {
        let plan = Changes::default().plan(house);
        let base = [Knob::Income.base(house, &plan)?, Knob::HomeValue.base(house, &plan)?];
        let [incomes, values] = [0, 1].map(|axis| around(base[axis], STEPS[axis]));
        let row = |value: &u64| incomes.iter().map(|income| cell(house, [*income, *value])).collect();
        let cells = values.iter().map(row).collect();
        Some(Grid { house, base, incomes, values, cells })
    }

    /// Where keeping the home begins or ends along an axis, the other standing still: the last amount on the side that
    /// keeps it. `None` when it does not change within the grid.
    fn border(&self, axis: usize) -> Option<(u64, bool)> {
        let steps = if axis == 0 { &self.incomes } else { &self.values };
        let at = |amount: u64| {
            let mut both = self.base;
            both[axis] = amount;
            cell(self.house, both).keeps()
        };
        let here = at(self.base[axis]);
        // The nearest step to either side that is unlike today's.
        let nearest =
            steps.iter().filter(|step| at(**step) != here).min_by_key(|step| step.abs_diff(self.base[axis]))?;
        let (mut like, mut unlike) = (self.base[axis], *nearest);
        while like.abs_diff(unlike) > FINE[axis] {
            let middle = (like.midpoint(unlike) / FINE[axis]) * FINE[axis];
            let middle = if middle == like.min(unlike) { middle + FINE[axis] } else { middle };
            if at(middle) == here { like = middle } else { unlike = middle }
        }
        Some(if here { (like, true) } else { (unlike, false) })
    }
}

/// Amounts around one, in even steps, none of them nought.
fn around(base: u64, (_, first, last, round): (Knob, i64, i64, u64)) -> Vec<u64> {
    let step = (base / 10).next_multiple_of(round).max(round);
    (first..=last)
        .filter_map(|count| base.checked_add_signed(count * i64::try_from(step).ok()?))
        .filter(|x| *x > 0)
        .collect()
}

fn cell(house: &Household, [income, value]: [u64; 2]) -> Cell {
    let mut changes = Changes::default();
    changes.set(Knob::Income, Some(income));
    changes.set(Knob::HomeValue, Some(value));
    let (house, practice) = changes.apply(house);
    let routes = outcomes(&house, &practice).routes;
    let any =
        |outcome: Outcome, kept: bool| routes.iter().any(|route| route.outcome == outcome && route.home_kept == kept);
    let agreed = |route: &plan::RouteOutcome| route.home == HomeChoice::Reschedule;
    if routes.iter().any(|route| route.outcome == Outcome::Open && route.home_kept && !agreed(route)) {
        Cell::Keep
    } else if any(Outcome::Open, true) {
        Cell::IfAgreed
    } else if any(Outcome::Unknown, true) {
        Cell::Unknown
    } else if any(Outcome::Open, false) {
        Cell::Leave
    } else if any(Outcome::Unknown, false) {
        Cell::Unknown
    } else {
        Cell::Nothing
    }
}

async fn limits(visit: Visit, opened: Opened) -> Response {
    let house = match opened.house() {
        Ok(house) => house,
        Err(elsewhere) => return elsewhere,
    };
    let t = |key| visit.t(key);
    let body = html! {
        p.back { a href="/result" { (t("web.route.back")) } }
        h1 { (t("limits.title")) }
        p.as-of { (sentence(&message!("web.result.as-of", day = house.as_of), visit.lang)) }
        @match Grid::of(house) {
            None => { p { (t("limits.not-yet")) } p { a.button href="/next" { (t("ask.next")) } } }
            Some(grid) => {
                p { (t("limits.lead")) }
                ul.borders { @for said in borders(&grid) { li { (sentence(&said, visit.lang)) } } }
                (chart(&visit, &grid))
                details.table { summary { (t("web.as-table")) } (table(&visit, &grid)) }
                p.quiet { (t("limits.estimates")) }
                p { a href="/whatif" { (t("limits.whatif")) } }
            }
        }
    };
    page::show(&visit, t("limits.title"), body)
}

/// The borders in words.
fn borders(grid: &Grid<'_>) -> Vec<Message> {
    let yen = |amount: u64| Shown::Yen(Yen(amount));
    let keeps = cell(grid.house, grid.base).keeps();
    let last = |steps: &[u64]| yen(steps.last().copied().unwrap_or_default());
    let income = match grid.border(0) {
        Some((least, true)) if least + FINE[0] > grid.base[0] => {
            message!("limits.income-edge", limit = yen(grid.base[0]))
        }
        Some((least, true)) => message!("limits.income-keeps", limit = yen(least)),
        Some((least, false)) => message!("limits.income-needs", limit = yen(least)),
        None if keeps => {
            message!("limits.income-always", least = yen(grid.incomes.first().copied().unwrap_or_default()))
        }
        None => message!("limits.income-never", most = last(&grid.incomes)),
    };
    let value = match grid.border(1) {
        Some((most, true)) if most >= grid.base[1] => message!("limits.value-keeps", limit = yen(most)),
        Some((least, true)) => message!("limits.value-from", limit = yen(least)),
        Some((limit, false)) if limit < grid.base[1] => message!("limits.value-below", limit = yen(limit)),
        Some((limit, false)) => message!("limits.value-from", limit = yen(limit)),
        None => message!(
            "limits.value-same",
            least = yen(grid.values.first().copied().unwrap_or_default()),
            most = last(&grid.values)
        ),
    };
    vec![income, value]
}

fn said(visit: &Visit, cell: Cell) -> &'static str {
    let key = format!("limits.cell.{}", cell.word());
    catalogue::lookup(&key, visit.lang).unwrap_or_default()
}

fn sign(visit: &Visit, cell: Cell) -> &'static str {
    let key = format!("limits.sign.{}", cell.word());
    catalogue::lookup(&key, visit.lang).unwrap_or_default()
}

fn chart(visit: &Visit, grid: &Grid<'_>) -> Markup {
    let lang = visit.lang;
    let height = TOP + grid.values.len() * TALL;
    let width = LEFT + grid.incomes.len() * WIDE;
    let man = |amount: u64| money::in_man(Yen(amount / 1_000 * 1_000), lang);
    html! {
        figure.chart.map {
            svg viewBox={ "0 0 " (width) " " (height + 40) } role="img" aria-labelledby="limits-title limits-what" {
                title id="limits-title" { (visit.t("limits.title")) }
                desc id="limits-what" { (visit.t("limits.what")) }
                @for (row, (value, cells)) in grid.values.iter().zip(&grid.cells).rev().enumerate() {
                    @let y = TOP + row * TALL;
                    text.tick x=(LEFT - 6) y=(y + 17) text-anchor="end" { (man(*value)) }
                    @for (column, found) in cells.iter().enumerate() {
                        @let x = LEFT + column * WIDE;
                        @let here = *value == grid.base[1] && grid.incomes[column] == grid.base[0];
                        rect class={ "cell " (found.word()) } x=(x + 1) y=(y + 1) width=(WIDE - 2) height=(TALL - 2) {}
                        text class={ "sign " (found.word()) } x=(x + WIDE / 2) y=(y + 17) text-anchor="middle" { (sign(visit, *found)) }
                        @if here { rect.here x=(x) y=(y) width=(WIDE) height=(TALL) {} }
                    }
                }
                @for (column, income) in grid.incomes.iter().enumerate().step_by(2) {
                    text.tick x=(LEFT + column * WIDE + WIDE / 2) y=(height + 15) text-anchor="middle" { (thousands(*income, visit)) }
                }
                text.tick x=(LEFT + grid.incomes.len() * WIDE / 2) y=(height + 33) text-anchor="middle" { (visit.t("limits.across")) }
            }
            figcaption {
                (visit.t("limits.caption"))
                ul { @for found in Cell::ALL { @if grid.cells.iter().flatten().any(|cell| cell == found) {
                    li { strong { (sign(visit, *found)) } " " (said(visit, *found)) }
                } } }
            }
        }
    }
}

/// An income on the axis: in 万 with a decimal, or in thousands.
fn thousands(income: u64, visit: &Visit) -> String {
    match visit.lang {
        catalogue::Lang::En => format!("{}k", income / 1_000),
        _ => format!("{}.{}万", income / 10_000, income / 1_000 % 10),
    }
}

fn table(visit: &Visit, grid: &Grid<'_>) -> Markup {
    let yen = |amount: u64| catalogue::shown(&Shown::Yen(Yen(amount)), visit.lang);
    html! {
        div.scroll tabindex="0" role="region" aria-label=(visit.t("limits.title")) {
            table {
                caption { (visit.t("limits.caption")) }
                thead { tr {
                    th scope="col" { (text("whatif.knob.home-value", visit.lang)) }
                    @for income in &grid.incomes { th scope="col" { (yen(*income)) } }
                } }
                tbody {
                    @for (value, cells) in grid.values.iter().zip(&grid.cells).rev() {
                        tr { th scope="row" { (yen(*value)) } @for found in cells { td { (said(visit, *found)) } } }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::example::household;
    use catalogue::{Lang, lookup};

    #[test]
    fn every_cell_has_its_sign_and_its_words() {
        for found in Cell::ALL {
            for (kind, lang) in [("sign", Lang::Ja), ("sign", Lang::En), ("cell", Lang::Ja), ("cell", Lang::En)] {
                assert!(lookup(&format!("limits.{kind}.{}", found.word()), lang).is_some(), "{kind} {}", found.word());
            }
        }
    }

    #[test]
    fn on_one_side_of_a_border_the_home_is_kept_and_on_the_other_it_is_not() {
        let mut found = 0;
        for name in ["yamada", "sato", "tanaka", "suzuki", "yoshida"] {
            let house = household(name);
            let grid = Grid::of(&house).unwrap();
            for axis in [0, 1] {
                let Some((limit, keeps)) = grid.border(axis) else { continue };
                found += 1;
                let mut both = grid.base;
                both[axis] = limit;
                assert!(cell(&house, both).keeps(), "{name}: {limit} keeps the home");
                let here = cell(&house, grid.base).keeps();
                assert_eq!(here, keeps, "{name}");
                // A step on, away from what is kept, it is not.
                let beyond = if keeps == (limit >= grid.base[axis]) { limit + FINE[axis] } else { limit - FINE[axis] };
                both[axis] = beyond;
                assert!(!cell(&house, both).keeps(), "{name}: {beyond} does not");
            }
        }
        assert!(found >= 3, "some borders lie within the grids");
    }
}
