"""Reads a journal as text.

A journal has entries separated by blank lines; `#` begins a comment:

    2026-03-01 Groceries
      expenses:food      42.10
      assets:bank       -42.10
"""

from typing import Iterator, List, Optional, Tuple

from .periods import is_valid_day
from .entry import Entry
from .errors import ParseError
from .money import parse_amount


def strip_comment(line: str) -> str:
    """The line without its comment and without white space at its end."""
    return line.split("#", 1)[0].rstrip()


def parse_header(line: str, number: int = 1) -> Tuple[str, str]:
    """Day and description of an entry's first line."""
    day, _, description = line.partition(" ")
    if not is_valid_day(day):
        raise ParseError(number, f"{day!r} is not a day")
    return day, description.strip() or "(no description)"


def parse_posting(line: str, number: int = 1) -> Tuple[str, int]:
    """Account and cents of a posting line."""
    parts = line.split()
    if len(parts) != 2:
        raise ParseError(number, "expected an account and an amount")
    try:
        return parts[0], parse_amount(parts[1])
    except ValueError as error:
        raise ParseError(number, str(error)) from error


def parse_journal(text: str) -> Iterator[Entry]:
    """Yields the entries of a journal; raises ParseError at the first line that cannot be read."""
    entry: Optional[Entry] = None
    for number, raw in enumerate(text.splitlines(), start=1):
        line = strip_comment(raw)
        if not line:
            if entry is not None:
                yield entry
                entry = None
        elif not line[0].isspace():
            if entry is not None:
                yield entry
            entry = Entry(*parse_header(line, number))
        elif entry is None:
            raise ParseError(number, "a posting without an entry")
        else:
            entry.add(*parse_posting(line, number))
    if entry is not None:
        yield entry


def parse_all(text: str) -> List[Entry]:
    """All entries of a journal as a list."""
    return list(parse_journal(text))
