"""Where a node stands in the text, and what it is called when lines no longer matter."""

import ast
import hashlib
from collections import defaultdict

COMPOUND = (
    ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.For, ast.AsyncFor, ast.While, ast.If, ast.With, ast.AsyncWith,
    ast.Try, ast.Match, ast.ExceptHandler,
)
BODIES = ("body", "orelse", "finalbody", "handlers", "cases")
# Python refuses to write longer integers in decimals, from 640 digits on where it is set up so; hexadecimals it always writes.
MOST_DECIMAL_BITS = 2_000


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
    # A case has no place of its own and never stands on the head's line.
    if getattr(first, "lineno", None) == node.lineno:
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


def name_all(module, pointed_at, numbers=None):
    """For each (rule, node), in the order of the text, {qualifiedName, subject, fingerprint, movedFingerprint}; the same pair
    has the same names however often it is there. What is otherwise the same in one function is told apart by its number, out of how
    many: when a twin comes or goes nobody can say which of them was dismissed, and so neither counts as dismissed. `numbers`
    has them by node where not all that a rule says is pointed at; else twins are counted among the pairs."""
    twins = defaultdict(list)
    described = {}
    for rule, node in pointed_at:
        if (rule, node) not in described:
            described[(rule, node)] = alike = (rule, module.qualified_name(node), normalised(node))
            twins[alike].append(node)
    names = {}
    for (rule, node), alike in described.items():
        ordinal = numbers[node] if numbers else f"{twins[alike].index(node)}/{len(twins[alike])}"
        fingerprint, moved = fingerprints(module.path, *alike, ordinal)
        names[(rule, node)] = {
            "qualifiedName": alike[1], "subject": subject_of(module, node),
            "fingerprint": fingerprint, "movedFingerprint": moved,
        }
    return [names[pair] for pair in pointed_at]


def subject_of(module, node):
    """Dotted name of what is called there, `.name` for a method of whatever; empty: it is no call."""
    while isinstance(node, (ast.Expr, ast.Return, ast.Assign, ast.AnnAssign, ast.Await)):
        node = node.value
    if not isinstance(node, ast.Call):
        return ""
    method = f".{node.func.attr}" if isinstance(node.func, ast.Attribute) else ""
    return module.resolve(node.func) or method


def normalised(node):
    """The node's syntax without places; of a compound statement only its head, so that an edit of its body is no change. The
    same in all versions of Python: `ast.dump` is not, and a new interpreter must not forget what people said."""
    parts = []
    write_syntax(node, parts, (*BODIES, "decorator_list") if isinstance(node, COMPOUND) else ())
    return "".join(parts)


def is_written(field, part, left_out):
    return not (field in left_out or field in ("ctx", "kind") or part is None and field != "value" or part == [])


def write_syntax(value, parts, left_out=()):
    """What is empty is not written: newer versions add fields that older ones do not have."""
    if isinstance(value, ast.AST):
        parts.append(type(value).__name__ + "(")
        for field, part in ast.iter_fields(value):
            if not is_written(field, part, left_out):
                continue
            parts.append(field + "=")
            write_syntax(part, parts)
            parts.append(",")
        parts.append(")")
    elif isinstance(value, list):
        parts.append("[")
        for part in value:
            write_syntax(part, parts)
            parts.append(",")
        parts.append("]")
    elif isinstance(value, int) and value.bit_length() > MOST_DECIMAL_BITS:
        parts.append(hex(value))
    else:
        parts.append(repr(value))


def fingerprints(path, rule, qualified_name, syntax, ordinal):
    """(with the path, without it): sha256 over what a person would call the same thing after an edit elsewhere."""
    moved = "\0".join([rule, qualified_name, syntax, ordinal])
    return tuple(
        hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest() for text in (f"{path}\0{moved}", moved)
    )
