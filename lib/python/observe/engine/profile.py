"""What is known about a value that a function expects, before anything has run."""
from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Dict, List, Optional, Set, Tuple

# Kinds with a meaning of their own; `instance:<class>` names a class of the module.
INSTANCE = 'instance:'


@dataclass
class Profile:
    """Evidence about one value: weighted kinds, candidate expressions, and what it is made of."""

    weights: Counter = field(default_factory=Counter)
    values: Dict[str, float] = field(default_factory=dict)
    fragments: List[str] = field(default_factory=list)
    element: Optional['Profile'] = None
    items: List['Profile'] = field(default_factory=list)
    key: Optional['Profile'] = None
    attributes: Dict[str, 'Profile'] = field(default_factory=dict)
    called: Set[str] = field(default_factory=set)
    lengths: List[int] = field(default_factory=list)
    placed: List[Tuple[int, object]] = field(default_factory=list)  # (offset, text or bytes expected there)

    def add(self, kind: str, weight: float) -> 'Profile':
        self.weights[kind] += weight
        return self

    def add_value(self, expression: str, weight: float) -> None:
        self.values[expression] = self.values.get(expression, 0) + weight

    def element_profile(self) -> 'Profile':
        if self.element is None:
            self.element = Profile()
        return self.element

    def merge(self, other: 'Profile', share: float = 1.0) -> None:
        """Take over what another profile knows, at a share of its weight."""
        if other is self:
            return
        for kind, weight in other.weights.items():
            self.weights[kind] += weight * share
        for expression, weight in other.values.items():
            self.add_value(expression, weight * share)
        self.fragments.extend(text for text in other.fragments if text not in self.fragments)
        self.element = self.element or other.element
        self.key = self.key or other.key
        self.items = self.items or other.items
        self.called |= other.called
        self.placed.extend(pair for pair in other.placed if pair not in self.placed)
        self.lengths.extend(length for length in other.lengths if length not in self.lengths)
        for name, profile in other.attributes.items():
            self.attributes.setdefault(name, profile)
