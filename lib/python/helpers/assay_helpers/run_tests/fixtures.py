"""Fixtures for the stand-in runner: those of a test file, and pytest's own that tests commonly use."""

import contextlib
import inspect
import io
import os
import pathlib
import sys
import tempfile
from types import SimpleNamespace

MISSING = object()


class MonkeyPatch:
    """Changes that are taken back after the test."""

    def __init__(self):
        self.undo_steps = []

    def setattr(self, target, name, value=MISSING, raising=True):
        if value is MISSING:
            path, _, attribute = target.rpartition(".")
            target, name, value = sys.modules[path], attribute, name
        self.remember(lambda old: setattr(target, name, old), lambda: delattr(target, name), getattr(target, name, MISSING))
        setattr(target, name, value)

    def delattr(self, target, name, raising=True):
        old = getattr(target, name)
        self.undo_steps.append(lambda: setattr(target, name, old))
        delattr(target, name)

    def setitem(self, mapping, key, value):
        self.remember(lambda old: mapping.__setitem__(key, old), lambda: mapping.pop(key, None), mapping.get(key, MISSING))
        mapping[key] = value

    def delitem(self, mapping, key, raising=True):
        if key in mapping:
            old = mapping.pop(key)
            self.undo_steps.append(lambda: mapping.__setitem__(key, old))
        elif raising:
            raise KeyError(key)

    def setenv(self, name, value, prepend=None):
        self.setitem(os.environ, name, str(value))

    def delenv(self, name, raising=True):
        self.delitem(os.environ, name, raising)

    def chdir(self, path):
        old = os.getcwd()
        self.undo_steps.append(lambda: os.chdir(old))
        os.chdir(path)

    def remember(self, restore, remove, old):
        self.undo_steps.append(remove if old is MISSING else lambda: restore(old))

    def undo(self):
        while self.undo_steps:
            self.undo_steps.pop()()


@contextlib.contextmanager
def monkeypatch():
    patch = MonkeyPatch()
    try:
        yield patch
    finally:
        patch.undo()


@contextlib.contextmanager
def tmp_path():
    with tempfile.TemporaryDirectory() as folder:
        yield pathlib.Path(folder)


@contextlib.contextmanager
def capsys():
    out, err = io.StringIO(), io.StringIO()

    def readouterr():
        captured = SimpleNamespace(out=out.getvalue(), err=err.getvalue())
        for stream in (out, err):
            stream.seek(0)
            stream.truncate()
        return captured

    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        yield SimpleNamespace(readouterr=readouterr)


BUILT_IN = {"monkeypatch": monkeypatch, "tmp_path": tmp_path, "capsys": capsys}


class FixtureScope:
    """Makes the fixtures that one test asks for, each once, and cleans up in reverse order."""

    def __init__(self, own_fixtures, cleanup):
        self.own, self.cleanup, self.made = own_fixtures, cleanup, {}

    def arguments_of(self, function, given=()):
        names = [name for name in inspect.signature(function).parameters if name not in given]
        return {name: self.get(name) for name in names}

    def get(self, name):
        if name not in self.made:
            self.made[name] = self.make(name)
        return self.made[name]

    def make(self, name):
        if name not in self.own:
            if name not in BUILT_IN:
                raise LookupError(f"fixture '{name}' not found")
            return self.cleanup.enter_context(BUILT_IN[name]())
        function = self.own[name]
        arguments = self.arguments_of(function)
        if inspect.isgeneratorfunction(function):
            return self.cleanup.enter_context(contextlib.contextmanager(function)(**arguments))
        return function(**arguments)
