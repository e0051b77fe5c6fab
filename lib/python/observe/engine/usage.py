"""Profiles from how a function's body uses a value."""
from __future__ import annotations

import ast
import builtins
from typing import Callable, Dict, Iterable, List, Optional, Tuple

from .profile import INSTANCE, Profile

METHODS = {kind: frozenset(name for name in dir(getattr(builtins, kind)) if not name.startswith('__'))
           for kind in ('str', 'bytes', 'list', 'dict', 'set', 'int', 'float', 'tuple')}
FILE_METHODS = {'read': ('text_file', 'binary_file'), 'readline': ('text_file', 'binary_file'),
                'readlines': ('text_file', 'binary_file'), 'write': ('text_file', 'binary_file'), 'seek': ('binary_file',)}
DATE_ATTRIBUTES = frozenset(('year', 'month', 'day', 'hour', 'minute', 'weekday', 'isoformat', 'strftime', 'tzinfo',
                             'timetuple', 'toordinal', 'utcoffset'))
PATH_ATTRIBUTES = frozenset(('parent', 'suffix', 'stem', 'exists', 'is_file', 'is_dir', 'read_text', 'iterdir', 'joinpath'))
CALL_KINDS: Dict[str, Tuple[str, ...]] = {
    **dict.fromkeys(('len', 'sorted', 'list', 'tuple', 'enumerate', 'iter', 'set', 'zip', 'map', 'any', 'all', 'reversed',
                     'frozenset', 'filter', 'next'), ('list', 'str')),
    **dict.fromkeys(('sum', 'max', 'min'), ('list', 'int')), **dict.fromkeys(('int', 'float'), ('int', 'str')),
    **dict.fromkeys(('abs', 'range', 'round', 'chr', 'hex', 'bin', 'divmod', 'sqrt', 'floor', 'ceil', 'log', 'exp',
                     'isnan', 'pow', 'islice', 'index'), ('int', 'float')),
    **dict.fromkeys(('ord', 'match', 'search', 'fullmatch', 'findall', 'finditer', 'sub', 'fspath', 'getattr', 'hasattr',
                     'normpath', 'normcase', 'basename', 'dirname', 'splitext', 'abspath', 'expanduser', 'loads',
                     'compile', 'parse', 'split', 'print', 'literal_eval', 'join'), ('str',)),
    **dict.fromkeys(('open', 'exists', 'isfile', 'stat', 'getsize', 'getmtime', 'copyfile'), ('file_path', 'str')),
    **dict.fromkeys(('listdir', 'scandir', 'walk', 'isdir', 'rglob', 'iterdir'), ('folder', 'str')),
    **dict.fromkeys(('unpack', 'unpack_from', 'from_bytes', 'b2a_hex', 'hexlify', 'memoryview'), ('bytes',)),
    **dict.fromkeys(('callable',), ('callable', 'int')), **dict.fromkeys(('issubclass',), ('type',)),
    **dict.fromkeys(('dict', 'update', 'ChainMap'), ('dict',)), 'isclass': ('type', 'int'),
    'iter_child_nodes': ('tree',), 'signature': ('callable',),
}
ISINSTANCE_KINDS = {
    'str': 'str', 'bytes': 'bytes', 'bytearray': 'bytes', 'int': 'int', 'float': 'float', 'bool': 'bool', 'list': 'list',
    'tuple': 'tuple', 'dict': 'dict', 'set': 'set', 'frozenset': 'set', 'complex': 'complex', 'Mapping': 'dict',
    'Sequence': 'list', 'Iterable': 'list', 'Number': 'int', 'Integral': 'int', 'Real': 'float', 'Rational': 'fraction',
    'Complex': 'complex', 'Decimal': 'decimal', 'Fraction': 'fraction', 'date': 'date', 'datetime': 'datetime',
    'timedelta': 'timedelta', 'time': 'time', 'type': 'type', 'Path': 'path', 'PurePath': 'path', 'AST': 'tree',
    'Exception': 'exception', 'BaseException': 'exception', 'UUID': 'uuid', 'Pattern': 'pattern', 'slice': 'object',
    'string_types': 'str', 'text_type': 'str', 'memoryview': 'array', 'array': 'array', 'Callable': 'callable',
    'PathLike': 'path', 'Iterator': 'iterator', 'Generator': 'iterator', 'NoneType': 'none',
}
Matches = Callable[[ast.AST], bool]


class UsageReader:
    """Reads bodies in the light of one module: its classes, its constants, its functions."""

    def __init__(self, class_members: Dict[str, frozenset], lookup: Callable[[str], Iterable[object]],
                 callee: Callable[[str], Optional[ast.AST]]) -> None:
        self.class_members = class_members
        self.lookup = lookup
        self.callee = callee

    def read(self, node: ast.AST, name: str, depth: int = 0) -> Profile:
        """What `name` must be, judging by the body of `node`."""
        return self.read_matching(node, lambda item: isinstance(item, ast.Name) and item.id == name, depth)

    def read_attribute(self, nodes: Iterable[ast.AST], attribute: str) -> Profile:
        """What `self.<attribute>` must be, judging by the methods of its class."""
        profile = Profile()
        for node in nodes:
            profile.merge(self.read_matching(node, lambda item: isinstance(item, ast.Attribute) and item.attr == attribute
                                             and isinstance(item.value, ast.Name) and item.value.id == 'self', 1))
        return profile

    def read_matching(self, node: ast.AST, matches: Matches, depth: int) -> Profile:
        profile = Profile()
        attributes: List[str] = []
        for item in ast.walk(node):
            if isinstance(item, ast.Attribute) and matches(item.value):
                attributes.append(item.attr)
            elif isinstance(item, ast.Call):
                self._call(profile, item, matches, depth)
            elif isinstance(item, (ast.For, ast.AsyncFor, ast.comprehension)):
                self._loop(profile, node, item, matches, depth)
            elif isinstance(item, ast.BinOp):
                self._operator(profile, item, matches)
            elif isinstance(item, ast.Compare):
                self._compare(profile, item, matches)
            elif isinstance(item, ast.Subscript):
                self._subscript(profile, item, matches)
            elif isinstance(item, ast.YieldFrom) and matches(item.value):
                profile.add('list', 2)
            elif isinstance(item, (ast.Assign, ast.AnnAssign)) and item.value is not None and matches(item.value):
                self._unpacking(profile, item)
            elif isinstance(item, (ast.With, ast.AsyncWith)) and any(matches(w.context_expr) for w in item.items):
                profile.add('text_file', 3).add('binary_file', 2).add('mock', 2)
            elif isinstance(item, ast.Starred) and matches(item.value):
                profile.add('list', 3).add('tuple', 2)
        self._attributes(profile, node, matches, attributes)
        return profile

    def _attributes(self, profile: Profile, node: ast.AST, matches: Matches, attributes: List[str]) -> None:
        if not attributes:
            return
        wanted = set(attributes)
        scores = sorted(((len(wanted & METHODS[kind]) / len(wanted), kind) for kind in METHODS), reverse=True)
        if scores[0][0] > 0:
            for score, kind in scores:
                if score == scores[0][0]:
                    profile.add(kind, 6 * score / max(1, sum(1 for s, _ in scores if s == score)) + 1)
        for name, members in self.class_members.items():
            if wanted <= members:
                profile.add(INSTANCE + name, 5)
        for attribute in wanted:
            for kind in FILE_METHODS.get(attribute, ()):
                profile.add(kind, 3)
        if wanted & DATE_ATTRIBUTES:
            profile.add('datetime', 2).add('date', 2).add('time', 1)
        if wanted & PATH_ATTRIBUTES:
            profile.add('file_path', 3).add('path', 1)
        if '_fields' in wanted or 'lineno' in wanted:
            profile.add('tree', 2)
        if scores[0][0] < 1:
            profile.add('namespace', 3).add('mock', 2)
        for attribute in sorted(wanted):
            profile.attributes.setdefault(attribute, Profile())
        for item in ast.walk(node):
            if isinstance(item, ast.Call) and isinstance(item.func, ast.Attribute) and matches(item.func.value):
                profile.called.add(item.func.attr)
                self._method_arguments(profile, item)

    @staticmethod
    def _method_arguments(profile: Profile, call: ast.Call) -> None:
        """Constants passed to the value's own methods: `p.startswith('http')`, `p.get('name')`."""
        for constant in _constants(call.args):
            if isinstance(constant, (str, bytes)) and constant and isinstance(call.func, ast.Attribute) \
                    and call.func.attr in ('startswith', 'endswith'):
                profile.placed.append((0 if call.func.attr == 'startswith' else -1, constant))
                profile.add(type(constant).__name__, 3)
            if isinstance(constant, str) and constant:
                profile.fragments.append(constant)
                if isinstance(call.func, ast.Attribute) and call.func.attr in ('get', 'pop', 'setdefault'):
                    profile.attributes.setdefault(constant, Profile())

    def _call(self, profile: Profile, call: ast.Call, matches: Matches, depth: int) -> None:
        if matches(call.func):
            profile.add('callable', 8)
        name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, 'attr', '')
        for position, argument in enumerate(call.args):
            if not matches(argument):
                continue
            if name == 'isinstance' and position == 0 and len(call.args) > 1:
                self._isinstance(profile, call.args[1])
            elif name in CALL_KINDS:
                for kind in CALL_KINDS[name]:
                    profile.add(kind, 2.5)
            elif depth < 2:
                self._passed_on(profile, call, name, position, depth)

    def _isinstance(self, profile: Profile, kinds: ast.AST) -> None:
        for item in ast.walk(kinds):
            name = item.id if isinstance(item, ast.Name) else getattr(item, 'attr', '')
            if name in ISINSTANCE_KINDS:
                profile.add(ISINSTANCE_KINDS[name], 5)
            elif name in self.class_members:
                profile.add(INSTANCE + name, 6)

    def _passed_on(self, profile: Profile, call: ast.Call, name: str, position: int, depth: int) -> None:
        callee = self.callee(name)
        if not isinstance(callee, (ast.FunctionDef, ast.AsyncFunctionDef)):
            return
        names = [item.arg for item in callee.args.posonlyargs + callee.args.args]
        if names and names[0] in ('self', 'cls'):
            names = names[1:]
        if position < len(names):
            profile.merge(self.read(callee, names[position], depth + 1), 0.6)

    def _loop(self, profile: Profile, node: ast.AST, loop, matches: Matches, depth: int) -> None:
        source = loop.iter
        if isinstance(source, ast.Call) and getattr(source.func, 'attr', '') == 'items' and matches(source.func.value):
            profile.add('dict', 3)
            return
        if isinstance(source, ast.Call) and getattr(source.func, 'id', '') in ('enumerate', 'sorted', 'reversed', 'iter') \
                and source.args and matches(source.args[0]):
            target = loop.target.elts[-1] if getattr(source.func, 'id', '') == 'enumerate' \
                and isinstance(loop.target, ast.Tuple) else loop.target
        elif matches(source):
            target = loop.target
        else:
            return
        profile.add('list', 4).add('str', 1).add('tuple', 0.5).add('iterator', 0.5)
        if depth >= 2:
            return
        if isinstance(target, ast.Name):
            profile.element_profile().merge(self.read(node, target.id, depth + 1))
        elif isinstance(target, ast.Tuple) and all(isinstance(item, ast.Name) for item in target.elts):
            element = profile.element_profile().add('tuple', 6)
            element.items = [self.read(node, item.id, depth + 1) for item in target.elts]

    @staticmethod
    def _unpacking(profile: Profile, assignment) -> None:
        targets = getattr(assignment, 'targets', None) or [assignment.target]
        if isinstance(targets[0], ast.Tuple):
            count = len(targets[0].elts)
            profile.add('tuple', 6)
            profile.items = profile.items or [Profile() for _ in range(count)]

    @staticmethod
    def _operator(profile: Profile, item: ast.BinOp, matches: Matches) -> None:
        if not matches(item.left) and not matches(item.right):
            return
        other = item.right if matches(item.left) else item.left
        if isinstance(item.op, ast.Mod) and isinstance(other, (ast.Tuple, ast.Dict)):
            profile.add('str', 4)
        elif isinstance(other, ast.Constant) and isinstance(other.value, (str, bytes, float)):
            if not (isinstance(item.op, ast.Mod) and other is item.left):
                profile.add(type(other.value).__name__, 4)
        elif isinstance(item.op, ast.Add):
            profile.add('int', 1).add('str', 1)
        elif isinstance(item.op, (ast.Sub, ast.Div, ast.Mult, ast.Pow)):
            profile.add('int', 2).add('float', 1)
        else:
            profile.add('int', 3)

    def _compare(self, profile: Profile, item: ast.Compare, matches: Matches) -> None:
        sides = [item.left] + item.comparators
        for operator, left, right in zip(item.ops, sides, sides[1:]):
            for mine, other in ((left, right), (right, left)):
                if isinstance(mine, ast.Call) and getattr(mine.func, 'id', '') == 'len' and mine.args \
                        and matches(mine.args[0]):
                    profile.add('list', 1).add('str', 1)
                    profile.lengths += [value for value in self._values_of(other)
                                        if type(value) is int and 0 < value <= 64 and value not in profile.lengths]
                if isinstance(mine, ast.Subscript) and matches(mine.value):
                    self._placed(profile, mine.slice, other)
                if not matches(mine):
                    continue
                if isinstance(operator, (ast.In, ast.NotIn)) and mine is right:
                    profile.add('list', 1).add('str', 1).add('dict', 1)
                    profile.fragments += [text for text in _constants([other]) if isinstance(text, str)]
                    continue
                for value in self._values_of(other):
                    profile.add_value(repr(value), 3)
                    profile.add('none' if value is None else type(value).__name__, 1)
                if isinstance(operator, (ast.Lt, ast.Gt, ast.LtE, ast.GtE)):
                    profile.add('int', 2).add('float', 1)

    def _placed(self, profile: Profile, where: ast.AST, other: ast.AST) -> None:
        """`p[8:12] == b'WAVE'`, `p[0] in '+-'`: what is expected at which place."""
        start = where.lower if isinstance(where, ast.Slice) else where
        offset = 0 if start is None else next(iter(_constants([start])), None)
        if not isinstance(offset, int) or not -8 <= offset <= 256:
            return
        for value in self._values_of(other):
            if isinstance(value, (str, bytes)) and 0 < len(value) <= 16:
                profile.placed.append((offset, value))
                profile.add(type(value).__name__, 3)

    def _subscript(self, profile: Profile, item: ast.Subscript, matches: Matches) -> None:
        index = item.slice
        if matches(item.value):
            if isinstance(index, ast.Constant) and isinstance(index.value, str):
                profile.add('dict', 5)
                profile.attributes.setdefault(index.value, Profile())
            elif isinstance(index, ast.Slice):
                profile.add('str', 3).add('list', 2).add('bytes', 1)
            else:
                profile.add('list', 2).add('str', 1).add('dict', 1).add('tuple', 1)
        elif matches(index) and isinstance(item.value, ast.Name):
            for value in list(self.lookup(item.value.id))[:6]:
                profile.add_value(repr(value), 2)

    def _values_of(self, node: ast.AST) -> List[object]:
        """Constants that a comparison partner stands for, through names of the module too."""
        if isinstance(node, (ast.Constant, ast.Tuple, ast.List, ast.Set, ast.UnaryOp)):
            return _constants([node])[:8]
        if isinstance(node, ast.Name):
            return list(self.lookup(node.id))[:6]
        return []


def _constants(nodes: Iterable[ast.AST]) -> List[object]:
    found: List[object] = []
    for node in nodes:
        for item in ast.walk(node):
            if isinstance(item, ast.Constant) and isinstance(item.value, (str, bytes, int, float, bool, type(None))):
                found.append(item.value)
            elif isinstance(item, ast.UnaryOp) and isinstance(item.op, ast.USub) \
                    and isinstance(item.operand, ast.Constant) and isinstance(item.operand.value, (int, float)):
                found.append(-item.operand.value)
    return found
