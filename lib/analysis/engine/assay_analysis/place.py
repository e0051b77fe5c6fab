"""Where a node stands in the text, and what it is called when lines no longer matter."""

import ast
import hashlib

COMPOUND = (
    ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.For, ast.AsyncFor, ast.While, ast.If, ast.With, ast.AsyncWith,
    ast.Try, ast.Match, ast.ExceptHandler,
)
BODIES = ("body", "orelse", "finalbody", "handlers", "cases")


def range_of(module, node):
    """Lines 1-based and inclusive, columns in characters. Of a compound statement only its head: up to its first body."""
    start_line, start_column = node.lineno, node.col_offset
    end_line, end_column = node.end_lineno, node.end_col_offset
    if isinstance(node, COMPOUND):
        end_line, end_column = head_end(module, node)
    return {
        "startLine": start_line,
        "startColumn": characters(module, start_line, start_column),
        "endLine": end_line,
        "endColumn": characters(module, end_line, end_column),
    }


def head_end(module, node):
    """End of the last expression of the head, or of its first line: `class A(B)`, `for x in y`, `try`."""
    inner = [child for field, value in ast.iter_fields(node) if field not in BODIES and field != "decorator_list"
             for child in (value if isinstance(value, list) else [value]) if isinstance(child, ast.AST)]
    ends = [(part.end_lineno, part.end_col_offset) for child in inner for part in ast.walk(child) if hasattr(part, "end_lineno")]
    text = module.lines[node.lineno - 1].rstrip("\r\n").rstrip()
    # A body on the same line stays out of the head.
    first = next((body[0] for body in (getattr(node, field, None) for field in BODIES) if body), None)
    line_end = len(text.encode("utf-8", "surrogatepass"))
    if first is not None and first.lineno == node.lineno:
        line_end = min(line_end, first.col_offset)
    return max([(node.lineno, line_end), *ends])


def characters(module, line, byte_column):
    text = module.lines[line - 1] if line <= len(module.lines) else ""
    return len(text.encode("utf-8", "surrogatepass")[:byte_column].decode("utf-8", "replace"))


def quote_of(module, place):
    """The text at a range."""
    lines = module.lines[place["startLine"] - 1 : place["endLine"]]
    if not lines:
        return ""
    lines[-1] = lines[-1][: place["endColumn"]]
    lines[0] = lines[0][place["startColumn"] :]
    return "".join(lines)


def normalised(node):
    """The node's syntax without places; of a compound statement only its head, so that an edit of its body is no change."""
    if not isinstance(node, COMPOUND):
        return ast.dump(node)
    head = [(field, value) for field, value in ast.iter_fields(node) if field not in (*BODIES, "decorator_list")]
    return type(node).__name__ + ";".join(f"{field}={dump(value)}" for field, value in head)


def dump(value):
    if isinstance(value, ast.AST):
        return ast.dump(value)
    if isinstance(value, list):
        return ",".join(dump(part) for part in value)
    return repr(value)


def fingerprints(path, rule, qualified_name, syntax, ordinal):
    """(with the path, without it): sha256 over what a person would call the same thing after an edit elsewhere."""
    moved = "\0".join([rule, qualified_name, syntax, str(ordinal)])
    return tuple(
        hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest() for text in (f"{path}\0{moved}", moved)
    )
