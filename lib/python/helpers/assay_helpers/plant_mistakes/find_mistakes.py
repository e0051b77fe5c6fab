"""All mistakes that can be planted in the lines of a module that its tests run."""

import ast

from assay_helpers.plant_mistakes.operators import changes

LOGGING_METHODS = {"debug", "info", "warning", "warn", "error", "exception", "critical", "log"}
TYPING_CALLS = {"TypeVar", "ParamSpec", "TypeVarTuple", "NewType", "cast"}
DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
#: Parts of nodes that say nothing of what the code does, or that every test breaks at.
LEFT_OUT_FIELDS = {
    ast.FunctionDef: {"decorator_list", "returns", "type_params"},
    ast.AsyncFunctionDef: {"decorator_list", "returns", "type_params"},
    ast.ClassDef: {"decorator_list", "bases", "keywords", "type_params"},
    ast.arg: {"annotation"},
    ast.AnnAssign: {"annotation"},
    ast.ExceptHandler: {"type"},
    ast.Assert: {"msg"},
}
CONDITION_FIELDS = {
    ast.If: {"test"}, ast.While: {"test"}, ast.IfExp: {"test"}, ast.Assert: {"test"}, ast.comprehension: {"ifs"},
}


class Mistake:
    """One change of the tree. `put` sets a node in the place of the one that is changed; people see it in `shown`."""

    def __init__(self, operator, node, other, put, line, shown):
        self.operator, self.node, self.other, self.put, self.line, self.shown = operator, node, other, put, line, shown

    def planted(self, tree, path):
        """The module's code with the mistake in it; None where Python does not take it."""
        self.put(self.other)
        try:
            return compile(ast.fix_missing_locations(tree), path, "exec", dont_inherit=True)
        except (SyntaxError, ValueError, OverflowError):
            return None
        finally:
            self.put(self.node)

    def texts(self):
        """The code before and after."""
        if self.shown is self.node:
            return ast.unparse(self.node), ast.unparse(ast.fix_missing_locations(self.other))
        before = ast.unparse(self.shown)
        self.put(self.other)
        try:
            return before, ast.unparse(ast.fix_missing_locations(self.shown))
        finally:
            self.put(self.node)


def find_mistakes(tree, covered_lines):
    """Mistakes in the order of the source."""
    finder = Finder(set(covered_lines))
    for index, statement in enumerate(tree.body):
        finder.visit(statement, put_in_list(tree.body, index), tree)
    return finder.found


class Finder:
    def __init__(self, covered):
        self.covered, self.found = covered, []

    def visit(self, node, put, parent, line=None, is_covered=False, is_condition=False):
        if isinstance(node, ast.stmt):
            if is_left_out(node):
                return
            line, is_covered = None, self.runs(node)
        # What stands within a formatted text has no line of its own in older versions of Python.
        line = line or (node.lineno if isinstance(node, ast.JoinedStr) else None)
        if is_covered:
            # A number says nothing without what is done with it.
            shown = parent if isinstance(node, ast.Constant) and not is_compound(parent) else node
            for operator, other in changes(node, is_condition):
                ast.copy_location(other, node)
                self.found.append(Mistake(operator, node, other, put, line or node.lineno, shown))
        if isinstance(node, ast.Call) and name_of(node.func) in TYPING_CALLS:
            return
        conditions = CONDITION_FIELDS.get(type(node), ())
        left_out = LEFT_OUT_FIELDS.get(type(node), ())
        for field, value in ast.iter_fields(node):
            if field in left_out:
                continue
            is_asked = field in conditions or is_condition and isinstance(node, ast.BoolOp)
            if isinstance(value, ast.AST):
                self.visit(value, put_in_field(node, field), node, line, is_covered, is_asked)
            elif isinstance(value, list):
                for index, each in enumerate(value):
                    if isinstance(each, ast.AST):
                        self.visit(each, put_in_list(value, index), node, line, is_covered, is_asked)

    def runs(self, statement):
        """The head of a definition is run by the import alone: its defaults count where its body is run."""
        if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef)):
            return any(each.lineno in self.covered for each in statement.body)
        return statement.lineno in self.covered


def is_compound(node):
    return hasattr(node, "body") and not isinstance(node, ast.expr)


def put_in_field(node, field):
    return lambda other: setattr(node, field, other)


def put_in_list(nodes, index):
    def put(other):
        nodes[index] = other
    return put


def is_left_out(statement):
    """Imports, docstrings, what is raised or logged, names with underscores like __all__, and what runs only as a program."""
    if isinstance(statement, (ast.Import, ast.ImportFrom, ast.Raise, ast.Global, ast.Nonlocal, ast.Pass)):
        return True
    if isinstance(statement, ast.Expr):
        return isinstance(statement.value, ast.Constant) or is_logging(statement.value)
    if isinstance(statement, (ast.Assign, ast.AnnAssign)):
        targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
        return any(is_dunder(name_of(target)) for target in targets)
    if isinstance(statement, ast.If):
        names = {name_of(part) for part in ast.walk(statement.test)}
        return "__name__" in names or "TYPE_CHECKING" in names
    return False


def is_logging(node):
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    owner = name_of(node.func.value).lower()
    return owner == "warnings" or node.func.attr in LOGGING_METHODS and "log" in owner


def is_dunder(name):
    return name.startswith("__") and name.endswith("__")


def name_of(node):
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
