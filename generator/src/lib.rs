//! Content to site.
