"""What came of an act: the value made tangible, the exception named, the changes listed."""
from __future__ import annotations

import asyncio
import contextlib
import inspect
import io
import sys
from types import TracebackType
from typing import Dict, List, Optional, Tuple

from .ambient import Output
from .case import DISCARDED, RAISED, RETURNED, Observation, Raised
from .describe import Describer
from .literals import stream_content
from .subject import Subject
from .targets import own_classes

MAX_OUTPUT = 1200
MAX_MESSAGE = 160
MAX_AWAIT_SECONDS = 0.2
POOR_EXCEPTIONS = (RecursionError, MemoryError, KeyboardInterrupt, GeneratorExit, asyncio.CancelledError)
PYTHON_TYPES = (str, bytes, int, float, bool, list, tuple, dict, set, frozenset, type(None))


class Witness:
    """Turns outcomes into observations about one subject."""

    def __init__(self, subject: Subject, describer: Describer) -> None:
        self.subject = subject
        self.describer = describer
        self.consuming = ''
        self.own_classes = frozenset(map(id, own_classes(subject).values()))

    def returned(self, value: object) -> Observation:
        """Drain lazy values, so that the code behind them runs and can be asserted."""
        self.consuming = consume = ''
        if value in (sys.stdin, sys.stdout, sys.stderr) if isinstance(value, io.IOBase) else False:
            return Observation(RETURNED, value_type='stream')
        if inspect.iscoroutine(value):
            self.consuming = consume = 'coroutine'
            value = asyncio.run(_bounded(value))
        elif inspect.isasyncgen(value):
            self.consuming = consume = 'async-iterator'
            value = asyncio.run(_bounded(_collect(value)))
        elif isinstance(value, contextlib.AbstractContextManager) and hasattr(value, 'gen'):
            return self._enter(value)
        elif hasattr(type(value), '__next__') and not isinstance(value, io.IOBase) and not self._is_own(value):
            self.consuming = 'list'
            items, ended = self.describer.take_items(value)
            value, consume = items, 'list' if ended else 'prefix'
        text = self.describer.literal(value)
        checks = tuple(self.describer.checks(value))
        weak = tuple(self.describer.weak_checks(value))
        return Observation(RETURNED, consume=consume, checks=checks, weak_checks=weak, value_expression=text,
                           value_type=type(value).__name__, function_line=self._own_function_line(value))

    def _is_own(self, value: object) -> bool:
        return any(id(base) in self.own_classes for base in type(value).__mro__)

    def _own_function_line(self, value: object) -> int:
        code = getattr(value, '__code__', None)
        return code.co_firstlineno if code is not None and code.co_filename == self.subject.file else 0

    def _enter(self, manager) -> Observation:
        self.consuming = 'context'
        with manager as value:
            checks = tuple(self.describer.checks(value))
        return Observation(RETURNED, consume='context', checks=checks, value_type=type(value).__name__)

    def state(self, value: object) -> object:
        if isinstance(value, (list, dict, set, bytearray)):
            return self.describer.literal(value)
        content = stream_content(value)
        return content if content is not None else self._object_state(value)

    def _object_state(self, value: object) -> Optional[Dict[str, str]]:
        if type(value) in PYTHON_TYPES or callable(value) or isinstance(value, io.IOBase):
            return None
        return self.describer.attributes(value)

    def changes(self, bound: Dict[str, object], before: Dict[str, object]) -> List[str]:
        """Assertions about arguments and receivers that the act has changed."""
        checks: List[str] = []
        for name, value in bound.items():
            after = self.state(value)
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

    def raised(self, error: BaseException) -> Observation:
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
        return Observation(RAISED, raised=raised, reason='' if inside else 'outside',
                           consume=self.consuming)

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

    def output_checks(self, outputs: Tuple[Output, Output]) -> Tuple[str, ...]:
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


async def _bounded(awaitable):
    return await asyncio.wait_for(awaitable, MAX_AWAIT_SECONDS)


async def _collect(items) -> list:
    found: List[object] = []
    async for item in items:
        found.append(item)
        if len(found) >= 20:
            break
    return found
