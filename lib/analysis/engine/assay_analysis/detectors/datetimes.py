"""Points in time with and without a zone, mixed."""

import ast

from assay_analysis.detection import Detection
from assay_analysis.scope import method_call, scopes

NAIVE = {"datetime.datetime.utcnow", "datetime.datetime.utcfromtimestamp"}
EITHER = {"datetime.datetime.now": 0, "datetime.datetime.fromtimestamp": 1}


def detect_datetimes(module):
    if not any(name.startswith("datetime") for name in module.imports.values()):
        return
    for scope in scopes(module):
        for node in scope.of(ast.BinOp, ast.Compare):
            sides = [node.left, node.right] if isinstance(node, ast.BinOp) else [node.left, *node.comparators]
            if isinstance(node, ast.BinOp) and not isinstance(node.op, ast.Sub) or len(sides) != 2:
                continue
            if isinstance(node, ast.Compare) and not isinstance(node.ops[0], (ast.Lt, ast.LtE, ast.Gt, ast.GtE)):
                continue
            if {zone_of(module, scope, one) for one in sides} == {"naive", "aware"}:
                yield Detection(
                    rule="naive-datetime", node=node, severity="high", confidence=0.9,
                    message="One of these has a time zone and the other has none; Python refuses to compare or subtract them.",
                    trigger="Any call that gets here: TypeError, can't subtract or compare offset-naive and offset-aware datetimes.",
                )
        for call in scope.of(ast.Call):
            made = method_call(call, "timestamp", "astimezone")
            if made is not None and is_utc_without_zone(module, scope, made):
                yield Detection(
                    rule="naive-datetime", node=call,
                    message=f"A time from utcnow() has no zone, and {call.func.attr}() takes it for local time: the result is off by the machine's offset.",
                    trigger="Run it where local time is not UTC, like TZ=Asia/Tokyo: nine hours off.",
                )


def zone_of(module, scope, node):
    """`naive`, `aware` or None when it cannot be said."""
    if isinstance(node, ast.Name):
        made = scope.assignments(node.id) or []
        return zone_of(module, scope, made[0].value) if len(made) == 1 and not isinstance(made[0].value, ast.Name) else None
    if not isinstance(node, ast.Call):
        return None
    name = module.resolve(node.func)
    if name in NAIVE:
        return "naive"
    if name in EITHER:
        zoned = len(node.args) > EITHER[name] or any(word.arg in ("tz", None) for word in node.keywords)
        return "aware" if zoned else "naive"
    return None


def is_utc_without_zone(module, scope, node):
    if isinstance(node, ast.Name):
        made = scope.assignments(node.id) or []
        return len(made) == 1 and not isinstance(made[0].value, ast.Name) and is_utc_without_zone(module, scope, made[0].value)
    return isinstance(node, ast.Call) and module.resolve(node.func) in NAIVE
