//! A line with a media type, then bytes of it, as a reply and as a request with attachments. What is read goes back as it
//! came: parts by binding and by reference, values in packages.
#![no_main]

use std::future::{Future, IntoFuture};
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use castile::transport::{MemoryTransport, Response};
use castile::{Client, SoapVersion};
use castile_fuzz::{attachments, mtom};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    let end = input.iter().position(|b| *b == b'\n').unwrap_or(0);
    let (media, body) = input.split_at(end);
    let media = format!("multipart/related; {}", String::from_utf8_lossy(media));
    let body = body.get(1..).unwrap_or_default().to_vec();
    let client = client(move |_| Response::new(200, &media, body.clone()));
    let archive = attachments::Archive::with_client(client.clone());
    if let Some(stored) = done(archive.store(&attachments::StoreRequest::default())) {
        let again = attachments::StoreRequest {
            store: stored.stored.clone(),
            photo: stored.photo.clone(),
            text: stored.text.clone(),
        };
        let echo = attachments::Archive::with_client(echo("stored"));
        if let Some(again) = done(echo.store(&again)) {
            let bytes = |of: &attachments::StoreResponse| {
                [&of.photo, &of.text].map(|part| part.as_ref().map(|part| part.bytes.clone()))
            };
            assert_eq!(again.stored, stored.stored);
            assert_eq!(bytes(&again), bytes(&stored));
        }
    }
    done(archive.fetch(&attachments::FetchRequest::default()));
    done(archive.send(&attachments::Letter::default()));
    let files = mtom::Always::with_client(client);
    if let Some(file) = done(files.put(&mtom::mtom::File::default())) {
        let echo =
            mtom::Always::with_client(echo("got").to_builder().mtom_threshold(3).build().unwrap());
        assert_eq!(done(echo.put(&file)).as_ref(), Some(&file));
    }
});

fn client(
    answer: impl Fn(&castile::transport::Request) -> Response + Send + Sync + 'static,
) -> Client {
    let client = Client::builder("http://h/").version(SoapVersion::V1_1);
    client
        .transport(MemoryTransport::new(answer))
        .build()
        .unwrap()
}

/// A client whose service answers with the request's own parts, its element named otherwise.
fn echo(name: &'static str) -> Client {
    client(move |request| {
        let media = request.headers.get("Content-Type").unwrap_or_default();
        let body = request.body.to_bytes().to_vec();
        let from = if name == "got" { "put" } else { "store" };
        Response::new(
            200,
            media,
            renamed(
                renamed(body, &format!("<{from} "), &format!("<{name} ")),
                &format!("</{from}>"),
                &format!("</{name}>"),
            ),
        )
    })
}

/// The first occurrence of a tag by another one.
fn renamed(body: Vec<u8>, from: &str, to: &str) -> Vec<u8> {
    let found = body.windows(from.len()).position(|w| w == from.as_bytes());
    match found {
        Some(at) => [&body[..at], to.as_bytes(), &body[at + from.len()..]].concat(),
        None => body,
    }
}

/// What a call gives that has nothing to wait for.
fn done<R>(call: impl IntoFuture<Output = Result<R, castile::Error>>) -> Option<R> {
    let mut call = pin!(call.into_future());
    match call.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(Ok(value)) => Some(value),
        Poll::Ready(Err(error)) => {
            let _ = (error.to_string(), format!("{error:?}"));
            None
        }
        Poll::Pending => panic!("there is nothing to wait for"),
    }
}
