"""What comes out when values are put together, texts above all: how it begins, and whether constant text stands around it."""

import ast

from assay_analysis.flow import folding
from assay_analysis.flow.value import UNKNOWN, constant, sequence, unknown


def constant_or(result, *values):
    return constant(result) if result is not UNKNOWN else unknown(*values)


def combine(operation, left, right):
    if left.is_const and right.is_const:
        return constant_or(folding.fold_binary(operation, left.const, right.const))
    if isinstance(operation, ast.Add):
        if left.shape == "list" and right.shape == "list" and left.items is not None and right.items is not None:
            return sequence([*left.items.values(), *right.items.values()])
        return concatenated([left, right])
    if isinstance(operation, ast.Mod) and isinstance(left.const, (str, bytes)):
        return unknown(right, prefix=text_of(left.const).split("%")[0], embedded=left.const not in ("%s", b"%s"))
    if isinstance(operation, ast.Mult) and any(isinstance(side.const, bytes) for side in (left, right)):
        return unknown(left, right, name="bytes.repeated")
    if isinstance(operation, ast.Div):
        # A path: what stands before stays before.
        return unknown(
            left,
            right,
            name=left.name,
            shape=left.shape,
            prefix=left.const if isinstance(left.const, str) else None,
            embedded=True,
        )
    if isinstance(operation, (ast.Sub, ast.Mult, ast.Pow, ast.FloorDiv, ast.LShift, ast.RShift)):
        if any(isinstance(side.const, (int, float)) for side in (left, right)) and not isinstance(operation, ast.Mult):
            return unknown(*[side for side in (left, right) if any(taint.sort == "random" for taint in side.taints)])
    return unknown(left, right)


def text_of(text):
    return text.decode("utf-8", "replace") if isinstance(text, bytes) else text


def concatenated(values):
    """A string made of these one after the other."""
    if all(isinstance(value.const, str) for value in values):
        return constant_or(folding.computed("".join, tuple(value.const for value in values)))
    prefix, complete = "", True
    for value in values:
        if isinstance(value.const, (str, bytes)):
            prefix += text_of(value.const)
        else:
            prefix += value.prefix or ""
            complete = complete and value.prefix is not None
            break
    embedded = any(isinstance(value.const, (str, bytes)) and value.const for value in values) or any(
        value.embedded for value in values
    )
    return unknown(*values, prefix=prefix[:200] if prefix else None, embedded=embedded)
