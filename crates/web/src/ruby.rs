//! Furigana over the text of a page: readings as ruby, which screen readers do not say twice.

use catalogue::furigana::pieces;

/// Elements whose text stays as it is: no element may stand in them, or they are not read as text.
const PLAIN: [&str; 9] = ["script", "style", "title", "textarea", "option", "svg", "code", "pre", "ruby"];

/// A page with a reading above every word that has one. Its tags stay as they are.
pub(crate) fn annotated(html: &str) -> String {
    let mut out = String::with_capacity(html.len() * 2);
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        text(&rest[..open], &mut out);
        let end = rest[open..].find('>').map_or(rest.len(), |end| open + end + 1);
        let tag = &rest[open..end];
        out.push_str(tag);
        rest = &rest[end..];
        let name = tag[1..].split(|char: char| !char.is_ascii_alphanumeric()).next().unwrap_or_default();
        if PLAIN.contains(&name) && !tag.ends_with("/>") {
            let closing = format!("</{name}");
            let inside = rest.find(&closing).unwrap_or(rest.len());
            out.push_str(&rest[..inside]);
            rest = &rest[inside..];
        }
    }
    text(rest, &mut out);
    out
}

fn text(text: &str, out: &mut String) {
    for (piece, reading) in pieces(text) {
        match reading {
            Some(reading) => {
                for part in ["<ruby>", piece, "<rt aria-hidden=\"true\">", reading, "</rt></ruby>"] {
                    out.push_str(part);
                }
            }
            None => out.push_str(piece),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_has_readings_and_tags_stay() {
        let said = annotated("<p title=\"期限\">期限</p><option>期限</option><svg><text>期限</text></svg>");
        let ruby = "<ruby>期限<rt aria-hidden=\"true\">きげん</rt></ruby>";
        assert_eq!(said, format!("<p title=\"期限\">{ruby}</p><option>期限</option><svg><text>期限</text></svg>"));
        assert_eq!(annotated("a &lt; b <br> c"), "a &lt; b <br> c");
        assert_eq!(annotated("<textarea>期限</textarea>期限"), format!("<textarea>期限</textarea>{ruby}"));
    }
}
