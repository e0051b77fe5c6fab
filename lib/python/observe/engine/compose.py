"""Turns a target, a receiver, and argument expressions into a Case."""
from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import List, Optional, Sequence, Tuple

from .case import Ambient, Case, Step
from .names import RESERVED
from .targets import (CLOSURE, CONSTRUCTOR, FUNCTION, PROPERTY, SETTER, SPECIAL_FORMS, STATEMENT_FORMS, Parameter,
                      Target, snake_case)

# Arguments that the code may change are given a name, so that the test can look at them after.
CHANGEABLE = re.compile(r'^(\[|\{|set\(|bytearray\(|io\.|collections\.|iter\(|mock\.|types\.Simple)')


@dataclass(frozen=True)
class Receiver:
    """Steps that make an object, and the variable that holds it.

    `arguments` went into its constructor, when one made it; `later` are the steps after that.
    """

    steps: Tuple[Step, ...]
    name: str
    arguments: Optional[Tuple[Tuple[Parameter, str], ...]] = field(default=None, compare=False)
    later: Tuple[Step, ...] = field(default=(), compare=False)

    @property
    def inline(self) -> Optional[str]:
        """The object as one expression, when one step makes it."""
        return self.steps[0].source if len(self.steps) == 1 else None

    def renamed(self, name: str) -> 'Receiver':
        """The same object under another variable."""
        if name == self.name:
            return self
        pattern = re.compile(rf'(?<![\w.\'"]){re.escape(self.name)}\b')

        def rename(steps: Tuple[Step, ...]) -> Tuple[Step, ...]:
            return tuple(Step(pattern.sub(name, step.name), pattern.sub(name, step.source)) for step in steps)

        return Receiver(rename(self.steps), name, self.arguments, rename(self.later))

    def after(self, steps: Sequence[Step]) -> 'Receiver':
        return Receiver(self.steps + tuple(steps), self.name, self.arguments, self.later + tuple(steps))


@dataclass(frozen=True)
class Proposal:
    """Arguments for one call: (parameter, expression), in the order of the signature."""

    receiver: Optional[Receiver]
    arguments: Tuple[Tuple[Parameter, str], ...]
    ambient: Ambient = Ambient()
    direct: bool = False  # a special method by its own name, not by its operator


def variable_for(target_class: str, alias: str) -> str:
    """The variable that holds an instance: `HTMLParser` → `html_parser`."""
    name = snake_case(target_class.rsplit('.', 1)[-1])
    return f'{name}_object' if name in RESERVED or name == alias else name


def compose(target: Target, proposal: Proposal, alias: str, reserved: str = '') -> Case:
    """The case that calls the target this way; `reserved` is a name that arguments may not take."""
    taken = {alias, reserved} | RESERVED
    steps: List[Step] = []
    if proposal.receiver is not None:
        steps += proposal.receiver.steps
        taken |= {step.name for step in steps}
    written: List[Tuple[Parameter, str]] = []
    for parameter, expression in proposal.arguments:
        if CHANGEABLE.match(expression) and len(expression) > 2:
            name = _free_name(parameter.name, taken)
            taken.add(name)
            steps.append(Step(name, expression))
            expression = name
        written.append((parameter, expression))
    act, is_statement = _act(target, proposal, written, alias)
    return Case(target.qualified, tuple(steps), act, is_statement, proposal.ambient)


def _free_name(wanted: str, taken: set) -> str:
    base = wanted.strip('_') or 'value'
    name, number = base, 2
    while name in taken or not name.isidentifier() or name in ('str', 'list', 'dict', 'set', 'type', 'int', 'object'):
        name = f'{base}_{number}' if number > 2 else f'{base}_value'
        number += 1
    return name


def _with_gaps(target: Target, arguments: Sequence[Tuple[Parameter, str]]) -> str:
    """Positional while nothing is left out, by name after the first gap."""
    parts: List[str] = []
    given = {id(parameter) for parameter, _ in arguments}
    gap = False
    order = {id(parameter): index for index, parameter in enumerate(target.parameters)}
    expected = 0
    for parameter, expression in arguments:
        index = order[id(parameter)]
        gap = gap or any(id(skipped) not in given and not skipped.keyword_only
                         for skipped in target.parameters[expected:index])
        expected = index + 1
        if parameter.variadic:
            if not gap:
                parts.append(expression)
                expected = index
        elif parameter.keyword_only or gap:
            parts.append(f'{parameter.name}={expression}')
        else:
            parts.append(expression)
    return ', '.join(parts)


def _act(target: Target, proposal: Proposal, arguments, alias: str) -> Tuple[str, bool]:
    receiver = proposal.receiver
    inside = _with_gaps(target, arguments)
    if target.kind in (FUNCTION, CONSTRUCTOR):
        return f'{alias}.{target.qualified}({inside})', False
    if target.kind == CLOSURE:
        return f'{receiver.name if receiver else alias}({inside})', False
    if receiver is None:
        return f'{alias}.{target.qualified}({inside})', False
    if target.kind == PROPERTY:
        return f'{receiver.name}.{target.name}', False
    if target.kind == SETTER:
        return f'{receiver.name}.{target.name} = {arguments[0][1] if arguments else None}', True
    if target.name == '__call__':
        return f'{receiver.name}({inside})', False
    forms = SPECIAL_FORMS if target.name in SPECIAL_FORMS else STATEMENT_FORMS
    form = forms.get(target.name)
    expressions = [expression for _, expression in arguments]
    if form is not None and not proposal.direct and len(expressions) >= form.count('{0}') + form.count('{1}'):
        wrapped = [expression if re.match(r'^[\w.\'"\[(]', expression) else f'({expression})' for expression in expressions]
        return form.replace('{o}', receiver.name).replace('{0}', (wrapped + [''])[0]) \
            .replace('{1}', (wrapped + ['', ''])[1]), forms is STATEMENT_FORMS
    return f'{receiver.name}.{target.name}({inside})', False
