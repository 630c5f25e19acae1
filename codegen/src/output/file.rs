//! Files that are only touched if their text changes, so that nothing is compiled again for nothing.

use std::fs;
use std::io;
use std::path::Path;

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was written.
    Written,
    /// It held this text already.
    Unchanged,
    /// It holds other text, or isn't there, and was to be checked only.
    Stale,
}

/// Writes a file unless it holds this text already; folders that it needs are created.
pub fn write(path: &Path, text: &str) -> io::Result<Outcome> {
    if holds(path, text)? {
        return Ok(Outcome::Unchanged);
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, text)?;
    Ok(Outcome::Written)
}

/// Writes a file like [`write()`], or only says whether it would have to be written.
pub fn write_or_check(path: &Path, text: &str, check: bool) -> io::Result<Outcome> {
    match check {
        false => write(path, text),
        true if holds(path, text)? => Ok(Outcome::Unchanged),
        true => Ok(Outcome::Stale),
    }
}

fn holds(path: &Path, text: &str) -> io::Result<bool> {
    match fs::read(path) {
        // A checkout on Windows may have changed the line ends.
        Ok(bytes) => Ok(bytes == text.as_bytes()
            || String::from_utf8(bytes).is_ok_and(|t| t.replace("\r\n", "\n") == text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unchanged_file_is_not_written() {
        let folder = std::env::temp_dir().join(format!("castile-output-{}", std::process::id()));
        let file = folder.join("deep/er/a.rs");
        assert_eq!(write_or_check(&file, "a", true).unwrap(), Outcome::Stale);
        assert!(!file.exists());
        assert_eq!(write(&file, "a\nb\n").unwrap(), Outcome::Written);
        let old = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000);
        let handle = fs::File::options().write(true).open(&file).unwrap();
        handle.set_modified(old).unwrap();
        drop(handle);
        assert_eq!(write(&file, "a\nb\n").unwrap(), Outcome::Unchanged);
        assert_eq!(fs::metadata(&file).unwrap().modified().unwrap(), old);
        assert_eq!(write_or_check(&file, "b", true).unwrap(), Outcome::Stale);
        assert_eq!(fs::read_to_string(&file).unwrap(), "a\nb\n");
        assert_eq!(write(&file, "b").unwrap(), Outcome::Written);
        assert!(write(&folder.join("deep"), "a folder").is_err());
        fs::remove_dir_all(folder).unwrap();
    }
}
