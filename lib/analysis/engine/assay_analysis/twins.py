"""What stands in a function more than once: nodes of the same syntax, whoever points at them."""

import ast
from collections import defaultdict

from assay_analysis.place import BODIES, COMPOUND, is_written


def twin_numbers(module, kinds):
    """node → "i/n" for the nodes of these kinds: the i-th in the text of n in the same function with the same syntax, heads
    of compound statements without their bodies. It holds whether one of them is asked about or all are."""
    shapes, numbers = {}, {}
    twins = defaultdict(list)
    # Children first, so that each node is looked at once, however deep it is nested.
    for node in reversed(list(ast.walk(module.tree))):
        shapes[node] = numbers.setdefault(shape_of(node, shapes), len(numbers))
        if isinstance(node, kinds):
            head = isinstance(node, COMPOUND)
            shape = shape_of(node, shapes, (*BODIES, "decorator_list")) if head else shapes[node]
            twins[(module.qualified_name(node), shape)].append(node)
    return {
        node: f"{index}/{len(alike)}" for alike in twins.values()
        for index, node in enumerate(sorted(alike, key=lambda one: (one.lineno, one.col_offset)))
    }


def shape_of(node, shapes, left_out=()):
    return type(node).__name__, *(
        (field, key_of(part, shapes)) for field, part in ast.iter_fields(node) if is_written(field, part, left_out))


def key_of(part, shapes):
    if isinstance(part, ast.AST):
        return shapes[part]
    if isinstance(part, list):
        return tuple(key_of(one, shapes) for one in part)
    # In hexadecimal: Python writes no decimal of more than some thousand digits.
    return type(part).__name__, hex(part) if isinstance(part, int) else repr(part)
