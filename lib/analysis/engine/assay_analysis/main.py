"""Reads modules as JSON lines, writes what was found in each as a JSON line, in the order they came.

A request is {path, source, rules?, context?, places?}: `rules` limits what is looked for, `context` holds sources of the
project's other modules by dotted name (for summaries of what is called there), `places` are ranges of other tools that want
a quote, a qualified name and fingerprints (see locate.py). The answer is {path, detections, places, problems, syntaxError}. A
source that brings the process down costs only itself: whoever reads the answers goes on with the next in a new process.
"""

import gc
import json
import sys
import threading
import warnings

from assay_analysis.analyse import analyse_module
from assay_analysis.locate import locate_places
from assay_analysis.module import Module, SourceProblem

# Deep but honest code (long chains of operators, nested literals) needs more than Python's default.
RECURSION_LIMIT = 20_000
STACK_BYTES = 256 << 20


def answer(request):
    places = request.get("places") or []
    result = {"path": request["path"], "detections": [], "places": [None] * len(places), "problems": [], "syntaxError": None}
    try:
        module = Module(request["path"], request["source"], request.get("context") or {})
        result["places"] = locate_places(module, places)
        result["detections"], result["problems"] = analyse_module(module, request.get("rules"))
    except SourceProblem as problem:
        result["syntaxError"] = {"line": problem.line, "column": problem.column, "message": problem.message}
    except (RecursionError, MemoryError):
        result["syntaxError"] = {"line": 1, "column": 1, "message": "nested too deeply to be read"}
    except Exception as error:
        # A fault of ours costs this module only, and nobody takes its silence for a clean bill.
        message = f"could not be analysed ({type(error).__name__}: {str(error)[:200]})"
        result["syntaxError"] = {"line": 1, "column": 1, "message": message}
    return result


def main():
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line))), flush=True)


def run():
    warnings.simplefilter("ignore")
    # Trees are full of cycles and short-lived: collecting them now and then costs a third of the time.
    gc.freeze()
    gc.set_threshold(200_000, 20, 20)
    sys.setrecursionlimit(RECURSION_LIMIT)
    threading.stack_size(STACK_BYTES)
    worker = threading.Thread(target=main)
    worker.start()
    worker.join()
