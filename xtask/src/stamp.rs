//! The last touch to the built page: small scripts, and the build's id behind every address that the start of the page asks for, so
//! that no cache can mix the files of two builds.
//!
//! `index.html` is the one file that servers revalidate. It gets the id behind the addresses of its style sheets and of
//! `boot.js`, which passes it on to everything else. The files keep their names, by which other pages ask for them.

use std::env;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::command::{program, run};
use crate::site::Site;
use crate::tools::ESBUILD;

/// The environment variable in which Trunk names the folder that it is about to make the page's.
const STAGED_VARIABLE: &str = "TRUNK_STAGING_DIR";
/// The environment variable in which Trunk says how it builds.
const PROFILE_VARIABLE: &str = "TRUNK_PROFILE";
/// The environment variable that has the page reload when Trunk has built it anew.
pub(crate) const RELOAD_VARIABLE: &str = "ARENA_RELOAD";
/// The script that does so: Trunk tells on a socket of its own. Once it is stopped and runs again, the page is another too.
const RELOAD: (&str, &str) = (
    "reload.js",
    "const connect = (opened) => {
  const socket = new WebSocket(new URL('.well-known/trunk/ws', location.href.replace(/^http/, 'ws')));
  socket.onopen = opened;
  socket.onmessage = ({ data }) => {
    const told = JSON.parse(data);
    if (told.type === 'reload') location.reload();
    else console.error('The page was not built:', told.data?.reason);
  };
  socket.onclose = () => setTimeout(connect, 1000, () => location.reload());
};
connect(null);
",
);
/// What the built page is.
const DOCUMENT: &str = "index.html";
/// The script that passes the id on.
const SCRIPT: &str = "boot.js";
/// The program, whose size the script says while it arrives.
const PROGRAM: &str = "arena-explorer_bg.wasm";
/// Where the size of the program belongs.
const BYTES: &str = "data-bytes=";

/// Stamps the page that Trunk has just built.
pub(crate) fn stamp_staged() -> Result<()> {
    let folder = env::var_os(STAGED_VARIABLE).with_context(|| format!("Trunk did not set {STAGED_VARIABLE}"))?;
    let folder = Path::new(&folder);
    if env::var_os(PROFILE_VARIABLE).is_some_and(|profile| profile == "release") {
        minify_scripts(folder)?;
    }
    let page = Site::load(folder)?;
    let path = folder.join(DOCUMENT);
    let html = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut stamped = stamp(&html, &page).context("the page cannot be given its id")?;
    if env::var_os(RELOAD_VARIABLE).is_some() {
        let (name, script) = RELOAD;
        let path = folder.join(name);
        fs::write(&path, script).with_context(|| format!("cannot write {}", path.display()))?;
        stamped = stamped.replacen("</head>", &format!("<script src=\"{name}\"></script></head>"), 1);
    }
    fs::write(&path, stamped).with_context(|| format!("cannot write {}", path.display()))
}

/// Writes the scripts without what only people need. Names that other pages import stay.
fn minify_scripts(folder: &Path) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "js") {
            let mut minify = program(ESBUILD);
            minify.args(["--minify", "--log-level=warning", "--allow-overwrite"]);
            minify.arg(&path).arg(format!("--outfile={}", path.display()));
            run(&mut minify).with_context(|| format!("{} was not made small", path.display()))?;
        }
    }
    Ok(())
}

/// The document with the id behind the address of each script and style sheet of the page in its head.
fn stamp(html: &str, page: &Site) -> Result<String> {
    let (head, body) = html.split_at(html.find("<body").context("the document has no body")?);
    let id = id(page);
    let bytes = page.get(PROGRAM).map_or(0, |program| program.plain.len());
    let mut head = head.to_owned();
    for (path, _) in page.iter().filter(|(path, _)| path.ends_with(".css") || *path == SCRIPT) {
        if !is_named(&head, path) {
            // Not a file that the document asks for.
            continue;
        }
        for (before, after) in ENCLOSED {
            head = head.replace(&format!("{before}{path}{after}"), &format!("{before}{path}?v={id}{after}"));
        }
    }
    if !head.contains(&format!("{SCRIPT}?v={id}")) {
        bail!("its head does not ask for {SCRIPT}");
    }
    for quote in ["\"", ""] {
        head = head.replace(&format!("{BYTES}{quote}0{quote}"), &format!("{BYTES}{quote}{bytes}{quote}"));
    }
    Ok(head + body)
}

/// What may stand around a path in an attribute.
const ENCLOSED: [(&str, &str); 6] = [("\"", "\""), ("./", "\""), ("=", " "), ("=", ">"), ("./", " "), ("./", ">")];

fn is_named(head: &str, path: &str) -> bool {
    ENCLOSED.iter().any(|(before, after)| head.contains(&format!("{before}{path}{after}")))
}

/// Ten digits that change with any file of the page. The document follows from the others and the score files.
fn id(page: &Site) -> String {
    let mut hasher = DefaultHasher::new();
    page.iter().for_each(|(path, asset)| (path, &asset.tag).hash(&mut hasher));
    let digits = format!("{:016x}", hasher.finish());
    digits.get(..10).unwrap_or(&digits).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const HTML: &str = "<!doctype html><html><head>\
        <link rel=\"stylesheet\" href=\"./page.css\" integrity=\"sha384-abc\"/>\
        <link rel=stylesheet href=tokens.css integrity=sha384-def>\
        <script src=\"boot.js\" data-bytes=\"0\"></script></head>\
        <body><a href=\"boot.js\">boot.js</a></body></html>";

    fn page(style: &[u8]) -> Site {
        let mut page = Site::default();
        page.insert("page.css", style.to_vec()).unwrap();
        page.insert("tokens.css", b"b{}".to_vec()).unwrap();
        page.insert("boot.js", b"1".to_vec()).unwrap();
        page.insert("arena-explorer_bg.wasm", vec![0; 1234]).unwrap();
        page
    }

    #[test]
    fn the_addresses_in_the_head_get_the_id_and_nothing_else_does() {
        let page = page(b"a{}");
        let id = id(&page);
        let stamped = stamp(HTML, &page).unwrap();
        assert_eq!(stamped.matches("?v=").count(), 3, "{stamped}");
        for part in [
            format!("href=\"./page.css?v={id}\" integrity=\"sha384-abc\""),
            format!("href=tokens.css?v={id} integrity=sha384-def"),
            format!("src=\"boot.js?v={id}\" data-bytes=\"1234\""),
            "<body><a href=\"boot.js\">boot.js</a></body>".to_owned(),
        ] {
            assert!(stamped.contains(&part), "{part} in {stamped}");
        }
    }

    #[test]
    fn another_build_has_another_id_and_the_same_build_the_same() {
        assert_eq!(id(&page(b"a{}")), id(&page(b"a{}")));
        assert_ne!(id(&page(b"a{}")), id(&page(b"a{color:red}")));
    }

    #[test]
    fn a_document_that_does_not_start_the_page_is_no_success() {
        assert!(stamp("<head></head><body></body>", &page(b"")).is_err());
        assert!(stamp("nothing", &page(b"")).is_err());
    }
}
