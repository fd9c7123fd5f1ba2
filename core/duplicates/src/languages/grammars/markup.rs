//! HTML, XML and their relatives.

use crate::languages::grammar::Grammar;

pub(in crate::languages) static MARKUP: Grammar =
    Grammar { operators: &["</", "/>", "<!", "<?", "?>", "{{", "}}"], ..Grammar::PLAIN };
