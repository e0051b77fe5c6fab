"""What a function or class depends on within its module: its own code and, of the names it uses, what a caller must know.

Of another function that is the signature, of another class its head and the signatures of the methods whose names are
used, of an import or a constant the statement. The rest of the module leaves no trace in it.
"""

import ast
import hashlib

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_CONSTRUCTORS = {"__init__", "__new__", "__call__", "__post_init__"}


class ModuleNames:
    """The names that a module's statements bind; expects a tree without docstrings."""

    def __init__(self, tree):
        self._bindings = {}
        self._everywhere = []
        for statement in tree.body:
            self._add(statement)

    def _add(self, statement):
        if isinstance(statement, (ast.Import, ast.ImportFrom)):
            for alias in statement.names:
                if alias.name == "*":
                    self._everywhere.append(_import_text(statement, alias))
                else:
                    name = alias.asname or alias.name.split(".")[0]
                    self._bind(name, _import_text(statement, alias))
        elif isinstance(statement, (*_FUNCTIONS, ast.ClassDef)):
            self._bind(statement.name, statement)
        else:
            for name in _names_bound(statement):
                self._bind(name, ast.dump(statement))

    def _bind(self, name, what):
        self._bindings.setdefault(name, []).append(what)

    def context_hash(self, node, owner=None):
        """sha256 over the node and what it uses; `owner`: the class of a method."""
        used, attributes = _used_by(node)
        parts = [ast.dump(node), *self._everywhere]
        if owner is not None:
            parts += [_class_head(owner), *_members_used(owner, attributes, node)]
            used |= _used_by(ast.Tuple([*owner.bases, *owner.decorator_list], ast.Load()))[0]
        for name in sorted(used & self._bindings.keys()):
            for what in self._bindings[name]:
                if what is node or what is owner:
                    continue
                parts.append(f"{name}: {_seen_from_outside(what, attributes)}")
        return hashlib.sha256("\n".join(parts).encode("utf-8", "backslashreplace")).hexdigest()


def _import_text(statement, alias):
    source = ""
    if isinstance(statement, ast.ImportFrom):
        source = f"from {'.' * statement.level}{statement.module or ''} "
    return f"{source}import {alias.name} as {alias.asname}"


def _names_bound(statement):
    """Names that a statement other than an import or definition binds, those inside of it (if, try, with) included."""
    names = set()
    for node in ast.walk(statement):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        elif isinstance(node, (*_FUNCTIONS, ast.ClassDef)):
            names.add(node.name)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            names.update(alias.asname or alias.name.split(".")[0] for alias in node.names)
    # `TABLE["key"] = 1`, `TABLE += more` and `TABLE.update(more)` change what a name stands for.
    target = getattr(statement, "target", None) or getattr(statement, "value", None)
    targets = [*getattr(statement, "targets", []), target]
    for node in targets:
        while isinstance(node, (ast.Subscript, ast.Attribute, ast.Call)):
            node = node.func if isinstance(node, ast.Call) else node.value
            if isinstance(node, ast.Name):
                names.add(node.id)
    return names


def _used_by(node):
    """Names that a piece of code reads, and names of the attributes it reaches for."""
    names, attributes = set(), set()
    for child in ast.walk(node):
        if isinstance(child, ast.Name):
            names.add(child.id)
        elif isinstance(child, ast.Attribute):
            attributes.add(child.attr)
        elif isinstance(child, (ast.Global, ast.Nonlocal)):
            names.update(child.names)
        elif isinstance(child, ast.Constant) and isinstance(child.value, str) and child.value.isidentifier():
            # Annotations as text, getattr(module, "name").
            names.add(child.value)
    return names, attributes


def _seen_from_outside(what, attributes):
    if isinstance(what, str):
        return what
    if isinstance(what, ast.ClassDef):
        members = _members_used(what, attributes | _CONSTRUCTORS, None)
        return "\n".join([_class_head(what), *members])
    return _signature(what)


def _signature(function):
    returns = ast.dump(function.returns) if function.returns else ""
    decorators = [ast.dump(decorator) for decorator in function.decorator_list]
    return f"{type(function).__name__} {function.name} {ast.dump(function.args)} {returns} {decorators}"


def _class_head(node):
    head = [ast.dump(part) for part in [*node.bases, *node.keywords, *node.decorator_list]]
    return f"class {node.name} {head}"


def _members_used(owner, attributes, but):
    """Signatures of a class's methods, and its other statements, that bind one of the names."""
    for member in owner.body:
        if isinstance(member, _FUNCTIONS):
            if member is not but and member.name in attributes:
                yield _signature(member)
        elif _names_bound(member) & attributes:
            yield ast.dump(member)
