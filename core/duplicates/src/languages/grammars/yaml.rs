//! YAML.

use crate::languages::grammar::Grammar;

pub(in crate::languages) static YAML: Grammar = Grammar {
    keywords: &[&["true", "false", "null", "yes", "no", "on", "off"]],
    ignore_case: true,
    operators: &["---", "..."],
    ..Grammar::PLAIN
};
