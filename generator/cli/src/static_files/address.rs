//! Which file an address asks for.
//!
//! Architecture invariant: whatever is asked, the answer is a relative path of
//! plain names, or nothing.

use std::path::{Path, PathBuf};

use percent_encoding::percent_decode_str;

/// What an address asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// A file, or a folder whose slash was left out.
    File(PathBuf),
    /// The page of a folder.
    Folder(PathBuf),
    /// The site, which starts further down.
    Prefix,
}

/// What the path asks for in a site that starts at `prefix`; `None` for what no
/// site has: hidden names, empty ones, signs that no name holds.
pub(super) fn wanted(path: &str, prefix: &str) -> Option<Wanted> {
    if prefix != "/" && (path == "/" || path == prefix.trim_end_matches('/')) {
        return Some(Wanted::Prefix);
    }
    let rest = path.strip_prefix(prefix)?;
    let (rest, is_folder) = match rest.strip_suffix('/') {
        Some(rest) => (rest, true),
        None => (rest, rest.is_empty()),
    };
    let mut names = PathBuf::new();
    if !rest.is_empty() {
        for name in rest.split('/') {
            names.push(plain(name)?);
        }
    } else if path != prefix {
        return None;
    }
    Some(if is_folder { Wanted::Folder(names) } else { Wanted::File(names) })
}

/// One name, decoded once; a decoded `/` would be a second way to write a path.
fn plain(name: &str) -> Option<String> {
    let name = percent_decode_str(name).decode_utf8().ok()?;
    let strange = |sign: char| sign.is_control() || matches!(sign, '/' | '\\' | ':');
    (!name.is_empty() && !name.starts_with('.') && !name.contains(strange)).then(|| name.into_owned())
}

/// Whether the name of a file holds its fingerprint: `style.0a1b2c3d4e.css`.
pub(super) fn is_hashed(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let is_fingerprint = |part: &str| {
        part.len() >= 10 && part.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
    };
    name.split(['.', '-']).skip(1).any(is_fingerprint)
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::{Wanted, is_hashed, wanted};

    fn file(path: &str) -> Wanted {
        Wanted::File(PathBuf::from(path))
    }

    fn folder(path: &str) -> Wanted {
        Wanted::Folder(PathBuf::from(path))
    }

    fn check(path: &str, prefix: &str, expected: Wanted) {
        assert_eq!(wanted(path, prefix), Some(expected), "{path}");
    }

    #[test]
    fn pages_and_files_are_told_apart() {
        check("/", "/", folder(""));
        check("/commerces/le-fournil/", "/", folder("commerces/le-fournil"));
        check("/commerces/le-fournil", "/", file("commerces/le-fournil"));
        check("/%C3%A9t%C3%A9.css", "/", file("été.css"));
    }

    #[test]
    fn no_address_leaves_the_folder() {
        for path in [
            "/../parvis.yaml",
            "/a/../../b",
            "/%2e%2e/b",
            "/%2e%2e%2fb",
            "/a%2fb",
            "/a%5cb",
            "/..%5cb",
            "/.git/config",
            "/a/.env",
            "/%2egit/",
            "//evil.example/",
            "/a//b",
            "/a%00b",
            "/%ff",
            "/C:/x",
            "",
            "a/b",
        ] {
            assert_eq!(wanted(path, "/"), None, "{path}");
        }
    }

    #[test]
    fn a_site_may_start_further_down() {
        check("/", "/ville/", Wanted::Prefix);
        check("/ville", "/ville/", Wanted::Prefix);
        check("/ville/", "/ville/", folder(""));
        check("/ville/a.css", "/ville/", file("a.css"));
        assert_eq!(wanted("/village/", "/ville/"), None);
        assert_eq!(wanted("/a.css", "/ville/"), None);
    }

    #[test]
    fn a_fingerprint_is_known_in_a_name() {
        assert!(is_hashed(Path::new("assets/style.0a1b2c3d4e.css")));
        assert!(!is_hashed(Path::new("assets/style.css")));
        assert!(!is_hashed(Path::new("deadbeef00/index.html")));
    }
}
