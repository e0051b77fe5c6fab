"""The search on one target: propose inputs, watch the arcs, keep what tells something new."""
from __future__ import annotations

import re
import time
from collections import Counter
from typing import Callable, Dict, List, NamedTuple, Optional, Sequence, Set, Tuple

from .ambient import ARGV_CHOICES, STDIN_CHOICES
from .case import DISCARDED, RAISED, RETURNED, Ambient, Finding, Observation
from .compose import Proposal, compose
from .execute import Runner
from .inputs import InputMaker
from .isolate import Counter as SharedCounter
from .receivers import ReceiverMaker, changed_arguments, random_arguments
from .shrink import shrink
from .targets import SPECIAL_FORMS, Target

MAX_KEPT = 40
MAX_SIGNATURES = 6
STALE_LIMIT = 150
PATIENT_TIMEOUTS = 1
MAX_TIMEOUTS = 10
MAX_CPU_SECONDS = 1.2
FEW_ATTEMPTS = 30
IMPATIENT_SECONDS = 0.05
ARGUMENT_TYPES = {'str': 'str', 'int': 'int', 'list': 'list', 'dict': 'dict', 'bytes': 'bytes', 'NoneType': 'none',
                  'float': 'float', 'tuple': 'tuple', 'set': 'set'}
MESSAGE_HINTS = (
    (re.compile(r'bytes-like|must be bytes|expected bytes|not \'?str\'?$'), 'bytes'),
    (re.compile(r'must be str|expected str|string or bytes|a str is required|can only join|must be a string'), 'str'),
    (re.compile(r'not iterable|has no len|not subscriptable|can only concatenate list|must be an? (list|sequence)'), 'list'),
    (re.compile(r'not callable'), 'callable'),
    (re.compile(r'integer|must be int|cannot be interpreted'), 'int'),
    (re.compile(r'must be real number|float'), 'float'),
    (re.compile(r"attribute '(read|write|readline|seek|close)'"), 'binary_file'),
    (re.compile(r"attribute '(items|keys|get|values|update)'|must be a mapping"), 'dict'),
    (re.compile(r"attribute '(split|strip|lower|encode|startswith|replace)'"), 'str'),
    (re.compile(r"attribute '(append|sort|extend|pop)'"), 'list'),
    (re.compile(r"attribute '(decode|hex)'"), 'bytes'),
    (re.compile(r"attribute '(lineno|_fields|body)'"), 'tree'),
    (re.compile(r"attribute '(year|month|tzinfo|isoformat)'"), 'datetime'),
    (re.compile(r'must be a (type|class)|arg 1 must be a class'), 'type'),
    (re.compile(r'not enough values to unpack|cannot unpack'), 'tuple'),
)


class Stopped(NamedTuple):
    """Calls of one search that were stopped: by the clock, and in all (by the clock or by their number of lines)."""

    timeouts: int
    calls: int


class Explorer:
    """Explores one target inside a forked child; findings go out through `send`."""

    def __init__(self, runner: Runner, maker: InputMaker, target: Target, receivers: ReceiverMaker,
                 known_arcs: Set[int], patches: Sequence[Tuple[str, str]] = ()) -> None:
        self.runner = runner
        self.maker = maker
        self.target = target
        self.receivers = receivers
        self.seen: Set[int] = set(known_arcs)
        self.patches = list(patches)
        self.ambient: Dict[str, List[str]] = {}
        self.rng = maker.rng
        self.kept: List[Proposal] = []
        self.signatures: Counter = Counter()
        self.hints: Counter = Counter()
        self.tried: Set[tuple] = set()
        self.timeouts = 0
        self.stopped = 0

    def explore(self, attempts: range, work: int, send: Callable[[object], None], counter: SharedCounter) -> None:
        """Run the attempts; stop early when nothing new has come for a while, or after `work` line events."""
        stale, end = 0, self.runner.line_events + work
        cpu_end = time.process_time() + MAX_CPU_SECONDS
        if not self.target.parameters and not self.target.bound:
            attempts = range(attempts.start, min(attempts.stop, attempts.start + FEW_ATTEMPTS))
        for attempt in attempts:
            counter.set(attempt + 1)
            if stale > STALE_LIMIT or len(self.kept) >= MAX_KEPT or self.timeouts > MAX_TIMEOUTS \
                    or self.runner.line_events > end or time.process_time() > cpu_end:
                break
            proposal, kinds = self._propose(attempt - attempts.start)
            case = compose(self.target, proposal, self.runner.subject.alias)
            if case.key in self.tried:
                stale += 1
                continue
            self.tried.add(case.key)
            seen = self._run(proposal)
            if seen is None:
                stale += 1
                continue
            new = seen.arcs - self.seen
            self._learn(seen, bool(new), kinds)
            if not self._is_worth_keeping(seen, new):
                stale += 1
                continue
            stale = 0
            self.seen |= seen.arcs
            small, small_seen = shrink(proposal, seen, frozenset(new), self._run)
            self.signatures[small_seen.signature] += 1
            self.kept.append(proposal)
            send(Finding(compose(self.target, small, self.runner.subject.alias), small_seen))
        send(Stopped(self.timeouts, self.stopped))

    def _run(self, proposal: Proposal) -> Optional[Observation]:
        try:
            seen = self.runner.run(compose(self.target, proposal, self.runner.subject.alias))
        except (SyntaxError, ValueError, MemoryError, RecursionError):
            return None
        if seen.outcome != DISCARDED:
            return seen
        self._note_discarded(seen.reason, proposal)
        return None

    def _note_discarded(self, reason: str, proposal: Proposal) -> None:
        """Grow impatient with code that blocks; provide what code looked for around itself."""
        self.stopped += reason in ('TimeUp', 'StepLimit')
        if reason == 'TimeUp':
            self.timeouts += 1
            self.receivers.forget_blocking(proposal.receiver)
            if self.timeouts >= PATIENT_TIMEOUTS:
                self.runner.call_seconds = IMPATIENT_SECONDS
        elif reason == 'reads argv' and 'argv' not in self.ambient:
            flags = [text for text in self.maker.texts if text.startswith('-')][:12]
            self.ambient['argv'] = list(ARGV_CHOICES) + [repr(['prog', flag]) for flag in flags]
        elif reason == 'reads stdin' and 'stdin' not in self.ambient:
            self.ambient['stdin'] = list(STDIN_CHOICES)

    def _is_worth_keeping(self, seen: Observation, new: Set[int]) -> bool:
        fresh = self.signatures[seen.signature] == 0 and len(self.signatures) < MAX_SIGNATURES
        if seen.outcome == RETURNED:
            return bool(new) or fresh
        if seen.raised is not None and seen.raised.explicit:
            return bool(new) or fresh
        return bool(new) and seen.reason != 'outside'

    def _propose(self, number: int) -> Tuple[Proposal, Dict[str, str]]:
        if self.kept and self.rng.random() < 0.45:
            return self._neighbour(self.rng.choice(self.kept[-12:])), {}
        arguments, kinds = random_arguments(self.maker, self.target)
        direct = self.target.name in SPECIAL_FORMS and self.rng.random() < 0.15
        return Proposal(self.receivers.get(number), arguments, self._ambient(), direct), kinds

    def _ambient(self) -> Ambient:
        chosen = {name: self.maker.pick(options) for name, options in self.ambient.items()}
        patched = self.patches and self.rng.random() < 0.12
        return Ambient(**chosen, patches=(self.rng.choice(self.patches),) if patched else ())

    def _neighbour(self, proposal: Proposal) -> Proposal:
        """A kept proposal with one thing changed."""
        arguments, receiver = proposal.arguments, proposal.receiver
        if receiver is not None and (not self.target.parameters or self.rng.random() < 0.4):
            receiver = self.receivers.neighbour(receiver)
        else:
            arguments = changed_arguments(self.maker, self.target, arguments)
        return Proposal(receiver, arguments, self._ambient(), proposal.direct)

    def _learn(self, seen: Observation, is_new: bool, kinds: Dict[str, str]) -> None:
        """Make kinds that led somewhere likelier, and those that were refused less likely."""
        refused = seen.outcome == RAISED and seen.raised is not None and not seen.raised.explicit \
            and seen.raised.expression in ('TypeError', 'AttributeError')
        for parameter in self.target.parameters:
            kind = kinds.get(parameter.name)
            if kind is None or kind == 'value':
                continue
            weights = parameter.profile.weights
            if is_new and not refused:
                weights[kind] += 0.7
            elif refused and not is_new:
                weights[kind] = max(0.05, weights[kind] * 0.9)
        if seen.raised is not None and seen.raised.expression in ('TypeError', 'AttributeError', 'ValueError'):
            self._hint(seen.raised.message, kinds)

    def _hint(self, message: str, kinds: Dict[str, str]) -> None:
        """What the text of a TypeError says about the kinds that were wanted."""
        for pattern, kind in MESSAGE_HINTS:
            if pattern.search(message):
                self.hints[kind] += 1
                if self.hints[kind] in (2, 6, 15):
                    named = re.findall(r"'(\w+)'", message)
                    blamed = {ARGUMENT_TYPES[name] for name in named if name in ARGUMENT_TYPES}
                    for parameter in self.target.parameters:
                        if not blamed or kinds.get(parameter.name) in blamed or not kinds:
                            parameter.profile.weights[kind] += 2.5
                return


