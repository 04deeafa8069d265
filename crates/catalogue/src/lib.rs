//! Every sentence that users read, in Japanese and English, from one catalogue (`catalogue/*.toml`).
//!
//! The core names sentences by key ([`law::message::Message`]); this crate prints them, and values, in a language.

pub mod furigana;
pub mod layout;

use law::message::Message;
use law::trace::Shown;
use law::{Date, Provision};

law::word_list! {
    /// A language of the catalogue.
    pub enum Lang {
        /// Japanese, the default.
        Ja = "ja",
        /// English.
        En = "en",
        /// Plain Japanese (やさしい日本語): Japanese, with simpler words where `catalogue/easy*.toml` has them.
        Easy = "easy",
    }
}

include!(concat!(env!("OUT_DIR"), "/entries.rs"));

/// The text under a key, if the catalogue has one.
pub fn lookup(key: &str, lang: Lang) -> Option<&'static str> {
    let place = ENTRIES.binary_search_by(|(entry, ..)| (*entry).cmp(key)).ok()?;
    let (_, ja, en, easy) = ENTRIES[place];
    Some(match lang {
        Lang::Ja => ja,
        Lang::En => en,
        Lang::Easy => easy.unwrap_or(ja),
    })
}

/// The text under a key; the key itself when the catalogue lacks it (a test keeps that from happening).
///
/// ```
/// use catalogue::{Lang, text};
/// assert_eq!(text("word.yes", Lang::Ja), "はい");
/// ```
pub fn text(key: &str, lang: Lang) -> &str {
    lookup(key, lang).unwrap_or(key)
}

/// Every key, sorted.
pub fn keys() -> impl Iterator<Item = &'static str> {
    ENTRIES.iter().map(|(key, ..)| *key)
}

/// A word of a closed list, in plain language.
pub fn word(word: &str, lang: Lang) -> String {
    lookup(&format!("word.{word}"), lang).map_or_else(|| word.to_string(), str::to_string)
}

/// A sentence with its values.
pub fn sentence(message: &Message, lang: Lang) -> String {
    let mut out = String::new();
    let mut rest = text(message.key, lang);
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((name, after)) = after.split_once('}') else { break };
        match message.values.iter().find(|(place, _)| *place == name) {
            Some((_, value)) => out.push_str(&shown(value, lang)),
            None => out.push_str(name),
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// A value as people write it.
///
/// ```
/// use catalogue::{Lang, shown};
/// use law::{Yen, trace::Shown};
/// assert_eq!(shown(&Shown::Yen(Yen(24_000_000)), Lang::Ja), "24,000,000円");
/// assert_eq!(shown(&Shown::Yen(Yen(24_000_000)), Lang::En), "¥24,000,000");
/// ```
pub fn shown(value: &Shown, lang: Lang) -> String {
    let yen = |digits: String| match lang {
        Lang::Ja | Lang::Easy => format!("{digits}円"),
        Lang::En => match digits.strip_prefix('▲') {
            Some(digits) => format!("-¥{digits}"),
            None => format!("¥{digits}"),
        },
    };
    match value {
        Shown::Yen(amount) => yen(amount.to_string()),
        Shown::Balance(amount) => yen(amount.to_string()),
        Shown::Rate(rate) => match lang {
            Lang::Ja | Lang::Easy => format!("年{rate}%"),
            Lang::En => format!("{rate}% p.a."),
        },
        Shown::Share(share) => share_text(*share, lang),
        Shown::Date(date) => day(*date, lang),
        Shown::Count(count) => count.to_string(),
        Shown::Flag(flag) => word(if *flag { "yes" } else { "no" }, lang),
        Shown::Word(name) => word(name, lang),
        Shown::Words(names) => names.iter().map(|name| choice(name, lang)).collect::<Vec<_>>().join(" | "),
        Shown::Text(text) => text.clone(),
        Shown::Citation(provision) => citation(*provision, lang),
        Shown::Citations(provisions) => citations(provisions, lang),
        Shown::Named(ja, en) => match lang {
            Lang::Ja | Lang::Easy => (*ja).to_string(),
            Lang::En => (*en).to_string(),
        },
        Shown::Nothing => word("nothing", lang),
    }
}

/// A word as files spell it, with its meaning where the reader's language is another.
fn choice(name: &str, lang: Lang) -> String {
    match lookup(&format!("word.{name}"), lang).filter(|_| lang != Lang::En) {
        Some(meaning) => format!("{name}（{meaning}）"),
        None => name.to_string(),
    }
}

fn share_text(share: law::Share, lang: Lang) -> String {
    let (numerator, denominator) = share.parts();
    if denominator > 1 && 100 % denominator == 0 && denominator >= 10 {
        return format!("{}%", numerator * (100 / denominator));
    }
    match lang {
        _ if denominator == 1 => numerator.to_string(),
        Lang::Ja | Lang::Easy => format!("{denominator}分の{numerator}"),
        Lang::En => share.to_string(),
    }
}

/// A day: `2026年11月22日`, or ISO in English.
pub fn day(date: Date, lang: Lang) -> String {
    match lang {
        Lang::Ja | Lang::Easy => format!("{}年{}月{}日", date.year(), date.month(), date.day()),
        Lang::En => date.to_string(),
    }
}

/// Several provisions in one breath: `民事再生法231条2項3号・4号`.
pub fn citations(provisions: &[Provision], lang: Lang) -> String {
    match lang {
        Lang::Ja | Lang::Easy => law::provision::together(provisions),
        Lang::En => law::provision::together_en(provisions),
    }
}

/// A citation.
pub fn citation(provision: Provision, lang: Lang) -> String {
    match lang {
        Lang::Ja | Lang::Easy => provision.to_string(),
        Lang::En => provision.en(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use law::{Yen, message};

    #[test]
    fn values_go_into_their_places() {
        let message = message!("error.yen-range", found = "-1".to_string(), most = Yen(5));
        assert!(sentence(&message, Lang::Ja).contains("-1"));
        assert!(sentence(&message, Lang::En).contains("¥5"));
    }

    #[test]
    fn articles_and_names_of_the_lists_follow_the_language() {
        let article = Provision::new(law::provision::CIVIL_EXECUTION, "152/1");
        assert_eq!(shown(&Shown::Citation(article), Lang::Ja), "民事執行法152条1項");
        assert_eq!(shown(&Shown::Citation(article), Lang::En), "Civil Execution Act, Art. 152(1)");
        assert_eq!(shown(&Shown::Named("警備員", "security guard"), Lang::En), "security guard");
        assert_eq!(shown(&Shown::Named("警備員", "security guard"), Lang::Ja), "警備員");
    }

    #[test]
    fn days_and_citations_are_written_as_people_write_them() {
        assert_eq!(day(law::calendar::date(2026, 11, 2), Lang::Ja), "2026年11月2日");
        assert_eq!(shown(&Shown::Balance(law::Balance(-5)), Lang::En), "-¥5");
    }

    /// What is said of the ways themselves: what they need, what to beware of, the papers, the names of figures and payments,
    /// days, forms, next steps, when a way is chosen, and help beside the ways.
    fn of_the_ways() -> impl Iterator<Item = (&'static str, Option<&'static str>)> {
        let families = [
            "requirement.",
            "risk.",
            "note.",
            "paper.",
            "figure.",
            "item.",
            "deadline.",
            "variant.",
            "step.",
            "when.",
            "referral.",
            "whose.",
        ];
        let entries = ENTRIES.iter().map(|(key, .., easy)| (*key, *easy));
        entries.filter(move |(key, _)| families.iter().any(|family| key.starts_with(family)))
    }

    #[test]
    fn what_is_said_of_the_ways_is_said_in_plain_words_too() {
        let lacking: Vec<&str> = of_the_ways().filter(|(_, easy)| easy.is_none()).map(|(key, _)| key).collect();
        assert!(lacking.is_empty(), "catalogue/easy-*.toml lack {lacking:?}");
    }

    /// The text without what stands in brackets: there terms of the law stand beside what they mean.
    fn outside_brackets(text: &str) -> String {
        let mut depth = 0;
        text.chars()
            .filter(|char| match char {
                '（' => {
                    depth += 1;
                    false
                }
                '）' => {
                    depth -= 1;
                    false
                }
                _ => depth == 0,
            })
            .collect()
    }

    /// A sentence of plain Japanese has sixty characters at most, values and brackets left out, and uses no word that only
    /// the law uses.
    #[test]
    fn plain_sentences_are_short_and_without_hard_words() {
        const MOST: usize = 60;
        let hard = [
            "債権者",
            "債務",
            "弁済",
            "滞納",
            "抹消",
            "後順位",
            "剰余",
            "猶予",
            "申立",
            "担保",
            "免責",
            "認可",
            "残債",
            "代位",
            "控除",
            "資力",
            "引渡",
            "明渡",
            "該当",
        ];
        let sentences = of_the_ways().filter(|(key, _)| !key.starts_with("paper."));
        for (key, text) in sentences.filter_map(|(key, easy)| easy.map(|text| (key, outside_brackets(text)))) {
            assert!(hard.iter().all(|word| !text.contains(word)), "{key}: {text}");
            for sentence in text.split('。') {
                let mut in_value = false;
                let count = sentence
                    .chars()
                    .filter(|char| {
                        in_value = (in_value || *char == '{') && *char != '}';
                        !in_value && *char != '}'
                    })
                    .count();
                assert!(count <= MOST, "{key}: {count} characters: {sentence}");
            }
        }
    }

    /// Whoever reads with readings must find one above every ideograph of these sentences. Behind a number the file leaves out
    /// those that are read by the number (10日).
    #[test]
    fn every_ideograph_of_the_plain_sentences_has_a_reading() {
        let mut without = std::collections::BTreeSet::new();
        for (_, text) in of_the_ways() {
            for (piece, _) in furigana::pieces(text.unwrap_or_default()).iter().filter(|(_, reading)| reading.is_none())
            {
                let mut before = ' ';
                for char in piece.chars() {
                    if ('\u{4e00}'..='\u{9fff}').contains(&char) && !before.is_ascii_digit() {
                        without.insert(*piece);
                    }
                    before = char;
                }
            }
        }
        assert!(without.is_empty(), "catalogue/readings.txt lacks {without:?}");
    }
}
