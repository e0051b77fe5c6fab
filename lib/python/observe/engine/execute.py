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
from typing import Callable, Dict, List, Optional, Tuple

from .ambient import Output, WatchedArguments, WatchedInput, input_stream
from .case import DISCARDED, RAISED, RETURNED, Ambient, Case, Observation, Raised, Step
from .describe import Describer
from .guard import Blocked, Guard
from .literals import stream_content
from .subject import Subject
from .targets import own_classes
from .tracing import ArcRecorder, StepLimit

CALL_SECONDS = 0.4
EVENTS_PER_RUN = 100  # what a run costs apart from the lines it executes, in line events
MAX_OUTPUT = 1200
MAX_MESSAGE = 160
POOR_EXCEPTIONS = (RecursionError, MemoryError, KeyboardInterrupt, GeneratorExit, asyncio.CancelledError)
PYTHON_TYPES = (str, bytes, int, float, bool, list, tuple, dict, set, frozenset, type(None))


Look = Callable[[Dict[str, object]], None]


class TimeUp(BaseException):
    """One experiment took longer than CALL_SECONDS."""


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
        self.line_events = 0
        self.patched: List[Tuple[str, object]] = []
        self.call_seconds = CALL_SECONDS
        self.own_classes = tuple(own_classes(subject).values())
        signal.signal(signal.SIGALRM, _on_alarm)

    def run(self, case: Case, trace: bool = True, look: Optional[Look] = None) -> Observation:
        """Observe one case; `look` sees its variables before the act.

        Never raises for anything the code under test does.
        """
        recorder = ArcRecorder(self.subject.file)
        outputs = (Output(), Output())
        folder = self._fresh_folder(case)
        scope: Dict[str, object] = dict(self.namespace)
        if folder:
            scope['tmp_path'] = pathlib.Path(folder)
        saved = (sys.argv, sys.stdin, sys.stdout, sys.stderr)
        arguments, stdin = WatchedArguments(), WatchedInput()
        try:
            signal.setitimer(signal.ITIMER_REAL, self.call_seconds, 0.05)
            self.guard.arm(folder)
            sys.argv, sys.stdin = arguments, stdin
            self._apply(case.ambient, scope)
            sys.stdout, sys.stderr = outputs
            if trace:
                recorder.start()
            seen = self._act(case, scope, recorder, look)
        except (TimeUp, StepLimit, Blocked) as stop:
            seen = Observation(DISCARDED, reason=type(stop).__name__)
        finally:
            recorder.stop()
            self._calm(saved)
            if folder:
                shutil.rmtree(folder, ignore_errors=True)
        if self.guard.violation or recorder.exhausted:
            seen = Observation(DISCARDED, reason=self.guard.violation or 'StepLimit')
        if arguments.was_read and not case.ambient.argv or stdin.was_read and not case.ambient.stdin:
            seen = Observation(DISCARDED, reason='reads argv' if arguments.was_read else 'reads stdin')
        seen.arcs = frozenset(recorder.arcs)
        self.line_events += recorder.used + EVENTS_PER_RUN
        if seen.outcome == RETURNED:
            seen.checks += self._output_checks(outputs)
        return seen

    def _calm(self, saved: Tuple) -> None:
        """Stop the clock and the guard; an alarm that is already due may still arrive here."""
        while True:
            try:
                signal.setitimer(signal.ITIMER_REAL, 0)
                self.guard.disarm()
                while self.patched:
                    setattr(self.subject.module, *self.patched.pop())
                sys.argv, sys.stdin, sys.stdout, sys.stderr = saved
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
        for name, source in ambient.patches:
            self.patched.append((name, getattr(self.subject.module, name)))
            setattr(self.subject.module, name, eval(compiled(source, 'eval'), scope))
        if ambient.stdin:
            sys.stdin = input_stream(eval(compiled(ambient.stdin, 'eval'), scope))

    def _act(self, case: Case, scope: Dict[str, object], recorder: ArcRecorder, look: Optional[Look]) -> Observation:
        try:
            for step in case.steps:
                self._arrange(step, scope)
        except (TimeUp, StepLimit, Blocked):
            raise
        except BaseException as error:
            return Observation(DISCARDED, reason=f'arrange: {type(error).__name__}: {str(error)[:MAX_MESSAGE]}')
        if look is not None:
            look(scope)
        bound = {step.name: scope[step.name] for step in case.steps if step.name.isidentifier()}
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
        contents = [(name, stream_content(value)) for name, value in bound.items()]
        seen.written = tuple(text for name, text in contents if text is not None and text != before[name])
        return seen

    @staticmethod
    def _arrange(step: Step, scope: Dict[str, object]) -> None:
        value = eval(compiled(step.source, 'eval'), scope)
        owner, _, attribute = step.name.partition('.')
        if attribute:
            setattr(scope[owner], attribute, value)
        elif owner:
            scope[owner] = value

    def plain_attributes(self, steps: Tuple[Step, ...], name: str) -> List[Tuple[str, object]]:
        """Public attributes of the object that these steps make, where they hold a plain value."""
        found: List[Tuple[str, object]] = []

        def look(scope: Dict[str, object]) -> None:
            for key, value in sorted(getattr(scope.get(name), '__dict__', {}).items()):
                if not key.startswith('_') and isinstance(value, (bool, int, str, type(None))):
                    found.append((key, value))

        self.run(Case('', steps, name), trace=False, look=look)
        return found

    def _consume(self, value: object) -> Observation:
        """Drain lazy values, so that the code behind them runs and can be asserted."""
        consume = ''
        if value in (sys.stdin, sys.stdout, sys.stderr) if isinstance(value, io.IOBase) else False:
            return Observation(RETURNED, value_type='stream')
        if inspect.iscoroutine(value):
            value, consume = asyncio.run(_bounded(value)), 'coroutine'
        elif inspect.isasyncgen(value):
            value, consume = asyncio.run(_bounded(_collect(value))), 'async-iterator'
        elif isinstance(value, contextlib.AbstractContextManager) and hasattr(value, 'gen'):
            return self._enter(value)
        elif hasattr(type(value), '__next__') and not isinstance(value, (io.IOBase,) + self.own_classes):
            items, ended = self.describer.take_items(value)
            value, consume = items, 'list' if ended else 'prefix'
        text = self.describer.literal(value)
        checks = tuple(self.describer.checks(value))
        return Observation(RETURNED, consume=consume, checks=checks, value_type=type(value).__name__,
                           value_expression=text, function_line=self._own_function_line(value))

    def _own_function_line(self, value: object) -> int:
        code = getattr(value, '__code__', None)
        return code.co_firstlineno if code is not None and code.co_filename == self.subject.file else 0

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

    def _output_checks(self, outputs: Tuple[Output, Output]) -> Tuple[str, ...]:
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
