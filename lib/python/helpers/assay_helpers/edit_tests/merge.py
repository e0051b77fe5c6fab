"""Joins two test files: imports united, equal parts once, clashing names of the second renamed."""

import ast

from assay_helpers.edit_tests.imports import bound_names, missing_imports
from assay_helpers.edit_tests.import_style import in_one_style
from assay_helpers.edit_tests.rename import rename_in_statement
from assay_helpers.edit_tests.source_text import statement_text

IMPORTS = (ast.Import, ast.ImportFrom)


def merge_tests(first, second, module=None):
    """All of the first file, then what the second adds, with imports in one style; and the new names of the second's
    parts. `module`: dotted name of the module under test."""
    first_tree, second_tree = ast.parse(first), ast.parse(second)
    taken = top_level_definitions(first_tree)
    second_lines = second.split("\n")
    statements = [node for node in without_docstring(second_tree.body) if not isinstance(node, IMPORTS)]
    reserved = all_names(first_tree, second_tree)
    new_imports, renames = missing_imports(first_tree, second_tree, reserved)
    statements, renames = unknown_statements(statements, taken, renames, reserved)
    blocks = []
    previous_end = 0
    for node in statements:
        blocks.append(rename_in_statement(node, statement_text(second_lines, node, previous_end + 1), renames))
        previous_end = node.end_lineno
    merged = insert_imports(first, first_tree, new_imports).rstrip("\n")
    source = "\n\n\n".join([merged, *join_small(statements, blocks)]).lstrip("\n") + "\n"
    return {"source": in_one_style(source, module), "renamed": renames}


def unknown_statements(statements, taken, renames, reserved):
    """What the first file lacks, and all new names. A part that is written alike but uses something renamed is
    another part: the same test of another helper, say."""
    while True:
        unknown = [node for node in statements if not is_known(node, taken) or all_names(node) & set(renames)]
        found = clashes(unknown, taken, renames, reserved)
        if not found:
            return unknown, renames
        renames = {**renames, **found}


def without_docstring(body):
    is_docstring = body and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant)
    return body[1:] if is_docstring else body


def top_level_definitions(tree):
    """Name: how it is defined; names that are only bound somehow stand for None."""
    found = {}
    for node in tree.body:
        for name in bound_names(node):
            found[name] = ast.dump(node) if not isinstance(node, IMPORTS) else None
    return found


def is_known(node, taken):
    """The first file has the same definition already, or it is a bare expression like `pytest.main()`."""
    names = bound_names(node)
    return bool(names) and all(taken.get(name) == ast.dump(node) for name in names)


def clashes(statements, taken, renames, reserved):
    """New names for what the second file defines under a name that the first uses differently."""
    reserved = reserved | set(renames.values())
    found = {}
    for node in statements:
        for name in bound_names(node):
            if name in taken and name not in renames and name not in found:
                found[name] = free_name(name, reserved)
                reserved.add(found[name])
    return found


def free_name(name, reserved):
    number = 2
    while f"{name}_{number}" in reserved:
        number += 1
    return f"{name}_{number}"


def all_names(*trees):
    names = set()
    for tree in trees:
        for node in ast.walk(tree):
            names.update(
                value for value in (getattr(node, "id", None), getattr(node, "name", None), getattr(node, "arg", None))
                if isinstance(value, str)
            )
    return names


def insert_imports(source, tree, new_imports):
    """Adds import lines below the imports of the file, `from __future__` ones above all others."""
    if not new_imports:
        return source
    lines = source.rstrip("\n").split("\n") if source.strip() else []
    future = [line for line in new_imports if line.startswith("from __future__")]
    others = [line for line in new_imports if line not in future]
    top = head_end(tree, lambda node: False)
    below = head_end(tree, lambda node: isinstance(node, IMPORTS))
    # A file that began without imports needs room between them and its code.
    room = ["", ""] if below == top and below < len(lines) and lines[below].strip() else []
    return "\n".join([*lines[:top], *future, *lines[top:below], *others, *room, *lines[below:]]) + "\n"


def head_end(tree, belongs):
    """Number of lines up to the end of the docstring and of the statements after it that belong to the head."""
    end = 0
    for index, node in enumerate(tree.body):
        is_docstring = index == 0 and isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        if not is_docstring and not belongs(node):
            break
        end = node.end_lineno
    return end


def join_small(statements, blocks):
    """Functions and classes stand alone; neighbouring small statements stay together."""
    joined = []
    previous_small = False
    for node, block in zip(statements, blocks):
        small = not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))
        if small and previous_small:
            joined[-1] += "\n" + block
        else:
            joined.append(block)
        previous_small = small
    return joined
