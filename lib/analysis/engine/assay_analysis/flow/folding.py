"""Constants: the few operations that are really computed, each within small limits."""

import ast
import operator

from assay_analysis.flow.value import UNKNOWN

MAX_TEXT = 10_000
MAX_NUMBER = 1 << 256

BINARY = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.BitAnd: operator.and_,
    ast.BitOr: operator.or_,
    ast.BitXor: operator.xor,
    ast.RShift: operator.rshift,
}
COMPARE = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Is: operator.is_,
    ast.IsNot: operator.is_not,
    ast.In: lambda one, other: one in other,
    ast.NotIn: lambda one, other: one not in other,
}
UNARY = {ast.Not: operator.not_, ast.USub: operator.neg, ast.UAdd: operator.pos, ast.Invert: operator.invert}
TEXT_METHODS = {
    "lower",
    "upper",
    "strip",
    "lstrip",
    "rstrip",
    "title",
    "capitalize",
    "split",
    "rsplit",
    "startswith",
    "endswith",
    "find",
    "index",
    "count",
    "replace",
    "join",
    "encode",
    "decode",
    "isdigit",
    "isalpha",
    "isalnum",
    "partition",
    "rpartition",
    "splitlines",
    "removeprefix",
    "removesuffix",
    "casefold",
    "format",
}
FUNCTIONS = {
    "len": len,
    "int": int,
    "str": str,
    "bool": bool,
    "abs": abs,
    "min": min,
    "max": max,
    "chr": chr,
    "ord": ord,
    "sum": sum,
    "round": round,
    "float": float,
}


def is_small(value):
    if isinstance(value, (str, bytes, tuple)):
        return len(value) <= MAX_TEXT
    if isinstance(value, int):
        return abs(value) <= MAX_NUMBER
    return value is None or isinstance(value, (float, complex)) or value is Ellipsis


def computed(function, *arguments, **keywords):
    """Its result, or UNKNOWN where it fails or grows."""
    if not all(is_small(one) for one in arguments):
        return UNKNOWN
    try:
        result = function(*arguments, **keywords)
    except Exception:  # noqa: BLE001 – whatever fails at run time is nothing we know
        return UNKNOWN
    return result if is_small(result) else UNKNOWN


def fold_binary(operation, left, right):
    if isinstance(operation, ast.Pow):
        small = isinstance(left, int) and isinstance(right, int) and abs(left) <= 1024 and 0 <= right <= 64
        return computed(operator.pow, left, right) if small else UNKNOWN
    if isinstance(operation, ast.LShift):
        return computed(operator.lshift, left, right) if isinstance(right, int) and 0 <= right <= 64 else UNKNOWN
    if isinstance(operation, ast.Mult) and not all(isinstance(side, (int, float)) for side in (left, right)):
        sizes = [
            side if isinstance(side, int) else len(side) for side in (left, right) if isinstance(side, (int, str, bytes, tuple))
        ]
        if len(sizes) != 2 or abs(sizes[0] * sizes[1]) > MAX_TEXT:
            return UNKNOWN
    # A format may ask for any width.
    if isinstance(operation, ast.Mod) and isinstance(left, (str, bytes)) and any(sign.isdigit() for sign in str(left)):
        return UNKNOWN
    function = BINARY.get(type(operation))
    return computed(function, left, right) if function else UNKNOWN


def fold_method(receiver, method, arguments):
    """Lists come back as tuples: constants never change."""
    if not isinstance(receiver, (str, bytes)) or method not in TEXT_METHODS:
        return UNKNOWN
    if method == "format" and any(sign.isdigit() for sign in str(receiver)):
        return UNKNOWN
    if method == "replace" and len(receiver) > 500:
        return UNKNOWN
    try:
        result = getattr(receiver, method)(*arguments)
    except Exception:  # noqa: BLE001 – as above
        return UNKNOWN
    result = tuple(result) if isinstance(result, list) else result
    return result if is_small(result) else UNKNOWN
