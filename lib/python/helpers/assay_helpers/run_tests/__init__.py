"""Runs test files against one module and reports every result as it comes."""
