"""The line protocol: results leave through a private descriptor that the code under test does not hold."""
from __future__ import annotations

import json
import os
import sys
from typing import Dict


def quiet_streams() -> int:
    """Move standard output to a private descriptor; what the code under test prints goes nowhere."""
    private = os.dup(1)
    os.set_inheritable(private, False)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)
    os.close(nowhere)
    sys.stdin, sys.stdout, sys.stderr = (open(0, closefd=False), open(1, 'w', closefd=False),
                                         open(2, 'w', closefd=False))
    return private


class Channel:
    """Writes JSON lines to one descriptor."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor

    def send(self, message: Dict[str, object]) -> None:
        view = memoryview(json.dumps(message).encode() + b'\n')
        while view:
            view = view[os.write(self.descriptor, view):]
