#!/usr/bin/env python3
"""Compares the functions that Lode recognises with those of real parsers. For development only; needs
`pip install "tree-sitter-language-pack<0.10" tree-sitter`; Python's own `ast` reads Python.

    bench/duplicates/lexers/functions.py target/release/examples/tokens FOLDER... [--language NAME] [--files 200] [--show 10]

What counts is what `languages::functions` documents: functions with a body and a name of their own, or that are bound to a
name. A function is the same if it ends at the same byte; in languages where the parsers take something in after the end, or
read each clause apart (`BY_NAME`), if its name begins on the same line. Files that the parser finds errors in are left out and counted.
"""

import argparse
import ast
import collections
import json
import os
import re
import subprocess

from tree_sitter_language_pack import get_parser

PLAIN = {
    "c": {"function_definition"}, "cpp": {"function_definition"}, "objective-c": {"function_definition", "method_definition"},
    "java": {"method_declaration", "constructor_declaration"},
    "csharp": {"method_declaration", "constructor_declaration", "local_function_statement", "operator_declaration",
               "destructor_declaration", "conversion_operator_declaration"},
    "go": {"function_declaration", "method_declaration"}, "rust": {"function_item"},
    "kotlin": {"function_declaration"}, "scala": {"function_definition"},
    "swift": {"function_declaration", "init_declaration"},
    "php": {"function_definition", "method_declaration"}, "ruby": {"method", "singleton_method"},
    "lua": {"function_declaration"},
    "solidity": {"function_definition", "constructor_definition", "modifier_definition"},
    "bash": {"function_definition"}, "dart": {"function_body"}, "perl": {"subroutine_declaration_statement"},
    "javascript": {"function_declaration", "generator_function_declaration", "method_definition"},
}
for name in ("typescript", "tsx", "jsx"):
    PLAIN[name] = PLAIN["javascript"]
VALUES = {"arrow_function", "function_expression", "generator_function"}
BINDERS = {"variable_declarator": "value", "assignment_expression": "right", "pair": "value", "field_definition": "value",
           "public_field_definition": "value", "assignment_pattern": "right"}
GRAMMARS = {"shell": "bash", "objective-c": "objc", "jsx": "javascript", "fixed-fortran": "fortran"}
ANY_BODY = {"rust", "ruby", "lua", "bash", "perl", "scala"}


def has_body(name, node):
    if name in ANY_BODY or name == "shell":
        return name not in ("scala",) or node.child_by_field_name("body") is not None
    if node.child_by_field_name("body") is not None:
        return True
    return any(child.type in ("function_body", "block", "compound_statement", "body", "arrow_expression_clause") for child in node.children)


def last_end(node):
    """Where the last token ends: some grammars take comments and line ends after it in."""
    while node.children:
        kept = [child for child in node.children if "comment" not in child.type and child.end_byte > child.start_byte]
        if not kept:
            return node.end_byte
        node = kept[-1]
    return node.end_byte


def by_parser(name, source):
    tree = get_parser(GRAMMARS.get(name, name)).parse(source)
    if tree.root_node.has_error:
        return None
    found, stack = set(), [tree.root_node]
    wanted = PLAIN[GRAMMARS.get(name, name) if name == "shell" else name]
    while stack:
        node = stack.pop()
        stack.extend(node.children)
        if node.type in wanted and has_body(name, node):
            end = last_end(node)
            found.add((end, node.start_point[0] + 1))
        elif name == "lua" and node.type == "function_definition":
            holder = node.parent.parent if node.parent.type == "expression_list" else node.parent
            if holder.type in ("assignment_statement", "field"):
                found.add((node.end_byte, node.start_point[0] + 1))
        elif node.type in VALUES and PLAIN.get(name) is PLAIN["javascript"]:
            parent = node.parent
            binder = BINDERS.get(parent.type)
            bound = binder and parent.child_by_field_name(binder) == node
            if bound and parent.type == "assignment_expression":
                bound = parent.child_by_field_name("left").type in ("identifier", "member_expression")
            if node.child_by_field_name("name") is not None or bound:
                found.add((node.end_byte, node.start_point[0] + 1))
    return found


def by_ast(source):
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return None
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    return {(starts[node.end_lineno - 1] + node.end_col_offset, node.lineno)
            for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))}


def holds(node, *types):
    return any(child.type in types for child in node.children)


def field(node, *names):
    return next((found for found in map(node.child_by_field_name, names) if found), None)


def of_ocaml(node):
    if node.type == "method_definition":
        return node if field(node, "body") or holds(node, "=") else None
    if node.type != "let_binding" or not field(node, "pattern") or field(node, "pattern").type not in ("value_name", "parenthesized_operator"):
        return None
    value = field(node, "body")
    return node if holds(node, "parameter") or value and value.type in ("fun_expression", "function_expression") else None


def of_r(node):
    value = node.type == "binary_operator" and field(node, "rhs")
    bound = value and value.type == "function_definition" and field(node, "operator").type in ("<-", "<<-", "=")
    return field(node, "lhs") if bound else None


def of_fsharp(node):
    if node.type == "function_declaration_left":
        return node
    return node if node.type == "method_or_prop_defn" else None


def in_interface(node):
    while node := node.parent:
        if node.type == "interface":
            return True
    return False


# What of the tree is a function: its node, or that of its name.
BY_NAME = {
    "haskell": lambda node: node if node.type == "function" and node.parent.type not in ("type", "signature") and field(node, "name", "match") else None,
    "ocaml": of_ocaml,
    "r": of_r,
    "fsharp": of_fsharp,
    "pascal": lambda node: node if node.type == "defProc" and field(node, "body") else None,
    "fortran": lambda node: node if node.type in ("subroutine", "function", "module_procedure") and not in_interface(node) else None,
    "fixed-fortran": lambda node: node if node.type in ("subroutine", "function") and not in_interface(node) else None,
    "matlab": lambda node: field(node, "name") if node.type == "function_definition" else None,
    "erlang": lambda node: node if node.type == "fun_decl" else None,
    "nim": lambda node: node if node.type in ("proc_declaration", "func_declaration", "method_declaration", "iterator_declaration", "converter_declaration", "macro_declaration", "template_declaration") and field(node, "body") else None,
}
CLAUSES = {"haskell", "erlang"}


def by_name(name, source):
    """Lines on which functions begin."""
    tree = get_parser(GRAMMARS.get(name, name)).parse(source)
    if tree.root_node.has_error:
        return None
    found, stack, last = [], [tree.root_node], None
    while stack:
        node = stack.pop()
        stack.extend(reversed(node.children))
        function = BY_NAME[name](node)
        if function:
            label = re.match(rb"[\w']*", source[function.start_byte:function.end_byte]).group()
            before = node.prev_sibling
            while before and ("comment" in before.type or before.type in (";", "haddock")):
                before = before.prev_sibling
            clause = name in CLAUSES and before and before == last and label == last_label
            if not clause:
                found.append(function.start_point[0] + 1)
            last, last_label = node, label
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("folders", nargs="+")
    parser.add_argument("--language")
    parser.add_argument("--files", type=int, default=200)
    parser.add_argument("--show", type=int, default=0)
    options = parser.parse_args()
    paths = [os.path.join(root, name) for folder in options.folders for root, _, names in sorted(os.walk(folder))
             for name in sorted(names)]
    totals = collections.defaultdict(lambda: [0, 0, 0, 0, 0])
    shown = collections.Counter()
    for chunk in range(0, len(paths), 64):
        out = subprocess.run([options.program, *paths[chunk:chunk + 64]], stdout=subprocess.PIPE, check=True).stdout
        for line in out.splitlines():
            found = json.loads(line)
            name = found["language"]
            total = totals[name]
            if options.language and name != options.language or total[0] >= options.files:
                continue
            if name != "python" and name != "shell" and name not in PLAIN and name not in BY_NAME:
                continue
            source = open(found["path"], "rb").read()
            if b"\r" in source or b"\f" in source:
                continue
            if name in BY_NAME:
                lines = by_name(name, source)
                theirs = None if lines is None else {(line, line) for line in lines}
            else:
                theirs = by_ast(source) if name == "python" else by_parser(name, source)
            if theirs is None:
                total[4] += 1
                continue
            ours = {(end, 0): label for label, _, end in found["functions"]}
            if name in BY_NAME:
                ours = {(source.count(b"\n", 0, source.find(label.encode(), start)) + 1, 0): label for label, start, _ in found["functions"]}
            our_ends, their_ends = collections.Counter(end for end, _ in ours), collections.Counter(end for end, _ in theirs)
            total[0] += 1
            total[1] += len(theirs)
            total[2] += sum((our_ends - their_ends).values())
            total[3] += sum((their_ends - our_ends).values())
            for what, ends in (("missed", their_ends - our_ends), ("invented", our_ends - their_ends)):
                for end in list(ends)[:3]:
                    if shown[name] < options.show:
                        shown[name] += 1
                        line = end if name in BY_NAME else source.count(b"\n", 0, end - 1) + 1
                        print(f"{name} {found['path']}:{line} {what} {ours.get((end, 0), [n for e, n in theirs if e == end])}")
    print(f"{'language':14} {'files':>6} {'functions':>10} {'invented':>9} {'missed':>7}  left out")
    for name, (files, functions, invented, missed, left) in sorted(totals.items()):
        if files or left:
            print(f"{name:14} {files:6} {functions:10} {invented:9} {missed:7}  {left}")


main()
