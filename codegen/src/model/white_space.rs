//! What is done to the white space of a literal before it's a value (XSD part 2, 4.3.6).

use super::{Builtin, Facets, Variety, WhiteSpace};

/// How the white space of literals is handled. That of a union depends on the member.
pub(super) fn white_space(variety: &Variety, facets: &Facets) -> WhiteSpace {
    facets.white_space.unwrap_or(match variety {
        Variety::Atomic(Builtin::String | Builtin::AnySimpleType) | Variety::Union(_) => {
            WhiteSpace::Preserve
        }
        Variety::Atomic(Builtin::NormalizedString) => WhiteSpace::Replace,
        Variety::Atomic(_) | Variety::List(_) => WhiteSpace::Collapse,
    })
}

/// The literal after that.
pub(super) fn normalize(value: &str, space: WhiteSpace) -> String {
    const SPACE: [char; 4] = [' ', '\t', '\r', '\n'];
    match space {
        WhiteSpace::Preserve => value.to_owned(),
        WhiteSpace::Replace => value.replace(SPACE, " "),
        WhiteSpace::Collapse => {
            let words = value.split(SPACE).filter(|word| !word.is_empty());
            words.collect::<Vec<_>>().join(" ")
        }
    }
}
