"""One body of code while it is gone through: its names, and where they are looked up."""

import builtins

from assay_analysis.flow.program import ClassInfo, Function, context_module
from assay_analysis.flow.value import NOTHING, Value, join
from assay_analysis.module import FUNCTIONS

BUILTINS = set(dir(builtins))


class Frame:
    """`site`: the call in the module under analysis that led here, when this body is another module's; `environment` is None
    once nothing behind can be reached."""

    def __init__(self, run, module, outer=None, function=None, depth=0, site=None):
        self.run, self.module, self.outer, self.function, self.depth, self.site = run, module, outer, function, depth, site
        self.environment = {}
        self.returned = None
        self.globals = set()
        self.loops = []
        self.route = None

    @property
    def alive(self):
        return self.environment is not None

    def lookup(self, name):
        frame = self
        while frame is not None:
            known = (frame.environment or frame.last_environment()).get(name)
            if known is not None:
                # What a function may rebind is no constant in others.
                if frame is not self and frame.function is None and name in frame.globals:
                    return known._replace(const=NOTHING.const, items=None)
                return known
            frame = frame.outer
        if name in self.module.imports:
            return self.run.named(self, self.module.imports[name])
        if name == "__name__":
            return NOTHING
        if name in BUILTINS:
            return Value(name=name)
        return Value(name=f"{self.module_of_stars()}.{name}")

    def module_of_stars(self):
        """Where a name nobody defines may come from: `from x import *`."""
        return self.module.imports.get("*", "?.*").removesuffix(".*")

    def last_environment(self):
        return getattr(self, "ended_with", None) or {}

    def assign(self, name, value):
        if self.environment is not None:
            self.environment[name] = value

    def leave(self):
        """Nothing behind this statement is reached on this way."""
        if self.environment is not None:
            self.ended_with = self.environment
        self.environment = None

    def returns(self, value):
        self.returned = value if self.returned is None else join(self.returned, value)


def project_symbol(run, frame, dotted):
    """What a dotted name of the project's own other modules is: a function, a class, a module's constant; None: not ours."""
    module, rest = context_module(frame.module, dotted)
    if module is None or not rest:
        return None
    parts = rest.split(".")
    outer = run.module_frame(module)
    found = outer.last_environment().get(parts[0]) or (outer.environment or {}).get(parts[0])
    if found is None:
        found = definition(module, parts[0], outer)
    for part in parts[1:]:
        found = found and (found.item(part) or (isinstance(found.code, ClassInfo) and method_value(found.code, part)) or None)
    return found


def definition(module, name, outer):
    for statement in module.tree.body:
        if getattr(statement, "name", None) == name:
            if isinstance(statement, FUNCTIONS):
                return Value(code=Function(statement, module, outer), name=name)
            return Value(code=ClassInfo(statement, module, outer), name=name)
    return None


def method_value(owner, name):
    method = owner.method(name)
    return method and Value(code=method)
