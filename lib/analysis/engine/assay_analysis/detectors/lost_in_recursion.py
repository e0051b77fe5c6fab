"""Recursive functions whose results are lost: built from nothing, or handed out as a generator that nobody runs."""

import ast

from assay_analysis.detection import Detection
from assay_analysis.scope import COMPREHENSIONS, LOOPS, is_name, means_itself, method_call, scopes


def detect_lost_in_recursion(module):
    found = scopes(module)
    generators = {scope.node.name for scope in found if scope.is_generator and scope.node.decorator_list == []
                  and not isinstance(scope.node, ast.AsyncFunctionDef) and isinstance(module.parent(scope.node), ast.Module)}
    doubled = {scope.node.name for scope in found if not scope.is_generator}
    for scope in found:
        yield from empty_base_case(module, scope)
        yield from own_generator_yielded(module, scope)
        for statement in scope.of(ast.Expr):
            call = statement.value
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in generators - doubled and call.func.id not in scope.stores:
                yield Detection(
                    rule="generator-not-delegated", node=call,
                    message=f"{call.func.id} is a generator: this call makes one and throws it away, and nothing of it runs.",
                    trigger=f"Call {scope.node.name}(…): nothing that {call.func.id} does happens.",
                )


def own_generator_yielded(module, scope):
    if not scope.is_generator:
        return
    name = scope.node.name
    if not means_itself(module, scope):
        return
    walked = any(is_call_of(node.iter, name) for node in scope.of(ast.For)) or any(is_call_of(node.value, name) for node in scope.of(ast.YieldFrom))
    for node in scope.of(ast.Yield):
        if walked and node.value is not None and is_call_of(node.value, name):
            yield Detection(
                rule="generator-not-delegated", node=node,
                message=f"This hands out the generator that {name}(…) makes, not what it yields; elsewhere the function walks through it.",
                trigger=f"list({name}(…)) on anything that gets here holds generator objects.",
            )


def empty_base_case(module, scope):
    """All that is returned is [] or filled solely from this function's own results: it is always empty."""
    name = scope.node.name
    returns = scope.of(ast.Return)
    calls = [node for node in scope.of(ast.Call) if is_name(node.func, name)]
    if not calls or scope.is_generator or not means_itself(module, scope):
        return
    empties = [node for node in returns if is_empty_list(node.value)]
    others = [node for node in returns if node not in empties]
    if not empties or not others or not all(is_built_from_own(module, scope, node.value, name) for node in others):
        return
    yield Detection(
        rule="empty-base-case", node=empties[0],
        message=f"{name} builds its result by going through its own results, and those begin with an empty list here: nothing is ever added.",
        trigger=f"Any call of {name}(…): the result is [].",
    )


def is_built_from_own(module, scope, value, name):
    if isinstance(value, ast.ListComp):
        return is_call_of(value.generators[0].iter, name)
    if not isinstance(value, ast.Name):
        return False
    made = scope.assignments(value.id) or []
    if len(made) != 1 or not is_empty_list(made[0].value):
        return False
    fills = [node for node in scope.loads[value.id] if not isinstance(module.parent(node), ast.Return)]
    return bool(fills) and all(fills_from_own(module, scope, node, name) for node in fills)


def fills_from_own(module, scope, node, name):
    call = module.parent(module.parent(node))
    if method_call(call, "extend") is node and len(call.args) == 1:
        source = call.args[0]
        return isinstance(source, COMPREHENSIONS) and is_call_of(source.generators[0].iter, name)
    if method_call(call, "append") is node:
        loop = next((one for one in module.ancestors(call) if isinstance(one, LOOPS)), None)
        return isinstance(loop, ast.For) and is_call_of(loop.iter, name)
    return False


def is_empty_list(node):
    return isinstance(node, ast.List) and not node.elts


def is_call_of(node, name):
    return isinstance(node, ast.Call) and is_name(node.func, name)
