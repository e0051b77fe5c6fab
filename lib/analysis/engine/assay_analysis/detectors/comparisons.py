"""Comparisons that ask something else than they seem to: identity of values, equality of fractions, a thing with itself."""

import ast

from assay_analysis.detection import Detection
from assay_analysis.scope import is_name, nodes_of, same

TEXT_METHODS = {"lower", "upper", "strip", "lstrip", "rstrip", "format", "join", "replace", "casefold", "encode", "decode"}


def detect_comparisons(module):
    for node in nodes_of(module, ast.Compare, ast.BoolOp):
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            for left, operator, right in zip(sides, node.ops, sides[1:]):
                if isinstance(operator, (ast.Is, ast.IsNot)) and (is_value(left) or is_value(right)):
                    yield identity(node, operator)
                elif isinstance(operator, (ast.Eq, ast.NotEq)) and is_fraction_question(left, right):
                    yield fraction(node)
                elif same(left, right) and not isinstance(operator, ast.NotEq) and not has_call(left) and not isinstance(left, ast.Constant) and not in_test(module, node):
                    yield itself(node, f"“{ast.unparse(left)}” is compared with itself")
        elif isinstance(node, ast.BoolOp):
            if isinstance(node.op, ast.Or) and isinstance(node.values[0], ast.Compare) and isinstance(node.values[0].ops[0], ast.Eq) and always_true(node.values[1:]):
                yield Detection(
                    rule="constant-condition", node=node,
                    message=f"“or {ast.unparse(node.values[-1])}” asks nothing, it is always true; each value needs its own comparison, or “in”.",
                    trigger="Any value: the condition holds.", confidence=0.9,
                )
            for first, second in ((one, two) for place, one in enumerate(node.values) for two in node.values[place + 1:]):
                if same(first, second) and not has_call(first):
                    yield itself(second, f"“{ast.unparse(first)}” is asked twice; one of them was probably meant to be another name")


def always_true(values):
    return any(isinstance(one, ast.Constant) and bool(one.value) and not isinstance(one.value, bool) for one in values)


def identity(node, operator):
    word, right = ("is", "==") if isinstance(operator, ast.Is) else ("is not", "!=")
    return Detection(
        rule="identity-comparison", node=node,
        message=f"“{word}” asks whether both are one object, which for equal values depends on the interpreter; “{right}” compares them.",
        trigger="Equal values made at run time, like 1000 read from a file or a text put together: they are not the same object.",
    )


def fraction(node):
    return Detection(
        rule="float-equality", node=node,
        message="Most decimal fractions have no exact binary form, so what was calculated rarely equals the literal.",
        trigger="0.1 + 0.2 == 0.3 is False.",
    )


def itself(node, words):
    return Detection(rule="same-operand", node=node, message=f"{words}: the answer is known before.", trigger="Any values: the other name never matters.")


def is_value(node):
    """A literal or something newly made, whose identity means nothing."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.USub, ast.UAdd)):
        return is_value(node.operand)
    if isinstance(node, ast.Constant):
        return node.value is not None and node.value is not Ellipsis and not isinstance(node.value, bool)
    if isinstance(node, (ast.List, ast.Dict, ast.Set, ast.JoinedStr, ast.BinOp)):
        return not isinstance(node, ast.BinOp) or isinstance(node.left, ast.Constant) or isinstance(node.right, ast.Constant)
    if isinstance(node, ast.Tuple):
        return True
    if isinstance(node, ast.Call):
        return is_name(node.func, "len") or isinstance(node.func, ast.Attribute) and node.func.attr in TEXT_METHODS and isinstance(node.func.value, (ast.Name, ast.Constant))
    return False


def is_fraction_question(left, right):
    """A calculation on one side and a fraction without an exact binary form on the other."""
    return is_inexact(right) and is_calculated(left) or is_inexact(left) and is_calculated(right)


def is_inexact(node):
    if isinstance(node, ast.BinOp):
        return any(is_inexact(one) for one in (node.left, node.right))
    return isinstance(node, ast.Constant) and isinstance(node.value, float) and node.value == node.value and abs(node.value) < 1e15 and (
        node.value * 1024 != int(node.value * 1024))


def is_calculated(node):
    if isinstance(node, ast.BinOp):
        return isinstance(node.op, (ast.Add, ast.Sub, ast.Mult, ast.Div))
    return isinstance(node, ast.Call) and (is_name(node.func, "sum") or isinstance(node.func, ast.Attribute) and node.func.attr in ("mean", "average", "fsum"))


def has_call(node):
    return any(isinstance(one, (ast.Call, ast.Await, ast.Yield, ast.NamedExpr)) for one in ast.walk(node))


def in_test(module, node):
    """In an assertion a thing may well be compared with itself: that is what is tested."""
    return any(isinstance(one, ast.Assert) for one in module.ancestors(node))
