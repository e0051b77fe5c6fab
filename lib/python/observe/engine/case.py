"""What one experiment is (Case) and what came of it (Observation)."""
from __future__ import annotations

from dataclasses import dataclass
from typing import FrozenSet, Optional, Tuple

RETURNED = 'returned'
RAISED = 'raised'
DISCARDED = 'discarded'


@dataclass(frozen=True)
class Step:
    """One line before the act: `name = source`, or the bare expression when name is ''."""

    name: str
    source: str


@dataclass(frozen=True)
class Ambient:
    """What the case changes around the code: command line, standard input, globals of the module."""

    argv: str = ''
    stdin: str = ''
    patches: Tuple[Tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Case:
    """One experiment on one target, all of it Python source."""

    target: str
    steps: Tuple[Step, ...]
    act: str
    is_statement: bool = False
    ambient: Ambient = Ambient()
    origin: str = 'generated'

    @property
    def cost(self) -> int:
        """How much there is to read; smaller cases are preferred."""
        return len(self.act) + sum(len(step.source) + 12 for step in self.steps)

    @property
    def key(self) -> Tuple:
        return (self.steps, self.act, self.ambient)


@dataclass(frozen=True)
class Raised:
    """An exception as a test would name it."""

    expression: str
    message: str
    explicit: bool  # raised by a `raise` or `assert` statement of the module under test


@dataclass
class Observation:
    """The outcome of one case: evidence for the search, and assertions for the test."""

    outcome: str
    reason: str = ''
    arcs: FrozenSet[int] = frozenset()
    checks: Tuple[str, ...] = ()
    weak_checks: Tuple[str, ...] = ()  # what can be said when the value differs from run to run
    consume: str = ''
    raised: Optional[Raised] = None
    value_type: str = ''
    value_expression: Optional[str] = None
    written: Tuple[str, ...] = ()  # what in-memory files hold after the act
    function_line: int = 0  # where the returned function was written, when the module made it

    @property
    def lines(self) -> FrozenSet[int]:
        return frozenset(arc & LINE_MASK for arc in self.arcs)

    @property
    def signature(self) -> Tuple[str, str]:
        """The kind of outcome: two cases with one signature tell the same story."""
        if self.raised:
            return (RAISED, self.raised.expression + self.raised.message[:12])
        first = self.checks[0].split('==')[-1].strip() if self.checks else ''
        small = first if len(first) < 12 else ''
        return (self.value_type, small)


LINE_BITS = 20
LINE_MASK = (1 << LINE_BITS) - 1


@dataclass
class Finding:
    """A case worth a test, with what was seen."""

    case: Case
    observation: Observation
