//! Values of the types generated from each feature schema.

use castile::{AnyNode, Integer, List, Nillable, NillableWith, QName};
use castile_tests as fixtures;
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;

use super::parts::{
    any_element, attributes, content, date, decimal, finite, interleaved, maybe_empty, ncname,
    nil_or, nodes, spelt, text, text_node, token, typed,
};

pub(crate) fn person() -> impl Strategy<Value = fixtures::all::Document> {
    use fixtures::all::*;
    (text(), text(), of(date())).prop_map(|(first, last, born)| {
        let person = Person {
            first,
            last,
            born,
            ..Person::default()
        };
        Document::Person(person)
    })
}

pub(crate) fn payment() -> impl Strategy<Value = fixtures::choice::Document> {
    use fixtures::choice::*;
    let choice = prop_oneof![
        text().prop_map(PaymentChoice::Card),
        any::<bool>().prop_map(PaymentChoice::Cash),
        (text(), of(text()))
            .prop_map(|(iban, bic)| PaymentChoice::IbanGroup(PaymentIbanGroup { iban, bic })),
    ];
    let choice2 = prop_oneof![
        decimal().prop_map(PaymentChoice2::Discount),
        decimal().prop_map(PaymentChoice2::Fee),
        text().prop_map(PaymentChoice2::Comment),
    ];
    (choice, vec(choice2, 0..6))
        .prop_map(|(choice, choice2)| Document::Payment(Payment { choice, choice2 }))
}

/// What has a default or is fixed is never absent once it was read.
pub(crate) fn settings() -> impl Strategy<Value = fixtures::defaults::Document> {
    use fixtures::defaults::*;
    let limit = (any::<i32>(), of(text())).prop_map(|(value, unit)| match (value % 3, unit) {
        (0, None) => Nillable::Nil,
        (0, unit) => Nillable::NilWith(Limit { value: 0, unit }),
        (_, unit) => Nillable::Value(Limit { value, unit }),
    });
    let level = || select(Level::ALL);
    let choice = prop_oneof![
        maybe_empty(Level::Low, level()).prop_map(SettingsChoice::Level),
        maybe_empty(
            List(vec![Level::Low, Level::High]),
            vec(level(), 1..3).prop_map(List)
        )
        .prop_map(SettingsChoice::Levels),
    ];
    let settings = (
        maybe_empty(3, any::<i32>()),
        of(maybe_empty("safe".to_owned(), Just("safe".to_owned()))),
        vec(maybe_empty("1.5".parse().unwrap(), decimal()), 0..3),
        of(maybe_empty(
            Nillable::Value(Limit {
                value: 10,
                unit: None,
            }),
            limit,
        )),
        of(choice),
        any::<i32>(),
    );
    let settings = settings.prop_map(|(retries, mode, size, limit, choice, level)| {
        Document::Settings(Box::new(Settings {
            retries,
            mode,
            size,
            limit,
            choice,
            level: Some(level),
            version: Some("1.0".to_owned()),
            schema: "2".to_owned(),
        }))
    });
    let depth = maybe_empty(4, any::<i32>()).prop_map(Document::Depth);
    prop_oneof![3 => settings, 1 => depth]
}

pub(crate) fn job() -> impl Strategy<Value = fixtures::enumerations::Document> {
    use fixtures::enumerations::*;
    (
        select(State::ALL),
        of(select(Level::ALL)),
        of(select(Code::ALL)),
        of(select(State::ALL)),
    )
        .prop_map(|(state, level, code, was)| {
            Document::Job(Job {
                state,
                level,
                code,
                was,
            })
        })
}

pub(crate) fn facets() -> impl Strategy<Value = fixtures::facets::Document> {
    use fixtures::facets::*;
    let items = (
        typed(("urn:castile:facets", "Sku"), "[A-Z]{1,6}-[0-9]{1,5}"),
        of("[AB][A-Z]{0,5}-[0-9]{1,5}"),
        of(spelt("[0-9]{1,2}(\\.[0-9]{1,2})?")),
        of(spelt(
            "20[0-9][0-9]-(0[2-9]|1[0-2])-(0[2-9]|1[0-9]|2[0-8])(Z|[+-]01:00)?",
        )),
    );
    let items = items.prop_map(|(sku, short, discount, shipped)| OrderItems {
        sku,
        short,
        discount,
        shipped,
    });
    // A date without a zone isn't later than one with, unless by more than fourteen hours.
    vec(items, 1..4).prop_map(|items| Document::Order(Order { items }))
}

pub(crate) fn forms() -> impl Strategy<Value = fixtures::forms::Document> {
    use fixtures::forms::*;
    let inner = (text(), text(), of(text()), of(text())).prop_map(|(deep, bare, q, u)| RootInner {
        deep,
        bare,
        q,
        u,
    });
    let root = (
        text(),
        text(),
        any::<i32>(),
        inner,
        of(any::<i32>()),
        of("[a-z]{2}(-[A-Z]{2})?"),
    )
        .prop_map(|(plain, named, global, inner, mark, lang)| {
            Document::Root(Root {
                plain,
                named,
                global,
                inner,
                mark,
                lang,
            })
        });
    prop_oneof![4 => root, 1 => any::<i32>().prop_map(Document::Global)]
}

pub(crate) fn customer() -> impl Strategy<Value = fixtures::groups::Document> {
    use fixtures::groups::*;
    let address = (text(), text()).prop_map(|(street, town)| Address { street, town });
    let contact = prop_oneof![
        text().prop_map(Contact::Mail),
        text().prop_map(Contact::Phone)
    ];
    let branch = vec(address, 1..3).prop_map(|address| CustomerBranch { address });
    (
        text(),
        text(),
        vec(contact, 0..4),
        vec(branch, 0..3),
        of("[a-z]{2}"),
        any::<bool>(),
    )
        .prop_map(|(street, town, contact, branch, lang, private)| {
            Document::Customer(Customer {
                street,
                town,
                contact,
                branch,
                lang,
                private: Some(private),
            })
        })
}

pub(crate) fn shirt() -> impl Strategy<Value = fixtures::lists_unions::Document> {
    use fixtures::lists_unions::*;
    let ns = "urn:castile:lists-unions";
    let size = || {
        prop_oneof![
            any::<i32>().prop_map(Size::Int),
            select(Named::ALL).prop_map(Size::Named),
            "[A-Z]{2}".prop_map(Size::Text),
        ]
    };
    (
        typed((ns, "Sizes"), vec(any::<i32>(), 0..5).prop_map(List)),
        vec(vec(any::<i32>(), 3), 0..3),
        typed((ns, "Size"), size()),
        vec(size(), 0..5),
        of(vec("[a-z0-9.:_-]{1,8}", 1..4)),
        of(vec(("(urn:[a-c])?", ncname()), 0..3)),
    )
        .prop_map(|(sizes, three, size, any, tags, kinds_of)| {
            let name = |(namespace, local)| QName::new(namespace, local);
            let kinds = |names: Vec<_>| names.into_iter().map(name).collect();
            Document::Shirt(Shirt {
                sizes,
                three: three.into_iter().map(List).collect(),
                size,
                any: List(any),
                tags: tags.map(List),
                kinds: kinds_of.map(kinds).map(List),
            })
        })
}

pub(crate) fn mixed() -> impl Strategy<Value = fixtures::mixed::Document> {
    use fixtures::mixed::*;
    let leaf = of(text()).prop_map(|style| Paragraph {
        content: Vec::new(),
        style,
    });
    let paragraph = leaf.prop_recursive(4, 16, 3, |inner| {
        let element = prop_oneof![
            2 => inner.prop_map(ParagraphContent::B),
            1 => Just(ParagraphContent::Br(ParagraphBr {})),
            1 => any_element().prop_map(ParagraphContent::Any),
        ];
        (
            interleaved(vec(element, 0..3), ParagraphContent::Text),
            of(text()),
        )
            .prop_map(|(content, style)| Paragraph { content, style })
    });
    let letter = (text(), any::<i32>(), of(date())).prop_map(|(name, order, due)| {
        let mut all = vec![LetterContent::Name(name), LetterContent::Order(order)];
        all.extend(due.map(LetterContent::Due));
        all
    });
    let letter = interleaved(letter, LetterContent::Text).prop_map(|content| Letter { content });
    prop_oneof![3 => paragraph.prop_map(Document::Paragraph), 1 => letter.prop_map(Document::Letter)]
}

pub(crate) fn namespaces() -> impl Strategy<Value = fixtures::namespaces::Document> {
    use fixtures::namespaces::{Document, orders, stock};
    let named = || text().prop_map(|name| orders::Item { name });
    let heavy = (decimal(), of(select(stock::Unit::ALL)))
        .prop_map(|(value, unit)| stock::Weight { value, unit });
    let item = (any::<i32>(), of(heavy), of(named()))
        .prop_map(|(count, weight, order)| stock::Item {
            count,
            weight,
            order,
        })
        .boxed();
    let weight = (decimal(), of(select(orders::Unit::ALL)))
        .prop_map(|(value, unit)| orders::Weight { value, unit });
    let order = (named(), item.clone(), item.clone(), weight, of(text())).prop_map(
        |(item, item2, stock, weight, mark)| {
            Document::Order(Box::new(orders::Order {
                item,
                item2,
                stock,
                weight,
                mark,
            }))
        },
    );
    prop_oneof![3 => order, 1 => item.prop_map(Document::Item)]
}

pub(crate) fn nillable() -> impl Strategy<Value = fixtures::nillable::Document> {
    use fixtures::nillable::*;
    let station = text().prop_map(|name| Station { name });
    let reading = (
        nil_or(any::<i32>()),
        of(nil_or(any::<i32>())),
        vec(nil_or(text()), 0..5),
        of(nil_or(station)),
        of(answer()),
    );
    let reading = reading.prop_map(|(required, optional, many, station, answer)| {
        Document::Reading(Reading {
            required,
            optional,
            many,
            station,
            answer,
        })
    });
    let nothing = nil_or(date()).prop_map(Document::Nothing);
    prop_oneof![3 => reading, 1 => nothing, 1 => answer().prop_map(Document::Answer)]
}

/// Its code is required, so that it's never nil without one.
fn answer() -> impl Strategy<Value = NillableWith<fixtures::nillable::Answer>> {
    use fixtures::nillable::Answer;
    let attributes = (of(ncname()), any::<i32>());
    (attributes, of(decimal())).prop_map(|((reason, code), value)| match value {
        Some(value) => Nillable::Value(Answer {
            value,
            reason,
            code,
        }),
        None => Nillable::NilWith(Answer {
            reason,
            code,
            ..Answer::default()
        }),
    })
}

pub(crate) fn drawing() -> impl Strategy<Value = fixtures::polymorphism::Document> {
    use fixtures::polymorphism::*;
    let ns = "urn:castile:polymorphism";
    let author = prop_oneof![
        typed((ns, "Person"), text().prop_map(|name| Person { name })).prop_map(AnyPerson::Person),
        (text(), any::<i32>())
            .prop_map(|(name, number)| AnyPerson::Employee(Employee { name, number })),
    ];
    let rectangle = || {
        (of(text()), finite(), finite(), of(any::<bool>())).prop_map(
            |(label, width, height, rounded)| Rectangle {
                label,
                width,
                height,
                rounded,
            },
        )
    };
    let square = || (finite(), finite()).prop_map(|(width, height)| Square { width, height });
    let shape = prop_oneof![
        (of(text()), finite()).prop_map(|(label, radius)| Shape::Circle(Circle { label, radius })),
        rectangle().prop_map(Shape::Rectangle),
        square().prop_map(Shape::Square),
    ];
    let frame = prop_oneof![
        typed((ns, "Rectangle"), rectangle()).prop_map(AnyRectangle::Rectangle),
        square().prop_map(AnyRectangle::Square)
    ];
    let window = of(typed((ns, "Rectangle"), rectangle()));
    let parts = (author, vec(shape, 0..4), of(frame), window);
    parts.prop_map(|(author, shape, frame, window)| {
        Document::Drawing(Box::new(Drawing {
            author,
            shape,
            frame,
            window,
        }))
    })
}

pub(crate) fn recursion() -> impl Strategy<Value = fixtures::recursion::Document> {
    use fixtures::recursion::*;
    let literal = any::<bool>().prop_map(|b| Expression {
        choice: ExpressionChoice::Literal(b),
    });
    let expression = literal.prop_recursive(6, 32, 2, |inner| {
        let and = (inner.clone(), inner.clone()).prop_map(|(left, right)| {
            ExpressionChoice::And(ExpressionAnd {
                left: Box::new(left),
                right: Box::new(right),
            })
        });
        let not = inner.prop_map(|inner| ExpressionChoice::Not(Box::new(inner)));
        prop_oneof![and, not].prop_map(|choice| Expression { choice })
    });
    let leaf = any::<i32>().prop_map(|value| Tree {
        value,
        ..Tree::default()
    });
    let tree = leaf.prop_recursive(5, 32, 3, |inner| {
        (any::<i32>(), of(inner.clone()), vec(inner, 0..3)).prop_map(|(value, child, sibling)| {
            Tree {
                value,
                child: child.map(Box::new),
                sibling,
            }
        })
    });
    prop_oneof![
        expression.prop_map(Document::Expression),
        tree.prop_map(Document::Tree)
    ]
}

pub(crate) fn order() -> impl Strategy<Value = fixtures::sequence::Document> {
    use fixtures::sequence::*;
    let item = (token(), spelt::<Integer>("\\+?0{0,2}[1-9][0-9]{0,30}"))
        .prop_map(|(sku, count)| Item { sku, count });
    let group = (text(), decimal()).prop_map(|(key, value)| OrderGroup { key, value });
    (
        any::<i32>(),
        of(text()),
        vec(item, 1..4),
        vec(group, 0..3),
        ncname(),
        of(any::<u16>()),
    )
        .prop_map(|(number, note, item, group, id, version)| {
            Document::Order(Order {
                number,
                note,
                item,
                group,
                id,
                version,
            })
        })
}

pub(crate) fn prices() -> impl Strategy<Value = fixtures::simple_content::Document> {
    use fixtures::simple_content::*;
    let price =
        (spelt("[0-9]{1,20}(\\.[0-9]{1,2}0{0,4})?"), "[A-Z]{3}").prop_map(|(value, currency)| {
            Price {
                value,
                currency,
                kind: Some("net".to_owned()),
            }
        });
    vec(price, 1..4).prop_map(|price| Document::Prices(Prices { price }))
}

pub(crate) fn zoo() -> impl Strategy<Value = fixtures::substitution::Document> {
    use fixtures::substitution::*;
    let dog = || (text(), of(text())).prop_map(|(name, chip)| Dog { name, chip });
    let cat = || {
        prop_oneof![
            typed(
                ("urn:castile:substitution", "Animal"),
                text().prop_map(|name| Animal { name })
            )
            .prop_map(AnyAnimal::Animal),
            dog().prop_map(AnyAnimal::Dog),
        ]
    };
    let animal = prop_oneof![
        dog().prop_map(AnimalElement::Dog),
        cat().prop_map(AnimalElement::Cat),
        dog().prop_map(AnimalElement::Poodle),
    ];
    let guard = prop_oneof![
        dog().prop_map(DogElement::Dog),
        dog().prop_map(DogElement::Poodle)
    ];
    let zoo = (
        vec(animal, 1..4),
        of(guard.prop_map(|dog| ZooGuard { dog })),
    )
        .prop_map(|(animal, guard)| Document::Zoo(Zoo { animal, guard }));
    prop_oneof![
        4 => zoo,
        1 => dog().prop_map(Document::Dog),
        1 => cat().prop_map(Document::Cat),
        1 => dog().prop_map(Document::Poodle),
    ]
}

pub(crate) fn wildcards() -> impl Strategy<Value = fixtures::wildcards::Document> {
    use fixtures::wildcards::*;
    let open = || {
        let inner = nodes(&["", "urn:a", "urn:castile:wildcards"]).prop_map(AnyNode::Element);
        of(content(interleaved(vec(inner, 0..3), text_node)))
    };
    (
        text(),
        vec(any_element(), 0..3),
        open(),
        open(),
        of(text()),
        attributes(),
    )
        .prop_map(|(kind, any, open, untyped, simple, any_attributes)| {
            Document::Envelope(Box::new(Envelope {
                kind,
                any,
                open,
                untyped,
                simple: simple.as_deref().map(Into::into),
                any_attributes,
            }))
        })
}
