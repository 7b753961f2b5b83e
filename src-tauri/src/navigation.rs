//! Where the window may go: nowhere but to its own pages.

use tauri::Url;

/// Whether the window may load this address.
pub fn allowed(url: &Url) -> bool {
    match (url.scheme(), url.host_str()) {
        // Linux and macOS, and what Windows makes of it.
        ("tauri", Some("localhost")) | ("http" | "https", Some("tauri.localhost")) => true,
        // The development server, in builds without the interface inside.
        ("http", Some("localhost")) => cfg!(all(debug_assertions, not(feature = "custom-protocol"))),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn goes_to(url: &str) -> bool {
        allowed(&url.parse().unwrap())
    }

    #[test]
    fn its_own_pages_are_allowed_on_every_system() {
        for url in ["tauri://localhost/", "tauri://localhost/customers/1", "http://tauri.localhost/today"] {
            assert!(goes_to(url), "{url}");
        }
    }

    #[test]
    fn everything_else_is_not() {
        for url in [
            "https://example.com/",
            "http://tauri.localhost.example.com/",
            "tauri://elsewhere/",
            "file:///etc/passwd",
            "data:text/html,x",
            "javascript:alert(1)",
            "about:blank",
        ] {
            assert!(!goes_to(url), "{url}");
        }
    }
}
