//! A line with a path and a query, then a form, as requests over plain HTTP. Whatever is asked is answered, and what was
//! understood is asked again by a client with the same values.
#![no_main]

use std::future::{Future, IntoFuture};
use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};

use castile::server::Endpoint;
use castile::transport::{Request, Transport, Url};
use castile::{Base64Binary, Error, Nillable};
use castile_fuzz::http_binding::*;
use libfuzzer_sys::fuzz_target;

#[derive(Clone, Default)]
struct Desk(Arc<Mutex<Option<Asked>>>);

#[derive(Clone, Debug, PartialEq)]
enum Asked {
    Find(Find),
    Price(PriceRequest),
    Picture(PictureRequest),
}

impl Desk {
    fn keep(&self, asked: Asked) {
        *self.0.lock().unwrap() = Some(asked);
    }
}

impl ShopHttpGetService for Desk {
    async fn find(&self, mut request: Find) -> Result<Receipt, Error> {
        // An empty value may be taken for nil, which has no form but being left out.
        request.most = request.most.filter(|most| *most != Nillable::Nil);
        self.keep(Asked::Find(request));
        Ok(Receipt::default())
    }

    async fn picture(&self, request: PictureRequest) -> Result<Base64Binary, Error> {
        self.keep(Asked::Picture(request));
        Ok(Base64Binary::default())
    }
}

impl ShopHttpPostService for Desk {
    async fn price(&self, request: PriceRequest) -> Result<Nillable<castile::Decimal>, Error> {
        self.keep(Asked::Price(request));
        Ok(Nillable::Nil)
    }
}

fuzz_target!(|input: &[u8]| {
    let end = input.iter().position(|b| *b == b'\n').unwrap_or(input.len());
    let (line, form) = input.split_at(end);
    let url = format!("http://h/{}", String::from_utf8_lossy(line));
    let Ok(url) = Url::parse(&url) else { return };
    let desk = Desk::default();
    let get = ShopHttpGetService::into_endpoint(desk.clone());
    let endpoint = get.with_plain(ShopHttpPostService::into_endpoint(desk.clone()));
    for method in ["GET", "POST"] {
        let mut request = Request::post(url.clone(), form.get(1..).unwrap_or_default().to_vec());
        request.method = method;
        let response = done(endpoint.send(request)).unwrap();
        let text = String::from_utf8_lossy(&response.body.to_bytes()).into_owned();
        let unwritten = response.status == 500 && text.contains("not implemented");
        assert!(unwritten || (200..500).contains(&response.status), "{response:?} {text}");
        let asked = desk.0.lock().unwrap().take();
        if let Some(asked) = asked {
            again(&desk, &endpoint, asked);
        }
    }
});

/// Asks for the same.
fn again(desk: &Desk, endpoint: &Endpoint, asked: Asked) {
    let get = ShopHttpGet::with_transport("http://h/", endpoint.clone()).unwrap();
    let post = ShopHttpPost::with_transport("http://h/", endpoint.clone()).unwrap();
    let sent = match &asked {
        Asked::Find(request) => done(get.find(request)).map(drop),
        Asked::Price(request) => done(post.price(request)).map(drop),
        Asked::Picture(request) => done(get.picture(request)).map(drop),
    };
    match sent {
        // A value that can't stand in a path, `..`.
        Err(Error::Encode(_)) => {}
        // Or one without a text, where a path has no segment for it.
        Err(Error::Http(_)) if matches!(&asked, Asked::Picture(p) if p.shop.is_empty()) => {}
        sent => {
            sent.unwrap();
            assert_eq!(desk.0.lock().unwrap().take(), Some(asked));
        }
    }
}

/// What nothing is waited for.
fn done<T>(call: impl IntoFuture<Output = T>) -> T {
    let mut call = pin!(call.into_future());
    match call.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("nothing is waited for"),
    }
}
