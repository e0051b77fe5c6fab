"""Writes the pytest file."""
from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from typing import Dict, List, Sequence, Tuple

from .case import RAISED, Case, Finding, Step
from .facts import FactTest
from .layout import wrap_line
from .naming import TestNamer
from .names import HELPER_MODULES

PREFIX_ITEMS = 20
WRITE_FILE = '''def write_file(path, content):
    """Create a file for the code under test to read."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path
'''
COLLECT = '''async def collect(items):
    """The first items of an asynchronous iterator."""
    found = []
    async for item in items:
        found.append(item)
        if len(found) >= 20:
            break
    return found
'''


@dataclass
class RenderedTest:
    """One test function as source, and what it is about."""

    name: str
    target: str
    source: str
    finding: object = None


class Renderer:
    """Renders tests against one module."""

    def __init__(self, module_name: str, alias: str, import_line: str) -> None:
        self.module_name = module_name
        self.alias = alias
        self.import_line = import_line
        self.namer = TestNamer()

    def test(self, finding: Finding) -> RenderedTest:
        """One finding as a test function."""
        name = self.namer.name(finding)
        body = _body(finding, self.alias)
        fixtures = [fixture for fixture in ('capsys', 'monkeypatch', 'tmp_path')
                    if any(re.search(rf'\b{fixture}\b', line) for line in body)]
        lines = [f'def {name}({", ".join(fixtures)}):']
        for line in body:
            depth = len(line) - len(line.lstrip(' '))
            lines += [' ' * (4 + depth) + part for part in wrap_line(line[depth:], 4 + depth)]
        return RenderedTest(name, finding.case.target, '\n'.join(lines) + '\n', finding)

    def fact(self, fact: FactTest) -> RenderedTest:
        name = fact.name
        self.namer.used[name] += 1
        lines = [f'def {name}():']
        for line in fact.body:
            lines += ['    ' + part for part in wrap_line(line)]
        return RenderedTest(name, fact.target, '\n'.join(lines) + '\n')

    def file(self, tests: Sequence[RenderedTest]) -> str:
        """The whole file: imports that are used, helpers that are used, tests grouped by target.

        The tests come in the order of `in_file_order`.
        """
        groups: Dict[str, List[RenderedTest]] = {}
        for test in tests:
            groups.setdefault(test.target, []).append(test)
        body = '\n\n'.join(f'# {target}\n\n\n' + '\n\n'.join(test.source for test in group)
                           for target, group in groups.items())
        helpers = [text for name, text in (('write_file(', WRITE_FILE), ('collect(', COLLECT)) if name in body]
        head = self._head(body + ''.join(helpers))
        return '\n\n'.join([head] + helpers + [body])

    def _head(self, body: str) -> str:
        used = {node.id for node in ast.walk(ast.parse(body)) if isinstance(node, ast.Name)}
        names = sorted(set(HELPER_MODULES) & used)
        standard = [f'import {name}' for name in names]
        if 'importlib' in self.import_line:
            standard = sorted(standard + ['import importlib'])
        if 'mock' in used:
            standard.append('from unittest import mock')
        blocks = ['\n'.join(standard)] if standard else []
        if 'pytest' in used:
            blocks.append('import pytest')
        blocks.append(self.import_line)
        return f'"""Tests of {self.module_name}, written from its observed behaviour."""\n\n' + '\n\n'.join(blocks) + '\n'


def in_file_order(tests: Sequence[RenderedTest], order: Sequence[str]) -> List[RenderedTest]:
    """Tests sorted by their target's place in the module; those of one target keep their order."""
    ranks = {name: index for index, name in enumerate(order)}
    return sorted(tests, key=lambda test: (ranks.get(test.target, -1), test.target))


def _body(finding: Finding, alias: str) -> List[str]:
    case, seen = finding.case, finding.observation
    steps, act = inline(case, seen.checks)
    lines = []
    if case.ambient.argv:
        lines.append(f"monkeypatch.setattr('sys.argv', {case.ambient.argv})")
    if case.ambient.stdin:
        lines.append(f"monkeypatch.setattr('sys.stdin', io.TextIOWrapper(io.BytesIO(b{case.ambient.stdin})))")
    lines += [f'monkeypatch.setattr({alias}, {name!r}, {source})' for name, source in case.ambient.patches]
    lines += [_step_line(step) for step in steps]
    if seen.outcome == RAISED and seen.raised is not None:
        match = f', match={_regex(seen.raised.message)}' if seen.raised.message and seen.raised.explicit else ''
        lines.append(f'with pytest.raises({seen.raised.expression}{match}):')
        if seen.consume == 'context':
            return lines + [f'    with {act}:', '        pass']
        return lines + [f'    {_consumed(act, seen.consume)}']
    output = [check for check in seen.checks if check.startswith('assert captured.')]
    checks = [check for check in seen.checks if not check.startswith('assert captured.')]
    if case.is_statement:
        lines += [act] + checks
    elif seen.consume == 'context':
        lines += [f'with {act} as result:'] + [f'    {check}' for check in checks]
    else:
        lines += _asserted(_consumed(act, seen.consume), checks)
    if output:
        lines += ['captured = capsys.readouterr()'] + output
    return lines


def _asserted(act: str, checks: List[str]) -> List[str]:
    """The act with its checks; one short check on the result needs no variable."""
    about_result = [check for check in checks if re.search(r'\bresult\b', check)]
    first = re.match(r'assert result (==|is) ', checks[0]) if checks else None
    if len(about_result) == 1 and first:
        line = checks[0].replace('assert result', f'assert {_operand(act)}', 1)
        if len(line) < 96 and '\n' not in line:
            return [line] + checks[1:]
    if not about_result:
        return [act] + checks
    return [f'result = {act}'] + checks


def _operand(act: str) -> str:
    """The act as the left side of a comparison."""
    node = ast.parse(act, mode='eval').body
    return f'({act})' if isinstance(node, (ast.Compare, ast.BoolOp, ast.Lambda, ast.IfExp, ast.UnaryOp)) else act


def _consumed(act: str, consume: str) -> str:
    if consume == 'list':
        return f'list({act})'
    if consume == 'prefix':
        return f'list(itertools.islice({act}, {PREFIX_ITEMS}))'
    if consume == 'coroutine':
        return f'asyncio.run({act})'
    if consume == 'async-iterator':
        return f'asyncio.run(collect({act}))'
    return act


def _regex(message: str) -> str:
    """A pattern that matches the message literally, escaped only where that is needed."""
    escaped = re.sub(r'([\\.^$*+?{}\[\]|()])', r'\\\1', message)
    if escaped == message:
        return repr(message)
    quote = '"' if "'" in escaped and '"' not in escaped else "'"
    if quote in escaped or not escaped.isprintable():
        return f're.escape({message!r})'
    return f'r{quote}{escaped}{quote}'


def _step_line(step: Step) -> str:
    return f'{step.name} = {step.source}' if step.name else step.source


class _Inliner(ast.NodeTransformer):
    def __init__(self, name: str, source: str) -> None:
        self.name = name
        self.source = source

    def visit_Name(self, node: ast.Name) -> ast.AST:
        return ast.parse(self.source, mode='eval').body if node.id == self.name else node


def inline(case: Case, checks: Sequence[str]) -> Tuple[List[Step], str]:
    """Put arguments back into the call where the test has no further use for their names."""
    steps, act = list(case.steps), case.act
    for step in list(steps):
        if not step.name.isidentifier() or case.is_statement:
            continue
        pattern = re.compile(rf'\b{re.escape(step.name)}\b')
        later = [f'{other.name} {other.source}' for other in steps if other is not step]
        uses = sum(1 for node in ast.walk(ast.parse(act)) if isinstance(node, ast.Name) and node.id == step.name)
        if uses != 1 or any(pattern.search(text) for text in later) or any(pattern.search(text) for text in checks):
            continue
        made = ast.unparse(_Inliner(step.name, step.source).visit(ast.parse(act, mode='eval')))
        if len(made) <= 88:
            act = made
            steps.remove(step)
    return steps, act
