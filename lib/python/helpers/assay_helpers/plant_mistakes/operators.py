"""What mistakes can be made of one node of a syntax tree: the usual operators of mutation testing (mutmut, Cosmic Ray)."""

import ast

ARITHMETIC = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Div,
    ast.Mod: ast.Mult, ast.Pow: ast.Mult, ast.LShift: ast.RShift, ast.RShift: ast.LShift,
    ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd, ast.BitXor: ast.BitAnd,
}
COMPARISON = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}
NEGATED_BY_COMPARISON = (ast.Eq, ast.NotEq, ast.Is, ast.IsNot, ast.In, ast.NotIn)


def changes(node, is_condition):
    """Pairs of operator and another node. `is_condition`: only whether the node is true matters where it stands."""
    if isinstance(node, ast.BinOp) and type(node.op) in ARITHMETIC and not has_text(node):
        yield "arithmetic", ast.BinOp(node.left, ARITHMETIC[type(node.op)](), node.right)
    elif isinstance(node, ast.AugAssign) and type(node.op) in ARITHMETIC and not is_text(node.value):
        yield "arithmetic", ast.AugAssign(node.target, ARITHMETIC[type(node.op)](), node.value)
    elif isinstance(node, ast.Compare):
        for index, op in enumerate(node.ops):
            ops = [*node.ops[:index], COMPARISON[type(op)](), *node.ops[index + 1:]]
            yield "comparison", ast.Compare(node.left, ops, node.comparators)
    elif isinstance(node, ast.BoolOp):
        yield "boolean", ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield "not", node.operand
    elif isinstance(node, ast.Constant):
        for other in constants(node.value, is_condition):
            yield "constant", ast.Constant(other)
    elif isinstance(node, ast.Return) and not is_none(node.value):
        yield "return", ast.Return(ast.Constant(None))
    elif isinstance(node, ast.Break):
        yield "loop", ast.Continue()
    elif isinstance(node, ast.Continue):
        yield "loop", ast.Break()
    if is_condition and can_be_negated(node):
        yield "condition", ast.UnaryOp(ast.Not(), node)


def constants(value, is_condition):
    if isinstance(value, bool):
        return [not value]
    # 1 and 2 are alike where only their truth is asked for.
    if is_condition:
        return []
    if isinstance(value, int):
        return [value + 1, value - 1]
    if isinstance(value, float):
        return [value + 1.0]
    if isinstance(value, (str, bytes)) and value:
        return [type(value)()]
    return []


def can_be_negated(node):
    """Not what another operator turns around already, nor a constant."""
    if not isinstance(node, ast.expr) or isinstance(node, (ast.BoolOp, ast.Constant)):
        return False
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return False
    return not (isinstance(node, ast.Compare) and len(node.ops) == 1 and isinstance(node.ops[0], NEGATED_BY_COMPARISON))


def is_none(node):
    return node is None or isinstance(node, ast.Constant) and node.value is None


def is_text(node):
    return isinstance(node, ast.JoinedStr) or isinstance(node, ast.Constant) and isinstance(node.value, (str, bytes))


def has_text(node):
    """Of what is put together from texts every other operator breaks at once: no test is needed to see it."""
    return is_text(node.left) or is_text(node.right) or isinstance(node.left, ast.BinOp) and has_text(node.left)
