//! The real program, killed in the middle of its work: what it said was saved is there.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::Value as Json;
use store::Store;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// Starts the program on a free port and reads the address that it tells.
fn start(folder: &std::path::Path) -> (Child, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_saiken-serve"))
        .args(["--addr", "127.0.0.1:0", "--lang", "en", "--data"])
        .arg(folder)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let line = lines.find_map(|line| line.ok().filter(|line| line.contains("http://"))).expect("it tells its address");
    let address = line.split("http://").nth(1).unwrap().split('/').next().unwrap().to_string();
    (child, address)
}

/// A form sent; the first lines of the answer, if one came.
async fn post(address: &str, path: &str, cookie: &str, body: &str) -> Option<String> {
    let mut stream = TcpStream::connect(address).await.ok()?;
    let request = format!(
        "POST {path} HTTP/1.1\r\nHost: {address}\r\nCookie: case={cookie}\r\nConnection: close\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).await.ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.ok()?;
    answer.starts_with("HTTP/1.1").then_some(answer)
}

#[tokio::test]
async fn killed_at_any_moment_it_loses_nothing_that_was_shown_as_saved() {
    for round in 0..6_u64 {
        let folder = tempfile::tempdir().unwrap();
        let (mut child, address) = start(folder.path());
        let made = post(&address, "/cases/new", "", "").await.unwrap();
        let cookie = made.split("set-cookie: case=").nth(1).unwrap().split(';').next().unwrap().to_string();
        let killer = std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(60 + 37 * round));
            // SIGKILL: no destructor, no last write.
            child.kill().unwrap();
            child.wait().unwrap();
        });
        let mut saved = 0;
        for amount in 1_000_u64.. {
            match post(&address, "/interview/wishes", &cookie, &format!("wishes.rent_if_moved={amount}")).await {
                Some(answer) if answer.starts_with("HTTP/1.1 303") => saved = amount,
                _ => break,
            }
        }
        killer.join().unwrap();
        let store = Store::open(folder.path()).await.unwrap();
        let case = store.case(&store::Id::read(&cookie).unwrap()).await.unwrap().unwrap();
        let found = case.draft.get("wishes.rent_if_moved").and_then(Json::as_u64).unwrap_or(0);
        // The answer on its way when it was killed may have been written or not.
        assert!(
            found == saved || found == saved.max(999) + 1,
            "round {round}: {saved} was shown as saved, {found} is there"
        );
        let history = store.history(case_id(&case), 10_000).await.unwrap();
        assert_eq!(u64::try_from(history.len()).unwrap(), if found == 0 { 0 } else { found - 999 }, "round {round}");
    }
}

fn case_id(case: &store::Case) -> &store::Id {
    &case.listed.id
}
