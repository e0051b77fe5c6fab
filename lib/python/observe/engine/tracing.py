"""Which arcs (line to line) of the module under test one experiment runs through."""
from __future__ import annotations

import sys
from typing import Callable, Optional, Set

from .case import LINE_BITS

MAX_LINE_EVENTS = 40_000


class StepLimit(BaseException):
    """The code under test ran more lines than one experiment may."""


class ArcRecorder:
    """Records arcs as integers `(previous line << LINE_BITS) | line`; 0 is the entry.

    The limit on line events makes endless loops end at the same place on every machine,
    which keeps the search deterministic where a clock would not.
    """

    def __init__(self, filename: str, limit: int = MAX_LINE_EVENTS) -> None:
        self.filename = filename
        self.arcs: Set[int] = set()
        self.limit = limit
        self.left = limit
        self.exhausted = False

    @property
    def used(self) -> int:
        """Line events so far: a measure of work that is the same on every machine."""
        return self.limit - self.left

    def start(self) -> None:
        sys.settrace(self._on_call)

    def stop(self) -> None:
        sys.settrace(None)

    def _on_call(self, frame, event: str, argument) -> Optional[Callable]:
        if frame.f_code.co_filename != self.filename:
            return None
        previous = 0
        arcs = self.arcs

        def on_line(frame, event: str, argument) -> Callable:
            nonlocal previous
            if event == 'line':
                line = frame.f_lineno
                arcs.add(previous << LINE_BITS | line)
                previous = line
                self.left -= 1
                if self.left < 0:
                    self.exhausted = True
                    raise StepLimit()
            return on_line

        return on_line
