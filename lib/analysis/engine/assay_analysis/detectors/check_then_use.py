"""Something is asked and then relied on, although another process or thread may have changed it in between."""

import ast

from assay_analysis.detection import Detection
from assay_analysis.scope import is_name, same, scopes

ASKS = {"os.path.exists", "os.path.isfile", "os.path.isdir", "os.path.lexists"}
MAKES = {"os.mkdir", "os.makedirs", "os.symlink", "os.link"}
REMOVES = {"os.remove", "os.unlink", "os.rmdir"}


def detect_check_then_use(module):
    threads = any(name.split(".")[0] in ("threading", "concurrent") for name in module.imports.values())
    shared = shared_dicts(module) if threads else set()
    for scope in scopes(module):
        for branch in scope.of(ast.If):
            yield from raced_path(module, scope, branch)
            yield from raced_key(module, branch, shared)


def raced_path(module, scope, branch):
    test, wanted = branch.test, REMOVES
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        test, wanted = test.operand, MAKES
    if not (isinstance(test, ast.Call) and module.resolve(test.func) in ASKS and len(test.args) == 1) or in_try(module, branch):
        return
    for statement in branch.body[:1]:
        call = statement.value if isinstance(statement, ast.Expr) else None
        if isinstance(call, ast.Call) and module.resolve(call.func) in wanted and call.args and same(call.args[-1] if wanted is MAKES and "link" in module.resolve(call.func) else call.args[0], test.args[0]):
            if any(word.arg == "exist_ok" for word in call.keywords):
                continue
            yield Detection(
                rule="check-then-use", node=call,
                message=f"Between the question in line {branch.lineno} and this call another process can make or remove the file; then this raises.",
                trigger=f"Two processes in {scope.node.name} at the same time: {'FileExistsError' if wanted is MAKES else 'FileNotFoundError'}.",
            )


def shared_dicts(module):
    """Module-level dicts: every thread sees them."""
    return {node.targets[0].id for node in module.tree.body if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
            and (isinstance(node.value, ast.Dict) or isinstance(node.value, ast.Call) and is_name(node.value.func, "dict"))}


def raced_key(module, branch, shared):
    test = branch.test
    if not (isinstance(test, ast.Compare) and len(test.ops) == 1 and isinstance(test.ops[0], ast.In) and is_name(test.comparators[0]) and test.comparators[0].id in shared):
        return
    if in_try(module, branch) or any(isinstance(one, ast.With) for one in module.ancestors(branch)):
        return
    for statement in branch.body:
        gone = isinstance(statement, ast.Delete) and any(isinstance(one, ast.Subscript) and is_name(one.value, test.comparators[0].id) and same(one.slice, test.left) for one in statement.targets)
        if gone:
            yield Detection(
                rule="check-then-use", node=statement,
                message=f"Another thread can take the key out of “{test.comparators[0].id}” after line {branch.lineno} has found it; pop(key, None) asks and takes at once.",
                trigger="Two threads with the same key: KeyError in one of them.",
            )


def in_try(module, node):
    return any(isinstance(one, ast.Try) and one.handlers for one in module.ancestors(node))
