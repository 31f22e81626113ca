//! The files of a static site, in memory as they go over the wire.
//!
//! A site is read once: a request can only name a file that was found then, so no path leads out of the folder, and
//! each file is compressed once.

use std::collections::BTreeMap;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result};
use flate2::Compression;
use flate2::write::GzEncoder;

/// The files of a folder by their paths with `/`, relative to it. A copy shares the files.
#[derive(Clone, Default)]
pub(crate) struct Site {
    assets: BTreeMap<String, Arc<Asset>>,
}

/// One file as it is sent.
pub(crate) struct Asset {
    /// Its media type.
    pub(crate) mime: &'static str,
    /// Its contents.
    pub(crate) plain: Vec<u8>,
    /// Its contents compressed, where that makes them smaller.
    pub(crate) gzip: Option<Vec<u8>>,
    /// A mark of the contents, without quotes.
    pub(crate) tag: String,
}

impl Site {
    /// Reads a folder with all below it.
    pub(crate) fn load(folder: &Path) -> Result<Self> {
        let mut site = Self::default();
        site.add_folder(folder, "").with_context(|| format!("cannot read {}", folder.display()))?;
        Ok(site)
    }

    /// Adds a file, or replaces the one of that path.
    pub(crate) fn insert(&mut self, path: &str, contents: Vec<u8>) -> Result<()> {
        self.assets.insert(path.to_owned(), Arc::new(Asset::new(path, contents)?));
        Ok(())
    }

    /// The file of a path; for a folder, its `index.html`.
    pub(crate) fn get(&self, path: &str) -> Option<&Asset> {
        if path.is_empty() || path.ends_with('/') {
            return self.assets.get(&format!("{path}index.html")).map(Arc::as_ref);
        }
        self.assets.get(path).map(Arc::as_ref)
    }

    /// All files with their paths.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &Asset)> {
        self.assets.iter().map(|(path, asset)| (path.as_str(), asset.as_ref()))
    }

    fn add_folder(&mut self, folder: &Path, prefix: &str) -> Result<()> {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let name = entry.file_name();
            let path = format!("{prefix}{}", name.to_string_lossy());
            if entry.path().is_dir() {
                self.add_folder(&entry.path(), &format!("{path}/"))?;
            } else {
                self.insert(&path, fs::read(entry.path())?)?;
            }
        }
        Ok(())
    }
}

impl Asset {
    fn new(path: &str, plain: Vec<u8>) -> Result<Self> {
        let mut hasher = DefaultHasher::new();
        plain.hash(&mut hasher);
        let tag = format!("{:016x}", hasher.finish());
        let compressed = gzip(&plain)?;
        let gzip = (compressed.len() < plain.len()).then_some(compressed);
        Ok(Self { mime: mime(path), plain, gzip, tag })
    }

    /// How many bytes of it a browser receives.
    pub(crate) fn sent_bytes(&self) -> usize {
        self.gzip.as_ref().unwrap_or(&self.plain).len()
    }
}

fn gzip(plain: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(plain)?;
    Ok(encoder.finish()?)
}

/// The media types of what a build of the page holds. Browsers refuse modules and streamed WASM under any other name.
fn mime(path: &str) -> &'static str {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    match ending {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "md" | "txt" => "text/plain; charset=utf-8",
        "yaml" | "yml" => "application/yaml; charset=utf-8",
        "webmanifest" => "application/manifest+json",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_its_index() {
        let mut site = Site::default();
        site.insert("index.html", b"top".to_vec()).unwrap();
        site.insert("sub/index.html", b"sub".to_vec()).unwrap();
        assert_eq!(site.get("").unwrap().plain, b"top");
        assert_eq!(site.get("sub/").unwrap().plain, b"sub");
        assert!(site.get("sub").is_none());
        assert!(site.get("other/").is_none());
    }

    #[test]
    fn no_path_leads_out() {
        let site = Site::load(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
        assert!(site.get("Cargo.toml").is_some());
        assert!(site.get("src/main.rs").is_some());
        for path in ["../Cargo.toml", "src/../Cargo.toml", "/etc/passwd", "%2e%2e/Cargo.toml", "src\\main.rs"] {
            assert!(site.get(path).is_none(), "{path}");
        }
    }

    #[test]
    fn a_file_is_compressed_where_that_helps() {
        let long = Asset::new("a.css", vec![b'a'; 4000]).unwrap();
        assert!(long.gzip.is_some());
        assert!(long.sent_bytes() < 100);
        let short = Asset::new("a.css", b"a".to_vec()).unwrap();
        assert!(short.gzip.is_none());
        assert_eq!(short.sent_bytes(), 1);
        assert_ne!(long.tag, short.tag);
    }

    #[test]
    fn media_types_are_what_browsers_insist_on() {
        assert_eq!(mime("a/b_bg.wasm"), "application/wasm");
        assert_eq!(mime("boot.js"), "text/javascript; charset=utf-8");
        assert_eq!(mime("dataset.bin"), "application/octet-stream");
        assert_eq!(mime("LICENSE"), "application/octet-stream");
    }
}
