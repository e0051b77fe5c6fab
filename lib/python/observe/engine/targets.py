"""What there is to observe in a module: functions, constructors, methods, properties."""
from __future__ import annotations

import enum
import inspect
import re
from dataclasses import dataclass, field
from typing import Dict, FrozenSet, List, Optional, Tuple

from .profile import Profile
from .subject import Subject, code_of, lines_of

FUNCTION = 'function'
CONSTRUCTOR = 'constructor'
METHOD = 'method'
PROPERTY = 'property'
SETTER = 'setter'
CLOSURE = 'closure'

# How a special method is called in real code; {o} is the receiver, {0} {1} the arguments.
SPECIAL_FORMS: Dict[str, str] = {
    '__len__': 'len({o})', '__str__': 'str({o})', '__repr__': 'repr({o})', '__bool__': 'bool({o})',
    '__iter__': 'iter({o})', '__next__': 'next({o})', '__abs__': 'abs({o})', '__neg__': '-{o}', '__pos__': '+{o}',
    '__invert__': '~{o}', '__int__': 'int({o})', '__float__': 'float({o})', '__complex__': 'complex({o})',
    '__reversed__': 'reversed({o})', '__bytes__': 'bytes({o})', '__contains__': '{0} in {o}', '__getitem__': '{o}[{0}]',
    '__eq__': '{o} == {0}', '__ne__': '{o} != {0}', '__lt__': '{o} < {0}', '__le__': '{o} <= {0}', '__gt__': '{o} > {0}',
    '__ge__': '{o} >= {0}', '__add__': '{o} + {0}', '__sub__': '{o} - {0}', '__mul__': '{o} * {0}',
    '__truediv__': '{o} / {0}', '__floordiv__': '{o} // {0}', '__mod__': '{o} % {0}', '__pow__': '{o} ** {0}',
    '__and__': '{o} & {0}', '__or__': '{o} | {0}', '__xor__': '{o} ^ {0}', '__lshift__': '{o} << {0}',
    '__rshift__': '{o} >> {0}', '__radd__': '{0} + {o}', '__rsub__': '{0} - {o}', '__rmul__': '{0} * {o}',
    '__rtruediv__': '{0} / {o}', '__rfloordiv__': '{0} // {o}', '__rmod__': '{0} % {o}', '__rpow__': '{0} ** {o}',
    '__getattr__': 'getattr({o}, {0})', '__fspath__': 'os.fspath({o})',
}
STATEMENT_FORMS: Dict[str, str] = {'__setitem__': '{o}[{0}] = {1}', '__delitem__': 'del {o}[{0}]'}
SKIPPED = frozenset(('__init__', '__new__', '__del__', '__init_subclass__', '__class_getitem__', '__hash__',
                     '__getattribute__', '__set_name__', '__weakref__', '__dict__', '__subclasshook__', '__post_init__',
                     '__dataclass_params__', '__sizeof__', '__dir__', '__class__', '__prepare__'))


@dataclass
class Parameter:
    name: str
    profile: Profile
    optional: bool = False
    keyword_only: bool = False
    variadic: bool = False
    rare: bool = False  # a default that is an implementation detail


@dataclass
class Target:
    """One thing to call, with what is known about its arguments."""

    kind: str
    qualified: str
    function: object
    owner: str = ''
    parameters: List[Parameter] = field(default_factory=list)
    lines: FrozenSet[int] = frozenset()
    presets: List[Tuple[str, ...]] = field(default_factory=list)  # argument lists that belong together
    bound: bool = True  # called on an instance; class and static methods are called on the class

    @property
    def name(self) -> str:
        return self.qualified.rsplit('.', 1)[-1]

    @property
    def is_public(self) -> bool:
        return not any(part.startswith('_') and not part.startswith('__') for part in self.qualified.split('.'))


def own_classes(subject: Subject) -> Dict[str, type]:
    """Classes written in this module by qualified name, nested ones after their owner."""
    found: Dict[str, type] = {}

    def visit(prefix: str, items) -> None:
        for name, value in items:
            if isinstance(value, type) and value.__module__ == subject.name and value not in found.values() \
                    and name.isidentifier() and prefix.count('.') < 2:
                found[prefix + name] = value
                visit(f'{prefix}{name}.', list(vars(value).items()))

    visit('', list(vars(subject.module).items()))
    return found


def inherits(cls: type, base: object) -> bool:
    """issubclass without the hooks that protocols and metaclasses may have."""
    return base in cls.__mro__


def snake_case(name: str) -> str:
    """`HTMLParser` → `html_parser`."""
    spaced = re.sub(r'([A-Z]+)([A-Z][a-z])', r'\1_\2', name.strip('_'))
    return re.sub(r'([a-z0-9])([A-Z])', r'\1_\2', spaced).lower() or 'thing'


def discover(subject: Subject) -> List[Target]:
    """All targets in order of definition; constructors stand before their methods."""
    targets: List[Target] = []
    seen: set = set()
    for name, value in list(vars(subject.module).items()):
        if name.isidentifier() and not isinstance(value, type) and callable(value) and _is_own(subject, value):
            if id(value) not in seen and not _is_dunder(name):
                seen.add(id(value))
                targets.append(Target(FUNCTION, name, value, lines=_lines(value), bound=False))
    for qualified, owner in own_classes(subject).items():
        targets += _class_targets(subject, qualified, owner)
    return sorted(targets, key=_first_line)


def _first_line(target: Target) -> Tuple[int, int]:
    code = code_of(target.function)
    line = code.co_firstlineno if code else 0
    return (line, 0)


def _is_dunder(name: str) -> bool:
    return name.startswith('__') and name.endswith('__')


def _is_own(subject: Subject, value: object) -> bool:
    """Written in this module: by its code's file, or (for built objects) by its module name."""
    code = code_of(value)
    if code is not None:
        return code.co_filename == subject.file
    if getattr(value, '__module__', None) == subject.name and hasattr(value, '__name__'):
        return True
    return getattr(value, '__name__', None) in subject.defined_names and inspect.isbuiltin(value)


def _lines(function: object) -> FrozenSet[int]:
    code = code_of(function)
    return frozenset(lines_of(code)) if code is not None else frozenset()


def _class_targets(subject: Subject, qualified: str, owner: type) -> List[Target]:
    targets: List[Target] = []
    if not inherits(owner, enum.Enum):
        init = _own_initialiser(owner)
        targets.append(Target(CONSTRUCTOR, qualified, init if init is not None else owner, owner=qualified,
                              lines=_lines(init) if init is not None else frozenset(), bound=False))
    for name, value in list(vars(owner).items()):
        if name in SKIPPED or not isinstance(name, str) or isinstance(value, type):
            continue
        label = f'{qualified}.{name}'
        if isinstance(value, property):
            if value.fget and _is_own(subject, value.fget):
                targets.append(Target(PROPERTY, label, value.fget, qualified, lines=_lines(value.fget)))
            if value.fset and _is_own(subject, value.fset):
                targets.append(Target(SETTER, label, value.fset, qualified, lines=_lines(value.fset)))
        elif isinstance(value, (staticmethod, classmethod)):
            if _is_own(subject, value.__func__):
                targets.append(Target(METHOD, label, value.__func__, qualified, lines=_lines(value.__func__), bound=False))
        elif inspect.isfunction(inspect.unwrap(value) if callable(value) else value) and _is_own(subject, value):
            targets.append(Target(METHOD, label, value, qualified, lines=_lines(value)))
        elif hasattr(value, 'func') and callable(value.func) and hasattr(type(value), '__get__') \
                and _is_own(subject, value.func):
            targets.append(Target(PROPERTY, label, value.func, qualified, lines=_lines(value.func)))
    return targets


def _own_initialiser(owner: type) -> Optional[object]:
    """The Python function behind `Class(...)`: __init__ or __new__, wherever it is defined."""
    for base in owner.__mro__:
        for name in ('__init__', '__new__'):
            value = vars(base).get(name)
            value = getattr(value, '__func__', value)
            if inspect.isfunction(value):
                return value
    return None
