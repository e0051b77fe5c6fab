"""Functions and classes of the module and of the project's other modules that are at hand."""

import ast

from assay_analysis.module import FUNCTIONS, Module, SourceProblem

# Modules of the project are the same for all files of a batch.
PARSED = {}
MAX_PARSED = 400


class Function:
    """A function or lambda as a value: where its free names are looked up, and what it belongs to."""

    def __init__(self, node, module, closure, owner=None):
        self.node, self.module, self.closure, self.owner = node, module, closure, owner

    @property
    def label(self):
        return getattr(self.node, "name", "lambda")

    @property
    def parameters(self):
        arguments = self.node.args
        return [*arguments.posonlyargs, *arguments.args]

    def decorators(self):
        """(dotted name, decorator's node) of each."""
        for decorator in getattr(self.node, "decorator_list", []):
            target = decorator.func if isinstance(decorator, ast.Call) else decorator
            yield self.module.resolve(target) or "", decorator


class ClassInfo:
    """A class as a value."""

    def __init__(self, node, module, closure):
        self.node, self.module, self.closure = node, module, closure
        self.bases = [module.resolve(base) or "" for base in node.bases]

    def method(self, name):
        for statement in self.node.body:
            if isinstance(statement, FUNCTIONS) and statement.name == name:
                return Function(statement, self.module, self.closure, owner=self)
        return None


def context_module(module, dotted):
    """(the project's module, the rest of the name) for a dotted name that leads there, or (None, name)."""
    name = absolute(module, dotted) if dotted.startswith(".") else dotted
    parts = name.split(".")
    for size in range(len(parts), 0, -1):
        prefix = ".".join(parts[:size])
        if prefix in module.context:
            return load(prefix, module.context), ".".join(parts[size:])
    return None, dotted


def absolute(module, dotted):
    """A relative import's name, counted from the module's own path."""
    level = len(dotted) - len(dotted.lstrip("."))
    folders = module.path.replace("\\", "/").removesuffix(".py").split("/")
    package = folders[: max(0, len(folders) - level)]
    name = ".".join([*package, dotted[level:]])
    # The root of the sources is not always the root of the paths.
    while name and not any(known == name or name.startswith(f"{known}.") for known in module.context) and "." in name:
        name = name.split(".", 1)[1]
    return name


def load(name, context):
    source = context[name]
    key = (name, source)
    if key not in PARSED:
        if len(PARSED) >= MAX_PARSED:
            PARSED.clear()
        try:
            PARSED[key] = Module(f"{name.replace('.', '/')}.py", source, {})
        except SourceProblem:
            PARSED[key] = None
    loaded = PARSED[key]
    if loaded is not None:
        loaded.context = context
    return loaded
