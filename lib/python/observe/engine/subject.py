"""The module under test: loaded, parsed, and described."""
from __future__ import annotations

import ast
import importlib
import inspect
import os
import re
import sys
from dataclasses import dataclass, field
from types import CellType, CodeType, FunctionType, ModuleType
from typing import Dict, FrozenSet, List, Optional, Set, Union

from .names import alias_for, helper_namespace

RANDOM_SOURCES = re.compile(r'\b(random|urandom|secrets|uuid[14]?)\b')
FunctionNode = Union[ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda]


class CannotLoad(Exception):
    """The module cannot be observed; `kind` is for programs, the text for people."""

    def __init__(self, kind: str, text: str) -> None:
        super().__init__(text)
        self.kind = kind


@dataclass
class Subject:
    """A loaded module with its source, and the names under which tests reach it."""

    module: ModuleType
    tree: ast.Module
    source: str
    file: str
    alias: str
    nodes: Dict[int, List[FunctionNode]] = field(default_factory=dict)
    class_nodes: Dict[str, ast.ClassDef] = field(default_factory=dict)
    raise_lines: FrozenSet[int] = frozenset()

    @property
    def name(self) -> str:
        return self.module.__name__

    def function_at(self, line: int) -> Optional[FunctionType]:
        """A stand-in, never to be called, for a nested function that begins on this line."""
        waiting: List[CodeType] = [compile(self.tree, self.file, 'exec')]
        while waiting:
            code = waiting.pop()
            waiting += [constant for constant in code.co_consts if isinstance(constant, CodeType)]
            if code.co_firstlineno == line and code.co_name != '<module>' and self.nodes.get(line):
                cells = tuple(CellType() for _ in code.co_freevars)
                return FunctionType(code, {}, code.co_name, None, cells)
        return None

    @property
    def defined_names(self) -> FrozenSet[str]:
        """Functions defined at the top of the file, also where a compiled twin has replaced them."""
        return frozenset(node.name for node in self.tree.body if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)))

    def namespace(self) -> Dict[str, object]:
        namespace = helper_namespace()
        namespace[self.alias] = self.module
        return namespace

    def node_of(self, function: object) -> Optional[FunctionNode]:
        """The syntax tree of a function object, when it was written in this module."""
        code = code_of(function)
        if code is None or code.co_filename != self.file:
            return None
        candidates = self.nodes.get(code.co_firstlineno, [])
        named = [node for node in candidates if getattr(node, 'name', '<lambda>') == code.co_name]
        return (named or candidates or [None])[0]

    def expression_for(self, thing: object) -> Optional[str]:
        """How a test would write this class, function or object, if the module has a name for it."""
        qualified = getattr(thing, '__qualname__', '')
        if qualified and '<' not in qualified and resolve(self.module, qualified) is thing:
            return f'{self.alias}.{qualified}'
        if getattr(sys.modules['builtins'], getattr(thing, '__name__', ''), None) is thing:
            return thing.__name__  # type: ignore[attr-defined]
        for name, value in vars(self.module).items():
            if value is thing and name.isidentifier() and not name.startswith('__'):
                return f'{self.alias}.{name}'
        return None


def draws_random_numbers(subject: Subject) -> bool:
    """Whether equal results may be chance: such code is observed more often."""
    return RANDOM_SOURCES.search(subject.source) is not None


def resolve(module: ModuleType, qualified: str) -> object:
    """The object behind a dotted name inside the module, or None."""
    value: object = module
    for part in qualified.split('.'):
        value = inspect.getattr_static(value, part, None) if isinstance(value, type) else getattr(value, part, None)
        if isinstance(value, (staticmethod, classmethod)):
            value = value.__func__
    return value


def code_of(function: object) -> Optional[CodeType]:
    """The code object behind a function, method, or decorated function."""
    try:
        inner = inspect.unwrap(function)  # type: ignore[arg-type]
    except (ValueError, TypeError, AttributeError):
        inner = function
    inner = getattr(inner, '__func__', inner)
    code = getattr(inner, '__code__', None)
    return code if isinstance(code, CodeType) else None


def lines_of(code: CodeType) -> Set[int]:
    """Executable lines of a code object and all that is nested in it, without the def line."""
    if hasattr(code, 'co_lines'):
        lines = {line for _, _, line in code.co_lines() if line}
    else:
        import dis
        lines = {line for _, line in dis.findlinestarts(code)}
    lines.discard(code.co_firstlineno)
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            lines |= lines_of(constant)
    return lines


def prepare_path(source_root: str) -> None:
    """Put the project first on the import path."""
    root = os.path.abspath(source_root)
    sys.path[:] = [root] + [entry for entry in sys.path if entry and os.path.abspath(entry) != root]
    importlib.invalidate_caches()


def load_subject(source_root: str, module_name: str, module_path: str) -> Subject:
    """Import and parse the module. Raises CannotLoad with the reason a person should read."""
    prepare_path(source_root)
    taken = sys.modules.get(module_name)
    expected = os.path.realpath(module_path)
    if taken is not None and os.path.realpath(getattr(taken, '__file__', None) or '') != expected:
        raise CannotLoad('name-taken', f'The name {module_name} belongs to a module of Python that a test run '
                                       'has loaded already; tests cannot import this file under that name.')
    try:
        module = importlib.import_module(module_name)
    except ModuleNotFoundError as error:
        raise CannotLoad('missing-dependency', f'Importing {module_name} needs {error.name}, '
                                               'which is not installed here.') from error
    except SystemExit as error:
        raise CannotLoad('exits-on-import', f'Importing {module_name} ends the process '
                                            f'(sys.exit({error.code!r})).') from error
    except SyntaxError as error:
        raise CannotLoad('syntax-error', f'{error.msg} (line {error.lineno}).') from error
    except BaseException as error:
        text = f'{type(error).__name__}: {error}'[:300]
        raise CannotLoad('import-error', f'Importing {module_name} fails: {text}') from error
    file = getattr(module, '__file__', None) or module_path
    if os.path.realpath(file) != expected:
        raise CannotLoad('name-taken', f'Importing {module_name} finds another file than {os.path.basename(expected)}.')
    return describe_module(module, file)


def describe_module(module: ModuleType, file: str) -> Subject:
    """Parse the source and index its functions by first line."""
    with open(file, 'rb') as handle:
        content = handle.read()
    tree = ast.parse(content)
    subject = Subject(module=module, tree=tree, source=content.decode('utf-8', 'replace'),
                      file=_code_file(module, file), alias=alias_for(module.__name__))
    raising: Set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            decorators = getattr(node, 'decorator_list', [])
            first = min([node.lineno] + [item.lineno for item in decorators])
            subject.nodes.setdefault(first, []).append(node)
        elif isinstance(node, ast.ClassDef):
            subject.class_nodes.setdefault(node.name, node)
        elif isinstance(node, (ast.Raise, ast.Assert)):
            raising.update(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    subject.raise_lines = frozenset(raising)
    return subject


def _code_file(module: ModuleType, file: str) -> str:
    """The file name as code objects of this module carry it."""
    for value in list(vars(module).values()):
        if getattr(value, '__module__', None) == module.__name__:
            code = code_of(value) or next((code_of(item) for item in vars(value).values() if code_of(item)), None) \
                if isinstance(value, type) else code_of(value)
            if code is not None and os.path.realpath(code.co_filename) == os.path.realpath(file):
                return code.co_filename
    return file
