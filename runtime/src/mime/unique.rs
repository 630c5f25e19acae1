//! Ids that nobody else has.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

/// A new random UUID (RFC 9562, 5.4). It has to be unique, not secret, so what the standard library draws from the
/// system for its hash tables will do, mixed with a counter and the time.
pub(crate) fn uuid() -> String {
    static COUNTER: AtomicU64 = AtomicU64::new(0);
    let count = COUNTER.fetch_add(1, Ordering::Relaxed);
    let time = SystemTime::now().duration_since(UNIX_EPOCH);
    let time = time.map(|t| t.as_nanos()).unwrap_or_default();
    let draw = || {
        let mut hasher = RandomState::new().build_hasher();
        hasher.write_u64(count);
        hasher.write_u128(time);
        u128::from(hasher.finish())
    };
    let bits = draw() << 64 | draw();
    let version = 0x4 << 76 | 0x2 << 62;
    let bits = bits & !(0xF << 76 | 0x3 << 62) | version;
    let digits = format!("{bits:032x}");
    let groups = [0..8, 8..12, 12..16, 16..20, 20..32];
    let groups = groups.map(|range| digits.get(range).unwrap_or_default());
    groups.join("-")
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::uuid;

    #[test]
    fn ids_are_random_uuids_and_differ() {
        let ids: HashSet<String> = (0..1000).map(|_| uuid()).collect();
        assert_eq!(ids.len(), 1000);
        for id in ids {
            assert_eq!(id.len(), 36, "{id}");
            let mark = |at: usize| id.as_bytes().get(at).copied().unwrap_or_default();
            assert_eq!(mark(14), b'4', "{id}");
            assert!(b"89ab".contains(&mark(19)), "{id}");
        }
    }
}
