//! Writes files into a ZIP archive, stored without compression: score files are small, and every program reads it.

use std::collections::HashMap;

/// The MS-DOS date of an entry, 1980-01-01: when a file was written is nobody's business.
const DATE: u16 = 0x0021;

/// Says that names are UTF-8.
const UTF_8: u16 = 1 << 11;

/// What the format asks of a reader: version 2.0.
const VERSION: u16 = 20;

/// A ZIP archive of these files, given by path and content; `None` where there are more or larger ones than the format holds
/// without its extensions (65,535 files, 4 GiB).
///
/// Paths stay as they are, but for what would lead out of the folder that the archive is unpacked into. Of equal paths the
/// later ones are numbered.
#[must_use]
pub fn zip<'a>(files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Option<Vec<u8>> {
    let (mut archive, mut directory, mut count) = (Vec::new(), Vec::new(), 0_u16);
    let mut taken = HashMap::new();
    for (path, content) in files {
        let name = distinct(&inside(path), &mut taken);
        let offset = u32::try_from(archive.len()).ok()?;
        let size = u32::try_from(content.len()).ok()?;
        let length = u16::try_from(name.len()).ok()?;
        // The same in both headers: version, flags, method 0 (stored), time, date, checksum, sizes, lengths.
        let mut about = Vec::with_capacity(26);
        for short in [VERSION, UTF_8, 0, 0, DATE] {
            about.extend(short.to_le_bytes());
        }
        for long in [rawzip::crc32(content), size, size] {
            about.extend(long.to_le_bytes());
        }
        about.extend(length.to_le_bytes());
        about.extend([0; 2]);
        archive.extend(b"PK\x03\x04");
        archive.extend(&about);
        archive.extend(name.as_bytes());
        archive.extend(content);
        directory.extend(b"PK\x01\x02");
        directory.extend(VERSION.to_le_bytes());
        directory.extend(&about);
        // No comment, first disk, no attributes.
        directory.extend([0; 10]);
        directory.extend(offset.to_le_bytes());
        directory.extend(name.as_bytes());
        count = count.checked_add(1)?;
    }
    let offset = u32::try_from(archive.len()).ok()?;
    let size = u32::try_from(directory.len()).ok()?;
    archive.extend(directory);
    archive.extend(b"PK\x05\x06");
    archive.extend([0; 4]);
    archive.extend(count.to_le_bytes());
    archive.extend(count.to_le_bytes());
    archive.extend(size.to_le_bytes());
    archive.extend(offset.to_le_bytes());
    archive.extend([0; 2]);
    Some(archive)
}

/// The path without what would lead out of a folder.
fn inside(path: &str) -> String {
    let parts = path.split(['/', '\\']).filter(|part| !matches!(*part, "" | "." | ".."));
    let parts: Vec<String> = parts.map(|part| part.replace([':', '\0'], "_")).collect();
    if parts.is_empty() { "file".to_owned() } else { parts.join("/") }
}

/// The path, numbered if it is taken. `taken` counts how often each was asked for.
fn distinct(path: &str, taken: &mut HashMap<String, u32>) -> String {
    let mut name = path.to_owned();
    loop {
        let count = taken.entry(name.clone()).or_default();
        *count += 1;
        if *count == 1 {
            return name;
        }
        // What is made up may be somebody's own name.
        name = format!("{count}-{path}");
    }
}
