//! Which addresses a page may link to.

use crate::error::{Code, Error, quoted, worded};
use crate::letters::{find, is_word};

/// True for an http or https address with a host, and nothing in it that shows as something else:
/// no user name before the host, no space, no control, bidirectional or quoting character.
pub fn is_http(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else { return false };
    let Some(rest) = rest.strip_prefix("//") else { return false };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or("");
    let (host, port) = match authority.rsplit_once(':') {
        // A colon within brackets belongs to an IPv6 address.
        Some((host, port)) if !port.ends_with(']') => (host, port),
        _ => (authority, ""),
    };
    let name = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
    let is_host = match name {
        Some(address) => {
            address.contains(':')
                && address.chars().all(|c| c.is_ascii_hexdigit() || matches!(c, ':' | '.'))
        }
        None => {
            host.starts_with(is_word)
                && host.chars().all(|c| is_word(c) || matches!(c, '-' | '.'))
                && find(host, "..").is_none()
        }
    };
    ["http", "https"].iter().any(|known| scheme.eq_ignore_ascii_case(known))
        && is_host
        && (port.is_empty()
            || port.parse::<u16>().is_ok() && port.bytes().all(|b| b.is_ascii_digit()))
        && !text.chars().any(is_unfit)
}

fn is_unfit(c: char) -> bool {
    c.is_control()
        || c.is_whitespace()
        || matches!(c, '<' | '>' | '"' | '\\' | '^' | '`' | '{' | '|' | '}')
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

/// The error about an address that is not [`is_http`].
pub fn refused(text: &str) -> Error {
    Error::new(Code::BadUrl, worded!("{} is not an http or https address", quoted(text)))
        .hint("write it whole, from https:// on, with %20 for a space; or leave it empty")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_the_web_pass() {
        for text in [
            "https://example.org",
            "HTTP://example.org/a?b=c#d",
            "https://web.archive.org/web/2020*/http://x.org/",
            "https://例え.jp:8443/路径?q='x'(1),~",
            "http://[2001:db8::1]:80/",
            "http://localhost:8080/a@b",
            "http://[::1]",
        ] {
            assert!(is_http(text), "{text}");
        }
    }

    #[test]
    fn all_else_is_refused() {
        for text in [
            "",
            "example.org",
            "//example.org",
            "javascript:alert(1)",
            "javascript://x.org/%0aalert(1)",
            "data:text/html,x",
            "ftp://x.org",
            "http:/x.org",
            "http://",
            "http:///x",
            "http://bank.example@evil.example/",
            "http://x.org:port",
            "http://x.org:99999",
            "http://x.org:+80",
            "http://x.org/a b",
            "http://x.org/\u{202e}gpj.exe",
            "http://x.org/\n",
            "http://x\\.org",
            "http://x..org",
            "http://x.org/\"onclick=\"",
            "http://[x]/",
            " http://x.org",
        ] {
            assert!(!is_http(text), "{text}");
        }
    }
}
