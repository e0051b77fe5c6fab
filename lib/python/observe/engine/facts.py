"""Tests of what a module states rather than does: constants, enums, exceptions, data classes."""
from __future__ import annotations

import dataclasses
import enum
import inspect
from dataclasses import dataclass
from typing import Dict, List, Optional

from .describe import Describer, equality
from .subject import Subject
from .targets import inherits, snake_case

MAX_CONSTANTS = 30
MAX_MEMBERS = 40
SHORT = 300


@dataclass
class FactTest:
    name: str
    target: str
    body: List[str]


def facts(subject: Subject, describer: Describer, classes: Dict[str, type]) -> List[FactTest]:
    """Fact tests of a module, in order of definition; each holds at least one assertion."""
    made = [_constants(subject, describer)]
    for qualified, owner in classes.items():
        reach = f'{subject.alias}.{qualified}'
        if qualified.rsplit('.', 1)[-1].startswith('_'):
            continue
        if inherits(owner, enum.Enum):
            made.append(_enum(qualified, reach, owner, describer))
        elif inherits(owner, BaseException):
            made.append(_exception(subject, qualified, reach, owner))
        elif dataclasses.is_dataclass(owner):
            made.append(_data_class(qualified, reach, owner, describer))
        elif inherits(owner, tuple) and hasattr(owner, '_fields'):
            made.append(FactTest(f'test_{snake_case(qualified)}_fields', qualified,
                                 [f'assert {reach}._fields == {owner._fields!r}']))
        elif getattr(owner, '_is_protocol', False):
            made.append(_protocol(qualified, reach, owner))
        elif inspect.isabstract(owner):
            made.append(_abstract(qualified, reach, owner))
        elif hasattr(owner, '__total__') and hasattr(owner, '__annotations__'):
            made.append(FactTest(f'test_{snake_case(qualified)}_keys', qualified,
                                 [f'assert set({reach}.__annotations__) == {sorted(owner.__annotations__)!r}'
                                  .replace('== [', '== {').replace(']', '}')] if owner.__annotations__ else []))
    return [fact for fact in made if fact is not None and fact.body]


def _constants(subject: Subject, describer: Describer) -> Optional[FactTest]:
    body: List[str] = []
    for name, value in vars(subject.module).items():
        if name.startswith('_') and name not in ('__all__', '__version__') or isinstance(value, type):
            continue
        if callable(value) or name not in _assigned_names(subject) or len(body) >= MAX_CONSTANTS:
            continue
        text = describer.literal(value)
        if text is not None and len(text) <= SHORT:
            body.append(equality(f'{subject.alias}.{name}', value, text))
    return FactTest('test_constants', 'constants', body) if body else None


def _assigned_names(subject: Subject) -> set:
    import ast
    return {item.id for node in subject.tree.body if isinstance(node, (ast.Assign, ast.AnnAssign))
            for item in ast.walk(node) if isinstance(item, ast.Name) and isinstance(item.ctx, ast.Store)}


def _enum(qualified: str, reach: str, owner: type, describer: Describer) -> Optional[FactTest]:
    body = []
    for name, member in list(owner.__members__.items())[:MAX_MEMBERS]:  # type: ignore[attr-defined]
        text = describer.literal(member.value)
        if text is not None and name.isidentifier():
            body.append(equality(f'{reach}.{name}.value', member.value, text))
    body.append(f'assert len({reach}) == {len(owner)}')  # type: ignore[arg-type]
    return FactTest(f'test_{snake_case(qualified)}_members', qualified, body)


def _exception(subject: Subject, qualified: str, reach: str, owner: type) -> FactTest:
    parent = owner.__bases__[0]
    written = subject.expression_for(parent) or parent.__name__
    body = [f'assert issubclass({reach}, {written})'] if subject.expression_for(parent) else \
        [f'assert {reach}.__mro__[1].__name__ == {parent.__name__!r}']
    return FactTest(f'test_{snake_case(qualified)}_is_a_{snake_case(parent.__name__)}', qualified, body)


def _data_class(qualified: str, reach: str, owner: type, describer: Describer) -> FactTest:
    names = [item.name for item in dataclasses.fields(owner)]
    body = ['names = [field.name for field in dataclasses.fields(' + reach + ')]', f'assert names == {names!r}']
    for item in dataclasses.fields(owner):
        text = describer.literal(item.default) if item.default is not dataclasses.MISSING else None
        if text is not None and hasattr(owner, item.name) and len(text) < SHORT:
            body.append(equality(f'{reach}.{item.name}', item.default, text))
    return FactTest(f'test_{snake_case(qualified)}_fields', qualified, body)


def _members(owner: type) -> List[str]:
    return sorted(name for name, value in vars(owner).items() if not name.startswith('_') and callable(value))


def _protocol(qualified: str, reach: str, owner: type) -> Optional[FactTest]:
    members = _members(owner)
    body = [f'assert callable({reach}.{name})' for name in members]
    body.append(f"assert getattr({reach}, '_is_protocol') is True")
    return FactTest(f'test_{snake_case(qualified)}_is_a_protocol', qualified, body)


def _abstract(qualified: str, reach: str, owner: type) -> FactTest:
    return FactTest(f'test_{snake_case(qualified)}_is_abstract', qualified, [
        f'assert {reach}.__abstractmethods__ == frozenset({sorted(owner.__abstractmethods__)!r})',  # type: ignore[attr-defined]
        'with pytest.raises(TypeError):', f'    {reach}()'])
