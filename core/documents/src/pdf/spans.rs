//! From glyphs to spans: pieces of a line without a wide gap, with spaces where the gaps are.

use lode_runtime::sort;

use super::content::Glyph;
use super::direction::{self, logical};
use super::fonts::Style;
use super::looks::{self, Look, Shift, Stretch, is_smaller};
use super::paths::Rule;

/// Gap that is a space, in parts of the font size. Kerning stays below, the spaces of tight lines above.
pub const SPACE: f32 = 0.13;

/// Gap that ends a span, in parts of the font size: wider than the spaces of justified lines.
const WIDE: f32 = 1.5;

/// Gap that may stand between two columns of a table, in parts of the font size.
const CELL_GAP: f32 = 0.8;

/// Glyphs that wait for others which belong between them; no line of a page has more.
const LONGEST_ROW: usize = 500;

/// A piece of a line. `u` runs along the text and `v` down across the lines, both in points.
#[derive(Debug, Clone)]
pub struct Span {
    /// What it says, in logical order.
    pub text: String,
    /// Where it starts along the line.
    pub start: f32,
    /// Where it ends along the line.
    pub end: f32,
    /// The baseline.
    pub baseline: f32,
    /// The font size of most of it.
    pub size: f32,
    /// What most of it looks like.
    pub style: Style,
    /// Number of its direction on the page.
    pub direction: usize,
    /// Whether more of it goes from right to left than from left to right.
    pub right_to_left: bool,
    /// Whether it is marked as an artifact of the page.
    pub artifact: bool,
    /// The number of the table that it stands for.
    pub table: Option<usize>,
    /// Whether it goes on with the span before it, behind a gap that only tables make more of than a space.
    pub goes_on: bool,
    /// Bytes at its start that stand above the line and are smaller: the mark of a footnote.
    pub raised: usize,
    /// The parts of it that look unlike plain text; none where it runs both ways.
    pub looks: Vec<Stretch>,
    /// By how much the bytes of its size and style outnumber the others.
    pub majority: usize,
}

impl Span {
    /// The upper edge, from typical ascenders.
    pub fn top(&self) -> f32 {
        self.baseline - 0.75 * self.size
    }

    /// The lower edge, from typical descenders.
    pub fn bottom(&self) -> f32 {
        self.baseline + 0.25 * self.size
    }

    /// Takes the text of a span that goes on with this one. Size and style stay those of most of it (as in `main_size`).
    pub fn take_on(&mut self, next: &Self) {
        let length = next.text.len();
        if (next.size, next.style) == (self.size, self.style) {
            self.majority += length;
        } else if length > self.majority {
            let monospaced = self.style.monospaced;
            (self.size, self.style, self.baseline) = (next.size, next.style, next.baseline);
            self.style.monospaced &= monospaced;
            self.majority = length - self.majority;
        } else {
            self.majority -= length;
        }
        self.text.push(' ');
        looks::add_all(&mut self.looks, &next.looks, self.text.len());
        self.text.push_str(&next.text);
        (self.start, self.end) = (self.start.min(next.start), self.end.max(next.end));
        self.artifact &= next.artifact;
        self.style.monospaced &= next.style.monospaced;
    }

    /// Whether dots lead to the end of the line, as in a table of contents.
    pub fn has_leaders(&self) -> bool {
        self.text.contains("....") || self.text.contains(". . .")
    }

    /// The number of characters.
    pub fn length(&self) -> usize {
        self.text.chars().count()
    }
}

/// A glyph in the frame of its direction.
struct Placed<'a> {
    text: &'a str,
    direction: usize,
    /// Where an explicit space before it is.
    space: Option<f32>,
    start: f32,
    end: f32,
    baseline: f32,
    size: f32,
    style: Style,
    link: u16,
    artifact: bool,
}

/// Where the glyphs are that become spans.
pub struct Source<'p> {
    /// Their characters.
    pub text: &'p str,
    /// Lines of the page: vertical ones end spans.
    pub rules: &'p [Rule],
    /// Width and height of the page.
    pub size: (f32, f32),
}

/// Cuts glyphs into spans, in the order they are shown. `linked` has the number of the link for each glyph, or nothing; `directions`
/// are the unit vectors of the page's text so far.
pub fn spans(glyphs: &[Glyph], linked: &[u16], source: &Source, directions: &mut Vec<(f32, f32)>) -> Vec<Span> {
    let mut row: Vec<Placed> = Vec::new();
    let barriers = Barriers::new(source.rules);
    let mut cutter = Cutter { barriers, open: Vec::new(), space: false, spans: Vec::new() };
    let mut space = None;
    for (index, glyph) in glyphs.iter().enumerate() {
        if !is_on_page(glyph, source.size) {
            continue;
        }
        let direction = number_of(directions, snapped(glyph.direction));
        let frame = directions.get(direction).copied().unwrap_or((1.0, 0.0));
        let link = linked.get(index).copied().unwrap_or(0);
        let placed = Placed { link, direction, ..place(glyph, source.text, frame) };
        if placed.text.trim().is_empty() {
            space = Some(placed.start);
            continue;
        }
        let placed = Placed { space: space.take(), ..placed };
        if let Some(gap) = gap_for(&row, &placed) {
            fill(&mut row, gap, placed);
            continue;
        }
        if row.len() >= LONGEST_ROW || row.last().is_some_and(|last| !goes_forward(last, &placed)) {
            row.drain(..).for_each(|placed| cutter.add(placed, directions));
        }
        row.push(placed);
    }
    row.into_iter().for_each(|placed| cutter.add(placed, directions));
    finish(&mut cutter.open, &mut cutter.spans);
    cutter.spans
}

/// Whether a glyph stands on the line of the last one, further along it.
fn goes_forward(last: &Placed, next: &Placed) -> bool {
    is_level(last, next) && next.start >= last.start
}

fn is_level(last: &Placed, next: &Placed) -> bool {
    last.direction == next.direction && (last.baseline - next.baseline).abs() < 0.1 * last.size.min(next.size)
}

/// The gap in a row that was left for a glyph: an emoji, or a letter that the font of the others lacks, is often written after the
/// rest of its line.
fn gap_for(row: &[Placed], next: &Placed) -> Option<usize> {
    /// How much neighbours may overlap, in parts of the font size.
    const OVERLAP: f32 = 0.15;
    row.last().filter(|last| row.len() < LONGEST_ROW && is_level(last, next) && next.start < last.start)?;
    let at = row.partition_point(|known| known.start <= next.start);
    let (before, after) = (row.get(at.checked_sub(1)?)?, row.get(at)?);
    let overlap = OVERLAP * next.size;
    (before.end <= next.start + overlap && next.end <= after.start + overlap).then_some(at)
}

/// Puts a glyph into a gap of its row, behind a space that stands there before it.
fn fill<'a>(row: &mut Vec<Placed<'a>>, gap: usize, mut glyph: Placed<'a>) {
    // What stands before it in the page's own order says nothing here.
    glyph.space = row.get_mut(gap).and_then(|after| after.space.take_if(|space| *space < glyph.start));
    row.insert(gap, glyph);
}

/// Cuts glyphs into spans where they do not go on with each other.
struct Cutter<'a> {
    barriers: Barriers,
    /// The glyphs of the span that is not finished.
    open: Vec<Placed<'a>>,
    /// A space came since its last glyph.
    space: bool,
    spans: Vec<Span>,
}

impl<'a> Cutter<'a> {
    fn add(&mut self, placed: Placed<'a>, directions: &[(f32, f32)]) {
        let upright = directions.get(placed.direction).is_some_and(|direction| direction.0 > 0.99);
        let continues = self.open.last().is_some_and(|last| {
            last.direction == placed.direction
                && (follows(last, &placed) || is_attached(&self.open, last, &placed))
                && !(upright && self.barriers.between(last, &placed))
        });
        self.space |= placed.space.is_some();
        if !continues {
            finish(&mut self.open, &mut self.spans);
        } else if let Some(last) = self.open.last() {
            if repeats(last, &placed) {
                return;
            }
            if self.space {
                // An explicit space stands in the gap, wherever its own glyph is.
                let space = Placed { text: " ", start: last.end, end: last.end, style: last.style, ..placed };
                self.open.push(space);
            }
        }
        self.space = false;
        self.open.push(placed);
    }
}

/// Vertical lines, which end a span as they separate the cells of a table.
struct Barriers(Vec<Rule>);

impl Barriers {
    fn new(rules: &[Rule]) -> Self {
        let mut vertical: Vec<Rule> = rules.iter().filter(|rule| !rule.horizontal).copied().collect();
        sort::by(&mut vertical, |a, b| a.at.total_cmp(&b.at));
        Self(vertical)
    }

    /// Whether a line stands between the end of one glyph and the start of the next, both upright.
    fn between(&self, last: &Placed, next: &Placed) -> bool {
        const MOST: usize = 64;
        if self.0.is_empty() || next.start - last.end < 0.1 * next.size {
            return false;
        }
        let first = self.0.partition_point(|rule| rule.at < last.end - 0.1 * next.size);
        let reach = next.start + 0.1 * next.size;
        self.0
            .iter()
            .skip(first)
            .take(MOST)
            .take_while(|rule| rule.at <= reach)
            .any(|rule| (rule.start..=rule.end).contains(&(next.baseline - 0.3 * next.size)))
    }
}

fn is_on_page(glyph: &Glyph, (width, height): (f32, f32)) -> bool {
    glyph.size > 0.1
        && glyph.x.max(glyph.x + glyph.dx) >= 0.0
        && glyph.x.min(glyph.x + glyph.dx) <= width
        && glyph.y >= 0.0
        && glyph.y - glyph.size <= height
}

/// Text that leans a little, as on scans, counts as straight; other angles are kept to a degree.
fn snapped((x, y): (f32, f32)) -> (f32, f32) {
    let degrees = y.atan2(x).to_degrees();
    let right = (degrees / 90.0).round() * 90.0;
    let degrees = if (degrees - right).abs() < 7.0 { right } else { degrees.round() };
    let radians = degrees.to_radians();
    (radians.cos(), radians.sin())
}

fn number_of(directions: &mut Vec<(f32, f32)>, wanted: (f32, f32)) -> usize {
    let near = |known: &(f32, f32)| (known.0 - wanted.0).abs() + (known.1 - wanted.1).abs() < 0.01;
    directions.iter().position(near).unwrap_or_else(|| {
        directions.push(wanted);
        directions.len() - 1
    })
}

fn place<'a>(glyph: &Glyph, text: &'a str, (x, y): (f32, f32)) -> Placed<'a> {
    let along = glyph.x * x + glyph.y * y;
    let advance = glyph.dx * x + glyph.dy * y;
    let start = glyph.start as usize;
    Placed {
        text: text.get(start..start + usize::from(glyph.bytes)).unwrap_or(""),
        direction: 0,
        space: None,
        start: along.min(along + advance),
        end: along.max(along + advance),
        baseline: glyph.y * x - glyph.x * y,
        size: glyph.size,
        style: glyph.style,
        link: 0,
        artifact: glyph.artifact,
    }
}

/// Whether a glyph goes on where the last one ended, in either direction.
fn follows(last: &Placed, next: &Placed) -> bool {
    let size = f32::midpoint(last.size, next.size);
    let forward = next.start - last.end;
    let backward = last.start - next.end;
    (last.baseline - next.baseline).abs() < 0.45 * size
        && ((-0.6 * size..WIDE * size).contains(&forward)
            || (-0.6 * size..WIDE * size).contains(&backward)
                && (is_right_to_left(next.text) || is_right_to_left(last.text)))
}

/// Whether a glyph stands right beside the last one as an exponent or index of the word, or goes on with the word or line
/// behind one.
fn is_attached(open: &[Placed], last: &Placed, next: &Placed) -> bool {
    /// An exponent of several glyphs has a few at most.
    const MOST: usize = 12;
    let Some(base) = open.iter().rev().take(MOST).max_by(|a, b| a.size.total_cmp(&b.size)) else { return false };
    let off = (next.baseline - base.baseline).abs();
    let gap = next.start - last.end;
    let is_script =
        is_smaller(next.size, base.size) && off < 0.7 * base.size && (-0.6..0.3).contains(&(gap / base.size));
    let goes_on =
        is_smaller(last.size, base.size) && off < 0.1 * base.size && (-0.6..WIDE).contains(&(gap / base.size));
    (is_script || goes_on) && !is_right_to_left(next.text) && !is_right_to_left(last.text)
}

/// Bold is sometimes made by showing a glyph twice.
fn repeats(last: &Placed, next: &Placed) -> bool {
    last.text == next.text
        && (last.start - next.start).abs() < 0.12 * next.size
        && (last.baseline - next.baseline).abs() < 0.12 * next.size
}

fn is_right_to_left(text: &str) -> bool {
    text.chars().next().is_some_and(direction::is_right_to_left)
}

fn finish(open: &mut Vec<Placed>, spans: &mut Vec<Span>) {
    let Some(direction) = open.first().map(|glyph| glyph.direction) else { return };
    let right_to_left = open.iter().filter(|glyph| is_right_to_left(glyph.text)).count();
    if right_to_left > 0 || open.windows(2).any(|pair| matches!(pair, [a, b] if b.start + 0.3 * b.size < a.start)) {
        open.sort_by(|a, b| a.start.total_cmp(&b.start));
    }
    // The order of letters that run both ways is that of the whole line.
    let ends_cell = |a: &Placed, b: &Placed| right_to_left == 0 && b.start - a.end >= CELL_GAP * b.size.min(a.size);
    let mut goes_on = false;
    for part in open.chunk_by(|a, b| !ends_cell(a, b)) {
        if let Some(span) = assemble(part, right_to_left, direction)
            && !spans.iter().rev().take(8).any(|known| same_place(known, &span))
        {
            spans.push(Span { goes_on, ..span });
            goes_on = true;
        }
    }
    open.clear();
}

/// Bold or a shadow is sometimes made by showing a whole text twice.
fn same_place(known: &Span, span: &Span) -> bool {
    (known.start - span.start).abs() < 0.12 * span.size
        && (known.baseline - span.baseline).abs() < 0.12 * span.size
        && known.text == span.text
}

fn assemble(glyphs: &[Placed], right_to_left: usize, direction: usize) -> Option<Span> {
    let first = glyphs.first()?;
    let (mut start, mut end, mut artifact) = (first.start, first.end, true);
    let size = main_size(glyphs);
    let middle = glyphs.get(glyphs.len() / 2).unwrap_or(first);
    let baseline = glyphs.iter().find(|glyph| glyph.size == size).unwrap_or(middle).baseline;
    let shift = |glyph: &Placed| Shift::new(glyph.size, glyph.baseline, size, baseline);
    let mut looks = Vec::new();
    let mut text = String::with_capacity(glyphs.len() + 8);
    for glyph in glyphs.iter() {
        if !text.is_empty() && glyph.start - end > SPACE * glyph.size && !text.ends_with(' ') && glyph.text != " " {
            text.push(' ');
        }
        if right_to_left > 0 && glyph.text.chars().nth(1).is_some() && is_right_to_left(glyph.text) {
            // A ligature says its characters in logical order, and the whole line is turned later.
            text.push_str(&direction::visual(glyph.text));
        } else if !(glyph.text == " " && text.ends_with(' ')) {
            let at = text.len();
            text.push_str(glyph.text);
            if right_to_left == 0 && glyph.text != " " {
                let look = Look { style: glyph.style, shift: shift(glyph), link: glyph.link };
                looks::add(&mut looks, Stretch { start: at, end: text.len(), look });
            }
        }
        start = start.min(glyph.start);
        end = end.max(glyph.end);
        artifact &= glyph.artifact;
    }
    let is_raised = |glyph: &&Placed| shift(glyph) == Shift::Raised;
    let raised = glyphs.iter().take_while(is_raised).map(|glyph| glyph.text.len()).sum();
    if right_to_left > 0 {
        text = logical(&text);
    } else {
        text.truncate(text.trim_end().len());
    }
    Some(Span {
        majority: text.len(),
        looks,
        right_to_left: right_to_left * 2
            > glyphs.iter().filter(|glyph| glyph.text.chars().any(char::is_alphabetic)).count(),
        text,
        start,
        end,
        baseline,
        size,
        style: Style { monospaced: glyphs.iter().all(|glyph| glyph.style.monospaced), ..middle.style },
        direction,
        artifact,
        table: None,
        goes_on: false,
        raised,
    })
}

/// The size of most glyphs, by their majority (Boyer and Moore).
fn main_size(glyphs: &[Placed]) -> f32 {
    let (mut size, mut count) = (0.0_f32, 0_usize);
    for glyph in glyphs.iter().filter(|glyph| glyph.text != " ") {
        if count == 0 {
            (size, count) = (glyph.size, 1);
        } else if glyph.size == size {
            count += 1;
        } else {
            count -= 1;
        }
    }
    size
}
