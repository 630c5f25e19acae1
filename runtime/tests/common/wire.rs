//! A server of bare bytes on loopback, and a client of it.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use super::{CommandWebService, answer, envelope};
use castile::SoapVersion;
use castile::transport::HttpTransport;

/// A server that sends these replies, one a request, and tells what it was sent. `\n` in a head stands for CRLF.
pub fn serve(replies: Vec<Vec<u8>>) -> (SocketAddr, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        let mut connection: Option<TcpStream> = None;
        for reply in replies {
            let request = loop {
                let mut stream = connection
                    .take()
                    .unwrap_or_else(|| listener.accept().unwrap().0);
                // Nothing: the client has let the connection go.
                if let Some(request) = read_request(&mut stream) {
                    connection = Some(stream);
                    break request;
                }
            };
            if sender.send(request).is_err() {
                return;
            }
            let mut stream = connection.take().unwrap();
            if stream.write_all(&reply).is_ok()
                && !reply.is_empty()
                && !String::from_utf8_lossy(&reply).contains("Connection: close")
            {
                connection = Some(stream);
            }
        }
        // Whoever waits for an answer that isn't there must run into its own timeout.
        std::thread::sleep(Duration::from_secs(20));
    });
    (address, receiver)
}

pub fn read_request(stream: &mut TcpStream) -> Option<String> {
    let mut bytes = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some(end) = text.find("\r\n\r\n") {
            let length = text
                .to_ascii_lowercase()
                .lines()
                .find_map(|l| l.strip_prefix("content-length: ").map(str::to_owned));
            if bytes.len() >= end + 4 + length.map_or(0, |l| l.parse().unwrap()) {
                return Some(text);
            }
        }
        match stream.read(&mut buffer) {
            Ok(0) | Err(_) => return None,
            Ok(n) => bytes.extend_from_slice(buffer.get(..n).unwrap()),
        }
    }
}

pub fn reply(head: &str, body: &[u8]) -> Vec<u8> {
    let head = format!("HTTP/1.1 {head}\nContent-Length: {}\n\n", body.len());
    [head.replace('\n', "\r\n").as_bytes(), body].concat()
}

pub fn ok(head: &str) -> Vec<u8> {
    let body = envelope(SoapVersion::V1_1, &answer("true"));
    reply(
        &format!("200 OK\nContent-Type: text/xml; charset=utf-8{head}"),
        body.as_bytes(),
    )
}

pub fn field(request: &str, name: &str) -> Option<String> {
    let mut lines = request.lines().take_while(|line| !line.is_empty());
    lines.find_map(|line| {
        line.split_once(": ")
            .filter(|(n, _)| n.eq_ignore_ascii_case(name))
            .map(|(_, v)| v.to_owned())
    })
}

/// A client whose transport doesn't look at the environment.
pub fn client(address: SocketAddr, path: &str) -> CommandWebService {
    let transport = HttpTransport::builder().no_proxy().build().unwrap();
    CommandWebService::with_transport(
        SoapVersion::V1_1,
        &format!("http://{address}{path}"),
        transport,
    )
    .unwrap()
}
