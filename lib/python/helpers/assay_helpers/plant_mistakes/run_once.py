"""Runs the tests once in a process of its own, with the module's own code or another in its place."""

import importlib.machinery
import json
import os
import resource
import select
import shutil
import signal
import sys
import tempfile
import time

from assay_helpers.run_tests.__main__ import write_test_files
from assay_helpers.run_tests.module_import import prefer_module

#: Only the clock that stands outside of the process decides what took too long.
NO_TEST_LIMIT_SECONDS = 3600
#: Of what the child says; an answer is a line with the name of a test.
MOST_BYTES = 64 * 1024
OUTCOMES = ("passed", "failed")


def run_once(run_tests, request, code, seconds, memory_bytes, forget):
    """
    {"outcome": "passed"}, {"outcome": "failed", "by": a test or None} or {"outcome": "timeout"}. `code`: what the module
    is instead; None: itself. `memory_bytes`: of address space; None: what the sandbox allows to all together. `forget` is
    called where foreign code will run, before it does.
    """
    folder = tempfile.mkdtemp(dir=os.getcwd())
    answers, answer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(answers)
        be_child(run_tests, {**request, "memoryBytes": memory_bytes}, code, folder, answer, forget)
    os.close(answer)
    try:
        return read_answer(child, answers, seconds)
    finally:
        end_group(child)
        os.close(answers)
        shutil.rmtree(folder, ignore_errors=True)


def read_answer(child, answers, seconds):
    """The first line that the child writes; without one it has ended before its tests were done, or they write into it."""
    deadline = time.monotonic() + seconds
    text = b""
    while b"\n" not in text:
        left = deadline - time.monotonic()
        if left <= 0:
            return {"outcome": "timeout"}
        # What the tests have started may hold the pipe open: that the child is gone is seen by itself.
        if not select.select([answers], [], [], min(left, 0.05))[0]:
            if has_ended(child) and not select.select([answers], [], [], 0)[0]:
                return {"outcome": "failed", "by": None}
            continue
        part = os.read(answers, 65536)
        text += part
        if not part or len(text) > MOST_BYTES:
            return {"outcome": "failed", "by": None}
    return read_line(text.partition(b"\n")[0])


def read_line(line):
    try:
        said = json.loads(line)
        outcome, by = said["outcome"], said["by"]
    except (ValueError, TypeError, KeyError, RecursionError):
        outcome = by = None
    if outcome not in OUTCOMES or not isinstance(by, (str, type(None))):
        return {"outcome": "failed", "by": None}
    return {"outcome": outcome, "by": by}


def has_ended(child):
    return os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def end_group(child):
    """With all that the tests have started."""
    for kill in (os.killpg, os.kill):
        try:
            kill(child, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            pass
    os.waitpid(child, 0)


def be_child(run_tests, request, code, folder, answer, forget):
    """Never returns."""
    try:
        forget()
        os.setsid()
        nothing = os.open(os.devnull, os.O_RDWR)
        for descriptor in (0, 1, 2, request["channel"]):
            os.dup2(nothing, descriptor)
        # What tests write does not lie in the way of the next ones.
        os.chdir(folder)
        os.environ["TMPDIR"] = folder
        tempfile.tempdir = None
        if request["memoryBytes"] is not None:
            resource.setrlimit(resource.RLIMIT_AS, (request["memoryBytes"], request["memoryBytes"]))
        if code is not None:
            serve(request["modulePath"], code)
        files = write_test_files(request["testFiles"])
        prefer_module(request["sourceRoot"], request["moduleName"])
        teller = Teller(answer)
        exit_code = run_tests(files, {**request, "testSeconds": NO_TEST_LIMIT_SECONDS}, teller)
        teller.tell("passed" if exit_code == 0 else "failed", None)
    finally:
        os._exit(1)


class Teller:
    """In the place of a reporter: ends the process at the first test that does not pass."""

    def __init__(self, channel):
        # Copies of its own: tests replace functions of `os` and `json` at will.
        encode, write, leave, getpid = json.JSONEncoder().encode, os.write, os._exit, os.getpid
        owner = getpid()

        def tell(outcome, by):
            if getpid() == owner:
                write(channel, f"{encode({'outcome': outcome, 'by': by})}\n".encode("ascii"))
            leave(0)

        self.tell = tell

    def send(self, kind, **fields):
        if kind == "collect-error":
            self.tell("failed", None)
        if kind == "result" and fields["outcome"] != "passed":
            self.tell("failed", fields["id"][:300])


def serve(path, code):
    """Whoever imports the file gets this code, whatever the module is called."""
    loader = importlib.machinery.SourceFileLoader
    own_code = loader.get_code
    real_path = os.path.realpath(path)

    def get_code(self, name):
        return code if os.path.realpath(self.path) == real_path else own_code(self, name)

    loader.get_code = get_code
