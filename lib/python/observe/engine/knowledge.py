"""What the campaign has learned so far and shares between targets."""
from __future__ import annotations

from typing import Dict, List, Set, Tuple

from .case import RETURNED, Finding, Step
from .compose import Receiver, variable_for
from .subject import Subject
from .targets import CONSTRUCTOR, METHOD, Target, inherits

MADE_FUNCTION = 'function'
MAX_RECEIVERS = 10
MAX_CALLS = 24
MAX_RETURNED = 40
REUSED_KINDS = ('str', 'bytes', 'list', 'dict', 'tuple')


class Knowledge:
    """Findings, reached arcs, objects that can be made, calls that change them, values seen."""

    def __init__(self, subject: Subject, classes: Dict[str, type]) -> None:
        self.subject = subject
        self.classes = classes
        self.by_short_name = {name.rsplit('.', 1)[-1]: name for name in classes}
        self.findings: List[Finding] = []
        self.arcs: Set[int] = set()
        self.lines: Set[int] = set()
        self.receivers: Dict[str, List[Receiver]] = {}
        self.calls: Dict[str, List[Tuple[Step, ...]]] = {}
        self.returned: Dict[str, List[str]] = {}
        self.functions_made: Dict[int, List[Receiver]] = {}
        self.made_by: Dict[int, str] = {}

    def record(self, finding: Finding, target: Target) -> None:
        """Take in one finding of the search on `target`."""
        self.findings.append(finding)
        seen = finding.observation
        self.arcs |= seen.arcs
        self.lines |= seen.lines
        if seen.outcome != RETURNED:
            return
        self._remember_value(finding)
        self._remember_object(finding, target)
        self._remember_function(finding, target)
        if target.kind == METHOD and target.bound and target.owner:
            self._remember_call(finding, target)

    def _remember_value(self, finding: Finding) -> None:
        seen = finding.observation
        text = seen.value_expression
        if seen.value_type in REUSED_KINDS and text is not None and 4 < len(text) < 700:
            pool = self.returned.setdefault(seen.value_type, [])
            if text not in pool and len(pool) < MAX_RETURNED:
                pool.append(text)
        for written in seen.written:
            pool = self.returned.setdefault('bytes' if written.startswith('b') else 'str', [])
            if written not in pool and len(pool) < MAX_RETURNED:
                pool.append(written)

    def _remember_object(self, finding: Finding, target: Target) -> None:
        case, seen = finding.case, finding.observation
        name = target.owner if target.kind == CONSTRUCTOR else self.by_short_name.get(seen.value_type)
        if name is None or case.is_statement or seen.consume:
            return
        variable = variable_for(name, self.subject.alias)
        if any(step.name == variable for step in case.steps):
            return
        receiver = Receiver(case.steps + (Step(variable, case.act),), variable)
        known = self.receivers.setdefault(name, [])
        if receiver not in known and len(known) < MAX_RECEIVERS:
            known.append(receiver)
            known.sort(key=lambda item: (len(item.steps), sum(len(step.source) for step in item.steps)))

    def _remember_function(self, finding: Finding, target: Target) -> None:
        """A function that a call has made is called in turn later."""
        line = finding.observation.function_line
        case = finding.case
        if not line or case.is_statement or finding.observation.consume:
            return
        depth = sum(1 for step in case.steps if step.name.startswith(MADE_FUNCTION))
        if depth >= 2:
            return
        name = MADE_FUNCTION if depth == 0 else f'{MADE_FUNCTION}_{depth + 1}'
        self.made_by.setdefault(line, target.qualified)
        known = self.functions_made.setdefault(line, [])
        if len(known) < MAX_RECEIVERS:
            known.append(Receiver(case.steps + (Step(name, case.act),), name))

    def _remember_call(self, finding: Finding, target: Target) -> None:
        """Keep `object.method(...)` as a step, so that other methods can be tried after it."""
        case = finding.case
        if case.is_statement or finding.observation.consume not in ('', 'list'):
            return
        variable = variable_for(target.owner, self.subject.alias)
        own = tuple(step for step in case.steps if variable not in step.source and step.name != variable)
        if any(step.name for step in own) or not case.act.startswith(variable + '.'):
            own = tuple(step for step in own if step.name)
            if len(own) > 1 or not case.act.startswith(variable + '.'):
                return
        calls = self.calls.setdefault(target.owner, [])
        made = own + (Step('', case.act),)
        if made not in calls and len(calls) < MAX_CALLS:
            calls.append(made)

    def receivers_for(self, owner: str) -> List[Receiver]:
        """Objects of a class, those of its subclasses included, under one variable name."""
        cls = self.classes.get(owner)
        variable = variable_for(owner, self.subject.alias)
        made = list(self.receivers.get(owner, []))
        for name, other in self.classes.items():
            if name != owner and cls is not None and inherits(other, cls):
                made += self.receivers.get(name, [])[:3]
        return [receiver.renamed(variable) for receiver in made]

    def calls_for(self, owner: str) -> List[Tuple[Step, ...]]:
        return self.calls.get(owner, [])

    def instances(self) -> Dict[str, List[str]]:
        """Classes whose objects one expression can make, for use as arguments."""
        made: Dict[str, List[str]] = {}
        for name in self.classes:
            inline = [receiver.inline for receiver in self.receivers_for(name) if receiver.inline]
            if inline:
                made[name] = inline[:5]
        return made
