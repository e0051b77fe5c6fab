"""Cases that people wrote: examples in docstrings, and inputs proposed from outside."""
from __future__ import annotations

import ast
import doctest
import inspect
from typing import Dict, Iterable, List, Optional, Sequence, Set, Tuple

from .case import Case, Step
from .names import HELPER_MODULES
from .subject import Subject
from .targets import Target

MAX_EXAMPLES = 14
MAX_STEPS = 12


class ExampleReader:
    """Turns example code into cases: everything before an expression arranges, the expression acts."""

    def __init__(self, subject: Subject, targets: Sequence[Target]) -> None:
        self.subject = subject
        self.by_name: Dict[str, str] = {}
        for target in targets:
            self.by_name.setdefault(target.name, target.qualified)

    def from_docstrings(self, targets: Sequence[Target]) -> List[Case]:
        """One case for each expression in each docstring example of the module."""
        cases: List[Case] = []
        documented: List[Tuple[str, object]] = [('', self.subject.module)]
        documented += [(target.qualified, target.function) for target in targets]
        documented += [(name, getattr(self.subject.module, name, None)) for name in self.subject.class_nodes]
        seen: Set[str] = set()
        for qualified, thing in documented:
            text = inspect.getdoc(thing) if thing is not None else None
            if not text or '>>>' not in text or text in seen:
                continue
            seen.add(text)
            try:
                examples = doctest.DocTestParser().get_examples(text)
            except ValueError:
                continue
            cases += self.from_code([example.source for example in examples[:MAX_EXAMPLES]], qualified, 'example')
        return cases

    def from_proposals(self, proposals: Dict[str, List[str]]) -> List[Case]:
        """Proposals are whole call expressions, or the text between a call's parentheses."""
        cases: List[Case] = []
        for qualified, texts in proposals.items():
            for text in texts:
                call = f'{qualified}({text})'
                for source in ((text, call) if _calls(text, qualified.rsplit('.', 1)[-1]) else (call,)):
                    made = self.from_code([source], qualified, 'proposed')
                    cases += made
                    if made:
                        break
        return cases

    def from_code(self, sources: Iterable[str], qualified: str, origin: str) -> List[Case]:
        """Cases for consecutive pieces of code that share their variables."""
        steps: List[Step] = []
        local: Set[str] = set()
        cases: List[Case] = []
        for source in sources:
            try:
                body = ast.parse(source.strip()).body
            except (SyntaxError, ValueError, RecursionError):
                return cases
            for node in body:
                if isinstance(node, (ast.Import, ast.ImportFrom)):
                    continue
                if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
                    name = node.targets[0].id
                    expression = self._rewritten(node.value, local)
                    if expression is None or len(steps) >= MAX_STEPS:
                        return cases
                    local.add(name)
                    steps.append(Step(name, expression))
                    cases += self._case(steps[:-1], expression, qualified, origin)
                elif isinstance(node, ast.Expr):
                    act = self._rewritten(_printed(node.value), local)
                    if act is None or len(steps) >= MAX_STEPS:
                        return cases
                    cases += self._case(steps, act, qualified, origin)
                    if isinstance(node.value, ast.Call):
                        steps.append(Step('', act))
                else:
                    return cases
        return cases

    def _case(self, steps: Sequence[Step], act: str, qualified: str, origin: str) -> List[Case]:
        if self.subject.alias not in act and not any(self.subject.alias in step.source for step in steps):
            return []
        needed = _needed_steps(steps, act)
        return [Case(qualified or self._credited(act) or 'module', needed, act, origin=origin)]

    def _credited(self, act: str) -> Optional[str]:
        for item in ast.walk(ast.parse(act)):
            if isinstance(item, ast.Call):
                name = item.func.attr if isinstance(item.func, ast.Attribute) else getattr(item.func, 'id', '')
                if name in self.by_name:
                    return self.by_name[name]
        return None

    def _rewritten(self, node: ast.AST, local: Set[str]) -> Optional[str]:
        """The expression with the module's names under its alias; None when a name is unknown."""
        rewriter = _Qualifier(self.subject, local)
        made = rewriter.visit(node)
        if rewriter.unknown or any(isinstance(item, (ast.NamedExpr, ast.Yield, ast.Await)) for item in ast.walk(made)):
            return None
        return ast.unparse(ast.fix_missing_locations(made))


class _Qualifier(ast.NodeTransformer):
    def __init__(self, subject: Subject, local: Set[str]) -> None:
        self.subject = subject
        self.local = local
        self.unknown: List[str] = []

    def visit_Lambda(self, node: ast.Lambda) -> ast.AST:
        return self._with_names(node, {item.arg for item in ast.walk(node.args) if isinstance(item, ast.arg)})

    def _comprehension(self, node) -> ast.AST:
        return self._with_names(node, {item.id for part in node.generators for item in ast.walk(part.target)
                                       if isinstance(item, ast.Name)})

    visit_ListComp = visit_SetComp = visit_DictComp = visit_GeneratorExp = _comprehension

    def _with_names(self, node: ast.AST, names: Set[str]) -> ast.AST:
        before = self.local
        self.local = before | names
        made = self.generic_visit(node)
        self.local = before
        return made

    def visit_Name(self, node: ast.Name) -> ast.AST:
        module = self.subject.module
        if node.id in self.local:
            return node
        if node.id in (module.__name__, self.subject.alias):
            return ast.Name(self.subject.alias, ast.Load())
        if hasattr(module, node.id) and not node.id.startswith('__'):
            return ast.Attribute(ast.Name(self.subject.alias, ast.Load()), node.id, ast.Load())
        if node.id not in HELPER_MODULES and not hasattr(__import__('builtins'), node.id):
            self.unknown.append(node.id)
        return node


def _printed(node: ast.expr) -> ast.expr:
    """What an example prints is its value: `print(f(x))` tells about `f(x)`."""
    if isinstance(node, ast.Call) and getattr(node.func, 'id', '') == 'print' and len(node.args) == 1 \
            and not node.keywords and isinstance(node.args[0], ast.Call):
        return node.args[0]
    return node


def _needed_steps(steps: Sequence[Step], act: str) -> Tuple[Step, ...]:
    """Only the steps that touch a variable which the act depends on."""
    wanted = {item.id for item in ast.walk(ast.parse(act)) if isinstance(item, ast.Name)}
    kept: List[Step] = []
    for step in reversed(steps):
        names = {item.id for item in ast.walk(ast.parse(step.source)) if isinstance(item, ast.Name)}
        variables = {other.name for other in steps if other.name}
        if step.name in wanted if step.name else bool(names & wanted & variables):
            wanted |= names
            kept.append(step)
    return tuple(reversed(kept))


def _calls(text: str, name: str) -> bool:
    try:
        tree = ast.parse(text, mode='eval')
    except (SyntaxError, ValueError):
        return False
    return any(isinstance(item, ast.Call) and (getattr(item.func, 'attr', None) or getattr(item.func, 'id', None)) == name
               for item in ast.walk(tree))
