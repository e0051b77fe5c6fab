"""Calls whose only effect is their result, and nobody takes it: pure functions, lazy iterators, coroutines, comparisons."""

import ast

from assay_analysis.detection import Detection
from assay_analysis.scope import is_name, nodes_of

PURE = {"sorted", "reversed", "len", "sum", "abs", "min", "max", "round", "zip", "enumerate", "filter", "map", "range", "isinstance",
        "copy.copy", "copy.deepcopy", "os.path.join", "os.path.basename", "os.path.dirname", "dict.fromkeys"}
LAZY = {"map", "filter", "zip", "enumerate", "reversed"}
TEXT_METHODS = {"strip", "lstrip", "rstrip", "upper", "lower", "capitalize", "casefold", "swapcase", "zfill", "splitlines", "startswith", "endswith", "removeprefix",
                "removesuffix", "ljust", "rjust", "expandtabs", "isdigit", "isalpha"}


def detect_unused_results(module):
    coroutines = own_coroutines(module)
    shadowed = {node.name for node in module.functions} | {one.id for one in nodes_of(module, ast.Name) if isinstance(one.ctx, ast.Store)}
    for node in nodes_of(module, ast.Expr):
        if in_try(module, node):
            continue
        value = node.value
        if isinstance(value, ast.Compare) and isinstance(value.ops[0], ast.Eq) and isinstance(value.left, (ast.Name, ast.Attribute, ast.Subscript)):
            yield unused(value, f"This compares “{ast.unparse(value.left)}” and drops the answer; “=” would assign.", "Any call: the line has no effect.")
        elif isinstance(value, ast.Call):
            name = module.resolve(value.func)
            if is_coroutine(module, value, coroutines):
                yield Detection(
                    rule="missing-await", node=value,
                    message=f"{ast.unparse(value.func)} is a coroutine function: without “await” this makes a coroutine and throws it away; nothing of it runs.",
                    trigger="Any call that gets here: “coroutine was never awaited”.",
                )
            elif name in PURE and name not in shadowed:
                lazy = "makes an iterator that nobody goes through" if name in LAZY else "has no effect but its result, which nobody takes"
                yield unused(value, f"{name}(…) {lazy}.", "Any call: the line has no effect.")
            elif is_text_call(module, value):
                yield unused(value, f"A text never changes: {value.func.attr}() returns a new one, which nobody takes.", "Any call: the text stays as it was.")


def unused(node, message, trigger):
    return Detection(rule="unused-result", node=node, message=message, trigger=trigger)


def in_try(module, node):
    """A call on trial: whether it raises is its result."""
    return isinstance(module.parent(node), (ast.Try, ast.With)) and node in getattr(module.parent(node), "body", ())


def is_text_call(module, call):
    if not isinstance(call.func, ast.Attribute) or not isinstance(call.func.value, (ast.Name, ast.Constant, ast.Subscript)):
        return False
    if isinstance(call.func.value, ast.Name) and call.func.value.id in module.imports:
        return False
    texts = len(call.args) == 2 and all(isinstance(one, ast.Constant) and isinstance(one.value, str) for one in call.args)
    return call.func.attr in TEXT_METHODS or call.func.attr == "replace" and texts


def own_coroutines(module):
    """{(class or None, name)} of the module's coroutine functions that no plain function shares its name with."""
    kinds = {}
    for function in module.functions:
        parent = module.parent(function)
        owner = parent.name if isinstance(parent, ast.ClassDef) else None
        generator = any(isinstance(one, (ast.Yield, ast.YieldFrom)) for one in ast.walk(function))
        kinds.setdefault((owner, function.name), set()).add(isinstance(function, ast.AsyncFunctionDef) and not generator and not function.decorator_list)
    return {key for key, found in kinds.items() if found == {True}}


def is_coroutine(module, call, coroutines):
    function = call.func
    if isinstance(function, ast.Name):
        return (None, function.id) in coroutines
    if isinstance(function, ast.Attribute) and is_name(function.value, "self"):
        owner = next((one.name for one in module.ancestors(call) if isinstance(one, ast.ClassDef)), None)
        return (owner, function.attr) in coroutines
    inside = any(isinstance(one, ast.AsyncFunctionDef) for one in module.ancestors(call))
    return inside and module.resolve(function) in ("asyncio.sleep", "asyncio.wait", "asyncio.wait_for", "asyncio.to_thread")
