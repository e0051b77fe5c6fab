"""Strings that match a regular expression, so that code behind a match is reached."""
from __future__ import annotations

import random
import re
import warnings
from typing import List, Optional

with warnings.catch_warnings():
    warnings.simplefilter('ignore')
    try:
        from re import _parser as parser  # type: ignore[attr-defined]
    except ImportError:
        import sre_parse as parser  # type: ignore[no-redef]

MAX_REPEAT = 3
MAX_LENGTH = 120
CATEGORIES = {'CATEGORY_DIGIT': '7', 'CATEGORY_NOT_DIGIT': 'x', 'CATEGORY_SPACE': ' ', 'CATEGORY_NOT_SPACE': 'k',
              'CATEGORY_WORD': 'w', 'CATEGORY_NOT_WORD': '-'}
FILLER = 'aZ5_ .-/b1'


def samples(pattern: 're.Pattern', count: int, rng: random.Random) -> List[str]:
    """Up to `count` different strings that the pattern matches (as text, also for byte patterns)."""
    source = pattern.pattern
    text = source.decode('latin-1') if isinstance(source, bytes) else source
    try:
        with warnings.catch_warnings():
            warnings.simplefilter('ignore')
            tree = parser.parse(text, pattern.flags & ~re.DEBUG & (~re.LOCALE) | (0 if isinstance(source, str) else 0))
    except Exception:
        return []
    found: List[str] = []
    for _ in range(count * 3):
        made = _Sampler(rng).sequence(tree)
        if made is None or len(made) > MAX_LENGTH or made in found:
            continue
        subject = made.encode('latin-1', 'ignore') if isinstance(source, bytes) else made
        try:
            if pattern.search(subject):
                found.append(made)
        except Exception:
            return found
        if len(found) >= count:
            break
    return found


class _Sampler:
    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.groups: dict = {}

    def sequence(self, tree) -> Optional[str]:
        parts: List[str] = []
        for operator, argument in tree:
            part = self._one(str(operator), argument)
            if part is None:
                return None
            parts.append(part)
        return ''.join(parts)

    def _one(self, operator: str, argument) -> Optional[str]:
        if operator == 'LITERAL':
            return chr(argument)
        if operator == 'NOT_LITERAL':
            return next(letter for letter in FILLER if ord(letter) != argument)
        if operator == 'ANY':
            return self.rng.choice(FILLER)
        if operator == 'IN':
            return self._choice(argument)
        if operator == 'BRANCH':
            return self.sequence(self.rng.choice(argument[1]))
        if operator in ('MAX_REPEAT', 'MIN_REPEAT', 'POSSESSIVE_REPEAT'):
            low, high, inner = argument
            times = self.rng.randint(low, max(low, min(int(high), low + MAX_REPEAT)))
            made = [self.sequence(inner) for _ in range(min(times, 30))]
            return None if any(part is None for part in made) else ''.join(made)  # type: ignore[arg-type]
        if operator == 'SUBPATTERN':
            made_group = self.sequence(argument[-1])
            self.groups[argument[0]] = made_group
            return made_group
        if operator == 'GROUPREF':
            return self.groups.get(argument, '')
        if operator == 'ATOMIC_GROUP':
            return self.sequence(argument)
        return ''  # anchors and look-around take no room

    def _choice(self, options) -> Optional[str]:
        negated = bool(options) and str(options[0][0]) == 'NEGATE'
        if negated:
            excluded = options[1:]
            allowed = [letter for letter in FILLER + 'äq' if not any(_contains(option, letter) for option in excluded)]
            return self.rng.choice(allowed) if allowed else None
        operator, argument = self.rng.choice(options)
        if str(operator) == 'LITERAL':
            return chr(argument)
        if str(operator) == 'RANGE':
            return chr(self.rng.randint(argument[0], min(argument[1], argument[0] + 25)))
        return CATEGORIES.get(str(argument), 'a')


def _contains(option, letter: str) -> bool:
    operator, argument = option
    if str(operator) == 'LITERAL':
        return chr(argument) == letter
    if str(operator) == 'RANGE':
        return argument[0] <= ord(letter) <= argument[1]
    name = str(argument)
    matching = {'CATEGORY_DIGIT': letter.isdigit(), 'CATEGORY_SPACE': letter.isspace(),
                'CATEGORY_WORD': letter.isalnum() or letter == '_'}
    if name.startswith('CATEGORY_NOT_'):
        return not matching.get(name.replace('NOT_', ''), False)
    return matching.get(name, False)
