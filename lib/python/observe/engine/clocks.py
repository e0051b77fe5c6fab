"""Processor time of this process and its children, so that a busy machine does not change what is found."""
from __future__ import annotations

# Names of our own: the code under observation replaces functions of these modules at will.
from resource import RUSAGE_CHILDREN, getrusage
from time import clock_gettime, monotonic, process_time
from typing import Optional

# Below this share of a processor a process is blocked; one that only has to wait for its turn gets more.
BLOCKED_SHARE = 0.02
WINDOW_SECONDS = 1.0


def cpu_seconds_of(pid: int) -> Optional[float]:
    """Processor time of a living process; None where the system does not tell."""
    try:
        # CPUCLOCK_SCHED of a process, as clock_getcpuclockid(3) makes it on Linux.
        return clock_gettime((~pid << 3) | 2)
    except (OSError, OverflowError, ValueError):
        return None


class Budget:
    """Processor time of this process and its children from now on, and the time in which they are blocked. Waiting for
    a turn on a busy machine does not count; `wall_seconds` is the last resort."""

    def __init__(self, cpu_seconds: float, wall_seconds: float) -> None:
        self._cpu_end = self._used(None) + cpu_seconds
        self._window, self._window_used = monotonic(), self._used(None)
        self._wall_end = self._window + wall_seconds
        self._blocked = 0.0

    def is_over(self, child: Optional[int] = None) -> bool:
        """`child`: one that is still running; those that have ended are counted anyway."""
        now, used = monotonic(), self._used(child)
        length = now - self._window
        if length >= WINDOW_SECONDS:
            if used - self._window_used < BLOCKED_SHARE * length:
                self._blocked += length
            self._window, self._window_used = now, used
        return now > self._wall_end or used + self._blocked > self._cpu_end

    @staticmethod
    def _used(child: Optional[int]) -> float:
        ended = getrusage(RUSAGE_CHILDREN)
        running = cpu_seconds_of(child) if child is not None else None
        return process_time() + ended.ru_utime + ended.ru_stime + (running or 0.0)


class Patience:
    """How long a child may say nothing: so much processor time, or so much real time in which it is blocked."""

    def __init__(self, child: int, seconds: float) -> None:
        self._child = child
        self._seconds = seconds
        self.renew()

    def renew(self) -> None:
        """The child has made progress."""
        self._cpu = self._window_cpu = cpu_seconds_of(self._child)
        self._window = monotonic()

    def is_over(self) -> bool:
        silent = monotonic() - self._window
        now = cpu_seconds_of(self._child)
        if now is None or self._cpu is None or self._window_cpu is None:
            return silent > self._seconds
        if now - self._cpu > self._seconds:
            return True
        if silent <= self._seconds:
            return False
        if now - self._window_cpu < BLOCKED_SHARE * silent:
            return True
        self._window, self._window_cpu = monotonic(), now
        return False
