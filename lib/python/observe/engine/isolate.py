"""Run a piece of work in a forked child, so that a crash there loses nothing kept before."""
from __future__ import annotations

import gc
import mmap
import resource
import select
import signal
import struct
# Names of our own: the code under test replaces functions of these modules at will.
from os import _exit, close, fork, kill, killpg, pipe, read, setpgid, waitpid, write
from pickle import dumps, loads
from typing import Callable, List

from .clocks import Budget, Patience
from .protocol import close_channels

HEADER = struct.Struct('>I')
POLL_SECONDS = 0.1
IDLE_SECONDS = 1.5
MAX_ADDRESS_SPACE = 1536 * 1024 * 1024

DONE = 'done'
DIED = 'died'
HUNG = 'hung'
OUT_OF_TIME = 'out-of-time'


class Counter:
    """An integer in memory shared with the child: how far the child has come."""

    def __init__(self) -> None:
        self._memory = mmap.mmap(-1, 8)

    def set(self, value: int) -> None:
        self._memory[:8] = value.to_bytes(8, 'big')

    def get(self) -> int:
        return int.from_bytes(self._memory[:8], 'big')


Work = Callable[[Callable[[object], None], Counter], None]


def run_isolated(work: Work, deliver: Callable[[object], None], budget: Budget, counter: Counter) -> str:
    """Call `work(send, counter)` in a child; every object it sends reaches `deliver`.

    Ends as 'done', 'died' (killed itself), 'hung' (no progress for IDLE_SECONDS, killed by us)
    or 'out-of-time' (the budget is used up).
    """
    reader, writer = pipe()
    child = fork()
    if child == 0:
        _be_child(work, reader, writer, counter)
    close(writer)
    try:
        return _collect(child, reader, deliver, budget, counter)
    finally:
        close(reader)
        _kill(child)


def _be_child(work: Work, reader: int, writer: int, counter: Counter) -> None:
    try:
        close(reader)
        close_channels()
        setpgid(0, 0)
        gc.freeze()
        _limit_memory()

        def send(message: object) -> None:
            body = dumps(message)
            _write_all(writer, HEADER.pack(len(body)) + body)

        work(send, counter)
        _write_all(writer, HEADER.pack(0))
    except BaseException:  # the parent sees an unfinished stream and goes on
        _exit(1)
    _exit(0)


def _limit_memory() -> None:
    """Huge allocations shall fail at once, instead of being filled slowly."""
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = MAX_ADDRESS_SPACE if soft == resource.RLIM_INFINITY else min(soft, MAX_ADDRESS_SPACE)
    resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))


def _write_all(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[write(descriptor, view):]


def _collect(child: int, reader: int, deliver: Callable[[object], None], budget: Budget, counter: Counter) -> str:
    pending = b''
    last_count, patience = counter.get(), Patience(child, IDLE_SECONDS)
    while True:
        ready, _, _ = select.select([reader], [], [], POLL_SECONDS)
        if ready:
            chunk = read(reader, 1 << 16)
            if not chunk:
                return DIED
            pending += chunk
            messages, pending, finished = _split(pending)
            for message in messages:
                deliver(message)
            if finished:
                return DONE
        if counter.get() != last_count:
            last_count = counter.get()
            patience.renew()
        if budget.is_over(child):
            return OUT_OF_TIME
        if not ready and patience.is_over():
            return HUNG


def _split(pending: bytes):
    messages: List[object] = []
    while len(pending) >= HEADER.size:
        size = HEADER.unpack_from(pending)[0]
        if size == 0:
            return messages, b'', True
        if len(pending) < HEADER.size + size:
            break
        messages.append(loads(pending[HEADER.size:HEADER.size + size]))
        pending = pending[HEADER.size + size:]
    return messages, pending, False


def _kill(child: int) -> None:
    for end in (killpg, kill):
        try:
            end(child, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            pass
    try:
        waitpid(child, 0)
    except ChildProcessError:
        pass
