//! Values of simple types, within their facets as far as that can be done without trying (XSD 1.0 part 2, section 4.3).

use super::Prepared;
use crate::model::{Bounds, Builtin, Facets, Model, TypeId, TypeKind, Variety};
use crate::sample::package::reference;

/// How far lists and unions are followed.
const DEPTH: usize = 16;
/// How long a text or a list gets.
const LONGEST: u64 = 4_096;
/// How many bytes a list gets, whatever is required.
const LONGEST_LIST: usize = 1 << 20;

/// A value of a simple type: its text, for a name with a namespace in braces before it; `None` for a complex type. Says
/// if it refers to what goes along.
pub(in crate::sample) fn value(
    model: &Model,
    prepared: &Prepared,
    id: TypeId,
    refers: &mut bool,
) -> Option<String> {
    of_type(model, prepared, id, refers, DEPTH)
}

/// The built-in type that the text of [`value`] is of, or each item of it.
pub(in crate::sample) fn builtin(model: &Model, id: TypeId) -> Option<Builtin> {
    let mut id = id;
    for _ in 0..DEPTH {
        let ty = match &model.types.get(id.0 as usize)?.kind {
            TypeKind::Builtin(builtin) => return Some(*builtin),
            TypeKind::Simple(ty) => ty,
            TypeKind::Any | TypeKind::Complex(_) => return None,
        };
        id = match &ty.variety {
            Variety::Atomic(builtin) => return Some(*builtin),
            Variety::List(item) => *item,
            Variety::Union(members) => *members.first()?,
        };
    }
    None
}

fn of_type(
    model: &Model,
    prepared: &Prepared,
    id: TypeId,
    refers: &mut bool,
    depth: usize,
) -> Option<String> {
    let depth = depth.checked_sub(1)?;
    if model.refers(id) {
        *refers = true;
        return Some(reference());
    }
    let ty = match &model.types.get(id.0 as usize)?.kind {
        TypeKind::Builtin(builtin) => return Some(atomic(*builtin, &Facets::default())),
        TypeKind::Simple(ty) => ty,
        TypeKind::Any | TypeKind::Complex(_) => return None,
    };
    let facets = &ty.facets;
    if let Some(first) = facets.enumeration.first() {
        return Some(first.value.clone());
    }
    if let Some(text) = prepared.texts.of(id) {
        return Some(text.to_owned());
    }
    match &ty.variety {
        Variety::Atomic(builtin) => Some(atomic(*builtin, facets)),
        Variety::List(item) => {
            let mut refer = false;
            let item = of_type(model, prepared, *item, &mut refer, depth)?;
            let text = repeated(&item, facets);
            *refers |= refer && !text.is_empty();
            Some(text)
        }
        Variety::Union(members) => members
            .iter()
            .find_map(|m| of_type(model, prepared, *m, refers, depth)),
    }
}

pub(super) fn least(facets: &Facets) -> u64 {
    facets
        .length
        .or(facets.min_length)
        .unwrap_or(0)
        .min(LONGEST)
}

pub(super) fn most(facets: &Facets) -> u64 {
    facets.length.or(facets.max_length).unwrap_or(u64::MAX)
}

fn repeated(item: &str, facets: &Facets) -> String {
    let count = least(facets).max(1).min(most(facets));
    let room = LONGEST_LIST / (item.len() + 1);
    vec![item; (count as usize).min(room.max(1))].join(" ")
}

fn atomic(builtin: Builtin, facets: &Facets) -> String {
    use Builtin::*;
    match builtin {
        AnySimpleType | String | NormalizedString | Token => sized("text", facets),
        Language => "en".to_owned(),
        NmTokens | IdRefs | Entities => repeated("name", facets),
        NmToken | Name | NcName | Id | IdRef | Entity => sized("name", facets),
        AnyUri => match most(facets) {
            most if most < 19 => sized("a", facets),
            _ => sized("http://example.org/", facets),
        },
        Boolean => "true".to_owned(),
        NonPositiveInteger | NegativeInteger => integer(-1, facets),
        Integer | NonNegativeInteger | PositiveInteger | Long | Int | Short | Byte
        | UnsignedLong | UnsignedInt | UnsignedShort | UnsignedByte => integer(1, facets),
        Decimal | Float | Double => number(facets),
        HexBinary => "0F".repeat(octets(facets)),
        Base64Binary => base64(octets(facets)),
        QName | Notation => "{http://tempuri.org/}name".to_owned(),
        Duration => bounded("P1D", facets),
        DateTime => bounded("2024-02-29T12:30:00Z", facets),
        Time => bounded("12:30:00", facets),
        Date => bounded("2024-02-29", facets),
        GYearMonth => bounded("2024-02", facets),
        GYear => bounded("2024", facets),
        GMonthDay => bounded("--02-29", facets),
        GDay => bounded("---29", facets),
        GMonth => bounded("--02", facets),
    }
}

/// The text, cut or with letters added so that its length fits.
fn sized(text: &str, facets: &Facets) -> String {
    let most = usize::try_from(most(facets)).unwrap_or(usize::MAX);
    let mut text: String = text.chars().take(most).collect();
    while (text.len() as u64) < least(facets) {
        text.push('x');
    }
    text
}

/// How many octets a binary value has.
pub(in crate::sample) fn octets(facets: &Facets) -> usize {
    least(facets).max(3).min(most(facets)) as usize
}

/// So many octets of zeros.
fn base64(octets: usize) -> String {
    let rest = match octets % 3 {
        0 => "",
        1 => "AA==",
        _ => "AAA=",
    };
    "AAAA".repeat(octets / 3) + rest
}

fn integer(usual: i128, facets: &Facets) -> String {
    let bound = |bound: &Option<Bounds>, inside: i128| -> Option<i128> {
        let bound = bound.as_ref()?;
        // A bound may be spelt as a decimal.
        let digits = bound.value.split('.').next().unwrap_or_default();
        let value: i128 = digits.trim_start_matches('+').parse().ok()?;
        Some(if bound.inclusive {
            value
        } else {
            value.saturating_add(inside)
        })
    };
    let value = usual.max(bound(&facets.lower, 1).unwrap_or(i128::MIN));
    value
        .min(bound(&facets.upper, -1).unwrap_or(i128::MAX))
        .to_string()
}

fn number(facets: &Facets) -> String {
    let parse = |bound: &Bounds| bound.value.parse::<f64>().ok().filter(|b| b.is_finite());
    let lower = facets.lower.as_ref().and_then(parse);
    let upper = facets.upper.as_ref().and_then(parse);
    let (low, high) = (lower.unwrap_or(f64::MIN), upper.unwrap_or(f64::MAX));
    if low < 1.0 && 1.0 < high {
        return "1".to_owned();
    }
    let inclusive = [&facets.lower, &facets.upper].into_iter().flatten();
    if let Some(bound) = inclusive
        .filter(|bound| bound.inclusive)
        .find(|b| parse(b).is_some())
    {
        return bound.value.clone();
    }
    match (lower, upper) {
        (Some(low), Some(high)) => (low + (high - low) / 2.0).to_string(),
        (Some(low), None) => (low.trunc() + 1.0).to_string(),
        (None, Some(high)) => (high.trunc() - 1.0).to_string(),
        (None, None) => "1".to_owned(),
    }
}

/// The usual value, or where there are bounds one that belongs to the range.
fn bounded(usual: &str, facets: &Facets) -> String {
    let bounds = [&facets.lower, &facets.upper];
    let mut inclusive = bounds.into_iter().flatten().filter(|bound| bound.inclusive);
    inclusive
        .next()
        .map_or_else(|| usual.to_owned(), |bound| bound.value.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bound(value: &str, inclusive: bool) -> Option<Bounds> {
        let value = value.to_owned();
        Some(Bounds { value, inclusive })
    }

    #[test]
    fn lengths() {
        let facets = |least, most| Facets {
            min_length: least,
            max_length: most,
            ..Facets::default()
        };
        assert_eq!(atomic(Builtin::String, &facets(Some(6), None)), "textxx");
        assert_eq!(atomic(Builtin::String, &facets(None, Some(2))), "te");
        assert_eq!(atomic(Builtin::HexBinary, &facets(None, Some(1))), "0F");
        assert_eq!(
            atomic(Builtin::Base64Binary, &facets(Some(4), None)),
            "AAAAAA=="
        );
        assert_eq!(
            atomic(Builtin::NmTokens, &facets(Some(2), None)),
            "name name"
        );
        let long = "x".repeat(1 << 16);
        assert!(repeated(&long, &facets(Some(4_096), None)).len() <= LONGEST_LIST);
    }

    #[test]
    fn bounds() {
        let facets = |lower, upper| Facets {
            lower,
            upper,
            ..Facets::default()
        };
        let int = |lower, upper| atomic(Builtin::Int, &facets(lower, upper));
        assert_eq!(int(None, None), "1");
        assert_eq!(int(bound("10", false), None), "11");
        assert_eq!(int(None, bound("-3", true)), "-3");
        let decimal = |lower, upper| atomic(Builtin::Decimal, &facets(lower, upper));
        assert_eq!(decimal(bound("0.5", true), bound("0.75", false)), "0.5");
        assert_eq!(decimal(bound("2.5", false), None), "3");
        assert_eq!(decimal(bound("0", false), bound("1", false)), "0.5");
        let date = atomic(Builtin::Date, &facets(bound("2030-01-01", true), None));
        assert_eq!(date, "2030-01-01");
    }
}
