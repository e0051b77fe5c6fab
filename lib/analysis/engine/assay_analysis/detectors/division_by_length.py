"""Division by a number of elements that may be none."""

import ast

from assay_analysis.detection import Detection
from assay_analysis.scope import COMPREHENSIONS, INNER, is_len_of, is_name, names_in, scopes


def detect_division_by_length(module):
    for scope in scopes(module):
        for node in scope.of(ast.BinOp):
            if not isinstance(node.op, (ast.Div, ast.FloorDiv, ast.Mod)) or isinstance(node.left, (ast.JoinedStr, ast.Constant)) and isinstance(node.op, ast.Mod):
                continue
            collection, alias = counted(scope, node.right)
            if collection is None or is_filled(scope, collection) or is_asked(scope, {collection, alias}) or is_inside(module, node, collection):
                continue
            yield Detection(
                rule="division-by-length", node=node,
                message=f"Nothing says that “{collection}” has an element; without one this divides by zero.",
                trigger=f"Call {scope.node.name} with {'an empty' if collection in scope.parameters else 'arguments that leave no'} “{collection}”: ZeroDivisionError.",
            )


def counted(scope, divisor):
    """(collection, name that holds its length) of `len(x)` or a local set to it once; x is a parameter or filtered in this function."""
    alias = None
    if isinstance(divisor, ast.Name):
        made = scope.assignments(divisor.id) or []
        alias, divisor = divisor.id, made[0].value if len(made) == 1 else None
    if not is_len_of(divisor) or not isinstance(divisor.args[0], ast.Name):
        return None, alias
    name = divisor.args[0].id
    if name in scope.parameters and name not in scope.stores and name not in scope.comprehension_names:
        return name, alias
    made = scope.assignments(name) if scope.is_local(name) else None
    filtered = made and len(made) == 1 and isinstance(made[0].value, COMPREHENSIONS) and any(one.ifs for one in made[0].value.generators)
    return (name, alias) if filtered else (None, alias)


def is_filled(scope, name):
    return any(isinstance(node, ast.Attribute) and is_name(node.value, name) and node.attr in ("append", "add", "extend", "insert") for node in scope.nodes)


def is_asked(scope, names):
    """Whether any condition, assertion or indexing is about the collection: then somebody has thought about it."""
    for node in scope.nodes:
        test = getattr(node, "test", None)
        if test is not None and names & names_in(test):
            return True
        if isinstance(node, ast.BoolOp) and names & {one.id for one in node.values if isinstance(one, ast.Name)}:
            return True
        if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and node.value.id in names and not isinstance(node.slice, ast.Slice):
            return True
        if isinstance(node, ast.Call) and any(is_name(one) and one.id in names for one in node.args) and isinstance(node.func, (ast.Name, ast.Attribute)):
            called = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
            if any(word in called.lower() for word in ("check", "valid", "require", "ensure", "assert", "max", "min")):
                return True
    return False


def is_inside(module, node, name):
    """Inside of a loop over the collection it has an element; inside of a try it may have none."""
    child = node
    for outer in module.ancestors(node):
        if isinstance(outer, ast.Try) and outer.handlers and child in outer.body:
            return True
        if isinstance(outer, ast.For) and name in names_in(outer.iter) and child in outer.body:
            return True
        if isinstance(outer, COMPREHENSIONS) and any(name in names_in(one.iter) for one in outer.generators):
            return True
        if isinstance(outer, INNER):
            return False
        child = outer
    return False
