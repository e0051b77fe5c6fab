"""python3 -m assay_helpers.plant_mistakes SOURCE-ROOT MODULE-PATH < REQUEST

REQUEST is the JSON of plant-mistakes.ts: {nonce, testFiles: [{path, source}], moduleName, runner, seed, coveredLines, most,
totalSeconds}. Events go to the original stdout, one line each, "NONCE JSON"; what foreign code prints goes nowhere. All that
is planted is told in the plan, before any foreign code runs; later events name it by its place there.
"""

import ast
import importlib
import json
import os
import sys
import time

from assay_helpers.plant_mistakes.choose import choose_mistakes, describe
from assay_helpers.plant_mistakes.find_mistakes import find_mistakes
from assay_helpers.plant_mistakes.run_once import run_once
from assay_helpers.run_tests.__main__ import take_stdout
from assay_helpers.run_tests.reporter import Reporter

#: So much longer than without a mistake, and so many seconds more, is the code that does not end.
SLOWER = 4
PATIENCE_SECONDS = 1.5
MEMORY_BYTES = 700 * 1024 * 1024


def main():
    began = time.monotonic()
    request = json.load(sys.stdin)
    request["sourceRoot"], request["modulePath"] = map(os.path.abspath, sys.argv[1:3])
    request["channel"] = take_stdout()
    reporter = Reporter(request["channel"], request.pop("nonce"))
    sys.setrecursionlimit(10_000)
    with open(request["modulePath"], "rb") as file:
        tree = ast.parse(file.read())
    found = find_mistakes(tree, request["coveredLines"])
    chosen = choose_mistakes(tree, found, request["modulePath"], request["seed"], request["most"])
    reporter.send("plan", possible=len(found), mistakes=[describe(mistake) for mistake, _ in chosen])
    if chosen:
        run_all(chosen, request, reporter, began + request["totalSeconds"])
    reporter.send("end")
    os._exit(0)


def run_all(chosen, request, reporter, deadline):
    run_tests = prepare_runner(request["runner"])
    left = lambda: deadline - time.monotonic()
    # What grows without end must not take the sandbox down; only what needs much by itself has no limit of its own.
    for memory_bytes in (MEMORY_BYTES, None):
        started = time.monotonic()
        without = run_once(run_tests, request, None, left(), memory_bytes, reporter.forget)
        usual = time.monotonic() - started
        if without["outcome"] != "failed":
            break
    reporter.send("without", **without)
    if without["outcome"] != "passed":
        return
    limit = SLOWER * usual + PATIENCE_SECONDS
    for place, (_, code) in enumerate(chosen):
        seconds = min(limit, left())
        if seconds <= 0:
            return
        reporter.send("begin", place=place)
        ended = run_once(run_tests, request, code, seconds, memory_bytes, reporter.forget)
        # The time for all of them ran out first: nothing is known of this one.
        if ended["outcome"] == "timeout" and seconds < limit:
            return
        reporter.send("mistake", place=place, outcome=ended["outcome"])


def prepare_runner(name):
    """Everything that is not foreign is imported once, here: each process begins with it."""
    if name != "pytest":
        return importlib.import_module("assay_helpers.run_tests.with_stdlib").run_files
    runner = importlib.import_module("assay_helpers.run_tests.with_pytest")
    runner.import_plugins()
    # Nobody reads how an assertion failed.
    return lambda files, request, reporter: runner.run_files(files, request, reporter, ["--assert=plain"])


if __name__ == "__main__":
    main()
