"""Patches of single calls that change nothing else."""

import ast


def keyword_fix(call, name, text):
    """Sets a keyword of the call, or adds it at its end; None where the call's text is not all in one line."""
    node, lines = call.node, call.frame.module.lines
    if call.frame.site is not None or inside_fstring(call):
        return None
    for keyword in node.keywords:
        if keyword.arg == name:
            return edit(lines, keyword.value, text) if keyword.value.lineno == keyword.value.end_lineno else None
    if any(keyword.arg is None for keyword in node.keywords) or node.lineno != node.end_lineno:
        return None
    line = lines[node.end_lineno - 1].encode()
    end = node.end_col_offset - 1
    before = line[:end].rstrip()
    separator = b"" if before.endswith(b"(") else b" " if before.endswith(b",") else b", "
    changed = before + separator + f"{name}={text}".encode() + line[end:]
    return [{"startLine": node.lineno, "endLine": node.lineno, "replacement": changed.decode()}]


def replace_call_fix(call, method):
    """`x.load(data, …)` becomes `x.safe_load(data)`; None where it is written in another way."""
    node, lines = call.node, call.frame.module.lines
    simple = isinstance(node.func, ast.Attribute) and len(node.args) >= 1 and node.lineno == node.end_lineno
    if not simple or call.frame.site is not None or inside_fstring(call):
        return None
    line = lines[node.lineno - 1].encode()
    owner = line[node.func.value.col_offset : node.func.value.end_col_offset]
    argument = line[node.args[0].col_offset : node.args[0].end_col_offset]
    changed = line[: node.col_offset] + owner + f".{method}(".encode() + argument + b")" + line[node.end_col_offset :]
    return [{"startLine": node.lineno, "endLine": node.lineno, "replacement": changed.decode()}]


def edit(lines, node, text):
    line = lines[node.lineno - 1].encode()
    changed = line[: node.col_offset] + text.encode() + line[node.end_col_offset :]
    return [{"startLine": node.lineno, "endLine": node.lineno, "replacement": changed.decode()}]


def inside_fstring(call):
    """Places in f-strings are not exact in older versions of Python."""
    return any(isinstance(outer, ast.JoinedStr) for outer in call.frame.module.ancestors(call.node))
