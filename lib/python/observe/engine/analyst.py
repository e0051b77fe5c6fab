"""Puts together what annotations, bodies, defaults, and names say about each parameter."""
from __future__ import annotations

import ast
import inspect
import re
import typing
from dataclasses import replace
from typing import Dict, Iterable, List, Optional, Tuple

from .annotations import AnnotationReader
from .profile import INSTANCE, Profile
from .subject import FunctionNode, Subject, code_of
from .targets import CLOSURE, CONSTRUCTOR, FUNCTION, METHOD, SETTER, Parameter, Target, own_classes
from .usage import UsageReader
from .vocabulary import NAME_HINTS

SIMPLE = (str, bytes, int, float, bool, type(None))
DEFAULT_KINDS = {'NoneType': 'none', 'function': 'callable', 'builtin_function_or_method': 'callable'}
EXIT_ARGUMENTS = (('None', 'None', 'None'), ('ValueError', "ValueError('bad value')", 'None'))
MAX_WORDS = 60
MAX_WORD = 60


class Analyst:
    """Knows one module's source; fills in the parameters of targets."""

    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        self.classes = own_classes(subject)
        self.annotations = AnnotationReader(self.classes)
        members = {name: self._members(owner) for name, owner in self.classes.items()}
        self.functions: Dict[str, ast.AST] = {}
        for nodes in subject.nodes.values():
            for node in nodes:
                self.functions.setdefault(getattr(node, 'name', ''), node)
        self.usage = UsageReader(members, self._constants_named, self.functions.get)
        self.words: Dict[int, List[object]] = {}
        self.module_words = words_in([subject.tree])

    def _members(self, owner: type) -> frozenset:
        node = self.subject.class_nodes.get(owner.__name__)
        assigned = {item.attr for item in ast.walk(node) if isinstance(item, ast.Attribute)
                    and isinstance(item.ctx, ast.Store)} if node is not None else set()
        return frozenset(set(dir(owner)) | assigned) - set(dir(object))

    def _constants_named(self, name: str) -> Iterable[object]:
        value = getattr(self.subject.module, name, None)
        if isinstance(value, SIMPLE):
            return [value] if not isinstance(value, (str, bytes)) or len(value) < MAX_WORD else []
        if isinstance(value, (list, tuple, set, frozenset, dict)):
            plain = [item for item in list(value)[:40] if isinstance(item, SIMPLE)]
            return sorted(plain, key=repr) if isinstance(value, (set, frozenset)) else plain
        return []

    def words_for(self, target: Target) -> List[object]:
        """Constants near the target's code: its own first, then those of its class."""
        nodes = [self.subject.node_of(target.function), self.subject.class_nodes.get(target.owner)]
        found = [word for node in nodes if node is not None for word in self._words_of(node)]
        return list(dict.fromkeys(found))

    def _words_of(self, node: ast.AST) -> List[object]:
        if id(node) not in self.words:
            self.words[id(node)] = words_in([node])
        return self.words[id(node)]

    def patterns_for(self, target: Target) -> List['re.Pattern']:
        """Regular expressions the target may use: by name, as an attribute, or written in place."""
        node = self.subject.node_of(target.function)
        found: List[re.Pattern] = []
        for item in ast.walk(node) if node is not None else ():
            name = item.id if isinstance(item, ast.Name) else item.attr if isinstance(item, ast.Attribute) else ''
            value = getattr(self.subject.module, name, None) if name else None
            if value is None and name and target.owner in self.classes:
                value = getattr(self.classes[target.owner], name, None)
            value = getattr(value, '__self__', value)
            if isinstance(value, re.Pattern) and value not in found:
                found.append(value)
            if isinstance(item, ast.Call) and isinstance(item.func, ast.Attribute) and item.args \
                    and getattr(item.func.value, 'id', '') == 're' and isinstance(item.args[0], ast.Constant):
                try:
                    found.append(re.compile(item.args[0].value))
                except (re.error, TypeError, RecursionError, OverflowError):
                    continue
        return found[:12]

    def patches_for(self, target: Target) -> List[Tuple[str, str]]:
        """Globals of the module that the target tests, with another value for each."""
        node = self.subject.node_of(target.function)
        found: Dict[str, str] = {}
        for item in ast.walk(node) if node is not None else ():
            if not isinstance(item, (ast.If, ast.IfExp, ast.While, ast.BoolOp)):
                continue
            for part in ast.walk(item if isinstance(item, ast.BoolOp) else item.test):
                name = part.id if isinstance(part, ast.Name) else ''
                value = vars(self.subject.module).get(name, self)
                if isinstance(value, bool):
                    found[name] = repr(not value)
                elif value is not self and (callable(value) and not isinstance(value, type) or value == []):
                    found[name] = 'None'
                elif value is None:
                    found[name] = 'True'
        return list(found.items())

    def analyse(self, target: Target) -> Target:
        """Fill in the target's parameters."""
        signature = _signature(target)
        node = self.subject.node_of(target.function)
        hints = _hints(target.function)
        target.parameters = [self._parameter(item, node, hints.get(item.name, item.annotation), target)
                             for item in signature if item.kind is not inspect.Parameter.VAR_KEYWORD]
        if target.name in ('__exit__', '__aexit__'):
            target.presets = list(EXIT_ARGUMENTS)
        return target

    def standing_alone(self, target: Target) -> Target:
        """A method as a plain function of a stand-in for its object."""
        node = self.subject.node_of(target.function)
        profile = Profile().add('namespace', 3).add('mock', 3)
        if node is not None and getattr(node, 'args', None) is not None and node.args.args:
            used = self.usage.read(node, node.args.args[0].arg)
            profile.attributes, profile.called = used.attributes, used.called
        return replace(target, bound=False, parameters=[Parameter('self', profile)] + target.parameters)

    def _parameter(self, item: inspect.Parameter, node: Optional[FunctionNode], annotation: object,
                   target: Target) -> Parameter:
        profile = self.annotations.read(annotation)
        annotated = bool(profile.weights or profile.values)
        if node is not None:
            profile.merge(self.usage.read(node, item.name), 0.3 if annotated else 1.0)
            self._through_self(profile, node, item.name, target)
        optional = item.default is not inspect.Parameter.empty
        if optional:
            self._default(profile, item.default)
        if not annotated:
            self._from_name(profile, item.name)
            if item.name == 'other' and target.owner:
                profile.add(INSTANCE + target.owner, 8)
        if optional and item.name.startswith('_'):
            return Parameter(item.name, profile, True, item.kind is inspect.Parameter.KEYWORD_ONLY, rare=True)
        variadic = item.kind is inspect.Parameter.VAR_POSITIONAL
        return Parameter(item.name, profile, optional or variadic, item.kind is inspect.Parameter.KEYWORD_ONLY, variadic)

    def _through_self(self, profile: Profile, node: FunctionNode, name: str, target: Target) -> None:
        """An argument that becomes `self.x` is used wherever `self.x` is."""
        owner = self.subject.class_nodes.get(target.owner.rsplit('.', 1)[-1])
        if target.kind not in (CONSTRUCTOR, METHOD) or owner is None:
            return
        for item in ast.walk(node):
            if isinstance(item, ast.Assign) and isinstance(item.targets[0], ast.Attribute) \
                    and any(isinstance(part, ast.Name) and part.id == name for part in ast.walk(item.value)):
                profile.merge(self.usage.read_attribute([owner], item.targets[0].attr), 0.5)

    def _default(self, profile: Profile, default: object) -> None:
        kind = type(default).__name__
        profile.add(DEFAULT_KINDS.get(kind, kind), 1.0 if default is None else 5.0)
        if isinstance(default, SIMPLE) and default is not None:
            profile.add_value(repr(default), 0.5)

    @staticmethod
    def _from_name(profile: Profile, name: str) -> None:
        for pattern, kinds in NAME_HINTS:
            if pattern.search(name.lower().strip('_')):
                for kind in kinds:
                    if kind != 'instance':
                        profile.add(kind, 2.0)
                return


def words_in(nodes: Iterable[ast.AST]) -> List[object]:
    """Constants in the code, docstrings left out, in order of appearance."""
    found: Dict[object, None] = {}
    for root in nodes:
        documentation = {id(item.body[0].value) for item in ast.walk(root)
                         if isinstance(item, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Module))
                         and item.body and isinstance(item.body[0], ast.Expr)}
        for item in ast.walk(root):
            if isinstance(item, ast.Constant) and id(item) not in documentation \
                    and isinstance(item.value, (str, bytes, int, float)) and not isinstance(item.value, bool):
                if not isinstance(item.value, (str, bytes)) or 0 < len(item.value) <= MAX_WORD:
                    found.setdefault(item.value)
            if len(found) >= MAX_WORDS * 3:
                break
    return list(found)[:MAX_WORDS * 3]


def _signature(target: Target) -> List[inspect.Parameter]:
    if target.kind == 'property':
        return []
    try:
        parameters = list(inspect.signature(target.function).parameters.values())  # type: ignore[arg-type]
    except (ValueError, TypeError):
        code = code_of(target.function)
        if code is None:
            return []
        names = code.co_varnames[:code.co_argcount]
        parameters = [inspect.Parameter(name, inspect.Parameter.POSITIONAL_OR_KEYWORD) for name in names]
    if isinstance(target.function, type) or target.kind in (FUNCTION, CLOSURE):
        return parameters
    drops_first = target.kind in (CONSTRUCTOR, SETTER) or target.bound or \
        (target.kind == METHOD and parameters and parameters[0].name in ('cls', 'mcs', 'metacls', 'self'))
    return parameters[1:] if drops_first and parameters else parameters


def _hints(function: object) -> Dict[str, object]:
    try:
        return typing.get_type_hints(function)
    except Exception:
        return {}
