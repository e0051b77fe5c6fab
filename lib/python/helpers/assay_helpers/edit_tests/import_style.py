"""One style for the imports at the head of a merged file: grouped and sorted as isort does, the module under test once."""

import ast
import sys

IMPORTS = (ast.Import, ast.ImportFrom)
FUTURE, STANDARD, THIRD_PARTY, FIRST_PARTY = range(4)


def in_one_style(source, module):
    """`module`: dotted name of the module under test, or None. What cannot be rewritten safely stays as it is."""
    source = calling_by_module(source, module) if module else source
    tree = ast.parse(source)
    nodes = head_imports(tree)
    lines = source.split("\n")
    if not nodes:
        return source
    first, last = nodes[0].lineno - 1, nodes[-1].end_lineno
    # A comment among imports has its place, and two statements on a line have theirs.
    if any("#" in line or ";" in line for line in lines[first:last]):
        return source
    after = last
    while after < len(lines) and not lines[after].strip():
        after += 1
    above = [""] if first and lines[first - 1].strip() else []
    return "\n".join(lines[:first] + above + grouped(nodes, module) + ["", ""] + lines[after:])


def head_imports(tree):
    """The unbroken run of imports at the top, below the docstring."""
    found = []
    for index, node in enumerate(tree.body):
        if isinstance(node, IMPORTS):
            found.append(node)
        elif found or not (index == 0 and isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
            break
    return found


def grouped(nodes, module):
    sections = {section: ({}, {}) for section in range(4)}
    for node in nodes:
        if isinstance(node, ast.Import):
            for alias in node.names:
                plain = sections[section_of(alias.name, module)][0]
                plain[(alias.name, alias.asname or "")] = f"import {written(alias)}"
            continue
        name = "." * node.level + (node.module or "")
        members = sections[section_of(name, module)][1].setdefault(name, {})
        members.update({(alias.name, alias.asname or ""): alias for alias in node.names})
    blocks = []
    for plain, members in sections.values():
        lines = [plain[key] for key in sorted(plain, key=lambda key: (key[0].lower(), key))]
        for name in sorted(members, key=lambda name: (name.lower(), name)):
            lines += from_lines(name, [members[name][key] for key in sorted(members[name], key=by_kind)])
        if lines:
            blocks.append("\n".join(lines))
    return "\n\n".join(blocks).split("\n")


def by_kind(key):
    """Constants, then classes, then all others, as isort sorts members."""
    name, asname = key
    kind = 0 if name.isupper() and len(name) > 1 else 1 if name[:1].isupper() else 2
    return kind, name.lower(), name, asname


def from_lines(name, aliases):
    """What is imported under its own name on one line, each renamed member on its own."""
    plain = [alias.name for alias in aliases if alias.asname is None]
    lines = [f"from {name} import {written(alias)}" for alias in aliases if alias.asname is not None]
    if plain:
        line = f"from {name} import {', '.join(plain)}"
        wrapped = [f"from {name} import ("] + [f"    {each}," for each in plain] + [")"]
        lines = ([line] if len(line) <= 88 else wrapped) + lines
    return lines


def written(alias):
    return alias.name if alias.asname is None else f"{alias.name} as {alias.asname}"


def section_of(name, module):
    top = name.split(".")[0]
    if top == "__future__":
        return FUTURE
    if top == "" or (module and top == module.split(".")[0]):
        return FIRST_PARTY
    standard = getattr(sys, "stdlib_module_names", None) or sys.builtin_module_names
    return STANDARD if top in standard else THIRD_PARTY


def calling_by_module(source, module):
    """Where the file imports the module itself, its members are called by it and not imported a second time."""
    tree = ast.parse(source)
    alias = module_alias(tree, module)
    nodes = [node for node in head_imports(tree) if isinstance(node, ast.ImportFrom)
             and node.level == 0 and node.module == module]
    members = {each.asname or each.name: each.name for node in nodes for each in node.names}
    if alias is None or not members or "*" in members or not is_safe(tree, {alias, *members}, nodes):
        return source
    lines = [line.encode() for line in source.split("\n")]
    uses = [node for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id in members]
    for node in sorted(uses, key=lambda node: (node.lineno, node.col_offset), reverse=True):
        line = lines[node.lineno - 1]
        new = f"{alias}.{members[node.id]}".encode()
        lines[node.lineno - 1] = line[:node.col_offset] + new + line[node.col_offset + len(node.id.encode()):]
    for node in sorted(nodes, key=lambda node: node.lineno, reverse=True):
        del lines[node.lineno - 1:node.end_lineno]
    return b"\n".join(lines).decode()


def module_alias(tree, module):
    """The name that the file's imports give to the module; None: it has none, or a dotted one."""
    parent, _, last = module.rpartition(".")
    for node in head_imports(tree):
        for alias in node.names:
            if isinstance(node, ast.Import) and alias.name == module and (alias.asname or not parent):
                return alias.asname or module
            if isinstance(node, ast.ImportFrom) and node.level == 0 and node.module == parent and alias.name == last:
                return alias.asname or last
    return None


def is_safe(tree, names, own_imports):
    """Whether these names mean the imported things everywhere, and each use can be found in the text."""
    own = {id(alias) for node in own_imports for alias in node.names}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id in names and not isinstance(node.ctx, ast.Load):
            return False
        if getattr(node, "arg", None) in names and isinstance(node, ast.arg):
            return False
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.ExceptHandler)) and node.name in names:
            return False
        if isinstance(node, (ast.Global, ast.Nonlocal)) and names & set(node.names):
            return False
        # Before Python 3.12 a name within an f-string has no place of its own.
        if isinstance(node, ast.JoinedStr) and any(isinstance(part, ast.Name) and part.id in names for part in ast.walk(node)):
            return False
    elsewhere = [alias for node in ast.walk(tree) if isinstance(node, IMPORTS) and node not in head_imports(tree)
                 for alias in node.names if id(alias) not in own]
    return not any((alias.asname or alias.name) in names for alias in elsewhere)
