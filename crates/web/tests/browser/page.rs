//! A page in the browser, on a server of its own.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use axum::http::Method;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use fantoccini::actions::{InputSource as _, KeyAction, KeyActions};
use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use fantoccini::key::Key;
use fantoccini::wd::{TimeoutConfiguration, WebDriverCompatibleCommand};
use fantoccini::{Client, Locator};
use serde_json::{Value as Json, json};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use url::{ParseError, Url};

use crate::outside::Outside;

/// How long a busy machine may take over a page.
const PATIENCE: Duration = Duration::from_secs(30);

const AXE: &str = include_str!("axe/axe.min.js");

/// A page; its server ends with it.
pub(crate) struct Page {
    pub(crate) client: Client,
    pub(crate) outside: Outside,
    base: String,
    server: JoinHandle<()>,
    _folder: TempDir,
}

impl Drop for Page {
    fn drop(&mut self) {
        self.server.abort();
    }
}

/// A command of the browser's own protocol.
#[derive(Debug)]
struct Cdp(&'static str, Json);

impl WebDriverCompatibleCommand for Cdp {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!("session/{}/goog/cdp/execute", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(json!({ "cmd": self.0, "params": self.1 }).to_string()))
    }
}

impl Page {
    pub(crate) async fn new(client: Client, outside: Outside) -> Page {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let base = format!("http://{}", listener.local_addr().expect("an address"));
        let folder = tempfile::tempdir().expect("a folder");
        let store = store::Store::open(folder.path()).await.expect("a store");
        let app = web::app(web::Settings::default(), store);
        let server = tokio::spawn(async move {
            let _ = axum::serve(listener, app).await;
        });
        let page = Page { client, outside, base, server, _folder: folder };
        // A page with everything open takes axe a while on a busy machine.
        let patient = TimeoutConfiguration::new(Some(Duration::from_mins(2)), None, None);
        page.client.update_timeouts(patient).await.expect("a time");
        page.script(true).await;
        page.dark(false).await;
        page.size(1280, 900, 1).await;
        page.go("/").await;
        page.client.delete_all_cookies().await.unwrap();
        page.go("/").await;
        page.outside.asked();
        page
    }

    pub(crate) async fn cdp(&self, command: &'static str, parameters: Json) -> Json {
        self.client.issue_cmd(Cdp(command, parameters)).await.unwrap_or_else(|error| panic!("{command}: {error}"))
    }

    /// The window's size, in pixels of the screen, and how far the reader has zoomed in.
    pub(crate) async fn size(&self, width: u32, height: u32, zoom: u32) {
        let (width, height) = (width / zoom, height / zoom);
        let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": zoom, "mobile": false });
        self.cdp("Emulation.setDeviceMetricsOverride", metrics).await;
    }

    /// May pages run scripts?
    pub(crate) async fn script(&self, on: bool) {
        self.cdp("Emulation.setScriptExecutionDisabled", json!({ "value": !on })).await;
    }

    /// Does the reader prefer dark pages?
    pub(crate) async fn dark(&self, dark: bool) {
        let scheme = if dark { "dark" } else { "light" };
        let features = json!([{ "name": "prefers-color-scheme", "value": scheme }]);
        self.cdp("Emulation.setEmulatedMedia", json!({ "features": features })).await;
    }

    /// The page as it leaves the printer, on the paper that its style asks for. WebDriver's own command gives up after ten
    /// seconds.
    pub(crate) async fn printed(&self) -> Vec<u8> {
        let found = self.cdp("Page.printToPDF", json!({ "preferCSSPageSize": true })).await;
        BASE64_STANDARD.decode(found["data"].as_str().expect("a file")).expect("it is written as text")
    }

    pub(crate) async fn go(&self, path: &str) {
        let address = format!("{}{path}", self.base);
        self.client.goto(&address).await.unwrap_or_else(|error| panic!("{path}: {error}"));
    }

    /// The path that is shown.
    pub(crate) async fn path(&self) -> String {
        self.client.current_url().await.unwrap().path().to_string()
    }

    pub(crate) async fn find(&self, selector: &str) -> Element {
        let found = self.client.wait().at_most(PATIENCE).for_element(Locator::Css(selector)).await;
        match found {
            Ok(element) => element,
            Err(error) => panic!("{selector} on {}: {error}", self.path().await),
        }
    }

    pub(crate) async fn find_all(&self, selector: &str) -> Vec<Element> {
        self.client.find_all(Locator::Css(selector)).await.unwrap()
    }

    /// The text of the first such element.
    pub(crate) async fn text(&self, selector: &str) -> String {
        self.settled(selector, async |element| element.text().await).await
    }

    pub(crate) async fn write(&self, selector: &str, text: &str) {
        self.settled(selector, async |field| {
            field.clear().await?;
            field.send_keys(text).await
        })
        .await;
    }

    /// A click that stays on the page, or begins a download; one that leads on is [`Page::follow`].
    pub(crate) async fn click(&self, selector: &str) {
        self.settled(selector, async |element| element.click().await).await;
    }

    /// A click that leads on: returns once the page it was made on has gone.
    pub(crate) async fn follow(&self, selector: &str) {
        let before = self.find("html").await;
        self.click(selector).await;
        self.left(before, selector).await;
    }

    /// Enter where it leads on: returns once the page on which it was pressed has gone.
    pub(crate) async fn enter(&self) {
        let before = self.find("html").await;
        self.press(Key::Enter).await;
        self.left(before, "Enter").await;
    }

    /// Waits until a page has gone: what is looked for next may have stood on it too.
    async fn left(&self, before: Element, by: &str) {
        let start = Instant::now();
        while !before.tag_name().await.is_err_and(|error| error.is_stale_element_reference()) {
            assert!(start.elapsed() < PATIENCE, "{by} on {} leads on", self.path().await);
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Does something with the first such element; again with its successor, should a script replace it meanwhile.
    async fn settled<T>(&self, selector: &str, act: impl AsyncFn(Element) -> Result<T, CmdError>) -> T {
        let start = Instant::now();
        loop {
            match act(self.find(selector).await).await {
                Ok(done) => return done,
                Err(error) if error.is_stale_element_reference() && start.elapsed() < PATIENCE => {}
                Err(error) => panic!("{selector} on {}: {error}", self.path().await),
            }
        }
    }

    /// A key, pressed wherever the focus is.
    pub(crate) async fn press(&self, key: Key) {
        let keys = KeyActions::new("keyboard".into())
            .then(KeyAction::Down { value: key.into() })
            .then(KeyAction::Up { value: key.into() });
        self.client.perform_actions(keys).await.unwrap();
    }

    /// What a script answers; WebDriver runs it, not the page.
    pub(crate) async fn ask(&self, script: &str) -> Json {
        self.client.execute(script, Vec::new()).await.unwrap_or_else(|error| panic!("{script}: {error}"))
    }

    /// Hands a case file over, as a reader does.
    pub(crate) async fn import(&self, name: &str) {
        self.go("/import").await;
        let file = self.find("#file").await;
        file.send_keys(&example(name).display().to_string()).await.unwrap();
        self.follow("main form button").await;
        self.find("table.routes").await;
    }

    /// Every page that links lead to from the case of the Satos, which is opened. Links are followed once for all tests.
    pub(crate) async fn pages(&self) -> &'static [String] {
        static PAGES: OnceLock<Vec<String>> = OnceLock::new();
        self.import("sato").await;
        if PAGES.get().is_none() {
            let found = self.crawl().await;
            assert!(found.len() >= 20, "{found:?}");
            return PAGES.get_or_init(|| found);
        }
        PAGES.get().expect("it was just looked at")
    }

    /// Every page that links lead to, beginning with the start page; of the many routes a few.
    async fn crawl(&self) -> Vec<String> {
        const OF_EACH_KIND: usize = 3;
        let mut known: Vec<String> = vec!["/".to_string()];
        let mut place = 0;
        while place < known.len() {
            self.go(&known[place].clone()).await;
            if self.path().await != known[place] || self.ask("return document.contentType").await != "text/html" {
                // A file to keep, or a page that leads on at once.
                known.remove(place);
                continue;
            }
            place += 1;
            let links = self
                .ask(
                    "return [...document.querySelectorAll('a[href]:not([download])')]
                        .filter(a => a.origin === location.origin && a.pathname !== '/leave').map(a => a.pathname)",
                )
                .await;
            for link in links.as_array().unwrap().iter().map(|link| link.as_str().unwrap()) {
                let alike = known.iter().filter(|path| kind(path) == kind(link)).count();
                let most = if link.starts_with("/routes/") { OF_EACH_KIND } else { 1 };
                if alike < most && !known.iter().any(|path| path == link) {
                    known.push(link.to_string());
                }
            }
        }
        known
    }

    /// Everything that axe-core holds against the page.
    pub(crate) async fn violations(&self) -> Vec<String> {
        self.ask(AXE).await;
        let script = "const done = arguments[arguments.length - 1];
            axe.run(document, { resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } }).then(
                found => done(found.violations.map(v =>
                    `${v.id} (${v.impact}): ${v.help}\n` + v.nodes.map(n => '      ' + n.html + '\\n      ' + n.failureSummary).join('\\n'))),
                error => done(['axe failed: ' + error]));";
        let found = self.client.execute_async(script, Vec::new()).await.unwrap();
        found.as_array().unwrap().iter().map(|one| one.as_str().unwrap().to_string()).collect()
    }
}

/// Pages of one kind: all routes; entries of one list, wherever they stand in it.
fn kind(path: &str) -> String {
    if path.starts_with("/routes/") {
        return "/routes/".to_string();
    }
    path.split('/').map(|part| if part.parse::<u32>().is_ok() { "#" } else { part }).collect::<Vec<_>>().join("/")
}

/// The case file of an example.
pub(crate) fn example(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples").join(name).join("case.toml").canonicalize().unwrap()
}
