"""What statements do to the names of a frame. A way on which nothing more happens has no environment."""

import ast

from assay_analysis.flow import guards, observe
from assay_analysis.flow.expressions import evaluate
from assay_analysis.flow.methods import element_of
from assay_analysis.flow.program import ClassInfo, Function
from assay_analysis.flow.texts import combine
from assay_analysis.flow.value import UNKNOWN, Value, join_environments
from assay_analysis.flow.ways import Loop, join_all, pattern_fits, widened

MAX_ROUNDS = 3
NEVER_RETURNING = {
    "flask.abort",
    "quart.abort",
    "bottle.abort",
    "werkzeug.exceptions.abort",
    "sys.exit",
    "exit",
    "quit",
    "os._exit",
    "os.abort",
}


def execute(frame, body):
    for statement in body:
        if frame.environment is None or frame.run.left <= 0:
            return
        handler = HANDLERS.get(type(statement))
        frame.ended_with = frame.environment
        if handler is not None:
            handler(frame, statement)
    if frame.environment is not None:
        frame.ended_with = frame.environment


def run_assign(frame, node):
    value = evaluate(frame, node.value)
    for target in node.targets:
        frame.run.assign(frame, target, value)


def run_annotated(frame, node):
    if node.value is not None:
        frame.run.assign(frame, node.target, evaluate(frame, node.value))


def run_augmented(frame, node):
    before = evaluate(frame, node.target)
    after = combine(node.op, before, evaluate(frame, node.value))
    # A list that grows stays that list.
    if before.shape == "list" and after.items is None:
        after = after._replace(shape="list")
    frame.run.assign(frame, node.target, after)


def run_expression(frame, node):
    evaluate(frame, node.value)
    if (
        isinstance(node.value, ast.Call)
        and frame.environment is not None
        and evaluate(frame, node.value.func).name in NEVER_RETURNING
    ):
        frame.leave()


def run_return(frame, node):
    value = evaluate(frame, node.value)
    observe.returned(frame, node, value)
    frame.returns(value)
    frame.leave()


def run_raise(frame, node):
    if node.exc is not None:
        evaluate(frame, node.exc)
    frame.leave()


def run_if(frame, node):
    truth = guards.truth(evaluate(frame, node.test))
    before = frame.environment
    ends = []
    for body, outcome in ((node.body, True), (node.orelse, False)):
        if truth is (not outcome):
            continue
        frame.environment = guards.refine(frame, node.test, outcome, dict(before))
        execute(frame, body)
        ends.append(frame.environment)
    frame.environment = join_all(ends)


def run_while(frame, node):
    loop = Loop()
    frame.loops.append(loop)
    ends = None
    for _ in range(MAX_ROUNDS):
        before = frame.environment
        truth = guards.truth(evaluate(frame, node.test))
        if truth is not True:
            ends = join_environments(ends, guards.refine(frame, node.test, False, dict(before)))
        if truth is False:
            break
        frame.environment = guards.refine(frame, node.test, True, dict(before))
        execute(frame, node.body)
        frame.environment = widened(before, join_environments(frame.environment, loop.continued))
        if frame.environment is None or frame.environment == before:
            break
    frame.loops.pop()
    # What goes round without end is left only by `break`, which a real loop's test may also do.
    frame.environment = join_environments(ends, loop.broken)
    execute(frame, node.orelse)


def run_for(frame, node):
    source = evaluate(frame, node.iter)
    element = element_of(source)
    loop = Loop()
    frame.loops.append(loop)
    nothing_to_do = source.items is not None and not source.items and source.shape in ("list", "dict") and not source.taints
    ends = dict(frame.environment)
    if not nothing_to_do:
        for _ in range(MAX_ROUNDS - 1):
            before = frame.environment
            frame.environment = dict(before)
            frame.run.assign(frame, node.target, element)
            execute(frame, node.body)
            frame.environment = widened(before, join_environments(frame.environment, loop.continued))
            if frame.environment is None:
                break
            ends = join_environments(ends, frame.environment)
            if frame.environment == before:
                break
    frame.loops.pop()
    frame.environment = ends
    execute(frame, node.orelse)
    frame.environment = join_environments(frame.environment, loop.broken)


def run_break(frame, node):
    if frame.loops:
        frame.loops[-1].broken = join_environments(frame.loops[-1].broken, frame.environment)
    frame.leave()


def run_continue(frame, node):
    if frame.loops:
        frame.loops[-1].continued = join_environments(frame.loops[-1].continued, frame.environment)
    frame.leave()


def run_try(frame, node):
    # An error may come at any place of the body.
    failed = dict(frame.environment)
    for statement in node.body:
        execute(frame, [statement])
        failed = join_environments(failed, frame.last_environment() or failed)
        if frame.environment is None:
            break
    execute(frame, node.orelse)
    ends = [frame.environment]
    for handler in node.handlers:
        frame.environment = dict(failed)
        if handler.name:
            frame.assign(handler.name, Value(name=f"exception.{handler.name}"))
        execute(frame, handler.body)
        ends.append(frame.environment)
    frame.environment = join_all(ends)
    if node.finalbody:
        ended = frame.environment is None
        if ended:
            frame.environment = dict(failed)
        execute(frame, node.finalbody)
        if ended:
            frame.leave()


def run_with(frame, node):
    for item in node.items:
        value = evaluate(frame, item.context_expr)
        if item.optional_vars is not None:
            frame.run.assign(frame, item.optional_vars, value)
    execute(frame, node.body)


def run_match(frame, node):
    subject = evaluate(frame, node.subject)
    before = frame.environment
    ends, open_end = [], True
    for case in node.cases:
        fits = pattern_fits(case.pattern, subject)
        if fits is False:
            continue
        frame.environment = dict(before)
        for inner in ast.walk(case.pattern):
            name = getattr(inner, "name", None) or getattr(inner, "rest", None)
            if isinstance(name, str):
                frame.assign(name, subject if inner is case.pattern else Value(taints=subject.taints))
        if case.guard is not None:
            frame.environment = guards.refine(frame, case.guard, True, frame.environment)
            evaluate(frame, case.guard)
        execute(frame, case.body)
        ends.append(frame.environment)
        if fits and case.guard is None:
            open_end = False
            break
    frame.environment = join_all([*ends, before] if open_end else ends)


def run_function(frame, node):
    for decorator in node.decorator_list:
        evaluate(frame, decorator)
    frame.assign(node.name, Value(code=Function(node, frame.module, frame), name=f"?.{node.name}"))


def run_class(frame, node):
    info = ClassInfo(node, frame.module, frame)
    before = frame.environment
    frame.environment = dict(before)
    execute(
        frame,
        [
            statement
            for statement in node.body
            if not isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))
        ],
    )
    inside = frame.environment or {}
    items = {name: value for name, value in inside.items() if before.get(name) is not value}
    frame.environment = before
    frame.assign(node.name, Value(code=info, name=f"?.{node.name}", items=items, shape="class"))


def run_delete(frame, node):
    for target in node.targets:
        if isinstance(target, ast.Name):
            frame.environment.pop(target.id, None)
        elif isinstance(target, ast.Subscript):
            base, key = evaluate(frame, target.value), evaluate(frame, target.slice)
            if base.items is not None and key.is_const and key.const is not UNKNOWN and base.shape == "dict":
                left = {name: value for name, value in base.items.items() if name != key.const}
                frame.run.assign(frame, target.value, base._replace(items=left), False)


def run_assert(frame, node):
    evaluate(frame, node.test)
    frame.environment = guards.refine(frame, node.test, True, frame.environment)


HANDLERS = {
    ast.Assign: run_assign,
    ast.AnnAssign: run_annotated,
    ast.AugAssign: run_augmented,
    ast.Expr: run_expression,
    ast.Return: run_return,
    ast.Raise: run_raise,
    ast.If: run_if,
    ast.While: run_while,
    ast.For: run_for,
    ast.AsyncFor: run_for,
    ast.Break: run_break,
    ast.Continue: run_continue,
    ast.Try: run_try,
    ast.With: run_with,
    ast.AsyncWith: run_with,
    ast.FunctionDef: run_function,
    ast.AsyncFunctionDef: run_function,
    ast.ClassDef: run_class,
    ast.Delete: run_delete,
    ast.Assert: run_assert,
}
if hasattr(ast, "TryStar"):
    HANDLERS[ast.TryStar] = run_try
if hasattr(ast, "Match"):
    HANDLERS[ast.Match] = run_match
