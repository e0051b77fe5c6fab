"""Loops that never end, and conditions inside of loops that can only go one way."""

import ast

from assay_analysis.cfg.endings import leaves
from assay_analysis.cfg.rehearsal import rehearse
from assay_analysis.detection import Detection
from assay_analysis.detectors.halving import halves_of
from assay_analysis.scope import INNER, is_len_of, is_name, names_in, scopes

ORDERS = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)


def detect_loops(module):
    for scope in scopes(module):
        for loop in scope.of(ast.While):
            found = still_condition(module, scope, loop) or still_body(module, scope, loop) or stuck_half(scope, loop) or skipped_step(module, scope, loop) or rehearse(scope, loop)
            if found:
                yield Detection(rule="endless-loop", node=loop.test, message=found[0], trigger=found[1])
        yield from constant_conditions(module, scope)


def is_simple_order(test):
    return isinstance(test, ast.Compare) and len(test.ops) == 1 and isinstance(test.ops[0], ORDERS) and all(
        isinstance(node, (ast.Name, ast.Constant)) for node in (test.left, test.comparators[0]))


def is_order_with_length(module, loop):
    """`i < len(x)` where the body only looks into x."""
    test = loop.test
    if not (isinstance(test, ast.Compare) and len(test.ops) == 1 and isinstance(test.ops[0], (ast.Lt, ast.LtE)) and isinstance(test.left, ast.Name) and is_len_of(test.comparators[0])):
        return False
    name = test.comparators[0].args[0]
    return isinstance(name, ast.Name) and all(
        isinstance(module.parent(node), ast.Subscript) and module.parent(node).value is node and isinstance(module.parent(node).ctx, ast.Load)
        for statement in loop.body for node in ast.walk(statement) if is_name(node, name.id))


def still_condition(module, scope, loop):
    """An order of local names that the body never binds."""
    names = names_in(loop.test) - {"len"}
    if not (is_simple_order(loop.test) or is_order_with_length(module, loop)) or not names or leaves(loop.body) or names & scope.elsewhere or any(name in inner_stores(scope) for name in names):
        return None
    if not all(name in scope.stores or name in scope.parameters for name in names) or names & stored_in(loop.body) or in_try(module, loop):
        return None
    words = " and ".join(f"“{name}”" for name in sorted(names))
    return f"Nothing in the loop changes {words}: once it is entered it never ends.", f"Call {scope.node.name} so that {ast.unparse(loop.test)}."


def still_body(module, scope, loop):
    """A body that binds nothing and calls nothing: each round is the same as the first."""
    nodes = [node for statement in [ast.Expr(loop.test), *loop.body] for node in ast.walk(statement)]
    changing = (ast.Call, ast.Yield, ast.YieldFrom, ast.Await, ast.NamedExpr, ast.Attribute, ast.Import, ast.ImportFrom, ast.Raise, ast.Break)
    if any(isinstance(node, changing) or isinstance(getattr(node, "ctx", None), (ast.Store, ast.Del)) for node in nodes) or in_try(module, loop):
        return None
    if isinstance(loop.test, ast.Constant) or not names_in(loop.test) <= set(scope.parameters) | set(scope.stores) - scope.elsewhere or not any(isinstance(node, ast.If) for node in loop.body):
        return None
    return ("Nothing changes from round to round: if the first does not leave the loop, none does.",
            f"Call {scope.node.name} so that {ast.unparse(loop.test)} and no condition in the loop holds.")


def stuck_half(scope, loop):
    """`low = middle` while low < high: with two left the middle is low."""
    for low, high, middle in halves_of(scope):
        if not is_simple_order(loop.test) or names_in(loop.test) != {low, high}:
            continue
        inclusive = isinstance(loop.test.ops[0], (ast.LtE, ast.GtE))
        asked = any(isinstance(node, ast.Compare) and middle in names_in(node) and names_in(node) & {low, high} and not any(
            isinstance(one, ast.Subscript) for one in ast.walk(node)) for node in ast.walk(loop) if node is not loop.test)
        if asked:
            continue
        for assign in (node for node in ast.walk(loop) if isinstance(node, ast.Assign)):
            stuck = is_name(assign.targets[0], low) or inclusive and is_name(assign.targets[0], high)
            if stuck and is_name(assign.value, middle):
                end = assign.targets[0].id
                return (f"Line {assign.lineno} sets “{end}” to “{middle}”, which can be “{end}” already: the loop then repeats for ever. "
                        f"{middle} {'+' if end == low else '-'} 1 goes on."), f"Call {scope.node.name} with one or two elements and a value that is not among them."
    return None


def skipped_step(module, scope, loop):
    """`continue` before the only step, under a condition that the round has not changed."""
    if not is_simple_order(loop.test) or in_try(module, loop):
        return None
    names = names_in(loop.test)
    before = []
    for statement in loop.body:
        if isinstance(statement, ast.If) and len(statement.body) == 1 and isinstance(statement.body[0], ast.Continue):
            asked = names_in(statement.test)
            still = not any(isinstance(node, (ast.Call, ast.Attribute)) for node in ast.walk(statement.test))
            if names & stored_in(loop.body) and not stored_in(before) & (names | asked) and not leaves(before) and still and asked & names and not any(
                    isinstance(node, ast.Call) for one in before for node in ast.walk(one)):
                return (f"The “continue” in line {statement.body[0].lineno} skips the step of “{min(names & stored_in(loop.body))}”, so the next round is the same one again.",
                        f"Call {scope.node.name} so that {ast.unparse(statement.test)} holds once.")
        before.append(statement)
    return None


def constant_conditions(module, scope):
    """Comparisons of a range's index with the range's own ends."""
    for loop in scope.of(ast.For):
        if not (isinstance(loop.target, ast.Name) and isinstance(loop.iter, ast.Call) and is_name(loop.iter.func, "range") and 1 <= len(loop.iter.args) <= 2):
            continue
        index, stop = loop.target.id, loop.iter.args[-1]
        if not isinstance(stop, ast.Name) or {index, stop.id} & stored_in(loop.body) or stop.id in scope.elsewhere:
            continue
        for node in (one for statement in loop.body for one in ast.walk(statement)):
            test = getattr(node, "test", None)
            if isinstance(node, (ast.If, ast.IfExp)) and isinstance(test, ast.Compare) and len(test.ops) == 1:
                left, right, operator = test.left, test.comparators[0], type(test.ops[0])
                if is_name(left, stop.id) and is_name(right, index):
                    left, right = right, left
                    operator = {ast.Lt: ast.Gt, ast.Gt: ast.Lt, ast.LtE: ast.GtE, ast.GtE: ast.LtE}.get(operator, operator)
                always = {ast.Lt: True, ast.LtE: True, ast.NotEq: True, ast.Gt: False, ast.GtE: False, ast.Eq: False}.get(operator)
                if is_name(left, index) and is_name(right, stop.id) and always is not None:
                    yield Detection(
                        rule="constant-condition", node=test,
                        message=f"“{index}” runs over range(…, {stop.id}) and never reaches “{stop.id}”: this is always {always}. Either the range ends one too "
                                "early or the other branch is dead.",
                        trigger=f"Call {scope.node.name} so that the loop runs: {'the other' if always else 'this'} branch is never taken.",
                    )


def stored_in(statements):
    return {node.id for statement in statements for node in ast.walk(statement) if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)}


def inner_stores(scope):
    return {node.id for node in scope.inner if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}


def in_try(module, node):
    for outer in module.ancestors(node):
        if isinstance(outer, ast.Try):
            return True
        if isinstance(outer, INNER):
            return False
    return False
