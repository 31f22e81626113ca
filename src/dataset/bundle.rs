//! The bundle: one small binary file with everything that the page shows before a visitor brings anything.
//!
//! A tag and a format version, the length and the CRC-32 of the rest, then `postcard`. A file that was cut off or damaged on
//! its way would otherwise often decode to other scores. Scores are written sparsely and as decimals, since almost all of
//! them have two digits behind the point; reading gives back exactly what was written.

use serde::{Deserialize, Serialize};

use super::{Dataset, Model, Scores};
use crate::document::{Catalog, Figure, Finding};

/// What a bundle file starts with; the last byte is the version of the format.
const TAG: &Tag = b"arena\x07";

/// What a file starts with; the last byte is the version of its format.
pub(super) type Tag = [u8; 6];

/// What stands before the content: the tag, the length of the content (`u64`) and its CRC-32 (`u32`), both little-endian.
const HEAD: usize = size_of::<Tag>() + 8 + 4;

/// A dataset with the findings about it and the day it was made.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bundle {
    /// The bundled models.
    pub dataset: Dataset,
    /// What was noticed about them, in the order of `check`.
    pub findings: Vec<Finding>,
    /// ISO date on which it was made.
    pub made: String,
}

/// Why a file is not a bundle that this program can read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BundleError {
    /// It does not start like one, or was made by another version of this program.
    OtherFormat,
    /// It is cut off or damaged.
    Damaged,
}

impl std::fmt::Display for BundleError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::OtherFormat => "the data file belongs to another version of this page",
            Self::Damaged => "the data file is incomplete or damaged",
        })
    }
}

impl std::error::Error for BundleError {}

impl Bundle {
    /// The bytes of the file.
    ///
    /// # Errors
    ///
    /// None that a dataset can cause; `postcard`'s own are passed on.
    pub fn encode(&self) -> Result<Vec<u8>, postcard::Error> {
        let wire = WireRef {
            made: &self.made,
            catalog: &self.dataset.catalog,
            models: &self.dataset.models,
            scores: self.dataset.columns.iter().chain(&self.dataset.fine).flatten().map(sparse).collect(),
            findings: &self.findings,
        };
        sealed(*TAG, &wire)
    }

    /// Reads what [`Bundle::encode`] wrote.
    ///
    /// # Errors
    ///
    /// If the bytes are not a bundle of this format version, or do not hold together.
    pub fn decode(bytes: &[u8]) -> Result<Self, BundleError> {
        let wire: Wire = postcard::from_bytes(content_of(*TAG, bytes)?).map_err(|_| BundleError::Damaged)?;
        let mut scores = wire.scores.into_iter();
        let mut table =
            |width: usize| (0..width).map(|_| scores.next().map(|s| dense(&s, wire.models.len()))).collect();
        let benchmarks = &wire.catalog.benchmarks;
        let columns: Option<_> = benchmarks.iter().map(|b| table(b.columns.len())).collect();
        let fine: Option<_> = benchmarks.iter().map(|_| table(wire.catalog.fines.len())).collect();
        let (Some(columns), Some(fine)) = (columns, fine) else {
            return Err(BundleError::Damaged);
        };
        let dataset = Dataset { catalog: wire.catalog, models: wire.models, columns, fine };
        Ok(Self { dataset, findings: wire.findings, made: wire.made })
    }
}

/// The bytes of a file with this content.
pub(super) fn sealed(tag: Tag, wire: &impl Serialize) -> Result<Vec<u8>, postcard::Error> {
    let mut bytes = postcard::to_extend(wire, vec![0; HEAD])?;
    let content = bytes.get(HEAD..).unwrap_or_default();
    let (length, checksum) = (content.len() as u64, rawzip::crc32(content));
    bytes.splice(..HEAD, head(tag, length, checksum));
    Ok(bytes)
}

/// The content of a file with this tag, if it is whole.
pub(super) fn content_of(tag: Tag, bytes: &[u8]) -> Result<&[u8], BundleError> {
    if !bytes.starts_with(&tag) {
        return Err(BundleError::OtherFormat);
    }
    let (read_head, content) = bytes.split_at_checked(HEAD).ok_or(BundleError::Damaged)?;
    let is_whole = *read_head == head(tag, content.len() as u64, rawzip::crc32(content));
    is_whole.then_some(content).ok_or(BundleError::Damaged)
}

/// What stands before content of this length and checksum.
fn head(tag: Tag, length: u64, checksum: u32) -> [u8; HEAD] {
    let mut head = [0; HEAD];
    let parts = tag.into_iter().chain(length.to_le_bytes()).chain(checksum.to_le_bytes());
    head.iter_mut().zip(parts).for_each(|(place, byte)| *place = byte);
    head
}

#[derive(Serialize)]
struct WireRef<'a> {
    made: &'a str,
    catalog: &'a Catalog,
    models: &'a [Model],
    scores: Vec<Sparse>,
    findings: &'a [Finding],
}

#[derive(Deserialize)]
struct Wire {
    made: String,
    catalog: Catalog,
    models: Vec<Model>,
    scores: Vec<Sparse>,
    findings: Vec<Finding>,
}

/// The present scores of a column: rows passed over since the last one, the score, its line.
pub(super) type Sparse = Vec<(u32, Decimal, u32)>;

pub(super) fn sparse(scores: &Scores) -> Sparse {
    let mut next = 0;
    scores
        .present()
        .map(|(row, figure)| {
            let gap = row - next;
            next = row + 1;
            (u32::try_from(gap).unwrap_or(u32::MAX), Decimal::from(figure.value), figure.line)
        })
        .collect()
}

/// Rows beyond the last model, which only a damaged file has, are passed over.
pub(super) fn dense(sparse: &Sparse, models: usize) -> Scores {
    if sparse.is_empty() {
        return Scores::EMPTY;
    }
    let mut scores = Scores::missing(models);
    let mut row = 0;
    for &(gap, decimal, line) in sparse {
        row = usize::saturating_add(row, gap as usize);
        let value = f64::from(decimal);
        if row < models && value.is_finite() {
            scores.set(row, Figure { value, line });
        }
        row = row.saturating_add(1);
    }
    scores
}

/// A number as digits and a power of ten, or as its bits where that would not give it back exactly.
#[derive(Clone, Copy, Serialize, Deserialize)]
pub(super) enum Decimal {
    Whole(u32),
    Tenths(u32),
    Hundredths(u32),
    TenThousandths(u32),
    Exact(f64),
}

/// Makes a decimal of so many of its smallest digits.
type Form = fn(u32) -> Decimal;

impl From<f64> for Decimal {
    fn from(value: f64) -> Self {
        let forms: [(f64, Form); 4] =
            [(1.0, Self::Whole), (10.0, Self::Tenths), (100.0, Self::Hundredths), (10_000.0, Self::TenThousandths)];
        for (scale, form) in forms {
            let digits = (value * scale).round();
            if (0.0..=f64::from(u32::MAX)).contains(&digits) {
                // The range is checked, and the cast loses nothing on whole numbers.
                #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
                let decimal = form(digits as u32);
                if f64::from(decimal).to_bits() == value.to_bits() {
                    return decimal;
                }
            }
        }
        Self::Exact(value)
    }
}

impl From<Decimal> for f64 {
    fn from(decimal: Decimal) -> Self {
        match decimal {
            Decimal::Whole(n) => Self::from(n),
            Decimal::Tenths(n) => Self::from(n) / 10.0,
            Decimal::Hundredths(n) => Self::from(n) / 100.0,
            Decimal::TenThousandths(n) => Self::from(n) / 10_000.0,
            Decimal::Exact(value) => value,
        }
    }
}
