"""Which of the possible mistakes are planted: the same ones for the same seed, on every machine."""

import ast
import hashlib
import marshal
from collections import Counter

MOST_CHARACTERS = 120


def choose_mistakes(tree, found, path, seed, most):
    """Up to `most` pairs of mistake and code: first one of each line. Those that compile to the same code are left out."""
    seen = {marshal.dumps(compile(tree, path, "exec", dont_inherit=True))}
    chosen = []
    for mistake in in_order(found, seed):
        if len(chosen) == most:
            break
        code = mistake.planted(tree, path)
        # What compiles alike is alike (trivial compiler equivalence: Papadakis and others, ICSE 2015).
        compiled = marshal.dumps(code) if code is not None else None
        if compiled is None or compiled in seen:
            continue
        seen.add(compiled)
        chosen.append((mistake, code))
    return chosen


def in_order(found, seed):
    """By chance, but no line a second time before each had its first."""
    ranked = sorted(enumerate(found), key=lambda pair: hashlib.sha256(f"{seed} {pair[0]}".encode()).digest())
    of_line = Counter()
    turns = []
    for place, (_, mistake) in enumerate(ranked):
        turns.append((of_line[mistake.line], place, mistake))
        of_line[mistake.line] += 1
    return [mistake for _, _, mistake in sorted(turns, key=lambda turn: turn[:2])]


def describe(mistake):
    """Where it stands, and the changed code before and after, as people read it."""
    before, after = mistake.texts()
    return {"line": mistake.line, "operator": mistake.operator, "before": shorten(before), "after": shorten(after)}


def shorten(text):
    text = " ".join(text.split("\n"))
    return text if len(text) <= MOST_CHARACTERS else text[:MOST_CHARACTERS] + "…"
