use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_interpret::util::TransformExt;
use hayro::hayro_syntax::Pdf;
use hayro::kurbo::Affine;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::vello_cpu::{PixmapMut, RasterizerSettings, RenderContext, Resources, TargetInit};
use hayro::{RenderCache, RenderSettings, render_into};
use std::time::Instant;
fn main() {
    let mut args = std::env::args().skip(1);
    let dpi: f64 = args.next().unwrap().parse().unwrap();
    let rounds: usize = args.next().unwrap().parse().unwrap();
    let mut buf = vec![0u8; 600 << 20];
    let mut context: Option<RenderContext> = None;
    for path in args {
        let data = std::fs::read(&path).unwrap();
        let mut best = [f64::MAX; 4];
        let r = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            for _ in 0..rounds {
                let t = Instant::now();
                let Ok(pdf) = Pdf::new(data.clone()) else { return None };
                let Some(page) = pdf.pages().first() else { return None };
                let t1 = Instant::now();
                let (w, h) = page.render_dimensions();
                let (w, h) = (w as f64, h as f64);
                let (pw, ph) = ((w * dpi / 72.0).round().max(1.0), (h * dpi / 72.0).round().max(1.0));
                if pw * ph > 100e6 || pw > 65535.0 || ph > 65535.0 {
                    return None;
                }
                let cache = RenderCache::new();
                let mut c = context.take().unwrap_or_else(|| RenderContext::new(pw as u16, ph as u16));
                c.reset_and_resize(pw as u16, ph as u16);
                let tr = Affine::scale_non_uniform(pw / w, ph / h) * page.initial_transform(true).to_kurbo();
                render_into(page, &cache, &InterpreterSettings::default(), &RenderSettings::default(), &mut c, tr);
                c.flush();
                let t2 = Instant::now();
                let n = pw as usize * ph as usize * 4;
                if let Some(target) = PixmapMut::new(pw as u16, ph as u16, &mut buf[..n]) {
                    c.render_with(
                        target,
                        &mut Resources::default(),
                        RasterizerSettings { target_init: TargetInit::Clear(WHITE), ..Default::default() },
                    );
                }
                let t3 = Instant::now();
                context = Some(c);
                drop(cache);
                drop(pdf);
                let t4 = Instant::now();
                for (b, d) in best.iter_mut().zip([t1 - t, t2 - t1, t3 - t2, t4 - t3]) {
                    *b = b.min(d.as_secs_f64() * 1e3);
                }
            }
            Some(())
        }));
        if matches!(r, Ok(Some(()))) {
            println!(
                "{:.2} open {:.2} interpret {:.2} raster {:.2} drop {:.2} {}",
                best.iter().sum::<f64>(),
                best[0],
                best[1],
                best[2],
                best[3],
                path
            );
        }
    }
}
