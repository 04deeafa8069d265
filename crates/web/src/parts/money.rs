//! Amounts as people write and read them: 万円.

use catalogue::Lang;
use law::Yen;
use law::money::MAX_YEN;

const MAN: u64 = 10_000;
const OKU: u64 = 100_000_000;

/// A bare number below this is 万円: up to one 億.
const BARE_MAN_BELOW: u64 = 10_000;
/// A bare number per month below this is 万円: up to a thousand 万.
const BARE_MAN_BELOW_MONTHLY: u64 = 1_000;
/// A bare number from here on is yen.
const BARE_YEN_FROM: u64 = 1_000_000;

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

/// Reads an amount: `2100万円`, `１億２０００万`, `21,000,000円`, or a bare number, which is 万円 when it is small and
/// yen when it is large. In between it could be either, and is asked back.
pub(crate) fn read(text: &str) -> Result<Yen, Slip> {
    read_with(text, BARE_MAN_BELOW, BARE_YEN_FROM)
}

/// Reads an amount per month: a bare number is 万円 when it has at most three digits, else yen.
pub(crate) fn read_monthly(text: &str) -> Result<Yen, Slip> {
    read_with(text, BARE_MAN_BELOW_MONTHLY, BARE_MAN_BELOW_MONTHLY)
}

fn read_with(text: &str, man_below: u64, yen_from: u64) -> Result<Yen, Slip> {
    let plain: String =
        text.chars().map(narrow).filter(|c| !c.is_whitespace() && !matches!(c, ',' | '_' | '¥')).collect();
    if plain.is_empty() {
        return Err(Slip::Empty);
    }
    let (plain, says_yen) = match plain.strip_suffix('円') {
        Some(rest) => (rest, true),
        None => (plain.as_str(), false),
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
            _ if bare == 0 || bare >= yen_from => 1,
            _ if bare < man_below => MAN,
            _ => return Err(Slip::WhichUnit),
        };
        total = bare.checked_mul(unit).and_then(|bare| total.checked_add(bare)).ok_or(Slip::NoAmount)?;
    }
    if total > MAX_YEN.0 { Err(Slip::NoAmount) } else { Ok(Yen(total)) }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: Result<u64, Slip>) {
        assert_eq!(read(text), expect.map(Yen), "{text}");
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
    fn what_could_be_either_unit_is_asked_back() {
        check("9999", Ok(99_990_000));
        check("10000", Err(Slip::WhichUnit));
        check("999999", Err(Slip::WhichUnit));
        check("1000000", Ok(1_000_000));
    }

    #[test]
    fn amounts_per_month_are_smaller() {
        for (text, yen) in [("95000", 95_000), ("9.5万", 95_000), ("30万", 300_000), ("0", 0), ("1,000", 1_000)] {
            assert_eq!(read_monthly(text), Ok(Yen(yen)), "{text}");
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
