"""Accounts: a name in a tree, and a running balance."""

from typing import List, Optional

KINDS = ("assets", "liabilities", "income", "expenses", "equity")


def parent_of(name: str) -> Optional[str]:
    """The account above: "assets:bank:checking" lies in "assets:bank"; the top has none."""
    head, colon, _ = name.rpartition(":")
    return head if colon else None


def ancestors_of(name: str) -> List[str]:
    """All accounts above, the nearest first.

    >>> ancestors_of("assets:bank:checking")
    ['assets:bank', 'assets']
    """
    above = parent_of(name)
    return [] if above is None else [above, *ancestors_of(above)]


def kind_of(name: str) -> str:
    """The kind of an account: the first part of its name."""
    kind = name.split(":")[0].lower()
    if kind not in KINDS:
        raise ValueError(f"unknown kind of account: {kind!r}")
    return kind


class Account:
    """A named account with its movements in the order they were posted."""

    def __init__(self, name: str, opening_cents: int = 0) -> None:
        self.name = name
        self.opening_cents = opening_cents
        self.movements: List[int] = []

    @property
    def balance(self) -> int:
        """Opening balance and all movements, in cents."""
        return self.opening_cents + sum(self.movements)

    def post(self, cents: int) -> int:
        """Adds a movement and returns the new balance."""
        self.movements.append(cents)
        return self.balance

    def undo(self) -> int:
        """Takes the last movement back and returns it."""
        if not self.movements:
            raise IndexError("there is nothing to undo")
        return self.movements.pop()

    def lowest(self) -> int:
        """The lowest balance the account ever had, the opening included."""
        balance = lowest = self.opening_cents
        for cents in self.movements:
            balance += cents
            lowest = min(lowest, balance)
        return lowest

    def __repr__(self) -> str:
        return f"Account({self.name!r}, balance={self.balance})"
