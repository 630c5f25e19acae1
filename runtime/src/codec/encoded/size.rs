//! Sizes of arrays and positions in them: `[2,3]` (SOAP 1.1, 5.4.2), `2 3` (SOAP 1.2 part 2, 3.1.6).

/// Most dimensions that are counted with.
const MOST: usize = 16;

/// The first dimension of an array that doesn't say how long it is: as long as there are items. No position is beyond it.
pub(super) const OPEN: usize = usize::MAX;

/// The numbers of the outermost rank of SOAP 1.1's `arrayType`, e.g. 2 and 3 of `xsd:int[][2,3]`; none where it leaves
/// them out.
pub(super) fn of_array_type(text: &str) -> Vec<usize> {
    let inner = text.trim().strip_suffix(']');
    let rank = inner.and_then(|inner| inner.rfind('[').and_then(|at| inner.get(at + 1..)));
    numbers(rank.unwrap_or_default().split(','))
}

/// Whether the items of an array with this `arrayType` are arrays themselves.
pub(super) fn is_nested(text: &str) -> bool {
    text.matches('[').count() > 1
}

/// The numbers of SOAP 1.2's `arraySize`; the first of several may be a `*`, for a size that isn't said.
pub(super) fn of_array_size(text: &str) -> Vec<usize> {
    numbers(text.split_ascii_whitespace())
}

/// The numbers of `soapenc:position` and `soapenc:offset`, e.g. 2 and 3 of `[2,3]`.
pub(super) fn of_position(text: &str) -> Option<Vec<usize>> {
    let inner = text.trim().strip_prefix('[')?.strip_suffix(']')?;
    let found = numbers(inner.split(','));
    (!found.is_empty()).then_some(found)
}

/// None unless all are numbers.
fn numbers<'t>(parts: impl Iterator<Item = &'t str>) -> Vec<usize> {
    let mut found = Vec::new();
    for part in parts.take(MOST) {
        match (part.trim(), part.trim().parse()) {
            ("*" | "", _) if found.is_empty() => found.push(OPEN),
            (_, Ok(number)) => found.push(number),
            (_, Err(_)) => return Vec::new(),
        }
    }
    if found == [OPEN] {
        found.clear();
    }
    found
}

/// The size of an array of which there are so many items.
pub(super) fn closed(mut size: Vec<usize>, items: usize) -> Vec<usize> {
    if let [first, rest @ ..] = &mut size[..]
        && *first == OPEN
    {
        *first = items.div_ceil(items_in(rest).unwrap_or(OPEN).max(1));
    }
    size
}

/// How many items come before the one at `position` in an array of `size`, row by row. A position with just one number
/// is that already.
pub(super) fn items_before(position: &[usize], size: &[usize]) -> Option<usize> {
    if let [only] = position {
        return Some(*only);
    }
    if position.len() != size.len() {
        return None;
    }
    let mut before = 0_usize;
    for (at, of) in position.iter().zip(size) {
        if at >= of {
            return None;
        }
        before = before.checked_mul(*of)?.checked_add(*at)?;
    }
    Some(before)
}

/// How many items an array of this size has.
pub(super) fn items_in(size: &[usize]) -> Option<usize> {
    size.iter().try_fold(1_usize, |all, n| all.checked_mul(*n))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_and_positions() {
        assert_eq!(of_array_type("xsd:int[2,3]"), [2, 3]);
        assert_eq!(of_array_type("xsd:int[,][ 7 ] "), [7]);
        assert_eq!(of_array_type("xsd:int[]"), [0_usize; 0]);
        assert_eq!(of_array_type("xsd:int[99999999999999999999]"), [0_usize; 0]);
        assert_eq!(of_array_type("nonsense"), [0_usize; 0]);
        assert!(is_nested("xsd:int[][2]") && !is_nested("xsd:int[2,2]"));
        assert_eq!(of_array_size("2 3"), [2, 3]);
        assert_eq!(of_array_size("* 3"), [OPEN, 3]);
        assert_eq!(of_array_type("xsd:int[,3]"), [OPEN, 3]);
        assert_eq!(of_array_size("*"), [0_usize; 0]);
        assert_eq!(of_array_size("3 *"), [0_usize; 0]);
        assert_eq!(closed(vec![OPEN, 3], 7), [3, 3]);
        assert_eq!(closed(vec![OPEN, 0], 0), [0, 0]);
        assert_eq!(closed(vec![2, 3], 7), [2, 3]);
        assert_eq!(of_position("[1,2]"), Some(vec![1, 2]));
        assert_eq!(of_position("1"), None);
        assert_eq!(of_position("[]"), None);
    }

    #[test]
    fn positions_count_row_by_row() {
        assert_eq!(items_before(&[1, 2], &[2, 3]), Some(5));
        assert_eq!(items_before(&[4], &[2, 3]), Some(4));
        assert_eq!(items_before(&[9, 2], &[OPEN, 3]), Some(29));
        assert_eq!(items_before(&[1, 3], &[2, 3]), None);
        assert_eq!(items_before(&[1, 1, 1], &[2, 3]), None);
        let huge = usize::MAX / 2;
        assert_eq!(items_before(&[huge, 1, 1], &[huge + 1, 9, 9]), None);
        assert_eq!(items_in(&[2, 3]), Some(6));
        assert_eq!(items_in(&[huge, 3]), None);
    }
}
