"""Makes a kept input smaller while it still shows the same behaviour."""
from __future__ import annotations

import ast
from dataclasses import replace
from typing import Callable, FrozenSet, Iterator, List, Optional, Tuple

from .case import Observation
from .compose import Proposal

MAX_RUNS = 16
PLAIN_TEXTS = ('abc', 'Hello World')

Try = Callable[[Proposal], Optional[Observation]]


def shrink(proposal: Proposal, observation: Observation, needed: FrozenSet[int], attempt: Try) -> Tuple[Proposal, Observation]:
    """The smallest found proposal that keeps the `needed` arcs and the kind of outcome."""
    runs = 0
    improved = True
    while improved and runs < MAX_RUNS:
        improved = False
        for candidate in _smaller(proposal):
            if runs >= MAX_RUNS:
                break
            runs += 1
            seen = attempt(candidate)
            if seen is not None and seen.outcome == observation.outcome and needed <= seen.arcs \
                    and (_same_story(seen, observation) if needed else seen.signature == observation.signature):
                proposal, observation, improved = candidate, seen, True
                break
    return proposal, observation


def _same_story(one: Observation, other: Observation) -> bool:
    if one.raised and other.raised:
        return one.raised.expression == other.raised.expression and one.raised.explicit == other.raised.explicit
    return one.value_type == other.value_type and one.consume == other.consume


def _smaller(proposal: Proposal) -> Iterator[Proposal]:
    arguments, receiver = proposal.arguments, proposal.receiver
    if receiver is not None and receiver.later:
        first = receiver.steps[:len(receiver.steps) - len(receiver.later)]
        yield replace(proposal, receiver=replace(receiver, steps=first, later=()))
        for index in range(len(receiver.later) if len(receiver.later) > 1 else 0):
            later = receiver.later[:index] + receiver.later[index + 1:]
            yield replace(proposal, receiver=replace(receiver, steps=first + later, later=later))
    if proposal.ambient.patches:
        yield replace(proposal, ambient=replace(proposal.ambient, patches=()))
    for index in reversed(range(len(arguments))):
        if arguments[index][0].optional:
            yield replace(proposal, arguments=arguments[:index] + arguments[index + 1:])
    for index, (parameter, expression) in enumerate(arguments):
        for simpler in _simpler_values(expression):
            changed = arguments[:index] + ((parameter, simpler),) + arguments[index + 1:]
            yield replace(proposal, arguments=changed)


def _simpler_values(expression: str) -> List[str]:
    try:
        value = ast.literal_eval(expression)
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        return []
    options: List[object] = []
    if isinstance(value, (str, bytes)):
        plain = [text if isinstance(value, str) else text.encode() for text in PLAIN_TEXTS]
        options = [text for text in plain if text != value] if value not in plain else []
        if len(value) > 3:
            half = len(value) // 2
            options += [value[:half], value[half:]]
    elif isinstance(value, (list, tuple)) and len(value) > 1:
        half = len(value) // 2
        options = [value[:half], value[half:]]
    elif isinstance(value, dict) and len(value) > 1:
        items = list(value.items())
        options = [dict(items[:len(items) // 2]), dict(items[len(items) // 2:])]
    elif isinstance(value, int) and not isinstance(value, bool) and abs(value) > 10:
        options = [1, 10]
    return [repr(option) for option in options]
