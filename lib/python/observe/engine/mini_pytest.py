"""The part of pytest that rendered tests use, for runs where pytest would cost more than the tests."""
from __future__ import annotations

import importlib
import math
import re
from types import SimpleNamespace
from typing import List, Tuple

from .ambient import Output


class raises:  # noqa: N801 - the name tests use
    """`with raises(Kind, match=pattern)`: the body must raise it."""

    def __init__(self, kind, match=None) -> None:
        self.kind = kind
        self.match = match

    def __enter__(self) -> 'raises':
        return self

    def __exit__(self, kind, error, traceback) -> bool:
        if kind is None:
            raise AssertionError('did not raise')
        if not issubclass(kind, self.kind):
            return False
        if self.match is not None and not re.search(self.match, str(error)):
            raise AssertionError('the message does not match')
        return True


class approx:  # noqa: N801 - the name tests use
    """Compares numbers, and flat sequences and mappings of them, at a relative 1e-6."""

    def __init__(self, expected) -> None:
        self.expected = expected

    def __eq__(self, actual: object) -> bool:
        return _close(actual, self.expected)


def _close(actual, expected) -> bool:
    if isinstance(expected, dict):
        return isinstance(actual, dict) and set(actual) == set(expected) and \
            all(_close(actual[key], value) for key, value in expected.items())
    if isinstance(expected, (list, tuple)):
        return len(actual) == len(expected) and all(map(_close, actual, expected))
    return actual == expected or math.isclose(actual, expected, rel_tol=1e-6, abs_tol=1e-12)


class Captured:
    """capsys: what was written since the last look."""

    def __init__(self) -> None:
        self.streams = (Output(), Output())

    def readouterr(self) -> SimpleNamespace:
        out, err = (stream.getvalue() for stream in self.streams)
        for stream in self.streams:
            stream.seek(0)
            stream.buffer.truncate(0)
        return SimpleNamespace(out=out, err=err)


class MonkeyPatch:
    """monkeypatch.setattr('module.name', value) or (object, 'name', value), undone after the test."""

    def __init__(self) -> None:
        self.undone: List[Tuple[object, str, object]] = []

    def setattr(self, *arguments: object) -> None:
        if len(arguments) == 2:
            module_name, name = str(arguments[0]).rsplit('.', 1)
            owner: object = importlib.import_module(module_name)
        else:
            owner, name = arguments[0], str(arguments[1])
        self.undone.append((owner, name, getattr(owner, name)))
        setattr(owner, name, arguments[-1])

    def undo(self) -> None:
        for owner, name, value in reversed(self.undone):
            setattr(owner, name, value)
