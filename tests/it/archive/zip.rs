//! ZIP archives: what is read of them, what is passed over, and what is refused before it costs anything.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that meets nothing fails, as it should")]

use std::cell::Cell;
use std::io::Write;

use arena_explorer::archive::{Archive, ReaderAt, Refusal};
use arena_explorer::document::Origin;
use miniz_oxide::deflate::compress_to_vec;
use proptest::prelude::{ProptestConfig, any, proptest};
use rawzip::path::EntryPath;
use rawzip::{CompressionMethod, ZipArchiveWriter};

const FILE: &[u8] = b"---\nname: A\nscore: {benchmark: {vsi: {columns: {Total Score: 1}}}}\n---\n";

/// An archive of these paths and contents.
fn zip(files: &[(&str, &[u8])], method: CompressionMethod) -> Vec<u8> {
    let mut archive = ZipArchiveWriter::new(Vec::new());
    for (path, content) in files {
        let path = EntryPath::verbatim(path.as_bytes());
        let (mut entry, config) = archive.new_file(path).compression_method(method).start().unwrap();
        let packed = if method == CompressionMethod::STORE { content.to_vec() } else { compress_to_vec(content, 1) };
        let mut sums = config.wrap(std::io::sink());
        sums.write_all(content).unwrap();
        let (_, descriptor) = sums.finish().unwrap();
        entry.write_all(&packed).unwrap();
        entry.finish(descriptor).unwrap();
    }
    archive.finish().unwrap()
}

fn deflated(files: &[(&str, &[u8])]) -> Vec<u8> {
    zip(files, CompressionMethod::DEFLATE)
}

fn open(bytes: &[u8]) -> Result<Archive<&[u8]>, Refusal> {
    Archive::open(bytes, bytes.len() as u64)
}

fn refusal(bytes: &[u8]) -> Refusal {
    open(bytes).map(|archive| archive.len()).unwrap_err()
}

/// The paths and contents that an archive gives.
fn files(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let archive = open(bytes).unwrap();
    let files = (0..archive.len()).map(|n| archive.unpack(n).unwrap().unwrap());
    files.map(|file| (file.path, file.bytes)).collect()
}

/// Replaces the last place where some bytes stand: the directory is at the end.
fn patch(bytes: &mut [u8], from: &[u8], to: &[u8]) {
    let at = bytes.windows(from.len()).rposition(|window| window == from).unwrap();
    bytes[at..at + to.len()].copy_from_slice(to);
}

#[test]
fn what_is_written_is_read_back_by_this_reader_and_by_another_program() {
    let large = vec![b'x'; 70_000];
    let written: [(&str, &[u8]); 6] = [
        ("a.md", FILE),
        ("b/c é.md", &large),
        ("../../d.md", b""),
        ("/e\\f:g.md", b"1"),
        ("h.md", b"2"),
        ("h.md", b"3"),
    ];
    let bytes = arena_explorer::archive::zip(written).unwrap();
    let expected: [(&str, &[u8]); 6] =
        [("2-h.md", b"3"), ("a.md", FILE), ("b/c é.md", &large), ("d.md", b""), ("e/f_g.md", b"1"), ("h.md", b"2")];
    let own = |(path, bytes): (&str, &[u8])| (path.to_owned(), bytes.to_vec());
    assert_eq!(files(&bytes), expected.map(own));
    // Too many for the format without its extensions.
    assert!(arena_explorer::archive::zip(std::iter::repeat_n(("a", &b""[..]), 65_536)).is_none());
    // Where Python is, its reader checks every checksum.
    let path = std::env::temp_dir().join(format!("arena-explorer-{}.zip", std::process::id()));
    std::fs::write(&path, &bytes).unwrap();
    let program = "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; print(sorted(z.namelist()))";
    if let Ok(output) = std::process::Command::new("python3").args(["-c", program]).arg(&path).output() {
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let names = String::from_utf8_lossy(&output.stdout);
        assert_eq!(names.trim(), "['2-h.md', 'a.md', 'b/c é.md', 'd.md', 'e/f_g.md', 'h.md']");
    }
    std::fs::remove_file(&path).unwrap();
}

#[test]
fn files_of_any_depth_are_read_in_path_order_and_others_are_counted() {
    let bytes = deflated(&[
        ("repo-main/", b""),
        ("repo-main/z.md", FILE),
        ("repo-main/models/deep/er/b.YAML", b"name: B"),
        ("repo-main/README.md", b"# Read me"),
        ("repo-main/logo.png", b"\x89PNG"),
        ("repo-main/old.zip", b"PK"),
        ("repo-main\\a.txt", b"name: C"),
    ]);
    let read = files(&bytes);
    let paths: Vec<_> = read.iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!(paths, ["repo-main/README.md", "repo-main/a.txt", "repo-main/models/deep/er/b.YAML", "repo-main/z.md"]);
    assert_eq!(read[3].1, FILE);
    let archive = open(&bytes).unwrap();
    assert_eq!((archive.passed_over().count(), archive.passed_over().archives), (2, 1));
    assert_eq!(archive.unpack(0).unwrap().unwrap().origin, Origin::Found);
    assert!(archive.unpack(4).is_none());
}

#[test]
fn what_is_no_score_file_is_counted_by_its_ending_and_what_systems_add_is_not() {
    let bytes = deflated(&[
        ("a.md", FILE),
        ("docs/b.PNG", b""),
        ("c.png", b""),
        ("LICENSE", b""),
        (".DS_Store", b""),
        ("__MACOSX/._a.md", b""),
        ("__MACOSX/x.zip", b""),
        (".git/config", b""),
        ("d.tar.gz", b""),
        ("e.py", b""),
        ("f.rs", b""),
        ("old.zip", b""),
    ]);
    let archive = open(&bytes).unwrap();
    assert_eq!(archive.len(), 1);
    let words = "2 .png, 1 without an ending, 1 .gz, 1 .py, 1 of another kind, 1 archive inside the archive";
    assert_eq!((archive.passed_over().count(), archive.passed_over().words().as_str()), (7, words));
    let mut passed_over = archive.passed_over().clone();
    passed_over.add_other("notes/read.me.TXT");
    assert_eq!(passed_over.others["txt"], 1);
}

#[test]
fn stored_files_are_read_too() {
    let bytes = zip(&[("a.md", FILE)], CompressionMethod::STORE);
    assert_eq!(files(&bytes), [("a.md".to_owned(), FILE.to_vec())]);
}

#[test]
fn of_one_path_the_later_entry_counts() {
    assert_eq!(files(&deflated(&[("a.md", b"name: A"), ("a.md", b"name: B")]))[0].1, b"name: B");
}

#[test]
fn what_is_no_archive_is_said_to_be_none() {
    assert_eq!(refusal(b"name: A"), Refusal::NotAnArchive);
    assert_eq!(refusal(b""), Refusal::NotAnArchive);
    assert_eq!(refusal(&[0; 100_000]), Refusal::NotAnArchive);
    // The end of one is there, but not what it speaks of.
    let bytes = deflated(&[("a.md", FILE)]);
    assert_eq!(refusal(&bytes[bytes.len() - 22..]), Refusal::Damaged);
}

#[test]
fn a_path_that_leads_out_refuses_the_archive() {
    for path in ["../a.md", "a/../../b.md", "/etc/a.md", "C:\\a.md", "a\\..\\b.md", "..", "x/..png/../.."] {
        let bytes = deflated(&[("fine.md", FILE), (path, FILE)]);
        let refusal = refusal(&bytes);
        assert!(matches!(refusal, Refusal::LeadsOut { .. }), "{path}: {refusal:?}");
        assert!(refusal.message().starts_with("holds a path that leads out of it"), "{}", refusal.message());
    }
    assert_eq!(files(&deflated(&[("a..b/c...md", FILE)])).len(), 1);
    let long = format!("{}.md", "p".repeat(2000));
    assert!(matches!(refusal(&deflated(&[(&long, FILE)])), Refusal::LongPath { .. }));
}

#[test]
fn too_many_entries_are_refused_by_what_the_directory_says() {
    let mut archive = ZipArchiveWriter::new(Vec::new());
    for number in 0..200_000 {
        let name = format!("{number}.md");
        let (entry, config) = archive.new_file(EntryPath::verbatim(name.into_bytes())).start().unwrap();
        let (_, descriptor) = config.wrap(std::io::sink()).finish().unwrap();
        entry.finish(descriptor).unwrap();
    }
    let bytes = archive.finish().unwrap();
    /// Counts what is read.
    struct Counted<'a>(&'a [u8], Cell<usize>);
    impl ReaderAt for &Counted<'_> {
        fn read_at(&self, buffer: &mut [u8], offset: u64) -> std::io::Result<usize> {
            let read = self.0.read_at(buffer, offset)?;
            self.1.set(self.1.get() + read);
            Ok(read)
        }
    }
    let counted = Counted(&bytes, Cell::new(0));
    let refusal = Archive::open(&counted, bytes.len() as u64).map(|archive| archive.len()).unwrap_err();
    assert_eq!(refusal, Refusal::TooManyEntries { limit: 50_000 });
    assert!(counted.1.get() < 1 << 20, "{} of {} bytes were read for it", counted.1.get(), bytes.len());
}

#[test]
fn a_bomb_is_refused_before_it_is_unpacked() {
    let zeros = vec![b'#'; 1 << 20];
    let packed = compress_to_vec(&zeros, 9);
    assert!(packed.len() < 2000);
    let name = |n: usize| format!("{n}.md");
    let names: Vec<_> = (0..300).map(name).collect();
    let entries: Vec<_> = names.iter().map(|name| (name.as_str(), zeros.as_slice())).collect();
    assert_eq!(refusal(&deflated(&entries)), Refusal::TooLarge { limit: 256 << 20 });
    assert_eq!(refusal(&deflated(&entries[..20])), Refusal::Bomb { ratio: 100 });
    // A single file of that kind costs nothing.
    assert_eq!(files(&deflated(&entries[..1])).len(), 1);
}

#[test]
fn a_file_that_is_larger_than_it_says_is_refused_when_it_is_unpacked() {
    let content = vec![b'#'; 1 << 20];
    let mut bytes = deflated(&[("a.md", &content)]);
    patch(&mut bytes, &(1_u32 << 20).to_le_bytes(), &1000_u32.to_le_bytes());
    let refusal = open(&bytes).unwrap().unpack(0).unwrap().unwrap_err();
    assert_eq!(refusal, Refusal::MoreThanStated { path: "a.md".to_owned() });
}

#[test]
fn large_and_locked_files_and_strange_packings_are_passed_over() {
    let large = vec![b'#'; (1 << 20) + 1];
    let bytes = deflated(&[("a.md", FILE), ("giant.md", &large)]);
    let archive = open(&bytes).unwrap();
    assert_eq!((archive.len(), archive.passed_over().large), (1, 1));

    // The flags stand eight bytes into an entry of the directory, the method ten.
    let mut locked = deflated(&[("a.md", FILE)]);
    let at = locked.windows(4).rposition(|window| window == b"PK\x01\x02").unwrap();
    locked[at + 8] |= 1;
    assert_eq!(open(&locked).unwrap().passed_over().words(), "1 under a password");
    let mut strange = deflated(&[("a.md", FILE)]);
    strange[at + 10] = 14;
    assert_eq!(open(&strange).unwrap().passed_over().unsupported, 1);
}

#[test]
fn a_damaged_file_is_told_by_its_checksum() {
    let mut bytes = zip(&[("a.md", FILE)], CompressionMethod::STORE);
    let at = bytes.windows(7).position(|window| window == b"name: A").unwrap();
    bytes[at + 6] = b'B';
    let refusal = open(&bytes).unwrap().unpack(0).unwrap().unwrap_err();
    assert_eq!(refusal, Refusal::DamagedFile { path: "a.md".to_owned() });
    assert_eq!(refusal.message(), "is damaged: “a.md” cannot be unpacked");
    assert_eq!(refusal.help(), "Download or pack it again.");
}

#[test]
fn the_end_of_an_entry_may_not_lie_beyond_the_archive() {
    let mut bytes = zip(&[("a.md", FILE)], CompressionMethod::STORE);
    let length = u32::try_from(FILE.len()).unwrap().to_le_bytes();
    let both = [length, length].concat();
    patch(&mut bytes, &both, &[1_000_000_u32.to_le_bytes(), 1_000_000_u32.to_le_bytes()].concat());
    assert_eq!(open(&bytes).unwrap().unpack(0).unwrap().unwrap_err(), Refusal::Damaged);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    /// Whatever is changed in an archive, reading it ends, in files or in a refusal.
    #[test]
    fn no_damage_does_harm(changes in proptest::collection::vec((any::<usize>(), any::<u8>()), 1..6), cut in any::<usize>()) {
        let mut bytes = deflated(&[("a.md", FILE), ("b/c.yaml", b"name: B"), ("d.png", b"no")]);
        for (at, byte) in changes {
            let length = bytes.len();
            bytes[at % length] = byte;
        }
        if cut % 3 == 0 {
            bytes.truncate(cut % bytes.len());
        }
        if let Ok(archive) = open(&bytes) {
            for n in 0..archive.len() {
                // It may be refused; it must only end.
                let _ = archive.unpack(n);
            }
        }
    }
}
