"""Handlers that catch everything and leave no trace."""

import ast

from assay_analysis.detection import Detection
from assay_analysis.scope import nodes_of

BROAD = {"Exception", "BaseException", "builtins.Exception", "builtins.BaseException"}
LAST_RITES = ("close", "__del__", "__exit__", "__aexit__", "shutdown", "stop", "cleanup", "terminate", "kill", "destroy", "disconnect", "teardown")


def detect_swallowed_exceptions(module):
    for node in nodes_of(module, ast.Try):
        if node.orelse or is_probe(node) or is_answered(module, node) or any(isinstance(outer, ast.ExceptHandler) for outer in module.ancestors(node)):
            # What follows hangs on the outcome, or the report of another error must not fail.
            continue
        for handler in node.handlers:
            if is_broad(module, handler) and all(does_nothing(one) for one in handler.body) and not is_explained(module, handler) and not tidies_up(module, node):
                what = "everything, KeyboardInterrupt and SystemExit too," if handler.type is None or "Base" in ast.dump(handler.type) else "every error"
                yield Detection(
                    rule="swallowed-exception", node=handler,
                    message=f"This catches {what} and drops it without a trace: a fault inside looks like success.",
                    trigger=f"Let “{ast.unparse(node.body[0]).splitlines()[0][:60]}” raise a TypeError: nobody ever learns of it.",
                    confidence=0.75 if handler.type is None else 0.65,
                )


def is_probe(node):
    """`try: x = y.z` alone, or `getattr(y, name)`, asks whether there is one."""
    return len(node.body) == 1 and isinstance(node.body[0], ast.Assign) and not any(isinstance(one, ast.Call) and not is_getattr(one) for one in ast.walk(node.body[0]))


def is_getattr(call):
    return isinstance(call.func, ast.Name) and call.func.id == "getattr"


def is_answered(module, node):
    """The try hands back what it finds, and another answer of the function follows for when it fails."""
    function = module.function_of(node)
    asked = node.body[-1].body[-1] if isinstance(node.body[-1], ast.If) else node.body[-1]
    if function is None or not isinstance(asked, ast.Return) or asked.value is None:
        return False
    last = function.body[-1]
    return last.lineno > node.lineno and (isinstance(last, ast.Raise) or isinstance(last, ast.Return) and last.value is not None)


def is_broad(module, handler):
    if handler.type is None:
        return True
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(module.resolve(one) in BROAD for one in kinds)


def does_nothing(statement):
    return isinstance(statement, (ast.Pass, ast.Continue)) or isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def is_explained(module, handler):
    """A comment in the handler says that somebody thought about it."""
    return any("#" in line for line in module.lines[handler.lineno - 1 : handler.end_lineno])


def tidies_up(module, node):
    """Closing what may be broken already is allowed to fail: the try is one such call, or stands in a function that does that."""
    function = module.function_of(node)
    if function is not None and getattr(function, "name", "").strip("_").startswith(tuple(name.strip("_") for name in LAST_RITES)):
        return True
    return all(isinstance(one, ast.Expr) and isinstance(one.value, ast.Call) and isinstance(one.value.func, ast.Attribute) and
               one.value.func.attr.startswith(LAST_RITES) for one in node.body)
