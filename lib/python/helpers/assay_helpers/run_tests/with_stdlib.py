"""Runs tests and measures coverage with the standard library alone, for machines without pytest."""

import contextlib
import importlib.util
import inspect
import itertools
import os
import sys
import traceback
import unittest
# Names of our own: tests replace functions of these modules at will.
from signal import ITIMER_REAL, SIGALRM, setitimer, signal
from time import perf_counter

from assay_helpers.causes import CauseFinder
from assay_helpers.run_tests import stand_in_pytest
from assay_helpers.run_tests.fixtures import FixtureScope
from assay_helpers.run_tests.line_coverage import LineTracer
from assay_helpers.run_tests.reporter import shorten

EXIT_OK, EXIT_FAILED, EXIT_COLLECTION_ERROR, EXIT_NO_TESTS = 0, 1, 2, 5
SKIPS = (stand_in_pytest.Skipped, unittest.SkipTest)


class TestTookTooLong(BaseException):
    """Not an Exception, so that the tested code's own handlers do not swallow it."""


def run(files, request, reporter):
    """An exit code with pytest's meaning and the coverage of the module."""
    tracer = LineTracer(request["modulePath"])
    with tracer:
        code = run_files(files, request, reporter)
    return code, tracer.report()


def run_files(files, request, reporter):
    """An exit code with pytest's meaning."""
    sys.modules.setdefault("pytest", stand_in_pytest)
    causes = CauseFinder()
    outcomes = []
    for file in files:
        prefix = f"{os.path.relpath(file, 'tests')}::" if len(files) > 1 else ""
        try:
            module = load(file)
        except BaseException:
            reporter.send("collect-error", message=shorten(traceback.format_exc()))
            outcomes.append("collect-error")
            continue
        for name, call in collect(module):
            outcomes.append(run_one(prefix + name, call, request["testSeconds"], reporter, causes))
    return exit_code(outcomes)


def exit_code(outcomes):
    if "collect-error" in outcomes:
        return EXIT_COLLECTION_ERROR
    if not outcomes:
        return EXIT_NO_TESTS
    return EXIT_FAILED if {"failed", "error"} & set(outcomes) else EXIT_OK


def load(file):
    name = os.path.splitext(os.path.basename(file))[0]
    spec = importlib.util.spec_from_file_location(name, file)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def collect(module):
    """Pairs of id and function to call, in the order of the file."""
    own_fixtures = {
        value.assay_fixture: value for value in vars(module).values() if getattr(value, "assay_fixture", None)
    }
    for name, value in list(vars(module).items()):
        if inspect.isfunction(value) and name.startswith("test"):
            yield from cases(name, value, own_fixtures)
        elif inspect.isclass(value) and value.__module__ == module.__name__:
            yield from collect_class(name, value, own_fixtures)


def collect_class(name, kind, own_fixtures):
    if issubclass(kind, unittest.TestCase):
        for method in unittest.TestLoader().getTestCaseNames(kind):
            yield f"{name}::{method}", kind(method).debug
    elif name.startswith("Test") and kind.__init__ is object.__init__:
        for method, function in inspect.getmembers(kind, inspect.isfunction):
            if method.startswith("test"):
                yield from cases(f"{name}::{method}", function, own_fixtures, kind)


def cases(name, function, own_fixtures, kind=None):
    """One call for each combination of the test's parameters."""
    for rows in itertools.product(*getattr(function, "assay_cases", [])):
        label = "-".join(label for label, _ in rows)
        values = {key: value for _, row in rows for key, value in row.items()}
        case_name = f"{name}[{label}]" if rows else name
        yield case_name, lambda values=values: call_test(function, values, own_fixtures, kind)


def call_test(function, values, own_fixtures, kind):
    if hasattr(function, "assay_skip"):
        raise stand_in_pytest.Skipped(function.assay_skip)
    if inspect.iscoroutinefunction(function):
        raise stand_in_pytest.Skipped("async functions are not run without a plugin")
    with contextlib.ExitStack() as cleanup:
        scope = FixtureScope(own_fixtures, cleanup)
        for name, fixture in own_fixtures.items():
            if fixture.assay_autouse:
                scope.get(name)
        if kind is None:
            function(**values, **scope.arguments_of(function, values))
            return
        instance = kind()
        bound = getattr(instance, function.__name__)
        getattr(instance, "setup_method", lambda *_: None)(*takes_method(instance, bound))
        try:
            bound(**values, **scope.arguments_of(bound, values))
        finally:
            getattr(instance, "teardown_method", lambda *_: None)(*takes_method(instance, bound, "teardown_method"))


def takes_method(instance, bound, name="setup_method"):
    """setup_method may take the test method, or nothing."""
    hook = getattr(instance, name, None)
    return (bound,) if hook is not None and inspect.signature(hook).parameters else ()


def run_one(name, call, seconds, reporter, causes):
    causes.since_start()
    reporter.send("start", id=name)

    def on_alarm(number, frame):
        raise TestTookTooLong(f"the test did not end within {seconds} s")

    signal(SIGALRM, on_alarm)
    setitimer(ITIMER_REAL, seconds, 0.2)
    started = perf_counter()
    outcome, message, excerpt, cause = "passed", None, None, None
    try:
        call()
    except SKIPS as skipped:
        outcome, message = "skipped", str(skipped)
    except BaseException as error:
        outcome, message, excerpt = "failed", f"{type(error).__name__}: {error}", traceback.format_exc()
        cause = causes.cause_of(error)
    finally:
        setitimer(ITIMER_REAL, 0)
    reporter.send("result", id=name, outcome=outcome, durationMs=round(1000 * (perf_counter() - started), 3),
                  message=message and shorten(message), traceback=excerpt and shorten(excerpt), cause=cause)
    return outcome
