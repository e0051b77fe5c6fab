"""Amounts of money as whole cents, so that nothing is ever lost to rounding."""

from typing import List


def parse_amount(text: str) -> int:
    """Reads an amount such as "1,204.50" or "-3" as cents.

    >>> parse_amount("1,204.50")
    120450
    >>> parse_amount("-3")
    -300
    """
    cleaned = text.strip().replace(",", "")
    sign = -1 if cleaned.startswith("-") else 1
    digits = cleaned.lstrip("+-")
    whole, dot, fraction = digits.partition(".")
    if not whole.isdigit() or (dot and not fraction.isdigit()) or len(fraction) > 2:
        raise ValueError(f"not an amount: {text!r}")
    return sign * (int(whole) * 100 + int(fraction.ljust(2, "0") or 0))


def format_amount(cents: int, symbol: str = "$") -> str:
    """Writes cents with separators and two digits.

    >>> format_amount(-120450)
    '-$1,204.50'
    """
    sign = "-" if cents < 0 else ""
    whole, fraction = divmod(abs(cents), 100)
    return f"{sign}{symbol}{whole:,}.{fraction:02d}"


def split_evenly(cents: int, parts: int) -> List[int]:
    """Splits an amount into parts that differ by at most one cent and add up to it.

    >>> split_evenly(100, 3)
    [34, 33, 33]
    """
    if parts < 1:
        raise ValueError("at least one part is needed")
    share, rest = divmod(cents, parts)
    return [share + 1] * rest + [share] * (parts - rest)


def percentage(cents: int, percent: float) -> int:
    """A percentage of an amount, rounded half away from zero."""
    exact = cents * percent / 100
    return int(exact + 0.5) if exact >= 0 else -int(-exact + 0.5)
