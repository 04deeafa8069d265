//! `--jsonl`: an answer a line, in the order of the lines, as soon as the lines are there.
//!
//! Every line has its answer on the line of the same number. So a blank line, too, is answered, with an error: it is
//! no JSON.

use std::io::{self, BufRead, BufReader, Read, Write};

use super::{BUFFER, LONGEST_INPUT, Teller};

/// How many lines there were.
pub(super) struct Tally {
    pub(super) lines: usize,
    pub(super) refused: usize,
}

/// Answers every line of the input. Memory does not grow with its length, nor with that of a line.
pub(super) fn answer_lines(teller: &Teller, input: impl Read, output: &mut impl Write) -> io::Result<Tally> {
    let mut input = BufReader::with_capacity(BUFFER, input);
    let mut tally = Tally { lines: 0, refused: 0 };
    let mut line = Vec::new();
    while next_line(&mut input, output, &mut line)? {
        let answer = teller.answer_text(&line);
        tally.lines += 1;
        tally.refused += usize::from(answer.is_err());
        teller.tell(&answer, output)?;
    }
    output.flush()?;
    Ok(tally)
}

/// Reads the next line without its end; false when there is none. Of a line that is too long, one byte more than
/// allowed is kept. Before the reading has to wait, everything answered so far goes out.
fn next_line(input: &mut BufReader<impl Read>, output: &mut impl Write, line: &mut Vec<u8>) -> io::Result<bool> {
    line.clear();
    let mut started = false;
    loop {
        if input.buffer().is_empty() {
            output.flush()?;
        }
        let chunk = match input.fill_buf() {
            Ok(chunk) => chunk,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if chunk.is_empty() {
            return Ok(started);
        }
        started = true;
        let end = chunk.iter().position(|byte| *byte == b'\n');
        let part = &chunk[..end.unwrap_or(chunk.len())];
        let room = LONGEST_INPUT + 1 - line.len();
        line.extend_from_slice(&part[..part.len().min(room)]);
        let read = part.len() + usize::from(end.is_some());
        input.consume(read);
        if end.is_some() {
            return Ok(true);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use catalogue::Lang;
    use serde_json::Value as Json;

    const GOOD: &str = r#"{"tier_total": 6000000, "standard_claims": 6000000}"#;

    /// Answers of a stream: the minimum, or the field that is refused.
    fn check(input: impl Read, expect: &[Result<u64, &str>]) {
        let entry = calc::find("civil-rehabilitation.minimum-repayment").unwrap();
        let mut output = Vec::new();
        let tally = answer_lines(&Teller { entry, why: None, lang: Lang::En }, input, &mut output).unwrap();
        let answers: Vec<Json> =
            String::from_utf8(output).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let found: Vec<Result<u64, &str>> = answers
            .iter()
            .map(|answer| match answer.get("error") {
                Some(error) => Err(error["field"].as_str().unwrap()),
                None => Ok(answer["minimum"].as_u64().unwrap()),
            })
            .collect();
        assert_eq!(found, expect);
        assert_eq!((tally.lines, tally.refused), (expect.len(), expect.iter().filter(|one| one.is_err()).count()));
    }

    #[test]
    fn every_line_has_its_answer_in_its_place() {
        check("".as_bytes(), &[]);
        check(GOOD.as_bytes(), &[Ok(1_200_000)]);
        check(format!("{GOOD}\r\n").as_bytes(), &[Ok(1_200_000)]);
        check(
            format!("{GOOD}\n\n{{\"tier_total\": -1}}\n[\n{GOOD}\n").as_bytes(),
            &[Ok(1_200_000), Err(""), Err("tier_total"), Err(""), Ok(1_200_000)],
        );
    }

    #[test]
    fn bytes_that_are_no_text_are_answered_and_the_stream_goes_on() {
        let input = [b"{\"tier_total\": \"\xff\"}\n\0\n".as_slice(), GOOD.as_bytes()].concat();
        check(input.as_slice(), &[Err(""), Err(""), Ok(1_200_000)]);
    }

    #[test]
    fn a_line_may_be_as_long_as_the_limit_and_no_longer() {
        let filled = |length: usize| format!("{GOOD}{}\n", " ".repeat(length - GOOD.len()));
        let input = [filled(LONGEST_INPUT), filled(LONGEST_INPUT + 1), filled(3 * LONGEST_INPUT), GOOD.to_string()];
        check(input.concat().as_bytes(), &[Ok(1_200_000), Err(""), Err(""), Ok(1_200_000)]);
    }

    /// A reader that gives a byte at a time, and a writer that notes when it is flushed.
    #[test]
    fn an_answer_goes_out_before_the_next_line_is_waited_for() {
        struct Bytes<'a>(&'a [u8]);
        impl Read for Bytes<'_> {
            fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
                let Some((first, rest)) = self.0.split_first() else { return Ok(0) };
                (buffer[0], self.0) = (*first, rest);
                Ok(1)
            }
        }
        #[derive(Default)]
        struct Flushes {
            written: usize,
            flushed: Vec<usize>,
        }
        impl Write for Flushes {
            fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
                self.written += bytes.len();
                Ok(bytes.len())
            }
            fn flush(&mut self) -> io::Result<()> {
                self.flushed.push(self.written);
                Ok(())
            }
        }
        let entry = calc::find("civil-rehabilitation.minimum-repayment").unwrap();
        let input = format!("{GOOD}\n{GOOD}\n");
        let mut output = Flushes::default();
        answer_lines(&Teller { entry, why: None, lang: Lang::En }, Bytes(input.as_bytes()), &mut output).unwrap();
        assert!(output.flushed.contains(&(output.written / 2)));
        check(Bytes(input.as_bytes()), &[Ok(1_200_000), Ok(1_200_000)]);
    }
}
