"""Goes through all code of a module, function by function, with what is known of its values."""

import ast
from contextlib import contextmanager

from assay_analysis.flow import calls, observe, statements
from assay_analysis.flow.entry import entry_values
from assay_analysis.flow.expressions import evaluate
from assay_analysis.flow.frame import Frame, project_symbol
from assay_analysis.flow.methods import element_at, element_of
from assay_analysis.flow.program import ClassInfo, Function
from assay_analysis.flow.tables import sources
from assay_analysis.flow.value import NOTHING, Taint, Value, constant, container, unknown
from assay_analysis.module import FUNCTIONS

# Expressions looked at for one function with all it calls, and for the whole module.
FUNCTION_BUDGET = 12_000
MODULE_BUDGET = 250_000
MAX_CALLS = 4


class Run:
    def __init__(self, module):
        self.module = module
        self.hits = []
        self.left = FUNCTION_BUDGET
        self.total = MODULE_BUDGET
        self.silent = 0
        self.stack = []
        self.frames = {}
        self.names = {}
        self.results = {}
        self.names_in = {}

    # What bounds the work.

    def spend(self):
        self.left -= 1
        self.total -= 1
        return self.left > 0 and self.total > 0

    @contextmanager
    def quiet(self):
        """Nothing that is seen here counts: it is seen again where it belongs."""
        self.silent += 1
        try:
            yield
        finally:
            self.silent -= 1

    # Names.

    def named(self, frame, dotted):
        """The value of a dotted name that comes from an import."""
        key = (id(frame.module), dotted)
        if key not in self.names:
            self.names[key] = Value(name=dotted)
            self.names[key] = project_symbol(self, frame, dotted) or Value(name=dotted)
        return self.names[key]

    def module_frame(self, module):
        """The module's own names, once its body was gone through."""
        known = self.frames.get(id(module))
        if known is None:
            known = self.frames[id(module)] = Frame(self, module)
            known.globals = {name for node in ast.walk(module.tree) if isinstance(node, ast.Global) for name in node.names}
            if module is self.module:
                statements.execute(known, module.tree.body)
            else:
                with self.quiet():
                    statements.execute(known, module.tree.body)
        return known

    def place_in_module(self, frame, node):
        """Line in the module under analysis: of the node, or of the call that led to the other module it is in."""
        return (frame.site or node).lineno

    # Assignments.

    def assign(self, frame, target, value, check=True):
        if isinstance(target, ast.Name):
            if check:
                value = self.step(frame, target, value)
                observe.assigned(frame, target, target.id, value)
            frame.assign(target.id, value)
        elif isinstance(target, (ast.Tuple, ast.List)):
            for index, part in enumerate(target.elts):
                starred = isinstance(part, ast.Starred)
                held = element_of(value) if starred or value.items is None else element_at(value, constant(index))
                self.assign(frame, part.value if starred else part, held, check)
        elif isinstance(target, ast.Attribute):
            base = evaluate(frame, target.value)
            if check:
                observe.attribute_set(frame, target, base, value)
            self.assign(frame, target.value, base.with_item(target.attr, value), False)
        elif isinstance(target, ast.Subscript):
            self.assign_item(frame, target, value, check)
        elif isinstance(target, ast.Starred):
            self.assign(frame, target.value, value, check)

    def assign_item(self, frame, target, value, check):
        base = evaluate(frame, target.value)
        key = evaluate(frame, target.slice) if not isinstance(target.slice, ast.Slice) else NOTHING
        if check:
            observe.stored(frame, target, base, key, value)
        if key.is_const and isinstance(key.const, (str, bytes, int)) and base.shape in ("dict", "object", "list", ""):
            index = key.const
            if base.shape == "list" and isinstance(index, int) and base.items is not None and index < 0:
                index += len(base.items)
            changed = base.with_item(index, value, base.shape or "dict")
        else:
            changed = base._replace(taints=unknown(Value(taints=base.taints), value, key).taints)
        self.assign(frame, target.value, changed, False)

    def step(self, frame, target, value):
        if not value.taints or value.items:
            return value
        line = self.place_in_module(frame, target)
        return value.mapped(lambda taint: taint.step(line, f"is put into “{target.id}”"))

    # Calls.

    def observe(self, call):
        observe.called(call)

    def compared(self, frame, node, text, value):
        observe.compared(frame, node, text, value)

    def enter(self, call):
        """The result of a function or class of the project, or None: it is not gone into."""
        code = call.callee.code
        if isinstance(code, ClassInfo):
            return self.instantiate(call, code)
        arguments = list(call.arguments)
        bound = call.callee.item("self") if call.callee.shape == "bound" else None
        if code.owner is not None and not calls.is_static(code) and bound is not None:
            arguments = [bound, *arguments]
        result, frame = self.run_function(call, code, arguments)
        if frame is None:
            return None
        if bound is not None and call.base is not None and code.parameters:
            after = frame.last_environment().get(code.parameters[0].arg)
            if after is not None and after != bound and after.shape == "object":
                self.assign(call.frame, call.node.func.value, after, False)
        return result

    def instantiate(self, call, owner):
        instance = container({}, "object", code=owner, name=f"{call.name}()")
        maker = owner.method("__init__")
        if maker is None:
            return container(
                dict(call.keywords), "object", code=owner, name=f"{call.name}()", taints=unknown(*call.all_values()).taints
            )
        _, frame = self.run_function(call, maker, [instance, *call.arguments])
        if frame is None or not maker.parameters:
            return instance._replace(taints=unknown(*call.all_values()).taints)
        return frame.last_environment().get(maker.parameters[0].arg, instance)

    def run_function(self, call, function, arguments):
        """(what it returns, its frame) or (None, None) when it is too deep, already under way, or the work is used up."""
        if len(self.stack) >= MAX_CALLS or function.node in self.stack or self.left <= 0:
            return None, None
        key = plain_key(function, arguments, call.keywords)
        if key is not None and key in self.results:
            return self.results[key][:2]
        site = call.frame.site or (call.node if function.module is not self.module else None)
        frame = Frame(self, function.module, function.closure, function, call.frame.depth + 1, site)
        frame.route = call.frame.route
        self.stack.append(function.node)
        for parameter, default in calls.defaults(function):
            frame.environment[parameter.arg] = evaluate(frame, default)
        line = self.place_in_module(call.frame, call.node)
        entered = lambda taint: taint.step(line, f"is passed to {function.label}()")  # noqa: E731
        bound = calls.bind(function, arguments, call.keywords)
        frame.environment.update({name: value.mapped(entered) for name, value in bound.items()})
        if isinstance(function.node, ast.Lambda):
            frame.returns(evaluate(frame, function.node.body))
        else:
            statements.execute(frame, function.node.body)
        self.stack.pop()
        result = frame.returned if frame.returned is not None else constant(None)
        if key is not None:
            # The arguments are kept so that no other object gets their identity.
            self.results[key] = (result, frame, arguments)
        return result, frame


def plain_key(function, arguments, keywords):
    """What tells two calls apart in which no stranger's words go in: the second gives what the first gave. None: some do."""
    key = [id(function.node)]
    for name, value in (*enumerate(arguments), *keywords.items()):
        if value.taints or value.code is not None and value.items is None:
            return None
        if value.items and any(held.taints or held.items for held in value.items.values()):
            return None
        key.append((name, value.name, id(value.items) if value.items else None, repr(value.const) if value.is_const else None))
    return tuple(key)


def interpret(module):
    """All hits of sinks and settings in the module, in the order they were seen."""
    run = Run(module)
    frame = run.module_frame(module)
    go_through(run, module.tree, frame, None, None)
    return run


def go_through(run, scope, frame, owner, instance):
    """Each function as it is when somebody calls it."""
    for node in definitions(scope):
        run.left = FUNCTION_BUDGET
        if isinstance(node, ast.ClassDef):
            info = ClassInfo(node, run.module, frame)
            go_through(run, node, frame, info, made_instance(run, info, frame))
            continue
        function = Function(node, run.module, frame, owner)
        inner = Frame(run, run.module, frame, function)
        entry_values(inner, function, owner, instance)
        run.stack.append(node)
        statements.execute(inner, node.body)
        run.stack.pop()
        inner.environment = inner.environment or inner.last_environment()
        go_through(run, node, inner, None, None)


def definitions(scope):
    """Functions and classes directly in this scope, also those in branches."""
    waiting = list(ast.iter_child_nodes(scope))
    while waiting:
        node = waiting.pop(0)
        if isinstance(node, (*FUNCTIONS, ast.ClassDef)):
            yield node
        elif not isinstance(node, ast.expr):
            waiting += [child for child in ast.iter_child_nodes(node) if not isinstance(child, ast.expr)]


def made_instance(run, info, frame):
    """`self` as its maker leaves it."""
    instance = container({}, "object", code=info, name="self")
    for base in info.bases:
        parts = sources.HANDLER_BASES.get(base)
        if parts is not None:
            handler = {
                part: Value(
                    name="tornado.request" if part == "request" else f"self.{part}",
                    taints=(
                        Taint(
                            "request",
                            "what a client sent",
                            ("request", part, info.node.lineno),
                            steps=((info.node.lineno, "a client's request comes in"),),
                        ),
                    )
                    if part != "request"
                    else (),
                )
                for part in parts
            }
            instance = instance._replace(items=handler)
    maker = info.method("__init__")
    if maker is None or not maker.parameters:
        return instance
    inner = Frame(run, run.module, frame, maker)
    with run.quiet():
        entry_values(inner, maker, info, instance)
        run.stack.append(maker.node)
        statements.execute(inner, maker.node.body)
        run.stack.pop()
    return (
        inner.last_environment().get(maker.parameters[0].arg)
        or (inner.environment or {}).get(maker.parameters[0].arg)
        or instance
    )
