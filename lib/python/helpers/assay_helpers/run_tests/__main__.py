"""python3 -m assay_helpers.run_tests SOURCE-ROOT MODULE-PATH < REQUEST

REQUEST is the JSON of run-tests.ts: {nonce, testFiles: [{path, source}], moduleName, runner, testSeconds}. Events go to the original stdout, one line each, "NONCE JSON"; whatever foreign code
prints goes to stderr.
"""

import ast
import json
import os
import sys

from assay_helpers.list_tests import list_tests
from assay_helpers.run_tests.module_import import prefer_module
from assay_helpers.run_tests.reporter import Reporter


def main():
    request = json.load(sys.stdin)
    request["sourceRoot"], request["modulePath"] = map(os.path.abspath, sys.argv[1:3])
    reporter = Reporter(take_stdout(), request.pop("nonce"))
    files = write_test_files(request["testFiles"])
    # Said before any foreign code runs: what is missing later was lost, what is not in it was made up.
    reporter.send("expected", ids=expected_ids(request["testFiles"]))
    if request["runner"] == "pytest":
        from assay_helpers.run_tests.with_pytest import run
    else:
        from assay_helpers.run_tests.with_stdlib import run
    prefer_module(request["sourceRoot"], request["moduleName"])
    code, coverage = run(files, request, reporter)
    reporter.send("coverage", coverage=coverage)
    reporter.send("end", exitCode=code)
    sys.stderr.flush()
    # Threads and exit handlers of the tested code must not change or delay the result.
    os._exit(code)


def take_stdout():
    """A private copy of stdout; descriptors 0 and 1 are given away."""
    channel = os.dup(1)
    os.dup2(2, 1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    return channel


def write_test_files(files):
    folder = os.path.join(os.getcwd(), "tests")
    paths = []
    for file in files:
        path = os.path.join(folder, file["path"])
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as out:
            out.write(file["source"])
        paths.append(path)
    return paths


def expected_ids(files):
    ids = []
    for file in files:
        try:
            tree = ast.parse(file["source"])
        except (SyntaxError, ValueError):
            continue
        prefix = f"{file['path']}::" if len(files) > 1 else ""
        ids.extend(prefix + name for name, _ in list_tests(tree))
    return ids


if __name__ == "__main__":
    main()
