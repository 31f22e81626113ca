//! HTTP/1.1 as far as a static server needs it: requests without a body, answers of a known length.

use std::io::{self, BufRead, ErrorKind, Read, Write};

/// How long the head of a request may be. Browsers stay far below it.
const LONGEST_HEAD: u64 = 64 * 1024;

/// The head of a request.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Request {
    /// `GET`, in capitals.
    pub(crate) method: String,
    /// Path and query.
    pub(crate) target: String,
    /// Names in lower case.
    headers: Vec<(String, String)>,
    /// Whether the connection can take another request after this one.
    pub(crate) keep_alive: bool,
}

/// An answer.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Response<'a> {
    /// Such as 200.
    pub(crate) status: u16,
    /// Without the length, which is that of the body.
    pub(crate) headers: Vec<(&'static str, String)>,
    /// Empty where there is none.
    pub(crate) body: &'a [u8],
}

impl Request {
    /// Reads the next request of a connection, or nothing at its end.
    pub(crate) fn read(input: &mut impl BufRead) -> io::Result<Option<Self>> {
        let mut head = input.take(LONGEST_HEAD);
        let mut line = String::new();
        if head.read_line(&mut line)? == 0 {
            return Ok(None);
        }
        let mut words = line.split_whitespace();
        let (Some(method), Some(target), Some(version), None) =
            (words.next(), words.next(), words.next(), words.next())
        else {
            return Err(io::Error::new(ErrorKind::InvalidData, "no request line"));
        };
        let mut request = Self {
            method: method.to_owned(),
            target: target.to_owned(),
            keep_alive: version == "HTTP/1.1",
            ..Self::default()
        };
        loop {
            let mut line = String::new();
            if head.read_line(&mut line)? == 0 {
                return Err(io::Error::new(ErrorKind::UnexpectedEof, "a head without an end"));
            }
            let Some((name, value)) = line.trim_end().split_once(':') else {
                break;
            };
            request.headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
        }
        // What follows the head of a request with a body is not another request.
        let has_body =
            !matches!(request.header("content-length"), "" | "0") || !request.header("transfer-encoding").is_empty();
        request.keep_alive &= !has_body && !request.header("connection").eq_ignore_ascii_case("close");
        Ok(Some(request))
    }

    /// The value of a header, by its name in lower case; empty where it was not sent.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// A request without headers, as tests make it.
    #[cfg(test)]
    pub(crate) fn new(method: &str, target: &str, headers: &[(&str, &str)]) -> Self {
        let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Self { method: method.to_owned(), target: target.to_owned(), headers, keep_alive: true }
    }
}

impl Response<'_> {
    /// Writes the answer to a request.
    pub(crate) fn write(&self, request: &Request, output: &mut impl Write) -> io::Result<()> {
        let mut message = format!("HTTP/1.1 {} {}\r\n", self.status, reason(self.status)).into_bytes();
        for (name, value) in &self.headers {
            write!(message, "{name}: {value}\r\n")?;
        }
        // An answer that says "not modified" speaks of the length of what it does not send, if at all.
        if self.status != 304 {
            write!(message, "Content-Length: {}\r\n", self.body.len())?;
        }
        if !request.keep_alive {
            message.extend_from_slice(b"Connection: close\r\n");
        }
        message.extend_from_slice(b"\r\n");
        if request.method != "HEAD" {
            message.extend_from_slice(self.body);
        }
        // One write: a head in a packet of its own can wait for the other side to confirm it.
        output.write_all(&message)?;
        output.flush()
    }
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        301 => "Moved Permanently",
        304 => "Not Modified",
        404 => "Not Found",
        405 => "Method Not Allowed",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_follow_each_other_on_a_connection() {
        let mut input = &b"GET /a?b HTTP/1.1\r\nHost: x\r\nAccept-Encoding:gzip, br\r\n\r\nHEAD / HTTP/1.0\r\n\r\n"[..];
        let first = Request::read(&mut input).unwrap().unwrap();
        assert_eq!((first.method.as_str(), first.target.as_str(), first.keep_alive), ("GET", "/a?b", true));
        assert_eq!(first.header("accept-encoding"), "gzip, br");
        assert_eq!(first.header("if-none-match"), "");
        let second = Request::read(&mut input).unwrap().unwrap();
        assert_eq!((second.method.as_str(), second.keep_alive), ("HEAD", false));
        assert_eq!(Request::read(&mut input).unwrap(), None);
    }

    #[test]
    fn what_is_no_request_ends_the_connection() {
        let endless = [b"GET / HTTP/1.1\r\nX: ".to_vec(), vec![b'x'; 100_000]].concat();
        for input in [&b"\r\n"[..], b"GET /\r\n\r\n", b"GET / HTTP/1.1\r\nHost: x\r\n", b"\xff\xfe\r\n", &endless] {
            assert!(Request::read(&mut &input[..]).is_err());
        }
    }

    #[test]
    fn a_body_is_never_taken_for_a_request() {
        let post = Request::read(&mut &b"POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc"[..]).unwrap().unwrap();
        assert!(!post.keep_alive);
    }

    #[test]
    fn a_head_says_the_length_and_sends_no_body() {
        let response = Response { status: 200, headers: vec![("ETag", "\"1\"".to_owned())], body: b"abc" };
        let sent = |method: &str| {
            let mut output = Vec::new();
            response.write(&Request::new(method, "/", &[]), &mut output).unwrap();
            String::from_utf8(output).unwrap()
        };
        assert_eq!(sent("GET"), "HTTP/1.1 200 OK\r\nETag: \"1\"\r\nContent-Length: 3\r\n\r\nabc");
        assert_eq!(sent("HEAD"), "HTTP/1.1 200 OK\r\nETag: \"1\"\r\nContent-Length: 3\r\n\r\n");
    }
}
