"""Words of binary search that several detectors read: `mid = (low + high) // 2` and its like."""

import ast

from assay_analysis.scope import is_constant, is_len_of, is_name


def halves_of(scope):
    """(low, high, middle) for each name that is the middle of two others, rounded down."""
    found = []
    for assign in scope.of(ast.Assign):
        target = assign.targets[0]
        if isinstance(target, ast.Name) and (ends := middle_of(assign.value)) is not None:
            found.append((*ends, target.id))
    return found


def middle_of(node):
    """(low, high) of `(low + high) // 2`, `>> 1`, or `low + (high - low) // 2`; None for all else, rounding up included."""
    half = half_of(node)
    if isinstance(half, ast.BinOp) and isinstance(half.op, ast.Add) and isinstance(half.left, ast.Name) and isinstance(half.right, ast.Name):
        return half.left.id, half.right.id
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add) and isinstance(node.left, ast.Name):
        span = half_of(node.right)
        if isinstance(span, ast.BinOp) and isinstance(span.op, ast.Sub) and isinstance(span.left, ast.Name) and is_name(span.right, node.left.id):
            return node.left.id, span.left.id
    return None


def half_of(node):
    """What is halved by `// 2`, `>> 1` or `int(… / 2)`."""
    if isinstance(node, ast.Call) and is_name(node.func, "int") and len(node.args) == 1 and isinstance(node.args[0], ast.BinOp):
        inner = node.args[0]
        return inner.left if isinstance(inner.op, ast.Div) and is_constant(inner.right, 2) else None
    if isinstance(node, ast.BinOp):
        if isinstance(node.op, ast.FloorDiv) and is_constant(node.right, 2) or isinstance(node.op, ast.RShift) and is_constant(node.right, 1):
            return node.left
    return None


def is_half_of_len(scope, node, name):
    """Whether the node is `len(name) // 2` or a local that holds it."""
    if isinstance(node, ast.Name):
        made = scope.assignments(node.id) or []
        return len(made) == 1 and is_half_of_len(scope, made[0].value, name)
    half = half_of(node)
    return half is not None and is_len_of(half, name)
