//! Horizontal and vertical lines among the paths of a page, which tables are drawn with, and dots, which are bullets.

use hayro_font::kurbo::{Affine, Point};
use hayro_syntax::content::ops::TypedInstruction;

/// Rules on a page; drawings have more, and no tables.
const MOST_RULES: usize = 20_000;

/// Points of one path; drawings have more.
const MOST_POINTS: usize = 4_000;

/// Dots on a page; drawings have more, and no lists.
const MOST_DOTS: usize = 2_000;

/// Sides of a dot, in points.
const DOT: std::ops::RangeInclusive<f64> = 1.0..=8.0;

/// Filled boxes on a page; drawings have more.
const MOST_BOXES: usize = 5_000;

/// What a filled box is wide that has text in it or above it.
const NARROWEST_BOX: f64 = 6.0;

/// What a filled box may be thick to count as a line.
pub const THICKEST: f64 = 3.0;

/// A horizontal or vertical line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rule {
    /// Where it starts: left or top.
    pub start: f32,
    /// Where it ends.
    pub end: f32,
    /// Its y when horizontal, else its x.
    pub at: f32,
    /// Whether it is horizontal.
    pub horizontal: bool,
}

/// A box, or the one around a dot.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rect {
    /// Left.
    pub x0: f32,
    /// Top.
    pub y0: f32,
    /// Right.
    pub x1: f32,
    /// Bottom.
    pub y1: f32,
}

/// What the paths of a page have shown.
#[derive(Default)]
pub struct Shapes {
    /// Horizontal and vertical lines.
    pub rules: Vec<Rule>,
    /// Circles and squares that are small.
    pub dots: Vec<Rect>,
    /// Filled boxes, flat ones too.
    pub boxes: Vec<Rect>,
}

/// The path under construction: straight pieces of it, and the box around all.
#[derive(Default)]
pub struct Paths {
    /// Runs of points; `true` starts a new one.
    points: Vec<(Point, bool)>,
    curved: bool,
    bounds: Option<(Point, Point)>,
}

impl Paths {
    /// Takes a path operator; others are ignored. Painting adds what is found to `shapes`.
    pub fn operator(&mut self, operator: &TypedInstruction, transform: Affine, shapes: &mut Shapes) {
        match operator {
            TypedInstruction::MoveTo(to) => self.add(transform, to.0.as_f64(), to.1.as_f64(), true),
            TypedInstruction::LineTo(to) => self.add(transform, to.0.as_f64(), to.1.as_f64(), false),
            TypedInstruction::RectPath(rect) => {
                let (x, y) = (rect.0.as_f64(), rect.1.as_f64());
                let (right, top) = (x + rect.2.as_f64(), y + rect.3.as_f64());
                for (index, (x, y)) in [(x, y), (right, y), (right, top), (x, top), (x, y)].into_iter().enumerate() {
                    self.add(transform, x, y, index == 0);
                }
            }
            TypedInstruction::ClosePath(_) => self.close(),
            // Only where curves end: those of a circle touch its box there.
            TypedInstruction::CubicTo(to) => self.curve(transform, to.4.as_f64(), to.5.as_f64()),
            TypedInstruction::CubicStartTo(to) => self.curve(transform, to.2.as_f64(), to.3.as_f64()),
            TypedInstruction::CubicEndTo(to) => self.curve(transform, to.2.as_f64(), to.3.as_f64()),
            TypedInstruction::StrokePath(_) => self.stroke(shapes),
            TypedInstruction::CloseAndStrokePath(_)
            | TypedInstruction::CloseFillAndStrokeEvenOdd(_)
            | TypedInstruction::CloseFillAndStrokeNonZero(_) => {
                self.close();
                self.stroke(shapes);
            }
            TypedInstruction::FillAndStrokeEvenOdd(_) | TypedInstruction::FillAndStrokeNonZero(_) => {
                self.stroke(shapes)
            }
            TypedInstruction::FillPathEvenOdd(_)
            | TypedInstruction::FillPathNonZero(_)
            | TypedInstruction::FillPathNonZeroCompatibility(_) => self.fill(shapes),
            TypedInstruction::EndPath(_) => self.discard(),
            _ => {}
        }
    }

    /// Forgets the path.
    pub fn discard(&mut self) {
        self.points.clear();
        self.curved = false;
        self.bounds = None;
    }

    fn add(&mut self, transform: Affine, x: f64, y: f64, starts: bool) {
        let point = transform * Point::new(x, y);
        if self.points.len() < MOST_POINTS {
            self.points.push((point, starts));
        }
        self.extend(point);
    }

    fn curve(&mut self, transform: Affine, x: f64, y: f64) {
        self.curved = true;
        self.extend(transform * Point::new(x, y));
    }

    fn extend(&mut self, point: Point) {
        let (low, high) = self.bounds.get_or_insert((point, point));
        *low = Point::new(low.x.min(point.x), low.y.min(point.y));
        *high = Point::new(high.x.max(point.x), high.y.max(point.y));
    }

    /// A path that is painted may be a dot.
    fn dot(&self, shapes: &mut Shapes) {
        let Some((low, high)) = self.bounds else { return };
        let (width, height) = (high.x - low.x, high.y - low.y);
        let is_small = DOT.contains(&width) && DOT.contains(&height);
        if is_small && (width - height).abs() <= 0.2 * width && shapes.dots.len() < MOST_DOTS {
            let [x0, y0, x1, y1] = [low.x, low.y, high.x, high.y].map(|at| at as f32);
            shapes.dots.push(Rect { x0, y0, x1, y1 });
        }
    }

    fn close(&mut self) {
        if self.points.len() < MOST_POINTS
            && let Some((start, _)) = self.points.iter().rev().find(|(_, starts)| *starts).copied()
        {
            self.points.push((start, false));
        }
    }

    fn stroke(&mut self, shapes: &mut Shapes) {
        self.dot(shapes);
        let rules = &mut shapes.rules;
        if !self.curved {
            for pair in self.points.windows(2) {
                if let [(from, _), (to, false)] = pair {
                    push(rules, *from, *to);
                }
            }
        }
        self.discard();
    }

    /// A filled box is a line when it is thin.
    fn fill(&mut self, shapes: &mut Shapes) {
        self.dot(shapes);
        if !self.curved {
            for run in self.points.chunk_by(|_, (_, starts)| !starts) {
                let [(first, _), rest @ ..] = run else { continue };
                let (mut low, mut high) = (*first, *first);
                for (point, _) in rest {
                    low = Point::new(low.x.min(point.x), low.y.min(point.y));
                    high = Point::new(high.x.max(point.x), high.y.max(point.y));
                }
                let (width, height) = (high.x - low.x, high.y - low.y);
                if width >= NARROWEST_BOX && rest.len() <= 4 && shapes.boxes.len() < MOST_BOXES {
                    let [x0, y0, x1, y1] = [low.x, low.y, high.x, high.y].map(|at| at as f32);
                    shapes.boxes.push(Rect { x0, y0, x1, y1 });
                }
                if height <= THICKEST && width > height {
                    let middle = f64::midpoint(low.y, high.y);
                    push(&mut shapes.rules, Point::new(low.x, middle), Point::new(high.x, middle));
                } else if width <= THICKEST {
                    let middle = f64::midpoint(low.x, high.x);
                    push(&mut shapes.rules, Point::new(middle, low.y), Point::new(middle, high.y));
                }
            }
        }
        self.discard();
    }
}

fn push(rules: &mut Vec<Rule>, from: Point, to: Point) {
    let (dx, dy) = ((to.x - from.x).abs(), (to.y - from.y).abs());
    if rules.len() >= MOST_RULES || !(dx + dy).is_finite() || dx + dy < 2.0 {
        return;
    }
    let rule = |start: f64, end: f64, at: f64, horizontal| Rule {
        start: start.min(end) as f32,
        end: start.max(end) as f32,
        at: at as f32,
        horizontal,
    };
    if dy < 0.5 {
        rules.push(rule(from.x, to.x, f64::midpoint(from.y, to.y), true));
    } else if dx < 0.5 {
        rules.push(rule(from.y, to.y, f64::midpoint(from.x, to.x), false));
    }
}
