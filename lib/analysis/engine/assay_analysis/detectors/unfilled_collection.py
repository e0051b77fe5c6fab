"""Collections made empty in a function that are read but never filled, or filled but never read."""

import ast

from assay_analysis.detection import Detection
from assay_analysis.scope import is_len_of, is_name, scopes

MAKERS = {"list", "dict", "set", "collections.deque", "collections.OrderedDict", "collections.Counter", "collections.defaultdict"}
FILLERS = ("append", "add", "extend", "update", "insert", "appendleft", "extendleft", "setdefault", "push", "subtract")
TAKERS = ("pop", "popleft", "popitem", "remove", "discard", "clear", "get", "keys", "values", "items", "index", "count")


def detect_unfilled_collections(module):
    for scope in scopes(module):
        for name in list(scope.stores):
            made = scope.assignments(name) if scope.is_local(name) else None
            if not made or len(made) != 1:
                continue
            uses = [use_of(module, node) for node in scope.loads[name]]
            if is_empty_collection(module, made[0].value) and uses:
                yield from never_filled(module, scope, name, made[0], uses)
            if is_collection(module, made[0].value) and uses and set(uses) <= {"fill"}:
                yield Detection(
                    rule="write-only-collection", node=made[0],
                    message=f"“{name}” is filled in {scope.node.name}, but nothing ever reads it: what is collected is lost, or "
                            "another name is read in its place.",
                    trigger=f"Call {scope.node.name}(…): the result is the same without “{name}”.",
                )


def never_filled(module, scope, name, made, uses):
    if set(uses) <= {"read"}:
        first = scope.loads[name][0]
        yield Detection(
            rule="never-filled-collection", node=statement_or_self(module, first),
            message=f"“{name}” is made empty in line {made.lineno} and nothing is ever put into it, so this always sees an empty collection.",
            trigger=f"Any call of {scope.node.name}(…) that gets here.",
        )
    elif "fill" in uses and set(uses) <= {"fill", "read", "escape"}:
        fills = [node for node, use in zip(scope.loads[name], uses) if use == "fill"]
        guards = [guard_that_needs_content(module, node, name) for node in fills]
        # What escapes before it is filled could be filled elsewhere; returning it fills nothing.
        escapes = [node for node, use in zip(scope.loads[name], uses) if use == "escape"]
        if all(guards) and all(isinstance(module.parent(node), ast.Return) for node in escapes):
            yield Detection(
                rule="never-filled-collection", node=guards[0],
                message=f"“{name}” starts empty and is filled only where this condition already finds something in it: it stays empty for ever.",
                trigger=f"Any call of {scope.node.name}(…): “{name}” is empty at the end.",
            )


def is_empty_collection(module, node):
    if isinstance(node, (ast.List, ast.Set)):
        return not node.elts
    if isinstance(node, ast.Dict):
        return not node.keys
    return isinstance(node, ast.Call) and module.resolve(node.func) in MAKERS - {"collections.defaultdict"} and not node.args and not node.keywords


def is_collection(module, node):
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
        return isinstance(node.left, ast.List)
    return isinstance(node, (ast.List, ast.Dict, ast.ListComp, ast.DictComp)) or is_empty_collection(module, node) or (
        isinstance(node, ast.Call) and module.resolve(node.func) == "collections.defaultdict")


def use_of(module, node):
    """`fill`, `read` or `escape` (handed to somebody who may do anything)."""
    parent = module.parent(node)
    outer = module.parent(parent)
    if isinstance(parent, ast.Attribute) and isinstance(outer, ast.Call) and outer.func is parent:
        if parent.attr in FILLERS:
            return "fill" if isinstance(module.parent(outer), ast.Expr) else "escape"
        return "read" if parent.attr in TAKERS else "escape"
    if isinstance(parent, ast.Subscript) and parent.value is node:
        if isinstance(parent.ctx, ast.Load):
            # What is taken out of a nested collection can be changed there.
            return "escape" if isinstance(outer, (ast.Attribute, ast.Subscript)) and outer.value is parent else "read"
        return "fill" if isinstance(parent.ctx, ast.Store) else "read"
    if isinstance(parent, ast.Compare) and any(isinstance(op, (ast.In, ast.NotIn)) for op in parent.ops) and node in parent.comparators:
        return "read"
    if isinstance(parent, (ast.While, ast.If)) and parent.test is node or isinstance(parent, ast.UnaryOp) or is_len_of(parent):
        return "read"
    if isinstance(parent, (ast.For, ast.comprehension)) and parent.iter is node or isinstance(parent, ast.BoolOp):
        return "read"
    return "escape"


def guard_that_needs_content(module, node, name):
    """The `if` around a filling statement that can hold only when the collection has something in it; its test, or None."""
    child = node
    for outer in module.ancestors(node):
        if isinstance(outer, ast.If) and child in outer.body and needs_content(outer.test, name):
            return outer.test
        if isinstance(outer, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            return None
        child = outer
    return None


def needs_content(test, name):
    if is_name(test, name):
        return True
    if isinstance(test, ast.Compare) and len(test.ops) == 1 and isinstance(test.ops[0], ast.In):
        return is_name(test.comparators[0], name)
    if isinstance(test, ast.Call) and is_name(test.func, "any") and test.args and isinstance(test.args[0], (ast.GeneratorExp, ast.ListComp)):
        return is_name(test.args[0].generators[0].iter, name)
    return isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And) and any(needs_content(one, name) for one in test.values)


def statement_or_self(module, node):
    """The smallest expression around the name that says what is asked of it."""
    parent = module.parent(node)
    if isinstance(parent, ast.Attribute):
        return module.parent(parent)
    return parent if isinstance(parent, ast.expr) else node
