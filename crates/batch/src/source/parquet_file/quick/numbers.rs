//! Small numbers as the format packs them: runs of one number, and eights of numbers that each have as many bits.

use bytes::Bytes;
use parquet::errors::ParquetError;

use super::unusual;

/// What a number becomes.
pub(super) trait Number: Copy {
    fn of(number: u32) -> Self;
    fn of_byte(byte: u8) -> Self;
}

impl Number for u8 {
    fn of(number: u32) -> u8 {
        number as u8
    }
    fn of_byte(byte: u8) -> u8 {
        byte
    }
}

impl Number for i32 {
    fn of(number: u32) -> i32 {
        number.cast_signed()
    }
    fn of_byte(byte: u8) -> i32 {
        i32::from(byte)
    }
}

/// Numbers that are read in their order.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    bytes: Bytes,
    /// Where the next run begins.
    next: usize,
    width: usize,
    run: Run,
}

/// How the next numbers stand there, and how many they are.
#[derive(Debug, Default)]
enum Run {
    #[default]
    None,
    Same {
        number: u32,
        left: usize,
    },
    Packed {
        start: usize,
        taken: usize,
        left: usize,
    },
}

impl Numbers {
    /// Numbers of so many bits.
    pub(super) fn new(bytes: Bytes, width: usize) -> Result<Numbers, ParquetError> {
        if width > 32 { Err(unusual()) } else { Ok(Numbers { bytes, next: 0, width, run: Run::None }) }
    }

    /// Adds the next ones.
    pub(super) fn read<N: Number>(&mut self, count: usize, out: &mut Vec<N>) -> Result<(), ParquetError> {
        let mut lacking = count;
        while lacking > 0 {
            let some = match &mut self.run {
                Run::Same { number, left } => {
                    let some = lacking.min(*left);
                    out.resize(out.len() + some, N::of(*number));
                    *left -= some;
                    some
                }
                Run::Packed { start, taken, left } => {
                    let some = lacking.min(*left);
                    unpack(&self.bytes[*start..], self.width, *taken, some, out);
                    *taken += some;
                    *left -= some;
                    some
                }
                Run::None => 0,
            };
            lacking -= some;
            if lacking > 0 {
                self.begin_run()?;
            }
        }
        Ok(())
    }

    /// A run has a head: how many, and whether they are packed.
    fn begin_run(&mut self) -> Result<(), ParquetError> {
        let (mut head, mut place) = (0_u64, 0);
        loop {
            let byte = *self.bytes.get(self.next).filter(|_| place < 35).ok_or_else(unusual)?;
            self.next += 1;
            head |= u64::from(byte & 0x7F) << place;
            place += 7;
            if byte < 0x80 {
                break;
            }
        }
        let count = (head >> 1) as usize;
        let rest = self.bytes.len() - self.next;
        if head & 1 == 1 {
            // The last eight may not be there whole.
            let length = (count * self.width).min(rest);
            let left = (length * 8).checked_div(self.width).unwrap_or(count * 8);
            self.run = Run::Packed { start: self.next, taken: 0, left };
            self.next += length;
        } else {
            let length = self.width.div_ceil(8);
            if length > rest {
                return Err(unusual());
            }
            let number = (window(&self.bytes, self.next) & mask(self.width)) as u32;
            self.run = Run::Same { number, left: count };
            self.next += length;
        }
        Ok(())
    }
}

/// As many ones.
const fn mask(bits: usize) -> u64 {
    if bits >= 64 { u64::MAX } else { (1 << bits) - 1 }
}

/// The eight bytes from a place; zeros behind the end.
fn window(bytes: &[u8], place: usize) -> u64 {
    let rest = bytes.get(place..).unwrap_or_default();
    match rest.first_chunk() {
        Some(eight) => u64::from_le_bytes(*eight),
        None => rest.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte)),
    }
}

/// Adds packed numbers of at most 32 bits, from the `first` one.
pub(super) fn unpack<N: Number>(bytes: &[u8], width: usize, first: usize, count: usize, out: &mut Vec<N>) {
    let one = |place: usize| {
        let bit = place * width;
        N::of((window(bytes, bit / 8) >> (bit % 8) & mask(width)) as u32)
    };
    let end = first + count;
    out.reserve(count);
    // Eight numbers begin and end with a byte.
    let mut place = if width > 16 { end } else { first.next_multiple_of(8).min(end) };
    out.extend((first..place).map(one));
    while place + 8 <= end {
        let start = place / 8 * width;
        if width <= 8 {
            out.extend_from_slice(&spread(window(bytes, start), width).map(N::of_byte));
        } else {
            // The second four may begin in the middle of a byte.
            let four = |packed: u64| [0, 1, 2, 3].map(|at| N::of((packed >> (at * width) & mask(width)) as u32));
            out.extend_from_slice(&four(window(bytes, start)));
            out.extend_from_slice(&four(window(bytes, start + width / 2) >> (width % 2 * 4)));
        }
        place += 8;
    }
    out.extend((place..end).map(one));
}

/// Eight numbers of at most eight bits, each in a byte of its own: two halves are moved apart, then their halves, then theirs.
fn spread(packed: u64, width: usize) -> [u8; 8] {
    let apart = |numbers: u64, few: usize, lanes: u64, to: usize| {
        let low = mask(few) * lanes;
        (numbers & low) | (numbers >> few & low) << to
    };
    let halves = apart(packed, 4 * width, 1, 32);
    let quarters = apart(halves, 2 * width, 0x1_0000_0001, 16);
    apart(quarters, width, 0x0001_0001_0001_0001, 8).to_le_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers packed bit by bit.
    fn packed(numbers: &[u32], width: usize) -> Vec<u8> {
        let mut bytes = vec![0; (numbers.len() * width).div_ceil(8)];
        for bit in 0..numbers.len() * width {
            bytes[bit / 8] |= ((numbers[bit / width] >> (bit % width) & 1) as u8) << (bit % 8);
        }
        bytes
    }

    fn number(at: usize, width: usize) -> u32 {
        ((at as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 20 & mask(width)) as u32
    }

    #[test]
    fn numbers_of_every_width_are_read_from_every_place_to_every_other() {
        for width in 0..=32 {
            let numbers: Vec<u32> = (0..40).map(|at| number(at, width)).collect();
            let bytes = packed(&numbers, width);
            for first in 0..=40 {
                for end in first..=40 {
                    let mut found: Vec<i32> = Vec::new();
                    unpack(&bytes, width, first, end - first, &mut found);
                    let expected: Vec<i32> = numbers[first..end].iter().map(|number| number.cast_signed()).collect();
                    assert_eq!(found, expected, "{width} bits, {first} to {end}");
                }
            }
        }
    }

    #[test]
    fn runs_are_read_on_where_the_last_reading_ended() {
        for width in [0, 1, 2, 3, 7, 8] {
            let eights: Vec<u32> = (0..16).map(|at| number(at, width)).collect();
            // 200 times the same, sixteen packed, none of a number, three times the same.
            let same = |head: &[u8], number: u32| [head, &[number as u8][..width.div_ceil(8)]].concat();
            let (one, other) = (number(7, width), number(8, width));
            let parts = [same(&[0x90, 0x03], one), [vec![5], packed(&eights, width)].concat(), same(&[0], 0)];
            let bytes = [parts.concat(), same(&[6], other)].concat();
            let all: Vec<u8> = std::iter::repeat_n(one, 200).chain(eights).chain([other; 3]).map(|n| n as u8).collect();
            for step in 1..=all.len() {
                let mut numbers = Numbers::new(bytes.clone().into(), width).unwrap();
                let mut found: Vec<u8> = Vec::new();
                while found.len() < all.len() {
                    numbers.read(step.min(all.len() - found.len()), &mut found).unwrap();
                }
                assert_eq!(found, all);
                assert!(numbers.read(1, &mut found).is_err());
            }
        }
    }

    #[test]
    fn what_is_no_head_or_too_short_is_refused() {
        for bytes in [&[][..], &[0x80], &[0xFF; 9], &[2], &[3]] {
            let mut numbers = Numbers::new(bytes.to_vec().into(), 3).unwrap();
            assert!(numbers.read::<u8>(1, &mut Vec::new()).is_err(), "{bytes:?}");
        }
        assert!(Numbers::new(Bytes::new(), 33).is_err());
    }
}
