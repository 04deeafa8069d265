//! Runs that are stopped from outside: by Ctrl-C, by a full disk.

#![cfg(unix)]

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::{Folder, program, rows};

fn command(folder: &Folder, limit: &str) -> Command {
    let mut command = Command::new("bash");
    let script = format!("{limit} exec \"$0\" run \"$1\" --out \"$2\" --lang en --threads 2");
    command.arg("-c").arg(script).arg(program()).arg(folder.path("book.parquet")).arg(folder.path("out.parquet"));
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// A limit on the size of files stands for a disk that fills up: the system refuses the write either way.
#[test]
fn a_disk_that_fills_up_is_told_and_leaves_nothing() {
    let folder = Folder::new();
    folder.write(&rows(400));
    // In blocks of 1,024 bytes; the signal that would end the program is ignored, so that the write fails.
    let output = command(&folder, "trap '' XFSZ; ulimit -f 4;").output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("The disk is full") && said.contains("--out"), "{said}");
    // The errors would have fitted: without the answers they are not there either.
    assert!(!folder.has("out.parquet") && !folder.has("out.parquet.errors.csv"));
    assert_eq!(folder.unfinished(), Vec::<String>::new());
}

#[test]
fn ctrl_c_leaves_nothing() {
    let folder = Folder::new();
    // Many times the same rows: enough work to be interrupted in.
    let part = rows(500);
    let mut book = Vec::new();
    for copy in 0..30 {
        book.extend(part.iter().cloned().map(|mut row| {
            row.id = Some(format!("{copy:04}-{}", row.id.unwrap_or_default()));
            row
        }));
    }
    folder.write(&book);
    let child = command(&folder, "").spawn().unwrap();
    let pid = child.id().to_string();
    wait_until(|| !folder.unfinished().is_empty());
    assert!(Command::new("kill").args(["-INT", &pid]).status().unwrap().success());
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(130), "{said}");
    assert!(said.contains("Stopped"), "{said}");
    // The errors would have fitted: without the answers they are not there either.
    assert!(!folder.has("out.parquet") && !folder.has("out.parquet.errors.csv"));
    assert_eq!(folder.unfinished(), Vec::<String>::new());
}

fn wait_until(holds: impl Fn() -> bool) {
    for _ in 0..600 {
        if holds() {
            return;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    panic!("nothing happened within half a minute");
}

#[test]
fn the_program_says_what_it_did() {
    let folder = Folder::new();
    folder.write(&rows(3));
    let output = command(&folder, "").output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && said.contains("3 of 3 households answered"), "{said}");
    assert!(Path::new(&folder.path("out.parquet.errors.csv")).exists());
}
