//! What a file that is no text is, by its first bytes, and what to do with it.

use serde::{Deserialize, Serialize};

/// A kind of file that people bring and that is no score file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FileFormat {
    /// A ZIP archive under another ending.
    Zip,
    /// Gzip: one file, or a tar archive.
    Gzip,
    /// A gzip file whose name ends in `.tar.gz` or `.tgz`.
    TarGzip,
    /// A tar archive.
    Tar,
    /// A 7-Zip archive.
    SevenZip,
    /// A RAR archive.
    Rar,
    /// bzip2, xz or Zstandard.
    OtherCompressed,
    /// A Word document.
    Word,
    /// An Excel workbook.
    Excel,
    /// A document of another office program.
    Office,
    /// PDF.
    Pdf,
    /// PNG, JPEG, GIF, WebP, BMP or TIFF.
    Picture,
    /// SQLite, NumPy, pickle or Parquet.
    Data,
    /// A program or library.
    Program,
}

impl FileFormat {
    /// Recognises a file by its first bytes; the ending of its path tells formats apart that begin alike. `None` for text
    /// and for what is not known.
    #[must_use]
    pub fn of(path: &str, bytes: &[u8]) -> Option<Self> {
        let name = path.to_ascii_lowercase();
        let ends = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
        let begins = |beginnings: &[&[u8]]| beginnings.iter().any(|beginning| bytes.starts_with(beginning));
        let at = |offset: usize, wanted: &[u8]| bytes.get(offset..).is_some_and(|rest| rest.starts_with(wanted));
        let holds = |wanted: &[u8]| bytes.windows(wanted.len()).take(4096).any(|window| window == wanted);
        Some(if begins(&[b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"]) {
            let is_office = holds(b"[Content_Types].xml");
            if ends(&[".docx"]) || (is_office && holds(b"word/")) {
                Self::Word
            } else if ends(&[".xlsx", ".xlsm"]) || (is_office && holds(b"xl/")) {
                Self::Excel
            } else if is_office || ends(&[".pptx", ".odt", ".ods", ".odp", ".pages", ".numbers", ".key"]) {
                Self::Office
            } else {
                Self::Zip
            }
        } else if begins(&[b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"]) {
            match () {
                () if ends(&[".xls"]) => Self::Excel,
                () if ends(&[".doc"]) => Self::Word,
                () => Self::Office,
            }
        } else if begins(&[b"\x1F\x8B"]) {
            if ends(&[".tar.gz", ".tgz"]) { Self::TarGzip } else { Self::Gzip }
        } else if begins(&[b"7z\xBC\xAF\x27\x1C"]) {
            Self::SevenZip
        } else if begins(&[b"Rar!\x1A\x07"]) {
            Self::Rar
        } else if begins(&[b"\xFD7zXZ\0", b"\x28\xB5\x2F\xFD"]) || (begins(&[b"BZh"]) && at(4, b"1AY&SY")) {
            Self::OtherCompressed
        } else if at(257, b"ustar") {
            Self::Tar
        } else if begins(&[b"%PDF-"]) {
            Self::Pdf
        } else if begins(&[b"\x89PNG\r\n", b"\xFF\xD8\xFF", b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*"])
            || (begins(&[b"RIFF"]) && at(8, b"WEBP"))
            || at(4, b"ftypheic")
            || at(4, b"ftypavif")
            || (begins(&[b"BM"]) && at(6, b"\0\0\0\0"))
        {
            Self::Picture
        } else if begins(&[b"SQLite format 3\0", b"\x93NUMPY", b"PAR1"]) || (begins(&[b"\x80"]) && ends(&[".pkl"])) {
            Self::Data
        } else if begins(&[b"\x7FELF", b"MZ\x90", b"\xCF\xFA\xED\xFE", b"\0asm"]) {
            Self::Program
        } else {
            return None;
        })
    }

    /// What it is, with article.
    #[must_use]
    pub fn noun(self) -> &'static str {
        match self {
            Self::Zip => "a ZIP archive",
            Self::Gzip => "a gzip file",
            Self::TarGzip => "a tar archive compressed with gzip",
            Self::Tar => "a tar archive",
            Self::SevenZip => "a 7-Zip archive",
            Self::Rar => "a RAR archive",
            Self::OtherCompressed => "a compressed file",
            Self::Word => "a Word document",
            Self::Excel => "an Excel workbook",
            Self::Office => "an office document",
            Self::Pdf => "a PDF document",
            Self::Picture => "a picture",
            Self::Data => "a binary data file",
            Self::Program => "a program",
        }
    }

    /// What to do, in one or two sentences.
    #[must_use]
    pub fn help(self) -> &'static str {
        match self {
            Self::Zip => {
                "Unpack it and give the score files in it, or give it the ending .zip and drop it on the page."
            }
            Self::Gzip => "Unpack it with `gunzip` and give the score file in it.",
            Self::TarGzip | Self::Tar | Self::SevenZip | Self::Rar => {
                "Unpack it and give the folder, or pack the score files as ZIP."
            }
            Self::OtherCompressed => "Unpack it and give the score file in it.",
            Self::Word => "Copy its text into a plain text file. A score file is Markdown, YAML or JSON.",
            Self::Excel => {
                "Workbooks cannot be read. Start a new score file and copy the scores into it; it is Markdown, YAML or JSON."
            }
            Self::Office | Self::Pdf => {
                "Copy the scores into a score file. A score file is Markdown, YAML or JSON text."
            }
            Self::Picture => {
                "Scores cannot be read from pictures. Type them into a score file: Markdown, YAML or JSON text."
            }
            Self::Data | Self::Program => "Give a score file: Markdown, YAML or JSON text.",
        }
    }
}

/// Whether a text begins as a JSON object does.
pub(in crate::document) fn is_json(text: &str) -> bool {
    text.trim_start().strip_prefix('{').is_some_and(|rest| rest.trim_start().starts_with('"'))
}
