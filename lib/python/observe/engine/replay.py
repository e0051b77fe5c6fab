"""Runs a rendered file in a fresh interpreter, and says which of its tests do not pass."""
from __future__ import annotations

import os
import subprocess
import sys
import time
from typing import List, Optional, Sequence

from .protocol import new_seal, opened, to_json


def failing_tests(source: str, names: Sequence[str], request: dict, hash_seed: int, deadline: float) -> Optional[List[str]]:
    """Names of tests that fail, crash, or are not reached; None when the file cannot be run at all."""
    waiting = list(names)
    failing: List[str] = []
    for _ in range(6):
        if not waiting or time.monotonic() > deadline:
            break
        outcome = _run(source, waiting, request, hash_seed, deadline)
        if outcome is None:
            return None
        failing += [name for name, passed in outcome.items() if not passed]
        waiting = [name for name in waiting if name not in outcome]
        if waiting:
            failing.append(waiting.pop(0))
    return failing + waiting


def _run(source: str, names: List[str], request: dict, hash_seed: int, deadline: float):
    main = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'main.py')
    seal = new_seal()
    body = to_json({'source': source, 'names': names, 'request': request, 'seal': seal}).encode()
    environment = dict(os.environ, PYTHONHASHSEED=str(hash_seed))
    try:
        done = subprocess.run([sys.executable, '-B', '-W', 'ignore', main, '--replay'], input=body, env=environment,
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                              timeout=max(0.5, deadline - time.monotonic()))
        output = done.stdout
    except subprocess.TimeoutExpired as error:
        output = error.stdout or b''
    outcome = {}
    for line in output.splitlines():
        message = opened(line, seal)
        if message is None:
            continue
        if 'unusable' in message:
            return None
        outcome[message['name']] = message['passed']
    return outcome
