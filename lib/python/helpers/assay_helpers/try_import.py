"""python3 -m assay_helpers.try_import SOURCE-ROOT MODULE < NONCE — imports it and says how that went."""

import importlib
import json
import os
import sys

from assay_helpers.causes import CauseFinder
from assay_helpers.run_tests.module_import import prefer_module

MAX_MESSAGE = 1000


def main():
    nonce = sys.stdin.read().strip()
    source_root, module_name = sys.argv[1:3]
    channel = os.dup(1)
    os.dup2(2, 1)
    prefer_module(source_root, module_name)
    answer = attempt(source_root, module_name)
    os.write(channel, f"{nonce} {json.dumps(answer)}\n".encode())
    os._exit(0)


def attempt(source_root, module_name):
    causes = CauseFinder()
    try:
        importlib.import_module(module_name)
    except ModuleNotFoundError as error:
        return describe_missing(error, source_root, module_name)
    except SyntaxError as error:
        return {"kind": "syntax-error", "message": f"{error.msg} ({error.filename}, line {error.lineno})"}
    except BaseException as error:
        message = f"{type(error).__name__}: {error}"[:MAX_MESSAGE]
        return {"kind": "import-error", "message": message, "cause": causes.cause_of(error)}
    return {"kind": "ok"}


def describe_missing(error, source_root, module_name):
    """A name that the project itself should offer is its own fault; anything else is not installed here."""
    message = str(error)[:MAX_MESSAGE]
    top_level = (error.name or "").split(".")[0]
    own = top_level == module_name.split(".")[0] or os.path.exists(os.path.join(source_root, top_level))
    if not top_level or own or os.path.exists(os.path.join(source_root, top_level + ".py")):
        return {"kind": "import-error", "message": message}
    return {"kind": "missing-dependency", "module": top_level, "message": message}


if __name__ == "__main__":
    main()
