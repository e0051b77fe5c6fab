"""Local state that is kept and then not asked, not moved on, or asked in the wrong order."""

import ast

from assay_analysis.detection import Detection
from assay_analysis.scope import LOOPS, is_constant, is_name, method_call, same, scopes

NOT_COMMUTATIVE = (ast.Sub, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow)


def detect_forgotten_state(module):
    for scope in scopes(module):
        yield from unbalanced_counter(module, scope)
        yield from never_moved_on(module, scope)
        yield from popped_operands(module, scope)
        yield from guarded_here_only(module, scope)


def unbalanced_counter(module, scope):
    """Counted up and down, watched for less than nothing, but nobody asks at the end whether it came out even."""
    for name in scope.stores:
        steps = [node for node in scope.of(ast.AugAssign) if is_name(node.target, name) and is_constant(node.value, 1)]
        starts = [node for node in scope.of(ast.Assign) if is_name(node.targets[0], name)]
        if {type(node.op) for node in steps} != {ast.Add, ast.Sub} or len(starts) != 1 or not is_constant(starts[0].value, 0):
            continue
        loop = next((one for one in module.ancestors(steps[0]) if isinstance(one, LOOPS)), None)
        if loop is None or loop not in scope.node.body or not all(loop in module.ancestors(one) for one in steps):
            continue
        watched = [node for node in ast.walk(loop) if isinstance(node, ast.If) and isinstance(node.test, ast.Compare) and is_name(node.test.left, name)
                   and isinstance(node.test.ops[0], ast.Lt) and is_constant(node.test.comparators[0], 0) and is_return_of(node.body[-1], False)]
        after = scope.node.body[scope.node.body.index(loop) + 1:]
        if watched and after and is_return_of(after[-1], True) and not any(node.lineno > loop.end_lineno for node in scope.loads[name]):
            yield Detection(
                rule="unbalanced-counter", node=after[-1],
                message=f"“{name}” counts up and down, but at the end nobody asks whether it is back at 0: what was opened and never closed passes.",
                trigger=f"Call {scope.node.name} with one opening element alone: True.",
            )


def is_return_of(node, value):
    return isinstance(node, ast.Return) and is_constant(node.value, value)


def never_moved_on(module, scope):
    """`x = None` before a loop, used in the loop and returned, but bound nowhere else."""
    for name in scope.stores:
        made = scope.assignments(name) if scope.is_local(name) else None
        if not made or len(made) != 1 or not is_constant(made[0].value, None) or module.parent(made[0]) is not scope.node:
            continue
        loads = scope.loads[name]
        in_loop = [node for node in loads if isinstance(module.parent(node), ast.Assign) and any(isinstance(one, LOOPS) for one in module.ancestors(node))]
        returned = [node for node in loads if isinstance(module.parent(node), ast.Return)]
        if in_loop and returned:
            yield Detection(
                rule="never-updated", node=returned[0],
                message=f"“{name}” is None from line {made[0].lineno} on and nothing ever binds it anew, although the loop goes on as if it were what came before.",
                trigger=f"Any call of {scope.node.name}(…): it returns None.",
            )


def popped_operands(module, scope):
    """a = s.pop(); b = s.pop(); s.append(a - b): the first one popped is the right operand."""
    for block in blocks_of(scope):
        for first, second in zip(block, block[1:]):
            one, other = popped(first), popped(second)
            if one is None or other is None or not same(one[1], other[1]):
                continue
            for node in (inner for statement in block for inner in ast.walk(statement) if statement.lineno > second.lineno):
                pushed = method_call(node, "append", "push")
                if pushed is None or not same(pushed, one[1]) or len(node.args) != 1:
                    continue
                value = node.args[0]
                plain = isinstance(value, ast.BinOp) and isinstance(value.op, NOT_COMMUTATIVE) and is_name(value.left, one[0]) and is_name(value.right, other[0])
                names = [getattr(argument, "id", None) for argument in value.args] if isinstance(value, ast.Call) else []
                called = one[0] in names and other[0] in names and names.index(one[0]) < names.index(other[0]) and minds_order(module, scope, value)
                if plain or called:
                    yield Detection(
                        rule="operand-order", node=value,
                        message=f"“{one[0]}” is popped first, so it was pushed last: it is the right operand, but stands on the left here.",
                        trigger=f"Push 5, push 3, subtract: -2 instead of 2.",
                    )


def blocks_of(scope):
    for node in [scope.node, *scope.nodes]:
        for field in ("body", "orelse", "finalbody"):
            block = getattr(node, field, None)
            if isinstance(block, list):
                yield block


def popped(statement):
    """(name, stack) of `name = stack.pop()`."""
    if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name) and isinstance(statement.value, ast.Call) and not statement.value.args:
        stack = method_call(statement.value, "pop")
        return (statement.targets[0].id, stack) if stack is not None else None
    return None


def minds_order(module, scope, call):
    """Whether the function that is called is of this module and subtracts or divides its parameters in their order."""
    function = next((one for one in module.functions if is_name(call.func, one.name)), None)
    if function is None:
        return False
    names = [one.arg for one in function.args.args]
    operations = [node for node in ast.walk(function) if isinstance(node, ast.BinOp) and isinstance(node.op, NOT_COMMUTATIVE)
                  and isinstance(node.left, ast.Name) and isinstance(node.right, ast.Name) and {node.left.id, node.right.id} <= set(names)]
    inner = [node for node in ast.walk(function) if isinstance(node, ast.Call) and [one.id for one in node.args if isinstance(one, ast.Name)] in
             ([node.right.id, node.left.id] for node in operations)]
    return bool(operations) and not inner and all(names.index(node.left.id) < names.index(node.right.id) for node in operations)


def guarded_here_only(module, scope):
    """`f(x) or y` says that f(x) may be nothing; the same call beside it is reckoned with as it is."""
    for either in scope.of(ast.BoolOp):
        call = either.values[0]
        if not isinstance(either.op, ast.Or) or not isinstance(call, ast.Call) or len(either.values) != 2 or module.parent(either) is None:
            continue
        statement = next((one for one in [either, *module.ancestors(either)] if isinstance(one, ast.stmt)), None)
        if statement is None or isinstance(statement, (ast.If, ast.While)):
            continue
        for node in ast.walk(statement):
            if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Sub, ast.Mult, ast.Div)) and any(
                    side is not call and same(side, call) for side in (node.left, node.right)) and not any(isinstance(one, ast.IfExp) for one in ast.walk(statement)):
                yield Detection(
                    rule="inconsistent-guard", node=node,
                    message=f"“{ast.unparse(either)}” allows for “{ast.unparse(call)}” to be nothing; here the same call is reckoned with as it is.",
                    trigger=f"Any call in which {ast.unparse(call)} finds nothing: the sum is made with the stand-in for “not there”.",
                )
