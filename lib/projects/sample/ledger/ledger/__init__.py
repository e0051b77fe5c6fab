"""A small double-entry ledger: read a journal, post it, report on it."""

from .book import Book
from .parser import parse_journal

__all__ = ["Book", "load"]


def load(text: str) -> Book:
    """Reads a journal and posts all of its entries."""
    book = Book()
    book.post_all(parse_journal(text))
    return book
