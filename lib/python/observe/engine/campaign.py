"""The whole search on a module: examples first, then rounds over the targets."""
from __future__ import annotations

import enum
import random
import zlib
from typing import Callable, Dict, List, Sequence, Set

from .analyst import Analyst
from .case import DISCARDED, Case, Finding
from .clocks import Budget
from .compose import Receiver
from .examples import ExampleReader
from .execute import Runner
from .explore import IMPATIENT_SECONDS, Explorer, Stopped
from .inputs import InputMaker
from .isolate import DIED, HUNG, OUT_OF_TIME, Counter, run_isolated
from .knowledge import Knowledge
from .patterns import samples
from .receivers import ReceiverMaker
from .subject import Subject, lines_of
from .targets import CLOSURE, CONSTRUCTOR, METHOD, Target, discover, inherits

TOTAL_ATTEMPTS = 16_000
MIN_ATTEMPTS = 60
MAX_ATTEMPTS = 450
MAX_CRASHES = 3
MANY_TIMEOUTS = 3
TOTAL_WORK = 10_000_000  # line events
MIN_WORK = 40_000
ROUNDS = 2

Progress = Callable[[str, int, int], None]


class Campaign:
    """Explores every target in forked children, with what the earlier ones have taught."""

    def __init__(self, subject: Subject, runner: Runner, seed: int, budget: Budget, progress: Progress) -> None:
        self.subject = subject
        self.runner = runner
        self.seed = seed
        self.budget = budget
        self.progress = progress
        self.analyst = Analyst(subject)
        self.targets: List[Target] = discover(subject)
        self.knowledge = Knowledge(subject, self.analyst.classes)
        self.constructors = {target.owner: target for target in self.targets if target.kind == CONSTRUCTOR}
        self.left_out: Dict[str, str] = {}
        self.timeouts = 0
        self.per_target = 0
        self.attempts_made = 0
        self.crashes: Dict[str, int] = {}
        self.stopped: Dict[str, int] = {}  # calls that did not end, by target
        self.out_of_time = False

    def run(self, proposals: Dict[str, List[str]]) -> Knowledge:
        """Explore until the attempts are used up, or the budget is."""
        reader = ExampleReader(self.subject, self.targets)
        self._try_cases(reader.from_proposals(proposals) + reader.from_docstrings(self.targets))
        self.targets = [target for target in self.targets if self._is_analysed(target)]
        self.per_target = max(MIN_ATTEMPTS, min(MAX_ATTEMPTS, TOTAL_ATTEMPTS // (2 * max(1, len(self.targets)))))
        for round_number in range(ROUNDS):
            before = len(self.knowledge.arcs)
            self._round(round_number, self.per_target * (1 if round_number == 0 else 2))
            self._functions_made()
            if self.out_of_time or (round_number > 0 and len(self.knowledge.arcs) == before):
                break
        return self.knowledge

    def _is_analysed(self, target: Target) -> bool:
        """Odd objects (proxies, strange metaclasses) can defeat introspection: such a target is left out."""
        try:
            self.analyst.analyse(target)
        except Exception as error:
            self.left_out[target.qualified] = f'{type(error).__name__}: {error}'[:200]
            return False
        return True

    def _functions_made(self) -> None:
        """Call the functions that other calls have returned, and those that these return in turn."""
        done: Set[int] = set()
        while set(self.knowledge.functions_made) - done and not self.out_of_time:
            line = min(set(self.knowledge.functions_made) - done)
            done.add(line)
            function = self.subject.function_at(line)
            if function is None or not frozenset(lines_of(function.__code__)) - self.knowledge.lines:
                continue
            target = Target(CLOSURE, self.knowledge.made_by[line], function, lines=frozenset(lines_of(function.__code__)))
            self._search(self.analyst.analyse(target), self.knowledge.functions_made[line], 0, self.per_target)

    def _round(self, round_number: int, attempts: int) -> None:
        """Public targets first; private ones only for lines that public ones do not reach."""
        order = [target for target in self.targets if target.kind == CONSTRUCTOR]
        order += [target for target in self.targets if target.kind != CONSTRUCTOR and target.is_public]
        order += [target for target in self.targets if target.kind != CONSTRUCTOR and not target.is_public]
        for index, target in enumerate(order):
            self.progress('explore', round_number * len(order) + index, ROUNDS * len(order))
            missing = target.lines - self.knowledge.lines
            if (round_number > 0 or not target.is_public) and not missing:
                continue
            if self.budget.is_over():
                self.out_of_time = True
                return
            self._explore(target, round_number, attempts)

    def _explore(self, target: Target, round_number: int, attempts: int) -> None:
        receivers = self.knowledge.receivers_for(target.owner) if target.owner and target.kind != CONSTRUCTOR else []
        if target.bound and not receivers:
            if round_number == 0 or target.kind != METHOD:
                return
            target = self.analyst.standing_alone(target)
        self._search(target, receivers if target.bound else [], round_number, attempts)

    def _search(self, target: Target, receivers: Sequence[Receiver], round_number: int, attempts: int) -> None:
        start, crashes = 0, 0
        work = max(MIN_WORK, TOTAL_WORK // (2 * len(self.targets)))
        counter = Counter()
        while start < attempts:
            salt = zlib.crc32(f'{target.qualified}:{target.kind}:{round_number}:{crashes}'.encode())
            maker = self._maker(target, random.Random(self.seed * 1_000_003 + salt))
            counter.set(start)
            span = range(start, attempts)
            if self.timeouts > MANY_TIMEOUTS:
                self.runner.call_seconds = IMPATIENT_SECONDS

            def search(send: Callable[[object], None], shared: Counter) -> None:
                objects = ReceiverMaker(self.runner, maker, receivers, self.constructors.get(target.owner),
                                        self.knowledge.calls_for(target.owner))
                Explorer(self.runner, maker, target, objects, self.knowledge.arcs,
                         self.analyst.patches_for(target)).explore(span, work, send, shared)

            ended = run_isolated(search, lambda message: self._record(message, target), self.budget, counter)
            self.attempts_made += counter.get() - start
            start = counter.get()
            if ended == OUT_OF_TIME:
                self.out_of_time = True
                return
            if ended not in (DIED, HUNG):
                return
            if ended == HUNG:
                self.stopped[target.qualified] = self.stopped.get(target.qualified, 0) + 1
            crashes += 1
            self.crashes[target.qualified] = crashes
            if crashes >= MAX_CRASHES:
                return

    def _record(self, message: object, target: Target) -> None:
        if isinstance(message, Finding):
            self.knowledge.record(message, target)
        elif isinstance(message, Stopped):
            self.timeouts += message.timeouts
            self.stopped[target.qualified] = self.stopped.get(target.qualified, 0) + message.calls

    def _maker(self, target: Target, rng: random.Random) -> InputMaker:
        maker = InputMaker(rng)
        matching = [text for pattern in self.analyst.patterns_for(target) for text in samples(pattern, 4, rng)]
        maker.focus(self.analyst.words_for(target), self.analyst.module_words, matching)
        maker.instances = self.knowledge.instances()
        for name, owner in self.analyst.classes.items():
            if inherits(owner, enum.Enum) and len(owner):
                maker.instances[name] = [f'{self.subject.alias}.{name}.{item.name}' for item in list(owner)[:12]]
        maker.returned = self.knowledge.returned
        return maker

    def _try_cases(self, cases: List[Case]) -> None:
        """Run given cases in a child each time one crashes; keep those that end."""
        by_name = {target.qualified: target for target in self.targets}
        start, counter = 0, Counter()
        while start < len(cases):
            counter.set(start)
            first = start

            def work(send: Callable[[object], None], shared: Counter) -> None:
                for index in range(first, len(cases)):
                    shared.set(index + 1)
                    seen = self.runner.run(cases[index])
                    if seen.outcome != DISCARDED:
                        send(Finding(cases[index], seen))

            def deliver(message: object) -> None:
                if isinstance(message, Finding):
                    target = by_name.get(message.case.target)
                    self.knowledge.record(message, target or Target('example', message.case.target, None, bound=False))

            ended = run_isolated(work, deliver, self.budget, counter)
            start = max(counter.get(), start + 1)
            self.out_of_time = self.out_of_time or ended == OUT_OF_TIME
            if ended not in (DIED, HUNG):
                return
