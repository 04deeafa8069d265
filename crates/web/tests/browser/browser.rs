//! Starts the driver and the browser once, and gives each test a page on a server of its own.

use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, OnceLock, PoisonError};

use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value as Json, json};
use tokio::runtime::Runtime;

use crate::outside::Outside;
use crate::page::Page;

/// The driver and its browser.
struct Stage {
    runtime: Runtime,
    driver: Mutex<Child>,
    client: Client,
    outside: Outside,
    profile: PathBuf,
}

static STAGE: OnceLock<Stage> = OnceLock::new();

/// Runs a test on a page without cookies, with a server of its own.
pub(crate) fn run(test: impl AsyncFnOnce(Page)) {
    let stage = STAGE.get_or_init(start);
    stage.runtime.block_on(async {
        let page = Page::new(stage.client.clone(), stage.outside.clone()).await;
        test(page).await;
    });
}

/// Closes the browser, if one was started, and ends the driver.
pub(crate) fn close() {
    let Some(stage) = STAGE.get() else { return };
    stage.runtime.block_on(async {
        let _ = stage.client.clone().close().await;
    });
    let mut driver = stage.driver.lock().unwrap_or_else(PoisonError::into_inner);
    let _ = driver.kill();
    let _ = driver.wait();
    let _ = std::fs::remove_dir_all(&stage.profile);
}

fn start() -> Stage {
    let runtime = Runtime::new().expect("a runtime");
    let (driver, port) = driver();
    let profile = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("browser-{}", std::process::id()));
    let (client, outside) = runtime.block_on(async {
        let outside = Outside::listen().await;
        let proxy = format!("--proxy-server=http://{}", outside.address);
        let folder = format!("--user-data-dir={}", profile.display());
        let flags = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-default-apps",
            "--disable-extensions",
            "--force-prefers-reduced-motion",
            // Chromium itself asks its maker how to fill in forms.
            "--disable-features=AutofillServerCommunication,OptimizationHints,Translate",
            &proxy,
            &folder,
        ];
        let Json::Object(wanted) = json!({ "goog:chromeOptions": { "args": flags } }) else { unreachable!() };
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(wanted)
            .connect(&format!("http://127.0.0.1:{port}"))
            .await
            .unwrap_or_else(|error| panic!("Chromium does not start: {error}"));
        (client, outside)
    });
    Stage { runtime, driver: Mutex::new(driver), client, outside, profile }
}

/// Starts chromedriver on a free port, which it tells.
fn driver() -> (Child, u16) {
    let mut driver = Command::new("chromedriver")
        .arg("--port=0")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap_or_else(|error| {
            panic!("chromedriver does not start ({error}): ./test installs it, or apt-get install chromium-driver")
        });
    let mut lines = BufReader::new(driver.stdout.take().expect("a pipe")).lines();
    let port = lines
        .by_ref()
        .map_while(Result::ok)
        .find_map(|line| line.rsplit_once("on port ")?.1.trim_end_matches('.').parse().ok().filter(|port| *port != 0))
        .expect("chromedriver tells its port");
    // What it says later must not fill the pipe.
    std::thread::spawn(move || lines.for_each(drop));
    (driver, port)
}
