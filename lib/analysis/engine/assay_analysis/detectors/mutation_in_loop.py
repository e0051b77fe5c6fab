"""A collection that is changed while a loop goes over it."""

import ast

from assay_analysis.cfg.endings import can_finish
from assay_analysis.detection import Detection
from assay_analysis.scope import INNER, is_len_of, is_name, method_call, same, scopes

SHRINKERS = ("remove", "pop", "popitem", "clear", "discard", "popleft")
VIEWS = ("items", "keys", "values")


def detect_mutation_in_loop(module):
    for scope in scopes(module):
        for loop in scope.of(ast.For):
            collection = walked(loop.iter)
            yield from grown_through_alias(scope, loop)
            yield from shortened_by_index(module, loop)
            for node in changes_of(loop, collection) if collection is not None else ():
                if not is_left_after(module, node, loop):
                    text = ast.unparse(collection)
                    yield Detection(
                        rule="mutation-while-iterating", node=node,
                        message=f"The loop in line {loop.lineno} goes over “{text}” while this takes something out of it: a list skips the next element, a dict or "
                                "set raises RuntimeError.",
                        trigger=f"“{text}” with two elements in a row that get here.",
                    )
                    break


def walked(node):
    """The collection itself that a loop goes over, also through enumerate and a view of a dict; None for copies and calls."""
    if isinstance(node, ast.Call) and is_name(node.func, "enumerate") and node.args:
        return walked(node.args[0])
    receiver = method_call(node, *VIEWS)
    if receiver is not None and not node.args:
        return receiver if isinstance(receiver, (ast.Name, ast.Attribute)) and not is_name(receiver, "self") else None
    # An object of a class of the module's own may well go over a copy of itself.
    return node if isinstance(node, (ast.Name, ast.Attribute)) and not is_name(node, "self") else None


def changes_of(loop, collection):
    rebound = any(isinstance(node, (ast.Name, ast.Attribute)) and isinstance(node.ctx, ast.Store) and same(node, collection) for one in loop.body for node in ast.walk(one))
    # What is put back in the same round (a search that tries and takes back) is no loss.
    restored = any((receiver := method_call(node, "append", "add", "insert", "extend")) is not None and same(receiver, collection) for node in own_nodes(loop.body))
    if rebound or restored:
        return
    for node in own_nodes(loop.body):
        receiver = method_call(node, *SHRINKERS)
        if receiver is not None and same(receiver, collection):
            yield node
        elif isinstance(node, ast.Delete) and any(isinstance(one, ast.Subscript) and same(one.value, collection) for one in node.targets):
            yield node


def own_nodes(statements):
    stack = list(reversed(statements))
    while stack:
        node = stack.pop()
        yield node
        if not isinstance(node, INNER):
            stack += reversed(list(ast.iter_child_nodes(node)))


def shortened_by_index(module, loop):
    """`for i in range(len(x)): del x[i]`: what follows moves up, and the last indices are gone."""
    if not (isinstance(loop.iter, ast.Call) and is_name(loop.iter.func, "range") and len(loop.iter.args) == 1 and is_len_of(loop.iter.args[0]) and isinstance(loop.target, ast.Name)):
        return
    collection = loop.iter.args[0].args[0]
    for node in changes_of(loop, collection):
        place = node.args[0] if isinstance(node, ast.Call) and node.args else node.targets[0].slice if isinstance(node, ast.Delete) else None
        if is_name(place, loop.target.id) and not is_left_after(module, node, loop):
            text = ast.unparse(collection)
            yield Detection(
                rule="mutation-while-iterating", node=node,
                message=f"This shortens “{text}” while the loop in line {loop.lineno} counts to its first length: the next element is skipped, the last index is gone.",
                trigger=f"“{text}” with two elements that get here: IndexError.",
            )
            return


def is_left_after(module, node, loop):
    """Whether the loop is surely left, without another round, after the change."""
    child = node
    for outer in module.ancestors(node):
        for field in ("body", "orelse", "finalbody"):
            block = getattr(outer, field, None)
            if isinstance(block, list) and child in block:
                rest = block[block.index(child):]
                if not can_finish(module, rest) and not any(isinstance(one, ast.Continue) for statement in rest for one in ast.walk(statement)):
                    return True
        if outer is loop:
            return False
        child = outer
    return False


def grown_through_alias(scope, loop):
    """`for x in d[k]: d[x].update(…)` where every key is in its own collection: d[x] is d[k] at times."""
    if not (isinstance(loop.iter, ast.Subscript) and isinstance(loop.iter.value, ast.Name) and isinstance(loop.target, ast.Name)):
        return
    table = loop.iter.value.id
    if not any(puts_key_into_itself(node, table) for node in scope.of(ast.Call)):
        return
    for node in own_nodes(loop.body):
        receiver = method_call(node, "update", "add", "remove", "discard", "clear", "pop")
        if isinstance(receiver, ast.Subscript) and is_name(receiver.value, table) and is_name(receiver.slice, loop.target.id):
            yield Detection(
                rule="mutation-while-iterating", node=node,
                message=f"Each key of “{table}” is in its own set, so {ast.unparse(receiver)} can be the very set this loop goes over: RuntimeError, it changed size.",
                trigger=f"Join two sets of “{table}” that have more than one element between them.",
                trace=[(loop.lineno, f"goes over {ast.unparse(loop.iter)}"), (node.lineno, "makes it larger")],
            )


def puts_key_into_itself(call, table):
    receiver = method_call(call, "setdefault")
    return receiver is not None and is_name(receiver, table) and len(call.args) == 2 and isinstance(call.args[1], ast.Set) and any(
        same(one, call.args[0]) for one in call.args[1].elts)
