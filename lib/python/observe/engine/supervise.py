"""The outer process: starts the worker, passes its messages on, and always ends with a result."""
from __future__ import annotations

import json
import os
import signal
import select
import sys
import time
from typing import Dict, List, Optional

from .protocol import Channel, quiet_streams

GRACE_SECONDS = 0.5


def main() -> None:
    """Read the request, run the worker in a child of its own, forward what it says."""
    request = with_paths(json.load(sys.stdin.buffer), [word for word in sys.argv[1:] if not word.startswith('-')])
    channel = Channel(quiet_streams())
    started = time.monotonic()
    deadline = started + request['budgetMs'] / 1000
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        os.setpgid(0, 0)
        os.close(channel.descriptor)
        _work(request, writer, deadline)
        os._exit(0)
    os.close(writer)
    result, loaded = _forward(reader, channel, deadline + GRACE_SECONDS)
    for kill in (os.killpg, os.kill):
        try:
            kill(child, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            pass
    _, status = os.waitpid(child, 0)
    if result is None:
        result = failure(*_why(loaded, time.monotonic() >= deadline, status))
    result['durationMs'] = round((time.monotonic() - started) * 1000)
    channel.send(result)


def with_paths(request: dict, arguments: List[str]) -> dict:
    """Paths made absolute; a project folder on the command line wins over the one in the request."""
    root = os.path.abspath(arguments[0] if arguments else request.get('projectRoot') or '.')
    return {**request, 'projectRoot': root, 'sourceRoot': os.path.join(root, request.get('sourceRoot') or ''),
            'modulePath': os.path.join(root, request['modulePath'])}


def failure(kind: str, text: str) -> Dict[str, object]:
    """A result without tests, and why."""
    return {'type': 'result', 'testSource': None, 'functions': [], 'stats': None, 'reason': {'kind': kind, 'text': text}}


def _why(loaded: bool, late: bool, status: int):
    if late and not loaded:
        return 'import-timeout', 'Importing the module did not end within the time budget.'
    if late:
        return 'out-of-time', 'The time budget ended before any test was confirmed.'
    if not loaded:
        return 'exits-on-import', 'Importing the module ends the process.'
    return 'engine-died', f'The observing process ended early (status {status}).'


def _work(request: dict, writer: int, deadline: float) -> None:
    from .work import work
    try:
        work(request, Channel(writer), deadline)
    except BaseException as error:
        import traceback
        text = ''.join(traceback.format_exception(type(error), error, error.__traceback__)[-3:])
        Channel(writer).send(failure('engine-error', f'{type(error).__name__}: {error}\n{text}'[:2000]))


def _forward(reader: int, channel: Channel, deadline: float):
    """Pass progress on until the result comes, the pipe closes, or the deadline is over."""
    pending, loaded = b'', False
    result: Optional[Dict[str, object]] = None
    while result is None and time.monotonic() < deadline:
        ready, _, _ = select.select([reader], [], [], 0.1)
        if not ready:
            continue
        chunk = os.read(reader, 1 << 16)
        if not chunk:
            break
        pending += chunk
        *lines, pending = pending.split(b'\n')
        for line in lines:
            try:
                message = json.loads(line)
            except ValueError:
                continue
            if message.get('type') == 'result':
                result = message
            elif message.get('type') == 'progress':
                loaded = loaded or message.get('phase') != 'load'
                channel.send(message)
    return result, loaded
