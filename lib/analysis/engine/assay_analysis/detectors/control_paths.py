"""Paths through a function: code that is never reached, and ends that forget to return."""

import ast

from assay_analysis.cfg.endings import can_finish, statement_can_finish, statement_lists
from assay_analysis.detection import Detection
from assay_analysis.scope import is_constant, same, scopes


def detect_control_paths(module):
    for node in [module.tree, *module.functions]:
        yield from unreachable(module, node)
    for scope in scopes(module):
        yield from missing_return(module, scope)


def unreachable(module, owner):
    stack = [owner]
    while stack:
        node = stack.pop()
        for block in [*statement_lists(node), *(one.body for one in [*getattr(node, "handlers", []), *getattr(node, "cases", [])])]:
            for before, after in zip(block, block[1:]):
                if not statement_can_finish(module, before):
                    if not is_harmless(after) and not always_false_before(before):
                        yield Detection(
                            rule="unreachable-code", node=after,
                            message=f"Nothing gets here: {why(before)}.",
                            trigger="No call reaches this line.",
                            confidence=0.8 if isinstance(before, ast.While) else 0.7,
                        )
                    break
            stack += [one for one in block if not isinstance(one, (ast.FunctionDef, ast.AsyncFunctionDef))]


def is_harmless(node):
    """What people put behind an end for readers and tools: a bare return, a pass, a yield that makes a generator."""
    if isinstance(node, (ast.Pass, ast.Break, ast.Continue, ast.Raise, ast.Assert, ast.FunctionDef, ast.ClassDef)):
        return True
    if isinstance(node, ast.Return):
        return node.value is None or is_constant(node.value, None)
    return isinstance(node, ast.Expr) and isinstance(node.value, (ast.Constant, ast.Yield, ast.YieldFrom))


def always_false_before(node):
    """A switch for debugging (`if 0`, a `raise` put in on purpose) is no mistake."""
    return isinstance(node, ast.Raise) and node.exc is not None and "NotImplemented" in ast.dump(node.exc)


def why(node):
    if isinstance(node, ast.While):
        return f"the loop in line {node.lineno} has neither a condition nor a “break”"
    word = {ast.Return: "returns", ast.Raise: "raises", ast.Break: "leaves the loop", ast.Continue: "goes on with the next round"}.get(type(node))
    return f"line {node.lineno} always {word}" if word else f"every way through what begins in line {node.lineno} leaves before"


def missing_return(module, scope):
    """Some paths return a value, the last one runs off the end."""
    function = scope.node
    returns = scope.of(ast.Return)
    values = [node for node in returns if node.value is not None and not is_constant(node.value, None)]
    if not values or len(values) != len(returns) or scope.is_generator or not can_finish(module, function.body) or is_stub(function):
        return
    last = function.body[-1]
    annotated = function.returns is not None and not allows_none(function.returns)
    chain = forgotten_case(module, last) or forgotten_neighbour(module, function.body)
    if annotated:
        confidence = 0.8
    elif chain:
        confidence = 0.65
    else:
        return
    if isinstance(last, (ast.Expr, ast.With, ast.AsyncWith)) or ends_in_call(last):
        # It may be a call that never comes back, or a context manager that swallows what is raised.
        return
    where = "when none of the conditions holds" if isinstance(last, ast.If) else "at its end"
    yield Detection(
        rule="missing-return", node=last,
        message=f"{function.name} returns a value in line {values[0].lineno}, but runs off its end {where}: the caller gets None.",
        trigger=f"Call {function.name} so that {trigger_of(last)}: it returns None.",
        confidence=confidence,
    )


def is_stub(function):
    return any(isinstance(one, ast.Name) and one.id in ("abstractmethod", "overload") for one in function.decorator_list) or function.name.startswith("__")


def allows_none(annotation):
    text = ast.unparse(annotation)
    return any(word in text for word in ("None", "Optional", "Any", "object", "NoReturn", "Never", "Iterator", "Generator", "Awaitable"))


def forgotten_case(module, last):
    """if/elif over one and the same name, at least two cases, each of which returns a plain value, and no else."""
    branches, subject, node = 0, None, last
    while isinstance(node, ast.If):
        left = node.test.left if isinstance(node.test, ast.Compare) else None
        if not isinstance(left, ast.Name) or (subject is not None and not same(left, subject)) or can_finish(module, node.body) or not isinstance(node.body[-1], ast.Return):
            return False
        subject, branches = left, branches + 1
        if not node.orelse:
            return branches >= 2
        if len(node.orelse) != 1:
            return False
        node = node.orelse[0]
    return False


def forgotten_neighbour(module, body):
    """Two neighbouring ifs at the end over one and the same name, each of which returns a constant, and nothing after them."""
    pair = body[-2:]
    if len(pair) < 2 or not all(isinstance(one, ast.If) and not one.orelse and isinstance(one.test, ast.Compare) and isinstance(one.test.left, ast.Name) for one in pair):
        return False
    returned = [one.body[-1] for one in pair]
    return same(pair[0].test.left, pair[1].test.left) and all(isinstance(one, ast.Return) and isinstance(one.value, (ast.Constant, ast.UnaryOp)) for one in returned)


def ends_in_call(last):
    """Whether the branch that falls through ends in a bare call: self.error(…) may well raise."""
    if isinstance(last, ast.If):
        blocks = [last.body, last.orelse]
    elif isinstance(last, ast.Try):
        blocks = [last.body, last.orelse, *(one.body for one in last.handlers)]
    else:
        return False
    return any(block and (isinstance(block[-1], ast.Expr) and isinstance(block[-1].value, ast.Call) or ends_in_call(block[-1])) for block in blocks)


def trigger_of(last):
    if not isinstance(last, ast.If):
        return "it gets to its end"
    tests, node = [], last
    while isinstance(node, ast.If):
        tests.append(ast.unparse(node.test))
        node = node.orelse[0] if len(node.orelse) == 1 else None
    return f"none of “{'”, “'.join(tests[:3])}” holds"
