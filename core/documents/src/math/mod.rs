//! Formulas as linear text: `(a+b)/2`, `x^2`, `√(x)`.

pub mod mathml;
pub mod office;

/// Adds `text` below or above what was written last, by `sign`.
fn script(sign: char, text: &str, out: &mut String) {
    if !text.is_empty() {
        out.push(sign);
        group(text, out);
    }
}

/// Brackets around what is more than one letter or number.
fn group(text: &str, out: &mut String) {
    if text.chars().all(char::is_alphanumeric) {
        out.push_str(text);
    } else {
        out.push_str(&format!("({text})"));
    }
}

/// The sign of a root of a degree, before what it is of.
fn root(degree: &str) -> String {
    match degree {
        "" | "2" => "\u{221a}".into(),
        "3" => "\u{221b}".into(),
        "4" => "\u{221c}".into(),
        degree => format!("{degree}\u{221a}"),
    }
}

/// What `read` makes of the root of a formula.
#[cfg(test)]
fn written(xml: &str, read: fn(&mut crate::xml::Walker) -> lode_runtime::Result<String>) -> String {
    let job = lode_runtime::Job::default();
    let mut walker = crate::xml::Walker::new(xml, &job);
    assert!(matches!(walker.next(0), Ok(Some(crate::xml::Node::Start(_)))));
    read(&mut walker).unwrap()
}
