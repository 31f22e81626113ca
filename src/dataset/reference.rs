//! The file of the reference: fetched by the page only when it is needed, in the same form as the bundle.

use super::BundleError;
use super::bundle::{Tag, content_of, sealed};
use crate::document::Reference;

/// What the file starts with; the last byte is the version of the format.
const TAG: Tag = *b"arenr\x01";

/// The bytes of the file.
///
/// # Errors
///
/// None that a reference can cause; `postcard`'s own are passed on.
pub fn encode_reference(reference: &Reference) -> Result<Vec<u8>, postcard::Error> {
    sealed(TAG, reference)
}

/// Reads what [`encode_reference`] wrote.
///
/// # Errors
///
/// If the bytes are no reference of this format version, or do not hold together.
pub fn decode_reference(bytes: &[u8]) -> Result<Reference, BundleError> {
    postcard::from_bytes(content_of(TAG, bytes)?).map_err(|_| BundleError::Damaged)
}
