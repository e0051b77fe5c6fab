"""What can be asserted about a value: lines of source with literal expectations."""
from __future__ import annotations

import io
import itertools
import math
import os
import re
import socket
import sys
import tempfile
import time
import types
from typing import Dict, List, Optional, Tuple
from unittest import mock

from .literals import LiteralWriter, contains_float, stream_content

MAX_ATTRIBUTES = 6
MAX_REPR = 400
PREFIX_ITEMS = 20
ADDRESS = re.compile(r'0x[0-9a-fA-F]{6,}|<generator|<coroutine|<function|<bound method')


CLOCK_READERS = re.compile(r'\b(now|today|utcnow|localtime|gmtime|ctime|time)\(|\bimport time\b')


class Describer:
    """Turns observed values into assertions about a variable."""

    def __init__(self, writer: LiteralWriter, project_root: str) -> None:
        self.writer = writer
        home = os.path.expanduser('~')
        engine = os.path.dirname(os.path.abspath(__file__))
        folders = {engine, project_root, tempfile.gettempdir(), os.getcwd(), sys.prefix, home} - {'/', ''}
        words = {socket.gethostname()}
        if CLOCK_READERS.search(writer.subject.source):
            words.add(time.strftime('%Y'))  # a value with this year in it will not be the same next year
        patterns = [re.escape(folder) + r'(?![\w.-])' for folder in sorted(folders)]
        patterns += [rf'\b{re.escape(word)}\b' for word in sorted(words)]
        self.machine = re.compile('|'.join(patterns))

    def is_portable(self, text: str) -> bool:
        """False for text that names this machine: its paths, its host, an address in memory."""
        return not ADDRESS.search(text) and not self.machine.search(text)

    def literal(self, value: object) -> Optional[str]:
        text = self.writer.write(value)
        return text if text is not None and self.is_portable(text) else None

    def checks(self, value: object, variable: str = 'result') -> List[str]:
        """Assertions that hold for the value; empty when nothing certain can be said."""
        if isinstance(value, (mock.Mock, types.ModuleType)):
            return []
        text = self.literal(value)
        if text is not None:
            return [equality(variable, value, text)]
        if isinstance(value, float):
            return [f'assert math.isnan({variable})']
        if isinstance(value, (str, bytes)) and type(value) in (str, bytes):
            return self._long_text(value, variable)
        if type(value) in (list, tuple, dict, set):
            return self._long_container(value, variable)
        return self._object(value, variable)

    def weak_checks(self, value: object, variable: str = 'result') -> List[str]:
        """What holds for a value of chance: its type, its length, its range."""
        kind = type(value)
        if kind not in (str, bytes, int, float, list, tuple, dict, set):
            return []
        checks = [f'assert isinstance({variable}, {kind.__name__})']
        if kind in (int, float):
            return checks + ([f'assert {variable} >= 0'] if value >= 0 else [])  # type: ignore[operator]
        return checks + [f'assert len({variable}) == {len(value)}']  # type: ignore[arg-type]

    def _long_text(self, value, variable: str) -> List[str]:
        start = repr(value[:200])
        if not self.is_portable(repr(value)):
            return [f'assert isinstance({variable}, {type(value).__name__})']
        return [f'assert len({variable}) == {len(value)}', f'assert {variable}.startswith({start})']

    def _long_container(self, value, variable: str) -> List[str]:
        checks = [f'assert len({variable}) == {len(value)}']
        if isinstance(value, (list, tuple)):
            for index, item in enumerate(value[:4]):
                text = self.literal(item)
                if text is not None:
                    checks.append(equality(f'{variable}[{index}]', item, text))
                else:
                    checks += self._type_check(item, f'{variable}[{index}]')
        elif isinstance(value, dict):
            for key, item in itertools.islice(value.items(), 6):
                name, text = self.literal(key), self.literal(item)
                if name is not None and text is not None and len(text) < MAX_REPR:
                    checks.append(equality(f'{variable}[{name}]', item, text))
        return checks

    def _object(self, value: object, variable: str) -> List[str]:
        checks = self._type_check(value, variable)
        content = stream_content(value)
        if content is not None:
            return checks + [f'assert {variable}.getvalue() == {content}']
        if isinstance(value, (types.FunctionType, types.BuiltinFunctionType, types.MethodType)):
            name = getattr(value, '__name__', '')
            return [f'assert callable({variable})'] + ([f'assert {variable}.__name__ == {name!r}'] if name else [])
        attributes = self.attributes(value)
        checks += [f'assert {variable}.{name} == {text}' if text not in ('None', 'True', 'False')
                   else f'assert {variable}.{name} is {text}'
                   for name, text in itertools.islice(attributes.items(), MAX_ATTRIBUTES)]
        shown = self._own_repr(value)
        if shown is not None and (len(attributes) == 0 or len(shown) < 60):
            checks.append(f'assert repr({variable}) == {shown}')
        return checks

    def _type_check(self, value: object, variable: str) -> List[str]:
        expression = self.writer.subject.expression_for(type(value))
        if expression is not None:
            return [f'assert isinstance({variable}, {expression})']
        return [f'assert type({variable}).__name__ == {type(value).__name__!r}']

    def _own_repr(self, value: object) -> Optional[str]:
        if type(value).__repr__ is object.__repr__ or isinstance(value, io.IOBase):
            return None
        try:
            text = repr(value)
        except Exception:
            return None
        return repr(text) if len(text) <= MAX_REPR and self.is_portable(text) else None

    def attributes(self, value: object) -> Dict[str, str]:
        """Public attributes of an object that have a literal, in order of definition."""
        found: Dict[str, str] = {}
        try:
            names = list(vars(value)) if hasattr(value, '__dict__') else list(getattr(type(value), '__slots__', ()))
        except Exception:
            return found
        for name in names:
            if not isinstance(name, str) or name.startswith('_') or not name.isidentifier():
                continue
            try:
                text = self.literal(getattr(value, name))
            except Exception:
                continue
            if text is not None and len(text) <= MAX_REPR:
                found[name] = text
        return found

    def take_items(self, iterator) -> Tuple[list, bool]:
        """The first items of an iterator, and whether it ended with them."""
        items = list(itertools.islice(iterator, PREFIX_ITEMS + 1))
        return (items, True) if len(items) <= PREFIX_ITEMS else (items[:PREFIX_ITEMS], False)


def equality(variable: str, value: object, text: str) -> str:
    """`assert variable == text` in the form that pytest users expect for this kind of value."""
    if value is None or value is True or value is False or value is Ellipsis:
        return f'assert {variable} is {text}'
    if isinstance(value, type):
        return f'assert {variable} is {text}'
    if isinstance(value, float) and math.isinf(value):
        return f'assert {variable} == {text}'
    if contains_float(value):
        return f'assert {variable} == pytest.approx({text})'
    return f'assert {variable} == {text}'
