"""How an attack reports: one JSON line per thing tried, on stdout."""

import json
import sys


def report(verdict, check, detail=""):
    sys.stdout.write(json.dumps({"verdict": verdict, "check": check, "detail": str(detail)[:200]}) + "\n")
    sys.stdout.flush()


def leak(check, detail=""):
    """The sandbox failed: foreign code got what it must not get."""
    report("leak", check, detail)


def blocked(check, detail=""):
    """The sandbox held."""
    report("blocked", check, detail)


def works(check, detail=""):
    """Something that an ordinary program needs is there."""
    report("works", check, detail)


def broken(check, detail=""):
    """Something that an ordinary program needs is missing."""
    report("broken", check, detail)


def must_fail(check, action):
    """Runs what must not succeed and reports which it was."""
    try:
        result = action()
    except Exception as error:
        blocked(check, repr(error))
    else:
        leak(check, repr(result))
