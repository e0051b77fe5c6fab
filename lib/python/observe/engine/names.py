"""Names: helper modules a test may use, and how the test calls the module under test."""
from __future__ import annotations

import importlib
import keyword
import re
import sys
from types import ModuleType
from typing import Dict

# Modules an expression in a test may mention by its plain name.
HELPER_MODULES = ('ast', 'array', 'asyncio', 'collections', 'dataclasses', 'datetime', 'decimal', 'fractions', 'functools', 'io',
                  'itertools', 'math', 'operator', 'os', 'pathlib', 'random', 're', 'sys', 'types', 'uuid')
RESERVED = frozenset(HELPER_MODULES) | {'mock', 'pytest', 'result', 'capsys', 'tmp_path', 'monkeypatch',
                                        'write_file', 'collect'}


def helper_namespace() -> Dict[str, object]:
    """The names every generated expression can rely on, apart from the module under test."""
    namespace: Dict[str, object] = {name: importlib.import_module(name) for name in HELPER_MODULES}
    namespace['mock'] = importlib.import_module('unittest.mock')
    namespace['write_file'] = write_file
    return namespace


def write_file(path, content):
    """Create a file for the code under test to read; the rendered test carries a copy of this."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def alias_for(module_name: str) -> str:
    """How the test calls the module: its last name, made harmless where that name is taken."""
    last = module_name.rsplit('.', 1)[-1]
    alias = re.sub(r'\W', '_', last)
    alias = alias if alias.isidentifier() else f'module_{alias}'
    return f'{alias}_module' if alias in RESERVED or keyword.iskeyword(alias) else alias


def import_line(module: ModuleType, alias: str) -> str:
    """The import statement that binds `alias` to exactly this module object."""
    name = module.__name__
    parent, _, last = name.rpartition('.')
    if not all(part.isidentifier() and not keyword.iskeyword(part) for part in name.split('.')):
        return f'{alias} = importlib.import_module({name!r})'
    if not parent:
        return f'import {name}' if alias == name else f'import {name} as {alias}'
    if getattr(sys.modules.get(parent), last, None) is module:
        return f'from {parent} import {last}' if alias == last else f'from {parent} import {last} as {alias}'
    return f'{alias} = importlib.import_module({name!r})'
