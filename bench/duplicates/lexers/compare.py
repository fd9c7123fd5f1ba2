#!/usr/bin/env python3
"""Compares Lode's lexers with Pygments on real files, or with the parsers of tree-sitter where Pygments knows the language too
little (`trees.py`). For development only; needs `pip install pygments tree-sitter-language-pack`.

    cargo build --release -p lode-duplicates --example tokens
    bench/duplicates/lexers/compare.py target/release/examples/tokens FOLDER... [--language NAME] [--files 200] [--show 10]

Each file is read by both. A boundary is a place where a token begins or ends. For each language: the share of boundaries
on which both agree, among those that either has (|both| / |either|).

What is made alike first, because it is granularity and no matter of right or wrong (what is said of Pygments holds for
tree-sitter where it does the same):
  * white space and comments have no boundaries, but those of the tokens beside them; Lode's line ends are left out;
  * places between two bytes that are no letters, digits, quotes or white space, both outside of strings of either lexer,
    are left out: Pygments splits `<<=` in one language and joins `);` in another. Where a lexer takes punctuation into a
    string or a word, it shows at its other end;
  * inside of strings, boundaries are left out where both lexers are in one (Pygments splits strings at escapes, format
    directives, variables, and plain scalars of YAML at white space); the first line of a heredoc counts as one;
  * code inside of a string that is one token for Pygments is not looked into, if both ends of the string agree;
  * directives and attributes that Pygments reads as one piece (`#include …`, `[Test]` of C#) are not looked into;
  * the brackets and `=` that Pygments takes into names of tags, attributes, sections and types (`<a`, `[int]`) are taken off;
  * what Lode reads as text (of markup) is compared by its ends only;
  * a number is one: `-1`, `1px`, `10u8` may be split or not;
  * words that are one keyword for Pygments (`double precision`, `pragma solidity`) may be several, if both ends agree;
  * names: Pygments joins qualified names in some languages (`a.b`, `@a`, `$x`, `Foo::Bar`): inside of a name of either
    lexer, places next to the characters `.:@$#&%*-?!/\\'` are left out.
Where Pygments is wrong by the language's own definition, the place is left out (`is_known_error`, which says why).
Files on which the other lexer itself reports more than one error in a thousand tokens are left out and counted.
"""

import argparse
import collections
import json
import os
import re
import subprocess

from pygments.lexers import get_lexer_by_name
from pygments.token import Comment, Error, Name, Number, String, Text, Token

import trees

LEXERS = {
    "objective-c": "objective-c", "visual-basic": "vb.net", "fixed-fortran": "fortranfixed",
    "dockerfile": "docker", "shell": "bash", "vue": "html", "tsx": "tsx",
    "jsx": "jsx", "protobuf": "protobuf", "terraform": "terraform", "php": "php", "sql": "sql", "pascal": "delphi", "matlab": "octave",
    "makefile": "make", "c": "c", "cpp": "cpp", "html": "html",
}
JOINED = set(b".:@$#&%*-?!/\\'~^`")


def pygments_tokens(name, text):
    """(start, end, role) in bytes, and the number of errors."""
    lexer = get_lexer_by_name(LEXERS.get(name, name), stripnl=False, ensurenl=False)
    # Some of its rules for comments need the line end.
    text = text if text.endswith("\n") else text + "\n"
    data = text.encode()
    at, tokens, errors = 0, [], 0
    previous = None
    for kind, value in lexer.get_tokens(text):
        start, at = at, at + len(value.encode())
        errors += kind in Error
        role = role_of(name, kind, value, previous == ("string", start))
        if value.strip() in ("\\", "`") and value.endswith("\n"):
            previous = (role, at)
            continue
        if name == "crystal" and kind in String.Interpol and value in ("{%", "%}", "{{", "}}"):
            # The marks of macros, which are outside of strings.
            role = "other"
        if role == "string":
            # Not stripped: white space is part of it.
            tokens.append((start, at, role))
            previous = (role, at)
            continue
        kept = value.strip()
        if role == "tag" and name == "ini":
            kept, role = kept.strip("[]"), "name"
            tokens += [(start, start + 1, "other"), (at - 1, at, "other")]
        elif role == "tag":
            for part in re.finditer(r"<[/?!]?|[/?]?>|[\[\]=]|[^\s<>\[\]=/?!]+(?:[/?!][^\s<>\[\]=/?!]+)*", value):
                from_, to = start + len(value[:part.start()].encode()), start + len(value[:part.end()].encode())
                tokens.append((from_, to, "name" if part.group()[0].isalnum() else "other"))
            previous = ("name", at)
            continue
        # A line that goes on is no token, whatever says so: a backslash, a backtick, the `&` of Fortran (2018 standard, 6.3.2.4),
        # the `...` of MATLAB ("Continue Long Statements on Multiple Lines"), which comes as three.
        line_end = at >= len(data) or data[at:at + 1].isspace()
        goes_on = kept == "\\" and line_end or kept == "&" and "fortran" in name and line_end
        goes_on = goes_on or name == "matlab" and kept == "." and b"..." in data[max(0, at - 3):at + 2]
        if kept and not goes_on:
            start += len(value[:value.index(kept)].encode())
            tokens.append((start, start + len(kept.encode()), role))
        previous = (role, at)
    return tokens, errors


def role_of(name, kind, value, after_string):
    if kind in String.Doc and (name == "powershell" or value.lstrip().startswith(("//", "/*", "#", "--", "{-", ";", "(*"))):
        return "comment"
    if kind in Comment.Preproc or kind in Comment.PreprocFile or kind in Comment.Hashbang:
        return "preprocessor"
    if kind in Comment:
        return "comment"
    if kind in Name.Attribute and value.startswith("[") and name != "ini":
        return "preprocessor"
    if kind in String and value.startswith("<<"):
        return "preprocessor"
    if name == "matlab" and kind is Text and value.strip():
        # The parameters of a function, as one piece.
        return "preprocessor"
    if kind in Name.Tag or kind in Name.Attribute and name != "ini" or value[:1] == "[" and value[-1:] == "]" and kind not in String:
        return "tag"
    if kind in String or kind in Token.Literal.Scalar:
        return "string"
    if kind in Name and after_string and (kind in Name.Variable or name == "scala"):
        return "string"
    if name == "yaml" and kind in Name.Constant:
        # Blocks of text.
        return "string"
    if kind in Number:
        return "number"
    if kind in Name or kind in Token.Keyword:
        return "name"
    return "text" if kind in Text else "other"


ROLES = {"Identifier": "name", "Keyword": "name", "Number": "number", "String": "string", "Character": "string",
         "Regex": "string", "Text": "text", "Punctuation": "other"}


def paint(size, tokens):
    """For each byte, what it is in: role and token number."""
    roles = bytearray(size)
    starts, ends = set(), set()
    index = {"other": 1, "name": 2, "number": 3, "string": 4, "text": 5, "comment": 6, "preprocessor": 7}
    for start, end, role in tokens:
        roles[start:end] = bytes([index[role]]) * (end - start)
        if role != "comment":
            starts.add(start)
            ends.add(end)
    return roles, starts | ends


def is_word(byte):
    return byte >= 128 or chr(byte).isalnum() or byte == 95


def is_known_error(name, source, at, is_ours, role, their_role):
    """Whether Pygments is wrong about the place by the language's definition; the roles are what both lexers take the bytes on
    both sides of it for, if that is the same."""
    left, right = source[at - 1:at], source[at:at + 1]
    if name in ("ocaml", "erlang") and not is_ours and left == b"_" and role == "name":
        # Names may begin with an underscore (OCaml manual 11.1, Erlang reference manual 8.1); Pygments splits after it.
        return True
    if name == "ocaml" and not is_ours and role == "string":
        # `{|…|}` and `{tag|…|tag}` are strings (OCaml manual 11.1), which Pygments does not know.
        return True
    if name == "ini" and not is_ours and role == "string":
        # A value is a text to the end of its line and of deeper lines after it, with or without quotes (configparser, "Supported
        # INI File Structure"); Pygments ends it at the second quote, and reads deeper lines as entries.
        return True
    if name == "shell" and is_ours and b">" in (left, right):
        # `>` ends a word, whatever is before it (POSIX 2.3, 2.10.1): Pygments reads `2>file` as one.
        return True
    if name in ("shell", "dockerfile", "makefile") and not is_ours and role == "string" and b"$" in (left, right):
        # A `$` before anything but a name, a bracket or a special parameter stands for itself (POSIX 2.6).
        return not re.match(rb"\$[\w({?@*#!$-]", source[at - (left == b"$"):at + 2])
    if name == "makefile" and not is_ours and role == "string":
        # Make knows no strings; the shell that runs recipes does. Pygments finds them in some places and not in others.
        return True
    if name == "makefile" and not is_ours and role == "name" and is_word(source[at - 1]) and is_word(source[at]):
        # Words end at white space (GNU make manual 8.1): Pygments reads digits in a list of them one by one.
        return True
    if name == "makefile" and is_ours and (their_role == "name" and re.search(rb"[$({})]", left + right) or b"," in (left, right)):
        # References to variables and calls are expanded wherever they are (GNU make manual 6.1, 8.1): Pygments reads a target with
        # some as one name, and recipes as shell commands.
        return True
    return False


def compare(name, source, ours, theirs):
    size = len(source)
    our_roles, our_bounds = paint(size, ours)
    their_roles, their_bounds = paint(size, theirs)
    preprocessor = [(s, e) for s, e, role in theirs if role == "preprocessor"]
    text = [(s, e) for s, e, role in ours if role == "text"]
    skip = bytearray(size + 1)
    for s, e in preprocessor:
        # Pygments reads directives as one piece.
        skip[s:e + 1] = b"\1" * (e + 1 - s)
    inside = bytearray(size + 1)
    for s, e, role in ours:
        if role == "string":
            inside[s + 1:e] = b"\1" * (e - s - 1)
            if source.startswith(b"<<", s):
                skip[s + 1:e] = b"\1" * (e - s - 1)
    for s, e, role in theirs:
        # A string with code inside, which Pygments does not look into there: both ends agree, and both are strings.
        if role == "string" and s in our_bounds and e in our_bounds and our_roles[s] == our_roles[e - 1] == 4:
            if b"{" in source[s:e] or b"$" in source[s:e]:
                skip[s + 1:e] = b"\1" * (e - s - 1)
    for s, e, role in theirs:
        if role == "name" and s in our_bounds and e in our_bounds and re.search(rb"\s", source[s:e]):
            skip[s + 1:e] = b"\1" * (e - s - 1)
    for s, e in text:
        if e - s > 1:
            skip[s + 1:e] = b"\1" * (e - s - 1)
    both = either = 0
    misses = []
    for at in sorted(our_bounds | their_bounds):
        if at in (0, size) or skip[at]:
            continue
        left, right = source[at - 1], source[at]
        left_roles = (our_roles[at - 1], their_roles[at - 1])
        right_roles = (our_roles[at], their_roles[at])
        if left_roles == (4, 4) and right_roles == (4, 4):
            continue
        if inside[at] and at not in our_bounds and {left_roles[1], right_roles[1]} <= {0, 4}:
            continue
        agreed = at in our_bounds and at in their_bounds
        roles = [{4: "string", 2: "name"}.get(painted[at], "") if painted[at - 1] == painted[at] else "" for painted in (our_roles, their_roles)]
        if not agreed and is_known_error(name, source, at, at in our_bounds, *roles):
            continue
        if not agreed:
            strings = 4 in left_roles or 4 in right_roles
            space = left in b" \t\r\n\f" or right in b" \t\r\n\f"
            quotes = left in b"\"'`" or right in b"\"'`"
            if not strings and not space and not is_word(left) and not is_word(right) and not quotes:
                continue
            if not strings and not space and (left in JOINED or right in JOINED):
                if set(left_roles + right_roles) <= {1, 2, 3, 5}:
                    continue
            if 3 in left_roles and 3 in left_roles + right_roles and not space and right in b"%" or set(left_roles + right_roles) == {3}:
                continue
            if left_roles[1] == 3 and right_roles[1] in (2, 3) and left_roles[0] == right_roles[0] == 3:
                continue
        either += 1
        both += agreed
        if not agreed:
            misses.append((at, at in our_bounds))
    return both, either, misses


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("folders", nargs="+")
    parser.add_argument("--language")
    parser.add_argument("--files", type=int, default=200)
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--largest", type=int, default=200_000)
    options = parser.parse_args()
    paths = []
    for folder in options.folders:
        for root, _, names in sorted(os.walk(folder)):
            for name in sorted(names):
                path = os.path.join(root, name)
                if os.path.isfile(path) and not os.path.islink(path) and 0 < os.path.getsize(path) <= options.largest:
                    paths.append(path)
    totals = collections.defaultdict(lambda: [0, 0, 0, 0, 0])
    shown = collections.Counter()
    for chunk in range(0, len(paths), 64):
        out = subprocess.run([options.program, *paths[chunk:chunk + 64]], stdout=subprocess.PIPE, check=True).stdout
        for line in out.splitlines():
            found = json.loads(line)
            name = found["language"]
            if name in ("svelte", "astro"):
                # Pygments has no lexer for these.
                continue
            total = totals[name]
            if options.language and name != options.language or total[0] >= options.files:
                continue
            source = open(found["path"], "rb").read()
            if source.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")) or b"\r" in source:
                # Pygments drops byte order marks and carriage returns: places would not be the same.
                continue
            try:
                text = source.decode("utf-8")
            except UnicodeDecodeError:
                text = source.decode("latin-1")
                source = text.encode()
                if len(source) != len(text):
                    continue
            theirs, errors = trees.tree_tokens(name, source) if name in trees.LANGUAGES else pygments_tokens(name, text)
            if errors > len(theirs) / 1000:
                total[4] += 1
                continue
            ours = [(start, end, ROLES[kind]) for kind, _, start, end in found["tokens"] if kind != "Layout"]
            both, either, misses = compare(name, source, ours, theirs)
            total[0] += 1
            total[1] += both
            total[2] += either
            for at, is_ours in misses[:4]:
                if shown[name] < options.show:
                    shown[name] += 1
                    around = source[max(0, at - 40):at] + b"\xe2\x80\xb8" + source[at:at + 30]
                    line = source.count(b"\n", 0, at) + 1
                    print(f"{name} {found['path']}:{line} {'ours' if is_ours else 'theirs'}: {around.decode('utf-8', 'replace')!r}")
    print(f"{'language':16} {'files':>6} {'boundaries':>11} {'agree':>8}  left out")
    for name, (files, both, either, _, left) in sorted(totals.items()):
        if files or left:
            print(f"{name:16} {files:6} {either:11} {100 * both / max(either, 1):7.2f}%  {left}")


main()
