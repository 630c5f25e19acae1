//! Every type: what it reads, what it refuses, and that it reads back what it prints.

mod moments;
mod numbers;
mod properties;
mod texts;

use super::*;
use crate::value::Text;
use std::fmt::Debug;

fn read<T: Text + Default>(text: &str) -> Result<T, TextError> {
    let mut value = T::default();
    value.parse(text, &NoNames).map(|()| value)
}

fn loosely<T: Text + Default>(text: &str) -> Result<T, TextError> {
    let mut value = T::default();
    value.parse_loosely(text, &NoNames).map(|()| value)
}

fn print(value: &dyn Text) -> String {
    let mut out = String::new();
    value.print(&mut out, &mut OwnNames::default()).unwrap();
    out
}

/// Reads `text` and prints it as `printed`.
#[track_caller]
fn prints<T: Text + Default>(text: &str, printed: &str) {
    assert_eq!(print(&read::<T>(text).unwrap()), printed, "{text:?}");
}

#[track_caller]
fn keeps<T: Text + Default>(texts: &[&str]) {
    texts.iter().for_each(|text| prints::<T>(text, text));
}

#[track_caller]
fn refuses<T: Text + Default + Debug>(texts: &[&str]) {
    for text in texts {
        let error = read::<T>(text).expect_err(text);
        assert!(error.0.starts_with("expected "), "{error}");
    }
}
