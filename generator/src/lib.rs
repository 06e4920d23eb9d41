//! Content to site.

pub mod markdown;
pub mod plan;
pub mod render;
pub mod theme;
pub mod view;
