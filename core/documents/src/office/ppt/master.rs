//! Masters, which say what slides do not: whether texts have bullets ([MS-PPT] 2.5.3, 2.9.35).

use std::collections::HashMap;

use lode_runtime::Result;

use super::Reader;
use super::record::{self, Record};
use super::style;
use super::text::{BODY, PARTS_OF_BODY};
use crate::little_endian::u32_at;
use crate::office::drawing_text::{Bullet, Bullets};

/// Where a slide says what its master is (2.5.10).
const MASTER_AT: usize = 12;

/// The bullets of texts by what they are for.
#[derive(Default)]
pub struct Master(HashMap<u32, Bullets>);

impl Master {
    fn read(master: &Record) -> Self {
        let styles = master.children().filter(|child| child.kind == record::MASTER_TEXT_STYLE);
        Self(styles.map(|style| (style.instance.into(), style::master_bullets(style.data, style.instance))).collect())
    }

    /// The bullets of a text of this type.
    fn bullets(&self, kind: u32) -> Bullets {
        let mut bullets = self.0.get(&kind).copied().unwrap_or_default();
        if kind == BODY || PARTS_OF_BODY.contains(&kind) {
            let body = self.0.get(&BODY).copied().unwrap_or_default();
            for (bullet, of_body) in bullets.iter_mut().zip(body) {
                // Most templates have bullets there.
                *bullet = bullet.or(of_body).or(Some(Bullet::Character));
            }
        }
        bullets
    }
}

impl Reader<'_> {
    /// The bullets that a text of this type has on this slide.
    ///
    /// # Errors
    /// `LimitExpandedBytes`.
    pub(super) fn bullets(&mut self, slide: Option<Record>, kind: u32) -> Result<Bullets> {
        let id = slide.and_then(|slide| master_of(&slide)).unwrap_or(0);
        if let Some(known) = self.known_masters.get(&id) {
            return Ok(known.bullets(kind));
        }
        let (objects, masters) = (self.objects, &self.masters);
        let main = |id| objects.get(*masters.get(&id)?, record::MASTER);
        // The master of title slides is a slide itself, with a master above.
        let title = || main(master_of(&objects.get(*masters.get(&id)?, record::SLIDE)?)?);
        let master = main(id).or_else(title);
        // Masters of a damaged presentation may all be the same one.
        self.context.job.charge_expanded(master.map_or(0, |master| master.data.len() as u64))?;
        let master = master.map(|master| Master::read(&master)).unwrap_or_default();
        let bullets = master.bullets(kind);
        self.known_masters.insert(id, master);
        Ok(bullets)
    }
}

/// What a slide says that its master is.
fn master_of(slide: &Record) -> Option<u32> {
    u32_at(slide.child(record::SLIDE_ATOM)?.data, MASTER_AT)
}
