"""What happens inside one function: its nodes by kind, where names are bound and read. Worked out once for all detectors."""

import ast
from collections import defaultdict

from assay_analysis.module import FUNCTIONS

INNER = (*FUNCTIONS, ast.Lambda, ast.ClassDef)
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
LOOPS = (ast.For, ast.AsyncFor, ast.While)


class Scope:
    """`nodes` are the function's own in the order of the text, comprehensions included; `inner` those of functions, lambdas
    and classes inside. `stores` are the function's own bindings, `loads` all reads of a name, also those from inside."""

    def __init__(self, module, node):
        self.module, self.node = module, node
        self.nodes, self.inner = [], []
        self.by_type = defaultdict(list)
        self.stores, self.loads = defaultdict(list), defaultdict(list)
        self.elsewhere, self.comprehension_names = set(), set()
        self.parameters = [one.arg for one in all_parameters(node.args)] if isinstance(node, FUNCTIONS) else []
        for child in node.body:
            self._collect(child, self.nodes)
        for one in self.nodes:
            self.by_type[type(one)].append(one)
        self._index_names()

    def _collect(self, root, into):
        stack = [(root, into)]
        while stack:
            node, into = stack.pop()
            into.append(node)
            if into is self.nodes and isinstance(node, INNER):
                into = self.inner
            stack += [(child, into) for child in reversed(list(ast.iter_child_nodes(node)))]

    def _index_names(self):
        for node in self.of(*COMPREHENSIONS):
            for generator in node.generators:
                self.comprehension_names |= names_in(generator.target)
        for nodes, own in ((self.nodes, True), (self.inner, False)):
            for node in nodes:
                if isinstance(node, (ast.Global, ast.Nonlocal)):
                    self.elsewhere |= set(node.names)
                elif isinstance(node, ast.Name):
                    if isinstance(node.ctx, ast.Load):
                        self.loads[node.id].append(node)
                    elif own and node.id not in self.comprehension_names:
                        self.stores[node.id].append(node)
        for node in self.of(ast.ExceptHandler):
            if node.name:
                self.stores[node.name].append(node)
        for node in self.of(*FUNCTIONS, ast.ClassDef):
            self.stores[node.name].append(node)
        for node in self.of(ast.Import, ast.ImportFrom):
            for alias in node.names:
                self.stores[alias.asname or alias.name.split(".")[0]].append(node)

    def of(self, *types):
        """The function's own nodes of these kinds."""
        return [node for kind in types for node in self.by_type.get(kind, ())]

    def is_local(self, name):
        """Bound here and nowhere else, so that what is seen here is all there is."""
        return name in self.stores and name not in self.elsewhere and name not in self.comprehension_names

    def assignments(self, name):
        """The plain `name = value` statements that bind a name; None when it is bound in any other way, too."""
        found = []
        for store in self.stores.get(name, ()):
            parent = self.module.parent(store)
            if not (isinstance(parent, ast.Assign) and parent.targets == [store]) and not (isinstance(parent, ast.AnnAssign) and parent.value):
                return None
            found.append(parent)
        return found

    @property
    def is_generator(self):
        return bool(self.of(ast.Yield, ast.YieldFrom))


def means_itself(module, scope):
    """Whether the function's bare name inside of it is the function: not in a method, nor when the name is bound anew."""
    name = scope.node.name
    if name in scope.parameters or name in scope.stores or name in scope.elsewhere or name in scope.comprehension_names:
        return False
    outer = next((one for one in module.ancestors(scope.node) if isinstance(one, (*FUNCTIONS, ast.ClassDef))), None)
    return not isinstance(outer, ast.ClassDef)


def scopes(module):
    """The scopes of all functions of the module, in the order of the text."""
    return [scope_of(module, function) for function in module.functions]


def scope_of(module, function):
    if function not in module.scopes:
        module.scopes[function] = Scope(module, function)
    return module.scopes[function]


def nodes_of(module, *types):
    """All nodes of the module of these kinds, each kind in the order of the text."""
    if None not in module.scopes:
        by_type = module.scopes[None] = defaultdict(list)
        for node in ast.walk(module.tree):
            by_type[type(node)].append(node)
    return [node for kind in types for node in module.scopes[None].get(kind, ())]


def all_parameters(arguments):
    return [
        *arguments.posonlyargs, *arguments.args, *([arguments.vararg] if arguments.vararg else []), *arguments.kwonlyargs,
        *([arguments.kwarg] if arguments.kwarg else []),
    ]


def names_in(node):
    return {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}


def is_name(node, name=None):
    return isinstance(node, ast.Name) and (name is None or node.id == name)


def is_constant(node, *values):
    return isinstance(node, ast.Constant) and any(node.value is value or (type(node.value) is type(value) and node.value == value) for value in values)


def same(one, other):
    return ast.dump(one).replace("Store()", "Load()") == ast.dump(other).replace("Store()", "Load()")


def is_len_of(node, text=None):
    """The call `len(x)`; with `text`, of an x that is written so."""
    return (isinstance(node, ast.Call) and is_name(node.func, "len") and len(node.args) == 1
            and (text is None or ast.unparse(node.args[0]) == text))


def method_call(node, *methods):
    """The receiver of `receiver.method(…)`, or None."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in methods:
        return node.func.value
    return None
