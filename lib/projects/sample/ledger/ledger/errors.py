"""Errors of the ledger and how they are explained to a person."""


class LedgerError(Exception):
    """Base of all errors a user of the ledger can cause."""


class ParseError(LedgerError):
    """A line of the journal does not have the expected form."""

    def __init__(self, line_number: int, message: str) -> None:
        super().__init__(f"line {line_number}: {message}")
        self.line_number = line_number
        self.message = message


class UnbalancedError(LedgerError):
    """The postings of an entry do not add up to zero."""

    def __init__(self, difference: int) -> None:
        super().__init__(f"entry is off by {difference} cents")
        self.difference = difference


def explain(error: Exception) -> str:
    """Says what went wrong and what to do about it."""
    if isinstance(error, ParseError):
        return f"Line {error.line_number} cannot be read: {error.message}. Correct it and try again."
    if isinstance(error, UnbalancedError):
        side = "debit" if error.difference < 0 else "credit"
        return f"Add {abs(error.difference)} cents on the {side} side."
    if isinstance(error, LedgerError):
        return str(error)
    return "Something unexpected happened."
