"""Runs tests with pytest and measures one module with coverage; pytest 7 to 9, coverage 6 and 7."""

import contextlib
import importlib
import json
import os
import sys
# Names of our own: tests replace functions of these modules at will.
from signal import ITIMER_REAL, SIGALRM, setitimer, signal

import coverage
import pytest

from assay_helpers.causes import CauseFinder
from assay_helpers.run_tests.reporter import shorten

OPTIONS = ["-q", "-rN", "--tb=short", "--no-header", "--no-summary", "-p", "no:cacheprovider", "--color=no"]


def run(files, request, reporter):
    """The exit code of pytest and the coverage of the module."""
    measured = coverage.Coverage(data_file=None, branch=True, config_file=False, include=[request["modulePath"]])
    measured.start()
    try:
        code = run_files(files, request, reporter)
    finally:
        measured.stop()
    return code, read_coverage(measured, request["modulePath"])


def run_files(files, request, reporter, more_options=()):
    """The exit code of pytest."""
    folder = os.path.join(os.getcwd(), "tests")
    # A settings file of our own keeps the project's options and plugins out.
    settings = os.path.join(folder, "pytest.ini")
    with open(settings, "w") as file:
        file.write("[pytest]\n")
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    plugin = ReportingPlugin(reporter, len(files), request["testSeconds"])
    return int(pytest.main([*OPTIONS, *more_options, "-c", settings, "--rootdir", folder, *files], plugins=[plugin]))


def import_plugins():
    """All that pytest would import when it starts, for who starts it several times in copies of this process."""
    for name in getattr(sys.modules["_pytest.config"], "default_plugins", ()):
        with contextlib.suppress(ImportError):
            importlib.import_module(f"_pytest.{name}")


class TestTookTooLong(BaseException):
    """Not an Exception, so that the tested code's own handlers do not swallow it."""

    __test__ = False


class ReportingPlugin:
    def __init__(self, reporter, file_count, test_seconds):
        self.send = reporter.send
        self.file_count = file_count
        self.test_seconds = test_seconds
        self.phases = {}
        self.causes = CauseFinder()
        self.cause = None

    def name_of(self, node_id):
        """The id without the file when there is only one."""
        return node_id if self.file_count > 1 else node_id.partition("::")[2]

    def pytest_collectreport(self, report):
        if report.failed:
            self.send("collect-error", message=shorten(report.longreprtext))

    def pytest_runtest_logstart(self, nodeid, location):
        self.phases = {}
        self.cause = None
        self.causes.since_start()
        self.send("start", id=self.name_of(nodeid))

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_call(self, item):
        seconds = self.test_seconds

        def on_alarm(number, frame):
            raise TestTookTooLong(f"the test did not end within {seconds} s")

        signal(SIGALRM, on_alarm)
        # It fires again and again: a bare `except:` in a loop would swallow the first.
        setitimer(ITIMER_REAL, seconds, 0.2)
        try:
            yield
        finally:
            setitimer(ITIMER_REAL, 0)

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_makereport(self, item, call):
        if call.excinfo is not None and self.cause is None:
            self.cause = self.causes.cause_of(call.excinfo.value)
        yield

    def pytest_runtest_logreport(self, report):
        self.phases[report.when] = report
        if report.when == "teardown":
            self.send("result", **self.judge(report.nodeid))

    def judge(self, node_id):
        setup, call, teardown = (self.phases.get(phase) for phase in ("setup", "call", "teardown"))
        deciding = call or setup
        if setup is not None and setup.failed:
            outcome = "error"
        elif teardown is not None and teardown.failed and (call is None or not call.failed):
            outcome, deciding = "error", teardown
        else:
            outcome = deciding.outcome
        failed = outcome in ("failed", "error")
        return {
            "id": self.name_of(node_id),
            "outcome": outcome,
            "durationMs": round(1000 * (call.duration if call is not None else 0), 3),
            "message": describe(deciding) if outcome != "passed" else None,
            "traceback": shorten(deciding.longreprtext) if failed else None,
            "cause": self.cause if failed else None,
        }


def describe(report):
    crash = getattr(report.longrepr, "reprcrash", None)
    if crash is not None:
        return shorten(crash.message)
    if isinstance(report.longrepr, tuple):
        return shorten(report.longrepr[2])
    return shorten(report.longreprtext)


def read_coverage(measured, module_path):
    """Lines and branches of the module, also when it was never imported."""
    measured.get_data().touch_file(module_path)
    target = os.path.join(os.getcwd(), ".coverage.json")
    try:
        _, statements, *_ = measured.analysis2(module_path)
        measured.json_report(outfile=target)
    except coverage.CoverageException:
        return None
    with open(target, encoding="utf-8") as file:
        files = json.load(file)["files"]
    found = next(iter(files.values()))
    # The tool also names the module's docstring, which it does not count.
    executed = [line for line in found["executed_lines"] if line in statements]
    summary = found["summary"]
    return {
        "executed": executed,
        "missing": found["missing_lines"],
        "partial": sorted({line for line, _ in found["missing_branches"]} & set(executed)),
        "excluded": found["excluded_lines"],
        "statements": summary["num_statements"],
        "coveredStatements": summary["covered_lines"],
        "branches": summary["num_branches"],
        "coveredBranches": summary["covered_branches"],
    }
