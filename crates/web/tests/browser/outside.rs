//! What the browser asks of other machines: a proxy that writes it down and refuses.
//!
//! Chromium sends everything but the loopback through its proxy, so nothing slips past.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpListener;

#[derive(Clone)]
pub(crate) struct Outside {
    pub(crate) address: SocketAddr,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Outside {
    pub(crate) async fn listen() -> Outside {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let outside = Outside { address: listener.local_addr().expect("an address"), asked: Arc::default() };
        let asked = Arc::clone(&outside.asked);
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let asked = Arc::clone(&asked);
                tokio::spawn(async move {
                    let mut line = String::new();
                    let _ = BufReader::new(&mut stream).read_line(&mut line).await;
                    asked.lock().unwrap_or_else(PoisonError::into_inner).push(line.trim().to_string());
                    let _ = stream.write_all(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n").await;
                });
            }
        });
        outside
    }

    /// What was asked since the last look.
    pub(crate) fn asked(&self) -> Vec<String> {
        std::mem::take(&mut *self.asked.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
