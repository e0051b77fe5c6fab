"""Imports of two files made one."""

import ast


def bound_names(node):
    """Names that a top-level statement defines."""
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return [node.name]
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        return [bound_by_alias(node, alias) for alias in node.names if alias.name != "*"]
    if isinstance(node, (ast.Assign, ast.AnnAssign, ast.AugAssign)):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        return [part.id for target in targets for part in ast.walk(target) if isinstance(part, ast.Name)]
    return []


def bound_by_alias(node, alias):
    if alias.asname is not None:
        return alias.asname
    return alias.name.split(".")[0] if isinstance(node, ast.Import) else alias.name


def missing_imports(first, second, reserved):
    """Import lines that the first file lacks, and new names for those that clash with names it has."""
    known = {origin for node in imports_of(first) for origin in origins(node)}
    taken = {name for node in first.body for name in bound_names(node)}
    lines, renames = [], {}
    for node in imports_of(second):
        for alias, origin in zip(node.names, origins(node)):
            name = bound_by_alias(node, alias)
            if origin in known:
                continue
            known.add(origin)
            # `import a.b` after `import a.c` binds the same `a`.
            same_package = isinstance(node, ast.Import) and alias.asname is None and ("", name) in packages(first)
            if name in taken and not same_package:
                renames[name] = free_alias(name, reserved | set(renames.values()))
                lines.append(import_line(node, alias, renames[name]))
            else:
                lines.append(import_line(node, alias, alias.asname))
    return lines, renames


def imports_of(tree):
    return [node for node in tree.body if isinstance(node, (ast.Import, ast.ImportFrom))]


def origins(node):
    """What each alias of an import means, independent of how the statement is written."""
    if isinstance(node, ast.Import):
        return [("import", alias.name, alias.asname) for alias in node.names]
    module = "." * node.level + (node.module or "")
    return [(module, alias.name, alias.asname) for alias in node.names]


def packages(tree):
    return {
        ("", alias.name.split(".")[0])
        for node in imports_of(tree) if isinstance(node, ast.Import)
        for alias in node.names if alias.asname is None
    }


def import_line(node, alias, name):
    suffix = f" as {name}" if name is not None else ""
    if isinstance(node, ast.Import):
        return f"import {alias.name}{suffix}"
    return f"from {'.' * node.level}{node.module or ''} import {alias.name}{suffix}"


def free_alias(name, reserved):
    number = 2
    while f"{name}_{number}" in reserved:
        number += 1
    return f"{name}_{number}"
