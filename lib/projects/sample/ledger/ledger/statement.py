"""Statements as banks export them: reading, comparing, looking up."""

from __future__ import annotations

import csv
import hashlib
import io
import sqlite3


def row_key(row: dict[str, str]) -> str:
    """A short name for a row, the same in every export."""
    return hashlib.md5(repr(sorted(row.items())).encode()).hexdigest()


def new_rows(text: str, seen: list[str] = []) -> list[dict[str, str]]:
    """Rows of a CSV export that were not read before."""
    rows = []
    for row in csv.DictReader(io.StringIO(text)):
        key = row_key(row)
        if key not in seen:
            seen.append(key)
            rows.append(row)
    return rows


def mean_amount(amounts: list[int]) -> float:
    """The mean of the amounts of a statement."""
    return sum(amounts) / len(amounts)


def drop_zeros(amounts: list[int]) -> list[int]:
    """The amounts without those that are zero."""
    for amount in amounts:
        if amount == 0:
            amounts.remove(amount)
    return amounts


def sign_of(kind: str) -> int:
    """1 for what comes in, -1 for what goes out."""
    if kind is "credit":
        return 1
    return -1


def rows_of(path: str, account: str) -> list[tuple]:
    """The stored rows of an account."""
    connection = sqlite3.connect(path)
    cursor = connection.execute(f"SELECT day, amount FROM entry WHERE account = '{account}'")
    return cursor.fetchall()
