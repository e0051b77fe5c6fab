"""python3 -S -m assay_helpers.edit_tests < REQUEST

REQUEST is {"command": "list" | "drop" | "merge", …}; the answer is {"result": …} or {"error": text}.
"""

import ast
import json
import sys
import warnings

from assay_helpers.edit_tests.drop import drop_tests
from assay_helpers.edit_tests.merge import merge_tests
from assay_helpers.edit_tests.source_text import first_line, with_comments_above
from assay_helpers.list_tests import asserting_helpers, has_assertion, list_tests


def describe_tests(source):
    try:
        tree = ast.parse(source)
        compile(source, "tests", "exec", dont_inherit=True)
    except SyntaxError as error:
        return {"tests": [], "syntaxError": {"line": error.lineno or 1, "message": str(error.msg)}}
    except (ValueError, RecursionError, MemoryError) as error:
        return {"tests": [], "syntaxError": {"line": 1, "message": str(error) or type(error).__name__}}
    helpers = asserting_helpers(tree)
    lines = source.split("\n")
    tests = [{"id": name, "hasAssertion": has_assertion(node, helpers), "endLine": node.end_lineno,
              "startLine": with_comments_above(lines, first_line(node), 1)} for name, node in list_tests(tree)]
    return {"tests": tests, "syntaxError": None}


COMMANDS = {
    "list": lambda request: describe_tests(request["source"]),
    "drop": lambda request: drop_tests(request["source"], request["ids"]),
    "merge": lambda request: merge_tests(request["first"], request["second"], request.get("module")),
}


def main():
    request = json.load(sys.stdin)
    try:
        answer = {"result": COMMANDS[request["command"]](request)}
    except SyntaxError as error:
        answer = {"error": f"{error.msg} (line {error.lineno})"}
    except (ValueError, RecursionError, MemoryError) as error:
        answer = {"error": str(error) or type(error).__name__}
    print(json.dumps(answer))


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    main()
