"""Run one case and see what comes of it."""
from __future__ import annotations

import builtins
import os
import pathlib
import shutil
import signal
import sys
import tempfile
from functools import lru_cache
from types import CodeType, ModuleType
from typing import Callable, Dict, List, Optional, Tuple, Union

from .ambient import FileOutput, Output, WatchedArguments, WatchedInput, input_stream
from .case import DISCARDED, RETURNED, Ambient, Case, Observation, Step
from .describe import Describer
from .guard import Blocked, Guard
from .literals import stream_content
from .subject import Subject
from .tracing import ArcRecorder, StepLimit
from .witness import Witness

CALL_SECONDS = 0.25  # of CPU, so that a busy machine does not change the result
PATIENCE = 2  # real time allowed for each second of CPU: what waits must end too
EVENTS_PER_RUN = 100  # what a run costs apart from the lines it executes, in line events
TEST_MODULE = 'test_observed'  # the module that the code under test sees as its caller


Look = Callable[[Dict[str, object]], None]


class TimeUp(BaseException):
    """One experiment took too long."""


@lru_cache(maxsize=50_000)
def compiled(source: str, mode: str) -> CodeType:
    return compile(source, '<case>', mode)


class Runner:
    """Runs cases against one subject. Made once; used in forked children."""

    def __init__(self, subject: Subject, guard: Guard, describer: Describer, caller: str = TEST_MODULE) -> None:
        self.subject = subject
        self.guard = guard
        self.describer = describer
        self.namespace = {**subject.namespace(), '__name__': caller, '__builtins__': builtins}
        sys.modules.setdefault(caller, ModuleType(caller))
        self.scratch = os.path.realpath(tempfile.mkdtemp(prefix='observe-'))
        self.builtins = dict(vars(builtins))
        self.uses = 0
        self.line_events = 0
        self.patched: List[Tuple[str, object]] = []
        self.call_seconds = CALL_SECONDS
        self.witness = Witness(subject, describer)
        self.make_output: Callable[[], Union[Output, FileOutput]] = Output
        self.timed_out = False
        signal.signal(signal.SIGALRM, self._on_alarm)
        signal.signal(signal.SIGPROF, self._on_alarm)

    def run(self, case: Case, trace: bool = True, look: Optional[Look] = None) -> Observation:
        """Observe one case; `look` sees its variables before the act.

        Never raises for anything the code under test does.
        """
        recorder = ArcRecorder(self.subject.file)
        outputs = (self.make_output(), self.make_output())
        folder = self._fresh_folder(case)
        scope: Dict[str, object] = dict(self.namespace)
        if folder:
            scope['tmp_path'] = pathlib.Path(folder)
        saved = (sys.argv, sys.stdin, sys.stdout, sys.stderr)
        arguments, stdin = WatchedArguments(), WatchedInput()
        self.timed_out = False
        try:
            signal.setitimer(signal.ITIMER_PROF, self.call_seconds, 0.05)
            signal.setitimer(signal.ITIMER_REAL, PATIENCE * self.call_seconds, 0.05)
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
        if self.guard.violation or recorder.exhausted or self.timed_out:
            seen = Observation(DISCARDED, reason='TimeUp' if self.timed_out else self.guard.violation or 'StepLimit')
        if self._has_changed_builtins():
            seen = Observation(DISCARDED, reason='replaces builtins')
        if arguments.was_read and not case.ambient.argv or stdin.was_read and not case.ambient.stdin:
            seen = Observation(DISCARDED, reason='reads argv' if arguments.was_read else 'reads stdin')
        seen.arcs = frozenset(recorder.arcs)
        self.line_events += recorder.used + EVENTS_PER_RUN
        if seen.outcome == RETURNED:
            seen.checks += self.witness.output_checks(outputs)
        return seen

    def _on_alarm(self, number, frame) -> None:
        self.timed_out = True  # code with a bare `except:` may swallow the exception
        raise TimeUp()

    def _calm(self, saved: Tuple) -> None:
        """Stop the clock and the guard; an alarm that is already due may still arrive here."""
        while True:
            try:
                signal.setitimer(signal.ITIMER_PROF, 0)
                signal.setitimer(signal.ITIMER_REAL, 0)
                self.guard.disarm()
                while self.patched:
                    setattr(self.subject.module, *self.patched.pop())
                sys.argv, sys.stdin, sys.stdout, sys.stderr = saved
                return
            except TimeUp:
                continue

    def _has_changed_builtins(self) -> bool:
        """Such a test would break those after it; what was replaced is put back."""
        now = vars(builtins)
        if all(now.get(name) is value for name, value in self.builtins.items()):
            return False
        now.update(self.builtins)
        return True

    def _fresh_folder(self, case: Case) -> str:
        if 'tmp_path' not in case.act and not any('tmp_path' in step.source for step in case.steps):
            return ''
        self.uses += 1
        folder = os.path.join(self.scratch, f'case-{self.uses}')
        os.mkdir(folder, 0o700)
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
            return Observation(DISCARDED, reason=f'arrange: {type(error).__name__}: {str(error)[:160]}')
        if look is not None:
            look(scope)
        bound = {step.name: scope[step.name] for step in case.steps if step.name.isidentifier()}
        before = {name: self.witness.state(value) for name, value in bound.items()}
        self.witness.consuming = ''
        try:
            if case.is_statement:
                exec(compiled(case.act, 'exec'), scope)
                seen = Observation(RETURNED, value_type='statement')
            else:
                seen = self.witness.returned(eval(compiled(case.act, 'eval'), scope))
            recorder.stop()
        except (TimeUp, StepLimit, Blocked):
            raise
        except BaseException as error:
            recorder.stop()
            return self.witness.raised(error)
        seen.checks += tuple(self.witness.changes(bound, before))
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
