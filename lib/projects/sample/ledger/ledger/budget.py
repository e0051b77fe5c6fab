"""Budgets: what may be spent in a category, and what is left of it."""

from enum import Enum
from typing import Dict, List, Optional


class Health(Enum):
    """How a budget stands."""

    GOOD = "good"
    TIGHT = "tight"
    OVER = "over"


def health(spent_cents: int, limit_cents: int, warn_percent: int = 80) -> Health:
    """Over when more than the limit is spent, tight from the warning level on."""
    if limit_cents < 0:
        raise ValueError("a limit cannot be negative")
    if spent_cents > limit_cents:
        return Health.OVER
    if spent_cents * 100 >= limit_cents * warn_percent:
        return Health.TIGHT
    return Health.GOOD


class Budget:
    """Limits by category and what was spent against them."""

    def __init__(self, limits: Optional[Dict[str, int]] = None) -> None:
        self.limits: Dict[str, int] = dict(limits or {})
        self.spent: Dict[str, int] = {}

    def set_limit(self, category: str, cents: int) -> None:
        """Sets or changes the limit of a category."""
        if cents < 0:
            raise ValueError("a limit cannot be negative")
        self.limits[category] = cents

    def spend(self, category: str, cents: int) -> int:
        """Books an expense and returns what is left; categories without a limit are refused."""
        if category not in self.limits:
            raise KeyError(category)
        self.spent[category] = self.spent.get(category, 0) + cents
        return self.left(category)

    def left(self, category: str) -> int:
        """What may still be spent, in cents; negative when the limit is passed."""
        return self.limits[category] - self.spent.get(category, 0)

    def over(self) -> List[str]:
        """Categories whose limit is passed, by name."""
        return sorted(name for name in self.limits if self.left(name) < 0)
