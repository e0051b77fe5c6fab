"""Makes objects to call methods on: known ones, new ones, and changed ones."""
from __future__ import annotations

from dataclasses import replace
from typing import Dict, List, Optional, Sequence, Tuple

from .case import Case, Step
from .compose import Proposal, Receiver, compose, variable_for
from .execute import Runner
from .inputs import InputMaker
from .targets import Parameter, Target

MAX_STEPS = 7
MAX_TWEAKS = 12


def random_arguments(maker: InputMaker, target: Target) -> Tuple[Tuple[Tuple[Parameter, str], ...], Dict[str, str]]:
    """Arguments for a call, optional ones now and then, and the kind chosen for each parameter."""
    kinds: Dict[str, str] = {}
    arguments: List[Tuple[Parameter, str]] = []
    if target.presets and target.parameters and maker.rng.random() < 0.7:
        return _preset(target, maker.rng.choice(target.presets)), kinds
    for parameter in target.parameters:
        if parameter.variadic:
            for _ in range(maker.rng.choice((0, 1, 1, 2, 3))):
                arguments.append((parameter, maker.expression(parameter.profile)[0]))
        elif not parameter.optional or maker.rng.random() < (0.03 if parameter.rare else 0.45):
            expression, kinds[parameter.name] = maker.expression(parameter.profile)
            arguments.append((parameter, expression))
    return tuple(arguments), kinds


def _preset(target: Target, values: Sequence[str]) -> Tuple[Tuple[Parameter, str], ...]:
    parameters = target.parameters
    return tuple((parameters[min(index, len(parameters) - 1)], value) for index, value in enumerate(values)
                 if index < len(parameters) or parameters[-1].variadic)


def changed_arguments(maker: InputMaker, target: Target, arguments: Sequence[Tuple[Parameter, str]]):
    """The arguments with one of them changed, or one more given."""
    made = list(arguments)
    missing = [parameter for parameter in target.parameters
               if not parameter.rare and (parameter.variadic or all(parameter is not given for given, _ in made))]
    if missing and (not made or maker.rng.random() < 0.3):
        parameter = maker.rng.choice(missing)
        made.append((parameter, maker.expression(parameter.profile)[0]))
        order = {id(item): index for index, item in enumerate(target.parameters)}
        made.sort(key=lambda pair: order[id(pair[0])])
    elif made:
        where = maker.rng.randrange(len(made))
        parameter, expression = made[where]
        changed = maker.mutated(expression) if maker.rng.random() < 0.65 else expression
        made[where] = (parameter, maker.expression(parameter.profile)[0] if changed == expression else changed)
    return tuple(made)


class ReceiverMaker:
    """Objects of one class for one search."""

    def __init__(self, runner: Runner, maker: InputMaker, known: Sequence[Receiver], constructor: Optional[Target],
                 calls: Sequence[Tuple[Step, ...]]) -> None:
        self.runner = runner
        self.maker = maker
        self.known = list(known)
        self.constructor = constructor if constructor is not None and constructor.parameters else None
        self.calls = list(calls)
        self.tweaks = self._tweaks()

    def get(self, number: int) -> Optional[Receiver]:
        """The known objects in turn, then ever new ones."""
        if not self.known:
            return None
        if number < len(self.known):
            return self.known[number]
        rng = self.maker.rng
        receiver = self.maker.pick(self.known)
        if self.constructor is not None and rng.random() < 0.45:
            receiver = self.built(random_arguments(self.maker, self.constructor)[0])
        return self.used(receiver)

    def neighbour(self, receiver: Receiver) -> Receiver:
        """An object that differs a little from a given one."""
        if receiver.arguments is not None and self.constructor is not None and self.maker.rng.random() < 0.6:
            changed = self.built(changed_arguments(self.maker, self.constructor, receiver.arguments))
            return replace(changed, steps=changed.steps + receiver.later, later=receiver.later)
        return self.used(receiver)

    def used(self, receiver: Receiver) -> Receiver:
        """The object after some of its methods were called or attributes set."""
        rng = self.maker.rng
        while self.calls and rng.random() < 0.35 and len(receiver.steps) < MAX_STEPS:
            receiver = receiver.after(rng.choice(self.calls))
        if self.tweaks and rng.random() < 0.15 and len(receiver.steps) < MAX_STEPS:
            receiver = receiver.after((rng.choice(self.tweaks),))
        return receiver

    def built(self, arguments: Tuple[Tuple[Parameter, str], ...]) -> Receiver:
        """An object made by the constructor with these arguments."""
        assert self.constructor is not None
        alias = self.runner.subject.alias
        variable = self.known[0].name if self.known else variable_for(self.constructor.qualified, alias)
        case: Case = compose(self.constructor, Proposal(None, arguments), alias, reserved=variable)
        return Receiver(case.steps + (Step(variable, case.act),), variable, arguments)

    def forget_blocking(self, receiver: Optional[Receiver]) -> None:
        """Stop using calls that were part of an experiment that did not end."""
        if receiver is not None and len(self.calls) > 0:
            self.calls = [call for call in self.calls if call[-1] not in receiver.later]

    def _tweaks(self) -> List[Step]:
        """Assignments to public attributes that hold plain values."""
        if not self.known:
            return []
        receiver = self.known[0]
        steps: List[Step] = []
        for name, value in self.runner.plain_attributes(receiver.steps, receiver.name):
            options: Tuple[object, ...] = ()
            if isinstance(value, bool):
                options = (not value,)
            elif isinstance(value, int):
                options = (value + 1, 0)
            elif isinstance(value, str):
                options = (self.maker.text(self.maker.no_profile), '')
            elif value is None:
                options = (True, 'abc')
            steps += [Step(f'{receiver.name}.{name}', repr(option)) for option in options if option != value]
        return steps[:MAX_TWEAKS]
