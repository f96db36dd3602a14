//! Rows as they stand in the files: text in columns, with the place of each cell.
//!
//! The only module that knows the columns. Formats fill a [`Dataset`]; `model` reads it. Nothing is
//! checked here beyond form and size, so that every fault of meaning is found in one place.
