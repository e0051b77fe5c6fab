"""python3 -S -m assay_helpers.read_modules < FILES

FILES holds one JSON object a line: {path, source}. For each one a line of JSON comes back at once, so that
a source which brings the process down costs only itself. Sources are foreign: they may be broken, nested
without end or no text at all, and each of these is a syntax error with a message.
"""

import json
import sys
import threading
import warnings

from assay_helpers.read_modules.facts import read_module

# Deep but honest code (long chains of operators, nested literals) needs more than Python's default.
RECURSION_LIMIT = 20_000
STACK_BYTES = 256 << 20


def main():
    for line in sys.stdin:
        request = json.loads(line)
        print(json.dumps(read_module(request["path"], request["source"])), flush=True)


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    sys.setrecursionlimit(RECURSION_LIMIT)
    threading.stack_size(STACK_BYTES)
    worker = threading.Thread(target=main)
    worker.start()
    worker.join()
