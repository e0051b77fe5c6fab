"""Line and branch coverage of one module by `sys.settrace`, for machines without the coverage package.

Counts as coverage does: statements by their first line, docstrings not; two ways out of every `if`, `for`
and `while` whose body stands on lines of its own.
"""

import ast
import re
import sys
import threading

NO_COVER = re.compile(r"#\s*pragma:\s*no\s*cover", re.IGNORECASE)
LEAVES = -1


class LineTracer:
    """Records steps from line to line in one file while it is active."""

    def __init__(self, path):
        self.path = path
        self.steps = set()

    def __enter__(self):
        threading.settrace(self.enter_frame)
        sys.settrace(self.enter_frame)
        return self

    def __exit__(self, *_):
        sys.settrace(None)
        threading.settrace(None)

    def enter_frame(self, frame, event, argument):
        if frame.f_code.co_filename != self.path:
            return None
        steps = self.steps
        previous = LEAVES

        def on_event(frame, event, argument):
            nonlocal previous
            if event == "line":
                steps.add((previous, frame.f_lineno))
                previous = frame.f_lineno
            elif event == "return":
                steps.add((previous, LEAVES))
            return on_event

        return on_event

    def report(self):
        try:
            with open(self.path, encoding="utf-8-sig") as file:
                source = file.read()
            return measure(ast.parse(source), source.splitlines(), self.steps)
        except (OSError, SyntaxError, ValueError):
            return None


def measure(tree, lines, steps):
    excluded = excluded_lines(tree, lines)
    statements = {first: last for first, last in statement_lines(tree) if first not in excluded}
    seen = {line for step in steps for line in step}
    executed = {first for first, last in statements.items() if any(line in seen for line in range(first, last + 1))}
    branches, taken, partial = 0, 0, set()
    for first, last, body in branching_lines(tree):
        if first not in statements:
            continue
        targets = {to for start, to in steps if first <= start <= last and not first <= to <= last}
        ways = int(body in targets) + int(bool(targets - {body}))
        branches += 2
        taken += ways
        if ways == 1:
            partial.add(first)
    return {
        "executed": sorted(executed), "missing": sorted(set(statements) - executed), "partial": sorted(partial),
        "excluded": sorted(excluded), "statements": len(statements), "coveredStatements": len(executed),
        "branches": branches, "coveredBranches": taken,
    }


def first_line(node):
    """A decorated function or class begins at its first decorator."""
    return min([node.lineno, *(each.lineno for each in getattr(node, "decorator_list", []))])


def statement_lines(tree):
    """First and last line of every statement; of a compound one only its head."""
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(node, (ast.Module, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            if body and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant) \
                    and isinstance(body[0].value.value, str):
                body[0].is_docstring = True
        if isinstance(node, ast.ExceptHandler):
            yield node.lineno, body[0].lineno - 1
        elif isinstance(node, ast.stmt) and not isinstance(node, (ast.Global, ast.Nonlocal)) \
                and not getattr(node, "is_docstring", False):
            head_end = max(first_line(body[0]) - 1, node.lineno) if isinstance(body, list) and body else node.end_lineno
            yield first_line(node), head_end


def branching_lines(tree):
    """First and last line of the head, and the first line of the body, of what can go two ways."""
    for node in ast.walk(tree):
        if isinstance(node, (ast.If, ast.While)):
            condition = node.test
            if isinstance(condition, ast.Constant):
                continue
        elif isinstance(node, (ast.For, ast.AsyncFor)):
            condition = node.iter
        else:
            continue
        body = first_line(node.body[0])
        if body > condition.end_lineno:
            yield node.lineno, condition.end_lineno, body


def excluded_lines(tree, lines):
    """Lines marked `# pragma: no cover`; on the head of a block, the whole block."""
    marked = {number for number, text in enumerate(lines, 1) if NO_COVER.search(text)}
    excluded = set(marked)
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list) and body and hasattr(node, "lineno"):
            if marked & set(range(first_line(node), first_line(body[0]))):
                excluded.update(range(first_line(node), body[-1].end_lineno + 1))
    return excluded
