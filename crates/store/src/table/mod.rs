//! Typed reading, one file a table.
