//! `saiken ledger`: the account of each claim.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::PathBuf;

use ::ledger::orders::{OtherOrder, other_orders};
use ::ledger::prescription::{self, Prescription};
use ::ledger::statement::{self, Cause, Counts, Departure, Row, RowKind};
use ::ledger::{Account, Balances, Book, Line, Reading, Side, replay_as};
use case::{ClaimId, Household, Order};
use catalogue::{Lang, citation, citations, day, sentence, shown, text, word};
use clap::Args;
use law::message::Message;
use law::trace::{Cx, NoTrace, Show};
use law::words::Word;
use law::{Date, Rate, Yen, message};
use serde_json::{Value as Json, json};

use crate::commands::case_file::{self, History};
use crate::commands::table::{WIDTH, paragraph, row};
use crate::failure::Failure;

#[derive(Debug, Args)]
pub(crate) struct Ledger {
    file: PathBuf,
    #[arg(long, value_name = "ID")]
    claim: Option<String>,
    #[arg(long, value_name = "DATE")]
    at: Option<String>,
    #[arg(long, value_parser = order, value_name = "statutory|principal-first", conflicts_with = "statement")]
    order: Option<Order>,
    #[arg(long, conflicts_with = "json")]
    csv: bool,
    #[arg(long)]
    json: bool,
    #[arg(long, value_name = "FILE.csv", conflicts_with_all = ["csv", "json"])]
    statement: Option<PathBuf>,
}

fn order(text: &str) -> Result<Order, String> {
    Order::from_word(text).ok_or_else(|| Order::ALL.iter().map(|order| order.word()).collect::<Vec<_>>().join(", "))
}

/// One claim with all that is said about it.
struct Told {
    account: Account,
    prescription: Prescription,
    orders: Vec<OtherOrder>,
}

impl Ledger {
    pub(crate) fn run(self, lang: Lang) -> Result<(), Failure> {
        let history = case_file::load_history(&self.file, lang)?;
        let house = &history.household;
        let claims = chosen(house, self.claim.as_deref(), lang)?;
        if let Some(path) = &self.statement {
            return compare(house, &claims, path, lang);
        }
        let to = self.at.as_deref().map_or(Ok(house.as_of), |text| day_of(text, lang))?;
        let mut cx = NoTrace;
        let mut cx = Cx::new(&mut cx);
        let accounts: Vec<Told> = claims
            .iter()
            .map(|id| {
                let account = replay_as(&mut cx, house, *id, to, Reading { order: self.order, ..Reading::default() });
                let prescription = prescription::of_claim(&mut cx, house, &account);
                let orders = other_orders(&mut cx, house, *id, &account);
                Told { account, prescription, orders }
            })
            .collect();
        let page = if self.json {
            let list: Vec<Json> = accounts.iter().map(|told| json_of(house, told, lang)).collect();
            format!("{:#}\n", json!({ "as_of": to.to_string(), "claims": list }))
        } else if self.csv {
            table_of(house, &accounts, lang)?
        } else {
            accounts.iter().map(|told| page_of(house, told, lang)).collect::<Vec<_>>().join("\n")
        };
        anstream::stdout().lock().write_all(page.as_bytes())?;
        complain(&history, &accounts, lang)
    }
}

/// What contradicts is said after the account, and the exit code is 1.
fn complain(history: &History, accounts: &[Told], lang: Lang) -> Result<(), Failure> {
    let contradictions: Vec<_> = accounts.iter().flat_map(|told| told.account.contradictions.clone()).collect();
    history.report(&contradictions, lang).map_or(Ok(()), Err)
}

fn chosen(house: &Household, wanted: Option<&str>, lang: Lang) -> Result<Vec<ClaimId>, Failure> {
    let ids = || house.claims().map(|(_, claim)| claim.id.clone()).collect::<Vec<_>>().join(", ");
    let refused = |message| Failure::Input(vec![sentence(&message, lang)]);
    let all: Vec<ClaimId> = house.claims().map(|(id, _)| id).collect();
    match wanted {
        _ if all.is_empty() => Err(refused(message!("ledger.screen.no-claims"))),
        None => Ok(all),
        Some(name) => match house.claims().find(|(_, claim)| claim.id == name) {
            Some((id, _)) => Ok(vec![id]),
            None => Err(refused(message!("ledger.unknown-claim", id = name.to_string(), ids = ids()))),
        },
    }
}

fn day_of(text: &str, lang: Lang) -> Result<Date, Failure> {
    date_in(text)
        .ok_or_else(|| Failure::Input(vec![sentence(&message!("ledger.bad-day", found = text.to_string()), lang)]))
}

fn name_of(house: &Household, id: ClaimId) -> &str {
    house.claims.as_deref().map_or("", |claims| claims[id.0].id.as_str())
}

// The page.

fn page_of(house: &Household, told: &Told, lang: Lang) -> String {
    let Told { account, prescription: about, orders } = told;
    let t = |key: &str| text(key, lang).to_string();
    let mut out = String::new();
    let title = format!("{}  {}  {}", t("ledger.screen.title"), name_of(house, account.claim), day(account.to, lang));
    let _ = writeln!(out, "{title}\n{}", "=".repeat(WIDTH));
    for book in account.books() {
        page_of_book(&mut out, book, lang);
    }
    if account.reimbursement.is_some() {
        paragraph(&mut out, 0, &t("ledger.screen.linked"));
    }
    if !account.contradictions.is_empty() {
        paragraph(&mut out, 0, &t("ledger.screen.cut"));
    }
    page_of_orders(&mut out, account, orders, lang);
    if !about.lines.is_empty() || !about.notes.is_empty() {
        let _ = writeln!(out, "\n{}", t("ledger.screen.prescription"));
    }
    for line in &about.lines {
        let last = line.last_day.show();
        let message = message!(
            "ledger.screen.prescription-line",
            side = line.side.word(),
            part = word(&format!("part.{}", line.part.word()), lang),
            due = line.due_on,
            years = line.years,
            regime = line.regime,
            last = last,
            status = word(&format!("standing.{}", line.status.word()), lang)
        );
        paragraph(&mut out, 2, &sentence(&message, lang));
    }
    for note in &about.notes {
        paragraph(&mut out, 2, &sentence(note, lang));
    }
    if !account.notes.is_empty() {
        let _ = writeln!(out, "\n{}", t("ledger.screen.notes"));
        for note in &account.notes {
            paragraph(&mut out, 2, &sentence(note, lang));
        }
    }
    out
}

/// The balances at the end, had every payment gone in another order.
fn page_of_orders(out: &mut String, account: &Account, orders: &[OtherOrder], lang: Lang) {
    if orders.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n{}", sentence(&message!("ledger.screen.orders", to = account.to), lang));
    for other in orders {
        let (owed, difference) = (other.owed, other.difference);
        let message = match other.closed_on {
            Some(closed) => message!(
                "ledger.screen.orders-closed",
                order = other.order,
                closed = closed,
                difference = difference.total
            ),
            None => message!(
                "ledger.screen.orders-line",
                order = other.order,
                total = owed.total(),
                costs = owed.costs,
                interest = owed.interest,
                late = owed.late_charge,
                principal = owed.principal,
                difference = difference.total,
                late_difference = difference.late_charge,
                principal_difference = difference.principal
            ),
        };
        paragraph(out, 2, &sentence(&message, lang));
    }
}

const COLUMNS: [isize; 6] = [10, 17, -12, -12, -12, -12];

fn page_of_book(out: &mut String, book: &Book, lang: Lang) {
    let t = |key: &str| text(key, lang).to_string();
    let rate = |rate: Option<Rate>| rate.map_or_else(|| t("screen.unknown"), |rate| shown(&rate.show(), lang));
    // A reimbursement claim bears no contract interest.
    let interest = match book.side {
        Side::Original => rate(book.rates.interest),
        Side::Reimbursement => word("nothing", lang),
    };
    let rates = sentence(&message!("ledger.screen.rates", interest = interest, late = rate(book.rates.late)), lang);
    let holder = book.holder.as_deref().unwrap_or("-");
    let _ = writeln!(out, "{}  {} {holder}  {rates}", word(book.side.word(), lang), t("ledger.screen.holder"));
    let heads = [
        t("ledger.screen.date"),
        t("ledger.screen.entry"),
        t("ledger.screen.amount"),
        t("ledger.screen.interest") + "・" + &t("ledger.screen.late"),
        t("ledger.screen.principal"),
        t("ledger.screen.total"),
    ];
    let cells: Vec<(&str, isize)> = heads.iter().map(String::as_str).zip(COLUMNS).collect();
    let _ = writeln!(out, "{}\n{}", row(&cells), "-".repeat(WIDTH));
    for line in &book.lines {
        page_of_line(out, line, lang);
    }
    let left = book.balances;
    let breakdown = message!(
        "ledger.screen.breakdown",
        costs = left.costs,
        interest = left.interest,
        late = left.late_charge,
        principal = left.principal
    );
    let total = shown(&left.total().show(), lang);
    let _ = writeln!(out, "{}", "-".repeat(WIDTH));
    paragraph(out, 0, &format!("{} {total}{}", t("ledger.screen.total"), sentence(&breakdown, lang)));
    for (amount, message) in [
        (book.held, message!("ledger.screen.held", amount = book.held)),
        (book.frozen, message!("ledger.screen.frozen", amount = book.frozen)),
        (book.overpaid, message!("ledger.screen.overpaid", amount = book.overpaid)),
    ] {
        if !amount.is_zero() {
            paragraph(out, 0, &sentence(&message, lang));
        }
    }
    out.push('\n');
}

fn page_of_line(out: &mut String, line: &Line, lang: Lang) {
    let accrued = line.after.costs + line.after.interest + line.after.late_charge;
    let cells = [
        line.on.to_string(),
        word(line.entry.word(), lang),
        line.amount.map_or(String::new(), |amount| amount.to_string()),
        accrued.to_string(),
        line.after.principal.to_string(),
        line.after.total().to_string(),
    ];
    let cells: Vec<(&str, isize)> = cells.iter().map(String::as_str).zip(COLUMNS).collect();
    let _ = writeln!(out, "{}", row(&cells));
    let changes = changes(line, lang);
    if !changes.is_empty() {
        paragraph(out, 11, &changes);
    }
    let mut reason = sentence(&line.reason, lang);
    if !line.provisions.is_empty() {
        let _ = write!(reason, "［{}］", citations(line.provisions, lang));
    }
    paragraph(out, 11, &reason);
    if let Some(other) = line.other_order {
        let first = other.principal > line.credited.principal;
        let message = message!(
            "ledger.screen.other-order",
            order = if first { "principal-first" } else { "statutory" },
            principal = other.principal,
            difference = other.principal.minus(line.credited.principal)
        );
        paragraph(out, 11, &sentence(&message, lang));
    }
}

/// `利息 -29,917  損害金 -20,083`.
fn changes(line: &Line, lang: Lang) -> String {
    let part = |key: &str, of: fn(Balances) -> Yen| {
        let (on_top, off) = (of(line.charged), of(line.credited));
        let sign = |sign: &str, amount: Yen| if amount.is_zero() { String::new() } else { format!(" {sign}{amount}") };
        let both = sign("+", on_top) + &sign("-", off);
        if both.is_empty() { None } else { Some(format!("{}{both}", text(key, lang))) }
    };
    let parts = [
        part("ledger.screen.costs", |balances| balances.costs),
        part("ledger.screen.interest", |balances| balances.interest),
        part("ledger.screen.late", |balances| balances.late_charge),
        part("ledger.screen.principal", |balances| balances.principal),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join("  ")
}

// CSV and JSON.

fn table_of(house: &Household, accounts: &[Told], lang: Lang) -> Result<String, Failure> {
    let mut out = csv::Writer::from_writer(Vec::new());
    let broken = |error: csv::Error| Failure::Io(error.into());
    out.write_record([
        "claim",
        "side",
        "date",
        "entry",
        "amount",
        "costs",
        "interest",
        "late_charge",
        "principal",
        "total",
        "reason",
        "provisions",
    ])
    .map_err(broken)?;
    for Told { account, .. } in accounts {
        for (book, line) in account.books().flat_map(|book| book.lines.iter().map(move |line| (book, line))) {
            let after = line.after;
            out.write_record([
                name_of(house, account.claim).to_string(),
                book.side.word().to_string(),
                line.on.to_string(),
                line.entry.word().to_string(),
                line.amount.map_or(String::new(), |amount| amount.0.to_string()),
                after.costs.0.to_string(),
                after.interest.0.to_string(),
                after.late_charge.0.to_string(),
                after.principal.0.to_string(),
                after.total().0.to_string(),
                sentence(&line.reason, lang),
                citations(line.provisions, lang),
            ])
            .map_err(broken)?;
        }
    }
    let bytes = out.into_inner().map_err(|error| Failure::Io(error.into_error()))?;
    Ok(String::from_utf8(bytes).unwrap_or_default())
}

fn balances(balances: Balances) -> Json {
    json!({
        "costs": balances.costs.0,
        "interest": balances.interest.0,
        "late_charge": balances.late_charge.0,
        "principal": balances.principal.0,
        "total": balances.total().0,
    })
}

fn json_of(house: &Household, told: &Told, lang: Lang) -> Json {
    let Told { account, prescription: about, orders } = told;
    let date = |day: Option<Date>| day.map(|day| day.to_string());
    let books: Vec<Json> = account.books().map(|book| json_of_book(book, lang)).collect();
    let contradictions = account.contradictions.iter().map(|found| {
        json!({
            "path": found.path(),
            "on": date(found.on),
            "code": found.code,
            "message": sentence(&found.message, lang),
        })
    });
    let lines = about.lines.iter().map(|line| {
        json!({
            "side": line.side.word(),
            "part": line.part.word(),
            "due_on": line.due_on.to_string(),
            "regime": line.regime.word(),
            "years": line.years,
            "last_day": date(line.last_day),
            "invocable_from": date(line.invocable_from),
            "status": line.status.word(),
        })
    });
    json!({
        "claim": name_of(house, account.claim),
        "to": account.to.to_string(),
        "owed": balances(account.owed()),
        "arrears": account.arrears().0,
        "accelerated_on": date(account.accelerated_on),
        "subrogated_on": date(account.subrogated_on),
        "closed_on": date(account.closed_on),
        "books": books,
        "other_orders": orders.iter().map(|other| json!({
            "order": other.order.word(),
            "owed": balances(other.owed),
            "difference": {
                "costs": other.difference.costs.0,
                "interest": other.difference.interest.0,
                "late_charge": other.difference.late_charge.0,
                "principal": other.difference.principal.0,
                "total": other.difference.total.0,
            },
            "closed_on": date(other.closed_on),
        })).collect::<Vec<_>>(),
        "prescription": lines.collect::<Vec<_>>(),
        "warnings": about.notes.iter().map(|note| sentence(note, lang)).collect::<Vec<_>>(),
        "notes": account.notes.iter().map(|note| sentence(note, lang)).collect::<Vec<_>>(),
        "contradictions": contradictions.collect::<Vec<_>>(),
    })
}

fn json_of_book(book: &Book, lang: Lang) -> Json {
    let rate = |rate: Option<Rate>| rate.map(|rate| rate.to_string());
    let lines = book.lines.iter().map(|line| {
        json!({
            "on": line.on.to_string(),
            "entry": line.entry.word(),
            "amount": line.amount.map(|amount| amount.0),
            "charged": balances(line.charged),
            "credited": balances(line.credited),
            "held": line.held.0,
            "unapplied": line.unapplied.0,
            "before": balances(line.before()),
            "after": balances(line.after),
            "other_order": line.other_order.map(balances),
            "reason": sentence(&line.reason, lang),
            "provisions": line.provisions.iter().map(|provision| json!({
                "id": provision.id(),
                "text": citation(*provision, lang),
            })).collect::<Vec<_>>(),
        })
    });
    json!({
        "side": book.side.word(),
        "holder": book.holder,
        "rate": rate(book.rates.interest),
        "late_rate": rate(book.rates.late),
        "rate_stated": rate(book.rates.interest_stated),
        "late_rate_stated": rate(book.rates.late_stated),
        "balances": balances(book.balances),
        "held": book.held.0,
        "frozen": book.frozen.0,
        "overpaid": book.overpaid.0,
        "overdue": book.overdue.iter().map(|part| json!({
            "due": part.due.to_string(),
            "principal": part.principal.0,
            "interest": part.interest.0,
            "late_charge": part.late_charge.0,
        })).collect::<Vec<_>>(),
        "lines": lines.collect::<Vec<_>>(),
    })
}

// The statement check.

fn compare(house: &Household, claims: &[ClaimId], path: &std::path::Path, lang: Lang) -> Result<(), Failure> {
    let refused = |message| Failure::Input(vec![sentence(&message, lang)]);
    let [id] = claims else {
        let ids: Vec<&str> = claims.iter().map(|id| name_of(house, *id)).collect();
        return Err(refused(message!("ledger.which-claim", ids = ids.join(", "))));
    };
    let bytes =
        case_file::bytes_of(path).map_err(|error| case_file::unreadable(&path.display().to_string(), &error, lang))?;
    let rows = rows_of(&bytes).map_err(refused)?;
    let mut cx = NoTrace;
    let page = match statement::check(&mut Cx::new(&mut cx), house, *id, &rows) {
        None => sentence(&message!("statement.agrees", count = rows.len()), lang) + "\n",
        Some(departure) => departs(&departure, lang),
    };
    anstream::stdout().lock().write_all(page.as_bytes())?;
    Ok(())
}

fn departs(departure: &Departure, lang: Lang) -> String {
    let row = departure.row;
    let mut out = String::new();
    let counts = match departure.counts {
        Counts::Principal => text("ledger.screen.principal", lang),
        Counts::Total => text("ledger.screen.total", lang),
    };
    paragraph(&mut out, 0, &sentence(&message!("statement.departs", line = row.line, on = row.on), lang));
    let figures = message!(
        "statement.figures",
        stated = row.balance,
        expected = departure.expected,
        difference = departure.difference
    );
    paragraph(&mut out, 2, &format!("{counts}  {}", sentence(&figures, lang)));
    for cause in &departure.causes {
        let cause = word(&format!("cause.{}", Cause::word(*cause)), lang);
        paragraph(&mut out, 2, &sentence(&message!("statement.cause", cause = cause), lang));
    }
    if let Some((on, amount)) = departure.missing {
        paragraph(&mut out, 2, &sentence(&message!("statement.missing", on = on, amount = amount), lang));
    }
    out
}

/// The rows of a statement: date, kind, amount, balance; a first line of headings is passed over.
fn rows_of(bytes: &[u8]) -> Result<Vec<Row>, Message> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).trim(csv::Trim::All).from_reader(bytes);
    let mut rows = Vec::new();
    for (place, record) in reader.records().enumerate() {
        let record = record.map_err(|error| message!("error.not-utf8-statement", detail = error.to_string()))?;
        let line = record.position().map_or(place + 1, |position| position.line() as usize);
        let bad = |field: &str| message!("statement.bad-row", line = line, field = field.to_string());
        let cell = |place: usize| record.get(place).filter(|text| !text.is_empty());
        let Some(on) = cell(0).and_then(date_in) else {
            if place == 0 || record.iter().all(str::is_empty) {
                continue;
            }
            return Err(bad(cell(0).unwrap_or("date")));
        };
        let amount = |place: usize| match cell(place) {
            None => Ok(None),
            Some(text) => yen_in(text).map(Some).ok_or_else(|| bad(text)),
        };
        let kind = kind_in(cell(1).unwrap_or_default());
        rows.push(Row { line, on, kind, amount: amount(2)?, balance: amount(3)? });
    }
    Ok(rows)
}

fn date_in(text: &str) -> Option<Date> {
    let plain = text.replace(['/', '.', '年', '月'], "-").replace('日', "");
    let mut parts = plain.split('-').map(|part| part.trim().parse::<i16>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    if parts.next().is_some() {
        return None;
    }
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

fn yen_in(text: &str) -> Option<Yen> {
    let digits: String = text.chars().filter(|c| !matches!(c, ',' | '円' | '¥' | '￥' | '_' | ' ')).collect();
    digits.parse().ok().map(Yen).filter(|yen| *yen <= law::money::MAX_YEN)
}

fn kind_in(text: &str) -> RowKind {
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    if has(&["advance", "貸付", "融資", "実行"]) {
        RowKind::Advance
    } else if has(&["payment", "入金", "弁済", "返済", "充当", "売却"]) {
        RowKind::Payment
    } else if has(&["charge", "利息", "損害金", "費用"]) {
        RowKind::Charge
    } else {
        RowKind::Balance
    }
}
