//! Bytes as bits, which arrays have for what is there and what is true.

use arrow_buffer::BooleanBuffer;

/// A bit for each byte. Eight zeros and ones are moved together by one multiplication: each bit by seven places less than the
/// one before it.
pub fn bits(bytes: &[u8], is_one: impl Fn(u8) -> bool) -> BooleanBuffer {
    let together = |eight: &[u8; 8]| {
        let mut ones = [0; 8];
        ones.iter_mut().zip(eight).for_each(|(one, byte)| *one = u8::from(is_one(*byte)));
        (u64::from_le_bytes(ones).wrapping_mul(0x0102_0408_1020_4080) >> 56) as u8
    };
    let (eights, rest) = bytes.as_chunks();
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    // Nobody looks at bits behind the last one.
    let all: Vec<u8> = eights.iter().chain([&last]).map(together).collect();
    BooleanBuffer::new(all.into(), 0, bytes.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_byte_has_its_bit() {
        for length in 0..40 {
            let bytes: Vec<u8> = (0_u8..length).map(|at| at.wrapping_mul(7) % 5).collect();
            let found = bits(&bytes, |byte| byte > 1);
            assert_eq!(found, BooleanBuffer::collect_bool(bytes.len(), |at| bytes[at] > 1), "{length}");
        }
    }
}
