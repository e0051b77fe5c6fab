"""Fixes that follow from a rule and its place alone. Whether one is offered is decided by trying it, see patches/check-fix.ts."""

import ast

from assay_analysis.module import FUNCTIONS
from assay_analysis.rewriting import insert_at, replace_node, to_line_edits


def mend(module, rule, node):
    """Edits of lines that mend it, or None: nothing mechanical does."""
    changes = MENDERS[rule](module, node) if rule in MENDERS else None
    return None if changes is None else to_line_edits(module, changes)


def default_inside(module, default):
    """`def f(a=[])` makes its list in the body, when nothing was passed."""
    function = module.function_of(default)
    name = next((name for name, value in defaults_by_name(function.args) if value is default), None) if function else None
    if name is None or not isinstance(function, FUNCTIONS):
        return None
    # After the docstring, which is only one in the first place.
    first = function.body[0]
    after_docstring = ast.get_docstring(function, clean=False) is not None and len(function.body) > 1
    target = function.body[1] if after_docstring else first
    if is_docstring(target) or not starts_its_line(module, target):
        return None
    indent, made = " " * target.col_offset, ast.get_source_segment(module.source, default)
    if made is None or "\n" in made or "\t" in module.lines[target.lineno - 1][: target.col_offset]:
        return None
    guard = f"{indent}if {name} is None:\n{indent}    {name} = {made}\n"
    return [replace_node(default, "None"), insert_at(first_line(target), 0, guard)]


def defaults_by_name(arguments):
    positional = [*arguments.posonlyargs, *arguments.args]
    yield from zip([one.arg for one in positional[len(positional) - len(arguments.defaults):]], arguments.defaults)
    yield from zip([one.arg for one in arguments.kwonlyargs], arguments.kw_defaults)


def compare_by_value(module, node):
    """`is` becomes `==`, `is not` becomes `!=`."""
    if not isinstance(node, ast.Compare) or len(node.ops) != 1 or node.lineno != node.end_lineno:
        return None
    left, right = node.left, node.comparators[0]
    between = module.lines[node.lineno - 1].encode("utf-8", "surrogatepass")[left.end_col_offset : right.col_offset].decode()
    words = between.strip(" ()").split()
    sign = {("is",): "==", ("is", "not"): "!="}.get(tuple(words))
    if sign is None:
        return None
    begin = (node.lineno, left.end_col_offset + between.index("is"))
    end = (node.lineno, left.end_col_offset + between.rindex(words[-1]) + len(words[-1]))
    return [(begin, end, sign)]


def await_it(module, node):
    """The call of a coroutine function as a statement of an `async def`."""
    if isinstance(node, ast.Expr):
        node = node.value
    if not isinstance(node, ast.Call) or not isinstance(module.function_of(node), ast.AsyncFunctionDef):
        return None
    return [insert_at(node.lineno, node.col_offset, "await ")]


def keep_result(module, node):
    """`name.strip()` as a statement: the name gets the new text."""
    call = node.value if isinstance(node, ast.Expr) else node
    if not isinstance(module.parent(call), ast.Expr) or not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
        return None
    receiver = call.func.value
    return [insert_at(call.lineno, call.col_offset, f"{receiver.id} = ")] if isinstance(receiver, ast.Name) else None


def starts_its_line(module, node):
    return not module.lines[first_line(node) - 1].encode("utf-8", "surrogatepass")[: node.col_offset].strip()


def first_line(node):
    return min([node.lineno, *(one.lineno for one in getattr(node, "decorator_list", []))])


def is_docstring(node):
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


MENDERS = {
    "mutable-default": default_inside,
    "identity-comparison": compare_by_value,
    "missing-await": await_it,
    "unused-result": keep_result,
}
