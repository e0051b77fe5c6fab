"""Removes tests from a file."""

import ast

from assay_helpers.edit_tests.source_text import first_line, with_comments_above
from assay_helpers.list_tests import list_tests


def drop_tests(source, ids):
    """The source without these tests; an id of one case (`test_a[1]`) stands for the whole test."""
    unwanted = {each.partition("[")[0] for each in ids}
    tree = ast.parse(source)
    nodes = [node for name, node in list_tests(tree) if name in unwanted]
    nodes = with_emptied_classes(tree, nodes)
    lines = source.split("\n")
    for node in sorted(nodes, key=first_line, reverse=True):
        remove(lines, node)
    while len(lines) > 1 and not lines[-1].strip():
        lines.pop()
    return "\n".join(lines) + "\n"


def with_emptied_classes(tree, nodes):
    """A class that would be left with nothing but its docstring goes as a whole."""
    gone = {id(node) for node in nodes}
    for statement in tree.body:
        if not isinstance(statement, ast.ClassDef) or not any(id(member) in gone for member in statement.body):
            continue
        if all(id(member) in gone or is_filler(member) for member in statement.body):
            members = {id(member) for member in statement.body}
            nodes = [node for node in nodes if id(node) not in members] + [statement]
    return nodes


def is_filler(node):
    return isinstance(node, ast.Pass) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))


def remove(lines, node):
    """Takes the statement out with its comments above and the blank lines below it."""
    start = with_comments_above(lines, first_line(node), 1) - 1
    end = node.end_lineno
    while end < len(lines) and not lines[end].strip():
        end += 1
    removed_to_block_end = end == len(lines) or indentation(lines[end]) < node.col_offset
    blank_lines = lines[node.end_lineno:end] if removed_to_block_end else []
    while removed_to_block_end and start > 0 and not lines[start - 1].strip():
        start -= 1
    lines[start:end] = blank_lines


def indentation(line):
    return len(line) - len(line.lstrip())
