"""Which tests a test file holds, read from its syntax without running it."""

import ast

ASSERTING_ATTRIBUTES = {"raises", "warns", "fail"}


def list_tests(tree):
    """Tests as pytest collects them: [(id, node)], methods as Class::method, inherited ones included."""
    classes = {node.name: node for node in tree.body if isinstance(node, ast.ClassDef)}
    found = {}
    for node in tree.body:
        if is_function(node) and node.name.startswith("test"):
            found[node.name] = node
        elif isinstance(node, ast.ClassDef) and is_test_class(node, classes):
            for name, method in test_methods(node, classes).items():
                found[f"{node.name}::{name}"] = method
    return list(found.items())


def is_function(node):
    return isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))


def is_test_class(node, classes):
    """Named Test… without a constructor, or a unittest.TestCase, directly or by a base in this file."""
    if any(is_function(member) and member.name == "__init__" for member in node.body):
        return False
    return node.name.startswith("Test") or is_test_case(node, classes, set())


def is_test_case(node, classes, seen):
    for base in node.bases:
        name = base.attr if isinstance(base, ast.Attribute) else getattr(base, "id", "")
        if name.endswith("TestCase"):
            return True
        if name in classes and name not in seen and is_test_case(classes[name], classes, seen | {name}):
            return True
    return False


def test_methods(node, classes, seen=frozenset()):
    methods = {}
    for base in node.bases:
        name = getattr(base, "id", None)
        if name in classes and name not in seen:
            methods.update(test_methods(classes[name], classes, seen | {name}))
    for member in node.body:
        if is_function(member) and member.name.startswith("test"):
            methods[member.name] = member
    return methods


def has_assertion(node, asserting_helpers=frozenset()):
    """True when the test can fail by what it checks: assert, pytest.raises, self.assert…, or a helper that asserts."""
    for part in ast.walk(node):
        if isinstance(part, ast.Assert) and not is_trivial(part.test):
            return True
        if isinstance(part, ast.Call):
            name = called_name(part.func)
            if name.startswith("assert") or name in ASSERTING_ATTRIBUTES or name in asserting_helpers:
                return True
    return False


def is_trivial(test):
    """`assert True` and its like can never fail."""
    return isinstance(test, ast.Constant) and bool(test.value)


def called_name(function):
    if isinstance(function, ast.Attribute):
        return function.attr
    return getattr(function, "id", "")


def asserting_helpers(tree):
    """Names of functions in the file, other than tests, that contain an assertion themselves."""
    names = set()
    for node in ast.walk(tree):
        if is_function(node) and not node.name.startswith("test") and has_assertion(node):
            names.add(node.name)
    return names
