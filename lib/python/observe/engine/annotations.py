"""Profiles from type annotations, evaluated ones and those that are only text."""
from __future__ import annotations

import collections
import collections.abc
import datetime
import decimal
import enum
import fractions
import inspect
import io
import os
import pathlib
import re
import types
import typing
import uuid

from .profile import INSTANCE, Profile

STRENGTH = 12.0
MAX_DEPTH = 3

SCALARS = {
    int: 'int', float: 'float', str: 'str', bytes: 'bytes', bytearray: 'bytes', bool: 'bool', complex: 'complex',
    type(None): 'none', datetime.date: 'date', datetime.datetime: 'datetime', datetime.time: 'time',
    datetime.timedelta: 'timedelta', decimal.Decimal: 'decimal', fractions.Fraction: 'fraction', uuid.UUID: 'uuid',
    pathlib.Path: 'file_path', pathlib.PurePath: 'path', os.PathLike: 'file_path', io.StringIO: 'text_file',
    io.BytesIO: 'binary_file', typing.TextIO: 'text_file', typing.BinaryIO: 'binary_file', re.Pattern: 'pattern',
    type: 'type', object: 'object', Exception: 'exception', BaseException: 'exception',
}
SEQUENCES = (list, collections.abc.Sequence, collections.abc.Iterable, collections.abc.Collection,
             collections.abc.MutableSequence, collections.deque)
ITERATORS = (collections.abc.Iterator, collections.abc.Generator)
SETS = (set, frozenset, collections.abc.Set, collections.abc.MutableSet)
MAPPINGS = (dict, collections.abc.Mapping, collections.abc.MutableMapping, collections.OrderedDict,
            collections.defaultdict)
TEXT_KINDS = (
    (r'\bint\b', 'int'), (r'\bfloat\b|\bReal\b|\bNumber\b', 'float'), (r'\bstr\b|\bAnyStr\b', 'str'),
    (r'\bbytes\b|\bBuffer\b', 'bytes'), (r'\b[Ll]ist\b|Sequence|Iterable|Collection', 'list'), (r'\b[Tt]uple\b', 'tuple'),
    (r'\b[Dd]ict\b|Mapping', 'dict'), (r'\b([Ff]rozen)?[Ss]et\b', 'set'), (r'\bbool\b', 'bool'), (r'\bNone\b|Optional', 'none'),
    (r'Callable', 'callable'), (r'TextIO|IO\[str', 'text_file'), (r'BinaryIO|IO\[bytes', 'binary_file'),
    (r'Iterator|Generator', 'iterator'), (r'\bdatetime\b', 'datetime'), (r'\bdate\b', 'date'), (r'\b(Pure)?Path\b', 'file_path'),
)


class AnnotationReader:
    """Reads annotations in the light of one module's own classes."""

    def __init__(self, own_classes: typing.Dict[str, type]) -> None:
        self.own_classes = own_classes
        self.names = {value: name for name, value in own_classes.items()}

    def read(self, annotation: object, weight: float = STRENGTH, depth: int = 0) -> Profile:
        """The profile for an annotation; an empty one when it says nothing."""
        if isinstance(annotation, str):
            return self._from_text(annotation, weight)
        profile = Profile()
        if annotation is inspect.Parameter.empty or annotation is typing.Any or depth > MAX_DEPTH:
            return profile
        if annotation is None:
            return profile.add('none', weight)
        origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
        if origin is typing.Union or isinstance(annotation, getattr(types, 'UnionType', ())):
            for argument in arguments:
                profile.merge(self.read(argument, weight, depth + 1))
        elif origin is typing.Literal:
            for value in arguments:
                profile.add_value(repr(value), weight)
        elif origin is not None and hasattr(annotation, '__metadata__'):
            return self.read(arguments[0], weight, depth + 1)
        elif isinstance(annotation, typing.TypeVar):
            for bound in annotation.__constraints__ or ((annotation.__bound__,) if annotation.__bound__ else ()):
                profile.merge(self.read(bound, weight, depth + 1))
        elif isinstance(annotation, typing.ForwardRef):
            return self._from_text(annotation.__forward_arg__, weight)
        elif hasattr(annotation, '__supertype__'):
            return self.read(annotation.__supertype__, weight, depth + 1)
        else:
            self._from_class(profile, origin or annotation, arguments, weight, depth)
        return profile

    def _from_class(self, profile: Profile, kind: object, arguments, weight: float, depth: int) -> None:
        inner = [self.read(argument, weight, depth + 1) for argument in arguments if argument is not ...]
        if kind in SCALARS:
            profile.add(SCALARS[kind], weight)
        elif kind is collections.abc.Callable:
            profile.add('callable', weight)
        elif kind in SEQUENCES or kind in SETS or kind in ITERATORS:
            profile.add('set' if kind in SETS else 'iterator' if kind in ITERATORS else 'list', weight)
            profile.element = inner[0] if inner else None
        elif kind is tuple:
            profile.add('tuple', weight)
            if len(arguments) == 2 and arguments[1] is ...:
                profile.element = inner[0]
            else:
                profile.items = inner
        elif kind in MAPPINGS:
            profile.add('dict', weight)
            profile.key, profile.element = (inner[0], inner[1]) if len(inner) == 2 else (None, None)
        elif isinstance(kind, type) and kind in self.names:
            profile.add(INSTANCE + self.names[kind], weight)
        elif isinstance(kind, type):
            profile.add('mock', weight / 2).add('namespace', weight / 2)
            for name, own in self.own_classes.items():
                if kind in own.__mro__ and enum.Enum not in own.__mro__:
                    profile.add(INSTANCE + name, weight)

    def _from_text(self, text: str, weight: float) -> Profile:
        profile = Profile()
        for pattern, kind in TEXT_KINDS:
            if re.search(pattern, text):
                profile.add(kind, weight / 2)
        for name in self.own_classes:
            if re.search(rf'\b{re.escape(name)}\b', text):
                profile.add(INSTANCE + name, weight / 2)
        return profile
