"""One module as the detectors see it: text, syntax tree, parents, scopes and what its names mean."""

import ast
import io

from assay_analysis import pep701

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
SCOPES = (*FUNCTIONS, ast.ClassDef)


class SourceProblem(Exception):
    """The source is no Python module; says where and why, for people."""

    def __init__(self, line, column, message):
        super().__init__(message)
        self.line, self.column, self.message = line, column, message


def parse(path, source):
    try:
        tree = read_tree(source)
        # Parsing alone accepts a `return` outside of a function and its like.
        compile(tree, path, "exec", dont_inherit=True)
        return tree
    except SyntaxError as error:
        raise SourceProblem(error.lineno or 1, error.offset or 1, str(error.msg)) from None
    except (RecursionError, MemoryError):
        raise SourceProblem(1, 1, "nested too deeply to be read") from None
    except (ValueError, UnicodeError) as error:
        raise SourceProblem(1, 1, f"not Python text: {error}") from None


def read_tree(source):
    try:
        return ast.parse(source)
    except SyntaxError:
        rewritten = pep701.rewrite(source) if pep701.is_needed() else None
        if rewritten is None:
            raise
        try:
            return pep701.restore(ast.parse(rewritten))
        except SyntaxError:
            pass
        raise


class Module:
    """What is worked out once for all detectors. Nodes are compared by identity."""

    def __init__(self, path, source, context=None):
        self.path = path
        self.source = source.removeprefix("\ufeff")
        self.context = context or {}
        self.tree = parse(path, self.source)
        # As Python counts them: a form feed, say, ends no line.
        self.lines = list(io.StringIO(self.source, newline=""))
        self._parents = {}
        self._names = {}
        self.functions = []
        # Filled by scope.scope_of: what detectors share about each function.
        self.scopes = {}
        self._index(self.tree, "")
        self.imports = imported_names(self.tree)

    def _index(self, node, qualified_name):
        for child in ast.iter_child_nodes(node):
            self._parents[child] = node
            self._names[child] = qualified_name
            name = qualified_name
            if isinstance(child, SCOPES):
                name = f"{qualified_name}.{child.name}" if qualified_name else child.name
                if isinstance(child, FUNCTIONS):
                    self.functions.append(child)
            self._index(child, name)

    def parent(self, node):
        return self._parents.get(node)

    def ancestors(self, node):
        """From the node's parent up to the module."""
        while (node := self._parents.get(node)) is not None:
            yield node

    def qualified_name(self, node):
        """Of the innermost function or class around the node, or of the node that is one; empty at module level."""
        outer = self._names.get(node, "")
        if isinstance(node, SCOPES):
            return f"{outer}.{node.name}" if outer else node.name
        return outer

    def function_of(self, node):
        """The innermost function around the node, or None."""
        return next((outer for outer in self.ancestors(node) if isinstance(outer, (*FUNCTIONS, ast.Lambda))), None)

    def resolve(self, node):
        """Dotted name of what a name or attribute means, through the module's imports: `np.array` is `numpy.array`. None
        for anything else. It knows nothing of rebinding: the data flow does."""
        parts = []
        while isinstance(node, ast.Attribute):
            parts.append(node.attr)
            node = node.value
        if not isinstance(node, ast.Name):
            return None
        return ".".join([self.imports.get(node.id, node.id), *reversed(parts)])


def imported_names(tree):
    """What each imported name stands for; relative imports keep their dots."""
    names = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                names[alias.asname or alias.name.split(".")[0]] = alias.name if alias.asname else alias.name.split(".")[0]
        elif isinstance(node, ast.ImportFrom):
            source = "." * node.level + (node.module or "")
            for alias in node.names:
                separator = "" if source.endswith(".") or not source else "."
                names[alias.asname or alias.name] = f"{source}{separator}{alias.name}"
    return names
