"""The other end of replay.py: executes a test file with a small stand-in for pytest."""
from __future__ import annotations

import builtins
import json
import os
import pathlib
import signal
import sys
import tempfile
import types

from .ambient import WatchedInput
from .execute import TEST_MODULE
from .mini_pytest import Captured, MonkeyPatch, approx, raises
from .protocol import Channel, quiet_streams
from .subject import prepare_path

TEST_SECONDS = 3.0


class TestTooSlow(BaseException):
    """A test took longer than TEST_SECONDS."""


def main() -> None:
    body = json.load(sys.stdin.buffer)
    channel = Channel(quiet_streams(), body['seal'])
    os.chdir(body['request']['startFolder'])  # where tests are run later: in a sandbox it is a place of its own kind
    sys.argv = ['pytest']
    prepare_path(body['request']['sourceRoot'])
    pytest = types.ModuleType('pytest')
    pytest.raises, pytest.approx = raises, approx  # type: ignore[attr-defined]
    sys.modules['pytest'] = pytest
    module = types.ModuleType(TEST_MODULE)
    sys.modules[TEST_MODULE] = module
    scope = vars(module)
    scope['__builtins__'] = builtins
    try:
        exec(compile(body['source'], f'{TEST_MODULE}.py', 'exec'), scope)
    except BaseException as error:
        channel.send({'unusable': f'{type(error).__name__}: {error}'})
        os._exit(1)
    signal.signal(signal.SIGALRM, _too_slow)
    for name in body['names']:
        channel.send({'name': name, 'passed': _passes(scope[name])})
    os._exit(0)


def _passes(test) -> bool:
    wanted = test.__code__.co_varnames[:test.__code__.co_argcount]
    streams = (sys.stdin, sys.stdout, sys.stderr)
    captured, patch = Captured(), MonkeyPatch()
    fixtures = {'capsys': captured, 'monkeypatch': patch}
    try:
        if 'tmp_path' in wanted:
            fixtures['tmp_path'] = pathlib.Path(tempfile.mkdtemp())
        sys.stdin, sys.stdout, sys.stderr = WatchedInput(), captured.streams[0], captured.streams[1]
        signal.setitimer(signal.ITIMER_REAL, TEST_SECONDS)
        test(**{name: fixtures[name] for name in wanted})
        return True
    except BaseException:
        return False
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        patch.undo()
        sys.stdin, sys.stdout, sys.stderr = streams


def _too_slow(number, frame) -> None:
    raise TestTooSlow()
