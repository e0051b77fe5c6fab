"""Ends that are one too far or one too short: ranges, subscripts, halves, slices taken twice, rests forgotten."""

import ast

from assay_analysis.detection import Detection
from assay_analysis.detectors.halving import halves_of
from assay_analysis.scope import is_len_of, is_name, names_in, same, scopes


def detect_off_by_one(module):
    for scope in scopes(module):
        yield from index_of_length(scope)
        yield from loops_past_the_end(module, scope)
        yield from search_past_the_end(module, scope)
        yield from counted_past_the_end(module, scope)
        yield from strict_fit(module, scope)


def index_of_length(scope):
    for node in scope.of(ast.Subscript):
        if isinstance(node.ctx, ast.Load) and is_len_of(node.slice, ast.unparse(node.value)):
            text = ast.unparse(node.value)
            yield finding(node, f"The last element of “{text}” is at len({text}) - 1; this is one past it.", "Any call that gets here: IndexError.")


def loops_past_the_end(module, scope):
    for loop in scope.of(ast.For):
        if not (isinstance(loop.target, ast.Name) and isinstance(loop.iter, ast.Call) and is_name(loop.iter.func, "range")):
            continue
        stop = loop.iter.args[min(1, len(loop.iter.args) - 1)] if loop.iter.args and len(loop.iter.args) < 3 else None
        text, excess = length_and_excess(stop)
        if text is None or text.split(".")[0] in stored_in(loop) or in_try(module, loop):
            continue
        index = loop.target.id
        for node in body_nodes(loop):
            if not (isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load) and ast.unparse(node.value) == text):
                continue
            offset = offset_from(node.slice, index)
            if offset is None or excess + offset <= 0 or is_guarded(module, node, loop, index):
                continue
            yield finding(
                node, f"“{index}” goes up to {describe(text, excess - 1)}, so this reads “{text}” at {describe(text, excess - 1 + offset)}; its last "
                      f"element is at len({text}) - 1.",
                f"Any “{text}” with an element: the last round raises IndexError.")
            break


def length_and_excess(stop):
    """(text of x, n) of `len(x) + n`; the index goes up to len(x) + n - 1."""
    if is_len_of(stop):
        return ast.unparse(stop.args[0]), 0
    if isinstance(stop, ast.BinOp) and is_len_of(stop.left) and isinstance(stop.right, ast.Constant) and type(stop.right.value) is int:
        number = stop.right.value
        if isinstance(stop.op, (ast.Add, ast.Sub)):
            return ast.unparse(stop.left.args[0]), number if isinstance(stop.op, ast.Add) else -number
    return None, 0


def offset_from(node, index):
    """n of `index + n`; None for anything else."""
    if is_name(node, index):
        return 0
    if isinstance(node, ast.BinOp) and is_name(node.left, index) and isinstance(node.right, ast.Constant) and type(node.right.value) is int:
        return {ast.Add: 1, ast.Sub: -1}.get(type(node.op), 0) * node.right.value if isinstance(node.op, (ast.Add, ast.Sub)) else None
    return None


def is_guarded(module, node, loop, index):
    """Whether any condition about the index stands between the loop and the node, or before it in the body."""
    child = node
    for outer in module.ancestors(node):
        if outer is loop:
            break
        if isinstance(outer, (ast.If, ast.IfExp, ast.While)) and child is not outer.test and index in names_in(outer.test):
            return True
        if isinstance(outer, ast.BoolOp) and index in names_in(outer) and child is not outer.values[0]:
            return True
        if isinstance(outer, (ast.Try, ast.Lambda, ast.FunctionDef)):
            return True
        child = outer
    # A condition before it may leave the round.
    return any(isinstance(one, ast.If) and one.lineno < node.lineno and index in names_in(one.test) for one in body_nodes(loop)) or any(
        isinstance(one, ast.Name) and one.id == index and isinstance(one.ctx, ast.Store) for one in body_nodes(loop))


def search_past_the_end(module, scope):
    """`high = len(x)` with `while low <= high` and x[middle]."""
    for loop in scope.of(ast.While):
        test = loop.test
        if not (isinstance(test, ast.Compare) and len(test.ops) == 1 and isinstance(test.ops[0], ast.LtE)):
            continue
        for low, high, middle in halves_of(scope):
            if not (is_name(test.left, low) and is_name(test.comparators[0], high)):
                continue
            starts = [value for node in scope.of(ast.Assign) if node.lineno < loop.lineno for target, value in pairs_of(node) if is_name(target, high)]
            if not starts or not is_len_of(starts[-1]):
                continue
            text = ast.unparse(starts[-1].args[0])
            read = [node for node in body_nodes(loop) if isinstance(node, ast.Subscript) and ast.unparse(node.value) == text and is_name(node.slice, middle)]
            if read:
                first = min(node.lineno for node in read)
                yield finding(
                    test, f"“{high}” starts at len({text}), one past the last element, but the search goes on while {low} <= {high}: “{middle}” can be len({text}).",
                    f"Call {scope.node.name} with an empty “{text}”, or a value above all of it: IndexError.", 0.85,
                    trace=[(test.lineno, f"goes on with {low} = {high} = len({text})"), (first, f"reads {text}[{middle}]")])


def pairs_of(assign):
    """(target, value) of an assignment, those of tuples one by one."""
    target, value = assign.targets[0], assign.value
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple) and len(target.elts) == len(value.elts):
        return list(zip(target.elts, value.elts))
    return [(target, value)]


def counted_past_the_end(module, scope):
    """`while i <= len(x)` with x[i] before i is stepped."""
    for loop in scope.of(ast.While):
        test = loop.test
        if not (isinstance(test, ast.Compare) and len(test.ops) == 1 and isinstance(test.ops[0], ast.LtE) and isinstance(test.left, ast.Name)
                and is_len_of(test.comparators[0])) or in_try(module, loop):
            continue
        index, text = test.left.id, ast.unparse(test.comparators[0].args[0])
        if text.split(".")[0] in stored_in(loop):
            continue
        for node in body_nodes(loop):
            stepped = any(isinstance(one, ast.Name) and one.id == index and isinstance(one.ctx, ast.Store) and one.lineno < getattr(node, "lineno", 0) for one in body_nodes(loop))
            if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load) and ast.unparse(node.value) == text and is_name(node.slice, index) and not stepped:
                if not asks_about(module, node, loop, index):
                    yield finding(node, f"The last round has {index} = len({text}), one past the last element.", f"Any “{text}”: the last round raises IndexError.")
                    break


def asks_about(module, node, loop, index):
    return any(isinstance(one, (ast.If, ast.IfExp, ast.BoolOp)) and index in names_in(getattr(one, "test", one)) and not any(
        inner is node for inner in ast.walk(getattr(one, "test", ast.Pass()))) for one in module.ancestors(node) if loop in module.ancestors(one))


def strict_fit(module, scope):
    """`if w < j: t[j] = … t[j - w]`: what fits exactly is left out, although t[0] is where it would start."""
    for node in scope.of(ast.If):
        test = node.test
        if not (isinstance(test, ast.Compare) and len(test.ops) == 1 and isinstance(test.ops[0], (ast.Lt, ast.Gt))):
            continue
        small, large = (test.left, test.comparators[0]) if isinstance(test.ops[0], ast.Lt) else (test.comparators[0], test.left)
        if not (isinstance(small, ast.Name) and isinstance(large, ast.Name)):
            continue
        for assign in node.body:
            if not (isinstance(assign, ast.Assign) and isinstance(assign.targets[0], ast.Subscript)):
                continue
            table, target = root(assign.targets[0]), assign.targets[0]
            reads = [one for one in ast.walk(assign.value) if isinstance(one, ast.Subscript) and root(one) == table]
            difference = any(isinstance(one, ast.BinOp) and isinstance(one.op, ast.Sub) and same(one.left, large) and same(one.right, small)
                             for read in reads for one in ast.walk(read.slice))
            if table and difference and large.id in names_in(target.slice) and any(isinstance(one, ast.For) and is_name(one.target, large.id) for one in module.ancestors(node)):
                yield finding(
                    test, f"“{small.id}” equal to “{large.id}” fits exactly and leads to the entry for 0, but is left out here; below it the "
                          f"difference {large.id} - {small.id} is used.",
                    f"Call {scope.node.name} with one item whose {small.id} is all there is room for.", 0.6)


def root(node):
    while isinstance(node, ast.Subscript):
        node = node.value
    return node.id if isinstance(node, ast.Name) else None


def body_nodes(loop):
    return [node for statement in loop.body for node in ast.walk(statement)]


def stored_in(loop):
    """Names that the body binds or whose object it may shorten or lengthen."""
    names = {node.id for node in body_nodes(loop) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    return names | {node.func.value.id for node in body_nodes(loop) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
                    and isinstance(node.func.value, ast.Name) and node.func.attr in ("append", "insert", "extend", "pop", "remove")}


def in_try(module, node):
    return any(isinstance(outer, ast.Try) for outer in module.ancestors(node))


def describe(text, excess):
    return f"len({text})" if excess == 0 else f"len({text}) {'+' if excess > 0 else '-'} {abs(excess)}"


def finding(node, message, trigger, confidence=0.8, trace=()):
    return Detection(rule="off-by-one", node=node, message=message, trigger=trigger, confidence=confidence, trace=list(trace))
