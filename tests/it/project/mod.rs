//! What holds for the sources, and for any bytes.

mod circles;
mod fuzzing;
mod layers;
