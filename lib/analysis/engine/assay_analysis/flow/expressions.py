"""The value of an expression."""

import ast

from assay_analysis.flow import folding, guards
from assay_analysis.flow.attributes import attribute_of
from assay_analysis.flow.calls import call_value
from assay_analysis.flow.methods import element_at, element_of
from assay_analysis.flow.program import Function
from assay_analysis.flow.texts import combine, concatenated, constant_or
from assay_analysis.flow.value import NOTHING, Value, constant, container, join, sequence, unknown


def evaluate(frame, node):
    if node is None:
        return constant(None)
    if not frame.run.spend():
        return NOTHING
    handler = HANDLERS.get(type(node))
    if handler is None:
        return unknown(*[evaluate(frame, child) for child in ast.iter_child_nodes(node) if isinstance(child, ast.expr)])
    return handler(frame, node)


def eval_constant(frame, node):
    return constant(node.value) if folding.is_small(node.value) else NOTHING


def eval_name(frame, node):
    return frame.lookup(node.id)


def eval_attribute(frame, node):
    base = evaluate(frame, node.value)
    return attribute_of(frame, base, node.attr, node)


def eval_subscript(frame, node):
    base = evaluate(frame, node.value)
    if isinstance(node.slice, ast.Slice):
        bounds = [
            evaluate(frame, part) if part else constant(None) for part in (node.slice.lower, node.slice.upper, node.slice.step)
        ]
        if all(bound.is_const for bound in bounds):
            if base.is_const:
                return constant_or(folding.computed(lambda value: value[slice(*[bound.const for bound in bounds])], base.const))
            if base.shape == "list" and base.items is not None:
                values = list(base.items.values())
                return sequence(values[slice(*[bound.const for bound in bounds])])
        return unknown(base, embedded=base.embedded)
    key = evaluate(frame, node.slice)
    return element_at(base, key)


def eval_binary(frame, node):
    left, right = evaluate(frame, node.left), evaluate(frame, node.right)
    return combine(node.op, left, right)


def eval_joined(frame, node):
    parts = []
    for part in node.values:
        if isinstance(part, ast.FormattedValue):
            value = evaluate(frame, part.value)
            if part.format_spec is not None:
                evaluate(frame, part.format_spec)
            if part.conversion in (ord("r"), ord("a")):
                value = value.cleaned(frozenset({"log", "header"}))
            if value.is_const and not isinstance(value.const, str):
                value = constant_or(folding.computed(str, value.const))
            parts.append(value)
        else:
            parts.append(evaluate(frame, part))
    return concatenated(parts) if parts else constant("")


def eval_list(frame, node):
    if any(isinstance(part, ast.Starred) for part in node.elts) or len(node.elts) > 60:
        return unknown(*[evaluate(frame, part) for part in node.elts], shape="list")
    values = [evaluate(frame, part) for part in node.elts]
    if (
        isinstance(node, (ast.Tuple, ast.Set))
        and values
        and all(value.is_const for value in values)
        and not isinstance(node.ctx if hasattr(node, "ctx") else None, ast.Store)
    ):
        return sequence(values)._replace(const=tuple(value.const for value in values))
    return sequence(values)


def eval_dict(frame, node):
    items, rest = {}, []
    for key, value in zip(node.keys, node.values):
        held = evaluate(frame, value)
        name = evaluate(frame, key) if key is not None else NOTHING
        if name.is_const and len(items) < 60 and isinstance(name.const, (str, bytes, int, float, bool, type(None))):
            items[name.const] = held
        else:
            rest += [name, held]
    return container(items, "dict", taints=unknown(*rest).taints)


def eval_bool(frame, node):
    """Each operand is only reached when those before let it."""
    before = frame.environment
    result = None
    for operand in node.values:
        value = evaluate(frame, operand)
        truth = guards.truth(value)
        result = value if result is None else join(result, value)
        decides = isinstance(node.op, ast.Or)
        if truth is decides:
            result = value if result is value else result
            break
        if truth is (not decides) and operand is not node.values[-1]:
            result = None
            continue
        if operand is not node.values[-1]:
            frame.environment = guards.refine(frame, operand, not decides, dict(frame.environment or {}))
    frame.environment = before
    return result if result is not None else value


def eval_unary(frame, node):
    value = evaluate(frame, node.operand)
    if isinstance(node.op, ast.Not):
        truth = guards.truth(value)
        return constant(not truth) if truth is not None else NOTHING
    return constant_or(folding.computed(folding.UNARY[type(node.op)], value.const)) if value.is_const else NOTHING


def eval_compare(frame, node):
    values = [evaluate(frame, part) for part in (node.left, *node.comparators)]
    if len(values) == 2:
        left, right = values
        operation = node.ops[0]
        observe_compare(frame, node, left, right)
        if left.is_const and right.is_const:
            return constant_or(folding.computed(folding.COMPARE[type(operation)], left.const, right.const))
        if (
            isinstance(operation, (ast.In, ast.NotIn))
            and left.is_const
            and right.shape in ("list", "dict")
            and right.items is not None
            and not right.taints
        ):
            inside = (
                right.items
                if right.shape == "dict"
                else [part.const if part.is_const else None for part in right.items.values()]
            )
            if right.shape == "dict" or all(part.is_const for part in right.items.values()):
                return constant((left.const in inside) is isinstance(operation, ast.In))
    return NOTHING


def observe_compare(frame, node, left, right):
    if isinstance(node.ops[0], (ast.In, ast.NotIn)) and right.taints and isinstance(left.const, str):
        frame.run.compared(frame, node, left.const, right)


def eval_conditional(frame, node):
    truth = guards.truth(evaluate(frame, node.test))
    if truth is not None:
        return evaluate(frame, node.body if truth else node.orelse)
    before = frame.environment
    results = []
    for branch, outcome in ((node.body, True), (node.orelse, False)):
        frame.environment = guards.refine(frame, node.test, outcome, dict(before or {}))
        results.append(evaluate(frame, branch))
    frame.environment = before
    return join(*results)


def eval_comprehension(frame, node):
    before = frame.environment
    frame.environment = dict(before or {})
    for generator in node.generators:
        source = evaluate(frame, generator.iter)
        frame.run.assign(frame, generator.target, element_of(source))
        for condition in generator.ifs:
            evaluate(frame, condition)
            frame.environment = guards.refine(frame, condition, True, frame.environment)
    parts = [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]
    values = [evaluate(frame, part) for part in parts]
    frame.environment = before
    return unknown(*values, shape="" if isinstance(node, ast.GeneratorExp) else "many")


def eval_lambda(frame, node):
    return Value(code=Function(node, frame.module, frame))


def eval_named(frame, node):
    value = evaluate(frame, node.value)
    frame.run.assign(frame, node.target, value)
    return value


def eval_inner(frame, node):
    return evaluate(frame, node.value)


def eval_yield(frame, node):
    value = evaluate(frame, node.value)
    frame.returns(unknown(value, shape="many"))
    return NOTHING


HANDLERS = {
    ast.Constant: eval_constant,
    ast.Name: eval_name,
    ast.Attribute: eval_attribute,
    ast.Subscript: eval_subscript,
    ast.BinOp: eval_binary,
    ast.JoinedStr: eval_joined,
    ast.List: eval_list,
    ast.Tuple: eval_list,
    ast.Set: eval_list,
    ast.Dict: eval_dict,
    ast.BoolOp: eval_bool,
    ast.UnaryOp: eval_unary,
    ast.Compare: eval_compare,
    ast.IfExp: eval_conditional,
    ast.ListComp: eval_comprehension,
    ast.SetComp: eval_comprehension,
    ast.DictComp: eval_comprehension,
    ast.GeneratorExp: eval_comprehension,
    ast.Lambda: eval_lambda,
    ast.NamedExpr: eval_named,
    ast.Await: eval_inner,
    ast.Starred: eval_inner,
    ast.FormattedValue: eval_inner,
    ast.Yield: eval_yield,
    ast.YieldFrom: eval_yield,
    ast.Call: call_value,
}
