"""Interest and loans, in whole cents."""

from typing import List, Tuple


def simple_interest(cents: int, yearly_percent: float, days: int) -> int:
    """Interest for a number of days of a year of 365."""
    if days < 0:
        raise ValueError("days must not be negative")
    return round(cents * yearly_percent / 100 * days / 365)


def compound(cents: int, yearly_percent: float, years: int) -> int:
    """The amount after so many years, with interest added and rounded once a year.

    >>> compound(100000, 5, 2)
    110250
    """
    for _ in range(years):
        cents += round(cents * yearly_percent / 100)
    return cents


def years_to_double(yearly_percent: float) -> int:
    """How many whole years it takes until an amount has at least doubled."""
    if yearly_percent <= 0:
        raise ValueError("without interest an amount never doubles")
    years, factor = 0, 1.0
    while factor < 2:
        factor *= 1 + yearly_percent / 100
        years += 1
    return years


def repayment_plan(cents: int, monthly_cents: int, yearly_percent: float = 0.0) -> List[Tuple[int, int]]:
    """Payment and remaining debt of each month until the debt is gone.

    >>> repayment_plan(250, 100)
    [(100, 150), (100, 50), (50, 0)]
    """
    if cents > 0 and monthly_cents <= round(cents * yearly_percent / 1200):
        raise ValueError("the payment does not even cover the interest")
    plan = []
    while cents > 0:
        cents += round(cents * yearly_percent / 1200)
        payment = min(monthly_cents, cents)
        cents -= payment
        plan.append((payment, cents))
    return plan
