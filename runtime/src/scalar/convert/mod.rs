//! Conversions to and from the types of libraries for dates and times, each behind a feature of its name.
//!
//! What a library can't express is refused, never changed: a moment in no zone as a point in time, one in a zone as a
//! local time, a year out of its range. Only fractions finer than nanoseconds are cut off.

#[cfg(feature = "chrono")]
mod chrono;
#[cfg(feature = "jiff")]
mod jiff;
#[cfg(feature = "time")]
mod time;

#[cfg(test)]
#[cfg(all(feature = "chrono", feature = "jiff", feature = "time"))]
mod tests;

#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
mod parts {
    use crate::scalar::Zone;
    use crate::scalar::calendar::{Moment, astronomical};
    use crate::scalar::fraction::Fraction;
    use crate::value::TextError;

    pub(super) fn refused() -> TextError {
        TextError::new("expected a value that the other type can express")
    }

    /// The fields of a library's type. Its year 0 is the one before 1.
    #[derive(Clone, Copy, Default)]
    pub(super) struct Parts {
        pub(super) year: i32,
        pub(super) month: u8,
        pub(super) day: u8,
        pub(super) hour: u8,
        pub(super) minute: u8,
        pub(super) second: u8,
        pub(super) nanosecond: u32,
    }

    impl Parts {
        /// The fields of a moment whose zone is as wanted.
        pub(super) fn of(moment: Moment, zone: Option<Zone>) -> Result<Parts, TextError> {
            if moment.zone != zone {
                return Err(refused());
            }
            Parts::local(moment)
        }

        /// The fields of a moment in whatever zone it is.
        pub(super) fn local(moment: Moment) -> Result<Parts, TextError> {
            // The end of a day is the beginning of the next.
            let there = Moment {
                zone: None,
                ..moment
            };
            let Moment {
                year,
                month,
                day,
                hour,
                minute,
                second,
                fraction,
                ..
            } = Moment::from_instant(there.instant(), None).ok_or_else(refused)?;
            Ok(Parts {
                year: i32::try_from(astronomical(year)).map_err(|_| refused())?,
                month,
                day,
                hour,
                minute,
                second,
                nanosecond: fraction.nanoseconds(),
            })
        }

        /// A date's fields are set.
        pub(super) fn moment(self, zone: Option<Zone>) -> Moment {
            Moment {
                year: i64::from(self.year) - i64::from(self.year <= 0),
                month: self.month,
                day: self.day,
                ..self.time(zone)
            }
        }

        /// A time's fields are set.
        pub(super) fn time(self, zone: Option<Zone>) -> Moment {
            Moment {
                hour: self.hour,
                minute: self.minute,
                // Where a library has leap seconds, they're here the second before.
                second: self.second.min(59),
                fraction: Fraction::from_nanoseconds(self.nanosecond)
                    .or_else(|| Fraction::from_nanoseconds(999_999_999))
                    .unwrap_or(Fraction::ZERO),
                zone,
                ..Moment::REFERENCE
            }
        }
    }

    /// A zone of so many seconds east of UTC, if these are whole minutes.
    pub(super) fn zone(seconds: i32) -> Result<Zone, TextError> {
        let minutes = i16::try_from(seconds / 60).map_err(|_| refused())?;
        match seconds % 60 {
            0 => Zone::from_minutes(minutes),
            _ => Err(refused()),
        }
    }
}
