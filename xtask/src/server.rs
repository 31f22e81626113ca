//! A small web server for sites in memory: what a static host does, on this machine only.
//!
//! It is written here because a thread for each connection is all that it takes, and because a test run must not depend
//! on a pool of threads that lets a connection wait behind idle ones.

use std::io::{BufReader, ErrorKind};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::site::Site;
use crate::wire::{Request, Response};

/// How long a connection may stay idle: browsers keep theirs open for the next request.
const IDLE: Duration = Duration::from_secs(60);

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
    site: Site,
}

impl Mount {
    /// A site at the top.
    pub(crate) fn at_root(site: Site) -> Self {
        Self { prefix: "/".to_owned(), site }
    }

    /// A site under a path such as `some/path`.
    pub(crate) fn under(path: &str, site: Site) -> Self {
        Self { prefix: format!("/{}/", path.trim_matches('/')), site }
    }
}

/// A server that has its port, and answers once it runs.
pub(crate) struct Server {
    listener: TcpListener,
    port: u16,
    mounts: Arc<Vec<Mount>>,
}

impl Server {
    /// Takes a port of this machine's own address. The longest prefix that matches a request serves it.
    pub(crate) fn bind(port: Port, mut mounts: Vec<Mount>) -> Result<Self> {
        mounts.sort_by_key(|mount| std::cmp::Reverse(mount.prefix.len()));
        let listener = listen(port)?;
        let port = listener.local_addr()?.port();
        Ok(Self { listener, port, mounts: Arc::new(mounts) })
    }

    /// The address of the top.
    pub(crate) fn address(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }

    /// Answers until the program ends.
    pub(crate) fn run(&self) {
        for connection in self.listener.incoming() {
            let Ok(connection) = connection else { continue };
            let mounts = Arc::clone(&self.mounts);
            thread::spawn(move || {
                // A browser that went away, now or before the end of its answer, is no fault of the server.
                let _ = converse(&mounts, connection);
            });
        }
    }

    /// Answers beside other work until the program ends, and returns the address.
    pub(crate) fn start(self) -> String {
        let address = self.address();
        thread::spawn(move || self.run());
        address
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

/// Answers the requests of one connection.
fn converse(mounts: &[Mount], mut connection: TcpStream) -> std::io::Result<()> {
    connection.set_nodelay(true)?;
    connection.set_read_timeout(Some(IDLE))?;
    let mut input = BufReader::new(connection.try_clone()?);
    while let Some(request) = Request::read(&mut input)? {
        respond(mounts, &request).write(&request, &mut connection)?;
        if !request.keep_alive {
            break;
        }
    }
    Ok(())
}

fn respond<'a>(mounts: &'a [Mount], request: &Request) -> Response<'a> {
    if !matches!(request.method.as_str(), "GET" | "HEAD") {
        let mut refusal = plain(405, b"Only GET and HEAD are answered.\n");
        refusal.headers.push(("Allow", "GET, HEAD".to_owned()));
        return refusal;
    }
    let path = request.target.split(['?', '#']).next().unwrap_or_default();
    // Relative addresses in the page only work below a slash, so a prefix without one is sent there.
    if mounts.iter().any(|mount| mount.prefix.strip_suffix('/') == Some(path) && !path.is_empty()) {
        let query = request.target.strip_prefix(path).unwrap_or_default();
        return Response { status: 301, headers: vec![("Location", format!("{path}/{query}"))], body: b"" };
    }
    let found = mounts.iter().find_map(|mount| path.strip_prefix(&mount.prefix).map(|rest| (mount, rest)));
    let Some(asset) = found.and_then(|(mount, rest)| mount.site.get(rest)) else {
        return plain(404, b"There is no such file.\n");
    };
    let compressed = asset.gzip.as_deref().filter(|_| accepts_gzip(request.header("accept-encoding")));
    // The two forms are different bytes, so they have different tags.
    let tag = format!("\"{}{}\"", asset.tag, if compressed.is_some() { "-gzip" } else { "" });
    let mut headers =
        vec![("ETag", tag.clone()), ("Cache-Control", "no-cache".to_owned()), ("Vary", "Accept-Encoding".to_owned())];
    if holds_tag(request.header("if-none-match"), &tag) {
        return Response { status: 304, headers, body: b"" };
    }
    headers.push(("Content-Type", asset.mime.to_owned()));
    headers.push(("X-Content-Type-Options", "nosniff".to_owned()));
    if compressed.is_some() {
        headers.push(("Content-Encoding", "gzip".to_owned()));
    }
    Response { status: 200, headers, body: compressed.unwrap_or(&asset.plain) }
}

fn plain(status: u16, words: &'static [u8]) -> Response<'static> {
    Response { status, headers: vec![("Content-Type", "text/plain; charset=utf-8".to_owned())], body: words }
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
    use std::io::{Read, Write};

    use super::*;

    fn mounts() -> Vec<Mount> {
        let mut site = Site::default();
        site.insert("index.html", vec![b'x'; 1000]).unwrap();
        site.insert("a.js", b"1".to_vec()).unwrap();
        vec![Mount::under("some/path", site.clone()), Mount::at_root(site)]
    }

    fn get(target: &str, accept_encoding: &str, if_none_match: &str) -> Request {
        Request::new("GET", target, &[("accept-encoding", accept_encoding), ("if-none-match", if_none_match)])
    }

    fn header<'a>(response: &'a Response<'_>, name: &str) -> Option<&'a str> {
        response.headers.iter().find(|(field, _)| *field == name).map(|(_, value)| value.as_str())
    }

    #[test]
    fn a_site_answers_at_the_top_and_under_its_path() {
        let mounts = mounts();
        for (target, status) in [
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
            assert_eq!(respond(&mounts, &get(target, "", "")).status, status, "{target}");
        }
        let request = get("/some/path?board=2d", "", "");
        assert_eq!(header(&respond(&mounts, &request), "Location"), Some("/some/path/?board=2d"));
    }

    #[test]
    fn a_known_tag_is_not_sent_again() {
        let mounts = mounts();
        let first = respond(&mounts, &get("/", "gzip, br", ""));
        assert_eq!(header(&first, "Content-Encoding"), Some("gzip"));
        let tag = header(&first, "ETag").unwrap();
        let again = respond(&mounts, &get("/", "gzip, br", &format!("\"other\", W/{tag}")));
        assert_eq!((again.status, again.body.len()), (304, 0));
        assert_eq!(respond(&mounts, &get("/", "", tag)).status, 200, "the plain form is another one");
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
        assert_eq!(respond(&mounts(), &Request::new("POST", "/", &[])).status, 405);
    }

    #[test]
    fn connections_that_stay_open_do_not_hold_up_others() {
        let server = Server::bind(Port::Any, mounts()).unwrap();
        let port = server.port;
        server.start();
        let ask = || {
            let mut connection = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).unwrap();
            connection.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
            connection.write_all(b"GET /a.js HTTP/1.1\r\nHost: x\r\n\r\n").unwrap();
            connection
        };
        let mut connections: Vec<TcpStream> = (0..40).map(|_| ask()).collect();
        for connection in &mut connections {
            let mut start = [0; 15];
            connection.read_exact(&mut start).unwrap();
            assert_eq!(&start, b"HTTP/1.1 200 OK");
        }
    }
}
