//! Pictures out of files.

mod frames;
mod geometry;
mod picker;
mod picture;
mod plan;
mod still;
mod thumbnail;
mod upright;

pub use frames::{FrameBatch, video_frames};
pub(crate) use geometry::size;
pub use thumbnail::thumbnail;
pub(crate) use upright::turn;
