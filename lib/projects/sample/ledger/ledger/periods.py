"""Months and days of a ledger's periods, written as "2026-02" and "2026-02-28"."""

from typing import Iterator

DAYS_IN_MONTH = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def is_leap_year(year: int) -> bool:
    """True for years with a 29th of February.

    >>> is_leap_year(2000), is_leap_year(1900), is_leap_year(2024)
    (True, False, True)
    """
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_in_month(year: int, month: int) -> int:
    """How many days a month has; months count from 1."""
    if not 1 <= month <= 12:
        raise ValueError(f"there is no month {month}")
    if month == 2 and is_leap_year(year):
        return 29
    return DAYS_IN_MONTH[month - 1]


def is_valid_day(text: str) -> bool:
    """True for a real day written as YYYY-MM-DD.

    >>> is_valid_day("2024-02-29"), is_valid_day("2026-02-29"), is_valid_day("soon")
    (True, False, False)
    """
    parts = text.split("-")
    if [len(part) for part in parts] != [4, 2, 2] or not all(part.isdigit() for part in parts):
        return False
    year, month, day = (int(part) for part in parts)
    return 1 <= month <= 12 and 1 <= day <= days_in_month(year, month)


def month_of(day: str) -> str:
    """The month of a day: "2026-02-28" lies in "2026-02"."""
    if not is_valid_day(day):
        raise ValueError(f"not a day: {day!r}")
    return day[:7]


def months_between(first: str, last: str) -> Iterator[str]:
    """Every month from the first to the last, both included; nothing when they are in the wrong order.

    >>> list(months_between("2025-11", "2026-02"))
    ['2025-11', '2025-12', '2026-01', '2026-02']
    """
    year, month = (int(part) for part in first.split("-"))
    while f"{year:04d}-{month:02d}" <= last:
        yield f"{year:04d}-{month:02d}"
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
