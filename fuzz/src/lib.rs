//! What the fuzz targets read into, and a mutator for those whose input is XML.

#[path = "../../tests/src/mutate.rs"]
pub mod mutate;

macro_rules! modules {
    ($($module:ident $file:literal,)*) => {
        $(pub mod $module { castile::include_wsdl!($file); })*
    };
}

modules! {
    all "all", attachments "attachments", builtins "builtins", choice "choice", defaults "defaults", enumerations "enumerations",
    facets "facets", forms "forms", groups "groups", lists_unions "lists_unions", mixed "mixed", mtom "mtom",
    namespaces "namespaces", nillable "nillable", polymorphism "polymorphism", recursion "recursion",
    sequence "sequence", simple_content "simple_content", substitution "substitution", wildcards "wildcards",
    command_web_service "command_web_service", faults_headers "faults_headers", http_binding "http_binding", one_way "one_way",
    overloads "overloads", rpc_encoded "rpc_encoded", rpc_literal "rpc_literal",
}

/// Half of the time changes tags and attribute values, otherwise bytes as libFuzzer does. Gives the new length.
pub fn mutate_xml(data: &mut [u8], size: usize, max_size: usize, seed: u32) -> usize {
    let text = data
        .get(..size)
        .and_then(|bytes| std::str::from_utf8(bytes).ok());
    if let (0, Some(text)) = (seed % 2, text) {
        let changed = mutate::mutate(text, &mut mutate::Dice::new(seed.into()));
        let bytes = changed.as_bytes();
        if let (Some(place), false) = (
            data.get_mut(..bytes.len().min(max_size)),
            bytes.len() > max_size,
        ) {
            place.copy_from_slice(bytes);
            return bytes.len();
        }
    }
    libfuzzer_sys::fuzzer_mutate(data, size, max_size)
}

/// Values are the same; prefixes, and `NaN`, which no value equals, are compared as text.
pub fn same<T: PartialEq + std::fmt::Debug>(a: &T, b: &T, xml: &str) {
    if a != b {
        assert_eq!(without_prefixes(a), without_prefixes(b), "{xml}");
    }
}

/// What `xsi:type` names is written with a prefix where it had none, too.
fn without_prefixes(value: &impl std::fmt::Debug) -> String {
    const TYPE: &str = "XMLSchema-instance\", name: \"type\", value: \"";
    let text = format!("{value:?}");
    let text = cut(&text, "prefixes: [", "], children", |_| String::new());
    cut(&text, TYPE, "\"", |value| {
        // White space stands there as `Debug` shows it.
        let value = ["\\n", "\\r", "\\t"]
            .iter()
            .fold(value.to_owned(), |v, blank| v.replace(blank, " "));
        let local = value.rsplit(':').next().unwrap_or(&value);
        local.trim().to_owned()
    })
}

/// Replaces what stands between a beginning and an end.
fn cut(text: &str, from: &str, to: &str, replaced: impl Fn(&str) -> String) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(from) {
        let (inside, after) = after.split_once(to).unwrap_or((after, ""));
        out += before;
        out += &replaced(inside);
        rest = after;
    }
    without_made_prefixes(&(out + rest))
}

/// A name in no prefix gets one where it's written in another namespace's scope: `q1:name` is as good as `name`.
fn without_made_prefixes(text: &str) -> String {
    let mut parts = text.split("value: \"");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let name = part.split_once(':').filter(|(prefix, _)| {
            let number = prefix.strip_prefix('q').unwrap_or_default();
            !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit())
        });
        out += "value: \"";
        out += name.map_or(part, |(_, local)| local);
    }
    out
}
