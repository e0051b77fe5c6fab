"""The line protocol: what the engine says leaves through private descriptors, each line under a seal.

The code under observation runs in most of the engine's processes, holds their descriptors, and replaces functions of
`os` and `json` at will. A seal keeps apart what it writes; only a module made to defeat it can find it in memory.
"""
from __future__ import annotations

import json
import os
import sys
from typing import Dict, List, Optional, Union

Message = Dict[str, object]

# Bound once, before any foreign code is loaded.
to_json, from_json, _close = json.JSONEncoder().encode, json.JSONDecoder().decode, os.close
_own_descriptors: List[int] = []


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


def new_seal() -> str:
    """What no other process can guess."""
    return os.urandom(16).hex()


class Channel:
    """Writes messages to one descriptor, under a seal, with copies of its own of all it needs."""

    def __init__(self, descriptor: int, seal: str) -> None:
        write = os.write
        _own_descriptors.append(descriptor)

        def send(message: Union[Message, List[object]]) -> None:
            view = memoryview(f'{seal} {to_json(message)}\n'.encode())
            while view:
                view = view[write(descriptor, view):]

        self.send = send


def close_channels() -> None:
    """For forked children that run the code under test: they have nothing to say to the outside."""
    while _own_descriptors:
        _close(_own_descriptors.pop())


def opened(line: bytes, seal: str) -> Optional[Message]:
    """The message of a line under this seal; None for any other line."""
    start = f'{seal} '.encode()
    if not line.startswith(start):
        return None
    try:
        message = from_json(line[len(start):].decode())
    except ValueError:
        return None
    return message if isinstance(message, dict) else None
