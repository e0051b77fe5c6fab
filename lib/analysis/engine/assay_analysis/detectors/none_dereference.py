"""Something is taken from a value that may be None."""

import ast
import re

from assay_analysis.cfg.nullness import Nullness, is_none
from assay_analysis.detection import Detection
from assay_analysis.scope import all_parameters, is_name, nodes_of, same, scopes

MATCHERS = {"re.match": "re.match finds no match", "re.search": "re.search finds nothing", "re.fullmatch": "re.fullmatch does not match",
            "shutil.which": "shutil.which finds no such command", "os.environ.get": "the variable is not set", "os.getenv": "the variable is not set",
            "ast.get_docstring": "there is no docstring", "inspect.getmodule": "inspect.getmodule finds none",
            "importlib.util.find_spec": "there is no such module", "inspect.currentframe": None}
PATTERN_METHODS = ("match", "search", "fullmatch")


def detect_none_dereference(module):
    patterns = compiled_patterns(module)
    finders = maybe_none_functions(module)

    def source_of(value):
        if not isinstance(value, ast.Call):
            return None
        name = module.resolve(value.func)
        if (name or "").startswith("re.") and not may_fail(value):
            return None
        if name in MATCHERS and len(value.args) < (2 if "env" in name else 9) and not has_default(value):
            return MATCHERS[name]
        function = value.func
        if isinstance(function, ast.Name) and function.id in finders:
            return f"{function.id} returns None (line {finders[function.id]})"
        if isinstance(function, ast.Attribute):
            if function.attr in PATTERN_METHODS and isinstance(function.value, ast.Name) and function.value.id in patterns:
                return f"“{function.value.id}” does not match"
            if function.attr == "get" and is_known_dict(module, function.value, value) and len(value.args) == 1 and not value.keywords:
                return f"“{ast.unparse(function.value)}” has no {ast.unparse(value.args[0])}"
            if function.attr == "fetchone" and not value.args:
                return "there is no row"
        return None

    for scope in scopes(module):
        optional = optional_parameters(scope)
        if not optional and not any(source_of(call) for call in scope.of(ast.Call)):
            yield from two_steps(module, scope)
            continue
        walk = Nullness(module, source_of)
        walk.walk(scope.node.body, optional)
        told = set()
        for node, name, why in walk.found:
            if (name or ast.unparse(node.value)) in told or is_dunder(node) or name is None and was_asked(module, node.value):
                continue
            told.add(name or ast.unparse(node.value))
            what = f"“{name}”" if name else f"“{ast.unparse(node.value)}”"
            yield Detection(
                rule="none-dereference", node=node,
                message=f"{what} is None when {why}, and nothing checks it before this.",
                trigger=f"Call {scope.node.name} so that {why}: {'TypeError' if isinstance(node, ast.Subscript) else 'AttributeError'}.",
                confidence=0.75 if name else 0.65,
            )
        yield from two_steps(module, scope)


def is_dunder(node):
    """None has a __class__ and a __doc__, too."""
    return isinstance(node, ast.Attribute) and node.attr.startswith("__")


def was_asked(module, call):
    """Whether a condition around the place asks for the very same call."""
    return any(isinstance(outer, (ast.If, ast.IfExp, ast.While, ast.BoolOp)) and any(
        one is not call and isinstance(one, ast.Call) and same(one, call) for one in ast.walk(getattr(outer, "test", outer)))
        for outer in module.ancestors(call))


def may_fail(call):
    """Whether the pattern in the first argument is known and does not fit everything, as `x*` does."""
    if not call.args or not isinstance(call.args[0], ast.Constant) or not isinstance(call.args[0].value, str) or len(call.args[0].value) > 300:
        return False
    try:
        return re.match(call.args[0].value, "") is None
    except (re.error, OverflowError, RecursionError):
        return False


def has_default(call):
    return any(word.arg == "default" for word in call.keywords)


def compiled_patterns(module):
    return {node.targets[0].id for node in nodes_of(module, ast.Assign) if isinstance(node.targets[0], ast.Name)
            and isinstance(node.value, ast.Call) and module.resolve(node.value.func) == "re.compile" and may_fail(node.value)}


def maybe_none_functions(module):
    """Functions of the module that say `return None` on one path and return something on another: name → line."""
    found = {}
    for scope in scopes(module):
        returns = scope.of(ast.Return)
        nones = [node for node in returns if node.value is not None and is_none(node.value)]
        if nones and len(returns) > len(nones) and isinstance(module.parent(scope.node), ast.Module) and not scope.node.decorator_list:
            found[scope.node.name] = nones[0].lineno
    return found


def is_known_dict(module, node, call):
    """A name of this function or module that is bound to a dict, and to nothing else."""
    if not isinstance(node, ast.Name):
        return False
    values = [one.value for one in nodes_of(module, ast.Assign, ast.AnnAssign) if any(
        is_name(target, node.id) for target in (one.targets if isinstance(one, ast.Assign) else [one.target]))]
    function = module.function_of(call)
    arguments = all_parameters(function.args) if function is not None else []
    if any(one.arg == node.id and one.annotation is not None and re.match(r"(typing\.)?[dD]ict\b", ast.unparse(one.annotation)) for one in arguments):
        return not values
    return bool(values) and all(isinstance(value, (ast.Dict, ast.DictComp)) or isinstance(value, ast.Call) and is_name(value.func, "dict") for value in values)


def optional_parameters(scope):
    """Parameters that default to None and whose function never asks about them, not even in passing."""
    if scope.node.name.startswith("_"):
        # Whoever calls it stands in the same module, or is the interpreter.
        return {}
    arguments = scope.node.args
    positional = [*arguments.posonlyargs, *arguments.args]
    pairs = [*zip(positional[len(positional) - len(arguments.defaults):], arguments.defaults), *zip(arguments.kwonlyargs, arguments.kw_defaults)]
    return {one.arg: "it is left out (it defaults to None)" for one, default in pairs if default is not None and is_none(default)
            and not scope.stores.get(one.arg)}


def two_steps(module, scope):
    """`x = x.next.next` in a loop that asks only whether x.next is None: x itself may be None in the next round."""
    for loop in scope.of(ast.While):
        for assign in (node for node in ast.walk(loop) if isinstance(node, ast.Assign)):
            target, value = assign.targets[0], assign.value
            if not (isinstance(target, ast.Name) and isinstance(value, ast.Attribute) and isinstance(value.value, ast.Attribute)
                    and is_name(value.value.value, target.id) and value.attr == value.value.attr):
                continue
            tests = [node for node in ast.walk(loop) if isinstance(node, ast.Compare) and len(node.ops) == 1 and is_none(node.comparators[0])]
            one_step = [node for node in tests if same(node.left, value.value)]
            truth = [node for test in [loop.test, *(node.test for node in ast.walk(loop) if isinstance(node, (ast.If, ast.IfExp)))] for node in ast.walk(test)]
            itself = any(is_name(node.left, target.id) or same(node.left, value) for node in tests) or any(
                is_name(node, target.id) and not isinstance(module.parent(node), ast.Attribute) and not isinstance(module.parent(node), ast.Compare) for node in truth)
            if one_step and not itself:
                step = f"{target.id}.{value.attr}"
                yield Detection(
                    rule="none-dereference", node=one_step[0].left,
                    message=f"Line {assign.lineno} takes two steps at once, but only the first ({step}) is checked: “{target.id}” itself can be None here.",
                    trigger=f"A chain of two: after one round “{target.id}” is None, AttributeError.",
                )
