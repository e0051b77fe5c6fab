"""Neighbours of a literal: what a person would try next."""
from __future__ import annotations

import ast
import random
from typing import Callable

MAX_TEXT = 300
MAX_ITEMS = 30


class Mutator:
    """Changes literal expressions a little; `piece` gives text to put in."""

    def __init__(self, rng: random.Random, piece: Callable[[], str]) -> None:
        self.rng = rng
        self.piece = piece

    def mutated(self, expression: str) -> str:
        """A neighbour of a literal expression; the expression itself when it is no literal."""
        try:
            value = ast.literal_eval(expression)
        except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
            return expression
        if isinstance(value, bool) or value is None:
            return repr(not value) if isinstance(value, bool) else expression
        if isinstance(value, int):
            return repr(self.rng.choice((value + 1, value - 1, -value, value * 2, 0, value + 10)))
        if isinstance(value, float):
            return repr(self.rng.choice((value + 1, -value, value / 2, 0.0)))
        if isinstance(value, str):
            return repr(self._mutated_text(value))
        if isinstance(value, bytes):
            return repr(self._mutated_text(value.decode('latin-1')).encode('latin-1', 'replace'))
        if isinstance(value, (list, tuple)):
            return repr(type(value)(self._mutated_list(list(value))))
        if isinstance(value, dict) and value:
            key = self.rng.choice(list(value))
            return repr({**value, key: ast.literal_eval(self.mutated(repr(value[key])))})
        return expression

    def _mutated_text(self, value: str) -> str:
        cut = self.rng.randint(0, len(value))
        end = min(len(value), cut + self.rng.randint(1, 4))
        piece = self.piece()[:12]
        made = self.rng.choice((value[:cut] + piece + value[cut:], value[:cut] + value[end:], value[:cut],
                                value[:cut] + piece + value[end:], value + value, value + piece, piece + value,
                                value.swapcase(), value[cut:]))
        return made[:MAX_TEXT]

    def _mutated_list(self, value: list) -> list:
        if not value:
            return value
        where = self.rng.randrange(len(value))
        roll = self.rng.random()
        if roll < 0.25:
            value.pop(where)
        elif roll < 0.5:
            value.insert(where, self.rng.choice(value))
        elif roll < 0.6:
            value.reverse()
        else:
            item = self.mutated(repr(value[where]))
            value[where] = ast.literal_eval(item)
        return value[:MAX_ITEMS]
