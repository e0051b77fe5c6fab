"""Reports as plain text."""

from typing import Iterable, List, Mapping, Sequence, Tuple

from .money import format_amount


def align(rows: Sequence[Tuple[str, str]], gap: int = 2) -> List[str]:
    """Two columns: the first flush left, the second flush right.

    >>> align([("rent", "$900.00"), ("food", "$42.10")])
    ['rent  $900.00', 'food   $42.10']
    """
    if not rows:
        return []
    left = max(len(name) for name, _ in rows)
    right = max(len(value) for _, value in rows)
    return [f"{name:<{left}}{' ' * gap}{value:>{right}}" for name, value in rows]


def balance_sheet(totals: Mapping[str, int]) -> str:
    """Balances by account, indented by depth; empty accounts are left out."""
    rows = [
        ("  " * name.count(":") + name.rsplit(":", 1)[-1], format_amount(cents))
        for name, cents in sorted(totals.items())
        if cents != 0
    ]
    return "\n".join(align(rows)) if rows else "(nothing to report)"


def bar(value: int, largest: int, width: int = 20) -> str:
    """A bar of blocks in proportion to the largest value; anything above zero has at least one."""
    if value <= 0 or largest <= 0:
        return ""
    return "█" * max(1, round(value / largest * width))


def monthly_chart(months: Iterable[Tuple[str, int]], width: int = 20) -> str:
    """One line for each month with a bar and the amount."""
    rows = list(months)
    largest = max((cents for _, cents in rows), default=0)
    return "\n".join(f"{month} {bar(cents, largest, width)} {format_amount(cents)}" for month, cents in rows)
