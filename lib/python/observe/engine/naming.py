"""Names for tests: what was called, what came of it, and with what."""
from __future__ import annotations

import ast
import keyword
import re
from collections import Counter
from typing import Dict, List, Optional

from .case import RAISED, Finding
from .targets import snake_case

MAX_NAME = 90
STOP_WORDS = frozenset(('the', 'a', 'an', 'is', 'are', 'of', 'to', 'be', 'in', 'for', 'and', 'or', 'at', 'it', 'got', 'was'))
SPECIAL_NAMES = {
    '__eq__': 'equality', '__ne__': 'inequality', '__lt__': 'less_than', '__le__': 'less_or_equal', '__gt__': 'greater_than',
    '__ge__': 'greater_or_equal', '__len__': 'length', '__str__': 'str', '__repr__': 'repr', '__bool__': 'truth',
    '__iter__': 'iteration', '__next__': 'next', '__contains__': 'membership', '__getitem__': 'getitem',
    '__setitem__': 'setitem', '__delitem__': 'delitem', '__call__': 'call', '__enter__': 'enter', '__exit__': 'exit',
    '__add__': 'addition', '__sub__': 'subtraction', '__mul__': 'multiplication', '__truediv__': 'division',
}


class TestNamer:
    """Gives every finding a name of its own."""

    __test__ = False

    def __init__(self) -> None:
        self.used: Counter = Counter()

    def name(self, finding: Finding) -> str:
        """`test_<what>_<outcome>[_for_<input>]`, with a number only when nothing else tells tests apart."""
        subject = subject_words(finding.case.target)
        outcome = outcome_words(finding)
        options = [f'test_{subject}_{outcome}']
        described = input_words(finding)
        if described:
            options.append(f'test_{subject}_{outcome}_for_{described}')
        for option in options[::-1] if described else options:
            name = _tidy(option)
            if not self.used[name]:
                self.used[name] += 1
                return name
        base = _tidy(options[-1])
        number = self.used[base] + 1
        while self.used[f'{base}_{number}']:
            number += 1
        self.used[base] = number
        self.used[f'{base}_{number}'] += 1
        return f'{base}_{number}'


def _tidy(name: str) -> str:
    name = re.sub(r'_+', '_', re.sub(r'\W', '_', name)).strip('_')
    if len(name) > MAX_NAME:
        name = name[:MAX_NAME].rsplit('_', 1)[0]
    return name + '_' if keyword.iskeyword(name) else name


def subject_words(target: str) -> str:
    parts = [SPECIAL_NAMES.get(part) or snake_case(part) for part in target.split('.')]
    return '_'.join(parts)


def outcome_words(finding: Finding) -> str:
    """What came of it: `raises_value_error`, `returns_none`, `strips_whitespace`."""
    seen = finding.observation
    if seen.outcome == RAISED and seen.raised is not None:
        kind = snake_case(seen.raised.expression.rsplit('.', 1)[-1])
        return f'raises_{kind}_{message_words(seen.raised.message)}' if seen.raised.explicit else f'raises_{kind}'
    if finding.case.is_statement:
        return 'changes_the_object'
    expected = _expected(seen.checks)
    if seen.checks and seen.checks[0].startswith('assert captured.'):
        return 'prints'
    if seen.consume in ('list', 'prefix', 'async-iterator'):
        count = _length(expected)
        return 'yields_nothing' if count == 0 else 'yields_one_item' if count == 1 else 'yields_items'
    if expected is None:
        checks = ' '.join(seen.checks)
        return 'prints' if 'captured.' in checks else f'returns_{snake_case(seen.value_type)}'
    if expected in ('None', 'True', 'False'):
        if expected == 'None' and any('captured.' in check for check in seen.checks):
            return 'prints'
        return f'returns_{expected.lower()}'
    return _relation(finding, expected) or _value_words(expected, seen.value_type)


def message_words(message: str) -> str:
    words = [word for word in re.findall(r'[A-Za-z]{2,}', message.lower()) if word not in STOP_WORDS]
    return '_'.join(words[:4])


def _expected(checks) -> Optional[str]:
    for check in checks:
        match = re.match(r'assert result (?:==|is) (.*)$', check, re.S)
        if match:
            return match[1]
    return None


def _length(expected: Optional[str]) -> Optional[int]:
    value = _literal(expected)
    return len(value) if isinstance(value, (list, tuple, dict, set, str, bytes)) else None


def _literal(text: Optional[str]):
    try:
        return ast.literal_eval(text) if text else None
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        return None


def _value_words(expected: str, value_type: str) -> str:
    value = _literal(expected)
    if value == 0 and isinstance(value, (int, float)):
        return 'returns_zero'
    if isinstance(value, (str, bytes, list, tuple, dict, set)) and len(value) == 0:
        return f'returns_empty_{snake_case(type(value).__name__)}'
    if isinstance(value, str) and re.fullmatch(r'[A-Za-z][\w-]{0,14}', value):
        return f'returns_{snake_case(value)}'
    if isinstance(value, int) and 0 < value < 1000:
        return f'returns_{value}'
    return f'returns_{snake_case(value_type)}'


def _relation(finding: Finding, expected: str) -> Optional[str]:
    """How a text result relates to the one text argument, when that is a plain operation."""
    value = _literal(expected)
    texts = [text for text in (_literal(item) for item in arguments_of(finding.case.act)) if isinstance(text, str) and text]
    if not isinstance(value, str) or len(texts) != 1:
        return None
    source = texts[0]
    operations = {
        'returns_text_unchanged': source, 'lowercases': source.lower(), 'uppercases': source.upper(),
        'strips_whitespace': source.strip(), 'capitalizes': source.capitalize(), 'title_cases': source.title(),
        'reverses': source[::-1], 'adds_text_before_and_after': None,
    }
    for name, result in operations.items():
        if value == result and len(source) > 1:
            return name
    if len(value) < len(source) and source.startswith(value) and value:
        return 'keeps_the_start'
    if len(value) < len(source) and source.endswith(value) and value:
        return 'keeps_the_end'
    return None


def arguments_of(act: str) -> List[str]:
    """Sources of the arguments of the call that the act is."""
    try:
        node = ast.parse(act, mode='eval').body
    except (SyntaxError, ValueError):
        return []
    if not isinstance(node, ast.Call):
        return []
    return [ast.unparse(item) for item in node.args] + [ast.unparse(item.value) for item in node.keywords]


def input_words(finding: Finding) -> str:
    """The inputs in a word or two each: `empty_text`, `negative_number`, `two_items`."""
    steps: Dict[str, str] = {step.name: step.source for step in finding.case.steps if step.name}
    words: List[str] = []
    for source in arguments_of(finding.case.act)[:3]:
        word = _describe(steps.get(source, source))
        if word:
            words.append(word)
    if not words:
        receiver = re.match(r'\w+', finding.case.act)
        made = steps.get(receiver[0], '') if receiver else ''
        words = [word for word in map(_describe, arguments_of(made)[:2]) if word]
    if finding.case.ambient.argv:
        words.append('arguments_' + (message_words(finding.case.ambient.argv.replace('prog', '')) or 'none'))
    words += [f'{snake_case(name)}_as_{_describe(value)}' for name, value in finding.case.ambient.patches]
    return '_and_'.join(words)


def _describe(source: str) -> str:
    value = _literal(source)
    if source == 'None':
        return 'none'
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, float)):
        return 'zero' if value == 0 else f'negative_{abs(value)}' if value < 0 else str(value).replace('.', '_')
    if isinstance(value, (str, bytes)):
        return _describe_text(value if isinstance(value, str) else value.decode('latin-1'),
                              'text' if isinstance(value, str) else 'bytes')
    if isinstance(value, (list, tuple, set, dict)):
        count = {0: 'empty', 1: 'one_item', 2: 'two_item', 3: 'three_item'}.get(len(value), 'long')
        return f'{count}_{type(value).__name__}'
    for prefix, word in (('io.', 'stream'), ('lambda', 'lambda'), ('iter(', 'iterator'), ('mock.', 'mock'), ('tmp_path', 'path'),
                         ('str(write_file', 'file'), ('write_file', 'file'), ('types.Simple', 'object')):
        if source.lstrip('(').startswith(prefix):
            return word
    match = re.match(r'[\w.]*?(\w+)\(', source)
    return snake_case(match[1]) if match else ''


def _describe_text(value: str, noun: str) -> str:
    if not value:
        return f'empty_{noun}'
    if re.fullmatch(r'[A-Za-z]\w{0,17}', value):
        return snake_case(value)
    if value.isspace():
        return f'blank_{noun}'
    if value.strip().replace('.', '', 1).lstrip('-').isdigit():
        return 'number_' + noun
    if '\n' in value.strip():
        return f'multiline_{noun}'
    if not value.isascii():
        return f'non_ascii_{noun}'
    words = re.findall(r'[A-Za-z0-9]+', value.lower())
    return '_'.join(words[:3])[:24].strip('_') if words else f'punctuation_{noun}'
