//! A small web server for sites in memory: what a static host does, on this machine only.

use std::io::ErrorKind;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::thread;

use anyhow::{Context, Result, anyhow, bail};
use tiny_http::{Header, Method, Request, Response};

use crate::site::Site;

/// How many requests are answered at the same time. A browser opens six connections to a host.
const WORKERS: usize = 6;

/// The port to serve on.
#[derive(Clone, Copy)]
pub(crate) enum Port {
    /// This one or none.
    Exactly(u16),
    /// The first free one from here.
    From(u16),
    /// Any free one.
    Any,
}

/// A site and the path it is served under.
pub(crate) struct Mount {
    /// Begins and ends with `/`.
    prefix: String,
    site: Arc<Site>,
}

impl Mount {
    /// A site at the top.
    pub(crate) fn at_root(site: Arc<Site>) -> Self {
        Self { prefix: "/".to_owned(), site }
    }

    /// A site under a path such as `some/path`.
    pub(crate) fn under(path: &str, site: Arc<Site>) -> Self {
        Self { prefix: format!("/{}/", path.trim_matches('/')), site }
    }
}

/// A server that has its port, and answers once it runs.
pub(crate) struct Server {
    http: tiny_http::Server,
    port: u16,
    mounts: Vec<Mount>,
}

impl Server {
    /// Takes a port of this machine's own address. The longest prefix that matches a request serves it.
    pub(crate) fn bind(port: Port, mut mounts: Vec<Mount>) -> Result<Self> {
        mounts.sort_by_key(|mount| std::cmp::Reverse(mount.prefix.len()));
        let listener = listen(port)?;
        let port = listener.local_addr()?.port();
        let http = tiny_http::Server::from_listener(listener, None)
            .map_err(|error| anyhow!("the server cannot start: {error}"))?;
        Ok(Self { http, port, mounts })
    }

    /// The address of the top.
    pub(crate) fn address(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }

    /// Answers until the program ends.
    pub(crate) fn run(&self) {
        thread::scope(|scope| {
            for _ in 0..WORKERS {
                scope.spawn(|| self.work());
            }
        });
    }

    /// Answers beside other work until the program ends, and returns the address.
    pub(crate) fn start(self) -> String {
        let address = self.address();
        thread::spawn(move || self.run());
        address
    }

    fn work(&self) {
        while let Ok(request) = self.http.recv() {
            let reply = reply(&self.mounts, &Asked::of(&request));
            // A browser that went away before the end of its answer is no fault of the server.
            let _ = send(request, &reply);
        }
    }
}

fn listen(port: Port) -> Result<TcpListener> {
    let bind = |port: u16| TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port)));
    match port {
        Port::Any => bind(0).context("no port is free"),
        Port::Exactly(port) => bind(port).with_context(|| format!("port {port} cannot be used")),
        Port::From(first) => {
            for port in first..first.saturating_add(100) {
                match bind(port) {
                    Err(error) if error.kind() == ErrorKind::AddrInUse => {}
                    bound => return bound.with_context(|| format!("port {port} cannot be used")),
                }
            }
            bail!("no port is free from {first} on; name another with --port")
        }
    }
}

/// What of a request decides the answer.
struct Asked<'a> {
    method: &'a Method,
    url: &'a str,
    accept_encoding: &'a str,
    if_none_match: &'a str,
}

impl<'a> Asked<'a> {
    fn of(request: &'a Request) -> Self {
        let header = |name: &'static str| {
            let found = request.headers().iter().find(|header| header.field.equiv(name));
            found.map_or("", |header| header.value.as_str())
        };
        Self {
            method: request.method(),
            url: request.url(),
            accept_encoding: header("Accept-Encoding"),
            if_none_match: header("If-None-Match"),
        }
    }
}

/// An answer before it is put on the wire.
#[derive(Debug, PartialEq, Eq)]
struct Reply<'a> {
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: &'a [u8],
}

impl Reply<'_> {
    fn plain(status: u16, words: &'static [u8]) -> Self {
        Self { status, headers: vec![("Content-Type", "text/plain; charset=utf-8".to_owned())], body: words }
    }
}

fn reply<'a>(mounts: &'a [Mount], asked: &Asked<'_>) -> Reply<'a> {
    if !matches!(asked.method, Method::Get | Method::Head) {
        let mut refusal = Reply::plain(405, b"Only GET and HEAD are answered.\n");
        refusal.headers.push(("Allow", "GET, HEAD".to_owned()));
        return refusal;
    }
    let path = asked.url.split(['?', '#']).next().unwrap_or_default();
    // Relative addresses in the page only work below a slash, so a prefix without one is sent there.
    if mounts.iter().any(|mount| mount.prefix.strip_suffix('/') == Some(path) && !path.is_empty()) {
        let query = asked.url.strip_prefix(path).unwrap_or_default();
        return Reply { status: 301, headers: vec![("Location", format!("{path}/{query}"))], body: b"" };
    }
    let found = mounts.iter().find_map(|mount| path.strip_prefix(&mount.prefix).map(|rest| (mount, rest)));
    let Some(asset) = found.and_then(|(mount, rest)| mount.site.get(rest)) else {
        return Reply::plain(404, b"There is no such file.\n");
    };
    let compressed = asset.gzip.as_deref().filter(|_| accepts_gzip(asked.accept_encoding));
    // The two forms are different bytes, so they have different tags.
    let tag = format!("\"{}{}\"", asset.tag, if compressed.is_some() { "-gzip" } else { "" });
    let mut headers =
        vec![("ETag", tag.clone()), ("Cache-Control", "no-cache".to_owned()), ("Vary", "Accept-Encoding".to_owned())];
    if holds_tag(asked.if_none_match, &tag) {
        return Reply { status: 304, headers, body: b"" };
    }
    headers.push(("Content-Type", asset.mime.to_owned()));
    headers.push(("X-Content-Type-Options", "nosniff".to_owned()));
    if compressed.is_some() {
        headers.push(("Content-Encoding", "gzip".to_owned()));
    }
    Reply { status: 200, headers, body: compressed.unwrap_or(&asset.plain) }
}

fn send(request: Request, reply: &Reply<'_>) -> std::io::Result<()> {
    let headers = reply
        .headers
        .iter()
        .filter_map(|(name, value)| Header::from_bytes(name.as_bytes(), value.as_bytes()).ok())
        .collect();
    let response = Response::new(reply.status.into(), headers, reply.body, Some(reply.body.len()), None);
    // Pieces without a total length would hide from the browser how much is still to come.
    request.respond(response.with_chunked_threshold(usize::MAX))
}

/// Whether an `Accept-Encoding` names gzip, and not as unwanted (`gzip;q=0`).
fn accepts_gzip(header: &str) -> bool {
    header.split(',').any(|offer| {
        let mut parts = offer.split(';').map(str::trim);
        let named = parts.next().is_some_and(|name| name.eq_ignore_ascii_case("gzip"));
        let weight = parts.find_map(|part| part.strip_prefix("q=")).and_then(|weight| weight.parse::<f32>().ok());
        named && weight != Some(0.0)
    })
}

/// Whether an `If-None-Match` holds the tag.
fn holds_tag(header: &str, tag: &str) -> bool {
    header.split(',').map(|known| known.trim().trim_start_matches("W/")).any(|known| known == tag || known == "*")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mounts() -> Vec<Mount> {
        let mut site = Site::default();
        site.insert("index.html", vec![b'x'; 1000]).unwrap();
        site.insert("a.js", b"1".to_vec()).unwrap();
        let site = Arc::new(site);
        vec![Mount::under("some/path", Arc::clone(&site)), Mount::at_root(site)]
    }

    fn get<'a>(url: &'a str, accept_encoding: &'a str, if_none_match: &'a str) -> Asked<'a> {
        Asked { method: &Method::Get, url, accept_encoding, if_none_match }
    }

    fn header<'a>(reply: &'a Reply<'_>, name: &str) -> Option<&'a str> {
        reply.headers.iter().find(|(field, _)| *field == name).map(|(_, value)| value.as_str())
    }

    #[test]
    fn a_site_answers_at_the_top_and_under_its_path() {
        let mounts = mounts();
        for (url, status) in [
            ("/", 200),
            ("/?board=2d", 200),
            ("/a.js?x#y", 200),
            ("/some/path/", 200),
            ("/some/path/a.js", 200),
            ("/some/path", 301),
            ("/some/a.js", 404),
            ("/some/path/../a.js", 404),
            ("/../Cargo.toml", 404),
            ("http://127.0.0.1/", 404),
        ] {
            assert_eq!(reply(&mounts, &get(url, "", "")).status, status, "{url}");
        }
        let moved = reply(&mounts, &get("/some/path?board=2d", "", ""));
        assert_eq!(header(&moved, "Location"), Some("/some/path/?board=2d"));
    }

    #[test]
    fn a_known_tag_is_not_sent_again() {
        let mounts = mounts();
        let first = reply(&mounts, &get("/", "gzip, br", ""));
        assert_eq!(header(&first, "Content-Encoding"), Some("gzip"));
        let tag = header(&first, "ETag").unwrap();
        let again = reply(&mounts, &get("/", "gzip, br", &format!("\"other\", W/{tag}")));
        assert_eq!((again.status, again.body.len()), (304, 0));
        assert_eq!(reply(&mounts, &get("/", "", tag)).status, 200, "the plain form is another one");
    }

    #[test]
    fn gzip_is_sent_to_those_who_take_it() {
        for (accepted, expected) in
            [("gzip", true), ("br, GZIP;q=0.5", true), ("gzip;q=0", false), ("", false), ("br", false)]
        {
            assert_eq!(accepts_gzip(accepted), expected, "{accepted:?}");
        }
    }

    #[test]
    fn nothing_is_written() {
        let asked = Asked { method: &Method::Post, ..get("/", "", "") };
        assert_eq!(reply(&mounts(), &asked).status, 405);
    }
}
