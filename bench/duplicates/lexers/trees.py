"""What the parsers of tree-sitter make of a source, as tokens: for languages whose lexer in Pygments is wrong too often.

Needs `pip install tree-sitter-language-pack`.
"""

from tree_sitter_language_pack import get_parser

COMMENTS = {"comment", "line_comment", "block_comment", "bracket_comment", "documentation_comment", "block_documentation_comment",
            "pod", "eof_marker", "data_section"}
QUOTES = {"string_literal", "interpolated_string_literal", "quoted_word_list", "command_string", "match_regexp", "quoted_regexp",
          "substitution_regexp", "transliteration_expression", "heredoc_token", "heredoc_content"}
LISP = {"str_lit": "string", "string": "string", "char_lit": "string", "char": "string", "character": "string",
        "regex_lit": "string", "fancy_literal": "name", "kwd_lit": "name", "package_lit": "name", "sym_name": "name",
        "byte_string": "string", "regex": "string", "here_string": "string", "accumulation_verb": "name"}
# For each language, its name in tree-sitter, the nodes that are one token and what they are, the nodes that are texts but for
# references in them.
LANGUAGES = {
    "perl": ("perl", {**dict.fromkeys(QUOTES, "string"), "prototype": "other"}, {}),
    "cmake": ("cmake", {"bracket_argument": "string"}, {"quoted_argument": "string", "unquoted_argument": "name", "variable": "name"}),
    "nim": ("nim", {"raw_string_literal": "string", "interpreted_string_literal": "string", "long_string_literal": "string",
                    "generalized_string": "string", "char_literal": "string", "accent_quoted": "string"}, {}),
    "emacs-lisp": ("elisp", LISP, {}),
    "common-lisp": ("commonlisp", LISP, {}),
    "scheme": ("scheme", LISP, {}),
    "racket": ("racket", LISP, {}),
    "clojure": ("clojure", LISP, {}),
}


def tree_tokens(name, source):
    """(start, end, role) in bytes, and the number of tokens where the parser did not understand the source."""
    language, whole, texts = LANGUAGES[name]
    tokens, errors = [], 0
    if name == "common-lisp":
        # The parser does not know that `#||` begins a comment (Common Lisp HyperSpec 2.4.8.19).
        source = source.replace(b"#||", b"#| ")
    waiting = [(get_parser(language).parse(source).root_node, False)]
    while waiting:
        node, lost = waiting.pop()
        start, end = node.start_byte, node.end_byte
        lost = lost or node.is_error or node.is_missing
        errors += lost and not node.child_count
        # A comment with code in it is a mark that leaves the next datum out (R7RS 2.2).
        if node.type in COMMENTS and not any(child.type == "#;" for child in node.children):
            tokens.append((start, end, "comment"))
        elif node.type in whole:
            tokens.append((start, end, whole[node.type]))
        elif node.type in texts:
            references = [child for child in node.named_children if child.type == "variable_ref"]
            edges = [start, *(at for child in references for at in (child.start_byte, child.end_byte)), end]
            pieces = zip(edges[::2], edges[1::2])
            tokens += [(from_, to, texts[node.type]) for from_, to in pieces if from_ < to]
            waiting += [(child, lost) for child in references]
        elif node.child_count:
            waiting += [(child, lost) for child in node.children]
        elif start < end and not source[start:end].isspace():
            tokens.append((start, end, role_of(node, source[start:end])))
    return sorted(tokens), errors


def role_of(node, text):
    if any(kind in node.type for kind in ("num", "integer", "float")):
        return "number"
    word = text[:1].isalnum() or text[:1] == b"_"
    return "name" if word or node.is_named and node.type != "operator" else "other"
