//! A dataset on its way from one thread to another: cut into pieces, none of which takes long to read.

use serde::{Deserialize, Serialize};

use super::bundle::{Sparse, dense, sparse};
use super::{BundleError, Dataset, Model, Scores};
use crate::document::Catalog;

/// How many models are one piece.
const MODELS: usize = 250;

/// How many scores are about one piece.
const SCORES: usize = 20_000;

#[derive(Serialize)]
enum PieceRef<'d> {
    Models(&'d [Model]),
    Scores(Vec<Sparse>),
}

#[derive(Deserialize)]
enum Piece {
    Models(Vec<Model>),
    Scores(Vec<Sparse>),
}

impl Dataset {
    /// Hands out all but the catalog in pieces, in the order in which [`Pieces::add`] takes them.
    ///
    /// # Errors
    ///
    /// None that a dataset can cause; `postcard`'s own are passed on.
    pub fn cut(&self, mut hand_out: impl FnMut(Vec<u8>)) -> Result<(), postcard::Error> {
        for models in self.models.chunks(MODELS) {
            hand_out(postcard::to_stdvec(&PieceRef::Models(models))?);
        }
        let (mut columns, mut count) = (Vec::new(), 0);
        for scores in self.columns.iter().chain(&self.fine).flatten() {
            let column = sparse(scores);
            count += column.len();
            columns.push(column);
            if count >= SCORES {
                hand_out(postcard::to_stdvec(&PieceRef::Scores(std::mem::take(&mut columns)))?);
                count = 0;
            }
        }
        hand_out(postcard::to_stdvec(&PieceRef::Scores(columns))?);
        Ok(())
    }
}

/// A dataset that is being put together from its pieces.
#[derive(Debug, Default)]
pub struct Pieces {
    models: Vec<Model>,
    scores: Vec<Scores>,
}

impl Pieces {
    /// Takes the next piece.
    ///
    /// # Errors
    ///
    /// If it is none.
    pub fn add(&mut self, piece: &[u8]) -> Result<(), BundleError> {
        match postcard::from_bytes(piece).map_err(|_| BundleError::Damaged)? {
            Piece::Models(models) => self.models.extend(models),
            Piece::Scores(columns) => {
                self.scores.extend(columns.iter().map(|column| dense(column, self.models.len())));
            }
        }
        Ok(())
    }

    /// The dataset, under the catalog that it was cut under.
    ///
    /// # Errors
    ///
    /// If pieces are missing.
    pub fn finish(self, catalog: Catalog) -> Result<Dataset, BundleError> {
        let mut scores = self.scores.into_iter();
        let mut table = |width: usize| {
            let columns: Vec<Scores> = scores.by_ref().take(width).collect();
            (columns.len() == width).then_some(columns)
        };
        let columns: Option<_> = catalog.benchmarks.iter().map(|benchmark| table(benchmark.columns.len())).collect();
        let fine: Option<_> = catalog.benchmarks.iter().map(|_| table(catalog.fines.len())).collect();
        let (Some(columns), Some(fine)) = (columns, fine) else {
            return Err(BundleError::Damaged);
        };
        Ok(Dataset { catalog, models: self.models, columns, fine })
    }
}
