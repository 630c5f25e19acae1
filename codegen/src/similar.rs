//! "Did you mean": the known name that is nearest to a misspelt one.

/// The nearest of the known names, if any is near: equal but for case, or at most a third of the letters away.
pub(crate) fn similar<'k>(
    wanted: &str,
    known: impl IntoIterator<Item = &'k str>,
) -> Option<&'k str> {
    let folded: Vec<char> = wanted.to_lowercase().chars().collect();
    let limit = (folded.len() / 3).clamp(1, 8);
    let near = known.into_iter().filter_map(|name| {
        let other: Vec<char> = name.to_lowercase().chars().collect();
        let distance = distance(&folded, &other, limit)?;
        Some((distance, name))
    });
    near.min().map(|(_, name)| name)
}

/// Insertions, deletions, replacements and swaps of neighbours between the two, unless they are more than `limit`.
fn distance(a: &[char], b: &[char], limit: usize) -> Option<usize> {
    if a.len().abs_diff(b.len()) > limit {
        return None;
    }
    // The rows of the last letter but one, the last letter, and this letter of `a`.
    let mut before = vec![0; b.len() + 1];
    let mut last: Vec<usize> = (0..=b.len()).collect();
    let mut previous: Option<char> = None;
    for (i, &x) in a.iter().enumerate() {
        let mut row = Vec::with_capacity(b.len() + 1);
        row.push(i + 1);
        let mut left: Option<char> = None;
        let mut swapped = None;
        for ((&y, above), (&diagonal, &swap)) in b
            .iter()
            .zip(last.iter().skip(1))
            .zip(last.iter().zip(&before))
        {
            let beside = row.last().map_or(usize::MAX, |&n: &usize| n + 1);
            let mut best = beside.min(above + 1).min(diagonal + usize::from(x != y));
            if let (Some(corner), true) = (swapped, left == Some(x) && previous == Some(y)) {
                best = best.min(corner + 1);
            }
            row.push(best);
            swapped = Some(swap);
            left = Some(y);
        }
        if row.iter().min().is_some_and(|&n| n > limit) {
            return None;
        }
        before = std::mem::replace(&mut last, row);
        previous = Some(x);
    }
    last.last().copied().filter(|&n| n <= limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: [&str; 4] = ["clearJobStatus", "getJobStatus", "isJobComplete", "Login"];

    #[test]
    fn near_names_are_found() {
        assert_eq!(similar("clearJobstatus", KNOWN), Some("clearJobStatus"));
        assert_eq!(similar("claerJobStatus", KNOWN), Some("clearJobStatus"));
        assert_eq!(similar("isJobComplet", KNOWN), Some("isJobComplete"));
        assert_eq!(similar("Logni", KNOWN), Some("Login"));
        assert_eq!(similar("frobnicate", KNOWN), None);
        assert_eq!(similar("", KNOWN), None);
    }

    #[test]
    fn distances_count_edits() {
        let chars = |text: &str| text.chars().collect::<Vec<_>>();
        for (a, b, edits) in [
            ("", "", 0),
            ("abc", "abc", 0),
            ("abc", "abd", 1),
            ("abc", "bac", 1),
            ("abcd", "abdc", 1),
            ("kitten", "sitting", 3),
        ] {
            assert_eq!(distance(&chars(a), &chars(b), 9), Some(edits), "{a} {b}");
        }
        assert_eq!(distance(&chars("kitten"), &chars("sitting"), 2), None);
    }
}
