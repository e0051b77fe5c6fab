"""Where control can go: whether it can reach the end of statements, and how it leaves them."""

import ast

LOOPS = (ast.For, ast.AsyncFor, ast.While)
EXITS = {"sys.exit", "os._exit", "os.abort", "exit", "quit"}


def can_finish(module, statements):
    """Whether control may reach what follows the statements. In doubt: yes."""
    return all(statement_can_finish(module, one) for one in statements)


def statement_can_finish(module, node):
    if isinstance(node, (ast.Return, ast.Raise, ast.Break, ast.Continue)):
        return False
    if isinstance(node, ast.Assert):
        return not (isinstance(node.test, ast.Constant) and not node.test.value)
    if isinstance(node, ast.Expr):
        return not (isinstance(node.value, ast.Call) and module.resolve(node.value.func) in EXITS)
    if isinstance(node, ast.If):
        return can_finish(module, node.body) or can_finish(module, node.orelse)
    if isinstance(node, ast.While):
        return not is_endless(node)
    if isinstance(node, (ast.With, ast.AsyncWith)):
        # A context manager may swallow what is raised inside, also while a returned value is worked out.
        return can_finish(module, node.body) or not all(lets_errors_through(module, item.context_expr) for item in node.items)
    if isinstance(node, (ast.Try, getattr(ast, "TryStar", ast.Try))):
        if not can_finish(module, node.finalbody):
            return False
        return can_finish(module, [*node.body, *node.orelse]) or any(can_finish(module, one.body) for one in node.handlers)
    if isinstance(node, ast.Match):
        return not any(is_wildcard(case) for case in node.cases) or any(can_finish(module, case.body) for case in node.cases)
    return True


def is_endless(loop):
    """`while True` that nothing breaks out of."""
    return isinstance(loop.test, ast.Constant) and bool(loop.test.value) and not breaks(loop)


def breaks(loop):
    """The `break` statements that end this very loop."""
    found, stack = [], list(loop.body)
    while stack:
        node = stack.pop()
        if isinstance(node, ast.Break):
            found.append(node)
        elif isinstance(node, LOOPS):
            stack += node.orelse
        elif isinstance(node, (ast.stmt, ast.ExceptHandler, ast.match_case)) and not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            stack += ast.iter_child_nodes(node)
    return found


def leaves(statements):
    """Whether a return, raise or break stands anywhere in the statements (inner functions left out)."""
    stack = list(statements)
    while stack:
        node = stack.pop()
        if isinstance(node, (ast.Return, ast.Raise, ast.Break, ast.Yield, ast.YieldFrom, ast.Await)):
            return True
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)):
            stack += ast.iter_child_nodes(node)
    return False


def lets_errors_through(module, context):
    name = (module.resolve(context.func if isinstance(context, ast.Call) else context) or "").lower()
    return name.endswith(("open", "lock", "closing", "popen", "tempfile.temporarydirectory", "tempfile.namedtemporaryfile"))


def is_wildcard(case):
    return case.guard is None and isinstance(case.pattern, ast.MatchAs) and case.pattern.pattern is None


def statement_lists(node):
    """Every list of statements of a compound statement."""
    for field in ("body", "orelse", "finalbody"):
        statements = getattr(node, field, None)
        if isinstance(statements, list) and statements:
            yield statements
