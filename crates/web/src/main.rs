//! `saiken-serve`: the pages and the API on the loopback of this machine.

use std::io::Write as _;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use axum::serve::ListenerExt as _;
use catalogue::{Lang, sentence, text};
use law::message;
use law::words::Word;
use store::Store;

/// Where it listens unless told otherwise.
const ADDRESS: &str = "127.0.0.1:8765";

/// The words of the command line.
struct Arguments {
    address: SocketAddr,
    hosts: Vec<String>,
    data: Option<PathBuf>,
    lang: Lang,
    help: bool,
    version: bool,
}

#[tokio::main]
async fn main() -> ExitCode {
    // A panic's own words could hold a fact of a case: only its place is written.
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        let _ = writeln!(std::io::stderr(), "panic: {place}");
    }));
    let environment = std::env::var("SAIKEN_LANG").ok();
    let arguments = match arguments(std::env::args().skip(1), environment.as_deref()) {
        Ok(arguments) => arguments,
        Err((argument, lang)) => {
            let problem = message!("web.cli.wrong-argument", argument = argument);
            let _ = writeln!(std::io::stderr(), "{}\n{}", sentence(&problem, lang), text("web.cli.help", lang));
            return ExitCode::from(2);
        }
    };
    let mut out = std::io::stdout();
    if arguments.help {
        let _ = writeln!(out, "{}", text("web.cli.help", arguments.lang));
        return ExitCode::SUCCESS;
    }
    if arguments.version {
        let _ = writeln!(out, "saiken-serve {}", env!("CARGO_PKG_VERSION"));
        return ExitCode::SUCCESS;
    }
    let failed = |detail: std::io::Error| {
        let problem =
            message!("web.cli.cannot-listen", address = arguments.address.to_string(), detail = detail.to_string());
        let _ = writeln!(std::io::stderr(), "{}", sentence(&problem, arguments.lang));
        ExitCode::FAILURE
    };
    let listener = match tokio::net::TcpListener::bind(arguments.address).await {
        Ok(listener) => listener,
        Err(error) => return failed(error),
    };
    let address = listener.local_addr().unwrap_or(arguments.address);
    if !address.ip().is_loopback() {
        let _ = writeln!(std::io::stderr(), "{}", text("web.cli.not-loopback", arguments.lang));
    }
    let opened = async {
        let folder = arguments.data.clone().map_or_else(store::usual_folder, Ok)?;
        Store::open(&folder).await
    };
    let store = match opened.await {
        Ok(store) => store,
        Err(failure) => {
            let problem = message!("web.cli.no-store", detail = failure.to_string());
            let _ = writeln!(std::io::stderr(), "{}", sentence(&problem, arguments.lang));
            return ExitCode::FAILURE;
        }
    };
    let ready = message!("web.cli.ready", address = format!("http://{address}/"));
    let _ = writeln!(out, "{}", sentence(&ready, arguments.lang));
    let folder = message!("web.cli.folder", folder = store.folder().display().to_string());
    let _ = writeln!(out, "{}", sentence(&folder, arguments.lang));
    let app = web::app(web::Settings { hosts: arguments.hosts.clone() }, store.clone());
    let stopped = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    // An answer is written at once; waiting for more to send would only hold its end back.
    let listener = listener.tap_io(|connection| {
        let _ = connection.set_nodelay(true);
    });
    let served = axum::serve(listener, app).with_graceful_shutdown(stopped).await;
    store.close().await;
    match served {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failed(error),
    }
}

/// Reads the words; a wrong one is given back with the language in which to say so.
fn arguments(words: impl Iterator<Item = String>, environment: Option<&str>) -> Result<Arguments, (String, Lang)> {
    let lang = environment.and_then(Lang::from_word).unwrap_or(Lang::Ja);
    let address = ADDRESS.parse().expect("the address above is one");
    let mut read = Arguments { address, hosts: Vec::new(), data: None, lang, help: false, version: false };
    let mut words = words;
    while let Some(word) = words.next() {
        let (name, value) = match word.split_once('=') {
            Some((name, value)) => (name.to_string(), Some(value.to_string())),
            None => (word.clone(), None),
        };
        match name.as_str() {
            "-h" | "--help" => read.help = true,
            "-V" | "--version" => read.version = true,
            "--addr" | "--allow-host" | "--data" | "--lang" => {
                let value = value.or_else(|| words.next()).ok_or_else(|| (word.clone(), read.lang))?;
                let wrong = |_| (format!("{name} {value}"), lang);
                match name.as_str() {
                    "--addr" => read.address = value.parse().map_err(wrong)?,
                    "--data" => read.data = Some(value.into()),
                    "--lang" => read.lang = Lang::from_word(&value).ok_or((value, lang))?,
                    _ => read.hosts.push(value),
                }
            }
            _ => return Err((word, read.lang)),
        }
    }
    Ok(read)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(words: &[&str]) -> Result<Arguments, String> {
        arguments(words.iter().map(ToString::to_string), None).map_err(|(word, _)| word)
    }

    #[test]
    fn the_words_are_read_and_wrong_ones_named() {
        let read = check(&["--addr", "127.0.0.1:9000", "--allow-host=saiken.test", "--lang", "en", "--data=/tmp/x"])
            .ok()
            .unwrap();
        assert_eq!(read.data, Some(PathBuf::from("/tmp/x")));
        assert_eq!((read.address.port(), read.hosts[0].as_str(), read.lang), (9000, "saiken.test", Lang::En));
        assert!(check(&[]).ok().unwrap().address.ip().is_loopback());
        assert_eq!(check(&["--port", "1"]).err().unwrap(), "--port");
        assert_eq!(check(&["--addr"]).err().unwrap(), "--addr");
        assert_eq!(check(&["--addr", "nowhere"]).err().unwrap(), "--addr nowhere");
    }
}
