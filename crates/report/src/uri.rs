//! Paths as URI references, for formats that want those. Looks at no file.

use std::fmt::Write as _;

/// A path as a URI reference (RFC 3986): relative ones stay relative, without `./` before them;
/// every byte that is not a letter, a digit or one of `-._~/` is percent-encoded.
pub(crate) fn reference(path: &str) -> String {
    let path = plain(path);
    let has_drive = path.as_bytes().get(1) == Some(&b':') && cfg!(windows);
    let scheme = match path.as_bytes().first() {
        Some(b'/') => "file://",
        _ if has_drive => "file:///",
        _ => "",
    };
    let mut uri = String::from(scheme);
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            other => {
                let _ = write!(uri, "%{other:02X}");
            }
        }
    }
    uri
}

/// A path with `/` between its parts, and without `./` before them: as services that know the
/// files of a repository write it.
pub(crate) fn plain(path: &str) -> String {
    let path = path.replace(std::path::MAIN_SEPARATOR, "/");
    let mut shown = path.as_str();
    while let Some(rest) = shown.strip_prefix("./") {
        shown = rest.trim_start_matches('/');
    }
    shown.into()
}

#[cfg(test)]
mod tests {
    use super::reference;

    #[test]
    fn paths_become_references() {
        for (path, uri) in [
            ("a/b.txt", "a/b.txt"),
            ("./a b.txt", "a%20b.txt"),
            (".//./a", "a"),
            ("../回复.txt", "../%E5%9B%9E%E5%A4%8D.txt"),
            ("/srv/100%.txt", "file:///srv/100%25.txt"),
            ("a:b?c#d", "a%3Ab%3Fc%23d"),
            ("-", "-"),
        ] {
            assert_eq!(reference(path), uri);
        }
    }
}
