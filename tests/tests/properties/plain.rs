//! Requests over plain HTTP: what a client puts into URLs and forms is what the service's method gets, and whatever else
//! comes is answered.

use std::sync::{Arc, Mutex};

use castile::server::Endpoint;
use castile::transport::{Request, Transport, Url};
use castile::{Error, Nillable, NillableWith};
use fixtures::http_binding::*;
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use tokio::runtime::Runtime;

use super::config;
use super::parts::{date, decimal, spelt, text};
use castile_tests as fixtures;

/// Keeps what it was asked last.
#[derive(Clone, Default)]
struct Desk(Arc<Mutex<Asked>>);

#[derive(Clone, Debug, Default, PartialEq)]
enum Asked {
    #[default]
    Nothing,
    Find(Find),
    Price(PriceRequest),
    Picture(PictureRequest),
    Batch(Batch),
}

impl Desk {
    fn keep(&self, asked: Asked) {
        *self.0.lock().unwrap() = asked;
    }
}

impl ShopHttpGetService for Desk {
    async fn find(&self, request: Find) -> Result<Receipt, Error> {
        self.keep(Asked::Find(request));
        Ok(Receipt::default())
    }

    async fn picture(&self, request: PictureRequest) -> Result<castile::Base64Binary, Error> {
        self.keep(Asked::Picture(request));
        Ok(castile::Base64Binary::default())
    }
}

impl ShopHttpPostService for Desk {
    async fn price(&self, request: PriceRequest) -> Result<Nillable<castile::Decimal>, Error> {
        self.keep(Asked::Price(request));
        Ok(Nillable::Nil)
    }

    async fn batch(&self, request: Batch) -> Result<(), Error> {
        self.keep(Asked::Batch(request));
        Ok(())
    }
}

fn endpoint(desk: &Desk) -> Endpoint {
    let get = ShopHttpGetService::into_endpoint(desk.clone());
    get.with_plain(ShopHttpPostService::into_endpoint(desk.clone()))
}

fn find() -> impl Strategy<Value = Find> {
    let word = prop_oneof![
        text().prop_map(FindChoice::Word),
        text().prop_map(FindChoice::Maker)
    ];
    let when = prop_oneof![
        spelt("[12][0-9]{3}").prop_map(FindChoice2::Year),
        (date(), date()).prop_map(|(from, to)| FindChoice2::FromGroup(FindFromGroup { from, to })),
    ];
    let size = of(any::<i32>()).prop_map(|size| size.map(|value| FindSize { value }));
    let most = of(decimal()).prop_map(|most| most.map(Nillable::Value));
    (vec(word, 0..4), most, size, when, of(any::<i32>())).prop_map(
        |(choice, most, size, choice2, page)| Find {
            choice,
            most,
            size,
            choice2,
            page,
        },
    )
}

/// A group that repeats, one name in two places, a choice between an element and a group with the same, arrays.
fn batch() -> impl Strategy<Value = Batch> {
    let group = (text(), of(any::<i32>()), vec(any::<i32>(), 0..3));
    let group = group.prop_map(|(item, count, size)| BatchGroup { item, count, size });
    let pair = (any::<i32>(), any::<i32>());
    let choice = prop_oneof![
        any::<i32>().prop_map(BatchChoice::Left),
        pair.prop_map(|(right, left)| BatchChoice::RightGroup(BatchRightGroup { right, left })),
    ];
    let rate = of(decimal()).prop_map(|rate| rate.map_or(Nillable::Nil, Nillable::Value));
    let names = vec(text(), 0..3).prop_map(|name| AnyNames::Names(Names { name }.into()));
    let colours = vec(text().prop_map(Nillable::Value), 1..4).prop_map(|items| {
        let colours = NillableWith::Value(StringArray { items });
        BatchChoice2::Colours(colours)
    });
    let choice2 = prop_oneof![colours, any::<bool>().prop_map(BatchChoice2::Plain)];
    let (group, choice) = (vec(group, 0..4), vec(choice, 0..4));
    (text(), group, of(text()), choice, rate, names, choice2).prop_map(
        |(code, group, code2, choice, rate, names, choice2)| Batch {
            code,
            group,
            code2,
            choice,
            rate,
            names,
            choice2,
        },
    )
}

fn asked() -> impl Strategy<Value = Asked> {
    let price = (text(), vec(text().prop_map(Nillable::Value), 0..4)).prop_map(|(sku, items)| {
        let currency = StringArray { items };
        Asked::Price(PriceRequest { sku, currency })
    });
    // A segment of dots alone would be another folder.
    let picture = (text(), any::<i32>(), any::<i32>()).prop_map(|(shop, number, width)| {
        let shop = format!("a{shop}");
        Asked::Picture(PictureRequest {
            shop,
            number,
            width,
        })
    });
    let (find, batch) = (find().prop_map(Asked::Find), batch().prop_map(Asked::Batch));
    prop_oneof![find, price, picture, batch]
}

proptest! {
    #![proptest_config(config(256))]
    #[test]
    fn what_is_asked_arrives(asked in asked()) {
        let desk = Desk::default();
        let address = "http://localhost/Shop.asmx";
        let strictly = endpoint(&desk).strict(true);
        let get = ShopHttpGet::with_transport(address, strictly.clone()).unwrap();
        let post = ShopHttpPost::with_transport(address, strictly).unwrap();
        let runtime = Runtime::new().unwrap();
        let answered = runtime.block_on(async {
            match &asked {
                Asked::Nothing => Ok(()),
                Asked::Find(request) => get.find(request).await.map(drop),
                Asked::Price(request) => post.price(request).await.map(drop),
                Asked::Picture(request) => get.picture(request).await.map(drop),
                Asked::Batch(request) => post.batch(request).await,
            }
        });
        prop_assert!(answered.is_ok(), "{:?}: {:?}", answered, asked);
        prop_assert_eq!(&*desk.0.lock().unwrap(), &asked);
    }

    #[test]
    fn whatever_is_asked_is_answered(
        path in "(/|Find|Price|Batch|pictures|/no|\\.png|[?&=+%;.]|%[0-9a-fA-F]{2}|[a-z0-9]{1,3}){0,8}",
        query in "((word|year|from|to|page|most|size|sku|currency|code|item|count|left|right|names|[a-z]{0,2})=?[0-9a-z%+&=-]{0,6}&){0,6}",
        post in any::<bool>(),
    ) {
        let url = Url::parse(&format!("http://localhost/{path}?{query}")).unwrap();
        let mut request = Request::post(url, query.into_bytes());
        if !post {
            request.method = "GET";
        }
        let runtime = Runtime::new().unwrap();
        let response = runtime.block_on(endpoint(&Desk::default()).send(request)).unwrap();
        let text = String::from_utf8_lossy(&response.body.to_bytes()).into_owned();
        // Of the methods only four are written.
        let unwritten = response.status == 500 && text.contains("not implemented");
        prop_assert!(unwritten || [200, 400, 404, 405].contains(&response.status), "{:?} {}", response, text);
    }
}
