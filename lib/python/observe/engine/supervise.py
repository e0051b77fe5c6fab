"""The outer process: starts the worker, passes its messages on, and always ends with a result."""
from __future__ import annotations

import io
import json
import os
import signal
import select
import sys
import time
from typing import Callable, Dict, List, Optional

from .clocks import cpu_seconds_of
from .protocol import Channel, new_seal, opened, quiet_streams

GRACE_SECONDS = 0.5
ENDS_WITHIN_SECONDS = 2
CANNOT_REPORT = 71
FORGED = 'The module reports in the name of the observer: it is not believed.'


def main() -> None:
    """Read the request, run the worker in a child of its own, forward what it says."""
    stdin = io.FileIO(os.dup(0))
    request = with_paths(json.loads(stdin.readline()), [word for word in sys.argv[1:] if not word.startswith('-')])
    stdout = quiet_streams()
    started = time.monotonic()
    deadline = started + request.get('wallMs', request['budgetMs']) / 1000
    reader, writer = os.pipe()
    seal = new_seal()
    child = os.fork()
    if child == 0:
        for descriptor in (stdin.fileno(), stdout, reader):
            os.close(descriptor)
        os.setpgid(0, 0)
        _work(request, Channel(writer, seal), deadline, os._exit)
    os.close(writer)
    # Read only now: the child, where the code under observation runs, never had it in its memory.
    channel = Channel(stdout, stdin.readline().decode().strip())
    result, loaded = _forward(reader, seal, channel, lambda: _is_over(child, request, deadline))
    late = result is None and _is_over(child, request, deadline)
    status = _end(child, 0 if late else ENDS_WITHIN_SECONDS)
    if result is None:
        result = failure(*_why(loaded, late, status))
    elif status != 0 or _speaks_again(reader, seal):
        # The observer ends at once with its result: another has spoken in its name.
        result = failure('engine-died', FORGED)
    result['durationMs'] = round((time.monotonic() - started) * 1000)
    channel.send(result)


def with_paths(request: dict, arguments: List[str]) -> dict:
    """Paths made absolute; a project folder on the command line wins over the one in the request."""
    root = os.path.abspath(arguments[0] if arguments else request.get('projectRoot') or '.')
    return {**request, 'projectRoot': root, 'startFolder': os.getcwd(), 'sourceRoot': os.path.join(root, request.get('sourceRoot') or ''),
            'modulePath': os.path.join(root, request['modulePath'])}


def failure(kind: str, text: str) -> Dict[str, object]:
    """A result without tests, and why."""
    return {'type': 'result', 'testSource': None, 'functions': [], 'stats': None, 'reason': {'kind': kind, 'text': text}}


def _is_over(child: int, request: dict, deadline: float) -> bool:
    """Real time only stops what blocks; what works (an import that does not end, say) has its processor time."""
    used = cpu_seconds_of(child) or 0.0
    return time.monotonic() > deadline + GRACE_SECONDS or used > request['budgetMs'] / 1000 + GRACE_SECONDS


def _end(child: int, patience_seconds: float) -> Optional[int]:
    """The status of the child, when it ends by itself now that it has nothing more to say; None: it was killed."""
    until = time.monotonic() + patience_seconds
    ended, status = os.waitpid(child, os.WNOHANG)
    while ended == 0 and time.monotonic() < until:
        time.sleep(0.005)
        ended, status = os.waitpid(child, os.WNOHANG)
    for kill in (os.killpg, os.kill) if ended == 0 else (os.killpg,):
        try:
            kill(child, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            pass
    if ended:
        return status
    os.waitpid(child, 0)
    return None


def _why(loaded: bool, late: bool, status: Optional[int]):
    if late and not loaded:
        return 'import-timeout', 'Importing the module did not end within the time budget.'
    if late:
        return 'out-of-time', 'The time budget ended before any test was confirmed.'
    if status in (None, CANNOT_REPORT << 8):
        return 'engine-died', 'The module closes or replaces what the observation itself needs.'
    if not loaded:
        return 'exits-on-import', 'Importing the module ends the process.'
    return 'engine-died', f'The observing process ended early (status {status}).'


def _work(request: dict, channel: Channel, deadline: float, leave: Callable[[int], None]) -> None:
    from .work import work
    try:
        work(request, channel, deadline)
    except BaseException as error:
        try:
            import traceback
            text = ''.join(traceback.format_exception(type(error), error, error.__traceback__)[-3:])
            channel.send(failure('engine-error', f'{type(error).__name__}: {error}\n{text}'[:2000]))
        except BaseException:
            leave(CANNOT_REPORT)
    leave(0)


def _speaks_again(reader: int, seal: str) -> bool:
    """Whether a second result waits in the pipe of a process that has ended."""
    os.set_blocking(reader, False)
    try:
        lines = os.read(reader, 1 << 20).split(b'\n')
    except BlockingIOError:
        return False
    return any((opened(line, seal) or {}).get('type') == 'result' for line in lines)


def _forward(reader: int, seal: str, channel: Channel, is_over: Callable[[], bool]):
    """Pass progress on until the result comes, the pipe closes, or the time is over."""
    pending, loaded = b'', False
    result: Optional[Dict[str, object]] = None
    while result is None and not is_over():
        ready, _, _ = select.select([reader], [], [], 0.1)
        if not ready:
            continue
        chunk = os.read(reader, 1 << 16)
        if not chunk:
            break
        pending += chunk
        *lines, pending = pending.split(b'\n')
        for line in lines:
            message = opened(line, seal)
            if message is None:
                continue
            if message.get('type') == 'result':
                if result is not None:
                    return failure('engine-died', FORGED), loaded
                result = message
            elif message.get('type') == 'progress':
                loaded = loaded or message.get('phase') != 'load'
                channel.send(message)
    return result, loaded
