"""Renames module-level names within one statement."""

import ast
import copy
import re

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


def rename_in_statement(node, text, renames):
    """The text with the new names; as it is written where that can be done by words, else written anew."""
    renamed = ModuleNames(renames).visit(copy.deepcopy(node))
    if ast.dump(renamed) == ast.dump(node):
        return text
    by_words = text
    for old, new in renames.items():
        # Not an attribute, and not the name of a keyword argument or the like.
        by_words = re.sub(rf"(?<![\w.]){re.escape(old)}(?!\w)", new, by_words)
    try:
        if ast.dump(ast.parse(by_words).body[0]) == ast.dump(renamed):
            return by_words
    except SyntaxError:
        pass
    return ast.unparse(renamed)


class ModuleNames(ast.NodeTransformer):
    """Renames uses of module-level names, but not local variables that hide them. A parameter is a use, too,
    when it is the name of a fixture that was renamed; pytest matches the two by name."""

    def __init__(self, renames):
        self.renames = renames
        self.depth = 0

    def visit_Name(self, node):
        node.id = self.renames.get(node.id, node.id)
        return node

    def visit_FunctionDef(self, node):
        at_top = self.depth == 0
        if at_top:
            node.name = self.renames.get(node.name, node.name)
        return self.visit_scope(node, is_test_function=at_top or node.name.startswith("test"))

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_Lambda(self, node):
        return self.visit_scope(node, is_test_function=False)

    def visit_ClassDef(self, node):
        if self.depth == 0:
            node.name = self.renames.get(node.name, node.name)
        self.depth += 1
        self.generic_visit(node)
        self.depth -= 1
        return node

    def visit_scope(self, node, is_test_function):
        hidden = assigned_names(node)
        parameters = {argument.arg for argument in parameters_of(node.args)}
        if is_test_function:
            for argument in parameters_of(node.args):
                argument.arg = self.renames.get(argument.arg, argument.arg)
        else:
            hidden |= parameters
        outer, self.renames = self.renames, {old: new for old, new in self.renames.items() if old not in hidden}
        self.depth += 1
        self.generic_visit(node)
        self.depth -= 1
        self.renames = outer
        return node


def parameters_of(arguments):
    return [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs,
            *filter(None, (arguments.vararg, arguments.kwarg))]


def assigned_names(function):
    """Names that are local because the function assigns them; inner functions have their own."""
    names, outer = set(), set()
    waiting = list(function.body) if isinstance(function.body, list) else [function.body]
    while waiting:
        node = waiting.pop()
        if isinstance(node, (ast.Global, ast.Nonlocal)):
            outer.update(node.names)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            names.add(node.name)
            continue
        waiting.extend(ast.iter_child_nodes(node))
    return names - outer
