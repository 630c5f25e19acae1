//! Dates of cookies, in whatever form servers write them (RFC 6265, 5.1.1).

use std::time::{Duration, SystemTime};

const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// The date, or nothing if it's none. What lies before 1970 is 1970.
pub(super) fn cookie_date(text: &str) -> Option<SystemTime> {
    let (mut time, mut day, mut month, mut year) = (None, None, None, None);
    let delimiter = |c: char| !(c.is_ascii_alphanumeric() || c == ':' || c > '\u{7f}');
    for token in text.split(delimiter).filter(|token| !token.is_empty()) {
        if time.is_none() {
            time = clock(token);
            if time.is_some() {
                continue;
            }
        }
        let digits = token.bytes().take_while(u8::is_ascii_digit).count();
        let number = || token.get(..digits)?.parse::<u64>().ok();
        if day.is_none() && (1..=2).contains(&digits) {
            day = number();
        } else if month.is_none() && digits == 0 {
            let name = token.get(..3).unwrap_or_default().to_ascii_lowercase();
            month = MONTHS.iter().position(|m| **m == name).or(month);
        } else if year.is_none() && (digits == 2 || digits == 4) {
            year = number();
        }
    }
    let ((hour, minute, second), day, month, year) = (time?, day?, month?, year?);
    let year = match year {
        70..=99 => year + 1900,
        0..=69 => year + 2000,
        _ => year,
    };
    if !(1..=31).contains(&day) || year < 1601 || hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let days = days_since_1970(year, u64::try_from(month).ok()? + 1, day);
    let seconds = days.map_or(0, |days| days * 86_400 + hour * 3600 + minute * 60 + second);
    SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(seconds))
}

fn clock(token: &str) -> Option<(u64, u64, u64)> {
    let mut parts = token.split(':');
    let mut next = || {
        let part = parts.next()?;
        let digits = part.bytes().take_while(u8::is_ascii_digit).count();
        ((1..=2).contains(&digits)).then(|| part.get(..digits)?.parse().ok())?
    };
    Some((next()?, next()?, next()?))
}

/// Days of the proleptic Gregorian calendar, with years that begin in March; `None` before 1970.
fn days_since_1970(year: u64, month: u64, day: u64) -> Option<u64> {
    let (year, month) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    let days = year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 + 2) / 5 + day - 1;
    // 1970-01-01 counted the same way.
    days.checked_sub(719_468)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seconds(text: &str) -> Option<u64> {
        cookie_date(text).map(|t| t.duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs())
    }

    #[test]
    fn forms_in_use() {
        for text in [
            "Sun, 06 Nov 1994 08:49:37 GMT",
            "Sunday, 06-Nov-94 08:49:37 GMT",
            "Sun Nov  6 08:49:37 1994",
            "6-nov-1994 8:49:37",
        ] {
            assert_eq!(seconds(text), Some(784_111_777), "{text}");
        }
        assert_eq!(seconds("Thu, 01-Jan-1970 00:00:00 GMT"), Some(0));
        assert_eq!(seconds("Tue, 12-Oct-1601 04:00:00 GMT"), Some(0));
        assert_eq!(
            seconds("Thu, 29 Feb 2024 23:59:59 GMT"),
            Some(1_709_251_199)
        );
        assert_eq!(
            seconds("Fri, 31 Dec 9999 23:59:59 GMT"),
            Some(253_402_300_799)
        );
    }

    #[test]
    fn what_is_no_date() {
        for text in [
            "",
            "never",
            "06 Nov 1994",
            "Sun, 32 Nov 1994 08:49:37",
            "06 Foo 1994 08:49:37",
            "06 Nov 1600 08:49:37",
            "06 Nov 1994 25:00:00",
        ] {
            assert_eq!(seconds(text), None, "{text}");
        }
    }
}
