//! Requests over plain HTTP: what a client puts into URLs and forms is what the service's method gets, and whatever else
//! comes is answered.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex};

use castile::server::Endpoint;
use castile::transport::{Request, Sending, Transport, Url};
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

/// Asks with the names and values of the URL, or of the form, in another order.
struct Shuffled {
    endpoint: Endpoint,
    /// Where each of them goes.
    ranks: Vec<u8>,
}

impl Transport for Shuffled {
    fn send(&self, mut request: Request) -> Sending<'_> {
        if request.method == "GET" {
            let url = request.url.as_str();
            let (path, query) = url.split_once('?').unwrap_or((url, ""));
            let url = format!("{path}?{}", self.shuffled(query));
            request.url = Url::parse(&url).unwrap();
        } else {
            let form = String::from_utf8(request.body.to_bytes().to_vec()).unwrap();
            request.body = self.shuffled(&form).into();
        }
        Box::pin(async move { self.endpoint.send(request).await })
    }
}

impl Shuffled {
    /// Those among which the order tells something keep it.
    fn shuffled(&self, text: &str) -> String {
        let class = |pair: &&str| {
            match pair.split('=').next().unwrap_or_default() {
                "word" | "maker" => "words",
                "item" | "count" | "size" => "items",
                "left" | "right" => "sides",
                name => name,
            }
            .to_owned()
        };
        let mut left: BTreeMap<String, VecDeque<&str>> = BTreeMap::new();
        let mut classes = Vec::new();
        for (pair, rank) in text.split('&').zip(self.ranks.iter().cycle()) {
            classes.push((rank, class(&pair)));
            left.entry(class(&pair)).or_default().push_back(pair);
        }
        // Of equal ranks in the order in which they are.
        classes.sort_by_key(|(rank, _)| *rank);
        let next = |(_, class): &(_, String)| left.get_mut(class)?.pop_front();
        let all: Vec<&str> = classes.iter().filter_map(next).collect();
        all.join("&")
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
    fn what_is_asked_arrives(asked in asked(), ranks in vec(any::<u8>(), 1..20)) {
        for ranks in [vec![0], ranks] {
            let desk = Desk::default();
            let strictly = || Shuffled {
                endpoint: endpoint(&desk).strict(true),
                ranks: ranks.clone(),
            };
            let address = "http://localhost/Shop.asmx";
            let get = ShopHttpGet::with_transport(address, strictly()).unwrap();
            let post = ShopHttpPost::with_transport(address, strictly()).unwrap();
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
            prop_assert!(answered.is_ok(), "{:?}: {:?} {:?}", answered, asked, ranks);
            prop_assert_eq!(&*desk.0.lock().unwrap(), &asked, "{:?}", ranks);
        }
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
