"""Names that say what is wrong: a builtin's name that holds a value and is called, arguments in each other's places."""

import ast
import builtins

from assay_analysis.detection import Detection
from assay_analysis.scope import is_name, scopes

BUILTINS = {name for name in dir(builtins) if callable(getattr(builtins, name)) and name[0].islower()} - {"copyright", "credits", "license", "exit", "quit", "help"}
VALUES = (ast.List, ast.Dict, ast.Set, ast.Tuple, ast.Constant, ast.JoinedStr, ast.ListComp, ast.DictComp, ast.SetComp, ast.BinOp, ast.Compare)
TURNED = ("swap", "reverse", "invert", "inverse", "flip", "mirror", "transpose", "__r", "back", "compare", "cmp")


def detect_misused_names(module):
    signatures = own_signatures(module)
    for scope in scopes(module):
        yield from called_values(module, scope)
        if not any(word in scope.node.name.lower() for word in TURNED):
            for call in scope.of(ast.Call):
                yield from exchanged(module, scope, call, signatures)


def called_values(module, scope):
    for name in BUILTINS & set(scope.stores):
        bound = [module.parent(node) for node in scope.stores[name]]
        if not scope.is_local(name) or not all(isinstance(one, ast.Assign) and (isinstance(one.value, VALUES) or makes_value(one.value, name)) or
                                               isinstance(one, ast.For) and is_name(one.target, name) for one in bound):
            continue
        for node in scope.loads[name]:
            parent = module.parent(node)
            if isinstance(parent, ast.Call) and parent.func is node:
                yield Detection(
                    rule="shadowed-builtin", node=parent,
                    message=f"“{name}” is no longer the builtin here: line {bound[0].lineno} binds it to a value, which cannot be called.",
                    trigger=f"Any call of {scope.node.name} that gets here: TypeError, not callable.",
                )
                break


def makes_value(node, name):
    """Whether a call gives a value that cannot be called; that of the builtin itself is the fault, not an excuse."""
    return isinstance(node, ast.Call) and (is_name(node.func) and node.func.id in (name, "list", "dict", "set", "str", "int", "sorted", "len", "sum", "tuple", "float") or
                                           isinstance(node.func, ast.Attribute) and node.func.attr in ("split", "strip", "join", "keys", "values", "items", "read", "copy"))


def own_signatures(module):
    """Names of the positional parameters of the module's functions, by (class or None, name); None where several share a name."""
    found = {}
    for function in module.functions:
        parent = module.parent(function)
        owner = parent.name if isinstance(parent, ast.ClassDef) else None
        names = [one.arg for one in [*function.args.posonlyargs, *function.args.args]]
        static = any(is_name(one, "staticmethod") for one in function.decorator_list)
        if owner is not None and not static:
            names = names[1:]
        key = (owner, function.name)
        found[key] = None if key in found else names
    return found


def exchanged(module, scope, call, signatures):
    names = signatures.get(callee_key(module, call))
    if not names or is_own(scope, call) or any(isinstance(one, ast.Starred) for one in call.args):
        return
    found = []
    for first, one in enumerate(call.args):
        for second in range(first + 1, min(len(call.args), len(names))):
            other = call.args[second]
            if not (isinstance(one, ast.Name) and isinstance(other, ast.Name)) or one.id == other.id or min(len(one.id), len(other.id)) < 3:
                continue
            if one.id == names[second] and other.id == names[first]:
                found.append((one.id, other.id))
    # Several pairs exchanged at once are a mirror image, made on purpose.
    if len(found) == 1:
        one, other = found[0]
        yield Detection(
            rule="argument-order", node=call,
            message=f"{ast.unparse(call.func)} takes ({', '.join(names)}); “{one}” and “{other}” stand in each other's place.",
            trigger=f"Any call in which “{one}” and “{other}” differ.",
        )


def callee_key(module, call):
    if isinstance(call.func, ast.Name):
        return (None, call.func.id)
    if isinstance(call.func, ast.Attribute) and is_name(call.func.value, "self"):
        return (next((one.name for one in module.ancestors(call) if isinstance(one, ast.ClassDef)), None), call.func.attr)
    return None


def is_own(scope, call):
    """Recursion may turn its arguments round on purpose."""
    name = call.func.id if isinstance(call.func, ast.Name) else call.func.attr
    return name == scope.node.name
