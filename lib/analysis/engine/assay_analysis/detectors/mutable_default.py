"""A default that is made once and changed by a call is changed for all later calls."""

import ast

from assay_analysis.detection import Detection

MAKERS = {"list", "dict", "set", "collections.defaultdict", "collections.OrderedDict", "collections.deque", "bytearray"}
LITERALS = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)
CHANGERS = {
    "append", "add", "update", "extend", "insert", "pop", "popitem", "remove", "discard", "clear", "setdefault", "sort",
    "reverse", "appendleft", "extendleft",
}
# Names that say that the default is shared on purpose.
MEMORIES = ("cache", "memo")


def detect_mutable_defaults(module):
    for function in module.functions:
        if module.function_of(function) is not None:
            # Made anew with each call of the function around it: a common way to keep a count between calls.
            continue
        for name, default in defaults_of(function.args):
            if any(word in name.lower() for word in MEMORIES):
                continue
            if is_mutable(module, default) and (how := change_of(function, name)) is not None:
                yield Detection(
                    rule="mutable-default",
                    node=default,
                    message=f"The default of “{name}” is made once, when the function is defined, and {how} changes it for "
                            "every later call.",
                    trigger=f"Call {function.name}() twice without “{name}”: the second call sees what the first one left.",
                )


def defaults_of(arguments):
    positional = [*arguments.posonlyargs, *arguments.args]
    yield from zip([one.arg for one in positional[len(positional) - len(arguments.defaults):]], arguments.defaults)
    yield from ((one.arg, default) for one, default in zip(arguments.kwonlyargs, arguments.kw_defaults) if default is not None)


def is_mutable(module, default):
    return isinstance(default, LITERALS) or (isinstance(default, ast.Call) and module.resolve(default.func) in MAKERS)


def change_of(function, name):
    """Words for the first statement that changes or hands out the object, or None: a default that is only read harms nobody."""
    rebound_at = min((node.lineno for node in ast.walk(function) if isinstance(node, ast.Name) and node.id == name
                      and isinstance(node.ctx, ast.Store)), default=None)
    for node in ast.walk(function):
        if not hasattr(node, "lineno") or (rebound_at is not None and node.lineno > rebound_at):
            continue
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CHANGERS and is_name(node.func.value, name):
            return f"“{name}.{node.func.attr}(…)” in line {node.lineno}"
        if isinstance(node, (ast.Assign, ast.AugAssign, ast.Delete)):
            targets = [node.target] if isinstance(node, ast.AugAssign) else node.targets
            for target in targets:
                if isinstance(target, ast.Subscript) and is_name(target.value, name):
                    return f"line {node.lineno}"
                if isinstance(node, ast.AugAssign) and is_name(target, name):
                    return f"line {node.lineno}"
        if isinstance(node, ast.Return) and is_name(node.value, name):
            return f"a caller of what line {node.lineno} returns"
    return None


def is_name(node, name):
    return isinstance(node, ast.Name) and node.id == name
