//! Names of figures, facts and routes as users read them.

use case::Household;
use catalogue::{Lang, lookup, text};
use law::trace::Derivation;
use law::verdict::FactName;
use law::words::Word;
use plan::{HomeChoice, Item, Route, Variant};

/// The step of a figure: under the variant's id, its home choice with the variant, the home choice, the household.
pub fn step_of(derivation: &Derivation, variant_id: &str, figure: &str) -> Option<usize> {
    let (route, variant) = variant_id.split_once('/').unwrap_or((variant_id, ""));
    let home = route.split_once('+').map_or(route, |(home, _)| home);
    let of_variant = if variant.is_empty() { String::new() } else { format!("{home}/{variant}") };
    [variant_id, of_variant.as_str(), home]
        .into_iter()
        .filter(|heading| !heading.is_empty())
        .find_map(|heading| derivation.figure(&format!("{heading}.{figure}")))
        .or_else(|| derivation.figure(figure))
}

/// A route's name: the choice for the home and the choice for the debts.
pub fn route(route: &Route, lang: Lang) -> String {
    if let Some(own) = lookup(&format!("route.{}", route.id()), lang) {
        return own.to_string();
    }
    format!(
        "{} × {}",
        text(&format!("home-choice.{}", route.home.word()), lang),
        text(&format!("debt-choice.{}", route.debt.word()), lang)
    )
}

/// Which of the words for a home that is kept, left, or gone already fits a route.
pub fn of_home<'k>(route: &Route, [kept, left, gone]: [&'k str; 3]) -> &'k str {
    match route.home {
        HomeChoice::Sold => gone,
        _ if route.shown().home_kept => kept,
        _ => left,
    }
}

/// A route's name in few columns.
pub fn short(route: &Route, lang: Lang) -> String {
    if let Some(own) = lookup(&format!("route.{}.short", route.id()), lang) {
        return own.to_string();
    }
    format!(
        "{} × {}",
        text(&format!("home-choice.{}.short", route.home.word()), lang),
        text(&format!("debt-choice.{}.short", route.debt.word()), lang)
    )
}

/// When its two choices are usually made, as practitioners say.
pub fn usually_chosen(route: &Route, lang: Lang) -> [String; 2] {
    let keys = [format!("when.home.{}", route.home.word()), format!("when.debt.{}", route.debt.word())];
    keys.map(|key| text(&key, lang).to_string())
}

/// A variant's name, empty when the route has only one form.
pub fn variant(variant: &Variant, lang: Lang) -> String {
    let mut name = match variant.name {
        "" => String::new(),
        id => text(&format!("variant.{id}"), lang).to_string(),
    };
    if variant.unwinding {
        if !name.is_empty() {
            name.push_str(match lang {
                Lang::Ja | Lang::Easy => "・",
                Lang::En => ", ",
            });
        }
        name.push_str(text("variant.unwinding", lang));
    }
    name
}

/// The same in a list of all variants, where the ordinary form needs a name too.
pub fn listed_variant(variant: &Variant, lang: Lang) -> String {
    let name = self::variant(variant, lang);
    if name.is_empty() { text("variant.ordinary", lang).to_string() } else { name }
}

/// What a payment is for.
pub fn item(item: Item, house: &Household, lang: Lang) -> String {
    let name = text(&format!("item.{}", item.key()), lang).to_string();
    match item.claim().and_then(|claim| house.claims.as_ref().map(|claims| &claims[claim.0])) {
        Some(claim) => match lang {
            Lang::Ja | Lang::Easy => format!("{name}「{}」", claim.id),
            Lang::En => format!("{name} \"{}\"", claim.id),
        },
        None => name,
    }
}

/// A fact with its place in the file: what it is, of which entry.
pub fn fact(fact: FactName, house: &Household, lang: Lang) -> String {
    let key = [fact.list, fact.field]
        .iter()
        .filter(|part| !part.is_empty())
        .fold("fact".to_string(), |key, part| key + "." + part);
    let entry = fact.index.and_then(|index| id_of(house, fact.list, index as usize));
    let what = lookup(&key, lang).map_or_else(|| fact.to_string(), str::to_string);
    match (entry, lang) {
        (Some(id), Lang::Ja | Lang::Easy) => format!("{what}〔{id}〕"),
        (Some(id), Lang::En) => format!("{what} [{id}]"),
        (None, _) => what,
    }
}

fn id_of<'h>(house: &'h Household, list: &str, index: usize) -> Option<&'h str> {
    match list {
        "person" => house.people.get(index).map(|person| person.id.as_str()),
        "claim" => house.claims.as_ref()?.get(index).map(|claim| claim.id.as_str()),
        "home" => house.homes.as_ref()?.get(index).map(|home| home.id.as_str()),
        "income" => house.incomes.as_ref()?.get(index).map(|income| house.person(income.person).id.as_str()),
        "asset" => house.assets.as_ref()?.get(index).map(|asset| asset.kind.word()),
        _ => None,
    }
}
