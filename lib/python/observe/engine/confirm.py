"""Observe the chosen cases again in fresh interpreters, and keep only what is always true."""
from __future__ import annotations

import os
import subprocess
import sys
import time
# Names of our own: the code under observation replaces functions of these modules at will.
from base64 import b64decode, b64encode
from dataclasses import replace
from pickle import dumps, loads
from typing import Dict, List, Optional

from .case import DISCARDED, RAISED, Finding, Observation, Raised
from .clocks import Patience
from .protocol import new_seal, to_json

MAX_RESTARTS = 8
IDLE_SECONDS = 4
WORLDS = ('plain', 'shifted')


def confirm(findings: List[Finding], request: dict, deadline: float) -> List[Finding]:
    """Findings whose outcome is the same in two different worlds, with the assertions both share.

    The second world has another hash seed, order, clock, folder, and terminal width.
    """
    jobs = [_Job(findings, request, world) for world in WORLDS]
    for job in jobs:
        job.start()
    answers = [job.collect(deadline) for job in jobs]
    kept: List[Finding] = []
    for index, finding in enumerate(findings):
        seen = [answer.get(index) for answer in answers]
        merged = agreed(seen[0], seen[1])
        if merged is not None:
            kept.append(Finding(finding.case, replace(merged, arcs=finding.observation.arcs)))
    return kept


class _Job:
    """One fresh interpreter that observes all cases; started again after a crash."""

    def __init__(self, findings: List[Finding], request: dict, world: str) -> None:
        self.request = request
        self.world = world
        self.cases = [finding.case for finding in findings]
        order = list(range(len(findings)))
        self.waiting = order if world == 'plain' else order[::-1]
        self.process: Optional[subprocess.Popen] = None
        self.seal = new_seal()

    def start(self) -> None:
        cases = [(index, self.cases[index]) for index in self.waiting]
        body = {'request': self.request, 'world': self.world, 'seal': self.seal,
                'cases': b64encode(dumps(cases)).decode()}
        environment = dict(os.environ, PYTHONHASHSEED='1' if self.world == 'plain' else '4242')
        if self.world == 'shifted':
            environment.update(COLUMNS='132', TZ='Asia/Tokyo')
        main = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'main.py')
        self.process = subprocess.Popen([sys.executable, '-B', '-W', 'ignore', main, '--confirm'], env=environment,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        assert self.process.stdin is not None
        try:
            self.process.stdin.write(to_json(body).encode())
            self.process.stdin.close()
        except BrokenPipeError:
            return

    def collect(self, deadline: float) -> Dict[int, Observation]:
        answers: Dict[int, Observation] = {}
        for _ in range(MAX_RESTARTS):
            done = self._read(answers, deadline)
            if done or time.monotonic() > deadline:
                break
            crashed = next((index for index in self.waiting if index not in answers), None)
            self.waiting = [index for index in self.waiting if index not in answers and index != crashed]
            if not self.waiting:
                break
            self.start()
        self._stop()
        return answers

    def _read(self, answers: Dict[int, Observation], deadline: float) -> bool:
        import select
        process = self.process
        if process is None or process.stdout is None:
            return True
        pending = b''
        descriptor = process.stdout.fileno()
        patience = Patience(process.pid, IDLE_SECONDS)
        while time.monotonic() < deadline and not patience.is_over():
            ready, _, _ = select.select([descriptor], [], [], 0.1)
            if not ready:
                continue
            chunk = os.read(descriptor, 1 << 16)
            if not chunk:
                break
            patience.renew()
            pending += chunk
            *lines, pending = pending.split(b'\n')
            for line in lines:
                seal, _, said = line.partition(b' ')
                if seal != self.seal.encode():
                    continue
                if said == b'end':
                    self._stop()
                    return True
                try:
                    index, observation = loads(b64decode(said))
                except Exception:
                    continue
                answers[index] = observation
        self._stop()
        return False

    def _stop(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            if self.process.stdout is not None:
                self.process.stdout.close()
            self.process = None


def agreed(one: Optional[Observation], two: Optional[Observation]) -> Optional[Observation]:
    """What two observations agree on; None when that is not enough for a test."""
    if one is None or two is None or one.outcome != two.outcome or one.outcome == DISCARDED:
        return None
    if one.outcome == RAISED:
        if one.raised is None or two.raised is None or one.raised.expression != two.raised.expression:
            return None
        message = one.raised.message if one.raised.message == two.raised.message else ''
        raised = Raised(one.raised.expression, message, one.raised.explicit)
        return replace(one, raised=raised)
    if one.consume != two.consume:
        return None
    shared = tuple(check for check in one.checks if check in two.checks)
    weak = tuple(check for check in one.weak_checks if check in two.weak_checks)
    about_value = any('result' in check for check in shared)
    checks = shared if about_value or not weak else weak + shared
    return replace(one, checks=checks, weak_checks=weak) if checks else None
