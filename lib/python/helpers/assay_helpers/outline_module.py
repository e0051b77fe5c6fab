"""Outline of one module for prompts and cache keys: symbols, canonical hashes, and a hash of what it imports.

python -m assay_helpers.outline_module <project folder> <source root> <module path> <module name>
Prints one JSON object. Reads syntax only: nothing of the project is imported or run.
"""

import ast
import hashlib
import json
import os
import sys
import tokenize

from assay_helpers.canonical import canonical_hash, without_docstrings
from assay_helpers.project_imports import ProjectImports
from assay_helpers.symbol_context import ModuleNames

MAX_DEPENDENCIES = 2000
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_TOP_LEVEL = (*_FUNCTIONS, ast.ClassDef)
_BRANCHES = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.ExceptHandler, ast.IfExp)


def read_tree(path):
    """The file's syntax tree; raises SyntaxError, ValueError, RecursionError or MemoryError for hostile ones."""
    with tokenize.open(path) as file:
        return ast.parse(file.read())


def count_branches(node):
    """Places where the way through the code forks."""
    total = 0
    for child in ast.walk(node):
        if isinstance(child, _BRANCHES):
            total += 1
        elif isinstance(child, ast.BoolOp):
            total += len(child.values) - 1
        elif isinstance(child, ast.comprehension):
            total += 1 + len(child.ifs)
        elif type(child).__name__ == "match_case":
            total += 1
    return total


def signature_of(node):
    """The first line of a definition, without its body."""
    if isinstance(node, ast.ClassDef):
        bases = ", ".join(ast.unparse(base) for base in [*node.bases, *node.keywords])
        return f"class {node.name}({bases})" if bases else f"class {node.name}"
    word = "async def" if isinstance(node, ast.AsyncFunctionDef) else "def"
    returns = f" -> {ast.unparse(node.returns)}" if node.returns else ""
    return f"{word} {node.name}({ast.unparse(node.args)}){returns}"


def symbols_of(tree):
    """Top-level functions and classes, and the classes' methods, in source order."""
    names = ModuleNames(tree)
    for node in tree.body:
        if isinstance(node, _TOP_LEVEL):
            yield symbol_of(node, node.name, names.context_hash(node))
        if isinstance(node, ast.ClassDef):
            for method in node.body:
                if isinstance(method, _FUNCTIONS):
                    yield symbol_of(method, f"{node.name}.{method.name}", names.context_hash(method, node))


def symbol_of(node, qualified_name, context_hash):
    decorators = [decorator.lineno for decorator in node.decorator_list]
    return {
        "qualifiedName": qualified_name,
        "kind": "class" if isinstance(node, ast.ClassDef) else "function",
        "startLine": min([node.lineno, *decorators]),
        "endLine": node.end_lineno,
        "signature": signature_of(node),
        "branches": count_branches(node),
        "canonicalHash": canonical_hash(node),
        "contextHash": context_hash,
    }


def code_lines(tree):
    """Lines that hold code: the lines of all statements, nested ones included."""
    lines = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.expr):
            lines.update(range(node.lineno, node.end_lineno + 1))
        elif isinstance(node, ast.stmt):
            lines.add(node.lineno)
    return len(lines)


def file_hash(path):
    """Canonical hash of a dependency; of its bytes when it does not parse."""
    try:
        return canonical_hash(without_docstrings(read_tree(path)))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        with open(path, "rb") as file:
            return hashlib.sha256(file.read()).hexdigest()


def dependencies_hash(project, source_root, module_path, module_name, tree):
    """sha256 over all project files that the module loads, transitively, itself left out."""
    imports = ProjectImports(project, source_root)
    is_package = os.path.basename(module_path) == "__init__.py"
    waiting = imports.direct(tree, module_name, is_package)
    seen = {os.path.normpath(module_path)}
    hashes = []
    while waiting and len(seen) < MAX_DEPENDENCIES:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        full = os.path.join(project, path)
        hashes.append(f"{path} {file_hash(full)}")
        try:
            waiting += imports.direct(read_tree(full), *imports.name_of(path))
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
    return hashlib.sha256("\n".join(sorted(hashes)).encode()).hexdigest()


def outline(project, source_root, module_path, module_name):
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    try:
        tree = read_tree(os.path.join(project, module_path))
        compile(tree, module_path, "exec", dont_inherit=True)
    except SyntaxError as error:
        return unreadable(version, error.lineno or 1, error.offset or 0, error.msg or "invalid syntax")
    except (ValueError, RecursionError, MemoryError) as error:
        return unreadable(version, 1, 0, f"{type(error).__name__}: {error}")
    dependencies = dependencies_hash(project, source_root, module_path, module_name, tree)
    lines = code_lines(tree)
    without_docstrings(tree)
    return {
        "pythonVersion": version,
        "canonicalHash": canonical_hash(tree),
        "dependenciesHash": dependencies,
        "symbols": list(symbols_of(tree)),
        "branches": count_branches(tree),
        "codeLines": lines,
        "syntaxError": None,
    }


def unreadable(version, line, column, message):
    nothing = hashlib.sha256(b"").hexdigest()
    return {
        "pythonVersion": version,
        "canonicalHash": nothing,
        "dependenciesHash": nothing,
        "symbols": [],
        "branches": 0,
        "codeLines": 0,
        "syntaxError": {"line": line, "column": column, "message": message},
    }


if __name__ == "__main__":
    print(json.dumps(outline(*sys.argv[1:5])))
