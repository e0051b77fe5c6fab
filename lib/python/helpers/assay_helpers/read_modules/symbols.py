"""Functions and classes of a module with what is measured of each."""

import ast

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
BLOCKS = (ast.If, ast.Try, ast.With, ast.For, ast.While)
DECISIONS = (ast.If, ast.IfExp, ast.For, ast.AsyncFor, ast.While, ast.ExceptHandler)


def list_symbols(tree):
    """Functions, classes and methods in file order, each with its `node`; inner functions belong to the outer one."""
    found = []

    def visit(body, prefix, public):
        for node in body:
            if isinstance(node, FUNCTIONS):
                found.append(describe_function(node, prefix, public))
            elif isinstance(node, ast.ClassDef):
                found.append(describe_class(node, prefix, public))
                visit(node.body, f"{prefix}{node.name}.", public and not node.name.startswith("_"))
            elif isinstance(node, BLOCKS):
                for block in inner_blocks(node):
                    visit(block, prefix, public)

    visit(tree.body, "", True)
    return found


def inner_blocks(node):
    yield node.body
    yield getattr(node, "orelse", [])
    yield getattr(node, "finalbody", [])
    for handler in getattr(node, "handlers", []):
        yield handler.body


def describe_function(node, prefix, public):
    keyword = "async def" if isinstance(node, ast.AsyncFunctionDef) else "def"
    returns = f" -> {ast.unparse(node.returns)}" if node.returns is not None else ""
    return {
        **describe(node, prefix, public),
        "kind": "function",
        "signature": f"{keyword} {node.name}({ast.unparse(node.args)}){returns}",
        "isAsync": isinstance(node, ast.AsyncFunctionDef),
        "complexity": 1 + count_decisions(node) + count_conditions(node),
        "branches": count_decisions(node),
    }


def describe_class(node, prefix, public):
    bases = [ast.unparse(base) for base in [*node.bases, *node.keywords]]
    return {
        **describe(node, prefix, public),
        "kind": "class",
        "signature": f"class {node.name}({', '.join(bases)})" if bases else f"class {node.name}",
        "isAsync": False,
        "complexity": 0,
        "branches": 0,
    }


def describe(node, prefix, public):
    return {
        "qualifiedName": prefix + node.name,
        "startLine": min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)]),
        "endLine": node.end_lineno,
        "decorators": [ast.unparse(decorator) for decorator in node.decorator_list],
        "hasDocstring": docstring_of(node) is not None,
        "public": public and not node.name.startswith("_"),
        "node": node,
    }


def count_decisions(node):
    """Places where the flow parts: if, loops, handlers, conditional expressions, comprehension filters, cases."""
    count = 0
    for part in ast.walk(node):
        if isinstance(part, DECISIONS):
            count += 1
        elif isinstance(part, ast.comprehension):
            count += 1 + len(part.ifs)
        elif type(part).__name__ == "match_case":
            count += 1
    return count


def count_conditions(node):
    """Further conditions joined by `and` and `or`; with the decisions this makes McCabe's number."""
    return sum(len(part.values) - 1 for part in ast.walk(node) if isinstance(part, ast.BoolOp))


def docstring_of(node):
    return node.body[0].value.value if node.body and is_docstring(node, node.body[0]) else None


def is_docstring(node, statement):
    return (
        isinstance(node, (ast.Module, ast.ClassDef, *FUNCTIONS))
        and isinstance(statement, ast.Expr)
        and isinstance(statement.value, ast.Constant)
        and isinstance(statement.value.value, str)
    )
