//! What a request says of its reader: the language, the page, the case.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::header::{COOKIE, SET_COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, Uri};
use catalogue::{Lang, text};
use law::words::Word;
use store::Id;

/// The cookie that says which case is open.
const COOKIE_OF_CASE: &str = "case";

/// A reader's request.
#[derive(Clone, Debug)]
pub(crate) struct Visit {
    /// The language: `?lang=`, else the cookie, else Japanese.
    pub(crate) lang: Lang,
    /// Are readings wanted above the words? `?furigana=`, else the cookie; there are none in English.
    pub(crate) furigana: bool,
    /// The path of the page, for the links that change the language.
    pub(crate) path: String,
    /// The name of the case that this browser holds.
    pub(crate) case: Option<Id>,
}

impl Visit {
    /// The text of the catalogue in the reader's language.
    pub(crate) fn t<'k>(&self, key: &'k str) -> &'k str {
        text(key, self.lang)
    }

    /// The header that makes a browser keep a case open until it is closed.
    pub(crate) fn opens(id: &Id) -> [(HeaderName, String); 1] {
        [(SET_COOKIE, format!("{COOKIE_OF_CASE}={id}; Path=/; HttpOnly; SameSite=Strict"))]
    }

    /// The header that makes a browser forget which case was open.
    pub(crate) fn closes() -> [(HeaderName, String); 1] {
        [(SET_COOKIE, format!("{COOKIE_OF_CASE}=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0"))]
    }

    /// The language that an address asks for.
    pub(crate) fn language_asked_for(uri: &Uri) -> Option<Lang> {
        uri.query()?.split('&').find_map(|pair| Lang::from_word(pair.strip_prefix("lang=")?))
    }

    /// Whether an address asks for readings, or asks for none.
    pub(crate) fn furigana_asked_for(uri: &Uri) -> Option<bool> {
        uri.query()?.split('&').find_map(|pair| is_on(pair.strip_prefix("furigana=")?))
    }

    /// The language as pages name it: plain Japanese is Japanese.
    pub(crate) const fn html_lang(lang: Lang) -> &'static str {
        match lang {
            Lang::Ja | Lang::Easy => "ja",
            Lang::En => "en",
        }
    }
}

impl<S: Sync> FromRequestParts<S> for Visit {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Visit, Infallible> {
        let asked = Visit::language_asked_for(&parts.uri);
        let kept = || Lang::from_word(cookie(&parts.headers, "lang")?);
        let lang = asked.or_else(kept).unwrap_or(Lang::Ja);
        let furigana = Visit::furigana_asked_for(&parts.uri);
        let furigana = furigana.or_else(|| is_on(cookie(&parts.headers, "furigana")?)).unwrap_or(false);
        Ok(Visit {
            lang,
            furigana: furigana && lang != Lang::En,
            path: parts.uri.path().to_string(),
            case: cookie(&parts.headers, COOKIE_OF_CASE).and_then(Id::read),
        })
    }
}

fn is_on(word: &str) -> Option<bool> {
    match word {
        "on" => Some(true),
        "off" => Some(false),
        _ => None,
    }
}

fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let pairs = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok()).flat_map(|all| all.split(';'));
    pairs.filter_map(|pair| pair.trim().split_once('=')).find_map(|(found, value)| (found == name).then_some(value))
}
