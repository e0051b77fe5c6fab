"""Hashes of code by meaning: comments, whitespace and docstrings leave no trace in them."""

import ast
import hashlib

_WITH_DOCSTRING = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def without_docstrings(tree):
    """Removes every docstring from the tree, in place, and returns it."""
    for node in ast.walk(tree):
        if isinstance(node, _WITH_DOCSTRING) and ast.get_docstring(node, clean=False) is not None:
            del node.body[0]
    return tree


def canonical_hash(*nodes):
    """sha256 over the nodes' syntax, in order; expects trees without docstrings."""
    digest = hashlib.sha256()
    for node in nodes:
        digest.update(ast.dump(node).encode("utf-8", "backslashreplace"))
        digest.update(b"\n")
    return digest.hexdigest()
