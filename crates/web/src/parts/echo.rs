//! An amount once more, as it would be spoken: a zero too many is heard where it is not seen.

use catalogue::{Lang, sentence};
use law::trace::Shown;
use law::words::Word;
use law::{Yen, message};
use maud::{Markup, html};

use crate::parts::money::{self, Unit};

/// The amount in words.
pub(crate) fn said(yen: Yen, lang: Lang) -> String {
    let words = match lang {
        Lang::Ja | Lang::Easy => money::in_kanji(yen),
        Lang::En => catalogue::shown(&Shown::Yen(yen), lang),
    };
    sentence(&message!("ask.echo", words = words), lang)
}

/// The place beside a box where its amount is said: of what is stored, and by a script of what is being typed.
pub(crate) fn beside(id: &str, usual: Unit, stored: Option<Yen>, lang: Lang) -> Markup {
    html! { output.echo for=(id) data-unit=(usual.word()) { @if let Some(yen) = stored { (said(yen, lang)) } } }
}
