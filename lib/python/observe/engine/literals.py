"""Values as Python source: an expression that evaluates to an equal value, or None."""
from __future__ import annotations

import collections
import dataclasses
import datetime
import decimal
import enum
import fractions
import io
import math
import pathlib
import re
import uuid
from typing import Callable, Dict, Optional

from .subject import Subject

MAX_ITEMS = 60
MAX_DEPTH = 6
MAX_LENGTH = 1500
MAX_INTEGER_BITS = 2000

Writer = Callable[[object, int], Optional[str]]


class LiteralWriter:
    """Writes values as expressions, with the module under test under its alias."""

    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        self._exact: Dict[type, Writer] = {
            int: lambda v, d: repr(v) if v.bit_length() <= MAX_INTEGER_BITS else None,
            float: lambda v, d: _float(v),
            complex: lambda v, d: repr(v) if v == v else None,
            list: lambda v, d: self._items(v, d, '[{}]', '[]'),
            tuple: lambda v, d: self._tuple(v, d),
            set: lambda v, d: self._unordered(v, d, '{{{}}}', 'set()'),
            frozenset: lambda v, d: self._unordered(v, d, 'frozenset({{{}}})', 'frozenset()'),
            dict: lambda v, d: self._dict(v, d),
            bytearray: lambda v, d: f'bytearray({bytes(v)!r})',
            collections.OrderedDict: lambda v, d: self._wrapped('collections.OrderedDict({})', dict(v), d),
            collections.Counter: lambda v, d: self._wrapped('collections.Counter({})', dict(v), d),
            collections.deque: lambda v, d: self._deque(v, d),
            datetime.datetime: lambda v, d: repr(v) if v.tzinfo in (None, datetime.timezone.utc) else None,
            datetime.date: lambda v, d: repr(v),
            datetime.time: lambda v, d: repr(v) if v.tzinfo is None else None,
            datetime.timedelta: lambda v, d: repr(v),
            decimal.Decimal: lambda v, d: f'decimal.{v!r}' if v == v else None,
            fractions.Fraction: lambda v, d: f'fractions.{v!r}',
            uuid.UUID: lambda v, d: f'uuid.{v!r}',
            range: lambda v, d: repr(v),
            slice: lambda v, d: repr(v),
            re.Pattern: lambda v, d: None,
        }
        for plain in (bool, str, bytes, type(None), type(Ellipsis)):
            self._exact[plain] = lambda v, d: repr(v)

    def write(self, value: object, depth: int = 0) -> Optional[str]:
        """The expression, or None when the value has no short and faithful one."""
        if depth > MAX_DEPTH:
            return None
        writer = self._exact.get(type(value))
        text = writer(value, depth) if writer else self._special(value, depth)
        return text if text is not None and len(text) <= MAX_LENGTH else None

    def _special(self, value: object, depth: int) -> Optional[str]:
        if isinstance(value, enum.Enum):
            owner = self.subject.expression_for(type(value))
            return f'{owner}.{value.name}' if owner and isinstance(getattr(value, 'name', None), str) and \
                value.name.isidentifier() else None
        if isinstance(value, pathlib.PurePath):
            name = 'Path' if isinstance(value, pathlib.Path) else type(value).__name__
            return f'pathlib.{name}({str(value)!r})'
        if isinstance(value, type):
            return self.subject.expression_for(value)
        if isinstance(value, tuple) and hasattr(type(value), '_fields'):
            return self._record(value, [(name, getattr(value, name)) for name in type(value)._fields], depth)
        if dataclasses.is_dataclass(value) and type(value).__eq__ is not object.__eq__:
            fields = dataclasses.fields(value)
            if all(item.init and hasattr(value, item.name) for item in fields):
                return self._record(value, [(item.name, getattr(value, item.name)) for item in fields], depth)
        return None

    def _record(self, value: object, pairs, depth: int) -> Optional[str]:
        owner = self.subject.expression_for(type(value))
        written = [(name, self.write(item, depth + 1)) for name, item in pairs]
        if owner is None or any(text is None for _, text in written):
            return None
        return f'{owner}({", ".join(f"{name}={text}" for name, text in written)})'

    def _items(self, values, depth: int, form: str, empty: str) -> Optional[str]:
        if len(values) > MAX_ITEMS:
            return None
        written = [self.write(item, depth + 1) for item in values]
        if any(text is None for text in written):
            return None
        return form.format(', '.join(written)) if written else empty  # type: ignore[arg-type]

    def _tuple(self, values, depth: int) -> Optional[str]:
        return self._items(values, depth, '({},)' if len(values) == 1 else '({})', '()')

    def _unordered(self, values, depth: int, form: str, empty: str) -> Optional[str]:
        try:
            ordered = sorted(values)
        except TypeError:
            ordered = sorted(values, key=repr)
        return self._items(ordered, depth, form, empty)

    def _dict(self, value, depth: int) -> Optional[str]:
        if len(value) > MAX_ITEMS:
            return None
        pairs = [(self.write(key, depth + 1), self.write(item, depth + 1)) for key, item in value.items()]
        if any(key is None or item is None for key, item in pairs):
            return None
        return '{' + ', '.join(f'{key}: {item}' for key, item in pairs) + '}'

    def _wrapped(self, form: str, value: dict, depth: int) -> Optional[str]:
        inner = self._dict(value, depth)
        return form.format(inner if value else '') if inner is not None else None

    def _deque(self, value, depth: int) -> Optional[str]:
        inner = self._items(list(value), depth, '[{}]', '')
        if inner is None:
            return None
        return f'collections.deque({inner})' if value.maxlen is None else f'collections.deque({inner}, {value.maxlen})'


def _float(value: float) -> Optional[str]:
    if math.isfinite(value):
        return repr(value)
    return None if value != value else f"float('{value!r}')"


def stream_content(value: object) -> Optional[str]:
    """What an in-memory file holds, as a literal."""
    if isinstance(value, (io.StringIO, io.BytesIO)) and not value.closed:
        text = repr(value.getvalue())
        return text if len(text) <= MAX_LENGTH else None
    return None


def contains_float(value: object) -> bool:
    """True for a number sequence or mapping that pytest.approx can compare, with a float in it."""
    if isinstance(value, float):
        return True
    if type(value) in (list, tuple):
        return bool(value) and all(type(v) in (int, float) for v in value) and any(type(v) is float for v in value)
    if type(value) is dict:
        return contains_float(list(value.values()))
    return False
