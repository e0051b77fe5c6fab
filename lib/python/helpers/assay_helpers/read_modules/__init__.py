"""Reads the structure of Python files without running them."""
