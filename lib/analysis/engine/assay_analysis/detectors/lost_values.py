"""Values that are overwritten before they are used, shared where copies are meant, or never there at all."""

import ast

from assay_analysis.cfg.endings import can_finish
from assay_analysis.detection import Detection
from assay_analysis.scope import is_name, method_call, names_in, same, scopes

CHANGERS = ("append", "extend", "insert", "add", "update", "clear", "remove", "reverse", "sort")


def detect_lost_values(module):
    for scope in scopes(module):
        for node in [scope.node, *scope.nodes]:
            for field in ("body", "orelse", "finalbody"):
                block = getattr(node, field, None)
                if isinstance(block, list):
                    for first, second in zip(block, block[1:]):
                        yield from lost_swap(scope, first, second)
        yield from shared_rows(scope)
        yield from in_place_result(module, scope)
        yield from runs_once(module, scope)


def lost_swap(scope, first, second):
    """`a = b` and then `b = …a…b…`: after the first line both names hold the same."""
    if not all(isinstance(one, ast.Assign) and len(one.targets) == 1 for one in (first, second)):
        return
    if not isinstance(first.targets[0], (ast.Name, ast.Subscript)) or not same(first.value, second.targets[0]) or same(first.targets[0], first.value):
        return
    whole = same(first.targets[0], second.value)
    mixed = (isinstance(first.targets[0], ast.Name) and isinstance(first.value, ast.Name) and isinstance(second.value, ast.BinOp)
             and {first.targets[0].id, first.value.id} <= names_in(second.value))
    if whole or mixed:
        one, other = ast.unparse(first.targets[0]), ast.unparse(first.value)
        yield Detection(
            rule="lost-swap", node=second,
            message=f"Line {first.lineno} has set “{one}” to “{other}”, so both are the same here and the old value of “{one}” is gone; “{one}, {other} = …” sets both at once.",
            trigger=f"Call {scope.node.name} so that “{one}” and “{other}” differ: the old “{one}” never counts.",
        )


def shared_rows(scope):
    """`[[0] * n] * m` holds one row m times; writing into one row writes into all."""
    for name in scope.stores:
        for assign in scope.assignments(name) or []:
            value = assign.value
            if not (isinstance(value, ast.BinOp) and isinstance(value.op, ast.Mult) and isinstance(value.left, ast.List) and len(value.left.elts) == 1):
                continue
            row = value.left.elts[0]
            is_mutable = isinstance(row, (ast.List, ast.Dict, ast.Set)) or isinstance(row, ast.BinOp) and isinstance(row.left, ast.List)
            if is_mutable and any(changes_row(node, name) for node in scope.nodes):
                yield Detection(
                    rule="shared-rows", node=value,
                    message=f"Every element of “{name}” is the same object: what is written into one row stands in all of them.",
                    trigger=f"Write into {name}[0]: {name}[1] has changed, too.",
                )


def changes_row(node, name):
    receiver = method_call(node, *CHANGERS)
    if receiver is None and isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store):
        receiver = node.value
    return isinstance(receiver, ast.Subscript) and is_name(receiver.value, name)


def in_place_result(module, scope):
    """Methods that change a list in place return None."""
    for call in scope.of(ast.Call):
        receiver = method_call(call, *CHANGERS)
        parent = module.parent(call)
        if not isinstance(receiver, ast.Name) or not isinstance(parent, (ast.Assign, ast.Return, ast.For, ast.Subscript)) or call not in (
                getattr(parent, "value", None), getattr(parent, "iter", None)):
            continue
        is_list = any(isinstance(one.value, (ast.List, ast.ListComp)) for one in scope.assignments(receiver.id) or [])
        if is_list or call.func.attr == "sort" and not call.args and receiver.id not in module.imports:
            what = "returned" if isinstance(parent, ast.Return) else "used"
            yield Detection(
                rule="in-place-result", node=call,
                message=f"{call.func.attr}() changes “{receiver.id}” in place and gives None, which is {what} here.",
                trigger=f"Any call of {scope.node.name}: None in place of the list.",
                confidence=0.85 if is_list else 0.7,
            )


def runs_once(module, scope):
    """A loop that answers True or False for its first element and never looks at a second one."""
    for loop in scope.of(ast.For):
        last = loop.body[-1]
        if not isinstance(last, ast.If) or can_finish(module, loop.body) or any(isinstance(one, ast.Continue) for one in ast.walk(loop)):
            continue
        answers = [block[-1].value.value for block in (last.body, last.orelse) if block and isinstance(block[-1], ast.Return) and isinstance(block[-1].value, ast.Constant)]
        if len(answers) == 2 and set(map(type, answers)) == {bool} and answers[0] != answers[1]:
            yield Detection(
                rule="loop-runs-once", node=loop,
                message="Both branches return, so only the first element is ever looked at; one of the answers can be given only after the loop.",
                trigger=f"Call {scope.node.name} with two elements of which only the second would change the answer.",
            )
