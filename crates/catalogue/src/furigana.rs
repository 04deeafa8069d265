//! How the words of the catalogue are read: readings above ideographs, for those who do not know these.
//!
//! The words stand in `catalogue/readings.txt`; what is not there gets no reading.

use std::collections::HashMap;
use std::sync::LazyLock;

/// A piece of a text, with its reading where it has one.
pub type Piece<'t> = (&'t str, Option<&'static str>);

/// A word's pieces: how many bytes of it, and how they are read.
type Pieces = Vec<(usize, Option<&'static str>)>;

/// What a word stands behind, as the file marks it.
const BEHIND_IDEOGRAPH: char = '〜';
const BEHIND_NUMBER: char = '#';

static READINGS: LazyLock<Readings> = LazyLock::new(|| Readings::of(include_str!("../../../catalogue/readings.txt")));

struct Readings {
    words: HashMap<String, Pieces>,
    /// Characters of the longest word.
    longest: usize,
}

impl Readings {
    fn of(file: &'static str) -> Readings {
        let mut readings = Readings { words: HashMap::new(), longest: 0 };
        // A comment is a number sign with a space; a word behind a number has none.
        for line in file.lines().filter(|line| !line.is_empty() && !line.starts_with("# ")) {
            let mark = line.chars().next().filter(|mark| [BEHIND_IDEOGRAPH, BEHIND_NUMBER].contains(mark));
            let (word, pieces) = word(&line[mark.map_or(0, char::len_utf8)..]);
            readings.longest = readings.longest.max(word.chars().count());
            let key = mark.into_iter().chain(word.chars()).collect();
            readings.words.insert(key, pieces);
        }
        readings
    }

    /// The longest word at the beginning of a text, and its pieces.
    fn at(&self, text: &str, before: Option<char>) -> Option<(usize, &Pieces)> {
        let mark = match before {
            Some('0'..='9' | '０'..='９') => Some(BEHIND_NUMBER),
            Some(before) if is_ideograph(before) => Some(BEHIND_IDEOGRAPH),
            _ => None,
        };
        let ends = text.char_indices().map(|(at, char)| at + char.len_utf8()).take(self.longest);
        ends.collect::<Vec<_>>().into_iter().rev().find_map(|end| {
            let word = &text[..end];
            let marked = mark.and_then(|mark| self.words.get(&format!("{mark}{word}")));
            marked.or_else(|| self.words.get(word)).map(|pieces| (end, pieces))
        })
    }
}

/// `引(ひ)っ越(こ)し` as the word and its pieces: a reading belongs to the ideographs in front of it.
fn word(line: &'static str) -> (String, Pieces) {
    let (mut word, mut pieces) = (String::new(), Pieces::new());
    let mut rest = line;
    while let Some((before, (reading, after))) =
        rest.split_once('(').and_then(|(before, after)| Some((before, after.split_once(')')?)))
    {
        let read: usize = before.chars().rev().take_while(|char| is_ideograph(*char)).map(char::len_utf8).sum();
        if read < before.len() {
            pieces.push((before.len() - read, None));
        }
        pieces.push((read, Some(reading)));
        word.push_str(before);
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push((rest.len(), None));
        word.push_str(rest);
    }
    (word, pieces)
}

/// Is it a character that furigana are written above?
pub const fn is_ideograph(char: char) -> bool {
    matches!(char, '\u{3400}'..='\u{9fff}' | '々' | 'ヶ')
}

/// A text in pieces, in order and whole; the longest word that fits is taken.
///
/// ```
/// use catalogue::furigana::pieces;
/// let read: Vec<_> = pieces("引っ越した3人").into_iter().filter_map(|(_, reading)| reading).collect();
/// assert_eq!(read, ["ひ", "こ", "にん"]);
/// ```
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut out: Vec<Piece<'_>> = Vec::new();
    let (mut at, mut plain) = (0, 0);
    while let Some(char) = text[at..].chars().next() {
        let Some((length, pieces)) = READINGS.at(&text[at..], text[..at].chars().next_back()) else {
            at += char.len_utf8();
            continue;
        };
        for (bytes, reading) in pieces {
            if reading.is_some() {
                if plain < at {
                    out.push((&text[plain..at], None));
                }
                out.push((&text[at..at + bytes], *reading));
                plain = at + bytes;
            }
            at += bytes;
        }
        debug_assert!(length > 0, "a word has a character");
    }
    if plain < text.len() {
        out.push((&text[plain..], None));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Lang, keys, text};

    #[test]
    fn words_are_read_as_they_are_in_law() {
        let check = |text: &str, expect: &str| {
            let read: String = pieces(text).into_iter().map(|(piece, reading)| reading.unwrap_or(piece)).collect();
            assert_eq!(read, expect);
        };
        // 競売 is けいばい in the language of the law, 先取特権 さきどりとっけん.
        check("競売が始まり、保証人に請求される", "けいばいがはじまり、ほしょうにんにせいきゅうされる");
        check("先取特権と抵当権", "さきどりとっけんとていとうけん");
        check("家に住み続ける方は専門家に", "いえにすみつづけるかたはせんもんかに");
        check("住宅資金特別条項、遅延損害金", "じゅうたくしきんとくべつじょうこう、ちえんそんがいきん");
        check("2026年11月29日まで、3か月", "2026ねん11がつ29日まで、3かげつ");
        check("お金が足りない", "おかねがたりない");
        check("no ideograph", "no ideograph");
    }

    #[test]
    fn nothing_of_a_text_is_lost() {
        for key in keys() {
            let text = text(key, Lang::Ja);
            assert_eq!(pieces(text).into_iter().map(|(piece, _)| piece).collect::<String>(), text, "{key}");
        }
    }

    #[test]
    fn nearly_every_ideograph_of_the_catalogue_has_a_reading() {
        let (mut all, mut read, mut without) = (0, 0, Vec::new());
        for (_, text) in keys().flat_map(|key| [Lang::Ja, Lang::Easy].map(|lang| (key, text(key, lang)))) {
            for (piece, reading) in pieces(text) {
                let count = piece.chars().filter(|char| is_ideograph(*char)).count();
                all += count;
                if reading.is_some() {
                    read += count;
                } else if count > 0 && without.len() < 40 {
                    without.push(piece.to_string());
                }
            }
        }
        // New sentences bring new words; those that are missing are named here. Add them to catalogue/readings.txt.
        assert!(read * 100 >= all * 98, "{read} of {all}: {without:?}");
    }
}
