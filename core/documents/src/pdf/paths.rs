//! Horizontal and vertical lines among the paths of a page. Tables are drawn with them.

use hayro_font::kurbo::{Affine, Point};
use hayro_syntax::content::ops::TypedInstruction;

/// Rules on a page; drawings have more, and no tables.
const MOST_RULES: usize = 20_000;

/// Points of one path; drawings have more.
const MOST_POINTS: usize = 4_000;

/// What a filled box may be thick to count as a line.
const THICKEST: f64 = 3.0;

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

/// The path under construction: straight pieces of it.
#[derive(Default)]
pub struct Paths {
    /// Runs of points; `true` starts a new one.
    points: Vec<(Point, bool)>,
    curved: bool,
}

impl Paths {
    /// Takes a path operator; others are ignored. Painting adds what is found to `rules`.
    pub fn operator(&mut self, operator: &TypedInstruction, transform: Affine, rules: &mut Vec<Rule>) {
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
            TypedInstruction::CubicTo(_) | TypedInstruction::CubicStartTo(_) | TypedInstruction::CubicEndTo(_) => {
                self.curved = true;
            }
            TypedInstruction::StrokePath(_) => self.stroke(rules),
            TypedInstruction::CloseAndStrokePath(_)
            | TypedInstruction::CloseFillAndStrokeEvenOdd(_)
            | TypedInstruction::CloseFillAndStrokeNonZero(_) => {
                self.close();
                self.stroke(rules);
            }
            TypedInstruction::FillAndStrokeEvenOdd(_) | TypedInstruction::FillAndStrokeNonZero(_) => self.stroke(rules),
            TypedInstruction::FillPathEvenOdd(_)
            | TypedInstruction::FillPathNonZero(_)
            | TypedInstruction::FillPathNonZeroCompatibility(_) => self.fill(rules),
            TypedInstruction::EndPath(_) => self.discard(),
            _ => {}
        }
    }

    /// Forgets the path.
    pub fn discard(&mut self) {
        self.points.clear();
        self.curved = false;
    }

    fn add(&mut self, transform: Affine, x: f64, y: f64, starts: bool) {
        if self.points.len() < MOST_POINTS {
            self.points.push((transform * Point::new(x, y), starts));
        }
    }

    fn close(&mut self) {
        if self.points.len() < MOST_POINTS
            && let Some((start, _)) = self.points.iter().rev().find(|(_, starts)| *starts).copied()
        {
            self.points.push((start, false));
        }
    }

    fn stroke(&mut self, rules: &mut Vec<Rule>) {
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
    fn fill(&mut self, rules: &mut Vec<Rule>) {
        if !self.curved {
            for run in self.points.chunk_by(|_, (_, starts)| !starts) {
                let [(first, _), rest @ ..] = run else { continue };
                let (mut low, mut high) = (*first, *first);
                for (point, _) in rest {
                    low = Point::new(low.x.min(point.x), low.y.min(point.y));
                    high = Point::new(high.x.max(point.x), high.y.max(point.y));
                }
                let (width, height) = (high.x - low.x, high.y - low.y);
                if height <= THICKEST && width > height {
                    let middle = f64::midpoint(low.y, high.y);
                    push(rules, Point::new(low.x, middle), Point::new(high.x, middle));
                } else if width <= THICKEST {
                    let middle = f64::midpoint(low.x, high.x);
                    push(rules, Point::new(middle, low.y), Point::new(middle, high.y));
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
