//! From bytes to text: what a file must be before it can be a case file.

use std::borrow::Cow;

use law::message;
use read::Problem;

/// The largest file that is read: 4 MiB, many times what a household with hundreds of debts needs.
pub const MAX_BYTES: usize = 4 * 1024 * 1024;

law::word_list! {
    /// How a case file is written.
    pub enum Format {
        /// For people.
        Toml = "toml",
        /// For programs.
        Json = "json",
    }
}

impl Format {
    /// The format by the end of the file's name, else by its first character.
    ///
    /// ```
    /// use case::Format;
    /// assert_eq!(Format::guess("case.json", b""), Format::Json);
    /// assert_eq!(Format::guess("-", b" {\"as_of\": 1}"), Format::Json);
    /// assert_eq!(Format::guess("-", b"[[person]]"), Format::Toml);
    /// ```
    pub fn guess(name: &str, bytes: &[u8]) -> Format {
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
        match ending.as_deref() {
            Some("json") => Format::Json,
            Some("toml") => Format::Toml,
            _ if bytes.strip_prefix(BOM).unwrap_or(bytes).trim_ascii_start().starts_with(b"{") => Format::Json,
            _ => Format::Toml,
        }
    }
}

/// The mark that some editors put in front of UTF-8.
const BOM: &[u8] = "\u{feff}".as_bytes();

/// The text of a file as problems count its bytes: without a byte order mark, with a replacement character for what is
/// not UTF-8, cut at the size limit.
pub fn text_of(bytes: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(without_bom(&bytes[..bytes.len().min(MAX_BYTES)]))
}

/// The text, or why these bytes are none.
pub(crate) fn decode(bytes: &[u8]) -> Result<&str, Problem> {
    let whole = |code, message| Problem::new(code, String::new(), 0..0, message);
    if bytes.len() > MAX_BYTES {
        let message = message!("case.too-large", found = megabytes(bytes.len()), most = megabytes(MAX_BYTES));
        return Err(whole("too-large", message).hint(message!("case.hint.too-large")));
    }
    let bytes = without_bom(bytes);
    if bytes.trim_ascii().is_empty() {
        return Err(whole("empty-file", message!("case.empty-file")).hint(message!("case.hint.empty-file")));
    }
    if is_utf16(bytes) {
        return Err(other_encoding(0, 0, "UTF-16"));
    }
    if bytes.contains(&0) || FOREIGN.iter().any(|start| bytes.starts_with(start)) {
        return Err(whole("binary", message!("case.binary")).hint(message!("case.hint.binary")));
    }
    // ISO-2022-JP is ASCII by its bytes and would be read as nonsense.
    if let Some(at) = bytes.windows(3).position(|window| window == b"\x1b$B") {
        return Err(other_encoding(at, 1, "ISO-2022-JP (JIS)"));
    }
    std::str::from_utf8(bytes).map_err(|error| {
        let at = error.valid_up_to();
        let length = char::REPLACEMENT_CHARACTER.len_utf8();
        match suspected(bytes) {
            Some(encoding) => other_encoding(at, length, encoding),
            None => Problem::new("not-utf8", String::new(), at..at + length, message!("case.not-utf8"))
                .hint(message!("case.hint.not-utf8")),
        }
    })
}

/// The first bytes of a zip archive (Excel, Word), a PDF, an old Office file, a picture.
const FOREIGN: [&[u8]; 5] = [b"PK\x03\x04", b"%PDF-", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff"];

fn without_bom(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(BOM).unwrap_or(bytes)
}

fn megabytes(bytes: usize) -> String {
    format!("{} MiB", bytes.div_ceil(1024 * 1024))
}

fn other_encoding(at: usize, length: usize, encoding: &'static str) -> Problem {
    let message = message!("case.other-encoding", encoding = encoding.to_string());
    Problem::new("other-encoding", String::new(), at..at + length, message).hint(message!("case.hint.not-utf8"))
}

/// A byte order mark of UTF-16, or so many zeros in one half of the byte pairs that it can be nothing else.
fn is_utf16(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(4096)];
    let zeros = |offset: usize| start.iter().skip(offset).step_by(2).filter(|byte| **byte == 0).count();
    let marked = start.starts_with(b"\xff\xfe") || start.starts_with(b"\xfe\xff");
    let (even, odd) = (zeros(0), zeros(1));
    marked || (even.min(odd) == 0 && even.max(odd) * 4 > start.len() && !start.is_empty())
}

/// The Japanese encoding in which every byte of the text makes sense, EUC-JP before Shift_JIS: text in Shift_JIS
/// nearly always has lead bytes that EUC-JP does not know.
fn suspected(bytes: &[u8]) -> Option<&'static str> {
    if is_euc_jp(bytes) {
        Some("EUC-JP")
    } else if is_shift_jis(bytes) {
        Some("Shift_JIS")
    } else {
        None
    }
}

fn is_euc_jp(bytes: &[u8]) -> bool {
    let mut rest = bytes.iter();
    while let Some(byte) = rest.next() {
        let trail = match byte {
            0x00..=0x7f => 0,
            0x8e | 0xa1..=0xfe => 1,
            0x8f => 2,
            _ => return false,
        };
        for _ in 0..trail {
            if !rest.next().is_some_and(|byte| (0xa1..=0xfe).contains(byte)) {
                return false;
            }
        }
    }
    true
}

fn is_shift_jis(bytes: &[u8]) -> bool {
    let mut rest = bytes.iter();
    while let Some(byte) = rest.next() {
        match byte {
            0x00..=0x7f | 0xa1..=0xdf => {}
            0x81..=0x9f | 0xe0..=0xfc => {
                if !rest.next().is_some_and(|byte| matches!(byte, 0x40..=0x7e | 0x80..=0xfc)) {
                    return false;
                }
            }
            _ => return false,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], expect: &str) {
        let found = decode(bytes).map_or_else(|problem| problem.code, |_| "text");
        assert_eq!(found, expect, "{bytes:?}");
    }

    #[test]
    fn only_utf8_is_text() {
        check(b"as_of = 2026-11-22", "text");
        check(b"\xef\xbb\xbfas_of = 2026-11-22", "text");
        check(b"", "empty-file");
        check(b"\xef\xbb\xbf \n", "empty-file");
        check(b"PK\x03\x04\x14\x00", "binary");
        check(b"a\x00\x00\x00b", "binary");
        check(b"\xff\xfea\x00=\x001\x00", "other-encoding");
        check(b"a\x00 \x00=\x00 \x001\x00", "other-encoding");
        check(b"\x1b$B%F\x1b(B", "other-encoding");
        check(&vec![b'#'; MAX_BYTES + 1], "too-large");
        check(&vec![b'#'; MAX_BYTES], "text");
    }

    #[test]
    fn japanese_encodings_are_told_apart() {
        // 東京都 in each.
        assert_eq!(suspected(b"\x93\x8c\x8b\x9e\x93\x73"), Some("Shift_JIS"));
        assert_eq!(suspected(b"\xc5\xec\xb5\xfe\xc5\xd4"), Some("EUC-JP"));
        assert_eq!(suspected(b"\xff\xff"), None);
        check(b"x = '\xff'", "not-utf8");
        let problem = decode(b"a = 1\nb = '\x93\x8c'").unwrap_err();
        assert_eq!((problem.code, problem.span), ("other-encoding", 11..14));
        assert_eq!(&text_of(b"a = 1\nb = '\x93\x8c'")[11..14], "\u{fffd}");
    }
}
