//! Text in columns: a Japanese character takes two, a Latin one takes one.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The columns that a text takes.
///
/// ```
/// assert_eq!(catalogue::layout::columns("再建 1"), 6);
/// ```
pub fn columns(text: &str) -> usize {
    text.width()
}

/// The text with blanks after it up to `width` columns.
pub fn pad(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(columns(text))))
}

/// The text with blanks before it up to `width` columns.
pub fn pad_left(text: &str, width: usize) -> String {
    format!("{}{text}", " ".repeat(width.saturating_sub(columns(text))))
}

/// Characters that do not begin a line (行頭禁則).
const NOT_FIRST: &str = "、。，．・：；？！」』）〕］｝〉》】ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ々,.:;?!)]}%円";
/// Characters that do not end a line (行末禁則).
const NOT_LAST: &str = "「『（〔［｛〈《【([{¥";

/// The text in lines of at most `width` columns: broken between words, and between Japanese characters where the
/// rules of Japanese line breaking allow it. A single word longer than the line stays whole.
///
/// ```
/// assert_eq!(catalogue::layout::wrap("最低弁済額は、百万円です。", 13), ["最低弁済額", "は、百万円で", "す。"]);
/// assert_eq!(catalogue::layout::wrap("one two three", 8), ["one two", "three"]);
/// ```
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let mut line = String::new();
        for piece in pieces(paragraph) {
            if !line.is_empty() && columns(&line) + columns(piece.trim_end()) > width {
                lines.push(std::mem::take(&mut line).trim_end().to_string());
            }
            line.push_str(if line.is_empty() { piece.trim_start() } else { piece });
        }
        lines.push(line.trim_end().to_string());
    }
    lines
}

/// The parts of a text that stay together.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut characters = text.char_indices().peekable();
    while let Some((_, here)) = characters.next() {
        let Some(&(next_at, next)) = characters.peek() else { break };
        let wide = |character: char| character.width() == Some(2);
        let allowed = if here == ' ' { next != ' ' } else { wide(here) || wide(next) };
        if allowed && (here == ' ' || !NOT_LAST.contains(here)) && next != ' ' && !NOT_FIRST.contains(next) {
            pieces.push(&text[start..next_at]);
            start = next_at;
        }
    }
    pieces.push(&text[start..]);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_fill_up_to_the_column_and_never_cut() {
        assert_eq!(pad("円", 4), "円  ");
        assert_eq!(pad_left("円", 4), "  円");
        assert_eq!(pad("saiken", 2), "saiken");
    }

    #[test]
    fn nothing_is_lost_and_no_line_begins_with_a_closing_sign() {
        let text = "再生債権の総額は、民事再生法231条2項2号の上限（50,000,000円）を超えません。 See the act.";
        for width in 1..90 {
            let lines = wrap(text, width);
            let joined: String = lines.concat();
            assert_eq!(joined.replace(' ', ""), text.replace(' ', ""), "{width}");
            assert!(
                lines.iter().all(|line| !line.starts_with(|first| NOT_FIRST.contains(first))),
                "{width}: {lines:?}"
            );
            assert!(width < 20 || lines.iter().all(|line| columns(line) <= width), "{width}: {lines:?}");
        }
        assert_eq!(wrap("", 10), [""]);
    }
}
