//! What a file cannot do.
