//! Walks through the main screens of the program and stores a picture of each.
//!
//! `walk PICTURES [--lang fi|en] [--dark]`, with `PELIKIRJA_BIN`, `PELIKIRJA_DATA_DIR` and
//! `PELIKIRJA_PASSPHRASE` in the environment.

fn main() {}
