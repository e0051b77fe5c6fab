"""Run one case and see what comes of it."""
from __future__ import annotations

import asyncio
import contextlib
import inspect
import io
import os
import pathlib
import shutil
import signal
import sys
import tempfile
from functools import lru_cache
from types import CodeType, TracebackType
from typing import Dict, List, Optional, Tuple

from .case import DISCARDED, RAISED, RETURNED, Ambient, Case, Observation, Raised
from .describe import Describer
from .guard import Blocked, Guard
from .literals import stream_content
from .subject import Subject
from .tracing import ArcRecorder, StepLimit

CALL_SECONDS = 0.6
MAX_OUTPUT = 1200
MAX_MESSAGE = 160
POOR_EXCEPTIONS = (RecursionError, MemoryError, KeyboardInterrupt, GeneratorExit, asyncio.CancelledError)
PYTHON_TYPES = (str, bytes, int, float, bool, list, tuple, dict, set, frozenset, type(None))


class TimeUp(BaseException):
    """One experiment took longer than CALL_SECONDS."""


class NoStdin(io.TextIOBase):
    """Standard input as pytest presents it: reading is an error."""

    def read(self, *arguments):
        raise OSError('pytest: reading from stdin while output is captured! Consider using `-s`.')

    readline = readlines = __next__ = read


@lru_cache(maxsize=50_000)
def compiled(source: str, mode: str) -> CodeType:
    return compile(source, '<case>', mode)


class Runner:
    """Runs cases against one subject. Made once; used in forked children."""

    def __init__(self, subject: Subject, guard: Guard, describer: Describer) -> None:
        self.subject = subject
        self.guard = guard
        self.describer = describer
        self.namespace = subject.namespace()
        self.scratch = os.path.realpath(tempfile.mkdtemp(prefix='observe-'))
        self.uses = 0
        signal.signal(signal.SIGALRM, _on_alarm)

    def run(self, case: Case, trace: bool = True) -> Observation:
        """Observe one case. Never raises for anything the code under test does."""
        recorder = ArcRecorder(self.subject.file)
        outputs = (io.StringIO(), io.StringIO())
        folder = self._fresh_folder(case)
        scope: Dict[str, object] = dict(self.namespace)
        if folder:
            scope['tmp_path'] = pathlib.Path(folder)
        saved = (sys.argv, sys.stdin, sys.stdout, sys.stderr, dict(os.environ))
        try:
            signal.setitimer(signal.ITIMER_REAL, CALL_SECONDS, 0.05)
            self.guard.arm(folder)
            sys.stdin = NoStdin()
            self._apply(case.ambient, scope)
            sys.stdout, sys.stderr = outputs
            if trace:
                recorder.start()
            seen = self._act(case, scope, recorder)
        except (TimeUp, StepLimit, Blocked) as stop:
            seen = Observation(DISCARDED, reason=type(stop).__name__)
        finally:
            recorder.stop()
            self._calm(saved)
            if folder:
                shutil.rmtree(folder, ignore_errors=True)
        if self.guard.violation or recorder.exhausted:
            seen = Observation(DISCARDED, reason=self.guard.violation or 'StepLimit')
        seen.arcs = frozenset(recorder.arcs)
        if seen.outcome == RETURNED:
            seen.checks += self._output_checks(outputs)
        return seen

    def _calm(self, saved: Tuple) -> None:
        """Stop the clock and the guard; an alarm that is already due may still arrive here."""
        while True:
            try:
                signal.setitimer(signal.ITIMER_REAL, 0)
                self.guard.disarm()
                sys.argv, sys.stdin, sys.stdout, sys.stderr = saved[:4]
                if dict(os.environ) != saved[4]:
                    os.environ.clear()
                    os.environ.update(saved[4])
                return
            except TimeUp:
                continue

    def _fresh_folder(self, case: Case) -> str:
        if 'tmp_path' not in case.act and not any('tmp_path' in step.source for step in case.steps):
            return ''
        self.uses += 1
        folder = os.path.join(self.scratch, f'case-{self.uses}')
        os.mkdir(folder)
        return folder

    def _apply(self, ambient: Ambient, scope: Dict[str, object]) -> None:
        if ambient.argv:
            sys.argv = eval(compiled(ambient.argv, 'eval'), scope)
        if ambient.stdin:
            sys.stdin = io.StringIO(eval(compiled(ambient.stdin, 'eval'), scope))

    def _act(self, case: Case, scope: Dict[str, object], recorder: ArcRecorder) -> Observation:
        try:
            for step in case.steps:
                value = eval(compiled(step.source, 'eval'), scope)
                if step.name:
                    scope[step.name] = value
        except POOR_EXCEPTIONS + (TimeUp, StepLimit, Blocked):
            raise StepLimit() from None
        except BaseException as error:
            return Observation(DISCARDED, reason=f'arrange: {type(error).__name__}: {str(error)[:MAX_MESSAGE]}')
        bound = {step.name: scope[step.name] for step in case.steps if step.name}
        before = {name: self._state(value) for name, value in bound.items()}
        kinds = {name: type(value).__name__ for name, value in bound.items()}
        try:
            if case.is_statement:
                exec(compiled(case.act, 'exec'), scope)
                seen = Observation(RETURNED, value_type='statement')
            else:
                seen = self._consume(eval(compiled(case.act, 'eval'), scope))
            recorder.stop()
        except (TimeUp, StepLimit, Blocked):
            raise
        except BaseException as error:
            recorder.stop()
            return self._raised(error, kinds)
        seen.argument_types = kinds
        seen.checks += tuple(self._changes(bound, before))
        return seen

    def _consume(self, value: object) -> Observation:
        """Drain lazy values, so that the code behind them runs and can be asserted."""
        consume = ''
        if inspect.iscoroutine(value):
            value, consume = asyncio.run(_bounded(value)), 'coroutine'
        elif inspect.isasyncgen(value):
            value, consume = asyncio.run(_bounded(_collect(value))), 'async-iterator'
        elif isinstance(value, contextlib.AbstractContextManager) and hasattr(value, 'gen'):
            return self._enter(value)
        elif hasattr(type(value), '__next__') and not isinstance(value, io.IOBase):
            items, ended = self.describer.take_items(value)
            value, consume = items, 'list' if ended else 'prefix'
        text = self.describer.literal(value)
        checks = tuple(self.describer.checks(value))
        return Observation(RETURNED, consume=consume, checks=checks, value_type=type(value).__name__,
                           value_expression=text)

    def _enter(self, manager) -> Observation:
        with manager as value:
            checks = tuple(self.describer.checks(value))
        return Observation(RETURNED, consume='context', checks=checks, value_type=type(value).__name__)

    def _state(self, value: object) -> object:
        if isinstance(value, (list, dict, set, bytearray)):
            return self.describer.literal(value)
        content = stream_content(value)
        return content if content is not None else self._object_state(value)

    def _object_state(self, value: object) -> Optional[Dict[str, str]]:
        if type(value) in PYTHON_TYPES or callable(value) or isinstance(value, io.IOBase):
            return None
        return self.describer.attributes(value)

    def _changes(self, bound: Dict[str, object], before: Dict[str, object]) -> List[str]:
        """Assertions about arguments and receivers that the act has changed."""
        checks: List[str] = []
        for name, value in bound.items():
            after = self._state(value)
            if after is None or after == before[name]:
                continue
            if isinstance(after, dict):
                old = before[name] if isinstance(before[name], dict) else {}
                changed = [(key, text) for key, text in after.items() if old.get(key) != text]
                checks += [f'assert {name}.{key} {"is" if text in ("None", "True", "False") else "=="} {text}'
                           for key, text in changed[:4]]
            elif isinstance(value, (io.StringIO, io.BytesIO)):
                checks.append(f'assert {name}.getvalue() == {after}')
            else:
                checks.append(f'assert {name} == {after}')
        return checks

    def _raised(self, error: BaseException, kinds: Dict[str, str]) -> Observation:
        if isinstance(error, POOR_EXCEPTIONS):
            return Observation(DISCARDED, reason=type(error).__name__)
        expression = self._exception_expression(type(error))
        try:
            message = str(error)
        except Exception:
            message = ''
        if not self.describer.is_portable(message) or '\n' in message or len(message) > MAX_MESSAGE:
            message = message.split('\n')[0][:40] if self.describer.is_portable(message) else ''
        explicit, inside = self._origin(error.__traceback__)
        raised = Raised(expression, message, explicit)
        return Observation(RAISED, raised=raised, argument_types=kinds, reason='' if inside else 'outside')

    def _exception_expression(self, kind: type) -> str:
        for candidate in kind.__mro__:
            expression = self.subject.expression_for(candidate)
            if expression:
                return expression
        return 'Exception'

    def _origin(self, traceback: Optional[TracebackType]) -> Tuple[bool, bool]:
        """Whether a raise of the module threw it, and whether the module was on the way at all."""
        inside, last = False, None
        while traceback is not None:
            last = traceback
            inside = inside or traceback.tb_frame.f_code.co_filename == self.subject.file
            traceback = traceback.tb_next
        if last is None or last.tb_frame.f_code.co_filename != self.subject.file:
            return False, inside
        return last.tb_lineno in self.subject.raise_lines, inside

    def _output_checks(self, outputs: Tuple[io.StringIO, io.StringIO]) -> Tuple[str, ...]:
        """Assertions about what was printed; `captured` is what capsys.readouterr() gave."""
        checks = []
        for name, stream in zip(('out', 'err'), outputs):
            text = stream.getvalue() if not stream.closed else ''
            if not self.describer.is_portable(text):
                continue
            if text and len(text) <= MAX_OUTPUT:
                checks.append(f'assert captured.{name} == {text!r}')
            elif text:
                checks.append(f'assert captured.{name}.startswith({text[:200]!r})')
        return tuple(checks)


def _on_alarm(number, frame) -> None:
    raise TimeUp()


async def _bounded(awaitable):
    return await asyncio.wait_for(awaitable, CALL_SECONDS / 2)


async def _collect(items) -> list:
    found: List[object] = []
    async for item in items:
        found.append(item)
        if len(found) >= 20:
            break
    return found
