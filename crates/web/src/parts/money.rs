//! Amounts as people write and read them: 万円.

use catalogue::{Lang, sentence};
use law::money::MAX_YEN;
use law::{Yen, message};

const MAN: u64 = 10_000;
const OKU: u64 = 100_000_000;

/// A bare number below this is 万円: up to one 億.
const BARE_MAN_BELOW: u64 = 10_000;
/// A bare number from here on is yen.
const BARE_YEN_FROM: u64 = 1_000_000;

/// A bare number below this is not taken for yen where yen are usual: it may be meant in 万円 or thousands.
const BARE_YEN_AT_LEAST: u64 = 1_000;

law::word_list! {
    /// In which unit a bare number is usual at a place.
    pub(crate) enum Unit {
        /// Values of homes, loans: 万円.
        Man = "man",
        /// What a month costs: yen.
        Yen = "yen",
    }
}

/// Why an amount could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Slip {
    /// Nothing was written.
    Empty,
    /// It is no amount.
    NoAmount,
    /// It could be yen or 万円.
    WhichUnit,
}

/// Reads an amount: `2100万円`, `１億２０００万`, `21,000,000円`, or a bare number. Where 万円 are usual it is 万円 when it is
/// small and yen when it is large; where yen are usual it is yen unless it is too small. What could be either is asked
/// back.
pub(crate) fn read(text: &str, usual: Unit) -> Result<Yen, Slip> {
    let says_yen = text.trim_start().starts_with(['¥', '￥']);
    let plain: String =
        text.chars().map(narrow).filter(|c| !c.is_whitespace() && !matches!(c, ',' | '_' | '¥')).collect();
    if plain.is_empty() {
        return Err(Slip::Empty);
    }
    let (plain, says_yen) = match plain.strip_suffix('円') {
        Some(rest) => (rest, true),
        None => (plain.as_str(), says_yen),
    };
    let (oku, rest) = plain.split_once('億').map_or((None, plain), |(oku, rest)| (Some(oku), rest));
    let (man, rest) = rest.split_once('万').map_or((None, rest), |(man, rest)| (Some(man), rest));
    let mut total: u64 = 0;
    for (part, unit) in [(oku, OKU), (man, MAN)] {
        if let Some(part) = part {
            let amount = times(part, unit).ok_or(Slip::NoAmount)?;
            total = total.checked_add(amount).ok_or(Slip::NoAmount)?;
        }
    }
    let has_unit = oku.is_some() || man.is_some();
    if !(has_unit && rest.is_empty()) {
        let bare = times(rest, 1).ok_or(Slip::NoAmount)?;
        let unit = match bare {
            _ if has_unit || says_yen => 1,
            0 | BARE_YEN_FROM.. => 1,
            BARE_YEN_AT_LEAST.. if usual == Unit::Yen => 1,
            _ if usual == Unit::Yen => return Err(Slip::WhichUnit),
            1..BARE_MAN_BELOW => MAN,
            _ => return Err(Slip::WhichUnit),
        };
        total = bare.checked_mul(unit).and_then(|bare| total.checked_add(bare)).ok_or(Slip::NoAmount)?;
    }
    if total > MAX_YEN.0 { Err(Slip::NoAmount) } else { Ok(Yen(total)) }
}

/// What is wrong with an amount, and what to do.
pub(crate) fn slipped(question: &str, slip: Slip, lang: Lang) -> String {
    let question = question.to_string();
    let message = match slip {
        Slip::Empty => message!("web.first.empty", field = question),
        Slip::NoAmount => message!("web.first.no-amount", field = question),
        Slip::WhichUnit => message!("web.first.which-unit", field = question),
    };
    sentence(&message, lang)
}

/// Digits with at most one point, times a unit; `None` when that is no whole yen.
fn times(digits: &str, unit: u64) -> Option<u64> {
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let is_number = !whole.is_empty() && [whole, part].iter().all(|text| text.bytes().all(|b| b.is_ascii_digit()));
    if !is_number || digits.ends_with('.') {
        return None;
    }
    let mut total = whole.parse::<u64>().ok()?.checked_mul(unit)?;
    let mut unit = unit;
    for digit in part.bytes() {
        if digit == b'0' {
            continue;
        }
        if !unit.is_multiple_of(10) {
            return None;
        }
        unit /= 10;
        total = total.checked_add(u64::from(digit - b'0').checked_mul(unit)?)?;
    }
    Some(total)
}

/// Full-width digits and signs as the narrow ones.
pub(crate) fn narrow(c: char) -> char {
    match c {
        '０'..='９' => char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')).unwrap_or(c),
        '，' | '、' => ',',
        '．' => '.',
        '￥' => '¥',
        c => c,
    }
}

/// An amount in 億 and 万: `1億2,000万円`, `2,134万5,678円`; in English as it is written there.
pub(crate) fn in_man(amount: Yen, lang: Lang) -> String {
    if lang == Lang::En || amount.0 < MAN {
        return catalogue::shown(&law::trace::Shown::Yen(amount), lang);
    }
    let (oku, man, rest) = (amount.0 / OKU, amount.0 % OKU / MAN, amount.0 % MAN);
    let mut out = String::new();
    for (count, unit) in [(oku, "億"), (man, "万"), (rest, "")] {
        if count > 0 {
            out.push_str(&Yen(count).to_string());
            out.push_str(unit);
        }
    }
    out.push('円');
    out
}

/// An amount as it is written on a receipt: 三百五十万円.
pub(crate) fn in_kanji(amount: Yen) -> String {
    const DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    let mut out = String::new();
    for (unit, name) in [(1_000_000_000_000, "兆"), (OKU, "億"), (MAN, "万"), (1, "")] {
        let group = amount.0 / unit % MAN;
        for (size, name) in [(1_000, "千"), (100, "百"), (10, "十"), (1, "")] {
            let digit = group / size % 10;
            // 一 is left out before 十 and 百, and before 千 where nothing stands behind it.
            if digit > 1 || (digit == 1 && (size == 1 || (size == 1_000 && unit > 1))) {
                out.push(DIGITS[usize::try_from(digit).unwrap_or(0)]);
            }
            if digit > 0 {
                out.push_str(name);
            }
        }
        if group > 0 {
            out.push_str(name);
        }
    }
    if out.is_empty() {
        out.push('〇');
    }
    out.push('円');
    out
}

#[cfg(test)]
mod tests {
    use law::words::Word as _;

    use super::*;

    fn check(text: &str, expect: Result<u64, Slip>) {
        assert_eq!(read(text, Unit::Man), expect.map(Yen), "{text}");
    }

    #[test]
    fn amounts_are_read_as_people_write_them() {
        check("2100", Ok(21_000_000));
        check("２，１００万円", Ok(21_000_000));
        check("21,000,000", Ok(21_000_000));
        check("21000000円", Ok(21_000_000));
        check("1億2000万", Ok(120_000_000));
        check("1.2億円", Ok(120_000_000));
        check("2150.5万", Ok(21_505_000));
        check("2134万5678円", Ok(21_345_678));
        check("500円", Ok(500));
        check("0", Ok(0));
    }

    #[test]
    fn where_yen_are_usual_a_bare_number_is_yen_unless_it_is_too_small() {
        let check = |text, expect: Result<u64, Slip>| assert_eq!(read(text, Unit::Yen), expect.map(Yen), "{text}");
        check("126000", Ok(126_000));
        check("1000", Ok(1_000));
        check("999", Err(Slip::WhichUnit));
        check("8.5", Err(Slip::NoAmount));
        check("8.5万", Ok(85_000));
        check("500円", Ok(500));
        check("0", Ok(0));
    }

    #[test]
    fn amounts_are_spoken_in_kanji() {
        for (yen, words) in [
            (0, "〇円"),
            (3_500_000, "三百五十万円"),
            (21_000_000, "二千百万円"),
            (126_000, "十二万六千円"),
            (1_000, "千円"),
            (10_000_000, "一千万円"),
            (110_001, "十一万一円"),
            (123_456_789, "一億二千三百四十五万六千七百八十九円"),
        ] {
            assert_eq!(in_kanji(Yen(yen)), words);
        }
    }

    /// What is shown in a box reads back as the same amount.
    #[test]
    fn what_is_written_reads_back() {
        for yen in [0, 5, 9_999, 10_000, 126_000, 21_345_678, 100_000_000, 1_234_567_890] {
            for lang in Lang::ALL {
                for unit in [Unit::Man, Unit::Yen] {
                    assert_eq!(read(&in_man(Yen(yen), *lang), unit), Ok(Yen(yen)), "{yen} {lang:?} {unit:?}");
                }
            }
        }
    }

    #[test]
    fn what_could_be_either_unit_is_asked_back() {
        check("9999", Ok(99_990_000));
        check("10000", Err(Slip::WhichUnit));
        check("999999", Err(Slip::WhichUnit));
        check("1000000", Ok(1_000_000));
    }

    #[test]
    fn amounts_per_month_are_smaller() {
        for (text, yen) in [("95000", 95_000), ("9.5万", 95_000), ("30万", 300_000), ("0", 0), ("1,000", 1_000)] {
            assert_eq!(read(text, Unit::Yen), Ok(Yen(yen)), "{text}");
        }
    }

    #[test]
    fn what_is_no_amount_is_said_so() {
        check(" ", Err(Slip::Empty));
        for text in ["abc", "-5", "1.5円", "万", "1億億", "99999999999999999999", "1.", ".5", "1e9", "2万.5"] {
            check(text, Err(Slip::NoAmount));
        }
        check(&format!("{}円", MAX_YEN.0 + 1), Err(Slip::NoAmount));
    }

    #[test]
    fn amounts_are_said_in_man() {
        let ja = |amount| in_man(Yen(amount), Lang::Ja);
        assert_eq!(ja(9_999), "9,999円");
        assert_eq!(ja(21_000_000), "2,100万円");
        assert_eq!(ja(120_005_678), "1億2,000万5,678円");
        assert_eq!(ja(100_000_000), "1億円");
        assert_eq!(in_man(Yen(21_000_000), Lang::En), "¥21,000,000");
    }
}
