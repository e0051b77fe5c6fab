"""Branches that were copied and not, or not wholly, adapted."""

import ast

from assay_analysis.detection import Detection
from assay_analysis.scope import nodes_of, same

BLOCKS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.If, ast.For, ast.AsyncFor, ast.While, ast.With, ast.AsyncWith, ast.Try, ast.ExceptHandler)


def detect_copied_branches(module):
    for node in nodes_of(module, ast.Module, *BLOCKS, ast.IfExp):
        if isinstance(node, ast.If):
            yield from repeated_condition(module, node)
            yield from same_both_ways(module, node)
        elif isinstance(node, ast.IfExp) and same(node.body, node.orelse):
            yield both_ways(node, "The conditional expression gives the same value either way")
        for field in ("body", "orelse", "finalbody"):
            block = getattr(node, field, None)
            if isinstance(block, list):
                for first, second in zip(block, block[1:]):
                    yield from half_adapted(first, second)
        if isinstance(node, ast.If) and len(node.orelse) == 1 and isinstance(node.orelse[0], ast.If):
            yield from half_adapted(node, node.orelse[0])


def repeated_condition(module, node):
    parent = module.parent(node)
    if isinstance(parent, ast.If) and parent.orelse == [node]:
        return
    tests, branch = [], node
    while True:
        twin = next((one for one in tests if same(one, branch.test)), None)
        if twin is not None and not any(isinstance(one, (ast.Call, ast.NamedExpr, ast.Await)) for one in ast.walk(branch.test)):
            yield Detection(
                rule="repeated-condition", node=branch.test,
                message=f"Line {twin.lineno} asks the same already, so this branch is never taken.",
                trigger="No input reaches this branch; what it was meant for falls through to the next one.",
            )
        tests.append(branch.test)
        if len(branch.orelse) != 1 or not isinstance(branch.orelse[0], ast.If):
            return
        branch = branch.orelse[0]


def same_both_ways(module, node):
    parent = module.parent(node)
    alone = not (isinstance(parent, ast.If) and parent.orelse == [node])
    if alone and node.orelse and not isinstance(node.orelse[0], ast.If) and same_block(node.body, node.orelse) and not isinstance(node.body[0], ast.Pass):
        yield both_ways(node, f"Both branches of the condition in line {node.lineno} do the same")


def both_ways(node, words):
    return Detection(rule="same-branches", node=node, message=f"{words}: either it is not needed, or one of them was copied and never adapted.",
                     trigger="Any input: the condition changes nothing.")


def same_block(one, other):
    return len(one) == len(other) and all(same(a, b) for a, b in zip(one, other))


def half_adapted(first, second):
    """Two neighbours of one shape where a name was exchanged everywhere in the second but in one place."""
    if type(first) is not type(second) or not isinstance(first, (ast.If, ast.For, ast.With)):
        return
    one, other = body_only(first), body_only(second)
    left, right = words_of(one), words_of(other)
    if len(left) != len(right) or [kind for kind, _, _ in left] != [kind for kind, _, _ in right]:
        return
    pairs = [(a, b, node) for (_, a, _), (_, b, node) in zip(left, right)]
    changed = {a for a, b, _ in pairs if a != b}
    if len(changed) != 1:
        return
    old = changed.pop()
    places = [(b, node) for a, b, node in pairs if a == old]
    new = {b for b, _ in places if b != old}
    left_over = [node for b, node in places if b == old]
    if len(new) != 1 or len(left_over) != 1 or len(places) < 3 or len(str(old)) < 2:
        return
    name = new.pop()
    yield Detection(
        rule="half-adapted-copy", node=left_over[0],
        message=f"This repeats line {first.lineno} with “{name}” in place of “{old}”, but “{old}” is still here.",
        trigger=f"Any input that gets here and in which “{old}” and “{name}” differ.",
    )


def body_only(node):
    """The statement without what hangs on its else."""
    return [node.test, *node.body] if isinstance(node, ast.If) else [node]


def words_of(nodes):
    """(shape, word, node) of all nodes in order; the word is a name, an attribute, a key, or nothing."""
    found = []
    for root in nodes:
        for node in ast.walk(root):
            word = None
            if isinstance(node, ast.Name):
                word = node.id
            elif isinstance(node, ast.Attribute):
                word = node.attr
            elif isinstance(node, ast.Constant):
                word = node.value if isinstance(node.value, str) else repr(node.value)
            found.append((type(node), word, node if isinstance(node, ast.expr) else root))
    return found
