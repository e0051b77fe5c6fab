"""Entries: what happened on a day, as postings that balance."""

from dataclasses import dataclass, field
from typing import List, Set

from .errors import UnbalancedError


@dataclass(frozen=True)
class Posting:
    """An amount on an account; positive amounts are debits, negative ones credits."""

    account: str
    cents: int

    def reversed(self) -> "Posting":
        """The posting that takes this one back."""
        return Posting(self.account, -self.cents)


@dataclass
class Entry:
    """A day, a description and the postings that belong together."""

    day: str
    description: str
    postings: List[Posting] = field(default_factory=list)

    @property
    def difference(self) -> int:
        """What is missing for the entry to balance, in cents; 0 when it does."""
        return sum(posting.cents for posting in self.postings)

    @property
    def volume(self) -> int:
        """The amount that is moved: the sum of all debits, in cents."""
        return sum(posting.cents for posting in self.postings if posting.cents > 0)

    def add(self, account: str, cents: int) -> "Entry":
        """Adds a posting and returns the entry, so that calls can be chained."""
        if not account:
            raise ValueError("a posting needs an account")
        self.postings.append(Posting(account, cents))
        return self

    def accounts(self) -> Set[str]:
        """The names of all accounts that are touched."""
        return {posting.account for posting in self.postings}

    def check(self) -> None:
        """Raises UnbalancedError unless the postings add up to zero."""
        if self.difference != 0:
            raise UnbalancedError(self.difference)


def transfer(day: str, source: str, target: str, cents: int, description: str = "Transfer") -> Entry:
    """An entry that moves an amount from one account to another."""
    if cents <= 0:
        raise ValueError("the amount of a transfer must be positive")
    return Entry(day, description).add(target, cents).add(source, -cents)
