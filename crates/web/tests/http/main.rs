//! The pages and the API as a browser or a program meets them: requests in, answers out, no socket.

mod api;
mod cases;
mod driven;
mod guard;
mod interview;
mod killed;
mod openapi;
mod pages;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::header::{CONTENT_TYPE, COOKIE, HOST, SET_COOKIE};
use axum::http::{HeaderMap, Method, Request, StatusCode};
use serde_json::Value as Json;
use tempfile::TempDir;
use tower::ServiceExt as _;

/// An answer, read to its end.
struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    text: String,
}

impl Answer {
    fn json(&self) -> Json {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }

    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    fn has(&self, text: &str) -> bool {
        self.text.contains(text)
    }
}

/// A browser: it keeps cookies and says where its requests come from.
struct Browser {
    app: Router,
    folder: Arc<TempDir>,
    cookies: Vec<(String, String)>,
}

impl Browser {
    /// A browser before a server with a fresh folder.
    async fn new() -> Browser {
        let folder = Arc::new(tempfile::tempdir().unwrap());
        let store = store::Store::open(folder.path()).await.unwrap();
        Browser { app: web::app(web::Settings::default(), store), folder, cookies: Vec::new() }
    }

    /// Another browser before the same server.
    fn another(&self) -> Browser {
        Browser { app: self.app.clone(), folder: Arc::clone(&self.folder), cookies: Vec::new() }
    }

    async fn get(&mut self, path: &str) -> Answer {
        self.send(Method::GET, path, &[], Vec::new()).await
    }

    /// A form as browsers send one.
    async fn post(&mut self, path: &str, body: &str) -> Answer {
        let kind = ("content-type", "application/x-www-form-urlencoded");
        self.send(Method::POST, path, &[kind, ("sec-fetch-site", "same-origin")], body.as_bytes().to_vec()).await
    }

    /// A case file, uploaded or pasted.
    async fn import(&mut self, field: &str, file: &[u8]) -> Answer {
        let name = if field == "file" { "; filename=\"case.toml\"" } else { "" };
        let mut body = format!("--edge\r\nContent-Disposition: form-data; name=\"{field}\"{name}\r\n\r\n").into_bytes();
        body.extend(file);
        body.extend(b"\r\n--edge--\r\n");
        let kind = ("content-type", "multipart/form-data; boundary=edge");
        self.send(Method::POST, "/import", &[kind, ("sec-fetch-site", "same-origin")], body).await
    }

    async fn send(&mut self, method: Method, path: &str, headers: &[(&str, &str)], body: Vec<u8>) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        if !headers.iter().any(|(name, _)| *name == "host") {
            request = request.header(HOST, "127.0.0.1:8765");
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        if !cookies.is_empty() {
            request = request.header(COOKIE, cookies.join("; "));
        }
        let response = self.app.clone().oneshot(request.body(Body::from(body)).unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        for cookie in parts.headers.get_all(SET_COOKIE) {
            let cookie = cookie.to_str().unwrap();
            let (name, value) = cookie.split(';').next().unwrap().split_once('=').unwrap();
            self.cookies.retain(|(known, _)| known != name);
            if !cookie.contains("Max-Age=0") {
                self.cookies.push((name.to_string(), value.to_string()));
            }
        }
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        Answer { status: parts.status, headers: parts.headers, text }
    }
}

/// A call of the API as programs make it.
async fn call(path: &str, body: &str) -> Answer {
    let kind = (CONTENT_TYPE.as_str(), "application/json");
    Browser::new().await.send(Method::POST, path, &[kind], body.as_bytes().to_vec()).await
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The case file of an example.
fn example(name: &str) -> Vec<u8> {
    std::fs::read(root().join("examples").join(name).join("case.toml")).unwrap()
}

/// The households of the examples.
fn examples() -> Vec<String> {
    let folders = std::fs::read_dir(root().join("examples")).unwrap();
    let mut names: Vec<String> = folders.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.retain(|name| root().join("examples").join(name).join("case.toml").is_file());
    names.sort();
    names
}

/// A case file in JSON, as programs send it.
fn as_json(toml: &[u8]) -> String {
    case::file::File::parse(toml, case::Format::Toml).unwrap().print(case::Format::Json)
}
