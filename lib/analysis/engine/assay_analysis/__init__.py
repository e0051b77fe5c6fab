"""Static analysis of Python for Assay: standard library only, deterministic, made for foreign code."""

import ast

# Syntax that the interpreter is too old for: no tree of its holds any, and asking for it is no error.
NEWER_SYNTAX = ("Match", "match_case", "MatchAs", "MatchOr", "MatchValue", "TryStar")
for _name in NEWER_SYNTAX:
    if not hasattr(ast, _name):
        setattr(ast, _name, type(_name, (ast.AST,), {}))
