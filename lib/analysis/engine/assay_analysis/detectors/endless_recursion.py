"""Recursion that comes back to where it was: same arguments, a half that is no smaller, no case for nothing left."""

import ast

from assay_analysis.detection import Detection
from assay_analysis.detectors.halving import halves_of, is_half_of_len
from assay_analysis.scope import COMPREHENSIONS, INNER, LOOPS, all_parameters, is_constant, is_len_of, is_name, means_itself, names_in, scopes

TESTS = (ast.If, ast.IfExp, ast.While)


def detect_endless_recursion(module):
    for scope in scopes(module):
        calls = [node for node in scope.of(ast.Call) if is_name(node.func, scope.node.name) and not node.keywords]
        calls = [node for node in calls if not any(isinstance(one, ast.Starred) for one in node.args)]
        if not calls or scope.of(ast.Try) or scope.node.decorator_list or not means_itself(module, scope):
            continue
        tests = [node.test for node in scope.of(*TESTS)]
        found = next(no_case_for_nothing(module, scope, calls, tests), None) or never_asked(module, scope, calls)
        if found:
            yield found
            continue
        for call in calls:
            by_name = dict(zip(scope.parameters, call.args))
            found = same_question(module, scope, call, by_name, tests) or empty_half(scope, call, by_name, tests) or whole_half(scope, call, by_name, tests)
            if found:
                yield found
                break


def never_asked(module, scope, calls):
    """A call of itself that every call makes: nothing before it can leave."""
    for statement in scope.node.body:
        if not isinstance(statement, (ast.Expr, ast.Return, ast.Assign, ast.AugAssign)):
            return None
        for call in calls:
            if any(node is call for node in ast.walk(statement)) and not is_conditional(module, call, scope.node) and not scope.is_generator and not any(
                    isinstance(outer, ast.IfExp) for outer in module.ancestors(call)) and not isinstance(scope.node, ast.AsyncFunctionDef):
                return Detection(
                    rule="endless-recursion", node=call,
                    message=f"Every call of {scope.node.name} makes this call: there is no case in which it ends.",
                    trigger=f"Any call of {scope.node.name}(…): RecursionError.",
                )
        if any(isinstance(node, ast.Raise) for node in ast.walk(statement)) or isinstance(statement, ast.Return):
            return None
    return None


def same_question(module, scope, call, by_name, tests):
    """All that decides whether to call again is handed on unchanged."""
    asked = set().union(*map(names_in, tests)) if tests else set()
    simple = (ast.Name, ast.Constant, ast.Compare, ast.BoolOp, ast.UnaryOp, ast.BinOp, ast.expr_context, ast.operator, ast.cmpop, ast.boolop, ast.unaryop)
    if not asked or not asked <= set(by_name) or not all(isinstance(node, simple) for test in tests for node in ast.walk(test)):
        return None
    if any(name in scope.stores or not is_name(by_name[name], name) for name in asked) or is_conditional(module, call, scope.node):
        return None
    if any(isinstance(node, (ast.Raise, ast.Yield, ast.YieldFrom)) for node in scope.nodes):
        return None
    names = " and ".join(f"“{name}”" for name in sorted(asked))
    return Detection(
        rule="endless-recursion", node=call,
        message=f"Whether {scope.node.name} calls itself again depends on {names} alone, which this call hands on unchanged: it never ends.",
        trigger=f"Call {scope.node.name}({', '.join('1' for _ in by_name)}) or any other arguments that get here: RecursionError.",
    )


def is_conditional(module, node, function):
    """Whether something other than an `if` decides that the call is made: a loop or comprehension that may be empty, `and`, a lambda."""
    for outer in module.ancestors(node):
        if outer is function:
            return False
        if isinstance(outer, (*LOOPS, *COMPREHENSIONS, *INNER, ast.BoolOp)):
            return True
    return True


def empty_half(scope, call, by_name, tests):
    """Binary search that takes the middle as the new lower end: two left, and the middle is the lower end already."""
    for low, high, middle in halves_of(scope):
        if not (is_name(by_name.get(low), middle) and is_name(by_name.get(high), high)):
            continue
        if any(middle in names_in(test) and not has_subscript(test) for test in tests):
            continue
        ends = [test for test in tests if {low, high} <= names_in(test)]
        if ends and all(is_plain_comparison(test, low, high) for test in ends):
            return Detection(
                rule="endless-recursion", node=call,
                message=f"“{middle}” is rounded down to “{low}” when “{high}” is {low} + 1, so this call repeats its own arguments for ever; "
                        f"{middle} + 1 goes on.",
                trigger=f"Call it with {low}=0, {high}=1 and a value greater than the one element: RecursionError.",
            )
    return None


def is_plain_comparison(test, low, high):
    return isinstance(test, ast.Compare) and len(test.ops) == 1 and {getattr(test.left, "id", 0), getattr(test.comparators[0], "id", 0)} == {low, high}


def has_subscript(test):
    return any(isinstance(node, ast.Subscript) for node in ast.walk(test))


def whole_half(scope, call, by_name, tests):
    """Halving by len(x) // 2 without a case for one element: its second half is the whole again."""
    for name, argument in by_name.items():
        if not (isinstance(argument, ast.Subscript) and is_name(argument.value, name) and isinstance(argument.slice, ast.Slice)):
            continue
        lower, upper = argument.slice.lower, argument.slice.upper
        if lower is None or upper is not None or not is_half_of_len(scope, lower, name):
            continue
        about = [test for test in tests if name in names_in(test)]
        if about and all(asks_only_for_nothing(test, name) for test in about):
            return Detection(
                rule="endless-recursion", node=call,
                message=f"With one element len({name}) // 2 is 0 and the second half is all of “{name}” again; the only way out is an empty one.",
                trigger=f"Call {scope.node.name}([1]): RecursionError.",
            )
    return None


def asks_only_for_nothing(test, name):
    if is_name(test, name) or isinstance(test, ast.UnaryOp) and is_name(test.operand, name):
        return True
    if not (isinstance(test, ast.Compare) and len(test.ops) == 1 and is_len_of(test.left, name)):
        return False
    right = test.comparators[0]
    return is_constant(right, 0) or (is_constant(right, 1) and isinstance(test.ops[0], (ast.Lt, ast.GtE)))


def no_case_for_nothing(module, scope, calls, tests):
    """`first, *rest = x` and a call for the rest, but no question whether x has anything left."""
    for assign in scope.of(ast.Assign):
        target = assign.targets[0]
        if not (isinstance(target, ast.Tuple) and isinstance(assign.value, ast.Name) and assign.value.id in scope.parameters):
            continue
        rest = next((one.value.id for one in target.elts if isinstance(one, ast.Starred) and isinstance(one.value, ast.Name)), None)
        name = assign.value.id
        handed = [call for call in calls if is_name(dict(zip(scope.parameters, call.args)).get(name), rest)]
        if rest is None or not handed or name in scope.stores or any({name, rest} & names_in(test) for test in tests):
            continue
        if is_conditional(module, handed[0], scope.node):
            continue
        others = ["[]" if one.arg == name else "1" for one in all_parameters(scope.node.args)]
        yield Detection(
            rule="missing-base-case", node=assign,
            message=f"Every call takes an element off “{name}” and goes on with the rest, but none asks whether anything is left: the empty "
                    "one fails here.",
            trigger=f"Call {scope.node.name}({', '.join(others)}): ValueError, not enough values to unpack.",
        )
