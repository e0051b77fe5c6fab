"""Loops over plain numbers are gone through here with small inputs: when a state comes back, the loop never ends.

Nothing of the module is run: a few kinds of expressions over numbers are worked out, everything else makes the loop unfit."""

import ast
import itertools
import operator

BINARY = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv, ast.FloorDiv: operator.floordiv,
          ast.Mod: operator.mod, ast.BitAnd: operator.and_, ast.BitOr: operator.or_, ast.BitXor: operator.xor, ast.RShift: operator.rshift}
ORDER = {ast.Lt: operator.lt, ast.LtE: operator.le, ast.Gt: operator.gt, ast.GtE: operator.ge, ast.Eq: operator.eq, ast.NotEq: operator.ne}
UNARY = {ast.USub: operator.neg, ast.Not: operator.not_, ast.UAdd: operator.pos, ast.Invert: operator.invert}
CALLS = {"abs": abs, "int": int, "float": float, "min": min, "max": max}
ROUNDS = 200
LARGEST = 1e12
SMALL = ("eps", "epsilon", "tol", "tolerance", "precision")
SAMPLES = (1, 2, 3, 5, 6, 7, 8, 12)


class Unfit(Exception):
    """More than numbers, or too large a number."""


def rehearse(scope, loop):
    """(message, trigger) when most small inputs that enter the loop never leave it; else None."""
    try:
        names, steps = slice_of(loop)
    except Unfit:
        return None
    parameters = [name for name in scope.parameters if name in names and name not in ("self", "cls")]
    unknown = names - set(parameters)
    setup = [node for node in scope.node.body if node.lineno < loop.lineno]
    if loop not in scope.node.body or not parameters or len(parameters) > 2 or names & scope.elsewhere:
        return None
    entered, endless = 0, []
    for values in itertools.product(*[(0.01,) if name in SMALL else SAMPLES for name in parameters]):
        state = dict(zip(parameters, values))
        try:
            prepare(setup, state, unknown)
            if not value_of(loop.test, state):
                continue
            entered += 1
            if comes_back(loop, steps, state, names):
                endless.append(values)
        except (Unfit, ArithmeticError, TypeError, ValueError, KeyError):
            continue
    if entered < 3 or len(endless) * 2 <= entered:
        return None
    shown = ", ".join(f"{name}={value}" for name, value in zip(parameters, endless[0]))
    return (f"With {shown} the loop comes back to a state it has been in, and so for {len(endless)} of {entered} small inputs: it never ends.",
            f"Call {scope.node.name} with {shown}.")


def slice_of(loop):
    """The names the condition depends on and the statements that bind them; Unfit when anything else may end the loop."""
    names = {node.id for node in ast.walk(loop.test) if isinstance(node, ast.Name)} - set(CALLS)
    bound = {}
    for node in loop.body:
        for inner in ast.walk(node):
            if isinstance(inner, (ast.Break, ast.Return, ast.Raise, ast.Yield, ast.YieldFrom, ast.Await, ast.Try, ast.Continue, ast.Assert)):
                raise Unfit
            if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Store):
                bound.setdefault(inner.id, []).append(node)
    while True:
        steps = [node for node in loop.body if any(node in bound.get(name, ()) for name in names)]
        more = {inner.id for node in steps for inner in ast.walk(node) if isinstance(inner, ast.Name)} - set(CALLS)
        if more <= names:
            break
        names |= more
    if not steps or not all(isinstance(node, (ast.Assign, ast.AugAssign, ast.If, ast.expr, ast.expr_context, ast.operator, ast.cmpop, ast.boolop, ast.unaryop))
                            for one in steps for node in ast.walk(one)):
        raise Unfit
    return names, steps


def prepare(setup, state, unknown):
    """Works out what is bound before the loop; what cannot be worked out must not matter."""
    for node in setup:
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            if node.targets[0].id in unknown or node.targets[0].id in state:
                state[node.targets[0].id] = value_of(node.value, state)
        elif any(isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Store) and (inner.id in state or inner.id in unknown) for inner in ast.walk(node)):
            raise Unfit
        elif any(isinstance(inner, (ast.Return, ast.Raise)) for inner in ast.walk(node)):
            guard(node, state)


def guard(node, state):
    """An early way out before the loop: inputs that take it do not count."""
    if not isinstance(node, ast.If) or node.orelse or value_of(node.test, state):
        raise Unfit


def comes_back(loop, steps, state, names):
    seen = set()
    for _ in range(ROUNDS):
        key = tuple(sorted((name, state[name]) for name in names))
        if key in seen:
            return True
        seen.add(key)
        for node in steps:
            step(node, state)
        if not value_of(loop.test, state):
            return False
    return False


def step(node, state):
    if isinstance(node, ast.If):
        for inner in node.body if value_of(node.test, state) else node.orelse:
            step(inner, state)
        return
    if isinstance(node, ast.AugAssign):
        if not isinstance(node.target, ast.Name):
            raise Unfit
        state[node.target.id] = binary(node.op, state[node.target.id], value_of(node.value, state))
        return
    target = node.targets[0]
    if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple) and all(isinstance(one, ast.Name) for one in target.elts):
        values = [value_of(one, state) for one in node.value.elts]
        state.update(zip((one.id for one in target.elts), values))
    elif isinstance(target, ast.Name):
        state[target.id] = value_of(node.value, state)
    else:
        raise Unfit


def value_of(node, state):
    if isinstance(node, ast.Constant) and isinstance(node.value, (int, float)):
        return node.value
    if isinstance(node, ast.Name):
        return state[node.id]
    if isinstance(node, ast.BinOp):
        return binary(node.op, value_of(node.left, state), value_of(node.right, state))
    if isinstance(node, ast.UnaryOp):
        return UNARY[type(node.op)](value_of(node.operand, state))
    if isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in ORDER:
        return ORDER[type(node.ops[0])](value_of(node.left, state), value_of(node.comparators[0], state))
    if isinstance(node, ast.BoolOp):
        values = (value_of(one, state) for one in node.values)
        return all(values) if isinstance(node.op, ast.And) else any(values)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS and not node.keywords:
        return CALLS[node.func.id](*(value_of(one, state) for one in node.args))
    raise Unfit


def binary(kind, left, right):
    if isinstance(kind, ast.Pow) and abs(left) < 1e3 and 0 <= right <= 4:
        return left**right
    if type(kind) not in BINARY:
        raise Unfit
    result = BINARY[type(kind)](left, right)
    if abs(result) > LARGEST:
        raise Unfit
    return result
