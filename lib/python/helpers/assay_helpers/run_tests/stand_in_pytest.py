"""The part of pytest that test files commonly use, for machines that have no pytest.

Registered as `pytest` before the test file is imported. What is not here raises AttributeError, so that a
test which needs it fails visibly.
"""

import importlib
import math
import re


class Skipped(BaseException):
    """Not an Exception, as in pytest: the tested code's handlers must not see it."""


class Failed(AssertionError):
    pass


def skip(reason="", **_):
    raise Skipped(reason)


def fail(reason="", **_):
    raise Failed(reason)


def importorskip(name, **_):
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise Skipped(str(error)) from error


class ExceptionInfo:
    value = None

    @property
    def type(self):
        return type(self.value)

    def match(self, pattern):
        if not re.search(pattern, str(self.value)):
            raise Failed(f"pattern {pattern!r} not found in {str(self.value)!r}")
        return True


class raises:
    def __init__(self, expected, match=None):
        self.expected, self.pattern, self.info = expected, match, ExceptionInfo()

    def __new__(cls, expected, *arguments, match=None, **named):
        """`raises(Error, function, argument)` is the form without `with`."""
        if not arguments:
            return super().__new__(cls)
        with cls(expected, match=match) as info:
            arguments[0](*arguments[1:], **named)
        return info

    def __enter__(self):
        return self.info

    def __exit__(self, kind, value, traceback):
        if kind is None:
            raise Failed(f"DID NOT RAISE {self.expected}")
        if not issubclass(kind, self.expected):
            return False
        self.info.value = value
        if self.pattern is not None:
            self.info.match(self.pattern)
        return True


class approx:
    def __init__(self, expected, rel=None, abs=None, nan_ok=False):
        self.expected, self.nan_ok = expected, nan_ok
        self.relative = 1e-6 if rel is None and abs is None else (rel or 0.0)
        self.absolute = 1e-12 if abs is None else abs

    def __eq__(self, actual):
        return self.close(actual, self.expected)

    def __repr__(self):
        return f"approx({self.expected!r})"

    def close(self, actual, expected):
        if isinstance(expected, dict):
            return expected.keys() == actual.keys() and all(self.close(actual[key], expected[key]) for key in expected)
        if isinstance(expected, (list, tuple)):
            return len(actual) == len(expected) and all(map(self.close, actual, expected))
        if actual == expected:
            return True
        try:
            if math.isnan(expected):
                return self.nan_ok and math.isnan(actual)
            if math.isinf(expected):
                return False
            return abs(actual - expected) <= max(self.relative * abs(expected), self.absolute)
        except TypeError:
            return False


class Parameters:
    """One case of a parametrised test: its values, and the id it was given."""

    def __init__(self, values, id=None):
        self.values, self.id = values, id


def param(*values, id=None, marks=()):
    return Parameters(values, id)


class mark:
    @staticmethod
    def parametrize(names, cases, ids=None):
        names = [name.strip() for name in names.split(",") if name.strip()] if isinstance(names, str) else list(names)
        rows = []
        for index, case in enumerate(cases):
            row = case if isinstance(case, Parameters) else Parameters(case if len(names) > 1 else (case,))
            label = row.id or (ids[index] if isinstance(ids, (list, tuple)) else None) or default_id(names, row, index)
            rows.append((label, dict(zip(names, row.values))))

        def decorate(function):
            function.assay_cases = [rows, *getattr(function, "assay_cases", [])]
            return function

        return decorate

    @staticmethod
    def skip(reason=""):
        return lambda function: setattr(function, "assay_skip", reason) or function

    @staticmethod
    def skipif(condition, reason=""):
        return mark.skip(reason) if condition else lambda function: function


def default_id(names, row, index):
    plain = (bool, int, float, str, type(None))
    return "-".join(str(value) if isinstance(value, plain) else f"{name}{index}" for name, value in zip(names, row.values))


def fixture(function=None, **options):
    def decorate(target):
        target.assay_fixture = options.get("name") or target.__name__
        target.assay_autouse = bool(options.get("autouse"))
        return target

    return decorate if function is None else decorate(function)
