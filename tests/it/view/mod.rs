//! What the page says, without the page.

mod address;
mod below;
mod compare;
mod files;
mod first_sight;
mod rows;
mod searches;
mod standing;
mod suggest;
mod table;
