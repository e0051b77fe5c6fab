"""Sequences taken apart with something lost or taken twice: the rest after the loop, the equal ones, the first k again."""

import ast

from assay_analysis.detection import Detection
from assay_analysis.scope import LOOPS, is_constant, is_len_of, is_name, names_in, same, scopes


def detect_taken_apart(module):
    for scope in scopes(module):
        yield from lost_remainder(module, scope)
        yield from lost_tail(scope)
        yield from lost_equals(scope)
        yield from taken_twice(module, scope)
        yield from uneven_advance(scope)
        yield from digits_reversed(module, scope)


def lost_remainder(module, scope):
    """`while len(x) > n: … x = x[end:]` and x is never looked at again."""
    for loop in scope.of(ast.While):
        test = loop.test
        if not (isinstance(test, ast.Compare) and len(test.ops) == 1 and isinstance(test.ops[0], (ast.Gt, ast.GtE)) and is_len_of(test.left)
                and isinstance(test.left.args[0], ast.Name)) or is_constant(test.comparators[0], 0):
            continue
        name = test.left.args[0].id
        cuts = [value for target, value in bindings_in(loop) if target == name and is_tail_of(value, name)]
        after = [node for node in scope.loads[name] if node.lineno > loop.end_lineno]
        kept = any(isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "append" for node in ast.walk(loop))
        in_loop = any(isinstance(outer, LOOPS) for outer in module.ancestors(loop))
        if cuts and kept and not after and not in_loop and not loop.orelse and name not in scope.elsewhere and scope.of(ast.Return):
            yield Detection(
                rule="lost-remainder", node=test,
                message=f"The loop takes pieces off “{name}” and stops while up to {ast.unparse(test.comparators[0])} of it are left; nothing reads what is left.",
                trigger=f"Call {scope.node.name} with a “{name}” shorter than that: all of it is lost.",
            )


def lost_tail(scope):
    """A merge of x and y (`while i < len(x) and j < len(y)`, both appended) after which nobody looks at what one of them has left."""
    for loop in scope.of(ast.While):
        tests = loop.test.values if isinstance(loop.test, ast.BoolOp) and isinstance(loop.test.op, ast.And) else []
        ends = [(one.left.id, one.comparators[0].args[0].id) for one in tests if isinstance(one, ast.Compare) and isinstance(one.ops[0], ast.Lt) and isinstance(one.left, ast.Name)
                and is_len_of(one.comparators[0]) and isinstance(one.comparators[0].args[0], ast.Name)]
        if len(ends) != 2 or len(tests) != 2 or loop.orelse:
            continue
        appended = [ast.unparse(node.args[0]) for node in ast.walk(loop) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "append" and node.args]
        later = any(node.lineno > loop.end_lineno for pair in ends for name in pair for node in scope.loads[name])
        if all(f"{name}[{index}]" in appended for index, name in ends) and not later:
            names = " and ".join(f"“{name}”" for _, name in ends)
            yield Detection(
                rule="lost-remainder", node=loop.test,
                message=f"The loop ends as soon as one of {names} is used up; what the other has left is never added.",
                trigger=f"Call {scope.node.name} with one element and none, or [1] and [2]: an element is missing.",
            )


def bindings_in(loop):
    """(name, value) of the assignments in a loop, those of tuples one by one."""
    for node in ast.walk(loop):
        if isinstance(node, ast.Assign):
            target, value = node.targets[0], node.value
            if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple) and len(target.elts) == len(value.elts):
                yield from ((one.id, other) for one, other in zip(target.elts, value.elts) if isinstance(one, ast.Name))
            elif isinstance(target, ast.Name):
                yield target.id, value


def is_tail_of(node, name):
    return isinstance(node, ast.Subscript) and is_name(node.value, name) and isinstance(node.slice, ast.Slice) and node.slice.lower is not None and node.slice.upper is None


def lost_equals(scope):
    """Filters `< p` and `> p` over x[1:], put together with one p: other elements equal to p are gone."""
    filters = []
    for node in scope.of(ast.ListComp):
        generator = node.generators[0]
        test = generator.ifs[0] if len(generator.ifs) == 1 and len(node.generators) == 1 else None
        if isinstance(test, ast.Compare) and len(test.ops) == 1 and isinstance(test.left, ast.Name) and same(test.left, node.elt) and isinstance(test.comparators[0], ast.Name):
            filters.append((generator.iter, type(test.ops[0]), test.comparators[0].id, test))
    for source, operator, pivot, test in filters:
        if operator is not ast.Gt or not (isinstance(source, ast.Subscript) and isinstance(source.slice, ast.Slice) and is_constant(source.slice.lower, 1)):
            continue
        twins = [op for other, op, name, _ in filters if name == pivot and same(other, source) and op is not ast.Gt]
        joined = any(isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add) and any(
            isinstance(one, ast.List) and len(one.elts) == 1 and is_name(one.elts[0], pivot) for one in (node.left, node.right)) for node in scope.of(ast.BinOp))
        if twins == [ast.Lt] and joined:
            yield Detection(
                rule="lost-equal-elements", node=test,
                message=f"Elements equal to “{pivot}” are in neither part, and “{pivot}” itself is put back once: the others are lost.",
                trigger=f"Call {scope.node.name}([1, 1]): one element comes back.",
            )


def taken_twice(module, scope):
    """`head = x[:k]`, then a loop over all of x that goes on filling head."""
    for assign in scope.of(ast.Assign):
        value, target = assign.value, assign.targets[0]
        if not (isinstance(target, ast.Name) and isinstance(value, ast.Subscript) and isinstance(value.slice, ast.Slice) and isinstance(value.value, ast.Name)
                and value.slice.lower is None and value.slice.upper is not None and value.slice.step is None):
            continue
        for loop in scope.of(ast.For):
            if not (is_name(loop.iter, value.value.id) and isinstance(loop.target, ast.Name) and loop.lineno > assign.lineno):
                continue
            for call in (node for node in ast.walk(loop) if isinstance(node, ast.Call)):
                receiver = call.func.value if isinstance(call.func, ast.Attribute) else None
                pushed = is_name(receiver, target.id) and call.func.attr in ("append", "appendleft", "push", "add") and any(is_name(one, loop.target.id) for one in call.args)
                heap = (module.resolve(call.func) or "").startswith("heapq.heap") and [getattr(one, "id", None) for one in call.args] == [target.id, loop.target.id]
                if (pushed or heap) and len(scope.stores[value.value.id]) == 0 and not any(isinstance(node, ast.If) for node in loop.body):
                    upper = ast.unparse(value.slice.upper)
                    yield Detection(
                        rule="taken-twice", node=loop.iter,
                        message=f"“{target.id}” already holds the first {upper} of “{value.value.id}” (line {assign.lineno}); this loop puts them in again. "
                                f"{value.value.id}[{upper}:] is what is left.",
                        trigger=f"Call {scope.node.name} with {upper} = 1 and two elements: the first one counts twice.",
                    )
                    break


def uneven_advance(scope):
    """The heads of two sequences are equal, but only one of the sequences moves on."""
    for branch in scope.of(ast.If):
        test = branch.test
        if not (isinstance(test, ast.Compare) and len(test.ops) == 1 and isinstance(test.ops[0], ast.Eq)
                and isinstance(test.left, ast.Subscript) and isinstance(test.comparators[0], ast.Subscript)):
            continue
        one, other = test.left, test.comparators[0]
        if not (isinstance(one.value, ast.Name) and isinstance(other.value, ast.Name)) or same(one.value, other.value):
            continue
        if is_constant(one.slice, 0) and is_constant(other.slice, 0):
            node = uneven_call(scope, branch, one.value.id, other.value.id)
        elif isinstance(one.slice, ast.Name) and isinstance(other.slice, ast.Name) and one.slice.id != other.slice.id:
            node = uneven_table(branch, one.slice.id, other.slice.id)
        else:
            node = None
        if node is not None:
            yield Detection(
                rule="uneven-advance", node=node,
                message=f"“{ast.unparse(one)}” and “{ast.unparse(other)}” match, so both are used up; this goes on from one of them only, and the other can match again.",
                trigger=f"Call {scope.node.name} with “a” and “aa”, either way round: one letter is counted twice.",
            )


def uneven_call(scope, branch, one, other):
    for statement in branch.body:
        for call in ast.walk(statement):
            if isinstance(call, ast.Call) and is_name(call.func, scope.node.name):
                arguments = dict(zip(scope.parameters, call.args))
                moved = [is_tail_of(arguments.get(name), name) for name in (one, other)]
                stayed = [is_name(arguments.get(name), name) for name in (one, other)]
                if any(moved) and any(stayed):
                    return call
    return None


def uneven_table(branch, one, other):
    for assign in branch.body:
        if not (isinstance(assign, ast.Assign) and isinstance(assign.targets[0], ast.Subscript)) or not (
                isinstance(assign.value, ast.BinOp) and isinstance(assign.value.op, ast.Add)):
            continue
        reads = [steps_back(node, one, other) for node in (assign.value.left, assign.value.right) if isinstance(node, ast.Subscript)]
        if reads and reads[0] in ((1, 0), (0, 1)) and steps_back(assign.targets[0], one, other) == (0, 0):
            return assign.value
    return None


def steps_back(node, one, other):
    """How far `t[i - a, j - b]` or `t[i - a][j - b]` lies behind (i, j)."""
    if isinstance(node.slice, ast.Tuple) and len(node.slice.elts) == 2:
        places = node.slice.elts
    elif isinstance(node.value, ast.Subscript):
        places = [node.value.slice, node.slice]
    else:
        return None
    steps = []
    for place, name in zip(places, (one, other)):
        if is_name(place, name):
            steps.append(0)
        elif isinstance(place, ast.BinOp) and isinstance(place.op, ast.Sub) and is_name(place.left, name) and is_constant(place.right, 1):
            steps.append(1)
    return tuple(steps)


def digits_reversed(module, scope):
    """Digits come out lowest first (% and //), and a text grows at its end."""
    for loop in scope.of(ast.While):
        shrinking = {target: value for target, value in [*bindings_in(loop), *augmented_in(loop)] if isinstance(value, ast.BinOp) and isinstance(value.op, ast.FloorDiv) and is_name(value.left, target)}
        digits = {target for target, value in bindings_in(loop) if isinstance(value, ast.BinOp) and isinstance(value.op, ast.Mod) and getattr(value.left, "id", None) in shrinking}
        for target, value in [*bindings_in(loop), *augmented_in(loop)]:
            made = [node for node in scope.of(ast.Assign) if is_name(node.targets[0], target) and is_constant(node.value, "")]
            grows = isinstance(value, ast.BinOp) and isinstance(value.op, ast.Add) and is_name(value.left, target) and digits & names_in(value.right)
            if made and grows and not is_turned(module, scope, target):
                yield Detection(
                    rule="digits-reversed", node=value,
                    message=f"% and // give the lowest digit first, so “{target}” is written back to front; put each digit before it.",
                    trigger=f"Call {scope.node.name} with 12 and base 10: “21”.",
                )


def augmented_in(loop):
    for node in ast.walk(loop):
        if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
            left = ast.copy_location(ast.Name(node.target.id, ast.Load()), node.target)
            yield node.target.id, ast.copy_location(ast.BinOp(left, node.op, node.value), node)


def is_turned(module, scope, name):
    """Whether the text is reversed somewhere: sliced, or handed to anything but a return."""
    return any(not isinstance(module.parent(node), (ast.Return, ast.BinOp, ast.AugAssign)) for node in scope.loads[name])
