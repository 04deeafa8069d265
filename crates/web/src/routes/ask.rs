//! `/ask/{place}`: an entry of a list with its questions, or a list inside an entry: add, copy, remove.

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use case::{Draft, Mark, NoPlace};
use catalogue::{sentence, text};
use law::message;
use maud::{Markup, html};
use serde_json::{Map, Value as Json, json};
use store::What;

use crate::ask::field::Asked;
use crate::ask::kind::{self, Kind};
use crate::ask::topics::{self, GROUPS, Topic};
use crate::ask::{answer, words};
use crate::opened::Opened;
use crate::parts::form::{Pairs, Sent};
use crate::parts::{clock, errors};
use crate::visit::Visit;
use crate::{App, page};

/// Entries of a list that are shown on one page.
const MOST_SHOWN: usize = 300;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/ask/{*place}", get(shown).post(answered)).route("/list/{*place}", post(changed))
}

/// The address of a place: `claim[0].unpaid` is `claim/0/unpaid`.
pub(super) fn address(path: &str) -> String {
    path.replace(['[', '.'], "/").replace(']', "")
}

/// The place of an address, if it is one of a case.
fn place(address: &str) -> Option<(String, Kind)> {
    let mut path = String::new();
    for part in address.split('/') {
        match part.parse::<usize>() {
            Ok(index) => path.extend(["[", &index.to_string(), "]"]),
            Err(_) if path.is_empty() => path.push_str(part),
            Err(_) => path.extend([".", part]),
        }
    }
    let kind = kind::at(&path)?.kind;
    matches!(kind, Kind::List | Kind::Table).then_some((path, kind))
}

/// Where a place belongs: the list of an entry, the entry of a list.
fn around(path: &str) -> String {
    match path.rsplit_once('[') {
        Some((list, index)) if !index.contains("].") && list.contains('[') => format!("/ask/{}", address(list)),
        Some((_, index)) if index.contains("].") => {
            format!("/ask/{}", address(path.rsplit_once('.').map_or(path, |(entry, _)| entry)))
        }
        _ => Topic::of(path).map_or("/interview".to_string(), |topic| format!("/interview/{}", topic.id)),
    }
}

async fn shown(visit: Visit, opened: Opened, Path(at): Path<String>) -> Response {
    match place(&at) {
        Some((path, Kind::List)) if is_there(&opened.draft, &path) => of_list(&visit, &opened, &path),
        Some((path, Kind::Table)) if is_entry(&opened.draft, &path) => of_entry(&visit, &opened, &path, None, &[]),
        _ => page::refusal(&visit, StatusCode::NOT_FOUND, "ask.gone"),
    }
}

/// Is the entry there in which a list stands?
fn is_there(draft: &Draft, list: &str) -> bool {
    list.rsplit_once('.').is_none_or(|(entry, _)| draft.get(entry).is_some())
}

fn is_entry(draft: &Draft, path: &str) -> bool {
    path.ends_with(']') && draft.get(path).is_some()
}

/// The fields of an entry in their groups; those of no group come last, under no name.
fn groups(draft: &Draft, entry: &str) -> Vec<(Option<&'static str>, Vec<&'static str>)> {
    let fields = kind::fields(entry);
    let asked = |key: &&'static str| topics::is_asked(draft, entry, key);
    let list = words::key(entry);
    let Some((_, named)) = GROUPS.iter().find(|(of, _)| list.strip_prefix("ask.") == Some(*of)) else {
        return vec![(Some(""), fields.iter().map(|field| field.key).filter(asked).collect())];
    };
    let mut groups: Vec<(Option<&'static str>, Vec<&'static str>)> = Vec::new();
    for (name, keys) in *named {
        groups.push((Some(*name), keys.iter().copied().filter(asked).collect()));
    }
    let is_named = |key: &str| named.iter().any(|(_, keys)| keys.contains(&key));
    let rest: Vec<&str> = fields.iter().map(|field| field.key).filter(|key| !is_named(key)).filter(asked).collect();
    groups.push((None, rest));
    groups.retain(|(_, keys)| !keys.is_empty());
    groups
}

fn of_entry(visit: &Visit, opened: &Opened, path: &str, sent: Option<&Pairs>, wrong: &[(String, String)]) -> Response {
    let lang = visit.lang;
    let asked = Asked { visit, draft: &opened.draft, reading: &opened.reading, sent, wrong };
    let title = page_title(visit, opened, path);
    let here = format!("/ask/{}", address(path));
    let one = |key: &str| {
        let inner = format!("{path}.{key}");
        match kind::at(&inner).map(|field| field.kind) {
            Some(Kind::List) => inside(visit, &opened.draft, &inner),
            _ => asked.field(&inner),
        }
    };
    let list = words::key(path);
    let body = html! {
        p.back { a href=(around(path)) { (visit.t("ask.back")) } }
        (errors::summary(visit, &asked.mistakes()))
        h1 { (title) }
        @if !wrong.is_empty() { p.quiet role="status" { (visit.t("ask.others-saved")) } }
        (waits(visit, opened, path))
        form.asking method="post" action=(here) {
            @for (name, keys) in groups(&opened.draft, path) {
                @match name {
                    Some("") => { @for key in keys { (one(key)) } },
                    Some(name) => section {
                        h2 { (text(&format!("{list}.group.{name}"), lang)) }
                        @for key in keys { (one(key)) }
                    },
                    None => {
                        details.rare open[wrong.iter().any(|(of, _)| keys.iter().any(|key| *of == format!("{path}.{key}")))] {
                            summary { (visit.t("ask.rare")) }
                            @for key in keys { (one(key)) }
                        }
                    },
                }
            }
            button type="submit" { (visit.t("ask.save")) }
        }
        (saved(visit, opened, &here))
    };
    match wrong.len() {
        0 => page::show(visit, &title, body),
        count => page::with_errors(visit, &title, count, body),
    }
}

/// The title of the page of an entry: two lists may have entries of one name.
fn page_title(visit: &Visit, opened: &Opened, path: &str) -> String {
    let list = path.split('[').next().unwrap_or_default();
    let name = words::path(path, opened.draft.facts(), visit.lang);
    let title = [words::label(list, visit.lang), &name].join(visit.t("ask.in"));
    let entry = path.strip_suffix(']').and_then(|path| path.rsplit_once('['));
    let Some((list, index)) = entry else { return title };
    match (index.parse::<usize>(), opened.draft.get(list).and_then(Json::as_array).map_or(0, Vec::len)) {
        (Ok(index), count) if count > 1 => {
            sentence(&message!("ask.of-many", name = title, number = index + 1, count = count), visit.lang)
        }
        _ => title,
    }
}

/// What an entry still needs before the engine can count it.
fn waits(visit: &Visit, opened: &Opened, entry: &str) -> Markup {
    let inside = |path: &str| path.strip_prefix(entry).is_some_and(|rest| rest.starts_with('.'));
    let lacking = opened.reading.problems.iter().filter(|problem| problem.code == "missing" && inside(&problem.path));
    let names: Vec<&str> = lacking.map(|problem| words::label(&problem.path, visit.lang)).collect();
    html! {
        @if !names.is_empty() {
            p.note { (sentence(&message!("ask.waits", fields = names.join(visit.t("ask.and"))), visit.lang)) }
        }
    }
}

/// A list inside an entry, as a line that leads to it.
fn inside(visit: &Visit, draft: &Draft, path: &str) -> Markup {
    let lang = visit.lang;
    let said = match (draft.get(path), draft.mark_of(path)) {
        (Some(fact), _) => words::value(path, fact, lang),
        (None, Some(_)) => visit.t("ask.mark.unknown").to_string(),
        (None, None) => visit.t("ask.blank").to_string(),
    };
    html! {
        div.field.inside id=(crate::ask::field::id(path)) {
            p.label { (words::label(path, lang)) }
            @if let Some(help) = words::beside(path, "help", lang) { p.help { (help) } }
            p { (said) " " a href={ "/ask/" (address(path)) } { (visit.t("ask.open-list")) span.hidden { " " (words::label(path, lang)) } } }
        }
    }
}

fn of_list(visit: &Visit, opened: &Opened, path: &str) -> Response {
    let here = format!("/ask/{}", address(path));
    let title = page_title(visit, opened, path);
    let back = around(path);
    let body = html! {
        p.back { a href=(back) { (visit.t("ask.back")) } }
        h1 { (title) }
        (list(visit, opened, path, &here))
        p.ways { a.button.quiet href=(back) { (visit.t("ask.on")) } }
        (saved(visit, opened, &here))
    };
    page::show(visit, &title, body)
}

/// A list: its entries with what can be done to them, and a form for one more.
pub(super) fn list(visit: &Visit, opened: &Opened, path: &str, back: &str) -> Markup {
    let lang = visit.lang;
    let draft = &opened.draft;
    let entries = draft.get(path).and_then(Json::as_array);
    let count = entries.map_or(0, Vec::len);
    let action = format!("/list/{}", address(path));
    let label = words::label(path, lang);
    let (why, paper) = (words::beside(path, "why", lang), words::beside(path, "paper", lang));
    html! {
        section.list-of id=(crate::ask::field::id(path)) {
            h2 { (label) @if count > 0 { " " span.count { (count) } } }
            @if let Some(help) = words::beside(path, "help", lang) { p.help { (help) } }
            details.asked {
                summary { (visit.t("ask.why-asked")) span.hidden { " " (label) } }
                @if let Some(why) = why { p { (why) } }
                @if let Some(paper) = paper { p { strong { (visit.t("ask.paper")) } " " (paper) } }
            }
            @if entries.is_some_and(Vec::is_empty) { p.said { (visit.t("ask.said-none")) } }
            @if draft.mark_of(path) == Some(Mark::Unknown) { p.said { (visit.t("ask.said-unknown")) } }
            form method="post" action=(action) {
                input type="hidden" name="back" value=(back);
                @if count > 0 {
                    ul.entries {
                        @for place in 0..count.min(MOST_SHOWN) {
                            @let inner = format!("{path}[{place}]");
                            @let name = words::entry(&inner, draft.facts(), lang);
                            li {
                                div {
                                    a href={ "/ask/" (address(&inner)) } { (name) }
                                    span.form { (short(&inner, draft, visit)) }
                                    (waits(visit, opened, &inner))
                                }
                                div.do {
                                    button.small.quiet type="submit" name="copy" value=(place) { (visit.t("ask.copy")) span.hidden { " " (name) } }
                                    button.small.quiet type="submit" name="remove" value=(place) { (visit.t("ask.remove")) span.hidden { " " (name) } }
                                }
                            }
                        }
                    }
                    @if count > MOST_SHOWN { p { (sentence(&message!("web.result.more", count = count - MOST_SHOWN), lang)) } }
                }
                div.add {
                    @if let Some((key, of)) = chosen_first(path) {
                        @let inner = format!("{path}[0].{key}");
                        @let id = format!("add-{}", crate::ask::field::id(path));
                        label for=(id) { (words::label(&inner, lang)) }
                        select id=(id) name="kind" {
                            option value="" { (visit.t("ask.choose")) }
                            @for word in kind::words(of) { option value=(word) { (words::choice(&inner, word, lang)) } }
                        }
                    }
                    button.small type="submit" name="add" value="1" {
                        @let what = label.to_string();
                        @let said = if count == 0 { message!("ask.add", what = what) } else { message!("ask.add-more", what = what) };
                        (sentence(&said, lang))
                    }
                }
                @if count == 0 {
                    div.ways {
                        button.small.quiet type="submit" name="none" value="1" { (visit.t("ask.there-is-none")) span.hidden { " " (label) } }
                        button.small.quiet type="submit" name="unknown" value="1" { (visit.t("ask.mark.unknown")) span.hidden { " " (label) } }
                    }
                }
            }
        }
    }
}

/// What an entry says besides its name, in one line.
fn short(entry: &str, draft: &Draft, visit: &Visit) -> String {
    const SHOWN: usize = 3;
    const TELLING: [&str; 16] = [
        "kind",
        "role",
        "born",
        "value",
        "principal",
        "net_monthly",
        "gross_monthly",
        "gross",
        "amount",
        "due",
        "on",
        "final_on",
        "share",
        "interest",
        "holder",
        "claim",
    ];
    let said = TELLING
        .iter()
        .map(|key| format!("{entry}.{key}"))
        .filter_map(|path| Some(words::value(&path, draft.get(&path)?, visit.lang)))
        .take(SHOWN);
    said.collect::<Vec<_>>().join(text("ask.in-line", visit.lang))
}

/// The word that an entry needs before anything else, chosen when it is added: its kind, or a person's part.
fn chosen_first(list: &str) -> Option<(&'static str, &'static [Json])> {
    kind::fields(&format!("{list}[0]")).into_iter().find_map(|field| match field.kind {
        Kind::Choice(of) if field.needed => Some((field.key, of)),
        _ => None,
    })
}

/// Saves the answers of an entry.
async fn answered(
    State(app): State<App>,
    visit: Visit,
    opened: Opened,
    Path(at): Path<String>,
    sent: Sent,
) -> Response {
    let pairs = match Pairs::of(&visit, sent) {
        Ok(pairs) => pairs,
        Err(response) => return response,
    };
    let path = match place(&at) {
        Some((path, Kind::Table)) if is_entry(&opened.draft, &path) => path,
        _ => return page::refusal(&visit, StatusCode::NOT_FOUND, "ask.gone"),
    };
    let mut paths = Vec::new();
    below(&path, &mut paths);
    let lang = visit.lang;
    // The name last: the others are found under the old one.
    paths.sort_by_key(|path| kind::at(path).is_some_and(|field| field.kind == Kind::Name));
    match app.store.change(opened.id(), What::Answer, |draft| answer::write(draft, &paths, &pairs, lang)).await {
        Ok(done) if done.answer.is_empty() => Redirect::to(&around(&path)).into_response(),
        Ok(done) => match Opened::of(&app, &visit).await {
            Ok(opened) if is_entry(&opened.draft, &path) => {
                of_entry(&visit, &opened, &path, Some(&pairs), &done.answer)
            }
            Ok(_) => page::refusal(&visit, StatusCode::NOT_FOUND, "ask.gone"),
            Err(elsewhere) => elsewhere,
        },
        Err(failure) => page::failed(&visit, &failure),
    }
}

/// The fields of a table and of the tables in it.
fn below(table: &str, paths: &mut Vec<String>) {
    for field in kind::fields(table) {
        let path = format!("{table}.{}", field.key);
        if field.kind == Kind::Table {
            below(&path, paths);
        } else {
            paths.push(path);
        }
    }
}

/// Adds, copies or removes an entry; or says that there is none, or that it is not known.
async fn changed(State(app): State<App>, visit: Visit, opened: Opened, Path(at): Path<String>, sent: Sent) -> Response {
    let pairs = match Pairs::of(&visit, sent) {
        Ok(pairs) => pairs,
        Err(response) => return response,
    };
    let list = match place(&at) {
        Some((path, Kind::List)) if is_there(&opened.draft, &path) => path,
        _ => return page::refusal(&visit, StatusCode::NOT_FOUND, "ask.gone"),
    };
    let index = |name: &str| pairs.first(name).map(|place| place.parse().unwrap_or(usize::MAX));
    let back = back(&pairs);
    let (copied, removed) = (index("copy"), index("remove"));
    let what = match (copied, removed) {
        (Some(_), _) => What::Copy,
        (_, Some(_)) => What::Remove,
        _ if pairs.first("add").is_some() => What::Add,
        _ => What::Answer,
    };
    let done = app.store.change(opened.id(), what, |draft| -> Result<Option<usize>, NoPlace> {
        match what {
            What::Copy => draft.copy(&list, copied.unwrap_or(usize::MAX)).map(Some),
            What::Remove => draft.remove(&list, removed.unwrap_or(usize::MAX)).map(|_| None).ok_or(NoPlace),
            What::Add => {
                let entry = begun(draft, &list, pairs.first("kind").unwrap_or_default(), &visit);
                draft.add(&list, entry).map(Some)
            }
            _ => {
                let is_empty = draft.get(&list).and_then(Json::as_array).is_none_or(Vec::is_empty);
                if is_empty && pairs.first("none").is_some() {
                    draft.set(&list, json!([]))?;
                } else if is_empty && pairs.first("unknown").is_some() {
                    draft.mark(&list, Mark::Unknown);
                }
                Ok(None)
            }
        }
    });
    match done.await {
        Ok(done) => match done.answer {
            Ok(Some(place)) => Redirect::to(&format!("/ask/{}/{place}", address(&list))).into_response(),
            Ok(None) => Redirect::to(&back).into_response(),
            Err(NoPlace) => page::refusal(&visit, StatusCode::NOT_FOUND, "ask.gone"),
        },
        Err(failure) => page::failed(&visit, &failure),
    }
}

/// An entry as it begins: with its kind, a name of its own, and the debtor where a person must be named.
fn begun(draft: &Draft, list: &str, word: &str, visit: &Visit) -> Json {
    let mut entry = Map::new();
    let inner = format!("{list}[0]");
    let chosen = chosen_first(list).filter(|(_, of)| kind::words(of).any(|known| known == word));
    let people = draft.get("person").and_then(Json::as_array).into_iter().flatten();
    let debtor = people.into_iter().find(|person| person["role"] == "debtor").and_then(|person| person["id"].as_str());
    for field in kind::fields(&inner) {
        let value = match (field.kind, chosen) {
            (_, Some((key, _))) if key == field.key => Some(Json::from(word)),
            (Kind::Name, _) if field.needed || list == "home" => {
                let path = format!("{inner}.{}", chosen.map_or("kind", |(key, _)| key));
                let wished = match chosen {
                    Some(_) => words::choice(&path, word, visit.lang),
                    None => words::label(list, visit.lang).to_string(),
                };
                Some(draft.free_id(list, &wished).into())
            }
            (Kind::Refers("person"), _) if field.needed => debtor.map(Json::from),
            // Burdens are mostly written down in the order of their ranks.
            (Kind::Whole, _) if field.key == "rank" => {
                Some((draft.get(list).and_then(Json::as_array).map_or(0, Vec::len) + 1).into())
            }
            _ => None,
        };
        if let Some(value) = value {
            entry.insert(field.key.to_string(), value);
        }
    }
    Json::Object(entry)
}

/// Where a form says that its reader came from; nowhere else than here.
pub(super) fn back(pairs: &Pairs) -> String {
    let is_here = |path: &&str| {
        path.starts_with('/')
            && !path.starts_with("//")
            && path.bytes().all(|b| b.is_ascii_alphanumeric() || b"/-_+".contains(&b))
    };
    pairs.first("back").filter(is_here).unwrap_or("/interview").to_string()
}

/// When the case was last saved, and a way to take the last change back.
pub(super) fn saved(visit: &Visit, opened: &Opened, back: &str) -> Markup {
    let said = message!("ask.saved", at = clock::moment(opened.listed.changed_at, visit.lang));
    html! {
        div.saved {
            p { (sentence(&said, visit.lang)) }
            @if opened.undoable {
                form method="post" action="/undo" {
                    input type="hidden" name="back" value=(back);
                    button.small.quiet type="submit" { (visit.t("web.history.undo")) }
                }
            }
            a href="/history" { (visit.t("web.history.title")) }
        }
    }
}
