"""The book: entries posted to accounts."""

from typing import Dict, Iterable, Iterator, List, Tuple

from .account import Account, ancestors_of
from .periods import month_of
from .entry import Entry


class Book:
    """Accounts by name, and the entries that were posted to them."""

    def __init__(self) -> None:
        self.accounts: Dict[str, Account] = {}
        self.entries: List[Entry] = []

    def open(self, name: str, opening_cents: int = 0) -> Account:
        """Opens an account; opening the same one twice is an error."""
        if name in self.accounts:
            raise KeyError(f"account {name} is already open")
        self.accounts[name] = Account(name, opening_cents)
        return self.accounts[name]

    def post(self, entry: Entry) -> None:
        """Posts an entry that balances; accounts are opened as needed."""
        entry.check()
        for posting in entry.postings:
            if posting.account not in self.accounts:
                self.open(posting.account)
            self.accounts[posting.account].post(posting.cents)
        self.entries.append(entry)

    def post_all(self, entries: Iterable[Entry]) -> int:
        """Posts every entry and returns how many there were."""
        count = 0
        for entry in entries:
            self.post(entry)
            count += 1
        return count

    def balance(self, name: str) -> int:
        """The balance of an account together with all accounts below it, in cents."""
        below = name + ":"
        return sum(
            account.balance
            for account in self.accounts.values()
            if account.name == name or account.name.startswith(below)
        )

    def totals(self) -> Dict[str, int]:
        """Balances of all accounts and of every account above them."""
        names = set(self.accounts)
        for name in self.accounts:
            names.update(ancestors_of(name))
        return {name: self.balance(name) for name in sorted(names)}

    def by_month(self) -> Iterator[Tuple[str, int]]:
        """Months with the volume moved in them, in order."""
        volumes: Dict[str, int] = {}
        for entry in self.entries:
            month = month_of(entry.day)
            volumes[month] = volumes.get(month, 0) + entry.volume
        yield from sorted(volumes.items())

    def __len__(self) -> int:
        return len(self.entries)
